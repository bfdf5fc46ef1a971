/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One equilibrium, picked from the sets of `thaw equilibria`: its path, its punishments. */
#ifndef THAW_CLI_EQUILIBRIUM_PICK_H
#define THAW_CLI_EQUILIBRIUM_PICK_H

#include "cli/equilibria_report.h"
#include "solvers/equilibrium.h"

enum { THAW_SPANS = 4, THAW_PICK_HORIZON = 240 };

/* First and last month of each span over which the path is averaged. */
extern const int thaw_spans[THAW_SPANS][2];

typedef struct thaw_picked {
    const thaw_sets *sets;
    const char *name; /* as asked for, "best-us" */
    int state;        /* where it begins */
    thaw_point_wanted wanted;
    bool over_no_deal;            /* NASH: gains are over no deal's values */
    thaw_equilibrium equilibrium; /* without an automaton where none is known */
    double *share[THAW_SPANS];    /* [row]: of a span's months, on the path */
    double payoff[THAW_SPANS][2]; /* what a month of each span brings, on average */
    double *punished[2]; /* [row]: of the first 12 months of what answers a departure of each player
                            when the state is then `state`; zeros where none leads there */
    double *back[2];     /* [month, to THAW_PICK_HORIZON]: chance that by then that player is back
                            at what the start was worth */
    double *profile;     /* buffer of a profile of the game, zeros */
} thaw_picked;

/* What `text` (of --pick) means: best-NAME or worst-NAME of a player, or nash. Fails with THAW_EARG
 * and says what there is. */
thaw_status thaw_pick_read(const char *text, const thaw_game *game, thaw_point_wanted *wanted,
                           thaw_fault *fault);

/* Extracts the equilibrium from the state that is shown, or the first. Clear in any case. */
thaw_status thaw_pick_solve(const thaw_sets *sets, const char *text, thaw_picked *picked,
                            thaw_fault *fault);
void thaw_pick_clear(thaw_picked *picked);

/* Sentences, then tables (path, punishments); the answer's JSON member "pick". */
void thaw_pick_story(const thaw_picked *picked, thaw_answer *answer);
void thaw_pick_tables(const thaw_picked *picked, thaw_answer *answer);
void thaw_pick_json(const thaw_picked *picked, thaw_answer *answer);

/* The node that answers a player's departure when the next state is `state`; THAW_NO_NODE. */
size_t thaw_pick_answer(const thaw_picked *picked, int state, int player);

/* A player's action in a row, by name. */
const char *thaw_pick_action(const thaw_picked *picked, int state, size_t row, int player);

#endif
