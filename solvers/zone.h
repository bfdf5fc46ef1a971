/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zone of agreement: how much relief for how much effort (docs/bargain.md).
 *
 * A deal whose plan gives relief and asks for full effort in some months is varied in two numbers.
 * The relief level x multiplies, while the plan gives relief, what relief costs the US and what it
 * is worth to China. The effort level y is the chance that a public coin, tossed before each month,
 * asks for full effort where the plan does; otherwise partial effort is asked in its place. The
 * coin's result is a phase of its own, so that each ask must be worth keeping by itself, and what
 * is seen is judged against what was asked. At x = 1 and y = 1 it is the deal itself, at x = 1 and
 * y = 0 the deal with partial in place of full. */
#ifndef THAW_SOLVERS_ZONE_H
#define THAW_SOLVERS_ZONE_H

#include "solvers/trigger.h"

/* The bracket around the end of a stretch of relief levels that hold is closed in until it is this
 * narrow; a straight line through its ends then gives the end to about the square of that. */
#define THAW_ZONE_WIDTH 1e-5

#define THAW_ZONE_RELIEF_MAX 2.0 /* relief levels are from 0 to this */

/* What the coin asked for in a month. */
typedef enum thaw_ask { THAW_ASK_FULL, THAW_ASK_PARTIAL, THAW_ASKS } thaw_ask;

/* The departure of one player that loses least, over both asks. */
typedef struct thaw_zone_departure {
    thaw_ask ask;      /* the ask from which it departs */
    int state, action; /* of the game; -1 where the player has no departure */
    double loss;       /* points a month, normalised; negative is a gain; NaN where there is none */
    bool more;         /* gives more than was asked */
} thaw_zone_departure;

/* What was found at one amount of relief and one share of full effort. */
typedef struct thaw_zone_point {
    double relief, effort;
    thaw_verdict verdict;         /* undecided also where the punishment phase was not found */
    bool gains[2];                /* breaks: who gains by departing */
    bool asks_too_little;         /* breaks, but only because giving more pays */
    thaw_zone_departure least[2]; /* by player */
    double value[2];              /* at the initial state, normalised, points a month */
    double error;                 /* how far a loss can be from the truth, points a month */
    thaw_outcome outcome;         /* of the punishment phase */
} thaw_zone_point;

/* Whether the deal has a zone: of a scenario, under trigger:T or grim, with a plan that asks for
 * full effort somewhere. Otherwise fails with THAW_EARG and says why. */
thaw_status thaw_zone_check(const thaw_setting *setting, const thaw_deal *deal, thaw_fault *fault);

/* Solves one point of a deal that has a zone: relief >= 0, effort in [0, 1]. no_deal as in
 * thaw_trigger_solve. Fails as that does, and with THAW_ERANGE on other levels. */
thaw_status thaw_zone_solve(const thaw_setting *setting, const thaw_deal *deal,
                            const thaw_no_deal *no_deal, double relief, double effort,
                            const thaw_markov_settings *settings, thaw_zone_point *point,
                            thaw_fault *fault);

/* Between two neighbouring relief levels of a row one of which holds and one of which does not. */
typedef struct thaw_zone_edge {
    double relief;          /* where the verdict changes; NaN: both have the same */
    bool holds_above;       /* it holds at higher levels, else at lower ones */
    thaw_zone_point beyond; /* just outside, where it does not hold */
} thaw_zone_edge;

/* A map: relief levels evenly from 0 to THAW_ZONE_RELIEF_MAX, effort levels from 0 to 1. */
typedef struct thaw_zone {
    int columns, rows;       /* relief levels, effort levels; at least 2 each */
    thaw_zone_point *points; /* [row * columns + column]; owned */
    thaw_zone_edge *edges;   /* [row * (columns - 1) + column]: behind that column; owned */
} thaw_zone;

/* Solves the map on several threads (0: all cores), then the edges of each row to
 * THAW_ZONE_WIDTH. A stretch narrower than the gap between two columns can be missed. Fails
 * as thaw_zone_solve, with THAW_ERANGE also where columns or rows are fewer than 2. */
thaw_status thaw_zone_map(const thaw_setting *setting, const thaw_deal *deal,
                          const thaw_no_deal *no_deal, int columns, int rows,
                          const thaw_markov_settings *settings, int threads, thaw_zone *zone,
                          thaw_fault *fault);
void thaw_zone_clear(thaw_zone *zone);

#endif
