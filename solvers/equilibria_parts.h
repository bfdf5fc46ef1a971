/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of equilibria share: the state of the iteration, and what an answer of
 * solvers/equilibria.h keeps for extracting equilibria. */
#ifndef THAW_SOLVERS_EQUILIBRIA_PARTS_H
#define THAW_SOLVERS_EQUILIBRIA_PARTS_H

#include "solvers/bounds.h"
#include "solvers/equilibria.h"
#include "solvers/pattern.h"

struct thaw_support {
    thaw_generator *generator;
    thaw_pattern *pattern; /* of the inner sets; its nodes continue by each other */
};

/* Payoffs in it are scaled (generator.h). */
typedef struct thaw_set_solver {
    const thaw_game *game;
    thaw_equilibria_settings settings;
    int states;
    thaw_generator *generator;
    thaw_bounds *bounds;
    thaw_pattern *guess_pattern, *inner_pattern, *best_pattern;
    thaw_polygon *now, *next;   /* [state]: outer sets, this step's and the next's */
    thaw_polygon *raw, *made;   /* [state]: what the operator made, and that with fewer corners */
    thaw_polygon *guess;        /* [state] */
    thaw_polygon *inner, *best; /* [state]: tried, and the nearest to outer so far */
    thaw_polygon *kept;         /* [state]: the outer sets that best is nearest to */
    thaw_polygon spare;
    double tolerance; /* of the gap, scaled */
    double aim;       /* the gap aimed at while sets have few corners */
    double target;    /* aim or tolerance */
    double discount;  /* the larger */
    double error;     /* outer sets enlarged by this contain all, scaled */
    double move;      /* of the last step */
    bool firm;        /* next time the sets' own directions make way for none */
    double doubt;     /* distance from outer to the guess */
    double gap;       /* from outer to best; infinite without */
    double best_error, best_margin, kept_error;
    int failures;                   /* attempts at an inner set that proved none */
    double ease;                    /* the least margin that an inner set was asked for */
    double least_move, least_doubt; /* when there was progress last, */
    long progress;                  /* at this step */
    long steps;
} thaw_set_solver;

/* How far values of that player can be off where their equations leave a residual, scaled. */
double thaw_sets_error(const thaw_set_solver *solver, int player, double residual);

/* Least margin that can be proved. */
double thaw_sets_least_margin(const thaw_set_solver *solver);

/* Empties the set of each state from which, by whatever actions, one without a set can be reached:
 * it has no equilibrium either. */
void thaw_sets_empty(thaw_set_solver *solver, thaw_polygon *sets);

/* Largest distance from a point of one state's set to the other of that state. */
double thaw_sets_excess(const thaw_set_solver *solver, const thaw_polygon *of,
                        const thaw_polygon *to);

/* Corners of all states' sets. */
size_t thaw_sets_corners(const thaw_set_solver *solver, const thaw_polygon *sets);

/* Whether time is over, or somebody asks to stop. */
bool thaw_sets_must_stop(const thaw_set_solver *solver);

/* ---- a step of the outer sets ---- */

/* raw = the operator applied to now; *any: some state has a set. */
thaw_status thaw_outer_apply(thaw_set_solver *solver, bool *any);

/* guess: the pattern of the last application, solved: where the sets seem to go. */
thaw_status thaw_outer_guess(thaw_set_solver *solver);

/* next: raw with fewer corners. */
thaw_status thaw_outer_next(thaw_set_solver *solver);

/* Linear bounds from next, applied until they hardly move; next is what they leave. */
thaw_status thaw_outer_sharpen(thaw_set_solver *solver);

/* ---- the inner sets ---- */

/* Looks for inner sets near the guess and the outer sets; best is the nearest that is proved. */
thaw_status thaw_inner_find(thaw_set_solver *solver);

/* Takes the outer sets that best was nearest to for next, where they are nearer. */
void thaw_inner_take_nearest(thaw_set_solver *solver);

/* Whether the smallest margin tried is what keeps inner and outer sets apart. */
thaw_status thaw_inner_weigh_margin(thaw_set_solver *solver, bool *decides);

/* ---- the answer ---- */

/* Fills in all but the outcome and the support. */
thaw_status thaw_sets_answer(thaw_set_solver *solver, thaw_equilibria *equilibria);

#endif
