/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line on standard error, written over and over. */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "solvers/clock.h"

enum { MINUTE = 60 };

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
    double rate = (double)(done - bar->skipped) / seconds;
    double left = rate > 0 ? (double)(total - done) / rate : 0;
    char speed[32] = "";
    if (bar->rate)
        snprintf(speed, sizeof speed, "%.3g a second, ", rate);
    bool long_wait = left > 2 * MINUTE;
    fprintf(stderr, "\r%zu of %zu %s, %s%.0f %s left ", done, total, bar->unit, speed,
            long_wait ? left / MINUTE : left, long_wait ? "min" : "s");
    fflush(stderr);
    bar->shown = true;
}

void thaw_progress_end(thaw_progress_bar *bar)
{
    if (bar->shown)
        fprintf(stderr, "\r%*s\r", 60, "");
    bar->shown = false;
}
