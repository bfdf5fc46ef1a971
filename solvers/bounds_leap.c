/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where linear bounds lead if they are applied without end, and that it is a bound.
 *
 * Applying all lines in turn, a few times over, is one map G: monotone, convex, and V <= G(V) for
 * the numbers V that no equilibrium payoff exceeds. Let V <= h, G(h) <= h - share (h - x) with some
 * share > 0, x <= h and G(x) <= x. Then V <= x: with the least t in [0, 1] for which
 * V <= x + t (h - x), monotony and convexity give V <= G(V) <= (1 - t) G(x) + t G(h) <=
 * x + t (1 - share) (h - x), so that t <= t (1 - share), which is t = 0. So any x may be tried; it
 * is found by policy iteration (Howard 1960): the lines that are largest now, solved as equations.
 */
#include "solvers/bounds.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/grow.h"
#include "solvers/settings.h"

enum { ARRAYS = 7 };

typedef struct bounds_leap {
    thaw_bounds *bounds;
    size_t count;
    double *start, *swept, *at, *tried, *made, *right, *step; /* [bound]; start is h, tried x */
    bool *held;     /* [bound]: stays as it is in start, which is a line like any other */
    size_t *chosen; /* [bound]: its largest line, THAW_NO_LINE where it is held or the floor is
                       larger */
} bounds_leap;

/* G: all lines in turn, so many times. */
static void apply_lines(const bounds_leap *leap, double *values)
{
    size_t line;
    for (int k = 0; k < THAW_BOUNDS_TURNS; k++) {
        for (size_t b = 0; b < leap->count; b++) {
            if (!leap->held[b]) {
                values[b] = thaw_bounds_largest(leap->bounds, b, values, &line);
            }
        }
    }
}

/* x - M x, M being the chosen lines' weights. */
static void chosen_map(void *context, const double *vector, double *image)
{
    const bounds_leap *leap = context;
    const thaw_bounds *bounds = leap->bounds;
    for (size_t b = 0; b < leap->count; b++) {
        double value = vector[b];
        if (leap->chosen[b] != THAW_NO_LINE) {
            const thaw_bound_line *line = &bounds->sorted[leap->chosen[b]];
            for (size_t t = line->first; t < line->end; t++) {
                value -= bounds->term[t].weight * vector[bounds->term[t].bound];
            }
        }
        image[b] = value;
    }
}

/* Chooses each bound's largest line at `at`; right is what these lines give beyond `at`. Returns
 * the largest of it by size. */
static double choose_lines(bounds_leap *leap)
{
    double most = 0;
    for (size_t b = 0; b < leap->count; b++) {
        double value = leap->held[b] ? leap->start[b] : 0;
        leap->chosen[b] = THAW_NO_LINE;
        if (!leap->held[b]) {
            value = thaw_bounds_largest(leap->bounds, b, leap->at, &leap->chosen[b]);
        }
        leap->right[b] = value - leap->at[b];
        most = fmax(most, fabs(leap->right[b]));
    }
    return most;
}

/* Policy iteration from where the lines have led so far, into `at`. */
static thaw_status find_limit(bounds_leap *leap, thaw_krylov *krylov)
{
    double least = INFINITY;
    memcpy(leap->at, leap->swept, leap->count * sizeof *leap->at);
    for (int k = 0; k < THAW_BOUNDS_POLICIES; k++) {
        double missed = choose_lines(leap);
        if (missed <= DBL_EPSILON || (k > 4 && missed > least / 2) || !isfinite(missed)) {
            break;
        }
        least = fmin(least, missed);
        if (thaw_krylov_solve(krylov, leap->count, chosen_map, leap, leap->right,
                              THAW_BOUNDS_PRODUCTS, THAW_BOUNDS_LEFT, leap->step,
                              NULL) != THAW_OK) {
            return THAW_ENOMEM;
        }
        for (size_t b = 0; b < leap->count; b++) {
            leap->at[b] += leap->step[b];
        }
    }
    return THAW_OK;
}

