/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of game files share. */
#include "io/game_source.h"

#include <stdarg.h>
#include <string.h>

#include "io/input.h"
#include "model/number.h"
#include "model/utf8.h"

static void cut_line(const char *line, const char *end, char *excerpt, size_t size)
{
    size_t length = (size_t)(end - line);
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)line[length] & 0xC0U) == 0x80U)
            length--;
    }
    memcpy(excerpt, line, length);
    excerpt[length] = '\0';
    thaw_utf8_show(excerpt);
}

/* The line is shown only where the marked stretch begins within what can be shown of it. */
static void place(const thaw_game_source *source, size_t offset, size_t span, thaw_fault *fault)
{
    const char *at = source->text + (offset < source->length ? offset : source->length);
    const char *line = source->text;
    fault->line = 1;
    for (const char *end; (end = memchr(line, '\n', (size_t)(at - line))); line = end + 1)
        fault->line++;
    const char *end = line + strcspn(line, "\r\n");
    fault->column = (int)(at - line) + 1;
    span = span > 0 ? span : 1;
    if (at - line >= THAW_EXCERPT_MAX - 1)
        return;
    fault->length = at < end && span > (size_t)(end - at) ? (int)(end - at) : (int)span;
    cut_line(line, end, fault->excerpt, sizeof fault->excerpt);
}

void thaw_game_source_add(thaw_game_source *source, const thaw_fault *fault, size_t offset,
                          size_t span)
{
    thaw_fault placed = *fault;
    if (source->full)
        return;
    if (source->status == THAW_OK)
        source->status = fault->status;
    if (source->found++ == THAW_GAME_FAULTS_MAX) {
        thaw_fail(&placed, fault->status, "there are more faults: only the first %d are listed",
                  THAW_GAME_FAULTS_MAX);
        source->full = true;
    } else if (offset != THAW_NO_PLACE) {
        place(source, offset, span, &placed);
    }
    thaw_copy_text(placed.file, sizeof placed.file, source->file);
    if (!thaw_faults_add(source->faults, &placed)) {
        source->status = THAW_ENOMEM;
        source->full = true;
    }
}

void thaw_game_source_fail(thaw_game_source *source, thaw_status status, size_t offset, size_t span,
                           const char *format, ...)
{
    char text[2 * THAW_MESSAGE_MAX];
    thaw_fault fault;
    if (source->full)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    thaw_fail(&fault, status, "%s", text);
    thaw_game_source_add(source, &fault, offset, span);
}

bool thaw_game_source_is_text(thaw_game_source *source)
{
    thaw_fault fault;
    size_t shown = strlen(source->text);
    if (strspn(source->text, " \t\r\n") == source->length) {
        thaw_game_source_fail(source, THAW_EPARSE, THAW_NO_PLACE, 0, "the file is empty");
    } else if (thaw_input_is_utf16(source->text, source->length)) {
        thaw_fail(&fault, THAW_EPARSE, "the text is UTF-16");
        thaw_fault_help(&fault, "save the file as UTF-8");
        thaw_game_source_add(source, &fault, THAW_NO_PLACE, 0);
    } else if (shown < source->length) {
        thaw_game_source_fail(source, THAW_EPARSE, shown, 1,
                              "there is a NUL byte: this is not a text file");
    }
    return source->status == THAW_OK;
}

static bool has_lines(thaw_game_source *source)
{
    thaw_fault fault;
    const char *cr = strchr(source->text, '\r');
    if (!cr || strchr(source->text, '\n'))
        return true;
    thaw_fail(&fault, THAW_EPARSE, "there is one line: CR alone ends none");
    thaw_fault_help(&fault, "lines end with LF or CR LF");
    thaw_game_source_add(source, &fault, (size_t)(cr - source->text), 1);
    return false;
}

/* As spreadsheets write where a comma is the decimal mark. */
static bool has_commas(thaw_game_source *source)
{
    thaw_fault fault;
    const char *titles = source->text + strspn(source->text, "\r\n");
    size_t length = strcspn(titles, "\n"), other = strcspn(titles, ";\t\n");
    if (memchr(titles, ',', length) || other == length)
        return true;
    thaw_fail(&fault, THAW_EPARSE, "the titles are separated by %s, not by commas",
              titles[other] == ';' ? "semicolons" : "tabs");
    thaw_fault_help(&fault, "save the table with commas between fields and points in numbers");
    thaw_game_source_add(source, &fault, (size_t)(titles + other - source->text), 1);
    return false;
}

bool thaw_game_source_is_table(thaw_game_source *source)
{
    return has_lines(source) && has_commas(source);
}

void thaw_game_source_discount(thaw_game_source *source, thaw_game *game, const double *own)
{
    thaw_fault fault;
    bool fits = source->discount_count == 1 || source->discount_count == game->players;
    if (source->discount && fits) {
        for (int player = 0; player < game->players; player++)
            game->discount[player] = source->discount[source->discount_count == 1 ? 0 : player];
    } else if (source->discount) {
        thaw_game_source_fail(
            source, THAW_EARG, THAW_NO_PLACE, 0,
            "%d discount factors were given for %d players: give one for all, or one each",
            source->discount_count, game->players);
    } else if (own) {
        memcpy(game->discount, own, (size_t)game->players * sizeof *own);
    } else {
        thaw_fail_key(&fault, THAW_EARG, "discount", "the game has no discount factor");
        thaw_fault_help(&fault,
                        "give it with --discount D, or --discount D,D,... with one a player");
        thaw_game_source_add(source, &fault, THAW_NO_PLACE, 0);
    }
}

void thaw_game_source_validate(thaw_game_source *source, const thaw_game *game,
                               thaw_game_find *find, const void *reader)
{
    thaw_faults found = {0};
    thaw_status status = thaw_game_validate(game, &found);
    for (size_t k = 0; k < found.count; k++) {
        const thaw_fault *fault = &found.items[k];
        bool given = source->discount && strncmp(fault->key, "discount", 8) == 0;
        size_t span = 0, offset = given ? THAW_NO_PLACE : find(reader, fault->key, &span);
        thaw_game_source_add(source, fault, offset, span);
    }
    if (status == THAW_ENOMEM)
        thaw_game_source_fail(source, status, THAW_NO_PLACE, 0, "no memory to check the game");
    thaw_faults_clear(&found);
}

void thaw_game_number_write(double value, FILE *out)
{
    char text[THAW_NUMBER_MAX];
    thaw_number_format(value, text, sizeof text);
    fputs(text, out);
}
