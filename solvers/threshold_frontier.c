/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frontier between two inputs: predicted along the curve, corrected across it.
 *
 * The corrector looks for a change of sign on a segment across the predicted point and closes it by
 * Brent's method, so that it follows roots and jumps alike. Coordinates are shares of the plausible
 * ranges, on the dials' scales: the square [0, 1] x [0, 1]. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/settings.h"
#include "solvers/threshold_parts.h"

enum {
    SEEDS = 5, /* scans along the first input, at even steps of the second, that start curves */
    CURVE_MAX = 400, /* points of one curve, each way */
};

/* In shares of the plausible ranges. */
static const double STEP = 1.0 / 24; /* along the curve */
static const double ACROSS = 0.6; /* half length of the segment searched, as a share of the step */
static const double WIDE = 1.2;   /* the same where the direction is only a guess */
static const double WIDTH = 1e-7; /* to which a point is closed in */
static const double SAME = 1.0 / 40;   /* a seed nearer than this to a curve is on it */
static const double STRAIGHT = 0.5;    /* smallest cosine between neighbouring steps */
static const double LEAST = STEP / 64; /* a shorter step ends a curve, or turns a corner */
static const double APART = 1e-5;      /* points nearer than this are one */
static const double HARDLY = 0.1;      /* smallest cosine with an input that moves across */

typedef struct vec {
    double x, y;
} vec;

/* A segment across the curve: position t runs from a to b. */
typedef struct segment {
    const thaw_dial *dials;
    vec a, b;
} segment;

static double place(const thaw_dial *dial, double share)
{
    double from = thaw_dial_to_scale(dial, dial->from), to = thaw_dial_to_scale(dial, dial->to);
    double value = thaw_dial_from_scale(dial, from + share * (to - from));
    return fmin(fmax(value, dial->low), dial->high);
}

static vec between(const segment *s, double t)
{
    return (vec){s->a.x + t * (s->b.x - s->a.x), s->a.y + t * (s->b.y - s->a.y)};
}

static void segment_at(double t, double *values, void *context)
{
    const segment *s = context;
    vec p = between(s, t);
    values[0] = place(&s->dials[0], p.x);
    values[1] = place(&s->dials[1], p.y);
}

/* All curves found so far. */
typedef struct trace {
    thaw_line line; /* its context is the segment */
    segment segment;
    thaw_frontier_point *points;
    vec *at; /* [point] */
    size_t count, capacity, curve;
} trace;

static int sign_of(double cosine)
{
    return (cosine > HARDLY) - (cosine < -HARDLY);
}

/* A point where the segment that was searched crosses the curve. */
static thaw_status add(trace *t, vec p, const thaw_bracket *bracket, thaw_fault *fault)
{
    if (t->count == t->capacity) {
        size_t capacity = t->capacity ? 2 * t->capacity : 128;
        thaw_frontier_point *points = realloc(t->points, capacity * sizeof *points);
        if (points)
            t->points = points;
        vec *at = points ? realloc(t->at, capacity * sizeof *at) : NULL;
        if (!at)
            return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu points", capacity);
        t->at = at;
        t->capacity = capacity;
    }
    bool first_holds = thaw_probe_sign(&bracket->probe[0]) > 0;
    vec way = {t->segment.b.x - t->segment.a.x, t->segment.b.y - t->segment.a.y};
    double length = (first_holds ? -1 : 1) * hypot(way.x, way.y);
    thaw_frontier_point *point = &t->points[t->count];
    *point = (thaw_frontier_point){.curve = t->curve};
    point->value[0] = place(&t->segment.dials[0], p.x);
    point->value[1] = place(&t->segment.dials[1], p.y);
    point->holds[0] = sign_of(way.x / length);
    point->holds[1] = sign_of(way.y / length);
    point->probe[0] = bracket->probe[first_holds ? 0 : 1];
    point->probe[1] = bracket->probe[first_holds ? 1 : 0];
    t->at[t->count++] = p;
    return THAW_OK;
}

