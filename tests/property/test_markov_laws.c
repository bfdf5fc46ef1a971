/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of the Markov solver's answers that hold for any game. Each case is drawn from a seed of its
 * own; a failure names it, and THAW_SEED replays it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/judge.h"
#include "solvers/core.h"
#include "solvers/settings.h"
#include "tests/support/sample_games.h"

enum { CASES = 40 };

/* Answers of the same game written otherwise differ by rounding, blown up by how ill-conditioned
 * the equilibrium's equations are. */
static const double tolerance = 1e-7;

static thaw_game *draw(dice *d)
{
    int players = dice_int(d, 1, 3);
    return random_game(d, (random_shape){players, dice_int(d, 1, players == 3 ? 3 : 5), 1,
                                         players == 3 ? 3 : 4, 0.98});
}

static void expect_found(const thaw_game *game, const solution *s, const dice *d)
{
    cr_assert_eq(s->result.outcome, THAW_OUTCOME_CONVERGED, REPLAY, SEED(*d));
    cr_assert_leq(relative_regret(game, s), THAW_REGRET, REPLAY, SEED(*d));
}

/* Runs a law on CASES random games from a first seed. */
static void for_games(uint64_t constant, void (*law)(dice *d, thaw_game *game, const solution *s))
{
    uint64_t first = first_seed(constant);
    for (int k = 0; k < CASES; k++) {
        dice d = dice_new(first + (uint64_t)k);
        thaw_game *game = draw(&d);
        solution s = solution_of(game);
        expect_found(game, &s, &d);
        law(&d, game, &s);
        solution_clear(&s);
        thaw_game_free(game);
    }
}

/* ---- names do not matter ---- */

static void renumbering_law(dice *d, thaw_game *game, const solution *s)
{
    renumbering to = random_renumbering(d, game);
    thaw_game *other = renumbered_game(game, &to);
    solution moved = solution_of(other);
    expect_found(other, &moved, d);
    for (int t = 0; t < game->states; t++)
        for (int i = 0; i < game->players; i++) {
            int state = to.state_to[t], player = to.player_to[i];
            cr_assert_float_eq(s->values[t * game->players + i],
                               moved.values[state * game->players + player], tolerance, REPLAY,
                               SEED(*d));
            size_t from = thaw_game_action_offset(game, t, i),
                   into = thaw_game_action_offset(other, state, player);
            for (int a = 0; a < thaw_game_action_count(game, t, i); a++)
                cr_assert_float_eq(s->profile[from + (size_t)a],
                                   moved.profile[into + (size_t)to.action_to[from + (size_t)a]],
                                   tolerance, REPLAY, SEED(*d));
        }
    solution_clear(&moved);
    thaw_game_free(other);
    renumbering_clear(&to);
}

Test(markov_laws, renumbering_players_states_and_actions_renumbers_the_answer)
{
    for_games(1000, renumbering_law);
}

/* ---- origin and scale of payoffs ---- */

static void add_to_payoffs(dice *d, thaw_game *game, const solution *s, double constant)
{
    int player = dice_int(d, 0, game->players - 1);
    thaw_game *other = copy_of_game(game);
    for (size_t row = 0; row < thaw_game_rows(other); row++)
        other->payoff[row * (size_t)other->players + (size_t)player] += constant;
    solution shifted = solution_of(other);
    expect_found(other, &shifted, d);
    cr_assert_lt(largest_difference(s->profile, shifted.profile, thaw_game_action_total(game)),
                 tolerance, REPLAY, SEED(*d));
    for (int t = 0; t < game->states; t++)
        for (int i = 0; i < game->players; i++)
            cr_assert_float_eq(shifted.values[t * game->players + i],
                               s->values[t * game->players + i] + (i == player ? constant : 0),
                               tolerance, REPLAY, SEED(*d));
    solution_clear(&shifted);
    thaw_game_free(other);
}

static void constant_law(dice *d, thaw_game *game, const solution *s)
{
    add_to_payoffs(d, game, s, dice_real(d, -5, 5));
}

Test(markov_laws, a_constant_added_to_one_players_payoffs_shifts_its_values_only)
{
    for_games(2000, constant_law);
}

/* A hundred thousand times the range: sums of such payoffs, of the patient, leave little of what
 * tells actions apart. */
