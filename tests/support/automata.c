/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies for tests. */
#include "tests/support/automata.h"

#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/strategies.h"
#include "tests/support/sample_games.h"

thaw_game *noisy_dilemma_game(const double trps[4], double noise, double discount)
{
    double t = trps[0], r = trps[1], p = trps[2], s = trps[3];
    const double payoff[4][2] = {{r, r}, {s, t}, {t, s}, {p, p}};
    thaw_game *game = NULL;
    cr_assert_eq(thaw_game_new(2, 1, (int[]){2, 2}, noise > 0 ? 4 : 0, false, &game, NULL),
                 THAW_OK);
    game->discount[0] = game->discount[1] = discount;
    for (int row = 0; row < 4; row++) {
        game->next[row] = 1;
        for (int out = 0; out < 4; out++) {
            double one = (row / 2 == out / 2) ? 1 - noise : noise;
            double two = (row % 2 == out % 2) ? 1 - noise : noise;
            for (int i = 0; i < 2; i++)
                game->payoff[2 * row + i] += one * two * payoff[out][i];
            if (noise > 0)
                game->signal[4 * row + out] = one * two;
        }
    }
    cr_assert_eq(thaw_game_name(&game->state_name[0], "month", NULL), THAW_OK);
    return game;
}

thaw_strategy *memory_one(const thaw_game *game, int player, double first, const double after[4])
{
    thaw_strategy *s = NULL;
    cr_assert_eq(thaw_strategy_new(game, player, "memory one", 5, 1, NULL, &s, NULL), THAW_OK);
    for (int m = 0; m < 5; m++) {
        double *mix = thaw_strategy_mix(s, m, 0);
        mix[0] = m == 0 ? first : after[m - 1];
        mix[1] = 1 - mix[0];
        for (int out = 0; out < 4; out++) {
            int own_first = player == 0 ? out : (out % 2) * 2 + out / 2;
            thaw_strategy_next(s, m, 0, out)[0] = 1 + own_first;
        }
    }
    cr_assert_eq(thaw_strategy_check(game, s, NULL), THAW_OK);
    return s;
}

thaw_strategy *random_strategy(dice *d, const thaw_game *game, int player, int memories, int cuts)
{
    thaw_strategy *s = NULL;
    double cut[THAW_STRATEGY_CUTS];
    for (int k = 0; k < cuts; k++)
        cut[k] = k + 1 == cuts ? 1 : (k + dice_real(d, 0.1, 0.9)) / cuts;
    cr_assert_eq(thaw_strategy_new(game, player, "random", memories, cuts, cut, &s, NULL), THAW_OK);
    for (int m = 0; m < memories; m++)
        for (int t = 0; t < game->states; t++) {
            int actions = thaw_game_action_count(game, t, player);
            double *mix = thaw_strategy_mix(s, m, t), sum = 0;
            for (int a = 0; a < actions; a++)
                sum += mix[a] = dice_int(d, 0, 2) > 0 ? dice_real(d, 0.01, 1) : 0;
            mix[0] += sum == 0;
            sum += sum == 0;
            for (int a = 0; a < actions; a++)
                mix[a] /= sum;
            for (int k = 0; k < s->signals * cuts; k++)
                thaw_strategy_next(s, m, t, 0)[k] = dice_int(d, 0, memories - 1);
        }
    cr_assert_eq(thaw_strategy_check(game, s, NULL), THAW_OK);
    return s;
}

thaw_strategy *deal_side(const thaw_setting *setting, const thaw_deal *deal,
                         const thaw_deal_answer *answer, int player)
{
    const thaw_game *game = setting->game;
    double back = deal->punishment.kind == THAW_GRIM ? 0 : 1 / deal->punishment.months;
    bool tossed = back > 0 && back < 1;
    thaw_strategy *s = NULL;
    cr_assert_eq(thaw_strategy_new(game, player, "side of a deal", 2, tossed ? 2 : 1,
                                   tossed ? (double[]){back, 1} : NULL, &s, NULL),
                 THAW_OK);
    for (int t = 0; t < game->states; t++) {
        thaw_strategy_play(s, 0, t, deal->play[2 * t + player]);
        memcpy(thaw_strategy_mix(s, 1, t),
               answer->profile + thaw_game_action_total(game) +
                   thaw_game_action_offset(game, t, player),
               (size_t)thaw_game_action_count(game, t, player) * sizeof(double));
        for (int y = 0; y < s->signals; y++)
            for (int k = 0; k < s->cuts; k++) {
                thaw_strategy_next(s, 0, t, y)[k] = deal->keeps[t * s->signals + y] ? 0 : 1;
                thaw_strategy_next(s, 1, t, y)[k] = k == 0 && back > 0 ? 0 : 1;
            }
    }
    return s;
}

thaw_strategy *strategy_named(const thaw_setting *setting, int player, const char *name)
{
    thaw_strategy *s = NULL;
    thaw_fault fault;
    cr_assert_eq(thaw_strategy_find(setting, player, name, &s, &fault), THAW_OK, "%s", fault.text);
    return s;
}

thaw_pair_answer pair_of(const thaw_game *game, const thaw_strategy *us, const thaw_strategy *china)
{
    thaw_setting setting = {.game = (thaw_game *)game};
    thaw_pair_answer answer;
    const thaw_strategy *sides[2] = {us, china};
    cr_assert_eq(thaw_pair_solve(&setting, sides, NULL, &answer, NULL), THAW_OK);
    return answer;
}

thaw_reply reply_to(const thaw_game *game, const thaw_strategy *other)
{
    thaw_reply reply;
    thaw_fault fault;
    cr_assert_eq(thaw_reply_solve(game, other, &reply, &fault), THAW_OK, "%s", fault.text);
    return reply;
}
