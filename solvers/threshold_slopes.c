/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How every loss answers to each dial, to first order. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/parallel.h"
#include "solvers/settings.h"
#include "solvers/threshold_parts.h"

enum { SIDES = 2 };

/* A probe for each dial and side, and one more for the point itself. */
typedef struct work {
    const thaw_setting *setting;
    const thaw_deal *deal;
    const thaw_dial *dials;
    const double *values; /* NULL: the setting as it stands */
    size_t count;
    const thaw_markov_settings *settings;
    thaw_slopes *slopes;
    double *at;    /* [SIDES * dial + side]: position of the dial */
    double *loss;  /* [(SIDES * dial + side) * slots + slot] */
    double *error; /* [SIDES * dial + side]: of those losses */
    thaw_status *status;
    thaw_fault *fault; /* [SIDES * dials]: the point's is the last */
} work;

void thaw_slopes_clear(thaw_slopes *slopes)
{
    free(slopes->loss);
    free(slopes->slope);
    free(slopes->sign);
    *slopes = (thaw_slopes){0};
}

static double value_at_point(const work *w, size_t dial)
{
    return w->values ? w->values[dial] : w->dials[dial].baseline;
}

/* What steps and slopes are measured by: the dial's value where that is what moves, else its scale.
 */
static double position_of(const work *w, const thaw_dial *dial, double value)
{
    return w->values ? value : thaw_dial_to_scale(dial, value);
}

static double value_at(const work *w, const thaw_dial *dial, double position)
{
    return w->values ? position : thaw_dial_from_scale(dial, position);
}

/* The plausible range, or where it is next to nothing a share of what is possible. */
static double span_of(const work *w, const thaw_dial *dial)
{
    return w->values ? fmax(dial->to - dial->from, 1e-3 * (dial->high - dial->low))
                     : thaw_dial_span(dial);
}

/* One dial turned by a step, the others as they stand. */
static thaw_status probe_turned(const work *w, size_t dial, double value, thaw_probe *probe,
                                double *losses, thaw_fault *fault)
{
    if (!w->values)
        return thaw_threshold_losses(w->setting, w->deal, w->dials + dial, &value, 1, w->settings,
                                     probe, losses, fault);
    double *values = malloc(w->count * sizeof *values);
    if (!values)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", w->count);
    memcpy(values, w->values, w->count * sizeof *values);
    values[dial] = value;
    thaw_status status = thaw_threshold_losses(w->setting, w->deal, w->dials, values, w->count,
                                               w->settings, probe, losses, fault);
    free(values);
    return status;
}

/* Losses are prices: errors of values count as many times as the most patient player is patient. */
static double least_impatience(const work *w)
{
    const thaw_game *game = w->setting->game;
    double least = 1;
    for (int i = 0; i < game->players; i++)
        least = fmin(least, 1 - game->discount[i]);
    return least;
}

static void probe_side(size_t k, void *context)
{
    work *w = context;
    size_t dial = k / SIDES;
    const thaw_dial *d = &w->dials[dial];
    thaw_probe probe;
    double step = (k % SIDES ? 1 : -1) * THAW_SLOPE_STEP * span_of(w, d);
    double value = value_at(w, d, position_of(w, d, value_at_point(w, dial)) + step);
    value = fmin(fmax(value, d->low), d->high);
    w->at[k] = position_of(w, d, value);
    w->status[k] = thaw_threshold_stopped(w->settings, &w->fault[k]);
    if (w->status[k] != THAW_OK || isnan(value))
        return;
    w->status[k] =
        probe_turned(w, dial, value, &probe, w->loss + k * w->slopes->slots, &w->fault[k]);
    w->slopes->sign[k] = thaw_probe_sign(&probe);
    w->error[k] = THAW_DOUBT * probe.error / least_impatience(w);
}

/* A point of one dial: where, a loss there, and how far that can be from the truth. */
typedef struct reading {
    double t, loss, error;
} reading;

/* The slope of a loss; 0 where it changes by no more than errors do. */
static double slope_between(reading one, reading two)
{
    double rise = two.loss - one.loss;
    bool known = isfinite(rise) && two.t > one.t && fabs(rise) > one.error + two.error;
    return known ? rise / (two.t - one.t) : 0;
}

/* Central differences; one-sided where there is a loss on one side only. */
static void fill(const work *w)
{
    thaw_slopes *s = w->slopes;
    for (size_t dial = 0; dial < w->count; dial++) {
        size_t side = SIDES * dial;
        for (size_t k = 0; k < s->slots; k++) {
            reading low = {w->at[side], w->loss[side * s->slots + k], w->error[side]};
            reading high = {w->at[side + 1], w->loss[(side + 1) * s->slots + k],
                            w->error[side + 1]};
            reading here = {position_of(w, &w->dials[dial], value_at_point(w, dial)), s->loss[k],
                            fmax(low.error, high.error)};
            s->slope[dial * s->slots + k] = isnan(low.loss)    ? slope_between(here, high)
                                            : isnan(high.loss) ? slope_between(low, here)
                                                               : slope_between(low, high);
        }
    }
}

static thaw_status find(work *w, int threads, thaw_fault *fault)
{
    thaw_slopes *s = w->slopes;
    thaw_status status = thaw_threshold_stopped(w->settings, fault);
    if (status == THAW_OK)
        status =
            thaw_threshold_losses(w->setting, w->deal, w->dials, w->values,
                                  w->values ? w->count : 0, w->settings, &s->probe, s->loss, fault);
    if (status != THAW_OK)
        return status;
    thaw_parallel_for(SIDES * w->count, threads, probe_side, w);
    for (size_t k = 0; k < SIDES * w->count; k++)
        if (w->status[k] != THAW_OK) {
            if (fault)
                *fault = w->fault[k];
            return w->status[k];
        }
    fill(w);
    return THAW_OK;
}

thaw_status thaw_slopes_find(const thaw_setting *setting, const thaw_deal *deal,
                             const thaw_dial *dials, const double *values, size_t count,
                             const thaw_markov_settings *settings, int threads, thaw_slopes *slopes,
                             thaw_fault *fault)
{
    size_t slots = thaw_loss_slots(setting), sides = SIDES * count + 1;
    *slopes = (thaw_slopes){.dials = count, .slots = slots, .departures = slots / 2};
    slopes->loss = calloc(slots + 1, sizeof *slopes->loss);
    slopes->slope = calloc(count * slots + 1, sizeof *slopes->slope);
    slopes->sign = calloc(sides, sizeof *slopes->sign);
    work w = {setting,
              deal,
              dials,
              values,
              count,
              settings,
              slopes,
              calloc(sides, sizeof *w.at),
              calloc(sides * slots + 1, sizeof *w.loss),
              calloc(sides, sizeof *w.error),
              calloc(sides, sizeof *w.status),
              calloc(sides, sizeof *w.fault)};
    thaw_status status = THAW_ENOMEM;
    if (slopes->loss && slopes->slope && slopes->sign && w.at && w.loss && w.error && w.status &&
        w.fault)
        status = find(&w, threads, fault);
    else
        thaw_fail(fault, THAW_ENOMEM, "no memory for the slopes of %zu inputs", count);
    free(w.at);
    free(w.loss);
    free(w.error);
    free(w.status);
    free(w.fault);
    if (status != THAW_OK)
        thaw_slopes_clear(slopes);
    return status;
}
