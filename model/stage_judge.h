/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge of one month on its own: what a player could gain today, when there is no tomorrow. */
#ifndef THAW_MODEL_STAGE_JUDGE_H
#define THAW_MODEL_STAGE_JUDGE_H

#include "model/judge.h"

/* Judges mixed play in the state's month, whatever the discount factors: chance[action, one player
 * after the other], value[player], what each is said to get, in points. As thaw_judge on a game of
 * that month alone, but only rows that can happen are visited. The judgement's error is its
 * residual. What is not a number is the worst there is, as of thaw_judge. Never fails. */
void thaw_judge_month(const thaw_game *game, int state, const double *chance, const double *value,
                      thaw_judgement *judgement);

/* The largest gain in the state's month, points, that a player can make when rows are drawn with
 * these chances (rows of the state, in their order) and each player is told only its own action of
 * the row drawn: over players i,
 *     sum over a of max over b of sum over rows in which i plays a of chance * (u_i(b) - u_i(a)).
 * 0 or less than rounding: the chances are a correlated equilibrium (Aumann 1987). Where they are a
 * product of mixed actions it is the regret of a Nash equilibrium. Never negative; infinite
 * (HUGE_VAL) where a chance is not a number. */
double thaw_correlated_regret(const thaw_game *game, int state, const double *chances);

#endif
