/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of results: memory. */
#include "cli/results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void thaw_result_row_empty(thaw_result_row *row, size_t columns)
{
    free(row->reason);
    row->reason = NULL;
    row->done = false;
    for (size_t k = 0; row->cells && k < columns; k++) {
        free(row->cells[k].text);
        row->cells[k] = (thaw_result){{(double)NAN, (double)NAN}, NULL};
    }
}

thaw_result_row *thaw_results_new(size_t count, size_t columns)
{
    thaw_result_row *rows = calloc(count + 1, sizeof *rows);
    for (size_t k = 0; rows && k < count; k++) {
        rows[k].cells = calloc(columns + 1, sizeof *rows[k].cells);
        if (!rows[k].cells) {
            thaw_results_free(rows, count, columns);
            return NULL;
        }
        thaw_result_row_empty(&rows[k], columns);
    }
    return rows;
}

void thaw_results_free(thaw_result_row *rows, size_t count, size_t columns)
{
    for (size_t k = 0; rows && k < count; k++) {
        thaw_result_row_empty(&rows[k], columns);
        free(rows[k].cells);
    }
    free(rows);
}

thaw_status thaw_result_text(thaw_result *cell, const char *text, thaw_fault *fault)
{
    cell->text = strdup(text);
    return cell->text ? THAW_OK : thaw_fail(fault, THAW_ENOMEM, "no memory for a text");
}
