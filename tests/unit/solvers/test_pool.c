/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pools of strategies and their evolution, on games with answers by hand. */
#include <math.h>

#include <criterion/criterion.h>

#include "solvers/pool.h"
#include "solvers/replicator.h"
#include "tests/support/automata.h"
#include "tests/support/sample_games.h"

/* The dilemma of one month: always C and always D. */
static thaw_pool dilemma_pool(thaw_setting *setting, double discount)
{
    static const double trps[4] = {5, 3, 1, 0}, all[2][4] = {{1, 1, 1, 1}, {0, 0, 0, 0}};
    thaw_game *game = noisy_dilemma_game(trps, 0, discount);
    cr_assert_eq(thaw_game_name(&game->player_name[0], "one", NULL), THAW_OK);
    cr_assert_eq(thaw_game_name(&game->player_name[1], "two", NULL), THAW_OK);
    cr_assert_eq(thaw_setting_of_game(game, 0, setting, NULL), THAW_OK);
    thaw_strategy *strategies[2][2];
    thaw_strategy **const side[2] = {strategies[0], strategies[1]};
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 2; k++)
            strategies[i][k] = memory_one(game, i, all[k][0], all[k]);
    thaw_pool pool;
    cr_assert_eq(thaw_pool_solve(setting, side, (int[]){2, 2}, NULL, 1, &pool, NULL), THAW_OK);
    return pool;
}

/* What a pool of one strategy a side says where there is no time. */
Test(pool, ends_where_it_must)
{
    static const double trps[4] = {5, 3, 1, 0}, all[4] = {1, 1, 1, 1};
    const thaw_markov_settings late = {.deadline = 1e-9};
    thaw_game *game = noisy_dilemma_game(trps, 0, 0.9);
    thaw_setting setting;
    cr_assert_eq(thaw_setting_of_game(game, 0, &setting, NULL), THAW_OK);
    thaw_strategy *one[2] = {memory_one(game, 0, 1, all), memory_one(game, 1, 1, all)};
    thaw_strategy **const side[2] = {&one[0], &one[1]};
    thaw_pool pool;
    thaw_fault fault;
    cr_assert_eq(thaw_pool_solve(&setting, side, (int[]){1, 1}, &late, 1, &pool, &fault),
                 THAW_ETIME);
    cr_assert_str_eq(fault.text, "the strategies were not all compared: stopped at the time limit");
    thaw_setting_clear(&setting);
}

/* Always D is the one equilibrium and lasts; always C is worth 0 at worst, and regrets 2 against C
 * (5 for 3) or 1 against D. Whoever leads, D follows. */
Test(pool, the_dilemma)
{
    thaw_setting setting;
    thaw_pool pool = dilemma_pool(&setting, 0.9);
    int against = -1;
    cr_assert_float_eq(pool.value[0][0], 3, 1e-12);
    cr_assert_float_eq(pool.value[1][0], 0, 1e-12);
    cr_assert_float_eq(pool.value[1][1], 5, 1e-12);
    cr_assert(isnan(pool.forecast[0][THAW_FORECAST_FROZEN]));
    cr_assert_eq(pool.stage->equilibria, 1);
    cr_assert_float_eq(pool.stage->equilibrium[0].chance[1], 1, 0);
    cr_assert_float_eq(thaw_pool_gain(&pool, &setting, pool.stage->equilibrium[0].chance, 0), 0, 0);
    static const double both_kind[] = {1, 0, 1, 0}, halves[] = {0.5, 0.5, 0.5, 0.5};
    cr_assert_float_eq(thaw_pool_gain(&pool, &setting, both_kind, 1), 2, 1e-12);
    cr_assert_float_eq(thaw_pool_gain(&pool, &setting, halves, 0), 3 - 2.25, 1e-12);
    cr_assert_eq(thaw_pool_best(&pool, 0, 0), 1);
    cr_assert_eq(thaw_pool_lead(&pool, 0), 1);
    cr_assert_float_eq(thaw_pool_worst(&pool, 0, 0, &against), 0, 1e-12);
    cr_assert_eq(against, 1);
    cr_assert_float_eq(thaw_pool_regret(&pool, 0, 0, &against), 2, 1e-12);
    cr_assert_eq(against, 0);
    cr_assert_float_eq(thaw_pool_regret(&pool, 0, 1, &against), 0, 0);
    thaw_pool_clear(&pool);
    thaw_setting_clear(&setting);
}

