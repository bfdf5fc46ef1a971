/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of threshold share: losses of all departures, their slopes, lines through the
 * dials' space, and closing in on a change of sign. */
#ifndef THAW_SOLVERS_THRESHOLD_PARTS_H
#define THAW_SOLVERS_THRESHOLD_PARTS_H

#include "solvers/threshold.h"

/* ---- losses ---- */

/* What can change a verdict: a departure from the plan that begins to gain, and an action that
 * begins to be worth playing in the punishment phase. Each has a place of its own in an array of
 * losses (as prices: in points, paid once), the same wherever the dials stand: which states can be
 * reached may change with them. The departures come first, as many as there are others. */
size_t thaw_loss_slots(const thaw_setting *setting);

/* A probe, and in losses[slot], when it is not NULL, what each departure and each action that the
 * punishment phase does not play loses; NaN where there is none, or nothing was solved. */
thaw_status thaw_threshold_losses(const thaw_setting *setting, const thaw_deal *deal,
                                  const thaw_dial *dials, const double *values, size_t count,
                                  const thaw_markov_settings *settings, thaw_probe *probe,
                                  double *losses, thaw_fault *fault);

/* How the losses answer to each dial, to first order around a point. */
typedef struct thaw_slopes {
    size_t dials, slots, departures; /* of the slots, the first are departures */
    thaw_probe probe;                /* at the point */
    double *loss;                    /* [slot], there */
    double *slope; /* [dial * slots + slot]: by central differences (one-sided at a bound, or
                      where the departure exists on one side only); 0 where it cannot be had */
    int *sign;     /* [2 * dial + side]: of the verdict a step of THAW_SLOPE_STEP below, above */
} thaw_slopes;

/* The slopes at values[dial], per unit of the dial's value; or, where values is NULL, at the
 * setting as it stands, per unit of the dial's scale: each dial is then turned alone. Clear with
 * thaw_slopes_clear. */
thaw_status thaw_slopes_find(const thaw_setting *setting, const thaw_deal *deal,
                             const thaw_dial *dials, const double *values, size_t count,
                             const thaw_markov_settings *settings, int threads, thaw_slopes *slopes,
                             thaw_fault *fault);
void thaw_slopes_clear(thaw_slopes *slopes);

/* ---- lines ---- */

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

/* The probe at a position. Fails with THAW_ENOMEM, or as thaw_threshold_stopped does. */
thaw_status thaw_line_probe(const thaw_line *line, double t, thaw_probe *probe, thaw_fault *fault);

/* The line along which one dial moves, in its scale; its context is the dial. */
thaw_line thaw_line_of_dial(const thaw_setting *setting, const thaw_deal *deal,
                            const thaw_dial *dial, const thaw_markov_settings *settings);

/* The width, on the dial's scale, to which a bracket around t is closed. */
double thaw_dial_width(const thaw_dial *dial, double t);

/* Length of the plausible range on the dial's scale; a thousandth of the bounds' where there is
 * none. */
double thaw_dial_span(const thaw_dial *dial);

/* ---- brackets ---- */

/* +1 holds, -1 breaks, 0 undecided or not solved. */
int thaw_probe_sign(const thaw_probe *probe);

/* A bracket: two positions of opposite sign. */
typedef struct thaw_bracket {
    double t[2];
    thaw_probe probe[2];
} thaw_bracket;

/* Narrows a bracket to `width` by Brent's method, halving where that does not help. A point inside
 * that is undecided is the root, as far as can be told: the bracket is then closed around it. One
 * that cannot be solved is stepped over. *closed tells whether it came to that width. */
thaw_status thaw_bracket_close(const thaw_line *line, double width, thaw_bracket *bracket,
                               bool *closed, thaw_fault *fault);

/* Whether the slack keeps its size as a closed bracket is narrowed tenfold. Narrows it. */
thaw_status thaw_bracket_is_jump(const thaw_line *line, double width, thaw_bracket *bracket,
                                 bool *jump, thaw_fault *fault);

/* What a closed bracket on a dial's own line says. */
thaw_crossing thaw_crossing_of(const thaw_dial *dial, const thaw_bracket *bracket, bool jump);

/* The distance from the baseline to the nearest crossing: see thaw_threshold. */
double thaw_nearest_share(const thaw_threshold *threshold);

/* THAW_EINTERRUPT once a signal came, THAW_ETIME once the deadline has passed: points were left
 * unsolved, and what was found is no answer. */
thaw_status thaw_threshold_stopped(const thaw_markov_settings *settings, thaw_fault *fault);

#endif
