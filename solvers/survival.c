/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The product-limit estimator. */
#include "solvers/survival.h"

#include <math.h>
#include <stdbool.h>

static const double normal_975 = 1.959963984540054; /* 97.5% quantile of the normal distribution */

/* Where all of n lasted longer, and the chance of that is at least 2.5%: p ^ n = 0.025 (Clopper &
 * Pearson 1934). Where none of n did, the same of 1 - p. */
static double least_if_all(double n)
{
    static const double tail = 0.025;
    return pow(tail, 1 / n);
}

/* What is known before a time. */
typedef struct known {
    double share, sum; /* the estimate, Greenwood's sum of d / (n (n - d)) */
    double high;       /* of the interval at the time before */
    size_t none_of;    /* how many were seen to end, where the share is 0 */
    bool lost;         /* something was lost sight of */
} known;

/* Interval and standard error. Where all or none last longer Greenwood's variance says nothing; at
 * time 0 that is how things are. A share is at most what it was before. */
static void put_interval(const known *k, bool first, thaw_survival *point)
{
    double s = point->share;
    point->error = s > 0 ? s * sqrt(k->sum) : (double)NAN;
    point->low = point->high = s;
    if (isnan(s) || (first && (s <= 0 || s >= 1)))
        return;
    if (s <= 0) {
        point->high = fmin(1 - least_if_all((double)k->none_of), k->high);
    } else if (s >= 1) {
        point->low = least_if_all((double)point->at_risk);
    } else {
        /* S ^ exp(+-z e), with e the standard error of log(-log S) */
        double spread = exp(normal_975 * sqrt(k->sum) / fabs(log(s)));
        point->low = pow(s, spread);
        point->high = pow(s, 1 / spread);
    }
}

void thaw_survival_estimate(const size_t *ended, const size_t *censored, size_t times,
                            thaw_survival *survival)
{
    size_t count = 0;
    for (size_t t = 0; t < times; t++)
        count += ended[t] + censored[t];
    known k = {.share = count > 0 ? 1 : (double)NAN, .high = 1};
    size_t at_risk = count;
    for (size_t t = 0; t < times; t++) {
        double n = (double)at_risk, d = (double)ended[t];
        if (ended[t] > 0) {
            k.share *= (n - d) / n;
            k.sum += d / (n * (n - d));
            k.none_of = k.lost ? at_risk : count;
        }
        survival[t] = (thaw_survival){
            .at_risk = at_risk, .ended = ended[t], .censored = censored[t], .share = k.share};
        put_interval(&k, t == 0, &survival[t]);
        k.high = survival[t].high;
        k.lost = k.lost || censored[t] > 0;
        at_risk -= ended[t] + censored[t];
    }
}

double thaw_survival_time(const thaw_survival *survival, size_t times, double share)
{
    for (size_t t = 0; t < times; t++)
        if (survival[t].share <= share)
            return (double)t;
    return NAN;
}

double thaw_survival_mean(const thaw_survival *survival, size_t until)
{
    double mean = 0;
    for (size_t t = 0; t < until; t++)
        mean += survival[t].share;
    return mean;
}
