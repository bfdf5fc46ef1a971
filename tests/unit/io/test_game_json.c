/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Games in JSON: where each number goes, and how a game is written. Faults are in test_games.c. */
#include "io/games.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/support/read_game.h"

/* As thaw_game_write lays it out. */
static const char written[] =
    "{\n"
    "  \"players\": [\"us\", \"china\"],\n"
    "  \"discount\": [0.99, 0.985],\n"
    "  \"signals\": [\"good\", \"bad\"],\n"
    "  \"states\": [\n"
    "    {\n"
    "      \"name\": \"calm\",\n"
    "      \"actions\": [[\"relief\", \"steady\"], [\"none\", \"full\"]],\n"
    "      \"ranks\": [[1, 0], [0, 2]],\n"
    "      \"payoffs\": [\n"
    "        [[1, 2], [3, -0.1]],\n"
    "        [[5, 1e-09], [-0, 1e+20]]\n"
    "      ],\n"
    "      \"transitions\": [\n"
    "        [[1, 0], [0.25, 0.75]],\n"
    "        [[0.5, 0.5], [0, 1]]\n"
    "      ],\n"
    "      \"signals\": [\n"
    "        [[1, 0], [0, 1]],\n"
    "        [[0.5, 0.5], [0.1, 0.9]]\n"
    "      ]\n"
    "    },\n"
    "    {\n"
    "      \"name\": \"tense \\\"and\\\" \\\\\",\n"
    "      \"actions\": [[\"steady\"], [\"none\"]],\n"
    "      \"ranks\": [[0], [0]],\n"
    "      \"payoffs\": [\n"
    "        [[0, 0]]\n"
    "      ],\n"
    "      \"transitions\": [\n"
    "        [[0, 1]]\n"
    "      ],\n"
    "      \"signals\": [\n"
    "        [[0, 1]]\n"
    "      ]\n"
    "    }\n"
    "  ]\n"
    "}\n";

Test(game_json, puts_every_number_in_its_place)
{
    thaw_game *game = read_game(written, THAW_GAME_JSON);
    const int relief_full[] = {0, 1}, steady_none[] = {1, 0};
    cr_expect(eq(int, game->players, 2));
    cr_expect(eq(int, game->states, 2));
    cr_expect(eq(int, game->signals, 2));
    cr_expect(eq(str, game->state_name[1], "tense \"and\" \\"));
    cr_expect(eq(str, game->action_name[1][1], "full"));
    cr_expect(eq(int, game->action_rank[1][1], 2));
    cr_expect(eq(dbl, game->discount[1], 0.985));
    size_t row = thaw_game_row(game, 0, relief_full);
    cr_expect(eq(dbl, game->payoff[row * 2], 3.0));
    cr_expect(eq(dbl, game->payoff[row * 2 + 1], -0.1));
    cr_expect(eq(dbl, game->next[row * 2 + 1], 0.75));
    cr_expect(eq(dbl, game->signal[row * 2 + 1], 1.0));
    row = thaw_game_row(game, 0, steady_none);
    cr_expect(eq(dbl, game->payoff[row * 2], 5.0));
    cr_expect(eq(dbl, game->payoff[row * 2 + 1], 1e-9));
    thaw_game_free(game);
}

Test(game_json, writes_what_it_reads)
{
    thaw_game *game = read_game(written, THAW_GAME_JSON);
    char *text = write_game(game, THAW_GAME_JSON, 0);
    cr_expect(eq(str, text, (char *)written));
    free(text);
    thaw_game_free(game);
}

/* Integers beyond 64 bits, CR LF, title, source and comment, an escaped name, members in another
 * order. */
Test(game_json, takes_what_json_allows)
{
    thaw_game *game = read_game(
        "{\"title\": \"T\", \"source\": {\"any\": [\"thing\"]}, \"comment\": null,\r\n"
        "\"states\": [{\"comment\": \"c\", \"transitions\": [[1.0], [1e0]], \"payoffs\": "
        "[[100000000000000000000], [-0]],\r\n"
        "\"actions\": [[\"\\u00e9\", \"b\"]], \"name\": \"s\"}], \"discount\": [0], \"players\": "
        "[\"one\"]}\r\n",
        THAW_GAME_JSON);
    cr_expect(eq(str, game->action_name[0][0], "\xC3\xA9"));
    cr_expect(eq(dbl, game->payoff[0], 1e20));
    cr_expect(game->action_rank == NULL);
    cr_expect(eq(int, game->signals, 0));
    thaw_game_free(game);
}

