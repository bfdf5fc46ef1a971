/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulations: runs in blocks, blocks counted up in order. */
#include "solvers/simulate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/fentanyl.h"
#include "solvers/causes.h"
#include "solvers/clock.h"
#include "solvers/forecast.h"
#include "solvers/markov.h"
#include "solvers/moments.h"
#include "solvers/parallel.h"
#include "solvers/walk.h"

/* A block of runs is counted up by one thread, a wave of blocks is done before any of them is added
 * to the whole: sums are then formed in the same order for any number of threads, and memory does
 * not grow with the runs. Blocks are large enough that handing them out costs nothing. */
enum { BLOCK = 64, WAVE = 32 };

enum {
    ASKED = THAW_FORECAST_ON_PLAN
}; /* features of the game's rows; months on plan come on top */

static void put_estimate(const thaw_moments *m, thaw_estimate *estimate)
{
    estimate->mean = m->count > 0 ? m->mean : (double)NAN;
    estimate->error = sqrt(thaw_moments_variance(m) / m->count);
}

/* ---- what is counted ---- */

typedef struct tally {
    size_t runs;
    size_t *counts; /* all counts below, one after the other; owned */
    size_t *conduct, *plan_ended, *effort_ended, *freeze_ended, *freeze_censored, *plan_ends,
        *effort_ends;
    thaw_moments *value; /* [player]; owned */
    double *sum;         /* [player]: of the run at work; owned */
    thaw_month *month;   /* [months + 1]: of the run at work; owned */
    thaw_moments forecast[THAW_FORECAST_FEATURES], freezes;
} tally;

/* What all runs need to know. */
typedef struct job {
    const thaw_play *play;
    const thaw_simulation_settings *settings;
    thaw_walk *walk;
    thaw_game *product;
    size_t *base_row;      /* of the product's rows */
    double *values;        /* of the product, exact */
    double *weight;        /* [month * players + player]: (1 - d) d ^ month */
    double *feature;       /* [row * ASKED + k]; NULL for a game file */
    thaw_conduct *conduct; /* [row]; NULL for a game file */
    thaw_causes *causes;   /* NULL for a game file */
    int afters;
    size_t first; /* run of the wave's first block */
    tally tallies[WAVE];
} job;

static size_t counts_of(const job *j)
{
    size_t months = (size_t)j->settings->months, afters = (size_t)j->afters;
    return months * THAW_CONDUCTS + 4 * (months + 1) + 2 * THAW_END_HOWS * afters;
}

static bool tally_init(const job *j, tally *t)
{
    size_t months = (size_t)j->settings->months, players = (size_t)j->play->setting->game->players;
    *t = (tally){.counts = calloc(counts_of(j), sizeof *t->counts),
                 .value = calloc(players, sizeof *t->value),
                 .sum = calloc(players, sizeof *t->sum),
                 .month = calloc(months + 1, sizeof *t->month)};
    if (!t->counts || !t->value || !t->sum || !t->month)
        return false;
    t->conduct = t->counts;
    t->plan_ended = t->conduct + months * THAW_CONDUCTS;
    t->effort_ended = t->plan_ended + months + 1;
    t->freeze_ended = t->effort_ended + months + 1;
    t->freeze_censored = t->freeze_ended + months + 1;
    t->plan_ends = t->freeze_censored + months + 1;
    t->effort_ends = t->plan_ends + (size_t)THAW_END_HOWS * (size_t)j->afters;
    return true;
}

static void tally_clear(tally *t)
{
    free(t->counts);
    free(t->value);
    free(t->sum);
    free(t->month);
    *t = (tally){0};
}

static void tally_empty(const job *j, tally *t)
{
    t->runs = 0;
    memset(t->counts, 0, counts_of(j) * sizeof *t->counts);
    memset(t->value, 0, (size_t)j->play->setting->game->players * sizeof *t->value);
    memset(t->forecast, 0, sizeof t->forecast);
    t->freezes = (thaw_moments){0};
}

