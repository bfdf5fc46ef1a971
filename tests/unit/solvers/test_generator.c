/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The generator of payoff sets: what it cannot measure. What it generates is in
 * tests/reference/test_equilibria.c and tests/property/test_equilibria_laws.c. */
#include <string.h>

#include <criterion/criterion.h>

#include "solvers/generator.h"
#include "tests/support/sample_games.h"

/* Chances may sum to a little more than 1 (THAW_GAME_CHANCE_TOLERANCE); where the future is then
 * worth more than the present for ever, no payoff is finite. */
Test(generator, refuses_a_future_without_end)
{
    static const double dilemma[] = {3, 3, 0, 5, 5, 0, 1, 1};
    thaw_game *game = one_state_game(2, (int[]){2, 2}, dilemma, 1 - 1e-10);
    thaw_generator *generator = NULL;
    thaw_fault fault;
    cr_assert_eq(thaw_generator_new(game, &generator, &fault), THAW_OK);
    thaw_generator_free(generator);
    generator = NULL;
    game->next[2] = 1 + 4e-10;
    cr_assert_eq(thaw_generator_new(game, &generator, &fault), THAW_ENUMERIC);
    cr_assert(strstr(fault.text, "is too near 1 for chances that sum to") != NULL, "%s",
              fault.text);
    cr_assert_eq(generator, NULL);
    thaw_game_free(game);
}
