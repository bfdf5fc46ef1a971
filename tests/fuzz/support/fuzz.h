/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all fuzz targets share: the entry point, and a claim that must hold. */
#ifndef THAW_TESTS_FUZZ_FUZZ_H
#define THAW_TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/game.h"

/* The target. Called by libFuzzer, or by AFL++'s driver, with one input after another. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input as a string, the caller's to free; NULL without memory. */
char *fuzz_text(const uint8_t *data, size_t size);

/* The game that claims are about from now on (NULL: none), borrowed: a claim that fails shows it
 * as a game file. With THAW_FUZZ_SHOW in the environment it is shown at once, for inputs that
 * crash. */
void fuzz_about(const thaw_game *game);

/* Says what is not so, and on which game, and aborts. */
void require(bool holds, const char *what, ...) __attribute__((format(printf, 2, 3)));

/* A text that a terminal can show: it ends within its room, has no control characters, and is
 * UTF-8. */
void require_shown(const char *text, size_t size);

/* A fault as every reader must give it. */
void require_fault(const thaw_fault *fault);

/* A status that fits its faults, each of them as it must be. */
void require_faults(thaw_status status, const thaw_faults *faults);

#endif
