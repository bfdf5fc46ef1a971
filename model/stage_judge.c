/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regret against recommendations, straight from its definition. */
#include "model/stage_judge.h"

/* The gain from playing `instead` whenever `action` is recommended. */
static double swap_gain(const thaw_game *game, int state, int player, int action, int instead,
                        const double *chances)
{
    size_t players = (size_t)game->players, stride = thaw_game_stride(game, state, player),
           count = (size_t)thaw_game_action_count(game, state, player),
           rows = thaw_game_state_rows(game, state);
    const double *payoff = game->payoff + game->first_row[state] * players + (size_t)player;
    double gain = 0.0;
    for (size_t row = 0; row < rows; row++) {
        if (row / stride % count != (size_t)action)
            continue;
        size_t other = row - (size_t)action * stride + (size_t)instead * stride;
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
            best = gain > best ? gain : best;
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
        worst = regret > worst ? regret : worst;
    }
    return worst;
}
