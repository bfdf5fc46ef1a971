/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One month after the other: what really happens when a game is played with a memory.
 *
 * A walk is a game, a machine and a profile made ready for drawing: every law is a table of
 * cumulated chances, so that a month is a few look-ups and allocates nothing. Of a scenario the
 * shocks are drawn first, each with what it does, then the next state given them: together exactly
 * the game's row (docs/model.md section 5). */
#ifndef THAW_SOLVERS_WALK_H
#define THAW_SOLVERS_WALK_H

#include "solvers/random.h"
#include "solvers/simulate.h"

typedef struct thaw_walk thaw_walk;

/* Makes a walk. The play, and all that it names, must outlive it. Fails with THAW_EARG where what
 * is played, the machine's moves or the game's rows are not chances that sum to 1 (within
 * THAW_GAME_CHANCE_TOLERANCE), with THAW_ENOMEM. */
thaw_status thaw_walk_new(const thaw_play *play, thaw_walk **walk, thaw_fault *fault);
void thaw_walk_free(thaw_walk *walk);

/* Draws a month that begins in that phase and state. */
thaw_month thaw_walk_month(const thaw_walk *walk, thaw_stream *stream, int phase, int state);

#endif
