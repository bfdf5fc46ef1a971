/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bound on values from a residual and the rounding in it. */
#include "model/error_bound.h"

#include <float.h>
#include <math.h>

/* 1, or nearly. */
static thaw_wide largest_row_sum(const thaw_game *g)
{
    thaw_wide most = 0;
    for (size_t row = 0; row < thaw_game_rows(g); row++) {
        thaw_wide sum = 0;
        for (int s = 0; s < g->states; s++)
            sum += g->next[row * (size_t)g->states + (size_t)s];
        most = sum <= most ? most : isnan(sum) ? HUGE_VALL : sum;
    }
    return most;
}

static double largest(const double *numbers, size_t count, int player, int players)
{
    double most = 0;
    for (size_t k = 0; k < count; k++)
        most = thaw_worse(most, fabs(numbers[k * (size_t)players + (size_t)player]));
    return most;
}

double thaw_error_bound(const thaw_game *game, int player, const double *values, size_t count,
                        double residual, const thaw_sums *sums)
{
    double scale = thaw_worse(largest(game->payoff, thaw_game_rows(game), player, game->players),
                              largest(values, count, player, game->players));
    double given = sums->roundings * DBL_EPSILON / 2;
    double hidden = 2 * sums->longest * (double)LDBL_EPSILON + sums->off + given;
    thaw_wide left = 1 - game->discount[player] * largest_row_sum(game) * (1 + given) -
                     sums->longest * LDBL_EPSILON;
    thaw_wide bound = (residual + hidden * scale) * (1 + 4 * DBL_EPSILON);
    return left > 0 ? thaw_worse(0, (double)(bound / left)) : HUGE_VAL;
}
