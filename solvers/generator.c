/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One application of the operator of Abreu, Pearce & Stacchetti (1990) to convex polygons. */
#include "solvers/generator.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/settings.h"

/* ---- the game, scaled and sorted ---- */

void thaw_generator_free(thaw_generator *generator)
{
    if (!generator) {
        return;
    }
    free(generator->row_state);
    free(generator->law);
    free(generator->by_law);
    free(generator->chance);
    free(generator->payoff);
    free(generator->list);
    free(generator->first_option);
    free(generator->option);
    free(generator->outdone);
    free(generator->dead);
    free(generator->worst);
    free(generator->outlook);
    free(generator->blocked);
    free(generator->edge);
    free(generator->used);
    thaw_polygon_clear(&generator->sum);
    thaw_polygon_clear(&generator->clipped[0]);
    thaw_polygon_clear(&generator->clipped[1]);
    for (int s = 0; generator->pool && s < generator->states; s++) {
        free(generator->pool[s].point);
        free(generator->pool[s].tag);
    }
    free(generator->pool);
    free(generator->spot[0]);
    free(generator->spot[1]);
    free(generator->spot[2]);
    free(generator);
}

static bool allocate(thaw_generator *generator, const thaw_game *game)
{
    size_t rows = thaw_game_rows(game), states = (size_t)game->states;
    generator->states = game->states;
    generator->rows = rows;
    generator->row_state = calloc(rows, sizeof *generator->row_state);
    generator->law = calloc(rows, sizeof *generator->law);
    generator->by_law = calloc(rows, sizeof *generator->by_law);
    generator->chance = calloc(rows * states, sizeof *generator->chance);
    generator->payoff = calloc(rows * 2, sizeof *generator->payoff);
    generator->list = calloc(rows * 2, sizeof *generator->list);
    generator->first_option = calloc(rows * 2 + 1, sizeof *generator->first_option);
    generator->option = calloc(rows * 2, sizeof *generator->option);
    generator->outdone = calloc(rows * 2, sizeof *generator->outdone);
    generator->dead = calloc(rows, sizeof *generator->dead);
    generator->worst = calloc(states * 2, sizeof *generator->worst);
    generator->outlook = calloc(rows * 2, sizeof *generator->outlook);
    generator->blocked = calloc(rows, sizeof *generator->blocked);
    generator->pool = calloc(states, sizeof *generator->pool);
    return generator->row_state && generator->law && generator->by_law && generator->chance &&
           generator->payoff && generator->list && generator->first_option && generator->option &&
           generator->outdone && generator->dead && generator->worst && generator->outlook &&
           generator->blocked && generator->pool;
}

typedef struct known_law {
    const double *next; /* [state] */
    size_t row;
    int states;
} known_law;

static int by_chances(const void *a, const void *b)
{
    const known_law *one = a, *two = b;
    for (int s = 0; s < one->states; s++) {
        if (one->next[s] != two->next[s]) {
            return one->next[s] < two->next[s] ? -1 : 1;
        }
    }
    return one->row < two->row ? -1 : one->row > two->row;
}

/* Rows with the same chances of next states share a law. */
static thaw_status find_laws(thaw_generator *generator, const thaw_game *game)
{
    size_t states = (size_t)game->states;
    known_law *known = calloc(generator->rows, sizeof *known);
    if (!known) {
        return THAW_ENOMEM;
    }
    for (size_t row = 0; row < generator->rows; row++) {
        known[row] = (known_law){game->next + row * states, row, game->states};
    }
    qsort(known, generator->rows, sizeof *known, by_chances);
    for (size_t k = 0; k < generator->rows; k++) {
        if (k == 0 ||
            memcmp(known[k].next, known[k - 1].next, states * sizeof *known[k].next) != 0) {
            memcpy(generator->chance + generator->laws * states, known[k].next,
                   states * sizeof *known[k].next);
            generator->laws++;
        }
        generator->law[known[k].row] = (int)(generator->laws - 1);
        generator->by_law[k] = known[k].row;
    }
    free(known);
    return THAW_OK;
}