/* Looks for the curve on the segment from a to b; *p is where it crosses. */
static thaw_status cross(trace *t, vec a, vec b, vec *p, thaw_bracket *bracket, bool *found,
                         thaw_fault *fault)
{
    t->segment.a = a;
    t->segment.b = b;
    *bracket = (thaw_bracket){.t = {0, 1}};
    *found = false;
    for (int k = 0; k < 2; k++) {
        thaw_status status = thaw_line_probe(&t->line, k, &bracket->probe[k], fault);
        if (status != THAW_OK)
            return status;
    }
    if (thaw_probe_sign(&bracket->probe[0]) * thaw_probe_sign(&bracket->probe[1]) != -1)
        return THAW_OK;
    double length = hypot(b.x - a.x, b.y - a.y);
    thaw_status status = thaw_bracket_close(&t->line, WIDTH / length, bracket, found, fault);
    *p = between(&t->segment, 0.5 * (bracket->t[0] + bracket->t[1]));
    return status;
}

static bool inside(vec p)
{
    return p.x >= 0 && p.x <= 1 && p.y >= 0 && p.y <= 1;
}

static vec clamp(vec p)
{
    return (vec){fmin(fmax(p.x, 0), 1), fmin(fmax(p.y, 0), 1)};
}

/* How far it is from p, inside the square, to its edge in direction d; *along is the edge's own
 * direction. */
static double to_edge(vec p, vec d, vec *along)
{
    double x = d.x > 0 ? (1 - p.x) / d.x : d.x < 0 ? -p.x / d.x : HUGE_VAL;
    double y = d.y > 0 ? (1 - p.y) / d.y : d.y < 0 ? -p.y / d.y : HUGE_VAL;
    *along = x < y ? (vec){0, 1} : (vec){1, 0};
    return fmin(x, y);
}

/* One step of at most `step` from p in direction d, halved until the curve is found across it; not
 * beyond the edge of the square, along which it is looked for instead. */
static thaw_status step_along(trace *t, vec p, vec d, double across, double *step, vec *next,
                              thaw_bracket *bracket, bool *found, thaw_fault *fault)
{
    vec along;
    double edge = to_edge(p, d, &along);
    *found = false;
    for (; *step > LEAST && !*found; *step *= *found ? 1 : 0.5) {
        double s = fmin(*step, edge), h = across * *step;
        vec q = {p.x + s * d.x, p.y + s * d.y};
        vec side = s < edge ? (vec){-d.y, d.x} : along;
        vec a = clamp((vec){q.x + h * side.x, q.y + h * side.y});
        vec b = clamp((vec){q.x - h * side.x, q.y - h * side.y});
        if (hypot(a.x - b.x, a.y - b.y) < 0.1 * h)
            continue;
        thaw_status status = cross(t, a, b, next, bracket, found, fault);
        if (status != THAW_OK)
            return status;
        if (!*found)
            continue;
        double length = hypot(next->x - p.x, next->y - p.y);
        if (((next->x - p.x) * d.x + (next->y - p.y) * d.y) < STRAIGHT * length)
            *found = false;
    }
    return THAW_OK;
}

/* Whether a point lies on a curve that is known, of those before one. */
static bool is_known(const trace *t, vec p, size_t before)
{
    for (size_t k = 0; k < t->count && t->points[k].curve < before; k++)
        if (hypot(t->at[k].x - p.x, t->at[k].y - p.y) < SAME)
            return true;
    return false;
}

/* A step from p in direction d; where the curve is lost, around a corner: a step to either side. */
static thaw_status step_on(trace *t, vec p, vec d, double across, double *step, vec *next,
                           thaw_bracket *bracket, bool *found, thaw_fault *fault)
{
    const vec ways[] = {d, {-d.y, d.x}, {d.y, -d.x}};
    thaw_status status = THAW_OK;
    *found = false;
    for (size_t k = 0; k < sizeof ways / sizeof *ways && status == THAW_OK && !*found; k++) {
        if (k > 0)
            *step = STEP;
        status =
            step_along(t, p, ways[k], k > 0 ? WIDE : across, step, next, bracket, found, fault);
        *found = *found && hypot(next->x - p.x, next->y - p.y) > APART;
    }
    return status;
}

