/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as CSV (RFC 4180): one header line, CRLF left to those who want it; a pair is two
 * columns. */
#include <math.h>
#include <string.h>

#include "cli/table.h"
#include "model/number.h"

static void put_field(const char *text, FILE *out)
{
    bool quote = strpbrk(text, ",\"\r\n") != NULL;
    if (quote)
        fputc('"', out);
    for (const char *c = text; *c; c++) {
        if (*c == '"')
            fputc('"', out);
        fputc(*c, out);
    }
    if (quote)
        fputc('"', out);
}

static void put_number(double value, FILE *out)
{
    char text[THAW_NUMBER_MAX];
    if (isnan(value))
        return;
    thaw_number_format(value, text, sizeof text);
    fputs(text, out);
}

static void put_header(const thaw_table *table, FILE *out)
{
    for (size_t k = 0; k < table->column_count; k++) {
        const thaw_column *column = &table->columns[k];
        if (column->picture)
            continue;
        if (k > 0)
            fputc(',', out);
        put_field(column->name, out);
        if (column->kind != THAW_COLUMN_PAIR)
            continue;
        fprintf(out, "_%s,", table->side[0]);
        put_field(column->name, out);
        fprintf(out, "_%s", table->side[1]);
    }
    fputc('\n', out);
}

static void put_cell(const thaw_table *table, size_t row, size_t k, FILE *out)
{
    const thaw_cell *cell = thaw_table_cell(table, row, k);
    if (cell->text)
        put_field(cell->text, out);
    else
        put_number(cell->number[0], out);
    if (table->columns[k].kind != THAW_COLUMN_PAIR)
        return;
    fputc(',', out);
    put_number(cell->number[1], out);
}

void thaw_table_write_csv(const thaw_table *table, FILE *out)
{
    if (!table->headless)
        put_header(table, out);
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t k = 0; k < table->column_count; k++) {
            if (table->columns[k].picture)
                continue;
            if (k > 0)
                fputc(',', out);
            put_cell(table, row, k, out);
        }
        fputc('\n', out);
    }
}
