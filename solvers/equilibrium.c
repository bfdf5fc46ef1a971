/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An explicit equilibrium: a pattern's nodes, as far as they can be reached, as an automaton. */
#include "solvers/equilibrium.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "solvers/equilibria_parts.h"
#include "solvers/settings.h"

void thaw_equilibrium_clear(thaw_equilibrium *equilibrium)
{
    thaw_automaton_free(equilibrium->automaton);
    free(equilibrium->values);
    *equilibrium = (thaw_equilibrium){0};
}

/* ---- the point ---- */

/* A point as a draw among nodes of the pattern. */
typedef struct mixture {
    thaw_draw part[3];
    size_t count;
} mixture;

static mixture only(size_t node)
{
    return (mixture){{{node, 1}}, 1};
}

static mixture between(size_t a, size_t b, double share)
{
    return share <= 0 ? only(a) : share >= 1 ? only(b) : (mixture){{{a, 1 - share}, {b, share}}, 2};
}

/* The node with the most (sign 1) or the least (-1) for a player; among those within `tie` of it,
 * the most for the other. What answers a departure must be the least itself: the margin that was
 * proved can be smaller than any tie. */
static size_t extreme_node(const thaw_pattern *pattern, int state, int player, int sign, double tie)
{
    const thaw_point *value = pattern->value;
    double most = -INFINITY;
    size_t best = pattern->first[state];
    for (size_t k = pattern->first[state]; k < pattern->first[state + 1]; k++) {
        most = fmax(most, sign * value[k].x[player]);
    }
    double other = -INFINITY;
    for (size_t k = pattern->first[state]; k < pattern->first[state + 1]; k++) {
        if (sign * value[k].x[player] >= most - tie && value[k].x[1 - player] > other) {
            other = value[k].x[1 - player];
            best = k;
        }
    }
    return best;
}

/* The hull of a state's nodes; node[corner]. */
static thaw_status hull_of_nodes(const thaw_pattern *pattern, int state, thaw_polygon *hull,
                                 uint64_t **node)
{
    size_t begin = pattern->first[state], count = pattern->first[state + 1] - begin;
    thaw_tagged *points = calloc(count + 1, sizeof *points);
    *node = calloc(2 * count + 2, sizeof **node);
    thaw_status status = points && *node ? THAW_OK : THAW_ENOMEM;
    for (size_t k = 0; k < count && status == THAW_OK; k++) {
        points[k] = (thaw_tagged){pattern->value[begin + k], begin + k};
    }
    if (status == THAW_OK) {
        status = thaw_polygon_hull_tagged(points, count, hull, *node);
    }
    free(points);
    return status;
}

static double product_at(thaw_point a, thaw_point b, double share, const double over[2])
{
    double gain[2];
    for (int i = 0; i < 2; i++) {
        gain[i] = a.x[i] + share * (b.x[i] - a.x[i]) - over[i];
    }
    bool gains = gain[0] > THAW_POINT_TIE && gain[1] > THAW_POINT_TIE; /* more than rounding */
    return gains ? gain[0] * gain[1] : 0;
}

/* The largest product of gains lies on an edge: there it is a parabola in the share. Returns the
 * product, 0 when nothing gains for both. */
static double nash_on_hull(const thaw_polygon *hull, const uint64_t *node, const double over[2],
                           mixture *found)
{
    double best = 0;
    for (size_t k = 0; k < hull->count; k++) {
        size_t next = k + 1 < hull->count ? k + 1 : 0;
        thaw_point a = hull->corner[k], b = hull->corner[next];
        double edge[2] = {b.x[0] - a.x[0], b.x[1] - a.x[1]}, bend = edge[0] * edge[1];
        double slope = (a.x[0] - over[0]) * edge[1] + (a.x[1] - over[1]) * edge[0];
        double share[3] = {0, 1, bend < 0 ? fmin(fmax(-slope / (2 * bend), 0), 1) : 0};
        for (int j = 0; j < 3; j++) {
            double product = product_at(a, b, share[j], over);
            if (product > best) {
                best = product;
                *found = between((size_t)node[k], (size_t)node[next], share[j]);
            }
        }
    }
    return best;
}

/* Where even over the worst points nothing gains for both, the set is a point or a segment along
 * an axis: its best end. */
