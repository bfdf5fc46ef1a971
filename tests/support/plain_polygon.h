/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Convex polygons for tests, the slow and simple way. They share no code with solvers/polygon, of
 * which they borrow the type alone: corners counterclockwise from the lowest (of several, the
 * leftmost), no three on a line; one is a point, two are a segment, none is the empty set. A helper
 * that cannot do its work fails the test. */
#ifndef THAW_TESTS_SUPPORT_PLAIN_POLYGON_H
#define THAW_TESTS_SUPPORT_PLAIN_POLYGON_H

#include "solvers/polygon.h"

void plain_polygon_clear(thaw_polygon *polygon);

/* Appends a point to a list of points. */
void plain_add(thaw_polygon *points, double x, double y);

/* The hull of a list of points (which is reordered), in place of what `hull` holds. Corners nearer
 * to the segment between their neighbours than 1e-12 of `scale` are dropped. */
void plain_make_hull(thaw_polygon *points, double scale, thaw_polygon *hull);
thaw_polygon plain_hull(const double (*points)[2], size_t count);

/* sum = one + weight * other, neither empty. to = what of a polygon has x[i] >= least, for a later
 * hull: corners may lie on a line or coincide. */
void plain_sum(const thaw_polygon *one, const thaw_polygon *other, double weight,
               thaw_polygon *sum);
void plain_cut(const thaw_polygon *from, int i, double least, thaw_polygon *to);

/* Largest distance from a point of `of` to `to`: 0 when `of` is empty, infinite when only `to` is.
 * The larger of both ways. */
double plain_excess(const thaw_polygon *of, const thaw_polygon *to);
double plain_hausdorff(const thaw_polygon *one, const thaw_polygon *other);

#endif
