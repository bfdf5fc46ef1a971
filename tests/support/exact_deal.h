/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rational arithmetic says of a deal that was solved: of the plan as promised, and of the
 * punishment phase as it was found. */
#ifndef THAW_TESTS_SUPPORT_EXACT_DEAL_H
#define THAW_TESTS_SUPPORT_EXACT_DEAL_H

#include "solvers/trigger.h"

/* docs/reliability.md promises that a loss is told from 0 when it is above this many units of
 * rounding (2^-53) of the player's largest payoff, over 1 - d. */
#define EXACT_DEAL_UNITS 64.0

/* That bound, points a month. */
double exact_deal_bound(const thaw_game *game, int player);

/* Losses and gains are in bounds. */
typedef struct exact_deal {
    bool gains;   /* some departure from the plan does */
    bool near;    /* some departure's loss is within the bound, and no tie that can be told */
    double least; /* loss from a departure from the plan, and whose it is */
    int state, player, action; /* -1 without a departure */
    double unrest;             /* the largest gain from other play in the punishment phase */
} exact_deal;

/* For two players. Departures that the answer calls ties are left out where the setting is a
 * scenario's: its payoffs are themselves rounded sums. */
exact_deal exact_deal_of(const thaw_setting *setting, const thaw_deal *deal,
                         const thaw_deal_answer *answer);

#endif
