/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles, intervals, ranks, slices. */
#include "solvers/statistics.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "solvers/gsl_guard.h"
#include "solvers/moments.h"
#include "solvers/random.h"
#include "solvers/settings.h"

/* ---- priors ---- */

/* Inverse of the triangular distribution function on [0, 1] with mode m. */
static double triangular(double u, double m)
{
    return u < m ? sqrt(u * m) : 1 - sqrt((1 - u) * (1 - m));
}

double thaw_prior_quantile(const thaw_prior *prior, double u)
{
    double span = prior->high - prior->low, share = u;
    if (!(span > 0))
        return prior->low;
    double mode = fmin(fmax((prior->mode - prior->low) / span, 0), 1);
    if (u >= 1)
        return prior->high;
    if (prior->kind == THAW_PRIOR_TRIANGULAR) {
        share = triangular(u, mode);
    } else if (prior->kind == THAW_PRIOR_PERT && u > 0) {
        thaw_gsl_init();
        share = gsl_cdf_beta_Pinv(u, 1 + 4 * mode, 1 + 4 * (1 - mode));
    }
    return prior->low + span * share;
}

/* ---- chances, quantiles ---- */

thaw_band thaw_wilson(size_t hits, size_t trials)
{
    if (trials == 0)
        return (thaw_band){(double)NAN, (double)NAN, (double)NAN};
    double n = (double)trials, p = (double)hits / n, z2 = THAW_Z95 * THAW_Z95;
    double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    double half = THAW_Z95 / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    return (thaw_band){p, hits == 0 ? 0 : middle - half, hits == trials ? 1 : middle + half};
}

static int by_size(const void *one, const void *two)
{
    double a = *(const double *)one, b = *(const double *)two;
    if (isnan(a) || isnan(b))
        return isnan(a) - isnan(b);
    return (a > b) - (a < b);
}

double thaw_quantile(double *values, size_t count, double u)
{
    qsort(values, count, sizeof *values, by_size);
    while (count > 0 && isnan(values[count - 1]))
        count--;
    if (count == 0)
        return (double)NAN;
    double place = u * (double)(count - 1);
    size_t below = (size_t)place;
    if (below + 1 >= count)
        return values[count - 1];
    return values[below] + (place - (double)below) * (values[below + 1] - values[below]);
}

/* ---- ranks ---- */

/* A number and where it stood. */
typedef struct placed {
    double value;
    size_t at;
} placed;

static int by_value(const void *one, const void *two)
{
    const placed *a = one, *b = two;
    if (a->value != b->value)
        return a->value > b->value ? 1 : -1;
    return (a->at > b->at) - (a->at < b->at);
}

/* Ranks from 1, ties their mean: rank[items[k].at]. Sorts the items. */
static void rank_items(placed *items, size_t count, double *rank)
{
    qsort(items, count, sizeof *items, by_value);
    for (size_t from = 0, to = 0; from < count; from = to) {
        while (to < count && items[to].value == items[from].value)
            to++;
        for (size_t k = from; k < to; k++)
            rank[items[k].at] = 0.5 * (double)(from + 1 + to);
    }
}

/* Pearson's correlation. */
static double correlation_of(const double *x, const double *y, size_t count)
{
    double mean_x = 0, mean_y = 0, xx = 0, yy = 0, xy = 0;
    for (size_t k = 0; k < count; k++) {
        mean_x += x[k] / (double)count;
        mean_y += y[k] / (double)count;
    }
    for (size_t k = 0; k < count; k++) {
        xx += (x[k] - mean_x) * (x[k] - mean_x);
        yy += (y[k] - mean_y) * (y[k] - mean_y);
        xy += (x[k] - mean_x) * (y[k] - mean_y);
    }
    return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : (double)NAN;
}

thaw_status thaw_spearman(const double *x, size_t stride_x, const double *y, size_t stride_y,
                          size_t count, double *correlation, thaw_fault *fault)
{
    placed *items = calloc(2 * count + 1, sizeof *items);
    double *rank = calloc(2 * count + 1, sizeof *rank);
    size_t found = 0;
    *correlation = (double)NAN;
    if (items && rank) {
        for (size_t k = 0; k < count; k++)
            if (!isnan(x[stride_x * k]) && !isnan(y[stride_y * k])) {
                items[found] = (placed){x[stride_x * k], found};
                items[count + found] = (placed){y[stride_y * k], found};
                found++;
            }
        rank_items(items, found, rank);
        rank_items(items + count, found, rank + count);
        *correlation = correlation_of(rank, rank + count, found);
    }
    thaw_status status =
        items && rank ? THAW_OK : thaw_fail(fault, THAW_ENOMEM, "no memory for %zu ranks", count);
    free(items);
    free(rank);
    return status;
}

/* ---- knowledge ---- */