/* What a player's payoffs are measured in: their range. Where they are all the same they have none,
 * and must not add to errors either: the other's range, or the size of what both always get. */
static double unit_of(const thaw_game *game, int player)
{
    double range = thaw_game_range(game, player), other = thaw_game_range(game, 1 - player);
    double size = fmax(fabs(game->payoff[0]), fabs(game->payoff[1]));
    return range > 0 ? range : other > 0 ? other : size > 0 ? size : 1;
}

/* What chances lack of a sum of 1. Each addition's rounding is added up as well (Knuth 1969,
 * section 4.2.2), so that what is left of it is a square of the unit. */
static long double lacking_chance(const double *chance, int count)
{
    long double sum = 0, rest = 0;
    for (int k = 0; k < count; k++) {
        long double next = sum + chance[k], added = next - sum;
        rest += (sum - (next - added)) + (chance[k] - added);
        sum = next;
    }
    return (1 - sum) - rest;
}

/* Payoffs are measured from the middle of their range, in units of it. A row's chances need not sum
 * to exactly 1, and are taken as they are: V = (1 - d) u + d E V' and V = c + r v give
 * v = (1 - d) (u - c k) / r + d E v' with k = (1 - d sum) / (1 - d). */
static void scale(thaw_generator *generator, const thaw_game *game)
{
    for (int i = 0; i < 2; i++) {
        double discount = game->discount[i], least, most, longest = 0;
        double scaled_least = 0, scaled_most = 0;
        thaw_game_span(game, i, &least, &most);
        double centre = least + (most - least) / 2, unit = unit_of(game, i);
        for (size_t row = 0; row < generator->rows; row++) {
            long double lacking =
                lacking_chance(game->next + row * (size_t)game->states, game->states);
            double points = game->payoff[row * 2 + (size_t)i];
            double payoff = (double)(((1 - (long double)discount) * ((long double)points - centre) -
                                      centre * discount * lacking) /
                                     unit);
            generator->payoff[row * 2 + (size_t)i] = payoff;
            scaled_least = fmin(scaled_least, payoff);
            scaled_most = fmax(scaled_most, payoff);
            longest = fmax(longest, (double)(1 - lacking));
        }
        generator->discount[i] = discount;
        generator->centre[i] = centre;
        generator->scale[i] = unit;
        generator->low[i] = scaled_least / (1 - discount * longest);
        generator->high[i] = scaled_most / (1 - discount * longest);
    }
}

/* Whether one of the ways to depart of the list that ends there pays more than the row at once and
 * takes nothing later. */
static void mark_outdone(thaw_generator *generator, const thaw_game *game, size_t row, int player,
                         size_t end)
{
    size_t i = (size_t)player;
    for (size_t k = generator->first_option[generator->lists]; k < end; k++) {
        const thaw_option *option = &generator->option[k];
        if ((generator->discount[i] == 0 || option->law == generator->law[row]) &&
            option->points > game->payoff[row * 2 + i]) {
            generator->outdone[row * 2 + i] = true;
        }
    }
}

/* The ways in which a player can depart while the other plays what the row says: for each law of
 * next states the best payoff. */
static void list_options(thaw_generator *generator, const thaw_game *game, int state, size_t row,
                         int player)
{
    size_t stride = thaw_game_stride(game, state, player),
           begin = generator->first_option[generator->lists];
    size_t end = begin;
    int own = thaw_game_action_count(game, state, player);
    for (int a = 0; a < own; a++) {
        size_t departed = row + (size_t)a * stride, k = begin;
        double payoff = generator->payoff[departed * 2 + (size_t)player];
        double points = game->payoff[departed * 2 + (size_t)player];
        while (k < end && generator->option[k].law != generator->law[departed]) {
            k++;
        }
        if (k == end) {
            generator->option[end++] = (thaw_option){generator->law[departed], payoff, points};
        } else {
            generator->option[k].payoff = fmax(generator->option[k].payoff, payoff);
            generator->option[k].points = fmax(generator->option[k].points, points);
        }
        generator->list[departed * 2 + (size_t)player] = generator->lists;
    }
    for (int a = 0; a < own; a++) {
        mark_outdone(generator, game, row + (size_t)a * stride, player, end);
    }
    generator->first_option[++generator->lists] = end;
}

