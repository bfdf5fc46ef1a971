/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/compare: a column says what solve says of the same inputs, the inputs listed are
 * those that differ, and how far a plan holds is read off its verdicts. */
#include "cli/compare.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "tests/support/studies.h"

/* ---- helpers ---- */

/* The JSON of a command line written with single blanks; the caller's. */
static json_t *json_of(const char *line)
{
    thaw_answer answer;
    answer_of(line, &answer);
    json_t *json = json_incref(answer.json);
    thaw_answer_clear(&answer);
    return json;
}

static const json_t *column(const json_t *comparison, size_t k)
{
    return json_array_get(json_object_get(comparison, "columns"), k);
}

static size_t size_of(const json_t *object, const char *key)
{
    return json_array_size(json_object_get(object, key));
}

/* "key: first second" of the inputs, a line each. */
static void list_inputs(const json_t *comparison, char *text, size_t size)
{
    size_t index;
    const json_t *input;
    text[0] = '\0';
    json_array_foreach(json_object_get(comparison, "inputs"), index, input)
    {
        size_t used = strlen(text);
        char values[256] = "";
        json_t *list = json_object_get(input, "values");
        for (size_t k = 0; k < json_array_size(list); k++) {
            const json_t *value = json_array_get(list, k);
            size_t at = strlen(values);
            if (json_is_string(value))
                snprintf(values + at, sizeof values - at, " %s", json_string_value(value));
            else if (json_is_number(value))
                snprintf(values + at, sizeof values - at, " %g", json_number_value(value));
            else
                snprintf(values + at, sizeof values - at, " -");
        }
        snprintf(text + used, size - used, "%s:%s\n",
                 json_string_value(json_object_get(input, "key")), values);
    }
}

static void expect_inputs(const char *line, const char *expected)
{
    char text[2048];
    json_t *json = json_of(line);
    list_inputs(json, text, sizeof text);
    cr_expect(eq(str, text, (char *)expected), "%s", line);
    json_decref(json);
}

/* ---- columns ---- */

/* The deals of a column: the standard list as solve has it, then the deal that was named. The best
 * are looked for in the standard list. */
static void expect_same(const json_t *compared, const json_t *solved)
{
    static const char *const members[] = {"scenario", "no_deal", "best", "thresholds"};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        cr_expect(
            json_equal(json_object_get(compared, members[i]), json_object_get(solved, members[i])),
            "%s", members[i]);
    const json_t *deals = json_object_get(solved, "deals"),
                 *own = json_object_get(compared, "deals");
    cr_expect(eq(sz, json_array_size(own), json_array_size(deals) + 1));
    for (size_t k = 0; k < json_array_size(deals); k++)
        cr_expect(json_equal(json_array_get(own, k), json_array_get(deals, k)), "deal %zu", k);
}