static void tally_add(const job *j, tally *t, const tally *more)
{
    t->runs += more->runs;
    for (size_t k = 0; k < counts_of(j); k++)
        t->counts[k] += more->counts[k];
    for (int i = 0; i < j->play->setting->game->players; i++)
        thaw_moments_join(&t->value[i], &more->value[i]);
    for (int k = 0; k < THAW_FORECAST_FEATURES; k++)
        thaw_moments_join(&t->forecast[k], &more->forecast[k]);
    thaw_moments_join(&t->freezes, &more->freezes);
}

/* ---- why something ended ---- */

static bool was_promised(const job *j, const thaw_month *month)
{
    const thaw_game *game = j->play->setting->game;
    return month->row ==
           thaw_game_row(game, month->state, j->play->promised + month->state * game->players);
}

static void count_end(const job *j, size_t *ends, thaw_end_how how, int after)
{
    ends[(int)how * j->afters + after]++;
}

/* Where a run stands. */
typedef struct future {
    bool plan_lasts, effort_lasts, frozen;
    int frozen_since, freezes;
    double feature[THAW_FORECAST_FEATURES];
} future;

/* The plan's phase is left for the first time; the month before has decided it. */
static void watch_plan(const job *j, int number, future *p, tally *t)
{
    const thaw_month *month = &t->month[number];
    if (!p->plan_lasts || month->phase == 0)
        return;
    p->plan_lasts = false;
    t->plan_ended[number]++;
    count_end(j, t->plan_ends, THAW_END_PUNISHED,
              was_promised(j, month - 1) ? THAW_AFTER_FALSE_ALARM : THAW_AFTER_LAPSE);
}

static void watch_effort(const job *j, int number, future *p, tally *t)
{
    const thaw_month *month = &t->month[number];
    thaw_conduct conduct = j->conduct[month->row];
    bool begins_frozen = thaw_fentanyl_frozen(j->play->setting->fentanyl_state[month->state]);
    if (!p->effort_lasts || conduct == THAW_CONDUCT_PARTIAL || conduct == THAW_CONDUCT_FULL)
        return;
    p->effort_lasts = false;
    t->effort_ended[number]++;
    thaw_end_how how = conduct == THAW_CONDUCT_NONE ? THAW_END_IDLE
                       : begins_frozen              ? THAW_END_SHOCK
                                                    : THAW_END_FREEZE;
    int after = number == 0             ? THAW_AFTER_START
                : how == THAW_END_SHOCK ? thaw_after_shocks(month[-1].froze, false)
                                        : thaw_cause_of(j->causes, t->month, number);
    count_end(j, t->effort_ends, how, after);
}

static void watch_freeze(const job *j, int number, future *p, tally *t)
{
    bool frozen = thaw_fentanyl_frozen(j->play->setting->fentanyl_state[t->month[number].state]);
    bool over = number == j->settings->months;
    if (p->frozen && !frozen)
        t->freeze_ended[number - p->frozen_since]++;
    else if (p->frozen && over)
        t->freeze_censored[number - p->frozen_since]++;
    if (frozen && !p->frozen && !over) {
        p->frozen_since = number;
        p->freezes++;
    }
    p->frozen = frozen;
}

/* What is seen as a month begins and its actions are known; the month after the last is looked at
 * too, so that what lasted all months is known to have done so. */
static void watch(const job *j, int number, future *p, tally *t)
{
    if (j->play->promised)
        watch_plan(j, number, p, t);
    if (j->conduct) {
        watch_effort(j, number, p, t);
        watch_freeze(j, number, p, t);
    }
}

