/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thresholds of single inputs: the scan of a whole range, and the search for what is nearest. */
#include "solvers/threshold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/parallel.h"
#include "solvers/settings.h"
#include "solvers/threshold_parts.h"

/* A scanned point of one dial. */
typedef struct point {
    double t; /* on the dial's scale */
    thaw_probe probe;
} point;

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

/* ---- where to look ---- */

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
    /* refinement adds at most one point for each */
    s->capacity = 2 * ((size_t)range_points + 2 * THAW_SCAN_TAIL + 1);
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
    if (dial->low <= dial->baseline && dial->baseline <= dial->high)
        add_point(s, thaw_dial_to_scale(dial, dial->baseline));
    settle(s);
    return true;
}

/* ---- probing all points, side by side ---- */

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

/* ---- near misses ---- */

/* How far a point is from the other verdict. Within one verdict the slack's size is convex between
 * its jumps, or nearly: the smallest of several losses that are nearly straight has its peaks where
 * two of them meet, and a smooth trough elsewhere. */
static double depth(const point *p)
{
    return fabs(p->probe.slack);
}

static double steepness(const point *p, const point *q)
{
    return fabs(depth(p) - depth(q)) / fabs(p->t - q->t);
}

/* Three points, the middle one nearest to the other verdict; best is low or high itself at an end
 * of the scan. */
typedef struct trough {
    point low, best, high;
} trough;

/* Convex or nearly so: on the right of the middle point the slack falls no faster than it does on
 * the left of it, and the other way round. Whether that is too slow to come to 0, by a factor. */
static bool is_hopeless(const trough *w)
{
    static const double FACTOR = 2;
    if (w->best.t == w->low.t || w->best.t == w->high.t)
        return false;
    double left = steepness(&w->low, &w->best), right = steepness(&w->best, &w->high);
    return depth(&w->best) > FACTOR * left * (w->high.t - w->best.t) &&
           depth(&w->best) > FACTOR * right * (w->best.t - w->low.t);
}

static bool same_side(const point *p, const point *q)
{
    return thaw_probe_sign(&p->probe) != 0 &&
           thaw_probe_sign(&p->probe) == thaw_probe_sign(&q->probe);
}

/* At an end of the scan: the line through its two neighbours, extended, comes to 0 before the end.
 */
static bool dips_at_end(const point *end, const point *next, const point *after)
{
    return same_side(end, next) && same_side(next, after) && depth(next) < depth(after) &&
           depth(next) < steepness(next, after) * fabs(end->t - next->t);
}

static bool is_near_miss(const scan *s, size_t k, trough *w)
{
    const point *p = s->points + k;
    if (s->count < 3)
        return false;
    if (k == 0) {
        *w = (trough){p[0], p[0], p[1]};
        return dips_at_end(p, p + 1, p + 2);
    }
    if (k + 1 == s->count) {
        *w = (trough){p[-1], p[0], p[0]};
        return dips_at_end(p, p - 1, p - 2);
    }
    *w = (trough){p[-1], p[0], p[1]};
    return same_side(p, p - 1) && same_side(p, p + 1) && depth(p) <= depth(p - 1) &&
           depth(p) <= depth(p + 1) && !is_hopeless(w);
}

/* A near miss being looked into. */
typedef struct chase {
    scan *scan;
    trough trough;
    bool found; /* the point is of the other verdict */
    point point;
    thaw_status status;
    thaw_fault fault;
} chase;

static void take_left(trough *w, const point *p)
{
    if (depth(p) < depth(&w->best)) {
        w->high = w->best;
        w->best = *p;
    } else {
        w->low = *p;
    }
}

static void take_right(trough *w, const point *p)
{
    if (depth(p) < depth(&w->best)) {
        w->low = w->best;
        w->best = *p;
    } else {
        w->high = *p;
    }
}

/* Golden section towards the smallest slack, until it changes sign or cannot any more. */
static void refine(size_t k, void *context)
{
    static const double GOLDEN = 0.3819660112501051;
    chase *c = (chase *)context + k;
    trough *w = &c->trough;
    double least = THAW_REFINE_WIDTH * thaw_dial_span(c->scan->line.dials);
    while (w->high.t - w->low.t > least && !is_hopeless(w)) {
        bool right = w->high.t - w->best.t > w->best.t - w->low.t;
        point p = {.t = right ? w->best.t + GOLDEN * (w->high.t - w->best.t)
                              : w->best.t - GOLDEN * (w->best.t - w->low.t)};
        c->status = thaw_line_probe(&c->scan->line, p.t, &p.probe, &c->fault);
        if (c->status != THAW_OK || thaw_probe_sign(&p.probe) == 0)
            return;
        if (!same_side(&p, &w->best)) {
            c->found = true;
            c->point = p;
            return;
        }
        (right ? take_right : take_left)(w, &p);
    }
}

