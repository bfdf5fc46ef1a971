/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every check of the specification of the model, on scenarios/baseline.ini, to the digits given.
 *
 * The figures were computed by an independent prototype before this program was written. Where a
 * person can, they are derived here by hand. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/fentanyl.h"
#include "model/judge.h"
#include "solvers/forecast.h"
#include "solvers/markov.h"
#include "solvers/settings.h"
#include "tests/support/deals.h"
#include "tests/support/scenarios.h"

/* A figure given to so many decimals, of which the last may be off by one. */
#define close_to(actual, expected, decimals, ...)                                                  \
    cr_assert(fabs((actual) - (expected)) <= pow(10, -(decimals)), __VA_ARGS__)

static thaw_scenario scenario;
static thaw_setting setting;

static void set_up(void)
{
    scenario = baseline();
    setting = setting_of(&scenario);
}

static void tear_down(void)
{
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

TestSuite(model_checks, .init = set_up, .fini = tear_down);

static size_t row_of(const char *state, const char *us, const char *china)
{
    const thaw_game *game = setting.game;
    int s = thaw_game_find_state(game, state);
    cr_assert_geq(s, 0);
    int actions[2] = {thaw_game_find_action(game, s, THAW_US, us),
                      thaw_game_find_action(game, s, THAW_CHINA, china)};
    cr_assert(actions[0] >= 0 && actions[1] >= 0);
    return thaw_game_row(game, s, actions);
}

/* By hand, in calm+listed. Full effort averts 60000 / 12 * 0.20 = 1000 deaths a month, 600 after
 * erosion, worth 600 * 12.5 * 0.5 / 1000 = 3.75; partial 60000 / 12 * 0.08 * 0.35 = 140, worth
 * 0.875. Being listed is worth 0.2 to the US and costs China 0.5.
 *
 *   US:    steady/none 0.2; relief costs 0.9; pressure brings 0.6 - 0.5 = 0.1.
 *   China: steady/none -0.5 - 0.2 (the coalition) = -0.7; relief brings 1, pressure costs 1;
 *          partial -0.3 + 0.2 + 0.25 - 0.8 * 0.35 - 0.1 - 0.5 = -0.73;
 *          full    -2 + 0.4 + 0.4 - 0.8 - 0.5 = -2.5. */
Test(model_checks, payoffs_of_a_calm_listed_month)
{
    static const char *const stances[] = {"relief", "steady", "pressure"};
    static const char *const efforts[] = {"none", "partial", "full"};
    static const double expected[3][3][2] = {{{-0.70, 0.30}, {0.175, 0.27}, {3.05, -1.50}},
                                             {{0.20, -0.70}, {1.075, -0.73}, {3.95, -2.50}},
                                             {{0.30, -1.70}, {1.175, -1.73}, {4.05, -3.50}}};
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++) {
            size_t row = row_of("calm+listed", stances[a], efforts[b]);
            for (int i = 0; i < 2; i++)
                cr_assert_float_eq(setting.game->payoff[row * 2 + (size_t)i], expected[a][b][i],
                                   1e-12, "%s/%s", stances[a], efforts[b]);
        }
}

/* By hand: nothing raises tension with chance (1 - 0.1 * 0.6)(1 - 0.09 * 0.1) = 0.93154. A calm
 * month then stays calm with chance 0.64: 0.596; a tense one turns calm with 0.16: 0.149, crisis
 * with 0.02 of that or when raised: 0.0186 + 0.0685 = 0.087. The channel freezes with chance 1 - (1
 * - 0.1 * 0.1)(1 - 0.09 * 0.05) = 0.0145. */
Test(model_checks, next_month_after_steady_none)
{
    static const char *const from[] = {"calm", "tense", "crisis"};
    static const double expected[3][3] = {
        {0.596, 0.404, 0.000}, {0.149, 0.764, 0.087}, {0.028, 0.578, 0.394}};
    for (int t = 0; t < 3; t++) {
        const double *next =
            setting.game->next + row_of(from[t], "steady", "none") * (size_t)setting.game->states;
        double to[3] = {0, 0, 0}, freezes = 0;
        for (int s = 0; s < setting.game->states; s++) {
            to[thaw_fentanyl_tension(setting.fentanyl_state[s])] += next[s];
            freezes += thaw_fentanyl_frozen(setting.fentanyl_state[s]) ? next[s] : 0;
        }
        for (int u = 0; u < 3; u++)
            close_to(to[u], expected[t][u], 3, "%s to %s: %g", from[t], from[u], to[u]);
        close_to(freezes, 0.0145, 4, "%s freezes with chance %g", from[t], freezes);
    }
}

