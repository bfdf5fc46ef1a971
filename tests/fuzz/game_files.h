/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fuzz targets of game files share: read, and where that goes well, write and read again.
 */
#ifndef THAW_TESTS_FUZZ_GAME_FILES_H
#define THAW_TESTS_FUZZ_GAME_FILES_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/games.h"

/* Faults come with a status, a text and the file's name; no faults with a game. */
static inline void require(bool condition)
{
    if (!condition)
        abort();
}

static inline void check_faults(const thaw_faults *faults)
{
    for (size_t k = 0; k < faults->count; k++) {
        require(faults->items[k].status != THAW_OK && faults->items[k].text[0] != '\0');
        require(strcmp(faults->items[k].file, "fuzz") == 0);
    }
}

static inline thaw_game *read_bytes(const char *text, size_t size, thaw_game_format format)
{
    const double discount = 0.5;
    const double *given = format == THAW_GAME_NFG ? &discount : NULL;
    thaw_faults faults = {0};
    thaw_game *game = NULL;
    thaw_status status = thaw_game_read_text(text, size, "fuzz", format, given, 1, &game, &faults);
    require((status == THAW_OK) == (game != NULL) && (status == THAW_OK) == (faults.count == 0));
    check_faults(&faults);
    thaw_faults_clear(&faults);
    return game;
}

/* .nfg and CSV cannot hold every name; JSON can hold every game. */
static inline void write_and_read_again(const thaw_game *game, thaw_game_format format)
{
    char *text = NULL;
    size_t length = 0;
    thaw_fault fault;
    FILE *out = open_memstream(&text, &length);
    require(out != NULL);
    thaw_status status = thaw_game_write(game, format, 0, out, &fault);
    fclose(out);
    require(status == THAW_OK || (status == THAW_EARG && format != THAW_GAME_JSON));
    if (status == THAW_OK) {
        thaw_game *again = read_bytes(text, length, format);
        size_t cells = thaw_game_rows(game) * (size_t)game->players;
        require(again && again->states == game->states && again->players == game->players &&
                thaw_game_rows(again) == thaw_game_rows(game));
        require(memcmp(game->payoff, again->payoff, cells * sizeof *game->payoff) == 0);
        thaw_game_free(again);
    }
    free(text);
}

static inline int read_any_game(const uint8_t *data, size_t size, thaw_game_format format)
{
    thaw_game *game = read_bytes((const char *)data, size, format);
    if (game) {
        write_and_read_again(game, format);
        write_and_read_again(game, THAW_GAME_JSON);
    }
    thaw_game_free(game);
    return 0;
}

#endif
