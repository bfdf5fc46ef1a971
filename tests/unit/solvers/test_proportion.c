/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares estimated from counts. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "solvers/proportion.h"

/* Newcombe (1998, Statistics in Medicine 17), table I, method 3. */
Test(proportion, wilson_s_intervals_are_those_that_newcombe_prints)
{
    static const struct {
        size_t hits, count;
        double low, high;
    } cases[] = {{81, 263, 0.2553, 0.3662},
                 {15, 148, 0.0624, 0.1605},
                 {0, 20, 0, 0.1611},
                 {1, 29, 0.0061, 0.1718}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double interval[2];
        thaw_wilson(cases[i].hits, cases[i].count, interval);
        cr_expect(epsilon_eq(dbl, interval[0], cases[i].low, 5e-5), "case %zu", i);
        cr_expect(epsilon_eq(dbl, interval[1], cases[i].high, 5e-5), "case %zu", i);
    }
}

/* The ends of Wilson's interval are the shares p at which |hits/n - p| is z standard errors. */
Test(proportion, wilson_inverts_the_score_test)
{
    const double z = 1.959963984540054;
    for (size_t hits = 1; hits < 12; hits++) {
        double interval[2], n = 12;
        thaw_wilson(hits, 12, interval);
        for (int end = 0; end < 2; end++) {
            double p = interval[end], away = fabs((double)hits / n - p);
            cr_expect(epsilon_eq(dbl, away, z * sqrt(p * (1 - p) / n), 1e-12), "%zu", hits);
        }
    }
    double none[2];
    thaw_wilson(0, 0, none);
    cr_expect(isnan(none[0]) && isnan(none[1]));
}

/* With two outcomes, a prior of 1 and one outcome never seen its chance has density (n+1)(1-x)^n:
 * the upper end u of 95% has (1-u)^(n+1) = 0.025. */
Test(proportion, dirichlet_by_hand)
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
Test(proportion, dirichlet_treats_outcomes_alike)
{
    const size_t even[3] = {4, 4, 4}, none[3] = {0, 0, 0};
    double mean[3], interval[3][2];
    cr_assert(eq(int, thaw_dirichlet(even, 3, 0.5, mean, interval, NULL), THAW_OK));
    for (int k = 0; k < 3; k++) {
        cr_expect(epsilon_eq(dbl, mean[k], 1.0 / 3, 1e-15));
        cr_expect(eq(dbl, interval[k][0], interval[0][0]));
        cr_expect(all(lt(dbl, interval[k][0], 1.0 / 3), gt(dbl, interval[k][1], 1.0 / 3)));
    }
    cr_assert(eq(int, thaw_dirichlet(none, 3, 0.5, mean, interval, NULL), THAW_OK));
    cr_expect(epsilon_eq(dbl, mean[1], 1.0 / 3, 1e-15));
    cr_expect(gt(dbl, interval[1][1], 0.9));
}
