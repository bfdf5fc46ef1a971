/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published answers in tests/reference/data: files {"source", "game", "expected"}. */
#ifndef THAW_TESTS_SUPPORT_REFERENCE_H
#define THAW_TESTS_SUPPORT_REFERENCE_H

#include <jansson.h>

#include "model/game.h"

/* The whole file, to be released with json_decref. Fails the test when it cannot be read. */
json_t *reference_read(const char *name);

/* The game of a reference file, through the program's own reader. */
thaw_game *reference_game(const json_t *reference);

#endif
