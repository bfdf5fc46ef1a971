/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games for tests. */
#include "tests/support/sample_games.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

static void name(char **slot, char letter, int number)
{
    char text[32];
    snprintf(text, sizeof text, "%c%d", letter, number);
    cr_assert_eq(thaw_game_name(slot, text, NULL), THAW_OK);
}

thaw_game *blank_game_with_signals(int players, int states, const int *action_count, int signals)
{
    thaw_game *game = NULL;
    thaw_fault fault;
    cr_assert_eq(thaw_game_new(players, states, action_count, signals, false, &game, &fault),
                 THAW_OK, "%s", fault.text);
    for (int i = 0; i < players; i++)
        name(&game->player_name[i], 'p', i);
    for (int y = 0; y < signals; y++)
        name(&game->signal_name[y], 'y', y);
    for (int s = 0; s < states; s++) {
        name(&game->state_name[s], 's', s);
        for (int i = 0; i < players; i++)
            for (int a = 0; a < thaw_game_action_count(game, s, i); a++)
                name(&game->action_name[s * players + i][a], 'a', a);
    }
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        game->next[row * (size_t)states] = 1;
        if (signals > 0)
            game->signal[row * (size_t)signals] = 1;
    }
    return game;
}

thaw_game *blank_game(int players, int states, const int *action_count, double discount)
{
    thaw_game *game = blank_game_with_signals(players, states, action_count, 0);
    for (int i = 0; i < players; i++)
        game->discount[i] = discount;
    return game;
}

void copy_row(thaw_game *game, size_t from, size_t to)
{
    size_t players = (size_t)game->players, states = (size_t)game->states;
    size_t signals = (size_t)game->signals;
    memmove(game->payoff + to * players, game->payoff + from * players, players * sizeof(double));
    memmove(game->next + to * states, game->next + from * states, states * sizeof(double));
    if (signals > 0)
        memmove(game->signal + to * signals, game->signal + from * signals,
                signals * sizeof(double));
}

double player_scale(const thaw_game *game, int player)
{
    double most = 0;
    for (size_t row = 0; row < thaw_game_rows(game); row++)
        most = fmax(most, fabs(game->payoff[row * (size_t)game->players + (size_t)player]));
    return most;
}

thaw_game *one_state_game(int players, const int *action_count, const double *payoffs,
                          double discount)
{
    thaw_game *game = blank_game(players, 1, action_count, discount);
    memcpy(game->payoff, payoffs, thaw_game_rows(game) * (size_t)players * sizeof *payoffs);
    return game;
}

static void random_chances(dice *d, double *chances, int count)
{
    double sum = 0;
    for (int k = 0; k < count; k++) {
        double draw = dice_real(d, 0, 1);
        chances[k] = draw < 0.25 ? 0 : -log(dice_real(d, 1e-12, 1));
        sum += chances[k];
    }
    if (sum == 0)
        sum = chances[dice_int(d, 0, count - 1)] = 1;
    for (int k = 0; k < count; k++)
        chances[k] /= sum;
}

thaw_game *random_game(dice *d, random_shape shape)
{
    int cells = shape.players * shape.states;
    int *counts = malloc((size_t)cells * sizeof *counts);
    cr_assert(counts);
    for (int k = 0; k < cells; k++)
        counts[k] = dice_int(d, shape.actions_min, shape.actions_max);
    thaw_game *game = blank_game(shape.players, shape.states, counts, 0);
    free(counts);
    for (int i = 0; i < shape.players; i++)
        game->discount[i] = dice_real(d, 0, shape.discount_max);
    for (size_t k = 0; k < thaw_game_rows(game) * (size_t)shape.players; k++)
        game->payoff[k] = dice_real(d, -1, 1);
    for (size_t row = 0; row < thaw_game_rows(game); row++)
        random_chances(d, game->next + row * (size_t)shape.states, shape.states);
    return game;
}

