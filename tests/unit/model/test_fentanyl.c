/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fentanyl game: payoffs term by term, the law of the next month, signals. Figures are derived
 * by hand from the formulas of docs/model.md. */
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/fentanyl.h"
#include "tests/support/scenarios.h"

static thaw_scenario scenario;
static thaw_game *game;

/* Replaces the game by that of the baseline with settings. */
static void with(const char *const *sets)
{
    thaw_game_free(game);
    thaw_scenario_clear(&scenario);
    scenario = baseline_with(sets);
    cr_assert_eq(thaw_fentanyl_game(&scenario, &game, NULL), THAW_OK);
}

static void set_up(void)
{
    thaw_scenario_init(&scenario);
    with(NULL);
}

static void tear_down(void)
{
    thaw_game_free(game);
    thaw_scenario_clear(&scenario);
}

TestSuite(fentanyl, .init = set_up, .fini = tear_down);

static size_t row_of(const char *state, const char *us, const char *china)
{
    int s = thaw_game_find_state(game, state);
    int actions[2] = {thaw_game_find_action(game, s, THAW_US, us),
                      thaw_game_find_action(game, s, THAW_CHINA, china)};
    cr_assert(actions[0] >= 0 && actions[1] >= 0, "%s %s/%s", state, us, china);
    return thaw_game_row(game, s, actions);
}

static void expect_payoffs(const char *state, const char *us, const char *china, double to_us,
                           double to_china)
{
    const double *u = game->payoff + row_of(state, us, china) * 2;
    cr_assert_float_eq(u[THAW_US], to_us, 1e-12, "%s %s/%s: US %.12g", state, us, china, u[0]);
    cr_assert_float_eq(u[THAW_CHINA], to_china, 1e-12, "%s %s/%s: China %.12g", state, us, china,
                       u[1]);
}

static double chance(const char *state, const char *us, const char *china, const char *next)
{
    return game->next[row_of(state, us, china) * THAW_FENTANYL_STATES +
                      (size_t)thaw_game_find_state(game, next)];
}

static double signal_chance(const char *state, const char *us, const char *china,
                            const char *signal)
{
    for (int k = 0; k < game->signals; k++)
        if (strcmp(game->signal_name[k], signal) == 0)
            return game->signal[row_of(state, us, china) * (size_t)game->signals + (size_t)k];
    cr_assert_fail("there is no signal %s", signal);
    return -1;
}

/* ---- the shape ---- */

Test(fentanyl, it_is_a_valid_game)
{
    static const char *const rules[] = {"listing.rule=decided", "listing.rule=conditional",
                                        "listing.rule=fixed", "monitoring.kind=perfect"};
    for (int k = 0; k < 4; k++) {
        with(SETS(rules[k]));
        thaw_faults faults = {0};
        cr_assert_eq(thaw_game_validate(game, &faults), THAW_OK, "%s", rules[k]);
        thaw_faults_clear(&faults);
    }
}

Test(fentanyl, announcements_exist_only_where_they_mean_something)
{
    cr_assert_eq(thaw_game_action_count(game, thaw_game_find_state(game, "calm"), THAW_US), 3);
    cr_assert_eq(thaw_game_action_count(game, thaw_game_find_state(game, "calm+listed"), THAW_US),
                 5);
    cr_assert_eq(thaw_game_action_count(game, thaw_game_find_state(game, "calm"), THAW_CHINA), 4);
    cr_assert_eq(
        thaw_game_action_count(game, thaw_game_find_state(game, "calm+frozen"), THAW_CHINA), 2);
    with(SETS("listing.rule=fixed"));
    cr_assert_eq(thaw_game_action_count(game, thaw_game_find_state(game, "calm+listed"), THAW_US),
                 3);
}