/* A sample in the order of x, cut into slices. */
typedef struct sliced {
    double *y; /* [k], in the order of x; owned */
    size_t count, slices;
    double *sum, *weight; /* [slice], of one estimate; owned */
} sliced;

static void sliced_clear(sliced *s)
{
    free(s->y);
    free(s->sum);
    free(s->weight);
}

/* Sorts y by x, missing pairs left out. Equal values of x keep their order. Clear in any case. */
static thaw_status slice(const double *x, size_t stride_x, const double *y, size_t stride_y,
                         size_t count, sliced *s, thaw_fault *fault)
{
    placed *items = calloc(count + 1, sizeof *items);
    *s = (sliced){calloc(count + 1, sizeof *s->y), 0, 0, NULL, NULL};
    for (size_t k = 0; items && k < count; k++)
        if (!isnan(x[stride_x * k]) && !isnan(y[stride_y * k]))
            items[s->count++] = (placed){x[stride_x * k], k};
    s->slices = (size_t)cbrt(2 * (double)s->count);
    s->sum = calloc(s->slices + 1, sizeof *s->sum);
    s->weight = calloc(s->slices + 1, sizeof *s->weight);
    bool done = items && s->y && s->sum && s->weight;
    if (done) {
        qsort(items, s->count, sizeof *items, by_value);
        for (size_t k = 0; k < s->count; k++)
            s->y[k] = y[stride_y * items[k].at];
    }
    free(items);
    return done ? THAW_OK : thaw_fail(fault, THAW_ENOMEM, "no memory for a sample of %zu", count);
}

/* 1 - (variance within slices) / (variance), each with its degrees of freedom: an adjusted R^2. The
 * k-th of the sample is the picked[k]-th of the data; NULL: all of the data, once each. */
static double share_removed(sliced *s, const size_t *picked)
{
    double n = (double)s->count, total = 0, squares = 0, within = 0;
    size_t filled = 0;
    for (size_t b = 0; b < s->slices; b++)
        s->sum[b] = s->weight[b] = 0;
    for (size_t k = 0; k < s->count; k++) {
        size_t at = picked ? picked[k] : k, b = at * s->slices / s->count;
        s->sum[b] += s->y[at];
        s->weight[b] += 1;
        total += s->y[at];
        squares += s->y[at] * s->y[at];
    }
    within = squares;
    for (size_t b = 0; b < s->slices; b++)
        if (s->weight[b] > 0) {
            within -= s->sum[b] * s->sum[b] / s->weight[b];
            filled++;
        }
    double variance = (squares - total * total / n) / (n - 1);
    return variance > 0 && s->count > filled ? 1 - within / (n - (double)filled) / variance
                                             : (double)NAN;
}

/* Half an interval: z times the standard deviation of the estimate over resampled data. The
 * resamples' own values stand too high, as each repeats some of the data; their spread does not. */
static thaw_status spread_of(sliced *s, uint64_t seed, double *half, thaw_fault *fault)
{
    size_t *picked = calloc(s->count + 1, sizeof *picked);
    thaw_moments values = {0};
    if (!picked)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a sample of %zu", s->count);
    for (uint64_t b = 0; b < THAW_BOOTSTRAPS; b++) {
        thaw_stream stream = thaw_stream_of(seed, b);
        for (size_t k = 0; k < s->count; k++)
            picked[k] = (size_t)(thaw_stream_next(&stream) * (double)s->count);
        double value = share_removed(s, picked);
        if (!isnan(value))
            thaw_moments_add(&values, value);
    }
    free(picked);
    *half = THAW_Z95 * sqrt(thaw_moments_variance(&values));
    return THAW_OK;
}

static void find_thirds(const sliced *s, thaw_band third[3])
{
    for (size_t t = 0; t < 3; t++) {
        size_t from = t * s->count / 3, to = (t + 1) * s->count / 3, hits = 0;
        for (size_t k = from; k < to; k++)
            hits += s->y[k] > 0.5;
        third[t] = thaw_wilson(hits, to - from);
    }
}

thaw_status thaw_knowledge_of(const double *x, size_t stride_x, const double *y, size_t stride_y,
                              size_t count, uint64_t seed, thaw_knowledge *knowledge,
                              thaw_fault *fault)
{
    sliced s;
    double half = (double)NAN;
    thaw_status status = slice(x, stride_x, y, stride_y, count, &s, fault);
    double value = (double)NAN;
    if (status == THAW_OK) {
        find_thirds(&s, knowledge->third);
        value = s.slices > 1 ? share_removed(&s, NULL) : (double)NAN;
    }
    if (!isnan(value))
        status = spread_of(&s, seed, &half, fault);
    knowledge->removed = (thaw_band){value, value - half, value + half};
    sliced_clear(&s);
    return status;
}
