/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games in and out of files: what is the same for every format. */
#include "io/games.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/game_source.h"
#include "io/input.h"

#define GAME_FILE_BYTES_MAX ((size_t)256 << 20)

bool thaw_game_format_of(const char *path, thaw_game_format *format)
{
    static const struct {
        const char *ending;
        thaw_game_format format;
    } formats[] = {{".json", THAW_GAME_JSON}, {".csv", THAW_GAME_CSV}, {".nfg", THAW_GAME_NFG}};
    size_t length = strlen(path);
    for (size_t k = 0; k < sizeof formats / sizeof *formats; k++) {
        size_t ending = strlen(formats[k].ending);
        if (length > ending && strcasecmp(path + length - ending, formats[k].ending) == 0) {
            *format = formats[k].format;
            return true;
        }
    }
    return false;
}

static void read_source(thaw_game_source *source, thaw_game_format format, thaw_game **game)
{
    if (!thaw_game_source_is_text(source))
        return;
    if (format == THAW_GAME_JSON)
        thaw_game_json_read(source, game);
    else if (format == THAW_GAME_CSV)
        thaw_game_csv_read(source, game);
    else if (format == THAW_GAME_NFG)
        thaw_game_nfg_read(source, game);
    else
        thaw_game_source_fail(source, THAW_EARG, THAW_NO_PLACE, 0,
                              "there is no such format of games");
}

/* text ends in a NUL. A byte order mark is no part of it. */
static thaw_status read_terminated(const char *text, size_t length, const char *file,
                                   thaw_game_format format, const double *discount,
                                   int discount_count, thaw_game **game, thaw_faults *faults)
{
    size_t mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    thaw_game_source source = {
        .text = text + mark,
        .length = length - mark,
        .file = file,
        .discount = discount,
        .discount_count = discount_count,
        .faults = faults,
    };
    thaw_game *read = NULL;
    read_source(&source, format, &read);
    if (source.status == THAW_OK)
        *game = read;
    else
        thaw_game_free(read);
    return source.status;
}

static thaw_status add_fault(thaw_status status, const thaw_fault *fault, thaw_faults *faults)
{
    return thaw_faults_add(faults, fault) ? status : THAW_ENOMEM;
}

thaw_status thaw_game_read(const char *path, thaw_game_format format, const double *discount,
                           int discount_count, thaw_game **game, thaw_faults *faults)
{
    char *text = NULL;
    size_t length = 0;
    thaw_fault fault;
    thaw_status status = thaw_input_read(path, GAME_FILE_BYTES_MAX, &text, &length, &fault);
    if (status != THAW_OK)
        return add_fault(status, &fault, faults);
    status = read_terminated(text, length, path, format, discount, discount_count, game, faults);
    free(text);
    return status;
}

thaw_status thaw_game_read_text(const char *text, size_t length, const char *file,
                                thaw_game_format format, const double *discount, int discount_count,
                                thaw_game **game, thaw_faults *faults)
{
    thaw_fault fault;
    char *copy = malloc(length + 1);
    if (!copy)
        return add_fault(thaw_fail(&fault, THAW_ENOMEM, "out of memory"), &fault, faults);
    if (length > 0)
        memcpy(copy, text, length);
    copy[length] = '\0';
    thaw_status status =
        read_terminated(copy, length, file, format, discount, discount_count, game, faults);
    free(copy);
    return status;
}

/* Only what is valid can be read back. */
static thaw_status check(const thaw_game *game, thaw_fault *fault)
{
    thaw_faults faults = {0};
    thaw_status status = thaw_game_validate(game, &faults);
    if (status != THAW_OK && faults.count > 0)
        thaw_fail(fault, THAW_EARG, "the game cannot be written: %s", faults.items[0].text);
    else if (status != THAW_OK)
        thaw_fail(fault, status, "no memory to check the game");
    thaw_faults_clear(&faults);
    return status == THAW_OK || status == THAW_ENOMEM ? status : THAW_EARG;
}

thaw_status thaw_game_write(const thaw_game *game, thaw_game_format format, int state, FILE *out,
                            thaw_fault *fault)
{
    thaw_status status = check(game, fault);
    if (status != THAW_OK)
        return status;
    if (format == THAW_GAME_JSON)
        thaw_game_json_write(game, out);
    else if (format == THAW_GAME_CSV)
        status = thaw_game_csv_write(game, out, fault);
    else
        status = thaw_game_nfg_write(game, state, out, fault);
    if (status != THAW_OK)
        return status;
    if (fflush(out) != 0 || ferror(out))
        return thaw_fail(fault, THAW_EIO, "writing the game failed");
    return THAW_OK;
}
