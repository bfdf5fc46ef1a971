/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The finite stochastic game's memory and rows. The example has three players with 2, 1 and 3
 * actions in state 0 and one each in state 1, so that rows are counted by hand: 0 to 5, then 6. */
#include "model/game.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

static const int counts[] = {2, 1, 3, 1, 1, 1};

static thaw_game *example(int signals, bool ranks)
{
    thaw_game *game = NULL;
    cr_assert(eq(int, thaw_game_new(3, 2, counts, signals, ranks, &game, NULL), THAW_OK));
    return game;
}

Test(game, has_its_shape_and_nothing_in_it)
{
    thaw_game *game = example(2, true);
    cr_expect(eq(int, game->players, 3));
    cr_expect(eq(int, game->states, 2));
    cr_expect(eq(int, game->signals, 2));
    cr_expect(eq(sz, thaw_game_rows(game), 7));
    cr_expect(eq(sz, thaw_game_state_rows(game, 0), 6));
    cr_expect(eq(sz, thaw_game_state_rows(game, 1), 1));
    cr_expect(eq(int, thaw_game_most_actions(game), 3));
    cr_expect(eq(str, game->player_name[2], ""));
    cr_expect(eq(str, game->signal_name[1], ""));
    cr_expect(eq(str, (char *)thaw_game_action_name(game, 0, 2, 2), ""));
    cr_expect(eq(int, game->action_rank[2][2], 0));
    for (int k = 0; k < 7 * 3; k++)
        cr_expect(eq(dbl, game->payoff[k], 0.0));
    for (int k = 0; k < 7 * 2; k++)
        cr_expect(eq(dbl, game->next[k] + game->signal[k], 0.0));
    thaw_game_free(game);
}

Test(game, without_signals_and_ranks_has_no_arrays_for_them)
{
    thaw_game *game = example(0, false);
    cr_expect(game->signal == NULL);
    cr_expect(game->signal_name == NULL);
    cr_expect(game->action_rank == NULL);
    thaw_game_free(game);
    thaw_game_free(NULL);
}

Test(game, last_players_action_runs_fastest)
{
    thaw_game *game = example(0, false);
    size_t row = 0;
    for (int first = 0; first < 2; first++)
        for (int third = 0; third < 3; third++, row++) {
            int actions[3] = {first, 0, third}, back[3] = {9, 9, 9};
            cr_expect(eq(sz, thaw_game_row(game, 0, actions), row));
            thaw_game_actions(game, 0, row, back);
            cr_expect(eq(int, memcmp(back, actions, sizeof back), 0));
        }
    cr_expect(eq(sz, thaw_game_row(game, 1, (int[]){0, 0, 0}), 6));
    cr_expect(eq(sz, thaw_game_stride(game, 0, 0), 3));
    cr_expect(eq(sz, thaw_game_stride(game, 0, 1), 3));
    cr_expect(eq(sz, thaw_game_stride(game, 0, 2), 1));
    thaw_game_free(game);
}

Test(game, action_offsets_run_through_states_then_players)
{
    thaw_game *game = example(0, false);
    const size_t offsets[] = {0, 2, 3, 6, 7, 8};
    for (int state = 0; state < 2; state++)
        for (int player = 0; player < 3; player++)
            cr_expect(
                eq(sz, thaw_game_action_offset(game, state, player), offsets[state * 3 + player]));
    cr_expect(eq(sz, thaw_game_action_total(game), 9));
    thaw_game_free(game);
}

Test(game, one_player_one_action_one_state_is_no_special_case)
{
    thaw_game *game = NULL;
    cr_assert(eq(int, thaw_game_new(1, 1, (int[]){1}, 0, false, &game, NULL), THAW_OK));
    cr_expect(eq(sz, thaw_game_rows(game), 1));
    cr_expect(eq(sz, thaw_game_row(game, 0, (int[]){0}), 0));
    cr_expect(eq(sz, thaw_game_action_total(game), 1));
    thaw_game_free(game);
}

struct bad_shape {
    int players, states, signals;
    int counts[4];
    thaw_status expected;
};
/* Two states of 2^63 rows each: every product fits into 64 bits, their sum does not. */
Test(game, rows_that_overflow_in_their_sum)
{
    int shape[8];
    thaw_game *game = NULL;
    for (int k = 0; k < 8; k++)
        shape[k] = k % 4 < 3 ? 1 << 16 : 1 << 15;
    cr_assert(eq(int, thaw_game_new(4, 2, shape, 0, false, &game, NULL), THAW_ERANGE));
    cr_assert(eq(ptr, game, NULL));
}

