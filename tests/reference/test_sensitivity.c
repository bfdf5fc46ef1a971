/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sobol' indices of functions whose indices are known: each lies within its interval. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "solvers/ensemble.h"
#include "solvers/sensitivity.h"
#include "tests/support/thresholds.h"

static const double PI = 3.14159265358979323846;

static thaw_indices find(const thaw_response *response, size_t points, uint64_t seed)
{
    const thaw_sampling sampling = {.points = points, .seed = seed, .threads = 1};
    thaw_indices s;
    cr_assert(eq(int, thaw_indices_find(response, &sampling, &s, NULL), THAW_OK));
    return s;
}

/* Whether the truth lies within the interval, which is no wider than `width`. */
static void expect_within(thaw_band e, double truth, double width, const char *what)
{
    const double slack = 1e-3; /* of intervals that are next to nothing wide */
    cr_expect(e.low - slack <= truth && truth <= e.high + slack, "%s: %g not in [%g, %g]", what,
              truth, e.low, e.high);
    cr_expect(lt(dbl, e.high - e.low, width), "%s: [%g, %g] is wide", what, e.low, e.high);
}

/* ---- Ishigami & Homma (1990): sin x + 7 sin^2 y + 0.1 z^4 sin x ---- */

static thaw_status ishigami(const double *x, double *output, void *context)
{
    (void)context;
    output[0] = sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
    return THAW_OK;
}

/* With a = 7 and b = 0.1 the parts of the variance are (1 + b pi^4 / 5)^2 / 2 of x, a^2 / 8 of y
 * and b^2 pi^8 8 / 225 of x and z together. */
Test(sobol, ishigami)
{
    const double pi4 = pow(PI, 4), x = 0.5 * pow(1 + 0.1 * pi4 / 5, 2), y = 49.0 / 8;
    const double xz = 0.01 * pi4 * pi4 * 8 / 225, all = x + y + xz;
    const double first[] = {x / all, y / all, 0}, total[] = {(x + xz) / all, y / all, xz / all};
    cr_assert(epsilon_eq(dbl, first[0], 0.3139, 5e-5)); /* as printed everywhere */
    cr_assert(epsilon_eq(dbl, total[0], 0.5576, 5e-5));
    const thaw_prior angle = {THAW_PRIOR_UNIFORM, -PI, PI, 0};
    const thaw_prior priors[] = {angle, angle, angle};
    const thaw_response response = {3, 1, priors, ishigami, NULL};
    for (uint64_t seed = 1; seed <= 2; seed++) {
        thaw_indices s = find(&response, 2048, seed);
        for (int i = 0; i < 3; i++) {
            expect_within(s.first[i], first[i], 0.16, "first");
            expect_within(s.total[i], total[i], 0.16, "total");
        }
        cr_expect(epsilon_eq(dbl, s.mean[0], 3.5, 0.1));
        cr_expect(epsilon_eq(dbl, s.variance[0], all, 0.5));
        thaw_indices_clear(&s);
    }
}

/* ---- Sobol's g-function: the product of (|4 x - 2| + a) / (1 + a) ---- */

enum { G_INPUTS = 8 };
static const double g_weight[G_INPUTS] = {0, 1, 4.5, 9, 99, 99, 99, 99};

static thaw_status g_function(const double *x, double *output, void *context)
{
    (void)context;
    output[0] = 1;
    for (int i = 0; i < G_INPUTS; i++)
        output[0] *= (fabs(4 * x[i] - 2) + g_weight[i]) / (1 + g_weight[i]);
    return THAW_OK;
}

/* Saltelli & Sobol' (1995): each factor has variance 1 / (3 (1 + a)^2) around 1. */
Test(sobol, g_function)
{
    double part[G_INPUTS], product = 1;
    thaw_prior priors[G_INPUTS];
    for (int i = 0; i < G_INPUTS; i++) {
        part[i] = 1 / (3 * pow(1 + g_weight[i], 2));
        product *= 1 + part[i];
        priors[i] = (thaw_prior){THAW_PRIOR_UNIFORM, 0, 1, 0};
    }
    const thaw_response response = {G_INPUTS, 1, priors, g_function, NULL};
    for (uint64_t seed = 1; seed <= 2; seed++) {
        thaw_indices s = find(&response, 1024, seed);
        for (int i = 0; i < G_INPUTS; i++) {
            expect_within(s.first[i], part[i] / (product - 1), 0.25, "first");
            expect_within(s.total[i], part[i] / (1 + part[i]) * product / (product - 1), 0.25,
                          "total");
        }
        thaw_indices_clear(&s);
    }
}

