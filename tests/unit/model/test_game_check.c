/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be wrong with a game: one change to a good game, one fault with its key. The good game
 * has two players, two actions each in `calm`, one each in `tense`, and two signals. */
#include "model/game.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

static void name(char **slot, const char *text)
{
    cr_assert(eq(int, thaw_game_name(slot, text, NULL), THAW_OK));
}

static thaw_game *good_game(void)
{
    thaw_game *game = NULL;
    cr_assert(eq(int, thaw_game_new(2, 2, (int[]){2, 2, 1, 1}, 2, false, &game, NULL), THAW_OK));
    name(&game->player_name[0], "us");
    name(&game->player_name[1], "china");
    name(&game->state_name[0], "calm");
    name(&game->state_name[1], "tense");
    name(&game->signal_name[0], "good");
    name(&game->signal_name[1], "bad");
    name(&game->action_name[0][0], "relief");
    name(&game->action_name[0][1], "steady");
    name(&game->action_name[1][0], "none");
    name(&game->action_name[1][1], "full");
    name(&game->action_name[2][0], "steady");
    name(&game->action_name[3][0], "none");
    for (size_t row = 0; row < thaw_game_rows(game); row++)
        game->next[row * 2] = game->next[row * 2 + 1] = game->signal[row * 2] =
            game->signal[row * 2 + 1] = 0.5;
    return game;
}

static thaw_status validate(const thaw_game *game, thaw_faults *faults)
{
    *faults = (thaw_faults){0};
    return thaw_game_validate(game, faults);
}

Test(game_check, finds_nothing_in_a_good_game)
{
    thaw_game *game = good_game();
    thaw_faults faults;
    game->discount[1] = nextafter(1.0, 0.0);
    game->payoff[0] = -THAW_GAME_PAYOFF_MAX;
    cr_expect(eq(int, validate(game, &faults), THAW_OK));
    cr_expect(eq(sz, faults.count, 0));
    thaw_game_free(game);
}

/* 1e-9 is what chances may miss 1 by: half of that passes, twice does not. */
Test(game_check, chances_may_miss_one_by_a_billionth)
{
    thaw_game *game = good_game();
    thaw_faults faults;
    game->next[0] = 0.5 + 0.5e-9;
    cr_expect(eq(int, validate(game, &faults), THAW_OK));
    cr_expect(eq(dbl, game->next[0], 0.5 + 0.5e-9), "chances are not rescaled");
    game->next[0] = 0.5 + 2e-9;
    cr_expect(eq(int, validate(game, &faults), THAW_ERANGE));
    cr_expect(eq(sz, faults.count, 1));
    thaw_faults_clear(&faults);
    thaw_game_free(game);
}

/* 1 + 9e-10 passes, but not beside a player for whom the future then has no end: (1 - 5e-10) times
 * it is above 1. Half of that excess is below. */
Test(game_check, the_future_has_an_end)
{
    thaw_game *game = good_game();
    thaw_faults faults;
    game->discount[1] = 1 - 5e-10;
    game->next[4] = 0.5 + 4.5e-10; /* row 2: steady/none */
    cr_expect(eq(int, validate(game, &faults), THAW_OK));
    game->next[4] = 0.5 + 9e-10;
    cr_expect(eq(int, validate(game, &faults), THAW_ERANGE));
    cr_assert(eq(sz, faults.count, 1));
    cr_expect(eq(str, faults.items[0].key, "discount[1]"));
    cr_expect(eq(str, faults.items[0].text,
                 "the discount factor of china is 0.9999999995, too near 1 for the chances in "
                 "calm, steady/none, which sum to 1 and 9e-10: payoffs to come would have no end"));
    thaw_faults_clear(&faults);
    game->next[4] = 0.5;
    game->next[8] = 0.5 + 9e-10; /* tense: its one row */
    cr_expect(eq(int, validate(game, &faults), THAW_ERANGE));
    cr_assert(eq(sz, faults.count, 1));
    cr_expect(ne(ptr, strstr(faults.items[0].text, "the chances in tense, steady/none, "), NULL));
    thaw_faults_clear(&faults);
    game->discount[1] = 0.99;
    cr_expect(eq(int, validate(game, &faults), THAW_OK));
    thaw_game_free(game);
}

