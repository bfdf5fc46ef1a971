/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of strategies, on random games and random automata. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/strategies.h"
#include "solvers/markov.h"
#include "solvers/pool.h"
#include "solvers/settings.h"
#include "tests/support/automata.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

enum { CASES = 25 };

/* A random game of two players with three public signals. */
static thaw_game *noisy_game(dice *d)
{
    thaw_game *plain = random_game(d, (random_shape){2, dice_int(d, 1, 4), 1, 3, 0.98});
    thaw_game *game = NULL;
    cr_assert_eq(thaw_game_new(2, plain->states, plain->action_count, 3, false, &game, NULL),
                 THAW_OK);
    size_t rows = thaw_game_rows(plain);
    memcpy(game->discount, plain->discount, 2 * sizeof *game->discount);
    memcpy(game->payoff, plain->payoff, rows * 2 * sizeof *game->payoff);
    memcpy(game->next, plain->next, rows * (size_t)plain->states * sizeof *game->next);
    for (size_t row = 0; row < rows; row++) {
        double one = dice_real(d, 0, 1), two = dice_real(d, 0, 1 - one);
        game->signal[3 * row] = one;
        game->signal[3 * row + 1] = two;
        game->signal[3 * row + 2] = 1 - one - two;
    }
    thaw_game_free(plain);
    return game;
}

/* What every player plays, in a product in which all actions are open. */
static double *mixes_of(const thaw_pair_answer *pair, const thaw_game *open)
{
    double *profile = calloc(thaw_game_action_total(open), sizeof *profile);
    for (int s = 0; s < open->states; s++)
        for (int i = 0; i < 2; i++) {
            int phase = s / pair->states, state = s % pair->states;
            memcpy(profile + thaw_game_action_offset(open, s, i),
                   thaw_machine_mix(pair->machine, phase, state, i),
                   (size_t)thaw_game_action_count(open, s, i) * sizeof *profile);
        }
    return profile;
}

/* Averaging mixes into one action and eliminating row by row gives what the open product gives to
 * dense elimination. */
Test(strategy_laws, both_ways_to_the_values_agree)
{
    for (int k = 0; k < CASES; k++) {
        dice d = dice_new(first_seed(5000) + (uint64_t)k);
        thaw_game *game = noisy_game(&d), *open = NULL;
        thaw_strategy *one = random_strategy(&d, game, 0, dice_int(&d, 1, 4), dice_int(&d, 1, 3)),
                      *two = random_strategy(&d, game, 1, dice_int(&d, 1, 4), dice_int(&d, 1, 3));
        thaw_pair_answer pair = pair_of(game, one, two);
        cr_assert_eq(thaw_product(game, pair.machine, false, &open, NULL, NULL), THAW_OK);
        double *profile = mixes_of(&pair, open),
               *values = calloc((size_t)open->states * 2, sizeof *values);
        cr_assert_eq(thaw_evaluate(open, profile, values, NULL), THAW_OK);
        cr_assert_leq(largest_difference(values, pair.values, (size_t)open->states * 2), 1e-11,
                      REPLAY, SEED(d));
        cr_assert_leq(pair.residual, 1e-13, REPLAY, SEED(d));
        free(profile);
        free(values);
        thaw_game_free(open);
        thaw_pair_clear(&pair);
        thaw_strategy_free(one);
        thaw_strategy_free(two);
        thaw_game_free(game);
    }
}

/* The best reply is worth at least what any strategy is, whatever it remembers; the judge finds no
 * gain; and played as an automaton it is worth what it says. */
