/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pool of strategies as tables, sentences and JSON. */
#ifndef THAW_CLI_STRATEGIES_REPORT_H
#define THAW_CLI_STRATEGIES_REPORT_H

#include "cli/strategy_words.h"
#include "solvers/pool.h"
#include "solvers/replicator.h"

/* A study of a pool. */
typedef struct thaw_contest {
    const thaw_study *study;
    thaw_pool pool;
    thaw_replicator run;           /* without samples where it was not asked for */
    size_t shown;                  /* equilibria that are listed, and whose departures are known */
    thaw_pair_study (*leaving)[2]; /* [equilibrium][player]: the pair (of a mixed equilibrium the
                                      strategies that this player's gain comes from most) */
} thaw_contest;

/* The lists that lead: what each side does best against each strategy of the other. */
void thaw_contest_bests(const thaw_contest *contest, int player, thaw_answer *answer);

/* The equilibria of the pool, with the gain from the best departure of any kind. */
void thaw_contest_equilibria(const thaw_contest *contest, thaw_answer *answer);

void thaw_contest_matrix(const thaw_contest *contest, int player, thaw_answer *answer);
void thaw_contest_robust(const thaw_contest *contest, int player, thaw_answer *answer);
void thaw_contest_replicator(const thaw_contest *contest, thaw_answer *answer);

/* What it all says, in sentences; robust and replicator say theirs only where asked for. */
void thaw_contest_story(const thaw_contest *contest, bool robust, thaw_answer *answer);

/* Fills the answer's JSON. */
void thaw_contest_json(const thaw_contest *contest, thaw_answer *answer);

/* Chances of a player's strategies in an equilibrium. */
const double *thaw_contest_chances(const thaw_contest *contest, size_t equilibrium, int player);

#endif
