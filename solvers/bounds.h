/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of payoffs bounded by half-planes, and bounds that follow from other bounds.
 *
 * For each state some directions with a number that no equilibrium payoff exceeds in that
 * direction. A pair of actions whose incentive constraints are priced (Lagrange multipliers z >= 0)
 * turns bounds of the next states into one of this state that is linear in them, with weights >= 0:
 *
 *   l . v <= l . (1 - d) u - sum_i z_i T_i + sum_s p(s) h_s(l'),   l'_i = d_i (l_i + z_i),
 *
 * where T_i is what player i's best departure gives beyond (1 - d_i) u_i, itself bounded by the
 * worst points h_s(-e_i), and h_s(l') is at most the combination of two neighbouring directions'
 * bounds. Any z will do. Prices are found once, and the linear bounds then applied many times: each
 * application keeps every equilibrium payoff inside (docs/solvers.md). */
#ifndef THAW_SOLVERS_BOUNDS_H
#define THAW_SOLVERS_BOUNDS_H

#include "solvers/generator.h"
#include "solvers/krylov.h"

typedef struct thaw_bound_term {
    size_t bound;
    double weight;
} thaw_bound_term;

/* A linear bound: constant + sum of weight * bound. */
typedef struct thaw_bound_line {
    double constant;
    size_t bound;      /* that it is for */
    size_t first, end; /* into term */
} thaw_bound_line;

/* A direction that may be taken up; it yields to a firm one within that angle. */
typedef struct thaw_candidate {
    thaw_point direction;
    double yields;
    bool drop;
} thaw_candidate;

typedef struct thaw_bounds {
    int states;
    size_t count;  /* of bounds, all states */
    size_t *first; /* [state], and one more */
    thaw_point
        *direction;     /* [bound]: unit vectors, counterclockwise from the right within a state */
    double *value;      /* [bound] */
    double *floor;      /* [bound]: from pairs that no line was made of */
    double reach;       /* no coordinate of a payoff is farther from 0 */
    size_t *worst;      /* [state * 2 + player]: the bound in direction -e_i */
    size_t *first_line; /* [bound], and one more */
    thaw_bound_line *line, *sorted; /* as found, and bound by bound */
    thaw_bound_term *term;
    size_t *active; /* buffers */
    thaw_point *corner;
    thaw_candidate *candidate;
    size_t lines, terms;
    size_t capacity, line_capacity, sorted_capacity, term_capacity, active_capacity,
        corner_capacity;
    size_t candidate_capacity;
    double *vector; /* buffers of thaw_bounds_leap */
    bool *held;
    size_t vector_capacity, held_capacity;
    thaw_krylov krylov;
} thaw_bounds;

thaw_status thaw_bounds_new(int states, thaw_bounds **bounds);
void thaw_bounds_free(thaw_bounds *bounds);

/* Directions from the sets that the generator has taken and from a guess at what they will become,
 * values from the sets, enlarged by `error`; the sets' own directions make way for the guess's
 * where that costs at most `yield`; lines from all pairs that come within `window` of the bound
 * they are for. */
thaw_status thaw_bounds_take(thaw_bounds *bounds, thaw_generator *generator,
                             const thaw_polygon *guess, double error, double yield, double window);

#define THAW_NO_LINE SIZE_MAX

/* The largest of a bound's lines and its floor where the bounds are `values`; *line is that line,
 * in `sorted`, THAW_NO_LINE where the floor is no less. */
double thaw_bounds_largest(const thaw_bounds *bounds, size_t bound, const double *values,
                           size_t *line);

/* Applies all lines once, in place: the new bound is the largest of its lines and its floor, if
 * that is less. Returns the largest change. */
double thaw_bounds_sweep(thaw_bounds *bounds);

/* Lowers the bounds to where applying the lines without end would lead, or near it; *leapt: it was
 * proved that these are bounds, else they are only what applying them a few times gives. Fails with
 * THAW_ENOMEM. */
thaw_status thaw_bounds_leap(thaw_bounds *bounds, bool *leapt);

/* The polygon of a state's bounds; not sure when rounding leaves in doubt what it is. */
thaw_status thaw_bounds_polygon(thaw_bounds *bounds, int state, thaw_polygon *polygon, bool *sure);

#endif