Test(strategy_laws, no_strategy_beats_the_best_reply)
{
    for (int k = 0; k < CASES; k++) {
        dice d = dice_new(first_seed(5100) + (uint64_t)k);
        thaw_game *game = noisy_game(&d);
        int player = dice_int(&d, 0, 1);
        thaw_strategy *other =
            random_strategy(&d, game, 1 - player, dice_int(&d, 1, 4), dice_int(&d, 1, 3));
        thaw_reply best = reply_to(game, other);
        cr_assert_leq(best.judgement.regret, THAW_REGRET, REPLAY, SEED(d));
        for (int turn = 0; turn < 10; turn++) {
            thaw_strategy *own = random_strategy(&d, game, player, dice_int(&d, 1, 4), 2);
            thaw_pair_answer pair =
                player == 0 ? pair_of(game, own, other) : pair_of(game, other, own);
            cr_assert_geq(best.values[0] - pair.value[player], -1e-12, REPLAY, SEED(d));
            thaw_pair_clear(&pair);
            thaw_strategy_free(own);
        }
        thaw_strategy *reply = NULL;
        cr_assert_eq(thaw_strategy_new(game, player, "reply", other->memories, other->cuts,
                                       other->cut, &reply, NULL),
                     THAW_OK);
        for (int m = 0; m < other->memories; m++)
            for (int s = 0; s < game->states; s++) {
                int action = best.action[m * game->states + s];
                thaw_strategy_play(reply, m, s, action < 0 ? 0 : action);
                memcpy(thaw_strategy_next(reply, m, s, 0), thaw_strategy_next(other, m, s, 0),
                       (size_t)(other->signals * other->cuts) * sizeof *other->next);
            }
        thaw_pair_answer pair =
            player == 0 ? pair_of(game, reply, other) : pair_of(game, other, reply);
        cr_assert_float_eq(pair.value[player], best.values[0], 1e-11, REPLAY, SEED(d));
        thaw_pair_clear(&pair);
        thaw_strategy_free(reply);
        thaw_reply_clear(&best);
        thaw_strategy_free(other);
        thaw_game_free(game);
    }
}

/* The same strategy with its memory states numbered otherwise; the first stays the first. */
static thaw_strategy *renumbered(const thaw_game *game, const thaw_strategy *s, const int *to)
{
    thaw_strategy *r = NULL;
    cr_assert_eq(
        thaw_strategy_new(game, s->player, s->name, s->memories, s->cuts, s->cut, &r, NULL),
        THAW_OK);
    for (int m = 0; m < s->memories; m++)
        for (int t = 0; t < s->states; t++) {
            memcpy(thaw_strategy_mix(r, to[m], t), thaw_strategy_mix(s, m, t),
                   (size_t)s->most * sizeof *s->mix);
            for (int k = 0; k < s->signals * s->cuts; k++)
                thaw_strategy_next(r, to[m], t, 0)[k] = to[thaw_strategy_next(s, m, t, 0)[k]];
        }
    return r;
}

Test(strategy_laws, names_of_memory_states_mean_nothing)
{
    for (int k = 0; k < CASES; k++) {
        dice d = dice_new(first_seed(5200) + (uint64_t)k);
        thaw_game *game = noisy_game(&d);
        thaw_strategy *one = random_strategy(&d, game, 0, 4, 2),
                      *two = random_strategy(&d, game, 1, 3, 3);
        int to[4];
        dice_shuffle(&d, to, 4);
        for (int m = 1; m < 4; m++)
            if (to[m] == 0) {
                to[m] = to[0];
                to[0] = 0;
            }
        thaw_strategy *same = renumbered(game, one, to);
        thaw_pair_answer a = pair_of(game, one, two), b = pair_of(game, same, two);
        thaw_reply r = reply_to(game, one), q = reply_to(game, same);
        for (int i = 0; i < 2; i++)
            cr_assert_float_eq(a.value[i], b.value[i], 1e-12, REPLAY, SEED(d));
        cr_assert_float_eq(r.values[0], q.values[0], 1e-12, REPLAY, SEED(d));
        thaw_reply_clear(&r);
        thaw_reply_clear(&q);
        thaw_pair_clear(&a);
        thaw_pair_clear(&b);
        thaw_strategy_free(one);
        thaw_strategy_free(same);
        thaw_strategy_free(two);
        thaw_game_free(game);
    }
}