static void list_departures(thaw_generator *generator, const thaw_game *game)
{
    for (int s = 0; s < game->states; s++) {
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++) {
            int actions[2];
            thaw_game_actions(game, s, row, actions);
            generator->row_state[row] = s;
            for (int i = 0; i < 2; i++) {
                if (actions[i] == 0) {
                    list_options(generator, game, s, row, i);
                }
            }
        }
    }
}

thaw_status thaw_generator_new(const thaw_game *game, thaw_generator **out, thaw_fault *fault)
{
    if (game->players != 2) {
        return thaw_fail(fault, THAW_EARG,
                         "sets of equilibrium payoffs are for two players; this game has %d",
                         game->players);
    }
    thaw_generator *generator = calloc(1, sizeof *generator);
    if (!generator || !allocate(generator, game) || find_laws(generator, game) != THAW_OK) {
        thaw_generator_free(generator);
        return thaw_fail(fault, THAW_ENOMEM, "out of memory");
    }
    scale(generator, game);
    list_departures(generator, game);
    *out = generator;
    return THAW_OK;
}

thaw_status thaw_generator_box(const thaw_generator *generator, thaw_polygon *set)
{
    thaw_point corners[4];
    for (int k = 0; k < 4; k++) {
        corners[k].x[0] = k % 2 ? generator->high[0] : generator->low[0];
        corners[k].x[1] = k / 2 ? generator->high[1] : generator->low[1];
    }
    return thaw_polygon_hull(corners, 4, set);
}

double thaw_generator_rounding(const thaw_generator *generator)
{
    return ((double)generator->edges + 32 + 4 * THAW_POLYGON_DRAWN) * DBL_EPSILON;
}

/* ---- sets in ---- */

static bool upper_half(thaw_point along)
{
    return along.x[1] > 0 || (along.x[1] == 0 && along.x[0] > 0);
}

/* By direction, counterclockwise from the right. */
static int by_direction(const void *a, const void *b)
{
    const thaw_edge *one = a, *two = b;
    bool up = upper_half(one->along), other = upper_half(two->along);
    if (up != other) {
        return up ? -1 : 1;
    }
    double turn = one->along.x[0] * two->along.x[1] - one->along.x[1] * two->along.x[0];
    if (turn != 0) {
        return turn > 0 ? -1 : 1;
    }
    return one->state < two->state ? -1 : one->state > two->state;
}

static thaw_status collect_edges(thaw_generator *generator, const thaw_polygon *sets)
{
    size_t edges = 0;
    for (int s = 0; s < generator->states; s++) {
        edges += sets[s].count;
    }
    if (edges > generator->edge_capacity) {
        thaw_edge *edge = realloc(generator->edge, 2 * edges * sizeof *edge);
        generator->edge = edge ? edge : generator->edge;
        size_t *used = realloc(generator->used, 2 * edges * sizeof *used);
        generator->used = used ? used : generator->used;
        bool all = edge && used;
        for (int j = 0; j < 3; j++) {
            uint32_t *spot = realloc(generator->spot[j], (2 * edges + 5) * sizeof *spot);
            generator->spot[j] = spot ? spot : generator->spot[j];
            all = all && spot;
        }
        if (!all) {
            return THAW_ENOMEM;
        }
        generator->edge_capacity = 2 * edges;
        for (size_t k = 0; k < 2 * edges; k++) {
            generator->spot[0][k] = thaw_spot(k, THAW_SPOT_CORNER);
        }
    }
    generator->edges = 0;
    for (int s = 0; s < generator->states; s++) {
        for (size_t k = 0; k < sets[s].count && sets[s].count > 1; k++) {
            thaw_point a = sets[s].corner[k], b = sets[s].corner[k + 1 < sets[s].count ? k + 1 : 0];
            thaw_point along = {{b.x[0] - a.x[0], b.x[1] - a.x[1]}};
            if (along.x[0] != 0 || along.x[1] != 0) {
                generator->edge[generator->edges++] = (thaw_edge){along, s};
            }
        }
    }
    if (generator->edges > 0) {
        qsort(generator->edge, generator->edges, sizeof *generator->edge, by_direction);
    }
    return THAW_OK;
}

