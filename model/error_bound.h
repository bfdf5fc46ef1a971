/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far values can be from the truth, given the Bellman residual that a judge computed: what its
 * rounding can have hidden is in the bound (Higham 2002, section 3.1), so that it holds in exact
 * arithmetic. */
#ifndef THAW_MODEL_ERROR_BOUND_H
#define THAW_MODEL_ERROR_BOUND_H

#include <math.h>

#include "model/game.h"

/* Judges carry their sums in long double: a residual is what nearly equal numbers leave, and what
 * rounding adds to it counts 1 / (1 - d) times. */
typedef long double thaw_wide;

/* Of a judge's sums: the most roundings that a number goes through, the most by which chances of
 * play miss a sum of 1, and relative errors of the game's chances in units of rounding, 2^-53. */
typedef struct thaw_sums {
    double longest, off, roundings;
} thaw_sums;

/* The larger, where what is not a number is the largest there is: fmax would pass over it, and a
 * judge would find nothing wrong with an answer of which nothing is known. */
static inline double thaw_worse(double most, double found)
{
    return found <= most ? most : isnan(found) ? HUGE_VAL : found;
}

/* With r the residual as computed, the true one is at most
 *
 *     r + (2 n w + c + k u) scale,
 *
 * n roundings of the unit w of long double (twice, since a sum's terms may add up to more than the
 * scale), c what chances lack of 1, k errors of the unit u; the scale is the player's largest
 * payoff or value, of values[0 .. count) [each of `players` numbers]. Bellman's operator contracts
 * by d times the largest sum of a row's chances of next states: the bound is that over 1 less this,
 * infinite where it does not contract, and where anything that it rests on is not a number. */
double thaw_error_bound(const thaw_game *game, int player, const double *values, size_t count,
                        double residual, const thaw_sums *sums);

#endif
