/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bounds on sets of payoffs, and linear bounds that follow from other bounds. */
#include "solvers/bounds.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "solvers/grow.h"
#include "solvers/settings.h"

void thaw_bounds_free(thaw_bounds *bounds)
{
    if (!bounds) {
        return;
    }
    free(bounds->first);
    free(bounds->direction);
    free(bounds->value);
    free(bounds->floor);
    free(bounds->worst);
    free(bounds->first_line);
    free(bounds->line);
    free(bounds->sorted);
    free(bounds->term);
    free(bounds->active);
    free(bounds->corner);
    free(bounds->candidate);
    free(bounds->vector);
    free(bounds->held);
    thaw_krylov_clear(&bounds->krylov);
    free(bounds);
}

thaw_status thaw_bounds_new(int states, thaw_bounds **out)
{
    thaw_bounds *bounds = calloc(1, sizeof *bounds);
    if (!bounds) {
        return THAW_ENOMEM;
    }
    bounds->states = states;
    bounds->first = calloc((size_t)states + 1, sizeof *bounds->first);
    bounds->worst = calloc((size_t)states * 2, sizeof *bounds->worst);
    if (!bounds->first || !bounds->worst) {
        thaw_bounds_free(bounds);
        return THAW_ENOMEM;
    }
    *out = bounds;
    return THAW_OK;
}

/* ---- directions ---- */

static double cross(thaw_point a, thaw_point b)
{
    return a.x[0] * b.x[1] - a.x[1] * b.x[0];
}

static double dot(thaw_point a, thaw_point b)
{
    return a.x[0] * b.x[0] + a.x[1] * b.x[1];
}

static bool upper_half(thaw_point a)
{
    return a.x[1] > 0 || (a.x[1] == 0 && a.x[0] > 0);
}

/* Whether a comes before b, counterclockwise from the right. */
static bool before(thaw_point a, thaw_point b)
{
    bool up = upper_half(a), other = upper_half(b);
    return up != other ? up : cross(a, b) > 0;
}

static thaw_status reserve_bounds(thaw_bounds *bounds, size_t count)
{
    if (count <= bounds->capacity) {
        return THAW_OK;
    }
    size_t capacity[4] = {bounds->capacity, bounds->capacity, bounds->capacity, bounds->capacity};
    if (thaw_grow(&bounds->direction, sizeof *bounds->direction, count, &capacity[0]) != THAW_OK ||
        thaw_grow(&bounds->value, sizeof *bounds->value, count, &capacity[1]) != THAW_OK ||
        thaw_grow(&bounds->floor, sizeof *bounds->floor, count, &capacity[2]) != THAW_OK ||
        thaw_grow(&bounds->first_line, sizeof *bounds->first_line, count + 1, &capacity[3]) !=
            THAW_OK) {
        return THAW_ENOMEM;
    }
    bounds->capacity = count + count / 2 + 64;
    return THAW_OK;
}

/* Adds the outward normals of a set's edges. Those of a set that a guess replaces yield to a
 * direction of the guess by which they could be told apart on less than `yield`. */
static size_t add_normals(const thaw_polygon *set, double yield, thaw_candidate *candidate,
                          size_t count)
{
    for (size_t k = 0; k < set->count && set->count > 1; k++) {
        thaw_point a = set->corner[k], b = set->corner[k + 1 < set->count ? k + 1 : 0];
        double x = b.x[1] - a.x[1], y = a.x[0] - b.x[0], size = sqrt(x * x + y * y);
        if (size > 0) {
            candidate[count++] = (thaw_candidate){{{x / size, y / size}}, yield / size, false};
        }
    }
    return count;
}

static int by_angle(const void *a, const void *b)
{
    const thaw_candidate *one = a, *two = b;
    if (before(one->direction, two->direction)) {
        return -1;
    }
    if (before(two->direction, one->direction)) {
        return 1;
    }
    return one->yields < two->yields ? -1 : one->yields > two->yields;
}

