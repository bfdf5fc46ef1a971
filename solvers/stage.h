/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One month on its own: the one-shot game of one state, with no tomorrow (docs/model.md
 * section 7.1).
 *
 * Best replies, pure equilibria and pure minmax values are found by enumeration; dominance by
 * mixtures, minmax values and correlated equilibria by linear programs; extreme mixed equilibria as
 * the completely labelled pairs of vertices of the two best-reply polytopes (von Stengel 2002,
 * section 2; Avis, Rosenberg, Savani and von Stengel 2010).
 *
 * All payoffs are points in that month. Payoffs of a player that differ by less than THAW_STAGE_TIE
 * of that player's range in the month (and a few rounding errors) count as equal, everywhere in
 * this file. */
#ifndef THAW_SOLVERS_STAGE_H
#define THAW_SOLVERS_STAGE_H

#include "model/game.h"
#include "solvers/markov.h"

/* Payoffs of a player that differ by less than this share of the range of that player's payoffs in
 * the month count as equal. Rounding errors of a month's game are near 1e-15 of the range; strict
 * differences at the vertices of best-reply polytopes are seldom below 1e-8 of it (the smallest in
 * the 6 x 6 game with 75 equilibria, made to be hard, is 3.8e-8). */
#define THAW_STAGE_TIE 1e-11

/* Largest regret of an equilibrium, as a share of the range of payoffs in the month, before the
 * list of equilibria is reported with THAW_OUTCOME_REGRET. */
#define THAW_STAGE_REGRET 1e-9

/* Most extreme equilibria that are listed. Coordination on n actions has 2^n - 1. */
#define THAW_STAGE_EQUILIBRIA_MAX 100000

/* Whether another choice is better anyway. */
typedef enum thaw_dominance {
    THAW_UNDOMINATED,
    THAW_WEAKLY_DOMINATED,  /* another choice is never worse and somewhere better */
    THAW_STRICTLY_DOMINATED /* another choice is better whatever the others do */
} thaw_dominance;

/* What dominates an action. A pure dominator is named where there is one: the first in the order of
 * actions; otherwise a mixture. Strict dominance is reported before weak. */
typedef struct thaw_dominated {
    thaw_dominance kind;
    int by;          /* the action that dominates, -1: none does alone */
    double *mixture; /* [player's actions] the mixture that dominates; NULL unless by is -1 and the
                        action is dominated */
    double margin;   /* what the dominator gains on the action, the least over what the others can
                        do; 0 when weakly dominated or not at all */
} thaw_dominated;

/* An equilibrium of the game of one state. */
typedef struct thaw_stage_equilibrium {
    double *chance; /* [thaw_stage.actions]: of each action, one player after the other */
    double *value;  /* [players] */
    double regret;  /* largest gain from playing otherwise, from the judge */
    bool pure;
} thaw_stage_equilibrium;

/* All that was found about the game of one state. */
typedef struct thaw_stage {
    int players;
    size_t rows;    /* of the state */
    size_t actions; /* of all players together */
    size_t *offset; /* [players + 1]: where each player's actions start among them */

    bool *best_reply;          /* [row * players + player]: does that player best-reply there? */
    thaw_dominated *dominated; /* [action, one player after the other] */

    double *minmax_pure; /* [player]: what the others can hold the player to with pure actions */
    /* [player]: with mixed ones. With two players, the minmax value proper. With more, the others
     * may correlate their mixtures, which makes it the player's own maxmin value; what they can
     * hold the player to when they mix independently lies between it and minmax_pure. */
    double *minmax;

    /* A correlated equilibrium of highest joint payoff; there may be others with that sum.
     * STEP_LIMIT: its program was too large (settings.h), and all fields that follow are 0. REGRET:
     * what could be gained by disobeying is above THAW_STAGE_REGRET. */
    thaw_outcome correlated_outcome;
    double *correlated;       /* [row]: chances */
    double *correlated_value; /* [players] */
    double correlated_joint;  /* the sum of these */
    double correlated_bound;  /* no correlated equilibrium's joint payoff is above this (LP dual) */
    double correlated_regret; /* largest gain from disobedience, from the judge */

    /* Why the list of equilibria is what it is. CONVERGED: complete, in the sense of `mixed`.
     * STEP_LIMIT: the search for mixed equilibria grew too large and was given up (settings.h).
     * REGRET: an equilibrium's regret is above THAW_STAGE_REGRET. */
    thaw_outcome outcome;
    /* True: equilibria are all extreme ones, pure and mixed. In a game without ties there are no
     * others; with ties every equilibrium is a mixture of some of them, and some mixtures are
     * equilibria. False: the pure ones only, because three or more players have a choice or because
     * of the outcome; none at all when there are more than THAW_STAGE_EQUILIBRIA_MAX of these. */
    bool mixed;
    size_t equilibria;
    thaw_stage_equilibrium *equilibrium; /* pure ones first, then by which actions are played */
    /* The smallest payoff difference that the search took for strict, as a share of the player's
     * range; HUGE_VAL when there was none. Near THAW_STAGE_TIE, ties are a matter of rounding. */
    double margin;
} thaw_stage;

/* Solves the month of a state of a game that thaw_game_validate accepts. *stage is new; free it
 * with thaw_stage_free. Uses GLPK: a thread that is about to end calls thaw_glpk_thread_end. Fails
 * with THAW_EARG when there is no such state or a linear program would be beyond GLPK's range,
 * THAW_ENUMERIC when one breaks down, THAW_ENOMEM; where settings (NULL: none) stop it, with
 * THAW_EINTERRUPT or THAW_ETIME: a signal is seen between linear programs. */
thaw_status thaw_stage_solve(const thaw_game *game, int state, const thaw_markov_settings *settings,
                             thaw_stage **stage, thaw_fault *fault);
void thaw_stage_free(thaw_stage *stage);

#endif
