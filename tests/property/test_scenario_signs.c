/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which way things go: claims about US-China cooperation that need no exact number, as laws where
 * the model implies them and as exceptions where it does not. docs/scenarios.md says the same in
 * words. "Patience asked for" is the smallest monthly discount factor of China's at which its
 * breach of full_calm@grim does not pay. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/fentanyl.h"
#include "solvers/deals.h"
#include "tests/support/deals.h"
#include "tests/support/scenarios.h"

enum { SETS_MAX = 8, VALUES_MAX = 6, TEXT_MAX = 64 };
static const char full_calm[] = "full_calm@grim";

/* ---- one deal under some settings ---- */

/* What a breach of the deal would lose China in points a month, with the settings and with that
 * discount factor of China's (0: the baseline's). */
static double china_slack(const char *const *sets, double discount, const char *deal)
{
    const char *all[SETS_MAX + 2] = {NULL};
    char patience[TEXT_MAX];
    size_t count = 0;
    for (; sets && sets[count]; count++)
        all[count] = sets[count];
    snprintf(patience, sizeof patience, "china.discount=%.9f", discount);
    all[count] = discount > 0 ? patience : NULL;
    thaw_scenario scenario = baseline_with(all);
    thaw_setting setting = setting_of(&scenario);
    thaw_deal_answer answer = answer_to(&setting, deal);
    double slack = answer.breach[THAW_CHINA].loss;
    thaw_deal_answer_clear(&answer);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
    return slack;
}

/* At least 0.9, to 0.0002; 1 where even 0.9999 is too little. */
static double patience_asked(const char *const *sets)
{
    enum { HALVINGS = 9 };
    double low = 0.9, high = 0.9999;
    if (china_slack(sets, low, full_calm) >= 0)
        return low;
    if (china_slack(sets, high, full_calm) < 0)
        return 1;
    for (int k = 0; k < HALVINGS; k++) {
        double middle = (low + high) / 2;
        *(china_slack(sets, middle, full_calm) >= 0 ? &high : &low) = middle;
    }
    return high;
}

/* ---- (i) what makes full effort easier to ask for ---- */

/* A number at several values: its key is written with each into the settings. Monitoring keys go
 * together, in the baseline's shares: what is noticed is x of months, 5/6, 1/3 and 2/5 of it bad.
 */
typedef struct moving {
    const char *what;
    const char *formats[4];
    double factors[4];
    double values[VALUES_MAX];
    int count;
    double sign; /* patience asked for falls (-1) or rises (+1) with it */
} moving;

static const moving movings[] = {
    {"weakness", {"economy.weakness=%g"}, {1}, {0.8, 1, 1.2, 1.4, 1.8}, 5, -1},
    {"relief", {"relief.value_china=%g"}, {1}, {0.5, 1, 1.3, 1.8, 2.5}, 5, -1},
    {"detection of none and partial",
     {"monitoring.bad_none=%g", "monitoring.mixed_none=%g", "monitoring.bad_partial=%g",
      "monitoring.mixed_partial=%g"},
     {5.0 / 6, 1.0 / 6, 1.0 / 6, 1.0 / 3},
     {0.2, 0.3, 0.4, 0.5, 0.6},
     5,
     -1},
    {"cost of full effort", {"enforcement.cost_full=%g"}, {1}, {0.8, 1.2, 1.6, 2, 2.3}, 5, 1},
    {"false alarms",
     {"monitoring.bad_full=%g", "monitoring.mixed_full=%g"},
     {0.4, 0.6},
     {0.01, 0.02, 0.05, 0.08, 0.12},
     5,
     1},
};
enum { MOVINGS = sizeof movings / sizeof *movings };

static double patience_at(const moving *m, double value)
{
    char texts[4][TEXT_MAX];
    const char *sets[SETS_MAX] = {NULL};
    for (int k = 0; k < 4 && m->formats[k]; k++) {
        const char *equals = strchr(m->formats[k], '=');
        snprintf(texts[k], TEXT_MAX, "%.*s=%g", (int)(equals - m->formats[k]), m->formats[k],
                 m->factors[k] * value);
        sets[k] = texts[k];
    }
    return patience_asked(sets);
}

