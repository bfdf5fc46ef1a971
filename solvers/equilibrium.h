/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An explicit equilibrium for a point of the inner sets of solvers/equilibria.h.
 *
 * Each corner of an inner set is played by a pair of actions and continued by the public coin among
 * corners, and every departure is answered by the corner that is worst for who departed. The
 * corners that can be reached from the point in that way are the nodes of an automaton; its values
 * are computed anew and the judge looks at all one-shot departures (docs/solvers.md). */
#ifndef THAW_SOLVERS_EQUILIBRIUM_H
#define THAW_SOLVERS_EQUILIBRIUM_H

#include "model/automaton_judge.h"
#include "solvers/equilibria.h"

/* Which point of an inner set. */
typedef enum thaw_point_kind {
    THAW_POINT_BEST,  /* the most for `player`; of several, the most for the other */
    THAW_POINT_WORST, /* the least for `player`; of several, the most for the other */
    THAW_POINT_NASH,  /* the largest product of gains over `at` (Nash 1950); where nothing gains
                         for both, over the worst points of the state */
    THAW_POINT_AT     /* `at` itself */
} thaw_point_kind;

/* The point whose equilibrium is wanted. */
typedef struct thaw_point_wanted {
    thaw_point_kind kind;
    int player;
    double at[2]; /* normalised, points a month */
} thaw_point_wanted;

/* An equilibrium in full, with what the judge says of it. */
typedef struct thaw_equilibrium {
    thaw_automaton *automaton; /* NULL where no equilibrium from that state is known */
    double *values;            /* [node * 2 + player]: normalised, points a month */
    double value[2];           /* of the whole: at the start */
    bool over_worst;           /* NASH: nothing gains for both over `at` */
    thaw_automaton_judgement judgement;
} thaw_equilibrium;

/* The equilibrium that begins in a state with the point wanted of its inner set. `game` is the one
 * that was solved. Release with thaw_equilibrium_clear. Fails with THAW_ERANGE when `at` is wanted
 * and lies outside the inner set by more than its error or is not finite, with THAW_ENOMEM. */
thaw_status thaw_equilibrium_extract(const thaw_game *game, const thaw_equilibria *equilibria,
                                     int state, const thaw_point_wanted *wanted,
                                     thaw_equilibrium *equilibrium, thaw_fault *fault);
void thaw_equilibrium_clear(thaw_equilibrium *equilibrium);

/* ---- what it looks like over time, when all keep to it ---- */

/* shares[node]: of the months from `first` to `last`, which count from 1, when play begins at a
 * node drawn from start[starts]. Fails with THAW_ENOMEM. */
thaw_status thaw_equilibrium_months(const thaw_game *game, const thaw_equilibrium *equilibrium,
                                    const thaw_draw *start, size_t starts, int first, int last,
                                    double *shares, thaw_fault *fault);

/* Play begins at a node. back[m], m = 0..months: the chance that within m months it has come to a
 * node worth at least `least` to a player. Fails with THAW_ENOMEM. */
thaw_status thaw_equilibrium_return(const thaw_game *game, const thaw_equilibrium *equilibrium,
                                    size_t node, int player, double least, int months, double *back,
                                    thaw_fault *fault);

#endif
