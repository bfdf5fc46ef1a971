/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games in Gambit's .nfg format. The example of both versions is the one in Gambit's documentation:
 * Selten (1975), figure 2. */
#include "io/games.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/support/read_game.h"

static thaw_game *read_example(const char *name)
{
    char path[300];
    const double discount = 0.9;
    thaw_faults faults = {0};
    thaw_game *game = NULL;
    snprintf(path, sizeof path, "%s/tests/reference/data/games/%s", THAW_SOURCE_DIR, name);
    cr_assert(eq(int, thaw_game_read(path, THAW_GAME_NFG, &discount, 1, &game, &faults), THAW_OK));
    return game;
}

/* Gambit's documentation: the second pair of the list, 0 2, is player one's second strategy against
 * player two's first. */
Test(game_nfg, player_ones_strategy_runs_fastest)
{
    thaw_game *game = read_example("selten-payoffs.nfg");
    const double payoff[] = {1, 1, 1, 1, 0, 2, 0, 3, 0, 2, 2, 0}; /* player two fastest */
    cr_expect(eq(str, game->player_name[1], "Player 2"));
    cr_expect(eq(str, game->state_name[0], "stage"));
    cr_expect(eq(str, game->action_name[0][2], "3"));
    cr_assert(eq(sz, thaw_game_rows(game), 6));
    cr_expect(eq(int, memcmp(game->payoff, payoff, sizeof payoff), 0));
    cr_expect(eq(dbl, game->next[5], 1.0));
    cr_expect(eq(dbl, game->discount[1], 0.9));
    thaw_game_free(game);
}

Test(game_nfg, both_versions_are_the_same_game)
{
    thaw_game *payoffs = read_example("selten-payoffs.nfg");
    thaw_game *outcomes = read_example("selten-outcomes.nfg");
    cr_expect(same_game(payoffs, outcomes));
    thaw_game_free(payoffs);
    thaw_game_free(outcomes);
}

Test(game_nfg, outcomes_may_repeat_and_outcome_0_pays_nothing)
{
    thaw_game *game = read_game("NFG 1 D \"t\" { \"a\" \"b\" } { { \"x\" \"y\" } { \"z\" } }\n"
                                "{ { \"one\" 1 2 } { \"two\" 3, 4, } }\n2 0",
                                THAW_GAME_NFG);
    const double payoff[] = {3, 4, 0, 0};
    cr_expect(eq(int, memcmp(game->payoff, payoff, sizeof payoff), 0));
    thaw_game_free(game);
}

Test(game_nfg, reads_three_players)
{
    thaw_game *game = read_game("NFG 1 R \"t\" {\"a\"\"b\"\"c\"}{2 1 2}\n"
                                "111 0 0  211 0 0  112 0 0  212 0 0",
                                THAW_GAME_NFG);
    const double first[] = {111, 112, 211, 212};
    for (size_t row = 0; row < 4; row++)
        cr_expect(eq(dbl, game->payoff[row * 3], first[row]));
    thaw_game_free(game);
}

/* Gambit calls a strategy without a label by its number. */
Test(game_nfg, numbers_what_has_no_name)
{
    thaw_game *game = read_game(
        "NFG 1 R \"\" { \"\" \"b\" } { { \"\" \"up\" } { \"\" } } \"\" 1 2 3 4", THAW_GAME_NFG);
    cr_expect(eq(str, game->player_name[0], "1"));
    cr_expect(eq(str, game->action_name[0][0], "1"));
    cr_expect(eq(str, game->action_name[0][1], "up"));
    cr_expect(eq(str, game->action_name[1][0], "1"));
    thaw_game_free(game);
}

/* Gambit: \" is a quote; any other backslash stands for itself. */
Test(game_nfg, reads_and_writes_quotes_in_names)
{
    thaw_game *game =
        read_game("NFG 1 R \"t\" { \"the \\\"us\\\"\" } { { \"a\\b\" } } 1", THAW_GAME_NFG);
    cr_expect(eq(str, game->player_name[0], "the \"us\""));
    cr_expect(eq(str, game->action_name[0][0], "a\\b"));
    char *text = write_game(game, THAW_GAME_NFG, 0);
    thaw_game *again = read_game(text, THAW_GAME_NFG);
    cr_expect(same_game(game, again));
    thaw_game_free(again);
    free(text);
    thaw_game_free(game);
}

Test(game_nfg, reads_decimals_and_quotients)
{
    thaw_game *game =
        read_game("NFG 1 R \"t\" { \"a\" } { 8 } 1/3 -1/3 .5 5. 1e-3 +7 0.1 6/4", THAW_GAME_NFG);
    const double expected[] = {1.0 / 3.0, -1.0 / 3.0, 0.5, 5.0, 0.001, 7.0, 0.1, 1.5};
    cr_expect(eq(int, memcmp(game->payoff, expected, sizeof expected), 0));
    thaw_game_free(game);
}

/* One month of the second state of a game of two: its payoffs alone, player one fastest. */
Test(game_nfg, writes_one_state)
{
    thaw_game *game = read_game("state,a_us,a_china,u_us,u_china,phi_calm,phi_tense\n"
                                "delta,,,0.9,0.8,,\n"
                                "calm,steady,none,9,9,1,0\n"
                                "tense,relief,none,1,2,1,0\n"
                                "tense,relief,full,3,4,0,1\n"
                                "tense,steady,none,5,6,1,0\n"
                                "tense,steady,full,0.1,-8,0,1\n",
                                THAW_GAME_CSV);
    char *text = write_game(game, THAW_GAME_NFG, 1);
    cr_expect(eq(str, text,
                 "NFG 1 R \"tense\" { \"us\" \"china\" }\n"
                 "\n"
                 "{ { \"relief\" \"steady\" }\n"
                 "{ \"none\" \"full\" }\n"
                 "}\n"
                 "\"\"\n"
                 "\n"
                 "1 2\n"
                 "5 6\n"
                 "3 4\n"
                 "0.1 -8\n"));
    free(text);
    thaw_game_free(game);
}
