/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Convex polygons, the slow and simple way. */
#include "tests/support/plain_polygon.h"

#include <math.h>
#include <stdlib.h>

#include <criterion/criterion.h>

/* Corners nearer to the segment between their neighbours than this share of the scale are dropped.
 */
static const double straight = 1e-14;

void plain_add(thaw_polygon *p, double x, double y)
{
    if (p->count == p->capacity) {
        p->capacity = p->capacity ? 2 * p->capacity : 16;
        p->corner = realloc(p->corner, p->capacity * sizeof *p->corner);
        cr_assert(p->corner);
    }
    p->corner[p->count++] = (thaw_point){{x, y}};
}

void plain_polygon_clear(thaw_polygon *polygon)
{
    free(polygon->corner);
    *polygon = (thaw_polygon){0};
}

static thaw_point minus(thaw_point a, thaw_point b)
{
    return (thaw_point){{a.x[0] - b.x[0], a.x[1] - b.x[1]}};
}

static double cross(thaw_point a, thaw_point b)
{
    return a.x[0] * b.x[1] - a.x[1] * b.x[0];
}

static double length(thaw_point a)
{
    return sqrt(a.x[0] * a.x[0] + a.x[1] * a.x[1]);
}

/* ---- the hull (Andrew 1979, with the axes swapped: it starts at the lowest point) ---- */

static int lower_first(const void *one, const void *other)
{
    const thaw_point *a = one, *b = other;
    if (a->x[1] != b->x[1])
        return a->x[1] < b->x[1] ? -1 : 1;
    return (a->x[0] > b->x[0]) - (a->x[0] < b->x[0]);
}

/* How far a point is from the segment between two others. */
static double aside(thaw_point point, thaw_point from, thaw_point to)
{
    thaw_point along = minus(to, from), out = minus(point, from);
    double square = along.x[0] * along.x[0] + along.x[1] * along.x[1];
    double share = out.x[0] * along.x[0] + out.x[1] * along.x[1];
    share = square > 0 ? fmin(fmax(share / square, 0), 1) : 0;
    return length((thaw_point){{out.x[0] - share * along.x[0], out.x[1] - share * along.x[1]}});
}

/* Puts a corner, unless it is the last one again, at the end of a chain that turns left, of which
 * the first `fixed` stay. */
static void turn_left(thaw_polygon *chain, size_t fixed, thaw_point next, double width)
{
    if (chain->count > 0 && length(minus(next, chain->corner[chain->count - 1])) <= width)
        return;
    while (chain->count > fixed) {
        thaw_point from = chain->corner[chain->count - 2];
        thaw_point last = chain->corner[chain->count - 1];
        if (cross(minus(last, from), minus(next, from)) > 0 && aside(last, from, next) > width)
            break;
        chain->count--;
    }
    plain_add(chain, next.x[0], next.x[1]);
}

/* Sorts the points and puts their hull in place of what `hull` holds. */
void plain_make_hull(thaw_polygon *points, double scale, thaw_polygon *hull)
{
    hull->count = 0;
    if (points->count == 0)
        return;
    qsort(points->corner, points->count, sizeof *points->corner, lower_first);
    for (size_t k = 0; k < points->count; k++)
        turn_left(hull, 1, points->corner[k], straight * scale);
    size_t top = hull->count;
    for (size_t k = points->count - 1; k-- > 0;)
        turn_left(hull, top, points->corner[k], straight * scale);
    thaw_point ends = minus(hull->corner[hull->count - 1], hull->corner[0]);
    if (hull->count > 1 && length(ends) <= straight * scale)
        hull->count--;
}

thaw_polygon plain_hull(const double (*points)[2], size_t count)
{
    thaw_polygon list = {0}, hull = {0};
    double scale = 0;
    for (size_t k = 0; k < count; k++) {
        plain_add(&list, points[k][0], points[k][1]);
        scale = fmax(scale, fmax(fabs(points[k][0]), fabs(points[k][1])));
    }
    plain_make_hull(&list, scale, &hull);
    plain_polygon_clear(&list);
    return hull;
}

/* ---- sums and cuts ---- */

/* Edges of a polygon listed from its lowest corner go once around, from direction 0. */
static bool comes_first(thaw_point a, thaw_point b)
{
    bool a_down = a.x[1] < 0 || (a.x[1] == 0 && a.x[0] < 0);
    bool b_down = b.x[1] < 0 || (b.x[1] == 0 && b.x[0] < 0);
    return a_down != b_down ? b_down : cross(a, b) > 0;
}

static thaw_point edge(const thaw_polygon *p, size_t k)
{
    return minus(p->corner[(k + 1) % p->count], p->corner[k]);
}

/* sum = one + weight * other (Minkowski): from the sum of the lowest corners along the edges of
 * both, by direction. */
void plain_sum(const thaw_polygon *one, const thaw_polygon *other, double weight, thaw_polygon *sum)
{
    sum->count = 0;
    size_t i = 0, j = 0, edges = one->count > 1 ? one->count : 0,
           others = other->count > 1 ? other->count : 0;
    for (;;) {
        thaw_point a = one->corner[i % one->count], b = other->corner[j % other->count];
        plain_add(sum, a.x[0] + weight * b.x[0], a.x[1] + weight * b.x[1]);
        if (i == edges && j == others)
            break;
        if (j == others || (i < edges && comes_first(edge(one, i), edge(other, j))))
            i++;
        else
            j++;
    }
}

/* What of a polygon has x[i] >= least (Sutherland & Hodgman 1974). */
void plain_cut(const thaw_polygon *from, int i, double least, thaw_polygon *to)
{
    to->count = 0;
    for (size_t k = 0; k < from->count; k++) {
        thaw_point a = from->corner[k], b = from->corner[(k + 1) % from->count];
        if (a.x[i] >= least)
            plain_add(to, a.x[0], a.x[1]);
        if ((a.x[i] >= least) != (b.x[i] >= least)) {
            double share = (least - a.x[i]) / (b.x[i] - a.x[i]);
            plain_add(to, a.x[0] + share * (b.x[0] - a.x[0]), a.x[1] + share * (b.x[1] - a.x[1]));
        }
    }
}

/* ---- distances ---- */

/* How far a point lies outside a polygon: from the nearest point of the edges, unless it lies left
 * of them all. */
static double distance(thaw_point point, const thaw_polygon *to)
{
    double least = INFINITY;
    bool inside = to->count > 2;
    for (size_t k = 0; k < to->count; k++) {
        thaw_point from = to->corner[k], next = to->corner[(k + 1) % to->count];
        least = fmin(least, aside(point, from, next));
        inside &= cross(minus(next, from), minus(point, from)) >= 0;
    }
    return inside ? 0 : least;
}

/* The distance to a convex set is a convex function: it is largest at a corner. */
double plain_excess(const thaw_polygon *of, const thaw_polygon *to)
{
    double most = 0;
    for (size_t k = 0; k < of->count; k++)
        most = fmax(most, distance(of->corner[k], to));
    return most;
}

double plain_hausdorff(const thaw_polygon *one, const thaw_polygon *other)
{
    return fmax(plain_excess(one, other), plain_excess(other, one));
}
