/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws counted: verdicts, plans, quantiles. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/sensitivity_report.h"

const double thaw_quantiles[THAW_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

bool thaw_column_quantiles(const double *output, size_t count, size_t stride,
                           double quantile[THAW_QUANTILES])
{
    double *values = malloc((count + 1) * sizeof *values);
    for (size_t k = 0; values && k < count; k++)
        values[k] = output[k * stride];
    for (int q = 0; q < THAW_QUANTILES; q++)
        quantile[q] = values ? thaw_quantile(values, count, thaw_quantiles[q]) : (double)NAN;
    free(values);
    return values != NULL;
}

static void tally(thaw_tally *t, double verdict)
{
    if (isnan(verdict)) {
        t->unsolved++;
        return;
    }
    t->solved++;
    t->holds += verdict == 1;
    t->undecided += verdict > 0 && verdict < 1;
}

thaw_tally thaw_tally_of(const double *verdict, size_t count, size_t stride)
{
    thaw_tally t = {0};
    for (size_t k = 0; k < count; k++)
        tally(&t, verdict[k * stride]);
    return t;
}

/* Deals of a plan stand together: how many, from number `from` on. */
static size_t run_of(const thaw_deals *deals, size_t from)
{
    size_t to = from + 1;
    while (to < deals->count && strcmp(deals->items[to].plan, deals->items[from].plan) == 0)
        to++;
    return to - from;
}

/* Counts a plan's deals, numbers [from, from + count), over all draws. */
static void count_plan(const thaw_sample *sample, size_t from, size_t count, thaw_plan_share *share)
{
    for (size_t r = 0; r < sample->count; r++) {
        const double *output = sample->output + r * sample->outputs;
        double outcome[THAW_EASIEST_OUTPUTS];
        thaw_easiest_of(output + THAW_ALL_DEALS + 2 * from, count, outcome);
        tally(&share->tally, outcome[THAW_EASIEST_HOLDS]);
        for (int which = 0; which < 3; which++) {
            double best = output[THAW_ALL_NASH + which];
            share->best[which] += best >= (double)from && best < (double)(from + count);
        }
    }
}

static void count_none(const thaw_sample *sample, thaw_plan_share *share)
{
    for (size_t r = 0; r < sample->count; r++)
        for (int which = 0; which < 3; which++)
            share->best[which] +=
                sample->output[r * sample->outputs + (size_t)(THAW_ALL_NASH + which)] < 0;
}

bool thaw_plan_shares(const thaw_inquiry *inquiry, thaw_plan_share **shares, size_t *count)
{
    const thaw_deals *deals = &inquiry->study->deals;
    *count = 0;
    *shares = calloc(deals->count + 1, sizeof **shares);
    if (!*shares)
        return false;
    for (size_t from = 0, n; from < deals->count; from += n) {
        n = run_of(deals, from);
        (*shares)[*count].plan = deals->items[from].plan;
        count_plan(&inquiry->sample, from, n, &(*shares)[(*count)++]);
    }
    count_none(&inquiry->sample, &(*shares)[(*count)++]);
    return true;
}

double thaw_swing(const thaw_inquiry *inquiry, size_t input)
{
    const thaw_tornado *t = &inquiry->tornado;
    double low = t->base[THAW_EASIEST_PRICE], high = low;
    bool any = false;
    for (size_t side = 0; side < 2; side++) {
        double price = t->ends[(2 * input + side) * t->outputs + THAW_EASIEST_PRICE];
        any = any || !isnan(price);
        low = fmin(low, price);
        high = fmax(high, price);
    }
    return !any ? (double)NAN : high - low > inquiry->noise ? high - low : 0;
}
