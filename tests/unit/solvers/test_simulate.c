/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulations: a chain whose survival is geometric, what ended what, and what belongs to a run. The
 * exact values against simulated ones are in tests/property/test_simulate_laws.c. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/fentanyl.h"
#include "model/strategy.h"
#include "solvers/clock.h"
#include "tests/support/futures.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

/* Lasting longer than t months has chance 0.9 ^ t; the mean of the first 40 months is
 * (1 - 0.9 ^ 40) / 0.1, and the value is 1 whatever happens. */
Test(simulate, geometric_survival)
{
    chain_of_play chain;
    chain_set(&chain, 0.9);
    thaw_simulation s = futures_of(&chain.play, 20000, 40, 1, 1);
    cr_assert(s.plan.measured && !s.effort.measured && !s.freeze.measured);
    cr_expect_eq(s.plan.times, 41);
    for (size_t t = 0; t < s.plan.times; t++) {
        const thaw_survival *p = &s.plan.survival[t];
        cr_expect_float_eq(s.plan.exact[t], pow(0.9, (double)t), 1e-13);
        cr_expect(fabs(p->share - s.plan.exact[t]) <= 4 * p->error + 1e-13, "month %zu: %g", t,
                  p->share);
    }
    cr_expect_eq(s.plan.median, 7, "0.9 ^ 6 is 0.53, 0.9 ^ 7 is 0.48");
    cr_expect_float_eq(s.plan.mean, (1 - pow(0.9, 40)) / 0.1, 0.3);
    cr_expect_float_eq(s.value[0].mean, 1, 1e-12);
    cr_expect_float_eq(s.value[0].exact, 1, 1e-12);
    cr_expect_float_eq(s.tail[0], pow(0.9, 40), 1e-15);
    thaw_simulation_clear(&s);
    chain_clear(&chain);
}

/* Everything is counted once: who ended and who lasts, at every month. */
Test(simulate, counts_add_up)
{
    chain_of_play chain;
    chain_set(&chain, 0.8);
    thaw_simulation s = futures_of(&chain.play, 1000, 12, 4, 1);
    size_t left = s.runs, ends = 0;
    for (size_t t = 0; t < s.plan.times; t++) {
        cr_expect_eq(s.plan.survival[t].at_risk, left);
        left -= s.plan.survival[t].ended + s.plan.survival[t].censored;
        if (t < 12)
            cr_expect_eq(s.conduct[t * THAW_CONDUCTS + THAW_CONDUCT_ON_PLAN],
                         s.plan.survival[t].at_risk - s.plan.survival[t].ended);
    }
    cr_expect_eq(left, 0);
    for (int k = 0; k < THAW_END_HOWS * s.afters; k++)
        ends += s.plan.ends[k];
    cr_expect_eq(ends, s.plan.ended);
    cr_expect_eq(s.plan.ends[THAW_END_PUNISHED * s.afters + THAW_AFTER_FALSE_ALARM], ends);
    cr_expect_eq(s.plan.ended + s.plan.censored, s.runs);
    cr_expect_eq(s.forecast_months, 12);
    thaw_simulation_clear(&s);
    chain_clear(&chain);
}

/* What ended effort, where only one thing can. */
static size_t ends_of(const thaw_simulation *s, thaw_end_how how, int after)
{
    return s->effort.ends[(int)how * s->afters + after];
}

Test(simulate, only_the_shock_that_freezes_can_end_it)
{
    stage_of_play stage;
    stage_set(&stage,
              SETS("monitoring.kind=perfect", "shock.taiwan_visit.freeze=1",
                   "shock.indictments.freeze=0"),
              "partial@grim");
    thaw_simulation s = futures_of(&stage.play, 2000, 24, 1, 1);
    cr_expect_eq(ends_of(&s, THAW_END_SHOCK, THAW_AFTER_SHOCK + 0), s.effort.ended);
    cr_expect_eq(s.plan.ended, 0, "a shock is no departure");
    /* one chance in ten a month */
    for (size_t t = 0; t < s.effort.times; t++)
        cr_expect_float_eq(s.effort.exact[t], pow(0.9, (double)t), 1e-12);
    thaw_simulation_clear(&s);
    stage_clear(&stage);
}

