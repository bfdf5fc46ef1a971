/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scans, margins and frontiers on games whose slack is known in closed form. */
#include "solvers/threshold.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "solvers/clock.h"
#include "solvers/settings.h"
#include "tests/support/deals.h"
#include "tests/support/sample_games.h"
#include "tests/support/thresholds.h"

/* ---- windows ---- */

/* Player one keeps to the plan when d > low, player two when d < high: one gets 1 next month for
 * complying and `low` today for departing, the other `high` today for complying and 1 next month
 * for departing. The slack is (1 - d) min(d - low, high - d), with a kink at its peak. */
static thaw_game *kinked_window(double low, double high)
{
    return two_choices((choice[]){{{0, 1}, {low, 0}}, {{high, 0}, {0, 1}}}, 0.9);
}

static const char kept[] = "a0/a0,a0/a0,a0/a0,a0/a0,a0/a0,a0/a0@grim";

Test(threshold, a_kinked_window_between_two_points_is_found)
{
    deal_case c;
    deal_case_of_game(&c, kept, kinked_window(0.5, 0.503));
    thaw_dial dial = dial_of(&c, "discount", 0, 0);
    thaw_threshold t = scan_of(&c, &dial);
    cr_assert(eq(sz, t.crossing_count, 2));
    cr_assert(epsilon_eq(dbl, t.crossings[0].value, 0.5, 1e-8));
    cr_assert(epsilon_eq(dbl, t.crossings[1].value, 0.503, 1e-8));
    cr_assert(not(t.crossings[0].holds_below));
    cr_assert(t.crossings[1].holds_below);
    cr_assert(eq(int, t.crossings[0].below.player, 0));
    cr_assert(eq(int, t.crossings[1].above.player, 1));
    cr_assert(gt(dbl, t.step, 20 * 0.003), "it was wider than a step");
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

/* One loses (1 - 0.9) (0.9 - 1) = -0.01 a month, two (1 - 0.5) (0.45 - 0.5) = -0.025; paid once,
 * -0.1 and -0.05. The slack is the least loss, the party named is the one that gains the most
 * money. */
Test(threshold, who_departs_is_told_by_the_price)
{
    deal_case c;
    thaw_game *game = kinked_window(1, 0.45);
    game->discount[1] = 0.5;
    deal_case_of_game(&c, kept, game);
    thaw_probe probe;
    cr_assert(eq(
        int, thaw_threshold_probe(&c.setting, &c.deals.items[0], NULL, NULL, 0, NULL, &probe, NULL),
        THAW_OK));
    cr_assert(eq(int, probe.verdict, THAW_BREAKS));
    cr_assert(epsilon_eq(dbl, probe.slack, -0.025, 1e-12));
    cr_assert(eq(int, probe.player, 0));
    deal_case_clear(&c);
}

/* Inside an interval that a user gives, the same share of it: 1e-4 of [0.4, 0.6] on the scale of
 * log(1 - d) is 2e-5 in d. */
Test(threshold, a_window_of_a_thousandth_of_the_interval_is_found)
{
    deal_case c;
    deal_case_of_game(&c, kept, kinked_window(0.49, 0.4902));
    thaw_dial dial = dial_of(&c, "discount", 0.4, 0.6);
    dial.low = 0.4;
    dial.high = 0.6;
    thaw_threshold t = scan_of(&c, &dial);
    cr_assert(eq(sz, t.crossing_count, 2));
    cr_assert(epsilon_eq(dbl, t.crossings[0].value, 0.49, 1e-8));
    cr_assert(epsilon_eq(dbl, t.crossings[1].value, 0.4902, 1e-8));
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

/* A smooth one: the loss is (1 - d) (d - 0.5)(0.503 - d) = (1 - d)(-0.2515 + 1.003 d - d^2), above
 * 0 by at most 1.2e-6; and its mirror image, which breaks inside only. */
Test(threshold, smooth_windows_are_found_on_both_sides_of_zero)
{
    for (int way = -1; way <= 1; way += 2) {
        deal_case c;
        double stream[3] = {-0.2515 * way, 1.003 * way, -1.0 * way};
        deal_case_of_game(&c, "a0/a0,a0/a0,a0/a0,a0/a0@grim", stream_game(stream, 3, 0.9));
        thaw_dial dial = dial_of(&c, "discount", 0, 0);
        thaw_threshold t = scan_of(&c, &dial);
        cr_assert(eq(sz, t.crossing_count, 2), "way %d: %zu", way, t.crossing_count);
        cr_assert(epsilon_eq(dbl, t.crossings[0].value, 0.5, 1e-7));
        cr_assert(epsilon_eq(dbl, t.crossings[1].value, 0.503, 1e-7));
        cr_assert(eq(int, t.crossings[0].holds_below, way < 0));
        thaw_threshold_clear(&t);
        deal_case_clear(&c);
    }
}

/* Between the end of a scan and the point next to it the slack can dip below 0 and come back: here
 * on [0.7, 0.8] it holds but between 0.701 and 0.7012. */
Test(threshold, a_window_beside_the_end_of_a_scan_is_found)
{
    deal_case c;
    double low = 0.701, high = 0.7012;
    double stream[3] = {low * high, -(low + high), 1}; /* (d - low)(d - high) */
    deal_case_of_game(&c, "a0/a0,a0/a0,a0/a0,a0/a0@grim", stream_game(stream, 3, 0.9));
    thaw_dial dial = dial_of(&c, "discount", 0.7, 0.8);
    dial.low = 0.7;
    dial.high = 0.8;
    dial.points = 9;
    thaw_threshold t = scan_of(&c, &dial);
    cr_assert(eq(sz, t.crossing_count, 2));
    cr_assert(epsilon_eq(dbl, t.crossings[0].value, low, 1e-7));
    cr_assert(epsilon_eq(dbl, t.crossings[1].value, high, 1e-7));
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

/* What comes near zero and stays on its side is not taken for a window: (d - 0.5)^2 + 1e-6. */
Test(threshold, a_near_miss_is_no_crossing)
{
    deal_case c;
    double stream[3] = {0.25 + 1e-6, -1, 1};
    deal_case_of_game(&c, "a0/a0,a0/a0,a0/a0,a0/a0@grim", stream_game(stream, 3, 0.9));
    thaw_dial dial = dial_of(&c, "discount", 0, 0);
    thaw_threshold t = scan_of(&c, &dial);
    cr_assert(eq(sz, t.crossing_count, 0));
    cr_assert(eq(sz, t.unsolved, 0));
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

/* ---- brackets ---- */

/* The root is a point of the scan, where the loss is 0 but for rounding: undecided. The crossing is
 * found all the same, from the decided points around it. */
Test(threshold, a_root_on_a_point_of_the_scan_is_found)
{
    static const double roots[] = {0.5, 0.25, 1.0 / 3, 0.2};
    for (size_t k = 0; k < sizeof roots / sizeof *roots; k++) {
        deal_case c;
        deal_case_of_game(&c, kept, kinked_window(roots[k], 2));
        thaw_dial dial = dial_of(&c, "discount", 0, 0);
        dial.low = dial.from = 1 - (1 - roots[k]) * 2 > 0 ? 1 - (1 - roots[k]) * 2 : 0;
        dial.high = dial.to = 1 - (1 - roots[k]) * (1 - roots[k]) / (1 - dial.from);
        dial.points = 3; /* the middle one, on the scale of log(1 - d), is the root */
        thaw_threshold t = scan_of(&c, &dial);
        cr_assert(eq(sz, t.crossing_count, 1), "root %g", roots[k]);
        cr_assert(epsilon_eq(dbl, t.crossings[0].value, roots[k], 1e-8));
        cr_assert(eq(int, t.crossings[0].kind, THAW_ROOT));
        cr_assert(eq(sz, t.unsolved, 0));
        thaw_threshold_clear(&t);
        deal_case_clear(&c);
    }
}

/* Beside a root both slacks are next to nothing, and the bracket is as narrow as it is said to be.
 */
Test(threshold, brackets_are_narrow)
{
    deal_case c;
    deal_case_of_game(&c, kept, kinked_window(0.37, 2));
    thaw_dial dial = dial_of(&c, "discount", 0, 0);
    thaw_threshold t = scan_of(&c, &dial);
    cr_assert(eq(sz, t.crossing_count, 1));
    const thaw_crossing *found = &t.crossings[0];
    double span = thaw_dial_to_scale(&dial, dial.high);
    cr_assert(le(dbl, found->width, THAW_ROOT_WIDTH * span));
    cr_assert(lt(dbl, found->below.slack, 0));
    cr_assert(gt(dbl, found->above.slack, 0));
    cr_assert(lt(dbl, found->above.slack - found->below.slack, 1e-7));
    cr_assert(eq(int, found->cause, THAW_JUMP_NONE));
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

/* ---- what a scan says besides ---- */

Test(threshold, what_does_not_matter_is_told)
{
    deal_case c;
    deal_case_of_baseline(&c, "partial@trigger:12", NULL);
    thaw_dial idle = dial_in_range(&c, "election.pressure"); /* not an election year */
    thaw_dial safe = dial_in_range(&c, "relief.cost_us_calm");
    thaw_threshold t = scan_of(&c, &idle), u = scan_of(&c, &safe);
    cr_assert(not(t.matters));
    cr_assert(u.matters);
    cr_assert(eq(sz, u.crossing_count, 0));
    cr_assert(eq(int, isinf(u.nearest) != 0, 1));
    cr_assert(eq(int, u.end[0].verdict, THAW_BREAKS));
    cr_assert(eq(int, u.end[1].verdict, THAW_BREAKS));
    cr_assert(eq(dbl, t.end[0].slack, t.baseline.slack));
    thaw_threshold_clear(&t);
    thaw_threshold_clear(&u);
    deal_case_clear(&c);
}

/* Plausible from 1 to 1: no share of a range, no step in it, but crossings beyond it are found. */
Test(threshold, a_range_that_is_a_point)
{
    deal_case c;
    deal_case_of_baseline(&c, "full_calm@trigger:12", NULL);
    thaw_dial dial = dial_in_range(&c, "stability.weight_calm");
    cr_assert(eq(dbl, dial.from, dial.to));
    thaw_threshold t = scan_of(&c, &dial);
    cr_assert(eq(sz, t.crossing_count, 1));
    cr_assert(epsilon_eq(dbl, t.crossings[0].value, 8.05, 0.01));
    cr_assert(isnan(t.nearest));
    cr_assert(eq(dbl, t.step, 0));
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

/* An interval that leaves out the baseline is scanned without it, whatever holds there. */
Test(threshold, an_interval_beside_the_baseline)
{
    deal_case c;
    deal_case_of_game(&c, kept, kinked_window(0.5, 2)); /* stands at 0.9, where it holds */
    thaw_dial dial = dial_of(&c, "discount", 0.1, 0.4);
    dial.low = 0.1;
    dial.high = 0.4;
    thaw_threshold t = scan_of(&c, &dial);
    cr_assert(eq(sz, t.crossing_count, 0));
    cr_assert(eq(sz, t.points, THAW_SCAN_RANGE));
    cr_assert(eq(int, t.baseline.verdict, THAW_HOLDS));
    cr_assert(eq(int, t.end[0].verdict, THAW_BREAKS));
    cr_assert(eq(int, t.end[1].verdict, THAW_BREAKS));
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

/* 33 points across the range, 16 from each end of it to its bound, and where it stands. */
Test(threshold, points_are_where_they_are_said_to_be)
{
    deal_case c;
    deal_case_of_game(&c, kept, kinked_window(0.5, 2));
    thaw_dial dial = dial_of(&c, "discount", 0.6, 0.8);
    thaw_threshold t = scan_of(&c, &dial);
    cr_assert(eq(sz, t.points, THAW_SCAN_RANGE + 2 * THAW_SCAN_TAIL + 1));
    double step = (log(0.4) - log(0.2)) / (THAW_SCAN_RANGE - 1);
    cr_assert(epsilon_eq(dbl, t.step, 0.4 - 0.4 * exp(-step), 1e-12), "the widest is the first");
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

/* ---- being stopped ---- */

Test(threshold, a_signal_stops_all_of_it_at_once)
{
    deal_case c;
    static const int stop = 1;
    thaw_markov_settings settings = {.stop = &stop};
    deal_case_of_baseline(&c, "partial@trigger:12", NULL);
    thaw_dial dials[2] = {dial_in_range(&c, "leverage.linkage"),
                          dial_in_range(&c, "economy.weakness")};
    const thaw_deal *deal = &c.deals.items[0];
    thaw_threshold thresholds[2];
    thaw_margin margin;
    thaw_frontier_point *points = NULL;
    thaw_fault fault;
    size_t found = 0, count = 0;
    double begun = thaw_clock();
    cr_assert(eq(int,
                 thaw_threshold_scan(&c.setting, deal, dials, 2, &settings, 1, thresholds, &fault),
                 THAW_EINTERRUPT));
    cr_assert(eq(ptr, thresholds[0].crossings, NULL));
    cr_assert(eq(int,
                 thaw_threshold_nearest(&c.setting, deal, dials, 2, 2, &settings, 1, thresholds,
                                        &found, &fault),
                 THAW_EINTERRUPT));
    cr_assert(eq(int,
                 thaw_threshold_margin(&c.setting, deal, dials, 2, &settings, 1, &margin, &fault),
                 THAW_EINTERRUPT));
    cr_assert(
        eq(int,
           thaw_threshold_frontier(&c.setting, deal, dials, &settings, 1, &points, &count, &fault),
           THAW_EINTERRUPT));
    cr_assert(lt(dbl, thaw_clock() - begun, 0.5), "it went on working");
    deal_case_clear(&c);
}

Test(threshold, a_deadline_in_the_past_is_no_answer)
{
    deal_case c;
    thaw_markov_settings settings = {.deadline = thaw_clock() - 1};
    deal_case_of_baseline(&c, "partial@trigger:12", NULL);
    thaw_dial dial = dial_in_range(&c, "leverage.linkage");
    thaw_threshold t;
    thaw_fault fault = {0};
    cr_assert(eq(
        int, thaw_threshold_scan(&c.setting, &c.deals.items[0], &dial, 1, &settings, 1, &t, &fault),
        THAW_ETIME));
    cr_assert(ne(ptr, strstr(fault.text, "time limit"), NULL));
    deal_case_clear(&c);
}

/* A path cut short after one step: no point is solved, and that is what is said. */
Test(threshold, points_that_are_not_solved_are_counted)
{
    deal_case c;
    thaw_markov_settings settings = {.step_limit = 1};
    deal_case_of_baseline(&c, "partial@trigger:12", NULL);
    thaw_dial dial = dial_in_range(&c, "leverage.linkage");
    thaw_threshold t;
    cr_assert(eq(
        int, thaw_threshold_scan(&c.setting, &c.deals.items[0], &dial, 1, &settings, 1, &t, NULL),
        THAW_OK));
    cr_assert(eq(sz, t.crossing_count, 0));
    cr_assert(eq(sz, t.unsolved, t.points));
    cr_assert(not(t.matters));
    thaw_threshold_clear(&t);
    thaw_margin margin;
    cr_assert(eq(
        int,
        thaw_threshold_margin(&c.setting, &c.deals.items[0], &dial, 1, &settings, 1, &margin, NULL),
        THAW_OK));
    cr_assert(not(margin.found));
    thaw_margin_clear(&margin);
    deal_case_clear(&c);
}

/* The dilemma, where player two's discount factor is the very one at which cooperation begins to
 * hold: below 1/2 player one departs, above it nobody can tell. No verdict changes, and none stays.
 */
Test(threshold, where_a_deal_is_undecided_is_told)
{
    deal_case c;
    const double dilemma[] = {2, 2, 0, 3, 3, 0, 1, 1};
    deal_case_of_game(&c, "a0/a0@grim", one_state_game(2, (int[]){2, 2}, dilemma, 0.5));
    c.setting.game->discount[0] = 0.4;
    thaw_dial dial = dial_of(&c, "discount.1", 0, 0);
    thaw_threshold t;
    cr_assert(eq(int,
                 thaw_threshold_scan(&c.setting, &c.deals.items[0], &dial, 1, NULL, 1, &t, NULL),
                 THAW_OK));
    cr_assert(eq(sz, t.crossing_count, 0));
    cr_assert(eq(sz, t.unsolved, 0));
    cr_assert(gt(sz, t.undecided, 20));
    cr_assert(gt(sz, t.points, t.undecided));
    cr_assert(ge(dbl, t.doubtful[0], 0.5));
    cr_assert(lt(dbl, t.doubtful[0], 0.6));
    cr_assert(epsilon_eq(dbl, t.doubtful[1], THAW_DISCOUNT_MAX, 1e-9));
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

/* ---- the nearest ---- */

/* discount.1 breaks it below 0.5, discount.2 above 0.95; patience, from 0.9 both: player one at
 * 1 - d = 0.5, a factor of 5, player two at 0.05, a factor of one half. On their scales of log(1 -
 * d) these are log 5 and log 2 away, of log 1e4 and of log(1e4) for patience. */
Test(threshold, the_nearest_of_a_game)
{
    deal_case c;
    deal_case_of_game(&c, kept, kinked_window(0.5, 0.95));
    const char *const keys[] = {"discount.1", "discount.2", "patience"};
    thaw_dial dials[3];
    thaw_threshold found[3];
    size_t count = 0;
    for (int k = 0; k < 3; k++)
        dials[k] = dial_of(&c, keys[k], 0, 0);
    cr_assert(eq(int,
                 thaw_threshold_nearest(&c.setting, &c.deals.items[0], dials, 3, 3, NULL, 1, found,
                                        &count, NULL),
                 THAW_OK));
    cr_assert(eq(sz, count, 3));
    for (size_t k = 0; k < 3; k++) {
        cr_assert(eq(sz, found[k].crossing_count, 1));
        cr_assert(k == 0 || found[k - 1].nearest <= found[k].nearest, "not in order");
        double expected = strcmp(found[k].dial.key, "discount.1") == 0   ? 0.5
                          : strcmp(found[k].dial.key, "discount.2") == 0 ? 0.95
                                                                         : 0.5;
        cr_expect(epsilon_eq(dbl, found[k].crossings[0].value, expected, 1e-7), "%s",
                  found[k].dial.key);
        thaw_threshold_clear(&found[k]);
    }
    deal_case_clear(&c);
}

/* A deal that breaks is mended where all its departures lose: by discount.1 above 0.95, and by no
 * discount.2, which leaves player one as impatient as it was. */
Test(threshold, the_nearest_of_a_deal_that_breaks)
{
    deal_case c;
    deal_case_of_game(&c, kept, kinked_window(0.95, 0.99));
    thaw_dial dials[2] = {dial_of(&c, "discount.1", 0, 0), dial_of(&c, "discount.2", 0, 0)};
    thaw_threshold found[2];
    size_t count = 0;
    cr_assert(eq(int,
                 thaw_threshold_nearest(&c.setting, &c.deals.items[0], dials, 2, 2, NULL, 1, found,
                                        &count, NULL),
                 THAW_OK));
    cr_assert(eq(sz, count, 1));
    cr_expect(eq(str, found[0].dial.key, "discount.1"));
    cr_assert(eq(sz, found[0].crossing_count, 1));
    cr_expect(epsilon_eq(dbl, found[0].crossings[0].value, 0.95, 1e-7));
    cr_expect(not(found[0].crossings[0].holds_below));
    thaw_threshold_clear(&found[0]);
    deal_case_clear(&c);
}

/* Fewer are asked for than there are: the nearest of them. No deal that is undecided has any. */
Test(threshold, only_so_many_are_wanted)
{
    deal_case c;
    deal_case_of_game(&c, kept, kinked_window(0.5, 0.95));
    thaw_dial dials[2] = {dial_of(&c, "discount.1", 0, 0), dial_of(&c, "discount.2", 0, 0)};
    thaw_threshold found;
    size_t count = 0;
    cr_assert(eq(int,
                 thaw_threshold_nearest(&c.setting, &c.deals.items[0], dials, 2, 1, NULL, 1, &found,
                                        &count, NULL),
                 THAW_OK));
    cr_assert(eq(sz, count, 1));
    cr_assert(eq(str, found.dial.key, "discount.2"));
    thaw_threshold_clear(&found);
    thaw_markov_settings settings = {.step_limit = 1};
    deal_case d;
    deal_case_of_baseline(&d, "partial@trigger:12", NULL);
    thaw_dial dial = dial_in_range(&d, "leverage.linkage");
    cr_assert(eq(int,
                 thaw_threshold_nearest(&d.setting, &d.deals.items[0], &dial, 1, 1, &settings, 1,
                                        &found, &count, NULL),
                 THAW_OK));
    cr_assert(eq(sz, count, 0));
    deal_case_clear(&d);
    deal_case_clear(&c);
}

/* The departure that binds at the baseline is China's; the nearest limit of pressure.cost_us is the
 * one at which the US departs, which has more slack there but is steeper. The jump at 0.8, a little
 * farther on the other side, is announced by the punishment phase. */
Test(threshold, the_nearest_looks_beyond_what_binds)
{
    deal_case c;
    deal_case_of_baseline(&c, "partial_pressure+delist@trigger:6", NULL);
    thaw_dial dial = dial_in_range(&c, "pressure.cost_us");
    thaw_threshold found;
    size_t count = 0;
    const thaw_deal *deal = &c.deals.items[0];
    thaw_probe now = probe_at(&c, &dial, dial.baseline);
    cr_assert(eq(int, now.player, 1));
    cr_assert(eq(
        int, thaw_threshold_nearest(&c.setting, deal, &dial, 1, 1, NULL, 1, &found, &count, NULL),
        THAW_OK));
    cr_assert(eq(sz, count, 1));
    cr_assert(eq(int, found.crossings[0].below.player, 0));
    cr_assert(epsilon_eq(dbl, found.crossings[0].value, 0.2432, 1e-4));
    thaw_threshold_clear(&found);
    dial.low = 0.5; /* only upwards */
    cr_assert(eq(
        int, thaw_threshold_nearest(&c.setting, deal, &dial, 1, 1, NULL, 1, &found, &count, NULL),
        THAW_OK));
    cr_assert(eq(sz, count, 1));
    cr_assert(epsilon_eq(dbl, found.crossings[0].value, 0.8, 1e-6));
    cr_assert(eq(int, found.crossings[0].kind, THAW_JUMP));
    thaw_threshold_clear(&found);
    deal_case_clear(&c);
}

/* ---- margins ---- */

/* Both players' discount factors stand at 0.9. Player one's breaks the deal at 1 - d = 0.5, player
 * two's at 0.05: moving each by a share r of 0.9999, the second comes first, at 0.05 / 0.9999, and
 * the first one's move the other way changes nothing. */
Test(threshold, the_margin_of_a_game)
{
    deal_case c;
    deal_case_of_game(&c, kept, kinked_window(0.5, 0.95));
    thaw_dial dials[2] = {dial_of(&c, "discount.1", 0, 0), dial_of(&c, "discount.2", 0, 0)};
    thaw_margin margin;
    cr_assert(eq(
        int, thaw_threshold_margin(&c.setting, &c.deals.items[0], dials, 2, NULL, 1, &margin, NULL),
        THAW_OK));
    cr_assert(margin.found);
    cr_assert(eq(int, margin.baseline.verdict, THAW_HOLDS));
    cr_assert(eq(int, margin.probe.verdict, THAW_BREAKS));
    cr_assert(epsilon_eq(dbl, margin.share, 0.05 / THAW_DISCOUNT_MAX, 1e-7));
    cr_assert(epsilon_eq(dbl, margin.value[1], 0.95, 1e-7));
    cr_assert(eq(dbl, margin.value[0], 0.9), "what does not matter does not move");
    thaw_margin_clear(&margin);
    deal_case_clear(&c);
}

/* From 0.3, where player one would depart, to 0.5: a deal is mended. With the other player's limit
 * at 0.2 as well, mending both: one up to 0.5, two down to 0.2. The shares are 0.2 and 0.1 of
 * 0.9999: the larger one is the answer. */
Test(threshold, the_margin_of_a_deal_that_breaks)
{
    deal_case c;
    deal_case_of_game(&c, kept,
                      two_choices((choice[]){{{0, 1}, {0.5, 0}}, {{0.2, 0}, {0, 1}}}, 0.3));
    thaw_dial dials[2] = {dial_of(&c, "discount.1", 0, 0), dial_of(&c, "discount.2", 0, 0)};
    thaw_margin margin;
    cr_assert(eq(
        int, thaw_threshold_margin(&c.setting, &c.deals.items[0], dials, 2, NULL, 1, &margin, NULL),
        THAW_OK));
    cr_assert(margin.found);
    cr_assert(eq(int, margin.probe.verdict, THAW_HOLDS));
    cr_assert(epsilon_eq(dbl, margin.share, 0.2 / THAW_DISCOUNT_MAX, 1e-6));
    cr_assert(ge(dbl, margin.value[0], 0.5));
    cr_assert(le(dbl, margin.value[1], 0.2));
    thaw_margin_clear(&margin);
    deal_case_clear(&c);
}

/* Within the plausible ranges only: the deal breaks at 0.5, and 0.6 is as low as is plausible. */
Test(threshold, a_margin_stays_within_the_ranges)
{
    deal_case c;
    deal_case_of_game(&c, kept, kinked_window(0.5, 2));
    thaw_dial dial = dial_of(&c, "discount.1", 0.6, 0.95);
    thaw_margin margin;
    cr_assert(eq(
        int, thaw_threshold_margin(&c.setting, &c.deals.items[0], &dial, 1, NULL, 1, &margin, NULL),
        THAW_OK));
    cr_assert(not(margin.found));
    cr_assert(eq(int, margin.baseline.verdict, THAW_HOLDS));
    thaw_margin_clear(&margin);
    dial.from = 0.4;
    cr_assert(eq(
        int, thaw_threshold_margin(&c.setting, &c.deals.items[0], &dial, 1, NULL, 1, &margin, NULL),
        THAW_OK));
    cr_assert(margin.found);
    cr_assert(epsilon_eq(dbl, margin.share, 0.4 / 0.55, 1e-7));
    thaw_margin_clear(&margin);
    deal_case_clear(&c);
}

/* Alone, an input's margin is its nearest threshold, in the same shares of its range; also where it
 * stands beyond what is scanned. */
Test(threshold, a_margin_of_one_input_is_its_threshold)
{
    static const char *const keys[] = {"discount.1", "patience"};
    static const double discounts[] = {0.9, 0.6, 0.99999};
    for (int k = 0; k < 6; k++) {
        deal_case c;
        deal_case_of_game(
            &c, kept,
            two_choices((choice[]){{{0, 1}, {0.5, 0}}, {{2, 0}, {0, 1}}}, discounts[k / 2]));
        thaw_dial dial = dial_of(&c, keys[k % 2], 0, 0);
        thaw_margin margin;
        thaw_threshold t;
        cr_assert(
            eq(int, thaw_threshold_scan(&c.setting, &c.deals.items[0], &dial, 1, NULL, 1, &t, NULL),
               THAW_OK));
        cr_assert(eq(
            int,
            thaw_threshold_margin(&c.setting, &c.deals.items[0], &dial, 1, NULL, 1, &margin, NULL),
            THAW_OK));
        cr_assert(margin.found);
        cr_expect(epsilon_eq(dbl, margin.share, t.nearest, 1e-7), "%s from %g", keys[k % 2],
                  discounts[k / 2]);
        thaw_threshold_clear(&t);
        thaw_margin_clear(&margin);
        deal_case_clear(&c);
    }
}

/* Where both differ "discount" stands nowhere, and cannot move from there. */
Test(threshold, a_margin_needs_a_place_to_start)
{
    deal_case c;
    deal_case_of_baseline(&c, "partial@grim", NULL);
    thaw_dial dial = dial_of(&c, "discount", 0.9, 0.99);
    thaw_margin margin;
    thaw_fault fault = {0};
    cr_assert(
        eq(int,
           thaw_threshold_margin(&c.setting, &c.deals.items[0], &dial, 1, NULL, 1, &margin, &fault),
           THAW_EARG));
    cr_assert(eq(str, fault.key, "discount"));
    deal_case_clear(&c);
}

/* Beyond its bounds a dial has no verdict to begin from: not that at the bound, which is another.
 */
Test(threshold, a_margin_begins_within_the_bounds)
{
    deal_case c;
    deal_case_of_game(&c, kept, kinked_window(0.5, 2));
    thaw_dial dial = dial_of(&c, "discount.1", 0.2, 0.4);
    dial.low = dial.from;
    dial.high = dial.to;
    thaw_margin margin;
    thaw_fault fault = {0};
    cr_assert(
        eq(int,
           thaw_threshold_margin(&c.setting, &c.deals.items[0], &dial, 1, NULL, 1, &margin, &fault),
           THAW_ERANGE));
    cr_assert(eq(str, fault.key, "discount.1"));
    deal_case_clear(&c);
}

/* ---- frontiers ---- */

/* The slack is the smaller of two, each in one discount factor: the deal holds for discount.1 above
 * 0.5 and discount.2 below 0.8, and the frontier is two straight lines with a corner. */
Test(threshold, the_frontier_of_a_game_with_a_corner)
{
    deal_case c;
    deal_case_of_game(&c, kept, kinked_window(0.5, 0.8));
    thaw_dial dials[2] = {dial_of(&c, "discount.1", 0.2, 0.9), dial_of(&c, "discount.2", 0.3, 0.9)};
    thaw_frontier_point *points = NULL;
    size_t count = 0, on_first = 0, on_second = 0;
    cr_assert(eq(int,
                 thaw_threshold_frontier(&c.setting, &c.deals.items[0], dials, NULL, 1, &points,
                                         &count, NULL),
                 THAW_OK));
    for (size_t k = 0; k < count; k++) {
        double x = points[k].value[0], y = points[k].value[1];
        bool first = fabs(x - 0.5) < 1e-5 && y <= 0.8 + 1e-5;
        bool second = fabs(y - 0.8) < 1e-5 && x >= 0.5 - 1e-5;
        cr_expect(first || second, "(%.9g, %.9g) is on neither line", x, y);
        cr_expect(eq(int, points[k].probe[0].verdict, THAW_HOLDS));
        cr_expect(eq(int, points[k].probe[1].verdict, THAW_BREAKS));
        on_first += first;
        on_second += second;
    }
    cr_assert(gt(sz, on_first, 5));
    cr_assert(gt(sz, on_second, 5));
    free(points);
    deal_case_clear(&c);
}

/* The deal holds for discount.1 above 0.5 and discount.2 above 0.5: where the two lines meet in a
 * square whose scans come close to the corner, one curve goes around it, from edge to edge, with no
 * point told twice, and says on which side the deal holds. */
Test(threshold, a_frontier_goes_around_its_corner)
{
    deal_case c;
    deal_case_of_game(&c, kept,
                      two_choices((choice[]){{{0, 1}, {0.5, 0}}, {{0, 1}, {0.5, 0}}}, 0.9));
    /* on the scale log(1 - d) the corner is at 0.222 of each range, a scan at 0.25 */
    double high = 1 - pow(0.5, 1 / 0.222);
    thaw_dial dials[2] = {dial_of(&c, "discount.1", 0, high), dial_of(&c, "discount.2", 0, high)};
    thaw_frontier_point *points = NULL;
    size_t count = 0;
    int turns = 0;
    cr_assert(eq(int,
                 thaw_threshold_frontier(&c.setting, &c.deals.items[0], dials, NULL, 1, &points,
                                         &count, NULL),
                 THAW_OK));
    cr_assert(gt(sz, count, 20));
    for (size_t k = 0; k < count; k++) {
        double x = points[k].value[0], y = points[k].value[1];
        bool first = fabs(x - 0.5) < 1e-5;
        cr_expect(first || fabs(y - 0.5) < 1e-5, "(%.9g, %.9g) is on neither line", x, y);
        cr_expect(eq(sz, points[k].curve, 0));
        /* where it turns, with more of both */
        bool both = points[k].holds[0] == 1 && points[k].holds[1] == 1;
        cr_expect(both ? fmax(x, y) < 0.51
                       : points[k].holds[0] == first && points[k].holds[1] == !first);
        turns += both;
        for (size_t j = 0; j < k; j++)
            cr_expect(gt(dbl, hypot(x - points[j].value[0], y - points[j].value[1]), 1e-5));
    }
    cr_expect(eq(int, turns, 1));
    for (int k = 0; k < 2; k++) {
        const double *end = points[k ? count - 1 : 0].value;
        cr_expect(epsilon_eq(dbl, fmax(end[0], end[1]), high, 1e-9));
    }
    free(points);
    deal_case_clear(&c);
}