static bool within(thaw_point a, thaw_point b, double angle)
{
    return dot(a, b) > 0 && fabs(cross(a, b)) <= angle;
}

/* Keeps candidates that are not too near to another: first those that yield to nothing, then those
 * that need not yield. */
static size_t thin_out(thaw_candidate *candidate, size_t count)
{
    size_t firm = count; /* the last candidate before k that yields to nothing, circularly */
    for (size_t k = 0; k < count; k++) {
        if (candidate[k].yields == 0) {
            firm = k;
        }
    }
    if (firm == count) {
        return count;
    }
    thaw_point last = candidate[firm].direction;
    for (size_t k = 0; k < count; k++) {
        if (candidate[k].yields == 0) {
            last = candidate[k].direction;
        } else {
            candidate[k].drop = within(last, candidate[k].direction, candidate[k].yields);
        }
    }
    for (size_t k = count; k-- > 0;) {
        if (candidate[k].yields == 0) {
            last = candidate[k].direction;
        } else if (within(last, candidate[k].direction, candidate[k].yields)) {
            candidate[k].drop = true;
        }
    }
    size_t kept = 0;
    for (size_t k = 0; k < count; k++) {
        if (!candidate[k].drop) {
            candidate[kept++] = candidate[k];
        }
    }
    return kept;
}

static bool is_axis(thaw_point a)
{
    return a.x[0] == 0 || a.x[1] == 0;
}

/* A state's directions, in order: those of the guess, of its set, and the four axes. */
static thaw_status add_directions(thaw_bounds *bounds, int state, const thaw_polygon *set,
                                  const thaw_polygon *guess, double yield)
{
    size_t begin = bounds->first[state], count = 4;
    size_t most = set->count + guess->count + 4;
    thaw_status status = reserve_bounds(bounds, begin + most);
    if (status == THAW_OK) {
        status = thaw_grow(&bounds->candidate, sizeof *bounds->candidate, most,
                           &bounds->candidate_capacity);
    }
    if (status != THAW_OK) {
        return status;
    }
    thaw_candidate *candidate = bounds->candidate;
    const thaw_point axes[4] = {{{1, 0}}, {{0, 1}}, {{-1, 0}}, {{0, -1}}};
    for (size_t k = 0; k < 4; k++) {
        candidate[k] = (thaw_candidate){.direction = axes[k]};
    }
    count = add_normals(guess, 0, candidate, count);
    count = add_normals(set, guess->count > 2 ? yield : 0, candidate, count);
    qsort(candidate, count, sizeof *candidate, by_angle);
    count = thin_out(candidate, count);
    thaw_point *direction = bounds->direction + begin;
    size_t kept = 0;
    for (size_t k = 0; k < count; k++) {
        thaw_point next = candidate[k].direction;
        if (kept == 0 || !within(direction[kept - 1], next, THAW_BOUNDS_ANGLE)) {
            direction[kept++] = next;
        } else if (is_axis(next)) {
            direction[kept - 1] = next; /* the axes themselves must be there */
        }
    }
    if (within(direction[kept - 1], direction[0], THAW_BOUNDS_ANGLE)) {
        kept--; /* the first is an axis */
    }
    bounds->first[state + 1] = begin + kept;
    return THAW_OK;
}

static void set_values(thaw_bounds *bounds, int state, const thaw_polygon *set, double error)
{
    for (size_t k = bounds->first[state]; k < bounds->first[state + 1]; k++) {
        thaw_point l = bounds->direction[k];
        bounds->value[k] = set->count > 0 ? thaw_polygon_support(set, l) + error : 0;
        bounds->floor[k] = -INFINITY;
        if (l.x[0] == -1 && l.x[1] == 0) {
            bounds->worst[(size_t)state * 2] = k;
        } else if (l.x[1] == -1 && l.x[0] == 0) {
            bounds->worst[(size_t)state * 2 + 1] = k;
        }
    }
}

/* ---- lines ---- */

