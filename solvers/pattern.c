/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the corners of sets of payoffs are reached: from one application of the operator, solved. */
#include "solvers/pattern.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/grow.h"
#include "solvers/settings.h"

void thaw_pattern_free(thaw_pattern *pattern)
{
    if (!pattern) {
        return;
    }
    free(pattern->first);
    free(pattern->node);
    free(pattern->value);
    free(pattern->blend);
    free(pattern->worst);
    free(pattern->order);
    free(pattern->near);
    free(pattern->at);
    free(pattern->first_near);
    free(pattern->low);
    free(pattern->miss);
    free(pattern->vector);
    free(pattern->outlook);
    thaw_krylov_clear(&pattern->krylov);
    free(pattern);
}

thaw_status thaw_pattern_new(int states, thaw_pattern **out)
{
    thaw_pattern *pattern = calloc(1, sizeof *pattern);
    if (!pattern) {
        return THAW_ENOMEM;
    }
    pattern->states = states;
    pattern->first = calloc((size_t)states + 1, sizeof *pattern->first);
    pattern->worst = calloc((size_t)states * 2, sizeof *pattern->worst);
    pattern->at = calloc((size_t)states, sizeof *pattern->at);
    pattern->first_near = calloc((size_t)states + 1, sizeof *pattern->first_near);
    if (!pattern->first || !pattern->worst || !pattern->at || !pattern->first_near) {
        thaw_pattern_free(pattern);
        return THAW_ENOMEM;
    }
    *out = pattern;
    return THAW_OK;
}

/* ---- from sets to nodes ---- */

/* How far a point is from an edge, and where along it the nearest point is. */
static double to_edge(const thaw_polygon *made, size_t edge, thaw_point point, double *share)
{
    thaw_point a = made->corner[edge], b = made->corner[edge + 1 < made->count ? edge + 1 : 0];
    double x = b.x[0] - a.x[0], y = b.x[1] - a.x[1], square = x * x + y * y;
    double along = (point.x[0] - a.x[0]) * x + (point.x[1] - a.x[1]) * y;
    *share = square > 0 ? fmin(fmax(along / square, 0), 1) : 0;
    double dx = point.x[0] - a.x[0] - *share * x, dy = point.x[1] - a.x[1] - *share * y;
    return dx * dx + dy * dy;
}

/* The nearest point of a state's new set to each corner of the old one. The nearest edge moves on
 * with the corner: it is looked for near the last one. */
static void find_near(const thaw_polygon *set, const thaw_polygon *made, size_t first_node,
                      thaw_blend *near)
{
    size_t edge = 0, count = made->count;
    for (size_t k = 0; k < set->count; k++) {
        double best = INFINITY, best_share = 0;
        size_t reach = k == 0 || count < 8 ? count : 8,
               begin = edge + count - (reach < count ? 2 : 0);
        for (size_t j = 0; j < reach; j++) {
            double share;
            size_t tried = (begin + j) % count;
            double distance = to_edge(made, tried, set->corner[k], &share);
            if (distance < best) {
                best = distance;
                best_share = share;
                edge = tried;
            }
        }
        near[k] = (thaw_blend){{first_node + edge, first_node + (edge + 1) % count}, best_share};
    }
}

static size_t after(size_t corner, size_t corners)
{
    return corner + 1 < corners ? corner + 1 : 0;
}

/* Walks along the sum to a corner of it; `at` says how many corners past its first each state is
 * there. */
static void walk_to(thaw_pattern *pattern, const thaw_generator *generator, size_t corner)
{
    for (; pattern->walked < corner; pattern->walked++) {
        pattern->at[generator->edge[generator->used[pattern->walked]].state]++;
    }
    for (; pattern->walked > corner; pattern->walked--) {
        pattern->at[generator->edge[generator->used[pattern->walked - 1]].state]--;
    }
}

static void start_walk(thaw_pattern *pattern)
{
    pattern->walked = 0;
    for (int s = 0; s < pattern->states; s++) {
        pattern->at[s] = 0;
    }
}

