/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A finite stochastic game with public signals, for n players (docs/model.md section 7).
 *
 * Payoffs, next-state chances and signal chances are flat arrays by row. A row is one state and one
 * action of each player; rows of a state lie together; the last player's action runs fastest. Only
 * this file turns actions into a row and back. One player, one action, one state, discount 0: no
 * special case anywhere. */
#ifndef THAW_MODEL_GAME_H
#define THAW_MODEL_GAME_H

#include <stdbool.h>
#include <stddef.h>

#include "model/status.h"

/* The game. All arrays are owned. */
typedef struct thaw_game {
    int players;
    int states;
    int signals;         /* 0: actions are public */
    double *discount;    /* [player], each in [0, 1) */
    char **player_name;  /* [player] */
    char **state_name;   /* [state] */
    char **signal_name;  /* [signal], or NULL */
    int *action_count;   /* [state * players + player], each >= 1 */
    char ***action_name; /* [state * players + player][action] */
    int **action_rank; /* [state * players + player][action]: how much it gives; an action of lower
                          rank than the promised one is a breach, of higher rank "more". NULL: every
                          departure is a breach */
    size_t *first_row; /* [states + 1]; first_row[states] is the number of rows */
    double *payoff;    /* [row * players + player], points a month */
    double *next;      /* [row * states + state], rows sum to 1 */
    double *signal;    /* [row * signals + signal], rows sum to 1; NULL when signals is 0 */
} thaw_game;

/* A game of that shape with all names "", payoffs and chances 0, for the caller to fill (names
 * through thaw_game_name). action_count as in the struct, copied. ranks: whether to make
 * action_rank. Fails with THAW_EARG on a shape without players, states or actions, with THAW_ERANGE
 * when its arrays would exceed THAW_GAME_BYTES_MAX, with THAW_ENOMEM. */
thaw_status thaw_game_new(int players, int states, const int *action_count, int signals, bool ranks,
                          thaw_game **game, thaw_fault *fault);
void thaw_game_free(thaw_game *game);

#define THAW_GAME_BYTES_MAX ((size_t)4 << 30) /* refuse larger games up front: 4 GiB */

/* Replaces a name (a slot of the arrays above) by a copy. Fails with THAW_EPARSE, and leaves the
 * slot as it was, when the name is not UTF-8 or has a control character. */
thaw_status thaw_game_name(char **slot, const char *name, thaw_fault *fault);

/* Rows of a state, of the game; the row of an action profile, and the profile of a row. */
size_t thaw_game_state_rows(const thaw_game *game, int state);
size_t thaw_game_rows(const thaw_game *game);
size_t thaw_game_row(const thaw_game *game, int state, const int *actions);
void thaw_game_actions(const thaw_game *game, int state, size_t row, int *actions);

/* How far apart rows lie that differ by one in that player's action only. */
size_t thaw_game_stride(const thaw_game *game, int state, int player);

/* How many actions a player has in a state; the name of one. */
int thaw_game_action_count(const thaw_game *game, int state, int player);
const char *thaw_game_action_name(const thaw_game *game, int state, int player, int action);

/* The most actions that any player has in any state, and of all players in one state together. */
int thaw_game_most_actions(const thaw_game *game);

/* Index of a state, or of a player's action there, by name; -1 when there is none. */
int thaw_game_find_state(const thaw_game *game, const char *name);
int thaw_game_find_action(const thaw_game *game, int state, int player, const char *name);

/* The least and the most that a player is paid in any row. */
void thaw_game_span(const thaw_game *game, int player, double *least, double *most);

/* How far they are apart; of all players, the largest such. */
double thaw_game_range(const thaw_game *game, int player);
double thaw_game_widest_range(const thaw_game *game);

/* Chances must sum to 1 this closely. They are never rescaled: what a file says stays, bit for bit.
 */
#define THAW_GAME_CHANCE_TOLERANCE 1e-9

/* Payoffs beyond this, either way, are refused: sums and squares of them must stay finite. */
#define THAW_GAME_PAYOFF_MAX 1e100

/* Lists of faults end here, with a last one that says so. */
enum { THAW_GAME_FAULTS_MAX = 100 };

/* Every fault: discount factors outside [0, 1), or so near 1 that they are not below it where
 * chances sum to a little more than 1; payoffs not finite or too large, chances negative or not
 * summing to 1, names that are empty or occur twice among players, states, signals, or the
 * actions of one player in one state. Appends; THAW_OK when none, otherwise the status of the
 * first. A fault's key is where the value stands in the JSON form (docs/game-files.md):
 * "discount[1]", "states[2].name", "states[2].actions[0][3]", and for a row
 * "states[2].payoffs[1][0]", likewise transitions and signals. */
thaw_status thaw_game_validate(const thaw_game *game, thaw_faults *faults);

/* Marks in reachable[states] what can be reached from `initial` by any actions and chance. */
void thaw_game_reachable(const thaw_game *game, int initial, bool *reachable);

/* The game on the kept states alone, which must be closed (no chance of leaving them).
 * state_of[new] is the old index when not NULL (states long). */
thaw_status thaw_game_restrict(const thaw_game *game, const bool *keep, int *state_of,
                               thaw_game **out, thaw_fault *fault);

/* The same game with `first` (one of its states) as the first state and the others behind it in
 * their order: a game in a file starts in the state that it names first. */
thaw_status thaw_game_start_in(const thaw_game *game, int first, thaw_game **out,
                               thaw_fault *fault);

/* A copy of the game in which actions are seen: without signals. */
thaw_status thaw_game_public(const thaw_game *game, thaw_game **out, thaw_fault *fault);

/* A profile of behaviour strategies: chances of all actions, laid out one state after the other,
 * within a state one player after the other. Offsets by thaw_game_action_offset, length by
 * thaw_game_action_total. */
size_t thaw_game_action_offset(const thaw_game *game, int state, int player);
size_t thaw_game_action_total(const thaw_game *game);

#endif
