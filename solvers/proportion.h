/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares estimated from counts, with the range that the counts leave open. All intervals are of
 * 95%. */
#ifndef THAW_SOLVERS_PROPORTION_H
#define THAW_SOLVERS_PROPORTION_H

#include <stddef.h>

#include "model/status.h"

/* The score interval of a share, `hits` of `count` (Wilson 1927): never outside [0, 1], and of use
 * at 0 and at 1. NaN where count is 0. */
void thaw_wilson(size_t hits, size_t count, double interval[2]);

/* Chances of several outcomes from counts of them, with a Dirichlet prior that has the same weight
 * `prior` > 0 on each (1/2: Jeffreys 1946): posterior means, which sum to 1, and the central
 * interval of each chance by itself, which is a beta distribution's; from 0 where the outcome never
 * came, to 1 where no other did (Brown, Cai & DasGupta 2001). Fails with THAW_ENUMERIC. */
thaw_status thaw_dirichlet(const size_t *counts, int outcomes, double prior, double *mean,
                           double (*interval)[2], thaw_fault *fault);

#endif
