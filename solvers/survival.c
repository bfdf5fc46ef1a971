/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The product-limit estimator. */
#include "solvers/survival.h"

#include <math.h>

static const double normal_975 = 1.959963984540054; /* 97.5% quantile of the normal distribution */

/* Interval and standard error, given Greenwood's sum of d / (n (n - d)). */
static void put_interval(double sum, thaw_survival *point)
{
    double s = point->share;
    if (s <= 0) {
        point->error = point->low = point->high = NAN;
        return;
    }
    point->error = s * sqrt(sum);
    point->low = point->high = s;
    if (s < 1) {
        /* S ^ exp(+-z e), with e the standard error of log(-log S) */
        double spread = exp(normal_975 * sqrt(sum) / fabs(log(s)));
        point->low = pow(s, spread);
        point->high = pow(s, 1 / spread);
    }
}

void thaw_survival_estimate(const size_t *ended, const size_t *censored, size_t times,
                            thaw_survival *survival)
{
    size_t at_risk = 0;
    for (size_t t = 0; t < times; t++)
        at_risk += ended[t] + censored[t];
    double share = at_risk > 0 ? 1 : (double)NAN, sum = 0;
    for (size_t t = 0; t < times; t++) {
        double n = (double)at_risk, d = (double)ended[t];
        if (ended[t] > 0) {
            share *= (n - d) / n;
            sum += d / (n * (n - d));
        }
        survival[t] = (thaw_survival){
            .at_risk = at_risk, .ended = ended[t], .censored = censored[t], .share = share};
        put_interval(sum, &survival[t]);
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
