/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Convex polygons: those that can be seen by eye, flat ones, and random ones beside the slow way.
 */
#include "solvers/polygon.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/support/dice.h"
#include "tests/support/plain_polygon.h"

typedef double point[2];
#define POINTS(...) ((const point[]){__VA_ARGS__})
#define COUNT(...)  (sizeof POINTS(__VA_ARGS__) / sizeof(point))

static thaw_polygon hull_of(const point *points, size_t count)
{
    thaw_polygon hull = {0};
    cr_assert(eq(int, thaw_polygon_hull((const thaw_point *)points, count, &hull), THAW_OK));
    return hull;
}

#define HULL(...) hull_of(POINTS(__VA_ARGS__), COUNT(__VA_ARGS__))

static void expect_corners(const thaw_polygon *p, const point *points, size_t count)
{
    cr_assert(eq(sz, p->count, count));
    for (size_t k = 0; k < count; k++) {
        cr_expect(eq(dbl, p->corner[k].x[0], points[k][0]), "corner %zu", k);
        cr_expect(eq(dbl, p->corner[k].x[1], points[k][1]), "corner %zu", k);
    }
}

#define EXPECT_CORNERS(p, ...) expect_corners(p, POINTS(__VA_ARGS__), COUNT(__VA_ARGS__))

/* ---- hulls ---- */

/* Counterclockwise from the lowest corner, the left one of two; inner points and points on edges
 * are no corners, repeated ones count once. */
Test(polygon, a_square_with_points_in_it_and_on_it)
{
    thaw_polygon square = HULL({1, 1}, {0, 0}, {0.5, 0.25}, {1, 0}, {0.5, 0}, {0, 1}, {1, 1},
                               {0, 0.5}, {0, 0}, {1, 0.75}, {0.5, 1});
    EXPECT_CORNERS(&square, {0, 0}, {1, 0}, {1, 1}, {0, 1});
    thaw_polygon_clear(&square);
    cr_expect(eq(sz, square.count, 0));
    cr_expect(square.corner == NULL);
}

Test(polygon, the_lowest_corner_is_the_first)
{
    thaw_polygon kite = HULL({-1, 0}, {0, 2}, {1, 0}, {0, -1});
    EXPECT_CORNERS(&kite, {0, -1}, {1, 0}, {0, 2}, {-1, 0});
    thaw_polygon_clear(&kite);
}

Test(polygon, points_and_segments_and_nothing)
{
    thaw_polygon none = hull_of(NULL, 0), one = HULL({3, -2}, {3, -2}, {3, -2}),
                 level = HULL({2, 1}, {0, 1}, {1, 1}), upright = HULL({1, 2}, {1, 5}, {1, 0}),
                 slanted = HULL({3, 3}, {1, 1}, {2, 2}, {1, 1});
    cr_expect(eq(sz, none.count, 0));
    EXPECT_CORNERS(&one, {3, -2});
    EXPECT_CORNERS(&level, {0, 1}, {2, 1});
    EXPECT_CORNERS(&upright, {1, 0}, {1, 5});
    EXPECT_CORNERS(&slanted, {1, 1}, {3, 3});
    thaw_polygon_clear(&none);
    thaw_polygon_clear(&one);
    thaw_polygon_clear(&level);
    thaw_polygon_clear(&upright);
    thaw_polygon_clear(&slanted);
}

/* The corner (1, 0) is nearer than 1e-16 to the line through its neighbours, and far from the
 * segment between them. */
Test(polygon, a_corner_beside_edges_that_turn_back_is_kept)
{
    thaw_polygon p = HULL({0.99994, -4e-29}, {1, 0}, {0.9994, 3e-16}, {0.9, 0.4}, {0, 1}, {0, 0.5});
    cr_expect(eq(dbl, thaw_polygon_support(&p, (thaw_point){{1, 0}}), 1));
    thaw_polygon_clear(&p);
}

/* ---- support and distance ---- */

