/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fuzz targets of game files share. */
#include "tests/fuzz/support/game_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/support/fuzz.h"
#include "tests/support/read_game.h"

/* Faults come with the file's name; no faults with a game. */
static thaw_game *read_bytes(const char *text, size_t size, thaw_game_format format)
{
    const double discount = 0.5;
    const double *given = format == THAW_GAME_NFG ? &discount : NULL;
    thaw_faults faults = {0};
    thaw_game *game = NULL;
    thaw_status status = thaw_game_read_text(text, size, "fuzz", format, given, 1, &game, &faults);
    require_faults(status, &faults);
    require((status == THAW_OK) == (game != NULL), "a game or a fault");
    for (size_t k = 0; k < faults.count; k++)
        require(strcmp(faults.items[k].file, "fuzz") == 0, "a fault has its file");
    thaw_faults_clear(&faults);
    return game;
}

/* .nfg and CSV cannot hold every name; JSON can hold every game. */
static void write_and_read_again(const thaw_game *game, thaw_game_format format)
{
    char *text = NULL;
    size_t length = 0;
    thaw_fault fault;
    FILE *out = open_memstream(&text, &length);
    require(out != NULL, "memory");
    thaw_status status = thaw_game_write(game, format, 0, out, &fault);
    fclose(out);
    require(status == THAW_OK || (status == THAW_EARG && format != THAW_GAME_JSON),
            "a game can be written");
    if (status == THAW_OK) {
        thaw_game *again = read_bytes(text, length, format);
        require(again && same_game(game, again), "the game is the same");
        thaw_game_free(again);
    }
    free(text);
}

int read_any_game(const uint8_t *data, size_t size, thaw_game_format format)
{
    thaw_game *game = read_bytes((const char *)data, size, format);
    if (game) {
        thaw_faults faults = {0};
        require(thaw_game_validate(game, &faults) == THAW_OK, "what was read is valid");
        write_and_read_again(game, format);
        write_and_read_again(game, THAW_GAME_JSON);
    }
    thaw_game_free(game);
    return 0;
}
