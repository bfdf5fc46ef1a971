/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as HTML: caption, column heads, and the first text column as the head of each row. */
#include "cli/table.h"

void thaw_html_put(const char *text, FILE *out)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            fputc(*text, out);
        }
    }
}

static void put_caption(const thaw_table *table, FILE *out)
{
    if (!table->title || !*table->title)
        return;
    fputs("<caption>", out);
    thaw_html_put(table->title, out);
    if (table->aside && *table->aside) {
        fputs(" <small>", out);
        thaw_html_put(table->aside, out);
        fputs("</small>", out);
    }
    fputs("</caption>\n", out);
}

static void put_heads(const thaw_table *table, FILE *out)
{
    fputs("<thead><tr>", out);
    for (size_t k = 0; k < table->column_count; k++) {
        if (table->columns[k].picture)
            continue;
        fputs("<th scope=\"col\">", out);
        thaw_html_put(table->columns[k].head, out);
        fputs("</th>", out);
    }
    fputs("</tr></thead>\n<tbody>\n", out);
}

static void put_cell(const thaw_table *table, size_t row, size_t k, int digits, FILE *out)
{
    char buffer[THAW_SHOWN_MAX];
    bool text = table->columns[k].kind == THAW_COLUMN_TEXT, head = k == 0 && text;
    fputs(head ? "<th scope=\"row\">" : text ? "<td>" : "<td class=\"number\">", out);
    thaw_html_put(thaw_cell_shown(table, row, k, digits, buffer), out);
    fputs(head ? "</th>" : "</td>", out);
}

void thaw_table_write_html(const thaw_table *table, int digits, FILE *out)
{
    fputs("<table id=\"", out);
    thaw_html_put(table->name, out);
    fputs("\">\n", out);
    put_caption(table, out);
    put_heads(table, out);
    for (size_t row = 0; row < table->row_count; row++) {
        fputs(table->flags[row] & THAW_ROW_TOTAL ? "<tr class=\"total\">" : "<tr>", out);
        for (size_t k = 0; k < table->column_count; k++)
            if (!table->columns[k].picture)
                put_cell(table, row, k, digits, out);
        fputs("</tr>\n", out);
    }
    fputs("</tbody>\n</table>\n", out);
    if (table->note && *table->note) {
        fputs("<p>", out);
        thaw_html_put(table->note, out);
        fputs("</p>\n", out);
    }
}
