/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statuses, outcomes, faults, and suggestions for typos. */
#include "model/status.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/utf8.h"

const char *thaw_status_text(thaw_status status)
{
    static const char *const texts[] = {
#define X(name, text) [THAW_##name] = (text),
        THAW_STATUS_LIST(X)
#undef X
    };
    return (size_t)status < sizeof texts / sizeof *texts ? texts[status] : "unknown";
}

const char *thaw_outcome_text(thaw_outcome outcome)
{
    static const char *const texts[] = {
#define X(name, text) [THAW_OUTCOME_##name] = (text),
        THAW_OUTCOME_LIST(X)
#undef X
    };
    return (size_t)outcome < sizeof texts / sizeof *texts ? texts[outcome] : "unknown";
}

thaw_status thaw_status_of(thaw_outcome outcome)
{
    return outcome == THAW_OUTCOME_INTERRUPTED  ? THAW_EINTERRUPT
           : outcome == THAW_OUTCOME_TIME_LIMIT ? THAW_ETIME
                                                : THAW_ENUMERIC;
}

/* Copies a message, cut to fit. It may quote a file or a path. */
static void copy_message(char *to, size_t size, const char *from)
{
    thaw_copy_text(to, size, from);
    thaw_utf8_show(to);
}

__attribute__((format(printf, 4, 0))) static void fill(thaw_fault *fault, thaw_status status,
                                                       const char *key, const char *format,
                                                       va_list arguments)
{
    if (!fault)
        return;
    thaw_fault filled = {.status = status}; /* key and arguments may lie in *fault */
    copy_message(filled.key, sizeof filled.key, key);
    char text[2 * THAW_MESSAGE_MAX];
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): clang-tidy 14 loses sight of va_start */
    vsnprintf(text, sizeof text, format, arguments);
    copy_message(filled.text, sizeof filled.text, text);
    *fault = filled;
}

thaw_status thaw_fail(thaw_fault *fault, thaw_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(fault, status, "", format, arguments);
    va_end(arguments);
    return status;
}

thaw_status thaw_fail_key(thaw_fault *fault, thaw_status status, const char *key,
                          const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(fault, status, key, format, arguments);
    va_end(arguments);
    return status;
}

void thaw_fault_help(thaw_fault *fault, const char *format, ...)
{
    if (!fault)
        return;
    va_list arguments;
    va_start(arguments, format);
    char help[2 * THAW_HELP_MAX];
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): clang-tidy 14 loses sight of va_start */
    vsnprintf(help, sizeof help, format, arguments);
    va_end(arguments);
    copy_message(fault->help, sizeof fault->help, help);
}

bool thaw_faults_add(thaw_faults *faults, const thaw_fault *fault)
{
    thaw_fault added = *fault; /* it may be one of the list */
    if (faults->count == faults->capacity) {
        size_t capacity = faults->capacity ? 2 * faults->capacity : 8;
        thaw_fault *items = realloc(faults->items, capacity * sizeof *items);
        if (!items) {
            faults->lost = true;
            return false;
        }
        faults->items = items;
        faults->capacity = capacity;
    }
    faults->items[faults->count++] = added;
    return true;
}

bool thaw_faults_starved(const thaw_faults *faults)
{
    bool starved = faults->lost;
    for (size_t k = 0; k < faults->count; k++)
        starved = starved || faults->items[k].status == THAW_ENOMEM;
    return starved;
}

void thaw_faults_clear(thaw_faults *faults)
{
    free(faults->items);
    *faults = (thaw_faults){0};
}

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0U) == 0x80U;
}

/* A character has three bytes behind its first at most: more belong to none. */
void thaw_copy_text(char *to, size_t size, const char *from)
{
    size_t length = strlen(from);
    if (length >= size) {
        size_t whole = length = size - 1;
        while (whole > 0 && length - whole < 3 && is_continuation(from[whole]))
            whole--;
        if (!is_continuation(from[whole]))
            length = whole;
    }
    memcpy(to, from, length);
    to[length] = '\0';
}

enum { WORD_MAX = 64 };

static int letter(const char *word, size_t i)
{
    return tolower((unsigned char)word[i]);
}

/* Optimal string alignment distance (Damerau 1964, restricted), three rows at a time. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t m = strlen(a), n = strlen(b);
    if (m > WORD_MAX || n > WORD_MAX)
        return WORD_MAX;
    size_t rows[3][WORD_MAX + 1];
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t best = above[j - 1] + (letter(a, i - 1) != letter(b, j - 1));
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            bool swapped = i > 1 && j > 1 && letter(a, i - 1) == letter(b, j - 2) &&
                           letter(a, i - 2) == letter(b, j - 1);
            if (swapped && rows[(i + 1) % 3][j - 2] + 1 < best)
                best = rows[(i + 1) % 3][j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[m % 3][n];
}

const char *thaw_nearest(const char *word, const char *const *names, size_t count)
{
    size_t allowed = strlen(word) / 3;
    if (allowed < 1)
        allowed = 1;
    const char *nearest = NULL;
    size_t least = allowed + 1;
    for (size_t k = 0; k < count; k++) {
        size_t distance = edit_distance(word, names[k]);
        if (distance < least) {
            least = distance;
            nearest = names[k];
        }
    }
    return nearest;
}
