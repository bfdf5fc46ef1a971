/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dirichlet posteriors and their margins. */
#include "solvers/dirichlet.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "solvers/gsl_guard.h"

static const double TAIL = 0.025; /* on either side of a 95% interval */

thaw_status thaw_dirichlet(const size_t *counts, int outcomes, double prior, double *mean,
                           double (*interval)[2], thaw_fault *fault)
{
    size_t all = 0;
    thaw_gsl_init();
    for (int k = 0; k < outcomes; k++)
        all += counts[k];
    double total = (double)all + outcomes * prior;
    for (int k = 0; k < outcomes; k++) {
        double own = (double)counts[k] + prior, rest = total - own;
        mean[k] = own / total;
        if (outcomes == 1 && own > 0 && isfinite(own)) { /* certain: a beta needs two */
            interval[k][0] = interval[k][1] = 1;
            continue;
        }
        if (!(own > 0 && rest > 0 && total <= THAW_DIRICHLET_MOST))
            return thaw_fail(fault, THAW_ENUMERIC,
                             "there is no beta distribution (%g, %g) to take quantiles of", own,
                             rest);
        interval[k][0] = counts[k] == 0 ? 0 : gsl_cdf_beta_Pinv(TAIL, own, rest);
        interval[k][1] = counts[k] == all && all > 0 ? 1 : gsl_cdf_beta_Qinv(TAIL, own, rest);
        if (!isfinite(interval[k][0]) || !isfinite(interval[k][1]))
            return thaw_fail(fault, THAW_ENUMERIC,
                             "the quantiles of a beta distribution (%g, %g) were not found", own,
                             rest);
    }
    return THAW_OK;
}
