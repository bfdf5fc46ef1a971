/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The product-limit estimator on the best known data there are: weeks of remission of 21 children
 * with leukaemia under 6-mercaptopurine (Freireich et al. 1963, Blood 21, 699-716). Estimates and
 * Greenwood's errors as printed in Kleinbaum & Klein, Survival Analysis, chapter 2; intervals on
 * the scale of log(-log) as Stata's `sts list` prints them. */
#include <math.h>

#include <criterion/criterion.h>

#include "solvers/survival.h"

enum { WEEKS = 36 };

Test(reference_survival, remission_under_6_mercaptopurine)
{
    static const int relapse[] = {6, 6, 6, 7, 10, 13, 16, 22, 23};
    static const int lost[] = {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35};
    static const struct {
        int week;
        size_t at_risk;
        double share, error, low, high;
    } published[] = {
        {6, 21, 0.8571, 0.0764, 0.6197, 0.9516},  {7, 17, 0.8067, 0.0869, 0.5631, 0.9228},
        {10, 15, 0.7529, 0.0963, 0.5032, 0.8894}, {13, 12, 0.6902, 0.1068, 0.4316, 0.8491},
        {16, 11, 0.6275, 0.1141, 0.3675, 0.8049}, {22, 7, 0.5378, 0.1282, 0.2678, 0.7468},
        {23, 6, 0.4482, 0.1346, 0.1881, 0.6801},
    };
    size_t ended[WEEKS] = {0}, censored[WEEKS] = {0};
    thaw_survival s[WEEKS];
    for (size_t k = 0; k < sizeof relapse / sizeof *relapse; k++)
        ended[relapse[k]]++;
    for (size_t k = 0; k < sizeof lost / sizeof *lost; k++)
        censored[lost[k]]++;
    thaw_survival_estimate(ended, censored, WEEKS, s);
    for (size_t k = 0; k < sizeof published / sizeof *published; k++) {
        const thaw_survival *p = &s[published[k].week];
        cr_expect_eq(p->at_risk, published[k].at_risk);
        cr_expect_float_eq(p->share, published[k].share, 5e-5, "week %d: %.6f", published[k].week,
                           p->share);
        cr_expect_float_eq(p->error, published[k].error, 5e-5, "week %d: error %.6f",
                           published[k].week, p->error);
        cr_expect_float_eq(p->low, published[k].low, 5e-5, "week %d: low %.6f", published[k].week,
                           p->low);
        cr_expect_float_eq(p->high, published[k].high, 5e-5, "week %d: high %.6f",
                           published[k].week, p->high);
    }
    cr_expect_eq(thaw_survival_time(s, WEEKS, 0.5), 23, "the median remission is 23 weeks");
}
