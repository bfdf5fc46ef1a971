/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regret within a month, straight from its definitions. */
#include "model/stage_judge.h"

#include <math.h>

#include "model/error_bound.h"

/* ---- mixed play ---- */

/* Who is paid, and what that player does: an action, or -1 for what `chance` says. */
typedef struct view {
    const thaw_game *game;
    int state;
    const double *chance;
    int payee, action;
} view;

static const double *chances_of(const view *v, int player)
{
    return v->chance + (thaw_game_action_offset(v->game, v->state, player) -
                        thaw_game_action_offset(v->game, v->state, 0));
}

/* The payee's expected payoff, given the earlier players' actions: `row` numbers these. */
static double expected(const view *v, int player, size_t row)
{
    const thaw_game *game = v->game;
    if (player == game->players)
        return game->payoff[(game->first_row[v->state] + row) * (size_t)player + (size_t)v->payee];
    int count = thaw_game_action_count(game, v->state, player);
    if (player == v->payee && v->action >= 0)
        return expected(v, player + 1, row * (size_t)count + (size_t)v->action);
    const double *chance = chances_of(v, player);
    double sum = 0.0;
    for (int action = 0; action < count; action++)
        if (chance[action] != 0.0)
            sum += chance[action] * expected(v, player + 1, row * (size_t)count + (size_t)action);
    return sum;
}

static double bad_chance(const view *v)
{
    const double *chance = chances_of(v, v->payee);
    double sum = 0.0, worst = 0.0;
    for (int action = 0; action < thaw_game_action_count(v->game, v->state, v->payee); action++) {
        sum += chance[action];
        worst = thaw_worse(worst, -chance[action]);
    }
    return thaw_worse(worst, fabs(sum - 1.0));
}

void thaw_judge_month(const thaw_game *game, int state, const double *chance, const double *value,
                      thaw_judgement *judgement)
{
    thaw_judgement j = {.state = -1, .player = -1, .action = -1};
    for (int player = 0; player < game->players; player++) {
        view v = {game, state, chance, player, -1};
        j.bad_chance = thaw_worse(j.bad_chance, bad_chance(&v));
        j.residual = thaw_worse(j.residual, fabs(value[player] - expected(&v, 0, 0)));
        for (v.action = 0; v.action < thaw_game_action_count(game, state, player); v.action++) {
            double gain = thaw_worse(0.0, expected(&v, 0, 0) - value[player]);
            if (gain > j.regret) {
                j.regret = gain;
                j.state = state;
                j.player = player;
                j.action = v.action;
            }
        }
    }
    j.error = j.residual;
    *judgement = j;
}

/* ---- recommendations ---- */

/* The gain from playing `instead` whenever `action` is recommended. */
static double swap_gain(const thaw_game *game, int state, int player, int action, int instead,
                        const double *chances)
{
    size_t players = (size_t)game->players, stride = thaw_game_stride(game, state, player),
           count = (size_t)thaw_game_action_count(game, state, player),
           rows = thaw_game_state_rows(game, state);
    const double *payoff = game->payoff + game->first_row[state] * players + (size_t)player;
    double gain = 0.0;
    for (size_t block = 0; block < rows; block += count * stride)
        for (size_t k = 0; k < stride; k++) {
            size_t row = block + (size_t)action * stride + k,
                   other = block + (size_t)instead * stride + k;
            gain += chances[row] * (payoff[other * players] - payoff[row * players]);
        }
    return gain;
}

static double player_regret(const thaw_game *game, int state, int player, const double *chances)
{
    int count = thaw_game_action_count(game, state, player);
    double regret = 0.0;
    for (int action = 0; action < count; action++) {
        double best = 0.0;
        for (int instead = 0; instead < count; instead++) {
            double gain = swap_gain(game, state, player, action, instead, chances);
            best = thaw_worse(best, gain);
        }
        regret += best;
    }
    return regret;
}

double thaw_correlated_regret(const thaw_game *game, int state, const double *chances)
{
    double worst = 0.0;
    for (int player = 0; player < game->players; player++) {
        double regret = player_regret(game, state, player, chances);
        worst = thaw_worse(worst, regret);
    }
    return worst;
}
