/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strips: what was the case from month to month, one strip above the other. In each the height says
 * it, as on a pen recorder: calm at the bottom, crisis at the top. */
#ifndef THAW_CLI_FIGURE_STRIP_H
#define THAW_CLI_FIGURE_STRIP_H

#include "cli/figure.h"

typedef struct thaw_strip {
    thaw_figure *figure;
    double base;               /* of its lowest level, on the upright axis */
    const char *const *levels; /* their names, lowest first; borrowed */
} thaw_strip;

/* Puts a strip beneath those before it: a heading and its levels, lowest first. */
thaw_strip thaw_strip_begin(thaw_figure *figure, const char *heading, const char *const *levels,
                            size_t count);

/* Fills it: month k, from `from` + k * `step` on, is at level[k]; -1: unknown, left empty. */
void thaw_strip_fill(const thaw_strip *strip, const char *name, thaw_look look, double from,
                     double step, const int *level, size_t months);

/* The same as a line over it. */
void thaw_strip_line(const thaw_strip *strip, const char *name, thaw_look look, double from,
                     double step, const int *level, size_t months);

/* The height of a level on the upright axis. */
double thaw_strip_height(const thaw_strip *strip, int level);

/* Sets the ends of the upright axis, once all strips are there. */
void thaw_strip_end(thaw_figure *figure);

#endif
