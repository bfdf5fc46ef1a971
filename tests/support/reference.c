/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published answers. */
#include "tests/support/reference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "io/games.h"

json_t *reference_read(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/tests/reference/data/%s", THAW_SOURCE_DIR, name);
    json_error_t error;
    json_t *reference = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    cr_assert(reference, "%s:%d: %s", path, error.line, error.text);
    return reference;
}

thaw_game *reference_game(const json_t *reference)
{
    char *text = json_dumps(json_object_get(reference, "game"), JSON_REAL_PRECISION(17));
    cr_assert(text);
    thaw_game *game = NULL;
    thaw_faults faults = {0};
    thaw_status status = thaw_game_read_text(text, strlen(text), "reference", THAW_GAME_JSON, NULL,
                                             0, &game, &faults);
    cr_assert_eq(status, THAW_OK, "%s", faults.count ? faults.items[0].text : "");
    thaw_faults_clear(&faults);
    free(text);
    return game;
}
