/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as JSON Lines: one object a row, a pair an array of two, what is missing null, a
 * count a whole number. */
#include <math.h>
#include <stdlib.h>

#include "cli/answer.h"
#include "cli/table.h"
#include "io/json_memory.h"

/* 2^53: up to here every whole number is a double. */
static const double WHOLE_MAX = 9007199254740992.0;

static bool is_whole(double value)
{
    return isfinite(value) && floor(value) == value && fabs(value) <= WHOLE_MAX;
}

/* Whether a column counts something: people are shown no decimals, and it has none. */
static bool counts(const thaw_table *table, size_t k)
{
    if (table->columns[k].digits != 0 || table->columns[k].kind != THAW_COLUMN_NUMBER)
        return false;
    for (size_t row = 0; row < table->row_count; row++) {
        const thaw_cell *cell = thaw_table_cell(table, row, k);
        if (!cell->text && !isnan(cell->number[0]) && !is_whole(cell->number[0]))
            return false;
    }
    return true;
}

static json_t *value_of(const thaw_table *table, size_t row, size_t k, bool count)
{
    const thaw_cell *cell = thaw_table_cell(table, row, k);
    if (cell->text)
        return thaw_json_text(cell->text);
    if (table->columns[k].kind == THAW_COLUMN_PAIR && !thaw_cell_is_missing(table, row, k))
        return thaw_json_pair(cell->number);
    if (count && is_whole(cell->number[0]))
        return json_integer((json_int_t)cell->number[0]);
    return thaw_json_number(cell->number[0]);
}

static bool put_row(const thaw_table *table, size_t row, const bool *count, FILE *out)
{
    json_t *object = json_object();
    bool done = object != NULL;
    for (size_t k = 0; k < table->column_count && done; k++)
        done = table->columns[k].picture ||
               json_object_set_new(object, table->columns[k].name,
                                   value_of(table, row, k, count[k])) == 0;
    if (done)
        done = json_dumpf(object, out, JSON_REAL_PRECISION(17)) == 0 || ferror(out);
    fputc('\n', out);
    json_decref(object);
    return done && !thaw_json_starved();
}

bool thaw_table_write_jsonl(const thaw_table *table, FILE *out)
{
    bool *count = calloc(table->column_count + 1, sizeof *count);
    bool done = count != NULL;
    for (size_t k = 0; k < table->column_count && done; k++)
        count[k] = counts(table, k);
    for (size_t row = 0; row < table->row_count && done; row++)
        done = put_row(table, row, count, out);
    free(count);
    return done;
}
