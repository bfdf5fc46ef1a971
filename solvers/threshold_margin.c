/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far all inputs may move together before the verdict changes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/settings.h"
#include "solvers/threshold_parts.h"

enum { ROUNDS = 6 }; /* directions taken again at most this often */

/* The ray from the baseline: every dial moves by t times its span in its direction, within its
 * bounds. */
typedef struct ray {
    const thaw_dial *dials;
    size_t count;
    const double *direction; /* [dial]: -1, 0 or 1 */
} ray;

static void ray_at(double t, double *values, void *context)
{
    const ray *r = context;
    for (size_t k = 0; k < r->count; k++) {
        const thaw_dial *d = &r->dials[k];
        double start = thaw_dial_to_scale(d, d->baseline);
        double length = thaw_dial_to_scale(d, d->to) - thaw_dial_to_scale(d, d->from);
        double value = r->direction[k] == 0
                           ? d->baseline
                           : thaw_dial_from_scale(d, start + t * r->direction[k] * length);
        values[k] = fmin(fmax(value, d->low), d->high);
    }
}

void thaw_margin_clear(thaw_margin *margin)
{
    free(margin->value);
    *margin = (thaw_margin){0};
}

/* The first change of verdict along the ray, up to its end at t = 1, closed in; found is false
 * without one. */
static thaw_status walk(const thaw_line *line, const thaw_probe *baseline, thaw_bracket *bracket,
                        bool *found, thaw_fault *fault)
{
    enum { STEPS = 32 };
    int sign = thaw_probe_sign(baseline);
    *bracket = (thaw_bracket){{0, 0}, {*baseline, *baseline}};
    *found = false;
    for (int k = 1; k <= STEPS; k++) {
        thaw_probe probe;
        /* finer near the baseline: the answer is a small share where there is one worth knowing */
        double t = (double)k * k / (STEPS * STEPS);
        thaw_status status = thaw_line_probe(line, t, &probe, fault);
        if (status != THAW_OK)
            return status;
        if (thaw_probe_sign(&probe) == sign) {
            bracket->t[0] = t;
            bracket->probe[0] = probe;
        } else if (thaw_probe_sign(&probe) == -sign) {
            bracket->t[1] = t;
            bracket->probe[1] = probe;
            return thaw_bracket_close(line, THAW_ROOT_WIDTH, bracket, found, fault);
        }
    }
    return THAW_OK;
}

/* Worst directions from slopes; dials without a range stay. Returns whether any direction changed.
 */
static bool aim(const thaw_dial *dials, size_t count, int sign, const double *slopes,
                double *direction)
{
    bool changed = false;
    for (size_t k = 0; k < count; k++) {
        double wanted = !(dials[k].to > dials[k].from) || slopes[k] == 0 ? 0
                        : (slopes[k] > 0) == (sign > 0)                  ? -1
                                                                         : 1;
        /* a slope that vanishes where the ray has come to says nothing against the way there */
        if (wanted != 0 && wanted != direction[k]) {
            direction[k] = wanted;
            changed = true;
        }
    }
    return changed;
}

static thaw_status keep(const ray *r, const thaw_bracket *bracket, thaw_margin *margin,
                        thaw_fault *fault)
{
    if (margin->found && !(bracket->t[1] < margin->share))
        return THAW_OK;
    if (!margin->value && !(margin->value = calloc(r->count, sizeof *margin->value)))
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", r->count);
    margin->found = true;
    margin->share = bracket->t[1];
    margin->probe = bracket->probe[1];
    ray_at(bracket->t[1], margin->value, (void *)r);
    return THAW_OK;
}

typedef struct work {
    double *direction, *slopes, *values;
} work;

static thaw_status search(const thaw_line *line, ray *r, const thaw_probe *baseline, work *w,
                          int threads, thaw_margin *margin, thaw_fault *fault)
{
    int sign = thaw_probe_sign(baseline);
    for (size_t k = 0; k < r->count; k++)
        w->values[k] = r->dials[k].baseline;
    for (int round = 0; round < ROUNDS; round++) {
        thaw_status status =
            thaw_threshold_slopes(line->setting, line->deal, r->dials, w->values, r->count,
                                  line->settings, threads, w->slopes, fault);
        if (status != THAW_OK)
            return status;
        if (!aim(r->dials, r->count, sign, w->slopes, w->direction))
            return THAW_OK;
        thaw_bracket bracket;
        bool found = false;
        status = walk(line, baseline, &bracket, &found, fault);
        if (status == THAW_OK && found)
            status = keep(r, &bracket, margin, fault);
        if (status != THAW_OK)
            return status;
        ray_at(bracket.t[0], w->values, r);
    }
    return THAW_OK;
}

thaw_status thaw_threshold_margin(const thaw_setting *setting, const thaw_deal *deal,
                                  const thaw_dial *dials, size_t count,
                                  const thaw_markov_settings *settings, int threads,
                                  thaw_margin *margin, thaw_fault *fault)
{
    *margin = (thaw_margin){0};
    thaw_probe baseline;
    thaw_status status =
        thaw_threshold_probe(setting, deal, NULL, NULL, 0, settings, &baseline, fault);
    if (status != THAW_OK || thaw_probe_sign(&baseline) == 0)
        return status;
    work w = {calloc(count + 1, sizeof(double)), calloc(count + 1, sizeof(double)),
              calloc(count + 1, sizeof(double))};
    ray r = {dials, count, w.direction};
    thaw_line line = {setting, deal, dials, count, settings, ray_at, &r};
    if (w.direction && w.slopes && w.values)
        status = search(&line, &r, &baseline, &w, threads, margin, fault);
    else
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", count);
    free(w.direction);
    free(w.slopes);
    free(w.values);
    if (status == THAW_OK)
        status = thaw_threshold_stopped(settings, fault);
    if (status != THAW_OK)
        thaw_margin_clear(margin);
    return status;
}
