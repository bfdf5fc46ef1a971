/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automata: their shape. */
#include "model/automaton.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/support/sample_games.h"

Test(automaton, a_new_one_answers_nothing_and_draws_nothing)
{
    const int actions[] = {2, 1, 1, 3};
    thaw_game *game = blank_game(2, 2, actions, 0.5);
    thaw_automaton *automaton = NULL;
    cr_assert(eq(int, thaw_automaton_new(game, 3, 5, 1, &automaton, NULL), THAW_OK));
    cr_expect(eq(sz, automaton->nodes, 3));
    for (int k = 0; k < 4; k++)
        cr_expect(eq(sz, automaton->answer[k], THAW_NO_NODE));
    size_t count = 1;
    thaw_automaton_draws(automaton, 2, 1, &count);
    cr_expect(eq(sz, count, 0));
    thaw_automaton_free(automaton);
    thaw_game_free(game);
}

Test(automaton, draws_are_found_by_node_and_next_state)
{
    const int actions[] = {1, 1, 1, 1};
    thaw_game *game = blank_game(2, 2, actions, 0.5);
    thaw_automaton *automaton = NULL;
    cr_assert(eq(int, thaw_automaton_new(game, 2, 4, 1, &automaton, NULL), THAW_OK));
    const size_t first[] = {0, 1, 1, 3, 4}; /* node 0: one, none; node 1: two, one */
    for (size_t k = 0; k < 5; k++)
        automaton->first[k] = first[k];
    for (size_t k = 0; k < 4; k++)
        automaton->draw[k] = (thaw_draw){k, 1};
    size_t count = 0;
    cr_expect(eq(sz, thaw_automaton_draws(automaton, 1, 0, &count)->node, 1));
    cr_expect(eq(sz, count, 2));
    cr_expect(eq(sz, thaw_automaton_draws(automaton, 1, 1, &count)->node, 3));
    cr_expect(eq(sz, count, 1));
    thaw_automaton_free(automaton);
    thaw_game_free(game);
}
