/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small dense systems. */
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

#include "solvers/dense.h"
#include "tests/support/sample_games.h"

enum { SIZE_MAX_TESTED = 30 };

static double residual(const double *matrix, size_t n, const double *x, const double *right,
                       bool left)
{
    double worst = 0;
    for (size_t r = 0; r < n; r++) {
        double sum = -right[r];
        for (size_t c = 0; c < n; c++)
            sum += (left ? matrix[c * n + r] : matrix[r * n + c]) * x[c];
        worst = fmax(worst, fabs(sum));
    }
    return worst;
}

Test(dense, solves_both_ways)
{
    uint64_t first = first_seed(1500);
    for (int k = 0; k < 200; k++) {
        dice d = dice_new(first + (uint64_t)k);
        size_t n = (size_t)dice_int(&d, 1, SIZE_MAX_TESTED), pivot[SIZE_MAX_TESTED];
        double matrix[SIZE_MAX_TESTED * SIZE_MAX_TESTED],
            factors[SIZE_MAX_TESTED * SIZE_MAX_TESTED];
        double right[SIZE_MAX_TESTED], x[SIZE_MAX_TESTED];
        for (size_t cell = 0; cell < n * n; cell++)
            matrix[cell] = dice_real(&d, -1, 1);
        for (size_t r = 0; r < n; r++)
            right[r] = dice_real(&d, -1, 1);
        memcpy(factors, matrix, n * n * sizeof *matrix);
        cr_assert_neq(thaw_dense_factor(factors, n, pivot), 0, REPLAY, SEED(d));
        memcpy(x, right, n * sizeof *x);
        thaw_dense_solve(factors, n, pivot, x);
        cr_assert_lt(residual(matrix, n, x, right, false), 1e-9, REPLAY, SEED(d));
        memcpy(x, right, n * sizeof *x);
        thaw_dense_solve_left(factors, n, pivot, x);
        cr_assert_lt(residual(matrix, n, x, right, true), 1e-9, REPLAY, SEED(d));
    }
}

/* Determinants 6, -6 (rows swapped), -2 (a zero pivot that a swap mends), 0. */
Test(dense, sign_of_the_determinant)
{
    static const struct {
        double matrix[4];
        int sign;
    } cases[] = {{{2, 0, 0, 3}, 1}, {{0, 3, 2, 0}, -1}, {{0, 1, 2, 5}, -1}, {{1, 2, 2, 4}, 0}};
    for (int k = 0; k < 4; k++) {
        double matrix[4];
        size_t pivot[2];
        memcpy(matrix, cases[k].matrix, sizeof matrix);
        cr_assert_eq(thaw_dense_factor(matrix, 2, pivot), cases[k].sign, "case %d", k);
    }
}

Test(dense, what_is_not_finite_is_refused)
{
    double matrix[4] = {NAN, 1, 1, 1}, infinite[4] = {1, 0, 0, HUGE_VAL};
    size_t pivot[2];
    cr_assert_eq(thaw_dense_factor(matrix, 2, pivot), 0);
    cr_assert_eq(thaw_dense_factor(infinite, 2, pivot), 0);
}
