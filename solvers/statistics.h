/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sample says: chances with their intervals, quantiles, rank correlations, what knowing one
 * thing would tell of another. Values that are NaN count as missing. */
#ifndef THAW_SOLVERS_STATISTICS_H
#define THAW_SOLVERS_STATISTICS_H

#include <stdint.h>

#include "model/prior.h"
#include "model/status.h"

/* The normal quantile of intervals of 95%. */
#define THAW_Z95 1.959963984540054

/* A number and an interval around it, of 95%. */
typedef struct thaw_band {
    double value, low, high; /* NaN where there is none */
} thaw_band;

/* The value below which a share u of [0, 1] of the prior's probability lies: low at 0, high at 1.
 */
double thaw_prior_quantile(const thaw_prior *prior, double u);

/* The chance of what happened `hits` times in `trials`, with the interval of Wilson (1927): the
 * chances p that lie within z standard errors sqrt(p (1 - p) / trials) of the share. All NaN
 * without a trial. */
thaw_band thaw_wilson(size_t hits, size_t trials);

/* The quantile at u of [0, 1] of the numbers that are not missing, linear between neighbours in
 * order (type 7 of Hyndman & Fan 1996): 0 gives the smallest, 1 the largest. Sorts `values`. NaN
 * where all are missing. */
double thaw_quantile(double *values, size_t count, double u);

/* Spearman's (1904) rank correlation of x[stride_x * k] and y[stride_y * k] over the k where
 * neither is missing, ties given their mean rank. NaN where either is the same throughout. Fails
 * with THAW_ENOMEM. */
thaw_status thaw_spearman(const double *x, size_t stride_x, const double *y, size_t stride_y,
                          size_t count, double *correlation, thaw_fault *fault);

/* What knowing x exactly would tell of y, a yes (1) or no (0). */
typedef struct thaw_knowledge {
    thaw_band removed;  /* share of the variance of y that would be left out on average: E over x
                               of the fall from p (1 - p) to p(x) (1 - p(x)), over p (1 - p); the
                               first-order Sobol' index of y. About 0, or somewhat below, where x
                               says nothing. NaN where y is the same throughout. */
    thaw_band third[3]; /* chance of y in the lowest, middle, highest third of x's values */
} thaw_knowledge;

/* From the k where neither x[stride_x * k] nor y[stride_y * k] is missing. x is cut into slices of
 * (nearly) equal count, as many as the cube root of 2 * count; the variance within them, and so
 * what is removed, is corrected for their number, as an adjusted R^2 is. What y does within a slice
 * is lost, so that the share is if anything too small. The interval comes from `seed` by the
 * bootstrap (Efron 1979). Fails with THAW_ENOMEM. */
thaw_status thaw_knowledge_of(const double *x, size_t stride_x, const double *y, size_t stride_y,
                              size_t count, uint64_t seed, thaw_knowledge *knowledge,
                              thaw_fault *fault);

#endif