/* ---- no deal ---- */

static thaw_no_deal no_deal_of(const thaw_setting *of)
{
    thaw_no_deal no_deal;
    thaw_fault fault = {0};
    cr_assert_eq(thaw_no_deal_solve(of, NULL, &no_deal, &fault), THAW_OK, "%s", fault.text);
    cr_assert_eq(no_deal.result.outcome, THAW_OUTCOME_CONVERGED);
    return no_deal;
}

static double chance_of(const thaw_no_deal *no_deal, const char *state, int player,
                        const char *action)
{
    int s = thaw_game_find_state(setting.game, state);
    int a = thaw_game_find_action(setting.game, s, player, action);
    return no_deal->profile[thaw_game_action_offset(setting.game, s, player) + (size_t)a];
}

Test(model_checks, no_deal_is_a_waiting_game)
{
    thaw_no_deal no_deal = no_deal_of(&setting);
    close_to(chance_of(&no_deal, "calm+listed+frozen", THAW_US, "relief"), 0.171, 3, "relief");
    close_to(chance_of(&no_deal, "calm+listed+frozen", THAW_CHINA, "resume"), 0.548, 3, "resume");
    close_to(chance_of(&no_deal, "crisis+listed", THAW_CHINA, "freeze"), 0.769, 3, "freeze");
    const double *values = no_deal.values + 2 * thaw_game_find_state(setting.game, "calm+listed");
    close_to(values[THAW_US], 0.349, 3, "US value %g", values[THAW_US]);
    close_to(values[THAW_CHINA], -1.704, 3, "China's value %g", values[THAW_CHINA]);
    cr_assert_leq(no_deal.result.judgement.regret, 1e-9 * thaw_game_widest_range(setting.game));
    cr_assert(!no_deal.result.branches && no_deal.result.isolated);
    thaw_no_deal_clear(&no_deal);
}

Test(model_checks, how_long_a_freeze_lasts)
{
    static const char *const begun[] = {"calm+listed+frozen", "tense+listed+frozen",
                                        "crisis+listed+frozen"};
    static const double expected[] = {7.80, 7.89, 8.62};
    thaw_no_deal no_deal = no_deal_of(&setting);
    bool frozen[THAW_FENTANYL_STATES];
    double months[THAW_FENTANYL_STATES];
    for (int s = 0; s < setting.game->states; s++)
        frozen[s] = thaw_fentanyl_frozen(setting.fentanyl_state[s]);
    cr_assert_eq(thaw_duration(setting.game, no_deal.profile, frozen, months, NULL), THAW_OK);
    for (int k = 0; k < 3; k++)
        close_to(months[thaw_game_find_state(setting.game, begun[k])], expected[k], 2, "%s",
                 begun[k]);
    thaw_no_deal_clear(&no_deal);
}

/* ---- there is no pure Markov equilibrium ---- */

/* China's pure plans that can be part of a Markov equilibrium. Where two of its actions lead to the
 * same next months whatever the US does, the one that pays less whatever the US does cannot be
 * played. What is left is counted through like an odometer. */
typedef struct plans {
    int count[THAW_FENTANYL_STATES], action[THAW_FENTANYL_STATES][4], at[THAW_FENTANYL_STATES];
} plans;

static bool pays_less_for_sure(int state, int a, int b)
{
    const thaw_game *game = setting.game;
    for (int us = 0; us < thaw_game_action_count(game, state, THAW_US); us++) {
        size_t one = thaw_game_row(game, state, (int[]){us, a}),
               two = thaw_game_row(game, state, (int[]){us, b});
        if (!(game->payoff[one * 2 + 1] < game->payoff[two * 2 + 1] - 1e-9))
            return false;
        for (int s = 0; s < game->states; s++)
            if (fabs(game->next[one * (size_t)game->states + (size_t)s] -
                     game->next[two * (size_t)game->states + (size_t)s]) > 1e-14)
                return false;
    }
    return true;
}

