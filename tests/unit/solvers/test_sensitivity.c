/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tornado, random draws and Sobol' indices of functions whose answers are known by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/sensitivity.h"

/* ---- a plane: 3 + 2 x - 5 y, and x y, over [1, 3] x [-1, 1] ---- */

static thaw_status plane(const double *point, double *output, void *context)
{
    (void)context;
    output[0] = 3 + 2 * point[0] - 5 * point[1];
    output[1] = point[0] * point[1];
    return THAW_OK;
}

static const thaw_prior plane_priors[] = {{THAW_PRIOR_UNIFORM, 1, 3, 2},
                                          {THAW_PRIOR_UNIFORM, -1, 1, 0}};
static const thaw_response plane_response = {2, 2, plane_priors, plane, NULL};

/* The part of it with x + y <= 2. */
static thaw_status half_plane(const double *point, double *output, void *context)
{
    return point[0] + point[1] <= 2 ? plane(point, output, context) : THAW_ERANGE;
}

static const thaw_response half_response = {2, 2, plane_priors, half_plane, NULL};

Test(tornado, a_plane_by_hand)
{
    const double base[] = {2, 0.5};
    const thaw_sampling sampling = {.threads = 1};
    thaw_tornado t;
    cr_assert(eq(int, thaw_tornado_find(&plane_response, base, &sampling, &t, NULL), THAW_OK));
    cr_assert(eq(dbl, t.base[0], 4.5));
    cr_assert(eq(dbl, t.base[1], 1));
    /* x at 1, x at 3, y at -1, y at 1 */
    static const double ends[4][2] = {{2.5, 0.5}, {6.5, 1.5}, {12, -2}, {2, 2}};
    for (int k = 0; k < 4; k++)
        for (int o = 0; o < 2; o++)
            cr_assert(eq(dbl, t.ends[2 * k + o], ends[k][o]), "%d %d", k, o);
    cr_assert(eq(sz, t.refused, 0));
    thaw_tornado_clear(&t);
}

Test(tornado, a_refused_end_is_missing)
{
    const double base[] = {1.5, 0};
    const thaw_sampling sampling = {.threads = 2};
    thaw_tornado t;
    cr_assert(eq(int, thaw_tornado_find(&half_response, base, &sampling, &t, NULL), THAW_OK));
    cr_assert(eq(sz, t.refused, 2)); /* (3, 0) and (1.5, 1) */
    cr_assert(isnan(t.ends[2 * 1]));
    cr_assert(isnan(t.ends[2 * 3]));
    cr_assert(eq(dbl, t.ends[2 * 0], 5)); /* (1, 0) */
    thaw_tornado_clear(&t);
}

/* ---- draws ---- */

static thaw_sample draw(const thaw_response *response, size_t points, uint64_t seed, int threads)
{
    const thaw_sampling sampling = {.points = points, .seed = seed, .threads = threads};
    thaw_sample sample;
    cr_assert(eq(int, thaw_sample_draw(response, &sampling, &sample, NULL), THAW_OK));
    return sample;
}

static double mean(const double *values, size_t count, size_t stride)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += values[k * stride];
    return sum / (double)count;
}

/* x has mean 2 and variance 1/3, y mean 0 and variance 1/3, so that 3 + 2 x - 5 y has mean 7 and
 * variance (4 + 25) / 3; over 4000 draws its mean has a standard error of 0.049. */
Test(draws, a_plane_by_hand)
{
    enum { N = 4000 };
    thaw_sample s = draw(&plane_response, N, 5, 1);
    double average = mean(s.output, N, 2), square = 0;
    for (size_t k = 0; k < N; k++) {
        double expected[2];
        plane(s.point + 2 * k, expected, NULL);
        cr_assert(eq(dbl, s.output[2 * k], expected[0]));
        square += (s.output[2 * k] - 7) * (s.output[2 * k] - 7) / N;
    }
    cr_assert(epsilon_eq(dbl, average, 7, 4 * 0.049));
    cr_assert(epsilon_eq(dbl, square, 29.0 / 3, 0.5));
    cr_assert(eq(sz, s.redrawn, 0));
    thaw_sample_clear(&s);
}

/* Uniform on the half of the rectangle below the line from (1, 1) to (3, -1): its centre is at
 * (5/3, -1/3), and one draw is redrawn for each that is kept. */
