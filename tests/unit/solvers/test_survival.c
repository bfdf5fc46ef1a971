/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The product-limit estimator on data worked by hand. The published example is in
 * tests/reference/test_survival.c. */
#include <math.h>

#include <criterion/criterion.h>

#include "solvers/survival.h"

enum { TIMES = 7 };

/* Ten things. At 1 two end; at 2 one ends and one is lost sight of; at 4 three end and one is lost
 * sight of; two last to 6 and are lost sight of there. */
static const size_t ended[TIMES] = {0, 2, 1, 0, 3, 0, 0};
static const size_t censored[TIMES] = {0, 0, 1, 0, 1, 0, 2};

static void estimate(thaw_survival *s)
{
    thaw_survival_estimate(ended, censored, TIMES, s);
}

/* At risk: 10, 8, 6, 2. S = 8/10, then 7/8, then 3/6 of what it was. */
Test(survival, ties_and_censoring_by_hand)
{
    static const size_t at_risk[TIMES] = {10, 10, 8, 6, 6, 2, 2};
    static const double share[TIMES] = {1, 0.8, 0.7, 0.7, 0.35, 0.35, 0.35};
    thaw_survival s[TIMES];
    estimate(s);
    for (int t = 0; t < TIMES; t++) {
        cr_expect_eq(s[t].at_risk, at_risk[t], "at risk at %d: %zu", t, s[t].at_risk);
        cr_expect_float_eq(s[t].share, share[t], 1e-15, "share at %d: %.17g", t, s[t].share);
        cr_expect_eq(s[t].ended, ended[t]);
        cr_expect_eq(s[t].censored, censored[t]);
    }
}

/* Greenwood's sums: 2 / (10 * 8) = 0.025; + 1 / (8 * 7); + 3 / (6 * 3). */
Test(survival, greenwood_by_hand)
{
    double first = 2.0 / 80, second = first + 1.0 / 56, third = second + 3.0 / 18;
    thaw_survival s[TIMES];
    estimate(s);
    cr_expect_eq(s[0].error, 0);
    cr_expect_float_eq(s[1].error, 0.8 * sqrt(first), 1e-15);
    cr_expect_float_eq(s[2].error, 0.7 * sqrt(second), 1e-15);
    cr_expect_float_eq(s[5].error, 0.35 * sqrt(third), 1e-15);
    /* the interval is symmetric for log(-log S) */
    double middle = log(-log(0.35)), reach = 1.959963984540054 * sqrt(third) / fabs(log(0.35));
    cr_expect_float_eq(log(-log(s[5].low)), middle + reach, 1e-12);
    cr_expect_float_eq(log(-log(s[5].high)), middle - reach, 1e-12);
    cr_expect_eq(s[0].low, 1);
    cr_expect_eq(s[0].high, 1);
}

/* Without censoring the estimate is the share that lasts longer, and Greenwood's error that of a
 * binomial share. */
Test(survival, without_censoring_it_is_a_share)
{
    static const size_t ends[4] = {10, 20, 30, 40}, none[4] = {0};
    thaw_survival s[4];
    thaw_survival_estimate(ends, none, 4, s);
    cr_expect_float_eq(s[1].share, 0.7, 1e-15);
    cr_expect_float_eq(s[1].error, sqrt(0.7 * 0.3 / 100), 1e-15);
    cr_expect_float_eq(s[2].share, 0.4, 1e-15);
    cr_expect_eq(s[3].share, 0);
    cr_expect(isnan(s[3].error));
}

/* Where all last longer or none does, the interval is Clopper and Pearson's: of 2 the chance p with
 * p ^ 2 = 0.025, of 100 the chance p with (1 - p) ^ 100 = 0.025. Time 0 is certain. */
Test(survival, all_and_none_are_not_certain)
{
    static const size_t one_ends[4] = {0, 0, 0, 1}, two_lost[4] = {0, 0, 1, 0};
    static const size_t all_end[4] = {0, 60, 40, 0}, at_once[4] = {100, 0, 0, 0}, none[4] = {0};
    thaw_survival s[4];
    thaw_survival_estimate(one_ends, two_lost, 4, s);
    cr_expect(s[0].low == 1 && s[0].high == 1);
    cr_expect_float_eq(s[1].low, sqrt(0.025), 1e-15);
    cr_expect(s[1].high == 1 && s[1].error == 0);
    thaw_survival_estimate(all_end, none, 4, s);
    for (size_t t = 2; t < 4; t++) {
        cr_expect_eq(s[t].low, 0);
        cr_expect_float_eq(s[t].high, 1 - pow(0.025, 0.01), 1e-15);
    }
    thaw_survival_estimate(at_once, none, 4, s);
    for (size_t t = 0; t < 4; t++)
        cr_expect(s[t].share == 0 && s[t].low == 0 && s[t].high == 0);
    /* nothing is known of what lasts longer than anything was watched */
    thaw_survival_estimate(none, two_lost, 4, s);
    cr_expect(s[3].share == 1 && s[3].low == 0 && s[3].high == 1);
}

/* The last of a few ends after many were lost sight of: no more than was thought before. */
Test(survival, a_share_is_at_most_what_it_was)
{
    static const size_t ends[5] = {0, 900, 0, 90, 1}, lost[5] = {0, 0, 9, 0, 0};
    thaw_survival s[5];
    thaw_survival_estimate(ends, lost, 5, s);
    cr_expect(s[3].share > 0 && s[4].share == 0);
    cr_expect_eq(s[4].low, 0);
    cr_expect_eq(s[4].high, s[3].high);
}

Test(survival, nothing_observed_nothing_known)
{
    const size_t none[TIMES] = {0};
    thaw_survival s[TIMES];
    thaw_survival_estimate(none, none, TIMES, s);
    for (size_t t = 0; t < TIMES; t++)
        cr_expect(isnan(s[t].share) && isnan(s[t].error) && isnan(s[t].low) && isnan(s[t].high));
    cr_expect(isnan(thaw_survival_time(s, TIMES, 0.5)));
    cr_expect(isnan(thaw_survival_mean(s, TIMES - 1)));
}

Test(survival, times_and_means)
{
    thaw_survival s[TIMES];
    estimate(s);
    cr_expect_eq(thaw_survival_time(s, TIMES, 0.8), 1);
    cr_expect_eq(thaw_survival_time(s, TIMES, 0.5), 4);
    cr_expect(isnan(thaw_survival_time(s, TIMES, 0.3)));
    /* 1 + 0.8 + 0.7 + 0.7 + 0.35 */
    cr_expect_float_eq(thaw_survival_mean(s, 5), 3.55, 1e-15);
}