/* The blends of one end, a corner of the sum. */
static void add_end(thaw_pattern *pattern, const thaw_generator *generator, size_t law,
                    size_t corner)
{
    walk_to(pattern, generator, corner);
    const double *chance = generator->chance + law * (size_t)generator->states;
    for (int s = 0; s < generator->states; s++) {
        size_t corners = generator->sets[s].count;
        pattern->blend[pattern->blends++] =
            chance[s] > 0 ? pattern->near[pattern->first_near[s] + pattern->at[s] % corners]
                          : (thaw_blend){{0, 0}, 0};
    }
}

/* The two edges of the sum that cross x[0] = least, upper first. */
static void both_edges(const thaw_polygon *sum, double least, size_t edge[2])
{
    edge[0] = edge[1] = 0;
    for (size_t k = 0; k < sum->count; k++) {
        bool in = sum->corner[k].x[0] >= least,
             next = sum->corner[after(k, sum->count)].x[0] >= least;
        if (in != next) {
            edge[in ? 0 : 1] = k;
        }
    }
}

static thaw_status add_node(thaw_pattern *pattern, thaw_generator *generator, size_t node,
                            uint64_t tag)
{
    static const int binds[] = {[THAW_SPOT_CORNER] = -1,
                                [THAW_SPOT_CUT_0] = 0,
                                [THAW_SPOT_CUT_1] = 1,
                                [THAW_SPOT_BOTH] = 2};
    size_t row = (size_t)(tag >> 32), law = (size_t)generator->law[row];
    thaw_spot_name kind = thaw_spot_kind((uint32_t)tag);
    size_t corner[4] = {thaw_spot_corner((uint32_t)tag)}, ends = 1;
    if (kind == THAW_SPOT_BOTH) {
        size_t edge[2];
        both_edges(&generator->sum,
                   thaw_generator_demand(generator, row, 0, NULL) / generator->discount[0], edge);
        for (size_t k = 0; k < 2; k++) {
            corner[2 * k] = edge[k];
            corner[2 * k + 1] = edge[k] + 1;
        }
        ends = 4;
    } else if (kind != THAW_SPOT_CORNER) {
        corner[1] = corner[0] + 1;
        ends = 2;
    }
    thaw_status status =
        thaw_grow(&pattern->blend, sizeof *pattern->blend,
                  pattern->blends + ends * (size_t)pattern->states, &pattern->blend_capacity);
    if (status == THAW_OK) {
        pattern->node[node] = (thaw_node){.row = row,
                                          .ends = (int)ends,
                                          .binds = binds[kind],
                                          .blend = pattern->blends,
                                          .weight = {1}};
        for (size_t k = 0; k < ends; k++) {
            add_end(pattern, generator, law, corner[k]);
        }
    }
    return status;
}

/* By law of next states, so that each sum is made once, then along the sum. */
static int by_place(const void *a, const void *b)
{
    const thaw_place_of *one = a, *two = b;
    if (one->law != two->law) {
        return one->law < two->law ? -1 : 1;
    }
    size_t corner = thaw_spot_corner((uint32_t)one->tag),
           other = thaw_spot_corner((uint32_t)two->tag);
    if (corner != other) {
        return corner < other ? -1 : 1;
    }
    return one->node < two->node ? -1 : one->node > two->node;
}

static thaw_status reserve_nodes(thaw_pattern *pattern, const thaw_polygon *sets,
                                 const thaw_polygon *made)
{
    size_t corners = 0, old = 0;
    for (int s = 0; s < pattern->states; s++) {
        pattern->first[s] = corners;
        pattern->first_near[s] = old;
        corners += made[s].count;
        old += sets[s].count;
    }
    pattern->first[pattern->states] = corners;
    pattern->nodes = corners;
    pattern->blends = 0;
    bool all =
        thaw_grow(&pattern->node, sizeof *pattern->node, corners, &pattern->node_capacity) ==
            THAW_OK &&
        thaw_grow(&pattern->value, sizeof *pattern->value, corners, &pattern->value_capacity) ==
            THAW_OK &&
        thaw_grow(&pattern->low, sizeof *pattern->low, corners, &pattern->low_capacity) ==
            THAW_OK &&
        thaw_grow(&pattern->miss, sizeof *pattern->miss, corners, &pattern->miss_capacity) ==
            THAW_OK &&
        thaw_grow(&pattern->order, sizeof *pattern->order, corners, &pattern->order_capacity) ==
            THAW_OK &&
        thaw_grow(&pattern->near, sizeof *pattern->near, old, &pattern->near_capacity) == THAW_OK;
    return all ? THAW_OK : THAW_ENOMEM;
}