static void count_month(const job *j, int number, future *p, tally *t)
{
    const thaw_month *month = &t->month[number];
    const thaw_game *game = j->play->setting->game;
    const double *payoff = game->payoff + month->row * (size_t)game->players;
    const double *weight = j->weight + (size_t)number * (size_t)game->players;
    size_t *conduct = t->conduct + (size_t)number * THAW_CONDUCTS;
    bool on_plan = j->play->promised && month->phase == 0;
    for (int i = 0; i < game->players; i++)
        t->sum[i] += weight[i] * payoff[i];
    conduct[THAW_CONDUCT_ON_PLAN] += on_plan;
    if (j->conduct)
        conduct[j->conduct[month->row]]++;
    if (number >= THAW_FORECAST_MONTHS)
        return;
    p->feature[THAW_FORECAST_ON_PLAN] += on_plan;
    for (int k = 0; j->feature && k < ASKED; k++)
        p->feature[k] += j->feature[month->row * ASKED + (size_t)k];
}

/* A run's value: its months, and the exact value of where it stands after them. */
static void count_values(const job *j, int phase, int state, tally *t)
{
    const thaw_game *game = j->play->setting->game;
    int players = game->players, months = j->settings->months;
    const double *after = j->values + (phase * game->states + state) * players;
    for (int i = 0; i < players; i++)
        thaw_moments_add(&t->value[i], t->sum[i] + pow(game->discount[i], months) * after[i]);
}

static void run(const job *j, uint64_t number, tally *t)
{
    thaw_stream stream = thaw_stream_of(j->settings->seed, number);
    future p = {.plan_lasts = true, .effort_lasts = true};
    int months = j->settings->months, phase = 0, state = j->play->setting->initial;
    memset(t->sum, 0, (size_t)j->play->setting->game->players * sizeof *t->sum);
    for (int m = 0; m <= months; m++) {
        t->month[m] = thaw_walk_month(j->walk, &stream, phase, state);
        phase = t->month[m].next_phase;
        state = t->month[m].next_state;
        watch(j, m, &p, t);
        if (m < months)
            count_month(j, m, &p, t);
    }
    count_values(j, t->month[months].phase, t->month[months].state, t);
    for (int k = 0; k < THAW_FORECAST_FEATURES; k++)
        thaw_moments_add(&t->forecast[k], p.feature[k]);
    thaw_moments_add(&t->freezes, p.freezes);
    t->runs++;
}

/* ---- blocks ---- */

static bool should_stop(const thaw_simulation_settings *settings)
{
    return (settings->stop && *settings->stop) ||
           (settings->deadline > 0 && thaw_clock() > settings->deadline);
}

static size_t block_end(const job *j, size_t first)
{
    return first + BLOCK < j->settings->runs ? first + BLOCK : j->settings->runs;
}

static void run_block(size_t k, void *context)
{
    job *j = context;
    size_t first = j->first + k * BLOCK, end = block_end(j, first);
    tally_empty(j, &j->tallies[k]);
    for (size_t number = first; number < end && !should_stop(j->settings); number++)
        run(j, number, &j->tallies[k]);
}

/* Runs all, wave by wave. When stopped, what counts is the runs before the first that was not done.
 */
static void run_all(job *j, thaw_progress *progress, void *context, tally *total)
{
    bool whole = true;
    for (j->first = 0; whole && j->first < j->settings->runs; j->first += BLOCK * WAVE) {
        size_t left = j->settings->runs - j->first, blocks = (left + BLOCK - 1) / BLOCK;
        blocks = blocks < WAVE ? blocks : WAVE;
        thaw_parallel_for(blocks, j->settings->threads, run_block, j);
        for (size_t k = 0; whole && k < blocks; k++) {
            size_t first = j->first + k * BLOCK;
            tally_add(j, total, &j->tallies[k]);
            whole = j->tallies[k].runs == block_end(j, first) - first;
        }
        if (progress)
            progress(total->runs, j->settings->runs, context);
    }
}

/* ---- what is known exactly ---- */

