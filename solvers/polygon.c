/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Convex polygons: hulls, distances, and simpler polygons around or within. */
#include "solvers/polygon.h"
#include "solvers/settings.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

void thaw_polygon_clear(thaw_polygon *polygon)
{
    free(polygon->corner);
    *polygon = (thaw_polygon){0};
}

thaw_status thaw_polygon_reserve(thaw_polygon *polygon, size_t corners)
{
    if (corners <= polygon->capacity) {
        return THAW_OK;
    }
    size_t capacity = corners + corners / 2 + 4;
    thaw_point *corner = realloc(polygon->corner, capacity * sizeof *corner);
    if (!corner) {
        return THAW_ENOMEM;
    }
    polygon->corner = corner;
    polygon->capacity = capacity;
    return THAW_OK;
}

thaw_status thaw_polygon_copy(const thaw_polygon *from, thaw_polygon *to)
{
    thaw_status status = thaw_polygon_reserve(to, from->count);
    if (status == THAW_OK) {
        for (size_t k = 0; k < from->count; k++) {
            to->corner[k] = from->corner[k];
        }
        to->count = from->count;
    }
    return status;
}

static thaw_point minus(thaw_point a, thaw_point b)
{
    return (thaw_point){{a.x[0] - b.x[0], a.x[1] - b.x[1]}};
}

static double dot(thaw_point a, thaw_point b)
{
    return a.x[0] * b.x[0] + a.x[1] * b.x[1];
}

/* Positive when b lies counterclockwise of a. */
static double cross(thaw_point a, thaw_point b)
{
    return a.x[0] * b.x[1] - a.x[1] * b.x[0];
}

static double length(thaw_point a)
{
    return sqrt(dot(a, a));
}

/* From below to above, from left to right. */
static int upwards(const void *a, const void *b)
{
    const thaw_tagged *p = a, *q = b;
    for (int axis = 1; axis >= 0; axis--) {
        if (p->at.x[axis] != q->at.x[axis]) {
            return p->at.x[axis] < q->at.x[axis] ? -1 : 1;
        }
    }
    return p->tag < q->tag ? -1 : p->tag > q->tag;
}

static bool same(thaw_point a, thaw_point b)
{
    return a.x[0] == b.x[0] && a.x[1] == b.x[1];
}

/* Adds a point to a chain that turns left, from corner `start` on. */
static size_t turn_left(thaw_polygon *chain, uint64_t *tags, size_t count, size_t start,
                        const thaw_tagged *point)
{
    thaw_point *corner = chain->corner;
    while (count >= start + 2 && cross(minus(corner[count - 1], corner[count - 2]),
                                       minus(point->at, corner[count - 1])) <= 0) {
        count--;
    }
    corner[count] = point->at;
    tags[count] = point->tag;
    return count + 1;
}

thaw_status thaw_polygon_hull_tagged(thaw_tagged *points, size_t count, thaw_polygon *hull,
                                     uint64_t *tags)
{
    thaw_status status = thaw_polygon_reserve(hull, 2 * count + 2);
    if (status != THAW_OK) {
        return status;
    }
    hull->count = 0;
    if (count == 0) {
        return THAW_OK;
    }
    qsort(points, count, sizeof *points, upwards);
    size_t distinct = 1;
    for (size_t k = 1; k < count; k++) {
        if (!same(points[k].at, points[distinct - 1].at)) {
            points[distinct++] = points[k];
        }
    }
    size_t corners = 0; /* up the right side, and down the left */
    for (size_t k = 0; k < distinct; k++) {
        corners = turn_left(hull, tags, corners, 0, &points[k]);
    }
    size_t top = corners - 1, right = top; /* a point on the right side is not on the left too, */
    for (size_t k = distinct - 1; k-- > 0;) { /* whatever rounding makes of a thin hull */
        if (right > 1 && same(points[k].at, hull->corner[right - 1])) {
            right--;
        } else {
            corners = turn_left(hull, tags, corners, top, &points[k]);
        }
    }
    hull->count = corners > 1 ? corners - 1 : corners;
    return THAW_OK;
}

thaw_status thaw_polygon_hull(const thaw_point *points, size_t count, thaw_polygon *hull)
{
    thaw_tagged *tagged = malloc((count + 1) * sizeof *tagged);
    uint64_t *tags = malloc((2 * count + 2) * sizeof *tags);
    thaw_status status = tagged && tags ? THAW_OK : THAW_ENOMEM;
    for (size_t k = 0; k < count && status == THAW_OK; k++) {
        tagged[k] = (thaw_tagged){points[k], 0};
    }
    if (status == THAW_OK) {
        status = thaw_polygon_hull_tagged(tagged, count, hull, tags);
    }
    free(tagged);
    free(tags);
    return status;
}

