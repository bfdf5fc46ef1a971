/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thresholds against closed forms, against published figures, and against the slack itself. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "io/games.h"
#include "solvers/threshold.h"
#include "tests/support/deals.h"
#include "tests/support/scenarios.h"

static thaw_setting game_setting(const char *path)
{
    thaw_game *game = NULL;
    thaw_faults faults = {0};
    thaw_setting setting;
    cr_assert_eq(thaw_game_read(path, THAW_GAME_JSON, NULL, 0, &game, &faults), THAW_OK, "%s",
                 path);
    cr_assert_eq(thaw_setting_of_game(game, 0, &setting, NULL), THAW_OK);
    thaw_faults_clear(&faults);
    return setting;
}

/* One dial of one deal, scanned from `from` to `to` and on to its bounds. */
static thaw_threshold scanned(const thaw_setting *setting, const char *deal, const char *key,
                              double from, double to, int threads)
{
    thaw_deals deals = deal_named(setting, deal);
    thaw_dial dial;
    thaw_threshold threshold;
    cr_assert_eq(thaw_dial_find(setting, &deals.items[0], key, &dial, NULL), THAW_OK, "%s", key);
    dial.plausible[0] = dial.from = from;
    dial.plausible[1] = dial.to = to;
    cr_assert_eq(
        thaw_threshold_scan(setting, &deals.items[0], &dial, 1, NULL, threads, &threshold, NULL),
        THAW_OK);
    thaw_deals_clear(&deals);
    return threshold;
}

/* Prisoners' dilemma 9/10/1/3: 9 >= (1 - d) 10 + d 3 exactly when d >= 1/7 (Fudenberg & Tirole
 * 1991, section 5.1, has the argument). */
Test(threshold_roots, grim_in_the_dilemma_holds_from_one_seventh)
{
    thaw_setting setting = game_setting("scenarios/games/pd.json");
    thaw_threshold t = scanned(&setting, "cooperate/cooperate@grim", "discount", 0.05, 0.9, 1);
    cr_assert_eq(t.crossing_count, 1);
    cr_assert_float_eq(t.crossings[0].value, 1.0 / 7, 1e-8);
    cr_assert_eq(t.crossings[0].kind, THAW_ROOT);
    cr_assert_not(t.crossings[0].holds_below);
    thaw_threshold_clear(&t);
    thaw_setting_clear(&setting);
}

/* The same under trigger:T, perfect monitoring. With V on plan, P when punished and r = 1/T, in
 * points a month: V = 9, P = (1-d) 3 + d (r 9 + (1-r) P). A departure loses 9 - (1-d) 10 - d P,
 * zero where d (9 - P) = 1 - d; and 9 - P = 6 (1-d) / (1 - d (1-r)), so that 6 d = 1 - d (1 - r), d
 * = 1 / (7 - r). */
Test(threshold_roots, a_trigger_in_the_dilemma_holds_from_its_closed_form)
{
    thaw_setting setting = game_setting("scenarios/games/pd.json");
    static const struct {
        const char *deal;
        double months;
    } cases[] = {{"cooperate/cooperate@trigger:1", 1},
                 {"cooperate/cooperate@trigger:3", 3},
                 {"cooperate/cooperate@trigger:12", 12}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        thaw_threshold t = scanned(&setting, cases[k].deal, "discount", 0.05, 0.9, 1);
        cr_assert_eq(t.crossing_count, 1, "%s", cases[k].deal);
        cr_assert_float_eq(t.crossings[0].value, 1 / (7 - 1 / cases[k].months), 1e-8, "%s",
                           cases[k].deal);
        thaw_threshold_clear(&t);
    }
    thaw_setting_clear(&setting);
}

/* Abreu's (1988) three-action Cournot duopoly: first actions pay 10, departing to the second 15,
 * reversion to the second 7. 10 >= (1 - d) 15 + d 7 exactly when d >= 5/8. */
Test(threshold_roots, cournot_holds_from_five_eighths)
{
    thaw_setting setting = game_setting("scenarios/games/cournot.json");
    char deal[256];
    const thaw_game *game = setting.game;
    snprintf(deal, sizeof deal, "%s/%s@grim", thaw_game_action_name(game, 0, 0, 0),
             thaw_game_action_name(game, 0, 1, 0));
    thaw_threshold t = scanned(&setting, deal, "discount", 0.05, 0.9, 1);
    cr_assert_eq(t.crossing_count, 1);
    cr_assert_float_eq(t.crossings[0].value, 0.625, 1e-8);
    thaw_threshold_clear(&t);
    thaw_setting_clear(&setting);
}

/* Of two discount factors that may fall one alone makes its player depart, at d = 1/7; the other
 * need not move. The way from 3/4 is 17/28 of the 0.9999 that the bounds allow. */
