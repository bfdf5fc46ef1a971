/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Convex polygons in the plane, given by their corners.
 *
 * A polygon lists its corners counterclockwise, beginning with the lowest (of several, the
 * leftmost), no three of them on a line and none twice. One corner is a point, two are a segment,
 * none is the empty set: all operations take them as they come. */
#ifndef THAW_SOLVERS_POLYGON_H
#define THAW_SOLVERS_POLYGON_H

#include <stdint.h>

#include "model/status.h"

/* A pair of payoffs. */
typedef struct thaw_point {
    double x[2];
} thaw_point;

/* A convex set: its corners, counterclockwise. None is the empty set. */
typedef struct thaw_polygon {
    thaw_point *corner; /* owned */
    size_t count, capacity;
} thaw_polygon;

/* Releases the corners and leaves the empty set. */
void thaw_polygon_clear(thaw_polygon *polygon);

/* Room for that many corners; a copy. Both fail with THAW_ENOMEM. */
thaw_status thaw_polygon_reserve(thaw_polygon *polygon, size_t corners);
thaw_status thaw_polygon_copy(const thaw_polygon *from, thaw_polygon *to);

/* The convex hull of points (Andrew 1979). Fails with THAW_ENOMEM. */
thaw_status thaw_polygon_hull(const thaw_point *points, size_t count, thaw_polygon *hull);

/* A point that says where it is from. */
typedef struct thaw_tagged {
    thaw_point at;
    uint64_t tag;
} thaw_tagged;

/* The same for tagged points, which are reordered; tags[corner], with room for 2 * count + 2. Of
 * points in the same place the one with the least tag counts. */
thaw_status thaw_polygon_hull_tagged(thaw_tagged *points, size_t count, thaw_polygon *hull,
                                     uint64_t *tags);

/* Largest value of direction . x over the polygon; -infinity for the empty set. */
double thaw_polygon_support(const thaw_polygon *polygon, thaw_point direction);

/* Distance from a point to the polygon, 0 inside; infinite for the empty set, and of a point that
 * is not a number. */
double thaw_polygon_distance(const thaw_polygon *polygon, thaw_point point);

/* Largest distance from a point of `of` to `to`: 0 when `of` lies within `to`, infinite when only
 * `to` is empty. The Hausdorff distance is the larger of the two ways. */
double thaw_polygon_excess(const thaw_polygon *of, const thaw_polygon *to);
double thaw_polygon_hausdorff(const thaw_polygon *one, const thaw_polygon *two);

/* A polygon with fewer corners that contains this one (widen), or lies within it (narrow), and is
 * no farther from it than `most`. */
void thaw_polygon_widen(thaw_polygon *polygon, double most);
void thaw_polygon_narrow(thaw_polygon *polygon, double most);
void thaw_polygon_narrow_tagged(thaw_polygon *polygon, uint64_t *tags, double most);

/* Leaves the part of the polygon that lies within another of three corners or more, moved out by
 * `wider` on every side; all of it where that part would be empty. */
thaw_status thaw_polygon_cut(thaw_polygon *polygon, const thaw_polygon *within, double wider);

#endif
