/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The core of a game: the states where somebody has a choice, with everything else eliminated.
 *
 * A settled state (one action for everyone: an absorbing state, a committed phase of a product) has
 * nothing to solve. Its values are linear in the others', V_z = c + K V, so that it can be folded
 * into the others' payoffs and discounted chances exactly (a Schur complement). What is left has
 * the same equilibria, the same logit path and fewer unknowns. All values in this file are plain
 * discounted sums, not normalised.
 *
 * Where a player's payoffs are far from 0 and near each other, as 1e6 and 1e6 + 1, sums of them
 * would be all rounding. What they have in common, their level, is set aside. */
#ifndef THAW_SOLVERS_CORE_H
#define THAW_SOLVERS_CORE_H

#include "model/game.h"

typedef struct thaw_core {
    const thaw_game *game; /* borrowed */
    int players, states;   /* states where somebody has a choice */
    int *state_of;         /* [state]: its index in the game */
    size_t rows;
    size_t *first_row; /* [states + 1] */
    int *count;        /* [state * players + player]: actions */
    size_t *offset;    /* [state * players + player]: first chance in a profile of the core; last:
                          their number */
    int *action;       /* [row * players + player] */
    double *level;     /* [player]: taken off all payoffs below, and given back to values; 0 where
                          payoffs are not far from 0 */
    double *unit;      /* [player]: a power of two of about the size of its payoffs' range, 1 for
                          ranges from 2^-16 to 2^16: what its equations may be divided by */
    double *payoff;    /* [player * rows + row]: u + d * chances of settled states * c */
    double
        *weight; /* [(player * rows + row) * states + next]: discounted chance of the next state */
    double *excess; /* [player * rows + row]: the sum of a row's weights, less 1 */
    int settled;
    int *settled_of;  /* [settled] : index in the game */
    double *constant; /* [player * settled + z]: c */
    double *slope;    /* [(player * settled + z) * states + state]: K */
} thaw_core;

/* Fails with THAW_ENOMEM, or THAW_ENUMERIC when a linear system cannot be solved. The game must
 * outlive it. */
thaw_status thaw_core_new(const thaw_game *game, thaw_core **core, thaw_fault *fault);
void thaw_core_free(thaw_core *core);

size_t thaw_core_actions(const thaw_core *core); /* the length of a profile of the core */

/* Between profiles of the core and of the game (settled states play their one action). */
void thaw_core_profile_up(const thaw_core *core, const double *small, double *full);
void thaw_core_profile_down(const thaw_core *core, const double *full, double *small);

/* The values of a profile of the core, plain sums: value[player * states + state], solved exactly.
 */
thaw_status thaw_core_evaluate(const thaw_core *core, const double *profile, double *value,
                               thaw_fault *fault);

/* Values of the whole game, normalised, [state * players + player], from the core's plain sums. */
void thaw_core_values_up(const thaw_core *core, const double *value, double *full);

#endif
