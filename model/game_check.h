/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A look at a game's numbers before it is solved. Private to the library. */
#ifndef THAW_MODEL_GAME_CHECK_H
#define THAW_MODEL_GAME_CHECK_H

#include "model/game.h"

/* A product's chances are products of a few that each sum to 1 within THAW_GAME_CHANCE_TOLERANCE:
 * of mixes, a signal, a move, a next state. */
enum { THAW_GAME_OF_A_FILE = 1, THAW_GAME_OF_FACTORS = 16 };

/* Fails with THAW_ERANGE, and says of the first that it finds, where thaw_game_validate would find
 * a number at fault; with `factors` as many times the tolerance. Names are left aside. Reads each
 * number once. */
thaw_status thaw_game_check_numbers(const thaw_game *game, int factors, thaw_fault *fault);

/* Part of it: fails with THAW_ERANGE where a player's discount factor times the sum of some row's
 * chances is not below 1, so that what is to come need not have a value. Cheap but for discount
 * factors beyond 1 - 1e-7. */
thaw_status thaw_game_check_future(const thaw_game *game, thaw_fault *fault);

#endif
