/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about play against rational arithmetic: the values, losses and regret of no deal,
 * and of a month's equilibria, in games that are hard on floating point. Each game is drawn from a
 * seed of its own; THAW_SEED replays from one on, THAW_STRESS_GAMES says how many. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/judge.h"
#include "solvers/settings.h"
#include "solvers/stage.h"
#include "tests/support/exact.h"
#include "tests/support/sample_games.h"
#include "tests/support/stress_games.h"

enum { STATES = 3, GAMES = 1000 };

/* Rounding of a month's sums, in units of 2^-53 of the largest payoff. */
#define MONTH_UNITS 32.0

static double distance(double said, const mpq_t truth)
{
    mpq_t number;
    mpq_init(number);
    mpq_set_d(number, said);
    mpq_sub(number, number, truth);
    double off = fabs(mpq_get_d(number));
    mpq_clear(number);
    return off;
}

/* ---- no deal ---- */

typedef struct tally {
    int games, found, lost, numbers, wrong;
    double closest; /* the largest share of its bound that a number was off by */
} tally;

static void compare(tally *sum, double said, const mpq_t truth, double most, uint64_t seed,
                    const char *what)
{
    double off = distance(said, truth);
    sum->numbers++;
    sum->closest = fmax(sum->closest, off > 0 ? off / most : 0);
    sum->wrong += !(off <= most);
    cr_expect(off <= most, REPLAY ": %s %.17g is off by %g, not by %g", (unsigned long long)seed,
              what, said, off, most);
}

static void compare_play(const thaw_game *game, const solution *s, uint64_t seed, tally *sum)
{
    size_t actions = thaw_game_action_total(game);
    double *loss = calloc(actions, sizeof *loss), error[2];
    thaw_judgement judgement;
    cr_assert(loss);
    cr_assert_eq(
        thaw_judge_each(game, s->profile, s->values, NULL, 0, loss, error, &judgement, NULL),
        THAW_OK);
    exact_game exact = exact_game_of(game);
    mpq_t *values = exact_values(&exact, s->profile), truth;
    mpq_init(truth);
    for (int t = 0; t < game->states; t++)
        for (int i = 0; i < 2; i++) {
            double most = THAW_REGRET * thaw_game_range(game, i) +
                          THAW_TIE_ROUNDINGS * DBL_EPSILON * player_scale(game, i) + 2 * error[i];
            compare(sum, s->values[2 * t + i], values[2 * t + i], error[i], seed, "a value");
            for (int a = 0; a < thaw_game_action_count(game, t, i); a++) {
                exact_loss(&exact, s->profile, values, t, i, a, truth);
                double lost = loss[thaw_game_action_offset(game, t, i) + (size_t)a];
                compare(sum, lost, truth, 2 * error[i] + DBL_EPSILON / 2 * fabs(lost), seed,
                        "a loss");
                cr_expect(mpq_get_d(truth) >= -most, REPLAY ": no equilibrium",
                          (unsigned long long)seed);
            }
        }
    mpq_clear(truth);
    exact_free(values, (size_t)game->states * 2);
    exact_game_clear(&exact);
    free(loss);
}

Test(exact_play, no_deal_is_as_right_as_it_says)
{
    tally sum = {0};
    uint64_t first = first_seed(1);
    sum.games = stress_games_wanted(GAMES);
    for (int k = 0; k < sum.games; k++) {
        uint64_t seed = first + (uint64_t)k;
        dice d = dice_new(seed);
        thaw_game *game = stress_game(&d, STATES);
        solution s = solution_of(game);
        if (s.result.outcome == THAW_OUTCOME_CONVERGED) {
            sum.found++;
            compare_play(game, &s, seed, &sum);
        }
        solution_clear(&s);
        thaw_game_free(game);
    }
    printf("no deal: %d of %d found; of %d values and losses %d off by more than their bound, the "
           "nearest to it by %.2f of it\n",
           sum.found, sum.games, sum.numbers, sum.wrong, sum.closest);
    cr_expect_eq(sum.wrong, 0);
    cr_expect(sum.games < GAMES || sum.found * 2 > sum.games, "half is not found");
}

/* ---- a month ---- */

