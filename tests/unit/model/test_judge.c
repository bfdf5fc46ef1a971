/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge: what it computes by hand, and that it finds planted errors. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/judge.h"
#include "tests/support/sample_games.h"

static const int counts[] = {2, 2};

/* The prisoners' dilemma, C first: (3, 3) (0, 5) / (5, 0) (1, 1), d = 0.9. */
static thaw_game *dilemma(void)
{
    return one_state_game(2, counts, (double[]){3, 3, 0, 5, 5, 0, 1, 1}, 0.9);
}

static thaw_judgement judge(const thaw_game *game, const double *profile, const double *values,
                            double *loss)
{
    thaw_judgement judgement;
    cr_assert_eq(thaw_judge(game, profile, values, NULL, loss, &judgement, NULL), THAW_OK);
    return judgement;
}

/* Both cooperate, worth 3. Departing once and cooperating after: 0.1 * 5 + 0.9 * 3 = 3.2. */
Test(judge, gain_from_one_departure)
{
    thaw_game *game = dilemma();
    double loss[4];
    thaw_judgement j = judge(game, (double[]){1, 0, 1, 0}, (double[]){3, 3}, loss);
    cr_assert_float_eq(j.regret, 0.2, 1e-15);
    cr_assert(j.state == 0 && j.player == 0 && j.action == 1);
    cr_assert_float_eq(loss[0], 0, 1e-15);
    cr_assert_float_eq(loss[1], -0.2, 1e-15);
    cr_assert_float_eq(loss[3], -0.2, 1e-15);
    cr_assert_float_eq(j.residual, 0, 1e-15);
    cr_assert_eq(j.bad_chance, 0);
    thaw_game_free(game);
}

/* Both defect, worth 1: cooperating once loses 0.1 * (1 - 0). */
Test(judge, an_equilibrium_has_no_regret)
{
    thaw_game *game = dilemma();
    double loss[4];
    thaw_judgement j = judge(game, (double[]){0, 1, 0, 1}, (double[]){1, 1}, loss);
    cr_assert_leq(j.regret, 1e-15);
    cr_assert_float_eq(loss[0], 0.1, 1e-15);
    cr_assert_float_eq(loss[2], 0.1, 1e-15);
    thaw_game_free(game);
}

/* A value off by 0.01 leaves a residual of (1 - d) times that, and a bound of 0.01 itself. */
Test(judge, a_wrong_value_shows_as_residual_and_bound)
{
    thaw_game *game = dilemma();
    thaw_judgement j = judge(game, (double[]){0, 1, 0, 1}, (double[]){1.01, 1}, NULL);
    cr_assert_float_eq(j.residual, 0.001, 1e-12);
    cr_assert_float_eq(j.error, 0.01, 1e-12);
    thaw_game_free(game);
}

Test(judge, chances_that_are_none_show)
{
    thaw_game *game = dilemma();
    cr_assert_float_eq(judge(game, (double[]){0.5, 0.6, 0, 1}, (double[]){1, 1}, NULL).bad_chance,
                       0.1, 1e-12);
    cr_assert_float_eq(judge(game, (double[]){-0.2, 1.2, 0, 1}, (double[]){1, 1}, NULL).bad_chance,
                       0.2, 1e-12);
    thaw_game_free(game);
}

/* Right values leave no residual; what rounding can have hidden of one is counted all the same, in
 * units of each player's own payoffs. */
Test(judge, the_bound_counts_rounding_player_by_player)
{
    thaw_game *game = one_state_game(2, counts, (double[]){3, 3e-9, 0, 5e-9, 5, 0, 1, 1e-9}, 0.9);
    thaw_judgement j;
    double error[2];
    cr_assert_eq(thaw_judge_each(game, (double[]){0, 1, 0, 1}, (double[]){1, 1e-9}, NULL, 8, NULL,
                                 error, &j, NULL),
                 THAW_OK);
    for (int i = 0; i < 2; i++) {
        double scale = i ? 5e-9 : 5;
        cr_expect_geq(error[i], 8 * 0x1p-53 * scale / 0.1 * 0.999);
        cr_expect_leq(error[i], 16 * 0x1p-53 * scale / 0.1);
    }
    cr_expect_eq(j.error, error[0]);
    thaw_game_free(game);
}

/* Chances of next states that sum to 1.2 at d = 0.9: values need not exist. */
Test(judge, no_bound_where_values_need_not_exist)
{
    thaw_game *game = dilemma();
    for (int row = 0; row < 4; row++)
        game->next[row] = 1.2;
    cr_assert(isinf(judge(game, (double[]){0, 1, 0, 1}, (double[]){1, 1}, NULL).error));
    thaw_game_free(game);
}