Test(draws, refused_points_are_drawn_again)
{
    enum { N = 4000 };
    thaw_sample s = draw(&half_response, N, 5, 2);
    for (size_t k = 0; k < N; k++) {
        cr_assert(le(dbl, s.point[2 * k] + s.point[2 * k + 1], 2));
        cr_assert(not(isnan(s.output[2 * k])));
    }
    cr_assert(epsilon_eq(dbl, mean(s.point, N, 2), 5.0 / 3, 0.03));
    cr_assert(epsilon_eq(dbl, mean(s.point + 1, N, 2), -1.0 / 3, 0.03));
    cr_assert(epsilon_eq(dbl, (double)s.redrawn / N, 1, 0.1));
    thaw_sample_clear(&s);
}

static thaw_status nowhere(const double *point, double *output, void *context)
{
    (void)point;
    (void)output;
    (void)context;
    return THAW_ERANGE;
}

Test(draws, ranges_without_a_point_are_refused)
{
    const thaw_response response = {2, 2, plane_priors, nowhere, NULL};
    const thaw_sampling sampling = {.points = 3, .threads = 1};
    thaw_sample sample;
    cr_assert(eq(int, thaw_sample_draw(&response, &sampling, &sample, NULL), THAW_ERANGE));
    cr_assert(eq(ptr, sample.point, NULL));
}

static thaw_status broken(const double *point, double *output, void *context)
{
    (void)point;
    (void)output;
    (void)context;
    return THAW_ENUMERIC;
}

/* A solver that breaks down is no point that was refused: the sample says so. */
Test(draws, what_cannot_be_answered_is_said)
{
    const thaw_response response = {2, 2, plane_priors, broken, NULL};
    thaw_sampling sampling = {.points = 3, .threads = 1};
    thaw_sample sample;
    thaw_fault fault;
    cr_assert(eq(int, thaw_sample_draw(&response, &sampling, &sample, &fault), THAW_ENUMERIC));
    cr_assert(strncmp(fault.text, "a point could not be answered: ", 31) == 0, "%s", fault.text);
    thaw_sample_clear(&sample);
    sampling.points = (size_t)1 << 40;
    cr_assert(eq(int, thaw_sample_draw(&response, &sampling, &sample, &fault), THAW_ERANGE));
    cr_assert(eq(str, fault.text,
                 "1099511627776 points of 6 numbers each are more than there is room for: 89478485 "
                 "points"));
}

Test(draws, belong_to_seed_and_number)
{
    thaw_sample one = draw(&half_response, 100, 5, 1), two = draw(&half_response, 150, 5, 3);
    thaw_sample other = draw(&half_response, 100, 6, 1);
    cr_assert(eq(int, memcmp(one.point, two.point, 200 * sizeof(double)), 0));
    cr_assert(eq(int, memcmp(one.output, two.output, 200 * sizeof(double)), 0));
    cr_assert(ne(int, memcmp(one.point, other.point, 200 * sizeof(double)), 0));
    thaw_sample_clear(&one);
    thaw_sample_clear(&two);
    thaw_sample_clear(&other);
}

Test(draws, stop_and_deadline)
{
    const volatile int stop = 1;
    thaw_sampling sampling = {.points = 1000, .threads = 1, .stop = &stop};
    thaw_sample sample;
    thaw_indices indices;
    cr_assert(
        eq(int, thaw_sample_draw(&plane_response, &sampling, &sample, NULL), THAW_EINTERRUPT));
    cr_assert(
        eq(int, thaw_indices_find(&plane_response, &sampling, &indices, NULL), THAW_EINTERRUPT));
    sampling = (thaw_sampling){.points = 1000, .threads = 1, .deadline = 1e-9};
    cr_assert(eq(int, thaw_sample_draw(&plane_response, &sampling, &sample, NULL), THAW_ETIME));
}

static void count_progress(size_t done, size_t total, void *context)
{
    size_t *last = context;
    cr_assert(gt(sz, done, *last));
    cr_assert(le(sz, done, total));
    *last = done;
}

Test(draws, progress_goes_to_the_end)
{
    size_t last = 0;
    const thaw_sampling sampling = {
        .points = 1000, .threads = 2, .progress = count_progress, .progress_context = &last};
    thaw_sample sample;
    cr_assert(eq(int, thaw_sample_draw(&plane_response, &sampling, &sample, NULL), THAW_OK));
    cr_assert(eq(sz, last, 1000));
    thaw_sample_clear(&sample);
}

/* ---- indices ---- */

