/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts and durations, by hand. */
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

#include "solvers/forecast.h"
#include "tests/support/sample_games.h"

/* One player, two actions in each of three states; the first action goes along `first`, the second
 * along `second`. */
static thaw_game *chain(const double first[3][3], const double second[3][3])
{
    thaw_game *game = blank_game(1, 3, (int[]){2, 2, 2}, 0.5);
    for (int s = 0; s < 3; s++) {
        memcpy(game->next + (size_t)s * 6, first[s], 3 * sizeof(double));
        memcpy(game->next + (size_t)s * 6 + 3, second[s], 3 * sizeof(double));
    }
    return game;
}

static const double to_zero[3][3] = {{1, 0, 0}, {1, 0, 0}, {1, 0, 0}};
static const double onwards[3][3] = {{0, 1, 0}, {0, 0, 1}, {0, 0, 1}};

/* Onwards with chance 1/2 each month: in state 2 by month k with what is left of 1, 3/4, 1/2 ...
 * month 0: (1, 0, 0); 1: (1/2, 1/2, 0); 2: (1/2, 1/4, 1/4). */
Test(forecast, sums_over_months)
{
    thaw_game *game = chain(to_zero, onwards);
    const double profile[] = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5};
    /* per row: months in state 1, months in which the second action is played */
    double feature[6][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {0, 0}, {0, 1}}, sums[2];
    cr_assert_eq(thaw_forecast(game, profile, 0, 3, feature[0], 2, sums, NULL), THAW_OK);
    cr_assert_float_eq(sums[0], 0.75, 1e-15);
    cr_assert_float_eq(sums[1], 1.5, 1e-15);
    cr_assert_eq(thaw_forecast(game, profile, 1, 1, feature[0], 2, sums, NULL), THAW_OK);
    cr_assert_float_eq(sums[0], 1, 1e-15);
    cr_assert_eq(thaw_forecast(game, profile, 1, 0, feature[0], 2, sums, NULL), THAW_OK);
    cr_assert_float_eq(sums[0], 0, 0);
    thaw_game_free(game);
}

/* Played onwards with chance 1/2 a month, and only onwards counts: 1/2, 1/4, 1/8, from any state.
 */
Test(lasting, geometric)
{
    thaw_game *game = chain(to_zero, onwards);
    const double profile[] = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5};
    const bool keep[] = {false, true, false, true, false, true}, none[6] = {false};
    double share[3];
    cr_assert_eq(thaw_lasting(game, profile, 0, keep, 3, share, NULL), THAW_OK);
    for (int t = 0; t < 3; t++)
        cr_assert_float_eq(share[t], pow(0.5, t + 1), 1e-15);
    cr_assert_eq(thaw_lasting(game, profile, 0, none, 1, share, NULL), THAW_OK);
    cr_assert_float_eq(share[0], 0, 0);
    thaw_game_free(game);
}

Test(forecast, from_nowhere)
{
    static const int wrong[][2] = {{-1, 3}, {3, 3}, {99, 3}, {0, -1}};
    thaw_game *game = chain(to_zero, onwards);
    const double profile[] = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5};
    const bool keep[6] = {false};
    double feature[6] = {0}, sums[1], share[3];
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        thaw_fault fault;
        cr_expect_eq(
            thaw_forecast(game, profile, wrong[k][0], wrong[k][1], feature, 1, sums, &fault),
            THAW_EARG, "%zu", k);
        cr_expect_eq(thaw_lasting(game, profile, wrong[k][0], keep, wrong[k][1], share, &fault),
                     THAW_EARG, "%zu", k);
    }
    thaw_game_free(game);
}

static void durations(const double *profile, const bool *inside, double *months)
{
    thaw_game *game = chain(to_zero, onwards);
    cr_assert_eq(thaw_duration(game, profile, inside, months, NULL), THAW_OK);
    thaw_game_free(game);
}

/* Leaving with chance 1/4 a month takes four months. */
Test(duration, geometric)
{
    double months[3];
    durations((double[]){0.75, 0.25, 1, 0, 1, 0}, (bool[]){true, false, false}, months);
    cr_assert_float_eq(months[0], 4, 1e-14);
    cr_assert_float_eq(months[1], 0, 0);
}

/* From 0, on with 1/2 else again; from 1, out with 1/2 else back to 0: m0 = 1 + (m0 + m1) / 2, m1 =
 * 1 + m0 / 2, so m0 = 6, m1 = 4: two heads in a row. */
Test(duration, two_heads_in_a_row)
{
    double months[3];
    durations((double[]){0.5, 0.5, 0.5, 0.5, 1, 0}, (bool[]){true, true, false}, months);
    cr_assert_float_eq(months[0], 6, 1e-13);
    cr_assert_float_eq(months[1], 4, 1e-13);
    cr_assert_float_eq(months[2], 0, 0);
}

/* State 2 is inside and never left; it can be reached from both others: infinite everywhere. */
Test(duration, a_trap_makes_it_infinite)
{
    double months[3];
    durations((double[]){0.5, 0.5, 0.5, 0.5, 0, 1}, (bool[]){true, true, true}, months);
    for (int s = 0; s < 3; s++)
        cr_assert(isinf(months[s]));
}

/* The trap cannot be reached from state 1, which always goes to 0, outside. */
Test(duration, a_trap_beside_the_way_does_not)
{
    double months[3];
    durations((double[]){0.5, 0.5, 1, 0, 0, 1}, (bool[]){false, true, true}, months);
    cr_assert_float_eq(months[1], 1, 1e-15);
    cr_assert(isinf(months[2]));
}

/* From the first state half go on for ever inside: what may never end lasts for ever on average.
 * From the second nothing leaves; from the third one month in two does, two months on average. */
Test(forecast, what_may_never_end_lasts_for_ever)
{
    thaw_game *game = blank_game(2, 4, (int[]){1, 1, 1, 1, 1, 1, 1, 1}, 0.9);
    static const double next[] = {0, 0.5, 0, 0.5, 0, 1, 0, 0, 0, 0, 0.5, 0.5, 0, 0, 0, 1};
    const bool inside[] = {true, true, true, false};
    const double profile[] = {1, 1, 1, 1, 1, 1, 1, 1};
    double months[4];
    memcpy(game->next, next, sizeof next);
    cr_assert_eq(thaw_duration(game, profile, inside, months, NULL), THAW_OK);
    cr_expect(isinf(months[0]) && isinf(months[1]));
    cr_expect_float_eq(months[2], 2, 1e-12);
    cr_expect_eq(months[3], 0);
    thaw_game_free(game);
}
