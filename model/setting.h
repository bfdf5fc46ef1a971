/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A setting: the game that a question is asked about, and where it starts.
 *
 * For a scenario the game is the fentanyl game on the states that can be reached from its first
 * month by any play; for a game file it is the file's game, from its first state. Solvers and
 * commands work on settings and so on both. */
#ifndef THAW_MODEL_SETTING_H
#define THAW_MODEL_SETTING_H

#include "model/game.h"
#include "model/scenario.h"

/* The game that is asked about, and where it starts. */
typedef struct thaw_setting {
    const thaw_scenario *scenario; /* borrowed; NULL for a game file */
    thaw_game *game;               /* owned */
    int *fentanyl_state; /* [state]: which of the twelve it is; NULL for a game file; owned */
    int initial;         /* state of the first month */
} thaw_setting;

/* The setting of a valid scenario, which must outlive it; every_state keeps the states that cannot
 * be reached too. */
thaw_status thaw_setting_of_scenario(const thaw_scenario *scenario, bool every_state,
                                     thaw_setting *setting, thaw_fault *fault);

/* The setting of a game, which it takes over (also on failure). Starts in state `initial`. Fails
 * with THAW_EARG where there is no such state, with THAW_ERANGE where thaw_game_validate would find
 * a payoff, a chance or a discount factor at fault (names may be empty). Solvers that take a
 * setting trust its game to have stayed so. */
thaw_status thaw_setting_of_game(thaw_game *game, int initial, thaw_setting *setting,
                                 thaw_fault *fault);

/* Releases the game and leaves an empty setting. */
void thaw_setting_clear(thaw_setting *setting);

#endif
