/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as text that fits the terminal.
 *
 * Every cell becomes a string first (a grid). Columns get their natural width where the line has
 * room. Where it has not, texts wrap, at words as long as possible; columns that still do not fit
 * go on below, in another panel, after the first column again. Detail columns stand beneath their
 * row. */
#include <stdlib.h>
#include <string.h>

#include "cli/sink.h"
#include "cli/table.h"
#include "cli/text.h"

enum {
    INDENT = 2,        /* of every row */
    DETAIL_INDENT = 6, /* of what stands beneath a row */
    GAP = 2,           /* between columns */
    WORD_MAX = 24      /* a longer word may be broken to save a column */
};

typedef struct text_grid {
    const thaw_table *table;
    const thaw_layout *layout;
    char **cell;  /* [row * column_count + column], as shown; row row_count holds the heads */
    int *natural; /* [column]: the widest cell */
    int *least;   /* [column]: the widest that must not be broken */
    int *width;   /* [column]: as laid out */
    bool tucked;  /* the first column's head is the title */
    bool failed;
} text_grid;

static char *cell_at(const text_grid *grid, size_t row, size_t k)
{
    return grid->cell[row * grid->table->column_count + k];
}

static bool is_text(const text_grid *grid, size_t k)
{
    return grid->table->columns[k].kind == THAW_COLUMN_TEXT;
}

static bool is_shown(const text_grid *grid, size_t row)
{
    return row == grid->table->row_count || !(grid->table->flags[row] & THAW_ROW_DATA);
}