Test(fentanyl, states_are_numbered_as_documented)
{
    static const char *const names[] = {"calm", "calm+frozen", "calm+listed", "calm+listed+frozen",
                                        "tense"};
    for (int s = 0; s < 5; s++)
        cr_assert_str_eq(game->state_name[s], names[s]);
    for (int s = 0; s < THAW_FENTANYL_STATES; s++)
        cr_assert_eq(thaw_fentanyl_state(thaw_fentanyl_tension(s), thaw_fentanyl_listed(s),
                                         thaw_fentanyl_frozen(s)),
                     s);
}

/* ---- payoffs ---- */

/* Tense, unlisted, relief/partial: US 0.875 - 1.3; China -0.3 + 0.2 + 0.25 * 0.6 - 1.2 * 0.35 - 0.1
 * + 1. Crisis, listed, pressure/freeze: US 1.1 - 0.5 + 0.2 - 0.3; China -0.2 - 1 - 0.5 - 0.2 + 0.5.
 * Frozen calm, steady/resume: US -0.3; China -0.2 - 0.2. */
Test(fentanyl, payoffs_elsewhere)
{
    expect_payoffs("tense", "relief", "partial", -0.425, 0.53);
    expect_payoffs("crisis+listed", "pressure", "freeze", 0.5, -1.4);
    expect_payoffs("calm+frozen", "steady", "resume", -0.3, -0.4);
    expect_payoffs("calm+frozen", "relief", "stay", -1.2, 0.6);
}

/* An election year: pressure's reward times 2, the listing's too, relief's cost times 1.5. */
Test(fentanyl, election_years_magnify)
{
    with(SETS("election.year=yes"));
    expect_payoffs("calm+listed", "pressure", "none", 0.6 * 2 - 0.5 + 0.4, -1.7);
    expect_payoffs("calm+listed", "relief", "none", -0.9 * 1.5 + 0.4, 0.3);
}

/* Demand reduction of one half lowers deaths and leverage by a fifth; Mexico's full effort raises B
 * by a quarter; the US credits 90%; a weaker economy scales relief, pressure and stability. */
Test(fentanyl, factors_of_the_payoffs)
{
    with(SETS("stakes.demand_reduction=0.5", "mexico.effort=1", "perception.gap_us=0.1",
              "economy.weakness=1.5", "relief.disbelief=0.2", "leverage.linkage=2"));
    expect_payoffs("calm", "relief", "full", 3.75 * 0.8 * 1.25 * 0.9 - 0.9,
                   -2 + 0.4 + 0.4 * 1.5 - 2 * 0.8 * 0.8 + 1.5 * 0.8);
    expect_payoffs("calm", "pressure", "none", 0.1, -0.2 - 1.5);
}

Test(fentanyl, payoffs_are_the_sums_of_their_terms)
{
    for (int s = 0; s < THAW_FENTANYL_STATES; s++) {
        thaw_stance stances[THAW_STANCES];
        thaw_move moves[THAW_MOVES];
        int us = thaw_fentanyl_us_actions(&scenario, s, stances),
            china = thaw_fentanyl_china_actions(s, moves);
        for (int a = 0; a < us; a++)
            for (int b = 0; b < china; b++) {
                thaw_term terms[THAW_TERMS_MAX];
                int count =
                    thaw_fentanyl_terms(&scenario, s, (thaw_pair){stances[a], moves[b]}, terms);
                double sum[2] = {0, 0};
                cr_assert_leq(count, THAW_TERMS_MAX);
                for (int k = 0; k < count; k++)
                    sum[terms[k].player] += terms[k].amount;
                const double *u = game->payoff + thaw_game_row(game, s, (int[]){a, b}) * 2;
                cr_assert(sum[0] == u[0] && sum[1] == u[1]);
            }
    }
}

/* 60000 / 12 * 0.2 * 0.6 and 60000 / 12 * 0.08 * 0.35. */
Test(fentanyl, lives)
{
    cr_assert_float_eq(thaw_fentanyl_lives(&scenario, THAW_FULL), 600, 1e-9);
    cr_assert_float_eq(thaw_fentanyl_lives(&scenario, THAW_PARTIAL), 140, 1e-9);
    cr_assert_float_eq(thaw_fentanyl_lives(&scenario, THAW_FREEZE), 0, 0);
}

