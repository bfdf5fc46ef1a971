/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a point near an equilibrium to the equilibrium: Newton's method on the support found. */
#ifndef THAW_SOLVERS_POLISH_H
#define THAW_SOLVERS_POLISH_H

#include "solvers/outlook.h"

typedef struct thaw_polish_result {
    bool found;    /* an equilibrium: supports kept, no action outside better by more than the
                      tolerance */
    bool isolated; /* its equations determine it alone */
    double moved;  /* largest change of a chance on the way */
    double margin; /* smallest advantage lost by an action outside the support; infinite when all
                      are inside */
} thaw_polish_result;

/* Actions with a chance of at least `threshold` make the support. profile and value are the core's,
 * plain sums, changed in place (only meaningfully when found). tolerance: of advantages, plain
 * sums. singular_too: also where the equations leave a choice of equilibria, by the shortest steps;
 * otherwise none is found there. Fails only with THAW_ENOMEM. */
thaw_status thaw_polish(thaw_outlook *outlook, double threshold, double tolerance,
                        bool singular_too, double *profile, double *value,
                        thaw_polish_result *result, thaw_fault *fault);

#endif
