/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thresholds of single inputs: the scan of a whole range, and the search for what is nearest. */
#include "solvers/threshold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/clock.h"
#include "solvers/parallel.h"
#include "solvers/settings.h"
#include "solvers/threshold_parts.h"

/* A scanned point of one dial. */
typedef struct point {
    double t; /* on the dial's scale */
    thaw_probe probe;
} point;

enum { SPARE_POINTS = 64 }; /* for what refinement adds */

/* One dial's scan. */
typedef struct scan {
    thaw_line line;
    point *points; /* ascending */
    size_t count, capacity;
    thaw_bracket *brackets; /* of changes of sign; closed in place */
    bool *closed, *jump;    /* [bracket] */
    size_t bracket_count;
    thaw_status status;
    thaw_fault fault;
} scan;

void thaw_threshold_clear(thaw_threshold *threshold)
{
    free(threshold->crossings);
    *threshold = (thaw_threshold){0};
}

static void scan_clear(scan *s)
{
    free(s->points);
    free(s->brackets);
    free(s->closed);
    free(s->jump);
}

/* ---- where to look
 * ------------------------------------------------------------------------------------- */

static void add_point(scan *s, double t)
{
    if (isfinite(t))
        s->points[s->count++].t = t;
}

/* Points from an end of the plausible range to the bound, their distances from the end growing
 * geometrically. */
static void add_tail(scan *s, double end, double bound, double span)
{
    double whole = fabs(bound - end), first = THAW_SCAN_FIRST * span;
    if (!(whole > 0))
        return;
    double ratio = whole > first ? pow(whole / first, 1.0 / (THAW_SCAN_TAIL - 1)) : 1;
    for (int k = 0; k < THAW_SCAN_TAIL; k++) {
        double distance = ratio > 1 ? first * pow(ratio, k) : whole * (k + 1) / THAW_SCAN_TAIL;
        if (k == THAW_SCAN_TAIL - 1)
            add_point(s, bound);
        else
            add_point(s, end + (bound > end ? distance : -distance));
    }
}

static int by_position(const void *one, const void *two)
{
    const point *a = one, *b = two;
    return (a->t > b->t) - (a->t < b->t);
}

/* Sorts the points and drops repeated ones. */
static void settle(scan *s)
{
    qsort(s->points, s->count, sizeof *s->points, by_position);
    size_t kept = 0;
    for (size_t k = 0; k < s->count; k++)
        if (kept == 0 || s->points[k].t > s->points[kept - 1].t)
            s->points[kept++] = s->points[k];
    s->count = kept;
}

static bool scan_init(scan *s, const thaw_setting *setting, const thaw_deal *deal,
                      const thaw_dial *dial, const thaw_markov_settings *settings)
{
    s->line = thaw_line_of_dial(setting, deal, dial, settings);
    int range_points = dial->points > 1 ? dial->points : THAW_SCAN_RANGE;
    s->capacity = (size_t)range_points + 2 * THAW_SCAN_TAIL + 1 + SPARE_POINTS;
    s->points = calloc(s->capacity, sizeof *s->points);
    s->brackets = calloc(s->capacity, sizeof *s->brackets);
    s->closed = calloc(s->capacity, sizeof *s->closed);
    s->jump = calloc(s->capacity, sizeof *s->jump);
    if (!s->points || !s->brackets || !s->closed || !s->jump)
        return false;
    double from = thaw_dial_to_scale(dial, dial->from), to = thaw_dial_to_scale(dial, dial->to);
    double span = thaw_dial_span(dial);
    for (int k = 0; k < range_points; k++)
        add_point(s, from + (to - from) * k / (range_points - 1));
    add_tail(s, from, thaw_dial_to_scale(dial, dial->low), span);
    add_tail(s, to, thaw_dial_to_scale(dial, dial->high), span);
    add_point(s, thaw_dial_to_scale(dial, dial->baseline));
    settle(s);
    return true;
}

/* ---- probing all points, side by side
 * ------------------------------------------------------------------ */

typedef struct job {
    scan *scan;
    size_t index;
    thaw_status status;
    thaw_fault fault;
} job;

static void probe_point(size_t k, void *context)
{
    job *j = (job *)context + k;
    point *p = &j->scan->points[j->index];
    j->status = thaw_line_probe(&j->scan->line, p->t, &p->probe, &j->fault);
}