Test(polygon, support_is_the_farthest_corner)
{
    thaw_polygon triangle = HULL({0, 0}, {4, 0}, {0, 3}), none = {0}, one = HULL({2, -5});
    cr_expect(eq(dbl, thaw_polygon_support(&triangle, (thaw_point){{1, 1}}), 4));
    cr_expect(eq(dbl, thaw_polygon_support(&triangle, (thaw_point){{1, 2}}), 6));
    cr_expect(eq(dbl, thaw_polygon_support(&triangle, (thaw_point){{-1, -1}}), 0));
    cr_expect(eq(dbl, thaw_polygon_support(&one, (thaw_point){{-1, 2}}), -12));
    cr_expect(eq(dbl, thaw_polygon_support(&none, (thaw_point){{1, 0}}), -(double)INFINITY));
    thaw_polygon_clear(&triangle);
    thaw_polygon_clear(&one);
}

/* The triangle (0, 0), (4, 0), (0, 3): inside, beside each edge, beyond corners. The long edge lies
 * on 3 x + 4 y = 12. */
Test(polygon, distance_from_a_triangle)
{
    thaw_polygon triangle = HULL({0, 0}, {4, 0}, {0, 3});
    const struct {
        thaw_point at;
        double distance;
    } cases[] = {{{{1, 1}}, 0},           {{{0, 0}}, 0},   {{{2, 1.5}}, 0}, {{{1, -2}}, 2},
                 {{{-3, 1}}, 3},          {{{-3, -4}}, 5}, {{{7, -4}}, 5},  {{{0, 5}}, 2},
                 {{{2 + 3, 1.5 + 4}}, 5}, {{{10, 0}}, 6},  {{{2, 0}}, 0}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        cr_expect(epsilon_eq(dbl, thaw_polygon_distance(&triangle, cases[k].at), cases[k].distance,
                             1e-14),
                  "case %zu", k);
    thaw_polygon_clear(&triangle);
}

Test(polygon, distance_from_flat_ones)
{
    thaw_polygon one = HULL({1, 1}), segment = HULL({0, 0}, {3, 4}), none = {0};
    cr_expect(eq(dbl, thaw_polygon_distance(&one, (thaw_point){{4, 5}}), 5));
    cr_expect(epsilon_eq(dbl, thaw_polygon_distance(&segment, (thaw_point){{1.5, 2}}), 0, 1e-15));
    cr_expect(epsilon_eq(dbl, thaw_polygon_distance(&segment, (thaw_point){{4, -3}}), 5, 1e-14));
    cr_expect(epsilon_eq(dbl, thaw_polygon_distance(&segment, (thaw_point){{6, 8}}), 5, 1e-14));
    cr_expect(epsilon_eq(dbl, thaw_polygon_distance(&segment, (thaw_point){{0, -2}}), 2, 1e-14));
    cr_expect(eq(dbl, thaw_polygon_distance(&none, (thaw_point){{0, 0}}), (double)INFINITY));
    thaw_polygon_clear(&one);
    thaw_polygon_clear(&segment);
}

/* However far away, and where nobody knows: not inside. */
Test(polygon, distance_beyond_numbers)
{
    static const double far[][2] = {{1e200, 1}, {-1e300, 1e300}, {1, -1e308}, {HUGE_VAL, 1},
                                    {NAN, 1},   {1, NAN},        {NAN, NAN}};
    thaw_polygon triangle = HULL({0, 0}, {4, 0}, {0, 3}), one = HULL({1, 1}),
                 segment = HULL({0, 0}, {3, 4});
    for (size_t k = 0; k < sizeof far / sizeof *far; k++) {
        thaw_point at = {{far[k][0], far[k][1]}};
        cr_expect(gt(dbl, thaw_polygon_distance(&triangle, at), 1e199), "case %zu", k);
        cr_expect(gt(dbl, thaw_polygon_distance(&one, at), 1e199), "case %zu", k);
        cr_expect(gt(dbl, thaw_polygon_distance(&segment, at), 1e199), "case %zu", k);
    }
    thaw_polygon_clear(&triangle);
    thaw_polygon_clear(&one);
    thaw_polygon_clear(&segment);
}

/* The unit square and the same moved by (3, 4): the farthest corner is 5 away. A larger square:
 * only one of the ways. */
Test(polygon, hausdorff_is_the_larger_excess)
{
    thaw_polygon unit = HULL({0, 0}, {1, 0}, {1, 1}, {0, 1}),
                 moved = HULL({3, 4}, {4, 4}, {4, 5}, {3, 5}),
                 larger = HULL({-1, -1}, {2, -1}, {2, 2}, {-1, 2});
    cr_expect(epsilon_eq(dbl, thaw_polygon_hausdorff(&unit, &moved), 5, 1e-14));
    cr_expect(eq(dbl, thaw_polygon_excess(&unit, &larger), 0));
    cr_expect(epsilon_eq(dbl, thaw_polygon_excess(&larger, &unit), sqrt(2), 1e-15));
    cr_expect(epsilon_eq(dbl, thaw_polygon_hausdorff(&unit, &larger), sqrt(2), 1e-15));
    thaw_polygon_clear(&unit);
    thaw_polygon_clear(&moved);
    thaw_polygon_clear(&larger);
}

Test(polygon, excess_of_and_to_nothing)
{
    thaw_polygon unit = HULL({0, 0}, {1, 0}, {1, 1}, {0, 1}), none = {0};
    cr_expect(eq(dbl, thaw_polygon_excess(&none, &unit), 0));
    cr_expect(eq(dbl, thaw_polygon_excess(&unit, &none), (double)INFINITY));
    cr_expect(eq(dbl, thaw_polygon_excess(&none, &none), 0));
    cr_expect(eq(dbl, thaw_polygon_hausdorff(&none, &unit), (double)INFINITY));
    cr_expect(eq(dbl, thaw_polygon_hausdorff(&none, &none), 0));
    thaw_polygon_clear(&unit);
}

/* ---- copies ---- */

Test(polygon, a_copy_is_its_own)
{
    thaw_polygon unit = HULL({0, 0}, {1, 0}, {0, 1}), copy = {0};
    cr_assert(eq(int, thaw_polygon_copy(&unit, &copy), THAW_OK));
    cr_expect(copy.corner != unit.corner);
    thaw_polygon_clear(&unit);
    EXPECT_CORNERS(&copy, {0, 0}, {1, 0}, {0, 1});
    cr_assert(eq(int, thaw_polygon_copy(&unit, &copy), THAW_OK));
    cr_expect(eq(sz, copy.count, 0));
    thaw_polygon_clear(&copy);
}

Test(polygon, room_is_made_and_nothing_lost)
{
    thaw_polygon unit = HULL({0, 0}, {1, 0}, {0, 1});
    cr_assert(eq(int, thaw_polygon_reserve(&unit, 1000), THAW_OK));
    cr_expect(ge(sz, unit.capacity, 1000));
    EXPECT_CORNERS(&unit, {0, 0}, {1, 0}, {0, 1});
    thaw_polygon_clear(&unit);
}

/* ---- fewer corners ---- */

static thaw_polygon circle(int corners, double radius)
{
    point *points = calloc((size_t)corners, sizeof *points);
    cr_assert(points != NULL);
    for (int k = 0; k < corners; k++) {
        double angle = 2 * acos(-1) * k / corners;
        points[k][0] = radius * cos(angle);
        points[k][1] = radius * sin(angle);
    }
    thaw_polygon hull = hull_of((const point *)points, (size_t)corners);
    free(points);
    return hull;
}

/* A polygon of m edges about a unit circle is 1 / cos(pi / m) - 1 away from it, pi^2 / (2 m^2): for
 * 1e-3, some 70 edges are enough, and as many inside, 1 - cos(pi / m). */
Test(polygon, a_circle_is_widened_and_narrowed)
{
    thaw_polygon of = circle(5000, 1), wide = {0}, slim = {0};
    cr_assert(eq(int, thaw_polygon_copy(&of, &wide), THAW_OK));
    cr_assert(eq(int, thaw_polygon_copy(&of, &slim), THAW_OK));
    thaw_polygon_widen(&wide, 1e-3);
    uint64_t tags[5000] = {0};
    thaw_polygon_narrow_tagged(&slim, tags, 1e-3);
    cr_expect(plain_excess(&of, &wide) <= 1e-14);
    cr_expect(plain_excess(&wide, &of) <= 1e-3 + 1e-14);
    cr_expect(plain_excess(&slim, &of) <= 1e-14);
    cr_expect(plain_excess(&of, &slim) <= 1e-3 + 1e-14);
    cr_expect(lt(sz, wide.count, 400));
    cr_expect(lt(sz, slim.count, 400));
    thaw_polygon_clear(&of);
    thaw_polygon_clear(&wide);
    thaw_polygon_clear(&slim);
}

/* ---- random ones ---- */

/* Points of a kind: spread, on a grid (many on lines), nearly on a line, on a curve, few. */
static size_t draw(dice *d, point *points)
{
    int kind = dice_int(d, 0, 4), count = kind == 4 ? dice_int(d, 0, 4) : dice_int(d, 1, 40);
    double slope = dice_real(d, -2, 2), thin = pow(10, -dice_real(d, 3, 18));
    for (int k = 0; k < count; k++) {
        double x = dice_real(d, -1, 1), y = dice_real(d, -1, 1);
        if (kind == 1 || kind == 4) {
            x = dice_int(d, -2, 2);
            y = dice_int(d, -2, 2);
        } else if (kind == 2) {
            y = slope * x + thin * y;
        } else if (kind == 3) {
            y = x * x;
        }
        points[k][0] = x;
        points[k][1] = y;
    }
    return (size_t)count;
}

/* Counterclockwise, as far as rounding of coordinates up to 2 lets one see, from the lowest, no
 * corner twice. */
static bool well_formed(const thaw_polygon *p)
{
    for (size_t k = 0; k < p->count && p->count > 1; k++) {
        const double *a = p->corner[k].x, *b = p->corner[(k + 1) % p->count].x,
                     *c = p->corner[(k + 2) % p->count].x;
        double in = hypot(b[0] - a[0], b[1] - a[1]), out = hypot(c[0] - b[0], c[1] - b[1]),
               turn = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
        if (in <= 0 || (p->count > 2 && turn < -8 * DBL_EPSILON * (in + out)))
            return false;
        if (k > 0 &&
            (a[1] < p->corner[0].x[1] || (a[1] == p->corner[0].x[1] && a[0] <= p->corner[0].x[0])))
            return false;
    }
    return true;
}

enum { CASES = 5000, MOST = 64 };

Test(polygon, random_hulls_contain_their_points_and_no_more)
{
    uint64_t first = first_seed(1);
    for (uint64_t k = 0; k < CASES; k++) {
        dice d = dice_new(first + k);
        point points[MOST];
        size_t count = draw(&d, points);
        thaw_polygon hull = hull_of((const point *)points, count),
                     other = plain_hull((const point *)points, count);
        cr_assert(well_formed(&hull), REPLAY, SEED(d));
        cr_assert(plain_hausdorff(&hull, &other) <= 1e-11, REPLAY, SEED(d));
        for (size_t j = 0; j < count; j++)
            cr_assert(plain_excess(&(thaw_polygon){(thaw_point *)points[j], 1, 1}, &hull) <= 1e-13,
                      REPLAY, SEED(d));
        thaw_polygon_clear(&hull);
        plain_polygon_clear(&other);
    }
}

Test(polygon, random_distances_are_those_of_the_slow_way)
{
    uint64_t first = first_seed(2);
    for (uint64_t k = 0; k < CASES; k++) {
        dice d = dice_new(first + k);
        point one[MOST], other[MOST];
        thaw_polygon a = hull_of((const point *)one, draw(&d, one)),
                     b = hull_of((const point *)other, draw(&d, other));
        double excess = thaw_polygon_excess(&a, &b), expected = plain_excess(&a, &b);
        cr_assert(excess == expected || fabs(excess - expected) <= 1e-13, "%g, not %g; " REPLAY,
                  excess, expected, SEED(d));
        double apart = thaw_polygon_hausdorff(&a, &b);
        expected = plain_hausdorff(&a, &b);
        cr_assert(apart == expected || fabs(apart - expected) <= 1e-13, "%g, not %g; " REPLAY,
                  apart, expected, SEED(d));
        thaw_polygon_clear(&a);
        thaw_polygon_clear(&b);
    }
}

/* A tag is the number of a point: it follows its corner through the hull. Of points in the same
 * place the first counts. */
static void tagged_hull(const point *points, size_t count, thaw_polygon *hull, uint64_t *tags)
{
    thaw_tagged tagged[MOST];
    for (size_t k = 0; k < count; k++) {
        memcpy(tagged[k].at.x, points[k], sizeof tagged[k].at.x);
        tagged[k].tag = k;
    }
    cr_assert(eq(int, thaw_polygon_hull_tagged(tagged, count, hull, tags), THAW_OK));
}

static bool tags_tell(const thaw_polygon *p, const uint64_t *tags, const point *points)
{
    for (size_t k = 0; k < p->count; k++)
        for (uint64_t j = 0; j <= tags[k]; j++)
            if ((p->corner[k].x[0] == points[j][0] && p->corner[k].x[1] == points[j][1]) !=
                (j == tags[k]))
                return false;
    return true;
}

Test(polygon, random_hulls_tell_where_their_corners_are_from)
{
    uint64_t first = first_seed(4);
    for (uint64_t k = 0; k < CASES; k++) {
        dice d = dice_new(first + k);
        point points[MOST];
        uint64_t tags[MOST + 2];
        size_t count = draw(&d, points);
        thaw_polygon hull = {0}, plain = hull_of((const point *)points, count);
        tagged_hull((const point *)points, count, &hull, tags);
        cr_assert(tags_tell(&hull, tags, (const point *)points), REPLAY, SEED(d));
        cr_assert(eq(sz, hull.count, plain.count), REPLAY, SEED(d));
        cr_assert(plain_hausdorff(&hull, &plain) <= 0, REPLAY, SEED(d));
        thaw_polygon_clear(&hull);
        thaw_polygon_clear(&plain);
    }
}

/* Whatever the polygon: the wider one contains it, the narrower lies in it, none is farther off
 * than allowed, none has more corners, and empty, one-point and two-point sets stay sets. */
Test(polygon, random_ones_are_widened_and_narrowed_within_bounds)
{
    uint64_t first = first_seed(3);
    for (uint64_t k = 0; k < CASES; k++) {
        dice d = dice_new(first + k);
        point points[MOST];
        uint64_t tags[MOST + 2];
        thaw_polygon of = {0}, wide = {0}, slim = {0};
        tagged_hull((const point *)points, draw(&d, points), &of, tags);
        double most = dice_int(&d, 0, 4) ? pow(10, -dice_real(&d, 0, 16)) : 0;
        cr_assert(eq(int, thaw_polygon_copy(&of, &wide), THAW_OK));
        cr_assert(eq(int, thaw_polygon_copy(&of, &slim), THAW_OK));
        thaw_polygon_widen(&wide, most);
        thaw_polygon_narrow_tagged(&slim, tags, most);
        cr_assert(well_formed(&wide) && well_formed(&slim), REPLAY, SEED(d));
        cr_assert(wide.count <= of.count && slim.count <= of.count, REPLAY, SEED(d));
        if (of.count > 0)
            cr_assert(wide.count > 0 && slim.count > 0, REPLAY, SEED(d));
        cr_assert(tags_tell(&slim, tags, (const point *)points), REPLAY, SEED(d));
        double out = plain_excess(&of, &wide), in = plain_excess(&slim, &of);
        cr_assert(out <= 4e-15 && in <= 4e-15,
                  "%g out of the wider, %g of the narrower out; " REPLAY, out, in, SEED(d));
        cr_assert(plain_excess(&wide, &of) <= most + 4e-15, REPLAY, SEED(d));
        cr_assert(plain_excess(&of, &slim) <= most + 4e-15, REPLAY, SEED(d));
        thaw_polygon_clear(&of);
        thaw_polygon_clear(&wide);
        thaw_polygon_clear(&slim);
    }
}