static void large_constant_law(dice *d, thaw_game *game, const solution *s)
{
    add_to_payoffs(d, game, s, (dice_int(d, 0, 1) ? 1e6 : -1e6) + dice_real(d, -5, 5));
}

Test(markov_laws, so_does_a_constant_that_is_large)
{
    for_games(2500, large_constant_law);
}

/* Precision multiplies payoffs: all payoffs times a factor is the same path at other precisions. */
static void multiply_payoffs(dice *d, thaw_game *game, const solution *s, double factor)
{
    thaw_game *other = copy_of_game(game);
    for (size_t k = 0; k < thaw_game_rows(other) * (size_t)other->players; k++)
        other->payoff[k] *= factor;
    solution scaled = solution_of(other);
    expect_found(other, &scaled, d);
    cr_assert_lt(largest_difference(s->profile, scaled.profile, thaw_game_action_total(game)),
                 tolerance, REPLAY, SEED(*d));
    for (size_t k = 0; k < value_count(game); k++)
        cr_assert_float_eq(scaled.values[k], factor * s->values[k], factor * tolerance, REPLAY,
                           SEED(*d));
    solution_clear(&scaled);
    thaw_game_free(other);
}

static void common_scale_law(dice *d, thaw_game *game, const solution *s)
{
    multiply_payoffs(d, game, s, pow(10, dice_real(d, -3, 3)));
}

Test(markov_laws, all_payoffs_times_a_factor_change_no_choice)
{
    for_games(3000, common_scale_law);
}

static void common_units_law(dice *d, thaw_game *game, const solution *s)
{
    multiply_payoffs(d, game, s, pow(10, dice_real(d, -30, 30)));
}

Test(markov_laws, nor_does_a_factor_of_any_size)
{
    for_games(3500, common_units_law);
}

/* One player's payoffs times a factor: the play is still an equilibrium, with that player's values
 * times the factor, though the solver may select another. */
static void own_scale_law(dice *d, thaw_game *game, const solution *s)
{
    int player = dice_int(d, 0, game->players - 1);
    double factor = pow(10, dice_real(d, -2, 2));
    thaw_game *other = copy_of_game(game);
    for (size_t row = 0; row < thaw_game_rows(other); row++)
        other->payoff[row * (size_t)other->players + (size_t)player] *= factor;
    double *values = calloc(value_count(game), sizeof *values);
    thaw_judgement judgement;
    cr_assert(values);
    cr_assert_eq(thaw_evaluate(other, s->profile, values, NULL), THAW_OK);
    cr_assert_eq(thaw_judge(other, s->profile, values, NULL, NULL, &judgement, NULL), THAW_OK);
    cr_assert_leq(judgement.regret, 1e-9 * thaw_game_widest_range(other), REPLAY, SEED(*d));
    for (int t = 0; t < game->states; t++)
        for (int i = 0; i < game->players; i++)
            cr_assert_float_eq(values[t * game->players + i],
                               s->values[t * game->players + i] * (i == player ? factor : 1),
                               1e-9 * fmax(1, factor), REPLAY, SEED(*d));
    free(values);
    thaw_game_free(other);
}

/* Payoffs in units that are far apart: some equilibrium is found, to each player's own tolerance.
 */
static void own_unit_law(dice *d, thaw_game *game, const solution *s)
{
    (void)s;
    int player = dice_int(d, 0, game->players - 1);
    double factor = pow(10, dice_real(d, -6, 6));
    thaw_game *other = copy_of_game(game);
    for (size_t row = 0; row < thaw_game_rows(other); row++)
        other->payoff[row * (size_t)other->players + (size_t)player] *= factor;
    solution found = solution_of(other);
    expect_found(other, &found, d);
    solution_clear(&found);
    thaw_game_free(other);
}

Test(markov_laws, players_payoffs_may_be_in_units_far_apart)
{
    for_games(4500, own_unit_law);
}

Test(markov_laws, one_players_payoffs_times_a_factor_keep_the_equilibrium)
{
    for_games(4000, own_scale_law);
}

/* Two ways to coordinate, paying (2, 1) and (1, 1.9). Both are strict, and (2, 1) is risk dominant
 * whatever the scales (2 * 1 > 1 * 1.9), but the path weighs points, not risks: when player 0's
 * count a hundredth, player 1's liking for the second decides. */
