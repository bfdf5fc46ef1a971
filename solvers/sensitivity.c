/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions asked at many points: one input at a time, and random draws. */
#include "solvers/sensitivity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/clock.h"
#include "solvers/parallel.h"
#include "solvers/sensitivity_parts.h"
#include "solvers/settings.h"

/* ---- asking ---- */

typedef struct batch {
    const thaw_response *response;
    const thaw_points *points;
    double *point;       /* [slot * inputs + input], a slot for each of the batch */
    double *output;      /* [k * outputs + output] */
    bool *refused;       /* [k] */
    thaw_status *status; /* [slot] */
    size_t from;
} batch;

static void ask_one(size_t slot, void *context)
{
    const batch *b = context;
    const thaw_response *response = b->response;
    size_t k = b->from + slot;
    double *point = b->point + slot * response->inputs;
    double *output = b->output + k * response->outputs;
    b->points->at(k, point, b->points->context);
    b->status[slot] = response->at(point, output, response->context);
    b->refused[k] = b->status[slot] == THAW_ERANGE;
    for (size_t o = 0; b->refused[k] && o < response->outputs; o++)
        output[o] = (double)NAN;
}

static thaw_status stopped(const thaw_sampling *sampling, const thaw_status *status, size_t count,
                           thaw_fault *fault)
{
    for (size_t slot = 0; slot < count; slot++)
        if (status[slot] != THAW_OK && status[slot] != THAW_ERANGE)
            return thaw_fail(fault, status[slot], "a point could not be answered: %s",
                             thaw_status_text(status[slot]));
    if (sampling->stop && *sampling->stop)
        return thaw_fail(fault, THAW_EINTERRUPT, "interrupted");
    if (sampling->deadline > 0 && thaw_clock() > sampling->deadline)
        return thaw_fail(fault, THAW_ETIME, "the time limit came before the last point");
    return THAW_OK;
}

thaw_status thaw_points_check(size_t points, size_t numbers, thaw_fault *fault)
{
    if (numbers == 0 || points <= THAW_SAMPLE_NUMBERS_MAX / numbers)
        return THAW_OK;
    return thaw_fail(fault, THAW_ERANGE,
                     "%zu points of %zu numbers each are more than there is room for: %zu points",
                     points, numbers, THAW_SAMPLE_NUMBERS_MAX / numbers);
}

thaw_status thaw_points_ask(const thaw_response *response, const thaw_points *points,
                            const thaw_sampling *sampling, double *output, bool *refused,
                            thaw_fault *fault)
{
    size_t slots = points->count < THAW_SAMPLE_BATCH ? points->count : THAW_SAMPLE_BATCH;
    batch b = {.response = response, .points = points, .from = 0};
    b.point = calloc(slots * response->inputs + 1, sizeof *b.point);
    b.output = output;
    b.refused = refused;
    b.status = calloc(slots + 1, sizeof *b.status);
    thaw_status status = b.point && b.status
                             ? THAW_OK
                             : thaw_fail(fault, THAW_ENOMEM, "no memory for %zu points", slots);
    while (status == THAW_OK && b.from < points->count) {
        size_t left = points->count - b.from, n = left < slots ? left : slots;
        thaw_parallel_for(n, sampling->threads, ask_one, &b);
        b.from += n;
        status = stopped(sampling, b.status, n, fault);
        if (status == THAW_OK && sampling->progress)
            sampling->progress(b.from, points->count, sampling->progress_context);
    }
    free(b.point);
    free(b.status);
    return status;
}

/* ---- one at a time ---- */

typedef struct turns {
    const thaw_response *response;
    const double *base;
} turns;

/* Point 0 is the base; 1 + 2 i + side has input i at an end of its range. */
static void turn(size_t k, double *point, void *context)
{
    const turns *t = context;
    memcpy(point, t->base, t->response->inputs * sizeof *point);
    if (k == 0)
        return;
    const thaw_prior *prior = &t->response->priors[(k - 1) / 2];
    point[(k - 1) / 2] = (k - 1) % 2 ? prior->high : prior->low;
}

thaw_status thaw_tornado_find(const thaw_response *response, const double *base,
                              const thaw_sampling *sampling, thaw_tornado *tornado,
                              thaw_fault *fault)
{
    turns t = {response, base};
    thaw_points points = {1 + 2 * response->inputs, turn, &t};
    *tornado = (thaw_tornado){.inputs = response->inputs, .outputs = response->outputs};
    tornado->base = calloc(points.count * response->outputs + 1, sizeof *tornado->base);
    bool *refused = calloc(points.count, sizeof *refused);
    thaw_status status =
        tornado->base && refused
            ? thaw_points_ask(response, &points, sampling, tornado->base, refused, fault)
            : thaw_fail(fault, THAW_ENOMEM, "no memory for %zu points", points.count);
    if (status == THAW_OK)
        tornado->ends = tornado->base + response->outputs;
    for (size_t k = 0; status == THAW_OK && k < points.count; k++)
        tornado->refused += refused[k];
    free(refused);
    if (status != THAW_OK)
        thaw_tornado_clear(tornado);
    return status;
}

