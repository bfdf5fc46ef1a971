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
    double bend;   /* at that precision, how much the logit equations' noise weighs against the
                      equilibrium's own equations, or its chances differ from those started from, by
                      their own size. Below 1 the equations stay regular for all higher precisions:
                      the branch of logit equilibria that ends here has no fold or fork any more.
                      Infinite when not isolated */
} thaw_polish_result;

/* Actions with a chance of at least `threshold` make the support. profile and value are the core's,
 * plain sums, changed in place (only meaningfully when found). tolerance: of advantages, plain
 * sums. singular_too: also where the equations leave a choice of equilibria, by the shortest steps,
 * and with actions that are as good as any but not played; otherwise none is found there. Fails
 * only with THAW_ENOMEM. */
thaw_status thaw_polish(thaw_outlook *outlook, double precision, double threshold, double tolerance,
                        bool singular_too, double *profile, double *value,
                        thaw_polish_result *result, thaw_fault *fault);

#endif