Test(scenario_signs, patience_asked_for_falls_with_leverage_and_sight_and_rises_with_cost)
{
    for (int k = 0; k < MOVINGS; k++) {
        const moving *m = &movings[k];
        double first = patience_at(m, m->values[0]), before = first, now = first;
        for (int v = 1; v < m->count; v++, before = now) {
            now = patience_at(m, m->values[v]);
            cr_expect(m->sign * (now - before) >= 0, "%s at %g: %g after %g", m->what, m->values[v],
                      now, before);
        }
        cr_expect(m->sign * (now - first) > 0, "%s moves nothing", m->what);
    }
}

/* The exception that students ask about: what makes the state without a deal pleasanter makes the
 * threat of returning to it weaker. A prize for partial effort is had there too. */
Test(scenario_signs, what_sweetens_no_deal_can_make_full_effort_harder)
{
    double less = china_slack(SETS("image.partial=0.2"), 0, full_calm),
           more = china_slack(SETS("image.partial=0.45"), 0, full_calm);
    cr_expect(more < less);
}

/* Where pressure hurts little, punishment is the better life for China, and patience makes that
 * weigh more. */
Test(scenario_signs, patience_does_not_help_where_pressure_is_weak)
{
    const char *const weak[] = {"pressure.harm_china=0.3", NULL};
    cr_expect(china_slack(weak, 0.999, full_calm) / (1 - 0.999) <
              china_slack(weak, 0.9, full_calm) / (1 - 0.9));
    cr_expect(patience_asked(weak) > 0.9999);
}

/* Some say that without linkage the threat behind full effort is gone. Here it is not: relief,
 * pressure and the list remain. */
Test(scenario_signs, full_effort_gets_harder_with_linkage_all_the_way)
{
    static const char *const linkages[] = {"leverage.linkage=0", "leverage.linkage=0.25",
                                           "leverage.linkage=0.5", "leverage.linkage=1",
                                           "leverage.linkage=1.5"};
    double before = INFINITY;
    for (size_t k = 0; k < sizeof linkages / sizeof *linkages; k++) {
        double now = china_slack(SETS(linkages[k]), 0, full_calm);
        cr_expect(now < before, "%s", linkages[k]);
        before = now;
    }
}

/* ---- (ii) crisis and calm ---- */

/* The expected effort, counted 0, 1, 2, of the no-deal play in a state. */
static double effort_in(const thaw_setting *setting, const double *profile, int state)
{
    thaw_move moves[THAW_MOVES];
    int count = thaw_fentanyl_china_actions(setting->fentanyl_state[state], moves);
    const double *chance = profile + thaw_game_action_offset(setting->game, state, THAW_CHINA);
    double effort = 0;
    for (int a = 0; a < count; a++)
        effort += chance[a] * (double)thaw_fentanyl_effort(moves[a]);
    return effort;
}