thaw_status thaw_pattern_take(thaw_pattern *pattern, thaw_generator *generator,
                              const thaw_polygon *made)
{
    thaw_status status = reserve_nodes(pattern, generator->sets, made);
    for (int s = 0; s < pattern->states && status == THAW_OK; s++) {
        for (size_t k = 0; k < made[s].count; k++) {
            size_t node = pattern->first[s] + k;
            uint64_t tag = generator->pool[s].tag[k];
            pattern->value[node] = made[s].corner[k];
            pattern->low[node] = (thaw_point){{0, 0}};
            pattern->order[node] =
                (thaw_place_of){(size_t)generator->law[(size_t)(tag >> 32)], node, tag};
        }
        if (made[s].count > 0) {
            find_near(&generator->sets[s], &made[s], pattern->first[s],
                      pattern->near + pattern->first_near[s]);
        }
    }
    if (status == THAW_OK && pattern->nodes > 0) {
        qsort(pattern->order, pattern->nodes, sizeof *pattern->order, by_place);
    }
    for (size_t k = 0; k < pattern->nodes && status == THAW_OK; k++) {
        const thaw_place_of *place = &pattern->order[k];
        if (k == 0 || place->law != pattern->order[k - 1].law) {
            status = thaw_generator_sum(generator, place->law);
            start_walk(pattern);
        }
        if (status == THAW_OK) {
            status = add_node(pattern, generator, place->node, place->tag);
        }
    }
    return status;
}

/* ---- values ---- */

static void find_worst(thaw_pattern *pattern)
{
    for (int s = 0; s < pattern->states; s++) {
        for (size_t i = 0; i < 2; i++) {
            double worst = INFINITY;
            for (size_t k = pattern->first[s]; k < pattern->first[s + 1]; k++) {
                worst = fmin(worst, pattern->value[k].x[i]);
            }
            pattern->worst[(size_t)s * 2 + i] = worst;
        }
    }
}

/* Expected value of the corners by which an end of a node continues. */
static thaw_point end_value(const thaw_pattern *pattern, const thaw_point *value,
                            const double *chance, const thaw_node *node, size_t end)
{
    thaw_point sum = {{0, 0}};
    const thaw_blend *blend = pattern->blend + node->blend + end * (size_t)pattern->states;
    for (int s = 0; s < pattern->states; s++) {
        if (chance[s] > 0) {
            const thaw_point *a = &value[blend[s].node[0]], *b = &value[blend[s].node[1]];
            for (int i = 0; i < 2; i++) {
                sum.x[i] += chance[s] * (a->x[i] + blend[s].share * (b->x[i] - a->x[i]));
            }
        }
    }
    return sum;
}

static const double *chances_of(const thaw_pattern *pattern, const thaw_generator *generator,
                                const thaw_node *node)
{
    return generator->chance + (size_t)generator->law[node->row] * (size_t)pattern->states;
}

/* Where between a and b player i gets `least`. */
static double share_where(double a, double b, double least)
{
    double share = b != a ? (least - a) / (b - a) : 0;
    return share >= 0 ? fmin(share, 1) : 0; /* NaN too */
}

