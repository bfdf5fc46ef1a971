/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge of one month on its own: what could be gained by not following a recommendation. */
#ifndef THAW_MODEL_STAGE_JUDGE_H
#define THAW_MODEL_STAGE_JUDGE_H

#include "model/game.h"

/* The largest gain in the state's month, points, that a player can make when rows are drawn with
 * these chances (rows of the state, in their order) and each player is told only its own action of
 * the row drawn: over players i, sum over a of max over b of sum over rows in which i plays a of
 * chance * (u_i(b) - u_i(a)). 0 or less than rounding: the chances are a correlated equilibrium
 * (Aumann 1987). Where they are a product of mixed actions it is the regret of a Nash equilibrium.
 * Never negative. */
double thaw_correlated_regret(const thaw_game *game, int state, const double *chances);

#endif
