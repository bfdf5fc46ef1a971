/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gaussian elimination. Inner loops run along rows, so that compilers can vectorise them. */
#include "solvers/dense.h"

#include <math.h>

static void swap(double *a, double *b)
{
    double c = *a;
    *a = *b;
    *b = c;
}

static void subtract_multiple(double *restrict to, const double *restrict from, double factor,
                              size_t count)
{
    for (size_t k = 0; k < count; k++)
        to[k] -= factor * from[k];
}

/* Two sums, for the processor's sake. */
static double dot(const double *a, const double *b, size_t count)
{
    double even = 0, odd = 0;
    size_t k = 0;
    for (; k + 1 < count; k += 2) {
        even += a[k] * b[k];
        odd += a[k + 1] * b[k + 1];
    }
    return even + odd + (k < count ? a[k] * b[k] : 0);
}

static size_t find_pivot(const double *matrix, size_t n, size_t column)
{
    size_t best = column;
    for (size_t row = column + 1; row < n; row++)
        if (fabs(matrix[row * n + column]) > fabs(matrix[best * n + column]))
            best = row;
    return best;
}

int thaw_dense_factor(double *matrix, size_t n, size_t *pivot)
{
    int sign = 1;
    for (size_t k = 0; k < n; k++) {
        double *row = matrix + k * n;
        pivot[k] = find_pivot(matrix, n, k);
        if (pivot[k] != k) {
            sign = -sign;
            for (size_t c = 0; c < n; c++)
                swap(&row[c], &matrix[pivot[k] * n + c]);
        }
        if (row[k] == 0 || !isfinite(row[k]))
            return 0;
        sign = row[k] < 0 ? -sign : sign;
        for (size_t r = k + 1; r < n; r++) {
            double *below = matrix + r * n;
            if (below[k] == 0)
                continue;
            below[k] /= row[k];
            subtract_multiple(below + k + 1, row + k + 1, below[k], n - k - 1);
        }
    }
    return sign;
}

void thaw_dense_solve(const double *factors, size_t n, const size_t *pivot, double *x)
{
    for (size_t k = 0; k < n; k++)
        swap(&x[k], &x[pivot[k]]);
    for (size_t k = 1; k < n; k++)
        x[k] -= dot(factors + k * n, x, k);
    for (size_t k = n; k-- > 0;)
        x[k] = (x[k] - dot(factors + k * n + k + 1, x + k + 1, n - k - 1)) / factors[k * n + k];
}

void thaw_dense_solve_left(const double *factors, size_t n, const size_t *pivot, double *x)
{
    for (size_t k = 0; k < n; k++) {
        x[k] /= factors[k * n + k];
        subtract_multiple(x + k + 1, factors + k * n + k + 1, x[k], n - k - 1);
    }
    for (size_t k = n; k-- > 0;)
        subtract_multiple(x, factors + k * n, x[k], k);
    for (size_t k = n; k-- > 0;)
        swap(&x[k], &x[pivot[k]]);
}
