/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Departures from a deal that lose exactly nothing.
 *
 * No rounded number can tell such a loss from a small one; these are told by comparing what follows
 * the promised action with what follows the other, term by term. */
#ifndef THAW_SOLVERS_TIES_H
#define THAW_SOLVERS_TIES_H

#include <stdbool.h>
#include <stddef.h>

#include "model/deal.h"
#include "model/setting.h"

/* What ties are told from. */
typedef struct thaw_ties {
    const thaw_game *game, *open; /* open: the product with every action in both phases */
    const thaw_deal *deal;
    const size_t *base_row; /* of open's rows: the game's */
    bool *flat, *idle;      /* [state * players + player], owned; NULL for a scenario's game */
} thaw_ties;

/* Makes ready; all but *ties is borrowed and must outlive it. Fails with THAW_ENOMEM. */
thaw_status thaw_ties_find(const thaw_setting *setting, const thaw_deal *deal,
                           const thaw_game *open, const size_t *base_row, thaw_ties *ties,
                           thaw_fault *fault);
void thaw_ties_clear(thaw_ties *ties);

/* Rows are open's, in the plan's phase: of the plan, and of one player's departure from it. */

/* Whether the departure has the plan's own payoff, chances and signals: no departure at all. */
bool thaw_is_duplicate(const thaw_ties *ties, int player, size_t faithful, size_t departed);

/* Whether the player loses exactly nothing by it: in a scenario but for the rounding of the terms
 * that its numbers are computed from; in a game file, where some are not noticed, to the last bit.
 */
bool thaw_is_tie(const thaw_ties *ties, int state, int player, size_t faithful, size_t departed);

/* The first of these: whether two rows of a scenario's product pay the player the same and have the
 * same chances of next state and phase, but for that rounding. */
bool thaw_is_tie_but_for_rounding(const thaw_game *open, int player, size_t one, size_t two);

#endif
