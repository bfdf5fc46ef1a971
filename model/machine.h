/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finite public automata, and the one place that crosses a game with a memory.
 *
 * A machine says, for each phase and state, what each player plays (one action, a mix of them, or
 * free to choose) and, for each public signal seen there, the chances of next month's phase. A
 * trigger deal is a machine of two phases (the second free), a pair of strategies a machine, no
 * deal a machine of one free phase. */
#ifndef THAW_MODEL_MACHINE_H
#define THAW_MODEL_MACHINE_H

#include "model/game.h"

/* In thaw_machine.play: this player chooses here; this player plays the machine's mix. */
enum { THAW_FREE = -1, THAW_MIXED = -2 };

/* A plan and its punishment as phases of play. */
typedef struct thaw_machine {
    int phases;
    int states, players, signals; /* of the game it is for; signals as in thaw_machine_signals */
    int most;                     /* the most actions of any player in any state */
    int *play;    /* [(phase * states + state) * players + player]: an action, THAW_FREE or
                     THAW_MIXED */
    double *mix;  /* [((phase * states + state) * players + player) * most + action]: chances, which
                     mean something where play is THAW_MIXED only */
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
double *thaw_machine_mix(const thaw_machine *machine, int phase, int state,
                         int player); /* [action] */
double *thaw_machine_move(const thaw_machine *machine, int phase, int state,
                          int signal); /* [next phase] */

/* In place of a row: none. */
#define THAW_NO_ROW ((size_t)-1)

/* The product: an ordinary game with states (phase, state), index phase * states + state, named
 * "state" in phase 0 and "state'" with one prime more for each later phase. With `committed`, a
 * player whose play is given has that one action, or one that stands for the mix (named "mix";
 * payoffs and chances are then the mix's averages); without, every player has all of the state's
 * actions (what the judge needs to see departures). It has no signals (nothing further is
 * remembered). base_row, when not NULL, receives the game's row of each of the product's rows
 * (THAW_NO_ROW where it stands for a mix of several); the caller frees *base_row. */
thaw_status thaw_product(const thaw_game *game, const thaw_machine *machine, bool committed,
                         thaw_game **product, size_t **base_row, thaw_fault *fault);

/* Numbers of the game's rows (numbers[row * width + k]) carried over to the rows of its committed
 * product, averaged where somebody mixes: carried[row of the product * width + k]. Fails with
 * THAW_ENOMEM. */
thaw_status thaw_product_carry(const thaw_game *game, const thaw_machine *machine,
                               const thaw_game *product, const double *numbers, int width,
                               double *carried, thaw_fault *fault);

#endif