/* Three players, so that every level of nesting differs: payoff of player p at (a, b, c) is 100 a +
 * 10 b + c + p / 10. */
Test(game_json, nests_one_level_a_player)
{
    thaw_game *game =
        read_game("{\"players\": [\"x\", \"y\", \"z\"], \"discount\": [0, 0, 0], \"states\": "
                  "[{\"name\": \"s\",\n"
                  "\"actions\": [[\"0\", \"1\"], [\"0\"], [\"0\", \"1\", \"2\"]],\n"
                  "\"payoffs\": [[[[0, 0.1, 0.2], [1, 1.1, 1.2], [2, 2.1, 2.2]]],\n"
                  " [[[100, 100.1, 100.2], [101, 101.1, 101.2], [102, 102.1, 102.2]]]],\n"
                  "\"transitions\": [[[[1], [1], [1]]], [[[1], [1], [1]]]]}]}\n",
                  THAW_GAME_JSON);
    for (int a = 0; a < 2; a++)
        for (int c = 0; c < 3; c++)
            for (int p = 0; p < 3; p++) {
                size_t row = thaw_game_row(game, 0, (int[]){a, 0, c});
                cr_expect(epsilon_eq(dbl, game->payoff[row * 3 + (size_t)p],
                                     100.0 * a + c + p / 10.0, 1e-12));
            }
    char *text = write_game(game, THAW_GAME_JSON, 0);
    thaw_game *again = read_game(text, THAW_GAME_JSON);
    cr_expect(same_game(game, again));
    thaw_game_free(again);
    free(text);
    thaw_game_free(game);
}

/* A text with more faults than are listed: the status with which it is refused. */
static thaw_status read_all_faults(const char *text, size_t length)
{
    thaw_faults faults = {0};
    thaw_game *game = NULL;
    thaw_status status =
        thaw_game_read_text(text, length, "t", THAW_GAME_JSON, NULL, 0, &game, &faults);
    cr_expect(eq(sz, faults.count, THAW_GAME_FAULTS_MAX + 1));
    thaw_faults_clear(&faults);
    return status;
}

Test(game_json, lists_no_more_faults_than_a_hundred)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    fputs("{\"players\": [\"p\"], \"discount\": [0], \"states\": [", out);
    for (int k = 0; k < 300; k++)
        fprintf(out, "%s{}", k == 0 ? "" : ", ");
    fputs("]}", out);
    fclose(out);
    cr_expect(eq(int, read_all_faults(text, length), THAW_EPARSE));
    free(text);
}

/* Where a fault stands is sought from the beginning of the text, so that it may be sought for
 * faults that are listed only: looking for each of these would take a quarter of an hour. Behind
 * `before` stand many of `each`, a number and `end`. */
typedef struct long_list {
    const char *before, *each, *end;
} long_list;

static void read_long(const long_list *lists)
{
    enum { MANY = 100000 };
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    for (const long_list *list = lists; list->before; list++) {
        fputs(list->before, out);
        for (int k = 0; list->each && k < MANY; k++)
            fprintf(out, "%s%d%s", list->each, k, list->end);
    }
    fclose(out);
    cr_expect(ne(int, read_all_faults(text, length), THAW_OK));
    free(text);
}

Test(game_json, looks_for_no_more_members_than_are_listed)
{
    const long_list game[] = {{"{\"players\": [\"p\"]", ", \"k", "\": 0"}, {"}", NULL, NULL}, {0}};
    const long_list state[] = {
        {"{\"players\": [\"p\"], \"states\": [{\"name\": \"s\"", ", \"k", "\": 0"},
        {"}]}", NULL, NULL},
        {0}};
    read_long(game);
    read_long(state);
}

Test(game_json, looks_for_no_more_elements_than_are_listed)
{
    const long_list actions[] = {{"{\"players\": [\"p\"", ", \"p", "\""},
                                 {"], \"states\": [{\"actions\": [0", ", ", ""},
                                 {"]}]}", NULL, NULL},
                                 {0}};
    const long_list ranks[] = {
        {"{\"players\": [\"p\"], \"discount\": [0], \"states\": [{\"name\": \"s\"", NULL, NULL},
        {", \"actions\": [[\"x\"", ", \"x", "\""},
        {"]], \"ranks\": [[0.5", ", ", ".5"},
        {"]], \"payoffs\": [[0]", ", [", "]"},
        {"], \"transitions\": [[1]", ", [0.", "]"},
        {"]}]}", NULL, NULL},
        {0}};
    read_long(actions);
    read_long(ranks);
}
