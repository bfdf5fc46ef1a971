/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Markov solver: small games with known answers, what it says about forks, how it stops. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "solvers/clock.h"
#include "solvers/core.h"
#include "solvers/settings.h"
#include "tests/support/sample_games.h"

static const int two_by_two[] = {2, 2}, three_by_three[] = {3, 3};

static void expect_found(const thaw_game *game, const solution *s)
{
    cr_assert_eq(s->result.outcome, THAW_OUTCOME_CONVERGED, "%s",
                 thaw_outcome_text(s->result.outcome));
    cr_assert_leq(relative_regret(game, s), THAW_REGRET);
    cr_assert_leq(s->result.judgement.bad_chance, 1e-12);
}

/* Solves a one-state game of two players and compares first actions' chances. */
static solution expect_chances(const double *payoffs, double us, double china)
{
    thaw_game *game = one_state_game(2, two_by_two, payoffs, 0.5);
    solution s = solution_of(game);
    expect_found(game, &s);
    cr_assert_float_eq(s.profile[0], us, 1e-9, "%.12g", s.profile[0]);
    cr_assert_float_eq(s.profile[2], china, 1e-9, "%.12g", s.profile[2]);
    thaw_game_free(game);
    return s;
}

/* ---- one month repeated ---- */

Test(markov, dominance)
{
    solution s = expect_chances((double[]){3, 3, 0, 5, 5, 0, 1, 1}, 0, 0);
    cr_assert(s.result.isolated && !s.result.branches);
    solution_clear(&s);
}

/* Unequal pennies: the row player, paid 3 for meeting on heads and 1 on tails, must be kept
 * indifferent: chance of the column's heads 1/4; the column is paid alike: row's heads 1/2. */
Test(markov, mixed_play_is_exact)
{
    solution s = expect_chances((double[]){3, 0, 0, 1, 0, 1, 1, 0}, 0.5, 0.25);
    cr_assert_float_eq(s.values[0], 0.75, 1e-12);
    cr_assert(s.result.isolated && !s.result.branches);
    solution_clear(&s);
}

/* The stag hunt's limit is the risk-dominant hare (Turocy 2005). */
Test(markov, stag_hunt_takes_the_risk_dominant_side)
{
    solution s = expect_chances((double[]){4, 4, 0, 3, 3, 0, 3, 3}, 0, 0);
    cr_assert_not(s.result.branches);
    solution_clear(&s);
}

/* ---- forks ---- */

/* Symmetric games whose symmetric path is crossed by others: the path stays on the symmetric
 * equilibrium and says that the limit is not unique. */
Test(markov, coordination_on_two_forks)
{
    solution s = expect_chances((double[]){1, 1, 0, 0, 0, 0, 1, 1}, 0.5, 0.5);
    cr_assert(s.result.branches);
    solution_clear(&s);
}

/* Chance of chickening out: 1 - 1/10, from indifference 0 p - (1 - p) = p - 10 (1 - p). */
Test(markov, chicken_forks)
{
    solution s = expect_chances((double[]){0, 0, -1, 1, 1, -1, -10, -10}, 0.9, 0.9);
    cr_assert(s.result.branches);
    solution_clear(&s);
}

Test(markov, battle_of_the_sexes_forks)
{
    solution s = expect_chances((double[]){3, 2, 0, 0, 0, 0, 2, 3}, 0.6, 0.4);
    cr_assert(s.result.branches);
    solution_clear(&s);
}

/* Three equal ways to coordinate: at the fork (precision 3) two directions turn at once, and the
 * determinant keeps its sign. */
Test(markov, coordination_on_three_forks_without_a_sign)
{
    double payoffs[18] = {0};
    for (int a = 0; a < 3; a++)
        payoffs[(a * 3 + a) * 2] = payoffs[(a * 3 + a) * 2 + 1] = 1;
    thaw_game *game = one_state_game(2, three_by_three, payoffs, 0);
    solution s = solution_of(game);
    expect_found(game, &s);
    cr_assert(s.result.branches);
    for (int a = 0; a < 6; a++)
        cr_assert_float_eq(s.profile[a], 1.0 / 3, 1e-12);
    solution_clear(&s);
    thaw_game_free(game);
}

/* As symmetric as that, but with one equilibrium only. */
Test(markov, rock_paper_scissors_does_not_fork)
{
    static const double payoffs[] = {0, 0, -1, 1, 1, -1, 1, -1, 0, 0, -1, 1, -1, 1, 1, -1, 0, 0};
    thaw_game *game = one_state_game(2, three_by_three, payoffs, 0.9);
    solution s = solution_of(game);
    expect_found(game, &s);
    cr_assert(!s.result.branches && s.result.isolated);
    solution_clear(&s);
    thaw_game_free(game);
}