/* ---- the next month ---- */

/* One shock, rate 1/2, severity 0.6, freeze 0.4: neither 1 - 0.5 (1 - 0.4 * 0.6) = 0.62, not raised
 * 0.7, not struck 0.8: raised only 0.18, struck only 0.08, both 0.12. With no drift and the listing
 * fixed a calm open month goes to the four months with those chances. */
Test(fentanyl, shocks_raise_and_freeze_together)
{
    with(SETS("shock.taiwan_visit.rate=0.5", "shock.taiwan_visit.severity=0.6",
              "shock.taiwan_visit.freeze=0.4", "shock.indictments.rate=0",
              "tension.calm_to_tense=0", "listing.rule=fixed"));
    cr_assert_float_eq(chance("calm", "steady", "none", "calm"), 0.62, 1e-15);
    cr_assert_float_eq(chance("calm", "steady", "none", "tense"), 0.18, 1e-15);
    cr_assert_float_eq(chance("calm", "steady", "none", "calm+frozen"), 0.08, 1e-15);
    cr_assert_float_eq(chance("calm", "steady", "none", "tense+frozen"), 0.12, 1e-15);
}

/* Pressure adds an independent chance of raising tension. */
Test(fentanyl, pressure_raises_tension)
{
    with(SETS("tension.pressure_raises=0.1", "shock.taiwan_visit.rate=0",
              "shock.indictments.rate=0", "tension.calm_to_tense=0", "listing.rule=fixed"));
    cr_assert_float_eq(chance("calm", "steady", "none", "tense"), 0, 0);
    cr_assert_float_eq(chance("calm", "pressure", "none", "tense"), 0.1, 1e-15);
    cr_assert_float_eq(chance("crisis", "pressure", "none", "crisis"), 1 - 0.9 * 0.65, 1e-15);
}

/* 0.03 of staying tense moves to calm when there is effort, in tense months only. */
/* The chances of next month's states, summed over everything that the shocks from number k on and
 * pressure can do, each outcome weighted with its chance. */
static void average_over_shocks(size_t k, double weight, bool raised, bool struck, int state,
                                thaw_pair pair, double *average)
{
    if (k == scenario.shock_count) {
        double presses = pair.us == THAW_PRESSURE ? scenario.values.tension_pressure_raises : 0;
        for (int p = 0; p < 2; p++) {
            double next[THAW_FENTANYL_STATES];
            thaw_fentanyl_next(&scenario, state, pair, raised || p, struck, next);
            for (int s = 0; s < THAW_FENTANYL_STATES; s++)
                average[s] += weight * (p ? presses : 1 - presses) * next[s];
        }
        return;
    }
    const thaw_shock *shock = &scenario.shocks[k];
    average_over_shocks(k + 1, weight * (1 - shock->rate), raised, struck, state, pair, average);
    for (int raises = 0; raises < 2; raises++)
        for (int freezes = 0; freezes < 2; freezes++)
            average_over_shocks(k + 1,
                                weight * shock->rate *
                                    (raises ? shock->severity : 1 - shock->severity) *
                                    (freezes ? shock->freeze : 1 - shock->freeze),
                                raised || raises, struck || freezes, state, pair, average);
}

static void expect_average(int state)
{
    thaw_stance stances[THAW_STANCES];
    thaw_move moves[THAW_MOVES];
    int us = thaw_fentanyl_us_actions(&scenario, state, stances),
        china = thaw_fentanyl_china_actions(state, moves);
    for (int a = 0; a < us; a++)
        for (int b = 0; b < china; b++) {
            double average[THAW_FENTANYL_STATES] = {0};
            thaw_pair pair = {stances[a], moves[b]};
            average_over_shocks(0, 1, false, false, state, pair, average);
            size_t row = thaw_game_row(game, state, (int[]){a, b});
            for (int s = 0; s < THAW_FENTANYL_STATES; s++)
                cr_assert_float_eq(average[s], game->next[row * THAW_FENTANYL_STATES + (size_t)s],
                                   1e-12, "%s, actions %d and %d, to %s: %.17g",
                                   thaw_fentanyl_state_name(state), a, b,
                                   thaw_fentanyl_state_name(s), average[s]);
        }
}

