/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slow oracle for sets of equilibrium payoffs. */
#include "tests/support/plain_sets.h"

#include <math.h>
#include <stdlib.h>

#include <criterion/criterion.h>

/* ---- the operator ---- */

static const double *next_of(const thaw_game *game, size_t row)
{
    return game->next + row * (size_t)game->states;
}

static double payoff_of(const thaw_game *game, size_t row, int player)
{
    return game->payoff[row * 2 + (size_t)player];
}

static double least_of(const thaw_polygon *set, int player)
{
    double least = INFINITY;
    for (size_t k = 0; k < set->count; k++)
        least = fmin(least, set->corner[k].x[player]);
    return least;
}

/* The most that a player gets who plays this row now and its worst ever after, (1 - d) u + d sum p
 * min W. */
static double answered(const thaw_game *game, const thaw_polygon *from, size_t row, int player)
{
    double d = game->discount[player], later = 0;
    for (int s = 0; s < game->states; s++)
        if (next_of(game, row)[s] > 0)
            later += next_of(game, row)[s] * least_of(&from[s], player);
    return (1 - d) * payoff_of(game, row, player) + d * later;
}

/* What the best departure from a row brings a player. */
static double best_departure(const thaw_game *game, const thaw_polygon *from, int state, size_t row,
                             int player)
{
    int actions[2];
    double best = -INFINITY;
    thaw_game_actions(game, state, row, actions);
    int own = actions[player];
    for (int a = 0; a < thaw_game_action_count(game, state, player); a++) {
        actions[player] = a;
        if (a != own)
            best = fmax(best, answered(game, from, thaw_game_row(game, state, actions), player));
    }
    return best;
}

/* Two polygons to work in, by turns. */
typedef struct room {
    thaw_polygon now, then;
} room;

static void swap(room *r)
{
    thaw_polygon now = r->now;
    r->now = r->then;
    r->then = now;
}

/* Leaves in r->now the payoffs of a row with promises out of `from`. A sum begins at its lowest
 * corner but for rounding: where an edge lies flat the next sum would take it for one that comes
 * last. The hull begins there again. */
static void promise(const thaw_game *game, const thaw_polygon *from, size_t row, room *r)
{
    double scale = plain_scale(game);
    r->now.count = 0;
    plain_add(&r->now, 0, 0);
    for (int s = 0; s < game->states; s++)
        if (next_of(game, row)[s] > 0) {
            plain_sum(&r->now, &from[s], next_of(game, row)[s], &r->then);
            plain_make_hull(&r->then, scale, &r->now);
        }
    for (size_t k = 0; k < r->now.count; k++)
        for (int i = 0; i < 2; i++) {
            double *x = &r->now.corner[k].x[i], d = game->discount[i];
            *x = (1 - d) * payoff_of(game, row, i) + d * *x;
        }
}

static bool reaches_empty(const thaw_game *game, const thaw_polygon *from, int state)
{
    for (size_t row = game->first_row[state]; row < game->first_row[state + 1]; row++)
        for (int s = 0; s < game->states; s++)
            if (next_of(game, row)[s] > 0 && from[s].count == 0)
                return true;
    return false;
}

static void step_state(const thaw_game *game, const thaw_polygon *from, double slack, int state,
                       thaw_polygon *to, bool *playable)
{
    room r = {{0}, {0}};
    thaw_polygon all = {0};
    bool dead = reaches_empty(game, from, state);
    for (size_t row = game->first_row[state]; row < game->first_row[state + 1]; row++) {
        r.now.count = 0;
        if (!dead)
            promise(game, from, row, &r);
        for (int i = 0; i < 2 && !dead; i++) {
            plain_cut(&r.now, i, best_departure(game, from, state, row, i) - slack, &r.then);
            swap(&r);
        }
        for (size_t k = 0; k < r.now.count; k++)
            plain_add(&all, r.now.corner[k].x[0], r.now.corner[k].x[1]);
        if (playable)
            playable[row] = r.now.count > 0;
    }
    plain_make_hull(&all, plain_scale(game), to);
    plain_polygon_clear(&all);
    plain_polygon_clear(&r.now);
    plain_polygon_clear(&r.then);
}

void plain_step(const thaw_game *game, const thaw_polygon *from, double slack, thaw_polygon *to,
                bool *playable)
{
    for (int s = 0; s < game->states; s++)
        step_state(game, from, slack, s, &to[s], playable);
}

/* ---- the iteration ---- */

double plain_scale(const thaw_game *game)
{
    double scale = 0;
    for (size_t k = 0; k < 2 * thaw_game_rows(game); k++)
        scale = fmax(scale, fabs(game->payoff[k]));
    return scale > 0 ? scale : 1;
}

static thaw_polygon box(const thaw_game *game)
{
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (size_t row = 0; row < thaw_game_rows(game); row++)
        for (int i = 0; i < 2; i++) {
            low[i] = fmin(low[i], payoff_of(game, row, i));
            high[i] = fmax(high[i], payoff_of(game, row, i));
        }
    const double corners[4][2] = {
        {low[0], low[1]}, {high[0], low[1]}, {high[0], high[1]}, {low[0], high[1]}};
    return plain_hull(corners, 4);
}

static double moved(const thaw_polygon *from, const thaw_polygon *to, size_t states)
{
    double most = 0;
    for (size_t s = 0; s < states; s++)
        most = fmax(most, plain_excess(&from[s], &to[s]));
    return most;
}

static plain_sets iterate(const thaw_game *game, double slack)
{
    size_t states = (size_t)game->states;
    double scale = plain_scale(game);
    plain_sets sets = {game->states, calloc(states, sizeof *sets.set),
                       calloc(thaw_game_rows(game), sizeof(bool)), 0, false};
    thaw_polygon *next = calloc(states, sizeof *next);
    cr_assert(sets.set && sets.playable && next);
    for (size_t s = 0; s < states; s++)
        sets.set[s] = box(game);
    while (!sets.settled && sets.steps < 5000) {
        plain_step(game, sets.set, slack * scale, next, sets.playable);
        sets.settled = ++sets.steps % 8 == 0 && moved(sets.set, next, states) <= 1e-10 * scale;
        thaw_polygon *last = sets.set;
        sets.set = next;
        next = last;
    }
    for (size_t s = 0; s < states; s++)
        plain_polygon_clear(&next[s]);
    free(next);
    return sets;
}

plain_sets plain_sets_of(const thaw_game *game)
{
    return iterate(game, 1e-10);
}

/* What is lost for sure is more than a step that counts as rest: sets that shrink by it a step at a
 * time shrink on. */
plain_sets plain_sets_for_sure(const thaw_game *game)
{
    return iterate(game, -1e-8);
}

void plain_sets_clear(plain_sets *sets)
{
    for (int s = 0; s < sets->states; s++)
        plain_polygon_clear(&sets->set[s]);
    free(sets->set);
    free(sets->playable);
    *sets = (plain_sets){0};
}
