/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games that are hard on floating point. */
#include "tests/support/stress_games.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "tests/support/sample_games.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

static double pick(dice *d, const double *from, int count)
{
    return from[dice_int(d, 0, count - 1)];
}

/* ---- payoffs ---- */

typedef enum taste { EACH_ITS_SIZE, ONE_SIZE, WHOLE_NUMBERS, ON_A_MOUNTAIN, TASTES } taste;

static double power(dice *d)
{
    return pow(10, dice_real(d, -9, 9));
}

static double payoff(dice *d, taste kind, double unit)
{
    switch (kind) {
    case EACH_ITS_SIZE:
        return dice_real(d, -1, 1) * power(d);
    case ONE_SIZE:
        return dice_real(d, -1, 1) * unit;
    case WHOLE_NUMBERS:
        return dice_int(d, -3, 3) * unit;
    default:
        return 1e9 + dice_real(d, -1, 1) * fmin(unit, 1);
    }
}

static void draw_payoffs(dice *d, thaw_game *game)
{
    for (int i = 0; i < game->players; i++) {
        taste kind = (taste)dice_int(d, 0, TASTES - 1);
        double unit = power(d);
        for (size_t row = 0; row < thaw_game_rows(game); row++)
            game->payoff[row * (size_t)game->players + (size_t)i] = payoff(d, kind, unit);
    }
}

/* ---- chances ---- */

/* One outcome for sure, all but for 1e-12, or any shares. */
static void draw_chances(dice *d, double *chance, int count)
{
    memset(chance, 0, (size_t)count * sizeof *chance);
    int first = dice_int(d, 0, count - 1), second = dice_int(d, 0, count - 1);
    static const double smalls[] = {0, 0, 1e-12, 1e-9, 0.25, 0.5};
    double small = dice_int(d, 0, 1) ? pick(d, smalls, COUNT(smalls)) : dice_real(d, 0, 1);
    chance[first] = 1 - small;
    chance[second] += small;
}

static void draw_all_chances(dice *d, thaw_game *game)
{
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        draw_chances(d, game->next + row * (size_t)game->states, game->states);
        if (game->signals > 0)
            draw_chances(d, game->signal + row * (size_t)game->signals, game->signals);
    }
}

/* ---- twins ---- */

/* Makes the second of a player's actions in a state a copy of the first, to the last digit or
 * nearly. */
static void make_twin(dice *d, thaw_game *game, int state, int player)
{
    double off = dice_int(d, 0, 2) == 0 ? 0x1p-52 : 0;
    for (size_t row = game->first_row[state]; row < game->first_row[state + 1]; row++) {
        int actions[2];
        thaw_game_actions(game, state, row, actions);
        if (actions[player] != 1)
            continue;
        actions[player] = 0;
        copy_row(game, thaw_game_row(game, state, actions), row);
        for (size_t i = 0; i < 2; i++)
            game->payoff[row * 2 + i] *= 1 + off;
    }
}

/* ---- ends ---- */

/* The last state leads to itself, and one of the players does not mind what is done there: it pays
 * one number, 0 as likely as not. */
static void make_end(dice *d, thaw_game *game)
{
    size_t states = (size_t)game->states, player = (size_t)dice_int(d, 0, 1);
    double unit = dice_int(d, 0, 1) ? power(d) : 0;
    for (size_t row = game->first_row[states - 1]; row < game->first_row[states]; row++) {
        memset(game->next + row * states, 0, states * sizeof *game->next);
        game->next[row * states + states - 1] = 1;
        game->payoff[row * 2 + player] = unit;
    }
}

/* No action matters to what follows, nor to what one of the players gets. */
static void make_onlooker(dice *d, thaw_game *game)
{
    size_t states = (size_t)game->states, player = (size_t)dice_int(d, 0, 1);
    for (size_t s = 0; s < states; s++)
        for (size_t first = game->first_row[s], row = first; row < game->first_row[s + 1]; row++) {
            memcpy(game->next + row * states, game->next + first * states,
                   states * sizeof *game->next);
            game->payoff[row * 2 + player] = game->payoff[first * 2 + player];
        }
}

thaw_game *stress_game(dice *d, int states)
{
    states = dice_int(d, 1, states);
    int counts[16];
    cr_assert_leq(2 * states, COUNT(counts));
    for (int k = 0; k < 2 * states; k++)
        counts[k] = dice_int(d, 1, 3);
    thaw_game *game = blank_game_with_signals(2, states, counts, 2 * dice_int(d, 0, 1));
    static const double patience[] = {0, 0.5, 0.9, 0.99, 0.999, 0.9999};
    for (int i = 0; i < 2; i++)
        game->discount[i] =
            dice_int(d, 0, 3) ? pick(d, patience, COUNT(patience)) : dice_real(d, 0, 0.9999);
    draw_payoffs(d, game);
    draw_all_chances(d, game);
    for (int s = 0; s < states; s++)
        for (int i = 0; i < 2; i++)
            if (thaw_game_action_count(game, s, i) > 1 && dice_int(d, 0, 4) == 0)
                make_twin(d, game, s, i);
    if (dice_int(d, 0, 4) == 0)
        make_end(d, game);
    if (dice_int(d, 0, 7) == 0)
        make_onlooker(d, game);
    return game;
}

thaw_deals stress_deal(dice *d, const thaw_setting *setting)
{
    const thaw_game *game = setting->game;
    int play[16];
    for (int k = 0; k < 2 * game->states; k++)
        play[k] = dice_int(d, 0, game->action_count[k] - 1);
    static const double months[] = {1, 1 + 0x1p-40, 3, 12, 1e3, 1e6};
    thaw_punishment punishment = {THAW_GRIM, HUGE_VAL};
    if (dice_int(d, 0, 1))
        punishment = (thaw_punishment){THAW_TRIGGER, pick(d, months, COUNT(months))};
    thaw_deals deals = {0};
    cr_assert_eq(thaw_deals_add_play(setting, "plan", play, &punishment, &deals, NULL), THAW_OK);
    return deals;
}

int stress_games_wanted(int quick)
{
    const char *wanted = getenv("THAW_STRESS_GAMES");
    return wanted ? atoi(wanted) : quick;
}
