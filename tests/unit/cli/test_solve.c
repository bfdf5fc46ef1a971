/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/solve: what people read and what programs read are the same numbers, and each answer
 * agrees with itself. Sentences are tested in test_story, whole answers in tests/cli. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

#include "cli/command.h"
#include "cli/solve_report.h"
#include "tests/support/studies.h"

enum { US = 0, CHINA = 1, SIDES = 2 };

static const thaw_table *table_named(const thaw_answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->count; i++)
        if (answer->blocks[i].table && strcmp(answer->blocks[i].table->name, name) == 0)
            return answer->blocks[i].table;
    cr_assert(false, "no table %s", name);
    return NULL;
}

static size_t column_named(const thaw_table *table, const char *name)
{
    for (size_t k = 0; k < table->column_count; k++)
        if (strcmp(table->columns[k].name, name) == 0)
            return k;
    cr_assert(false, "no column %s", name);
    return 0;
}

static double number_in(const thaw_table *table, size_t row, const char *column)
{
    return thaw_table_cell(table, row, column_named(table, column))->number[0];
}

static const char *text_in(const thaw_table *table, size_t row, const char *column)
{
    const char *text = thaw_table_cell(table, row, column_named(table, column))->text;
    return text ? text : "";
}

static const json_t *at(const json_t *json, const char *key, size_t index)
{
    return json_array_get(json_object_get(json, key), index);
}