void thaw_tornado_clear(thaw_tornado *tornado)
{
    free(tornado->base);
    *tornado = (thaw_tornado){0};
}

/* ---- random draws ---- */

/* The draws that are still to be accepted. */
typedef struct draws {
    const thaw_response *response;
    const thaw_design *design;
    const size_t *wanted; /* [place] */
    double *point;        /* [draw * inputs + input] */
} draws;

void thaw_point_of(const thaw_response *response, double *point)
{
    for (size_t i = 0; i < response->inputs; i++)
        point[i] = thaw_prior_quantile(&response->priors[i], point[i]);
}

static void draw(size_t place, double *point, void *context)
{
    const draws *d = context;
    size_t k = d->wanted[place], inputs = d->response->inputs;
    thaw_design_point(d->design, k, point);
    thaw_point_of(d->response, point);
    memcpy(d->point + k * inputs, point, inputs * sizeof *point);
}

/* One attempt at the draws wanted; the refused ones are kept as wanted. Every attempt has numbers
 * of its own. */
static thaw_status attempt(const thaw_response *response, const thaw_sampling *sampling,
                           uint64_t number, thaw_sample *sample, size_t *wanted, size_t *count,
                           double *output, bool *refused, thaw_fault *fault)
{
    thaw_design design;
    draws d = {response, &design, wanted, sample->point};
    thaw_points points = {*count, draw, &d};
    thaw_status status =
        thaw_design_init(THAW_DESIGN_RANDOM, response->inputs, sample->count,
                         sampling->seed + number * THAW_SEED_STRIDE, &design, fault);
    if (status != THAW_OK)
        return status;
    status = thaw_points_ask(response, &points, sampling, output, refused, fault);
    size_t left = 0;
    for (size_t place = 0; status == THAW_OK && place < *count; place++) {
        memcpy(sample->output + wanted[place] * sample->outputs, output + place * sample->outputs,
               sample->outputs * sizeof *output);
        if (refused[place])
            wanted[left++] = wanted[place];
    }
    *count = left;
    sample->redrawn += left;
    thaw_design_clear(&design);
    return status;
}

static thaw_status draw_all(const thaw_response *response, const thaw_sampling *sampling,
                            thaw_sample *sample, thaw_fault *fault)
{
    size_t count = sample->count;
    size_t *wanted = calloc(count + 1, sizeof *wanted);
    double *output = calloc(count * sample->outputs + 1, sizeof *output);
    bool *refused = calloc(count + 1, sizeof *refused);
    thaw_status status = wanted && output && refused
                             ? THAW_OK
                             : thaw_fail(fault, THAW_ENOMEM, "no memory for %zu draws", count);
    for (size_t k = 0; status == THAW_OK && k < count; k++)
        wanted[k] = k;
    for (uint64_t number = 0; status == THAW_OK && count > 0; number++) {
        if (number > THAW_SAMPLE_REDRAWS)
            status = thaw_fail(fault, THAW_ERANGE,
                               "inputs within these ranges nearly always contradict each other");
        else
            status =
                attempt(response, sampling, number, sample, wanted, &count, output, refused, fault);
    }
    free(wanted);
    free(output);
    free(refused);
    return status;
}

thaw_status thaw_sample_check(const thaw_response *response, size_t points, thaw_fault *fault)
{
    return thaw_points_check(points, response->inputs + 2 * response->outputs, fault);
}

thaw_status thaw_sample_draw(const thaw_response *response, const thaw_sampling *sampling,
                             thaw_sample *sample, thaw_fault *fault)
{
    size_t n = sampling->points;
    *sample = (thaw_sample){.count = n, .inputs = response->inputs, .outputs = response->outputs};
    if (thaw_sample_check(response, n, fault) != THAW_OK)
        return THAW_ERANGE;
    sample->point = calloc(n * response->inputs + 1, sizeof *sample->point);
    sample->output = calloc(n * response->outputs + 1, sizeof *sample->output);
    thaw_status status = sample->point && sample->output
                             ? draw_all(response, sampling, sample, fault)
                             : thaw_fail(fault, THAW_ENOMEM, "no memory for %zu draws", n);
    if (status != THAW_OK)
        thaw_sample_clear(sample);
    return status;
}

void thaw_sample_clear(thaw_sample *sample)
{
    free(sample->point);
    free(sample->output);
    *sample = (thaw_sample){0};
}
