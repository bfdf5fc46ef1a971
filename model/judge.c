/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judge: the Bellman residual and the one-shot losses, computed from the game and the answer
 * alone. */
#include "model/judge.h"

#include <math.h>
#include <stdlib.h>

/* Everything needed to look at one state. */
typedef struct bench {
    const thaw_game *game;
    const double *profile, *values;
    int *actions;     /* [player] */
    double *expected; /* [action of the player looked at]: value of playing it once */
} bench;

/* The value, normalised, of one row to one player: (1 - d) u + d E v'. */
static double row_value(const bench *b, size_t row, int player)
{
    const thaw_game *g = b->game;
    double d = g->discount[player], next = 0;
    const double *chance = g->next + row * (size_t)g->states;
    for (int s = 0; s < g->states; s++)
        next += chance[s] * b->values[s * g->players + player];
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
        double chance = 1;
        for (int j = 0; j < g->players; j++)
            if (j != player)
                chance *= b->profile[thaw_game_action_offset(g, state, j) + (size_t)b->actions[j]];
        if (chance != 0)
            b->expected[b->actions[player]] += chance * row_value(b, row, player);
    }
}

static void judge_player(bench *b, int state, int player, bool counts, double *loss,
                         thaw_judgement *j)
{
    const thaw_game *g = b->game;
    const double *own = b->profile + thaw_game_action_offset(g, state, player);
    double value = b->values[state * g->players + player], faithful = 0, sum = 0;
    int actions = thaw_game_action_count(g, state, player);
    action_values(b, state, player);
    for (int a = 0; a < actions; a++) {
        faithful += own[a] * b->expected[a];
        sum += own[a];
        j->bad_chance = fmax(j->bad_chance, -own[a]);
    }
    j->bad_chance = fmax(j->bad_chance, fabs(sum - 1));
    double residual = fabs(value - faithful);
    j->residual = fmax(j->residual, residual);
    j->error = fmax(j->error, residual / (1 - g->discount[player]));
    for (int a = 0; a < actions; a++) {
        double lost = value - b->expected[a];
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

thaw_status thaw_judge(const thaw_game *game, const double *profile, const double *values,
                       const bool *reachable, double *loss, thaw_judgement *judgement,
                       thaw_fault *fault)
{
    bench b = {game, profile, values, malloc((size_t)game->players * sizeof(int)),
               malloc((size_t)thaw_game_most_actions(game) * sizeof(double))};
    thaw_status status = THAW_OK;
    if (b.actions && b.expected) {
        *judgement = (thaw_judgement){.state = -1, .player = -1, .action = -1};
        for (int s = 0; s < game->states; s++)
            for (int i = 0; i < game->players; i++)
                judge_player(&b, s, i, !reachable || reachable[s], loss, judgement);
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory to judge %d states", game->states);
    }
    free(b.actions);
    free(b.expected);
    return status;
}
