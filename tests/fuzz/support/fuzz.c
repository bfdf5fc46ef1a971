/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all fuzz targets share. */
#include "tests/fuzz/support/fuzz.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/games.h"

static const thaw_game *about;

static void show(void)
{
    if (about)
        thaw_game_write(about, THAW_GAME_JSON, 0, stderr, NULL);
}

char *fuzz_text(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (!text)
        return NULL;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

void fuzz_about(const thaw_game *game)
{
    about = game;
    if (getenv("THAW_FUZZ_SHOW"))
        show();
}

void require(bool holds, const char *what, ...)
{
    if (holds)
        return;
    va_list arguments;
    va_start(arguments, what);
    fputs("Not so: ", stderr);
    vfprintf(stderr, what, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    show();
    abort();
}

void require_shown(const char *text, size_t size)
{
    require(memchr(text, '\0', size) != NULL, "a text ends");
    int rest = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        require(*c >= 0x20 && *c != 0x7F, "no control characters");
        require((rest > 0) == ((*c & 0xC0U) == 0x80U), "UTF-8");
        rest = rest > 0 ? rest - 1 : *c >= 0xF0 ? 3 : *c >= 0xE0 ? 2 : *c >= 0xC0 ? 1 : 0;
    }
    require(rest == 0, "UTF-8 to the end");
}

void require_fault(const thaw_fault *fault)
{
    require(fault->status != THAW_OK, "a fault has a status");
    require(fault->text[0] != '\0', "a fault has a text");
    require_shown(fault->text, sizeof fault->text);
    require_shown(fault->help, sizeof fault->help);
    require_shown(fault->key, sizeof fault->key);
    require_shown(fault->excerpt, sizeof fault->excerpt);
    require_shown(fault->file, sizeof fault->file);
    require((fault->line > 0) == (fault->column > 0), "a line has a column");
    require(fault->length >= 0, "a mark has a length");
}

void require_faults(thaw_status status, const thaw_faults *faults)
{
    require((status == THAW_OK) == (faults->count == 0), "a status fits its faults");
    require(faults->count <= THAW_GAME_FAULTS_MAX + 1, "an end to faults");
    for (size_t k = 0; k < faults->count; k++)
        require_fault(&faults->items[k]);
}
