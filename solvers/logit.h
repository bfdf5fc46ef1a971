/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stationary logit equations of a core, linearised and solved.
 *
 * McKelvey & Palfrey 1995; for stochastic games Eibelshaeuser & Poensgen 2019. A point is
 * x = (log chances of all actions, values [player * states + state], precision). The equations are
 *
 *     log chance(a) = p Q(a) - log sum_b exp(p Q(b))        for each action of each player in each
 * state V = sum_a chance(a) Q(a)                              for each player in each state
 *
 * one fewer than the unknowns: a curve. A border row n x' = r makes the linear system square.
 * Within a state the log chances depend on other states only through the values, so each state's
 * block is factored by itself and only a system in the values and the precision remains. */
#ifndef THAW_SOLVERS_LOGIT_H
#define THAW_SOLVERS_LOGIT_H

#include <stdbool.h>

#include "solvers/core.h"
#include "solvers/outlook.h"

typedef struct thaw_logit {
    const thaw_core *core; /* borrowed */
    size_t actions, values, unknowns;
    thaw_outlook outlook;
    double *chance;   /* [action]: exp of its log */
    double *share;    /* [action]: chance over the sum of the player's chances there */
    double *residual; /* [actions + values]: left side less right side */
    int determinant;  /* sign of the bordered Jacobian's determinant */
    double *local;    /* per state its k by k block, factored (layout as in outlook.cross) */
    size_t *pivot;    /* [action]: of the states' blocks */
    double *adjoint; /* per state (players + 1) rows of k: border and value rows against the inverse
                        block */
    size_t *adjoint_at; /* [state] */
    double *schur;      /* (values + 1) square, factored */
    size_t *schur_pivot;
    double *right; /* values + 1 */
} thaw_logit;

thaw_status thaw_logit_new(const thaw_core *core, thaw_logit **logit, thaw_fault *fault);
void thaw_logit_free(thaw_logit *logit);

/* Evaluates the equations at x and factors the Jacobian bordered by `border` (unknowns long).
 * Allocates nothing of its own. Returns false when a factor is singular to working precision or not
 * finite. */
bool thaw_logit_linearise(thaw_logit *logit, const double *x, const double *border);

/* Solves J dx = right (actions + values long; NULL for zero), border dx = last. dx may not alias
 * right. */
bool thaw_logit_solve(thaw_logit *logit, const double *x, const double *right, double last,
                      double *dx);

#endif