Test(markov_laws, one_players_scale_can_change_what_is_selected)
{
    static const int counts[] = {2, 2};
    double payoffs[] = {2, 1, 0, 0, 0, 0, 1, 1.9};
    thaw_game *game = one_state_game(2, counts, payoffs, 0);
    solution s = solution_of(game);
    cr_assert_float_eq(s.profile[0], 1, 1e-9);
    for (int row = 0; row < 4; row++)
        game->payoff[row * 2] *= 0.01;
    solution scaled = solution_of(game);
    cr_assert_eq(scaled.result.outcome, THAW_OUTCOME_CONVERGED);
    cr_assert_float_eq(scaled.profile[0], 0, 1e-9);
    solution_clear(&s);
    solution_clear(&scaled);
    thaw_game_free(game);
}

/* ---- states ---- */

/* The last state in two copies, which share the chances of entering it: nothing changes, and the
 * copies are alike. */
static void split_law(dice *d, thaw_game *game, const solution *s)
{
    int states = game->states, last = states - 1;
    size_t players = (size_t)game->players;
    int *counts = calloc((size_t)(states + 1) * players, sizeof *counts);
    cr_assert(counts);
    memcpy(counts, game->action_count, (size_t)states * players * sizeof *counts);
    memcpy(counts + (size_t)states * players, game->action_count + (size_t)last * players,
           players * sizeof *counts);
    thaw_game *other = blank_game(game->players, states + 1, counts, 0);
    free(counts);
    memcpy(other->discount, game->discount, players * sizeof *other->discount);
    for (size_t row = 0; row < thaw_game_rows(other); row++) {
        size_t from = row < thaw_game_rows(game) ? row : row - thaw_game_state_rows(game, last);
        memcpy(other->payoff + row * players, game->payoff + from * players,
               players * sizeof *other->payoff);
        double *next = other->next + row * (size_t)(states + 1), share = dice_real(d, 0, 1);
        memcpy(next, game->next + from * (size_t)states, (size_t)states * sizeof *next);
        next[states] = share * next[last];
        next[last] -= next[states];
    }
    solution split = solution_of(other);
    expect_found(other, &split, d);
    size_t actions = thaw_game_action_total(game), copy = thaw_game_action_offset(game, last, 0);
    cr_assert_lt(largest_difference(s->profile, split.profile, actions), tolerance, REPLAY,
                 SEED(*d));
    cr_assert_lt(largest_difference(s->profile + copy, split.profile + actions, actions - copy),
                 tolerance, REPLAY, SEED(*d));
    cr_assert_lt(largest_difference(s->values, split.values, value_count(game)), tolerance, REPLAY,
                 SEED(*d));
    solution_clear(&split);
    thaw_game_free(other);
}

Test(markov_laws, a_state_in_two_copies_changes_nothing)
{
    for_games(5000, split_law);
}

/* A settled state is eliminated before the path is followed. The same state with a second action
 * that does the same is not: the others' play and all values must come out the same. */
Test(markov_laws, eliminating_settled_states_changes_nothing)
{
    uint64_t first = first_seed(6000);
    for (int k = 0; k < CASES; k++) {
        dice d = dice_new(first + (uint64_t)k);
        int counts[2][12];
        for (int s = 0; s < 6; s++)
            for (int i = 0; i < 2; i++)
                counts[0][s * 2 + i] = counts[1][s * 2 + i] = s < 3 ? 2 + (s + i) % 2 : 1;
        for (int s = 3; s < 6; s++)
            counts[1][s * 2] = 2;
        random_shape shape = {2, 6, 2, 2, 0.98};
        thaw_game *source = random_game(&d, shape), *game[2];
        for (int which = 0; which < 2; which++) {
            game[which] = blank_game(2, 6, counts[which], 0);
            memcpy(game[which]->discount, source->discount, 2 * sizeof(double));
            for (int s = 0; s < 6; s++)
                for (size_t r = game[which]->first_row[s]; r < game[which]->first_row[s + 1]; r++) {
                    size_t place = s < 3 ? r - game[which]->first_row[s] : 0;
                    size_t from = source->first_row[s] + place % 4;
                    double bonus = place >= 4 ? 0.1 : 0;
                    game[which]->payoff[r * 2] = source->payoff[from * 2] + bonus;
                    game[which]->payoff[r * 2 + 1] = source->payoff[from * 2 + 1] - bonus;
                    memcpy(game[which]->next + r * 6, source->next + from * 6, 6 * sizeof(double));
                }
        }
        solution with = solution_of(game[0]), without = solution_of(game[1]);
        expect_found(game[0], &with, &d);
        expect_found(game[1], &without, &d);
        cr_assert_lt(largest_difference(with.values, without.values, 12), tolerance, REPLAY,
                     SEED(d));
        cr_assert_lt(largest_difference(with.profile, without.profile,
                                        thaw_game_action_offset(game[0], 3, 0)),
                     tolerance, REPLAY, SEED(d));
        solution_clear(&with);
        solution_clear(&without);
        thaw_game_free(game[0]);
        thaw_game_free(game[1]);
        thaw_game_free(source);
    }
}

