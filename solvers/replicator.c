/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replicator dynamics in log shares, where they stay shares: with f the payoffs against the other
 * side's mix, d log x / dt = f - x.f, so that y' = f and x is y's softmax (Hofbauer & Sigmund 1998,
 * section 7.1). Runge and Kutta's fourth-order method with a fixed step. */
#include "solvers/replicator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/settings.h"

typedef struct flow {
    int count[2], total;
    double (*value)[2];
    double range[2]; /* of each side's payoffs; 1 where they are all the same */
    double *share;   /* scratch: [strategy] */
} flow;

static void to_shares(const flow *f, const double *log_share, double *share)
{
    for (int i = 0, at = 0; i < 2; at += f->count[i++]) {
        double most = log_share[at], sum = 0;
        for (int k = 1; k < f->count[i]; k++)
            most = fmax(most, log_share[at + k]);
        for (int k = 0; k < f->count[i]; k++)
            sum += share[at + k] = exp(log_share[at + k] - most);
        for (int k = 0; k < f->count[i]; k++)
            share[at + k] /= sum;
    }
}

/* Payoffs against the other side's mix, in units of the side's range. */
static void rates(const flow *f, const double *log_share, double *rate)
{
    to_shares(f, log_share, f->share);
    memset(rate, 0, (size_t)f->total * sizeof *rate);
    for (int a = 0; a < f->count[0]; a++)
        for (int b = 0; b < f->count[1]; b++) {
            const double *value = f->value[a * f->count[1] + b];
            rate[a] += f->share[f->count[0] + b] * value[0] / f->range[0];
            rate[f->count[0] + b] += f->share[a] * value[1] / f->range[1];
        }
}

/* One step of y; rate[4][total] is scratch, moved too. */
static void advance(const flow *f, double h, double *y, double *moved, double *rate)
{
    static const double before[4] = {0, 0.5, 0.5, 1}, weight[4] = {1, 2, 2, 1};
    int n = f->total;
    for (int stage = 0; stage < 4; stage++) {
        for (int k = 0; k < n; k++)
            moved[k] = y[k] + (stage > 0 ? before[stage] * h * rate[(stage - 1) * n + k] : 0);
        rates(f, moved, rate + stage * n);
    }
    for (int k = 0; k < n; k++)
        for (int stage = 0; stage < 4; stage++)
            y[k] += h / 6 * weight[stage] * rate[stage * n + k];
}

static void find_range(flow *f)
{
    size_t pairs = (size_t)f->count[0] * (size_t)f->count[1];
    for (int i = 0; i < 2; i++) {
        double low = HUGE_VAL, high = -HUGE_VAL;
        for (size_t k = 0; k < pairs; k++) {
            low = fmin(low, f->value[k][i]);
            high = fmax(high, f->value[k][i]);
        }
        f->range[i] = high > low ? high - low : 1;
    }
}

/* How fast a share changes at most, and how fast, in proportion, one grows at most. Where shares
 * are 0 but for rounding the first is too, though the second says that they will not remain so. */
static double fastest(const flow *f, const double *y, double *rate, double *growth)
{
    double most = 0;
    *growth = 0;
    rates(f, y, rate);
    for (int i = 0, at = 0; i < 2; at += f->count[i++]) {
        double mean = 0;
        for (int k = 0; k < f->count[i]; k++)
            mean += f->share[at + k] * rate[at + k];
        for (int k = 0; k < f->count[i]; k++) {
            most = fmax(most, fabs(f->share[at + k] * (rate[at + k] - mean)));
            *growth = fmax(*growth, rate[at + k] - mean);
        }
    }
    return most;
}

static void sample(const flow *f, double time, const double *y, thaw_replicator *run)
{
    run->time[run->samples] = time;
    to_shares(f, y, run->share + (size_t)run->samples++ * (size_t)f->total);
}

/* Samples at 0 and then at times that double, until nothing moves and nothing would. */
static void follow(flow *f, double *y, double *moved, double *rate, thaw_replicator *run)
{
    long steps = 0, next = lround(1 / THAW_REPLICATOR_STEP);
    sample(f, 0, y, run);
    while (run->samples < THAW_REPLICATOR_SAMPLES) {
        for (; steps < next; steps++)
            advance(f, THAW_REPLICATOR_STEP, y, moved, rate);
        sample(f, (double)steps * THAW_REPLICATOR_STEP, y, run);
        double growth;
        run->speed = fastest(f, y, rate, &growth);
        run->settled = run->speed < THAW_REPLICATOR_REST && growth < THAW_REPLICATOR_REST;
        if (run->settled)
            return;
        next *= 2;
    }
}

thaw_status thaw_replicator_run(const int count[2], double (*value)[2], thaw_replicator *run,
                                thaw_fault *fault)
{
    *run = (thaw_replicator){.count = {count[0], count[1]}};
    flow f = {.count = {count[0], count[1]}, .total = count[0] + count[1], .value = value};
    size_t total = (size_t)f.total;
    double *y = calloc(6 * total, sizeof *y), *scratch = calloc(total, sizeof *scratch);
    run->time = calloc(THAW_REPLICATOR_SAMPLES, sizeof *run->time);
    run->share = calloc(THAW_REPLICATOR_SAMPLES * total, sizeof *run->share);
    thaw_status status = THAW_OK;
    if (y && scratch && run->time && run->share) {
        f.share = scratch;
        find_range(&f);
        follow(&f, y, y + total, y + 2 * total, run);
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for %d strategies", f.total);
        thaw_replicator_clear(run);
    }
    free(y);
    free(scratch);
    return status;
}

void thaw_replicator_clear(thaw_replicator *run)
{
    free(run->time);
    free(run->share);
    *run = (thaw_replicator){0};
}