static thaw_status evaluate(job *j, thaw_fault *fault)
{
    const thaw_play *play = j->play;
    thaw_status status =
        thaw_product(play->setting->game, play->machine, false, &j->product, &j->base_row, fault);
    if (status != THAW_OK)
        return status;
    j->values = calloc((size_t)j->product->states * (size_t)j->product->players, sizeof *j->values);
    return j->values ? thaw_evaluate(j->product, play->profile, j->values, fault)
                     : thaw_fail(fault, THAW_ENOMEM, "no memory for exact values");
}

/* Exact sums over the first months of the forecast's features, and of freezes begun. */
static thaw_status forecast(const job *j, thaw_simulation *out, thaw_fault *fault)
{
    enum { ON_PLAN = THAW_FORECAST_ON_PLAN, BEGUN, FEATURES };
    const thaw_setting *setting = j->play->setting;
    size_t rows = thaw_game_rows(j->product), states = (size_t)setting->game->states;
    double *feature = calloc(rows * FEATURES, sizeof *feature), sums[FEATURES];
    if (!feature)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a forecast");
    for (size_t row = 0; row < rows; row++) {
        size_t below = j->base_row[row];
        double *of = feature + row * FEATURES;
        of[ON_PLAN] = row < j->product->first_row[states] ? 1 : 0;
        if (!j->feature)
            continue;
        memcpy(of, j->feature + below * ASKED, ASKED * sizeof *of);
        const double *next = setting->game->next + below * states;
        bool open = true;
        for (size_t s = 0; s < states; s++) {
            bool frozen = thaw_fentanyl_frozen(setting->fentanyl_state[s]);
            if (below >= setting->game->first_row[s] && below < setting->game->first_row[s + 1])
                open = !frozen;
            of[BEGUN] += frozen ? next[s] : 0;
        }
        of[BEGUN] = open ? of[BEGUN] : 0;
    }
    thaw_status status = thaw_forecast(j->product, j->play->profile, setting->initial,
                                       out->forecast_months, feature, FEATURES, sums, fault);
    for (int k = 0; k < THAW_FORECAST_FEATURES; k++)
        out->forecast[k].exact = sums[k];
    if (status == THAW_OK)
        status = thaw_forecast(j->product, j->play->profile, setting->initial, out->months - 1,
                               feature, FEATURES, sums, fault);
    bool begins = j->feature && thaw_fentanyl_frozen(setting->fentanyl_state[setting->initial]);
    out->freezes.exact = sums[BEGUN] + (begins ? 1 : 0);
    free(feature);
    return status;
}

/* Exact chances of lasting: of the plan's phase, or of effort. */
static thaw_status last(const job *j, bool effort, thaw_lifetimes *lifetimes, thaw_fault *fault)
{
    size_t rows = thaw_game_rows(j->product);
    bool *keep = calloc(rows, sizeof *keep);
    if (!keep)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for exact chances");
    for (size_t row = 0; row < rows; row++) {
        thaw_conduct conduct = j->conduct ? j->conduct[j->base_row[row]] : THAW_CONDUCT_NONE;
        keep[row] = effort ? conduct == THAW_CONDUCT_PARTIAL || conduct == THAW_CONDUCT_FULL
                           : row < j->product->first_row[j->play->setting->game->states];
    }
    thaw_status status = thaw_lasting(j->product, j->play->profile, j->play->setting->initial, keep,
                                      (int)lifetimes->times, lifetimes->exact, fault);
    free(keep);
    return status;
}

/* ---- the answer ---- */

static bool lifetimes_init(const job *j, bool measured, bool ends, thaw_lifetimes *l)
{
    *l = (thaw_lifetimes){.measured = measured};
    if (!measured)
        return true;
    l->times = (size_t)j->settings->months + 1;
    l->survival = calloc(l->times, sizeof *l->survival);
    l->exact = ends ? calloc(l->times, sizeof *l->exact) : NULL;
    l->ends = ends ? calloc((size_t)THAW_END_HOWS * (size_t)j->afters, sizeof *l->ends) : NULL;
    return l->survival && (!ends || (l->exact && l->ends));
}