static mixture nash(const thaw_pattern *pattern, int state, const thaw_polygon *hull,
                    const uint64_t *node, const double at[2], bool *over_worst)
{
    mixture found = only((size_t)node[0]);
    *over_worst = false;
    if (isfinite(at[0]) && isfinite(at[1]) && nash_on_hull(hull, node, at, &found) > 0) {
        return found;
    }
    *over_worst = true;
    if (nash_on_hull(hull, node, pattern->worst + (size_t)state * 2, &found) == 0) {
        double most = -INFINITY;
        for (size_t k = 0; k < hull->count; k++) {
            double sum = hull->corner[k].x[0] + hull->corner[k].x[1];
            if (sum > most) {
                most = sum;
                found = only((size_t)node[k]);
            }
        }
    }
    return found;
}

static double cross(thaw_point a, thaw_point b, thaw_point c)
{
    return (b.x[0] - a.x[0]) * (c.x[1] - a.x[1]) - (b.x[1] - a.x[1]) * (c.x[0] - a.x[0]);
}

static double along(thaw_point a, thaw_point b, thaw_point c)
{
    double x = b.x[0] - a.x[0], y = b.x[1] - a.x[1], square = x * x + y * y;
    double share = square > 0 ? ((c.x[0] - a.x[0]) * x + (c.x[1] - a.x[1]) * y) / square : 0;
    return fmin(fmax(share, 0), 1);
}

static thaw_point on_line(thaw_point a, thaw_point b, double share)
{
    return (thaw_point){{a.x[0] + share * (b.x[0] - a.x[0]), a.x[1] + share * (b.x[1] - a.x[1])}};
}

/* The nearest mix to a point that the line from corner 0 through it suggests when it leaves through
 * the edge at corner k. Where that edge runs almost along the line, rounding moves the place on the
 * edge along both, and finding the last share by projection takes that back. Returns how far the
 * mix is from the point. */
static double mix_through(const thaw_polygon *hull, const uint64_t *node, size_t k, thaw_point at,
                          mixture *found)
{
    const thaw_point *corner = hull->corner;
    double right = -cross(corner[0], at, corner[k]), left = cross(corner[0], at, corner[k + 1]);
    double share = right + left != 0 ? fmin(fmax(right / (right + left), 0), 1) : 0;
    thaw_point out = on_line(corner[k], corner[k + 1], share);
    double away = along(corner[0], out, at);
    *found = (mixture){{{(size_t)node[0], 1 - away},
                        {(size_t)node[k], away * (1 - share)},
                        {(size_t)node[k + 1], away * share}},
                       3};
    thaw_point there = on_line(corner[0], out, away);
    return hypot(there.x[0] - at.x[0], there.x[1] - at.x[1]);
}

/* A point of the hull as a mix of corner 0 and two neighbours: of all neighbours those that come
 * nearest, since in a hull like a needle rounding hides which triangle has the point in it. */
static mixture at_point(const thaw_polygon *hull, const uint64_t *node, thaw_point at)
{
    size_t last = hull->count - 1;
    mixture best = between((size_t)node[0], (size_t)node[last],
                           along(hull->corner[0], hull->corner[last], at));
    double nearest = INFINITY;
    for (size_t k = 1; k < last; k++) {
        mixture found;
        double distance = mix_through(hull, node, k, at, &found);
        if (distance < nearest) {
            nearest = distance;
            best = found;
        }
    }
    return best;
}

static thaw_status find_on_hull(const thaw_equilibria *equilibria, int state,
                                const thaw_point_wanted *wanted, mixture *found, bool *over_worst,
                                thaw_fault *fault)
{
    const struct thaw_support *support = equilibria->support;
    const thaw_generator *generator = support->generator;
    thaw_polygon hull = {0};
    uint64_t *node = NULL;
    thaw_point at;
    for (int i = 0; i < 2; i++) {
        at.x[i] = (wanted->at[i] - generator->centre[i]) / generator->scale[i];
    }
    thaw_status status = hull_of_nodes(support->pattern, state, &hull, &node);
    double error = equilibria->error / fmin(generator->scale[0], generator->scale[1]);
    if (status != THAW_OK) {
        thaw_fail(fault, status, "no memory for a set of payoffs");
    } else if (wanted->kind == THAW_POINT_NASH) {
        *found = nash(support->pattern, state, &hull, node, at.x, over_worst);
    } else if (thaw_polygon_distance(&hull, at) <= error + THAW_POINT_TIE) {
        *found = at_point(&hull, node, at);
    } else {
        status = thaw_fail(fault, THAW_ERANGE,
                           "the payoffs %.9g and %.9g are those of no equilibrium that is known",
                           wanted->at[0], wanted->at[1]);
    }
    thaw_polygon_clear(&hull);
    free(node);
    return status;
}