/* Two states, each a coordination game, that follow by a coin: both fork at the same precision, an
 * even number again. */
Test(markov, twin_states_fork_together)
{
    thaw_game *game = blank_game(2, 2, (int[]){2, 2, 2, 2}, 0.5);
    for (size_t k = 0; k < thaw_game_rows(game) * 2; k++)
        game->next[k] = 0.5;
    for (int s = 0; s < 2; s++)
        for (int a = 0; a < 2; a++) {
            size_t row = thaw_game_row(game, s, (int[]){a, a});
            game->payoff[row * 2] = game->payoff[row * 2 + 1] = 1;
        }
    solution s = solution_of(game);
    expect_found(game, &s);
    cr_assert(s.result.branches);
    solution_clear(&s);
    thaw_game_free(game);
}

/* A fork a little out of symmetry is none: the path bends into the better side. */
Test(markov, almost_symmetric_coordination_bends)
{
    solution s = expect_chances((double[]){1 + 1e-6, 1, 0, 0, 0, 0, 1, 1}, 1, 1);
    cr_assert_not(s.result.branches);
    solution_clear(&s);
    s = expect_chances((double[]){1, 1, 0, 0, 0, 0, 1, 1 + 1e-6}, 0, 0);
    cr_assert_not(s.result.branches);
    solution_clear(&s);
}

/* ---- nothing to choose, nothing to gain ---- */

Test(markov, everything_pays_the_same)
{
    thaw_game *game =
        one_state_game(2, two_by_two, (double[]){.1, .7, .1, .7, .1, .7, .1, .7}, 0.9);
    solution s = solution_of(game);
    expect_found(game, &s);
    cr_assert_not(s.result.isolated);
    cr_assert_float_eq(s.profile[0], 0.5, 1e-15);
    cr_assert_float_eq(s.values[0], 0.1, 1e-15);
    cr_assert_float_eq(s.values[1], 0.7, 1e-15);
    solution_clear(&s);
    thaw_game_free(game);
}

Test(markov, nobody_has_a_choice)
{
    thaw_game *game = blank_game(2, 2, (int[]){1, 1, 1, 1}, 0.5);
    /* 0 leads to 1, which stays and pays 2: v(1) = 2, v(0) = 0.5 * 1 + 0.5 * 2 */
    game->next[0] = 0;
    game->next[1] = 1;
    game->next[2] = 0;
    game->next[3] = 1;
    game->payoff[0] = 1;
    game->payoff[2] = 2;
    solution s = solution_of(game);
    expect_found(game, &s);
    cr_assert_float_eq(s.values[0], 1.5, 1e-14);
    cr_assert_float_eq(s.values[2], 2, 1e-14);
    cr_assert_eq(s.result.steps, 0);
    solution_clear(&s);
    thaw_game_free(game);
}

/* One player is indifferent, and whatever it does decides what the other gets: a continuum. */
Test(markov, a_continuum_of_equilibria_is_said_to_be_one)
{
    thaw_game *game = one_state_game(2, two_by_two, (double[]){0, 1, 0, 1, 0, 3, 0, 3}, 0.5);
    solution s = solution_of(game);
    expect_found(game, &s);
    cr_assert_not(s.result.isolated);
    solution_clear(&s);
    thaw_game_free(game);
}

/* ---- one player: a Markov decision problem, against value iteration (Shapley 1953, Howard 1960)
 */

static double best_of(const thaw_game *game, int state, const double *values)
{
    double best = -HUGE_VAL, d = game->discount[0];
    for (size_t row = game->first_row[state]; row < game->first_row[state + 1]; row++) {
        double next = 0;
        for (int s = 0; s < game->states; s++)
            next += game->next[row * (size_t)game->states + (size_t)s] * values[s];
        best = fmax(best, (1 - d) * game->payoff[row] + d * next);
    }
    return best;
}

Test(markov, one_player_decides_as_value_iteration_does)
{
    uint64_t first = first_seed(4100);
    for (int k = 0; k < 40; k++) {
        dice d = dice_new(first + (uint64_t)k);
        thaw_game *game = random_game(&d, (random_shape){1, dice_int(&d, 1, 6), 1, 4, 0.95});
        solution s = solution_of(game);
        expect_found(game, &s);
        double values[6] = {0}, then[6];
        for (int round = 0; round < 800; round++) {
            for (int t = 0; t < game->states; t++)
                then[t] = best_of(game, t, values);
            memcpy(values, then, sizeof values);
        }
        cr_assert_lt(largest_difference(values, s.values, (size_t)game->states), 1e-9, REPLAY,
                     SEED(d));
        solution_clear(&s);
        thaw_game_free(game);
    }
}

