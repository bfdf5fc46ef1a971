/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GMRES: modified Gram-Schmidt, Givens rotations (Saad & Schultz 1986). */
#include "solvers/krylov.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "solvers/grow.h"

void thaw_krylov_clear(thaw_krylov *krylov)
{
    free(krylov->basis);
    free(krylov->column);
    *krylov = (thaw_krylov){0};
}

static double inner_product(const double *a, const double *b, size_t count)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++) {
        sum += a[k] * b[k];
    }
    return sum;
}

static void add_multiple(double *to, double factor, const double *of, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        to[k] += factor * of[k];
    }
}

static void divide(double *vector, double by, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        vector[k] /= by;
    }
}

/* The upper Hessenberg matrix, column by column, turned into a triangle as it grows. */
typedef struct triangle {
    double *column; /* [j * (most + 1) + i] */
    double *cosine, *sine, *right;
    size_t most;
} triangle;

/* Makes the new vector orthogonal to those before, twice over where one would leave rounding. */
static void orthogonalise(double *basis, size_t count, size_t made, double *column)
{
    double *vector = basis + (made + 1) * count;
    for (int again = 0; again < 2; again++) {
        for (size_t i = 0; i <= made; i++) {
            double share = inner_product(basis + i * count, vector, count);
            column[i] += share;
            add_multiple(vector, -share, basis + i * count, count);
        }
    }
    column[made + 1] = sqrt(inner_product(vector, vector, count));
}

/* Rotates the new column; the residual's length is then |right[made + 1]|. */
static void rotate(triangle *t, size_t made)
{
    double *column = t->column + made * (t->most + 1);
    for (size_t i = 0; i < made; i++) {
        double upper = column[i], lower = column[i + 1];
        column[i] = t->cosine[i] * upper + t->sine[i] * lower;
        column[i + 1] = t->cosine[i] * lower - t->sine[i] * upper;
    }
    double size = hypot(column[made], column[made + 1]);
    t->cosine[made] = size > 0 ? column[made] / size : 1;
    t->sine[made] = size > 0 ? column[made + 1] / size : 0;
    column[made] = size;
    t->right[made + 1] = -t->sine[made] * t->right[made];
    t->right[made] *= t->cosine[made];
}

/* x = basis y, where y solves the triangle. A column of length 0 adds nothing. */
static void combine(triangle *t, const double *basis, size_t made, size_t count, double *x)
{
    for (size_t k = 0; k < count; k++) {
        x[k] = 0;
    }
    for (size_t j = made; j-- > 0;) {
        const double *column = t->column + j * (t->most + 1);
        double y = column[j] > 0 ? t->right[j] / column[j] : 0;
        for (size_t i = 0; i < j; i++) {
            t->right[i] -= y * column[i];
        }
        add_multiple(x, y, basis + j * count, count);
    }
}

thaw_status thaw_krylov_solve(thaw_krylov *krylov, size_t count, thaw_linear_map *map,
                              void *context, const double *right, int products, double tolerance,
                              double *x, double *left)
{
    size_t most = products > 0 && (size_t)products < count ? (size_t)products : count;
    size_t columns = most * (most + 1) + 3 * (most + 1);
    if (thaw_grow(&krylov->basis, sizeof *krylov->basis, (most + 1) * count,
                  &krylov->basis_capacity) != THAW_OK ||
        thaw_grow(&krylov->column, sizeof *krylov->column, columns, &krylov->column_capacity) !=
            THAW_OK) {
        return THAW_ENOMEM;
    }
    for (size_t k = 0; k < columns; k++) {
        krylov->column[k] = 0;
    }
    double *spare = krylov->column + most * (most + 1), *basis = krylov->basis;
    triangle t = {krylov->column, spare, spare + most + 1, spare + 2 * (most + 1), most};
    double length = sqrt(inner_product(right, right, count));
    size_t made = 0;
    for (size_t k = 0; k < count; k++) {
        basis[k] = length > 0 ? right[k] / length : 0;
    }
    t.right[0] = length;
    while (made < most && fabs(t.right[made]) > tolerance * length) {
        double *next = basis + (made + 1) * count, *column = t.column + made * (most + 1);
        map(context, basis + made * count, next);
        double before = sqrt(inner_product(next, next, count));
        orthogonalise(basis, count, made, column);
        bool full = !(column[made + 1] > 4 * DBL_EPSILON * before);
        if (full) {
            column[made + 1] = 0;
        } else {
            divide(next, column[made + 1], count);
        }
        rotate(&t, made++);
        if (full) {
            break;
        }
    }
    if (left) {
        *left = length > 0 ? fabs(t.right[made]) / length : 0;
    }
    combine(&t, basis, made, count, x);
    return THAW_OK;
}
