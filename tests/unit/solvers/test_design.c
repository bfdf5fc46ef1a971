/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Designs against their definitions: points by index, slices, Sobol' points one after the other. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "solvers/design.h"

static thaw_design made(thaw_design_kind kind, size_t dimensions, size_t points, uint64_t seed)
{
    thaw_design design;
    thaw_fault fault;
    cr_assert_eq(thaw_design_init(kind, dimensions, points, seed, &design, &fault), THAW_OK);
    return design;
}

/* McKay, Beckman & Conover 1979: each of the N slices of each dimension holds exactly one point. */
Test(design, latin_hypercube_has_one_point_a_slice)
{
    static const size_t sizes[] = {1, 2, 3, 7, 64, 255, 256, 257, 1000};
    for (size_t c = 0; c < sizeof sizes / sizeof *sizes; c++) {
        size_t n = sizes[c];
        thaw_design design = made(THAW_DESIGN_LHS, 3, n, 7);
        int *seen = calloc(3 * n, sizeof *seen);
        for (size_t k = 0; k < n; k++) {
            double u[3];
            thaw_design_point(&design, k, u);
            for (size_t j = 0; j < 3; j++) {
                cr_assert(u[j] >= 0 && u[j] < 1);
                seen[j * n + (size_t)(u[j] * (double)n)]++;
            }
        }
        for (size_t i = 0; i < 3 * n; i++)
            cr_expect_eq(seen[i], 1, "%zu points, slice %zu", n, i);
        free(seen);
        thaw_design_clear(&design);
    }
}

/* The order of the slices differs by dimension and by seed, and is spread like a shuffle: the
 * correlation of two dimensions of 1000 points has standard deviation 1/sqrt(999) = 0.03; over
 * twenty seeds none is beyond 4 of these, and the first slice is not always visited first. */
Test(design, latin_hypercube_is_shuffled)
{
    enum { N = 1000, SEEDS = 20 };
    size_t early = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        thaw_design design = made(THAW_DESIGN_LHS, 2, N, seed);
        double product = 0, with_index = 0, u[2];
        for (size_t k = 0; k < N; k++) {
            thaw_design_point(&design, k, u);
            product += (u[0] - 0.5) * (u[1] - 0.5);
            with_index += (u[0] - 0.5) * ((double)k / N - 0.5);
            early += k == 0 && u[0] < 0.5;
        }
        cr_expect(fabs(product * 12 / N) < 0.13, "seed %zu: %g", (size_t)seed, product * 12 / N);
        cr_expect(fabs(with_index * 12 / N) < 0.13, "seed %zu: %g", (size_t)seed,
                  with_index * 12 / N);
    }
    cr_expect(early > 2 && early < 18, "%zu of 20 seeds begin in the lower half", early);
}

/* Sobol' 1967 in Antonov & Saleev's order, as in Numerical Recipes' and GSL's own first points: in
 * dimension 1 van der Corput's numbers in Gray code order; and by the definition of a
 * (t,s)-sequence in base 2 each dimension of the first 2^m - 1 points and the origin has every
 * multiple of 2^-m. */
Test(design, sobol_points)
{
    static const double first[] = {0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125, 0.1875};
    enum { M = 10, N = 1 << M };
    thaw_design design = made(THAW_DESIGN_SOBOL, THAW_SOBOL_DIMENSIONS, N, 1);
    double u[THAW_SOBOL_DIMENSIONS];
    static int seen[THAW_SOBOL_DIMENSIONS][N];
    for (size_t k = 0; k < N - 1; k++) {
        thaw_design_point(&design, k, u);
        if (k < sizeof first / sizeof *first)
            cr_expect_eq(u[0], first[k], "point %zu: %g", k, u[0]);
        for (size_t j = 0; j < THAW_SOBOL_DIMENSIONS; j++)
            seen[j][(size_t)(u[j] * N)]++;
    }
    for (size_t j = 0; j < THAW_SOBOL_DIMENSIONS; j++)
        for (size_t i = 0; i < N; i++)
            cr_expect_eq(seen[j][i], i > 0, "dimension %zu, %zu/1024: %d times", j, i, seen[j][i]);
    thaw_design_clear(&design);
}

/* Point k does not depend on which points were asked for before, nor, for random and Sobol', on how
 * many there are. */
Test(design, points_belong_to_their_index)
{
    for (int kind = THAW_DESIGN_RANDOM; kind <= THAW_DESIGN_SOBOL; kind++) {
        thaw_design design = made((thaw_design_kind)kind, 5, 100, 3);
        thaw_design longer = made((thaw_design_kind)kind, 5, 1000, 3);
        double forth[100][5], back[5];
        for (size_t k = 0; k < 100; k++)
            thaw_design_point(&design, k, forth[k]);
        for (size_t k = 100; k-- > 0;) {
            thaw_design_point(&design, k, back);
            cr_expect_eq(memcmp(back, forth[k], sizeof back), 0);
            thaw_design_point(&longer, k, back);
            cr_expect(kind == THAW_DESIGN_LHS || memcmp(back, forth[k], sizeof back) == 0);
        }
        thaw_design_clear(&design);
        thaw_design_clear(&longer);
    }
}

