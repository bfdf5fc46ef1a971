/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regret in mixed play and against recommendations, worked out by hand. */
#include "model/stage_judge.h"

#include <math.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/support/month.h"
#include "tests/support/sample_games.h"

/* Chicken with the payoffs of Aumann 1974: yield/yield 6, 6; yield/dare 2, 7; dare/dare 0, 0. */
static thaw_game *chicken(void)
{
    return bimatrix_game(2, 2, (double[]){6, 2, 7, 0}, (double[]){6, 7, 2, 0});
}

static double regret(const double *chances)
{
    thaw_game *game = chicken();
    double found = thaw_correlated_regret(game, 0, chances);
    thaw_game_free(game);
    return found;
}

/* A third each, the example in that paper: told to yield, the other yields or dares with equal
 * chance, and yielding and daring pay (6 + 2) / 2 against (7 + 0) / 2; told to dare, the other
 * yields. */
Test(stage_judge, obeying_aumanns_device_is_best)
{
    cr_expect(eq(dbl, regret((double[]){1.0 / 3, 1.0 / 3, 1.0 / 3, 0}), 0.0));
}

/* Both told to yield for sure: daring gains 7 - 6. */
Test(stage_judge, a_certain_recommendation)
{
    cr_expect(eq(dbl, regret((double[]){1, 0, 0, 0}), 1.0));
}

/* yield/yield or dare/dare, half each: told to yield, daring gains 1; told to dare, yielding
 * gains 2. A player gains 1/2 + 1 by swapping both, more than by either alone. */
Test(stage_judge, swaps_add_up)
{
    cr_expect(epsilon_eq(dbl, regret((double[]){0.5, 0, 0, 0.5}), 1.5, 1e-15));
}

/* Independent halves: yielding pays 4, daring 3.5, obeying 3.75; the regret is 4 - 3.75, as for
 * mixed actions. */
Test(stage_judge, a_product_has_the_regret_of_mixed_play)
{
    cr_expect(epsilon_eq(dbl, regret((double[]){0.25, 0.25, 0.25, 0.25}), 0.25, 1e-15));
}

/* The third of three players alone gains: it is found, and rows of another state are not touched.
 */
Test(stage_judge, looks_at_every_player_in_the_state_asked_for)
{
    static const int counts[] = {1, 1, 1, 2, 1, 3};
    thaw_game *game = NULL;
    cr_assert(eq(int, thaw_game_new(3, 2, counts, 0, false, &game, NULL), THAW_OK));
    static const double third[] = {9, 4, 5, 7, 5, 5, 5}; /* state 0 has one row, state 1 six */
    for (size_t row = 0; row < 7; row++)
        game->payoff[3 * row + 2] = third[row];
    static const double chances[] = {0.5, 0, 0, 0, 0.5, 0};
    cr_expect(epsilon_eq(dbl, thaw_correlated_regret(game, 1, chances), 1.5, 1e-15));
    thaw_game_free(game);
}

/* ---- mixed play ---- */

/* The first yields with chance 3/4, the second with 1/2: the first gets 4 by yielding and 3.5 by
 * daring, 3.875 in all; the second 5 by yielding and 5.25 by daring, 5.125. The second gains most,
 * 1/8 as well as the first: the first found is named. */
Test(stage_judge, mixed_play)
{
    thaw_game *game = chicken();
    thaw_judgement j;
    thaw_judge_month(game, 0, (double[]){0.75, 0.25, 0.5, 0.5}, (double[]){3.875, 5.125}, &j);
    cr_expect(eq(dbl, j.regret, 0.125));
    cr_expect(eq(dbl, j.residual, 0.0));
    cr_expect(eq(dbl, j.bad_chance, 0.0));
    cr_expect(eq(int, j.state, 0));
    cr_expect(eq(int, j.player, 0));
    cr_expect(eq(int, j.action, 0));
    thaw_game_free(game);
}