Test(simulate, rising_tension_is_put_down_to_what_raised_it)
{
    stage_of_play stage;
    stage_set(&stage,
              SETS("monitoring.kind=perfect", "shock.taiwan_visit.freeze=0",
                   "shock.indictments.freeze=0", "shock.indictments.rate=0",
                   "tension.tense_to_crisis=0", "tension.calm_to_tense=0"),
              "partial_pause@grim");
    thaw_simulation s = futures_of(&stage.play, 2000, 120, 1, 1);
    cr_expect(s.effort.ended > 1000);
    cr_expect_eq(ends_of(&s, THAW_END_IDLE, THAW_AFTER_SHOCK + 0), s.effort.ended);
    cr_expect_eq(s.freeze.count, 0);
    thaw_simulation_clear(&s);
    stage_clear(&stage);
    stage_set(&stage,
              SETS("monitoring.kind=perfect", "shock.taiwan_visit.rate=0",
                   "shock.indictments.rate=0", "tension.tense_to_crisis=0.1"),
              "partial_pause@grim");
    s = futures_of(&stage.play, 500, 60, 1, 1);
    cr_expect(s.effort.ended > 100);
    cr_expect_eq(ends_of(&s, THAW_END_IDLE, THAW_AFTER_DRIFT), s.effort.ended);
    thaw_simulation_clear(&s);
    stage_clear(&stage);
}

/* Of strategies an answer to an answer is put down to what set it off: effort between two that
 * mirror each other ends by a signal, though the month before its end was seen as good. */
Test(simulate, an_answer_to_an_answer_goes_back_to_its_cause)
{
    stage_of_play stage;
    stage_set(&stage,
              SETS("shock.taiwan_visit.rate=0", "shock.indictments.rate=0",
                   "tension.calm_to_tense=0", "tension.calm_to_crisis=0"),
              "tit-for-tat/tit-for-tat");
    thaw_simulation s = futures_of(&stage.play, 500, 120, 1, 1);
    cr_expect(!s.plan.measured && s.effort.ended > 400);
    cr_expect_eq(ends_of(&s, THAW_END_IDLE, THAW_AFTER_SIGNAL), s.effort.ended);
    thaw_simulation_clear(&s);
    stage_clear(&stage);
}

/* With no deal there is no effort from the start, and freezes last as the exact expectation says:
 * of freezes begun in the first month, on average thaw_duration's months. */
Test(simulate, no_deal_has_no_effort)
{
    stage_of_play stage;
    stage_set(&stage, NULL, "no-deal");
    thaw_simulation s = futures_of(&stage.play, 500, 60, 1, 1);
    cr_expect(!s.plan.measured);
    cr_expect_eq(s.effort.survival[0].ended, s.runs);
    cr_expect_eq(ends_of(&s, THAW_END_IDLE, THAW_AFTER_START), s.runs);
    cr_expect(isnan(s.forecast[THAW_FORECAST_ON_PLAN].mean));
    thaw_simulation_clear(&s);
    stage_clear(&stage);
}

/* A freeze that is on as it begins counts from the first month. Without talks or shocks it is never
 * over, and what is seen of it is cut off at the horizon. */
Test(simulate, a_freeze_that_lasts_is_cut_off)
{
    stage_of_play stage;
    stage_set(&stage,
              SETS("initial.channel=frozen", "plan.wait.calm=steady/none",
                   "plan.wait.tense=steady/none", "plan.wait.crisis=steady/none",
                   "plan.wait.frozen=steady/stay", "freeze.summit=0"),
              "wait@grim");
    thaw_simulation s = futures_of(&stage.play, 100, 30, 1, 1);
    cr_expect_eq(s.freeze.count, 100);
    cr_expect_eq(s.freeze.survival[30].censored, 100);
    cr_expect_eq(s.freezes.mean, 1);
    cr_expect_float_eq(s.freezes.exact, 1, 1e-12);
    thaw_simulation_clear(&s);
    stage_clear(&stage);
}

/* ---- what belongs to a run ---- */

static bool same_estimate(const thaw_estimate *one, const thaw_estimate *two)
{
    return memcmp(one, two, sizeof *one) == 0;
}

static void expect_same(const thaw_simulation *one, const thaw_simulation *two)
{
    size_t months = (size_t)one->months;
    cr_assert_eq(one->runs, two->runs);
    for (int i = 0; i < one->players; i++)
        cr_expect(same_estimate(&one->value[i], &two->value[i]));
    for (int k = 0; k < THAW_FORECAST_FEATURES; k++)
        cr_expect(same_estimate(&one->forecast[k], &two->forecast[k]));
    cr_expect_arr_eq(one->conduct, two->conduct, months * THAW_CONDUCTS * sizeof *one->conduct);
    for (size_t t = 0; t <= months; t++) {
        cr_expect_eq(one->plan.survival[t].ended, two->plan.survival[t].ended);
        cr_expect_eq(one->effort.survival[t].ended, two->effort.survival[t].ended);
        cr_expect_eq(one->freeze.survival[t].ended, two->freeze.survival[t].ended);
        cr_expect_eq(one->freeze.survival[t].censored, two->freeze.survival[t].censored);
    }
}

