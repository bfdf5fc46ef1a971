/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers of other commands as a page is given them, and what they share. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/page.h"
#include "io/json_memory.h"

/* ---- tables and sentences ---- */

static json_t *cell_json(const thaw_table *table, size_t row, size_t column, int digits)
{
    char buffer[THAW_SHOWN_MAX];
    const thaw_cell *cell = thaw_table_cell(table, row, column);
    if (cell->text || table->columns[column].kind == THAW_COLUMN_TEXT)
        return thaw_json_text(thaw_cell_side(table, row, column, 0, digits, buffer));
    json_t *json = json_array();
    int sides = table->columns[column].kind == THAW_COLUMN_PAIR ? 2 : 1;
    for (int side = 0; side < sides; side++) {
        const char *shown = thaw_cell_side(table, row, column, side, digits, buffer);
        json_array_append_new(json, thaw_json_text(shown));
        json_array_append_new(json, thaw_json_number(cell->number[side]));
    }
    return json;
}

static bool is_shown(const thaw_column *column)
{
    return !column->hidden && !column->picture;
}

static json_t *heads_json(const thaw_table *table)
{
    static const char *const kinds[] = {"text", "number", "pair"};
    json_t *heads = json_array();
    for (size_t k = 0; k < table->column_count; k++) {
        const thaw_column *column = &table->columns[k];
        if (is_shown(column))
            json_array_append_new(heads,
                                  json_pack("[o, o, s]", thaw_json_text(column->name),
                                            thaw_json_text(column->head), kinds[column->kind]));
    }
    return heads;
}

static json_t *row_json(const thaw_table *table, size_t row, int digits)
{
    json_t *cells = json_array();
    json_array_append_new(cells, json_integer(table->flags[row] & THAW_ROW_TOTAL ? 1 : 0));
    for (size_t k = 0; k < table->column_count; k++)
        if (is_shown(&table->columns[k]))
            json_array_append_new(cells, cell_json(table, row, k, digits));
    return cells;
}

json_t *thaw_page_table(const thaw_table *table, int digits)
{
    json_t *rows = json_array();
    for (size_t row = 0; row < table->row_count; row++)
        if (!(table->flags[row] & THAW_ROW_DATA))
            json_array_append_new(rows, row_json(table, row, digits));
    json_t *head =
        json_pack("{s:o, s:o, s:o, s:o, s:[o, o], s:o}", "name", thaw_json_text(table->name),
                  "title", thaw_json_text(table->title), "aside", thaw_json_text(table->aside),
                  "note", thaw_json_text(table->note), "sides", thaw_json_text(table->side[0]),
                  thaw_json_text(table->side[1]), "heads", heads_json(table));
    return json_pack("{s:o, s:o}", "head", head, "rows", rows);
}

json_t *thaw_page_sentences(const thaw_answer *answer)
{
    json_t *list = json_array();
    for (size_t k = 0; k < answer->count; k++)
        if (answer->blocks[k].kind == THAW_SENTENCE)
            json_array_append_new(list, thaw_json_text(answer->blocks[k].text));
    return list;
}

void thaw_page_answer_clear(thaw_answer *answer)
{
    if (thaw_answer_failed(answer))
        thaw_json_starve();
    thaw_answer_clear(answer);
}

static bool is_named(const char *name, const char *wanted)
{
    size_t length = strlen(wanted);
    return length > 0 && wanted[length - 1] == '*' ? strncmp(name, wanted, length - 1) == 0
                                                   : strcmp(name, wanted) == 0;
}

json_t *thaw_page_table_of(const thaw_answer *answer, const char *name, int digits)
{
    for (size_t k = answer->count; k-- > 0;) {
        const thaw_table *table = answer->blocks[k].table;
        if (table && !table->failed && !table->data_only && is_named(table->name, name))
            return thaw_page_table(table, digits);
    }
    return json_null();
}

/* ---- what is shared ---- */

void thaw_page_pool_init(thaw_page_pool *pool)
{
    *pool = (thaw_page_pool){.items = json_array(), .places = json_object()};
}

void thaw_page_pool_clear(thaw_page_pool *pool)
{
    json_decref(pool->items);
    json_decref(pool->places);
}

/* The place of a value in the pool. */
static json_t *place_of(thaw_page_pool *pool, json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));
    json_t *place = text ? json_object_get(pool->places, text) : NULL;
    if (text && !place) {
        place = json_integer((json_int_t)json_array_size(pool->items));
        if (json_array_append(pool->items, value) != 0 ||
            json_object_set_new(pool->places, text, place) != 0)
            pool->failed = true;
    }
    pool->failed = pool->failed || !text;
    free(text);
    return text && !pool->failed ? json_incref(place) : json_null();
}

static void share_members(thaw_page_pool *pool, json_t *list)
{
    for (size_t k = 0; k < json_array_size(list); k++)
        json_array_set_new(list, k, place_of(pool, json_array_get(list, k)));
}

/* What is put in place of a member of an object or an array: its place where it is a table, or the
 * head of one. */
static json_t *shared(thaw_page_pool *pool, const char *key, json_t *json)
{
    thaw_page_share(pool, json);
    return json_object_get(json, "rows") || strcmp(key, "head") == 0 ? place_of(pool, json)
                                                                     : json_incref(json);
}

void thaw_page_share(thaw_page_pool *pool, json_t *json)
{
    const char *key;
    json_t *member;
    if (json_is_object(json)) {
        json_object_foreach(json, key, member)
        {
            if (strcmp(key, "rows") == 0 || strcmp(key, "say") == 0)
                share_members(pool, member);
            else
                json_object_set_new(json, key, shared(pool, key, member));
        }
    }
    for (size_t k = 0; json_is_array(json) && k < json_array_size(json); k++)
        json_array_set_new(json, k, shared(pool, "", json_array_get(json, k)));
}