/* ---- the automaton ---- */

typedef struct extraction {
    const thaw_game *game;
    const thaw_pattern *pattern;
    const thaw_generator *generator;
    thaw_automaton *automaton;
    size_t *index; /* [node of the pattern]: of the automaton, THAW_NO_NODE when not reached */
    size_t *from;  /* [node of the automaton]: of the pattern */
    size_t draws;
} extraction;

static size_t reach(extraction *x, size_t node)
{
    if (x->index[node] == THAW_NO_NODE) {
        size_t index = x->automaton->nodes++;
        x->index[node] = index;
        x->from[index] = node;
        x->automaton->row[index] = x->pattern->node[node].row;
        x->automaton->state[index] = x->generator->row_state[x->pattern->node[node].row];
    }
    return x->index[node];
}

/* Adds to the draws that begin at `begin`; a node is drawn once. */
static void add_draw(extraction *x, size_t begin, size_t node, double chance)
{
    if (chance <= 0) {
        return;
    }
    size_t index = reach(x, node), k = begin;
    thaw_draw *draw = x->automaton->draw;
    while (k < x->draws && draw[k].node != index) {
        k++;
    }
    if (k == x->draws) {
        draw[x->draws++] = (thaw_draw){index, 0};
    }
    draw[k].chance += chance;
}

static void add_draws(extraction *x, const thaw_node *node, int next)
{
    size_t begin = x->draws;
    for (int end = 0; end < node->ends; end++) {
        const thaw_blend *blend =
            &x->pattern->blend[node->blend + (size_t)(end * x->game->states) + (size_t)next];
        add_draw(x, begin, blend->node[0], node->weight[end] * (1 - blend->share));
        add_draw(x, begin, blend->node[1], node->weight[end] * blend->share);
    }
}

/* The answers that departures of a player from a row can call for. */
static void add_answers(extraction *x, int state, size_t row, int player)
{
    const thaw_game *game = x->game;
    int actions[2];
    thaw_game_actions(game, state, row, actions);
    int own = actions[player];
    for (int a = 0; a < thaw_game_action_count(game, state, player); a++) {
        actions[player] = a;
        const double *next =
            game->next + thaw_game_row(game, state, actions) * (size_t)game->states;
        for (int t = 0; a != own && t < game->states; t++) {
            size_t *answer = &x->automaton->answer[t * 2 + player];
            if (next[t] > 0 && *answer == THAW_NO_NODE) {
                *answer = reach(x, extreme_node(x->pattern, t, player, -1, 0));
            }
        }
    }
}

static void fill(extraction *x, const mixture *start)
{
    thaw_automaton *automaton = x->automaton;
    for (size_t k = 0; k < start->count; k++) {
        automaton->start[k] = (thaw_draw){reach(x, start->part[k].node), start->part[k].chance};
    }
    for (size_t n = 0; n < automaton->nodes; n++) {
        const thaw_node *node = &x->pattern->node[x->from[n]];
        for (int t = 0; t < x->game->states; t++) {
            automaton->first[n * (size_t)x->game->states + (size_t)t] = x->draws;
            if (x->game->next[node->row * (size_t)x->game->states + (size_t)t] > 0) {
                add_draws(x, node, t);
            }
        }
        for (int i = 0; i < 2; i++) {
            add_answers(x, automaton->state[n], node->row, i);
        }
    }
    automaton->first[automaton->nodes * (size_t)x->game->states] = x->draws;
}

/* ---- values ---- */

/* One player's value of a node from the others', its own share in what follows solved for: the
 * sweep of Gauss and Seidel. */
static double value_from(const thaw_game *game, const thaw_equilibrium *equilibrium, size_t node,
                         int player)
{
    const thaw_automaton *automaton = equilibrium->automaton;
    size_t row = automaton->row[node];
    double d = game->discount[player], next = 0, stay = 0;
    for (int t = 0; t < game->states; t++) {
        double chance = game->next[row * (size_t)game->states + (size_t)t];
        size_t count = 0;
        const thaw_draw *draws = thaw_automaton_draws(automaton, node, t, &count);
        for (size_t k = 0; k < count; k++) {
            if (draws[k].node == node) {
                stay += chance * draws[k].chance;
            } else {
                next += chance * draws[k].chance *
                        equilibrium->values[draws[k].node * 2 + (size_t)player];
            }
        }
    }
    return ((1 - d) * game->payoff[row * 2 + (size_t)player] + d * next) / (1 - d * stay);
}

