/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The month's linear programs where enumeration of pure actions does not tell. */
#include "solvers/settings.h"
#include "solvers/stage.h"

#include <math.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/support/month.h"
#include "tests/support/sample_games.h"

/* What the first player's actions are, by what they pay against each column. The second is
 * indifferent. */
static thaw_stage *solve_for_rows(int rows, int columns, const double *payoff)
{
    static const double none[16] = {0};
    thaw_game *game = bimatrix_game(rows, columns, payoff, none);
    thaw_stage *stage = month_solve(game);
    thaw_game_free(game);
    return stage;
}

/* (1, 1) against (4, 0) and (0, 4): neither is always better, half of each is, by 1. */
Test(stage_programs, strictly_dominated_by_a_mixture_only)
{
    thaw_stage *stage = solve_for_rows(3, 2, (double[]){4, 0, 0, 4, 1, 1});
    const thaw_dominated *third = &stage->dominated[2];
    cr_expect(eq(int, third->kind, THAW_STRICTLY_DOMINATED));
    cr_expect(eq(int, third->by, -1));
    cr_assert(third->mixture != NULL);
    static const double half[] = {0.5, 0.5, 0};
    for (int k = 0; k < 3; k++)
        cr_expect(epsilon_eq(dbl, third->mixture[k], half[k], 1e-12));
    cr_expect(epsilon_eq(dbl, third->margin, 1.0, 1e-12));
    cr_expect(eq(int, stage->dominated[0].kind, THAW_UNDOMINATED));
    cr_expect(eq(int, stage->dominated[1].kind, THAW_UNDOMINATED));
    thaw_stage_free(stage);
}

/* (2, 2): half of each is exactly as good, so it is not dominated. */
Test(stage_programs, equal_to_a_mixture_is_not_dominated)
{
    thaw_stage *stage = solve_for_rows(3, 2, (double[]){4, 0, 0, 4, 2, 2});
    cr_expect(eq(int, stage->dominated[2].kind, THAW_UNDOMINATED));
    cr_expect(stage->dominated[2].mixture == NULL);
    thaw_stage_free(stage);
}

/* (1, 2, 1) against (4, 0, 1) and (0, 4, 1): half of each is 2, 2, 1. */
Test(stage_programs, weakly_dominated_by_a_mixture_only)
{
    thaw_stage *stage = solve_for_rows(3, 3, (double[]){4, 0, 1, 0, 4, 1, 1, 2, 1});
    const thaw_dominated *third = &stage->dominated[2];
    cr_expect(eq(int, third->kind, THAW_WEAKLY_DOMINATED));
    cr_expect(eq(int, third->by, -1));
    cr_assert(third->mixture != NULL);
    cr_expect(third->mixture[0] >= 0.25 - 1e-9 && third->mixture[1] >= 0.5 - 1e-9);
    cr_expect(eq(dbl, third->margin, 0.0));
    thaw_stage_free(stage);
}

/* The same where the tie against the third column is one of decimals: 0.1 + 0.2 is a little more
 * than 0.3. */
Test(stage_programs, a_tie_of_decimals)
{
    thaw_stage *stage = solve_for_rows(3, 3, (double[]){4, 0, 0.3, 0, 4, 0.3, 1, 2, 0.1 + 0.2});
    cr_expect(eq(int, stage->dominated[2].kind, THAW_WEAKLY_DOMINATED));
    thaw_stage_free(stage);
}

/* The third is weakly dominated by the first, and strictly by a mixture: strict is reported. The
 * fourth is strictly dominated by the second alone: no mixture is needed. */
Test(stage_programs, strict_before_weak_and_pure_before_mixed)
{
    thaw_stage *stage = solve_for_rows(4, 3, (double[]){4, 1, 9, 3, 9, 3, 3, 1, 2, 2, 8, 2});
    cr_expect(eq(int, stage->dominated[2].kind, THAW_STRICTLY_DOMINATED));
    cr_expect(eq(int, stage->dominated[2].by, -1));
    cr_expect(eq(int, stage->dominated[3].kind, THAW_STRICTLY_DOMINATED));
    cr_expect(eq(int, stage->dominated[3].by, 1));
    cr_expect(eq(dbl, stage->dominated[3].margin, 1.0));
    thaw_stage_free(stage);
}

/* Two equal actions do not dominate each other, however their equal payoffs are written. */
Test(stage_programs, equal_actions)
{
    thaw_stage *stage = solve_for_rows(2, 2, (double[]){0.3, 0.7, 0.1 + 0.2, 0.6 + 0.1});
    cr_expect(eq(int, stage->dominated[0].kind, THAW_UNDOMINATED));
    cr_expect(eq(int, stage->dominated[1].kind, THAW_UNDOMINATED));
    thaw_stage_free(stage);
}

/* von Neumann and Morgenstern's first example of mixing: (3, 1), (0, 4). The column player mixes q,
 * 1 - q with 3 q + 1 - q = 4 (1 - q): q = 1/2, value 2. With pure punishments it is 3. */
Test(stage_programs, minmax_in_mixed_actions)
{
    thaw_stage *stage = solve_for_rows(2, 2, (double[]){3, 1, 0, 4});
    cr_expect(epsilon_eq(dbl, stage->minmax[0], 2.0, 1e-12));
    cr_expect(eq(dbl, stage->minmax_pure[0], 3.0));
    cr_expect(eq(dbl, stage->minmax[1], 0.0));
    thaw_stage_free(stage);
}

/* 90 x 90 x 2 actions are 16,200 rows, each with 89 + 89 + 1 alternatives: 2.9 million
 * coefficients. The program is not attempted, the answer says so, and everything else is there. */
Test(stage_programs, a_program_too_large_is_an_outcome)
{
    static const int counts[] = {90, 90, 2};
    thaw_game *game = blank_game(3, 1, counts, 0.0);
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        int actions[3];
        thaw_game_actions(game, 0, row, actions);
        for (size_t player = 0; player < 3; player++)
            game->payoff[3 * row + player] = actions[0] == actions[1] && actions[2] == 0;
    }
    thaw_stage *stage = month_solve(game);
    cr_expect(eq(int, stage->correlated_outcome, THAW_OUTCOME_STEP_LIMIT));
    cr_expect(eq(dbl, stage->correlated_joint, 0.0));
    cr_expect(eq(dbl, stage->correlated_regret, 0.0));
    cr_expect(eq(int, stage->outcome, THAW_OUTCOME_CONVERGED));
    cr_expect(stage->equilibria >= 90);
    thaw_stage_free(stage);
    thaw_game_free(game);
}