/* ---- beyond GSL's forty dimensions ---- */

enum { MANY = 60 };

/* sum of i x_i, i from 1: an input's share is i^2 over the sum of squares. */
static thaw_status ramp(const double *x, double *output, void *context)
{
    (void)context;
    output[0] = 0;
    for (int i = 0; i < MANY; i++)
        output[0] += (i + 1) * x[i];
    return THAW_OK;
}

/* The last input itself. */
static thaw_status last_of(const double *x, double *output, void *context)
{
    output[0] = x[*(const size_t *)context - 1];
    return THAW_OK;
}

/* Two dimensions an input: a sequence that gave zeros past the fortieth would leave B, and so every
 * index, without meaning. */
Test(sobol, a_latin_hypercube_where_the_sequence_ends)
{
    thaw_prior priors[MANY];
    double squares = 0;
    for (int i = 0; i < MANY; i++) {
        priors[i] = (thaw_prior){THAW_PRIOR_UNIFORM, 0, 1, 0};
        squares += (i + 1) * (i + 1);
    }
    const thaw_response response = {MANY, 1, priors, ramp, NULL};
    thaw_indices s = find(&response, 512, 1);
    cr_assert(not(s.sobol));
    for (int i = 0; i < MANY; i++) {
        double share = (i + 1) * (i + 1) / squares;
        cr_expect(epsilon_eq(dbl, s.total[i].value, share, 0.2 * share + 1e-4), "%d", i);
        cr_expect(epsilon_eq(dbl, s.first[i].value, share, 0.02), "%d", i);
    }
    thaw_indices_clear(&s);
}

/* At twenty inputs the sequence is used to its last dimension, at twenty-one no more. */
Test(sobol, where_the_sequence_ends)
{
    thaw_prior priors[MANY];
    for (int i = 0; i < MANY; i++)
        priors[i] = (thaw_prior){THAW_PRIOR_UNIFORM, 0, 1, 0};
    for (size_t inputs = 20; inputs <= 21; inputs++) {
        const thaw_response response = {inputs, 1, priors, last_of, (void *)&inputs};
        thaw_indices s = find(&response, 256, 1);
        cr_assert(eq(int, s.sobol, inputs == 20));
        cr_assert(epsilon_eq(dbl, s.total[inputs - 1].value, 1, 0.1));
        cr_assert(eq(dbl, s.total[0].value, 0));
        thaw_indices_clear(&s);
    }
}

/* ---- a deal whose price is linear ---- */

/* Each side complies for 1 less today and 2 more tomorrow (3 for the other side): departing once
 * costs d * 2 - 1, or d * 3 - 1, in points. The deal holds where d is above 1/2. */
static void linear_case(deal_case *c)
{
    const choice choices[2] = {{{0, 2}, {1, 0}}, {{0, 3}, {1, 0}}};
    deal_case_of_game(c, "a0/a0,a0/a0,a0/a0,a0/a0,a0/a0,a0/a0@grim", two_choices(choices, 0.75));
}

Test(linear_deal, tornado_by_hand)
{
    deal_case c;
    linear_case(&c);
    const thaw_dial dial = dial_of(&c, "discount", 0.2, 0.9);
    const thaw_prior prior = {THAW_PRIOR_UNIFORM, 0.2, 0.9, 0.75};
    thaw_ensemble ensemble = {&c.setting, &c.deals, &dial, 1, NULL};
    const thaw_response response = {1, THAW_EASIEST_OUTPUTS, &prior, thaw_ensemble_easiest,
                                    &ensemble};
    const thaw_sampling sampling = {.threads = 1};
    const double base = 0.75;
    thaw_tornado t;
    cr_assert(eq(int, thaw_tornado_find(&response, &base, &sampling, &t, NULL), THAW_OK));
    cr_assert(epsilon_eq(dbl, t.base[THAW_EASIEST_PRICE], 0.5, 1e-9));
    cr_assert(epsilon_eq(dbl, t.ends[THAW_EASIEST_PRICE], -0.6, 1e-9));
    cr_assert(eq(dbl, t.ends[THAW_EASIEST_HOLDS], 0));
    cr_assert(epsilon_eq(dbl, t.ends[2 + THAW_EASIEST_PRICE], 0.8, 1e-9));
    cr_assert(eq(dbl, t.ends[2 + THAW_EASIEST_HOLDS], 1));
    thaw_tornado_clear(&t);
    deal_case_clear(&c);
}

