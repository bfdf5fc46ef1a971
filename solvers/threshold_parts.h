/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of threshold share: one dial's line, and closing in on a change of sign. */
#ifndef THAW_SOLVERS_THRESHOLD_PARTS_H
#define THAW_SOLVERS_THRESHOLD_PARTS_H

#include "solvers/threshold.h"

/* A curve through the dials' space, parametrised by a position t: at(t) gives every dial's value.
 */
typedef struct thaw_line {
    const thaw_setting *setting;
    const thaw_deal *deal;
    const thaw_dial *dials;
    size_t count;
    const thaw_markov_settings *settings;
    void (*at)(double t, double *values, void *context);
    void *context;
} thaw_line;

/* The probe at a position. */
thaw_status thaw_line_probe(const thaw_line *line, double t, thaw_probe *probe, thaw_fault *fault);

/* +1 holds, -1 breaks, 0 undecided or not solved. */
int thaw_probe_sign(const thaw_probe *probe);

/* A bracket: two positions of opposite sign. */
typedef struct thaw_bracket {
    double t[2];
    thaw_probe probe[2];
} thaw_bracket;

/* Narrows a bracket to `width` by Brent's method, halving where that does not help. *closed tells
 * whether it came to that width; false when a probe inside was neither. */
thaw_status thaw_bracket_close(const thaw_line *line, double width, thaw_bracket *bracket,
                               bool *closed, thaw_fault *fault);

/* Whether the slack keeps its size as a closed bracket is narrowed tenfold. Narrows it. */
thaw_status thaw_bracket_is_jump(const thaw_line *line, double width, thaw_bracket *bracket,
                                 bool *jump, thaw_fault *fault);

/* The line along which one dial moves, in its scale; *line's context is the dial. */
thaw_line thaw_line_of_dial(const thaw_setting *setting, const thaw_deal *deal,
                            const thaw_dial *dial, const thaw_markov_settings *settings);

/* The width, on the dial's scale, to which a bracket around t is closed. */
double thaw_dial_width(const thaw_dial *dial, double t);

/* Length of the plausible range on the dial's scale; a thousandth of the bounds' where there is
 * none. */
double thaw_dial_span(const thaw_dial *dial);

/* The slope of the slack in each dial at a point, per unit of its scale, by central differences
 * (one-sided at a bound); 0 where it cannot be had. values[count] is the point. */
thaw_status thaw_threshold_slopes(const thaw_setting *setting, const thaw_deal *deal,
                                  const thaw_dial *dials, const double *values, size_t count,
                                  const thaw_markov_settings *settings, int threads, double *slopes,
                                  thaw_fault *fault);

/* THAW_EINTERRUPT once a signal came, THAW_ENUMERIC once the deadline has passed: points were left
 * unsolved, and what was found is no answer. */
thaw_status thaw_threshold_stopped(const thaw_markov_settings *settings, thaw_fault *fault);

#endif
