/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of equilibrium payoffs as sentences, tables and JSON. */
#ifndef THAW_CLI_EQUILIBRIA_REPORT_H
#define THAW_CLI_EQUILIBRIA_REPORT_H

#include "cli/study.h"
#include "solvers/equilibria.h"

/* What is known of the payoff sets of a game. */
typedef struct thaw_sets {
    const thaw_study *study; /* read with perfect monitoring */
    thaw_equilibria equilibria;
    double tolerance; /* that was asked for, as a share of the payoff range */
    bool no_deal;     /* the study's no deal is solved */
    int only;         /* the one state that is shown, or -1: all */
    bool corners;     /* people are shown the corners too */
} thaw_sets;

/* Solves the sets of a study that was read with perfect monitoring: as near as --tolerance says, of
 * the state that --state names. Stopped early, they say so. Clear sets->equilibria in any case. */
thaw_status thaw_sets_solve(const thaw_options *options, const thaw_study *study, thaw_sets *sets,
                            thaw_fault *fault);

/* Whether there is an equilibrium from a state. */
typedef enum thaw_existence { THAW_EXISTS_NOT, THAW_EXISTS, THAW_EXISTENCE_OPEN } thaw_existence;
thaw_existence thaw_sets_existence(const thaw_payoff_set *set);

/* Largest payoff of a player in a set; NaN where it is empty. */
double thaw_sets_most(const thaw_polygon *set, int player);

/* People are shown payoffs below it, either side, as 0, from which they cannot be told: the largest
 * gap, or half of the last digit where that is less. */
double thaw_sets_nothing(const thaw_sets *sets);

/* How many states have equilibria, what these bring, which pairs are played, how sure all is. */
void thaw_sets_story(const thaw_sets *sets, thaw_answer *answer);

/* The tables: states, playable (people only), pairs (programs only) and corners. */
void thaw_sets_tables(const thaw_sets *sets, thaw_answer *answer);

/* Fills the answer's JSON. */
void thaw_sets_json(const thaw_sets *sets, thaw_answer *answer);

#endif
