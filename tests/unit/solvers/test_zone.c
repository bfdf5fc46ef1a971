/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zone of agreement: its corners are the deals that thaw solve knows, a case worked by hand,
 * and what a map must satisfy. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/fentanyl.h"
#include "solvers/zone.h"
#include "tests/support/deals.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

static thaw_scenario scenario;
static thaw_setting setting;
static thaw_no_deal no_deal;

static void begin(thaw_scenario of)
{
    scenario = of;
    setting = setting_of(&scenario);
    cr_assert(eq(int, thaw_no_deal_solve(&setting, NULL, &no_deal, NULL), THAW_OK));
}

static void end(void)
{
    thaw_no_deal_clear(&no_deal);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

static thaw_zone_point point_of(const char *name, double relief, double effort)
{
    thaw_zone_point point;
    thaw_deals deals = deal_named(&setting, name);
    cr_assert(
        eq(int,
           thaw_zone_solve(&setting, &deals.items[0], &no_deal, relief, effort, NULL, &point, NULL),
           THAW_OK));
    thaw_deals_clear(&deals);
    return point;
}

/* ---- corners ---- */

static void expect_corner(const char *zone_of, double effort, const char *deal)
{
    thaw_zone_point point = point_of(zone_of, 1, effort);
    thaw_deal_answer answer = answer_to(&setting, deal);
    cr_expect(eq(int, point.verdict, answer.verdict), "%s", deal);
    for (int i = 0; i < 2; i++) {
        double value = answer.values[setting.initial * 2 + i];
        double least = fmin(answer.breach[i].loss, answer.more[i].loss);
        cr_expect(fabs(point.value[i] - value) < 1e-9, "%s: %.12g for %.12g", deal, point.value[i],
                  value);
        cr_expect(fabs(point.least[i].loss - least) < 1e-9, "%s: %.12g for %.12g", deal,
                  point.least[i].loss, least);
    }
    thaw_deal_answer_clear(&answer);
}

/* At relief level 1 the coin that always asks for full effort is the deal, the one that never does
 * the deal with partial in place of full. */
Test(zone, corners_are_deals)
{
    static const char *const punishments[] = {"trigger:3", "trigger:12", "grim"};
    begin(baseline());
    for (int k = 0; k < 3; k++) {
        char full[THAW_DEAL_NAME_MAX], partial[THAW_DEAL_NAME_MAX];
        snprintf(full, sizeof full, "full_calm+delist@%s", punishments[k]);
        snprintf(partial, sizeof partial,
                 "relief+delist/partial,delist/partial,delist/none,relief+delist/resume@%s",
                 punishments[k]);
        expect_corner(full, 1, full);
        expect_corner(full, 0, partial);
        snprintf(full, sizeof full, "full@%s", punishments[k]);
        snprintf(partial, sizeof partial,
                 "relief/partial,relief/partial,relief/partial,relief/resume@%s", punishments[k]);
        expect_corner(full, 1, full);
        expect_corner(full, 0, partial);
    }
    end();
}

/* ---- by hand ---- */

/* Always calm, unlisted, effort seen as it is, no shocks. No deal is pressure/none: 0.1 to the US,
 * -1.2 to China a month. On the plan a month is worth B - 2 x to the US (B 3.75 for full, 0.875 for
 * partial) and C + x to China (C -2.0 for full, -0.23 for partial; -0.2 for none). Under grim:
 *   China keeps to full when (1 - d)(-2.0 + 0.2) + d (C(y) + x + 1.2) >= 0, d = 0.99;
 *   the US gives relief rather than pressing when
 *   -(1 - d)(2 x + 0.1) + d (B(y) - 2 x - 0.1) >= 0, d = 0.965. */
static thaw_scenario always_calm(void)
{
    return baseline_with(SETS("initial.listed=no", "listing.review=0", "tension.calm_to_tense=0",
                              "shock.taiwan_visit.rate=0", "shock.indictments.rate=0",
                              "monitoring.kind=perfect", "relief.cost_us_calm=2"));
}

static double least_relief(double effort)
{
    double c = effort * -2.0 + (1 - effort) * -0.23, gained = effort > 0 ? 1.8 : 0.03;
    return -1.2 - c + 0.01 / 0.99 * gained;
}

static double most_relief(double effort)
{
    double b = effort * 3.75 + (1 - effort) * 0.875;
    return (0.965 * (b - 0.1) - 0.035 * 0.1) / 2;
}

static const thaw_zone_edge *edge_of(const thaw_zone *zone, int row, bool holds_above)
{
    for (int k = 0; k < zone->columns - 1; k++) {
        const thaw_zone_edge *e = &zone->edges[row * (zone->columns - 1) + k];
        if (!isnan(e->relief) && e->holds_above == holds_above)
            return e;
    }
    return NULL;
}

Test(zone, by_hand)
{
    begin(always_calm());
    thaw_deals deals = deal_named(&setting, "full_calm@grim");
    thaw_zone zone;
    cr_assert(fabs(no_deal.values[setting.initial * 2] - 0.1) < 1e-9);
    cr_assert(fabs(no_deal.values[setting.initial * 2 + 1] + 1.2) < 1e-9);
    cr_assert(eq(int,
                 thaw_zone_map(&setting, &deals.items[0], &no_deal, 21, 6, NULL, 1, &zone, NULL),
                 THAW_OK));
    for (int row = 0; row < zone.rows; row++) {
        double effort = row / 5.0, least = least_relief(effort), most = most_relief(effort);
        const thaw_zone_edge *low = edge_of(&zone, row, true), *high = edge_of(&zone, row, false);
        cr_expect(eq(int, low != NULL, least > 0 && least < most), "row %d", row);
        cr_expect(eq(int, high != NULL, most < 2 && fmax(0, least) < most), "row %d", row);
        if (low) {
            cr_expect(fabs(low->relief - least) < 1e-9, "%.12g for %.12g", low->relief, least);
            cr_expect(low->beyond.gains[1]);
            cr_expect(not(low->beyond.gains[0]));
        }
        if (high) {
            cr_expect(fabs(high->relief - most) < 1e-9, "%.12g for %.12g", high->relief, most);
            cr_expect(high->beyond.gains[0]);
            cr_expect(not(high->beyond.gains[1]));
        }
    }
    /* and the values, where the whole month is known */
    thaw_zone_point p = point_of("full_calm@grim", 1.5, 0.4);
    cr_expect(fabs(p.value[0] - (0.4 * 3.75 + 0.6 * 0.875 - 3)) < 1e-9);
    cr_expect(fabs(p.value[1] - (0.4 * -2.0 + 0.6 * -0.23 + 1.5)) < 1e-9);
    thaw_zone_clear(&zone);
    thaw_deals_clear(&deals);
    end();
}

/* ---- by iteration ---- */

/* A month's payoffs with relief at that level: the named terms, relief's own multiplied. */
static double month(int state, thaw_pair pair, double relief, int player)
{
    thaw_term terms[THAW_TERMS_MAX];
    int count = thaw_fentanyl_terms(&scenario, setting.fentanyl_state[state], pair, terms);
    double sum = 0;
    for (int k = 0; k < count; k++)
        if (terms[k].player == player)
            sum += (strncmp(terms[k].name, "relief", 6) == 0 ? relief : 1) * terms[k].amount;
    return sum;
}

/* What a month's actions are worth to a player whose later months are worth v[ask][state] on the
 * plan, and no deal's values after a departure or a lapse. */
static double worth(int state, thaw_pair asked_for, thaw_pair played, double relief, double effort,
                    double v[2][THAW_FENTANYL_STATES][2], int player)
{
    const thaw_game *game = setting.game;
    int index = setting.fentanyl_state[state];
    size_t row = thaw_game_row(game, state,
                               (int[]){thaw_fentanyl_us_index(&scenario, index, played.us),
                                       thaw_fentanyl_china_index(index, played.china)});
    double kept = 0, later = 0, d = game->discount[player];
    for (int y = 0; y < game->signals; y++)
        if (thaw_fentanyl_keeps(asked_for, y))
            kept += game->signal[row * (size_t)game->signals + (size_t)y];
    for (int s = 0; s < game->states; s++) {
        double on = effort * v[0][s][player] + (1 - effort) * v[1][s][player];
        later += game->next[row * (size_t)game->states + (size_t)s] *
                 (kept * on + (1 - kept) * no_deal.values[s * 2 + player]);
    }
    return (1 - d) * month(state, played, relief, player) + d * later;
}

/* Noise, shocks, freezes and all twelve states: the plan's values by plain iteration, from the
 * named terms, the signals' chances and no deal alone; then China's loss from every departure. */
Test(zone, by_iteration)
{
    static double v[2][THAW_FENTANYL_STATES][2];
    const double relief = 1.3, effort = 0.4;
    thaw_plan plan;
    begin(baseline());
    cr_assert(eq(int, thaw_scenario_plan(&scenario, "full_calm+delist", &plan, NULL), THAW_OK));
    thaw_pair asked[2][THAW_FENTANYL_STATES];
    for (int s = 0; s < setting.game->states; s++) {
        asked[0][s] = asked[1][s] = thaw_fentanyl_pair(&scenario, &plan, setting.fentanyl_state[s]);
        if (asked[1][s].china == THAW_FULL)
            asked[1][s].china = THAW_PARTIAL;
    }
    for (int round = 0; round < 4000; round++)
        for (int ask = 0; ask < 2; ask++)
            for (int s = 0; s < setting.game->states; s++)
                for (int i = 0; i < 2; i++) {
                    thaw_pair pair = asked[ask][s];
                    v[ask][s][i] = worth(s, pair, pair, relief, effort, v, i);
                }
    thaw_zone_point p = point_of("full_calm+delist@grim", relief, effort);
    double least = HUGE_VAL;
    for (int ask = 0; ask < 2; ask++)
        for (int s = 0; s < setting.game->states; s++) {
            thaw_move moves[THAW_MOVES];
            int count = thaw_fentanyl_china_actions(setting.fentanyl_state[s], moves);
            for (int b = 0; b < count; b++) {
                thaw_pair pair = {asked[ask][s].us, moves[b]};
                if (moves[b] != asked[ask][s].china)
                    least = fmin(least, v[ask][s][1] -
                                            worth(s, asked[ask][s], pair, relief, effort, v, 1));
            }
        }
    int first = setting.initial;
    for (int i = 0; i < 2; i++)
        cr_expect(fabs(p.value[i] - (effort * v[0][first][i] + (1 - effort) * v[1][first][i])) <
                  1e-9);
    cr_expect(fabs(p.least[1].loss - least) < 1e-9, "%.12g for %.12g", p.least[1].loss, least);
    end();
}

/* ---- laws ---- */

/* Under grim what follows a departure is known and values are linear in the relief level: each loss
 * is, so that the least of several is concave. */
Test(zone, losses_are_concave_under_grim)
{
    begin(baseline());
    for (int effort = 0; effort <= 2; effort++)
        for (int x = 0; x < 4; x++) {
            thaw_zone_point p[3];
            for (int k = 0; k < 3; k++)
                p[k] = point_of("full_calm+delist@grim", 0.5 * x + 0.25 * k, effort / 2.0);
            for (int i = 0; i < 2; i++) {
                cr_expect(p[1].least[i].loss >=
                          (p[0].least[i].loss + p[2].least[i].loss) / 2 - 1e-10);
                cr_expect(fabs(p[1].value[i] - (p[0].value[i] + p[2].value[i]) / 2) < 1e-10);
            }
        }
    end();
}

/* The coin asks in public before anybody acts: an ask that comes ever so seldom must still be worth
 * keeping. Full effort in calm months is not, at baseline, however rarely it is asked. */
Test(zone, a_rare_ask_must_be_kept)
{
    begin(baseline());
    thaw_zone_point never = point_of("full_calm@trigger:12", 1, 0);
    thaw_zone_point seldom = point_of("full_calm@trigger:12", 1, 1e-9);
    cr_expect(eq(int, seldom.verdict, THAW_BREAKS));
    cr_expect(eq(int, seldom.least[1].ask, THAW_ASK_FULL));
    cr_expect(eq(int, never.least[1].ask, THAW_ASK_PARTIAL));
    for (int i = 0; i < 2; i++)
        cr_expect(fabs(never.value[i] - seldom.value[i]) < 1e-6);
    end();
}

/* An edge is where the verdict changes: on either side of it, solved afresh, the two differ. */
Test(zone, edges_are_where_verdicts_change)
{
    begin(baseline());
    thaw_deals deals = deal_named(&setting, "full_calm@trigger:36");
    thaw_zone zone, again;
    int edges = 0;
    cr_assert(eq(int,
                 thaw_zone_map(&setting, &deals.items[0], &no_deal, 11, 3, NULL, 1, &zone, NULL),
                 THAW_OK));
    cr_assert(eq(int,
                 thaw_zone_map(&setting, &deals.items[0], &no_deal, 11, 3, NULL, 2, &again, NULL),
                 THAW_OK));
    for (int k = 0; k < 30; k++) {
        const thaw_zone_edge *e = &zone.edges[k];
        cr_expect(e->relief == again.edges[k].relief ||
                  (isnan(e->relief) && isnan(again.edges[k].relief)));
        if (isnan(e->relief))
            continue;
        double step = e->holds_above ? 1e-4 : -1e-4, effort = e->beyond.effort;
        edges++;
        cr_expect(eq(int, point_of("full_calm@trigger:36", e->relief + step, effort).verdict,
                     THAW_HOLDS));
        cr_expect(eq(int, point_of("full_calm@trigger:36", e->relief - step, effort).verdict,
                     THAW_BREAKS));
    }
    cr_expect(gt(int, edges, 0));
    thaw_zone_clear(&zone);
    thaw_zone_clear(&again);
    thaw_deals_clear(&deals);
    end();
}

Test(zone, deals_without_one)
{
    begin(baseline());
    thaw_fault fault;
    thaw_deals deals = deal_named(&setting, "partial@grim");
    cr_expect(eq(int, thaw_zone_check(&setting, &deals.items[0], &fault), THAW_EARG));
    cr_expect(eq(str, fault.help, "name a deal that does, such as full_calm@grim"));
    thaw_deals_clear(&deals);
    deals = deal_named(&setting, "full_calm@harshest");
    cr_expect(eq(int, thaw_zone_check(&setting, &deals.items[0], &fault), THAW_EARG));
    cr_expect(
        eq(str, fault.text, "full_calm@harshest: the zone is found under trigger:T and grim only"));
    thaw_deals_clear(&deals);
    end();

    static const double dilemma[] = {3, 3, 0, 5, 5, 0, 1, 1};
    thaw_setting repeated;
    cr_assert(
        eq(int,
           thaw_setting_of_game(one_state_game(2, (int[]){2, 2}, dilemma, 0.9), 0, &repeated, NULL),
           THAW_OK));
    deals = deal_named(&repeated, "a0/a0@grim");
    cr_expect(eq(int, thaw_zone_check(&repeated, &deals.items[0], &fault), THAW_EARG));
    cr_expect(eq(str, fault.text, "a zone of agreement is of a scenario's deal"));
    thaw_deals_clear(&deals);
    thaw_setting_clear(&repeated);
}

/* ---- what is no point and no map ---- */

Test(zone, levels_out_of_bounds_are_refused)
{
    static const double levels[][2] = {{-1e-9, 0.5}, {NAN, 0.5}, {HUGE_VAL, 0.5},
                                       {1, -1e-9},   {1, NAN},   {1, 1.000001}};
    begin(baseline());
    thaw_deals deals = deal_named(&setting, "full_calm@grim");
    for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
        thaw_zone_point point;
        thaw_fault fault = {0};
        cr_expect(eq(int,
                     thaw_zone_solve(&setting, &deals.items[0], &no_deal, levels[k][0],
                                     levels[k][1], NULL, &point, &fault),
                     THAW_ERANGE));
        cr_expect(ne(int, fault.text[0], 0));
    }
    thaw_deals_clear(&deals);
    end();
}

Test(zone, a_map_has_two_levels_of_each)
{
    static const int sizes[][2] = {{1, 1}, {1, 2}, {2, 1}, {0, 2}, {-1, 2}, {2, -1}, {-2, -2}};
    begin(baseline());
    thaw_deals deals = deal_named(&setting, "full_calm@grim");
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        thaw_zone zone;
        cr_expect(eq(int,
                     thaw_zone_map(&setting, &deals.items[0], &no_deal, sizes[k][0], sizes[k][1],
                                   NULL, 1, &zone, NULL),
                     THAW_ERANGE));
        cr_expect(zone.points == NULL && zone.edges == NULL);
    }
    thaw_deals_clear(&deals);
    end();
}

/* Losses that are not numbers prove nothing. */
Test(zone, payoffs_that_are_no_numbers_leave_the_verdict_open)
{
    begin(baseline());
    for (size_t k = 0; k < 2 * thaw_game_rows(setting.game); k++)
        setting.game->payoff[k] = NAN;
    cr_expect(eq(int, point_of("full_calm@grim", 1, 1).verdict, THAW_UNDECIDED));
    end();
}
