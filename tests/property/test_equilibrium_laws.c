/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is extracted is an equilibrium and is worth what the set says, whatever the game.
 *
 * Why: every corner of an inner set is an equilibrium's payoff up to the answer's error
 * (docs/solvers.md), an extracted automaton is that equilibrium, and mixing its starts by the
 * public coin reaches all between corners. A departure that gains would show in the judge's regret.
 */
#include <math.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "solvers/equilibrium.h"
#include "tests/support/sample_games.h"

enum { CASES = 100 };

/* Sets of some hundred corners: what is looked at here does not depend on their number. */
static const thaw_equilibria_settings coarse = {.tolerance = 1e-4};

/* One player in ten does not look ahead at all. */
static thaw_game *some_game(dice *d)
{
    thaw_game *game = random_game(d, (random_shape){2, dice_int(d, 1, 4), 1, 4, 0.95});
    for (int i = 0; i < 2; i++)
        if (dice_int(d, 1, 10) == 1)
            game->discount[i] = 0;
    return game;
}

/* Looks at an equilibrium and returns it to nobody. */
static void expect_worth(const thaw_game *game, const thaw_equilibria *sets, int state,
                         thaw_point_wanted wanted, const double value[2], double within,
                         unsigned long long seed)
{
    thaw_equilibrium found;
    thaw_fault fault;
    cr_assert(
        eq(int, thaw_equilibrium_extract(game, sets, state, &wanted, &found, &fault), THAW_OK),
        "%s", fault.text);
    cr_assert(ne(ptr, found.automaton, NULL), REPLAY, seed);
    for (size_t i = 0; i < 2; i++)
        if (isfinite(value[i]))
            cr_expect(le(dbl, fabs(found.value[i] - value[i]), within), REPLAY, seed);
    cr_expect(le(dbl, found.judgement.regret, within), REPLAY, seed);
    cr_expect(le(dbl, found.judgement.error, within), REPLAY, seed);
    cr_expect(le(dbl, found.judgement.bad_chance, 1e-14), REPLAY, seed);
    thaw_equilibrium_clear(&found);
}

static double extreme(const thaw_polygon *set, int player, int sign)
{
    double most = -INFINITY;
    for (size_t k = 0; k < set->count; k++)
        most = fmax(most, sign * set->corner[k].x[player]);
    return sign * most;
}

static void expect_extremes(const thaw_game *game, const thaw_equilibria *sets, int state,
                            unsigned long long seed)
{
    const thaw_polygon *inner = &sets->set[state].inner;
    double within = sets->error + 1e-11;
    for (int i = 0; i < 2; i++)
        for (int sign = -1; sign <= 1; sign += 2) {
            double value[2] = {NAN, NAN};
            value[i] = extreme(inner, i, sign);
            thaw_point_kind kind = sign > 0 ? THAW_POINT_BEST : THAW_POINT_WORST;
            expect_worth(game, sets, state, (thaw_point_wanted){kind, i, {0, 0}}, value, within,
                         seed);
        }
    for (size_t k = 0; k < inner->count; k++) {
        const double *corner = inner->corner[k].x;
        expect_worth(game, sets, state,
                     (thaw_point_wanted){THAW_POINT_AT, 0, {corner[0], corner[1]}}, corner, within,
                     seed);
    }
}

/* A random mix of corners. */
static void expect_inside(dice *d, const thaw_game *game, const thaw_equilibria *sets, int state,
                          unsigned long long seed)
{
    const thaw_polygon *inner = &sets->set[state].inner;
    double point[2] = {0, 0}, left = 1;
    for (size_t k = 0; k < inner->count; k++) {
        double share = k + 1 < inner->count ? left * dice_real(d, 0, 1) : left;
        for (int i = 0; i < 2; i++)
            point[i] += share * inner->corner[k].x[i];
        left -= share;
    }
    expect_worth(game, sets, state, (thaw_point_wanted){THAW_POINT_AT, 0, {point[0], point[1]}},
                 point, sets->error + 1e-11, seed);
}

Test(equilibrium_laws, extremes_and_points_inside_are_equilibria_worth_what_the_set_says)
{
    int seen = 0;
    for (uint64_t k = 0; k < CASES; k++) {
        dice d = dice_new(first_seed(52000) + k);
        thaw_game *game = some_game(&d);
        thaw_equilibria sets;
        cr_assert(eq(int, thaw_equilibria_solve(game, &coarse, &sets, NULL), THAW_OK));
        for (int s = 0; s < game->states; s++)
            if (sets.set[s].inner.count > 0) {
                expect_extremes(game, &sets, s, SEED(d));
                expect_inside(&d, game, &sets, s, SEED(d));
                seen++;
            }
        thaw_equilibria_clear(&sets);
        thaw_game_free(game);
    }
    cr_expect(gt(int, seen, CASES / 2), "most games should have equilibria: %d", seen);
}

/* No corner has a larger product of gains than the point chosen, nor has any point halfway between
 * two corners. */
static void expect_largest(const thaw_game *game, const thaw_equilibria *sets, int state,
                           unsigned long long seed)
{
    const thaw_polygon *inner = &sets->set[state].inner;
    const double *over = sets->set[state].worst;
    thaw_point_wanted wanted = {THAW_POINT_NASH, 0, {over[0], over[1]}};
    thaw_equilibrium found;
    cr_assert(eq(int, thaw_equilibrium_extract(game, sets, state, &wanted, &found, NULL), THAW_OK));
    double product = (found.value[0] - over[0]) * (found.value[1] - over[1]);
    for (size_t j = 0; j < inner->count; j++)
        for (size_t k = 0; k <= j; k++) {
            double other = 1;
            for (int i = 0; i < 2; i++)
                other *= (inner->corner[j].x[i] + inner->corner[k].x[i]) / 2 - over[i];
            cr_expect(le(dbl, other, product + 1e-9), REPLAY, seed);
        }
    thaw_equilibrium_clear(&found);
}

Test(equilibrium_laws, the_nash_point_has_the_largest_product_of_gains)
{
    for (uint64_t k = 0; k < CASES; k++) {
        dice d = dice_new(first_seed(53000) + k);
        thaw_game *game = some_game(&d);
        thaw_equilibria sets;
        cr_assert(eq(int, thaw_equilibria_solve(game, &coarse, &sets, NULL), THAW_OK));
        for (int s = 0; s < game->states; s++)
            if (sets.set[s].inner.count > 0)
                expect_largest(game, &sets, s, SEED(d));
        thaw_equilibria_clear(&sets);
        thaw_game_free(game);
    }
}
