/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fuzz targets of game files share: read, and where that goes well, write and read again.
 */
#ifndef THAW_TESTS_FUZZ_GAME_FILES_H
#define THAW_TESTS_FUZZ_GAME_FILES_H

#include <stddef.h>
#include <stdint.h>

#include "io/games.h"

/* Reads a game of that format. A game comes back the same to the last bit when it is written and
 * read again, in that format and in JSON. Returns 0, as a target does. */
int read_any_game(const uint8_t *data, size_t size, thaw_game_format format);

#endif