Test(design, seeds)
{
    for (int kind = THAW_DESIGN_RANDOM; kind <= THAW_DESIGN_SOBOL; kind++) {
        thaw_design one = made((thaw_design_kind)kind, 2, 50, 1);
        thaw_design two = made((thaw_design_kind)kind, 2, 50, 2);
        double a[2], b[2];
        thaw_design_point(&one, 10, a);
        thaw_design_point(&two, 10, b);
        cr_expect_eq(memcmp(a, b, sizeof a) == 0, kind == THAW_DESIGN_SOBOL);
        thaw_design_clear(&one);
        thaw_design_clear(&two);
    }
}

/* GSL returns zeros beyond 40 dimensions and says nothing; here it is refused. */
Test(design, refusals)
{
    thaw_design design;
    thaw_fault fault;
    cr_expect_eq(thaw_design_init(THAW_DESIGN_SOBOL, 41, 10, 1, &design, &fault), THAW_ERANGE);
    cr_expect_str_eq(fault.text, "Sobol' points have at most 40 dimensions, not 41");
    thaw_design_clear(&design);
    cr_expect_eq(thaw_design_init(THAW_DESIGN_SOBOL, 2, THAW_SOBOL_MOST + 1U, 1, &design, &fault),
                 THAW_ERANGE);
    cr_expect(strncmp(fault.help, "a Latin hypercube (lhs) takes up to", 35) == 0, "%s",
              fault.help);
    thaw_design_clear(&design);
    cr_expect_eq(thaw_design_init(THAW_DESIGN_LHS, 41, 10, 1, &design, &fault), THAW_OK);
    thaw_design_clear(&design);
    cr_expect_eq(thaw_design_init(THAW_DESIGN_LHS, 2, 0, 1, &design, &fault), THAW_ERANGE);
    cr_expect_eq(thaw_design_init(THAW_DESIGN_RANDOM, 0, 5, 1, &design, &fault), THAW_ERANGE);
    cr_expect_eq(thaw_design_init(THAW_DESIGN_RANDOM, 2, (size_t)1 << 30, 1, &design, &fault),
                 THAW_ERANGE);
}

Test(design, axes)
{
    const double list[] = {3, 1, 2};
    const thaw_axis linear = {.kind = THAW_AXIS_LINEAR, .from = 0.1, .to = 0.7, .points = 4};
    const thaw_axis ratio = {.kind = THAW_AXIS_LOG, .from = 0.01, .to = 100, .points = 5};
    const thaw_axis listed = {.kind = THAW_AXIS_LIST, .values = list, .points = 3};
    const thaw_axis alone = {.kind = THAW_AXIS_LINEAR, .from = 5, .to = 9, .points = 1};
    static const double thirds[] = {0.1, 0.3, 0.5, 0.7}, tens[] = {0.01, 0.1, 1, 10, 100};
    for (size_t k = 0; k < 4; k++)
        cr_expect_float_eq(thaw_axis_step(&linear, k), thirds[k], 1e-15);
    for (size_t k = 0; k < 5; k++)
        cr_expect_float_eq(thaw_axis_step(&ratio, k), tens[k], 1e-13);
    cr_expect_eq(thaw_axis_step(&linear, 1), 0.3);
    cr_expect_eq(thaw_axis_step(&linear, 3), 0.7);
    cr_expect_eq(thaw_axis_step(&ratio, 4), 100);
    /* beyond 12 digits before the point there is nothing to round */
    const thaw_axis large = {.kind = THAW_AXIS_LINEAR, .to = 3e15, .points = 4};
    cr_expect_eq(thaw_axis_step(&large, 1), 1e15);
    cr_expect_eq(thaw_axis_step(&alone, 0), 5);
    cr_expect_eq(thaw_axis_value(&linear, 0), 0.1);
    cr_expect_eq(thaw_axis_value(&linear, 1), 0.7);
    cr_expect_eq(thaw_axis_value(&ratio, 0), 0.01);
    cr_expect_eq(thaw_axis_value(&ratio, 1), 100);
    cr_expect_float_eq(thaw_axis_value(&ratio, 0.5), 1, 1e-15);
    cr_expect_eq(thaw_axis_value(&listed, 0.0), 3);
    cr_expect_eq(thaw_axis_value(&listed, 0.34), 1);
    cr_expect_eq(thaw_axis_value(&listed, 0.999), 2);
}

/* Odometer order: the last axis fastest. */
Test(design, grids)
{
    const double list[] = {7, 8};
    const thaw_axis axes[] = {{.kind = THAW_AXIS_LINEAR, .from = 1, .to = 3, .points = 3},
                              {.kind = THAW_AXIS_LIST, .values = list, .points = 2}};
    static const double expected[6][2] = {{1, 7}, {1, 8}, {2, 7}, {2, 8}, {3, 7}, {3, 8}};
    size_t points = 0;
    double values[2];
    cr_assert_eq(thaw_grid_size(axes, 2, &points, NULL), THAW_OK);
    cr_expect_eq(points, 6);
    for (size_t k = 0; k < 6; k++) {
        thaw_grid_point(axes, 2, k, values);
        cr_expect_eq(memcmp(values, expected[k], sizeof values), 0, "point %zu", k);
    }
    thaw_axis huge[] = {axes[0], axes[0]};
    huge[0].points = huge[1].points = 40000;
    cr_expect_eq(thaw_grid_size(huge, 2, &points, NULL), THAW_ERANGE);
}
