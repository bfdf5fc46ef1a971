/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the corners of sets of payoffs are reached: from one application of the operator, solved. */
#include "solvers/pattern.h"

#include <math.h>
#include <stdlib.h>

#include "solvers/grow.h"

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
static thaw_point end_value(const thaw_pattern *pattern, const double *chance,
                            const thaw_node *node, size_t end)
{
    thaw_point sum = {{0, 0}};
    const thaw_blend *blend = pattern->blend + node->blend + end * (size_t)pattern->states;
    for (int s = 0; s < pattern->states; s++) {
        if (chance[s] > 0) {
            const thaw_point *a = &pattern->value[blend[s].node[0]],
                             *b = &pattern->value[blend[s].node[1]];
            for (int i = 0; i < 2; i++) {
                sum.x[i] += chance[s] * (a->x[i] + blend[s].share * (b->x[i] - a->x[i]));
            }
        }
    }
    return sum;
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
    const double *chance =
        generator->chance + (size_t)generator->law[node->row] * (size_t)generator->states;
    thaw_point end[4] = {{{0, 0}}}, sum = {{0, 0}};
    for (int k = 0; k < node->ends; k++) {
        end[k] = end_value(pattern, chance, node, (size_t)k);
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
static double sweep(thaw_pattern *pattern, const thaw_generator *generator, const double *ease,
                    double shift[2])
{
    double moved = 0;
    shift[0] = shift[1] = 0;
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

enum { LEAP_EVERY = 8 };

double thaw_pattern_settle(thaw_pattern *pattern, thaw_generator *generator, const double *ease,
                           int sweeps, double still)
{
    double moved = INFINITY, shift[2] = {0, 0}, before[2];
    for (int k = 1; k <= sweeps && moved > still; k++) {
        before[0] = shift[0];
        before[1] = shift[1];
        if (ease) {
            find_worst(pattern);
            thaw_generator_punish(generator, pattern->worst);
        }
        moved = sweep(pattern, generator, ease, shift);
        if (k % LEAP_EVERY == 0 && moved > still) {
            leap(pattern, generator->discount, shift, before);
        }
    }
    find_worst(pattern);
    thaw_generator_punish(generator, pattern->worst);
    return moved;
}

void thaw_pattern_check(thaw_pattern *pattern, thaw_generator *generator, double residual[2],
                        double *margin)
{
    find_worst(pattern);
    thaw_generator_punish(generator, pattern->worst);
    residual[0] = residual[1] = 0;
    *margin = INFINITY;
    for (size_t n = 0; n < pattern->nodes; n++) {
        thaw_node *node = &pattern->node[n];
        thaw_point then = continuation(pattern, generator, node, NULL);
        for (int i = 0; i < 2; i++) {
            double discounted = generator->discount[i] * then.x[i];
            residual[i] = fmax(residual[i], fabs(generator->payoff[node->row * 2 + (size_t)i] +
                                                 discounted - pattern->value[n].x[i]));
            double slack = discounted - thaw_generator_demand(generator, node->row, i, NULL);
            if (generator->discount[i] > 0 || slack < 0) {
                *margin = fmin(*margin, slack);
            }
        }
    }
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
