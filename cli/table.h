/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table: typed columns and cells. A command fills one; the writers below, one a format, show it.
 *
 * Building never returns an error: a table that ran out of memory remembers it in `failed`, and
 * output reports it once. Texts are copied. */
#ifndef THAW_CLI_TABLE_H
#define THAW_CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef enum thaw_column_kind {
    THAW_COLUMN_TEXT,
    THAW_COLUMN_NUMBER, /* a cell may hold a word instead */
    THAW_COLUMN_PAIR    /* two numbers, US first (or the game's first player) */
} thaw_column_kind;

enum {
    THAW_SHORTEST = -1, /* digits of a column: as many as read back to the same number */
    THAW_AS_COLUMN = -2 /* digits of a cell: its column's */
};

typedef struct thaw_column {
    char *name; /* for programs: the CSV header, the member in JSON Lines */
    char *head; /* for people */
    thaw_column_kind kind;
    int digits;   /* decimals that people are shown */
    bool detail;  /* as text, beneath the row and only where the row asks for it */
    bool hidden;  /* not as text at all, which says it otherwise; a detail column too */
    bool sign;    /* people are shown a + before numbers above zero */
    bool picture; /* of signs, as text only; never the first column */
} thaw_column;

typedef struct thaw_cell {
    char *text;       /* of a text column, or a word in place of a number; NULL: none */
    double number[2]; /* NaN: missing; a number is number[0] */
    char mark[2];     /* shown to people after the number; '\0': none */
    int digits;       /* decimals that people are shown, or THAW_AS_COLUMN */
} thaw_cell;

enum {                      /* flags of a row */
       THAW_ROW_DETAIL = 1, /* show the detail columns as text too */
       THAW_ROW_TOTAL = 2,  /* a rule above it */
       THAW_ROW_DATA = 4    /* left out of text, which says it otherwise */
};

typedef struct thaw_table {
    char *name;    /* for --table */
    char *title;   /* "" for none */
    char *aside;   /* beside the title, such as the unit; "" for none */
    char *note;    /* a paragraph after the table; "" for none */
    char *side[2]; /* what a pair's two columns are called: "us" and "china" at first */
    thaw_column *columns;
    size_t column_count;
    thaw_cell *cells; /* [row * column_count + column] */
    unsigned *flags;  /* [row] */
    size_t row_count, row_capacity;
    size_t filled;  /* cells of the last row that are set */
    double nothing; /* people are shown numbers below it, either side, as 0: 1e-9 at first */
    bool data_only; /* left out of text, which says it otherwise */
    bool tucked;    /* text: the title heads the first column, where there is room for that */
    bool dashes;    /* people are shown "-" where a cell is missing */
    bool headless;  /* CSV without its line of headers: what goes on from another table */
    bool failed;    /* memory ran out while it was built */
} thaw_table;

void thaw_table_init(thaw_table *table, const char *name, const char *title);
void thaw_table_clear(thaw_table *table);

/* Takes all rows away; columns stay. */
void thaw_table_empty(thaw_table *table);

void thaw_table_aside(thaw_table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void thaw_table_note(thaw_table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void thaw_table_sides(thaw_table *table, const char *first, const char *second);

/* Columns, before the first row. A name that another column has is followed by "_2", "_3", ...
 * `digits` are decimals that people are shown, or THAW_SHORTEST. */
void thaw_table_text(thaw_table *table, const char *name, const char *head);
void thaw_table_detail(thaw_table *table, const char *name, const char *head);
void thaw_table_number(thaw_table *table, const char *name, const char *head, int digits);
void thaw_table_pair(thaw_table *table, const char *name, const char *head, int digits);

/* Numbers of the column added last are differences: people are shown their sign, + as well as -. */
void thaw_table_signed(thaw_table *table);

/* Leaves the column added last out of text. */
void thaw_table_hide(thaw_table *table);

/* The column added last is a picture of others, made of signs: only text has it. */
void thaw_table_picture(thaw_table *table);

/* A new row; then its cells from left to right. Cells that are not set are missing. */
void thaw_table_row(thaw_table *table, unsigned flags);
void thaw_cell_text(thaw_table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void thaw_cell_number(thaw_table *table, double value);
void thaw_cell_pair(thaw_table *table, double first, double second);
void thaw_cell_missing(thaw_table *table);

/* Marks the cell set last, or one side of it. */
void thaw_cell_mark(thaw_table *table, int side, char mark);

/* Decimals of the cell set last, in place of its column's. */
void thaw_cell_digits(thaw_table *table, int digits);

const thaw_cell *thaw_table_cell(const thaw_table *table, size_t row, size_t column);
bool thaw_cell_is_missing(const thaw_table *table, size_t row, size_t column);

enum { THAW_SHOWN_MAX = 96 }; /* bytes that hold any cell but a text */

/* A number as people read it: `digits` decimals, more only where it would otherwise read as zero; a
 * number below 1e-9 either side is zero. */
void thaw_number_show(double value, int digits, char *buffer, size_t size);

/* One side of a cell as people read it, its mark included; "" when it is missing. digits below 0:
 * the column's. Returns the cell's own text or `buffer`. */
const char *thaw_cell_side(const thaw_table *table, size_t row, size_t column, int side, int digits,
                           char buffer[THAW_SHOWN_MAX]);

/* The whole cell as people read it: a pair as "0.30, -1.70". */
const char *thaw_cell_shown(const thaw_table *table, size_t row, size_t column, int digits,
                            char buffer[THAW_SHOWN_MAX]);

/* How text is laid out. */
typedef struct thaw_layout {
    int width;  /* columns of the terminal */
    int digits; /* decimals, or -1: each column's own */
    bool color;
} thaw_layout;

/* The writers. Each writes title, table and note as its format has them; write errors are left to
 * the stream, and false is returned when memory runs out. Numbers for programs (CSV, JSON Lines)
 * are complete. Text never exceeds layout->width: a table that is too wide wraps its texts, then
 * goes on below with its first column repeated. */
bool thaw_table_write_text(const thaw_table *table, const thaw_layout *layout, FILE *out);
void thaw_table_write_csv(const thaw_table *table, FILE *out);
bool thaw_table_write_jsonl(const thaw_table *table, FILE *out);
void thaw_table_write_md(const thaw_table *table, int digits, FILE *out);
void thaw_table_write_latex(const thaw_table *table, int digits, FILE *out);
void thaw_table_write_html(const thaw_table *table, int digits, FILE *out);

/* Texts escaped for a format, for what stands outside tables. */
void thaw_md_put(const char *text, FILE *out);
void thaw_latex_put(const char *text, FILE *out);
void thaw_html_put(const char *text, FILE *out);

#endif
