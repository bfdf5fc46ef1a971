/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of sensitivity, on random polynomials: sums of products of pairs of inputs. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "solvers/sensitivity.h"
#include "tests/support/dice.h"

enum { INPUTS = 5, TRIALS = 6 };

/* A polynomial, its inputs handed over in another order, its value scaled and moved. The last input
 * is in none of its terms. */
typedef struct polynomial {
    double linear[INPUTS], product[INPUTS][INPUTS];
    size_t order[INPUTS]; /* its input i is number order[i] of the point */
    double scale, offset;
} polynomial;

static thaw_status evaluate(const double *point, double *output, void *context)
{
    const polynomial *p = context;
    double sum = 0;
    for (size_t i = 0; i + 1 < INPUTS; i++) {
        double x = point[p->order[i]];
        sum += p->linear[i] * x;
        for (size_t j = 0; j < i; j++)
            sum += p->product[i][j] * x * point[p->order[j]];
    }
    output[0] = p->offset + p->scale * sum;
    return THAW_OK;
}

static polynomial random_polynomial(dice *d)
{
    polynomial p = {.scale = 1};
    for (size_t i = 0; i < INPUTS; i++) {
        p.order[i] = i;
        p.linear[i] = dice_real(d, -2, 2);
        for (size_t j = 0; j < i; j++)
            p.product[i][j] = dice_real(d, -2, 2);
    }
    return p;
}

static thaw_indices find(polynomial *p, size_t points, uint64_t seed)
{
    const thaw_prior unit = {THAW_PRIOR_UNIFORM, 0, 1, 0};
    const thaw_prior priors[INPUTS] = {unit, unit, unit, unit, unit};
    const thaw_response response = {INPUTS, 1, priors, evaluate, p};
    const thaw_sampling sampling = {.points = points, .seed = seed, .threads = 1};
    thaw_indices s;
    cr_assert(eq(int, thaw_indices_find(&response, &sampling, &s, NULL), THAW_OK));
    return s;
}

/* An input that is in no term has no part in the variance: exactly, as A and AB then agree. */
Test(sensitivity_laws, a_dummy_has_index_0)
{
    for (uint64_t t = 0; t < TRIALS; t++) {
        dice d = dice_new(first_seed(4100) + t);
        polynomial p = random_polynomial(&d);
        thaw_indices s = find(&p, 64, d.seed);
        cr_assert(eq(dbl, s.first[INPUTS - 1].value, 0), REPLAY, SEED(d));
        cr_assert(eq(dbl, s.total[INPUTS - 1].value, 0), REPLAY, SEED(d));
        cr_assert(eq(dbl, s.total[INPUTS - 1].high, 0), REPLAY, SEED(d));
        thaw_indices_clear(&s);
    }
}

/* The same function of the same numbers under other names: each index goes with its input, up to
 * where the points happen to lie. */
Test(sensitivity_laws, permuting_inputs_permutes_indices)
{
    for (uint64_t t = 0; t < TRIALS; t++) {
        dice d = dice_new(first_seed(4200) + t);
        polynomial p = random_polynomial(&d), q = p;
        int order[INPUTS];
        dice_shuffle(&d, order, INPUTS);
        for (size_t i = 0; i < INPUTS; i++)
            q.order[i] = (size_t)order[i];
        thaw_indices one = find(&p, 1024, d.seed), two = find(&q, 1024, d.seed);
        for (size_t i = 0; i < INPUTS; i++) {
            cr_assert(epsilon_eq(dbl, one.first[i].value, two.first[order[i]].value, 0.05), REPLAY,
                      SEED(d));
            cr_assert(epsilon_eq(dbl, one.total[i].value, two.total[order[i]].value, 0.05), REPLAY,
                      SEED(d));
        }
        thaw_indices_clear(&one);
        thaw_indices_clear(&two);
    }
}

/* Shares of variance do not change with the output's unit and origin. */
Test(sensitivity_laws, shares_have_no_unit)
{
    for (uint64_t t = 0; t < TRIALS; t++) {
        dice d = dice_new(first_seed(4300) + t);
        polynomial p = random_polynomial(&d), q = p;
        q.scale = dice_real(&d, -9, -1);
        q.offset = dice_real(&d, -100, 100);
        thaw_indices one = find(&p, 64, d.seed), two = find(&q, 64, d.seed);
        for (size_t i = 0; i < INPUTS; i++) {
            cr_assert(epsilon_eq(dbl, one.first[i].value, two.first[i].value, 1e-9), REPLAY,
                      SEED(d));
            cr_assert(epsilon_eq(dbl, one.total[i].high, two.total[i].high, 1e-9), REPLAY, SEED(d));
        }
        thaw_indices_clear(&one);
        thaw_indices_clear(&two);
    }
}

/* Variance is shared out: first indices sum to at most 1, total ones to at least 1, and no input
 * has more by itself than in all (Sobol' 1993); up to the error of the estimates. */
Test(sensitivity_laws, shares_add_up)
{
    for (uint64_t t = 0; t < TRIALS; t++) {
        dice d = dice_new(first_seed(4400) + t);
        polynomial p = random_polynomial(&d);
        thaw_indices s = find(&p, 1024, d.seed);
        double first = 0, total = 0;
        for (size_t i = 0; i < INPUTS; i++) {
            first += s.first[i].value;
            total += s.total[i].value;
            cr_assert(le(dbl, s.first[i].value, s.total[i].value + 0.05), REPLAY, SEED(d));
        }
        cr_assert(le(dbl, first, 1.05), REPLAY, SEED(d));
        cr_assert(ge(dbl, total, 0.95), REPLAY, SEED(d));
        thaw_indices_clear(&s);
    }
}