/* The corner of the generator's sum that is farthest in a direction. */
static thaw_point extreme(const thaw_generator *generator, thaw_point l)
{
    const thaw_polygon *sum = &generator->sum;
    thaw_point along = {{-l.x[1], l.x[0]}}; /* of an edge with that outward normal */
    size_t low = 0, high = sum->count > 1 ? sum->count : 0; /* the first edge not before it */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (before(generator->edge[generator->used[middle]].along, along)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return sum->corner[low < sum->count ? low : 0];
}

/* The two edges of a polygon that cross x[axis] = at: their outward normals, upwards in the other
 * coordinate first. False when the line misses it. */
static bool crossings(const thaw_polygon *polygon, int axis, double at, thaw_point normal[2])
{
    bool found[2] = {false, false};
    for (size_t k = 0; k < polygon->count; k++) {
        thaw_point a = polygon->corner[k], b = polygon->corner[k + 1 < polygon->count ? k + 1 : 0];
        if ((a.x[axis] >= at) == (b.x[axis] >= at)) {
            continue;
        }
        thaw_point n = {{b.x[1] - a.x[1], a.x[0] - b.x[0]}};
        int down = n.x[1 - axis] < 0;
        normal[down] = n;
        found[down] = true;
    }
    return found[0] && found[1];
}

/* One pair of actions, priced in the generator's present sets. */
typedef struct priced_pair {
    const thaw_generator *generator;
    size_t row;
    double demand[2]; /* on d_i w_i, -infinity without */
    size_t option[2]; /* the departure that asks most */
    bool crosses[2];
    thaw_point normal[2][2]; /* of the sum's edges where w_i = demand_i / d_i */
    double slip;             /* how far the sets may be from containing all */
} priced_pair;

static void find_demand(priced_pair *pricing, int player)
{
    const thaw_generator *generator = pricing->generator;
    size_t i = (size_t)player;
    double demand = thaw_generator_demand(generator, pricing->row, player, &pricing->option[i]);
    pricing->demand[i] = generator->discount[i] > 0 ? demand : -(double)INFINITY;
    pricing->crosses[i] =
        isfinite(pricing->demand[i]) &&
        crossings(&generator->sum, player, pricing->demand[i] / generator->discount[i],
                  pricing->normal[i]);
}

/* The bound that prices z give in direction l, and in *next the direction asked of next states. */
static double bound_at(const priced_pair *pricing, thaw_point l, const double z[2],
                       thaw_point *next)
{
    const thaw_generator *generator = pricing->generator;
    double value = 0, loose = 0;
    for (int i = 0; i < 2; i++) {
        value += l.x[i] * generator->payoff[pricing->row * 2 + (size_t)i];
        next->x[i] = generator->discount[i] * (l.x[i] + z[i]);
        if (z[i] > 0) {
            value -= z[i] * pricing->demand[i];
            loose += z[i] * generator->discount[i];
        }
        if (fabs(next->x[i]) < 4 * DBL_EPSILON * generator->discount[i] * (fabs(l.x[i]) + z[i])) {
            next->x[i] = 0;
        }
    }
    loose += fabs(next->x[0]) + fabs(next->x[1]);
    if (next->x[0] != 0 || next->x[1] != 0) {
        value += dot(extreme(generator, *next), *next);
    }
    return value + loose * pricing->slip;
}

/* The prices with the least bound: none; one constraint's, so that its line's edge of the sum is
 * where the best is; or both, where the best is the corner of both constraints. */
static double best_prices(const priced_pair *pricing, thaw_point l, double z[2], thaw_point *next)
{
    const double *discount = pricing->generator->discount;
    thaw_point d = {{discount[0] * l.x[0], discount[1] * l.x[1]}};
    double none[2] = {0, 0}, best;
    z[0] = z[1] = 0;
    best = bound_at(pricing, l, none, next);
    thaw_point at = extreme(pricing->generator, d);
    if (discount[0] * at.x[0] >= pricing->demand[0] &&
        discount[1] * at.x[1] >= pricing->demand[1]) {
        return best;
    }
    for (int k = 0; k < 3; k++) {
        double tried[2] = {0, 0};
        thaw_point then;
        if (k < 2) {
            int other = 1 - k;
            if (!pricing->crosses[k]) {
                continue;
            }
            thaw_point n = pricing->normal[k][d.x[other] < 0];
            double needed = n.x[other] != 0 ? d.x[other] / n.x[other] * n.x[k] : 0;
            tried[k] = needed / discount[k] - l.x[k];
        } else {
            for (int i = 0; i < 2; i++) {
                tried[i] = isfinite(pricing->demand[i]) ? -l.x[i] : 0;
            }
        }
        if (!(tried[0] >= 0 && tried[1] >= 0 && isfinite(tried[0]) && isfinite(tried[1]))) {
            continue;
        }
        double value = bound_at(pricing, l, tried, &then);
        if (value < best) {
            best = value;
            z[0] = tried[0];
            z[1] = tried[1];
            *next = then;
        }
    }
    return best;
}

static thaw_status add_term(thaw_bounds *bounds, size_t bound, double weight, double *weights)
{
    thaw_status status =
        thaw_grow(&bounds->term, sizeof *bounds->term, bounds->terms + 1, &bounds->term_capacity);
    if (status == THAW_OK && weight > 0) {
        bounds->term[bounds->terms++] = (thaw_bound_term){bound, weight};
        *weights += weight;
    }
    return status;
}

/* l = a m + b n with a, b >= 0, m and n being on its two sides: by Cramer's rule, corrected once,
 * because for neighbours a small angle apart what a and b leave of l would be far above rounding.
 * Returns the length of what is left. */
static double split(thaw_point l, thaw_point m, thaw_point n, double weight[2])
{
    double turn = cross(m, n);
    thaw_point left = l;
    weight[0] = weight[1] = 0;
    for (int k = 0; k < 3; k++) {
        weight[0] = fmax(weight[0] + cross(left, n) / turn, 0);
        weight[1] = fmax(weight[1] + cross(m, left) / turn, 0);
        for (int i = 0; i < 2; i++) {
            left.x[i] = l.x[i] - weight[0] * m.x[i] - weight[1] * n.x[i];
        }
    }
    return fabs(left.x[0]) + fabs(left.x[1]);
}

/* h_s(l) is at most a h(m) + b h(n) where l = a m + b n, m and n the directions on its two sides.
 * *left grows by what rounding leaves of l. */
static thaw_status add_support(thaw_bounds *bounds, int state, thaw_point l, double chance,
                               double *weights, double *left)
{
    size_t begin = bounds->first[state], end = bounds->first[state + 1], low = begin, high = end;
    while (low < high) { /* the first direction that does not come before l */
        size_t middle = low + (high - low) / 2;
        if (before(bounds->direction[middle], l)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    size_t n = low < end ? low : begin, m = low > begin ? low - 1 : end - 1;
    double weight[2];
    *left += chance * split(l, bounds->direction[m], bounds->direction[n], weight);
    thaw_status status = add_term(bounds, m, chance * weight[0], weights);
    return status == THAW_OK ? add_term(bounds, n, chance * weight[1], weights) : status;
}

static thaw_status add_line(thaw_bounds *bounds, const priced_pair *pricing, size_t bound,
                            const double z[2], thaw_point next)
{
    const thaw_generator *generator = pricing->generator;
    size_t states = (size_t)generator->states;
    thaw_status status =
        thaw_grow(&bounds->line, sizeof *bounds->line, bounds->lines + 1, &bounds->line_capacity);
    double weights = 1, constant = 0, left = 0;
    thaw_bound_line line = {.bound = bound, .first = bounds->terms};
    const double *chance = generator->chance + (size_t)generator->law[pricing->row] * states;
    for (size_t i = 0; i < 2; i++) {
        double own = generator->payoff[pricing->row * 2 + i];
        constant += bounds->direction[bound].x[i] * own;
        if (z[i] > 0) {
            const thaw_option *option = &generator->option[pricing->option[i]];
            constant -= z[i] * (option->payoff - own);
            const double *then = generator->chance + (size_t)option->law * states;
            for (size_t s = 0; s < states && status == THAW_OK; s++) {
                status = add_term(bounds, bounds->worst[s * 2 + i],
                                  z[i] * generator->discount[i] * then[s], &weights);
            }
        }
    }
    bool asks = next.x[0] != 0 || next.x[1] != 0;
    for (size_t s = 0; s < states && status == THAW_OK && asks; s++) {
        if (chance[s] > 0) {
            status = add_support(bounds, (int)s, next, chance[s], &weights, &left);
        }
    }
    if (status == THAW_OK) {
        line.end = bounds->terms;
        double rounding = ((double)(line.end - line.first) + 16) * DBL_EPSILON;
        line.constant = constant + rounding * (weights + z[0] + z[1]) + left * bounds->reach;
        bounds->line[bounds->lines++] = line;
    }
    return status;
}

/* The lines of one pair for all directions of its state. */
static thaw_status price_row(thaw_bounds *bounds, thaw_generator *generator, size_t row,
                             double slip, double window)
{
    priced_pair pricing = {.generator = generator, .row = row, .slip = slip};
    int state = generator->row_state[row];
    thaw_status status = THAW_OK;
    for (int i = 0; i < 2; i++) {
        find_demand(&pricing, i);
    }
    for (size_t k = bounds->first[state]; k < bounds->first[state + 1] && status == THAW_OK; k++) {
        double z[2];
        thaw_point next;
        double value = best_prices(&pricing, bounds->direction[k], z, &next);
        if (value < bounds->value[k] - window) {
            bounds->floor[k] = fmax(bounds->floor[k], value);
        } else {
            status = add_line(bounds, &pricing, k, z, next);
        }
    }
    return status;
}

/* Lines in the order of their bounds. */
static thaw_status sort_lines(thaw_bounds *bounds)
{
    thaw_status status = thaw_grow(&bounds->sorted, sizeof *bounds->sorted, bounds->lines + 1,
                                   &bounds->sorted_capacity);
    if (status != THAW_OK) {
        return status;
    }
    size_t *first = bounds->first_line;
    for (size_t k = 0; k <= bounds->count; k++) {
        first[k] = 0;
    }
    for (size_t k = 0; k < bounds->lines; k++) {
        first[bounds->line[k].bound + 1]++;
    }
    for (size_t k = 0; k < bounds->count; k++) {
        first[k + 1] += first[k];
    }
    for (size_t k = 0; k < bounds->lines; k++) {
        bounds->sorted[first[bounds->line[k].bound]++] = bounds->line[k];
    }
    for (size_t k = bounds->count; k > 0; k--) {
        first[k] = first[k - 1];
    }
    first[0] = 0;
    return THAW_OK;
}

thaw_status thaw_bounds_take(thaw_bounds *bounds, thaw_generator *generator,
                             const thaw_polygon *guess, double error, double yield, double window)
{
    thaw_status status = THAW_OK;
    bounds->lines = bounds->terms = 0;
    bounds->reach = 0;
    for (int i = 0; i < 2; i++) {
        bounds->reach = fmax(bounds->reach, fmax(-generator->low[i], generator->high[i]));
    }
    for (int s = 0; s < bounds->states && status == THAW_OK; s++) {
        status = add_directions(bounds, s, &generator->sets[s], &guess[s], yield);
        if (status == THAW_OK) {
            set_values(bounds, s, &generator->sets[s], error);
        }
    }
    bounds->count = bounds->first[bounds->states];
    double slip = error + 2 * thaw_generator_rounding(generator);
    int summed = -1;
    for (size_t k = 0; k < generator->rows && status == THAW_OK; k++) {
        size_t row = generator->by_law[k];
        if (generator->dead[row] || generator->blocked[generator->law[row]]) {
            continue;
        }
        status = thaw_generator_sum_row(generator, row, &summed);
        if (status == THAW_OK) {
            status = price_row(bounds, generator, row, slip, window);
        }
    }
    return status == THAW_OK ? sort_lines(bounds) : status;
}

double thaw_bounds_largest(const thaw_bounds *bounds, size_t bound, const double *values,
                           size_t *line)
{
    double most = bounds->floor[bound];
    *line = THAW_NO_LINE;
    for (size_t l = bounds->first_line[bound]; l < bounds->first_line[bound + 1]; l++) {
        const thaw_bound_line *candidate = &bounds->sorted[l];
        double value = candidate->constant;
        for (size_t t = candidate->first; t < candidate->end; t++) {
            value += bounds->term[t].weight * values[bounds->term[t].bound];
        }
        if (value > most) {
            most = value;
            *line = l;
        }
    }
    return most;
}

double thaw_bounds_sweep(thaw_bounds *bounds)
{
    double change = 0;
    for (size_t k = 0; k < bounds->count; k++) {
        size_t line;
        double most = thaw_bounds_largest(bounds, k, bounds->value, &line);
        if (most < bounds->value[k]) {
            change = fmax(change, bounds->value[k] - most);
            bounds->value[k] = most;
        }
    }
    return change;
}

/* ---- polygons ---- */

/* Where two bounds meet: a point on the first line, found so that it misses the second by rounding
 * only. */
static thaw_point corner_of(const thaw_bounds *bounds, size_t j, size_t k, double wider)
{
    thaw_point l = bounds->direction[j], m = bounds->direction[k];
    double a = bounds->value[j] + wider, b = bounds->value[k] + wider;
    double share = (b - a * dot(l, m)) / cross(l, m);
    return (thaw_point){{a * l.x[0] - share * l.x[1], a * l.x[1] + share * l.x[0]}};
}

static bool beyond(const thaw_bounds *bounds, size_t k, thaw_point point, double wider)
{
    return dot(bounds->direction[k], point) > bounds->value[k] + wider;
}

thaw_status thaw_bounds_polygon(thaw_bounds *bounds, int state, thaw_polygon *polygon, bool *sure)
{
    size_t begin = bounds->first[state], count = bounds->first[state + 1] - begin;
    double wider = 32 * DBL_EPSILON;
    *sure = false;
    thaw_status status =
        thaw_grow(&bounds->active, sizeof *bounds->active, count, &bounds->active_capacity);
    if (status == THAW_OK) {
        status =
            thaw_grow(&bounds->corner, sizeof *bounds->corner, count, &bounds->corner_capacity);
    }
    if (status != THAW_OK) {
        return status;
    }
    size_t *active = bounds->active, head = 0, tail = 0; /* active[head..tail) bound it so far */
    for (size_t k = begin; k < begin + count; k++) {
        while (tail >= head + 2 &&
               beyond(bounds, k, corner_of(bounds, active[tail - 2], active[tail - 1], wider),
                      wider)) {
            tail--;
        }
        while (tail >= head + 2 &&
               beyond(bounds, k, corner_of(bounds, active[head], active[head + 1], wider), wider)) {
            head++;
        }
        active[tail++] = k;
    }
    while (tail >= head + 3 &&
           beyond(bounds, active[head],
                  corner_of(bounds, active[tail - 2], active[tail - 1], wider), wider)) {
        tail--;
    }
    while (tail >= head + 3 &&
           beyond(bounds, active[tail - 1],
                  corner_of(bounds, active[head], active[head + 1], wider), wider)) {
        head++;
    }
    if (tail < head + 3) {
        return THAW_OK;
    }
    size_t corners = 0;
    for (size_t k = head; k < tail; k++) {
        size_t j = k > head ? k - 1 : tail - 1;
        if (cross(bounds->direction[active[j]], bounds->direction[active[k]]) <= 0) {
            return THAW_OK; /* open: rounding, or nothing is left */
        }
        bounds->corner[corners++] = corner_of(bounds, active[j], active[k], wider);
    }
    *sure = true;
    return thaw_polygon_hull(bounds->corner, corners, polygon);
}