Test(simulate, threads_change_no_bit)
{
    stage_of_play stage;
    stage_set(&stage, NULL, "full_calm@trigger:6");
    thaw_simulation one = futures_of(&stage.play, 5000, 36, 17, 1);
    static const int threads[] = {2, 8};
    for (size_t k = 0; k < sizeof threads / sizeof *threads; k++) {
        thaw_simulation more = futures_of(&stage.play, 5000, 36, 17, threads[k]);
        expect_same(&one, &more);
        thaw_simulation_clear(&more);
    }
    thaw_simulation_clear(&one);
    stage_clear(&stage);
}

/* The path of run 0 is what a simulation of one run counted. */
Test(simulate, a_path_is_the_run)
{
    enum { MONTHS = 60 };
    stage_of_play stage;
    thaw_month month[MONTHS];
    stage_set(&stage, NULL, "full_calm@trigger:6");
    const thaw_game *game = stage.setting.game;
    thaw_simulation s = futures_of(&stage.play, 1, MONTHS, 23, 1);
    cr_assert_eq(thaw_simulate_path(&stage.play, 23, 0, MONTHS, month, NULL), THAW_OK);
    double value = 0, on_plan = 0;
    for (int m = 0; m < MONTHS; m++) {
        value +=
            (1 - game->discount[0]) * pow(game->discount[0], m) * game->payoff[month[m].row * 2];
        on_plan += m < THAW_FORECAST_MONTHS && month[m].phase == 0;
        cr_expect_eq(s.conduct[m * THAW_CONDUCTS + THAW_CONDUCT_ON_PLAN],
                     (size_t)(month[m].phase == 0));
        if (m > 0) {
            cr_expect_eq(month[m].state, month[m - 1].next_state);
            cr_expect_eq(month[m].phase, month[m - 1].next_phase);
        }
    }
    const thaw_month *last = &month[MONTHS - 1];
    value += pow(game->discount[0], MONTHS) *
             stage.answer.values[(last->next_phase * game->states + last->next_state) * 2];
    cr_expect_float_eq(s.value[0].mean, value, 1e-12);
    cr_expect_eq(s.forecast[THAW_FORECAST_ON_PLAN].mean, on_plan);
    cr_expect(isnan(s.value[0].error), "one run has no standard error");
    thaw_simulation_clear(&s);
    stage_clear(&stage);
}

/* ---- stopping ---- */

static void note(size_t done, size_t total, void *context)
{
    size_t *last = context;
    cr_expect(done >= *last && done <= total);
    *last = done;
}

/* Stopped, it answers with the runs done, which are those of a smaller simulation. */
Test(simulate, stopped_early)
{
    chain_of_play chain;
    volatile int stop = 0;
    size_t done = 0;
    thaw_simulation s;
    chain_set(&chain, 0.9);
    thaw_simulation_settings settings = {
        .runs = 100000000, .months = 12, .seed = 2, .threads = 2, .deadline = thaw_clock() + 0.2};
    cr_assert_eq(thaw_simulate(&chain.play, &settings, note, &done, &s, NULL), THAW_OK);
    cr_expect_eq(s.outcome, THAW_OUTCOME_TIME_LIMIT);
    cr_expect(s.runs > 0 && s.runs < settings.runs && s.runs == done);
    thaw_simulation whole = futures_of(&chain.play, s.runs, 12, 2, 1);
    cr_expect(same_estimate(&s.value[0], &whole.value[0]));
    cr_expect_eq(s.plan.survival[6].ended, whole.plan.survival[6].ended);
    thaw_simulation_clear(&whole);
    thaw_simulation_clear(&s);
    stop = 1;
    settings.deadline = 0;
    settings.stop = &stop;
    cr_assert_eq(thaw_simulate(&chain.play, &settings, NULL, NULL, &s, NULL), THAW_OK);
    cr_expect_eq(s.outcome, THAW_OUTCOME_INTERRUPTED);
    cr_expect_eq(s.runs, 0);
    cr_expect(isnan(s.value[0].mean));
    thaw_simulation_clear(&s);
    chain_clear(&chain);
}

