/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a record: faults with a text and a place, or months that follow one another, each
 * with a state, a move and a band of efforts around the coded one. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/history.h"
#include "model/fentanyl.h"
#include "model/number.h"
#include "tests/fuzz/support/fuzz.h"

static void check_month(const thaw_record *record, size_t k)
{
    const thaw_recorded *month = &record->months[k];
    thaw_move least, most, move = thaw_record_move(record, k);
    int state = thaw_record_state(record, k);
    require(k == 0 || month->month == record->months[k - 1].month + 1, "months follow on");
    require(state >= 0 && state < THAW_FENTANYL_STATES, "a state");
    require(thaw_fentanyl_china_index(state, move) >= 0, "a move of the state");
    require(month->stance == THAW_PRESSURE || month->stance == THAW_STEADY ||
                month->stance == THAW_RELIEF,
            "a stance");
    thaw_recorded_band(month, &least, &most);
    require(THAW_NONE <= least && least <= month->effort && month->effort <= most &&
                most <= THAW_FULL,
            "a band of efforts around the coded one");
    require(month->era != NULL && month->events != NULL, "texts");
    require(thaw_record_find(record, month->month) == k, "a month is found");
}

/* ---- written and read again ---- */

static void write_field(FILE *out, const char *text)
{
    fputs(",\"", out);
    for (; *text; text++)
        fprintf(out, *text == '"' ? "\"\"" : "%c", *text);
    fputc('"', out);
}

static void write_month(FILE *out, const thaw_recorded *month)
{
    char when[THAW_MONTH_TEXT_MAX], score[THAW_NUMBER_MAX] = "";
    if (!isnan(month->effort_score))
        thaw_number_format(month->effort_score, score, sizeof score);
    fprintf(out, "%s,%s,%s,%s,%s,%s,%s,%s", thaw_month_format(month->month, when),
            thaw_tension_name(month->tension), month->listed ? "y" : "n",
            thaw_move_name(month->effort),
            month->stance == THAW_STEADY ? "status_quo" : thaw_stance_name(month->stance),
            thaw_confidence_name(month->confidence), score, month->frozen ? "frozen" : "none");
    write_field(out, month->era);
    write_field(out, month->events);
    fputc('\n', out);
}

static bool same_month(const thaw_recorded *one, const thaw_recorded *other)
{
    return one->month == other->month && one->tension == other->tension &&
           one->listed == other->listed && one->frozen == other->frozen &&
           one->stance == other->stance && one->effort == other->effort &&
           one->confidence == other->confidence &&
           (one->effort_score == other->effort_score ||
            (isnan(one->effort_score) && isnan(other->effort_score))) &&
           strcmp(one->era, other->era) == 0 && strcmp(one->events, other->events) == 0;
}

static void check_round_trip(const thaw_record *record)
{
    char *text = NULL;
    size_t length = 0;
    thaw_record again;
    thaw_faults faults = {0};
    FILE *out = open_memstream(&text, &length);
    require(out != NULL, "memory");
    fputs("month,tension,listed,china_cooperation,us_stance,state_confidence,coop_effort,talks,era,"
          "events\n",
          out);
    for (size_t k = 0; k < record->count; k++)
        write_month(out, &record->months[k]);
    fclose(out);
    thaw_status status = thaw_history_read_text(text, length, "again", &again, &faults);
    require(status == THAW_OK, "what was read is written and read again: %s",
            faults.count > 0 ? faults.items[0].text : "");
    require(again.count == record->count, "as many months");
    for (size_t k = 0; k < record->count; k++)
        require(same_month(&record->months[k], &again.months[k]), "month %zu is the same", k);
    thaw_faults_clear(&faults);
    thaw_record_clear(&again);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    thaw_record record;
    thaw_faults faults = {0};
    thaw_status status = thaw_history_read_text((const char *)data, size, "fuzz", &record, &faults);
    require_faults(status, &faults);
    require((status == THAW_OK) == (record.count > 0), "a record has months");
    for (size_t k = 0; k < faults.count; k++)
        require(strcmp(faults.items[k].file, "fuzz") == 0, "a fault has its file");
    for (size_t k = 0; k < record.count; k++)
        check_month(&record, k);
    if (status == THAW_OK)
        check_round_trip(&record);
    thaw_faults_clear(&faults);
    thaw_record_clear(&record);
    return 0;
}
