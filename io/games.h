/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games in and out of files: JSON, the CSV table that sgamesolver reads, and Gambit's .nfg
 * (payoff and outcome versions). What is written is read back the same to the last bit. */
#ifndef THAW_IO_GAMES_H
#define THAW_IO_GAMES_H

#include <stdio.h>

#include "model/game.h"
#include "model/status.h"

typedef enum thaw_game_format { THAW_GAME_JSON, THAW_GAME_CSV, THAW_GAME_NFG } thaw_game_format;

/* The format of a path by its ending (.json, .csv, .nfg); false when it has none of them. */
bool thaw_game_format_of(const char *path, thaw_game_format *format);

/* Reads and validates a game ("-": standard input). discount: for .nfg, one factor for all players
 * or one each (discount_count of them; required), NULL otherwise; for the other formats, when
 * given, it replaces the file's. Every fault is appended, with its place (for JSON and .nfg: line
 * and column). */
thaw_status thaw_game_read(const char *path, thaw_game_format format, const double *discount,
                           int discount_count, thaw_game **game, thaw_faults *faults);

/* The same from memory, shown as `file` in faults. */
thaw_status thaw_game_read_text(const char *text, size_t length, const char *file,
                                thaw_game_format format, const double *discount, int discount_count,
                                thaw_game **game, thaw_faults *faults);

/* Writes a game. .nfg holds one state's month: `state` (ignored otherwise); its payoffs only.
 * Fails with THAW_EIO when writing fails, THAW_EARG when the format cannot hold the game. */
thaw_status thaw_game_write(const thaw_game *game, thaw_game_format format, int state, FILE *out,
                            thaw_fault *fault);

#endif