/* ---- an action twice ---- */

/* A zero-sum game has one value (Shapley 1953): an action that exists twice cannot change it,
 * though it doubles its weight on the path. The answer is no longer isolated where that action is
 * played. */
Test(markov_laws, an_action_that_exists_twice_keeps_the_value_of_a_zero_sum_game)
{
    uint64_t first = first_seed(7000);
    for (int k = 0; k < CASES; k++) {
        dice d = dice_new(first + (uint64_t)k);
        int counts[2][6] = {{2, 3, 2, 3, 2, 3}, {3, 3, 3, 3, 3, 3}};
        thaw_game *game[2] = {blank_game(2, 3, counts[0], 0.9), blank_game(2, 3, counts[1], 0.9)};
        thaw_game *source = random_game(&d, (random_shape){2, 3, 3, 3, 0.9});
        for (int which = 0; which < 2; which++)
            for (int s = 0; s < 3; s++)
                for (int a = 0; a < 2 + which; a++)
                    for (int b = 0; b < 3; b++) {
                        size_t from = thaw_game_row(source, s, (int[]){a == 2 ? 1 : a, b});
                        size_t into = thaw_game_row(game[which], s, (int[]){a, b});
                        game[which]->payoff[into * 2] = source->payoff[from * 2];
                        game[which]->payoff[into * 2 + 1] = -source->payoff[from * 2];
                        memcpy(game[which]->next + into * 3, source->next + from * 3,
                               3 * sizeof(double));
                    }
        solution once = solution_of(game[0]), twice = solution_of(game[1]);
        expect_found(game[0], &once, &d);
        expect_found(game[1], &twice, &d);
        cr_assert_lt(largest_difference(once.values, twice.values, 6), tolerance, REPLAY, SEED(d));
        solution_clear(&once);
        solution_clear(&twice);
        thaw_game_free(game[0]);
        thaw_game_free(game[1]);
        thaw_game_free(source);
    }
}

/* ---- the limit of the path, by brute force ---- */

/* The same curve followed by other means: two players, two actions each, in at most two states. The
 * unknowns are the log odds of the first actions; values come from iterating Bellman's equation,
 * derivatives from differences, and precision rises by three percent at a time. Where the curve
 * folds this cannot follow it, and gives up. */
enum { ODDS_MAX = 4 };

typedef struct odds {
    const thaw_game *game;
    int count;
} odds;

static double first_chance(double log_odds)
{
    return 1 / (1 + exp(-log_odds));
}

/* Expected plain sum of a row to a player, given values. */
static double row_sum(const thaw_game *game, size_t row, int player, const double *values)
{
    double sum = game->payoff[row * 2 + (size_t)player];
    for (int s = 0; s < game->states; s++)
        sum += game->discount[player] * game->next[row * (size_t)game->states + (size_t)s] *
               values[s * 2 + player];
    return sum;
}

static void iterate_values(const thaw_game *game, const double *y, double *values)
{
    double then[ODDS_MAX];
    memset(values, 0, ODDS_MAX * sizeof *values);
    for (int round = 0; round < 60; round++) {
        for (int cell = 0; cell < game->states * 2; cell++) {
            int s = cell / 2;
            then[cell] = 0;
            for (int a = 0; a < 4; a++) {
                double one = first_chance(a / 2 ? -y[s * 2] : y[s * 2]),
                       two = first_chance(a % 2 ? -y[s * 2 + 1] : y[s * 2 + 1]);
                then[cell] +=
                    one * two * row_sum(game, game->first_row[s] + (size_t)a, cell % 2, values);
            }
        }
        memcpy(values, then, (size_t)game->states * 2 * sizeof *values);
    }
}

