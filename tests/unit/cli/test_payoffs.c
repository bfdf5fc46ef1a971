/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/payoffs, on the game of tests/cli/show_game_of_three: a and b want to match (1, 1,
 * 0), else only c gains (0, 0, 2). c has one action. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "cli/payoffs.h"

enum { L, R, A = 0, B = 1, C = 2 };

static thaw_game *three(void)
{
    static const int counts[] = {2, 2, 1};
    static const char *const players[] = {"a", "b", "c"}, *const actions[] = {"l", "r"};
    thaw_game *game = NULL;
    cr_assert(eq(int, thaw_game_new(3, 1, counts, 0, false, &game, NULL), THAW_OK));
    thaw_game_name(&game->state_name[0], "only", NULL);
    for (int player = 0; player < 3; player++) {
        thaw_game_name(&game->player_name[player], players[player], NULL);
        for (int k = 0; k < counts[player]; k++)
            thaw_game_name(&game->action_name[player][k], actions[k], NULL);
    }
    for (int a = L; a <= R; a++)
        for (int b = L; b <= R; b++) {
            size_t row = thaw_game_row(game, 0, (int[]){a, b, L});
            game->payoff[row * 3 + A] = game->payoff[row * 3 + B] = a == b ? 1 : 0;
            game->payoff[row * 3 + C] = a == b ? 0 : 2;
            game->next[row] = 1;
        }
    return game;
}

static double at(const json_t *payoffs, size_t a, size_t b, size_t player)
{
    const json_t *row = json_array_get(json_array_get(json_array_get(payoffs, a), b), 0);
    return json_real_value(json_array_get(row, player));
}

Test(payoffs, json_nests_one_level_a_player)
{
    thaw_game *game = three();
    json_t *state = thaw_payoffs_json(game, 0);
    const json_t *payoffs = json_object_get(state, "payoffs");
    cr_expect(eq(str, (char *)json_string_value(json_object_get(state, "name")), "only"));
    cr_expect(eq(sz, json_array_size(payoffs), 2));
    cr_expect(eq(dbl, at(payoffs, L, L, A), 1));
    cr_expect(eq(dbl, at(payoffs, L, R, A), 0));
    cr_expect(eq(dbl, at(payoffs, R, L, C), 2));
    cr_expect(eq(dbl, at(payoffs, R, R, B), 1));
    json_decref(state);
    thaw_game_free(game);
}

/* Matching is a best reply of a and b; c, who has no choice, always plays one. */
Test(payoffs, best_replies_are_marked)
{
    thaw_game *game = three();
    thaw_table table;
    thaw_table_init(&table, "payoffs", "");
    thaw_payoffs_fill(game, 0, &table);
    cr_assert(eq(sz, table.row_count, 4));
    for (size_t row = 0; row < 4; row++) {
        bool match = strcmp(thaw_table_cell(&table, row, 0)->text,
                            thaw_table_cell(&table, row, 1)->text) == 0;
        cr_expect(eq(chr, thaw_table_cell(&table, row, 3 + A)->mark[0], match ? '*' : '\0'));
        cr_expect(eq(chr, thaw_table_cell(&table, row, 3 + B)->mark[0], match ? '*' : '\0'));
        cr_expect(eq(chr, thaw_table_cell(&table, row, 3 + C)->mark[0], '*'));
    }
    thaw_table_clear(&table);
    thaw_game_free(game);
}