/* Over [0.2, 0.9] it holds with chance 4/7; the price has mean 2 * 0.55 - 1 and runs evenly from
 * -0.6 to 0.8. Triangular with its top at 0.9, d = 0.2 + 0.7 sqrt(u): chance 1 - (3/7)^2. */
Test(linear_deal, draws_by_hand)
{
    enum { N = 1500 };
    deal_case c;
    linear_case(&c);
    const thaw_dial dial = dial_of(&c, "discount", 0.2, 0.9);
    thaw_ensemble ensemble = {&c.setting, &c.deals, &dial, 1, NULL};
    const double chance[] = {4.0 / 7, 1 - 9.0 / 49}, mean[] = {0.1, 1.0 / 3};
    for (int kind = 0; kind < 2; kind++) {
        const thaw_prior prior = {(thaw_prior_kind)kind, 0.2, 0.9, 0.9};
        const thaw_response response = {1, THAW_EASIEST_OUTPUTS, &prior, thaw_ensemble_easiest,
                                        &ensemble};
        const thaw_sampling sampling = {.points = N, .seed = 11, .threads = 1};
        thaw_sample s;
        cr_assert(eq(int, thaw_sample_draw(&response, &sampling, &s, NULL), THAW_OK));
        double holds = 0, price = 0;
        for (int k = 0; k < N; k++) {
            cr_assert(epsilon_eq(dbl, s.output[2 * k], 2 * s.point[k] - 1, 1e-9));
            holds += s.output[2 * k + 1];
            price += s.output[2 * k] / N;
        }
        thaw_band band = thaw_wilson((size_t)holds, N);
        cr_assert(band.low < chance[kind] && chance[kind] < band.high, "%g", band.value);
        cr_assert(epsilon_eq(dbl, price, mean[kind], 0.03));
        thaw_sample_clear(&s);
    }
    deal_case_clear(&c);
}

/* One input alone has all of the variance; knowing it exactly leaves no doubt. */
Test(linear_deal, the_only_input_decides)
{
    enum { N = 1000 };
    deal_case c;
    linear_case(&c);
    const thaw_dial dial = dial_of(&c, "discount", 0.2, 0.9);
    const thaw_prior prior = {THAW_PRIOR_UNIFORM, 0.2, 0.9, 0.75};
    thaw_ensemble ensemble = {&c.setting, &c.deals, &dial, 1, NULL};
    const thaw_response response = {1, THAW_EASIEST_OUTPUTS, &prior, thaw_ensemble_easiest,
                                    &ensemble};
    const thaw_sampling sampling = {.points = N, .seed = 3, .threads = 1};
    thaw_sample s;
    thaw_knowledge known;
    double rank = 0;
    cr_assert(eq(int, thaw_sample_draw(&response, &sampling, &s, NULL), THAW_OK));
    cr_assert(eq(int, thaw_knowledge_of(s.point, 1, s.output + 1, 2, N, 1, &known, NULL), THAW_OK));
    cr_assert(eq(int, thaw_spearman(s.point, 1, s.output, 2, N, &rank, NULL), THAW_OK));
    cr_assert(gt(dbl, known.removed.value, 0.9));
    cr_assert(epsilon_eq(dbl, rank, 1, 1e-9));
    thaw_indices i = find(&response, 256, 2);
    cr_assert(epsilon_eq(dbl, i.first[THAW_EASIEST_PRICE].value, 1, 0.05));
    cr_assert(epsilon_eq(dbl, i.total[THAW_EASIEST_PRICE].value, 1, 0.05));
    thaw_indices_clear(&i);
    thaw_sample_clear(&s);
    deal_case_clear(&c);
}
