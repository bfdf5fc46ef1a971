/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of designs by their index. */
#include "solvers/design.h"

#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>

#include "solvers/gsl_guard.h"
#include "solvers/random.h"

/* ---- Latin hypercubes ---- */

/* What Philox's counter is spent on: the order of the slices, and the place within one. */
enum { LHS_ORDER = 1, LHS_PLACE = 2 };

/* Rounds of the Feistel network, and the least bits of its half: below 256 elements its
 * permutations would be too few. */
enum { FEISTEL_ROUNDS = 8, FEISTEL_HALF_LEAST = 4 };

/* A permutation of [0, 2^(2 half)) that belongs to a seed and a dimension: a balanced Feistel
 * network whose round function is Philox (Luby & Rackoff 1988). */
static uint32_t feistel(uint64_t seed, uint32_t dimension, int half, uint32_t x)
{
    const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    const uint32_t mask = ((uint32_t)1 << half) - 1;
    uint32_t left = x >> half, right = x & mask;
    for (uint32_t round = 0; round < FEISTEL_ROUNDS; round++) {
        const uint32_t counter[4] = {right, round, dimension, LHS_ORDER};
        uint32_t word[4];
        thaw_philox(key, counter, word);
        uint32_t next = (left ^ word[0]) & mask;
        left = right;
        right = next;
    }
    return left << half | right;
}

/* A permutation of [0, points): the network's, followed until it is back inside (Black & Rogaway
 * 2002, "cycle walking"). On average fewer than four steps where there are 64 points or more. */
static uint32_t shuffled(uint64_t seed, uint32_t dimension, uint32_t points, uint32_t k)
{
    int half = FEISTEL_HALF_LEAST;
    while (2 * half < 32 && (uint64_t)points > (uint64_t)1 << (2 * half))
        half++;
    do
        k = feistel(seed, dimension, half, k);
    while (k >= points);
    return k;
}

static void lhs_point(const thaw_design *design, size_t k, double *point)
{
    const uint32_t key[2] = {(uint32_t)design->seed, (uint32_t)(design->seed >> 32)};
    for (size_t j = 0; j < design->dimensions; j++) {
        const uint32_t counter[4] = {(uint32_t)k, 0, (uint32_t)j, LHS_PLACE};
        uint32_t word[4];
        thaw_philox(key, counter, word);
        uint32_t slice = shuffled(design->seed, (uint32_t)j, (uint32_t)design->points, (uint32_t)k);
        /* 23 bits: with the slice's 30 they are added exactly, so that no point reaches 1 */
        point[j] = ((double)slice + (double)(word[0] >> 9) * 0x1p-23) / (double)design->points;
    }
}

/* ---- Sobol' points ---- */

/* GSL's numbers are multiples of 2^-30, as they have 30 bits. */
#define SOBOL_SCALE 0x1p30

static uint32_t gray(uint32_t k)
{
    return k ^ k >> 1;
}

/* GSL gives points one after the other only. Its point n (from 1) is the direction numbers of the
 * bits of n's Gray code added without carry; that of 2^b has bits b and b - 1, which gives
 * direction number b once b - 1 is known. So one pass through the sequence gives all that any point
 * takes. */
static void learn_directions(gsl_qrng *sequence, double *point, const thaw_design *design)
{
    size_t n = design->dimensions, bit = 0;
    for (size_t k = 1; k <= design->points; k++) {
        gsl_qrng_get(sequence, point);
        if (k != (size_t)1 << bit)
            continue;
        for (size_t j = 0; j < n; j++)
            design->direction[bit * n + j] = (uint32_t)(point[j] * SOBOL_SCALE) ^
                                             (bit > 0 ? design->direction[(bit - 1) * n + j] : 0);
        bit++;
    }
}

static thaw_status sobol_init(thaw_design *design, thaw_fault *fault)
{
    enum { BITS = 30 };
    thaw_gsl_init();
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)design->dimensions);
    double *point = calloc(design->dimensions, sizeof *point);
    design->direction = calloc(BITS * design->dimensions, sizeof *design->direction);
    bool done = sequence && point && design->direction;
    if (done)
        learn_directions(sequence, point, design);
    free(point);
    gsl_qrng_free(sequence);
    if (done)
        return THAW_OK;
    thaw_design_clear(design);
    return thaw_fail(fault, THAW_ENOMEM, "no memory for Sobol' points");
}

static void sobol_point(const thaw_design *design, size_t k, double *point)
{
    size_t n = design->dimensions;
    uint32_t code = gray((uint32_t)k + 1);
    for (size_t j = 0; j < n; j++) {
        uint32_t sum = 0;
        for (size_t bit = 0; code >> bit; bit++)
            if (code >> bit & 1)
                sum ^= design->direction[bit * n + j];
        point[j] = sum / SOBOL_SCALE;
    }
}