static thaw_status run_jobs(job *jobs, size_t count, int threads,
                            void (*body)(size_t k, void *context), thaw_fault *fault)
{
    thaw_parallel_for(count, threads, body, jobs);
    for (size_t k = 0; k < count; k++)
        if (jobs[k].status != THAW_OK) {
            if (fault)
                *fault = jobs[k].fault;
            return jobs[k].status;
        }
    return THAW_OK;
}

static thaw_status probe_points(scan *scans, size_t count, int threads, thaw_fault *fault)
{
    size_t total = 0;
    for (size_t k = 0; k < count; k++)
        total += scans[k].count;
    job *jobs = calloc(total + 1, sizeof *jobs);
    if (!jobs)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu points", total);
    size_t n = 0;
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < scans[k].count; i++)
            jobs[n++] = (job){.scan = &scans[k], .index = i};
    thaw_status status = run_jobs(jobs, total, threads, probe_point, fault);
    free(jobs);
    return status;
}

/* ---- near misses
 * --------------------------------------------------------------------------------------- */

/* The slack, turned so that nearer to the other verdict is smaller. */
static double depth(const point *p)
{
    return fabs(p->probe.slack);
}

static bool is_near_miss(const scan *s, size_t k)
{
    if (k == 0 || k + 1 >= s->count)
        return false;
    const point *p = s->points + k;
    int sign = thaw_probe_sign(&p->probe);
    return sign != 0 && sign == thaw_probe_sign(&p[-1].probe) &&
           sign == thaw_probe_sign(&p[1].probe) && depth(p) < depth(p - 1) &&
           depth(p) < depth(p + 1);
}

static thaw_status insert_point(scan *s, size_t after, const point *p)
{
    if (s->count == s->capacity)
        return THAW_OK;
    memmove(s->points + after + 2, s->points + after + 1,
            (s->count - after - 1) * sizeof *s->points);
    s->points[after + 1] = *p;
    s->count++;
    return THAW_OK;
}

/* Golden section towards the smallest slack between the neighbours of point k; stops when it
 * changes sign, and then adds that point to the scan. */
static thaw_status refine(scan *s, size_t k, bool *added, thaw_fault *fault)
{
    static const double GOLDEN = 0.3819660112501051;
    double low = s->points[k - 1].t, high = s->points[k + 1].t;
    point best = s->points[k];
    int sign = thaw_probe_sign(&best.probe);
    for (int n = 0; n < THAW_REFINE_PROBES; n++) {
        bool right = high - best.t > best.t - low;
        point p = {.t = right ? best.t + GOLDEN * (high - best.t)
                              : best.t - GOLDEN * (best.t - low)};
        thaw_status status = thaw_line_probe(&s->line, p.t, &p.probe, fault);
        if (status != THAW_OK)
            return status;
        int found = thaw_probe_sign(&p.probe);
        if (found == -sign) {
            *added = true;
            return insert_point(s, p.t > s->points[k].t ? k : k - 1, &p);
        }
        if (found == 0)
            return THAW_OK;
        bool better = depth(&p) < depth(&best);
        if (right == better)
            low = better ? best.t : low;
        if (right && !better)
            high = p.t;
        if (!right && better)
            high = best.t;
        if (!right && !better)
            low = p.t;
        if (better)
            best = p;
    }
    return THAW_OK;
}

static void refine_scan(size_t k, void *context)
{
    job *j = (job *)context + k;
    scan *s = j->scan;
    for (size_t i = 1; i + 1 < s->count && j->status == THAW_OK; i++) {
        bool added = false;
        if (is_near_miss(s, i))
            j->status = refine(s, i, &added, &j->fault);
        i += added;
    }
}

/* ---- brackets
 * ------------------------------------------------------------------------------------------ */

/* Neighbouring decided points of opposite sign. */
static void find_brackets(scan *s)
{
    const point *last = NULL;
    for (size_t k = 0; k < s->count; k++) {
        const point *p = &s->points[k];
        int sign = thaw_probe_sign(&p->probe);
        if (sign == 0)
            continue;
        if (last && thaw_probe_sign(&last->probe) != sign)
            s->brackets[s->bracket_count++] =
                (thaw_bracket){{last->t, p->t}, {last->probe, p->probe}};
        last = p;
    }
}

