/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few thresholds nearest to where a setting stands: announced by slopes, then searched for. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/parallel.h"
#include "solvers/settings.h"
#include "solvers/threshold_parts.h"

enum {
    SPARE = 2, /* candidates of each kind for each threshold wanted: slopes are only hints */
    STEPS =
        10, /* from the baseline until a candidate is given up: to 40 times as far as announced */
    STEPS_JUMP = 6 /* to six times as far as a change of punishment is announced */
};

/* A dial, a way to turn it, and how far the slopes say that the verdict then changes. */
typedef struct candidate {
    size_t dial;
    double share, step; /* predicted: share of the span; signed step on the scale */
    int steps;          /* to be tried */
} candidate;

static int by_share(const void *one, const void *two)
{
    const candidate *a = one, *b = two;
    if (a->share != b->share)
        return a->share < b->share ? -1 : 1;
    if (a->dial != b->dial)
        return a->dial < b->dial ? -1 : 1;
    return (a->step > b->step) - (a->step < b->step);
}

/* ---- what the slopes announce ---- */

/* How far a dial must be turned one way until one of the losses from `begin` to `end` is 0. */
static double until_one_is_gone(const thaw_slopes *s, size_t begin, size_t end, const double *slope,
                                int way)
{
    double first = INFINITY;
    for (size_t k = begin; k < end; k++)
        if (s->loss[k] > 0 && way * slope[k] < 0)
            first = fmin(first, s->loss[k] / fabs(slope[k]));
    return first;
}

/* How far until no departure gains; infinite when another begins to gain before. */
static double until_all_lose(const thaw_slopes *s, const double *slope, int way)
{
    double first = 0;
    for (size_t k = 0; k < s->departures; k++)
        if (s->loss[k] < 0)
            first =
                fmax(first, way * slope[k] > 0 ? -s->loss[k] / fabs(slope[k]) : (double)INFINITY);
    return first <= until_one_is_gone(s, 0, s->departures, slope, way) ? first : (double)INFINITY;
}

/* How far until a departure gains, or until none does. */
static double until_verdict(const thaw_slopes *s, const thaw_dial *dial, size_t k, int way)
{
    int sign = thaw_probe_sign(&s->probe);
    const double *slope = s->slope + k * s->slots;
    if (s->sign[2 * k + (way > 0)] == -sign)
        return THAW_SLOPE_STEP * thaw_dial_span(dial);
    return sign > 0 ? until_one_is_gone(s, 0, s->departures, slope, way)
                    : until_all_lose(s, slope, way);
}

/* How far until the punishment phase plays another action: the verdict may jump there. */
static double until_punishment(const thaw_slopes *s, const thaw_dial *dial, size_t k, int way)
{
    (void)dial;
    return until_one_is_gone(s, s->departures, s->slots, s->slope + k * s->slots, way);
}

typedef double announcement(const thaw_slopes *s, const thaw_dial *dial, size_t k, int way);

/* Every dial both ways that is announced before a share, nearest first. Returns how many. */
static size_t rank(const thaw_dial *dials, size_t count, const thaw_slopes *slopes,
                   announcement *until, double before, int steps, candidate *candidates)
{
    size_t n = 0;
    for (size_t k = 0; k < count; k++)
        for (int way = -1; way <= 1; way += 2) {
            double step = until(slopes, &dials[k], k, way);
            double share = step / thaw_dial_span(&dials[k]);
            if (share < before && !isnan(dials[k].baseline) && dials[k].to > dials[k].from)
                candidates[n++] = (candidate){k, share, way * step, steps};
        }
    qsort(candidates, n, sizeof *candidates, by_share);
    return n;
}

/* ---- the search ---- */

/* From the baseline outwards, in steps that grow, until the verdict changes. */
typedef struct outward {
    const thaw_setting *setting;
    const thaw_deal *deal;
    const thaw_dial *dials;
    const thaw_markov_settings *settings;
    const thaw_probe *baseline;
    const candidate *candidates;
    thaw_threshold *found; /* [candidate]: at most one crossing each */
    thaw_status *status;
    thaw_fault *faults;
} outward;

static thaw_status close_found(const thaw_line *line, thaw_bracket *bracket, thaw_threshold *t,
                               thaw_fault *fault)
{
    bool closed = false, jump = false;
    double width = thaw_dial_width(line->dials, fmax(fabs(bracket->t[0]), fabs(bracket->t[1])));
    thaw_status status = thaw_bracket_close(line, width, bracket, &closed, fault);
    if (status == THAW_OK && closed)
        status = thaw_bracket_is_jump(line, width, bracket, &jump, fault);
    if (status != THAW_OK || !closed)
        return status;
    if (!(t->crossings = calloc(1, sizeof *t->crossings)))
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a crossing");
    t->crossings[t->crossing_count++] = thaw_crossing_of(line->dials, bracket, jump);
    t->matters = true;
    t->nearest = thaw_nearest_share(t);
    return THAW_OK;
}