static plans undominated_plans(void)
{
    plans p = {{0}, {{0}}, {0}};
    for (int s = 0; s < setting.game->states; s++)
        for (int a = 0; a < thaw_game_action_count(setting.game, s, THAW_CHINA); a++) {
            bool dominated = false;
            for (int b = 0; b < thaw_game_action_count(setting.game, s, THAW_CHINA); b++)
                dominated = dominated || pays_less_for_sure(s, a, b);
            if (!dominated)
                p.action[s][p.count[s]++] = a;
        }
    return p;
}

static bool next_plan(plans *p)
{
    for (int s = 0; s < setting.game->states; s++) {
        if (++p->at[s] < p->count[s])
            return true;
        p->at[s] = 0;
    }
    return false;
}

static void play(double *profile, int state, int player, int action)
{
    double *own = profile + thaw_game_action_offset(setting.game, state, player);
    memset(own, 0, (size_t)thaw_game_action_count(setting.game, state, player) * sizeof *own);
    own[action] = 1;
}

/* Makes the US reply best in every state, by policy iteration (Howard 1960). *doubt falls to the
 * smallest loss from another reply: where it is 0 the best reply is not unique. */
static void best_reply_of_us(double *profile, double *values, double *loss, double *doubt)
{
    const thaw_game *game = setting.game;
    for (bool changed = true; changed;) {
        thaw_judgement judgement;
        cr_assert_eq(thaw_evaluate(game, profile, values, NULL), THAW_OK);
        cr_assert_eq(thaw_judge(game, profile, values, NULL, loss, &judgement, NULL), THAW_OK);
        changed = false;
        for (int s = 0; s < game->states; s++) {
            size_t at = thaw_game_action_offset(game, s, THAW_US);
            int best = 0;
            for (int a = 1; a < thaw_game_action_count(game, s, THAW_US); a++)
                best = loss[at + (size_t)a] < loss[at + (size_t)best] ? a : best;
            if (loss[at + (size_t)best] < -1e-12) {
                play(profile, s, THAW_US, best);
                changed = true;
            }
        }
    }
    for (int s = 0; s < game->states; s++)
        for (int a = 0; a < thaw_game_action_count(game, s, THAW_US); a++) {
            size_t cell = thaw_game_action_offset(game, s, THAW_US) + (size_t)a;
            if (profile[cell] == 0)
                *doubt = fmin(*doubt, loss[cell]);
        }
}

/* A pure equilibrium is a plan of China's and a best reply of the US's to which the plan is a best
 * reply. For each plan of China's the best reply of the US is found, unique, and China then gains
 * by departing. */
Test(model_checks, no_pure_markov_equilibrium_at_baseline)
{
    const thaw_game *game = setting.game;
    size_t total = thaw_game_action_total(game);
    double *profile = calloc(total, sizeof *profile), *loss = calloc(total, sizeof *loss);
    double values[THAW_FENTANYL_STATES * 2], doubt = HUGE_VAL, least_gain = HUGE_VAL;
    long searched = 0;
    cr_assert(profile && loss);
    plans p = undominated_plans();
    for (int s = 0; s < game->states; s++)
        play(profile, s, THAW_US, 0);
    do {
        for (int s = 0; s < game->states; s++)
            play(profile, s, THAW_CHINA, p.action[s][p.at[s]]);
        best_reply_of_us(profile, values, loss, &doubt);
        double gain = 0;
        for (int s = 0; s < game->states; s++)
            for (int a = 0; a < thaw_game_action_count(game, s, THAW_CHINA); a++)
                gain = fmax(gain, -loss[thaw_game_action_offset(game, s, THAW_CHINA) + (size_t)a]);
        least_gain = fmin(least_gain, gain);
        searched++;
    } while (next_plan(&p));
    /* open and calm or crisis: none, freeze; tense: none, partial, freeze; frozen: stay, resume */
    cr_assert_eq(searched, 2 * 2 * 2 * 2 * 3 * 3 * 64);
    cr_assert_gt(doubt, 1e-9, "a best reply of the US is not unique: %g", doubt);
    cr_assert_gt(least_gain, 1e-6, "a pure equilibrium, but for %g", least_gain);
    free(profile);
    free(loss);
}

