/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Extreme equilibria of degenerate games, by hand; and what happens when there are too many. */
#include "solvers/settings.h"
#include "solvers/stage.h"

#include <math.h>
#include <stdlib.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/support/month.h"
#include "tests/support/sample_games.h"

static void expect_all(const thaw_stage *stage, size_t count, const double *chances)
{
    cr_expect(eq(int, stage->outcome, THAW_OUTCOME_CONVERGED));
    cr_expect(stage->mixed);
    cr_expect(eq(sz, stage->equilibria, count));
    for (size_t k = 0; k < count; k++)
        cr_expect(month_find(stage, chances + k * stage->actions, 1e-12) != NULL, "number %zu", k);
}

/* Matching pennies where the first can show heads in two ways: all mixtures of the two that come to
 * one half. */
Test(stage_equilibria, a_duplicated_action)
{
    thaw_game *game =
        bimatrix_game(3, 2, (double[]){1, -1, -1, 1, 1, -1}, (double[]){-1, 1, 1, -1, -1, 1});
    thaw_stage *stage = month_solve(game);
    expect_all(stage, 2, (double[]){0.5, 0.5, 0, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0.5});
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* Everything is an equilibrium; the extreme ones are the pure ones. */
Test(stage_equilibria, all_payoffs_equal)
{
    static const double same[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    thaw_game *game = bimatrix_game(2, 3, same, same);
    thaw_stage *stage = month_solve(game);
    expect_all(stage, 6, (double[]){1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1,
                                    0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1});
    cr_expect(eq(dbl, stage->margin, HUGE_VAL));
    for (size_t k = 0; k < stage->actions; k++)
        cr_expect(eq(int, stage->dominated[k].kind, THAW_UNDOMINATED));
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* Zero-sum, value 1: the safe row pays 1, the other 0 or 3. The second player holds the first to 1
 * with a chance of the first column from 2/3 to 1; the first plays safe against all of them. */
Test(stage_equilibria, a_zero_sum_continuum)
{
    thaw_game *game = bimatrix_game(2, 2, (double[]){1, 1, 0, 3}, (double[]){-1, -1, 0, -3});
    thaw_stage *stage = month_solve(game);
    expect_all(stage, 2, (double[]){1, 0, 1, 0, 1, 0, 2.0 / 3, 1.0 / 3});
    cr_expect(epsilon_eq(dbl, stage->minmax[0], 1.0, 1e-12));
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* The second player's first column is weakly dominated and yet played: an entrant stays out (first
 * row) and the incumbent fights with a chance of at least 1/2 (Selten 1978, one market). */
Test(stage_equilibria, a_threat_that_is_weakly_dominated)
{
    thaw_game *game = bimatrix_game(2, 2, (double[]){1, 1, 0, 2}, (double[]){5, 5, 0, 2});
    thaw_stage *stage = month_solve(game);
    expect_all(stage, 3, (double[]){1, 0, 1, 0, 1, 0, 0.5, 0.5, 0, 1, 0, 1});
    cr_expect(eq(int, stage->dominated[2].kind, THAW_WEAKLY_DOMINATED));
    cr_expect(eq(int, stage->dominated[2].by, 1));
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* Payoffs of 1 and a billion side by side: differences of 1 still count. */
Test(stage_equilibria, payoffs_of_very_different_size)
{
    thaw_game *game = bimatrix_game(2, 2, (double[]){1, 0, 0, 1e9}, (double[]){1e9, 0, 0, 1});
    thaw_stage *stage = month_solve(game);
    double small = 1 / (1e9 + 1), large = 1e9 / (1e9 + 1);
    expect_all(stage, 3, (double[]){1, 0, 1, 0, 0, 1, 0, 1, small, large, large, small});
    cr_expect(epsilon_eq(dbl, stage->margin, 1e-9, 1e-12));
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* 70 rows, t from 0 to 1, pay t (2 - t) and 1 - t^2 against the two columns, concave in t: against
 * the chance q of the first column the best t is q. The second player is paid -t and t - 1: it
 * wants t below 1/2 for the first column. In equilibrium it mixes, the first plays the two rows
 * next to t = 1/2, and each gets the mean of two neighbouring rows' payoffs. */
Test(stage_equilibria, more_than_64_labels)
{
    enum { M = 70 };
    double a[2 * M], b[2 * M];
    for (int i = 0; i < M; i++) {
        double t = i / (M - 1.0);
        a[2 * i] = t * (2 - t);
        a[2 * i + 1] = (1 - t) * (1 + t);
        b[2 * i] = -t;
        b[2 * i + 1] = t - 1;
    }
    thaw_game *game = bimatrix_game(M, 2, a, b);
    thaw_stage *stage = month_solve(game);
    double chance[M + 2] = {[34] = 0.5, [35] = 0.5, [M] = 0.5, [M + 1] = 0.5};
    cr_expect(stage->mixed);
    cr_expect(eq(sz, stage->equilibria, 1));
    cr_expect(month_find(stage, chance, 1e-11) != NULL);
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* Pure ones come first, then by which actions are played. */
Test(stage_equilibria, order)
{
    thaw_game *game = bimatrix_game(2, 2, (double[]){1, 0, 0, 1}, (double[]){1, 0, 0, 1});
    thaw_stage *stage = month_solve(game);
    cr_assert(eq(sz, stage->equilibria, 3));
    cr_expect(eq(dbl, stage->equilibrium[0].chance[0], 1.0));
    cr_expect(eq(dbl, stage->equilibrium[1].chance[1], 1.0));
    cr_expect(not(stage->equilibrium[2].pure));
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* ---- too much ---- */

/* Coordination on n actions has 2^n - 1 equilibria, and as many vertices on either side. */
static thaw_stage *coordinate(int actions)
{
    double *payoff = calloc((size_t)actions * (size_t)actions, sizeof *payoff);
    cr_assert(payoff != NULL);
    for (int k = 0; k < actions; k++)
        payoff[k * actions + k] = 1;
    thaw_game *game = bimatrix_game(actions, actions, payoff, payoff);
    thaw_stage *stage = month_solve(game);
    thaw_game_free(game);
    free(payoff);
    return stage;
}

Test(stage_equilibria, coordination)
{
    for (int actions = 1; actions <= 11; actions++) {
        thaw_stage *stage = coordinate(actions);
        cr_expect(eq(sz, stage->equilibria, ((size_t)1 << actions) - 1));
        cr_expect(stage->mixed);
        thaw_stage_free(stage);
    }
}

/* Too many vertices: the pure ones are listed, and the outcome says that the rest is missing. */
Test(stage_equilibria, too_many_vertices_is_an_outcome)
{
    thaw_stage *stage = coordinate(19);
    cr_expect(eq(int, stage->outcome, THAW_OUTCOME_STEP_LIMIT));
    cr_expect(not(stage->mixed));
    cr_expect(eq(sz, stage->equilibria, 19));
    for (size_t k = 0; k < stage->equilibria; k++)
        cr_expect(stage->equilibrium[k].pure);
    thaw_stage_free(stage);
}

/* All payoffs equal: 330 x 330 pure equilibria are too many to list, so none is. */
Test(stage_equilibria, too_many_equilibria_is_an_outcome)
{
    static const int counts[] = {330, 330};
    thaw_game *game = blank_game(2, 1, counts, 0.0);
    thaw_stage *stage = month_solve(game);
    cr_expect(eq(int, stage->outcome, THAW_OUTCOME_STEP_LIMIT));
    cr_expect(not(stage->mixed));
    cr_expect(eq(sz, stage->equilibria, 0));
    thaw_stage_free(stage);
    thaw_game_free(game);
}