/* Whether a curve that comes to p in direction d is at the edge of the square. */
static bool is_at_edge(vec p, vec d)
{
    vec along;
    return to_edge(p, d, &along) <= 0;
}

/* From a point on the curve in a direction to where it leaves the square, closes, meets another, or
 * is lost. No corner is sought at a start of which the direction is a guess. */
static thaw_status follow(trace *t, vec start, vec d, bool guess, thaw_fault *fault)
{
    vec p = start;
    double step = STEP, across = guess ? WIDE : ACROSS;
    size_t first = t->count;
    while (t->count - first < CURVE_MAX && !is_at_edge(p, d)) {
        vec next;
        thaw_bracket bracket;
        bool found = false;
        thaw_status status =
            guess && t->count == first
                ? step_along(t, p, d, across, &step, &next, &bracket, &found, fault)
                : step_on(t, p, d, across, &step, &next, &bracket, &found, fault);
        if (status != THAW_OK || !found)
            return status;
        vec way = {next.x - p.x, next.y - p.y};
        double length = hypot(way.x, way.y);
        if (!(length > APART) || !inside(next))
            return THAW_OK;
        bool turned = way.x * d.x + way.y * d.y < STRAIGHT * length;
        bool met = turned && is_known(t, next, t->curve);
        d = (vec){way.x / length, way.y / length};
        p = next;
        status = add(t, p, &bracket, fault);
        bool closed = t->count - first > 3 && hypot(p.x - start.x, p.y - start.y) < 0.6 * step;
        if (status != THAW_OK || closed || met)
            return status;
        step = fmin(2 * step, STEP);
        across = ACROSS;
    }
    return THAW_OK;
}

/* Points of the curve that was followed both ways from a seed, put in order: first way reversed,
 * seed, second. */
static void put_in_order(trace *t, size_t seed, size_t turn)
{
    for (size_t a = seed, b = turn - 1; a < b; a++, b--) {
        thaw_frontier_point point = t->points[a];
        t->points[a] = t->points[b];
        t->points[b] = point;
        vec at = t->at[a];
        t->at[a] = t->at[b];
        t->at[b] = at;
    }
}

/* The direction of the curve at p: towards where it crosses a small square around p, next to it. */
static thaw_status trace_from(trace *t, vec p, const thaw_bracket *bracket, thaw_fault *fault)
{
    static const vec ways[] = {{0, 1}, {0, -1}, {1, 0}, {-1, 0}};
    size_t seed = t->count;
    thaw_status status = add(t, p, bracket, fault);
    for (size_t k = 0; k < sizeof ways / sizeof *ways && status == THAW_OK; k++) {
        if (t->count > seed + 1)
            break;
        status = follow(t, p, ways[k], true, fault);
    }
    size_t turn = t->count;
    if (status == THAW_OK && turn > seed + 1) {
        vec d = {p.x - t->at[seed + 1].x, p.y - t->at[seed + 1].y};
        double length = hypot(d.x, d.y);
        put_in_order(t, seed, turn);
        if (length > 0)
            status = follow(t, p, (vec){d.x / length, d.y / length}, false, fault);
    }
    t->curve++;
    return status;
}

/* ---- curves that are others' ---- */

/* Whether another curve passes a point, and the deal holds on the same side of it. */
static bool is_shared(const trace *t, size_t point)
{
    const thaw_frontier_point *p = &t->points[point];
    for (size_t k = 0; k < t->count; k++) {
        const thaw_frontier_point *q = &t->points[k];
        if (q->curve != p->curve && p->holds[0] * q->holds[0] + p->holds[1] * q->holds[1] >= 0 &&
            hypot(t->at[k].x - t->at[point].x, t->at[k].y - t->at[point].y) < SAME)
            return true;
    }
    return false;
}

static void drop(trace *t, size_t first, size_t end)
{
    memmove(t->points + first, t->points + end, (t->count - end) * sizeof *t->points);
    memmove(t->at + first, t->at + end, (t->count - end) * sizeof *t->at);
    t->count -= end - first;
    for (size_t k = first; k < t->count; k++)
        t->points[k].curve--;
}