/* Moves the weights of a node's ends to where its binding constraints hold with equality. */
static void bind(thaw_node *node, const thaw_point *end, const double least[2])
{
    double *weight = node->weight;
    if (node->ends == 2) {
        int i = node->binds;
        weight[1] = share_where(end[0].x[i], end[1].x[i], least[i]);
        weight[0] = 1 - weight[1];
    } else if (node->ends == 4) {
        double upper = share_where(end[0].x[0], end[1].x[0], least[0]);
        double lower = share_where(end[2].x[0], end[3].x[0], least[0]);
        double top = end[0].x[1] + upper * (end[1].x[1] - end[0].x[1]);
        double bottom = end[2].x[1] + lower * (end[3].x[1] - end[2].x[1]);
        double down = share_where(top, bottom, least[1]);
        weight[0] = (1 - down) * (1 - upper);
        weight[1] = (1 - down) * upper;
        weight[2] = down * (1 - lower);
        weight[3] = down * lower;
    }
}

/* The node's continuation payoff; with ease, its weights are found anew first. */
static thaw_point continuation(const thaw_pattern *pattern, const thaw_generator *generator,
                               thaw_node *node, const double *ease)
{
    const double *chance = chances_of(pattern, generator, node);
    thaw_point end[4] = {{{0, 0}}}, sum = {{0, 0}};
    for (int k = 0; k < node->ends; k++) {
        end[k] = end_value(pattern, pattern->value, chance, node, (size_t)k);
    }
    if (ease && node->ends > 1) {
        double least[2] = {0, 0};
        for (int i = 0; i < 2; i++) {
            if (node->binds == i || node->binds == 2) {
                least[i] = (thaw_generator_demand(generator, node->row, i, NULL) + ease[i]) /
                           generator->discount[i];
            }
        }
        bind(node, end, least);
    }
    for (int k = 0; k < node->ends; k++) {
        for (int i = 0; i < 2; i++) {
            sum.x[i] += node->weight[k] * end[k].x[i];
        }
    }
    return sum;
}

/* Sweeps move all values by nearly the same, and by a share `ratio` of what the sweep before did:
 * the sweeps to come would move them by ratio / (1 - ratio) of the last. It is at most the discount
 * factor in the end. */
static void leap(thaw_pattern *pattern, const double discount[2], const double shift[2],
                 const double before[2])
{
    for (size_t i = 0; i < 2; i++) {
        double ratio = before[i] != 0 ? fmin(shift[i] / before[i], discount[i]) : 0;
        if (ratio > 0) {
            double ahead = shift[i] * ratio / (1 - ratio);
            for (size_t n = 0; n < pattern->nodes; n++) {
                pattern->value[n].x[i] += ahead;
            }
        }
    }
}

/* One sweep in place; the largest change, and each player's mean one. */
static double sweep(thaw_pattern *pattern, thaw_generator *generator, const double *ease,
                    double shift[2])
{
    double moved = 0;
    shift[0] = shift[1] = 0;
    find_worst(pattern);
    thaw_generator_punish(generator, pattern->worst);
    for (size_t n = 0; n < pattern->nodes; n++) {
        thaw_node *node = &pattern->node[n];
        thaw_point then = continuation(pattern, generator, node, ease);
        for (size_t i = 0; i < 2; i++) {
            double value =
                generator->payoff[node->row * 2 + i] + generator->discount[i] * then.x[i];
            double change = value - pattern->value[n].x[i];
            moved = fmax(moved, fabs(change));
            shift[i] += change / (double)pattern->nodes;
            pattern->value[n].x[i] = value;
        }
    }
    return moved;
}

/* ---- Newton's method, where sweeps are slow ---- */

/* A sweep takes the values `at` to `swept`. */
typedef struct newton {
    thaw_pattern *pattern;
    thaw_generator *generator;
    const double *ease;
    double *at, *swept, *change; /* [2 * nodes] */
} newton;

static double sweep_from(newton *n, const double *from, double *to)
{
    double shift[2];
    size_t size = 2 * n->pattern->nodes * sizeof *from;
    memcpy(n->pattern->value, from, size);
    double moved = sweep(n->pattern, n->generator, n->ease, shift);
    memcpy(to, n->pattern->value, size);
    return moved;
}

