/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line on standard error, written over and over. */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "solvers/clock.h"

void thaw_progress_begin(thaw_progress_bar *bar, const char *unit, bool quiet)
{
    *bar = (thaw_progress_bar){.unit = unit, .began = thaw_clock()};
    bar->enabled = !quiet && isatty(STDERR_FILENO);
}

void thaw_progress_show(size_t done, size_t total, void *context)
{
    thaw_progress_bar *bar = context;
    double seconds = thaw_clock() - bar->began;
    if (!bar->enabled || seconds < 1 || done == 0)
        return;
    double left = seconds * (double)(total - done) / (double)done;
    fprintf(stderr, "\r%zu of %zu %s, %.0f s left ", done, total, bar->unit, left);
    fflush(stderr);
    bar->shown = true;
}

void thaw_progress_end(thaw_progress_bar *bar)
{
    if (bar->shown)
        fprintf(stderr, "\r%*s\r", 60, "");
    bar->shown = false;
}
