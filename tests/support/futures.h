/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays to be simulated, for tests. A helper that cannot do its work fails the test. */
#ifndef THAW_TESTS_SUPPORT_FUTURES_H
#define THAW_TESTS_SUPPORT_FUTURES_H

#include "solvers/simulate.h"

/* A scenario's play with all that it needs. */
typedef struct stage_of_play {
    thaw_scenario scenario;
    thaw_setting setting;
    thaw_deals deals;
    thaw_deal_answer answer;
    thaw_no_deal no_deal;
    thaw_machine *machine;
    double *profile; /* of a pair */
    thaw_play play;
} stage_of_play;

/* A deal, "no-deal", or a pair of strategies, of the baseline with settings (NULL: none). */
void stage_set(stage_of_play *stage, const char *const *sets, const char *name);
void stage_clear(stage_of_play *stage);

/* A chain in which something lasts with chance `stays` each month: one player, one state, one
 * action, payoff 1 on the plan, which a bad signal ends for good. Clear with chain_clear. */
typedef struct chain_of_play {
    thaw_setting setting;
    thaw_machine *machine;
    double profile[2];
    int promised[1];
    thaw_play play;
} chain_of_play;
void chain_set(chain_of_play *chain, double stays);
void chain_clear(chain_of_play *chain);

/* Runs a simulation with so many runs of so many months. */
thaw_simulation futures_of(const thaw_play *play, size_t runs, int months, uint64_t seed,
                           int threads);

#endif