/* A curve that was begun where another had not come yet, such as a chord across its corner, is
 * dropped when all of it lies on others. */
static void drop_shared(trace *t)
{
    for (size_t first = 0, end; first < t->count; first = end) {
        bool shared = true;
        for (end = first; end < t->count && t->points[end].curve == t->points[first].curve; end++)
            shared = shared && is_shared(t, end);
        if (shared) {
            drop(t, first, end);
            end = first;
        }
    }
}

/* ---- on which side the deal holds ---- */

/* Square to the curve from one point to another, of length 1; 0 where they are one. */
static vec square_to(vec from, vec to)
{
    double length = hypot(to.x - from.x, to.y - from.y);
    return length > 0 ? (vec){(from.y - to.y) / length, (to.x - from.x) / length} : (vec){0, 0};
}

/* The segment that found a point ran anyhow across the curve, at a scan along one input alone. What
 * is told is square to the curve before and after the point, on that segment's side. */
static void square_sides(trace *t)
{
    for (size_t k = 0; k < t->count; k++) {
        thaw_frontier_point *p = &t->points[k];
        size_t last = k > 0 && p[-1].curve == p->curve ? k - 1 : k;
        size_t next = k + 1 < t->count && p[1].curve == p->curve ? k + 1 : k;
        vec before = square_to(t->at[last], t->at[k]), after = square_to(t->at[k], t->at[next]);
        vec square = {before.x + after.x, before.y + after.y};
        double side = square.x * p->holds[0] + square.y * p->holds[1];
        double length = (side < 0 ? -1 : 1) * hypot(square.x, square.y);
        if (side == 0)
            continue;
        p->holds[0] = sign_of(square.x / length);
        p->holds[1] = sign_of(square.y / length);
    }
}

/* ---- the whole ---- */

/* A point of a scan line: along the first input at one value of the second, or the other way. */
static vec on_line(bool along_first, double moving, double fixed)
{
    return along_first ? (vec){moving, fixed} : (vec){fixed, moving};
}

/* Scans one line and follows what crosses it and is not known yet. */
static thaw_status seed_line(trace *t, bool along_first, double fixed, thaw_fault *fault)
{
    enum { CELLS = 16 };
    thaw_probe last = {0};
    for (int k = 0; k <= CELLS; k++) {
        vec here = on_line(along_first, (double)k / CELLS, fixed);
        t->segment.a = t->segment.b = here;
        thaw_probe probe;
        thaw_status status = thaw_line_probe(&t->line, 0, &probe, fault);
        if (status != THAW_OK)
            return status;
        if (k > 0 && thaw_probe_sign(&probe) * thaw_probe_sign(&last) == -1) {
            vec p;
            thaw_bracket bracket;
            bool found = false;
            vec before = on_line(along_first, (k - 1.0) / CELLS, fixed);
            status = cross(t, before, here, &p, &bracket, &found, fault);
            if (status == THAW_OK && found && !is_known(t, p, t->curve))
                status = trace_from(t, p, &bracket, fault);
            if (status != THAW_OK)
                return status;
        }
        last = probe;
    }
    return THAW_OK;
}

thaw_status thaw_threshold_frontier(const thaw_setting *setting, const thaw_deal *deal,
                                    const thaw_dial dials[2], const thaw_markov_settings *settings,
                                    int threads, thaw_frontier_point **points, size_t *count,
                                    thaw_fault *fault)
{
    (void)threads; /* each point starts where the last one ended */
    trace t = {.segment = {.dials = dials}};
    t.line = (thaw_line){setting, deal, dials, 2, settings, segment_at, &t.segment};
    thaw_status status = THAW_OK;
    for (int k = 0; k < 2 * SEEDS && status == THAW_OK; k++)
        status = seed_line(&t, k < SEEDS, (double)(k % SEEDS) / (SEEDS - 1), fault);
    if (status == THAW_OK)
        status = thaw_threshold_stopped(settings, fault);
    drop_shared(&t);
    square_sides(&t);
    free(t.at);
    if (status != THAW_OK) {
        free(t.points);
        return status;
    }
    *points = t.points;
    *count = t.count;
    return THAW_OK;
}
