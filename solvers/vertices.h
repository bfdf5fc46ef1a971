/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vertices of a best-reply polyhedron, by the double description method (Motzkin, Raiffa,
 * Thompson and Thrall 1953; Fukuda and Prodon 1996).
 *
 * Given what each of n replies pays the other player against each of m own actions, the polyhedron
 * is
 *     {(x, v): x >= 0, sum x = 1, sum_i x_i payoff_ij <= v for every reply j}:
 * mixtures x of the own actions, and v at least what the other gets by a best reply. A vertex
 * carries its labels: the own actions that it does not play, and the replies that are best against
 * it (von Stengel 2002, section 2.4).
 *
 * Which facets a vertex lies on is kept as a set and never read back from coordinates, so that
 * games with ties, where a vertex lies on more than m facets, need no special care. A new vertex is
 * a convex combination of two old ones: how far it is off its facets does not grow along the way,
 * and chances that are 0 are exactly 0. */
#ifndef THAW_SOLVERS_VERTICES_H
#define THAW_SOLVERS_VERTICES_H

#include <stdint.h>

#include "model/status.h"
#include "solvers/markov.h"

typedef struct thaw_vertices {
    int actions;  /* m */
    size_t words; /* 64-bit words in a set of labels */
    size_t count, capacity;
    double *point;   /* [vertex * (actions + 1)]: the m chances, then v less the smallest payoff */
    uint64_t *label; /* [vertex * words]: set of labels, see thaw_vertices_find */
    double margin;   /* smallest difference of payoffs that was met and not taken for a tie */
    uint64_t work;   /* elementary comparisons made */
} thaw_vertices;

/* Finds all vertices. payoff[action * replies + reply]; differences up to `tie`, in points, are
 * ties. Label own_first + i means that action i is not played, reply_first + j that reply j is
 * best; the two ranges together are 0 .. actions + replies - 1. *outcome is CONVERGED,
 * INTERRUPTED or TIME_LIMIT where settings (NULL: none) stop it, or STEP_LIMIT when there are more
 * than THAW_STAGE_VERTICES_MAX, on the way too, or the work exceeds THAW_STAGE_WORK_MAX: what is in
 * *vertices is then no answer. *vertices comes zero-initialised and is cleared by the caller in
 * every case. Fails with THAW_ENOMEM. */
thaw_status thaw_vertices_find(int actions, int replies, const double *payoff, double tie,
                               int own_first, int reply_first, const thaw_markov_settings *settings,
                               thaw_vertices *vertices, thaw_outcome *outcome, thaw_fault *fault);
void thaw_vertices_clear(thaw_vertices *vertices);

#endif