void thaw_generator_punish(thaw_generator *generator, const double *worst)
{
    size_t states = (size_t)generator->states;
    for (size_t law = 0; law < generator->laws; law++) {
        const double *chance = generator->chance + law * states;
        double outlook[2] = {0, 0};
        for (size_t s = 0; s < states; s++) {
            if (chance[s] > 0) {
                outlook[0] += chance[s] * worst[s * 2];
                outlook[1] += chance[s] * worst[s * 2 + 1];
            }
        }
        generator->outlook[law * 2] = outlook[0];
        generator->outlook[law * 2 + 1] = outlook[1];
    }
}

thaw_status thaw_generator_take(thaw_generator *generator, const thaw_polygon *sets)
{
    generator->sets = sets;
    for (size_t s = 0; s < (size_t)generator->states; s++) {
        for (size_t i = 0; i < 2; i++) {
            double worst = INFINITY;
            for (size_t k = 0; k < sets[s].count; k++) {
                worst = fmin(worst, sets[s].corner[k].x[i]);
            }
            generator->worst[s * 2 + i] = worst;
        }
    }
    for (size_t law = 0; law < generator->laws; law++) {
        const double *chance = generator->chance + law * (size_t)generator->states;
        generator->blocked[law] = false;
        for (int s = 0; s < generator->states; s++) {
            generator->blocked[law] =
                generator->blocked[law] || (chance[s] > 0 && sets[s].count == 0);
        }
    }
    thaw_generator_punish(generator, generator->worst);
    return collect_edges(generator, sets);
}

/* ---- sets out ---- */

/* A departure with the row's own law and no better payoff gives up nothing that a punishment would
 * have to take: w_i is at least the worst of the same sets. Which payoff is better is asked of the
 * game's own numbers: scaled, a difference of less than 1e-16 of the range is lost. */
double thaw_generator_demand(const thaw_generator *generator, size_t row, int player, size_t *asks)
{
    size_t i = (size_t)player, list = generator->list[row * 2 + i];
    double own = generator->payoff[row * 2 + i], most = -INFINITY;
    for (size_t k = generator->first_option[list]; k < generator->first_option[list + 1]; k++) {
        const thaw_option *option = &generator->option[k];
        if (option->law != generator->law[row] || generator->outdone[row * 2 + i]) {
            double gives = option->payoff +
                           generator->discount[i] * generator->outlook[(size_t)option->law * 2 + i];
            if (asks && gives > most) {
                *asks = k;
            }
            most = fmax(most, gives);
        }
    }
    if (generator->discount[i] == 0 && generator->outdone[row * 2 + i]) {
        return fmax(most - own, DBL_MIN);
    }
    return most - own;
}

thaw_status thaw_generator_sum(thaw_generator *generator, size_t law)
{
    const double *chance = generator->chance + law * (size_t)generator->states;
    thaw_polygon *sum = &generator->sum;
    if (thaw_polygon_reserve(sum, generator->edges + 1) != THAW_OK ||
        thaw_polygon_reserve(&generator->clipped[0], generator->edges + 3) != THAW_OK ||
        thaw_polygon_reserve(&generator->clipped[1], generator->edges + 5) != THAW_OK) {
        return THAW_ENOMEM;
    }
    thaw_point at = {{0, 0}};
    for (int s = 0; s < generator->states; s++) {
        if (chance[s] > 0) {
            at.x[0] += chance[s] * generator->sets[s].corner[0].x[0];
            at.x[1] += chance[s] * generator->sets[s].corner[0].x[1];
        }
    }
    sum->corner[0] = at;
    size_t count = 1;
    for (size_t k = 0; k < generator->edges; k++) {
        const thaw_edge *edge = &generator->edge[k];
        double share = chance[edge->state];
        if (share > 0) {
            at.x[0] += share * edge->along.x[0];
            at.x[1] += share * edge->along.x[1];
            generator->used[count - 1] = k;
            sum->corner[count++] = at;
        }
    }
    sum->count = count > 1 ? count - 1 : count; /* the last is the first again */
    return THAW_OK;
}

