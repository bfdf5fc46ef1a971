/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The waiting game of a frozen channel with no deal: who gives way, how fast, and what waiting
 * costs (docs/bargain.md).
 *
 * To give way is, for the US, to give relief; for China, to resume. Each waits for the other, as in
 * a war of attrition (Maynard Smith 1974): what one gains by moving depends on the other's moving
 * too. Everything here is exact: linear equations over the frozen states, under the play of a given
 * profile. */
#ifndef THAW_SOLVERS_STANDOFF_H
#define THAW_SOLVERS_STANDOFF_H

#include "model/setting.h"

/* Who gives way first in a freeze. */
typedef enum thaw_first {
    THAW_FIRST_US,
    THAW_FIRST_CHINA,
    THAW_FIRST_BOTH,    /* in the same month */
    THAW_FIRST_NEITHER, /* the channel reopened before either did, or never does */
    THAW_FIRSTS
} thaw_first;

/* What the month was like at whose end the channel reopened. */
typedef enum thaw_reopening {
    THAW_REOPEN_EXCHANGE, /* relief and resumption together */
    THAW_REOPEN_UNPAID,   /* China resumed without relief */
    THAW_REOPEN_NEITHER,  /* China stayed away: a summit did it */
    THAW_REOPENINGS
} thaw_reopening;

/* A freeze that stands in a state of the setting's game. */
typedef struct thaw_standoff {
    int state;
    double yields[2];          /* chance this month that the US gives relief; that China resumes */
    double reopens;            /* chance that the channel is open next month */
    double months;             /* expected, this one included; infinite where it may never end */
    double first[THAW_FIRSTS]; /* chances */
    double ends[THAW_REOPENINGS]; /* chances; what is missing to 1 never ends */
    double
        cost[2]; /* the value of the same state with the channel open less this one's, per player,
                    normalised, points a month; NaN where that state is not in the game */
} thaw_standoff;

/* One for each frozen state of the setting, in its order, given a profile of its game and the
 * values of that: *count of them, for the caller to free. None for a game file. Fails with
 * THAW_ENOMEM or THAW_ENUMERIC. */
thaw_status thaw_standoff_solve(const thaw_setting *setting, const double *profile,
                                const double *values, thaw_standoff **standoffs, size_t *count,
                                thaw_fault *fault);

#endif
