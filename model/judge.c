/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge: the Bellman residual and the one-shot losses, computed from the game and the answer
 * alone. */
#include "model/judge.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* Sums are carried in long double: a residual is what nearly equal numbers leave, and what rounding
 * adds to it counts 1 / (1 - d) times. */
typedef long double wide;

/* Everything needed to look at one state. */
typedef struct bench {
    const thaw_game *game;
    const double *profile, *values;
    int *actions;   /* [player] */
    wide *expected; /* [action of the player looked at]: value of playing it once */
} bench;

/* The value, normalised, of one row to one player: (1 - d) u + d E v'. */
static wide row_value(const bench *b, size_t row, int player)
{
    const thaw_game *g = b->game;
    wide d = g->discount[player], next = 0;
    const double *chance = g->next + row * (size_t)g->states;
    for (int s = 0; s < g->states; s++)
        next += (wide)chance[s] * b->values[s * g->players + player];
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
        wide chance = 1;
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
    wide sum = -1;
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
        most = fmax(most, all);
    }
    return most;
}

/* The largest sum of a row's chances of next states: 1, or nearly. */
static wide largest_row_sum(const thaw_game *g)
{
    wide most = 0;
    for (size_t row = 0; row < thaw_game_rows(g); row++) {
        wide sum = 0;
        for (int s = 0; s < g->states; s++)
            sum += g->next[row * (size_t)g->states + (size_t)s];
        most = sum > most ? sum : most;
    }
    return most;
}

/* The largest payoff or value of a player. */
static double scale_of(const bench *b, int player)
{
    const thaw_game *g = b->game;
    size_t players = (size_t)g->players;
    double most = 0;
    for (size_t row = 0; row < thaw_game_rows(g); row++)
        most = fmax(most, fabs(g->payoff[row * players + (size_t)player]));
    for (int s = 0; s < g->states; s++)
        most = fmax(most, fabs(b->values[(size_t)s * players + (size_t)player]));
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

/* error[] holds the residuals and receives the bounds. With r a residual as computed, the true one
 * is at most
 *
 *     r + (n w + c + k u) scale,
 *
 * n roundings of the unit w of long double (twice: the sums' terms may add up to twice the scale),
 * c what chances lack of 1, k relative errors of the unit u in the game's chances. Bellman's
 * operator contracts by d times the largest row sum. */
static void bound_errors(const bench *b, double roundings, double *error)
{
    const thaw_game *g = b->game;
    wide sum = largest_row_sum(g) * (1 + roundings * DBL_EPSILON / 2);
    double hidden =
        2 * longest_sum(g) * (double)LDBL_EPSILON + sums_off(b) + roundings * DBL_EPSILON / 2;
    for (int i = 0; i < g->players; i++) {
        wide left = 1 - g->discount[i] * sum - longest_sum(g) * LDBL_EPSILON;
        error[i] = (double)((error[i] + hidden * scale_of(b, i)) * (1 + 4 * DBL_EPSILON) / left);
        if (!(left > 0))
            error[i] = HUGE_VAL;
    }
}

/* ---- the judgement ---- */

static void judge_player(bench *b, int state, int player, bool counts, double *loss,
                         double *residuals, thaw_judgement *j)
{
    const thaw_game *g = b->game;
    const double *own = b->profile + thaw_game_action_offset(g, state, player);
    wide value = b->values[state * g->players + player], faithful = 0;
    int actions = thaw_game_action_count(g, state, player);
    action_values(b, state, player);
    for (int a = 0; a < actions; a++) {
        faithful += own[a] * b->expected[a];
        j->bad_chance = fmax(j->bad_chance, -own[a]);
    }
    j->bad_chance = fmax(j->bad_chance, sum_off(b, state, player));
    double residual = (double)fabsl(value - faithful);
    residuals[player] = fmax(residuals[player], residual);
    j->residual = fmax(j->residual, residual);
    for (int a = 0; a < actions; a++) {
        double lost = (double)(value - b->expected[a]);
        if (loss)
            loss[thaw_game_action_offset(g, state, player) + (size_t)a] = lost;
        if (counts && -lost > j->regret) {
            j->regret = -lost;
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
               malloc((size_t)thaw_game_most_actions(game) * sizeof(wide))};
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
            judgement->error = fmax(judgement->error, error[i]);
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
