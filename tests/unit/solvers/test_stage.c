/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One month: games whose answers are worked out by hand. */
#include "solvers/stage.h"

#include <math.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/support/month.h"
#include "tests/support/sample_games.h"

static void expect_equilibrium(const thaw_stage *stage, const double *chance, const double *value)
{
    const thaw_stage_equilibrium *e = month_find(stage, chance, 1e-12);
    cr_assert(e != NULL);
    for (int player = 0; player < stage->players; player++)
        cr_expect(epsilon_eq(dbl, e->value[player], value[player], 1e-12));
    cr_expect(le(dbl, e->regret, 1e-12));
}

/* Cooperate or defect: 3 both, 0 and 5, 1 both. Defecting gains 2 against cooperation and 1 against
 * defection. Nothing correlates: a dominated action is never recommended. */
Test(stage, prisoners_dilemma)
{
    thaw_game *game = bimatrix_game(2, 2, (double[]){3, 0, 5, 1}, (double[]){3, 5, 0, 1});
    thaw_stage *stage = month_solve(game);
    static const bool best[] = {false, false, false, true, true, false, true, true};
    for (size_t k = 0; k < 8; k++)
        cr_expect(eq(int, stage->best_reply[k], best[k]), "%zu", k);
    for (size_t player = 0; player < 2; player++) {
        const thaw_dominated *cooperate = &stage->dominated[stage->offset[player]];
        cr_expect(eq(int, cooperate->kind, THAW_STRICTLY_DOMINATED));
        cr_expect(eq(int, cooperate->by, 1));
        cr_expect(eq(dbl, cooperate->margin, 1.0));
        cr_expect(cooperate->mixture == NULL);
        cr_expect(eq(int, cooperate[1].kind, THAW_UNDOMINATED));
        cr_expect(epsilon_eq(dbl, stage->minmax[player], 1.0, 1e-12));
        cr_expect(eq(dbl, stage->minmax_pure[player], 1.0));
        cr_expect(epsilon_eq(dbl, stage->correlated_value[player], 1.0, 1e-12));
    }
    cr_expect(eq(int, stage->outcome, THAW_OUTCOME_CONVERGED));
    cr_expect(stage->mixed);
    cr_assert(eq(sz, stage->equilibria, 1));
    cr_expect(stage->equilibrium[0].pure);
    expect_equilibrium(stage, (double[]){0, 1, 0, 1}, (double[]){1, 1});
    cr_expect(epsilon_eq(dbl, stage->correlated[3], 1.0, 1e-12));
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* Both prefer to meet, at different places: (2, 1) and (1, 2). Mixed: the first goes to its place
 * with chance p where the second is indifferent, p = 2 (1 - p); everyone gets 2/3, which is also
 * what each can be held to. */
Test(stage, battle_of_the_sexes)
{
    thaw_game *game = bimatrix_game(2, 2, (double[]){2, 0, 0, 1}, (double[]){1, 0, 0, 2});
    thaw_stage *stage = month_solve(game);
    cr_assert(eq(sz, stage->equilibria, 3));
    cr_expect(stage->equilibrium[0].pure && stage->equilibrium[1].pure);
    cr_expect(not(stage->equilibrium[2].pure));
    expect_equilibrium(stage, (double[]){1, 0, 1, 0}, (double[]){2, 1});
    expect_equilibrium(stage, (double[]){0, 1, 0, 1}, (double[]){1, 2});
    expect_equilibrium(stage, (double[]){2.0 / 3, 1.0 / 3, 1.0 / 3, 2.0 / 3},
                       (double[]){2.0 / 3, 2.0 / 3});
    for (int player = 0; player < 2; player++) {
        cr_expect(epsilon_eq(dbl, stage->minmax[player], 2.0 / 3, 1e-12));
        cr_expect(eq(dbl, stage->minmax_pure[player], 1.0));
    }
    cr_expect(epsilon_eq(dbl, stage->correlated_joint, 3.0, 1e-12));
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* Row game: the first wants the coins to match. */
Test(stage, matching_pennies)
{
    thaw_game *game = bimatrix_game(2, 2, (double[]){1, -1, -1, 1}, (double[]){-1, 1, 1, -1});
    thaw_stage *stage = month_solve(game);
    cr_assert(eq(sz, stage->equilibria, 1));
    expect_equilibrium(stage, (double[]){0.5, 0.5, 0.5, 0.5}, (double[]){0, 0});
    for (int player = 0; player < 2; player++) {
        cr_expect(epsilon_eq(dbl, stage->minmax[player], 0.0, 1e-12));
        cr_expect(eq(dbl, stage->minmax_pure[player], 1.0));
    }
    thaw_stage_free(stage);
    thaw_game_free(game);
}

Test(stage, rock_paper_scissors)
{
    thaw_game *game = bimatrix_game(3, 3, (double[]){0, -1, 1, 1, 0, -1, -1, 1, 0},
                                    (double[]){0, 1, -1, -1, 0, 1, 1, -1, 0});
    thaw_stage *stage = month_solve(game);
    cr_assert(eq(sz, stage->equilibria, 1));
    double third = 1.0 / 3;
    expect_equilibrium(stage, (double[]){third, third, third, third, third, third},
                       (double[]){0, 0});
    cr_expect(epsilon_eq(dbl, stage->minmax[0], 0.0, 1e-12));
    cr_expect(eq(dbl, stage->minmax_pure[0], 1.0));
    for (size_t row = 0; row < 9; row++) /* the only correlated equilibrium, too */
        cr_expect(epsilon_eq(dbl, stage->correlated[row], 1.0 / 9, 1e-9));
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* Aumann 1974: 6 each when both yield, 2 and 7, 0 when both dare. With chance p of both yielding
 * and q of either one daring, who is told to yield obeys while 6 p + 2 q >= 7 p: p = 1/2, q = 1/4
 * each is best, 5.25 for each; 14/3 in the mixed equilibrium. */
Test(stage, chicken)
{
    thaw_game *game = bimatrix_game(2, 2, (double[]){6, 2, 7, 0}, (double[]){6, 7, 2, 0});
    thaw_stage *stage = month_solve(game);
    static const double chance[] = {0.5, 0.25, 0.25, 0};
    cr_assert(eq(int, stage->correlated_outcome, THAW_OUTCOME_CONVERGED));
    for (size_t row = 0; row < 4; row++)
        cr_expect(epsilon_eq(dbl, stage->correlated[row], chance[row], 1e-12));
    for (int player = 0; player < 2; player++)
        cr_expect(epsilon_eq(dbl, stage->correlated_value[player], 5.25, 1e-12));
    cr_expect(epsilon_eq(dbl, stage->correlated_joint, 10.5, 1e-12));
    cr_expect(epsilon_eq(dbl, stage->correlated_bound, 10.5, 1e-9));
    cr_expect(le(dbl, stage->correlated_regret, 1e-12));
    cr_assert(eq(sz, stage->equilibria, 3));
    expect_equilibrium(stage, (double[]){2.0 / 3, 1.0 / 3, 2.0 / 3, 1.0 / 3},
                       (double[]){14.0 / 3, 14.0 / 3});
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* ---- other numbers of players ---- */

/* A player alone takes the best; two actions that pay 0.1 + 0.2 and 0.3 are equally good. */
Test(stage, one_player)
{
    static const int counts[] = {4};
    thaw_game *game = one_state_game(1, counts, (double[]){0.3, -1, 0.1 + 0.2, 0.2}, 0.0);
    thaw_stage *stage = month_solve(game);
    cr_expect(stage->mixed);
    cr_assert(eq(sz, stage->equilibria, 2));
    expect_equilibrium(stage, (double[]){1, 0, 0, 0}, (double[]){0.3});
    expect_equilibrium(stage, (double[]){0, 0, 1, 0}, (double[]){0.3});
    cr_expect(stage->best_reply[0] && !stage->best_reply[1] && stage->best_reply[2]);
    cr_expect(epsilon_eq(dbl, stage->minmax[0], 0.3, 1e-12));
    cr_expect(epsilon_eq(dbl, stage->correlated_joint, 0.3, 1e-12));
    thaw_stage_free(stage);
    thaw_game_free(game);
}

Test(stage, nobody_has_a_choice)
{
    static const int counts[] = {1, 1};
    thaw_game *game = one_state_game(2, counts, (double[]){7, -2}, 0.0);
    thaw_stage *stage = month_solve(game);
    cr_assert(eq(sz, stage->equilibria, 1));
    expect_equilibrium(stage, (double[]){1, 1}, (double[]){7, -2});
    cr_expect(eq(dbl, stage->minmax[1], -2.0));
    cr_expect(eq(dbl, stage->margin, HUGE_VAL));
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* Three players choose between two places and get 1 when all meet: two pure equilibria. Mixed ones
 * exist, but are not looked for, and the answer says so. */
Test(stage, three_players_meet)
{
    static const int counts[] = {2, 2, 2};
    double payoff[24] = {[0] = 1, [1] = 1, [2] = 1, [21] = 1, [22] = 1, [23] = 1};
    thaw_game *game = one_state_game(3, counts, payoff, 0.0);
    thaw_stage *stage = month_solve(game);
    cr_expect(not(stage->mixed));
    cr_expect(eq(int, stage->outcome, THAW_OUTCOME_CONVERGED));
    cr_assert(eq(sz, stage->equilibria, 2));
    expect_equilibrium(stage, (double[]){1, 0, 1, 0, 1, 0}, (double[]){1, 1, 1});
    expect_equilibrium(stage, (double[]){0, 1, 0, 1, 0, 1}, (double[]){1, 1, 1});
    cr_expect(epsilon_eq(dbl, stage->correlated_joint, 3.0, 1e-12));
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* The third player guesses which place the others avoid: left pays 0 when both are at the first
 * place and 1 otherwise, right 0 when both are at the second. Pure play of the others leaves it 1;
 * a coin that they share, 1/2 (coins of their own, 3/4). */
Test(stage, minmax_with_and_without_a_shared_coin)
{
    static const int counts[] = {2, 2, 2};
    static const double third[] = {0, 1, 1, 1, 1, 1, 1, 0};
    double payoff[24] = {0};
    for (int row = 0; row < 8; row++)
        payoff[3 * row + 2] = third[row];
    thaw_game *game = one_state_game(3, counts, payoff, 0.0);
    thaw_stage *stage = month_solve(game);
    cr_expect(eq(dbl, stage->minmax_pure[2], 1.0));
    cr_expect(epsilon_eq(dbl, stage->minmax[2], 0.5, 1e-12));
    cr_expect(eq(dbl, stage->minmax[0], 0.0));
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* The battle of the sexes between the first and the third of four players; the others look on. */
Test(stage, two_of_four_players_have_a_choice)
{
    static const int counts[] = {2, 1, 2, 1};
    thaw_game *game = one_state_game(
        4, counts, (double[]){2, 10, 1, -1, 0, 20, 0, -2, 0, 30, 0, -3, 1, 40, 2, -4}, 0.0);
    thaw_stage *stage = month_solve(game);
    cr_expect(stage->mixed);
    cr_assert(eq(sz, stage->equilibria, 3));
    /* Meeting at either place with chance 2/9, missing each other with 4/9 and 1/9. */
    expect_equilibrium(stage, (double[]){2.0 / 3, 1.0 / 3, 1, 1.0 / 3, 2.0 / 3, 1},
                       (double[]){2.0 / 3, (2 * 10 + 4 * 20 + 1 * 30 + 2 * 40) / 9.0, 2.0 / 3,
                                  -(2 * 1 + 4 * 2 + 1 * 3 + 2 * 4) / 9.0});
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* Only the second of two players has a choice. */
Test(stage, the_second_alone_has_a_choice)
{
    thaw_game *game = bimatrix_game(1, 3, (double[]){1, 2, 3}, (double[]){5, 9, 9});
    thaw_stage *stage = month_solve(game);
    cr_assert(eq(sz, stage->equilibria, 2));
    expect_equilibrium(stage, (double[]){1, 0, 1, 0}, (double[]){2, 9});
    expect_equilibrium(stage, (double[]){1, 0, 0, 1}, (double[]){3, 9});
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* ---- which state ---- */

/* State 0 a prisoners' dilemma of other sizes, state 1 matching pennies; discount factors play no
 * part. */
Test(stage, the_state_asked_for)
{
    static const int counts[] = {3, 1, 2, 2};
    thaw_game *game = blank_game(2, 2, counts, 0.9);
    static const double one[] = {1, -1, -1, 1};
    for (size_t row = 0; row < 4; row++) {
        game->payoff[2 * (3 + row)] = one[row];
        game->payoff[2 * (3 + row) + 1] = -one[row];
    }
    thaw_stage *stage = NULL;
    cr_assert(eq(int, thaw_stage_solve(game, 1, NULL, &stage, NULL), THAW_OK));
    cr_expect(eq(sz, stage->rows, 4));
    cr_assert(eq(sz, stage->equilibria, 1));
    expect_equilibrium(stage, (double[]){0.5, 0.5, 0.5, 0.5}, (double[]){0, 0});
    thaw_stage_free(stage);
    thaw_game_free(game);
}

/* A deadline that has passed, and a signal that has come, before the first linear program. */
Test(stage, ends_where_it_must)
{
    static const double pennies[] = {1, -1, -1, 1}, against[] = {-1, 1, 1, -1};
    const volatile int signalled = 1;
    const thaw_markov_settings late = {.deadline = 1e-9}, stopped = {.stop = &signalled};
    thaw_game *game = bimatrix_game(2, 2, pennies, against);
    thaw_stage *stage = NULL;
    thaw_fault fault;
    cr_expect(eq(int, thaw_stage_solve(game, 0, &late, &stage, &fault), THAW_ETIME));
    cr_expect(eq(str, fault.text, "a month of 4 rows: stopped at the time limit"));
    cr_expect(eq(int, thaw_stage_solve(game, 0, &stopped, &stage, &fault), THAW_EINTERRUPT));
    cr_expect(stage == NULL);
    thaw_game_free(game);
}

Test(stage, no_such_state)
{
    thaw_game *game = bimatrix_game(1, 1, (double[]){0}, (double[]){0});
    thaw_stage *stage = NULL;
    thaw_fault fault;
    cr_expect(eq(int, thaw_stage_solve(game, 1, NULL, &stage, &fault), THAW_EARG));
    cr_expect(eq(str, fault.text, "there is no state 1 in a game of 1"));
    cr_expect(eq(int, thaw_stage_solve(game, -1, NULL, &stage, &fault), THAW_EARG));
    cr_expect(stage == NULL);
    thaw_stage_free(NULL);
    thaw_game_free(game);
}