/* Whether a point with that spot lies on the edge of the sum that begins at corner `edge`. */
static bool on_edge(uint32_t spot, size_t edge, size_t corners)
{
    size_t at = thaw_spot_corner(spot);
    return thaw_spot_kind(spot) == THAW_SPOT_CORNER
               ? at == edge || at == (edge + 1 < corners ? edge + 1 : 0)
               : at == edge && thaw_spot_kind(spot) != THAW_SPOT_BOTH;
}

/* Where the line x[axis] = least crosses from the point with spot p to the one with spot q: an
 * edge of the sum, or the line of the other cut. */
static uint32_t crossing_spot(uint32_t p, uint32_t q, int axis, size_t corners)
{
    size_t edge = thaw_spot_corner(p);
    return on_edge(p, edge, corners) && on_edge(q, edge, corners)
               ? thaw_spot(edge, axis == 0 ? THAW_SPOT_CUT_0 : THAW_SPOT_CUT_1)
               : thaw_spot(edge, THAW_SPOT_BOTH);
}

/* The part of a polygon with x[axis] >= least, into `to`, which has room for two corners more. */
static void cut(const thaw_polygon *from, const uint32_t *spot, int axis, double least,
                size_t corners, thaw_polygon *to, uint32_t *to_spot)
{
    size_t count = from->count, kept = 0;
    for (size_t k = 0; k < count; k++) {
        size_t next = k + 1 < count ? k + 1 : 0;
        thaw_point a = from->corner[k], b = from->corner[next];
        bool in = a.x[axis] >= least;
        if (in) {
            to_spot[kept] = spot[k];
            to->corner[kept++] = a;
        }
        if (in != (b.x[axis] >= least)) {
            double share = (least - a.x[axis]) / (b.x[axis] - a.x[axis]);
            int other = 1 - axis;
            thaw_point at;
            at.x[axis] = least;
            at.x[other] = a.x[other] + share * (b.x[other] - a.x[other]);
            to_spot[kept] = crossing_spot(spot[k], spot[next], axis, corners);
            to->corner[kept++] = at;
        }
    }
    to->count = kept;
}

const thaw_polygon *thaw_generator_clip(thaw_generator *generator, const double demand[2])
{
    const thaw_polygon *part = &generator->sum;
    generator->part_spot = generator->spot[0];
    for (int i = 0; i < 2; i++) {
        double discount = generator->discount[i];
        if (discount == 0) {
            if (demand[i] > 0) {
                return NULL;
            }
            continue;
        }
        double least = demand[i] / discount;
        bool all = true, none = true;
        for (size_t k = 0; k < part->count; k++) {
            bool in = part->corner[k].x[i] >= least;
            none = none && !in;
            all = all && in;
        }
        if (none) {
            return NULL;
        }
        if (!all) {
            uint32_t *to = generator->spot[i + 1];
            cut(part, generator->part_spot, i, least, generator->sum.count, &generator->clipped[i],
                to);
            part = &generator->clipped[i];
            generator->part_spot = to;
        }
    }
    return part;
}

/* What a row adds to its state's new set. */
static thaw_status add_piece(thaw_generator *generator, size_t row, const thaw_polygon *part)
{
    thaw_points *pool = &generator->pool[generator->row_state[row]];
    if (pool->count + part->count > pool->capacity) {
        size_t wanted = 2 * (pool->count + part->count);
        thaw_tagged *point = realloc(pool->point, wanted * sizeof *point);
        pool->point = point ? point : pool->point;
        uint64_t *tag = realloc(pool->tag, (2 * wanted + 2) * sizeof *tag);
        pool->tag = tag ? tag : pool->tag;
        if (!point || !tag) {
            return THAW_ENOMEM;
        }
        pool->capacity = wanted;
    }
    const double *payoff = generator->payoff + row * 2, *discount = generator->discount;
    for (size_t k = 0; k < part->count; k++) {
        pool->point[pool->count++] =
            (thaw_tagged){{{payoff[0] + discount[0] * part->corner[k].x[0],
                            payoff[1] + discount[1] * part->corner[k].x[1]}},
                          (uint64_t)row << 32 | generator->part_spot[k]};
    }
    return THAW_OK;
}

