/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing an answer: the format, the place, and nothing half-written. */
#ifndef THAW_CLI_OUTPUT_H
#define THAW_CLI_OUTPUT_H

#include "cli/answer.h"
#include "cli/options.h"

/* Whether a stream (its descriptor) is to be coloured: --color, else NO_COLOR, else a terminal. */
bool thaw_output_colored(thaw_color color, int descriptor);

/* Columns of the terminal that a descriptor is, 80 when it is none. */
int thaw_output_width(int descriptor);

/* Writes the answer as options->format says: text and Markdown, LaTeX and HTML all of it, CSV and
 * JSON Lines the first table or the one --table names, JSON its object. A regular file (or a new
 * one) is written beside its place and renamed when complete; of rows that are streamed those stand
 * that were written when a signal or the time limit came. Fails with THAW_EIO, THAW_ENOMEM,
 * THAW_EINTERRUPT, THAW_ETIME, or THAW_EARG when there is no such table. */
thaw_status thaw_output(const thaw_answer *answer, const thaw_options *options, thaw_fault *fault);

/* The rendering alone. */
thaw_status thaw_render(const thaw_answer *answer, thaw_format format, const thaw_layout *layout,
                        const char *table, FILE *out, thaw_fault *fault);

#endif
