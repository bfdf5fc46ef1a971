/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the outputs of any function answer to its inputs: one input at a time, over random draws of
 * all of them, and as shares of variance.
 *
 * The function is asked at points; it may refuse one, where inputs contradict each other, and an
 * output may be missing (NaN). Answers do not depend on the number of threads. */
#ifndef THAW_SOLVERS_SENSITIVITY_H
#define THAW_SOLVERS_SENSITIVITY_H

#include "solvers/design.h"
#include "solvers/statistics.h"

/* A function of several inputs, and what is believed of these: independent of each other. */
typedef struct thaw_response {
    size_t inputs, outputs;
    const thaw_prior *priors; /* [input] */
    /* The outputs at a point. THAW_ERANGE refuses it; any other failure ends the sampling. Called
     * on several threads at once. */
    thaw_status (*at)(const double *point, double *outputs, void *context);
    void *context;
} thaw_response;

/* How to sample. */
typedef struct thaw_sampling {
    size_t points;
    uint64_t seed;
    int threads;              /* 0: all cores */
    const volatile int *stop; /* when not NULL and not 0: stop (set by a signal handler) */
    double deadline;          /* by thaw_clock; 0: none */
    void (*progress)(size_t done, size_t total, void *context); /* NULL: none */
    void *progress_context;
} thaw_sampling;

/* ---- one at a time ---- */

/* What comes out at both ends of each input. */
typedef struct thaw_tornado {
    size_t inputs, outputs;
    double *base; /* [output]: with every input where it stands; owned */
    double *ends; /* [(2 * input + side) * outputs + output]: with this input at its prior's low
                     (side 0) or high (1), the others where they stand; NaN where refused; owned */
    size_t refused;
} thaw_tornado;

/* base[input]: where the inputs stand. sampling gives threads, limits and progress. Fails with
 * THAW_ENOMEM, THAW_EINTERRUPT, THAW_ETIME at the deadline. Clear with thaw_tornado_clear. */
thaw_status thaw_tornado_find(const thaw_response *response, const double *base,
                              const thaw_sampling *sampling, thaw_tornado *tornado,
                              thaw_fault *fault);
void thaw_tornado_clear(thaw_tornado *tornado);

/* ---- random draws of all ---- */

/* Draws of the inputs, and what came out. */
typedef struct thaw_sample {
    size_t count, inputs, outputs;
    double *point;  /* [draw * inputs + input]; owned */
    double *output; /* [draw * outputs + output]; owned */
    size_t redrawn; /* points refused, in whose place others were drawn */
} thaw_sample;

/* Whether there is to be room for so many draws: THAW_ERANGE, saying how many there is room for. */
thaw_status thaw_sample_check(const thaw_response *response, size_t points, thaw_fault *fault);

/* Independent draws from the priors; a refused one is drawn again, so that the sample is of the
 * priors on the condition that the inputs agree with each other. Draw k depends on the seed and k
 * alone. Fails as thaw_tornado_find and thaw_sample_check do, and with THAW_ERANGE where hardly any
 * point is accepted.
 * Clear with thaw_sample_clear. */
thaw_status thaw_sample_draw(const thaw_response *response, const thaw_sampling *sampling,
                             thaw_sample *sample, thaw_fault *fault);
void thaw_sample_clear(thaw_sample *sample);

/* ---- shares of variance ---- */

/* Sobol' (1993) indices. first: the share of an output's variance that goes when this input is
 * known exactly (on average, before anything else is known). total: the share that is left when all
 * others are known; what it has beyond the first is in interactions. */
typedef struct thaw_indices {
    size_t inputs, outputs;
    thaw_band *first, *total;   /* [output * inputs + input]; NaN where the output does not vary
                                       but for rounding, 1e-12 of it; owned */
    double *mean, *variance;    /* [output]; a variance of rounding is 0; owned */
    size_t points, evaluations; /* rows of the design; times the function was asked */
    size_t refused;             /* of these; a row is left out where it needs one */
    bool sobol;                 /* by Sobol' points, else by a Latin hypercube */
} thaw_indices;

/* From points * (inputs + 2) evaluations. Two samples A and B of `points` points are the two halves
 * of one design of 2 * inputs dimensions: Sobol' points moved by one random shift modulo 1 (Cranley
 * & Patterson 1976) where it has at most THAW_SOBOL_DIMENSIONS, a Latin hypercube beyond. With AB
 * being A with one input's column from B, first is the mean of f(B) (f(AB) - f(A)) (Saltelli,
 * Annoni, Azzini, Campolongo, Ratto & Tarantola 2010, table 2 b, with the mean taken off f), total
 * half the mean of (f(A) - f(AB))^2 (Jansen 1999), both over the variance of A and B together. An
 * interval is 1.96 standard errors by the bootstrap over rows (Archer, Saltelli & Sobol' 1997);
 * estimates may lie outside [0, 1], first indices above total ones. Refused points bind inputs to
 * each other, and indices are then approximate. Fails as thaw_tornado_find does, and with
 * THAW_ERANGE for fewer than 2 points or no input. Clear with thaw_indices_clear. */
thaw_status thaw_indices_find(const thaw_response *response, const thaw_sampling *sampling,
                              thaw_indices *indices, thaw_fault *fault);
void thaw_indices_clear(thaw_indices *indices);

#endif