static int width_of(const char *text)
{
    return thaw_text_width(text, strlen(text));
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* How wide a column's left and right numbers are, and whether any of them bears a mark. */
typedef struct number_slots {
    int width[2];
    bool marked[2];
} number_slots;

/* Whether a blank stands for the mark that other numbers bear, so that points stand in one line. */
static bool is_padded(const text_grid *grid, size_t row, size_t k, int side,
                      const number_slots *slots)
{
    return slots->marked[side] && !thaw_table_cell(grid->table, row, k)->mark[side];
}

static bool is_pair(const text_grid *grid, size_t row, size_t k)
{
    return grid->table->columns[k].kind == THAW_COLUMN_PAIR &&
           !thaw_table_cell(grid->table, row, k)->text;
}

/* Words in place of a number: they do not line up with numbers, and may wrap. */
static bool is_words(const text_grid *grid, size_t row, size_t k)
{
    return grid->table->columns[k].kind == THAW_COLUMN_NUMBER &&
           thaw_table_cell(grid->table, row, k)->text;
}

static number_slots slots_of(const text_grid *grid, size_t k)
{
    char buffer[THAW_SHOWN_MAX];
    number_slots found = {{0}, {false}};
    for (int side = 0; side < 2; side++) {
        for (size_t row = 0; row < grid->table->row_count; row++)
            found.marked[side] =
                found.marked[side] ||
                (is_shown(grid, row) && thaw_table_cell(grid->table, row, k)->mark[side]);
        for (size_t row = 0; row < grid->table->row_count; row++) {
            if (!is_shown(grid, row) || is_words(grid, row, k))
                continue;
            const char *text =
                thaw_cell_side(grid->table, row, k, side, grid->layout->digits, buffer);
            int padding = is_padded(grid, row, k, side, &found) ? 1 : 0;
            found.width[side] = larger(found.width[side], width_of(text) + padding);
        }
    }
    return found;
}

static void put_side(const text_grid *grid, size_t row, size_t k, int side,
                     const number_slots *slots, FILE *out)
{
    char buffer[THAW_SHOWN_MAX];
    const char *text = thaw_cell_side(grid->table, row, k, side, grid->layout->digits, buffer);
    int padding = is_padded(grid, row, k, side, slots) ? 1 : 0;
    bool first_of_two =
        side == 0 && is_pair(grid, row, k) && !thaw_cell_is_missing(grid->table, row, k);
    int before = is_words(grid, row, k) ? 0 : slots->width[side] - width_of(text) - padding;
    fprintf(out, "%*s%s%s%*s", before, "", text, first_of_two ? "," : "", padding, "");
}

static char *compose(const text_grid *grid, size_t row, size_t k, const number_slots *slots)
{
    thaw_sink sink;
    thaw_sink_open(&sink);
    if (!sink.out)
        return NULL;
    if (grid->table->dashes || !thaw_cell_is_missing(grid->table, row, k))
        put_side(grid, row, k, 0, slots, sink.out);
    if (!thaw_cell_is_missing(grid->table, row, k) && is_pair(grid, row, k)) {
        fputc(' ', sink.out);
        put_side(grid, row, k, 1, slots, sink.out);
    }
    return thaw_sink_close(&sink, NULL);
}

static char *string_of(const text_grid *grid, size_t row, size_t k, const number_slots *slots)
{
    if (row == grid->table->row_count)
        return strdup(grid->table->columns[k].head);
    if (!is_text(grid, k))
        return compose(grid, row, k, slots);
    char buffer[THAW_SHOWN_MAX];
    return strdup(thaw_cell_side(grid->table, row, k, 0, grid->layout->digits, buffer));
}

static void fill_column(text_grid *grid, size_t k)
{
    number_slots slots = slots_of(grid, k);
    for (size_t row = 0; row <= grid->table->row_count; row++) {
        char *text = string_of(grid, row, k, &slots);
        grid->cell[row * grid->table->column_count + k] = text;
        if (!text) {
            grid->failed = true;
            return;
        }
        if (!is_shown(grid, row))
            continue;
        bool head = row == grid->table->row_count;
        bool breakable = head || is_text(grid, k) || is_words(grid, row, k);
        int longest = breakable ? thaw_text_longest_word(text) : width_of(text);
        grid->natural[k] = larger(grid->natural[k], width_of(text));
        grid->least[k] =
            larger(grid->least[k], breakable && longest > WORD_MAX ? WORD_MAX : longest);
    }
}

static void clear_grid(text_grid *grid)
{
    for (size_t i = 0; grid->cell && i < (grid->table->row_count + 1) * grid->table->column_count;
         i++)
        free(grid->cell[i]);
    free(grid->cell);
    free(grid->natural);
    free(grid->least);
    free(grid->width);
}

static bool fill_grid(text_grid *grid)
{
    size_t columns = grid->table->column_count;
    if (!(grid->cell = calloc((grid->table->row_count + 1) * columns, sizeof *grid->cell)) ||
        !(grid->natural = calloc(columns, sizeof(int))) ||
        !(grid->least = calloc(columns, sizeof(int))) ||
        !(grid->width = calloc(columns, sizeof(int))))
        return false;
    for (size_t k = 0; k < columns && !grid->failed; k++)
        fill_column(grid, k);
    return !grid->failed;
}

/* Whether a column stands in the panel of the columns from..to: these, after the first one. */
static bool in_panel(const text_grid *grid, size_t k, size_t from, size_t to)
{
    return !grid->table->columns[k].detail && (k == 0 || (k >= from && k < to));
}

static int room(const text_grid *grid)
{
    return grid->layout->width - INDENT;
}

/* Where the panel ends that begins at column `from`: as many columns as fit at their least width,
 * and at least one. */
static size_t panel_end(const text_grid *grid, size_t from)
{
    int used = from == 0 ? -GAP : grid->least[0];
    size_t to = from, taken = 0;
    for (; to < grid->table->column_count; to++) {
        if (grid->table->columns[to].detail)
            continue;
        used += GAP + grid->least[to];
        if (used > room(grid) && taken > 0)
            break;
        taken++;
    }
    return to;
}

static int used_by_panel(const text_grid *grid, size_t from, size_t to)
{
    int used = -GAP;
    for (size_t k = 0; k < to; k++)
        used += in_panel(grid, k, from, to) ? GAP + grid->width[k] : 0;
    return used;
}

/* The widest column of a panel among those that can lose a column without breaking what must not be
 * broken, or, where there is none, the widest; `to` when all are at 1. */
static size_t column_to_shrink(const text_grid *grid, size_t from, size_t to, bool breaking)
{
    size_t found = to;
    int widest = 1;
    for (size_t k = 0; k < to; k++) {
        bool can = in_panel(grid, k, from, to) && (breaking || grid->width[k] > grid->least[k]);
        if (can && grid->width[k] > widest) {
            widest = grid->width[k];
            found = k;
        }
    }
    return found == to && !breaking ? column_to_shrink(grid, from, to, true) : found;
}

/* Every column has its natural width, unless the line is too short: then the widest give way. */
static void spread(const text_grid *grid, size_t from, size_t to)
{
    for (size_t k = 0; k < to; k++)
        grid->width[k] = grid->natural[k];
    while (used_by_panel(grid, from, to) > room(grid)) {
        size_t k = column_to_shrink(grid, from, to, false);
        if (k == to)
            return;
        grid->width[k]--;
    }
}

static bool any_head(const text_grid *grid)
{
    for (size_t k = 0; k < grid->table->column_count; k++)
        if (!grid->table->columns[k].detail && *grid->table->columns[k].head)
            return true;
    return false;
}

/* Blanks at the end of a piece. */
static int trailing_blanks(const char *text, size_t length)
{
    int count = 0;
    while (length > 0 && text[length - 1] == ' ') {
        length--;
        count++;
    }
    return count;
}

/* One line of a cell, numbers to the right, texts to the left. *pad is how many blanks are owed
 * before the next piece: they are written with it, so that no line ends in blanks. */
static void put_piece(const text_grid *grid, size_t k, const char *text, size_t length, int *pad,
                      FILE *out)
{
    int blank = larger(grid->width[k] - thaw_text_width(text, length), 0);
    int before = is_text(grid, k) ? 0 : blank, after = is_text(grid, k) ? blank : 0;
    int trailing = trailing_blanks(text, length);
    length -= (size_t)trailing;
    if (length > 0) {
        fprintf(out, "%*s", *pad + before, "");
        thaw_text_put(text, length, out);
        *pad = trailing + after + GAP;
    } else {
        *pad += before + trailing + after + GAP;
    }
}

/* The title in bold where there is color. */
static void put_bold_title(const text_grid *grid, FILE *out)
{
    const char *title = grid->table->title;
    if (grid->layout->color)
        thaw_text_bold(title, strlen(title), out);
    else
        thaw_text_put(title, strlen(title), out);
}

/* The heads, the title in the place of the first. */
static void put_tucked_heads(const text_grid *grid, size_t to, FILE *out)
{
    int pad = INDENT + grid->width[0] + GAP - width_of(grid->table->title);
    put_bold_title(grid, out);
    for (size_t k = 1; k < to; k++) {
        const char *head = grid->table->columns[k].head;
        if (in_panel(grid, k, 0, to))
            put_piece(grid, k, head, strlen(head), &pad, out);
    }
    fputc('\n', out);
}

/* How much of a cell stands in its next line. A number that fits keeps the blanks that line it up.
 */
static size_t fit(const text_grid *grid, size_t k, const char *rest, size_t *next)
{
    int width = larger(grid->width[k], 1);
    *next = strlen(rest);
    return !is_text(grid, k) && width_of(rest) <= width ? *next : thaw_text_fit(rest, width, next);
}

/* A row in as many lines as its longest cell needs. rest: room for a pointer a column. */
static void put_row(const text_grid *grid, size_t row, size_t from, size_t to, const char **rest,
                    FILE *out)
{
    for (size_t k = 0; k < to; k++)
        rest[k] = cell_at(grid, row, k);
    for (bool more = true; more;) {
        int pad = INDENT;
        more = false;
        for (size_t k = 0; k < to; k++) {
            if (!in_panel(grid, k, from, to))
                continue;
            size_t next, length = fit(grid, k, rest[k], &next);
            put_piece(grid, k, rest[k], length, &pad, out);
            rest[k] += next;
            more = more || *rest[k];
        }
        fputc('\n', out);
    }
}

static void put_details(const text_grid *grid, size_t row, FILE *out)
{
    for (size_t k = 0; k < grid->table->column_count; k++)
        if (grid->table->columns[k].detail && !grid->table->columns[k].hidden &&
            *cell_at(grid, row, k))
            thaw_text_wrap(cell_at(grid, row, k), DETAIL_INDENT, grid->layout->width, false, out);
}

static void put_rule(const text_grid *grid, size_t from, size_t to, FILE *out)
{
    fprintf(out, "%*s", INDENT, "");
    for (int i = used_by_panel(grid, from, to); i > 0; i--)
        fputc('-', out);
    fputc('\n', out);
}

static void put_panel(const text_grid *grid, size_t from, size_t to, const char **rest, FILE *out)
{
    if (grid->tucked)
        put_tucked_heads(grid, to, out);
    else if (any_head(grid))
        put_row(grid, grid->table->row_count, from, to, rest, out);
    for (size_t row = 0; row < grid->table->row_count; row++) {
        if (!is_shown(grid, row))
            continue;
        if (grid->table->flags[row] & THAW_ROW_TOTAL)
            put_rule(grid, from, to, out);
        put_row(grid, row, from, to, rest, out);
        if (from == 0 && grid->table->flags[row] & THAW_ROW_DETAIL)
            put_details(grid, row, out);
    }
}

/* Whether there is a column to show at or after `from`. */
static bool any_left(const text_grid *grid, size_t from)
{
    for (size_t k = from; k < grid->table->column_count; k++)
        if (!grid->table->columns[k].detail)
            return true;
    return false;
}

static void put_panels(const text_grid *grid, const char **rest, FILE *out)
{
    for (size_t from = 0, to; any_left(grid, from); from = to) {
        to = panel_end(grid, from);
        spread(grid, from, to);
        if (from > 0)
            fputc('\n', out);
        put_panel(grid, from, to, rest, out);
    }
}

static const char *aside_of(const thaw_table *table)
{
    return table->aside ? table->aside : "";
}

/* The title, and at the right end of its line, where both fit, what is said beside it. */
static void put_title(const text_grid *grid, FILE *out)
{
    const thaw_table *table = grid->table;
    const char *aside = aside_of(table);
    int width = grid->layout->width, gap = width - width_of(table->title) - width_of(aside);
    if (!*table->title)
        return;
    if (*aside && gap >= GAP) {
        put_bold_title(grid, out);
        fprintf(out, "%*s%s\n", gap, "", aside);
        return;
    }
    thaw_text_wrap(table->title, 0, width, grid->layout->color, out);
    if (*aside)
        thaw_text_wrap(aside, INDENT, width, false, out);
}

/* Makes room for the title in the first column, if it has no head and the whole table still fits.
 */
static void tuck(text_grid *grid)
{
    const thaw_table *table = grid->table;
    if (!table->tucked || *table->columns[0].head || *aside_of(table))
        return;
    int own = grid->natural[0], used = INDENT - GAP;
    grid->natural[0] = larger(own, width_of(table->title) - INDENT);
    for (size_t k = 0; k < table->column_count; k++)
        used += table->columns[k].detail ? 0 : GAP + grid->natural[k];
    grid->tucked = used <= grid->layout->width;
    if (!grid->tucked)
        grid->natural[0] = own;
}

bool thaw_table_write_text(const thaw_table *table, const thaw_layout *layout, FILE *out)
{
    text_grid grid = {.table = table, .layout = layout};
    const char **rest = calloc(table->column_count + 1, sizeof *rest);
    bool done = rest && fill_grid(&grid);
    if (done) {
        tuck(&grid);
        if (!grid.tucked)
            put_title(&grid, out);
        put_panels(&grid, rest, out);
    }
    if (table->note && *table->note)
        thaw_text_wrap(table->note, INDENT, layout->width, false, out);
    clear_grid(&grid);
    free(rest);
    return done;
}
