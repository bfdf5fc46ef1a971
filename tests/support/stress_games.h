/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games that are hard on floating point: badly scaled, nearly degenerate, and brought to the edge
 * where a verdict turns. A helper that cannot do its work fails the test. */
#ifndef THAW_TESTS_SUPPORT_STRESS_GAMES_H
#define THAW_TESTS_SUPPORT_STRESS_GAMES_H

#include "model/deal.h"
#include "tests/support/dice.h"

/* Two players, one to `states` states, one to three actions each; payoffs from 1e-9 to 1e9, in one
 * game or a player's all of one size, small whole numbers of some unit, or small differences on top
 * of 1e9; discount factors 0, 0.9999 and between; chances 0, 1, 1e-12 and between; actions that
 * exist twice, or nearly; ends that lead to themselves and pay one number; players to whom no
 * action matters. Actions public, or two signals. */
thaw_game *stress_game(dice *d, int states);

/* A random plan under grim or a trigger of 1 month to a million; clear with thaw_deals_clear. */
thaw_deals stress_deal(dice *d, const thaw_setting *setting);

/* How many games a test looks at: THAW_STRESS_GAMES where it is set, otherwise `quick`. */
int stress_games_wanted(int quick);

#endif