/* Whether x, which is `at` brought back towards h by a share, is a bound; bounds that keep it from
 * being one are marked when `mark`. */
static bool is_bound(bounds_leap *leap, double back, bool mark)
{
    const double *start = leap->start, *at = leap->at;
    double *tried = leap->tried, reach = 2 * leap->bounds->reach;
    bool all = true;
    for (size_t b = 0; b < leap->count; b++) {
        tried[b] = leap->held[b] ? start[b] : at[b] + back * (start[b] - at[b]);
        bool right = tried[b] <= start[b] && tried[b] >= -reach &&
                     start[b] - leap->swept[b] >= THAW_BOUNDS_SHARE * (start[b] - tried[b]);
        leap->made[b] = right ? tried[b] : start[b];
        all = all && right;
        if (mark && !right) {
            leap->held[b] = true;
        }
    }
    if (!all && !mark) {
        return false;
    }
    memcpy(tried, leap->made, leap->count * sizeof *tried);
    apply_lines(leap, leap->made);
    for (size_t b = 0; b < leap->count; b++) {
        bool right = leap->made[b] <= tried[b];
        all = all && right;
        if (mark && !right) {
            leap->held[b] = true;
        }
    }
    return all;
}

static thaw_status reserve(thaw_bounds *bounds, bounds_leap *leap)
{
    size_t count = bounds->count;
    thaw_status status = thaw_grow(&bounds->vector, sizeof *bounds->vector, ARRAYS * count,
                                   &bounds->vector_capacity);
    if (status == THAW_OK) {
        status = thaw_grow(&bounds->held, sizeof *bounds->held, count, &bounds->held_capacity);
    }
    if (status == THAW_OK) {
        status =
            thaw_grow(&bounds->active, sizeof *bounds->active, count, &bounds->active_capacity);
    }
    if (status == THAW_OK) {
        double *v = bounds->vector;
        *leap = (bounds_leap){bounds,        count,         v,
                              v + count,     v + 2 * count, v + 3 * count,
                              v + 4 * count, v + 5 * count, v + 6 * count,
                              bounds->held,  bounds->active};
    }
    return status;
}

/* Holds what the lines do not lower, so that G(start) <= start. */
static void hold_risers(bounds_leap *leap)
{
    size_t line;
    for (size_t b = 0; b < leap->count; b++) {
        leap->held[b] = thaw_bounds_largest(leap->bounds, b, leap->start, &line) > leap->start[b];
    }
}

thaw_status thaw_bounds_leap(thaw_bounds *bounds, bool *leapt)
{
    static const double back[] = {1e-9, 1e-6, 1e-3, 0.1};
    bounds_leap leap;
    thaw_status status = reserve(bounds, &leap);
    *leapt = false;
    if (status != THAW_OK) {
        return status;
    }
    size_t size = leap.count * sizeof *leap.start;
    memcpy(leap.start, bounds->value, size);
    hold_risers(&leap);
    for (int round = 0; round < THAW_BOUNDS_ROUNDS && status == THAW_OK && !*leapt; round++) {
        memcpy(leap.swept, leap.start, size);
        apply_lines(&leap, leap.swept);
        status = find_limit(&leap, &bounds->krylov);
        for (size_t k = 0; k < sizeof back / sizeof *back && status == THAW_OK && !*leapt; k++) {
            *leapt = is_bound(&leap, back[k], false);
        }
        if (!*leapt) {
            is_bound(&leap, back[1], true);
            memcpy(leap.start, leap.swept, size);
        }
    }
    for (size_t b = 0; b < leap.count; b++) {
        double value = *leapt ? fmin(leap.swept[b], leap.tried[b]) : leap.start[b];
        bounds->value[b] = fmin(bounds->value[b], value);
    }
    return status;
}
