/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recorded months in the terms of the game. */
#include "model/record.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/fentanyl.h"

enum { YEAR = 12, YEAR_LEAST = 1000, YEAR_MOST = 9999 };

const char *thaw_confidence_name(thaw_confidence confidence)
{
    static const char *const names[THAW_CONFIDENCES] = {"low", "med", "high"};
    return names[confidence];
}

static void recorded_clear(thaw_recorded *month)
{
    free(month->era);
    free(month->events);
}

thaw_status thaw_record_add(thaw_record *record, const thaw_recorded *month, thaw_fault *fault)
{
    thaw_recorded own = *month;
    if (own.era && own.events && record->count == record->capacity) {
        size_t capacity = record->capacity ? 2 * record->capacity : 128;
        thaw_recorded *months = realloc(record->months, capacity * sizeof *months);
        if (months) {
            record->months = months;
            record->capacity = capacity;
        }
    }
    if (!own.era || !own.events || record->count == record->capacity) {
        recorded_clear(&own);
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu months", record->count + 1);
    }
    record->months[record->count++] = own;
    return THAW_OK;
}

void thaw_record_clear(thaw_record *record)
{
    for (size_t k = 0; k < record->count; k++)
        recorded_clear(&record->months[k]);
    free(record->months);
    *record = (thaw_record){0};
}

static bool read_digits(const char *text, int count, int *number)
{
    *number = 0;
    for (int k = 0; k < count; k++) {
        if (text[k] < '0' || text[k] > '9')
            return false;
        *number = 10 * *number + (text[k] - '0');
    }
    return true;
}

bool thaw_month_read(const char *text, int *month)
{
    int year = 0, of_year = 0;
    if (!read_digits(text, 4, &year) || text[4] != '-' || !read_digits(text + 5, 2, &of_year) ||
        text[7] != '\0' || year < YEAR_LEAST || of_year < 1 || of_year > YEAR)
        return false;
    *month = YEAR * year + of_year - 1;
    return true;
}

const char *thaw_month_format(int month, char buffer[THAW_MONTH_TEXT_MAX])
{
    int year = month / YEAR;
    if (month < 0 || year > YEAR_MOST)
        year = 0;
    snprintf(buffer, THAW_MONTH_TEXT_MAX, "%04d-%02d", year, month % YEAR + 1);
    return buffer;
}

size_t thaw_record_find(const thaw_record *record, int month)
{
    if (record->count == 0 || month < record->months[0].month)
        return record->count;
    size_t index = (size_t)(month - record->months[0].month);
    return index < record->count ? index : record->count;
}

static bool began_frozen(const thaw_record *record, size_t k)
{
    return record->months[k > 0 ? k - 1 : 0].frozen;
}

int thaw_record_state(const thaw_record *record, size_t k)
{
    const thaw_recorded *month = &record->months[k];
    return thaw_fentanyl_state(month->tension, month->listed, began_frozen(record, k));
}

thaw_move thaw_record_move(const thaw_record *record, size_t k)
{
    const thaw_recorded *month = &record->months[k];
    if (began_frozen(record, k))
        return month->frozen ? THAW_STAY : THAW_RESUME;
    return month->frozen ? THAW_FREEZE : month->effort;
}

void thaw_recorded_band(const thaw_recorded *month, thaw_move *least, thaw_move *most)
{
    double middle = (THAW_EFFORT_PARTIAL_FROM + THAW_EFFORT_FULL_FROM) / 2;
    *least = *most = month->effort;
    if (month->frozen || month->confidence != THAW_CONFIDENCE_LOW)
        return;
    if (month->effort == THAW_NONE)
        *most = THAW_PARTIAL;
    else if (month->effort == THAW_FULL)
        *least = THAW_PARTIAL;
    else {
        *least = month->effort_score >= middle ? THAW_PARTIAL : THAW_NONE;
        *most = month->effort_score < middle ? THAW_PARTIAL : THAW_FULL;
    }
}

size_t thaw_record_idle(const thaw_record *record, size_t first, size_t count,
                        thaw_stretch *longest)
{
    size_t idle = 0, run = 0;
    *longest = (thaw_stretch){first, 0};
    for (size_t k = first; k < first + count; k++) {
        bool none = record->months[k].effort == THAW_NONE;
        idle += none;
        run = none ? run + 1 : 0;
        if (run > longest->count)
            *longest = (thaw_stretch){k + 1 - run, run};
    }
    return idle;
}

bool thaw_record_freeze(const thaw_record *record, size_t from, size_t end, thaw_stretch *freeze)
{
    while (from < end && !record->months[from].frozen)
        from++;
    if (from >= end)
        return false;
    size_t first = from, last = from;
    while (first > 0 && record->months[first - 1].frozen)
        first--;
    while (last + 1 < record->count && record->months[last + 1].frozen)
        last++;
    *freeze = (thaw_stretch){first, last + 1 - first};
    return true;
}