static thaw_status close_one(scan *s, size_t b, thaw_fault *fault)
{
    thaw_bracket *bracket = &s->brackets[b];
    double width = thaw_dial_width(s->line.dials, fmax(fabs(bracket->t[0]), fabs(bracket->t[1])));
    thaw_status status = thaw_bracket_close(&s->line, width, bracket, &s->closed[b], fault);
    if (status == THAW_OK && s->closed[b])
        status = thaw_bracket_is_jump(&s->line, width, bracket, &s->jump[b], fault);
    return status;
}

static void close_bracket(size_t k, void *context)
{
    job *j = (job *)context + k;
    j->status = close_one(j->scan, j->index, &j->fault);
}

static thaw_status close_brackets(scan *scans, size_t count, int threads, thaw_fault *fault)
{
    size_t total = 0;
    for (size_t k = 0; k < count; k++)
        total += scans[k].bracket_count;
    job *jobs = calloc(total + 1, sizeof *jobs);
    if (!jobs)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu brackets", total);
    size_t n = 0;
    for (size_t k = 0; k < count; k++)
        for (size_t b = 0; b < scans[k].bracket_count; b++)
            jobs[n++] = (job){.scan = &scans[k], .index = b};
    thaw_status status = run_jobs(jobs, total, threads, close_bracket, fault);
    free(jobs);
    return status;
}

/* ---- the answer
 * ---------------------------------------------------------------------------------------- */

static thaw_jump_cause cause_of(const thaw_bracket *bracket)
{
    if (bracket->probe[0].reached != bracket->probe[1].reached)
        return THAW_JUMP_REACHABLE;
    return bracket->probe[0].support != bracket->probe[1].support ? THAW_JUMP_PUNISHMENT
                                                                  : THAW_JUMP_INDIFFERENCE;
}

/* Where on the dial the bracket is: the secant's root of a root, the middle of a jump. */
static double value_of(const thaw_dial *dial, const thaw_bracket *bracket, bool jump)
{
    double low = bracket->probe[0].slack, high = bracket->probe[1].slack;
    double share = jump || high == low ? 0.5 : -low / (high - low);
    double t = bracket->t[0] + share * (bracket->t[1] - bracket->t[0]);
    return fmin(fmax(thaw_dial_from_scale(dial, t), dial->low), dial->high);
}

static thaw_crossing crossing_of(const thaw_dial *dial, const thaw_bracket *bracket, bool jump)
{
    return (thaw_crossing){
        .value = value_of(dial, bracket, jump),
        .width = fabs(thaw_dial_from_scale(dial, bracket->t[1]) -
                      thaw_dial_from_scale(dial, bracket->t[0])),
        .kind = jump ? THAW_JUMP : THAW_ROOT,
        .cause = jump ? cause_of(bracket) : THAW_JUMP_NONE,
        .holds_below = thaw_probe_sign(&bracket->probe[0]) > 0,
        .below = bracket->probe[0],
        .above = bracket->probe[1],
    };
}

static double nearest_share(const thaw_threshold *t)
{
    double nearest = INFINITY, range = t->dial.to - t->dial.from;
    if (isnan(t->dial.baseline) || !(range > 0))
        return (double)NAN;
    for (size_t k = 0; k < t->crossing_count; k++)
        nearest = fmin(nearest, fabs(t->crossings[k].value - t->dial.baseline) / range);
    return nearest;
}

static void sum_points(const scan *s, thaw_threshold *t)
{
    double from = thaw_dial_to_scale(&t->dial, t->dial.from);
    double to = thaw_dial_to_scale(&t->dial, t->dial.to);
    t->points = s->count;
    for (size_t k = 0; k < s->count; k++) {
        const thaw_probe *probe = &s->points[k].probe, *first = &s->points[0].probe;
        t->unsolved += !probe->solved;
        t->matters = t->matters || probe->slack != first->slack || probe->solved != first->solved;
        if (k > 0 && s->points[k].t <= to && s->points[k - 1].t >= from)
            t->step = fmax(t->step, thaw_dial_from_scale(&t->dial, s->points[k].t) -
                                        thaw_dial_from_scale(&t->dial, s->points[k - 1].t));
    }
    t->tied_low = s->points[0].probe.tied;
    t->tied_high = s->points[s->count - 1].probe.tied;
}

