/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thresholds in closed form, each with its derivation; and those of the fentanyl game against a
 * dense grid of deals that are solved by themselves, on another route than the scan's. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "tests/support/deals.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"
#include "tests/support/thresholds.h"

/* ---- closed forms ---- */

/* A prisoners' dilemma with 9 for both cooperating, 10 and 1 when one defects, 3 for both. */
static thaw_game *dilemma(double discount)
{
    static const double payoffs[] = {9, 9, 1, 10, 10, 1, 3, 3};
    return one_state_game(2, (int[]){2, 2}, payoffs, discount);
}

static void check_one(const deal_case *c, const char *key, double expected, bool holds_below,
                      int player)
{
    thaw_dial dial = dial_of(c, key, 0, 0);
    thaw_threshold t = scan_of(c, &dial);
    cr_assert_eq(t.crossing_count, 1, "%s: %zu crossings", key, t.crossing_count);
    const thaw_crossing *found = &t.crossings[0];
    const thaw_probe *breaks = holds_below ? &found->above : &found->below;
    cr_assert_float_eq(found->value, expected, 1e-8 * fmax(1, expected), "%s: %.12g", key,
                       found->value);
    cr_assert_eq(found->kind, THAW_ROOT, "%s", key);
    cr_assert_eq(found->holds_below, holds_below, "%s", key);
    cr_assert_eq(breaks->player, player, "%s", key);
    cr_assert_str_eq(breaks->action, "a1", "%s", key);
    thaw_threshold_clear(&t);
}

/* Under grim 9 >= (1 - d) 10 + d 3 for a player whose discount factor is d at least 1/7. From 3/4,
 * where 1 - d is 1/4, to 1 - d = 6/7 is a factor of 24/7. */
Test(thresholds, the_dilemma_under_grim)
{
    deal_case c;
    deal_case_of_game(&c, "a0/a0@grim", dilemma(0.75));
    check_one(&c, "discount", 1.0 / 7, false, 0);
    check_one(&c, "discount.1", 1.0 / 7, false, 0);
    check_one(&c, "discount.2", 1.0 / 7, false, 1);
    check_one(&c, "patience", 24.0 / 7, true, 0);
    deal_case_clear(&c);
}

/* Under trigger:T, r = 1 / T. The punishment phase is worth P = (1 - d) 3 + d (r 9 + (1 - r) P), so
 * that 9 - P = 6 (1 - d) / (1 - d (1 - r)). Departing loses 9 - (1 - d) 10 - d P = d (9 - P) - (1 -
 * d), which is 0 where 6 d = 1 - d (1 - r): at r = 7 - 1 / d, T = d / (7 d - 1). Below d = 1/7 no T
 * is long enough, from 1/6 on T = 1 is. */
Test(thresholds, how_long_a_trigger_must_be_in_the_dilemma)
{
    static const double discounts[] = {0.143, 0.145, 0.15, 0.16, 0.166};
    for (size_t k = 0; k < sizeof discounts / sizeof *discounts; k++) {
        double d = discounts[k];
        deal_case c;
        deal_case_of_game(&c, "a0/a0@trigger:5", dilemma(d));
        check_one(&c, "trigger.months", d / (7 * d - 1), false, 0);
        deal_case_clear(&c);
    }
}

Test(thresholds, no_trigger_or_any_in_the_dilemma)
{
    static const struct {
        double discount;
        thaw_verdict verdict;
    } cases[] = {{0.14, THAW_BREAKS}, {0.17, THAW_HOLDS}};
    for (size_t k = 0; k < 2; k++) {
        deal_case c;
        deal_case_of_game(&c, "a0/a0@trigger:5", dilemma(cases[k].discount));
        thaw_dial dial = dial_of(&c, "trigger.months", 0, 0);
        thaw_threshold t = scan_of(&c, &dial);
        cr_assert_eq(t.crossing_count, 0);
        cr_assert_eq(t.end[0].verdict, cases[k].verdict);
        cr_assert_eq(t.end[1].verdict, cases[k].verdict);
        thaw_threshold_clear(&t);
        deal_case_clear(&c);
    }
}

/* The other way round: d = 1 / (7 - r), and T may be any real number. */
Test(thresholds, how_patient_players_must_be_under_a_trigger)
{
    static const double months[] = {1, 1.5, 3, 12, 36};
    for (size_t k = 0; k < sizeof months / sizeof *months; k++) {
        char deal[64];
        deal_case c;
        snprintf(deal, sizeof deal, "a0/a0@trigger:%g", months[k]);
        deal_case_of_game(&c, deal, dilemma(0.75));
        check_one(&c, "discount", 1 / (7 - 1 / months[k]), false, 0);
        deal_case_clear(&c);
    }
}

