/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Designs: where to look in a space of several inputs. Grids, and samples of the unit cube.
 *
 * Point k is a function of the design and of k alone, in constant memory: points can be worked on
 * in any order, on any thread, and again after a break. */
#ifndef THAW_SOLVERS_DESIGN_H
#define THAW_SOLVERS_DESIGN_H

#include <stddef.h>
#include <stdint.h>

#include "model/status.h"

/* Dimensions of GSL's Sobol' sequence, which without a word gives zeros beyond them; and the most
 * points of any design: there its 30 bits end. */
enum {
    THAW_SOBOL_DIMENSIONS = 40,
    THAW_SOBOL_MOST =
        1 << 24, /* Sobol' points: GSL counts up to the last first, in half a second */
    THAW_DESIGN_MOST = (1 << 30) - 1
};

/* How points are spread. */
typedef enum thaw_design_kind {
    THAW_DESIGN_RANDOM, /* independent and uniform, by Philox; point k is that of any longer design
                         */
    THAW_DESIGN_LHS,    /* Latin hypercube: one point in each of N slices of each dimension, uniform
                           within it (McKay, Beckman & Conover 1979) */
    THAW_DESIGN_SOBOL   /* Sobol' (1967) points, in Antonov & Saleev's (1979) order, the origin left
                           out; the seed plays no part */
} thaw_design_kind;

/* A design, ready to say where its points are. */
typedef struct thaw_design {
    thaw_design_kind kind;
    size_t dimensions, points;
    uint64_t seed;
    uint32_t *direction; /* of Sobol': [bit * dimensions + dimension]; owned */
} thaw_design;

/* A design of `points` points in the unit cube of `dimensions` dimensions. The seed is used by
 * random and lhs. Clear with thaw_design_clear. Fails with THAW_ERANGE where there are 0
 * dimensions, 0 points or more than THAW_DESIGN_MOST, or for Sobol' more than THAW_SOBOL_DIMENSIONS
 * or THAW_SOBOL_MOST dimensions; THAW_ENOMEM. Sobol' takes time in proportion to its points, once.
 */
thaw_status thaw_design_init(thaw_design_kind kind, size_t dimensions, size_t points, uint64_t seed,
                             thaw_design *design, thaw_fault *fault);
void thaw_design_clear(thaw_design *design);

/* Point k < points: a number in [0, 1) for each dimension. Thread-safe, allocates nothing. */
void thaw_design_point(const thaw_design *design, size_t k, double *point);

/* How the values of one input lie. */
typedef enum thaw_axis_kind {
    THAW_AXIS_LINEAR,
    THAW_AXIS_LOG, /* equal ratios between neighbours; 0 < from */
    THAW_AXIS_LIST
} thaw_axis_kind;

/* The values of one input that a design visits. */
typedef struct thaw_axis {
    thaw_axis_kind kind;
    double from, to;      /* both included; from may be above to */
    const double *values; /* of a list: `points` of them; borrowed */
    size_t points;        /* on a grid; at least 1 (then `from` is visited) */
} thaw_axis;

/* The value at u in [0, 1]: 0 gives from exactly, 1 to exactly; of a list each value has an equal
 * share of [0, 1). */
double thaw_axis_value(const thaw_axis *axis, double u);

/* The value at step k < points of a grid: the ends exactly, between them rounded to 12 digits, so
 * that decimal steps are decimal numbers. */
double thaw_axis_step(const thaw_axis *axis, size_t k);

/* Points of the grid of all axes. Fails with THAW_ERANGE where they are more than
 * THAW_DESIGN_MOST. */
thaw_status thaw_grid_size(const thaw_axis *axes, size_t count, size_t *points, thaw_fault *fault);

/* Point k of the grid, the last axis running fastest: a value for each axis. */
void thaw_grid_point(const thaw_axis *axes, size_t count, size_t k, double *values);

#endif
