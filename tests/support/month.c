/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The month's solver, for tests. */
#include "tests/support/month.h"

#include <math.h>

#include <criterion/criterion.h>

#include "tests/support/sample_games.h"

thaw_game *bimatrix_game(int rows, int columns, const double *a, const double *b)
{
    thaw_game *game = blank_game(2, 1, (int[]){rows, columns}, 0.0);
    for (int row = 0; row < rows * columns; row++) {
        game->payoff[2 * row] = a[row];
        game->payoff[2 * row + 1] = b[row];
    }
    return game;
}

thaw_stage *month_solve(const thaw_game *game)
{
    thaw_stage *stage = NULL;
    thaw_fault fault = {0};
    cr_assert_eq(thaw_stage_solve(game, 0, NULL, &stage, &fault), THAW_OK, "%s", fault.text);
    return stage;
}

const thaw_stage_equilibrium *month_find(const thaw_stage *stage, const double *chance,
                                         double tolerance)
{
    for (size_t k = 0; k < stage->equilibria; k++)
        if (largest_difference(stage->equilibrium[k].chance, chance, stage->actions) <= tolerance)
            return &stage->equilibrium[k];
    return NULL;
}

double month_regret(const thaw_stage *stage)
{
    double worst = 0.0;
    for (size_t k = 0; k < stage->equilibria; k++)
        worst = fmax(worst, stage->equilibrium[k].regret);
    return worst;
}
