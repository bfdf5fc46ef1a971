/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawing as an SVG, PDF or PNG file, by PLplot's cairo drivers. */
#ifndef THAW_CLI_PLOT_H
#define THAW_CLI_PLOT_H

#include "cli/drawing.h"
#include "model/status.h"

typedef enum thaw_plot_format {
    THAW_PLOT_SVG,
    THAW_PLOT_PDF,
    THAW_PLOT_PNG,
    THAW_PLOT_FORMATS
} thaw_plot_format;

const char *thaw_plot_format_name(thaw_plot_format format); /* "svg", "pdf", "png" */

/* Draws it: *bytes is new, *size long; free it. The same drawing gives the same bytes, wherever the
 * same PLplot, cairo and font are.
 *
 * PLplot ends the process on many errors, asks on standard input, prints, keeps its state in
 * globals, and the libraries beneath it abort without memory. So it runs in a process of its own,
 * of which only the bytes come back. Fails with THAW_ENUMERIC and what PLplot said, THAW_ENOMEM,
 * THAW_EINTERRUPT. */
thaw_status thaw_plot(const thaw_drawing *drawing, thaw_plot_format format, char **bytes,
                      size_t *size, thaw_fault *fault);

#endif
