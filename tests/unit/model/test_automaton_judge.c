/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge of automata, against grim trigger by hand and against thaw_judge on the game of nodes.
 */
#include "model/automaton_judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "model/judge.h"
#include "solvers/markov.h"
#include "tests/support/sample_games.h"

/* ---- grim trigger in the dilemma 9/10/1/3 ---- */

static thaw_game *dilemma(double discount)
{
    const int actions[] = {2, 2};
    const double payoffs[] = {9, 9, 1, 10, 10, 1, 3, 3};
    return one_state_game(2, actions, payoffs, discount);
}

/* Node 0 cooperates and stays, node 1 defects and stays, and answers everybody. */
static thaw_automaton *grim(const thaw_game *game)
{
    thaw_automaton *automaton = NULL;
    cr_assert(eq(int, thaw_automaton_new(game, 2, 2, 1, &automaton, NULL), THAW_OK));
    automaton->start[0] = (thaw_draw){0, 1};
    automaton->row[1] = 3;
    for (size_t k = 0; k < 2; k++) {
        automaton->first[k + 1] = k + 1;
        automaton->draw[k] = (thaw_draw){k, 1};
        automaton->answer[k] = 1;
    }
    return automaton;
}

static thaw_automaton_judgement judged(const thaw_game *game, const thaw_automaton *automaton,
                                       const double *values)
{
    thaw_automaton_judgement judgement;
    thaw_fault fault;
    cr_assert(eq(int, thaw_automaton_judge(game, automaton, values, &judgement, &fault), THAW_OK),
              "%s", fault.text);
    return judgement;
}

static const double grim_values[] = {9, 9, 3, 3};

/* Departing from 9, 9 brings (1 - d) 10 + d 3; from 3, 3 it loses (1 - d) 2. */
Test(automaton_judge, grim_trigger_loses_what_its_arithmetic_says)
{
    thaw_game *game = dilemma(0.5);
    thaw_automaton *automaton = grim(game);
    thaw_automaton_judgement judgement = judged(game, automaton, grim_values);
    cr_expect(epsilon_eq(dbl, judgement.residual, 0, 1e-15));
    cr_expect(eq(dbl, judgement.regret, 0));
    cr_expect(epsilon_eq(dbl, judgement.margin, 1, 1e-15)); /* 3 - (0.5 * 1 + 0.5 * 3) */
    cr_expect(eq(sz, judgement.node, 1));
    cr_expect(eq(int, judgement.action, 0));
    thaw_automaton_free(automaton);
    thaw_game_free(game);
}

/* Below 1/7 the temptation of 1 outweighs the loss of 6. */
Test(automaton_judge, grim_trigger_breaks_below_one_seventh)
{
    thaw_game *game = dilemma(0.1);
    thaw_automaton *automaton = grim(game);
    thaw_automaton_judgement judgement = judged(game, automaton, grim_values);
    cr_expect(epsilon_eq(dbl, judgement.regret, 0.9 * 10 + 0.1 * 3 - 9, 1e-14));
    cr_expect(epsilon_eq(dbl, judgement.margin, -judgement.regret, 1e-15));
    cr_expect(eq(sz, judgement.node, 0));
    thaw_automaton_free(automaton);
    thaw_game_free(game);
}

Test(automaton_judge, wrong_values_show_as_residual_and_error)
{
    thaw_game *game = dilemma(0.5);
    thaw_automaton *automaton = grim(game);
    const double values[] = {9, 9, 3, 3.5};
    thaw_automaton_judgement judgement = judged(game, automaton, values);
    cr_expect(epsilon_eq(dbl, judgement.residual, 0.25, 1e-15)); /* 3.5 - (0.5 * 3 + 0.5 * 3.5) */
    cr_expect(epsilon_eq(dbl, judgement.error, 0.5, 1e-15));
    thaw_automaton_free(automaton);
    thaw_game_free(game);
}

Test(automaton_judge, chances_that_do_not_sum_to_one_are_seen)
{
    thaw_game *game = dilemma(0.5);
    thaw_automaton *automaton = grim(game);
    automaton->draw[0].chance = 0.75;
    cr_expect(epsilon_eq(dbl, judged(game, automaton, grim_values).bad_chance, 0.25, 1e-15));
    thaw_automaton_free(automaton);
    thaw_game_free(game);
}

