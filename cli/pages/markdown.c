/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Markdown page as the sections of a manual page. */
#include <ctype.h>
#include <string.h>

#include "cli/pages/roff.h"
#include "cli/words.h"
#include "model/status.h"

enum { LINE = 1024, CODE_INDENT = 4 };

typedef enum block { NO_BLOCK, PARAGRAPH, BULLET, TABLE_HEAD, TABLE_ROWS, INDENTED, FENCED } block;

static void heading(thaw_roff *roff, const char *text)
{
    char title[LINE];
    thaw_copy_text(title, sizeof title, text);
    for (char *at = title; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    thaw_roff_request(roff, "SH", title);
}

/* The next cell of "| a | b |" from *rest on, into `cell`; false after the last. */
static bool next_cell(const char **rest, char *cell)
{
    const char *begin = *rest + strspn(*rest, "| ");
    const char *end = strchr(begin, '|');
    if (strncmp(*rest, "| |", 3) == 0) { /* an empty cell */
        *rest += 2;
        cell[0] = '\0';
        return true;
    }
    if (!end)
        return false;
    *rest = end;
    while (end > begin && end[-1] == ' ')
        end--;
    snprintf(cell, LINE, "%.*s", (int)(end - begin), begin);
    return true;
}

/* The first cell is the tag, the others what is said of it. */
static void table_row(thaw_roff *roff, const char *line)
{
    char tag[LINE] = "", cell[LINE], text[LINE] = "";
    const char *rest = line;
    next_cell(&rest, tag);
    while (next_cell(&rest, cell))
        if (*cell)
            thaw_words_add(text, sizeof text, "%s%s", *text ? "; " : "", cell);
    thaw_roff_item(roff, tag, text);
}

/* What kind of block a line goes on with, or begins. */
static block block_of(const char *line, block before)
{
    if (strncmp(line, "```", 3) == 0)
        return before == FENCED ? NO_BLOCK : FENCED;
    if (before == FENCED)
        return FENCED;
    if (strncmp(line, "    ", CODE_INDENT) == 0 && before != PARAGRAPH && before != BULLET)
        return INDENTED;
    if (*line == '\0')
        return before == INDENTED ? INDENTED : NO_BLOCK;
    if (*line == '|')
        return before == TABLE_HEAD || before == TABLE_ROWS ? TABLE_ROWS : TABLE_HEAD;
    if (strncmp(line, "- ", 2) == 0 || (before == BULLET && *line == ' '))
        return BULLET;
    return PARAGRAPH;
}

static bool is_example(block kind)
{
    return kind == INDENTED || kind == FENCED;
}

static void write_line(thaw_roff *roff, const char *line, block kind, block before)
{
    switch (kind) {
    case PARAGRAPH:
        if (before != PARAGRAPH)
            thaw_roff_request(roff, "PP", NULL);
        thaw_roff_text(roff, line);
        break;
    case BULLET:
        if (line[0] == '-')
            thaw_roff_request(roff, "IP \\(bu 2", NULL);
        thaw_roff_text(roff, line + 2);
        break;
    case TABLE_ROWS:
        if (line[1] != '-')
            table_row(roff, line);
        break;
    case INDENTED:
        thaw_roff_verbatim(roff, *line ? line + CODE_INDENT : line);
        break;
    case FENCED:
        if (before == FENCED)
            thaw_roff_verbatim(roff, line);
        break;
    case TABLE_HEAD: /* the text before the table says what it is of */
    case NO_BLOCK:
        break;
    }
}

static block step(thaw_roff *roff, const char *line, block before)
{
    bool is_heading = line[0] == '#' && before != FENCED;
    block kind = is_heading ? NO_BLOCK : block_of(line, before);
    if (is_example(before) && kind != before)
        thaw_roff_example_end(roff);
    if (is_example(kind) && kind != before)
        thaw_roff_example(roff);
    if (strncmp(line, "## ", 3) == 0 && is_heading)
        heading(roff, line + 3);
    write_line(roff, line, kind, before);
    return kind;
}

void thaw_roff_markdown(thaw_roff *roff, const char *page)
{
    block before = NO_BLOCK;
    while (*page) {
        char line[LINE];
        size_t length = strcspn(page, "\n");
        snprintf(line, sizeof line, "%.*s", (int)length, page);
        before = step(roff, line, before);
        page += length + (page[length] == '\n');
    }
    step(roff, "#", before); /* ends an example */
}