/* What a month brings given its shocks, averaged over the shocks one by one, is the game's row:
 * the joint law of raised and struck, which the rows use, says the same as the shocks. */
Test(fentanyl, the_law_given_the_shocks_averages_to_the_rows)
{
    const char *const *const cases[] = {
        NULL,
        SETS("tension.pressure_raises=0.3", "shock.taiwan_visit.freeze=0.7"),
        SETS("listing.rule=conditional", "shock.taiwan_visit.rate=1"),
        SETS("listing.rule=fixed", "shock.indictments.severity=1", "freeze.summit=0.5"),
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        with(cases[k]);
        for (int s = 0; s < THAW_FENTANYL_STATES; s++)
            expect_average(s);
    }
}

Test(fentanyl, cooperation_calms)
{
    static const double unraised = 0.93154;
    double calm[2] = {0, 0};
    static const char *const next[] = {"calm", "calm+frozen"};
    for (int k = 0; k < 2; k++) {
        calm[0] += chance("tense", "steady", "none", next[k]);
        calm[1] += chance("tense", "steady", "partial", next[k]);
    }
    cr_assert_float_eq(calm[0], 0.16 * unraised, 1e-12);
    cr_assert_float_eq(calm[1], 0.19 * unraised, 1e-12);
    cr_assert_float_eq(chance("calm", "steady", "partial", "calm"),
                       chance("calm", "steady", "none", "calm"), 0);
}

/* What is left of staying, when there is less than cooperation would move. */
Test(fentanyl, cooperation_calms_no_more_than_there_is)
{
    with(SETS("tension.tense_to_calm=0.7", "tension.tense_to_crisis=0.29",
              "shock.taiwan_visit.rate=0", "shock.indictments.rate=0", "listing.rule=fixed"));
    cr_assert_float_eq(chance("tense", "steady", "full", "calm"), 0.71, 1e-12);
    cr_assert_float_eq(chance("tense", "steady", "full", "tense"), 0, 1e-12);
}

static double thaws(const char *us, const char *china)
{
    double sum = 0;
    for (int s = 0; s < THAW_FENTANYL_STATES; s++)
        if (!thaw_fentanyl_frozen(s))
            sum += game->next[row_of("calm+frozen", us, china) * THAW_FENTANYL_STATES + (size_t)s];
    return sum;
}

/* Unless struck (0.9855 not): summit 0.02; resuming alone succeeds with 0.05; with relief surely.
 */
Test(fentanyl, how_a_frozen_channel_reopens)
{
    static const double unstruck = 0.99 * 0.9955;
    cr_assert_float_eq(thaws("relief", "stay"), 0.02 * unstruck, 1e-12);
    cr_assert_float_eq(thaws("steady", "resume"), (1 - 0.95 * 0.98) * unstruck, 1e-12);
    cr_assert_float_eq(thaws("relief", "resume"), unstruck, 1e-12);
}

Test(fentanyl, china_can_freeze)
{
    double open = 0;
    for (int s = 0; s < THAW_FENTANYL_STATES; s++)
        open += thaw_fentanyl_frozen(s)
                    ? 0
                    : chance("calm", "relief", "freeze", thaw_fentanyl_state_name(s));
    cr_assert_float_eq(open, 0, 1e-15);
}

/* ---- the listing ---- */

static double listed_after(const char *state, const char *us, const char *china)
{
    double sum = 0;
    for (int s = 0; s < THAW_FENTANYL_STATES; s++)
        if (thaw_fentanyl_listed(s))
            sum += chance(state, us, china, thaw_fentanyl_state_name(s));
    return sum;
}