/* ---- designs ---- */

thaw_status thaw_design_init(thaw_design_kind kind, size_t dimensions, size_t points, uint64_t seed,
                             thaw_design *design, thaw_fault *fault)
{
    *design = (thaw_design){
        .kind = kind, .dimensions = dimensions, .points = points, .seed = seed, .direction = NULL};
    if (dimensions == 0)
        return thaw_fail(fault, THAW_ERANGE, "a design needs an input to vary");
    if (points == 0 || points > THAW_DESIGN_MOST)
        return thaw_fail(fault, THAW_ERANGE, "a design has 1 to %d points, not %zu",
                         THAW_DESIGN_MOST, points);
    if (kind != THAW_DESIGN_SOBOL)
        return THAW_OK;
    if (dimensions > THAW_SOBOL_DIMENSIONS) {
        thaw_fail(fault, THAW_ERANGE, "Sobol' points have at most %d dimensions, not %zu",
                  THAW_SOBOL_DIMENSIONS, dimensions);
        thaw_fault_help(fault, "a Latin hypercube (lhs) takes any number");
        return THAW_ERANGE;
    }
    if (points > THAW_SOBOL_MOST) {
        thaw_fail(fault, THAW_ERANGE, "there are at most %d Sobol' points, not %zu",
                  THAW_SOBOL_MOST, points);
        thaw_fault_help(fault, "a Latin hypercube (lhs) takes up to %d", THAW_DESIGN_MOST);
        return THAW_ERANGE;
    }
    return sobol_init(design, fault);
}

void thaw_design_clear(thaw_design *design)
{
    free(design->direction);
    *design = (thaw_design){0};
}

void thaw_design_point(const thaw_design *design, size_t k, double *point)
{
    thaw_stream stream;
    switch (design->kind) {
    case THAW_DESIGN_LHS:
        lhs_point(design, k, point);
        return;
    case THAW_DESIGN_SOBOL:
        sobol_point(design, k, point);
        return;
    default:
        stream = thaw_stream_of(design->seed, k);
        for (size_t j = 0; j < design->dimensions; j++)
            point[j] = thaw_stream_next(&stream);
    }
}

/* ---- axes ---- */

double thaw_axis_value(const thaw_axis *axis, double u)
{
    if (axis->kind == THAW_AXIS_LIST) {
        size_t k = (size_t)(u * (double)axis->points);
        return axis->values[k < axis->points ? k : axis->points - 1];
    }
    if (u <= 0)
        return axis->from;
    if (u >= 1)
        return axis->to;
    return axis->kind == THAW_AXIS_LOG ? axis->from * pow(axis->to / axis->from, u)
                                       : axis->from + u * (axis->to - axis->from);
}

/* The number of 12 significant digits, counted from those of the larger end, that is nearest: a
 * tenth step of 0.8 to 1.8 is 0.9 and not what rounding makes of it. Powers of ten up to 10^22 are
 * exact, so that the quotient is the double nearest to the decimal. */
static double to_decimal(const thaw_axis *axis, double value)
{
    enum { DIGITS = 12, EXACT = 22 };
    double larger = fmax(fabs(axis->from), fabs(axis->to));
    double decimals = DIGITS - 1 - floor(log10(larger));
    if (!(decimals >= 0))
        return value;
    double scale = pow(10, fmin(decimals, EXACT));
    return round(value * scale) / scale;
}

double thaw_axis_step(const thaw_axis *axis, size_t k)
{
    if (axis->kind == THAW_AXIS_LIST)
        return axis->values[k];
    if (k == 0 || k + 1 == axis->points)
        return k == 0 ? axis->from : axis->to;
    return to_decimal(axis, thaw_axis_value(axis, (double)k / (double)(axis->points - 1)));
}

thaw_status thaw_grid_size(const thaw_axis *axes, size_t count, size_t *points, thaw_fault *fault)
{
    *points = 1;
    for (size_t j = 0; j < count; j++) {
        if (axes[j].points > THAW_DESIGN_MOST / *points)
            return thaw_fail(fault, THAW_ERANGE, "a grid of more than %d points", THAW_DESIGN_MOST);
        *points *= axes[j].points;
    }
    return THAW_OK;
}

void thaw_grid_point(const thaw_axis *axes, size_t count, size_t k, double *values)
{
    for (size_t j = count; j-- > 0;) {
        values[j] = thaw_axis_step(&axes[j], k % axes[j].points);
        k /= axes[j].points;
    }
}
