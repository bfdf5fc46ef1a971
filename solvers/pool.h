/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pool of strategies for each side: every pair solved, the game between the strategies itself
 * (its payoffs are the pairs' values in the first state), and what it would take to be sure.
 *
 * The game of the pool is one month's game whose actions are strategies; all its equilibria are
 * found as solvers/stage finds them (empirical game-theoretic analysis: Wellman 2006). */
#ifndef THAW_SOLVERS_POOL_H
#define THAW_SOLVERS_POOL_H

#include "solvers/deals.h"
#include "solvers/reply.h"
#include "solvers/stage.h"

enum { THAW_POOL_FEATURES = THAW_FORECAST_ON_PLAN }; /* of thaw_forecast_feature, in its order */

/* A pool of strategies, every pair of them solved. */
typedef struct thaw_pool {
    int count[2];            /* strategies of each side */
    thaw_strategy **side[2]; /* [strategy]; owned */
    thaw_reply *reply[2];    /* reply[i][k]: player i's best reply to the other's strategy k */
    double (*value)[2];      /* [us * count[1] + china] */
    double tie[2];           /* values of a player that differ by no more are equal, as for stage */
    double (*forecast)[THAW_POOL_FEATURES]; /* the same; NaN for a game file */
    thaw_stage *stage;                      /* the game of the pool, solved */
} thaw_pool;

/* Solves the pool of these strategies (both sides have some), on several threads (0: all cores).
 * settings (NULL: none) say when to stop, which is looked at before each pair and each best reply.
 * Takes the strategies over, also on failure. Fails as thaw_pair_solve, thaw_reply_solve and
 * thaw_stage_solve. */
thaw_status thaw_pool_solve(const thaw_setting *setting, thaw_strategy **const side[2],
                            const int count[2], const thaw_markov_settings *settings, int threads,
                            thaw_pool *pool, thaw_fault *fault);
void thaw_pool_clear(thaw_pool *pool);

/* The other side's best strategy of the pool against strategy k of `player`: of those that are
 * worth the most to it the one that is worth the most to `player`, as for the strong Stackelberg
 * equilibrium (Breton, Alj & Haurie 1988), and of these the first by name. */
int thaw_pool_best(const thaw_pool *pool, int player, int k);

/* The strategy with which a player does best when the other side then takes its best from the pool,
 * thaw_pool_best (von Stackelberg 1934): of those that are worth the most the one that is worth the
 * most to the other side, and of these the first by name. */
int thaw_pool_lead(const thaw_pool *pool, int player);

/* What strategy k of a player is worth at worst over the pool, and against which strategy. */
double thaw_pool_worst(const thaw_pool *pool, int player, int k, int *against);

/* The regret of strategy k of a player over the pool: the most by which another of the player's
 * strategies would have done better against one of the other's, and against which (Savage 1951). */
double thaw_pool_regret(const thaw_pool *pool, int player, int k, int *against);

/* What a player gains on an equilibrium of the pool (or any mix: chance as in
 * thaw_stage_equilibrium) by replying as it likes best to the other's strategy once that is drawn
 * and seen: points a month, never negative. Of a pure equilibrium the exact gain from the best
 * departure of any kind; of a mixed one the most that any departure can gain. */
double thaw_pool_gain(const thaw_pool *pool, const thaw_setting *setting, const double *chance,
                      int player);

#endif