enum { SIDES = 16 };

/* Removes points that lie within the hull of the extreme ones in a few directions: most do. */
static void drop_inner_points(thaw_points *pool)
{
    size_t extreme[SIDES] = {0};
    double most[SIDES];
    thaw_point side[SIDES];
    if (pool->count < 4 * SIDES) {
        return;
    }
    for (int j = 0; j < SIDES; j++) {
        double angle = 2 * M_PI * (j + 0.5) / SIDES;
        side[j] = (thaw_point){{cos(angle), sin(angle)}};
        most[j] = -INFINITY;
    }
    for (size_t k = 0; k < pool->count; k++) {
        for (int j = 0; j < SIDES; j++) {
            double reach =
                side[j].x[0] * pool->point[k].at.x[0] + side[j].x[1] * pool->point[k].at.x[1];
            if (reach > most[j]) {
                most[j] = reach;
                extreme[j] = k;
            }
        }
    }
    thaw_point around[SIDES];
    bool wide = false; /* a hull of one point has nothing within */
    for (int j = 0; j < SIDES; j++) {
        around[j] = pool->point[extreme[j]].at;
        wide = wide || around[j].x[0] != around[0].x[0] || around[j].x[1] != around[0].x[1];
    }
    size_t kept = 0;
    for (size_t k = 0; k < pool->count; k++) {
        thaw_point point = pool->point[k].at;
        bool within = wide;
        for (int j = 0; j < SIDES && within; j++) {
            thaw_point a = around[j], b = around[(j + 1) % SIDES];
            double turn = (b.x[0] - a.x[0]) * (point.x[1] - a.x[1]) -
                          (b.x[1] - a.x[1]) * (point.x[0] - a.x[0]);
            within = turn > 0 || (a.x[0] == b.x[0] && a.x[1] == b.x[1]);
        }
        if (!within) {
            pool->point[kept++] = pool->point[k];
        }
    }
    pool->count = kept;
}

thaw_status thaw_generator_sum_row(thaw_generator *generator, size_t row, int *summed)
{
    if (generator->law[row] == *summed) {
        return THAW_OK;
    }
    *summed = generator->law[row];
    return thaw_generator_sum(generator, (size_t)*summed);
}

thaw_status thaw_generator_part(thaw_generator *generator, size_t row, const double ease[2],
                                int *summed, const thaw_polygon **part)
{
    *part = NULL;
    thaw_status status = thaw_generator_sum_row(generator, row, summed);
    if (status != THAW_OK) {
        return status;
    }
    double demand[2];
    for (int i = 0; i < 2; i++) {
        double shift = generator->discount[i] > 0 ? ease[i] : 0;
        demand[i] = thaw_generator_demand(generator, row, i, NULL) + shift;
    }
    *part = thaw_generator_clip(generator, demand);
    return THAW_OK;
}

thaw_status thaw_generator_apply(thaw_generator *generator, const double ease[2], bool bury,
                                 thaw_polygon *made)
{
    thaw_status status = THAW_OK;
    int summed = -1;
    for (int s = 0; s < generator->states; s++) {
        generator->pool[s].count = 0;
    }
    for (size_t k = 0; k < generator->rows && status == THAW_OK; k++) {
        size_t row = generator->by_law[k];
        if (generator->dead[row] || generator->blocked[generator->law[row]]) {
            continue;
        }
        const thaw_polygon *part;
        status = thaw_generator_part(generator, row, ease, &summed, &part);
        if (part) {
            status = add_piece(generator, row, part);
        } else if (bury && status == THAW_OK) {
            generator->dead[row] = true;
        }
    }
    for (int s = 0; s < generator->states && status == THAW_OK; s++) {
        drop_inner_points(&generator->pool[s]);
        thaw_points *pool = &generator->pool[s];
        status = thaw_polygon_hull_tagged(pool->point, pool->count, &made[s], pool->tag);
    }
    return status;
}
