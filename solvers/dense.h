/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small dense linear systems, by Gaussian elimination with partial pivoting (Golub & Van Loan 2013,
 * section 3.4). The logit path solves thousands with 5 to 30 unknowns, in which GSL spends most of
 * its time on calls. Matrices lie row after row. */
#ifndef THAW_SOLVERS_DENSE_H
#define THAW_SOLVERS_DENSE_H

#include <stddef.h>

/* Factors the n by n matrix in place; pivot[k] is the row that was swapped with row k. Returns the
 * sign of the determinant, 0 when the matrix is singular or not finite. */
int thaw_dense_factor(double *matrix, size_t n, size_t *pivot);

/* Solves A x = b, and x' A = b', with the factors of A; x holds b and becomes x. */
void thaw_dense_solve(const double *factors, size_t n, const size_t *pivot, double *x);
void thaw_dense_solve_left(const double *factors, size_t n, const size_t *pivot, double *x);

#endif