/* Row 2 of calm is steady/none. */
struct number_case {
    char array; /* d: discount, u: payoff, n: next, s: signal */
    size_t place;
    double number;
    const char key[40], text[120];
};
ParameterizedTestParameters(game_check, names_the_number)
{
    static struct number_case cases[] = {
        {'d', 0, 1.0, "discount[0]", "the discount factor of us is 1, outside [0, 1)"},
        {'d', 1, -0.5, "discount[1]", "the discount factor of china is -0.5, outside [0, 1)"},
        {'d', 1, NAN, "discount[1]", "the discount factor of china is nan, outside [0, 1)"},
        {'u', 2 * 2 + 1, INFINITY, "states[0].payoffs[1][0]",
         "calm, steady/none: the payoff of china is inf, outside [-1e100, 1e100]"},
        {'u', 4 * 2, NAN, "states[1].payoffs[0][0]",
         "tense, steady/none: the payoff of us is nan, outside [-1e100, 1e100]"},
        {'n', 2 * 2, -0.5, "states[0].transitions[1][0]",
         "calm, steady/none: the chance of the next state calm is -0.5, outside [0, 1]"},
        {'n', 2 * 2 + 1, 1.5, "states[0].transitions[1][0]",
         "calm, steady/none: the chance of the next state tense is 1.5, outside [0, 1]"},
        {'n', 2 * 2 + 1, NAN, "states[0].transitions[1][0]",
         "calm, steady/none: the chance of the next state tense is nan, outside [0, 1]"},
        {'n', 2 * 2 + 1, 0.25, "states[0].transitions[1][0]",
         "calm, steady/none: the chances of the next states sum to 0.75, not to 1"},
        {'s', 1 * 2, 0.75, "states[0].signals[0][1]",
         "calm, relief/full: the chances of the signals sum to 1.25, not to 1"},
    };
    return cr_make_param_array(struct number_case, cases, sizeof cases / sizeof *cases);
}
ParameterizedTest(struct number_case *c, game_check, names_the_number)
{
    thaw_game *game = good_game();
    thaw_faults faults;
    double *array = c->array == 'd'   ? game->discount
                    : c->array == 'u' ? game->payoff
                    : c->array == 'n' ? game->next
                                      : game->signal;
    array[c->place] = c->number;
    cr_expect(eq(int, validate(game, &faults), THAW_ERANGE));
    cr_assert(eq(sz, faults.count, 1));
    cr_expect(eq(str, faults.items[0].key, (char *)c->key));
    cr_expect(eq(str, faults.items[0].text, (char *)c->text));
    thaw_faults_clear(&faults);
    thaw_game_free(game);
}

struct clash_case {
    char list; /* p: player, s: state, g: signal, a: action of china in calm */
    const char second[8], key[40], text[80];
};
ParameterizedTestParameters(game_check, names_the_name)
{
    static struct clash_case cases[] = {
        {'p', "us", "players[1]", "players: two are called us"},
        {'p', "", "players[1]", "players: a name is empty"},
        {'s', "calm", "states[1].name", "states: two are called calm"},
        {'s', "", "states[1].name", "states: a name is empty"},
        {'g', "good", "signals[1]", "signals: two are called good"},
        {'a', "none", "states[0].actions[1][1]", "actions of china in calm: two are called none"},
    };
    return cr_make_param_array(struct clash_case, cases, sizeof cases / sizeof *cases);
}
ParameterizedTest(struct clash_case *c, game_check, names_the_name)
{
    thaw_game *game = good_game();
    thaw_faults faults;
    name(c->list == 'p'   ? &game->player_name[1]
         : c->list == 's' ? &game->state_name[1]
         : c->list == 'g' ? &game->signal_name[1]
                          : &game->action_name[1][1],
         c->second);
    cr_expect(eq(int, validate(game, &faults), THAW_EARG));
    cr_assert(eq(sz, faults.count, 1));
    cr_expect(eq(str, faults.items[0].key, (char *)c->key));
    cr_expect(eq(str, faults.items[0].text, (char *)c->text));
    thaw_faults_clear(&faults);
    thaw_game_free(game);
}

Test(game_check, finds_all_faults_and_gives_the_first_ones_status)
{
    thaw_game *game = good_game();
    thaw_faults faults;
    name(&game->player_name[1], "us");
    game->discount[0] = 2.0;
    game->payoff[0] = NAN;
    game->next[9] = 0.0;
    cr_expect(eq(int, validate(game, &faults), THAW_EARG));
    cr_expect(eq(sz, faults.count, 4));
    thaw_faults_clear(&faults);
    thaw_game_free(game);
}

Test(game_check, stops_listing_after_enough)
{
    thaw_game *game = NULL;
    thaw_faults faults;
    cr_assert(eq(int, thaw_game_new(1, 1, (int[]){500}, 0, false, &game, NULL), THAW_OK));
    cr_expect(eq(int, validate(game, &faults), THAW_EARG)); /* no names, no chances */
    cr_expect(eq(sz, faults.count, THAW_GAME_FAULTS_MAX + 1));
    cr_expect(eq(str, faults.items[THAW_GAME_FAULTS_MAX].text,
                 "there are more faults: only the first 100 are listed"));
    thaw_faults_clear(&faults);
    thaw_game_free(game);
}