/* Payoffs times a > 0 plus b: values too, and nobody replies otherwise. */
Test(strategy_laws, payoffs_may_be_scaled_and_moved)
{
    for (int k = 0; k < CASES; k++) {
        dice d = dice_new(first_seed(5300) + (uint64_t)k);
        thaw_game *game = noisy_game(&d);
        thaw_strategy *one = random_strategy(&d, game, 0, 3, 2),
                      *two = random_strategy(&d, game, 1, 3, 2);
        thaw_pair_answer before = pair_of(game, one, two);
        thaw_reply first = reply_to(game, two);
        double a = dice_real(&d, 0.1, 10), b = dice_real(&d, -5, 5);
        for (size_t row = 0; row < thaw_game_rows(game); row++)
            game->payoff[2 * row] = a * game->payoff[2 * row] + b;
        thaw_pair_answer after = pair_of(game, one, two);
        thaw_reply second = reply_to(game, two);
        cr_assert_float_eq(after.value[0], a * before.value[0] + b, 1e-10, REPLAY, SEED(d));
        cr_assert_float_eq(after.value[1], before.value[1], 1e-12, REPLAY, SEED(d));
        cr_assert_float_eq(second.values[0], a * first.values[0] + b, 1e-10, REPLAY, SEED(d));
        thaw_reply_clear(&first);
        thaw_reply_clear(&second);
        thaw_pair_clear(&before);
        thaw_pair_clear(&after);
        thaw_strategy_free(one);
        thaw_strategy_free(two);
        thaw_game_free(game);
    }
}

/* ---- the pool ---- */

static thaw_pool whole_pool(const thaw_setting *setting)
{
    thaw_strategy *strategies[2][THAW_STRATEGIES_MAX];
    thaw_strategy **const side[2] = {strategies[0], strategies[1]};
    int count[2];
    for (int i = 0; i < 2; i++) {
        const char *names[THAW_STRATEGIES_MAX];
        count[i] = (int)thaw_strategy_names(setting->scenario, i, names);
        for (int k = 0; k < count[i]; k++)
            strategies[i][k] = strategy_named(setting, i, names[k]);
    }
    thaw_pool pool;
    thaw_fault fault;
    cr_assert_eq(thaw_pool_solve(setting, side, count, NULL, 2, &pool, &fault), THAW_OK, "%s",
                 fault.text);
    return pool;
}

/* Every equilibrium is judged; no strategy is worth more than the best reply; what the best reply
 * gains is never negative. Two settings whose pools have pure and mixed equilibria. */
Test(strategy_laws, a_pool_is_judged)
{
    const char *const *const settings[] = {SETS("initial.tension=calm"), SETS("listing.rule=fixed"),
                                           SETS("monitoring.kind=perfect")};
    for (int k = 0; k < 3; k++) {
        thaw_scenario scenario = baseline_with(settings[k]);
        thaw_setting setting = setting_of(&scenario);
        thaw_pool pool = whole_pool(&setting);
        cr_assert_geq(pool.stage->equilibria, 1, "a finite game has an equilibrium (Nash 1951)");
        for (size_t e = 0; e < pool.stage->equilibria; e++) {
            cr_assert_leq(pool.stage->equilibrium[e].regret, 1e-8);
            for (int i = 0; i < 2; i++)
                cr_assert_geq(thaw_pool_gain(&pool, &setting, pool.stage->equilibrium[e].chance, i),
                              0);
        }
        for (int us = 0; us < pool.count[0]; us++)
            for (int china = 0; china < pool.count[1]; china++) {
                const double *value = pool.value[us * pool.count[1] + china];
                cr_assert_geq(pool.reply[0][china].values[setting.initial] - value[0], -1e-10);
                cr_assert_geq(pool.reply[1][us].values[setting.initial] - value[1], -1e-10);
            }
        thaw_pool_clear(&pool);
        thaw_setting_clear(&setting);
        thaw_scenario_clear(&scenario);
    }
}
