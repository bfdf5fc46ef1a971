/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Priors, chances, quantiles, ranks, and what knowing one thing tells of another. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>

#include "solvers/random.h"
#include "solvers/statistics.h"

/* ---- priors ---- */

Test(prior, names_are_read_back)
{
    cr_assert(eq(int, thaw_prior_kind_of("pert 0.3", 4), THAW_PRIOR_PERT));
    cr_assert(eq(int, thaw_prior_kind_of("triangular", 10), THAW_PRIOR_TRIANGULAR));
    cr_assert(eq(int, thaw_prior_kind_of("", 0), THAW_PRIOR_KINDS));
    cr_assert(eq(int, thaw_prior_kind_of("per", 3), THAW_PRIOR_KINDS));
    cr_assert(eq(str, (char *)thaw_prior_name(THAW_PRIOR_UNIFORM), "uniform"));
}

Test(prior, ends_are_reached_exactly)
{
    for (int kind = 0; kind < THAW_PRIOR_KINDS; kind++)
        for (int at = 0; at < 3; at++) {
            const thaw_prior prior = {(thaw_prior_kind)kind, 0.1, 0.7, 0.1 + 0.3 * at};
            cr_assert(eq(dbl, thaw_prior_quantile(&prior, 0), 0.1));
            cr_assert(eq(dbl, thaw_prior_quantile(&prior, 1), 0.7));
        }
}

Test(prior, a_point_is_a_point)
{
    const thaw_prior prior = {THAW_PRIOR_PERT, 2, 2, 2};
    cr_assert(eq(dbl, thaw_prior_quantile(&prior, 0.4), 2));
}

/* On [0, 1] with mode m the distribution function is x^2 / m up to m, 1 - (1 - x)^2 / (1 - m)
 * after. */
Test(prior, triangular_inverts_its_distribution)
{
    const thaw_prior prior = {THAW_PRIOR_TRIANGULAR, 10, 20, 12.5};
    cr_assert(epsilon_eq(dbl, thaw_prior_quantile(&prior, 0.25), 12.5, 1e-12));
    cr_assert(epsilon_eq(dbl, thaw_prior_quantile(&prior, 0.0625), 11.25, 1e-12));
    cr_assert(epsilon_eq(dbl, thaw_prior_quantile(&prior, 1 - 0.25 / 0.75), 15, 1e-12));
}

static double mean_of(const thaw_prior *prior)
{
    enum { N = 4000 };
    double sum = 0;
    for (int k = 0; k < N; k++)
        sum += thaw_prior_quantile(prior, (k + 0.5) / N);
    return sum / N;
}

/* Malcolm, Roseboom, Clark & Fazar (1959): (low + 4 mode + high) / 6. A triangle's is the mean of
 * its corners. */
Test(prior, means)
{
    for (int at = 0; at < 3; at++) {
        const double mode = 1 + 0.5 * at;
        const thaw_prior pert = {THAW_PRIOR_PERT, 1, 3, mode};
        const thaw_prior triangle = {THAW_PRIOR_TRIANGULAR, 1, 3, mode};
        const thaw_prior uniform = {THAW_PRIOR_UNIFORM, 1, 3, mode};
        cr_assert(epsilon_eq(dbl, mean_of(&pert), (1 + 4 * mode + 3) / 6, 1e-4));
        cr_assert(epsilon_eq(dbl, mean_of(&triangle), (1 + mode + 3) / 3, 1e-4));
        cr_assert(epsilon_eq(dbl, mean_of(&uniform), 2, 1e-9));
    }
}

/* ---- chances ---- */

/* Newcombe (1998), Statistics in Medicine 17, table I: the score method without correction. */
Test(wilson, published_intervals)
{
    static const struct {
        size_t hits, trials;
        double low, high;
    } cases[] = {{81, 263, 0.2553, 0.3662},
                 {15, 148, 0.0624, 0.1605},
                 {0, 20, 0, 0.1611},
                 {1, 29, 0.0061, 0.1718}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        thaw_band e = thaw_wilson(cases[k].hits, cases[k].trials);
        cr_assert(epsilon_eq(dbl, e.low, cases[k].low, 5e-5), "%zu", k);
        cr_assert(epsilon_eq(dbl, e.high, cases[k].high, 5e-5), "%zu", k);
        cr_assert(eq(dbl, e.value, (double)cases[k].hits / (double)cases[k].trials));
    }
    cr_assert(eq(dbl, thaw_wilson(7, 7).high, 1));
    cr_assert(isnan(thaw_wilson(0, 0).value));
}

/* Its own equation: at each end |share - p| is z standard errors of p. */
Test(wilson, solves_its_equation)
{
    for (size_t hits = 1; hits < 40; hits += 3) {
        thaw_band e = thaw_wilson(hits, 40);
        for (int side = 0; side < 2; side++) {
            double p = side ? e.high : e.low;
            cr_assert(epsilon_eq(dbl, fabs(e.value - p), THAW_Z95 * sqrt(p * (1 - p) / 40), 1e-12));
        }
    }
}

/* ---- quantiles ---- */

/* Hyndman & Fan (1996), type 7: place (n - 1) u in order, from 0. */
Test(quantile, between_neighbours)
{
    double values[] = {7, 1, 10, 3, (double)NAN, 2, 9, 4, 8, 6, 5, (double)NAN};
    cr_assert(epsilon_eq(dbl, thaw_quantile(values, 12, 0.25), 3.25, 1e-12));
    cr_assert(epsilon_eq(dbl, thaw_quantile(values, 12, 0.5), 5.5, 1e-12));
    cr_assert(eq(dbl, thaw_quantile(values, 12, 0), 1));
    cr_assert(eq(dbl, thaw_quantile(values, 12, 1), 10));
    double none[] = {(double)NAN};
    cr_assert(isnan(thaw_quantile(none, 1, 0.5)));
    cr_assert(isnan(thaw_quantile(none, 0, 0.5)));
}

