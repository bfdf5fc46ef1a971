/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evolution of a game between two populations: each side's strategies spread in proportion to
 * how much better they do than that side's average (two-population replicator dynamics: Taylor
 * 1979; Hofbauer & Sigmund 1998, chapter 10). */
#ifndef THAW_SOLVERS_REPLICATOR_H
#define THAW_SOLVERS_REPLICATOR_H

#include "model/status.h"

/* The path that the shares of strategies take. */
typedef struct thaw_replicator {
    int count[2];
    int samples;
    double
        *time; /* [sample]: in units in which the whole range of a side's payoffs is a rate of 1 */
    double *share; /* [sample * (count[0] + count[1]) + strategy, the first side's first] */
    bool settled;  /* no share moves any more, and no strategy, however rare, does better than its
                      side's average: the last sample is a rest point up to rounding, and an
                      equilibrium */
    double speed;  /* the fastest change of a share at the end, a unit of time */
} thaw_replicator;

/* Follows it from the even mix. value[one * count[1] + other][player]. Fails with THAW_ENOMEM. */
thaw_status thaw_replicator_run(const int count[2], double (*value)[2], thaw_replicator *run,
                                thaw_fault *fault);
void thaw_replicator_clear(thaw_replicator *run);

#endif