static double number_at(const json_t *json, const char *key, size_t index)
{
    const json_t *value = at(json, key, index);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static const char *text_at(const json_t *json, const char *key)
{
    return json_string_value(json_object_get(json, key));
}

/* ---- deals ---- */

/* The lesser of a deal's prices, and whose and of which kind it is. */
static double least_price(const json_t *deal, size_t *side, const char **binds)
{
    static const char *const kinds[][2] = {{"price", "binds"}, {"price_more", "binds_more"}};
    double least = INFINITY;
    for (size_t kind = 0; kind < 2; kind++)
        for (size_t i = 0; i < SIDES; i++) {
            double price = number_at(deal, kinds[kind][0], i);
            if (price < least) {
                least = price;
                *side = i;
                *binds = kinds[kind][1];
            }
        }
    return least;
}

static void check_deal(const thaw_table *table, size_t row, const json_t *deal)
{
    static const double discount[] = {0.965, 0.990}; /* of the baseline */
    static const char *const names[] = {"us", "china"};
    size_t side = 0;
    const char *binds = "";
    char name[256];
    snprintf(name, sizeof name, "%s@%s", text_at(deal, "plan"), text_at(deal, "punishment"));
    cr_expect(eq(str, (char *)text_in(table, row, "deal"), name));
    cr_expect(eq(dbl, number_in(table, row, "cost"), least_price(deal, &side, &binds)), "%s", name);
    const json_t *departure = at(deal, binds, side);
    cr_expect(eq(str, (char *)text_in(table, row, "player"), (char *)names[side]));
    cr_expect(eq(str, (char *)text_in(table, row, "state"), (char *)text_at(departure, "state")));
    cr_expect(eq(str, (char *)text_in(table, row, "action"), (char *)text_at(departure, "action")));
    cr_expect(eq(dbl, number_in(table, row, "value_us"), number_at(deal, "value", US)));
    cr_expect(eq(dbl, number_in(table, row, "value_china"), number_at(deal, "value", CHINA)));
    cr_expect(strncmp(text_in(table, row, "verdict"), text_at(deal, "verdict"),
                      strlen(text_at(deal, "verdict"))) == 0);
    for (size_t i = 0; i < SIDES; i++)
        cr_expect(epsilon_eq(dbl, number_at(deal, "price", i),
                             number_at(deal, "slack", i) / (1 - discount[i]), 1e-9));
    bool holds = strcmp(text_at(deal, "verdict"), "holds") == 0;
    cr_expect(eq(int, holds, number_in(table, row, "cost") >= 0), "%s", name);
}

Test(solve, deals_are_the_same_in_tables_and_json)
{
    thaw_answer answer;
    answer_of("solve baseline full_calm partial@grim full+delist@trigger:6", &answer);
    const thaw_table *table = table_named(&answer, "deals");
    const json_t *deals = json_object_get(answer.json, "deals");
    cr_assert(eq(sz, table->row_count, 7));
    cr_assert(eq(sz, json_array_size(deals), 7));
    for (size_t row = 0; row < table->row_count; row++)
        check_deal(table, row, json_array_get(deals, row));
    thaw_answer_clear(&answer);
}

/* The grid is the list, a plan a row: the same costs in the same order. */
Test(solve, the_grid_is_the_list)
{
    thaw_answer answer;
    answer_of("solve 2023-impasse", &answer);
    const thaw_table *grid = table_named(&answer, "grid"), *list = table_named(&answer, "deals");
    size_t punishments = grid->column_count - 1;
    cr_assert(eq(sz, list->row_count, grid->row_count * punishments));
    for (size_t k = 0; k < list->row_count; k++) {
        const thaw_cell *cell = thaw_table_cell(grid, k / punishments, 1 + k % punishments);
        const char *who = text_in(list, k, "player");
        cr_expect(eq(dbl, cell->number[0], number_in(list, k, "cost")));
        cr_expect(eq(chr, cell->mark[0], who[0]));
    }
    thaw_answer_clear(&answer);
}

/* ---- the rest ---- */

static void check_chances(const json_t *state, const char *player)
{
    double sum = 0;
    size_t index;
    const json_t *chance;
    json_array_foreach(json_object_get(state, player), index, chance)
    {
        cr_expect(ge(dbl, json_number_value(chance), 0));
        sum += json_number_value(chance);
    }
    cr_expect(epsilon_eq(dbl, sum, 1, 1e-12));
}

Test(solve, no_deal_is_the_same_in_tables_and_json)
{
    thaw_answer answer;
    answer_of("solve baseline partial@grim", &answer);
    const thaw_table *table = table_named(&answer, "no_deal");
    const json_t *no_deal = json_object_get(answer.json, "no_deal");
    cr_assert(eq(sz, table->row_count, 12), "every state for programs, hidden or not");
    for (size_t row = 0; row < table->row_count; row++) {
        const json_t *state = at(no_deal, "states", row);
        cr_expect(eq(str, (char *)text_in(table, row, "state"), (char *)text_at(state, "name")));
        cr_expect(eq(dbl, number_in(table, row, "value_us"), number_at(state, "value", US)));
        cr_expect(eq(dbl, number_in(table, row, "value_china"), number_at(state, "value", CHINA)));
        check_chances(state, "us");
        check_chances(state, "china");
    }
    cr_expect(lt(dbl, json_number_value(json_object_get(no_deal, "regret")), 1e-9));
    thaw_answer_clear(&answer);
}

/* The forecast of the best deal stands in the table as it does in JSON. */
Test(solve, the_best_is_the_same_in_tables_and_json)
{
    static const char *const features[] = {"on_plan", "frozen", "partial", "full", "lives"};
    thaw_answer answer;
    answer_of("solve baseline partial@grim full@grim", &answer);
    const thaw_table *table = table_named(&answer, "best");
    const json_t *deal = at(answer.json, "deals", 0);
    const json_t *nash = json_object_get(json_object_get(answer.json, "best"), "nash");
    cr_expect(eq(str, (char *)text_at(nash, "plan"), "partial"));
    cr_expect(eq(str, (char *)text_at(nash, "punishment"), "grim"));
    cr_assert(eq(sz, table->row_count, 2));
    cr_expect(eq(str, (char *)text_in(table, 0, "best_for"), "us, china, Nash"));
    for (size_t k = 0; k < sizeof features / sizeof *features; k++)
        cr_expect(
            eq(dbl, number_in(table, 0, features[k]),
               json_number_value(json_object_get(json_object_get(deal, "forecast"), features[k]))),
            "%s", features[k]);
    cr_expect(isnan(number_in(table, 1, "on_plan")), "no deal has no plan to keep");
    thaw_answer_clear(&answer);
}

/* A month's equilibria have no regret, and nobody gets less than the least that can be forced. */
Test(solve, a_month_s_equilibria_are_equilibria)
{
    thaw_answer answer;
    answer_of("solve 2023-woodside-deal partial@grim", &answer);
    static const char *const keys[] = {"stage", "stage_open"};
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        const json_t *stage = json_object_get(answer.json, keys[k]);
        cr_assert(gt(sz, json_array_size(json_object_get(stage, "equilibria")), 0));
        for (size_t e = 0; e < json_array_size(json_object_get(stage, "equilibria")); e++) {
            const json_t *equilibrium = at(stage, "equilibria", e);
            cr_expect(le(dbl, json_number_value(json_object_get(equilibrium, "regret")), 1e-12));
            for (size_t i = 0; i < SIDES; i++)
                cr_expect(ge(dbl, number_at(equilibrium, "value", i),
                             number_at(stage, "minmax", i) - 1e-9));
        }
    }
    thaw_answer_clear(&answer);
}