static thaw_status report(const scan *s, thaw_threshold *t, thaw_fault *fault)
{
    t->dial = *s->line.dials;
    t->crossings = calloc(s->bracket_count + 1, sizeof *t->crossings);
    if (!t->crossings)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu crossings", s->bracket_count);
    sum_points(s, t);
    for (size_t b = 0; b < s->bracket_count; b++)
        if (s->closed[b])
            t->crossings[t->crossing_count++] = crossing_of(&t->dial, &s->brackets[b], s->jump[b]);
        else
            t->unsolved++;
    t->nearest = nearest_share(t);
    return THAW_OK;
}

static thaw_status refine_all(scan *scans, size_t count, int threads, thaw_fault *fault)
{
    job *jobs = calloc(count + 1, sizeof *jobs);
    if (!jobs)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", count);
    for (size_t k = 0; k < count; k++)
        jobs[k] = (job){.scan = &scans[k]};
    thaw_status status = run_jobs(jobs, count, threads, refine_scan, fault);
    free(jobs);
    return status;
}

static thaw_status scan_all(scan *scans, size_t count, int threads, const thaw_probe *baseline,
                            thaw_threshold *thresholds, thaw_fault *fault)
{
    thaw_status status = probe_points(scans, count, threads, fault);
    if (status == THAW_OK)
        status = refine_all(scans, count, threads, fault);
    for (size_t k = 0; status == THAW_OK && k < count; k++)
        find_brackets(&scans[k]);
    if (status == THAW_OK)
        status = close_brackets(scans, count, threads, fault);
    for (size_t k = 0; status == THAW_OK && k < count; k++) {
        thresholds[k].baseline = *baseline;
        status = report(&scans[k], &thresholds[k], fault);
    }
    return status;
}

thaw_status thaw_threshold_stopped(const thaw_markov_settings *settings, thaw_fault *fault)
{
    if (settings && settings->stop && *settings->stop)
        return thaw_fail(fault, THAW_EINTERRUPT, "interrupted");
    if (settings && settings->deadline > 0 && thaw_clock() > settings->deadline)
        return thaw_fail(fault, THAW_ENUMERIC, "the time limit came before the thresholds");
    return THAW_OK;
}

thaw_status thaw_threshold_scan(const thaw_setting *setting, const thaw_deal *deal,
                                const thaw_dial *dials, size_t count,
                                const thaw_markov_settings *settings, int threads,
                                thaw_threshold *thresholds, thaw_fault *fault)
{
    memset(thresholds, 0, count * sizeof *thresholds);
    thaw_probe baseline;
    thaw_status status =
        thaw_threshold_probe(setting, deal, NULL, NULL, 0, settings, &baseline, fault);
    scan *scans = calloc(count + 1, sizeof *scans);
    for (size_t k = 0; status == THAW_OK && scans && k < count; k++)
        if (!scan_init(&scans[k], setting, deal, &dials[k], settings))
            status = THAW_ENOMEM;
    if (!scans || status == THAW_ENOMEM)
        status = thaw_fail(fault, THAW_ENOMEM, "no memory to scan %zu inputs", count);
    if (status == THAW_OK)
        status = scan_all(scans, count, threads, &baseline, thresholds, fault);
    if (status == THAW_OK)
        status = thaw_threshold_stopped(settings, fault);
    for (size_t k = 0; scans && k < count; k++)
        scan_clear(&scans[k]);
    for (size_t k = 0; status != THAW_OK && k < count; k++)
        thaw_threshold_clear(&thresholds[k]);
    free(scans);
    return status;
}

/* ---- the nearest
 * --------------------------------------------------------------------------------------- */

/* A dial, and how far its slope says that its crossing is. */
typedef struct candidate {
    size_t dial;
    double share, step; /* predicted: share of the span; signed step on the scale */
} candidate;

static int by_share(const void *one, const void *two)
{
    const candidate *a = one, *b = two;
    if (a->share != b->share)
        return a->share < b->share ? -1 : 1;
    return a->dial < b->dial ? -1 : a->dial > b->dial;
}

/* A search from the baseline outwards, in steps that grow, until the verdict changes. */
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
    t->crossings[t->crossing_count++] = crossing_of(line->dials, bracket, jump);
    t->matters = true;
    t->nearest = nearest_share(t);
    return THAW_OK;
}