static thaw_status search_outwards(const outward *o, size_t k, thaw_fault *fault)
{
    static const double SHORT = 0.6, GROWTH = 1.6;
    const thaw_dial *dial = &o->dials[o->candidates[k].dial];
    thaw_threshold *t = &o->found[k];
    t->dial = *dial;
    t->baseline = *o->baseline;
    thaw_line line = thaw_line_of_dial(o->setting, o->deal, dial, o->settings);
    double start = thaw_dial_to_scale(dial, dial->baseline), step = SHORT * o->candidates[k].step;
    double low = thaw_dial_to_scale(dial, dial->low), high = thaw_dial_to_scale(dial, dial->high);
    int sign = thaw_probe_sign(o->baseline);
    double last = start;
    thaw_probe last_probe = *o->baseline;
    for (int n = 0; n < o->candidates[k].steps && (n == 0 || (last > low && last < high));
         n++, step *= GROWTH) {
        double at = fmin(fmax(start + step, low), high);
        thaw_probe probe;
        thaw_status status = thaw_line_probe(&line, at, &probe, fault);
        if (status != THAW_OK)
            return status;
        if (thaw_probe_sign(&probe) == -sign) {
            thaw_bracket bracket = {{last, at}, {last_probe, probe}};
            if (at < last)
                bracket = (thaw_bracket){{at, last}, {probe, last_probe}};
            return close_found(&line, &bracket, t, fault);
        }
        if (thaw_probe_sign(&probe) != 0) {
            last = at;
            last_probe = probe;
        }
    }
    return THAW_OK;
}

static void search_one(size_t k, void *context)
{
    outward *o = context;
    o->status[k] = search_outwards(o, k, &o->faults[k]);
}

static thaw_status search_candidates(outward *o, size_t count, int threads, thaw_fault *fault)
{
    thaw_parallel_for(count, threads, search_one, o);
    for (size_t k = 0; k < count; k++)
        if (o->status[k] != THAW_OK) {
            if (fault)
                *fault = o->faults[k];
            return o->status[k];
        }
    return thaw_threshold_stopped(o->settings, fault);
}

/* Whether a dial has a place among those taken. */
static bool is_taken(const thaw_threshold *taken, size_t count, const thaw_dial *dial)
{
    for (size_t k = 0; k < count; k++)
        if (strcmp(taken[k].dial.key, dial->key) == 0)
            return true;
    return false;
}

/* Moves the nearest `wanted` of the thresholds found, one a dial, to `thresholds`, nearest first.
 */
static size_t take_nearest(thaw_threshold *found, size_t count, size_t wanted,
                           thaw_threshold *thresholds)
{
    size_t taken = 0;
    while (taken < wanted) {
        size_t best = count;
        for (size_t k = 0; k < count; k++)
            if (found[k].crossing_count > 0 && !is_taken(thresholds, taken, &found[k].dial) &&
                (best == count || found[k].nearest < found[best].nearest))
                best = k;
        if (best == count)
            break;
        thresholds[taken++] = found[best];
        found[best] = (thaw_threshold){0};
    }
    return taken;
}

static thaw_status search(outward *o, const thaw_slopes *slopes, size_t count, size_t wanted,
                          int threads, thaw_threshold *thresholds, size_t *found, thaw_fault *fault)
{
    size_t most = SPARE * wanted, tried = 0;
    candidate *candidates = calloc(most + 2 * count + 1, sizeof *candidates);
    o->candidates = candidates;
    o->found = calloc(2 * most + 1, sizeof *o->found);
    o->status = calloc(2 * most + 1, sizeof *o->status);
    o->faults = calloc(2 * most + 1, sizeof *o->faults);
    thaw_status status = THAW_ENOMEM;
    if (candidates && o->found && o->status && o->faults) {
        size_t n = rank(o->dials, count, slopes, until_verdict, HUGE_VAL, STEPS, candidates);
        tried = n < most ? n : most;
        double before = n < wanted ? HUGE_VAL : candidates[wanted - 1].share;
        n = rank(o->dials, count, slopes, until_punishment, before, STEPS_JUMP, candidates + tried);
        tried += n < most ? n : most;
        status = search_candidates(o, tried, threads, fault);
    } else {
        thaw_fail(fault, THAW_ENOMEM, "no memory for %zu searches", count);
    }
    if (status == THAW_OK)
        *found = take_nearest(o->found, tried, wanted, thresholds);
    for (size_t k = 0; o->found && k < tried; k++)
        thaw_threshold_clear(&o->found[k]);
    free(candidates);
    free(o->found);
    free(o->status);
    free(o->faults);
    return status;
}

thaw_status thaw_threshold_nearest(const thaw_setting *setting, const thaw_deal *deal,
                                   const thaw_dial *dials, size_t count, size_t wanted,
                                   const thaw_markov_settings *settings, int threads,
                                   thaw_threshold *thresholds, size_t *found, thaw_fault *fault)
{
    thaw_slopes slopes;
    *found = 0;
    thaw_status status =
        thaw_slopes_find(setting, deal, dials, NULL, count, settings, threads, &slopes, fault);
    if (status != THAW_OK)
        return status;
    outward o = {.setting = setting,
                 .deal = deal,
                 .dials = dials,
                 .settings = settings,
                 .baseline = &slopes.probe};
    if (thaw_probe_sign(&slopes.probe) != 0)
        status = search(&o, &slopes, count, wanted, threads, thresholds, found, fault);
    thaw_slopes_clear(&slopes);
    return status;
}
