/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thresholds for tests. */
#include "tests/support/thresholds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "io/games.h"
#include "io/scenario.h"
#include "tests/support/deals.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

void deal_case_of_baseline(deal_case *c, const char *deal, const char *const *sets)
{
    c->scenario = baseline_with(sets);
    c->setting = setting_of(&c->scenario);
    c->deals = deal_named(&c->setting, deal);
}

void deal_case_of_game(deal_case *c, const char *deal, thaw_game *game)
{
    thaw_scenario_init(&c->scenario);
    cr_assert_eq(thaw_setting_of_game(game, 0, &c->setting, NULL), THAW_OK);
    c->deals = deal_named(&c->setting, deal);
}

void deal_case_of_file(deal_case *c, const char *deal, const char *path)
{
    thaw_game *game = NULL;
    thaw_faults faults = {0};
    cr_assert_eq(thaw_game_read(path, THAW_GAME_JSON, NULL, 0, &game, &faults), THAW_OK, "%s",
                 path);
    thaw_faults_clear(&faults);
    deal_case_of_game(c, deal, game);
}

void deal_case_clear(deal_case *c)
{
    thaw_deals_clear(&c->deals);
    thaw_setting_clear(&c->setting);
    thaw_scenario_clear(&c->scenario);
}

thaw_dial dial_of(const deal_case *c, const char *key, double from, double to)
{
    thaw_dial dial;
    thaw_fault fault = {0};
    cr_assert_eq(thaw_dial_find(&c->setting, &c->deals.items[0], key, &dial, &fault), THAW_OK,
                 "%s: %s", key, fault.text);
    if (from < to) {
        dial.plausible[0] = dial.from = from;
        dial.plausible[1] = dial.to = to;
    }
    return dial;
}

thaw_dial dial_in_range(const deal_case *c, const char *key)
{
    thaw_ranges ranges;
    thaw_faults faults = {0};
    cr_assert_eq(thaw_ranges_read(THAW_SOURCE_DIR "/scenarios/ranges.ini", &ranges, &faults),
                 THAW_OK);
    const thaw_range *range = thaw_ranges_find(&ranges, key);
    cr_assert(range, "%s has no range", key);
    thaw_dial dial = dial_of(c, key, 0, 0);
    dial.plausible[0] = dial.from = range->low;
    dial.plausible[1] = dial.to = range->high;
    thaw_ranges_clear(&ranges);
    thaw_faults_clear(&faults);
    return dial;
}

thaw_threshold scan_of(const deal_case *c, const thaw_dial *dial)
{
    thaw_threshold threshold;
    thaw_fault fault = {0};
    cr_assert_eq(
        thaw_threshold_scan(&c->setting, &c->deals.items[0], dial, 1, NULL, 1, &threshold, &fault),
        THAW_OK, "%s: %s", dial->key, fault.text);
    return threshold;
}

thaw_probe probe_at(const deal_case *c, const thaw_dial *dial, double value)
{
    thaw_probe probe;
    cr_assert_eq(
        thaw_threshold_probe(&c->setting, &c->deals.items[0], dial, &value, 1, NULL, &probe, NULL),
        THAW_OK);
    return probe;
}

int sign_of(const thaw_probe *probe)
{
    if (!probe->solved || probe->verdict == THAW_UNDECIDED)
        return 0;
    return probe->verdict == THAW_HOLDS ? 1 : -1;
}

/* ---- separable games ---- */

enum { FIRST, PAID, OVER = 5, STATES };

static void lead_to(thaw_game *game, size_t row, int state)
{
    double *next = game->next + row * (size_t)game->states;
    memset(next, 0, (size_t)game->states * sizeof *next);
    next[state] = 1;
}

thaw_game *two_choices(const choice choices[2], double discount)
{
    static const int actions[2 * STATES] = {2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    thaw_game *game = blank_game(2, STATES, actions, discount);
    for (int one = 0; one < 2; one++)
        for (int two = 0; two < 2; two++) {
            int taken[2] = {one, two}, paid = PAID + 2 * one + two;
            size_t row = thaw_game_row(game, FIRST, taken);
            size_t later = thaw_game_row(game, paid, (int[]){0, 0});
            for (size_t i = 0; i < 2; i++) {
                const double *pays = taken[i] ? choices[i].depart : choices[i].comply;
                game->payoff[2 * row + i] = pays[0];
                game->payoff[2 * later + i] = pays[1];
            }
            lead_to(game, row, paid);
            lead_to(game, later, OVER);
        }
    lead_to(game, thaw_game_row(game, OVER, (int[]){0, 0}), OVER);
    return game;
}

thaw_game *stream_game(const double *comply, int months, double discount)
{
    int over = months, states = months + 1;
    int *actions = malloc(2 * (size_t)states * sizeof *actions);
    cr_assert(actions);
    for (int k = 0; k < 2 * states; k++)
        actions[k] = k == 0 ? 2 : 1;
    thaw_game *game = blank_game(2, states, actions, discount);
    free(actions);
    for (int s = 0; s < states; s++) {
        size_t row = thaw_game_row(game, s, (int[]){0, 0});
        game->payoff[2 * row] = s < months ? comply[s] : 0;
        lead_to(game, row, s < over ? s + 1 : over);
    }
    lead_to(game, thaw_game_row(game, 0, (int[]){1, 0}), over);
    return game;
}