static size_t list_near_misses(scan *scans, size_t count, chase *list)
{
    size_t n = 0;
    trough w;
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < scans[k].count; i++)
            if (is_near_miss(&scans[k], i, &w))
                list[n++] = (chase){.scan = &scans[k], .trough = w};
    return n;
}

/* Looks into all near misses; points of the other verdict are added to their scans. */
static thaw_status refine_all(scan *scans, size_t count, int threads, thaw_fault *fault)
{
    size_t total = 0;
    for (size_t k = 0; k < count; k++)
        total += scans[k].count;
    chase *list = calloc(total + 1, sizeof *list);
    if (!list)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu near misses", total);
    size_t n = list_near_misses(scans, count, list);
    thaw_parallel_for(n, threads, refine, list);
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < n && status == THAW_OK; k++) {
        status = list[k].status;
        if (status != THAW_OK && fault)
            *fault = list[k].fault;
        if (list[k].found)
            list[k].scan->points[list[k].scan->count++] = list[k].point;
    }
    for (size_t k = 0; k < count; k++)
        settle(&scans[k]);
    free(list);
    return status;
}

/* ---- brackets ---- */

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

/* ---- the answer ---- */

double thaw_nearest_share(const thaw_threshold *t)
{
    double nearest = INFINITY;
    double range = t->dial.plausible[1] - t->dial.plausible[0];
    if (isnan(t->dial.baseline) || !(range > 0))
        return (double)NAN;
    for (size_t k = 0; k < t->crossing_count; k++)
        nearest = fmin(nearest, fabs(t->crossings[k].value - t->dial.baseline) / range);
    return nearest;
}

static void count_undecided(const scan *s, thaw_threshold *t)
{
    t->doubtful[0] = t->doubtful[1] = (double)NAN;
    for (size_t k = 0; k < s->count; k++) {
        const thaw_probe *probe = &s->points[k].probe;
        if (!probe->solved || probe->verdict != THAW_UNDECIDED)
            continue;
        t->doubtful[1] = thaw_dial_from_scale(&t->dial, s->points[k].t);
        if (t->undecided++ == 0)
            t->doubtful[0] = t->doubtful[1];
    }
}

static void sum_points(const scan *s, thaw_threshold *t)
{
    double from = thaw_dial_to_scale(&t->dial, t->dial.from);
    double to = thaw_dial_to_scale(&t->dial, t->dial.to);
    const thaw_probe *first = NULL;
    t->points = s->count;
    for (size_t k = 0; k < s->count; k++) {
        const thaw_probe *probe = &s->points[k].probe;
        t->unsolved += probe->solved ? 0 : 1;
        t->matters = t->matters || (first && probe->solved && probe->slack != first->slack);
        first = !first && probe->solved ? probe : first;
        if (k > 0 && s->points[k].t <= to && s->points[k - 1].t >= from)
            t->step = fmax(t->step, thaw_dial_from_scale(&t->dial, s->points[k].t) -
                                        thaw_dial_from_scale(&t->dial, s->points[k - 1].t));
    }
    t->end[0] = s->points[0].probe;
    t->end[1] = s->points[s->count - 1].probe;
}

static thaw_status report(const scan *s, thaw_threshold *t, thaw_fault *fault)
{
    t->dial = *s->line.dials;
    t->crossings = calloc(s->bracket_count + 1, sizeof *t->crossings);
    if (!t->crossings)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu crossings", s->bracket_count);
    sum_points(s, t);
    count_undecided(s, t);
    for (size_t b = 0; b < s->bracket_count; b++)
        if (s->closed[b])
            t->crossings[t->crossing_count++] =
                thaw_crossing_of(&t->dial, &s->brackets[b], s->jump[b]);
        else
            t->unsolved++;
    t->nearest = thaw_nearest_share(t);
    return THAW_OK;
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