static thaw_status search_outwards(const outward *o, size_t k, thaw_fault *fault)
{
    enum { STEPS = 14 };
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
    for (int n = 0; n < STEPS && (n == 0 || (last > low && last < high)); n++, step *= GROWTH) {
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

/* Ranks the dials by what their slopes announce. */
static size_t rank(const thaw_dial *dials, size_t count, const thaw_probe *baseline,
                   const double *slopes, candidate *candidates)
{
    size_t n = 0;
    for (size_t k = 0; k < count; k++) {
        if (slopes[k] == 0 || isnan(dials[k].baseline) || !(dials[k].to > dials[k].from))
            continue;
        double step = -baseline->slack / slopes[k];
        candidates[n++] = (candidate){k, fabs(step) / thaw_dial_span(&dials[k]), step};
    }
    qsort(candidates, n, sizeof *candidates, by_share);
    return n;
}

/* Of the thresholds found, the nearest `wanted` first, into `thresholds`; the others are cleared.
 */
static size_t take_nearest(thaw_threshold *found, size_t count, size_t wanted,
                           thaw_threshold *thresholds)
{
    size_t taken = 0;
    while (taken < wanted) {
        size_t best = count;
        for (size_t k = 0; k < count; k++)
            if (found[k].crossing_count > 0 &&
                (best == count || found[k].nearest < found[best].nearest))
                best = k;
        if (best == count)
            break;
        thresholds[taken++] = found[best];
        found[best] = (thaw_threshold){0};
    }
    for (size_t k = 0; k < count; k++)
        thaw_threshold_clear(&found[k]);
    return taken;
}

static thaw_status search_candidates(outward *o, size_t count, int threads, thaw_fault *fault)
{
    o->found = calloc(count + 1, sizeof *o->found);
    o->status = calloc(count + 1, sizeof *o->status);
    o->faults = calloc(count + 1, sizeof *o->faults);
    if (!o->found || !o->status || !o->faults)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu searches", count);
    thaw_parallel_for(count, threads, search_one, o);
    for (size_t k = 0; k < count; k++)
        if (o->status[k] != THAW_OK) {
            if (fault)
                *fault = o->faults[k];
            return o->status[k];
        }
    return thaw_threshold_stopped(o->settings, fault);
}

thaw_status thaw_threshold_nearest(const thaw_setting *setting, const thaw_deal *deal,
                                   const thaw_dial *dials, size_t count, size_t wanted,
                                   const thaw_markov_settings *settings, int threads,
                                   thaw_threshold *thresholds, size_t *found, thaw_fault *fault)
{
    enum { SPARE = 2 }; /* candidates searched for each one wanted: slopes are only hints */
    *found = 0;
    thaw_probe baseline;
    thaw_status status =
        thaw_threshold_probe(setting, deal, NULL, NULL, 0, settings, &baseline, fault);
    if (status != THAW_OK || thaw_probe_sign(&baseline) == 0)
        return status;
    double *slopes = calloc(count + 1, sizeof *slopes), *values = calloc(count + 1, sizeof *values);
    candidate *candidates = calloc(count + 1, sizeof *candidates);
    outward o = {.setting = setting,
                 .deal = deal,
                 .dials = dials,
                 .settings = settings,
                 .baseline = &baseline,
                 .candidates = candidates};
    size_t tried = 0;
    if (slopes && values && candidates) {
        for (size_t k = 0; k < count; k++)
            values[k] = dials[k].baseline;
        status = thaw_threshold_slopes(setting, deal, dials, values, count, settings, threads,
                                       slopes, fault);
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", count);
    }
    if (status == THAW_OK) {
        tried = rank(dials, count, &baseline, slopes, candidates);
        tried = tried < SPARE * wanted ? tried : SPARE * wanted;
        status = search_candidates(&o, tried, threads, fault);
    }
    if (status == THAW_OK)
        *found = take_nearest(o.found, tried, wanted, thresholds);
    for (size_t k = 0; status != THAW_OK && o.found && k < tried; k++)
        thaw_threshold_clear(&o.found[k]);
    free(o.found);
    free(o.status);
    free(o.faults);
    free(slopes);
    free(values);
    free(candidates);
    return status;
}
