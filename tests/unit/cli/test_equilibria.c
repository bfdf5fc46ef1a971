/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/equilibria: people's numbers and programs' are the same, answers agree with
 * themselves, and what is asked for is what is shown. Whether sets are right is tested in
 * tests/reference and tests/property, whole answers in tests/cli. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

#include "cli/command.h"
#include "tests/support/studies.h"

static const thaw_table *table_named(const thaw_answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->count; i++)
        if (answer->blocks[i].table && strcmp(answer->blocks[i].table->name, name) == 0)
            return answer->blocks[i].table;
    cr_assert(false, "no table %s", name);
    return NULL;
}

static const thaw_cell *cell_in(const thaw_table *table, size_t row, const char *column)
{
    for (size_t k = 0; k < table->column_count; k++)
        if (strcmp(table->columns[k].name, column) == 0)
            return thaw_table_cell(table, row, k);
    cr_assert(false, "no column %s", column);
    return NULL;
}

static const json_t *state_at(const thaw_answer *answer, size_t index)
{
    return json_array_get(json_object_get(answer->json, "states"), index);
}

static char *text_at(const json_t *object, const char *key)
{
    return (char *)json_string_value(json_object_get(object, key));
}

static bool is_null(const json_t *object, const char *key)
{
    return json_is_null(json_object_get(object, key));
}

static double number_at(const json_t *list, size_t index)
{
    return json_number_value(json_array_get(list, index));
}

static bool has_corner(const json_t *corners, double x, double y)
{
    static const double NEAR = 1e-6;
    size_t index;
    const json_t *corner;
    json_array_foreach(corners, index,
                       corner) if (fabs(number_at(corner, 0) - x) < NEAR &&
                                   fabs(number_at(corner, 1) - y) < NEAR) return true;
    return false;
}

static bool is_said(const thaw_answer *answer, const char *words)
{
    for (size_t i = 0; i < answer->count; i++)
        if (answer->blocks[i].text && strstr(answer->blocks[i].text, words))
            return true;
    return false;
}

/* The dilemma 9/10/1/3 at 0.75. Nobody gets less than 3, the minmax value, which defecting for ever
 * brings both. Every payoff that is feasible with both at 3 or more can be sustained: the hull of
 * (3, 3), (9, 9) and the points of the segments from (9, 9) to (1, 10) and (10, 1) where the other
 * has 3, which are (3, 9.75) and (9.75, 3). */
Test(equilibria, corners_of_the_dilemma)
{
    thaw_answer answer;
    answer_of("equilibria scenarios/games/pd.json", &answer);
    static const char *const sets[] = {"outer", "inner"};
    for (int k = 0; k < 2; k++) {
        const json_t *corners = json_object_get(state_at(&answer, 0), sets[k]);
        cr_expect(ge(sz, json_array_size(corners), 4)); /* outer may have more, a rounding apart */
        cr_expect(has_corner(corners, 3, 3));
        cr_expect(has_corner(corners, 9, 9));
        cr_expect(has_corner(corners, 3, 9.75));
        cr_expect(has_corner(corners, 9.75, 3));
    }
    thaw_answer_clear(&answer);
}

Test(equilibria, tables_and_json_have_the_same_numbers)
{
    static const char *const columns[] = {"worst", "best", "bound", "ceiling", "no_deal"};
    thaw_answer answer;
    answer_of("equilibria scenarios/games/two-state-pd.json", &answer);
    const thaw_table *table = table_named(&answer, "states");
    cr_assert(eq(sz, table->row_count, 2));
    for (size_t s = 0; s < table->row_count; s++)
        for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
            for (size_t i = 0; i < 2; i++)
                cr_expect(eq(dbl, cell_in(table, s, columns[k])->number[i],
                             number_at(json_object_get(state_at(&answer, s), columns[k]), i)));
    thaw_answer_clear(&answer);
}

/* Corners as rows are those of the JSON; what people are not shown is still there for programs. */
Test(equilibria, all_corners_are_in_the_table)
{
    thaw_answer answer;
    answer_of("equilibria scenarios/games/two-state-pd.json --all", &answer);
    const thaw_table *table = table_named(&answer, "corners");
    size_t corners = 0, shown = 0;
    for (size_t s = 0; s < 2; s++)
        corners += json_array_size(json_object_get(state_at(&answer, s), "outer")) +
                   json_array_size(json_object_get(state_at(&answer, s), "inner"));
    for (size_t row = 0; row < table->row_count; row++)
        shown += !(table->flags[row] & THAW_ROW_DATA);
    cr_expect(eq(sz, table->row_count, corners));
    cr_expect(eq(sz, shown, 6 + 6 + 4 + 4)); /* of the published sets */
    cr_expect(not(table->data_only));
    thaw_answer_clear(&answer);
}