/* ---- deals ---- */

typedef struct check {
    const char *rule, *deal;
    double slack[2];
    int decimals[2];
    thaw_verdict verdict;
    int binds; /* this player, in this state, by this action; -1: not given */
    const char *state, *action;
} check;

static const check checks[] = {
    {"decided",
     "partial_pressure@trigger:12",
     {0.0479, 0.0079},
     {4, 4},
     THAW_HOLDS,
     THAW_CHINA,
     "tense+listed",
     "none"},
    {"decided",
     "partial_pressure+delist@trigger:12",
     {0.0596, 0.0138},
     {4, 4},
     THAW_HOLDS,
     -1,
     "",
     ""},
    {"decided",
     "full_calm@trigger:12",
     {0.1067, -0.0137},
     {4, 4},
     THAW_BREAKS,
     THAW_CHINA,
     "calm+listed",
     "partial"},
    {"decided", "full_calm@grim", {0.335, -0.0068}, {3, 4}, THAW_BREAKS, -1, "", ""},
    {"decided", "full_calm+delist@grim", {0.335, 0.0013}, {3, 4}, THAW_HOLDS, -1, "", ""},
    {"decided",
     "partial@trigger:12",
     {0.0390, -0.0078},
     {4, 4},
     THAW_BREAKS,
     THAW_CHINA,
     "crisis+listed",
     "none"},
    {"decided", "partial@grim", {0.160, 0.0065}, {3, 4}, THAW_HOLDS, -1, "", ""},
    {"decided",
     "full@grim",
     {0.683, -0.153},
     {3, 3},
     THAW_BREAKS,
     THAW_CHINA,
     "crisis+listed",
     "freeze"},
    {"decided",
     "partial_pause@trigger:3",
     {-0.0372, 0.0008},
     {4, 4},
     THAW_BREAKS,
     THAW_US,
     "crisis+frozen",
     "pressure"},
    {"fixed", "partial_pressure@trigger:12", {0.0896, 0.0079}, {4, 4}, THAW_HOLDS, -1, "", ""},
};

static thaw_setting with_rule(const char *rule, thaw_scenario *of)
{
    char set[64];
    snprintf(set, sizeof set, "listing.rule=%s", rule);
    *of = baseline_with(SETS(set));
    return setting_of(of);
}

Test(model_checks, slacks_of_deals)
{
    for (size_t k = 0; k < sizeof checks / sizeof *checks; k++) {
        const check *c = &checks[k];
        thaw_scenario own;
        thaw_setting in = with_rule(c->rule, &own);
        thaw_deal_answer answer = answer_to(&in, c->deal);
        cr_assert_eq(answer.verdict, c->verdict, "%s", c->deal);
        for (int i = 0; i < 2; i++)
            close_to(thaw_slack(&answer, i), c->slack[i], c->decimals[i], "%s: slack %g of %d",
                     c->deal, thaw_slack(&answer, i), i);
        if (c->binds >= 0) {
            const thaw_departure *least = &answer.breach[c->binds];
            cr_assert_str_eq(departure_state(&in, least), c->state);
            cr_assert_str_eq(departure_action(&in, least, c->binds), c->action);
        }
        cr_assert_leq(answer.punishment.judgement.regret, 1e-9 * thaw_game_widest_range(in.game),
                      "%s", c->deal);
        thaw_deal_answer_clear(&answer);
        thaw_setting_clear(&in);
        thaw_scenario_clear(&own);
    }
}

/* slack / (1 - d): 0.08956 / 0.035 and 0.00792 / 0.01. */
Test(model_checks, prices_with_the_listing_fixed)
{
    static const struct {
        const char *deal;
        double price[2];
    } expected[] = {{"partial_pressure@trigger:12", {2.559, 0.792}},
                    {"partial@grim", {6.293, 0.650}}};
    thaw_scenario own;
    thaw_setting in = with_rule("fixed", &own);
    for (size_t k = 0; k < 2; k++) {
        thaw_deal_answer answer = answer_to(&in, expected[k].deal);
        for (int i = 0; i < 2; i++)
            close_to(thaw_price(thaw_slack(&answer, i), in.game->discount[i]), expected[k].price[i],
                     3, "%s", expected[k].deal);
        thaw_deal_answer_clear(&answer);
    }
    thaw_setting_clear(&in);
    thaw_scenario_clear(&own);
}

