/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recorded months in the terms of the game. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

#include "model/fentanyl.h"
#include "model/record.h"

/* Appends a month with that effort, frozen or not, sure or not. */
static void add(thaw_record *record, thaw_move effort, bool frozen, thaw_confidence confidence,
                double score)
{
    thaw_recorded month = {.month = 24216 + (int)record->count, /* from 2018-01 on */
                           .tension = THAW_TENSE,
                           .frozen = frozen,
                           .stance = THAW_STEADY,
                           .effort = effort,
                           .effort_score = score,
                           .confidence = confidence,
                           .era = strdup(""),
                           .events = strdup("")};
    cr_assert(eq(int, thaw_record_add(record, &month, NULL), THAW_OK));
}

/* Open, open, frozen by China, frozen, resumed, open. */
static thaw_record a_freeze(void)
{
    thaw_record record = {0};
    const bool frozen[] = {false, false, true, true, false, false};
    for (size_t k = 0; k < sizeof frozen / sizeof *frozen; k++)
        add(&record, frozen[k] ? THAW_NONE : THAW_PARTIAL, frozen[k], THAW_CONFIDENCE_HIGH, NAN);
    return record;
}

Test(record, a_month_s_state_is_what_it_began_with)
{
    thaw_record record = a_freeze();
    const bool began[] = {false, false, false, true, true, false};
    const thaw_move move[] = {THAW_PARTIAL, THAW_PARTIAL, THAW_FREEZE,
                              THAW_STAY,    THAW_RESUME,  THAW_PARTIAL};
    for (size_t k = 0; k < record.count; k++) {
        cr_expect(eq(int, thaw_record_state(&record, k),
                     thaw_fentanyl_state(THAW_TENSE, false, began[k])),
                  "%zu", k);
        cr_expect(eq(int, thaw_record_move(&record, k), move[k]), "%zu", k);
    }
    thaw_record_clear(&record);
}

Test(record, finds_freezes_whole_even_from_within)
{
    thaw_record record = a_freeze();
    thaw_stretch freeze;
    cr_assert(thaw_record_freeze(&record, 0, 6, &freeze));
    cr_expect(eq(sz, freeze.first, 2));
    cr_expect(eq(sz, freeze.count, 2));
    cr_assert(thaw_record_freeze(&record, 3, 4, &freeze));
    cr_expect(eq(sz, freeze.first, 2));
    cr_expect(not(thaw_record_freeze(&record, 0, 2, &freeze)));
    cr_expect(not(thaw_record_freeze(&record, 4, 6, &freeze)));
    thaw_record_clear(&record);
}

Test(record, counts_months_without_effort_and_their_longest_run)
{
    thaw_record record = {0};
    thaw_stretch longest;
    const thaw_move effort[] = {THAW_NONE, THAW_PARTIAL, THAW_NONE, THAW_NONE,
                                THAW_FULL, THAW_NONE,    THAW_NONE};
    for (size_t k = 0; k < sizeof effort / sizeof *effort; k++)
        add(&record, effort[k], false, THAW_CONFIDENCE_HIGH, NAN);
    cr_expect(eq(sz, thaw_record_idle(&record, 0, 7, &longest), 5));
    cr_expect(eq(sz, longest.first, 2));
    cr_expect(eq(sz, longest.count, 2));
    cr_expect(eq(sz, thaw_record_idle(&record, 3, 1, &longest), 1));
    cr_expect(eq(sz, longest.count, 1));
    cr_expect(eq(sz, thaw_record_idle(&record, 4, 1, &longest), 0));
    cr_expect(eq(sz, longest.count, 0));
    thaw_record_clear(&record);
}

/* Of scores 0.2 and 0.6 the nearer boundary is 0.15 and 0.70. */
Test(record, low_confidence_leaves_room_across_the_nearer_boundary)
{
    static const struct {
        thaw_move effort;
        double score;
        thaw_confidence confidence;
        bool frozen;
        thaw_move least, most;
    } cases[] = {
        {THAW_PARTIAL, 0.2, THAW_CONFIDENCE_LOW, false, THAW_NONE, THAW_PARTIAL},
        {THAW_PARTIAL, 0.6, THAW_CONFIDENCE_LOW, false, THAW_PARTIAL, THAW_FULL},
        {THAW_PARTIAL, (double)NAN, THAW_CONFIDENCE_LOW, false, THAW_NONE, THAW_FULL},
        {THAW_NONE, 0.1, THAW_CONFIDENCE_LOW, false, THAW_NONE, THAW_PARTIAL},
        {THAW_FULL, 0.8, THAW_CONFIDENCE_LOW, false, THAW_PARTIAL, THAW_FULL},
        {THAW_NONE, 0, THAW_CONFIDENCE_LOW, true, THAW_NONE, THAW_NONE},
        {THAW_PARTIAL, 0.2, THAW_CONFIDENCE_MED, false, THAW_PARTIAL, THAW_PARTIAL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        thaw_record record = {0};
        thaw_move least, most;
        add(&record, cases[i].effort, cases[i].frozen, cases[i].confidence, cases[i].score);
        thaw_recorded_band(&record.months[0], &least, &most);
        cr_expect(eq(int, least, cases[i].least), "case %zu", i);
        cr_expect(eq(int, most, cases[i].most), "case %zu", i);
        thaw_record_clear(&record);
    }
}

Test(record, months_are_found)
{
    thaw_record record = a_freeze(), none = {0};
    int first = record.months[0].month;
    cr_expect(eq(sz, thaw_record_find(&record, first + 3), 3));
    cr_expect(eq(sz, thaw_record_find(&record, first - 1), record.count));
    cr_expect(eq(sz, thaw_record_find(&record, first + 6), record.count));
    cr_expect(eq(sz, thaw_record_find(&none, first), 0));
    thaw_record_clear(&record);
}

Test(record, months_as_text)
{
    static const char *const bad[] = {"2018-13",  "2018-00", "2018-1",  "18-01", "2018/01",
                                      "2018-01 ", " 2018-1", "0999-01", "",      "2018-0x"};
    char text[THAW_MONTH_TEXT_MAX];
    int month = 0;
    cr_assert(thaw_month_read("2018-01", &month));
    cr_expect(eq(int, month, 12 * 2018));
    cr_expect(eq(str, (char *)thaw_month_format(month + 11, text), "2018-12"));
    cr_expect(eq(str, (char *)thaw_month_format(month + 12, text), "2019-01"));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect(not(thaw_month_read(bad[i], &month)), "'%s'", bad[i]);
}
