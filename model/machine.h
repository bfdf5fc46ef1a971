/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finite public automata, and the one place that crosses a game with a memory.
 *
 * A machine says, for each phase and state, what each player plays (one action, or free to choose)
 * and, for each public signal seen there, the chances of next month's phase. A trigger deal is a
 * machine of two phases (the second free), a pair of strategies a machine, no deal a machine of one
 * free phase. */
#ifndef THAW_MODEL_MACHINE_H
#define THAW_MODEL_MACHINE_H

#include "model/game.h"

enum { THAW_FREE = -1 }; /* in thaw_machine.play: this player chooses here */

typedef struct thaw_machine {
    int phases;
    int states, players, signals; /* of the game it is for; signals as in thaw_machine_signals */
    int *play;    /* [(phase * states + state) * players + player]: an action, or THAW_FREE */
    double *move; /* [((phase * states + state) * signals + signal) * phases + next phase], rows sum
                     to 1 */
} thaw_machine;

/* The number of public signals of a state's months as a machine sees them: the game's signals, or,
 * where actions are public (game->signals == 0), the most rows of any state: signal k is then the
 * state's row k. */
int thaw_machine_signals(const thaw_game *game);

/* A machine for the game with every player free and every phase staying as it is. */
thaw_status thaw_machine_new(const thaw_game *game, int phases, thaw_machine **machine,
                             thaw_fault *fault);
void thaw_machine_free(thaw_machine *machine);

int *thaw_machine_play(const thaw_machine *machine, int phase, int state); /* [player] */
double *thaw_machine_move(const thaw_machine *machine, int phase, int state,
                          int signal); /* [next phase] */

/* The product: an ordinary game with states (phase, state), index phase * states + state, named
 * "state" in phase 0 and "state'" with one prime more for each later phase. With `committed`, a
 * player whose play is given has that one action; without, every player has all of the state's
 * actions (what the judge needs to see departures). It has no signals (nothing further is
 * remembered). base_row, when not NULL, receives the game's row of each of the product's rows; the
 * caller frees *base_row. */
thaw_status thaw_product(const thaw_game *game, const thaw_machine *machine, bool committed,
                         thaw_game **product, size_t **base_row, thaw_fault *fault);

#endif