/* Log odds less precision times what the first action is worth more than the second. */
static void odds_residual(const odds *o, const double *y, double precision, double *residual)
{
    double values[ODDS_MAX];
    iterate_values(o->game, y, values);
    for (int cell = 0; cell < o->count; cell++) {
        int s = cell / 2, player = cell % 2;
        residual[cell] = y[cell];
        for (int other = 0; other < 2; other++) {
            double chance = first_chance(other ? -y[s * 2 + 1 - player] : y[s * 2 + 1 - player]);
            int first[2] = {0, 0}, second[2] = {1, 1};
            first[1 - player] = second[1 - player] = other;
            residual[cell] -= precision * chance *
                              (row_sum(o->game, thaw_game_row(o->game, s, first), player, values) -
                               row_sum(o->game, thaw_game_row(o->game, s, second), player, values));
        }
    }
}

/* Solves m x = x by elimination with pivoting, in place. */
static void eliminate(double m[ODDS_MAX][ODDS_MAX], double *x, int n)
{
    for (int k = 0; k < n; k++) {
        int best = k;
        for (int r = k; r < n; r++)
            best = fabs(m[r][k]) > fabs(m[best][k]) ? r : best;
        for (int c = 0; c < n; c++) {
            double keep = m[k][c];
            m[k][c] = m[best][c];
            m[best][c] = keep;
        }
        double keep = x[k];
        x[k] = x[best];
        x[best] = keep;
        for (int r = 0; r < n; r++) {
            double factor = r == k ? 0 : m[r][k] / m[k][k];
            for (int c = k; c < n; c++)
                m[r][c] -= factor * m[k][c];
            x[r] -= factor * x[k];
        }
    }
    for (int k = 0; k < n; k++)
        x[k] /= m[k][k];
}

/* Newton's method at one precision. Returns whether it went to a solution next to where it began.
 */
static bool odds_settle(const odds *o, double precision, double *y)
{
    double began[ODDS_MAX], residual[ODDS_MAX], shifted[ODDS_MAX], m[ODDS_MAX][ODDS_MAX];
    memcpy(began, y, sizeof began);
    for (int k = 0; k < 5; k++) {
        odds_residual(o, y, precision, residual);
        for (int c = 0; c < o->count; c++) {
            double h = 1e-6, keep = y[c];
            y[c] += h;
            odds_residual(o, y, precision, shifted);
            y[c] = keep;
            for (int r = 0; r < o->count; r++)
                m[r][c] = (shifted[r] - residual[r]) / h;
        }
        eliminate(m, residual, o->count);
        for (int c = 0; c < o->count; c++)
            y[c] -= residual[c];
    }
    for (int c = 0; c < o->count; c++)
        if (!(fabs(first_chance(y[c]) - first_chance(began[c])) < 0.05))
            return false;
    return true;
}

Test(markov_laws, the_path_goes_where_brute_force_goes)
{
    uint64_t first = first_seed(13000);
    int followed = 0;
    for (int k = 0; k < 15; k++) {
        dice d = dice_new(first + (uint64_t)k);
        thaw_game *game = random_game(&d, (random_shape){2, dice_int(&d, 1, 2), 2, 2, 0.6});
        odds o = {game, game->states * 2};
        double y[ODDS_MAX] = {0}, precision = 0.01;
        while (precision < 500 && odds_settle(&o, precision, y))
            precision *= 1.03;
        solution s = solution_of(game);
        expect_found(game, &s, &d);
        followed += precision >= 500;
        for (int cell = 0; precision >= 500 && cell < o.count; cell++)
            cr_assert_float_eq(s.profile[thaw_game_action_offset(game, cell / 2, cell % 2)],
                               first_chance(y[cell]), 0.05, REPLAY, SEED(d));
        solution_clear(&s);
        thaw_game_free(game);
    }
    if (!getenv("THAW_SEED"))
        cr_assert_geq(followed, 10, "%d", followed);
}

/* ---- every random game ends ---- */