/* ---- ranks ---- */

static double spearman(const double *x, const double *y, size_t count)
{
    double rho = 0;
    cr_assert(eq(int, thaw_spearman(x, 1, y, 1, count, &rho, NULL), THAW_OK));
    return rho;
}

Test(spearman, by_hand)
{
    const double x[] = {1, 2, 2, 3}, y[] = {1, 2, 3, 4}, down[] = {8, 4, 2, 1};
    /* ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5) */
    cr_assert(epsilon_eq(dbl, spearman(x, y, 4), sqrt(0.9), 1e-12));
    cr_assert(epsilon_eq(dbl, spearman(y, down, 4), -1, 1e-12));
    const double same[] = {2, 2, 2, 2};
    cr_assert(isnan(spearman(same, y, 4)));
}

/* Without ties it is 1 - 6 sum of d^2 / (n^3 - n). */
Test(spearman, by_differences_of_ranks)
{
    const double x[] = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
    const double y[] = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
    cr_assert(epsilon_eq(dbl, spearman(x, y, 10), 1 - 6 * 194.0 / 990, 1e-12));
}

Test(spearman, strides_and_missing_values)
{
    const double table[] = {1, 5, (double)NAN, 9, 2, 6, 3, (double)NAN, 4, 7};
    double rho = 0;
    cr_assert(eq(int, thaw_spearman(table, 2, table + 1, 2, 5, &rho, NULL), THAW_OK));
    cr_assert(epsilon_eq(dbl, rho, 1, 1e-12)); /* (1, 5), (2, 6), (4, 7) */
}

/* ---- knowledge ---- */

enum { DRAWS = 4000 };

/* x uniform; y is 1 with chance floor(x) mixed with chance(x). */
static thaw_knowledge know(double (*chance)(double x))
{
    double *table = calloc(2 * DRAWS, sizeof *table);
    thaw_knowledge knowledge;
    thaw_stream stream = thaw_stream_of(7, 0);
    for (int k = 0; k < DRAWS; k++) {
        table[2 * k] = thaw_stream_next(&stream);
        table[2 * k + 1] = thaw_stream_next(&stream) < chance(table[2 * k]) ? 1 : 0;
    }
    cr_assert(
        eq(int, thaw_knowledge_of(table, 2, table + 1, 2, DRAWS, 3, &knowledge, NULL), THAW_OK));
    free(table);
    return knowledge;
}

static double always_half(double x)
{
    (void)x;
    return 0.5;
}

static double step(double x)
{
    return x > 0.4 ? 1 : 0;
}

static double itself(double x)
{
    return x;
}

static double never(double x)
{
    (void)x;
    return 0;
}

Test(knowledge, nothing_is_learned_from_what_does_not_matter)
{
    thaw_knowledge k = know(always_half);
    cr_assert(lt(dbl, fabs(k.removed.value), 0.01));
    cr_assert(lt(dbl, k.removed.low, 0));
    cr_assert(gt(dbl, k.removed.high, 0));
    for (int t = 0; t < 3; t++)
        cr_assert(k.third[t].low < 0.5 && 0.5 < k.third[t].high);
}

/* Twenty slices of 1/20: the step at 0.4 falls between two of them, but for chance. */
Test(knowledge, everything_is_learned_from_what_decides)
{
    thaw_knowledge k = know(step);
    cr_assert(gt(dbl, k.removed.value, 0.95));
    cr_assert(le(dbl, k.removed.value, 1));
    cr_assert(eq(dbl, k.third[0].value, 0));
    cr_assert(eq(dbl, k.third[2].value, 1));
    cr_assert(epsilon_eq(dbl, k.third[1].value, 0.8, 0.07)); /* 0.4 is a fifth of the way */
}

/* p(x) = x: the variance of x, 1/12, over that of y, 1/4. */
Test(knowledge, a_third_is_learned_from_a_straight_line)
{
    thaw_knowledge k = know(itself);
    cr_assert(k.removed.low < 1.0 / 3 && 1.0 / 3 < k.removed.high, "%g", k.removed.value);
    cr_assert(lt(dbl, k.removed.high - k.removed.low, 0.1));
    cr_assert(epsilon_eq(dbl, k.third[0].value, 1.0 / 6, 0.03));
    cr_assert(epsilon_eq(dbl, k.third[2].value, 5.0 / 6, 0.03));
}

Test(knowledge, nothing_to_learn)
{
    thaw_knowledge k = know(never);
    cr_assert(isnan(k.removed.value));
    cr_assert(eq(dbl, k.third[1].value, 0));
}

Test(knowledge, too_few_to_learn_from)
{
    const double x[] = {1, 2, 3}, y[] = {0, 1, (double)NAN};
    thaw_knowledge k;
    cr_assert(eq(int, thaw_knowledge_of(x, 1, y, 1, 3, 1, &k, NULL), THAW_OK));
    cr_assert(isnan(k.removed.value));
    cr_assert(isnan(k.third[0].value)); /* two draws in three thirds: none in the first */
    cr_assert(eq(int, thaw_knowledge_of(x, 1, y, 1, 0, 1, &k, NULL), THAW_OK));
    cr_assert(isnan(k.removed.value));
}
