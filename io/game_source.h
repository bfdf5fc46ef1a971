/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of game files share: the text, the faults found in it, and where they stand.
 * Private to io/. */
#ifndef THAW_IO_GAME_SOURCE_H
#define THAW_IO_GAME_SOURCE_H

#include <stdio.h>

#include "model/game.h"
#include "model/status.h"

typedef struct thaw_game_source {
    const char *text; /* ends in a NUL that is not counted and has none before it */
    size_t length;
    const char *file;       /* as shown in faults */
    const double *discount; /* replaces the file's when not NULL: one for all, or one a player */
    int discount_count;
    thaw_faults *faults;
    int found;          /* faults so far */
    bool full;          /* enough faults are listed: stop */
    thaw_status status; /* of the first fault */
} thaw_game_source;

/* Appends a fault; its place is the `span` bytes at `offset`, unless offset is THAW_NO_PLACE. */
#define THAW_NO_PLACE ((size_t)-1)
void thaw_game_source_add(thaw_game_source *source, const thaw_fault *fault, size_t offset,
                          size_t span);

/* The same with a status and a text. */
void thaw_game_source_fail(thaw_game_source *source, thaw_status status, size_t offset, size_t span,
                           const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Sets the discount factors from the caller's, if there are any and they fit; otherwise from `own`,
 * one a player, if not NULL; otherwise a fault that says how to give them. */
void thaw_game_source_discount(thaw_game_source *source, thaw_game *game, const double *own);

/* Where a key of thaw_game_validate stands in the text, and how long it is; THAW_NO_PLACE if
 * nowhere. */
typedef size_t thaw_game_find(const void *reader, const char *key, size_t *span);

/* Whether there is something to read and it is text; otherwise one fault. */
bool thaw_game_source_is_text(thaw_game_source *source);

/* Whether lines end as a table's do, and not with CR alone, and commas separate the titles of the
 * first one, not semicolons or tabs; otherwise one fault. */
bool thaw_game_source_is_table(thaw_game_source *source);

/* Validates the game and adds every fault with its place. */
void thaw_game_source_validate(thaw_game_source *source, const thaw_game *game,
                               thaw_game_find *find, const void *reader);

/* One reader a format. On a fault (source->status is not THAW_OK) *game may be incomplete, or NULL;
 * it is the caller's to free in any case. */
void thaw_game_json_read(thaw_game_source *source, thaw_game **game);
void thaw_game_csv_read(thaw_game_source *source, thaw_game **game);
void thaw_game_nfg_read(thaw_game_source *source, thaw_game **game);

/* One writer a format. The game is valid. What fails in `out` is left to the caller to see there.
 */
void thaw_game_json_write(const thaw_game *game, FILE *out);
thaw_status thaw_game_csv_write(const thaw_game *game, FILE *out, thaw_fault *fault);
thaw_status thaw_game_nfg_write(const thaw_game *game, int state, FILE *out, thaw_fault *fault);

/* A number so that it reads back to the same bits. */
void thaw_game_number_write(double value, FILE *out);

#endif