/* What a small change of the values makes of at - swept: by differences. */
static void slope(void *context, const double *vector, double *image)
{
    newton *n = context;
    size_t count = 2 * n->pattern->nodes;
    double longest = 0;
    for (size_t k = 0; k < count; k++) {
        longest = fmax(longest, fabs(vector[k]));
    }
    double step = longest > 0 ? THAW_PATTERN_STEP / longest : 1;
    for (size_t k = 0; k < count; k++) {
        image[k] = n->at[k] + step * vector[k];
    }
    sweep_from(n, image, image);
    for (size_t k = 0; k < count; k++) {
        image[k] = vector[k] - (image[k] - n->swept[k]) / step;
    }
}

/* Newton steps on "a sweep moves nothing" while they help; the values are the best that were met.
 */
static thaw_status newton_steps(newton *n, thaw_krylov *krylov, double still)
{
    size_t count = 2 * n->pattern->nodes;
    double *best = n->change, least = INFINITY;
    for (int k = 0; k < THAW_PATTERN_NEWTON; k++) {
        double moved = sweep_from(n, n->at, n->swept);
        bool slow = !(moved < least / 2);
        if (moved < least) {
            least = moved;
            memcpy(best, n->swept, count * sizeof *best);
        }
        if (slow || moved <= still) {
            break;
        }
        double *right = n->change + count, *step = right + count;
        for (size_t m = 0; m < count; m++) {
            right[m] = n->swept[m] - n->at[m];
        }
        if (thaw_krylov_solve(krylov, count, slope, n, right, THAW_PATTERN_PRODUCTS,
                              THAW_PATTERN_LEFT, step, NULL) != THAW_OK) {
            return THAW_ENOMEM;
        }
        for (size_t m = 0; m < count; m++) {
            n->at[m] += step[m];
        }
    }
    memcpy(n->at, best, count * sizeof *best);
    sweep_from(n, n->at, n->swept);
    return THAW_OK;
}

static thaw_status newton_settle(thaw_pattern *pattern, thaw_generator *generator,
                                 const double *ease, double still)
{
    size_t count = 2 * pattern->nodes;
    thaw_status status =
        thaw_grow(&pattern->vector, sizeof *pattern->vector, 5 * count, &pattern->vector_capacity);
    if (status == THAW_OK) {
        double *at = pattern->vector;
        newton n = {pattern, generator, ease, at, at + count, at + 2 * count};
        memcpy(at, pattern->value, count * sizeof *at);
        status = newton_steps(&n, &pattern->krylov, still);
    }
    return status;
}

enum { LEAP_EVERY = 8 };

thaw_status thaw_pattern_settle(thaw_pattern *pattern, thaw_generator *generator,
                                const double ease[2], int sweeps, double still)
{
    double moved = INFINITY, shift[2] = {0, 0}, before[2];
    for (int k = 1; k <= sweeps && moved > still; k++) {
        before[0] = shift[0];
        before[1] = shift[1];
        moved = sweep(pattern, generator, ease, shift);
        if (k % LEAP_EVERY == 0 && moved > still) {
            leap(pattern, generator->discount, shift, before);
        }
    }
    thaw_status status = THAW_OK;
    if (moved > still && pattern->nodes > 0 &&
        pattern->nodes * (size_t)pattern->states <= THAW_PATTERN_WORK) {
        status = newton_settle(pattern, generator, ease, still);
    }
    find_worst(pattern);
    thaw_generator_punish(generator, pattern->worst);
    return status;
}

/* ---- the same to more digits, weights held fixed ---- */

/* value + low, the weights' sum being 1 whatever their rounding: the largest is what others leave.
 */