static const char *best_plan(const json_t *answer, const char *whose)
{
    return text_at(json_object_get(json_object_get(answer, "best"), whose), "plan");
}

/* C/C/C is the best for the first two, E/E/E for the third. */
Test(solve, a_third_player_has_a_best_deal_too)
{
    thaw_answer answer;
    answer_of("solve tests/cli/solve_best_of_three/game.json C/C/C@grim E/E/E@grim", &answer);
    const json_t *best = json_object_get(answer.json, "best");
    static const char *const plans[] = {"C/C/C", "C/C/C", "E/E/E"};
    cr_assert(eq(sz, json_array_size(json_object_get(best, "players")), 3));
    for (size_t i = 0; i < 3; i++)
        cr_expect(eq(str, (char *)text_at(at(best, "players", i), "plan"), (char *)plans[i]), "%zu",
                  i);
    cr_expect(eq(str, (char *)best_plan(answer.json, "us"), "C/C/C"));
    cr_expect(eq(str, (char *)best_plan(answer.json, "china"), "C/C/C"));
    thaw_answer_clear(&answer);
}

/* Its players are called "value", "regret" and "name", as fixed members are. */
Test(solve, a_player_s_name_replaces_no_member)
{
    thaw_answer answer;
    answer_of("solve tests/cli/solve_best_of_three/game.json C/C/C@grim", &answer);
    const json_t *state = at(json_object_get(answer.json, "no_deal"), "states", 0);
    const json_t *played = at(json_object_get(answer.json, "stage"), "equilibria", 0);
    cr_expect(eq(str, (char *)text_at(state, "name"), "s"));
    cr_expect(eq(dbl, number_at(state, "value", 2), 1));
    cr_expect(eq(dbl, number_at(state, "regret", 2), 1), "no fixed member here: the player's");
    cr_expect(eq(dbl, number_at(played, "value", 2), 1));
    cr_expect(eq(int, json_typeof(json_object_get(played, "regret")), JSON_REAL));
    cr_expect(eq(dbl, number_at(played, "name", 2), 1), "no fixed member here: the player's");
    for (size_t i = 0; i < 3; i++) {
        cr_expect(eq(dbl, json_number_value(json_array_get(at(state, "chances", i), 2)), 1), "%zu",
                  i);
        cr_expect(eq(dbl, json_number_value(json_array_get(at(played, "chances", i), 2)), 1), "%zu",
                  i);
    }
    thaw_answer_clear(&answer);
}

/* What was not looked for is null, not zero. */
Test(solve, a_correlated_equilibrium_that_was_given_up_is_null)
{
    thaw_study study;
    thaw_stage *stage = NULL;
    study_of("scenarios/games/pd.json", &study);
    cr_assert_eq(thaw_stage_solve(study.setting.game, 0, &study.limits, &stage, NULL), THAW_OK);
    json_t *found = thaw_stage_json(study.setting.game, stage, 0);
    stage->correlated_outcome = THAW_OUTCOME_STEP_LIMIT;
    json_t *given_up = thaw_stage_json(study.setting.game, stage, 0);
    cr_expect(eq(int, json_typeof(json_object_get(found, "correlated")), JSON_ARRAY));
    cr_expect(eq(int, json_typeof(json_object_get(given_up, "correlated")), JSON_NULL));
    json_decref(found);
    json_decref(given_up);
    thaw_stage_free(stage);
    thaw_study_clear(&study);
}
