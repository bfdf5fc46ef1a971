/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chances of several outcomes from counts of them. */
#ifndef THAW_SOLVERS_DIRICHLET_H
#define THAW_SOLVERS_DIRICHLET_H

#include <stddef.h>

#include "model/status.h"

/* Most that counts and priors add up to: a double still tells it from one more, and GSL, which
 * looks for quantiles without end where it does not, gives up in time. */
#define THAW_DIRICHLET_MOST 1e15

/* The posterior of the chances under a Dirichlet prior that has the same weight `prior` > 0 on each
 * outcome (1/2: Jeffreys 1946): means, which sum to 1, and the central 95% interval of each chance
 * by itself, which is a beta distribution's; from 0 where the outcome never came, to 1 where no
 * other did (Brown, Cai & DasGupta 2001). The chance of an outcome that is the only one is 1. Fails
 * with THAW_ENUMERIC, also where prior is not positive or counts are beyond THAW_DIRICHLET_MOST. */
thaw_status thaw_dirichlet(const size_t *counts, int outcomes, double prior, double *mean,
                           double (*interval)[2], thaw_fault *fault);

#endif