/* All kinds of games: an answer for each, judged; generic ones isolated and without forks. */
Test(markov_laws, random_games_are_solved)
{
    uint64_t first = first_seed(8000);
    for (int k = 0; k < 1500; k++) {
        dice d = dice_new(first + (uint64_t)k);
        int players = dice_int(&d, 0, 4) ? 2 : 3;
        thaw_game *game = random_game(&d, (random_shape){players, dice_int(&d, 1, 6), 2, 4, 0.99});
        solution s = solution_of(game);
        expect_found(game, &s, &d);
        cr_assert(s.result.isolated && !s.result.branches, REPLAY, SEED(d));
        solution_clear(&s);
        thaw_game_free(game);
    }
}

/* Small whole numbers for payoffs, sure transitions: ties, continua and degenerate equilibria. */
Test(markov_laws, games_of_small_whole_numbers_are_solved)
{
    uint64_t first = first_seed(9000);
    for (int k = 0; k < 1500; k++) {
        dice d = dice_new(first + (uint64_t)k);
        thaw_game *game = random_game(&d, (random_shape){2, dice_int(&d, 1, 4), 2, 4, 0.99});
        size_t states = (size_t)game->states;
        bool sure = dice_int(&d, 0, 1) == 1;
        for (size_t row = 0; row < thaw_game_rows(game); row++) {
            game->payoff[row * 2] = dice_int(&d, 0, 2);
            game->payoff[row * 2 + 1] = dice_int(&d, 0, 2);
            if (!sure)
                continue;
            memset(game->next + row * states, 0, states * sizeof *game->next);
            game->next[row * states + (size_t)dice_int(&d, 0, game->states - 1)] = 1;
        }
        solution s = solution_of(game);
        expect_found(game, &s, &d);
        solution_clear(&s);
        thaw_game_free(game);
    }
}

/* Games that look the same to both players. */
Test(markov_laws, symmetric_games_are_solved_symmetrically)
{
    uint64_t first = first_seed(10000);
    for (int k = 0; k < 400; k++) {
        dice d = dice_new(first + (uint64_t)k);
        int actions = dice_int(&d, 2, 4);
        thaw_game *game = random_game(&d, (random_shape){2, 1, actions, actions, 0.9});
        game->discount[1] = game->discount[0];
        for (int a = 0; a < actions; a++)
            for (int b = 0; b < actions; b++)
                game->payoff[thaw_game_row(game, 0, (int[]){b, a}) * 2 + 1] =
                    game->payoff[thaw_game_row(game, 0, (int[]){a, b}) * 2];
        solution s = solution_of(game);
        expect_found(game, &s, &d);
        cr_assert_lt(largest_difference(s.profile, s.profile + actions, (size_t)actions), 1e-9,
                     REPLAY, SEED(d));
        solution_clear(&s);
        thaw_game_free(game);
    }
}

/* The same with several states; many of their paths fork, some close to the precision of numbers.
 */
Test(markov_laws, symmetric_games_of_several_states_are_solved_symmetrically)
{
    uint64_t first = first_seed(14000);
    for (int k = 0; k < 400; k++) {
        dice d = dice_new(first + (uint64_t)k);
        int actions = dice_int(&d, 2, 3);
        thaw_game *game =
            random_game(&d, (random_shape){2, dice_int(&d, 1, 4), actions, actions, 0.9});
        size_t states = (size_t)game->states;
        game->discount[1] = game->discount[0];
        for (int s = 0; s < game->states; s++)
            for (int a = 0; a < actions; a++)
                for (int b = 0; b < actions; b++) {
                    size_t one = thaw_game_row(game, s, (int[]){a, b}),
                           two = thaw_game_row(game, s, (int[]){b, a});
                    game->payoff[two * 2 + 1] = game->payoff[one * 2];
                    if (a < b)
                        memcpy(game->next + two * states, game->next + one * states,
                               states * sizeof *game->next);
                }
        solution s = solution_of(game);
        expect_found(game, &s, &d);
        for (int t = 0; t < game->states; t++)
            cr_assert_lt(largest_difference(s.profile + thaw_game_action_offset(game, t, 0),
                                            s.profile + thaw_game_action_offset(game, t, 1),
                                            (size_t)actions),
                         1e-7, REPLAY, SEED(d));
        solution_clear(&s);
        thaw_game_free(game);
    }
}