static void exact_continuation(const thaw_pattern *pattern, const thaw_generator *generator,
                               const thaw_node *node, long double then[2])
{
    const double *chance = chances_of(pattern, generator, node);
    long double weight[4], rest = 1;
    int largest = 0;
    for (int k = 0; k < node->ends; k++) {
        weight[k] = node->weight[k];
        rest -= weight[k];
        largest = weight[k] > weight[largest] ? k : largest;
    }
    weight[largest] += rest;
    then[0] = then[1] = 0;
    for (int k = 0; k < node->ends; k++) {
        const thaw_blend *blend =
            pattern->blend + node->blend + (size_t)k * (size_t)pattern->states;
        for (int s = 0; s < pattern->states; s++) {
            if (chance[s] == 0) {
                continue;
            }
            size_t a = blend[s].node[0], b = blend[s].node[1];
            for (int i = 0; i < 2; i++) {
                long double from = (long double)pattern->value[a].x[i] + pattern->low[a].x[i];
                long double to = (long double)pattern->value[b].x[i] + pattern->low[b].x[i];
                then[i] += weight[k] * chance[s] * (from + blend[s].share * (to - from));
            }
        }
    }
}

/* What each node's value + low misses its equation by; the largest. */
static double find_misses(thaw_pattern *pattern, const thaw_generator *generator, double most[2])
{
    most[0] = most[1] = 0;
    for (size_t n = 0; n < pattern->nodes; n++) {
        const thaw_node *node = &pattern->node[n];
        long double then[2];
        exact_continuation(pattern, generator, node, then);
        for (size_t i = 0; i < 2; i++) {
            long double miss = generator->payoff[node->row * 2 + i] +
                               generator->discount[i] * then[i] - pattern->low[n].x[i] -
                               pattern->value[n].x[i];
            pattern->miss[n].x[i] = (double)miss;
            most[i] = fmax(most[i], fabs(pattern->miss[n].x[i]));
        }
    }
    return fmax(most[0], most[1]);
}

typedef struct chain {
    const thaw_pattern *pattern;
    const thaw_generator *generator;
} chain;

/* One sweep in place of x = given + d P x, weights and blends being P. */
static void chain_sweep(const chain *c, const thaw_point *given, thaw_point *x)
{
    for (size_t n = 0; n < c->pattern->nodes; n++) {
        const thaw_node *node = &c->pattern->node[n];
        const double *chance = chances_of(c->pattern, c->generator, node);
        thaw_point sum = given ? given[n] : (thaw_point){{0, 0}};
        for (int k = 0; k < node->ends; k++) {
            thaw_point end = end_value(c->pattern, x, chance, node, (size_t)k);
            for (int i = 0; i < 2; i++) {
                sum.x[i] += c->generator->discount[i] * node->weight[k] * end.x[i];
            }
        }
        x[n] = sum;
    }
}

static void chain_map(void *context, const double *vector, double *image)
{
    const chain *c = context;
    size_t count = 2 * c->pattern->nodes;
    memcpy(image, vector, count * sizeof *image);
    chain_sweep(c, NULL, (thaw_point *)image);
    for (size_t k = 0; k < count; k++) {
        image[k] = vector[k] - image[k];
    }
}

thaw_status thaw_pattern_refine(thaw_pattern *pattern, thaw_generator *generator)
{
    size_t nodes = pattern->nodes;
    chain c = {pattern, generator};
    if (nodes == 0) {
        return THAW_OK;
    }
    if (thaw_grow(&pattern->vector, sizeof *pattern->vector, 4 * nodes,
                  &pattern->vector_capacity) != THAW_OK) {
        return THAW_ENOMEM;
    }
    double *right = pattern->vector, *step = right + 2 * nodes, most[2], least = INFINITY;
    for (int round = 0; round < THAW_PATTERN_ROUNDS; round++) {
        double missed = find_misses(pattern, generator, most);
        if (!(missed < least / 4) || missed < 4 * (double)LDBL_EPSILON) {
            break;
        }
        least = missed;
        memset(right, 0, 2 * nodes * sizeof *right);
        chain_sweep(&c, pattern->miss, (thaw_point *)right);
        if (thaw_krylov_solve(&pattern->krylov, 2 * nodes, chain_map, &c, right,
                              nodes * (size_t)pattern->states <= THAW_PATTERN_WORK
                                  ? THAW_PATTERN_PRODUCTS
                                  : THAW_PATTERN_PRODUCTS_MANY,
                              THAW_PATTERN_LEFT, step, NULL) != THAW_OK) {
            return THAW_ENOMEM;
        }
        for (size_t n = 0; n < nodes; n++) {
            for (size_t i = 0; i < 2; i++) {
                long double whole =
                    (long double)pattern->value[n].x[i] + pattern->low[n].x[i] + step[2 * n + i];
                pattern->value[n].x[i] = (double)whole;
                pattern->low[n].x[i] = (double)(whole - pattern->value[n].x[i]);
            }
        }
    }
    return THAW_OK;
}

