/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures for tests. A helper that cannot do its work fails the test. */
#ifndef THAW_TESTS_SUPPORT_FIGURES_H
#define THAW_TESTS_SUPPORT_FIGURES_H

#include "cli/figures.h"

/* The figure that "KIND FILE [DEAL...] [OPTION...]" asks for; clear it. */
void figure_of(const char *line, thaw_figure *figure);

/* The layer of that name, or else the first whose name begins so. */
const thaw_layer *layer_of(const thaw_figure *figure, const char *name);

/* The height of a line at a place, between its spots: the first that it has there. */
double line_at(const thaw_layer *layer, double x);

/* The box of a layer that covers a place; NULL where none does. */
const thaw_spot *box_at(const thaw_layer *layer, double x, double y);

#endif
