/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which states can be reached, and the game on some of them. The example is a line of four states
 * with one player: 2 leads to 1, 1 to 0 and 1 by its second action to itself, 0 to itself; 3 leads
 * to 2. */
#include "model/game.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

static thaw_game *line(void)
{
    static const int counts[] = {1, 2, 1, 1};
    static const int leads_to[] = {0, 0, 1, 1, 2}; /* by row */
    thaw_game *game = NULL;
    cr_assert(eq(int, thaw_game_new(1, 4, counts, 1, true, &game, NULL), THAW_OK));
    for (size_t row = 0; row < 5; row++) {
        game->payoff[row] = 10.0 + (double)row;
        game->next[row * 4 + (size_t)leads_to[row]] = 1.0;
        game->signal[row] = 1.0;
    }
    game->discount[0] = 0.5;
    for (int state = 0; state < 4; state++) {
        char text[] = {(char)('A' + state), '\0'};
        cr_assert(eq(int, thaw_game_name(&game->state_name[state], text, NULL), THAW_OK));
    }
    cr_assert(eq(int, thaw_game_name(&game->player_name[0], "player", NULL), THAW_OK));
    cr_assert(eq(int, thaw_game_name(&game->signal_name[0], "nothing", NULL), THAW_OK));
    cr_assert(eq(int, thaw_game_name(&game->action_name[1][1], "stay", NULL), THAW_OK));
    game->action_rank[1][1] = 7;
    return game;
}

Test(game_part, reaches_backwards_along_a_line)
{
    thaw_game *game = line();
    static const bool expected[4][4] = {{true, false, false, false},
                                        {true, true, false, false},
                                        {true, true, true, false},
                                        {true, true, true, true}};
    for (int initial = 0; initial < 4; initial++) {
        bool reachable[4] = {true, true, true, true};
        thaw_game_reachable(game, initial, reachable);
        for (int state = 0; state < 4; state++)
            cr_expect(eq(int, reachable[state], expected[initial][state]), "%d from %d", state,
                      initial);
    }
    thaw_game_free(game);
}

/* A chance of 1e-300 is a chance. */
Test(game_part, reaches_by_any_positive_chance)
{
    thaw_game *game = line();
    bool reachable[4];
    game->next[3] = 1e-300;
    thaw_game_reachable(game, 0, reachable);
    cr_expect(reachable[0] && reachable[1] && reachable[2] && reachable[3]);
    thaw_game_free(game);
}

Test(game_part, keeps_what_it_is_asked_to)
{
    thaw_game *game = line(), *part = NULL;
    int state_of[4] = {9, 9, 9, 9};
    cr_assert(
        eq(int, thaw_game_restrict(game, (bool[]){true, true, false, false}, state_of, &part, NULL),
           THAW_OK));
    cr_expect(eq(int, part->states, 2));
    cr_expect(eq(int, state_of[0], 0));
    cr_expect(eq(int, state_of[1], 1));
    cr_expect(eq(sz, thaw_game_rows(part), 3));
    cr_expect(eq(str, part->state_name[1], "B"));
    cr_expect(eq(str, part->player_name[0], "player"));
    cr_expect(eq(str, part->signal_name[0], "nothing"));
    cr_expect(eq(str, part->action_name[1][1], "stay"));
    cr_expect(eq(int, part->action_rank[1][1], 7));
    cr_expect(eq(dbl, part->discount[0], 0.5));
    const double payoff[] = {10.0, 11.0, 12.0}, next[] = {1.0, 0.0, 1.0, 0.0, 0.0, 1.0};
    cr_expect(eq(int, memcmp(part->payoff, payoff, sizeof payoff), 0));
    cr_expect(eq(int, memcmp(part->next, next, sizeof next), 0));
    cr_expect(eq(dbl, part->signal[2], 1.0));
    thaw_game_free(part);
    thaw_game_free(game);
}

Test(game_part, numbers_states_anew)
{
    thaw_game *game = line(), *part = NULL;
    int state_of[4];
    game->next[4 * 4 + 2] = 0.0; /* now D stays where it is, and C cannot be reached from A and D */
    game->next[4 * 4 + 3] = 1.0;
    cr_assert(
        eq(int, thaw_game_restrict(game, (bool[]){true, false, false, true}, state_of, &part, NULL),
           THAW_OK));
    cr_expect(eq(int, state_of[1], 3));
    cr_expect(eq(str, part->state_name[1], "D"));
    cr_expect(eq(dbl, part->payoff[1], 14.0));
    cr_expect(eq(dbl, part->next[3], 1.0));
    thaw_game_free(part);
    thaw_game_free(game);
}

Test(game_part, refuses_a_set_that_can_be_left)
{
    thaw_game *game = line(), *part = NULL;
    thaw_fault fault;
    thaw_status status =
        thaw_game_restrict(game, (bool[]){false, true, true, false}, NULL, &part, &fault);
    cr_expect(eq(int, status, THAW_EARG));
    cr_expect(eq(str, fault.text, "B can lead to A, which is left out"));
    cr_expect(part == NULL);
    thaw_game_free(game);
}

Test(game_part, refuses_no_state_at_all)
{
    thaw_game *game = line(), *part = NULL;
    cr_expect(eq(int,
                 thaw_game_restrict(game, (bool[]){false, false, false, false}, NULL, &part, NULL),
                 THAW_EARG));
    thaw_game_free(game);
}

/* C first, then A, B, D: names, ranks, payoffs, signals and where every state leads go along. */
Test(game_part, starts_in_another_state)
{
    thaw_game *game = line(), *other = NULL, *back = NULL;
    cr_assert(eq(int, thaw_game_start_in(game, 2, &other, NULL), THAW_OK));
    static const char *const names[] = {"C", "A", "B", "D"};
    for (int state = 0; state < 4; state++)
        cr_expect(eq(str, other->state_name[state], (char *)names[state]));
    const double payoff[] = {13.0, 10.0, 11.0, 12.0, 14.0};
    const double next[] = {0.0, 0.0, 1.0, 0.0, /* C leads to B */
                           0.0, 1.0, 0.0, 0.0, /* A to A */
                           0.0, 1.0, 0.0, 0.0, /* B to A and to B */
                           0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0 /* D to C */};
    cr_expect(eq(int, memcmp(other->payoff, payoff, sizeof payoff), 0));
    cr_expect(eq(int, memcmp(other->next, next, sizeof next), 0));
    cr_expect(eq(str, other->action_name[2][1], "stay"));
    cr_expect(eq(int, other->action_rank[2][1], 7));
    cr_expect(eq(dbl, other->signal[4], 1.0));
    cr_expect(eq(dbl, other->discount[0], 0.5));
    cr_assert(eq(int, thaw_game_start_in(other, 0, &back, NULL), THAW_OK));
    cr_expect(eq(int, memcmp(back->next, other->next, sizeof next), 0));
    thaw_game_free(back);
    thaw_game_free(other);
    thaw_game_free(game);
}