thaw_game *copy_of_game(const thaw_game *game)
{
    bool *keep = malloc((size_t)game->states * sizeof *keep);
    cr_assert(keep);
    for (int s = 0; s < game->states; s++)
        keep[s] = true;
    thaw_game *copy = NULL;
    cr_assert_eq(thaw_game_restrict(game, keep, NULL, &copy, NULL), THAW_OK);
    free(keep);
    return copy;
}

/* ---- renumbering ---- */

renumbering random_renumbering(dice *d, const thaw_game *game)
{
    renumbering to = {malloc((size_t)game->players * sizeof(int)),
                      malloc((size_t)game->states * sizeof(int)),
                      malloc(thaw_game_action_total(game) * sizeof(int))};
    cr_assert(to.player_to && to.state_to && to.action_to);
    dice_shuffle(d, to.player_to, game->players);
    dice_shuffle(d, to.state_to, game->states);
    for (int s = 0; s < game->states; s++)
        for (int i = 0; i < game->players; i++)
            dice_shuffle(d, to.action_to + thaw_game_action_offset(game, s, i),
                         thaw_game_action_count(game, s, i));
    return to;
}

void renumbering_clear(renumbering *to)
{
    free(to->player_to);
    free(to->state_to);
    free(to->action_to);
    *to = (renumbering){0};
}

static void renumber_row(const thaw_game *game, const renumbering *to, int state, size_t row,
                         int *actions, int *moved, thaw_game *into)
{
    size_t players = (size_t)game->players, states = (size_t)game->states;
    thaw_game_actions(game, state, row, actions);
    for (int i = 0; i < game->players; i++)
        moved[to->player_to[i]] =
            to->action_to[thaw_game_action_offset(game, state, i) + (size_t)actions[i]];
    size_t target = thaw_game_row(into, to->state_to[state], moved);
    for (int i = 0; i < game->players; i++)
        into->payoff[target * players + (size_t)to->player_to[i]] =
            game->payoff[row * players + (size_t)i];
    for (int s = 0; s < game->states; s++)
        into->next[target * states + (size_t)to->state_to[s]] =
            game->next[row * states + (size_t)s];
}

thaw_game *renumbered_game(const thaw_game *game, const renumbering *to)
{
    size_t cells = (size_t)game->players * (size_t)game->states;
    int *counts = malloc(cells * sizeof *counts);
    int *actions = malloc(2 * (size_t)game->players * sizeof *actions);
    cr_assert(counts && actions);
    for (int s = 0; s < game->states; s++)
        for (int i = 0; i < game->players; i++)
            counts[to->state_to[s] * game->players + to->player_to[i]] =
                thaw_game_action_count(game, s, i);
    thaw_game *into = blank_game(game->players, game->states, counts, 0);
    for (int i = 0; i < game->players; i++)
        into->discount[to->player_to[i]] = game->discount[i];
    for (int s = 0; s < game->states; s++)
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++)
            renumber_row(game, to, s, row, actions, actions + game->players, into);
    free(counts);
    free(actions);
    return into;
}

/* ---- solutions ---- */

size_t value_count(const thaw_game *game)
{
    return (size_t)game->states * (size_t)game->players;
}

solution solution_within(const thaw_game *game, const thaw_markov_settings *settings)
{
    solution s = {calloc(thaw_game_action_total(game), sizeof(double)),
                  calloc(value_count(game), sizeof(double)),
                  {0}};
    cr_assert(s.profile && s.values);
    thaw_fault fault = {0};
    cr_assert_eq(thaw_markov_solve(game, settings, s.profile, s.values, &s.result, &fault), THAW_OK,
                 "%s", fault.text);
    return s;
}

solution solution_of(const thaw_game *game)
{
    return solution_within(game, NULL);
}

void solution_clear(solution *s)
{
    free(s->profile);
    free(s->values);
    *s = (solution){0};
}

double largest_difference(const double *one, const double *two, size_t count)
{
    double most = 0;
    for (size_t k = 0; k < count; k++)
        most = fmax(most, fabs(one[k] - two[k]));
    return most;
}

double relative_regret(const thaw_game *game, const solution *s)
{
    double range = thaw_game_widest_range(game);
    return range > 0 ? s->result.judgement.regret / range : s->result.judgement.regret;
}