Test(automaton_judge, refuses_what_is_no_automaton_for_the_game)
{
    thaw_game *game = dilemma(0.5);
    thaw_automaton_judgement judgement;
    for (int k = 0; k < 7; k++) {
        thaw_automaton *automaton = grim(game);
        if (k == 5)
            automaton->state[1] = 1;
        else if (k == 6)
            automaton->states = 2;
        else if (k == 0)
            automaton->row[0] = 4;
        else if (k == 1)
            automaton->first[1] = automaton->first[2] = 0;
        else if (k == 2)
            automaton->draw[1].node = 2;
        else if (k == 3)
            automaton->answer[1] = THAW_NO_NODE;
        else
            automaton->start[0].node = 7;
        thaw_fault fault = {0};
        cr_expect(eq(int, thaw_automaton_judge(game, automaton, grim_values, &judgement, &fault),
                     THAW_EARG),
                  "fault %d", k);
        cr_expect(ne(int, fault.text[0], 0));
        thaw_automaton_free(automaton);
    }
    thaw_game_free(game);
}

/* ---- against thaw_judge ---- */

/* Any play at all: `each` nodes a state, rows, chances of the coin and answers at random. */
static thaw_automaton *random_automaton(dice *d, const thaw_game *game, int each)
{
    size_t states = (size_t)game->states, nodes = states * (size_t)each, at = 0;
    thaw_automaton *automaton = NULL;
    cr_assert(
        eq(int, thaw_automaton_new(game, nodes, nodes * nodes, 1, &automaton, NULL), THAW_OK));
    automaton->start[0] = (thaw_draw){0, 1};
    for (size_t n = 0; n < nodes; n++) {
        int state = (int)n / each;
        automaton->state[n] = state;
        automaton->row[n] =
            (size_t)dice_int(d, (int)game->first_row[state], (int)game->first_row[state + 1] - 1);
        for (size_t t = 0; t < states; t++) {
            automaton->first[n * states + t] = at;
            double left = 1;
            for (int k = 0; k < each; k++) {
                double chance = k + 1 < each ? left * dice_real(d, 0, 1) : left;
                automaton->draw[at++] = (thaw_draw){t * (size_t)each + (size_t)k, chance};
                left -= chance;
            }
        }
    }
    automaton->first[nodes * states] = at;
    for (size_t t = 0; t < states; t++)
        for (size_t i = 0; i < 2; i++)
            automaton->answer[t * 2 + i] = t * (size_t)each + (size_t)dice_int(d, 0, each - 1);
    return automaton;
}

/* The next states of a row of the game of nodes. Both departing at once is nobody's own departure:
 * the first player's answer will do. */
static void next_nodes(const thaw_game *game, const thaw_automaton *automaton, size_t node,
                       const int *actions, size_t row, double *next)
{
    int state = automaton->state[node], promised[2];
    thaw_game_actions(game, state, automaton->row[node], promised);
    for (int t = 0; t < game->states; t++) {
        double chance = game->next[row * (size_t)game->states + (size_t)t];
        size_t count = 0;
        const thaw_draw *draws = thaw_automaton_draws(automaton, node, t, &count);
        if (row != automaton->row[node]) {
            int who = actions[0] != promised[0] ? 0 : 1;
            next[automaton->answer[t * 2 + who]] += chance;
            continue;
        }
        for (size_t k = 0; k < count; k++)
            next[draws[k].node] += chance * draws[k].chance;
    }
}

static thaw_game *game_of_nodes(const thaw_game *game, const thaw_automaton *automaton)
{
    int nodes = (int)automaton->nodes, *counts = calloc(automaton->nodes * 2, sizeof *counts);
    cr_assert(ne(ptr, counts, NULL));
    for (int n = 0; n < nodes; n++)
        for (int i = 0; i < 2; i++)
            counts[n * 2 + i] = thaw_game_action_count(game, automaton->state[n], i);
    thaw_game *large = blank_game(2, nodes, counts, 0);
    free(counts);
    memcpy(large->discount, game->discount, 2 * sizeof *game->discount);
    for (int n = 0; n < nodes; n++)
        for (size_t row = large->first_row[n]; row < large->first_row[n + 1]; row++) {
            int actions[2];
            thaw_game_actions(large, n, row, actions);
            size_t below = thaw_game_row(game, automaton->state[n], actions);
            memcpy(large->payoff + row * 2, game->payoff + below * 2, 2 * sizeof(double));
            memset(large->next + row * automaton->nodes, 0, automaton->nodes * sizeof(double));
            next_nodes(game, automaton, (size_t)n, actions, below,
                       large->next + row * automaton->nodes);
        }
    return large;
}