/* The pattern's values solve the equations but for rounding, so that few sweeps are needed. Last
 * nodes come first: what follows a node was mostly reached after it. */
static void compute_values(const thaw_game *game, thaw_equilibrium *equilibrium)
{
    double moved = INFINITY, size = 0;
    for (int k = 0; k < THAW_VALUE_SWEEPS && moved > 2 * DBL_EPSILON * size; k++) {
        moved = 0;
        for (size_t n = equilibrium->automaton->nodes; n-- > 0;) {
            for (int i = 0; i < 2; i++) {
                double *value = &equilibrium->values[n * 2 + (size_t)i];
                double found = value_from(game, equilibrium, n, i);
                moved = fmax(moved, fabs(found - *value));
                size = fmax(size, fabs(found));
                *value = found;
            }
        }
    }
    for (int i = 0; i < 2; i++) {
        equilibrium->value[i] = 0;
        for (size_t k = 0; k < equilibrium->automaton->starts; k++) {
            const thaw_draw *start = &equilibrium->automaton->start[k];
            equilibrium->value[i] +=
                start->chance * equilibrium->values[start->node * 2 + (size_t)i];
        }
    }
}

static thaw_status begin(extraction *x, const mixture *start, thaw_fault *fault)
{
    size_t most = x->pattern->nodes;
    thaw_status status = thaw_automaton_new(x->game, most, 2 * x->pattern->blends, start->count,
                                            &x->automaton, fault);
    if (status != THAW_OK) {
        return status;
    }
    x->automaton->nodes = 0;
    x->index = calloc(most, sizeof *x->index);
    x->from = calloc(most, sizeof *x->from);
    if (!x->index || !x->from) {
        return thaw_fail(fault, THAW_ENOMEM, "no memory for an equilibrium of %zu nodes", most);
    }
    for (size_t k = 0; k < most; k++) {
        x->index[k] = THAW_NO_NODE;
    }
    return THAW_OK;
}

static thaw_status build(const thaw_game *game, const struct thaw_support *support,
                         const mixture *start, thaw_equilibrium *equilibrium, thaw_fault *fault)
{
    extraction x = {.game = game, .pattern = support->pattern, .generator = support->generator};
    thaw_status status = begin(&x, start, fault);
    equilibrium->automaton = x.automaton;
    if (status == THAW_OK) {
        fill(&x, start);
        equilibrium->values = calloc(x.automaton->nodes, 2 * sizeof *equilibrium->values);
        status = equilibrium->values ? THAW_OK : thaw_fail(fault, THAW_ENOMEM, "out of memory");
    }
    for (size_t n = 0; status == THAW_OK && n < x.automaton->nodes; n++) {
        for (int i = 0; i < 2; i++) {
            equilibrium->values[n * 2 + (size_t)i] =
                x.generator->centre[i] + x.generator->scale[i] * x.pattern->value[x.from[n]].x[i];
        }
    }
    free(x.index);
    free(x.from);
    return status;
}

thaw_status thaw_equilibrium_extract(const thaw_game *game, const thaw_equilibria *equilibria,
                                     int state, const thaw_point_wanted *wanted,
                                     thaw_equilibrium *equilibrium, thaw_fault *fault)
{
    const thaw_pattern *pattern = equilibria->support->pattern;
    *equilibrium = (thaw_equilibrium){0};
    if (pattern->first[state] == pattern->first[state + 1]) {
        return THAW_OK;
    }
    mixture start;
    thaw_status status = THAW_OK;
    if (wanted->kind == THAW_POINT_BEST || wanted->kind == THAW_POINT_WORST) {
        start = only(extreme_node(pattern, state, wanted->player,
                                  wanted->kind == THAW_POINT_BEST ? 1 : -1, THAW_POINT_TIE));
    } else {
        status = find_on_hull(equilibria, state, wanted, &start, &equilibrium->over_worst, fault);
    }
    if (status == THAW_OK) {
        status = build(game, equilibria->support, &start, equilibrium, fault);
    }
    if (status == THAW_OK) {
        compute_values(game, equilibrium);
        status = thaw_automaton_judge(game, equilibrium->automaton, equilibrium->values,
                                      &equilibrium->judgement, fault);
    }
    if (status != THAW_OK) {
        thaw_equilibrium_clear(equilibrium);
    }
    return status;
}
