/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of game files share. */
#ifndef THAW_TESTS_READ_GAME_H
#define THAW_TESTS_READ_GAME_H

#include "io/games.h"

/* Reads a text, which must be good; for .nfg with the discount factor 0.9. */
thaw_game *read_game(const char *text, thaw_game_format format);

/* Writes a game, which must be writable, into a new string. */
char *write_game(const thaw_game *game, thaw_game_format format, int state);

/* Faults as lines "LINE:COLUMN+LENGTH: status: text", "  help: hint", in a new string. */
char *print_faults(const thaw_faults *faults);

/* Whether both are the same to the last bit: shape, names, ranks, numbers (0 and -0 differ). */
bool same_game(const thaw_game *one, const thaw_game *other);

#endif
