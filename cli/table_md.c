/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as Markdown (CommonMark with the pipe tables of GitHub). */
#include <ctype.h>
#include <string.h>

#include "cli/table.h"

/* An underscore within a word is only an underscore. */
static bool is_special(const char *text, const char *c)
{
    if (*c == '_')
        return c == text || !isalnum((unsigned char)c[-1]) || !isalnum((unsigned char)c[1]);
    return strchr("\\`*[]<>&|#", *c) != NULL;
}

void thaw_md_put(const char *text, FILE *out)
{
    for (const char *c = text; *c; c++) {
        if (is_special(text, c))
            fputc('\\', out);
        fputc(*c == '\n' ? ' ' : *c, out);
    }
}

static void put_title(const thaw_table *table, FILE *out)
{
    if (!table->title || !*table->title)
        return;
    fputs("### ", out);
    thaw_md_put(table->title, out);
    if (table->aside && *table->aside) {
        fputs(" (", out);
        thaw_md_put(table->aside, out);
        fputc(')', out);
    }
    fputs("\n\n", out);
}

static void put_heads(const thaw_table *table, FILE *out)
{
    for (size_t k = 0; k < table->column_count; k++) {
        if (table->columns[k].picture)
            continue;
        fputs("| ", out);
        thaw_md_put(table->columns[k].head, out);
        fputc(' ', out);
    }
    fputs("|\n", out);
    for (size_t k = 0; k < table->column_count; k++)
        if (!table->columns[k].picture)
            fputs(table->columns[k].kind == THAW_COLUMN_TEXT ? "|---" : "|--:", out);
    fputs("|\n", out);
}

void thaw_table_write_md(const thaw_table *table, int digits, FILE *out)
{
    char buffer[THAW_SHOWN_MAX];
    put_title(table, out);
    put_heads(table, out);
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t k = 0; k < table->column_count; k++) {
            if (table->columns[k].picture)
                continue;
            fputs("| ", out);
            thaw_md_put(thaw_cell_shown(table, row, k, digits, buffer), out);
            fputc(' ', out);
        }
        fputs("|\n", out);
    }
    if (table->note && *table->note) {
        fputc('\n', out);
        thaw_md_put(table->note, out);
        fputc('\n', out);
    }
}
