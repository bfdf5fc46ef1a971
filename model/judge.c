/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge: the Bellman residual and the one-shot losses, computed from the game and the answer
 * alone. */
#include "model/judge.h"

#include <math.h>
#include <stdlib.h>

#include "model/error_bound.h"

/* Everything needed to look at one state. */
typedef struct bench {
    const thaw_game *game;
    const double *profile, *values;
    int *actions;        /* [player] */
    thaw_wide *expected; /* [action of the player looked at]: value of playing it once */
} bench;

/* The value, normalised, of one row to one player: (1 - d) u + d E v'. */
static thaw_wide row_value(const bench *b, size_t row, int player)
{
    const thaw_game *g = b->game;
    thaw_wide d = g->discount[player], next = 0;
    const double *chance = g->next + row * (size_t)g->states;
    for (int s = 0; s < g->states; s++)
        next += (thaw_wide)chance[s] * b->values[s * g->players + player];
    return (1 - d) * g->payoff[row * (size_t)g->players + (size_t)player] + d * next;
}

/* Fills expected[] with the value of each action of `player` in `state` against the others' play.
 */
static void action_values(bench *b, int state, int player)
{
    const thaw_game *g = b->game;
    int count = thaw_game_action_count(g, state, player);
    for (int a = 0; a < count; a++)
        b->expected[a] = 0;
    for (size_t row = g->first_row[state]; row < g->first_row[state + 1]; row++) {
        thaw_game_actions(g, state, row, b->actions);
        thaw_wide chance = 1;
        for (int j = 0; j < g->players; j++)
            if (j != player)
                chance *= b->profile[thaw_game_action_offset(g, state, j) + (size_t)b->actions[j]];
        if (chance != 0)
            b->expected[b->actions[player]] += chance * row_value(b, row, player);
    }
}

/* ---- what rounding can hide ---- */

/* How far a player's chances in a state are from summing to 1. */
static double sum_off(const bench *b, int state, int player)
{
    const double *own = b->profile + thaw_game_action_offset(b->game, state, player);
    thaw_wide sum = -1;
    for (int a = 0; a < thaw_game_action_count(b->game, state, player); a++)
        sum += own[a];
    return (double)fabsl(sum);
}

/* The largest over states of all players' deviations together. */
static double sums_off(const bench *b)
{
    double most = 0;
    for (int s = 0; s < b->game->states; s++) {
        double all = 0;
        for (int i = 0; i < b->game->players; i++)
            all += sum_off(b, s, i);
        most = thaw_worse(most, all);
    }
    return most;
}

/* The most roundings that any number above goes through. */
static double longest_sum(const thaw_game *g)
{
    size_t rows = 0;
    for (int s = 0; s < g->states; s++)
        rows = thaw_game_state_rows(g, s) > rows ? thaw_game_state_rows(g, s) : rows;
    return (double)rows + g->states + g->players + thaw_game_most_actions(g) + 8;
}

/* error[] holds the residuals and receives the bounds. */
static void bound_errors(const bench *b, double roundings, double *error)
{
    const thaw_game *g = b->game;
    const thaw_sums sums = {longest_sum(g), sums_off(b), roundings};
    for (int i = 0; i < g->players; i++)
        error[i] = thaw_error_bound(g, i, b->values, (size_t)g->states, error[i], &sums);
}

/* ---- the judgement ---- */

static void judge_player(bench *b, int state, int player, bool counts, double *loss,
                         double *residuals, thaw_judgement *j)
{
    const thaw_game *g = b->game;
    const double *own = b->profile + thaw_game_action_offset(g, state, player);
    thaw_wide value = b->values[state * g->players + player], faithful = 0;
    int actions = thaw_game_action_count(g, state, player);
    action_values(b, state, player);
    for (int a = 0; a < actions; a++) {
        faithful += own[a] * b->expected[a];
        j->bad_chance = thaw_worse(j->bad_chance, -own[a]);
    }
    j->bad_chance = thaw_worse(j->bad_chance, sum_off(b, state, player));
    double residual = (double)fabsl(value - faithful);
    residuals[player] = thaw_worse(residuals[player], residual);
    j->residual = thaw_worse(j->residual, residual);
    for (int a = 0; a < actions; a++) {
        double gain = thaw_worse(-HUGE_VAL, -(double)(value - b->expected[a]));
        if (loss)
            loss[thaw_game_action_offset(g, state, player) + (size_t)a] = -gain;
        if (counts && gain > j->regret) {
            j->regret = gain;
            j->state = state;
            j->player = player;
            j->action = a;
        }
    }
}

thaw_status thaw_judge_each(const thaw_game *game, const double *profile, const double *values,
                            const bool *reachable, double roundings, double *loss, double *error,
                            thaw_judgement *judgement, thaw_fault *fault)
{
    bench b = {game, profile, values, malloc((size_t)game->players * sizeof(int)),
               malloc((size_t)thaw_game_most_actions(game) * sizeof(thaw_wide))};
    thaw_status status = THAW_OK;
    if (b.actions && b.expected) {
        *judgement = (thaw_judgement){.state = -1, .player = -1, .action = -1};
        for (int i = 0; i < game->players; i++)
            error[i] = 0;
        for (int s = 0; s < game->states; s++)
            for (int i = 0; i < game->players; i++)
                judge_player(&b, s, i, !reachable || reachable[s], loss, error, judgement);
        bound_errors(&b, roundings, error);
        for (int i = 0; i < game->players; i++)
            judgement->error = thaw_worse(judgement->error, error[i]);
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory to judge %d states", game->states);
    }
    free(b.actions);
    free(b.expected);
    return status;
}

thaw_status thaw_judge(const thaw_game *game, const double *profile, const double *values,
                       const bool *reachable, double *loss, thaw_judgement *judgement,
                       thaw_fault *fault)
{
    double *error = calloc((size_t)game->players, sizeof *error);
    thaw_status status = THAW_ENOMEM;
    if (error)
        status =
            thaw_judge_each(game, profile, values, reachable, 0, loss, error, judgement, fault);
    else
        thaw_fail(fault, THAW_ENOMEM, "no memory to judge %d players", game->players);
    free(error);
    return status;
}