/* What a machine plays, for sure or by chance, is its profile. */
Test(simulate, a_machine_s_mixes_are_its_profile)
{
    static const double dilemma[] = {3, 3, 0, 5, 5, 0, 1, 1}, mixed[] = {0.25, 0.75};
    thaw_game *game = one_state_game(2, (int[]){2, 2}, dilemma, 0.9);
    thaw_strategy *sides[2];
    thaw_machine *machine = NULL;
    double *profile = NULL;
    for (int i = 0; i < 2; i++)
        cr_assert_eq(thaw_strategy_new(game, i, "mine", 1, 1, NULL, &sides[i], NULL), THAW_OK);
    memcpy(thaw_strategy_mix(sides[0], 0, 0), mixed, sizeof mixed);
    thaw_strategy_play(sides[1], 0, 0, 1);
    cr_assert_eq(
        thaw_strategy_machine(game, (const thaw_strategy *const *)sides, &machine, NULL, NULL),
        THAW_OK);
    cr_assert_eq(thaw_machine_profile(game, machine, &profile, NULL), THAW_OK);
    static const double played[] = {0.25, 0.75, 0, 1};
    for (int k = 0; k < 4; k++)
        cr_expect_eq(profile[k], played[k]);
    free(profile);
    thaw_machine_free(machine);
    thaw_strategy_free(sides[0]);
    thaw_strategy_free(sides[1]);
    thaw_game_free(game);
}

/* A machine in which somebody is free, or plays what there is not, has no profile of its own. */
Test(simulate, a_free_player_has_no_profile)
{
    static const double dilemma[] = {3, 3, 0, 5, 5, 0, 1, 1};
    static const int plays[] = {THAW_FREE, -3, 2};
    thaw_game *game = one_state_game(2, (int[]){2, 2}, dilemma, 0.9);
    thaw_machine *machine = NULL;
    cr_assert_eq(thaw_machine_new(game, 1, &machine, NULL), THAW_OK);
    thaw_machine_play(machine, 0, 0)[0] = 0;
    for (size_t k = 0; k < sizeof plays / sizeof *plays; k++) {
        thaw_fault fault;
        double *profile = NULL;
        thaw_machine_play(machine, 0, 0)[1] = plays[k];
        cr_expect_eq(thaw_machine_profile(game, machine, &profile, &fault), THAW_EARG, "%d",
                     plays[k]);
        cr_expect_null(profile);
    }
    thaw_machine_free(machine);
    thaw_game_free(game);
}

/* What is not a chance, or does not sum to 1, is refused and never drawn from. */
Test(simulate, chances_that_are_none)
{
    static const double wrong[][2] = {{0, 0}, {0.3, 0.2}, {2, -1}, {NAN, 1}, {1, NAN}};
    chain_of_play chain;
    thaw_simulation s;
    thaw_month month[2];
    thaw_simulation_settings settings = {.runs = 10, .months = 2, .seed = 1, .threads = 1};
    chain_set(&chain, 0.9);
    thaw_game *game = chain.setting.game;
    struct {
        double *at;
        size_t count;
    } places[] = {{chain.profile, 1},
                  {thaw_machine_move(chain.machine, 0, 0, 0), 2},
                  {game->signal, 2},
                  {game->next, 1}};
    for (size_t p = 0; p < sizeof places / sizeof *places; p++)
        for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
            double right[2];
            thaw_fault fault;
            size_t bytes = places[p].count * sizeof *right;
            if (places[p].count == 1 && wrong[k][0] == 1)
                continue;
            memcpy(right, places[p].at, bytes);
            memcpy(places[p].at, wrong[k], bytes);
            cr_expect_eq(thaw_simulate(&chain.play, &settings, NULL, NULL, &s, &fault), THAW_EARG,
                         "place %zu, chances %zu", p, k);
            cr_expect_eq(thaw_simulate_path(&chain.play, 1, 0, 2, month, &fault), THAW_EARG);
            cr_expect(strstr(fault.text, "sum to 1"), "%s", fault.text);
            memcpy(places[p].at, right, bytes);
        }
    chain_clear(&chain);
}

Test(simulate, what_cannot_be_asked)
{
    static const struct {
        size_t runs;
        int months;
    } wrong[] = {{0, 12}, {(size_t)THAW_RUNS_MAX + 1, 12}, {10, 0}, {10, THAW_MONTHS_MAX + 1}};
    chain_of_play chain;
    chain_set(&chain, 0.9);
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        thaw_simulation s;
        thaw_fault fault;
        thaw_simulation_settings settings = {.runs = wrong[k].runs, .months = wrong[k].months};
        cr_expect_eq(thaw_simulate(&chain.play, &settings, NULL, NULL, &s, &fault), THAW_ERANGE);
    }
    chain_clear(&chain);
}