/* The mixed equilibrium has no regret; a value claimed too high by 1/2 shows as a residual, and
 * hides no more than that from the regret. */
Test(stage_judge, claimed_values_are_checked)
{
    thaw_game *game = chicken();
    thaw_judgement j;
    static const double chance[] = {2.0 / 3, 1.0 / 3, 2.0 / 3, 1.0 / 3};
    thaw_judge_month(game, 0, chance, (double[]){14.0 / 3, 14.0 / 3}, &j);
    cr_expect(le(dbl, j.regret, 1e-14));
    cr_expect(le(dbl, j.residual, 1e-14));
    thaw_judge_month(game, 0, chance, (double[]){14.0 / 3, 14.0 / 3 + 0.5}, &j);
    cr_expect(epsilon_eq(dbl, j.residual, 0.5, 1e-14));
    cr_expect(eq(dbl, j.error, j.residual));
    thaw_game_free(game);
}

Test(stage_judge, chances_that_are_none)
{
    thaw_game *game = chicken();
    thaw_judgement j;
    thaw_judge_month(game, 0, (double[]){1.25, -0.25, 0.5, 0.25}, (double[]){0, 0}, &j);
    cr_expect(eq(dbl, j.bad_chance, 0.25));
    thaw_game_free(game);
}

/* As thaw_judge has it, in a state that is not the first, with three players and any discount
 * factors: against the whole game with discount 0. */
Test(stage_judge, agrees_with_the_judge_of_games)
{
    for (uint64_t seed = 1; seed <= 50; seed++) {
        dice d = dice_new(seed);
        thaw_game *game = random_game(&d, (random_shape){3, 2, 1, 4, 0.9});
        size_t total = thaw_game_action_total(game), first = thaw_game_action_offset(game, 1, 0);
        double profile[24] = {0}, values[6] = {0};
        for (size_t k = 0; k < total; k++)
            profile[k] = dice_real(&d, 0, 1);
        for (int k = 0; k < 6; k++)
            values[k] = dice_real(&d, -1, 1);
        thaw_judgement month, whole;
        thaw_judge_month(game, 1, profile + first, values + 3, &month);
        for (int player = 0; player < 3; player++)
            game->discount[player] = 0;
        static const bool second_only[] = {false, true};
        cr_assert(
            eq(int, thaw_judge(game, profile, values, second_only, NULL, &whole, NULL), THAW_OK));
        cr_expect(epsilon_eq(dbl, month.regret, whole.regret, 1e-13));
        cr_expect(eq(int, month.player, whole.player));
        cr_expect(eq(int, month.action, whole.action));
        cr_expect(le(dbl, month.residual, whole.residual + 1e-13));
        thaw_game_free(game);
    }
}

Test(stage_judge, what_is_not_a_number_is_the_worst_there_is)
{
    thaw_game *game = chicken();
    thaw_judgement j;
    thaw_judge_month(game, 0, (double[]){NAN, 1, 1, 0}, (double[]){2, 7}, &j);
    cr_expect(eq(dbl, j.bad_chance, HUGE_VAL));
    cr_expect(eq(dbl, j.residual, HUGE_VAL));
    cr_expect(eq(dbl, j.error, HUGE_VAL));
    cr_expect(eq(dbl, j.regret, HUGE_VAL));
    cr_expect(eq(int, j.player, 1)); /* the other does not know what it gets */
    thaw_judge_month(game, 0, (double[]){1, 0, 1, 0}, (double[]){6, NAN}, &j);
    cr_expect(eq(dbl, j.bad_chance, 0));
    cr_expect(eq(dbl, j.residual, HUGE_VAL));
    cr_expect(eq(dbl, j.regret, HUGE_VAL));
    thaw_game_free(game);
    for (int k = 0; k < 4; k++) {
        double chances[] = {1.0 / 3, 1.0 / 3, 1.0 / 3, 0};
        chances[k] = NAN;
        cr_expect(eq(dbl, regret(chances), HUGE_VAL));
    }
}