static void lifetimes_clear(thaw_lifetimes *l)
{
    free(l->survival);
    free(l->exact);
    free(l->ends);
    *l = (thaw_lifetimes){0};
}

static void put_lifetimes(const size_t *ended, const size_t *censored, thaw_lifetimes *l)
{
    for (size_t t = 0; t < l->times; t++) {
        l->ended += ended[t];
        l->censored += censored[t];
    }
    l->count = l->ended + l->censored;
    thaw_survival_estimate(ended, censored, l->times, l->survival);
    l->median = thaw_survival_time(l->survival, l->times, 0.5);
    l->mean = thaw_survival_mean(l->survival, l->times - 1);
}

/* Of what is watched from the first month on: what did not end was lost sight of at the horizon. */
static thaw_status put_survival(const job *j, const tally *total, bool effort, thaw_lifetimes *l,
                                thaw_fault *fault)
{
    if (!l->measured)
        return THAW_OK;
    size_t *censored = calloc(l->times, sizeof *censored);
    if (!censored)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for survival");
    const size_t *ended = effort ? total->effort_ended : total->plan_ended;
    size_t lasting = total->runs;
    for (size_t t = 0; t < l->times; t++)
        lasting -= ended[t];
    censored[l->times - 1] = lasting;
    put_lifetimes(ended, censored, l);
    memcpy(l->ends, effort ? total->effort_ends : total->plan_ends,
           (size_t)THAW_END_HOWS * (size_t)j->afters * sizeof *l->ends);
    free(censored);
    return last(j, effort, l, fault);
}

static void put_means(const job *j, const tally *total, thaw_simulation *out)
{
    const thaw_game *game = j->play->setting->game;
    for (int i = 0; i < out->players; i++) {
        put_estimate(&total->value[i], &out->value[i]);
        out->value[i].exact = j->values[j->play->setting->initial * out->players + i];
        out->tail[i] = pow(game->discount[i], out->months);
    }
    for (int k = 0; k < THAW_FORECAST_FEATURES; k++) {
        bool measured = k == THAW_FORECAST_ON_PLAN ? j->play->promised != NULL : j->feature != NULL;
        put_estimate(&total->forecast[k], &out->forecast[k]);
        if (!measured)
            out->forecast[k] = (thaw_estimate){NAN, NAN, NAN};
    }
    put_estimate(&total->freezes, &out->freezes);
    if (!j->feature)
        out->freezes = (thaw_estimate){NAN, NAN, NAN};
}

static thaw_status put_answer(const job *j, const tally *total, thaw_simulation *out,
                              thaw_fault *fault)
{
    out->runs = total->runs;
    out->outcome = total->runs == j->settings->runs          ? THAW_OUTCOME_CONVERGED
                   : j->settings->stop && *j->settings->stop ? THAW_OUTCOME_INTERRUPTED
                                                             : THAW_OUTCOME_TIME_LIMIT;
    thaw_status status = forecast(j, out, fault);
    if (status == THAW_OK)
        status = put_survival(j, total, false, &out->plan, fault);
    if (status == THAW_OK)
        status = put_survival(j, total, true, &out->effort, fault);
    if (out->freeze.measured)
        put_lifetimes(total->freeze_ended, total->freeze_censored, &out->freeze);
    put_means(j, total, out);
    memcpy(out->conduct, total->conduct,
           (size_t)out->months * THAW_CONDUCTS * sizeof *out->conduct);
    return status;
}

void thaw_simulation_clear(thaw_simulation *simulation)
{
    free(simulation->value);
    free(simulation->tail);
    free(simulation->conduct);
    lifetimes_clear(&simulation->plan);
    lifetimes_clear(&simulation->effort);
    lifetimes_clear(&simulation->freeze);
    *simulation = (thaw_simulation){0};
}

