/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the corners of sets of payoffs are reached, and what that alone implies.
 *
 * A corner is played by a pair of actions and continued, in each next state, by a mix of corners
 * (the public coin). With the pairs, the corners that continue and the binding constraints held
 * fixed (the pattern) the corners' values solve equations. Where every departure is answered by the
 * worst corner and gains nothing, each corner is the payoff of an equilibrium (docs/solvers.md). */
#ifndef THAW_SOLVERS_PATTERN_H
#define THAW_SOLVERS_PATTERN_H

#include "solvers/generator.h"
#include "solvers/krylov.h"

/* A corner of the sets as a mix of two neighbours in the pattern. */
typedef struct thaw_blend {
    size_t node[2];
    double share; /* of node[1] */
} thaw_blend;

/* A corner of the pattern: a pair of actions, then a mix of up to four points of the sum of next
 * states' sets, each of which is a corner in each next state. */
typedef struct thaw_node {
    size_t row;
    int ends;         /* 1; 2 where one constraint binds; 4 where both do */
    int binds;        /* the player whose constraint binds; -1: nobody's; 2: both */
    size_t blend;     /* [end * states + next state] */
    double weight[4]; /* of the ends, sum to 1 */
} thaw_node;

/* A node, by where in the sum of next states' sets it continues. */
typedef struct thaw_place_of {
    size_t law, node;
    uint64_t tag;
} thaw_place_of;

typedef struct thaw_pattern {
    int states;
    size_t nodes, blends;
    size_t *first; /* [state], and one more */
    thaw_node *node;
    thaw_point *value; /* [node], scaled */
    thaw_point *low;   /* [node]: what value + low is nearer to the solution by */
    thaw_point *miss;  /* [node]: what value + low misses its equation by */
    thaw_blend *blend;
    double *worst; /* [state * 2 + player]: of the values */
    size_t node_capacity, value_capacity, blend_capacity, order_capacity, near_capacity;
    thaw_place_of *order; /* buffers */
    thaw_blend *near;     /* [corner of the sets, state after state] */
    size_t *first_near;   /* [state] */
    size_t *at;           /* [state]: corners walked along the sum */
    size_t walked;
    double *vector;
    long double *outlook;
    size_t low_capacity, miss_capacity, vector_capacity, outlook_capacity;
    thaw_krylov krylov;
} thaw_pattern;

thaw_status thaw_pattern_new(int states, thaw_pattern **pattern);
void thaw_pattern_free(thaw_pattern *pattern);

/* The pattern by which `made` came from the sets that the generator has taken, its corners' tags as
 * in thaw_points. Corners of those sets are continued by what is nearest to them in `made`. */
thaw_status thaw_pattern_take(thaw_pattern *pattern, thaw_generator *generator,
                              const thaw_polygon *made);

/* Solves for the values, binding constraints kept at a margin of ease[player]: up to `sweeps` times
 * over all corners, until none moves by more than `still`, and where that is slow by Newton's
 * method. The generator's outlook is the pattern's afterwards. Fails with THAW_ENOMEM. */
thaw_status thaw_pattern_settle(thaw_pattern *pattern, thaw_generator *generator,
                                const double ease[2], int sweeps, double still);

/* Solves with the weights held as they are, to about the digits of a long double: value is the
 * solution rounded, value + low nearly the solution. Fails with THAW_ENOMEM. */
thaw_status thaw_pattern_refine(thaw_pattern *pattern, thaw_generator *generator);

/* What holds of value + low and the weights as they stand, in long double arithmetic: how far each
 * player's are from solving their equations, and the least that a departure loses (infinite where
 * nobody can depart). Fails with THAW_ENOMEM. */
thaw_status thaw_pattern_check(thaw_pattern *pattern, thaw_generator *generator, double residual[2],
                               double *margin);

/* The hull of a state's values. */
thaw_status thaw_pattern_set(const thaw_pattern *pattern, int state, thaw_polygon *set);

#endif
