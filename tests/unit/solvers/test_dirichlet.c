/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chances from counts. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "solvers/dirichlet.h"

/* With two outcomes, a prior of 1 and one outcome never seen its chance has density (n+1)(1-x)^n:
 * the upper end u of 95% has (1-u)^(n+1) = 0.025. */
Test(dirichlet, a_chance_by_hand)
{
    const size_t counts[2] = {9, 0};
    double mean[2], interval[2][2];
    cr_assert(eq(int, thaw_dirichlet(counts, 2, 1, mean, interval, NULL), THAW_OK));
    cr_expect(epsilon_eq(dbl, mean[0], 10.0 / 11, 1e-15));
    cr_expect(epsilon_eq(dbl, interval[1][1], 1 - pow(0.025, 0.1), 1e-12));
    cr_expect(epsilon_eq(dbl, interval[0][0], pow(0.025, 0.1), 1e-12));
    cr_expect(eq(dbl, interval[1][0], 0));
    cr_expect(eq(dbl, interval[0][1], 1));
}

/* Uniform counts: each chance is beta(k, 2k) whatever its place; nothing counted is all prior. */
Test(dirichlet, outcomes_are_treated_alike)
{
    const size_t even[3] = {4, 4, 4}, none[3] = {0, 0, 0};
    double mean[3], interval[3][2];
    cr_assert(eq(int, thaw_dirichlet(even, 3, 0.5, mean, interval, NULL), THAW_OK));
    for (int k = 0; k < 3; k++) {
        cr_expect(epsilon_eq(dbl, mean[k], 1.0 / 3, 1e-15));
        cr_expect(eq(dbl, interval[k][0], interval[0][0]));
        cr_expect(lt(dbl, interval[k][0], 1.0 / 3));
        cr_expect(gt(dbl, interval[k][1], 1.0 / 3));
    }
    cr_assert(eq(int, thaw_dirichlet(none, 3, 0.5, mean, interval, NULL), THAW_OK));
    cr_expect(epsilon_eq(dbl, mean[1], 1.0 / 3, 1e-15));
    cr_expect(gt(dbl, interval[1][1], 0.9));
}

/* Where there is but one outcome it is certain, whatever was counted. */
Test(dirichlet, one_outcome_is_certain)
{
    for (size_t count = 0; count < 10; count += 5) {
        double mean[1], interval[1][2];
        cr_assert(eq(int, thaw_dirichlet(&count, 1, 0.5, mean, interval, NULL), THAW_OK));
        cr_expect(eq(dbl, mean[0], 1));
        cr_expect(eq(dbl, interval[0][0], 1));
        cr_expect(eq(dbl, interval[0][1], 1));
    }
}

/* GSL would look for these quantiles for ever. */
Test(dirichlet, what_has_no_quantiles_is_refused)
{
    static const double priors[] = {1e300, 1e16, HUGE_VAL, NAN, 0, -0.5, -10};
    const size_t counts[3] = {1, 0, 3};
    double mean[3], interval[3][2];
    thaw_fault fault = {0};
    for (size_t k = 0; k < sizeof priors / sizeof *priors; k++) {
        cr_expect(
            eq(int, thaw_dirichlet(counts, 3, priors[k], mean, interval, &fault), THAW_ENUMERIC),
            "%g", priors[k]);
        cr_expect(ne(int, fault.text[0], 0));
    }
    cr_expect(eq(int, thaw_dirichlet(counts, 1, NAN, mean, interval, NULL), THAW_ENUMERIC));
    cr_expect(eq(int, thaw_dirichlet(counts, 1, -1, mean, interval, NULL), THAW_ENUMERIC));
}