/* Expected worst of value + low, [law * 2 + player]. */
static thaw_status exact_outlook(thaw_pattern *pattern, const thaw_generator *generator)
{
    size_t states = (size_t)pattern->states;
    thaw_status status = thaw_grow(&pattern->outlook, sizeof *pattern->outlook,
                                   2 * generator->laws + 2 * states, &pattern->outlook_capacity);
    if (status != THAW_OK) {
        return status;
    }
    long double *worst = pattern->outlook + 2 * generator->laws;
    for (size_t s = 0; s < states; s++) {
        worst[2 * s] = worst[2 * s + 1] = INFINITY;
        for (size_t n = pattern->first[s]; n < pattern->first[s + 1]; n++) {
            for (size_t i = 0; i < 2; i++) {
                worst[2 * s + i] = fminl(worst[2 * s + i], (long double)pattern->value[n].x[i] +
                                                               pattern->low[n].x[i]);
            }
        }
    }
    for (size_t law = 0; law < generator->laws; law++) {
        for (size_t i = 0; i < 2; i++) {
            long double sum = 0;
            for (size_t s = 0; s < states; s++) {
                double chance = generator->chance[law * states + s];
                sum += chance > 0 ? chance * worst[2 * s + i] : 0;
            }
            pattern->outlook[2 * law + i] = sum;
        }
    }
    return THAW_OK;
}

/* thaw_generator_demand against the exact outlook. */
static long double exact_demand(const thaw_pattern *pattern, const thaw_generator *generator,
                                size_t row, size_t i)
{
    size_t list = generator->list[row * 2 + i];
    long double own = generator->payoff[row * 2 + i], most = -INFINITY;
    for (size_t k = generator->first_option[list]; k < generator->first_option[list + 1]; k++) {
        const thaw_option *option = &generator->option[k];
        if (option->law != generator->law[row] || generator->outdone[row * 2 + i]) {
            most = fmaxl(most, option->payoff + generator->discount[i] *
                                                    pattern->outlook[(size_t)option->law * 2 + i]);
        }
    }
    if (generator->discount[i] == 0 && generator->outdone[row * 2 + i]) {
        return fmaxl(most - own, DBL_MIN);
    }
    return most - own;
}

thaw_status thaw_pattern_check(thaw_pattern *pattern, thaw_generator *generator, double residual[2],
                               double *margin)
{
    find_misses(pattern, generator, residual);
    *margin = INFINITY;
    thaw_status status = exact_outlook(pattern, generator);
    for (size_t n = 0; n < pattern->nodes && status == THAW_OK; n++) {
        const thaw_node *node = &pattern->node[n];
        long double then[2];
        exact_continuation(pattern, generator, node, then);
        for (size_t i = 0; i < 2; i++) {
            double slack = (double)(generator->discount[i] * then[i] -
                                    exact_demand(pattern, generator, node->row, i));
            if (generator->discount[i] > 0 || slack < 0) {
                *margin = fmin(*margin, slack);
            }
        }
    }
    return status;
}

thaw_status thaw_pattern_set(const thaw_pattern *pattern, int state, thaw_polygon *set)
{
    size_t begin = pattern->first[state];
    set->count = 0;
    if (begin == pattern->first[state + 1]) {
        return THAW_OK;
    }
    return thaw_polygon_hull(pattern->value + begin, pattern->first[state + 1] - begin, set);
}
