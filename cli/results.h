/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of results with typed columns, as a sweep finds, keeps and writes them. */
#ifndef THAW_CLI_RESULTS_H
#define THAW_CLI_RESULTS_H

#include "cli/table.h"
#include "model/deal.h"
#include "model/status.h"

/* A deal's name, a dot and a column's fit. */
enum { THAW_RESULT_NAME_MAX = THAW_DEAL_NAME_MAX + THAW_KEY_MAX };

typedef struct thaw_result_column {
    char name[THAW_RESULT_NAME_MAX]; /* for programs */
    char head[THAW_KEY_MAX];         /* for people */
    thaw_column_kind kind;
    int digits;
} thaw_result_column;

/* A cell: numbers NaN where missing, text NULL. */
typedef struct thaw_result {
    double number[2]; /* of a pair both, of a number the first */
    char *text;       /* of a text column; owned */
} thaw_result;

typedef struct thaw_result_row {
    bool done;          /* it has been worked out */
    char *reason;       /* why cells are missing; NULL where none is; owned */
    thaw_result *cells; /* [column]; owned */
} thaw_result_row;

/* Rows without results: `count` rows of `columns` cells. NULL without memory. */
thaw_result_row *thaw_results_new(size_t count, size_t columns);
void thaw_results_free(thaw_result_row *rows, size_t count, size_t columns);

/* Back to no result. */
void thaw_result_row_empty(thaw_result_row *row, size_t columns);

/* A text of its own in a cell. Fails with THAW_ENOMEM. */
thaw_status thaw_result_text(thaw_result *cell, const char *text, thaw_fault *fault);

#endif