/* As io/ reads them: a ; behind a blank begins a comment, and blanks in a value are its own. */
Test(compare, settings_of_a_with)
{
    static const struct {
        const char *text, *found;
    } cases[] = {
        {"a.b=1", "[a.b|1]"},
        {"a.b=1,c.d=2", "[a.b|1][c.d|2]"},
        {" a.b =\t1 ; a guess , title = What if we ", "[a.b|1][title|What if we]"},
        {"title=x;y;z,a=b=c", "[title|x;y;z][a|b=c]"},
        {"a.b= ; nothing", "[a.b|]"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        char found[128] = "";
        const char *rest = cases[k].text;
        thaw_with with = {.last = false};
        while (thaw_with_next(&rest, &with)) {
            size_t used = strlen(found);
            snprintf(found + used, sizeof found - used, "[%.*s|%.*s]", with.key_length, with.key,
                     with.value_length, with.value);
        }
        cr_expect(eq(str, found, (char *)cases[k].found));
        cr_expect(with.last);
    }
}

Test(compare, a_column_says_what_solve_says_of_the_same_inputs)
{
    json_t *both = json_of("compare baseline --set us.discount=0.97 --with "
                           "economy.weakness=1.4,freeze.summit=0 "
                           "--deal partial_pressure+delist@trigger:4");
    json_t *first = json_of("solve baseline --set us.discount=0.97");
    json_t *second = json_of("solve baseline --set us.discount=0.97 --set economy.weakness=1.4 "
                             "--set freeze.summit=0");
    expect_same(column(both, 0), first);
    expect_same(column(both, 1), second);
    const json_t *with = json_object_get(column(both, 1), "with");
    cr_expect(eq(sz, size_of(column(both, 0), "with"), 0));
    cr_expect(eq(sz, json_array_size(with), 2));
    cr_expect(eq(str, (char *)json_string_value(json_array_get(with, 1)), "freeze.summit=0"));
    json_decref(both);
    json_decref(first);
    json_decref(second);
}

/* The standard list at baseline is ten plans under five punishments. partial is one of them;
 * trigger:2 is none of the five; foreseen_freeze is a plan of the other scenario only, there one
 * more plan with its +delist. */
Test(compare, a_named_deal_is_listed_once_and_only_where_there_is_one)
{
    json_t *json = json_of("compare baseline 2022-pelosi-freeze --deal partial --deal "
                           "partial@trigger:2 --deal foreseen_freeze@trigger:2");
    cr_expect(eq(sz, size_of(column(json, 0), "deals"), 50 + 1));
    cr_expect(eq(sz, size_of(column(json, 1), "deals"), 60 + 2));
    cr_expect(eq(sz, size_of(column(json, 0), "plans"), 10));
    cr_expect(eq(sz, size_of(column(json, 1), "plans"), 12));
    json_decref(json);
}

/* ---- inputs ---- */

/* What is set to the value it has does not differ. */
Test(compare, inputs_that_differ)
{
    expect_inputs("compare baseline --set listing.rule=fixed --with "
                  "monitoring.kind=perfect,economy.weakness=1.4 --with us.discount=0.965",
                  "economy.weakness: 1 1.4 1\nmonitoring.kind: noisy perfect noisy\n");
}

/* A shock or a plan that one side does not have is null there; `frozen` stands for three pairs as
 * long as they are one. */
Test(compare, inputs_that_one_side_does_not_have)
{
    expect_inputs("compare baseline --set listing.rule=fixed --with "
                  "shock.balloon.rate=0.1,shock.balloon.severity=0.5,"
                  "shock.balloon.freeze=0,plan.ours.calm=relief/full,plan.ours.tense=steady/none,"
                  "plan.ours.crisis=steady/none,plan.ours.frozen=relief/resume",
                  "shock.balloon.rate: - 0.1\nshock.balloon.severity: - 0.5\n"
                  "shock.balloon.freeze: - 0\nplan.ours.calm: - relief/full\n"
                  "plan.ours.tense: - steady/none\nplan.ours.crisis: - steady/none\n"
                  "plan.ours.frozen: - relief/resume\n");
    expect_inputs("compare baseline --set listing.rule=fixed --set plan.ours.calm=relief/full "
                  "--set plan.ours.tense=steady/none --set plan.ours.crisis=steady/none "
                  "--set plan.ours.frozen=relief/resume "
                  "--with plan.ours.frozen_crisis=steady/stay",
                  "plan.ours.frozen_crisis: relief/resume steady/stay\n");
}

Test(compare, inputs_of_games)
{
    expect_inputs("compare scenarios/games/pd.json scenarios/games/pd.json", "");
    expect_inputs("compare scenarios/games/pd.json scenarios/games/cournot.json",
                  "discount.1: 0.75 0.62\ndiscount.2: 0.75 0.62\n");
}

/* ---- how far a plan holds ---- */

struct reach_case {
    const char *verdicts; /* of its deals, mildest first: h, b, u */
    thaw_reach_kind kind;
    size_t deal;
    bool last, gaps;
};

Test(compare, how_far_a_plan_holds)
{
    static const struct reach_case cases[] = {
        {"hhhhh", THAW_REACH_FROM, 7, false, false},
        {"bbhhh", THAW_REACH_FROM, 9, false, false},
        {"bbbbh", THAW_REACH_FROM, 11, true, false},
        {"bhbhh", THAW_REACH_FROM, 8, false, true},
        {"buhhh", THAW_REACH_FROM, 9, false, false},
        {"bhhhu", THAW_REACH_FROM, 8, false, true},
        {"bbbbb", THAW_REACH_NOWHERE, 0, false, false},
        {"bbubb", THAW_REACH_UNDECIDED, 0, false, false},
        {"h", THAW_REACH_FROM, 7, true, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        thaw_deal_answer answers[12] = {{0}};
        thaw_variant variant = {.study = {.answers = answers}};
        size_t count = strlen(cases[i].verdicts);
        for (size_t k = 0; k < count; k++)
            answers[7 + k].verdict = cases[i].verdicts[k] == 'h'   ? THAW_HOLDS
                                     : cases[i].verdicts[k] == 'b' ? THAW_BREAKS
                                                                   : THAW_UNDECIDED;
        thaw_reach reach = thaw_reach_of(&variant, 7, count);
        cr_expect(eq(int, reach.kind, cases[i].kind), "%s", cases[i].verdicts);
        if (reach.kind != THAW_REACH_FROM)
            continue;
        cr_expect(eq(sz, reach.deal, cases[i].deal), "%s", cases[i].verdicts);
        cr_expect(eq(sz, reach.rank, cases[i].deal - 7), "%s", cases[i].verdicts);
        cr_expect(eq(int, reach.last, cases[i].last), "%s", cases[i].verdicts);
        cr_expect(eq(int, reach.gaps, cases[i].gaps), "%s", cases[i].verdicts);
    }
}

/* ---- differences ---- */

struct number_case {
    bool difference;
    size_t k;
    double value, first;
    const char *shown;
};

Test(compare, numbers_and_their_differences)
{
    static const struct number_case cases[] = {
        {false, 1, 1.5, 1, "1.50"},        {true, 0, 1.5, 1.5, "1.50"},
        {true, 1, 1.5, 1, "+0.50"},        {true, 1, 1, 1.5, "-0.50"},
        {true, 1, 1.5, NAN, "= 1.50"},     {true, 1, NAN, 1, "-"},
        {true, 1, INFINITY, 1, "forever"}, {true, 1, 2, INFINITY, "= 2.00"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        thaw_options options = {.difference = cases[i].difference};
        thaw_comparison comparison = {.options = &options};
        thaw_table table;
        char buffer[THAW_SHOWN_MAX];
        thaw_table_init(&table, "t", "");
        table.dashes = true;
        thaw_table_number(&table, "a", "a", 2);
        if (cases[i].difference && cases[i].k > 0)
            thaw_table_signed(&table);
        thaw_table_row(&table, 0);
        thaw_compare_number(&comparison, cases[i].k, cases[i].value, cases[i].first, 2, &table);
        cr_expect(
            eq(str, (char *)thaw_cell_shown(&table, 0, 0, -1, buffer), (char *)cases[i].shown));
        thaw_table_clear(&table);
    }
}