Test(scenario_signs, no_deal_has_no_more_effort_in_a_crisis_than_in_a_calm)
{
    thaw_scenario scenario = baseline();
    thaw_setting setting = setting_of(&scenario);
    thaw_no_deal no_deal = {0};
    thaw_fault fault;
    cr_assert_eq(thaw_no_deal_solve(&setting, NULL, &no_deal, &fault), THAW_OK);
    static const char *const states[][2] = {{"calm", "crisis"}, {"calm+listed", "crisis+listed"}};
    for (int k = 0; k < 2; k++)
        cr_expect(
            effort_in(&setting, no_deal.profile,
                      thaw_game_find_state(setting.game, states[k][1])) <=
            effort_in(&setting, no_deal.profile, thaw_game_find_state(setting.game, states[k][0])));
    thaw_no_deal_clear(&no_deal);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

static thaw_verdict verdict_of(const char *deal)
{
    thaw_scenario scenario = baseline();
    thaw_setting setting = setting_of(&scenario);
    thaw_deal_answer answer = answer_to(&setting, deal);
    thaw_verdict verdict = answer.verdict;
    thaw_deal_answer_clear(&answer);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
    return verdict;
}

/* The most that a deal can ask for in a calm is full effort, in a crisis it is partial. (China
 * alone would keep the last of these: relief for no effort in all other months. Washington would
 * not.) */
Test(scenario_signs, a_deal_can_ask_for_less_in_a_crisis_than_in_a_calm)
{
    static const char *const in_crisis[] = {
        "relief/full,steady/partial,relief/full,relief/resume@grim",
        "steady/partial,steady/partial,relief/full,relief/resume@grim",
        "steady/partial,steady/partial,steady/full,relief/resume@grim",
        "relief/none,relief/none,relief/full,relief/resume@grim",
    };
    cr_expect_eq(verdict_of("full_calm+delist@grim"), THAW_HOLDS);
    cr_expect_eq(verdict_of("partial@grim"), THAW_HOLDS);
    for (size_t k = 0; k < sizeof in_crisis / sizeof *in_crisis; k++)
        cr_expect_eq(verdict_of(in_crisis[k]), THAW_BREAKS, "%s", in_crisis[k]);
}

/* ---- (iii) a listing that nothing ends ---- */

/* The losses of China's departures in every state of the plan's phase, with those settings; of a
 * deal that starts from the first state listed or not. Free with free(). */
static double *all_losses(const char *const *sets, const char *deal, size_t *count)
{
    thaw_scenario scenario = baseline_with(sets);
    thaw_setting setting;
    thaw_fault fault;
    cr_assert_eq(thaw_setting_of_scenario(&scenario, true, &setting, &fault), THAW_OK);
    thaw_deal_answer answer = answer_to(&setting, deal);
    *count = thaw_game_action_total(setting.game);
    double *losses = malloc(*count * sizeof *losses);
    cr_assert(losses != NULL);
    memcpy(losses, answer.loss, *count * sizeof *losses);
    thaw_deal_answer_clear(&answer);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
    return losses;
}

static void expect_same_losses(const double *one, const double *two, size_t count, bool same)
{
    double widest = 0;
    for (size_t k = 0; k < count; k++)
        if (!isnan(one[k]))
            widest = fmax(widest, fabs(one[k] - two[k]));
    cr_expect(same ? widest < 1e-9 : widest > 1e-3, "%g", widest);
}

/* What being listed costs and brings is in every loss's both sides alike: with rule = fixed no
 * choice changes, whatever the cost. Where the list can be bargained over, it does. */
Test(scenario_signs, a_listing_that_nothing_ends_changes_no_choice)
{
    static const char *const rules[] = {"listing.rule=fixed", "listing.rule=decided"};
    for (int rule = 0; rule < 2; rule++) {
        size_t count, other;
        double *cheap =
                   all_losses(SETS(rules[rule], "listing.cost_china=0", "listing.gain_us=0.05"),
                              full_calm, &count),
               *dear =
                   all_losses(SETS(rules[rule], "listing.cost_china=1.2", "listing.gain_us=0.6"),
                              full_calm, &other);
        cr_assert_eq(count, other);
        expect_same_losses(cheap, dear, count, rule == 0);
        free(cheap);
        free(dear);
    }
}

/* ---- (iv) one side's points ---- */

static void scale(thaw_game *game, int player, double factor)
{
    for (size_t row = 0; row < thaw_game_rows(game); row++)
        game->payoff[row * 2 + (size_t)player] *= factor;
}

typedef struct standing {
    thaw_setting setting;
    thaw_no_deal no_deal;
    thaw_deals deals;
    thaw_deal_answer *answers;
    thaw_best best;
} standing;

/* The standard deals at the scenario with one side's points scaled. */
static void stand(const thaw_scenario *scenario, int player, double factor, standing *s)
{
    thaw_fault fault;
    *s = (standing){.setting = setting_of(scenario)};
    scale(s->setting.game, player, factor);
    cr_assert_eq(thaw_no_deal_solve(&s->setting, NULL, &s->no_deal, &fault), THAW_OK);
    cr_assert_eq(thaw_deals_add_standard(&s->setting, &s->deals, &fault), THAW_OK);
    s->answers = calloc(s->deals.count, sizeof *s->answers);
    cr_assert(s->answers != NULL);
    cr_assert_eq(
        thaw_deals_solve(&s->setting, &s->deals, &s->no_deal, NULL, NULL, 1, s->answers, &fault),
        THAW_OK);
    s->best = thaw_deals_best(&s->setting, &s->deals, s->answers, &s->no_deal);
}

static void leave(standing *s)
{
    for (size_t k = 0; k < s->deals.count; k++)
        thaw_deal_answer_clear(&s->answers[k]);
    free(s->answers);
    thaw_deals_clear(&s->deals);
    thaw_no_deal_clear(&s->no_deal);
    thaw_setting_clear(&s->setting);
}

/* Verdicts, best deals and the other side's losses stay; one's own losses are in the new unit. So
 * thresholds, where losses pass through zero, stay too. That holds as long as the same equilibrium
 * is selected with no deal, which a rescaling can change: test_markov_laws.c has a game. */
Test(scenario_signs, one_side_s_points_in_another_unit_move_no_verdict)
{
    thaw_scenario scenario = baseline();
    standing as_is, scaled;
    stand(&scenario, THAW_US, 1, &as_is);
    for (int player = 0; player < 2; player++) {
        stand(&scenario, player, player ? 2 : 0.5, &scaled);
        for (size_t k = 0; k < as_is.deals.count; k++) {
            cr_expect_eq(scaled.answers[k].verdict, as_is.answers[k].verdict);
            for (int i = 0; i < 2; i++)
                cr_expect_float_eq(scaled.answers[k].breach[i].loss,
                                   as_is.answers[k].breach[i].loss * (i != player ? 1
                                                                      : player    ? 2
                                                                                  : 0.5),
                                   1e-8);
        }
        cr_expect_eq(scaled.best.nash, as_is.best.nash);
        for (int i = 0; i < 2; i++)
            cr_expect_eq(scaled.best.player[i], as_is.best.player[i]);
        leave(&scaled);
    }
    leave(&as_is);
    thaw_scenario_clear(&scenario);
}

/* ---- (v) a compartment ---- */

/* China's payoff this month from an effort rather than none. */
static double worth_of(const thaw_game *game, const char *tension, const char *effort)
{
    int state = thaw_game_find_state(game, tension),
        us = thaw_game_find_action(game, state, THAW_US, "steady"),
        none = thaw_game_find_action(game, state, THAW_CHINA, "none"),
        some = thaw_game_find_action(game, state, THAW_CHINA, effort);
    return game->payoff[thaw_game_row(game, state, (int[]){us, some}) * 2 + 1] -
           game->payoff[thaw_game_row(game, state, (int[]){us, none}) * 2 + 1];
}

/* With no linkage tension enters China's month only through the worth of stability, and through the
 * applause for a freeze, which is no effort. */
Test(scenario_signs, without_linkage_tension_matters_through_stability_alone)
{
    thaw_scenario scenario = baseline_with(SETS("leverage.linkage=0"));
    const thaw_values *v = &scenario.values;
    thaw_setting setting;
    thaw_fault fault;
    cr_assert_eq(thaw_setting_of_scenario(&scenario, true, &setting, &fault), THAW_OK);
    const double fall[2] = {v->stability_weight_calm - v->stability_weight_tense,
                            v->stability_weight_calm - v->stability_weight_crisis};
    static const char *const tensions[2] = {"tense", "crisis"};
    for (int t = 0; t < 2; t++) {
        cr_expect_float_eq(worth_of(setting.game, "calm", "partial") -
                               worth_of(setting.game, tensions[t], "partial"),
                           v->stability_partial * fall[t], 1e-12);
        cr_expect_float_eq(worth_of(setting.game, "calm", "full") -
                               worth_of(setting.game, tensions[t], "full"),
                           v->stability_full * fall[t], 1e-12);
    }
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}