/* Only the states that count bear regret; losses and the residual are of all. */
Test(judge, regret_is_of_the_states_that_count)
{
    thaw_game *game = blank_game(1, 2, (int[]){2, 2}, 0.5);
    for (size_t row = 0; row < 4; row++) {
        game->next[row * 2] = row < 2;
        game->next[row * 2 + 1] = row >= 2;
        game->payoff[row] = row % 2 == 0 ? 0 : row < 2 ? 1 : 4;
    }
    const double profile[] = {1, 0, 1, 0}, values[] = {0, 0};
    double loss[4];
    thaw_judgement all, some;
    const bool first[] = {true, false};
    cr_assert_eq(thaw_judge(game, profile, values, NULL, loss, &all, NULL), THAW_OK);
    cr_assert_eq(thaw_judge(game, profile, values, first, loss, &some, NULL), THAW_OK);
    cr_assert_float_eq(all.regret, 2, 1e-15);
    cr_assert_eq(all.state, 1);
    cr_assert_float_eq(some.regret, 0.5, 1e-15);
    cr_assert_eq(some.state, 0);
    cr_assert_float_eq(loss[3], -2, 1e-15);
    thaw_game_free(game);
}

/* Errors planted into right answers are found: a chance moved from one action to another, or a
 * value changed, by 1e-6. */
Test(judge, planted_errors_are_found)
{
    uint64_t first = first_seed(500);
    for (int k = 0; k < 50; k++) {
        dice d = dice_new(first + (uint64_t)k);
        thaw_game *game = random_game(&d, (random_shape){2, 3, 2, 3, 0.9});
        solution s = solution_of(game);
        cr_assert_leq(s.result.judgement.residual, 1e-14, REPLAY, SEED(d));
        int cell = dice_int(&d, 0, (int)value_count(game) - 1);
        s.values[cell] += 1e-6;
        thaw_judgement j = judge(game, s.profile, s.values, NULL);
        cr_assert_geq(j.error, 1e-6 * 0.99, REPLAY, SEED(d));
        s.values[cell] -= 1e-6;
        double *own = s.profile + thaw_game_action_offset(game, cell / 2, cell % 2);
        int from = 0, actions = thaw_game_action_count(game, cell / 2, cell % 2);
        for (int a = 1; a < actions; a++)
            from = own[a] > own[from] ? a : from;
        int into = (from + 1) % actions;
        own[into] += own[from];
        own[from] = 0;
        j = judge(game, s.profile, s.values, NULL);
        cr_assert(j.residual > 1e-9 || j.regret > 1e-9, REPLAY, SEED(d));
        solution_clear(&s);
        thaw_game_free(game);
    }
}

static void expect_the_worst(const thaw_game *game, const double *profile, const double *values)
{
    double loss[4];
    thaw_judgement j = judge(game, profile, values, loss);
    cr_expect_eq(j.residual, HUGE_VAL);
    cr_expect_eq(j.error, HUGE_VAL);
    cr_expect_eq(j.regret, HUGE_VAL);
    cr_expect_geq(j.state, 0);
    cr_expect_eq(loss[2 * j.player + j.action], -HUGE_VAL);
}

/* Every comparison with what is not a number fails, and fmax passes over it: no judgement may rest
 * on either. */
Test(judge, what_is_not_a_number_is_the_worst_there_is)
{
    thaw_game *game = dilemma();
    expect_the_worst(game, (double[]){0, 1, 0, 1}, (double[]){NAN, NAN});
    expect_the_worst(game, (double[]){0, 1, 0, 1}, (double[]){1, NAN});
    expect_the_worst(game, (double[]){0, 1, 0, 1}, (double[]){HUGE_VAL, HUGE_VAL});
    for (int k = 0; k < 4; k++) {
        double profile[] = {0, 1, 0, 1};
        profile[k] = NAN;
        expect_the_worst(game, profile, (double[]){1, 1});
        cr_expect_eq(judge(game, profile, (double[]){1, 1}, NULL).bad_chance, HUGE_VAL);
    }
    game->payoff[6] = NAN;
    expect_the_worst(game, (double[]){0, 1, 0, 1}, (double[]){1, 1});
    game->payoff[6] = 1;
    game->next[3] = NAN;
    expect_the_worst(game, (double[]){0, 1, 0, 1}, (double[]){1, 1});
    game->next[3] = 1;
    game->next[0] = NAN; /* a row that nobody comes to: nobody loses by it, but values rest on it */
    cr_expect_eq(judge(game, (double[]){0, 1, 0, 1}, (double[]){1, 1}, NULL).error, HUGE_VAL);
    thaw_game_free(game);
}

/* All payoffs 0: nothing to multiply what the chances lack. */
Test(judge, chances_that_are_no_numbers_leave_no_bound_where_nothing_is_paid)
{
    thaw_game *game = one_state_game(2, counts, (double[8]){0}, 0.9);
    expect_the_worst(game, (double[]){NAN, NAN, NAN, NAN}, (double[]){0, 0});
    thaw_game_free(game);
}
