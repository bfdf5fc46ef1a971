/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The logit equations: their solutions, their derivatives, the solver for them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "solvers/logit.h"
#include "tests/support/sample_games.h"

typedef struct equations {
    thaw_game *game;
    thaw_core *core;
    thaw_logit *logit;
    double *x, *border, *right, *step, *moved;
} equations;

static equations equations_of(thaw_game *game)
{
    equations e = {.game = game};
    cr_assert_eq(thaw_core_new(game, &e.core, NULL), THAW_OK);
    cr_assert_eq(thaw_logit_new(e.core, &e.logit, NULL), THAW_OK);
    size_t n = e.logit->unknowns;
    e.x = calloc(n, sizeof(double));
    e.border = calloc(n, sizeof(double));
    e.right = calloc(n, sizeof(double));
    e.step = calloc(n, sizeof(double));
    e.moved = calloc(n, sizeof(double));
    cr_assert(e.x && e.border && e.right && e.step && e.moved);
    for (int cell = 0; cell < e.core->states * e.core->players; cell++)
        for (size_t a = e.core->offset[cell]; a < e.core->offset[cell + 1]; a++)
            e.x[a] = -log(e.core->count[cell]);
    return e;
}

static void equations_clear(equations *e)
{
    free(e->x);
    free(e->border);
    free(e->right);
    free(e->step);
    free(e->moved);
    thaw_logit_free(e->logit);
    thaw_core_free(e->core);
    thaw_game_free(e->game);
}

static double largest(const double *v, size_t count)
{
    double most = 0;
    for (size_t k = 0; k < count; k++)
        most = fmax(most, fabs(v[k]));
    return most;
}

/* Newton's method at a fixed precision, which the border holds. */
static void settle_at(equations *e, double precision)
{
    size_t n = e->logit->unknowns;
    memset(e->border, 0, n * sizeof *e->border);
    e->border[n - 1] = 1;
    e->x[n - 1] = precision;
    for (int k = 0; k < 50; k++) {
        cr_assert(thaw_logit_linearise(e->logit, e->x, e->border));
        for (size_t r = 0; r + 1 < n; r++)
            e->right[r] = -e->logit->residual[r];
        cr_assert(thaw_logit_solve(e->logit, e->x, e->right, 0, e->step));
        for (size_t r = 0; r < n; r++)
            e->x[r] += e->step[r];
    }
    cr_assert(thaw_logit_linearise(e->logit, e->x, e->border));
    cr_assert_lt(largest(e->logit->residual, n - 1), 1e-12);
}

/* The prisoners' dilemma once: defecting pays 2 (against C) or 1 more, so that the chance q of C
 * solves log(q / (1 - q)) = -p (2 q + 1 - q). */
Test(logit, solves_the_quantal_response_equation)
{
    equations e =
        equations_of(one_state_game(2, (int[]){2, 2}, (double[]){3, 3, 0, 5, 5, 0, 1, 1}, 0));
    for (double precision = 0; precision < 4; precision += 0.5) {
        settle_at(&e, precision);
        double q = exp(e.x[0]);
        cr_assert_float_eq(log(q / (1 - q)), -precision * (1 + q), 1e-11);
        cr_assert_float_eq(exp(e.x[0]) + exp(e.x[1]), 1, 1e-13);
    }
    equations_clear(&e);
}

/* Values are plain discounted sums: in a month repeated, what it pays over 1 - d. */
Test(logit, values_are_plain_sums)
{
    equations e =
        equations_of(one_state_game(2, (int[]){2, 2}, (double[]){3, 3, 0, 5, 5, 0, 1, 1}, 0.75));
    settle_at(&e, 0);
    cr_assert_float_eq(e.x[e.logit->actions], 2.25 / 0.25, 1e-12);
    equations_clear(&e);
}

/* On the curve, where the residual is 0 and its derivative is what the solver says it is: moving
 * along the solution of J dx = right changes the residual by right, to second order in the step. */
Test(logit, the_jacobian_is_the_derivative)
{
    uint64_t first = first_seed(800);
    for (int k = 0; k < 30; k++) {
        dice d = dice_new(first + (uint64_t)k);
        int players = dice_int(&d, 1, 3);
        equations e = equations_of(random_game(&d, (random_shape){players, 3, 2, 3, 0.9}));
        size_t n = e.logit->unknowns;
        settle_at(&e, dice_real(&d, 0.1, 0.6));
        for (size_t r = 0; r + 1 < n; r++)
            e.right[r] = dice_real(&d, -1, 1);
        for (size_t r = 0; r < n; r++)
            e.border[r] = dice_real(&d, -1, 1);
        cr_assert(thaw_logit_linearise(e.logit, e.x, e.border));
        cr_assert(thaw_logit_solve(e.logit, e.x, e.right, 0.3, e.step));
        double last = 0;
        for (size_t r = 0; r < n; r++)
            last += e.border[r] * e.step[r];
        cr_assert_float_eq(last, 0.3, 1e-9, REPLAY, SEED(d));
        double h = 1e-4 / fmax(1, largest(e.step, n));
        memset(e.moved, 0, n * sizeof *e.moved);
        for (int side = -1; side <= 1; side += 2) {
            double *x = e.border; /* no longer needed */
            for (size_t r = 0; r < n; r++)
                x[r] = e.x[r] + side * h * e.step[r];
            cr_assert(thaw_logit_linearise(e.logit, x, e.right));
            for (size_t r = 0; r + 1 < n; r++)
                e.moved[r] += side * e.logit->residual[r] / (2 * h);
        }
        cr_assert_lt(largest_difference(e.moved, e.right, n - 1), 1e-3, REPLAY, SEED(d));
        equations_clear(&e);
    }
}

/* The determinant's sign turns with the border. */
Test(logit, the_border_orients)
{
    dice d = dice_new(900);
    equations e = equations_of(random_game(&d, (random_shape){2, 3, 2, 3, 0.9}));
    size_t n = e.logit->unknowns;
    settle_at(&e, 0.2);
    int forwards = e.logit->determinant;
    cr_assert_eq(forwards, 1, "at low precision the equations without the border are near I");
    e.border[n - 1] = -1;
    cr_assert(thaw_logit_linearise(e.logit, e.x, e.border));
    cr_assert_eq(e.logit->determinant, -forwards);
    equations_clear(&e);
}