/* The best of the search with the listing fixed, by its values in calm+listed. */
Test(model_checks, full_effort_in_calm_months_under_grim)
{
    thaw_scenario own;
    thaw_setting in = with_rule("fixed", &own);
    thaw_deal_answer answer =
        answer_to(&in, "steady/full,steady/none,pressure/none,relief/resume@grim");
    cr_assert_eq(answer.verdict, THAW_HOLDS);
    close_to(answer.values[in.initial * 2 + THAW_US], 1.066, 3, "US");
    close_to(answer.values[in.initial * 2 + THAW_CHINA], -1.515, 3, "China");
    thaw_deal_answer_clear(&answer);
    thaw_setting_clear(&in);
    thaw_scenario_clear(&own);
}

/* ---- thresholds, as verdicts on both sides of them ---- */

static thaw_deal_answer with(const char *key, double value, const char *deal)
{
    char set[96];
    snprintf(set, sizeof set, "%s=%.17g", key, value);
    thaw_scenario own = baseline_with(SETS("listing.rule=fixed", set));
    thaw_setting in = setting_of(&own);
    thaw_deal_answer answer = answer_to(&in, deal);
    thaw_setting_clear(&in);
    thaw_scenario_clear(&own);
    return answer;
}

static thaw_verdict verdict_with(const char *key, double value, const char *deal)
{
    thaw_deal_answer answer = with(key, value, deal);
    thaw_verdict verdict = answer.verdict;
    thaw_deal_answer_clear(&answer);
    return verdict;
}

/* By hand, why it is tied at 0: partial effort in a crisis, where none is promised, then pays
 * -0.3 + 0.2 - 0.1 (enforcement, image, half the coalition's cost), as much as none, -0.2; it leads
 * to the same next month, and more than promised is never a lapse. */
Test(model_checks, full_calm_holds_below_linkage_0_4618)
{
    static const char key[] = "leverage.linkage", deal[] = "full_calm@grim";
    thaw_deal_answer compartment = with(key, 0, deal);
    cr_assert_eq(compartment.verdict, THAW_HOLDS);
    cr_assert(compartment.tied);
    thaw_deal_answer_clear(&compartment);
    cr_assert_eq(verdict_with(key, 0.2, deal), THAW_HOLDS);
    cr_assert_eq(verdict_with(key, 0.46175, deal), THAW_HOLDS);
    cr_assert_eq(verdict_with(key, 0.46185, deal), THAW_BREAKS);
    cr_assert_eq(verdict_with(key, 1.5, deal), THAW_BREAKS);
}

Test(model_checks, root_in_chinas_discount_factor)
{
    static const char key[] = "china.discount", deal[] = "partial_pressure@trigger:12";
    thaw_deal_answer below = with(key, 0.70657, deal), above = with(key, 0.70659, deal);
    cr_assert_eq(below.verdict, THAW_BREAKS);
    cr_assert_eq(above.verdict, THAW_HOLDS);
    /* a root: the slack passes through 0 */
    cr_assert_lt(fabs(thaw_slack(&below, THAW_CHINA)), 1e-5);
    cr_assert_lt(fabs(thaw_slack(&above, THAW_CHINA)), 1e-5);
    thaw_deal_answer_clear(&below);
    thaw_deal_answer_clear(&above);
}

/* Where pressure in a tense month costs what it brings, 0.8, it stops: the stick is gone. */
Test(model_checks, jump_where_pressure_stops_paying)
{
    static const char key[] = "pressure.cost_us", deal[] = "partial_pressure@trigger:12";
    thaw_deal_answer below = with(key, 0.8 - 1e-6, deal), above = with(key, 0.8 + 1e-6, deal);
    close_to(thaw_slack(&below, THAW_CHINA), 0.0047, 4, "below %g", thaw_slack(&below, THAW_CHINA));
    close_to(thaw_slack(&above, THAW_CHINA), -0.0142, 4, "above %g",
             thaw_slack(&above, THAW_CHINA));
    thaw_deal_answer_clear(&below);
    thaw_deal_answer_clear(&above);
}
