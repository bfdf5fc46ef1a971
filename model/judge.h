/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge: solves nothing, shares no code with a solver, checks every answer.
 *
 * Given a game, what everybody plays and the values claimed for it, it computes the Bellman
 * residual and what each one-shot departure would gain. By the one-shot deviation principle
 * (Blackwell 1965) play is subgame perfect when no such gain is positive. The values are right to
 * residual / (1 - d), where the residual is enlarged by what rounding can have hidden of it (Higham
 * 2002, section 3.1), so that the bound holds in exact arithmetic. What is not a number, in an
 * answer or by way of a game that was not checked, is the worst there is: whatever of a judgement
 * rests on it is infinite (HUGE_VAL). */
#ifndef THAW_MODEL_JUDGE_H
#define THAW_MODEL_JUDGE_H

#include "model/game.h"

/* What the judge finds. */
typedef struct thaw_judgement {
    double
        residual;  /* largest |v - ((1 - d) u + d E v')| over states and players, points a month */
    double regret; /* largest gain from a one-shot departure, normalised, points a month; never
                      negative */
    int state, player, action; /* where that gain is; -1 where there is none */
    double error;              /* how far a value can be from the truth: the largest over players of
                                  thaw_judge_each's */
    double bad_chance; /* how far the profile is from being chances: largest |sum - 1| or negative
                          part */
} thaw_judgement;

/* Judges a profile (chances as in thaw_game_action_offset) with values[state * players + player],
 * normalised. loss, when not NULL, receives for each action (same layout as the profile) what
 * playing it once instead of the profile loses: v - ((1 - d) u + d E v'), points a month; negative
 * is a gain, -HUGE_VAL where it is not a number. Only the states with reachable[state] count
 * towards regret when reachable is not NULL. Fails only with THAW_ENOMEM. */
thaw_status thaw_judge(const thaw_game *game, const double *profile, const double *values,
                       const bool *reachable, double *loss, thaw_judgement *judgement,
                       thaw_fault *fault);

/* The same, and error[player]: no value of that player is further from the truth than this, and no
 * loss than twice this (and what it is rounded by as a double, which turns no sign), points a
 * month. The truth is what the game and the profile say in exact arithmetic, each player's chances
 * in a state divided by their sum, and the game's chances changed by any relative error of up to
 * `roundings` units of rounding (2^-53): 0 for a game as it was read, more where its chances were
 * computed. Infinite where chances of next states sum to so much that values need not exist. */
thaw_status thaw_judge_each(const thaw_game *game, const double *profile, const double *values,
                            const bool *reachable, double roundings, double *loss, double *error,
                            thaw_judgement *judgement, thaw_fault *fault);

#endif
