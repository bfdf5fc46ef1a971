/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sobol' indices from two samples and their mixtures. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/moments.h"
#include "solvers/parallel.h"
#include "solvers/random.h"
#include "solvers/sensitivity_parts.h"
#include "solvers/settings.h"

/* ---- the design ---- */

/* Seeds of their own for the shift and the bootstrap. */
enum { SHIFT = 1, BOOTSTRAP = 2 };

typedef struct mixture {
    const thaw_response *response;
    const thaw_design *design; /* of 2 * inputs dimensions: A, then B */
    const double *shift;       /* [dimension], modulo 1 */
    double *row;               /* [row * 2 * inputs + dimension]: the design, as inputs */
} mixture;

static double shifted(double u, double by)
{
    return u + by < 1 ? u + by : u + by - 1;
}

static void fill_row(size_t r, void *context)
{
    const mixture *m = context;
    size_t inputs = m->response->inputs;
    double *row = m->row + r * 2 * inputs;
    thaw_design_point(m->design, r, row);
    for (size_t j = 0; j < 2 * inputs; j++)
        row[j] = shifted(row[j], m->shift[j]);
    thaw_point_of(m->response, row);
    thaw_point_of(m->response, row + inputs);
}

/* Row r of A is point r * (inputs + 2), of B the next; of A with column i from B the one i after
 * that. */
static void mix(size_t k, double *point, void *context)
{
    const mixture *m = context;
    size_t inputs = m->response->inputs, which = k % (inputs + 2);
    const double *a = m->row + k / (inputs + 2) * 2 * inputs, *b = a + inputs;
    memcpy(point, which == 1 ? b : a, inputs * sizeof *point);
    if (which >= 2)
        point[which - 2] = b[which - 2];
}

static thaw_status evaluate(const thaw_response *response, const thaw_sampling *sampling,
                            thaw_indices *indices, double *output, bool *refused, thaw_fault *fault)
{
    thaw_design design;
    size_t dimensions = 2 * response->inputs;
    indices->sobol = dimensions <= THAW_SOBOL_DIMENSIONS;
    thaw_status status =
        thaw_design_init(indices->sobol ? THAW_DESIGN_SOBOL : THAW_DESIGN_LHS, dimensions,
                         sampling->points, sampling->seed, &design, fault);
    if (status != THAW_OK)
        return status;
    double *shift = calloc(dimensions, sizeof *shift);
    double *row = calloc(sampling->points * dimensions, sizeof *row);
    mixture m = {response, &design, shift, row};
    thaw_points points = {indices->evaluations, mix, &m};
    thaw_stream stream = thaw_stream_of(sampling->seed + SHIFT * THAW_SEED_STRIDE, 0);
    for (size_t j = 0; shift && indices->sobol && j < dimensions; j++)
        shift[j] = thaw_stream_next(&stream);
    if (shift && row) {
        thaw_parallel_for(sampling->points, sampling->threads, fill_row, &m);
        status = thaw_points_ask(response, &points, sampling, output, refused, fault);
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for %zu points", sampling->points);
    }
    free(shift);
    free(row);
    thaw_design_clear(&design);
    return status;
}

/* ---- the estimates ---- */

/* What the estimates of all inputs work on. */
typedef struct rows {
    thaw_indices *indices;
    const double *output; /* [(row * (inputs + 2) + which) * outputs + output] */
    const uint32_t *pick; /* [resample * points + place]: the row picked */
    const double *moment; /* [2 * ((resample + 1) * outputs + output)]: mean and variance; resample
                             -1 is all of the rows, once each */
} rows;

typedef struct pair {
    double first, total;
} pair;

static double value_at(const rows *r, size_t row, size_t which, size_t output)
{
    const thaw_indices *s = r->indices;
    return r->output[(row * (s->inputs + 2) + which) * s->outputs + output];
}

/* Mean and variance of A and B together, over the rows picked (NULL: all, once each); 0 for a
 * variance that rounding can make. */
static void moments(const rows *r, const uint32_t *pick, size_t output, double moment[2])
{
    thaw_moments m = {0};
    double largest = 0;
    for (size_t k = 0; k < r->indices->points; k++)
        for (size_t which = 0; which < 2; which++) {
            double y = value_at(r, pick ? pick[k] : k, which, output);
            if (isnan(y))
                continue;
            thaw_moments_add(&m, y);
            largest = fmax(largest, fabs(y));
        }
    double variance = thaw_moments_variance(&m);
    moment[0] = m.mean;
    moment[1] = sqrt(variance) <= THAW_INDEX_ROUNDING * largest ? 0 : variance;
}

static const double *moment_of(const rows *r, size_t resample, size_t output)
{
    return r->moment + 2 * (resample * r->indices->outputs + output);
}

/* Saltelli et al. (2010) for the first, Jansen (1999) for the total. */
static pair estimate(const rows *r, const uint32_t *pick, const double *moment, size_t input,
                     size_t output)
{
    double mean = moment[0], n = 0;
    pair sum = {0, 0};
    for (size_t k = 0; k < r->indices->points; k++) {
        size_t row = pick ? pick[k] : k;
        double a = value_at(r, row, 0, output), b = value_at(r, row, 1, output);
        double ab = value_at(r, row, input + 2, output);
        if (isnan(a) || isnan(b) || isnan(ab))
            continue;
        n++;
        sum.first += (b - mean) * (ab - a);
        sum.total += 0.5 * (a - ab) * (a - ab);
    }
    double scale = n * moment[1];
    return scale > 0 ? (pair){sum.first / scale, sum.total / scale}
                     : (pair){(double)NAN, (double)NAN};
}

