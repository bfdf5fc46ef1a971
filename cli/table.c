/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of typed cells: building them and reading them. */
#include "cli/table.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli/text.h"
#include "model/number.h"

/* Below this a number is what rounding left of zero: no quantity here is known so well. */
static const double NOTHING = 1e-9;

static char *copy(thaw_table *table, const char *text)
{
    char *own = strdup(text);
    table->failed = table->failed || !own;
    return own;
}

static char *mended(thaw_table *table, const char *text)
{
    char *own = copy(table, text);
    if (own)
        thaw_text_mend(own);
    return own;
}

static char *print(thaw_table *table, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

static char *print(thaw_table *table, const char *format, va_list arguments)
{
    char *text = thaw_text_format(format, arguments);
    table->failed = table->failed || !text;
    return text;
}

void thaw_table_init(thaw_table *table, const char *name, const char *title)
{
    *table = (thaw_table){.nothing = NOTHING};
    table->name = copy(table, name);
    table->title = copy(table, title);
    table->side[0] = copy(table, "us");
    table->side[1] = copy(table, "china");
}

void thaw_table_empty(thaw_table *table)
{
    for (size_t i = 0; i < table->row_count * table->column_count; i++)
        free(table->cells[i].text);
    table->row_count = 0;
}

void thaw_table_clear(thaw_table *table)
{
    thaw_table_empty(table);
    for (size_t k = 0; k < table->column_count; k++) {
        free(table->columns[k].name);
        free(table->columns[k].head);
    }
    free(table->cells);
    free(table->flags);
    free(table->columns);
    free(table->name);
    free(table->title);
    free(table->aside);
    free(table->note);
    free(table->side[0]);
    free(table->side[1]);
    *table = (thaw_table){0};
}

static void replace(char **slot, char *text)
{
    free(*slot);
    *slot = text;
}

void thaw_table_aside(thaw_table *table, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    replace(&table->aside, print(table, format, arguments));
    va_end(arguments);
}

void thaw_table_note(thaw_table *table, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    replace(&table->note, print(table, format, arguments));
    va_end(arguments);
}

void thaw_table_sides(thaw_table *table, const char *first, const char *second)
{
    replace(&table->side[0], copy(table, first));
    replace(&table->side[1], copy(table, second));
}

static bool has_column(const thaw_table *table, const char *name)
{
    for (size_t k = 0; k < table->column_count; k++)
        if (table->columns[k].name && strcmp(table->columns[k].name, name) == 0)
            return true;
    return false;
}

/* A column's name: where another one has it, as when a player is called "state", followed by "_2",
 * "_3", ... since programs tell columns apart by it. */
static char *own_name(thaw_table *table, const char *name)
{
    char *own = mended(table, name);
    for (int k = 2; own && has_column(table, own); k++) {
        size_t size = strlen(name) + 16;
        char *next = malloc(size);
        if (next) {
            snprintf(next, size, "%s_%d", name, k);
            thaw_text_mend(next);
        }
        table->failed = table->failed || !next;
        free(own);
        own = next;
    }
    return own;
}

static void add_column(thaw_table *table, const char *name, const char *head, thaw_column column)
{
    thaw_column *columns = realloc(table->columns, (table->column_count + 1) * sizeof *columns);
    if (!columns) {
        table->failed = true;
        return;
    }
    table->columns = columns;
    column.name = own_name(table, name);
    column.head = mended(table, head);
    columns[table->column_count++] = column;
}

void thaw_table_text(thaw_table *table, const char *name, const char *head)
{
    add_column(table, name, head, (thaw_column){.kind = THAW_COLUMN_TEXT});
}

void thaw_table_detail(thaw_table *table, const char *name, const char *head)
{
    add_column(table, name, head, (thaw_column){.kind = THAW_COLUMN_TEXT, .detail = true});
}

void thaw_table_number(thaw_table *table, const char *name, const char *head, int digits)
{
    add_column(table, name, head, (thaw_column){.kind = THAW_COLUMN_NUMBER, .digits = digits});
}

void thaw_table_pair(thaw_table *table, const char *name, const char *head, int digits)
{
    add_column(table, name, head, (thaw_column){.kind = THAW_COLUMN_PAIR, .digits = digits});
}

void thaw_table_signed(thaw_table *table)
{
    if (!table->failed && table->column_count > 0)
        table->columns[table->column_count - 1].sign = true;
}

void thaw_table_hide(thaw_table *table)
{
    if (!table->failed && table->column_count > 0)
        table->columns[table->column_count - 1].detail =
            table->columns[table->column_count - 1].hidden = true;
}

void thaw_table_picture(thaw_table *table)
{
    if (!table->failed && table->column_count > 0)
        table->columns[table->column_count - 1].picture = true;
}

static bool grow(thaw_table *table)
{
    if (table->row_count < table->row_capacity)
        return true;
    size_t capacity = table->row_capacity ? 2 * table->row_capacity : 16;
    thaw_cell *cells = realloc(table->cells, capacity * table->column_count * sizeof *cells);
    table->cells = cells ? cells : table->cells;
    unsigned *flags = realloc(table->flags, capacity * sizeof *flags);
    table->flags = flags ? flags : table->flags;
    if (!cells || !flags)
        return false;
    table->row_capacity = capacity;
    return true;
}

void thaw_table_row(thaw_table *table, unsigned flags)
{
    table->filled = 0;
    if (table->failed || table->column_count == 0 || !grow(table)) {
        table->failed = true;
        return;
    }
    table->flags[table->row_count] = flags;
    thaw_cell *row = &table->cells[table->row_count++ * table->column_count];
    for (size_t k = 0; k < table->column_count; k++)
        row[k] = (thaw_cell){.number = {NAN, NAN}, .digits = THAW_AS_COLUMN};
}

/* The next cell of the last row; NULL when there is none, which only a failed table has. */
static thaw_cell *next_cell(thaw_table *table)
{
    if (table->failed || table->row_count == 0 || table->filled == table->column_count) {
        table->failed = true;
        return NULL;
    }
    return &table->cells[(table->row_count - 1) * table->column_count + table->filled++];
}

void thaw_cell_text(thaw_table *table, const char *format, ...)
{
    thaw_cell *cell = next_cell(table);
    if (!cell)
        return;
    va_list arguments;
    va_start(arguments, format);
    cell->text = print(table, format, arguments);
    va_end(arguments);
}

void thaw_cell_pair(thaw_table *table, double first, double second)
{
    thaw_cell *cell = next_cell(table);
    if (!cell)
        return;
    cell->number[0] = first;
    cell->number[1] = second;
}

void thaw_cell_number(thaw_table *table, double value)
{
    thaw_cell_pair(table, value, NAN);
}

void thaw_cell_missing(thaw_table *table)
{
    thaw_cell_pair(table, NAN, NAN);
}

/* The cell set last; NULL when there is none. */
static thaw_cell *last_cell(thaw_table *table)
{
    if (table->failed || table->row_count == 0 || table->filled == 0)
        return NULL;
    return &table->cells[(table->row_count - 1) * table->column_count + table->filled - 1];
}

void thaw_cell_mark(thaw_table *table, int side, char mark)
{
    thaw_cell *cell = last_cell(table);
    if (cell)
        cell->mark[side] = mark;
}

void thaw_cell_digits(thaw_table *table, int digits)
{
    thaw_cell *cell = last_cell(table);
    if (cell)
        cell->digits = digits;
}

const thaw_cell *thaw_table_cell(const thaw_table *table, size_t row, size_t column)
{
    return &table->cells[row * table->column_count + column];
}

bool thaw_cell_is_missing(const thaw_table *table, size_t row, size_t column)
{
    const thaw_cell *cell = thaw_table_cell(table, row, column);
    return !cell->text && isnan(cell->number[0]) && isnan(cell->number[1]);
}

void thaw_number_show(double value, int digits, char *buffer, size_t size)
{
    if (digits == THAW_SHORTEST || !isfinite(value)) {
        thaw_number_format(value, buffer, size);
        return;
    }
    if (fabs(value) < NOTHING)
        value = 0;
    bool lost = value != 0 && fabs(value) < 0.5 * pow(10, -digits);
    if (lost)
        snprintf(buffer, size, "%.1g", value);
    else
        snprintf(buffer, size, "%.*f", digits, value);
}

/* With just the decimals that were asked for, so that a column has one precision. */
static void show_asked(double value, int digits, char *buffer, size_t size)
{
    bool zero = fabs(value) < 0.5 * pow(10, -digits);
    if (isfinite(value))
        snprintf(buffer, size, "%.*f", digits, zero ? 0 : value);
    else
        thaw_number_format(value, buffer, size);
}

const char *thaw_cell_side(const thaw_table *table, size_t row, size_t column, int side, int digits,
                           char buffer[THAW_SHOWN_MAX])
{
    const thaw_cell *cell = thaw_table_cell(table, row, column);
    const thaw_column *kind = &table->columns[column];
    buffer[0] = '\0';
    if (cell->text && side == 0 && cell->mark[0]) /* a word in place of a number */
        snprintf(buffer, THAW_SHOWN_MAX, "%.*s%c", THAW_SHOWN_MAX - 2, cell->text, cell->mark[0]);
    if (cell->text)
        return side == 0 && !cell->mark[0] ? cell->text : buffer;
    if (side == 0 && table->dashes && thaw_cell_is_missing(table, row, column))
        return "-";
    if (isnan(cell->number[side]))
        return buffer;
    int own = cell->digits == THAW_AS_COLUMN ? kind->digits : cell->digits;
    int shown = own == THAW_SHORTEST || digits < 0 ? own : digits;
    bool nothing = shown != THAW_SHORTEST && fabs(cell->number[side]) < table->nothing;
    double number = nothing ? 0 : cell->number[side];
    int sign = kind->sign && number > NOTHING ? 1 : 0;
    buffer[0] = '+';
    if (own == THAW_SHORTEST || digits < 0)
        thaw_number_show(number, shown, buffer + sign, THAW_SHOWN_MAX - 1 - (size_t)sign);
    else
        show_asked(number, shown, buffer + sign, THAW_SHOWN_MAX - 1 - (size_t)sign);
    size_t length = strlen(buffer);
    buffer[length] = cell->mark[side];
    buffer[length + 1] = '\0';
    return buffer;
}

const char *thaw_cell_shown(const thaw_table *table, size_t row, size_t column, int digits,
                            char buffer[THAW_SHOWN_MAX])
{
    const thaw_cell *cell = thaw_table_cell(table, row, column);
    if (table->columns[column].kind != THAW_COLUMN_PAIR || cell->text ||
        thaw_cell_is_missing(table, row, column))
        return thaw_cell_side(table, row, column, 0, digits, buffer);
    char first[THAW_SHOWN_MAX], second[THAW_SHOWN_MAX];
    const char *left = thaw_cell_side(table, row, column, 0, digits, first);
    const char *right = thaw_cell_side(table, row, column, 1, digits, second);
    snprintf(buffer, THAW_SHOWN_MAX, "%.40s, %.40s", left, right);
    return buffer;
}