double thaw_polygon_support(const thaw_polygon *polygon, thaw_point direction)
{
    double most = -INFINITY;
    for (size_t k = 0; k < polygon->count; k++) {
        most = fmax(most, dot(polygon->corner[k], direction));
    }
    return most;
}

/* Distance from a point to the segment from a to b. */
static double to_segment(thaw_point point, thaw_point a, thaw_point b)
{
    thaw_point along = minus(b, a), from = minus(point, a);
    double square = dot(along, along);
    double share = square > 0 ? fmin(fmax(dot(from, along) / square, 0), 1) : 0;
    thaw_point foot = {{a.x[0] + share * along.x[0], a.x[1] + share * along.x[1]}};
    return length(minus(point, foot));
}

static thaw_point corner_after(const thaw_polygon *polygon, size_t k)
{
    return polygon->corner[k + 1 < polygon->count ? k + 1 : 0];
}

/* Distance from a point to the polygon; *edge is the edge where it is. An edge that has the point
 * on its inner side is not the nearest to a point outside. What is not a number is on the inner
 * side of none, and infinitely far away. */
static double nearest_edge(const thaw_polygon *polygon, thaw_point point, size_t *edge)
{
    double least = INFINITY;
    bool inside = polygon->count > 2;
    for (size_t k = 0; k < polygon->count; k++) {
        thaw_point a = polygon->corner[k], b = corner_after(polygon, k);
        if (polygon->count > 2 && cross(minus(b, a), minus(point, a)) >= 0) {
            continue;
        }
        inside = false;
        double distance = to_segment(point, a, b);
        if (distance < least) {
            least = distance;
            *edge = k;
        }
    }
    return inside ? 0 : least;
}

double thaw_polygon_distance(const thaw_polygon *polygon, thaw_point point)
{
    size_t edge = 0;
    return nearest_edge(polygon, point, &edge);
}

/* The corner's distance to the edge that was nearest to the one before bounds its own distance from
 * above, and most corners need no more. */
double thaw_polygon_excess(const thaw_polygon *of, const thaw_polygon *to)
{
    if (to->count == 0) {
        return of->count > 0 ? INFINITY : 0;
    }
    double most = 0;
    size_t edge = 0;
    for (size_t k = 0; k < of->count; k++) {
        double bound = INFINITY;
        for (size_t ahead = 0; ahead < 3; ahead++) { /* the nearest edge moves on with the corner */
            size_t near = (edge + ahead) % to->count;
            bound =
                fmin(bound, to_segment(of->corner[k], to->corner[near], corner_after(to, near)));
        }
        if (bound > most) {
            most = fmax(most, nearest_edge(to, of->corner[k], &edge));
        }
    }
    return most;
}

double thaw_polygon_hausdorff(const thaw_polygon *one, const thaw_polygon *two)
{
    return fmax(thaw_polygon_excess(one, two), thaw_polygon_excess(two, one));
}

/* Where the lines through two edges meet, beyond the first, which ends in a, and before the second,
 * which begins in b. False where they do not; and where an edge would be drawn out to many times
 * its length, and with it the rounding of its ends. */
static bool meet(thaw_point a, thaw_point along_a, thaw_point b, thaw_point along_b, thaw_point *at)
{
    double turn = cross(along_a, along_b);
    thaw_point between = minus(b, a);
    double ahead = cross(between, along_b) / turn, back = cross(between, along_a) / turn;
    if (!(turn > 64 * DBL_EPSILON * length(along_a) * length(along_b) && ahead >= 0 &&
          ahead <= THAW_POLYGON_DRAWN && back <= 0 && back >= -THAW_POLYGON_DRAWN)) {
        return false;
    }
    *at = (thaw_point){{a.x[0] + ahead * along_a.x[0], a.x[1] + ahead * along_a.x[1]}};
    return true;
}

/* Removes edges, none beside another, where the lines of its neighbours meet within `most` of it:
 * the corner where they do takes the place of its two. Returns whether any was removed. */
static bool drop_edges(thaw_polygon *polygon, double most)
{
    size_t count = polygon->count, kept = 0;
    thaw_point *corner = polygon->corner, first = corner[0], before = corner[count - 1];
    for (size_t k = 0; k < count; k++) {
        thaw_point a = corner[k], b, c, at;
        size_t left = kept + (count - k) - 1; /* corners, were this edge removed */
        if (k + 1 < count && left >= 3) {
            b = corner[k + 1];
            c = k + 2 < count ? corner[k + 2] : first;
            if (meet(a, minus(a, before), b, minus(c, b), &at) && to_segment(at, a, b) <= most) {
                corner[kept++] = at;
                before = b;
                k++;
                continue;
            }
        }
        corner[kept++] = before = a;
    }
    polygon->count = kept;
    return kept < count;
}

/* Removes corners, none beside another, that lie within `most` of the line between its neighbours.
 */