static bool answer_init(const job *j, thaw_simulation *out)
{
    size_t players = (size_t)j->play->setting->game->players;
    bool scenario = j->play->setting->scenario != NULL;
    int months = j->settings->months;
    *out = (thaw_simulation){.months = months,
                             .players = (int)players,
                             .afters = j->afters,
                             .seed = j->settings->seed,
                             .forecast_months =
                                 months < THAW_FORECAST_MONTHS ? months : THAW_FORECAST_MONTHS};
    out->value = calloc(players, sizeof *out->value);
    out->tail = calloc(players, sizeof *out->tail);
    out->conduct = calloc((size_t)months * THAW_CONDUCTS, sizeof *out->conduct);
    return out->value && out->tail && out->conduct &&
           lifetimes_init(j, j->play->promised != NULL, true, &out->plan) &&
           lifetimes_init(j, scenario, true, &out->effort) &&
           lifetimes_init(j, scenario, false, &out->freeze);
}

/* ---- the whole ---- */

static void classify(const thaw_setting *setting, job *j)
{
    const thaw_game *game = setting->game;
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        const double *f = j->feature + row * ASKED;
        j->conduct[row] = f[THAW_FORECAST_FROZEN] > 0    ? THAW_CONDUCT_FROZEN
                          : f[THAW_FORECAST_PARTIAL] > 0 ? THAW_CONDUCT_PARTIAL
                          : f[THAW_FORECAST_FULL] > 0    ? THAW_CONDUCT_FULL
                                                         : THAW_CONDUCT_NONE;
    }
}

static thaw_status describe(job *j, thaw_fault *fault)
{
    const thaw_setting *setting = j->play->setting;
    const thaw_game *game = setting->game;
    size_t players = (size_t)game->players, months = (size_t)j->settings->months;
    thaw_forecast_request request;
    j->weight = calloc(months * players, sizeof *j->weight);
    thaw_status status = j->weight ? thaw_forecast_of(setting, &request, fault) : THAW_ENOMEM;
    if (!j->weight)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a simulation of %zu months", months);
    if (status != THAW_OK)
        return status;
    for (size_t m = 0; m < months; m++)
        for (size_t i = 0; i < players; i++)
            j->weight[m * players + i] =
                (1 - game->discount[i]) * pow(game->discount[i], (double)m);
    j->afters = THAW_AFTER_SHOCK;
    j->feature = (double *)request.feature;
    if (!setting->scenario) {
        free(j->feature);
        j->feature = NULL;
        return THAW_OK;
    }
    j->afters += (int)setting->scenario->shock_count;
    j->conduct = calloc(thaw_game_rows(game), sizeof *j->conduct);
    if (!j->conduct)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a simulation");
    classify(setting, j);
    return thaw_causes_new(j->play, j->settings->months, &j->causes, fault);
}

static void job_clear(job *j)
{
    thaw_walk_free(j->walk);
    thaw_game_free(j->product);
    free(j->base_row);
    free(j->values);
    free(j->weight);
    free(j->feature);
    free(j->conduct);
    thaw_causes_free(j->causes);
    for (int k = 0; k < WAVE; k++)
        tally_clear(&j->tallies[k]);
}

static thaw_status make_tallies(job *j, tally *total, thaw_fault *fault)
{
    bool made = tally_init(j, total);
    for (int k = 0; made && k < WAVE; k++)
        made = tally_init(j, &j->tallies[k]);
    return made ? THAW_OK
                : thaw_fail(fault, THAW_ENOMEM, "no memory to count %d months in",
                            j->settings->months);
}

