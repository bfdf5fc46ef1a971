/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies for tests: memory-one in a repeated game of two actions, random ones, deals as pairs.
 * A helper that cannot do its work fails the test. */
#ifndef THAW_TESTS_SUPPORT_AUTOMATA_H
#define THAW_TESTS_SUPPORT_AUTOMATA_H

#include "model/strategy.h"
#include "solvers/reply.h"
#include "solvers/trigger.h"
#include "tests/support/dice.h"

/* The dilemma with payoffs T, R, P, S (temptation, reward, punishment, sucker), in which each
 * action comes out the other way with chance `noise`; the public signal is the pair that came out,
 * as a row is: CC, CD, DC, DD. Without noise actions themselves are public. */
thaw_game *noisy_dilemma_game(const double trps[4], double noise, double discount);

/* A memory-one strategy of a game of one state: cooperates with chance `first` in the first month,
 * then with chance after[o] after the outcome o = CC, CD, DC, DD, the player's own action first
 * (Nowak & Sigmund 1993). */
thaw_strategy *memory_one(const thaw_game *game, int player, double first, const double after[4]);

/* A strategy with random mixes, moves and cuts. */
thaw_strategy *random_strategy(dice *d, const thaw_game *game, int player, int memories, int cuts);

/* One side of a deal that was solved: the plan, the punishment as found, the public coin. */
thaw_strategy *deal_side(const thaw_setting *setting, const thaw_deal *deal,
                         const thaw_deal_answer *answer, int player);

/* The strategy that a player's name means. */
thaw_strategy *strategy_named(const thaw_setting *setting, int player, const char *name);

/* A pair solved from the game's state 0. */
thaw_pair_answer pair_of(const thaw_game *game, const thaw_strategy *us,
                         const thaw_strategy *china);

/* The best reply to a strategy. */
thaw_reply reply_to(const thaw_game *game, const thaw_strategy *other);

#endif
