/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies: how one side behaves, as a finite automaton that reads public history.
 *
 * A strategy is in one of its memory states. It reads the state of the month and plays an action or
 * a mix; after the month it reads the public signal and a public coin, one number drawn uniformly
 * from [0, 1) each month and seen by both sides, and moves to its next memory state. Both sides'
 * memory states are then known to both, and what they do at random they can do together. The
 * automaton works on any game of two players (Rubinstein 1986; Abreu & Rubinstein 1988). */
#ifndef THAW_MODEL_STRATEGY_H
#define THAW_MODEL_STRATEGY_H

#include "model/machine.h"

enum {
    THAW_STRATEGY_NAME_MAX = 40, /* bytes of a strategy's or a memory state's name, with its end */
    THAW_STRATEGY_MEMORIES = 1024, /* memory states of one strategy, at most */
    THAW_STRATEGY_CUTS = 16        /* pieces of the coin that one strategy tells apart, at most */
};

/* An automaton that reads what both sides see. */
typedef struct thaw_strategy {
    char name[THAW_STRATEGY_NAME_MAX];
    int player;
    int memories;                                /* the first month is played in memory state 0 */
    int states, signals, most;                   /* of the game, as in thaw_machine */
    char (*memory_name)[THAW_STRATEGY_NAME_MAX]; /* [memory] */
    int cuts;
    double cut[THAW_STRATEGY_CUTS]; /* piece k of the coin is [cut[k - 1], cut[k]), from 0; rising,
                                       the last is 1 */
    double
        *mix;  /* [(memory * states + state) * most + action]: chances, those of a state sum to 1 */
    int *next; /* [((memory * states + state) * signals + signal) * cuts + piece]: memory state */
} thaw_strategy;

/* A strategy of one player of the game that plays its first action always and keeps every memory
 * state; cut as in the struct (cuts 1, cut NULL: it does not look at the coin). Fails with
 * THAW_EARG on a game of other than two players, THAW_ERANGE on a shape beyond the limits or cuts
 * that do not rise to 1, THAW_ENOMEM. */
thaw_status thaw_strategy_new(const thaw_game *game, int player, const char *name, int memories,
                              int cuts, const double *cut, thaw_strategy **strategy,
                              thaw_fault *fault);
void thaw_strategy_free(thaw_strategy *strategy);

double *thaw_strategy_mix(const thaw_strategy *strategy, int memory, int state); /* [action] */
int *thaw_strategy_next(const thaw_strategy *strategy, int memory, int state,
                        int signal); /* [piece] */

/* Plays one action for sure. */
void thaw_strategy_play(thaw_strategy *strategy, int memory, int state, int action);

/* Fails with THAW_ERANGE when chances of a mix are negative or do not sum to 1, or a next memory
 * state does not exist; else as thaw_strategy_new, and with THAW_EARG on a strategy of another
 * game.
 */
thaw_status thaw_strategy_check(const thaw_game *game, const thaw_strategy *strategy,
                                thaw_fault *fault);

/* The two automata as one machine: its phases are the pairs of memory states that can occur, from
 * the first (phase 0), whatever is played. sides[player] is that player's strategy; NULL: that
 * player is free in every phase, and the phases are the other's memory states. memory_of, when not
 * NULL, receives memory_of[phase * 2 + player] (0 for a free player); the caller frees *memory_of.
 * Both sides read the same coin, so a move of both has exactly its chance. Fails as
 * thaw_strategy_check, with THAW_EARG where a side's strategy is the other's, THAW_ERANGE when
 * there are more pairs than there is room for, THAW_ENOMEM. */
thaw_status thaw_strategy_machine(const thaw_game *game, const thaw_strategy *const sides[2],
                                  thaw_machine **machine, int **memory_of, thaw_fault *fault);

#endif