static thaw_indices find(const thaw_response *response, size_t points, uint64_t seed, int threads)
{
    const thaw_sampling sampling = {.points = points, .seed = seed, .threads = threads};
    thaw_indices s;
    cr_assert(eq(int, thaw_indices_find(response, &sampling, &s, NULL), THAW_OK));
    return s;
}

/* Of the plane: 4 to 25 for x and y, nothing between them. Of x y, with x = 2 + u and y = v:
 * 2 v and u v have variances 4/3 and 1/9; so y has 12/13 by itself, x nothing, the rest is both's.
 */
Test(indices, by_hand)
{
    thaw_indices s = find(&plane_response, 2048, 1, 1);
    static const double first[] = {4.0 / 29, 25.0 / 29, 0, 12.0 / 13};
    static const double total[] = {4.0 / 29, 25.0 / 29, 1.0 / 13, 1};
    for (int k = 0; k < 4; k++) {
        cr_assert(epsilon_eq(dbl, s.first[k].value, first[k], 0.02), "%d", k);
        cr_assert(epsilon_eq(dbl, s.total[k].value, total[k], 0.02), "%d", k);
    }
    cr_assert(epsilon_eq(dbl, s.mean[0], 7, 0.05));
    cr_assert(epsilon_eq(dbl, s.variance[0], 29.0 / 3, 0.1));
    cr_assert(eq(sz, s.evaluations, 2048 * 4));
    cr_assert(s.sobol);
    thaw_indices_clear(&s);
}

Test(indices, same_for_any_number_of_threads)
{
    thaw_indices one = find(&plane_response, 100, 9, 1), two = find(&plane_response, 100, 9, 3);
    thaw_indices other = find(&plane_response, 100, 10, 1);
    cr_assert(eq(int, memcmp(one.first, two.first, 4 * sizeof *one.first), 0));
    cr_assert(eq(int, memcmp(one.total, two.total, 4 * sizeof *one.total), 0));
    cr_assert(ne(dbl, one.first[0].value, other.first[0].value));
    thaw_indices_clear(&one);
    thaw_indices_clear(&two);
    thaw_indices_clear(&other);
}

Test(indices, rows_that_were_refused_are_left_out_and_counted)
{
    thaw_indices s = find(&half_response, 512, 1, 1);
    cr_assert(gt(sz, s.refused, 512));
    cr_assert(not(isnan(s.first[0].value)));
    thaw_indices_clear(&s);
}

static thaw_status constant(const double *point, double *output, void *context)
{
    (void)point;
    (void)context;
    output[0] = 4;
    output[1] = (double)NAN;
    return THAW_OK;
}

Test(indices, of_what_does_not_vary_or_is_missing)
{
    const thaw_response response = {2, 2, plane_priors, constant, NULL};
    thaw_indices s = find(&response, 16, 1, 1);
    for (int k = 0; k < 4; k++) {
        cr_assert(isnan(s.first[k].value));
        cr_assert(isnan(s.total[k].low));
    }
    cr_assert(eq(dbl, s.variance[0], 0));
    cr_assert(isnan(s.variance[1]));
    thaw_indices_clear(&s);
}

/* What differs by rounding is the same: so do answers where an input plays no part in them. */
static thaw_status rounded(const double *point, double *output, void *context)
{
    (void)context;
    output[0] = 0.79 * (1 + 8 * DBL_EPSILON * sin(1e6 * point[0]));
    output[1] = 1e-9 * point[0]; /* small, and no rounding */
    return THAW_OK;
}

Test(indices, of_rounding_are_none)
{
    const thaw_response response = {2, 2, plane_priors, rounded, NULL};
    thaw_indices s = find(&response, 64, 1, 1);
    for (int k = 0; k < 2; k++) {
        cr_expect(isnan(s.first[k].value));
        cr_expect(isnan(s.total[k].value));
    }
    cr_expect(eq(dbl, s.variance[0], 0));
    cr_expect(epsilon_eq(dbl, s.total[2].value, 1, 0.2));
    cr_expect(eq(dbl, s.total[3].value, 0));
    thaw_indices_clear(&s);
}

Test(indices, refusals)
{
    thaw_response response = plane_response;
    thaw_sampling sampling = {.points = 1, .threads = 1};
    thaw_indices s;
    cr_assert(eq(int, thaw_indices_find(&response, &sampling, &s, NULL), THAW_ERANGE));
    sampling.points = 8;
    response.inputs = 0;
    cr_assert(eq(int, thaw_indices_find(&response, &sampling, &s, NULL), THAW_ERANGE));
}
