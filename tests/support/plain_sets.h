/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slow oracle for sets of equilibrium payoffs: the iteration of Abreu, Pearce & Stacchetti (1990)
 * on polygons, from the box of all payoffs inwards, nothing sped up. It shares no code with
 * solvers/. A helper that cannot do its work fails the test. */
#ifndef THAW_TESTS_SUPPORT_PLAIN_SETS_H
#define THAW_TESTS_SUPPORT_PLAIN_SETS_H

#include "model/game.h"
#include "tests/support/plain_polygon.h"

typedef struct plain_sets {
    int states;
    thaw_polygon *set; /* [state], corners counterclockwise from the lowest */
    bool *playable;    /* [row]: whether some payoff is left of the row after the incentives */
    long steps;        /* applications of the operator */
    bool settled;      /* false after 5000 steps */
} plain_sets;

/* A number large against which rounding is measured: the largest payoff by size; 1 where all
 * are 0. */
double plain_scale(const thaw_game *game);

/* One application of the operator to `from`, one polygon a state: for each state and pair of
 * actions the payoffs now and promised, promises out of `from`, such that no departure answered by
 * the departing player's worst point of `from` gains more than `slack`; the hull over pairs. A
 * state from which an empty one can be reached by any actions is empty. playable may be NULL. */
void plain_step(const thaw_game *game, const thaw_polygon *from, double slack, thaw_polygon *to,
                bool *playable);

/* Steps until no set moves by more than 1e-10 of the scale (looked at every eighth). What a
 * departure may gain is so little that ties are none through rounding: 1e-10 of the scale, for sets
 * that have every equilibrium; or that it must lose at least 1e-8, for sets of equilibria that are
 * so for sure. The two differ where a tie decides. */
plain_sets plain_sets_of(const thaw_game *game);
plain_sets plain_sets_for_sure(const thaw_game *game);
void plain_sets_clear(plain_sets *sets);

#endif
