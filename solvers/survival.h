/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long things last, when some are still lasting as observation ends: the product-limit
 * estimator (Kaplan & Meier 1958) in whole months, with Greenwood's variance (Greenwood 1926). */
#ifndef THAW_SOLVERS_SURVIVAL_H
#define THAW_SOLVERS_SURVIVAL_H

#include <stddef.h>

/* What is known at one time t, counted in months from the beginning. */
typedef struct thaw_survival {
    size_t at_risk;   /* lasted until t at least, and observed so long */
    size_t ended;     /* of them ended at t */
    size_t censored;  /* of them lost sight of at t, still lasting: they count as at risk at t */
    double share;     /* estimated chance of lasting longer than t */
    double error;     /* Greenwood's standard error of the share; NaN where the share is 0 */
    double low, high; /* 95% interval by Greenwood's variance of log(-log share), which stays within
                         0 and 1 (Kalbfleisch & Prentice 1980); where all last longer, or none do,
                         the exact one of Clopper & Pearson (1934), of those at risk; at time 0,
                         where that is taken for certain, the share itself */
} thaw_survival;

/* Fills survival[t] for t = 0 .. times - 1 from counts of what ended and what was censored at t.
 * After the last observation the last estimate is repeated;
 * where nothing was observed there is none: every share is NaN. */
void thaw_survival_estimate(const size_t *ended, const size_t *censored, size_t times,
                            thaw_survival *survival);

/* The first time at which the share is at most `share` (0.5: the median); NaN when it stays above.
 */
double thaw_survival_time(const thaw_survival *survival, size_t times, double share);

/* Mean time lasted, counting no more than `until` months of each: the sum of the shares before it.
 * until <= times. */
double thaw_survival_mean(const thaw_survival *survival, size_t until);

#endif
