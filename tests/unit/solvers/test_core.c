/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The core of a game: elimination of settled states, values of given play. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/judge.h"
#include "solvers/core.h"
#include "tests/support/sample_games.h"

static thaw_core *core_of(const thaw_game *game)
{
    thaw_core *core = NULL;
    cr_assert_eq(thaw_core_new(game, &core, NULL), THAW_OK);
    return core;
}

/* One player with a choice in state 0 (stay for 1, or leave for 5), then two settled states: 1 pays
 * 2 and returns with chance 1/2, else goes on to 2, which pays 0 for ever; d = 1/2. By hand, plain
 * sums: V2 = 0; V1 = 2 + V0 / 4. Leaving is 5 + V1 / 2 = 6 + V0 / 8. */
Test(core, settled_states_fold_into_the_others)
{
    thaw_game *game = blank_game(1, 3, (int[]){2, 1, 1}, 0.5);
    static const double next[4][3] = {{1, 0, 0}, {0, 1, 0}, {0.5, 0, 0.5}, {0, 0, 1}};
    static const double payoff[4] = {1, 5, 2, 0};
    memcpy(game->next, next, sizeof next);
    memcpy(game->payoff, payoff, sizeof payoff);
    thaw_core *core = core_of(game);
    cr_assert(core->states == 1 && core->settled == 2 && core->rows == 2);
    cr_assert_float_eq(core->payoff[0], 1, 1e-15);
    cr_assert_float_eq(core->weight[0], 0.5, 1e-15);
    cr_assert_float_eq(core->payoff[1], 6, 1e-15);
    cr_assert_float_eq(core->weight[1], 0.125, 1e-15);
    /* leaving for ever: V0 = 6 / (1 - 1/8) = 48/7, V1 = 2 + 12/7, normalised by one half */
    double value, full[3];
    cr_assert_eq(thaw_core_evaluate(core, (double[]){0, 1}, &value, NULL), THAW_OK);
    cr_assert_float_eq(value, 48.0 / 7, 1e-14);
    thaw_core_values_up(core, &value, full);
    cr_assert_float_eq(full[0], 24.0 / 7, 1e-14);
    cr_assert_float_eq(full[1], 13.0 / 7, 1e-14);
    cr_assert_float_eq(full[2], 0, 1e-14);
    thaw_core_free(core);
    thaw_game_free(game);
}

/* The same with a million more a month: the level that is set aside is a million but for its last
 * digits, the payoffs that are left are small, and values come back with it. Chances that sum to
 * 1 + 5e-10, as they may: what stays for ever is worth u / (1 - d (1 + 5e-10)). */
Test(core, what_payoffs_have_in_common_is_set_aside)
{
    static const double next[4][3] = {{1, 0, 0}, {0, 1, 0}, {0.5, 0, 0.5}, {0, 0, 1 + 5e-10}};
    static const double payoff[4] = {1e6 + 1, 1e6 + 5, 1e6 + 2, 1e6};
    thaw_game *game = blank_game(1, 3, (int[]){2, 1, 1}, 0.999);
    memcpy(game->next, next, sizeof next);
    memcpy(game->payoff, payoff, sizeof payoff);
    thaw_core *core = core_of(game);
    cr_assert_float_eq(core->level[0], 1e6, 256);
    for (size_t row = 0; row < core->rows; row++)
        cr_assert_lt(fabs(core->payoff[row]), 1e6);
    double value, full[3];
    cr_assert_eq(thaw_core_evaluate(core, (double[]){1, 0}, &value, NULL), THAW_OK);
    thaw_core_values_up(core, &value, full);
    cr_expect_float_eq(full[0], 1e6 + 1, 1e-9);
    long double d = game->discount[0];
    cr_expect_float_eq(full[2], (double)((1 - d) * 1e6L / (1 - d * next[3][2])), 1e-9);
    /* V1 = (1 - d) u + d (V0 + V2) / 2 */
    cr_expect_float_eq(full[1], (double)((1 - d) * payoff[2] + d * (full[0] + full[2]) / 2), 1e-9);
    thaw_core_free(core);
    thaw_game_free(game);
}

Test(core, profiles_go_down_and_up)
{
    thaw_game *game = blank_game(2, 3, (int[]){2, 3, 1, 1, 1, 2}, 0.5);
    thaw_core *core = core_of(game);
    static const double small[] = {0.25, 0.75, 0.1, 0.2, 0.7, 1, 0.4, 0.6};
    double full[10] = {0}, back[8] = {0};
    cr_assert_eq(thaw_core_actions(core), 8);
    thaw_core_profile_up(core, small, full);
    cr_assert(full[5] == 1 && full[6] == 1, "settled states play their one action");
    thaw_core_profile_down(core, full, back);
    cr_assert_arr_eq(small, back, sizeof small);
    thaw_core_free(core);
    thaw_game_free(game);
}

static void random_profile(dice *d, const thaw_game *game, double *profile)
{
    for (int s = 0; s < game->states; s++)
        for (int i = 0; i < game->players; i++) {
            double sum = 0, *own = profile + thaw_game_action_offset(game, s, i);
            int count = thaw_game_action_count(game, s, i);
            for (int a = 0; a < count; a++)
                sum += own[a] = dice_real(d, 0, 1);
            for (int a = 0; a < count; a++)
                own[a] /= sum;
        }
}

/* The judge, which shares no code, finds the values of any play right to rounding: no residual. */
Test(core, values_of_any_play_satisfy_bellman)
{
    uint64_t first = first_seed(700);
    for (int k = 0; k < 100; k++) {
        dice d = dice_new(first + (uint64_t)k);
        thaw_game *game =
            random_game(&d, (random_shape){dice_int(&d, 1, 3), dice_int(&d, 1, 6), 1, 3, 0.999});
        double *profile = calloc(thaw_game_action_total(game), sizeof *profile);
        double *values = calloc(value_count(game), sizeof *values);
        cr_assert(profile && values);
        random_profile(&d, game, profile);
        thaw_judgement judgement;
        cr_assert_eq(thaw_evaluate(game, profile, values, NULL), THAW_OK);
        cr_assert_eq(thaw_judge(game, profile, values, NULL, NULL, &judgement, NULL), THAW_OK);
        cr_assert_lt(judgement.error, 1e-11, REPLAY, SEED(d));
        free(profile);
        free(values);
        thaw_game_free(game);
    }
}

/* Chances of a product may sum to more than those of a file, which were looked at: where the future
 * is then worth more than the present for ever, no value is finite. */
Test(core, a_future_without_end_is_refused)
{
    static const double dilemma[] = {3, 3, 0, 5, 5, 0, 1, 1};
    thaw_game *game = one_state_game(2, (int[]){2, 2}, dilemma, 1 - 1e-10);
    thaw_core *core = core_of(game);
    thaw_core_free(core);
    core = NULL;
    game->next[2] = 1 + 4e-10;
    cr_assert_eq(thaw_core_new(game, &core, NULL), THAW_ERANGE);
    cr_assert_null(core);
    thaw_game_free(game);
}
