/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Progress on standard error: only on a terminal, only for work of over a second. */
#ifndef THAW_CLI_PROGRESS_H
#define THAW_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct thaw_progress_bar {
    const char *unit; /* "deals" */
    double began;     /* seconds, monotonic */
    size_t skipped;   /* of those done, how many took no time */
    bool rate;        /* say how many a second, too */
    bool enabled, shown;
} thaw_progress_bar;

void thaw_progress_begin(thaw_progress_bar *bar, const char *unit, bool quiet);

/* A thaw_progress of solvers/search.h; context is the bar. */
void thaw_progress_show(size_t done, size_t total, void *context);

/* Wipes the line, if there is one. */
void thaw_progress_end(thaw_progress_bar *bar);

#endif