/* A player's largest exact gain from another action; 0 without one. */
static void month_gain(const exact_game *exact, const double *profile, int player, mpq_t *values,
                       mpq_t gain)
{
    mpq_t loss;
    mpq_init(loss);
    mpq_set_si(gain, 0, 1);
    for (int a = 0; a < thaw_game_action_count(exact->game, 0, player); a++) {
        exact_loss(exact, profile, values, 0, player, a, loss);
        mpq_neg(loss, loss);
        if (mpq_cmp(loss, gain) > 0)
            mpq_set(gain, loss);
    }
    mpq_clear(loss);
}

static double month_bound(const thaw_game *game, int player)
{
    return MONTH_UNITS * DBL_EPSILON / 2 * player_scale(game, player);
}

/* An equilibrium's values and regret are what they are said to be. */
static void compare_month(const exact_game *exact, const thaw_stage_equilibrium *e, uint64_t seed,
                          tally *sum)
{
    double most = 0;
    mpq_t *values = exact_values(exact, e->chance), gain;
    mpq_init(gain);
    for (int i = 0; i < 2; i++) {
        double off = month_bound(exact->game, i);
        compare(sum, e->value[i], values[i], off, seed, "a month's value");
        month_gain(exact, e->chance, i, values, gain);
        most = fmax(most, mpq_get_d(gain) - off);
    }
    sum->wrong += !(e->regret >= most);
    cr_expect(e->regret >= most, REPLAY ": a regret is %g, not %g", (unsigned long long)seed, most,
              e->regret);
    mpq_clear(gain);
    exact_free(values, 2);
}

static bool is_listed(const thaw_game *game, const int *actions, const thaw_stage *stage)
{
    size_t second = (size_t)thaw_game_action_count(game, 0, 0);
    for (size_t k = 0; k < stage->equilibria; k++) {
        const double *chance = stage->equilibrium[k].chance;
        if (chance[actions[0]] == 1 && chance[second + (size_t)actions[1]] == 1)
            return true;
    }
    return false;
}

/* Every pair of actions from which, in exact arithmetic, nobody gains is in the list. */
static void find_pure(const exact_game *exact, const thaw_stage *stage, uint64_t seed, tally *sum)
{
    const thaw_game *game = exact->game;
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        int actions[2];
        double chance[8] = {0};
        thaw_game_actions(game, 0, row, actions);
        chance[actions[0]] = 1;
        chance[thaw_game_action_count(game, 0, 0) + actions[1]] = 1;
        mpq_t *values = exact_values(exact, chance), gain;
        bool stays = true;
        mpq_init(gain);
        for (int i = 0; i < 2; i++) {
            month_gain(exact, chance, i, values, gain);
            stays = stays && mpq_sgn(gain) == 0;
        }
        bool missed = stays && !is_listed(game, actions, stage);
        sum->wrong += missed;
        cr_expect(!missed, REPLAY ": a pure equilibrium is not listed", (unsigned long long)seed);
        mpq_clear(gain);
        exact_free(values, 2);
    }
}

Test(exact_play, a_months_equilibria_are_as_right_as_they_say)
{
    tally sum = {0};
    uint64_t first = first_seed(1);
    sum.games = stress_games_wanted(GAMES);
    for (int k = 0; k < sum.games; k++) {
        uint64_t seed = first + (uint64_t)k;
        dice d = dice_new(seed);
        thaw_game *game = stress_game(&d, 1);
        game->discount[0] = game->discount[1] = 0;
        exact_game exact = exact_game_of(game);
        thaw_stage *stage = NULL;
        thaw_fault fault;
        thaw_status status = thaw_stage_solve(game, 0, NULL, &stage, &fault);
        cr_expect(status == THAW_OK || status == THAW_ENUMERIC, REPLAY ": %s",
                  (unsigned long long)seed, fault.text);
        sum.lost += status != THAW_OK;
        for (size_t e = 0; stage && e < stage->equilibria; e++, sum.found++)
            compare_month(&exact, &stage->equilibrium[e], seed, &sum);
        if (stage)
            find_pure(&exact, stage, seed, &sum);
        thaw_stage_free(stage);
        exact_game_clear(&exact);
        thaw_game_free(game);
    }
    printf("months: %d equilibria of %d games, %d games not solved; %d wrong; the nearest to its "
           "bound by %.2f of it\n",
           sum.found, sum.games, sum.lost, sum.wrong, sum.closest);
    cr_expect_eq(sum.wrong, 0);
    cr_expect_leq(sum.lost * 1000, sum.games);
}
