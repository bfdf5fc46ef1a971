/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of figures: each a builder that asks what a command asks, and shows it. */
#ifndef THAW_CLI_FIGURES_H
#define THAW_CLI_FIGURES_H

#include "cli/dials.h"
#include "cli/figure.h"

typedef struct thaw_figure_kind {
    const char *name, *summary;
    uint64_t accepts; /* bits of options.h, besides those that every kind takes */
    /* Answers the question in `options`, whose arguments are the kind, FILE and deals, and makes
     * the figure, which is empty. */
    thaw_status (*build)(const thaw_options *options, thaw_figure *figure, thaw_faults *faults);
} thaw_figure_kind;

/* The rows, in the order of help. Static storage. */
const thaw_figure_kind *thaw_figure_kinds(size_t *count);

thaw_status thaw_figure_of_sets(const thaw_options *options, thaw_figure *figure,
                                thaw_faults *faults);
thaw_status thaw_figure_of_threshold(const thaw_options *options, thaw_figure *figure,
                                     thaw_faults *faults);
thaw_status thaw_figure_of_frontier(const thaw_options *options, thaw_figure *figure,
                                    thaw_faults *faults);
thaw_status thaw_figure_of_map(const thaw_options *options, thaw_figure *figure,
                               thaw_faults *faults);
thaw_status thaw_figure_of_path(const thaw_options *options, thaw_figure *figure,
                                thaw_faults *faults);
thaw_status thaw_figure_of_survival(const thaw_options *options, thaw_figure *figure,
                                    thaw_faults *faults);
thaw_status thaw_figure_of_tornado(const thaw_options *options, thaw_figure *figure,
                                   thaw_faults *faults);
thaw_status thaw_figure_of_replay(const thaw_options *options, thaw_figure *figure,
                                  thaw_faults *faults);

/* ---- what builders share ---- */

/* "US$ bn", or of a game file "points". */
const char *thaw_figure_money(const thaw_study *study);

/* A player's hue, and a look for its lines that needs no colour. */
thaw_look thaw_figure_player(int player);

/* The subtitle: what the scenario is called, then `what`, such as a deal. */
void thaw_figure_subject(thaw_figure *figure, const thaw_study *study, const char *what);

/* ", the Nash-best deal" where none was named. */
const char *thaw_figure_chosen(const thaw_options *options);

/* An axis for an input: its meaning and its key, and its unit. */
void thaw_figure_input(thaw_figure *figure, thaw_figure_axis *axis, const thaw_study *study,
                       const thaw_dial *dial);

/* How the deals of a map look, from 0: in the order of eight hues, then again with other hatching.
 * The first 48 all differ. */
thaw_look thaw_figure_map_look(size_t number);

/* What somebody does where a deal breaks: "departs", "would give more". */
const char *thaw_figure_departs(const thaw_probe *probe);

/* The fault of an input without a range to show, or THAW_OK. */
thaw_status thaw_figure_range(const thaw_dial *dial, thaw_fault *fault);

#endif