/* Abreu (1988): 10 for both at low output, 15 for the one who departs to the middle, 7 for both
 * there. 10 >= (1 - d) 15 + d 7 from d = 5/8 on. The punishment phase under grim is the middle for
 * both, the only equilibrium of the month: against low or middle the middle is best, against high
 * it is low, to which high is no reply. */
Test(thresholds, cournot_under_grim)
{
    deal_case c;
    deal_case_of_file(&c, "low/low@grim", "scenarios/games/cournot.json");
    thaw_deal_answer answer = answer_to(&c.setting, "low/low@grim");
    const double *punishment = answer.profile + thaw_game_action_total(c.setting.game);
    for (int i = 0; i < 2; i++) {
        int middle = thaw_game_find_action(c.setting.game, 0, i, "middle");
        cr_assert_eq(punishment[thaw_game_action_offset(c.setting.game, 0, i) + (size_t)middle], 1);
    }
    thaw_deal_answer_clear(&answer);
    thaw_dial dial = dial_of(&c, "discount", 0, 0);
    thaw_threshold t = scan_of(&c, &dial);
    cr_assert_eq(t.crossing_count, 1);
    cr_assert_float_eq(t.crossings[0].value, 0.625, 1e-9);
    cr_assert_eq(t.crossings[0].kind, THAW_ROOT);
    cr_assert_not(t.crossings[0].holds_below);
    cr_assert_str_eq(t.crossings[0].below.action, "middle");
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

/* A stream of payoffs p_t from complying and none from departing: the loss is (1 - d) times the
 * polynomial of the p_t, here a (d - 1/5)(d - 1/2)(d - 4/5)(d - 0.95). */
Test(thresholds, several_crossings_of_a_polynomial)
{
    static const double roots[] = {0.2, 0.5, 0.8, 0.95};
    enum { DEGREE = sizeof roots / sizeof *roots };
    double stream[DEGREE + 1] = {1};
    for (int k = 0; k < DEGREE; k++)
        for (int i = k + 1; i >= 0; i--)
            stream[i] = (i > 0 ? stream[i - 1] : 0) - roots[k] * stream[i];
    deal_case c;
    deal_case_of_game(&c, "a0/a0,a0/a0,a0/a0,a0/a0,a0/a0,a0/a0@grim",
                      stream_game(stream, DEGREE + 1, 0.9));
    thaw_dial dial = dial_of(&c, "discount", 0, 0);
    thaw_threshold t = scan_of(&c, &dial);
    cr_assert_eq(t.crossing_count, DEGREE);
    for (size_t k = 0; k < DEGREE; k++) {
        cr_assert_float_eq(t.crossings[k].value, roots[k], 1e-8);
        cr_assert_eq(t.crossings[k].kind, THAW_ROOT);
        cr_assert_eq(t.crossings[k].holds_below, k % 2 == 0);
    }
    cr_assert_eq(t.baseline.verdict, THAW_BREAKS, "between the last two roots it breaks");
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

/* Two players whose losses are (1 - d)(d - 0.3) and (1 - d)(0.7 - d): who departs changes with the
 * side. */
Test(thresholds, a_window_between_two_players)
{
    deal_case c;
    deal_case_of_game(&c, "a0/a0,a0/a0,a0/a0,a0/a0,a0/a0,a0/a0@grim",
                      two_choices((choice[]){{{0, 1}, {0.3, 0}}, {{0.7, 0}, {0, 1}}}, 0.9));
    thaw_dial dial = dial_of(&c, "discount", 0, 0);
    thaw_threshold t = scan_of(&c, &dial);
    cr_assert_eq(t.crossing_count, 2);
    cr_assert_float_eq(t.crossings[0].value, 0.3, 1e-8);
    cr_assert_float_eq(t.crossings[1].value, 0.7, 1e-8);
    cr_assert_eq(t.crossings[0].below.player, 0);
    cr_assert_eq(t.crossings[1].above.player, 1);
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

/* ---- jumps in closed form ---- */

/* With the listing fixed and tension.pressure_raises at 0 pressure changes nothing but the month's
 * payoffs: the US presses in the punishment phase exactly where that brings more than it costs,
 * pressure.gain_us of the month's tension above pressure.cost_us. At baseline the gains are 0.6,
 * 0.8 and 1.1, the cost 0.5. */
static void check_jump(const char *deal, const char *key, double expected)
{
    deal_case c;
    deal_case_of_baseline(&c, deal, SETS("listing.rule=fixed"));
    thaw_dial dial = dial_in_range(&c, key);
    thaw_threshold t = scan_of(&c, &dial);
    bool seen = false;
    for (size_t k = 0; k < t.crossing_count; k++) {
        const thaw_crossing *x = &t.crossings[k];
        if (x->kind != THAW_JUMP)
            continue;
        cr_assert_float_eq(x->value, expected, 1e-7, "%s: %.10g", key, x->value);
        cr_assert_eq(x->cause, THAW_JUMP_PUNISHMENT);
        seen = true;
    }
    cr_assert(seen, "%s has no jump", key);
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

Test(thresholds, jumps_where_pressure_stops_to_pay)
{
    check_jump("partial_pressure@trigger:12", "pressure.cost_us", 0.8);
    check_jump("partial_pressure@trigger:12", "pressure.gain_us_tense", 0.5);
    check_jump("partial@grim", "pressure.cost_us", 0.6);
    check_jump("partial@grim", "pressure.gain_us_calm", 0.5);
}

/* With every way to a crisis shut, partial effort holds in the calm and tense months there are. The
 * smallest chance of a crisis brings months in which Beijing would make none: the verdict changes
 * where the rate leaves 0, and is no root there. */
Test(thresholds, a_state_that_becomes_reachable)
{
    deal_case c;
    deal_case_of_baseline(&c, "partial@trigger:12",
                          SETS("tension.tense_to_crisis=0", "tension.calm_to_crisis=0",
                               "shock.taiwan_visit.severity=0", "shock.indictments.severity=0"));
    static const char *const keys[] = {"tension.tense_to_crisis", "tension.calm_to_crisis"};
    for (int k = 0; k < 2; k++) {
        thaw_dial dial = dial_in_range(&c, keys[k]);
        thaw_threshold t = scan_of(&c, &dial);
        cr_assert_eq(t.crossing_count, 1, "%s", keys[k]);
        const thaw_crossing *x = &t.crossings[0];
        cr_assert_eq(x->value, 0, "%s: %g", keys[k], x->value);
        cr_assert_eq(x->kind, THAW_JUMP);
        cr_assert_eq(x->cause, THAW_JUMP_REACHABLE);
        cr_assert(x->holds_below);
        cr_assert_gt(x->below.slack, 0.001);
        cr_assert_lt(x->above.slack, -0.001);
        cr_assert_str_eq(x->above.state, "crisis+listed");
        cr_assert_not(x->below.tied);
        thaw_threshold_clear(&t);
    }
    deal_case_clear(&c);
}

/* A tie, by hand. In a crisis full_calm promises no effort, which costs Beijing 0.2 by the
 * coalition. Partial effort costs 0.3, brings 0.2 of image, costs half of the coalition's 0.2 and,
 * at linkage 0, spends no leverage that counts: -0.3 + 0.2 - 0.1 = -0.2, the same, and so are next
 * month's chances. The deal holds there, tied: neither a root nor a jump. It breaks above the root
 * at 0.4618. */
Test(thresholds, a_tie_is_neither)
{
    deal_case c;
    deal_case_of_baseline(&c, "full_calm@grim", SETS("listing.rule=fixed"));
    thaw_dial dial = dial_in_range(&c, "leverage.linkage");
    thaw_threshold t = scan_of(&c, &dial);
    cr_assert_eq(t.crossing_count, 1);
    cr_assert_float_eq(t.crossings[0].value, 0.4618, 5e-5);
    cr_assert_eq(t.crossings[0].kind, THAW_ROOT);
    cr_assert_eq(t.end[0].verdict, THAW_HOLDS);
    cr_assert(t.end[0].tied);
    cr_assert_eq(t.end[0].slack, 0);
    cr_assert_eq(t.end[1].verdict, THAW_BREAKS);
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

/* ---- dense grids ---- */

/* The slack at one value, by another route: the scenario is read anew with --set, its setting made,
 * the deal solved; +1 where no departure gains, -1 where one does. */
static int verdict_at(const char *deal, const char *rule, const char *key, double value,
                      double *slack)
{
    char first[64], second[128];
    snprintf(first, sizeof first, "listing.rule=%s", rule);
    snprintf(second, sizeof second, "%s=%.17g", key, value);
    thaw_scenario scenario = baseline_with(SETS(first, second));
    thaw_setting setting = setting_of(&scenario);
    thaw_deal_answer answer = answer_to(&setting, deal);
    *slack = HUGE_VAL;
    for (int i = 0; i < 2; i++) {
        if (answer.breach[i].state >= 0)
            *slack = fmin(*slack, answer.breach[i].loss);
        if (answer.more[i].state >= 0)
            *slack = fmin(*slack, answer.more[i].loss);
    }
    int sign = answer.verdict == THAW_HOLDS ? 1 : answer.verdict == THAW_BREAKS ? -1 : 0;
    thaw_deal_answer_clear(&answer);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
    return sign;
}

/* Each change of verdict on the grid has one crossing between its points, and there are no others.
 */
static void check_grid(const char *deal, const char *rule, const char *key, double low, double high,
                       int cells)
{
    char set[64];
    deal_case c;
    snprintf(set, sizeof set, "listing.rule=%s", rule);
    deal_case_of_baseline(&c, deal, SETS(set));
    thaw_dial dial = dial_in_range(&c, key);
    thaw_threshold t = scan_of(&c, &dial);
    size_t next = 0;
    while (next < t.crossing_count && t.crossings[next].value < low)
        next++;
    int last = 0;
    double at = low, slack;
    for (int k = 0; k <= cells; k++) {
        double value = low + (high - low) * k / cells;
        int sign = verdict_at(deal, rule, key, value, &slack);
        if (sign == 0)
            continue;
        if (last && sign != last) {
            cr_assert_lt(next, t.crossing_count, "%s of %s: a crossing in [%g, %g] is missing", key,
                         deal, at, value);
            const thaw_crossing *x = &t.crossings[next++];
            cr_assert(at <= x->value && x->value <= value, "%s of %s: %g is not in [%g, %g]", key,
                      deal, x->value, at, value);
            cr_assert_eq(x->holds_below, last > 0, "%s of %s", key, deal);
        }
        last = sign;
        at = value;
    }
    cr_assert(next == t.crossing_count || t.crossings[next].value > high,
              "%s of %s: the grid does not see %g", key, deal, t.crossings[next].value);
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}

Test(thresholds, dense_grids_of_the_fentanyl_game)
{
    check_grid("full_calm@trigger:12", "decided", "enforcement.cost_full", 0, 4, 80);
    check_grid("full_calm@trigger:12", "decided", "economy.weakness", 0.5, 6, 80);
    check_grid("full_calm@grim", "fixed", "leverage.linkage", 0.01, 3, 60);
    check_grid("partial_pressure@trigger:12", "fixed", "pressure.cost_us", 0, 3, 120);
    check_grid("partial_pressure@trigger:12", "fixed", "pressure.harm_china", 0, 10, 60);
    check_grid("partial_pressure@trigger:12", "fixed", "china.discount", 0.5, 0.999, 60);
    check_grid("partial_pressure+delist@trigger:6", "decided", "coalition.cost_china", -1, 1, 60);
    check_grid("partial@grim", "decided", "pressure.gain_us_calm", 0.2, 2.2, 60);
}

/* ---- what the specification gives ---- */

/* Figures of an independent prototype. */
Test(thresholds, figures_of_the_prototype)
{
    deal_case c;
    deal_case_of_baseline(&c, "partial_pressure@trigger:12", SETS("listing.rule=fixed"));
    thaw_dial patience = dial_in_range(&c, "china.discount");
    thaw_dial cost = dial_in_range(&c, "pressure.cost_us");
    thaw_threshold t = scan_of(&c, &patience), u = scan_of(&c, &cost);
    cr_assert_eq(t.crossing_count, 1);
    cr_assert_float_eq(t.crossings[0].value, 0.70658, 1e-5);
    cr_assert_not(t.crossings[0].holds_below);
    const thaw_crossing *jump = &u.crossings[u.crossing_count - 1];
    cr_assert_float_eq(jump->value, 0.8, 1e-7);
    cr_assert_float_eq(jump->below.slack, 0.0047, 1e-4);
    cr_assert_float_eq(jump->above.slack, -0.0142, 1e-4);
    cr_assert_eq(jump->above.player, 1);
    thaw_threshold_clear(&t);
    thaw_threshold_clear(&u);
    deal_case_clear(&c);
    deal_case_of_baseline(&c, "full_calm@trigger:12", NULL);
    thaw_dial effort = dial_in_range(&c, "enforcement.cost_full");
    t = scan_of(&c, &effort);
    cr_assert_eq(t.crossing_count, 2);
    cr_assert_float_eq(t.crossings[0].value, 0.349, 1e-3);
    cr_assert_float_eq(t.crossings[1].value, 0.911, 1e-3);
    thaw_threshold_clear(&t);
    deal_case_clear(&c);
}
