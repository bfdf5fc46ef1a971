/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as JSON Lines: one object a row, a pair an array of two, what is missing null. */
#include "cli/answer.h"
#include "cli/table.h"
#include "io/json_memory.h"

static json_t *value_of(const thaw_table *table, size_t row, size_t k)
{
    const thaw_cell *cell = thaw_table_cell(table, row, k);
    if (cell->text)
        return thaw_json_text(cell->text);
    if (table->columns[k].kind == THAW_COLUMN_PAIR && !thaw_cell_is_missing(table, row, k))
        return thaw_json_pair(cell->number);
    return thaw_json_number(cell->number[0]);
}

static bool put_row(const thaw_table *table, size_t row, FILE *out)
{
    json_t *object = json_object();
    bool done = object != NULL;
    for (size_t k = 0; k < table->column_count && done; k++)
        done = table->columns[k].picture ||
               json_object_set_new(object, table->columns[k].name, value_of(table, row, k)) == 0;
    if (done)
        done = json_dumpf(object, out, JSON_REAL_PRECISION(17)) == 0 || ferror(out);
    fputc('\n', out);
    json_decref(object);
    return done && !thaw_json_starved();
}

bool thaw_table_write_jsonl(const thaw_table *table, FILE *out)
{
    bool done = true;
    for (size_t row = 0; row < table->row_count && done; row++)
        done = put_row(table, row, out);
    return done;
}
