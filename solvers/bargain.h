/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bargaining between two players: the frontier of what they can agree on, and where on it the
 * solutions of the literature lie.
 *
 * The set is the convex hull of finitely many points (a public coin may choose between them) and of
 * the disagreement point, and whatever is worth less to both. Every solution below is a point of
 * the frontier: of the hull, efficient, and at least the disagreement point for both. Exact up to
 * rounding: everything happens on the frontier's edges, none of it is iterated. */
#ifndef THAW_SOLVERS_BARGAIN_H
#define THAW_SOLVERS_BARGAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "model/status.h"

#define THAW_BARGAIN_NONE ((size_t)-1) /* in place of a point's index: the disagreement point */

#define THAW_BARGAIN_MAX 1e307 /* no number is larger: sums and differences stay finite */

/* A point that the frontier is made of. */
typedef struct thaw_bargain_corner {
    double value[2];
    size_t point; /* which of the given ones; THAW_BARGAIN_NONE: the disagreement point */
} thaw_bargain_corner;

/* What two can agree on: the convex hull of points, seen from the disagreement point. */
typedef struct thaw_bargain {
    double disagreement[2];
    double tolerance[2]; /* differences below this are rounding: by player */

    /* The efficient corners of the hull, from player 1's best to player 0's best; owned. The first
     * and the last may give a player less than the disagreement point. */
    thaw_bargain_corner *corner;
    size_t corners;

    /* The frontier: the same chain, cut off where a player would get less than the disagreement
     * point; owned. One point is possible. */
    double (*frontier)[2];
    size_t count;
} thaw_bargain;

/* The set of `count` points (0 is possible). Of points that are the same the first counts. Fails
 * with THAW_ENOMEM, with THAW_EARG on numbers that are not finite or beyond THAW_BARGAIN_MAX. */
thaw_status thaw_bargain_new(const double (*points)[2], size_t count, const double disagreement[2],
                             thaw_bargain *set, thaw_fault *fault);
void thaw_bargain_clear(thaw_bargain *set);

/* The same set when a unit may be handed over one for one: everything on the line through the point
 * with the largest sum, whose index (or THAW_BARGAIN_NONE) goes to *point; of several the one whose
 * gains are least unequal. The points must be in a unit in which that makes sense. Fails as
 * thaw_bargain_new. */
thaw_status thaw_bargain_with_payments(const thaw_bargain *set, thaw_bargain *with, size_t *point,
                                       thaw_fault *fault);

/* Whether anything is better than disagreement for one player and no worse for the other; for
 * both. */
bool thaw_bargain_helps(const thaw_bargain *set);
bool thaw_bargain_helps_both(const thaw_bargain *set);

/* The ideal point: the most that each player gets on the frontier. */
void thaw_bargain_ideal(const thaw_bargain *set, double value[2]);

/* The largest product of gains, player 0's to the power of `weight` (in (0, 1)), player 1's to the
 * power of 1 - weight (Nash 1950; weights: Harsanyi & Selten 1972). Where only one player can gain,
 * that player's best. */
void thaw_bargain_nash(const thaw_bargain *set, double weight, double value[2]);

/* Gains in proportion to the largest that each could have (Kalai & Smorodinsky 1975). */
void thaw_bargain_kalai_smorodinsky(const thaw_bargain *set, double value[2]);

/* Equal gains (Kalai 1977). Where no efficient point has them, the one whose smaller gain is
 * largest. Depends on the players' units. */
void thaw_bargain_egalitarian(const thaw_bargain *set, double value[2]);

/* The largest sum; of several points the one with the largest product of gains. Depends on the
 * players' units. */
void thaw_bargain_utilitarian(const thaw_bargain *set, double value[2]);

/* Alternating offers without end (Rubinstein 1982): player `proposer` (0 or 1) makes the first,
 * each round of delay multiplies player i's gain by 1 - impatience[i], impatience[i] in (0, 1];
 * until agreement both have disagreement. The one subgame-perfect outcome, agreed at once: each
 * proposes the efficient point that leaves the other just what waiting for its own proposal is
 * worth. As rounds shorten (impatience[i] = 1 - exp(-rate_i * length), length to 0) it tends to the
 * Nash solution with weight rate_1 / (rate_0 + rate_1) (Binmore, Rubinstein & Wolinsky 1986). */
void thaw_bargain_rubinstein(const thaw_bargain *set, const double impatience[2], int proposer,
                             double value[2]);

/* What a round of `months` costs a player of that discount factor per month: 1 - d^months, right to
 * the last digit however short the round. */
double thaw_bargain_impatience(double discount, double months);

/* The weight of player 0 in that limit; 1/2 where both discount factors are 0. */
double thaw_bargain_patience_weight(const double discount[2]);

/* A frontier point as a coin between two of the points that the set was made of: `chance` of the
 * first, else the second. chance is 1 and both are the same where no coin is needed. */
typedef struct thaw_bargain_coin {
    size_t first, second; /* indices, or THAW_BARGAIN_NONE */
    double chance;
} thaw_bargain_coin;

/* The coin of a frontier point that brings these values. */
thaw_bargain_coin thaw_bargain_lottery(const thaw_bargain *set, const double value[2]);

#endif