static thaw_status check(const thaw_simulation_settings *settings, thaw_fault *fault)
{
    if (settings->runs < 1 || settings->runs > THAW_RUNS_MAX)
        return thaw_fail(fault, THAW_ERANGE, "runs must be 1 to %u, not %zu", THAW_RUNS_MAX,
                         settings->runs);
    if (settings->months < 1 || settings->months > THAW_MONTHS_MAX)
        return thaw_fail(fault, THAW_ERANGE, "months must be 1 to %d, not %d", (int)THAW_MONTHS_MAX,
                         settings->months);
    return THAW_OK;
}

thaw_status thaw_simulate(const thaw_play *play, const thaw_simulation_settings *settings,
                          thaw_progress *progress, void *context, thaw_simulation *simulation,
                          thaw_fault *fault)
{
    *simulation = (thaw_simulation){0};
    thaw_status status = check(settings, fault);
    if (status != THAW_OK)
        return status;
    job j = {.play = play, .settings = settings};
    tally total = {0};
    status = describe(&j, fault);
    if (status == THAW_OK)
        status = thaw_walk_new(play, &j.walk, fault);
    if (status == THAW_OK)
        status = evaluate(&j, fault);
    if (status == THAW_OK)
        status = make_tallies(&j, &total, fault);
    if (status == THAW_OK && !answer_init(&j, simulation))
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for a simulation's answer");
    if (status == THAW_OK) {
        run_all(&j, progress, context, &total);
        status = put_answer(&j, &total, simulation, fault);
    }
    tally_clear(&total);
    job_clear(&j);
    if (status != THAW_OK)
        thaw_simulation_clear(simulation);
    return status;
}

thaw_status thaw_simulate_path(const thaw_play *play, uint64_t seed, uint64_t run, int months,
                               thaw_month *month, thaw_fault *fault)
{
    thaw_walk *walk = NULL;
    thaw_status status = thaw_walk_new(play, &walk, fault);
    if (status != THAW_OK)
        return status;
    thaw_stream stream = thaw_stream_of(seed, run);
    int phase = 0, state = play->setting->initial;
    for (int m = 0; m < months; m++) {
        month[m] = thaw_walk_month(walk, &stream, phase, state);
        phase = month[m].next_phase;
        state = month[m].next_state;
    }
    thaw_walk_free(walk);
    return THAW_OK;
}

/* The chances of a player's actions in a phase and state. */
static thaw_status put_chances(const thaw_game *game, const thaw_machine *machine, int phase,
                               int state, int player, double *chance, thaw_fault *fault)
{
    int action = thaw_machine_play(machine, phase, state)[player];
    int count = thaw_game_action_count(game, state, player);
    if (action == THAW_FREE)
        return thaw_fail(fault, THAW_EARG,
                         "%s is free in phase %d and state %s: no profile of the machine's own",
                         game->player_name[player], phase, game->state_name[state]);
    if (action == THAW_MIXED) {
        memcpy(chance, thaw_machine_mix(machine, phase, state, player),
               (size_t)count * sizeof *chance);
        return THAW_OK;
    }
    if (action < 0 || action >= count)
        return thaw_fail(fault, THAW_EARG, "%s has no action number %d in state %s",
                         game->player_name[player], action, game->state_name[state]);
    chance[action] = 1;
    return THAW_OK;
}

thaw_status thaw_machine_profile(const thaw_game *game, const thaw_machine *machine,
                                 double **profile, thaw_fault *fault)
{
    size_t total = thaw_game_action_total(game);
    thaw_status status = THAW_OK;
    *profile = calloc((size_t)machine->phases * total, sizeof **profile);
    if (!*profile)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for the play of %d phases",
                         machine->phases);
    for (int q = 0; q < machine->phases; q++)
        for (int s = 0; s < game->states; s++)
            for (int i = 0; status == THAW_OK && i < game->players; i++)
                status = put_chances(
                    game, machine, q, s, i,
                    *profile + (size_t)q * total + thaw_game_action_offset(game, s, i), fault);
    if (status != THAW_OK) {
        free(*profile);
        *profile = NULL;
    }
    return status;
}