/* ---- zero-sum games of two by two, against Shapley's (1953) iteration ---- */

static double matrix_value(double m[2][2])
{
    double low = fmax(fmin(m[0][0], m[0][1]), fmin(m[1][0], m[1][1]));
    double high = fmin(fmax(m[0][0], m[1][0]), fmax(m[0][1], m[1][1]));
    if (low >= high)
        return low;
    return (m[0][0] * m[1][1] - m[0][1] * m[1][0]) / (m[0][0] + m[1][1] - m[0][1] - m[1][0]);
}

static double shapley_value(const thaw_game *game, int state, const double *values)
{
    double m[2][2], d = game->discount[0];
    for (int a = 0; a < 2; a++)
        for (int b = 0; b < 2; b++) {
            size_t row = thaw_game_row(game, state, (int[]){a, b});
            m[a][b] = (1 - d) * game->payoff[row * 2];
            for (int s = 0; s < game->states; s++)
                m[a][b] += d * game->next[row * (size_t)game->states + (size_t)s] * values[s];
        }
    return matrix_value(m);
}

Test(markov, zero_sum_games_are_worth_what_shapley_says)
{
    uint64_t first = first_seed(4200);
    for (int k = 0; k < 60; k++) {
        dice d = dice_new(first + (uint64_t)k);
        thaw_game *game = random_game(&d, (random_shape){2, dice_int(&d, 1, 6), 2, 2, 0.95});
        game->discount[1] = game->discount[0];
        for (size_t row = 0; row < thaw_game_rows(game); row++)
            game->payoff[row * 2 + 1] = -game->payoff[row * 2];
        solution s = solution_of(game);
        expect_found(game, &s);
        double values[6] = {0}, then[6];
        for (int round = 0; round < 800; round++) {
            for (int t = 0; t < game->states; t++)
                then[t] = shapley_value(game, t, values);
            memcpy(values, then, sizeof values);
        }
        for (int t = 0; t < game->states; t++) {
            cr_assert_float_eq(s.values[t * 2], values[t], 1e-9, REPLAY, SEED(d));
            cr_assert_float_eq(s.values[t * 2 + 1], -values[t], 1e-9, REPLAY, SEED(d));
        }
        solution_clear(&s);
        thaw_game_free(game);
    }
}

/* ---- discount 0: each month on its own ---- */

/* The curve of a game without a future is, over each precision, the product of its months' curves;
 * its limit in a state is therefore that of the month alone. */
Test(markov, without_a_future_states_do_not_matter_to_each_other)
{
    uint64_t first = first_seed(4300);
    for (int k = 0; k < 30; k++) {
        dice d = dice_new(first + (uint64_t)k);
        thaw_game *game = random_game(&d, (random_shape){2, 4, 2, 4, 0.5});
        game->discount[0] = game->discount[1] = 0;
        solution s = solution_of(game);
        expect_found(game, &s);
        for (int t = 0; t < game->states; t++) {
            int counts[2] = {thaw_game_action_count(game, t, 0),
                             thaw_game_action_count(game, t, 1)};
            thaw_game *month = one_state_game(2, counts, game->payoff + game->first_row[t] * 2, 0);
            solution alone = solution_of(month);
            cr_assert_lt(largest_difference(alone.profile,
                                            s.profile + thaw_game_action_offset(game, t, 0),
                                            (size_t)(counts[0] + counts[1])),
                         1e-8, REPLAY, SEED(d));
            solution_clear(&alone);
            thaw_game_free(month);
        }
        solution_clear(&s);
        thaw_game_free(game);
    }
}

/* ---- stopping ---- */

static thaw_outcome outcome_within(thaw_markov_settings settings)
{
    dice d = dice_new(4400);
    thaw_game *game = random_game(&d, (random_shape){2, 4, 3, 3, 0.9});
    solution s = solution_within(game, &settings);
    thaw_outcome outcome = s.result.outcome;
    if (outcome != THAW_OUTCOME_CONVERGED)
        cr_assert_geq(s.result.judgement.regret, 0, "the last point is judged too");
    solution_clear(&s);
    thaw_game_free(game);
    return outcome;
}

Test(markov, stops_at_the_step_limit_and_says_so)
{
    cr_assert_eq(outcome_within((thaw_markov_settings){.step_limit = 3}), THAW_OUTCOME_STEP_LIMIT);
}

Test(markov, stops_when_told)
{
    static const volatile int told = 1, not_told = 0;
    cr_assert_eq(outcome_within((thaw_markov_settings){.stop = &told}), THAW_OUTCOME_INTERRUPTED);
    cr_assert_eq(outcome_within((thaw_markov_settings){.stop = &not_told}), THAW_OUTCOME_CONVERGED);
}

