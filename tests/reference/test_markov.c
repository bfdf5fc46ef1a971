/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markov equilibria with published answers, and with answers derived by hand. */
#include <math.h>
#include <stdlib.h>

#include <criterion/criterion.h>

#include "solvers/settings.h"
#include "tests/support/reference.h"
#include "tests/support/sample_games.h"

static void expect_solved(const thaw_game *game, const solution *s)
{
    cr_assert_eq(s->result.outcome, THAW_OUTCOME_CONVERGED, "%s",
                 thaw_outcome_text(s->result.outcome));
    cr_assert_leq(relative_regret(game, s), 1e-9);
    cr_assert_leq(s->result.judgement.bad_chance, 1e-12);
}

/* ---- sgamesolver 1.0.2 (Eibelshaeuser and Poensgen), the logit path: see "source" in each ---- */

static void compare_with(const char *file, bool isolated)
{
    json_t *reference = reference_read(file);
    thaw_game *game = reference_game(reference);
    json_t *expected = json_object_get(reference, "expected");
    double tolerance = json_number_value(json_object_get(expected, "tolerance"));
    solution s = solution_of(game);
    expect_solved(game, &s);
    cr_assert_eq(s.result.isolated, isolated);
    json_t *values = json_object_get(expected, "values"),
           *play = json_object_get(expected, "strategies");
    for (int state = 0; state < game->states; state++)
        for (int i = 0; i < game->players; i++) {
            json_t *v = json_array_get(json_array_get(values, (size_t)state), (size_t)i);
            cr_assert_float_eq(s.values[state * game->players + i], json_number_value(v), tolerance,
                               "%s: state %d, player %d", file, state, i);
            json_t *own = json_array_get(json_array_get(play, (size_t)state), (size_t)i);
            const double *ours = s.profile + thaw_game_action_offset(game, state, i);
            for (size_t a = 0; isolated && a < json_array_size(own); a++)
                cr_assert_float_eq(ours[a], json_number_value(json_array_get(own, a)), tolerance,
                                   "%s: state %d, player %d, action %zu", file, state, i, a);
        }
    solution_clear(&s);
    thaw_game_free(game);
    json_decref(reference);
}

Test(markov_reference, random_game_of_2_states)
{
    compare_with("markov_0.json", true);
}

Test(markov_reference, random_game_of_4_states)
{
    compare_with("markov_2.json", true);
}

Test(markov_reference, random_game_of_8_states)
{
    compare_with("markov_3.json", true);
}

/* The Big Match (Blackwell and Ferguson 1968), discounted by 1/2: worth 1/2. */
Test(markov_reference, big_match)
{
    compare_with("markov_6.json", true);
}

Test(markov_reference, prisoners_dilemma)
{
    compare_with("markov_8.json", true);
}

/* ---- three players, by hand ---- */

/* Jordan's (1993) three-person matching pennies with prizes. Player 0 wins a by meeting player 1 on
 * heads, 1 on tails; player 1 the same with player 2 for b; player 2 wins c by heads against player
 * 0's tails, 1 by tails against heads. In the only equilibrium nobody has a reason to prefer either
 * side: chance of heads 1 / (1 + a) for player 1, 1 / (1 + b) for player 2, c / (1 + c) for player
 * 0; a month is worth a / (1 + a), b / (1 + b), c / (1 + c). */
static void fill_pennies(thaw_game *game, int state, const double prize[3])
{
    for (int h0 = 0; h0 < 2; h0++)
        for (int h1 = 0; h1 < 2; h1++)
            for (int h2 = 0; h2 < 2; h2++) {
                size_t row = thaw_game_row(game, state, (int[]){h0, h1, h2});
                double *u = game->payoff + row * 3;
                u[0] = h0 != h1 ? 0 : h0 == 0 ? prize[0] : 1;
                u[1] = h1 != h2 ? 0 : h1 == 0 ? prize[1] : 1;
                u[2] = h2 == h0 ? 0 : h2 == 0 ? prize[2] : 1;
            }
}

/* Two such months follow each other by the toss of a coin, so that next month is worth the mean
 * whatever is done: v(s) = (1 - d) u(s) + d (u(0) + u(1)) / 2. */
Test(markov_reference, pennies_for_three_in_two_states)
{
    static const double prize[2][3] = {{2, 3, 0.5}, {1, 0.25, 4}}, d = 0.9;
    thaw_game *game = blank_game(3, 2, (int[]){2, 2, 2, 2, 2, 2}, d);
    for (size_t k = 0; k < thaw_game_rows(game) * 2; k++)
        game->next[k] = 0.5;
    fill_pennies(game, 0, prize[0]);
    fill_pennies(game, 1, prize[1]);
    solution s = solution_of(game);
    expect_solved(game, &s);
    cr_assert(s.result.isolated && !s.result.branches);
    for (int state = 0; state < 2; state++) {
        const double *p = prize[state];
        double heads[3] = {p[2] / (1 + p[2]), 1 / (1 + p[0]), 1 / (1 + p[1])};
        for (int i = 0; i < 3; i++) {
            double month[2] = {prize[0][i] / (1 + prize[0][i]), prize[1][i] / (1 + prize[1][i])};
            cr_assert_float_eq(s.profile[thaw_game_action_offset(game, state, i)], heads[i], 1e-12);
            cr_assert_float_eq(s.values[state * 3 + i],
                               (1 - d) * month[state] + d * (month[0] + month[1]) / 2, 1e-12);
        }
    }
    solution_clear(&s);
    thaw_game_free(game);
}

/* A contest in two stages, by hand from its end. In "war" all three fight or rest; who fights pays
 * 1 and takes 3 from nobody in particular: fighting pays 2 more whatever the others do, so all
 * fight and get 2 for ever. In "peace" each may strike (1) or not: the first month in which anybody
 * strikes is followed by war, others by peace, which pays 3. Striking now pays 3 + bonus now and
 * then 2: (1 - d)(3 + bonus) + 2 d against 3, when nobody else strikes, so that with bonus below d
 * / (1 - d) = 1 nobody does. When another strikes anyhow, striking gains the bonus, so all striking
 * is an equilibrium too; the judge confirms either, and the path takes peace when the bonus is
 * small. */
Test(markov_reference, three_players_keep_the_peace)
{
    enum { PEACE, WAR };
    static const double d = 0.5, bonus = 0.1;
    thaw_game *game = blank_game(3, 2, (int[]){2, 2, 2, 2, 2, 2}, d);
    for (int k = 0; k < 8; k++) {
        int act[3] = {k >> 2 & 1, k >> 1 & 1, k & 1};
        size_t peace = thaw_game_row(game, PEACE, act), war = thaw_game_row(game, WAR, act);
        bool struck = k != 0;
        for (int i = 0; i < 3; i++) {
            game->payoff[peace * 3 + (size_t)i] = 3 + (act[i] ? bonus : 0);
            game->payoff[war * 3 + (size_t)i] = act[i] ? 2 : 0;
        }
        game->next[peace * 2 + PEACE] = struck ? 0 : 1;
        game->next[peace * 2 + WAR] = struck ? 1 : 0;
        game->next[war * 2 + PEACE] = 0;
        game->next[war * 2 + WAR] = 1;
    }
    solution s = solution_of(game);
    expect_solved(game, &s);
    for (int i = 0; i < 3; i++) {
        cr_assert_float_eq(s.values[PEACE * 3 + i], 3, 1e-12);
        cr_assert_float_eq(s.values[WAR * 3 + i], 2, 1e-12);
    }
    solution_clear(&s);
    thaw_game_free(game);
}