Test(threshold_roots, the_margin_of_the_dilemma)
{
    thaw_setting setting = game_setting("scenarios/games/pd.json");
    thaw_deals deals = deal_named(&setting, "cooperate/cooperate@grim");
    thaw_dial dials[2];
    for (int k = 0; k < 2; k++)
        cr_assert_eq(thaw_dial_find(&setting, &deals.items[0], k ? "discount.2" : "discount.1",
                                    &dials[k], NULL),
                     THAW_OK);
    thaw_margin margin;
    cr_assert_eq(thaw_threshold_margin(&setting, &deals.items[0], dials, 2, NULL, 1, &margin, NULL),
                 THAW_OK);
    cr_assert(margin.found);
    cr_assert_float_eq(margin.value[0], 1.0 / 7, 1e-6);
    cr_assert_eq(margin.value[1], 0.75);
    cr_assert_float_eq(margin.share, 17.0 / 28 / 0.9999, 1e-6);
    thaw_margin_clear(&margin);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
}

/* The same bytes for any number of threads: every point is solved cold. */
Test(threshold_roots, threads_change_nothing)
{
    thaw_scenario scenario = baseline_with(SETS("listing.rule=fixed"));
    thaw_setting setting = setting_of(&scenario);
    thaw_threshold one =
        scanned(&setting, "partial_pressure@trigger:12", "pressure.cost_us", 0.15, 3, 1);
    thaw_threshold two =
        scanned(&setting, "partial_pressure@trigger:12", "pressure.cost_us", 0.15, 3, 2);
    cr_assert_eq(one.crossing_count, two.crossing_count);
    for (size_t k = 0; k < one.crossing_count; k++) {
        cr_assert_eq(one.crossings[k].value, two.crossings[k].value);
        cr_assert_eq(one.crossings[k].below.slack, two.crossings[k].below.slack);
        cr_assert_eq(one.crossings[k].above.slack, two.crossings[k].above.slack);
    }
    thaw_threshold_clear(&one);
    thaw_threshold_clear(&two);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

/* ---- the fentanyl game ---- */

static double slack_at(const thaw_setting *setting, const char *deal, const char *key, double value)
{
    thaw_deals deals = deal_named(setting, deal);
    thaw_dial dial;
    thaw_probe probe;
    cr_assert_eq(thaw_dial_find(setting, &deals.items[0], key, &dial, NULL), THAW_OK);
    cr_assert_eq(
        thaw_threshold_probe(setting, &deals.items[0], &dial, &value, 1, NULL, &probe, NULL),
        THAW_OK);
    cr_assert(probe.solved);
    thaw_deals_clear(&deals);
    return probe.slack;
}

/* Figures of an independent prototype (see test_model_checks.c), and the slack on both sides of
 * each. */
Test(threshold_roots, roots_and_jumps_of_the_baseline)
{
    static const struct {
        const char *deal, *key;
        double from, to, value, tolerance;
        thaw_crossing_kind kind;
        bool holds_below;
        size_t crossings, which;
    } cases[] = {
        {"partial_pressure@trigger:12", "china.discount", 0.97, 0.996, 0.706585, 1e-5, THAW_ROOT,
         false, 1, 0},
        {"partial_pressure@trigger:12", "pressure.cost_us", 0.15, 3, 0.8, 1e-6, THAW_JUMP, true, 2,
         1},
        {"full_calm@grim", "leverage.linkage", 0, 2, 0.4618, 1e-4, THAW_ROOT, true, 1, 0},
    };
    thaw_scenario scenario = baseline_with(SETS("listing.rule=fixed"));
    thaw_setting setting = setting_of(&scenario);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        thaw_threshold t =
            scanned(&setting, cases[k].deal, cases[k].key, cases[k].from, cases[k].to, 0);
        cr_assert_eq(t.crossing_count, cases[k].crossings, "%s: %zu crossings", cases[k].key,
                     t.crossing_count);
        const thaw_crossing *c = &t.crossings[cases[k].which];
        double span = cases[k].to - cases[k].from;
        cr_assert_float_eq(c->value, cases[k].value, cases[k].tolerance, "%s: %.9g", cases[k].key,
                           c->value);
        cr_assert_eq(c->kind, cases[k].kind, "%s", cases[k].key);
        cr_assert_eq(c->holds_below, cases[k].holds_below, "%s", cases[k].key);
        double low = slack_at(&setting, cases[k].deal, cases[k].key, c->value - 1e-4 * span);
        double high = slack_at(&setting, cases[k].deal, cases[k].key, c->value + 1e-4 * span);
        cr_assert_lt(low * high, 0, "%s: the sign does not change", cases[k].key);
        if (c->kind == THAW_ROOT) {
            double at = slack_at(&setting, cases[k].deal, cases[k].key, c->value);
            cr_assert_lt(fabs(at), 1e-7, "%s: slack %g at the root", cases[k].key, at);
        } else {
            double nearer_low =
                slack_at(&setting, cases[k].deal, cases[k].key, c->value - 1e-8 * span);
            double nearer_high =
                slack_at(&setting, cases[k].deal, cases[k].key, c->value + 1e-8 * span);
            cr_assert_float_eq(nearer_low, low, 1e-4, "%s below: %g, %g", cases[k].key, nearer_low,
                               low);
            cr_assert_float_eq(nearer_high, high, 1e-4, "%s above: %g, %g", cases[k].key,
                               nearer_high, high);
        }
        thaw_threshold_clear(&t);
    }
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

/* full_calm@trigger:12 at baseline holds only inside a window of enforcement.cost_full, well below
 * its 2: nearer to 2 China slips to partial effort, below the window it would rather do full in
 * tense months too. */
Test(threshold_roots, a_window_has_two_edges)
{
    thaw_scenario scenario = baseline();
    thaw_setting setting = setting_of(&scenario);
    thaw_threshold t =
        scanned(&setting, "full_calm@trigger:12", "enforcement.cost_full", 0.8, 4, 0);
    cr_assert_eq(t.crossing_count, 2);
    cr_assert_not(t.crossings[0].holds_below);
    cr_assert(t.crossings[1].holds_below);
    cr_assert(t.crossings[0].below.more, "below the window China gives more");
    cr_assert_str_eq(t.crossings[1].above.action, "partial");
    thaw_threshold_clear(&t);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

/* A tie is no crossing: at linkage 0 the deal holds, tied. */
Test(threshold_roots, a_tie_is_told_apart)
{
    thaw_scenario scenario = baseline_with(SETS("listing.rule=fixed"));
    thaw_setting setting = setting_of(&scenario);
    thaw_threshold t = scanned(&setting, "full_calm@grim", "leverage.linkage", 0, 2, 0);
    cr_assert(t.end[0].tied);
    cr_assert_not(t.end[1].tied);
    thaw_threshold_clear(&t);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

/* With every way into a crisis shut, partial effort under twelve months of punishment holds; it
 * breaks only in crisis months (the baseline's checks). As soon as the chance of a crisis leaves 0
 * that state is reachable: a jump, and not one of the punishment. */
Test(threshold_roots, a_state_that_becomes_reachable_is_told_apart)
{
    thaw_scenario scenario =
        baseline_with(SETS("shock.taiwan_visit.severity=0", "shock.indictments.severity=0",
                           "tension.tense_to_crisis=0", "tension.calm_to_crisis=0"));
    thaw_setting setting = setting_of(&scenario);
    thaw_threshold t =
        scanned(&setting, "partial@trigger:12", "tension.calm_to_crisis", 0, 0.11, 0);
    cr_assert_eq(t.crossing_count, 1);
    cr_assert_lt(t.crossings[0].value, 1e-8);
    cr_assert_eq(t.crossings[0].kind, THAW_JUMP);
    cr_assert_eq(t.crossings[0].cause, THAW_JUMP_REACHABLE);
    cr_assert(t.crossings[0].holds_below);
    cr_assert_gt(t.crossings[0].below.slack, 1e-3);
    cr_assert_lt(t.crossings[0].above.slack, -1e-3);
    thaw_threshold_clear(&t);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

/* Every probe is cold: upwards, downwards and in any order the same to the last bit. */
Test(threshold_roots, order_changes_nothing)
{
    enum { VALUES = 9 };
    static const int shuffled[VALUES] = {4, 0, 7, 2, 8, 1, 6, 3, 5};
    thaw_scenario scenario = baseline();
    thaw_setting setting = setting_of(&scenario);
    double up[VALUES], down[VALUES], mixed[VALUES];
    for (int k = 0; k < VALUES; k++)
        up[k] = slack_at(&setting, "full_calm@trigger:12", "enforcement.cost_full", 0.25 * (k + 1));
    for (int k = VALUES - 1; k >= 0; k--)
        down[k] =
            slack_at(&setting, "full_calm@trigger:12", "enforcement.cost_full", 0.25 * (k + 1));
    for (int k = 0; k < VALUES; k++)
        mixed[shuffled[k]] = slack_at(&setting, "full_calm@trigger:12", "enforcement.cost_full",
                                      0.25 * (shuffled[k] + 1));
    cr_assert_eq(memcmp(up, down, sizeof up), 0);
    cr_assert_eq(memcmp(up, mixed, sizeof up), 0);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}
