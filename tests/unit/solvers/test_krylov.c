/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear equations by GMRES: multiplied out again, a discounted chain in closed form, and what is
 * left when products run out. */
#include "solvers/krylov.h"

#include <math.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/support/dice.h"

enum { COUNT = 30 };

typedef struct matrix {
    double at[COUNT][COUNT];
    int products;
} matrix;

static void multiply(void *context, const double *vector, double *image)
{
    matrix *m = context;
    m->products++;
    for (int i = 0; i < COUNT; i++) {
        image[i] = 0;
        for (int j = 0; j < COUNT; j++)
            image[i] += m->at[i][j] * vector[j];
    }
}

static double largest_miss(matrix *m, const double *x, const double *right)
{
    double image[COUNT], most = 0;
    multiply(m, x, image);
    for (int i = 0; i < COUNT; i++)
        most = fmax(most, fabs(image[i] - right[i]));
    return most;
}

Test(krylov, solutions_multiplied_out_give_the_right_side)
{
    thaw_krylov room = {0};
    dice d = dice_new(first_seed(1));
    for (int game = 0; game < 20; game++) {
        matrix m = {.products = 0};
        double right[COUNT], x[COUNT], left;
        for (int i = 0; i < COUNT; i++) {
            right[i] = dice_real(&d, -1, 1);
            for (int j = 0; j < COUNT; j++)
                m.at[i][j] = dice_real(&d, -1, 1) / COUNT + (i == j ? 2 : 0);
        }
        cr_assert(eq(int,
                     thaw_krylov_solve(&room, COUNT, multiply, &m, right, COUNT, 1e-13, x, &left),
                     THAW_OK));
        cr_expect(le(int, m.products, COUNT));
        cr_expect(le(dbl, left, 1e-13));
        cr_expect(le(dbl, largest_miss(&m, x, right), 1e-12));
    }
    thaw_krylov_clear(&room);
}

/* x = 1 + d x', round a circle: x = 1 / (1 - d) everywhere, at once. */
Test(krylov, a_circle_discounted_near_one_takes_one_product)
{
    thaw_krylov room = {0};
    matrix m = {.products = 0};
    double right[COUNT], x[COUNT];
    for (int i = 0; i < COUNT; i++) {
        right[i] = 1;
        m.at[i][i] = 1;
        m.at[i][(i + 1) % COUNT] = -0.9999;
    }
    cr_assert(eq(int, thaw_krylov_solve(&room, COUNT, multiply, &m, right, COUNT, 1e-12, x, NULL),
                 THAW_OK));
    cr_expect(eq(int, m.products, 1));
    for (int i = 0; i < COUNT; i++)
        cr_expect(ieee_ulp_eq(dbl, x[i] * 1e-4, 1, 100000), "x[%d]", i);
    thaw_krylov_clear(&room);
}

/* Round a circle a single push comes back after all COUNT products only. */
Test(krylov, what_is_left_is_said_when_products_run_out)
{
    thaw_krylov room = {0};
    matrix m = {.products = 0};
    double right[COUNT] = {1}, x[COUNT], left;
    for (int i = 0; i < COUNT; i++) {
        m.at[i][i] = 1;
        m.at[i][(i + COUNT - 1) % COUNT] = -0.5;
    }
    cr_assert(
        eq(int, thaw_krylov_solve(&room, COUNT, multiply, &m, right, 5, 1e-12, x, &left), THAW_OK));
    cr_expect(eq(int, m.products, 5));
    double image[COUNT], square = 0;
    multiply(&m, x, image);
    for (int i = 0; i < COUNT; i++)
        square += (image[i] - right[i]) * (image[i] - right[i]);
    cr_expect(epsilon_eq(dbl, sqrt(square), left, 1e-14));
    cr_expect(gt(dbl, left, 1e-3));
    thaw_krylov_clear(&room);
}

Test(krylov, nothing_asked_is_nothing)
{
    thaw_krylov room = {0};
    matrix m = {.products = 0};
    double right[COUNT] = {0}, x[COUNT] = {1}, left = 1;
    cr_assert(
        eq(int, thaw_krylov_solve(&room, COUNT, multiply, &m, right, 5, 1e-12, x, &left), THAW_OK));
    cr_expect(eq(int, m.products, 0));
    cr_expect(eq(dbl, left, 0));
    for (int i = 0; i < COUNT; i++)
        cr_expect(eq(dbl, x[i], 0));
    thaw_krylov_clear(&room);
}
