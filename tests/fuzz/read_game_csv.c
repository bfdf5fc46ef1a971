/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a game in sgamesolver's CSV table: faults, or a game that comes back the same when
 * it is written and read again. */
#include "tests/fuzz/support/fuzz.h"
#include "tests/fuzz/support/game_files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return read_any_game(data, size, THAW_GAME_CSV);
}
