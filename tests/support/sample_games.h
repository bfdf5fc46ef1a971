/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games for tests: made by hand, at random, out of other games; and their solution. A helper that
 * cannot do its work fails the test. */
#ifndef THAW_TESTS_SUPPORT_SAMPLE_GAMES_H
#define THAW_TESTS_SUPPORT_SAMPLE_GAMES_H

#include "model/game.h"
#include "solvers/markov.h"
#include "tests/support/dice.h"

/* A game with names p0, s0, a0, payoffs 0, and every state followed by state 0; with signals y0
 * and more, of which the first is always seen, and discount factors 0. */
thaw_game *blank_game(int players, int states, const int *action_count, double discount);
thaw_game *blank_game_with_signals(int players, int states, const int *action_count, int signals);

/* Makes a row do what another does. */
void copy_row(thaw_game *game, size_t from, size_t to);

/* Against which rounding is measured: the largest payoff of a player by size. */
double player_scale(const thaw_game *game, int player);

/* One state repeated: payoffs[row * players + player]. */
thaw_game *one_state_game(int players, const int *action_count, const double *payoffs,
                          double discount);

/* Payoffs uniform in [-1, 1], next states Dirichlet-like with some chances 0, discount factors
 * uniform in [0, discount_max), one each. */
typedef struct random_shape {
    int players, states, actions_min, actions_max;
    double discount_max;
} random_shape;
thaw_game *random_game(dice *d, random_shape shape);

thaw_game *copy_of_game(const thaw_game *game);

/* The same game with everything renumbered: player i becomes player_to[i], state s state_to[s],
 * action a of player i in state s action_to[offset(s, i) + a] (offsets and numbers of the old
 * game). */
typedef struct renumbering {
    int *player_to, *state_to, *action_to;
} renumbering;
renumbering random_renumbering(dice *d, const thaw_game *game);
thaw_game *renumbered_game(const thaw_game *game, const renumbering *to);
void renumbering_clear(renumbering *to);

/* A solved game. */
typedef struct solution {
    double *profile, *values;
    thaw_markov_result result;
} solution;
solution solution_of(const thaw_game *game);
solution solution_within(const thaw_game *game, const thaw_markov_settings *settings);
void solution_clear(solution *s);

double largest_difference(const double *one, const double *two, size_t count);
size_t value_count(const thaw_game *game);

/* The judge's regret of a solution by the widest payoff range. */
double relative_regret(const thaw_game *game, const solution *s);

#endif