/* Standard deviations of both over the resamples. */
static pair spread(const rows *r, size_t input, size_t output)
{
    double n = 0;
    pair mean = {0, 0}, square = {0, 0};
    for (size_t b = 0; b < THAW_BOOTSTRAPS; b++) {
        pair e = estimate(r, r->pick + b * r->indices->points, moment_of(r, b + 1, output), input,
                          output);
        if (isnan(e.first))
            continue;
        n++;
        pair step = {e.first - mean.first, e.total - mean.total};
        mean.first += step.first / n;
        mean.total += step.total / n;
        square.first += step.first * (e.first - mean.first);
        square.total += step.total * (e.total - mean.total);
    }
    return n > 1 ? (pair){sqrt(square.first / (n - 1)), sqrt(square.total / (n - 1))}
                 : (pair){(double)NAN, (double)NAN};
}

static thaw_band around(double value, double deviation)
{
    return (thaw_band){value, value - THAW_Z95 * deviation, value + THAW_Z95 * deviation};
}

static void estimate_one(size_t k, void *context)
{
    const rows *r = context;
    thaw_indices *s = r->indices;
    size_t input = k % s->inputs, output = k / s->inputs;
    pair e = estimate(r, NULL, moment_of(r, 0, output), input, output);
    pair d = spread(r, input, output);
    s->first[k] = around(e.first, d.first);
    s->total[k] = around(e.total, d.total);
}

/* The rows of every resample. */
static void resample(uint64_t seed, size_t points, uint32_t *pick)
{
    for (uint64_t b = 0; b < THAW_BOOTSTRAPS; b++) {
        thaw_stream stream = thaw_stream_of(seed, b);
        for (size_t k = 0; k < points; k++)
            pick[b * points + k] = (uint32_t)(thaw_stream_next(&stream) * (double)points);
    }
}

static thaw_status estimate_all(const double *output, const thaw_sampling *sampling,
                                thaw_indices *indices, thaw_fault *fault)
{
    size_t n = indices->points, outputs = indices->outputs;
    uint32_t *pick = calloc(THAW_BOOTSTRAPS * n, sizeof *pick);
    double *moment = calloc(2 * (THAW_BOOTSTRAPS + 1) * outputs + 1, sizeof *moment);
    if (pick && moment) {
        rows r = {indices, output, pick, moment};
        resample(sampling->seed + BOOTSTRAP * THAW_SEED_STRIDE, n, pick);
        for (size_t b = 0; b <= THAW_BOOTSTRAPS; b++)
            for (size_t o = 0; o < outputs; o++)
                moments(&r, b > 0 ? pick + (b - 1) * n : NULL, o, moment + 2 * (b * outputs + o));
        for (size_t o = 0; o < outputs; o++) {
            indices->mean[o] = moment_of(&r, 0, o)[0];
            indices->variance[o] = moment_of(&r, 0, o)[1];
        }
        thaw_parallel_for(indices->inputs * outputs, sampling->threads, estimate_one, &r);
    }
    thaw_status status = pick && moment ? THAW_OK
                                        : thaw_fail(fault, THAW_ENOMEM,
                                                    "no memory for the bootstrap of %zu points", n);
    free(pick);
    free(moment);
    return status;
}

/* ---- all of it ---- */

static thaw_status check(const thaw_response *response, const thaw_sampling *sampling,
                         thaw_fault *fault)
{
    enum { LEAST = 2, MOST = 1 << 20 };
    if (response->inputs == 0)
        return thaw_fail(fault, THAW_ERANGE, "indices need an input to vary");
    if (sampling->points < LEAST || sampling->points > MOST)
        return thaw_fail(fault, THAW_ERANGE, "indices take %d to %d points, not %zu", LEAST, MOST,
                         sampling->points);
    return thaw_points_check(sampling->points * (response->inputs + 2), response->outputs, fault);
}

static thaw_status make_indices(const thaw_response *response, const thaw_sampling *sampling,
                                thaw_indices *indices, thaw_fault *fault)
{
    size_t cells = response->inputs * response->outputs;
    *indices = (thaw_indices){.inputs = response->inputs,
                              .outputs = response->outputs,
                              .points = sampling->points,
                              .evaluations = sampling->points * (response->inputs + 2)};
    indices->first = calloc(cells + 1, sizeof *indices->first);
    indices->total = calloc(cells + 1, sizeof *indices->total);
    indices->mean = calloc(response->outputs + 1, sizeof *indices->mean);
    indices->variance = calloc(response->outputs + 1, sizeof *indices->variance);
    if (indices->first && indices->total && indices->mean && indices->variance)
        return THAW_OK;
    return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu indices", cells);
}

thaw_status thaw_indices_find(const thaw_response *response, const thaw_sampling *sampling,
                              thaw_indices *indices, thaw_fault *fault)
{
    *indices = (thaw_indices){0};
    thaw_status status = check(response, sampling, fault);
    if (status != THAW_OK)
        return status;
    status = make_indices(response, sampling, indices, fault);
    double *output = calloc(indices->evaluations * response->outputs + 1, sizeof *output);
    bool *refused = calloc(indices->evaluations + 1, sizeof *refused);
    if (status == THAW_OK && (!output || !refused))
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for %zu points", indices->evaluations);
    if (status == THAW_OK)
        status = evaluate(response, sampling, indices, output, refused, fault);
    for (size_t k = 0; status == THAW_OK && k < indices->evaluations; k++)
        indices->refused += refused[k];
    if (status == THAW_OK)
        status = estimate_all(output, sampling, indices, fault);
    free(output);
    free(refused);
    if (status != THAW_OK)
        thaw_indices_clear(indices);
    return status;
}

void thaw_indices_clear(thaw_indices *indices)
{
    free(indices->first);
    free(indices->total);
    free(indices->mean);
    free(indices->variance);
    *indices = (thaw_indices){0};
}
