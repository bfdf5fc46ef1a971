/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GSL within the house rules: errors are returned, nothing is printed, nothing aborts. */
#ifndef THAW_SOLVERS_GSL_GUARD_H
#define THAW_SOLVERS_GSL_GUARD_H

#include "model/status.h"

/* Turns GSL's default error handler, which aborts, off: for the whole process, once, at the first
 * call. Every solver that calls GSL starts with this. Thread-safe. */
void thaw_gsl_init(void);

/* The status of a GSL return code, with a fault saying "what: GSL's text" unless it is GSL_SUCCESS.
 * GSL_ENOMEM is THAW_ENOMEM; GSL_EINVAL and GSL_EBADLEN, which are misuse, THAW_EARG; all others
 * THAW_ENUMERIC. */
thaw_status thaw_from_gsl(int code, const char *what, thaw_fault *fault);

#endif