static double least_loss(const thaw_game *large, const double *profile, const double *loss)
{
    double least = INFINITY;
    for (size_t k = 0; k < thaw_game_action_total(large); k++)
        least = profile[k] == 0 ? fmin(least, loss[k]) : least;
    return least;
}

/* The chances with which each node's pair is played: 1. */
static double *play_of_nodes(const thaw_game *game, const thaw_automaton *automaton,
                             const thaw_game *large)
{
    double *profile = calloc(thaw_game_action_total(large), sizeof *profile);
    cr_assert(ne(ptr, profile, NULL));
    for (int n = 0; n < large->states; n++) {
        int actions[2];
        thaw_game_actions(game, automaton->state[n], automaton->row[n], actions);
        for (int i = 0; i < 2; i++)
            profile[thaw_game_action_offset(large, n, i) + (size_t)actions[i]] = 1;
    }
    return profile;
}

/* With values that are not the play's own, thaw_judge counts keeping to it as a departure too. */
static void compare_judges(const thaw_game *game, const thaw_automaton *automaton, double *values,
                           bool own, unsigned long long seed)
{
    thaw_game *large = game_of_nodes(game, automaton);
    double *profile = play_of_nodes(game, automaton, large);
    double *loss = calloc(thaw_game_action_total(large), sizeof *loss);
    thaw_judgement dense;
    cr_assert(ne(ptr, loss, NULL));
    if (own)
        cr_assert(eq(int, thaw_evaluate(large, profile, values, NULL), THAW_OK));
    cr_assert(eq(int, thaw_judge(large, profile, values, NULL, loss, &dense, NULL), THAW_OK));
    thaw_automaton_judgement sparse = judged(game, automaton, values);
    double least = least_loss(large, profile, loss);
    double regret = own ? dense.regret : fmax(-least, 0);
    cr_expect(epsilon_eq(dbl, sparse.residual, dense.residual, 1e-13), REPLAY, seed);
    cr_expect(epsilon_eq(dbl, sparse.regret, regret, 1e-13), REPLAY, seed);
    cr_expect(epsilon_eq(dbl, sparse.error, dense.error, 1e-12), REPLAY, seed);
    cr_expect(isinf(least) ? isinf(sparse.margin) : fabs(least - sparse.margin) < 1e-13, REPLAY,
              seed);
    free(profile);
    free(loss);
    thaw_game_free(large);
}

Test(automaton_judge, agrees_with_the_judge_of_the_game_of_nodes)
{
    for (uint64_t k = 0; k < 200; k++) {
        dice d = dice_new(first_seed(7100) + k);
        thaw_game *game = random_game(&d, (random_shape){2, dice_int(&d, 1, 3), 1, 3, 0.95});
        thaw_automaton *automaton = random_automaton(&d, game, dice_int(&d, 1, 3));
        double values[18];
        for (size_t j = 0; j < 18; j++)
            values[j] = dice_real(&d, -1, 1);
        compare_judges(game, automaton, values, false, SEED(d));
        compare_judges(game, automaton, values, true, SEED(d));
        thaw_automaton_free(automaton);
        thaw_game_free(game);
    }
}

Test(automaton_judge, what_is_not_a_number_is_the_worst_there_is)
{
    thaw_game *game = dilemma(0.5);
    thaw_automaton *automaton = grim(game);
    for (int k = 0; k < 4; k++) {
        double values[] = {9, 9, 3, 3};
        values[k] = NAN;
        thaw_automaton_judgement judgement = judged(game, automaton, values);
        cr_expect(eq(dbl, judgement.residual, HUGE_VAL));
        cr_expect(eq(dbl, judgement.error, HUGE_VAL));
        cr_expect(eq(dbl, judgement.regret, HUGE_VAL));
        cr_expect(eq(dbl, judgement.margin, -HUGE_VAL));
        cr_expect(eq(int, judgement.player, k % 2));
    }
    automaton->draw[0].chance = NAN;
    thaw_automaton_judgement judgement = judged(game, automaton, grim_values);
    cr_expect(eq(dbl, judgement.bad_chance, HUGE_VAL));
    cr_expect(eq(dbl, judgement.residual, HUGE_VAL));
    cr_expect(eq(dbl, judgement.error, HUGE_VAL));
    automaton->draw[0].chance = 1;
    automaton->start[0].chance = NAN;
    cr_expect(eq(dbl, judged(game, automaton, grim_values).bad_chance, HUGE_VAL));
    thaw_automaton_free(automaton);
    thaw_game_free(game);
}
