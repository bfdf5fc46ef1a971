/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written is read back the same to the last bit: random games of every shape, with payoffs
 * of all sizes and names that every format has to quote. THAW_SEED replays a failure. */
#include "io/games.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/support/dice.h"
#include "tests/support/read_game.h"

enum { GAMES = 300 };

/* Of every magnitude from 1e-9 to 1e9, whole, zero of both signs, subnormal, largest. */
static double wild_payoff(dice *d)
{
    double sign = dice_int(d, 0, 1) ? 1.0 : -1.0;
    switch (dice_int(d, 0, 5)) {
    case 0:
        return sign * dice_int(d, 0, 19);
    case 1:
        return sign * 0.0;
    case 2:
        return sign * (double)(dice_bits(d) >> 12) * 0x1p-1074;
    case 3:
        return sign * THAW_GAME_PAYOFF_MAX;
    default:
        return sign * dice_real(d, 0.0, 1.0) * pow(10.0, dice_int(d, 0, 18) - 9);
    }
}

/* Chances that sum to 1 but for rounding, some of them 0. */
static void wild_chances(dice *d, double *chance, int count)
{
    double sum = 0.0;
    for (int k = 0; k < count; k++)
        sum += chance[k] = dice_int(d, 0, 2) ? dice_real(d, 0.0, 1.0) : 0.0;
    if (sum == 0.0)
        sum = chance[0] = 1.0;
    for (int k = 0; k < count; k++)
        chance[k] /= sum;
}

/* A name unlike the others of its list, because its number is in it. */
static void wild_name(dice *d, char **slot, int number)
{
    static const char *const parts[] = {"calm", "a b",      "tense+listed", "\"", "a,b", ";",   "'",
                                        "{",    "\xC3\xA9", "\xE6\xB8\xA9", " ",  "#",   "\\n", "/",
                                        "=",    "state"};
    char text[100];
    int count = (int)(sizeof parts / sizeof *parts);
    snprintf(text, sizeof text, "%s%d%s", parts[dice_int(d, 0, count - 1)], number,
             parts[dice_int(d, 0, count - 1)]);
    cr_assert(eq(int, thaw_game_name(slot, text, NULL), THAW_OK));
}

static void wild_names(dice *d, char **slots, int count)
{
    for (int k = 0; k < count; k++)
        wild_name(d, &slots[k], k);
}

static thaw_game *wild_game(dice *d, bool one_month)
{
    int players = 1 + dice_int(d, 0, 3), states = one_month ? 1 : 1 + dice_int(d, 0, 4);
    int signals = one_month ? 0 : dice_int(d, 0, 3), counts[20];
    bool ranks = !one_month && dice_int(d, 0, 1);
    thaw_game *game = NULL;
    for (int k = 0; k < players * states; k++)
        counts[k] = 1 + dice_int(d, 0, 3);
    cr_assert(
        eq(int, thaw_game_new(players, states, counts, signals, ranks, &game, NULL), THAW_OK));
    wild_names(d, game->player_name, players);
    wild_names(d, game->state_name, states);
    wild_names(d, game->signal_name, signals);
    for (int k = 0; k < players * states; k++) {
        wild_names(d, game->action_name[k], counts[k]);
        for (int action = 0; ranks && action < counts[k]; action++)
            game->action_rank[k][action] = dice_int(d, 0, 6) - 3;
    }
    for (int player = 0; player < players; player++)
        game->discount[player] = dice_real(d, 0.0, 1.0);
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        for (int player = 0; player < players; player++)
            game->payoff[row * (size_t)players + (size_t)player] = wild_payoff(d);
        wild_chances(d, game->next + row * (size_t)states, states);
        if (signals > 0)
            wild_chances(d, game->signal + row * (size_t)signals, signals);
    }
    return game;
}

static thaw_game *through(const thaw_game *game, thaw_game_format format)
{
    char *text = write_game(game, format, 0);
    thaw_game *back = NULL;
    thaw_faults faults = {0};
    thaw_status status = thaw_game_read_text(text, strlen(text), "", format, game->discount,
                                             game->players, &back, &faults);
    if (status != THAW_OK) {
        char *printed = print_faults(&faults);
        cr_fatal("%s\n%s", text, printed);
    }
    free(text);
    return back;
}

static void check_round_trips(thaw_game_format format, bool one_month)
{
    for (int k = 0; k < GAMES; k++) {
        dice d = dice_new(first_seed(20231115) + (uint64_t)k);
        thaw_game *game = wild_game(&d, one_month);
        if (one_month)
            cr_assert(eq(int, thaw_game_name(&game->state_name[0], "stage", NULL), THAW_OK));
        thaw_game *back = through(game, format);
        cr_assert(same_game(game, back), REPLAY, SEED(d));
        thaw_game_free(back);
        thaw_game_free(game);
    }
}

Test(game_files, json_keeps_every_bit)
{
    check_round_trips(THAW_GAME_JSON, false);
}

Test(game_files, csv_keeps_every_bit)
{
    check_round_trips(THAW_GAME_CSV, false);
}

/* A month: payoffs and names; the next state is the same one, the discount factors are the
 * caller's, and the only state is called `stage`. */
Test(game_files, nfg_keeps_every_bit_of_a_month)
{
    check_round_trips(THAW_GAME_NFG, true);
}

/* The file's own discount factors come back too when none are given. */
Test(game_files, discount_factors_are_kept)
{
    const thaw_game_format formats[] = {THAW_GAME_JSON, THAW_GAME_CSV};
    for (int k = 0; k < GAMES; k++) {
        dice d = dice_new(first_seed(20231115) + (uint64_t)k);
        thaw_game *game = wild_game(&d, false);
        char *text = write_game(game, formats[k % 2], 0);
        thaw_game *back = read_game(text, formats[k % 2]);
        cr_assert(same_game(game, back), REPLAY, SEED(d));
        thaw_game_free(back);
        free(text);
        thaw_game_free(game);
    }
}