Test(fentanyl, a_review_does_what_was_announced)
{
    double review = scenario.values.listing_review;
    cr_assert_float_eq(listed_after("calm+listed", "delist", "none"), 1 - review, 1e-12);
    cr_assert_float_eq(listed_after("calm+listed", "relief+delist", "none"), 1 - review, 1e-12);
    cr_assert_float_eq(listed_after("calm+listed", "steady", "full"), 1, 1e-12);
    cr_assert_float_eq(listed_after("calm", "pressure", "none"), review, 1e-12);
    cr_assert_float_eq(listed_after("calm", "relief", "none"), 0, 1e-12);
}

/* A signal of the review's own: full effort is taken for good with 0.95, partial with 0.85, none
 * with 0.70; frozen months have none. */
Test(fentanyl, a_review_can_depend_on_effort)
{
    with(SETS("listing.rule=conditional"));
    double review = scenario.values.listing_review;
    cr_assert_float_eq(listed_after("calm+listed", "steady", "full"), 1 - review * 0.95, 1e-12);
    cr_assert_float_eq(listed_after("calm", "steady", "partial"), review * 0.15, 1e-12);
    cr_assert_float_eq(listed_after("calm", "steady", "none"), review * 0.30, 1e-12);
    cr_assert_float_eq(listed_after("calm", "steady", "freeze"), review, 1e-12);
    cr_assert_float_eq(listed_after("calm+listed+frozen", "relief", "resume"), 1, 1e-12);
    with(SETS("listing.rule=conditional", "monitoring.kind=perfect"));
    cr_assert_float_eq(listed_after("calm+listed", "steady", "full"), 1 - review, 1e-12);
    cr_assert_float_eq(listed_after("calm+listed", "steady", "partial"), 1, 1e-12);
}

Test(fentanyl, a_fixed_listing_stays)
{
    with(SETS("listing.rule=fixed"));
    cr_assert_float_eq(listed_after("calm+listed", "relief", "full"), 1, 1e-12);
    cr_assert_float_eq(listed_after("calm", "pressure", "none"), 0, 1e-12);
}

/* ---- signals ---- */

Test(fentanyl, effort_is_seen_through_noise)
{
    cr_assert_float_eq(signal_chance("calm", "steady", "none", "steady/bad"), 0.25, 0);
    cr_assert_float_eq(signal_chance("calm", "steady", "none", "steady/mixed"), 0.05, 0);
    cr_assert_float_eq(signal_chance("calm", "steady", "none", "steady/good"), 0.70, 1e-15);
    cr_assert_float_eq(signal_chance("crisis", "relief", "full", "relief/good"), 0.95, 1e-15);
    cr_assert_float_eq(signal_chance("crisis", "relief", "full", "steady/good"), 0, 0);
    cr_assert_float_eq(signal_chance("calm", "steady", "freeze", "steady/freeze"), 1, 0);
    cr_assert_float_eq(signal_chance("calm+frozen", "relief", "resume", "relief/resume"), 1, 0);
}

/* Effort itself is seen; less than promised falls short, more never does. */
Test(fentanyl, perfect_monitoring)
{
    with(SETS("monitoring.kind=perfect"));
    cr_assert_float_eq(signal_chance("calm", "steady", "partial", "steady/partial"), 1, 0);
    static const char *const seen[] = {"steady/none", "steady/partial", "steady/full"};
    static const thaw_move promised[] = {THAW_NONE, THAW_PARTIAL, THAW_FULL};
    for (int p = 0; p < 3; p++)
        for (int k = 0; k < 3; k++) {
            int signal = 0;
            while (strcmp(game->signal_name[signal], seen[k]) != 0)
                signal++;
            cr_assert_eq(thaw_fentanyl_keeps((thaw_pair){THAW_STEADY, promised[p]}, signal), k >= p,
                         "promised %d, seen %s", p, seen[k]);
        }
}
