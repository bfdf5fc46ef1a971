/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear equations given by what they make of a vector: GMRES (Saad & Schultz 1986), not restarted.
 *
 * Chains of values that are discounted near 1 contract slowly, but their matrices differ from the
 * identity in few ways, and as many products solve them. Answers are approximate: whoever rests a
 * proof on one checks it. */
#ifndef THAW_SOLVERS_KRYLOV_H
#define THAW_SOLVERS_KRYLOV_H

#include "model/status.h"

/* image = A vector, both of the length of the equations. */
typedef void thaw_linear_map(void *context, const double *vector, double *image);

/* Room for one solution after another; {0} to begin with. */
typedef struct thaw_krylov {
    double *basis, *column; /* owned */
    size_t basis_capacity, column_capacity;
} thaw_krylov;

void thaw_krylov_clear(thaw_krylov *krylov);

/* Solves A x = right by at most `products` products, until the residual is `tolerance` of right's
 * length; *left, when not NULL, receives the share that is left. Fails with THAW_ENOMEM. */
thaw_status thaw_krylov_solve(thaw_krylov *krylov, size_t count, thaw_linear_map *map,
                              void *context, const double *right, int products, double tolerance,
                              double *x, double *left);

#endif