Test(markov, stops_at_the_time_limit)
{
    cr_assert_eq(outcome_within((thaw_markov_settings){.deadline = 1e-9}), THAW_OUTCOME_TIME_LIMIT);
    cr_assert_eq(outcome_within((thaw_markov_settings){.deadline = thaw_clock() + 1e9}),
                 THAW_OUTCOME_CONVERGED);
}

/* A path cut short is no answer: what is left is a logit equilibrium with a regret. */
Test(markov, an_unfinished_path_is_judged)
{
    thaw_game *game = one_state_game(2, two_by_two, (double[]){3, 3, 0, 5, 5, 0, 1, 1}, 0.5);
    thaw_markov_settings settings = {.step_limit = 1};
    solution s = solution_within(game, &settings);
    cr_assert_eq(s.result.outcome, THAW_OUTCOME_STEP_LIMIT);
    cr_assert_eq(s.result.steps, 1);
    cr_assert_gt(s.result.judgement.regret, 1e-3);
    solution_clear(&s);
    thaw_game_free(game);
}

/* ---- payoffs of many sizes ---- */

/* Found by fuzzing: between payoffs of 1 and 1e18 the least squares at the end of the path let the
 * chances sum to 1.0016. */
Test(markov, chances_sum_to_one_beside_payoffs_of_any_size)
{
    static const double payoffs[] = {1e9,
                                     -9999999999.9,
                                     999999999.9999999,
                                     1.1,
                                     1.1e9,
                                     -99.9,
                                     9e8,
                                     10000.1,
                                     9.9e8,
                                     100000.1,
                                     9.99e8,
                                     -1e18,
                                     1000000000.0001,
                                     100000.1,
                                     999999990,
                                     100000000.1,
                                     1e9,
                                     -9999999999.9,
                                     999999999.9999999,
                                     -1e18,
                                     1000000000.00001,
                                     1.1};
    static const double first[] = {
        0.999, 0.001, 1e-9, 1, 0.999, 0.999999999999, 0.9999999999999999, 1, 0.999, 1.0 / 3, 0};
    thaw_game *game = blank_game(2, 2, (int[]){4, 2, 1, 3}, 0.37890625);
    memcpy(game->payoff, payoffs, sizeof payoffs);
    for (size_t row = 0; row < 11; row++) {
        game->next[row * 2] = first[row];
        game->next[row * 2 + 1] = 1 - first[row];
    }
    solution s = solution_of(game);
    cr_assert_leq(s.result.judgement.bad_chance, 1e-9, "%g, %s", s.result.judgement.bad_chance,
                  thaw_outcome_text(s.result.outcome));
    solution_clear(&s);
    thaw_game_free(game);
}

/* Found by fuzzing: of payoffs near -1e6 the first player's best is better by 0.001, and chances of
 * 1.4e-6 of the others, a millionth of what he can lose, were taken for rounding; to the second,
 * who has no choice, that was worth 2889 points. No answer will do, an answer that is none not. */
Test(markov, no_chance_is_left_to_what_pays_less)
{
    static const double payoffs[] = {-999999.999999999, 1e9, -999999.999, 1e-9,
                                     -999999.999999999, 1e9};
    thaw_game *game = one_state_game(2, (int[]){3, 1}, payoffs, 0.1953125);
    game->discount[1] = 0;
    solution s = solution_of(game);
    if (s.result.outcome == THAW_OUTCOME_CONVERGED) {
        cr_expect_geq(s.profile[1], 1 - 2e-9);
        cr_expect_leq(s.values[1], 4);
    } else {
        cr_expect_eq(s.result.outcome, THAW_OUTCOME_REGRET);
    }
    solution_clear(&s);
    thaw_game_free(game);
}

/* Found by fuzzing: what pays the second player 1e-9 more or less is worth 0.1 in the end, and
 * values that are off by 5e-14 there, a hundred times their rounding, are no excuse for a regret.
 */
Test(markov, values_that_are_off_excuse_no_regret)
{
    static const double payoffs[] = {-1000000.000000001, 0.100000001,     99000000,
                                     0.099999999,        -1000000.000001, 0.099999999,
                                     -1000000.000000001, 0.100000001};
    thaw_game *game = one_state_game(2, two_by_two, payoffs, 0.17578125);
    game->discount[1] = 0.9999;
    solution s = solution_of(game);
    double most = 1e-9 * 2e-9 + 16 * 0x1p-52 * 0.100000001;
    if (s.result.outcome == THAW_OUTCOME_CONVERGED)
        cr_expect_leq(s.result.judgement.regret, most, "%g", s.result.judgement.regret);
    else
        cr_expect_eq(s.result.outcome, THAW_OUTCOME_REGRET);
    solution_clear(&s);
    thaw_game_free(game);
}
