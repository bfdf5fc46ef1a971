/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Play with a memory that knows the state: what is done now, and for each next state a draw of the
 * public coin among what may be done there.
 *
 * A machine (model/machine.h) draws its next phase before the next state is known, so that each
 * phase must say what to do everywhere. An automaton's node belongs to one state, is played by one
 * pair of actions, and is followed by nodes of each next state. That is the form in which Abreu,
 * Pearce & Stacchetti (1990) make equilibria. Actions are public: a player that alone departs is
 * answered, in each next state, by a node that depends on who departed and where play is now. */
#ifndef THAW_MODEL_AUTOMATON_H
#define THAW_MODEL_AUTOMATON_H

#include "model/game.h"

/* In place of a node: none. */
#define THAW_NO_NODE ((size_t)-1)

/* One outcome of the public coin. */
typedef struct thaw_draw {
    size_t node;
    double chance;
} thaw_draw;

/* Play and what answers departures. The coin moves among nodes; each plays one row of the game. */
typedef struct thaw_automaton {
    int states, players; /* of the game it is for */
    size_t nodes, starts;
    thaw_draw *start; /* [starts]: where play begins, nodes of one state */
    size_t *row;      /* [node]: what is played, a row of the game; it says the state too */
    int *state;       /* [node] */
    size_t *first; /* [node * states + next state], and one more: where its draws begin; none where
                      the next state has no chance */
    thaw_draw *draw;
    size_t *answer; /* [state * players + player]: after that player departed; THAW_NO_NODE where no
                       departure leads there */
} thaw_automaton;

/* Room for an automaton of so many nodes, draws and starts, all zero and no answers. Fails with
 * THAW_ENOMEM. */
thaw_status thaw_automaton_new(const thaw_game *game, size_t nodes, size_t draws, size_t starts,
                               thaw_automaton **automaton, thaw_fault *fault);
void thaw_automaton_free(thaw_automaton *automaton);

/* What follows a node in a next state: draws[*count]. */
const thaw_draw *thaw_automaton_draws(const thaw_automaton *automaton, size_t node, int next,
                                      size_t *count);

#endif
