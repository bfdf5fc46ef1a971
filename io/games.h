/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games in and out of files: JSON, the CSV table that sgamesolver reads, and Gambit's .nfg
 * (payoff and outcome versions). What is written is read back the same to the last bit. */
#ifndef THAW_IO_GAMES_H
#define THAW_IO_GAMES_H

#include <stdio.h>

#include "model/game.h"
#include "model/status.h"

/* How games are written. */
typedef enum thaw_game_format { THAW_GAME_JSON, THAW_GAME_CSV, THAW_GAME_NFG } thaw_game_format;

/* The format of a path by its ending (.json, .csv, .nfg); false when it has none of them. */
bool thaw_game_format_of(const char *path, thaw_game_format *format);

/* Reads and validates a game ("-": standard input). The format is docs/game-files.md; a file of
 * more than 256 MiB, a directory, a FIFO or a device is refused. discount: discount_count factors,
 * one for all players or one each, which replace the file's; or NULL (an .nfg file has none, so
 * they are needed there). Every fault is appended, up to THAW_GAME_FAULTS_MAX and a last one that
 * says so, with its line and column where it has one, and returned is the status of the first:
 * THAW_EPARSE, THAW_ERANGE, THAW_EUNKNOWN, THAW_EARG, THAW_EIO, THAW_ENOMEM. *game is set on
 * THAW_OK only; the caller frees it. The first JSON that is read puts a function around jansson's
 * malloc, for the whole process (thaw.h). */
thaw_status thaw_game_read(const char *path, thaw_game_format format, const double *discount,
                           int discount_count, thaw_game **game, thaw_faults *faults);

/* The same from memory, shown as `file` in faults. */
thaw_status thaw_game_read_text(const char *text, size_t length, const char *file,
                                thaw_game_format format, const double *discount, int discount_count,
                                thaw_game **game, thaw_faults *faults);

/* Writes a game. .nfg holds one state's month: `state` (ignored otherwise); its payoffs and names
 * only. Flushes `out`, which stays open. Fails with THAW_EIO when writing fails, with THAW_EARG
 * when the game could not be read back: thaw_game_validate finds a fault, a CSV table's state is
 * called delta, a name has what .nfg cannot hold, there is no such state. */
thaw_status thaw_game_write(const thaw_game *game, thaw_game_format format, int state, FILE *out,
                            thaw_fault *fault);

#endif
