/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of sensitivity share: asking a function at many points. */
#ifndef THAW_SOLVERS_SENSITIVITY_PARTS_H
#define THAW_SOLVERS_SENSITIVITY_PARTS_H

#include "solvers/sensitivity.h"

/* Between the seeds of streams that must have nothing in common: 2^64 over the golden ratio. */
#define THAW_SEED_STRIDE UINT64_C(0x9e3779b97f4a7c15)

/* Points by their number. at() is called on several threads at once. */
typedef struct thaw_points {
    size_t count;
    void (*at)(size_t k, double *point, void *context);
    void *context;
} thaw_points;

/* output[k * outputs + output] and refused[k] of every point; outputs of a refused one are NaN.
 * sampling gives threads, limits and progress. */
thaw_status thaw_points_ask(const thaw_response *response, const thaw_points *points,
                            const thaw_sampling *sampling, double *output, bool *refused,
                            thaw_fault *fault);

/* Whether there is to be room for `points` points of so many numbers each: THAW_ERANGE for more
 * than THAW_SAMPLE_NUMBERS_MAX in all. */
thaw_status thaw_points_check(size_t points, size_t numbers, thaw_fault *fault);

/* Turns a point of the unit cube into one of the priors. */
void thaw_point_of(const thaw_response *response, double *point);

#endif
