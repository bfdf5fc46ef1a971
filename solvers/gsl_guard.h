/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GSL within the house rules: errors are returned, nothing is printed, nothing aborts. */
#ifndef THAW_SOLVERS_GSL_GUARD_H
#define THAW_SOLVERS_GSL_GUARD_H

#include <gsl/gsl_matrix.h>
#include <gsl/gsl_permutation.h>

#include "model/status.h"

/* Puts an error handler that returns in place of GSL's default one, which aborts: for the whole
 * process, once, at the first call. Every solver that calls GSL starts with this. Thread-safe. */
void thaw_gsl_init(void);

/* gsl_matrix_alloc, which in GSL 2.7 forgets the matrix when it has no memory for the numbers.
 * Freed with gsl_matrix_free. NULL without memory; thaw_gsl_init was called. */
gsl_matrix *thaw_gsl_matrix_new(size_t rows, size_t columns);

/* gsl_linalg_LU_decomp, without the sign. GSL's own writes through a null pointer where there is no
 * memory for its pivots; this returns GSL_ENOMEM. thaw_gsl_init was called. */
int thaw_gsl_factor(gsl_matrix *matrix, gsl_permutation *order);

/* The status of a GSL return code, with a fault saying "what: GSL's text" unless it is GSL_SUCCESS.
 * GSL_ENOMEM is THAW_ENOMEM ("what: no memory"); GSL_EINVAL and GSL_EBADLEN, which are misuse,
 * THAW_EARG; all others THAW_ENUMERIC. */
thaw_status thaw_from_gsl(int code, const char *what, thaw_fault *fault);

#endif