/* Of what is as good for the one that answers, or that leads, it takes what is best for the other
 * side, then the first by name, in whatever order the strategies stand. */
Test(pool, what_is_as_good_is_chosen_whatever_the_order)
{
    static const int orders[][3] = {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}};
    static const double of[3][2] = {{3, 1}, {3, 1 + 1e-14}, {0, 1 + 2e-14}};
    thaw_strategy us = {.name = "us"}, kept[3] = {{.name = "a"}, {.name = "b"}, {.name = "c"}};
    for (int k = 0; k < 3; k++) {
        double value[3][2];
        thaw_strategy *sides[2][3] = {{&us}};
        for (int at = 0; at < 3; at++) {
            sides[1][at] = &kept[orders[k][at]];
            for (int i = 0; i < 2; i++)
                value[at][i] = of[orders[k][at]][i];
        }
        const thaw_pool pool = {
            .count = {1, 3}, .side = {sides[0], sides[1]}, .value = value, .tie = {1e-12, 1e-12}};
        cr_assert_str_eq(sides[1][thaw_pool_best(&pool, 0, 0)]->name, "a", "order %d", k);
        cr_assert_str_eq(sides[1][thaw_pool_lead(&pool, 1)]->name, "a", "order %d", k);
    }
}

/* One strategy of a side is better by its side's whole range whatever the other does: its share is
 * the logistic function of time, 1 / (1 + e^-t). */
Test(replicator, a_dominant_strategy_spreads_logistically)
{
    double value[4][2] = {{0, 2}, {0, 2}, {7, 2}, {7, 2}};
    thaw_replicator run;
    cr_assert_eq(thaw_replicator_run((int[]){2, 2}, value, &run, NULL), THAW_OK);
    for (int s = 0; s < run.samples; s++) {
        cr_assert_float_eq(run.share[4 * s + 1], 1 / (1 + exp(-run.time[s])), 1e-7);
        cr_assert_float_eq(run.share[4 * s + 2], 0.5, 1e-12, "nothing to choose for the other");
    }
    cr_assert(run.settled);
    thaw_replicator_clear(&run);
}

/* While the other side's first strategy lasts, which its second displaces at a rate of 1/50, the
 * second of this side loses by 1; against what is left it is better by 1/100. It falls to 1e-15 and
 * is back after some 3500 units: shares that do not move before have not come to rest. */
Test(replicator, what_is_rare_and_spreads_is_not_at_rest)
{
    double value[6][2] = {{0, -0.02}, {0, 0}, {0, -1}, {-1, -0.02}, {0.01, 0}, {0, -1}};
    thaw_replicator run;
    cr_assert_eq(thaw_replicator_run((int[]){2, 3}, value, &run, NULL), THAW_OK);
    double least = 1;
    for (int s = 0; s < run.samples; s++)
        least = fmin(least, run.share[5 * s + 1]);
    cr_assert_lt(least, 1e-9);
    cr_assert(run.settled);
    cr_assert_float_eq(run.share[5 * (run.samples - 1) + 1], 1, 1e-9);
    thaw_replicator_clear(&run);
}

/* Matching pennies rests at the even mix (Hofbauer & Sigmund 1998, section 10.3). With a third coin
 * on one side it moves, and shares remain shares. */
Test(replicator, shares_remain_shares)
{
    double pennies[4][2] = {{1, -1}, {-1, 1}, {-1, 1}, {1, -1}};
    thaw_replicator run;
    cr_assert_eq(thaw_replicator_run((int[]){2, 2}, pennies, &run, NULL), THAW_OK);
    cr_assert(run.settled);
    cr_assert_float_eq(run.share[4 * (run.samples - 1)], 0.5, 1e-12);
    thaw_replicator_clear(&run);
    double uneven[6][2] = {{1, -1}, {-1, 1}, {-1, 1}, {1, -1}, {0.5, -0.5}, {-1, 1}};
    cr_assert_eq(thaw_replicator_run((int[]){3, 2}, uneven, &run, NULL), THAW_OK);
    for (int s = 0; s < run.samples; s++) {
        const double *share = run.share + 5 * s;
        cr_assert_float_eq(share[0] + share[1] + share[2], 1, 1e-12);
        cr_assert_float_eq(share[3] + share[4], 1, 1e-12);
        for (int k = 0; k < 5; k++)
            cr_assert_geq(share[k], 0);
    }
    thaw_replicator_clear(&run);
}
