/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge: solves nothing, shares no code with a solver, checks every answer.
 *
 * Given a game, what everybody plays and the values claimed for it, it computes the Bellman
 * residual and what each one-shot departure would gain. By the one-shot deviation principle
 * (Blackwell 1965) play is subgame perfect when no such gain is positive; the values are right to
 * residual / (1 - d). */
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
    double error; /* largest over players of residual_i / (1 - d_i): how far a value can be from the
                     truth */
    double bad_chance; /* how far the profile is from being chances: largest |sum - 1| or negative
                          part */
} thaw_judgement;

/* Judges a profile (chances as in thaw_game_action_offset) with values[state * players + player],
 * normalised. loss, when not NULL, receives for each action (same layout as the profile) what
 * playing it once instead of the profile loses: v - ((1 - d) u + d E v'), points a month; negative
 * is a gain. Only the states with reachable[state] count towards regret when reachable is not NULL.
 * Fails only with THAW_ENOMEM. */
thaw_status thaw_judge(const thaw_game *game, const double *profile, const double *values,
                       const bool *reachable, double *loss, thaw_judgement *judgement,
                       thaw_fault *fault);

#endif