ParameterizedTestParameters(game, refuses_shapes)
{
    static struct bad_shape cases[] = {
        {0, 1, 0, {1, 1, 1, 1}, THAW_EARG},
        {1, 0, 0, {1, 1, 1, 1}, THAW_EARG},
        {-1, -1, 0, {1, 1, 1, 1}, THAW_EARG},
        {2, 2, -1, {1, 1, 1, 1}, THAW_EARG},
        {2, 2, 0, {1, 1, 0, 1}, THAW_EARG},
        {2, 2, 0, {1, 1, -5, 1}, THAW_EARG},
        {2, 1, 0, {100000, 100000, 0, 0}, THAW_ERANGE},
        {4, 1, 0, {INT_MAX, INT_MAX, INT_MAX, INT_MAX}, THAW_ERANGE}, /* rows overflow size_t */
        {1, 1, INT_MAX, {1, 0, 0, 0}, THAW_ERANGE},
    };
    return cr_make_param_array(struct bad_shape, cases, sizeof cases / sizeof *cases);
}
ParameterizedTest(struct bad_shape *c, game, refuses_shapes)
{
    thaw_game *game = NULL;
    thaw_fault fault;
    thaw_status status =
        thaw_game_new(c->players, c->states, c->counts, c->signals, false, &game, &fault);
    cr_expect(eq(int, status, c->expected));
    cr_expect(eq(int, fault.status, c->expected));
    cr_expect(ne(str, fault.text, ""));
    cr_expect(game == NULL);
}

Test(game, refuses_a_shape_without_counts)
{
    thaw_game *game = NULL;
    cr_expect(eq(int, thaw_game_new(1, 1, NULL, 0, false, &game, NULL), THAW_EARG));
}

Test(game, names_are_copied_and_found)
{
    thaw_game *game = example(0, false);
    char name[] = "calm";
    cr_assert(eq(int, thaw_game_name(&game->state_name[1], name, NULL), THAW_OK));
    cr_assert(eq(int, thaw_game_name(&game->action_name[2][1], "full", NULL), THAW_OK));
    name[0] = 'b';
    cr_expect(eq(int, thaw_game_find_state(game, "calm"), 1));
    cr_expect(eq(int, thaw_game_find_state(game, "balm"), -1));
    cr_expect(eq(int, thaw_game_find_action(game, 0, 2, "full"), 1));
    cr_expect(eq(int, thaw_game_find_action(game, 1, 2, "full"), -1));
    thaw_game_free(game);
}

/* Unicode 15.0, table 3-7: the well-formed sequences, and their neighbours that are not. */
struct name_case {
    char name[8];
    bool good;
};
ParameterizedTestParameters(game, names_are_utf8_without_controls)
{
    static struct name_case cases[] = {
        {"", true},
        {"~", true},
        {"\x7F", false},
        {"a\tb", false},
        {"\x1F", false},
        {"\xC2\x9F", false},         /* the last of C1 */
        {"\xC2\xA0", true},          /* no-break space */
        {"\xC1\xBF", false},         /* an overlong DEL */
        {"\xDF\xBF", true},          /* U+07FF */
        {"\xE0\x9F\xBF", false},     /* the same, overlong */
        {"\xE0\xA0\x80", true},      /* U+0800 */
        {"\xED\x9F\xBF", true},      /* U+D7FF */
        {"\xED\xA0\x80", false},     /* a surrogate */
        {"\xEF\xBF\xBD", true},      /* U+FFFD */
        {"\xF0\x8F\xBF\xBF", false}, /* overlong */
        {"\xF0\x90\x80\x80", true},  /* U+10000 */
        {"\xF4\x8F\xBF\xBF", true},  /* U+10FFFF */
        {"\xF4\x90\x80\x80", false}, /* beyond */
        {"\xF5\x80\x80\x80", false}, /* no first byte */
        {"\x80", false},             /* a continuation alone */
        {"\xE2\x82", false},         /* cut off */
        {"\xC3(", false},            /* no continuation */
    };
    return cr_make_param_array(struct name_case, cases, sizeof cases / sizeof *cases);
}
ParameterizedTest(struct name_case *c, game, names_are_utf8_without_controls)
{
    char *slot = NULL;
    thaw_fault fault = {.status = THAW_OK};
    thaw_status status = thaw_game_name(&slot, c->name, &fault);
    cr_expect(eq(int, status, c->good ? THAW_OK : THAW_EPARSE), "%s", c->name);
    cr_expect(eq(int, slot != NULL, c->good));
    free(slot);
}

Test(game, a_refused_name_leaves_the_slot)
{
    thaw_game *game = example(0, false);
    thaw_fault fault;
    cr_assert(eq(int, thaw_game_name(&game->state_name[0], "calm", NULL), THAW_OK));
    cr_expect(eq(int, thaw_game_name(&game->state_name[0], "ca\x80lm", &fault), THAW_EPARSE));
    cr_expect(eq(str, fault.text, "a name has the byte 0x80 where UTF-8 has none"));
    cr_expect(eq(str, game->state_name[0], "calm"));
    thaw_game_free(game);
}

Test(game, ranges_are_of_all_rows)
{
    thaw_game *game = example(0, false);
    for (size_t row = 0; row < 7; row++) {
        game->payoff[row * 3] = (double)row;            /* 0 to 6 */
        game->payoff[row * 3 + 1] = 5.0;                /* always the same */
        game->payoff[row * 3 + 2] = -2.0 * (double)row; /* -12 to 0 */
    }
    cr_expect(eq(dbl, thaw_game_range(game, 0), 6.0));
    cr_expect(eq(dbl, thaw_game_range(game, 1), 0.0));
    cr_expect(eq(dbl, thaw_game_range(game, 2), 12.0));
    cr_expect(eq(dbl, thaw_game_widest_range(game), 12.0));
    double least, most;
    thaw_game_span(game, 2, &least, &most);
    cr_expect(eq(dbl, least, -12.0));
    cr_expect(eq(dbl, most, 0.0));
    thaw_game_free(game);
}