static bool drop_corners(thaw_polygon *polygon, uint64_t *tags, double most)
{
    size_t count = polygon->count, kept = 1;
    thaw_point *corner = polygon->corner, first = corner[0], before = first;
    bool dropped = false;
    for (size_t k = 1; k < count; k++) {
        thaw_point after = k + 1 < count ? corner[k + 1] : first;
        bool drop =
            !dropped && kept + (count - k) > 3 && to_segment(corner[k], before, after) <= most;
        before = corner[k];
        if (!drop) {
            if (tags) {
                tags[kept] = tags[k];
            }
            corner[kept++] = before;
        }
        dropped = drop;
    }
    polygon->count = kept;
    return kept < count;
}

static void reverse(thaw_point *points, size_t count)
{
    for (size_t k = 0; k < count / 2; k++) {
        thaw_point point = points[k];
        points[k] = points[count - 1 - k];
        points[count - 1 - k] = point;
    }
}

/* Begins with the lowest corner again: rounding may have put a new one below it, and sums of
 * polygons are right only if all begin there. */
static void begin_lowest(thaw_polygon *polygon)
{
    size_t lowest = 0;
    for (size_t k = 1; k < polygon->count; k++) {
        thaw_point a = polygon->corner[k], b = polygon->corner[lowest];
        if (a.x[1] < b.x[1] || (a.x[1] == b.x[1] && a.x[0] < b.x[0])) {
            lowest = k;
        }
    }
    if (lowest > 0) {
        reverse(polygon->corner, lowest);
        reverse(polygon->corner + lowest, polygon->count - lowest);
        reverse(polygon->corner, polygon->count);
    }
}

/* Each round may take half of what is left to lose, so that all together stay within it. */
enum { ROUNDS = 6 };

void thaw_polygon_widen(thaw_polygon *polygon, double most)
{
    double share = most / 2;
    for (int round = 0; round < ROUNDS && polygon->count > 3 && drop_edges(polygon, share);
         round++) {
        share /= 2;
    }
    begin_lowest(polygon);
}

void thaw_polygon_narrow_tagged(thaw_polygon *polygon, uint64_t *tags, double most)
{
    double share = most / 2;
    for (int round = 0; round < ROUNDS && polygon->count > 3 && drop_corners(polygon, tags, share);
         round++) {
        share /= 2;
    }
}

void thaw_polygon_narrow(thaw_polygon *polygon, double most)
{
    thaw_polygon_narrow_tagged(polygon, NULL, most);
}

/* How far outside the line through a along `along` a polygon reaches, times the length of along: 0
 * but for rounding, which decides where an edge points that is not much longer than it. */
static double reach_beyond(const thaw_polygon *polygon, thaw_point a, thaw_point along)
{
    double least = 0;
    for (size_t k = 0; k < polygon->count; k++) {
        least = fmin(least, cross(along, minus(polygon->corner[k], a)));
    }
    return -least;
}

/* The part of a polygon on the inner side of the line through a along `along`, moved out by `slack`
 * over the length of along; into `to`, which has room for two corners more. */
static void cut_by_line(const thaw_polygon *from, thaw_point a, thaw_point along, double slack,
                        thaw_polygon *to)
{
    to->count = 0;
    for (size_t k = 0; k < from->count; k++) {
        thaw_point p = from->corner[k], q = corner_after(from, k);
        double inside = cross(along, minus(p, a)) + slack;
        double next = cross(along, minus(q, a)) + slack;
        if (inside >= 0) {
            to->corner[to->count++] = p;
        }
        if ((inside >= 0) != (next >= 0)) {
            double share = inside / (inside - next);
            to->corner[to->count++] = (thaw_point){
                {p.x[0] + share * (q.x[0] - p.x[0]), p.x[1] + share * (q.x[1] - p.x[1])}};
        }
    }
}

thaw_status thaw_polygon_cut(thaw_polygon *polygon, const thaw_polygon *within, double wider)
{
    thaw_polygon part = {0}, next = {0};
    thaw_status status = thaw_polygon_copy(polygon, &part);
    for (size_t k = 0; k < within->count && within->count > 2 && status == THAW_OK; k++) {
        thaw_point a = within->corner[k];
        status = thaw_polygon_reserve(&next, part.count + 2);
        if (status == THAW_OK) {
            thaw_point along = minus(corner_after(within, k), a);
            double slack = reach_beyond(within, a, along) + wider * length(along);
            cut_by_line(&part, a, along, slack, &next);
            thaw_polygon left = part;
            part = next;
            next = left;
        }
    }
    if (status == THAW_OK && part.count > 0) {
        status = thaw_polygon_hull(part.corner, part.count, polygon);
    }
    thaw_polygon_clear(&part);
    thaw_polygon_clear(&next);
    return status;
}