/* Each pair of each state is listed once, as played, never or undecided. */
Test(equilibria, each_pair_is_listed_once)
{
    thaw_answer answer;
    answer_of("equilibria scenarios/games/big-match.json", &answer);
    const thaw_table *table = table_named(&answer, "pairs");
    size_t listed = 0;
    for (size_t s = 0; s < 3; s++)
        listed += json_array_size(json_object_get(state_at(&answer, s), "playable")) +
                  json_array_size(json_object_get(state_at(&answer, s), "never")) +
                  json_array_size(json_object_get(state_at(&answer, s), "undecided"));
    cr_expect(eq(sz, table->row_count, 6));
    cr_expect(eq(sz, listed, 6));
    cr_expect(eq(str, cell_in(table, 0, "playable")->text, "never"));
    cr_expect(eq(str, cell_in(table, 4, "playable")->text, "played"));
    thaw_answer_clear(&answer);
}

/* The tables and the JSON have one state only, and the sentences are about it. */
Test(equilibria, state_shows_one)
{
    thaw_answer answer;
    answer_of("equilibria scenarios/games/two-state-pd.json --state rich", &answer);
    cr_expect(eq(sz, table_named(&answer, "states")->row_count, 1));
    cr_expect(eq(sz, table_named(&answer, "pairs")->row_count, 4));
    cr_expect(eq(sz, json_array_size(json_object_get(answer.json, "states")), 1));
    cr_expect(eq(str, text_at(state_at(&answer, 0), "name"), "rich"));
    cr_expect(is_said(&answer, "From rich, one gets 1.27"));
    thaw_answer_clear(&answer);
}

/* At 1/7 grim trigger deters exactly: one more in a month against 6 less in each to come. */
Test(equilibria, a_knife_edge_is_an_answer)
{
    thaw_answer answer;
    answer_of("equilibria scenarios/games/pd.json --discount 0.14285714285714285", &answer);
    cr_expect(eq(int, answer.exit, 0));
    cr_expect(is_said(&answer, "On a knife edge: smaller slack than "));
    cr_expect(is_said(&answer, "1 is undecided"));
    cr_expect(eq(str, text_at(answer.json, "outcome"), "knife edge"));
    cr_expect(not(is_null(answer.json, "slack")));
    thaw_answer_clear(&answer);
}

/* Above 1/7 both may cooperate, below they may not. */
Test(equilibria, beside_the_knife_edge_all_is_decided)
{
    static const char *const lines[] = {"equilibria scenarios/games/pd.json --discount 0.142",
                                        "equilibria scenarios/games/pd.json --discount 0.144"};
    static char *const words[] = {"never", "played"};
    for (size_t k = 0; k < 2; k++) {
        thaw_answer answer;
        answer_of(lines[k], &answer);
        const thaw_table *table = table_named(&answer, "pairs");
        cr_expect(eq(str, cell_in(table, 0, "playable")->text, words[k]));
        cr_expect(is_null(answer.json, "slack"));
        thaw_answer_clear(&answer);
    }
}

Test(equilibria, nothing_is_claimed_after_an_early_stop)
{
    thaw_answer answer;
    answer_of("equilibria baseline --time-limit 0", &answer);
    cr_expect(eq(int, answer.exit, 1));
    cr_expect(is_said(&answer, "stopped at the time limit"));
    cr_expect(is_null(state_at(&answer, 0), "gap"));
    cr_expect(is_null(state_at(&answer, 0), "no_deal"));
    cr_expect(eq(str, text_at(state_at(&answer, 0), "equilibria"), "unknown"));
    thaw_answer_clear(&answer);
}

/* What no equilibrium brings, said after an early stop, none of those found later brings: the outer
 * set only shrinks. */
Test(equilibria, bounds_of_an_early_stop_hold)
{
    thaw_answer early, late;
    answer_of("equilibria baseline --time-limit 0.05 --tolerance 1e-9", &early);
    answer_of("equilibria baseline --tolerance 0.01", &late);
    cr_expect(eq(sz, json_array_size(json_object_get(early.json, "states")), 12));
    for (size_t s = 0; s < 12; s++)
        for (size_t i = 0; i < 2; i++) {
            cr_expect(le(dbl, number_at(json_object_get(state_at(&early, s), "bound"), i),
                         number_at(json_object_get(state_at(&late, s), "worst"), i)));
            cr_expect(ge(dbl, number_at(json_object_get(state_at(&early, s), "ceiling"), i),
                         number_at(json_object_get(state_at(&late, s), "best"), i)));
        }
    cr_expect(is_said(&early, "none brings Washington less than"));
    thaw_answer_clear(&early);
    thaw_answer_clear(&late);
}

/* A dictated game (one action each) has one equilibrium: no deal, the worst and the best of the
 * states that absorb are the same. */
Test(equilibria, one_action_each_leaves_one_payoff)
{
    static const double NEAR = 1e-8;
    thaw_answer answer;
    answer_of("equilibria scenarios/games/big-match.json", &answer);
    for (size_t s = 1; s < 3; s++)
        for (size_t i = 0; i < 2; i++) {
            double none = number_at(json_object_get(state_at(&answer, s), "no_deal"), i);
            cr_expect(epsilon_eq(dbl, number_at(json_object_get(state_at(&answer, s), "worst"), i),
                                 none, NEAR));
            cr_expect(epsilon_eq(dbl, number_at(json_object_get(state_at(&answer, s), "best"), i),
                                 none, NEAR));
        }
    thaw_answer_clear(&answer);
}
