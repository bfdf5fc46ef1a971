/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as LaTeX: a plain tabular that needs no package. */
#include <string.h>

#include "cli/table.h"

static const char *escape_of(char c)
{
    switch (c) {
    case '\\':
        return "\\textbackslash{}";
    case '~':
        return "\\textasciitilde{}";
    case '^':
        return "\\textasciicircum{}";
    case '<':
        return "\\textless{}";
    case '>':
        return "\\textgreater{}";
    case '|':
        return "\\textbar{}";
    case '"':
        return "''";
    case '[': /* after \\\\ an optional argument would begin */
        return "{[}";
    case '*':
        return "{*}";
    default:
        return NULL;
    }
}

void thaw_latex_put(const char *text, FILE *out)
{
    for (; *text; text++) {
        const char *escaped = escape_of(*text);
        if (escaped) {
            fputs(escaped, out);
            continue;
        }
        if (strchr("#$%&_{}", *text))
            fputc('\\', out);
        fputc(*text, out);
        if (text[0] == '-' && text[1] == '-')
            fputs("{}", out); /* -- would be set as a dash */
    }
}

/* A hyphen before a number is a minus. */
static void put_cell(const char *text, thaw_column_kind kind, FILE *out)
{
    if (kind == THAW_COLUMN_TEXT) {
        thaw_latex_put(text, out);
        return;
    }
    for (const char *c = text; *c; c++) {
        if (*c == '-')
            fputs("$-$", out);
        else
            thaw_latex_put((char[]){*c, '\0'}, out);
    }
}

static void put_heads(const thaw_table *table, FILE *out)
{
    fputs("\\begin{tabular}{", out);
    for (size_t k = 0; k < table->column_count; k++)
        if (!table->columns[k].picture)
            fputc(table->columns[k].kind == THAW_COLUMN_TEXT ? 'l' : 'r', out);
    fputs("}\n\\hline\n", out);
    for (size_t k = 0; k < table->column_count; k++) {
        if (table->columns[k].picture)
            continue;
        fputs(k > 0 ? " & " : "", out);
        thaw_latex_put(table->columns[k].head, out);
    }
    fputs(" \\\\\n\\hline\n", out);
}

void thaw_table_write_latex(const thaw_table *table, int digits, FILE *out)
{
    char buffer[THAW_SHOWN_MAX];
    if (table->title && *table->title) {
        fputs("\\paragraph{", out);
        thaw_latex_put(table->title, out);
        fputs("} ", out);
        thaw_latex_put(table->aside ? table->aside : "", out);
        fputs("\n\n", out);
    }
    put_heads(table, out);
    for (size_t row = 0; row < table->row_count; row++) {
        fputs(table->flags[row] & THAW_ROW_TOTAL ? "\\hline\n" : "", out);
        for (size_t k = 0; k < table->column_count; k++) {
            if (table->columns[k].picture)
                continue;
            fputs(k > 0 ? " & " : "", out);
            put_cell(thaw_cell_shown(table, row, k, digits, buffer), table->columns[k].kind, out);
        }
        fputs(" \\\\\n", out);
    }
    fputs("\\hline\n\\end{tabular}\n", out);
    if (table->note && *table->note) {
        fputc('\n', out);
        thaw_latex_put(table->note, out);
        fputc('\n', out);
    }
}
