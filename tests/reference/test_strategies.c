/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies against published and hand-derived answers: the repeated dilemma with and without
 * noise, and deals, which are pairs of automata too. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <criterion/criterion.h>

#include "model/fentanyl.h"
#include "model/judge.h"
#include "tests/support/automata.h"
#include "tests/support/deals.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

/* Axelrod's payoffs: temptation, reward, punishment, sucker. */
static const double axelrod[4] = {5, 3, 1, 0};

static const double tit_for_tat[4] = {1, 0, 1, 0}, win_stay_lose_shift[4] = {1, 0, 0, 1},
                    never[4] = {0, 0, 0, 0};

static double value_against_itself(const thaw_game *game, const double after[4])
{
    thaw_strategy *one = memory_one(game, 0, 1, after), *two = memory_one(game, 1, 1, after);
    thaw_pair_answer pair = pair_of(game, one, two);
    double value = pair.value[0];
    cr_assert_float_eq(pair.value[0], pair.value[1], 1e-12, "both play the same");
    thaw_pair_clear(&pair);
    thaw_strategy_free(one);
    thaw_strategy_free(two);
    return value;
}

/* ---- noise ---- */

/* Tit for tat against itself. A side's action of month t goes back to one side's first, through t
 * noisy copies, and the two sides' to different ones: they are independent, and each is C with
 * chance c_t = (1 + x^(t + 1)) / 2, x = 1 - 2 noise. Payoffs sum up to
 *
 *     a + b (1 - d) x / (1 - d x) + c (1 - d) x^2 / (1 - d x^2)
 *     a = (T + R + P + S) / 4,  b = (R - P) / 2,  c = (R + P - T - S) / 4
 *
 * and a, what is left without discounting, is the noisy pair's published payoff: 2.25 (Nowak &
 * Sigmund 1992; Molander 1985). */
Test(strategies, noisy_tit_for_tat_against_itself)
{
    static const double noises[] = {0.001, 0.01, 0.1, 0.5}, discounts[] = {0, 0.5, 0.9, 0.999};
    double t = axelrod[0], r = axelrod[1], p = axelrod[2], s = axelrod[3];
    double a = (t + r + p + s) / 4, b = (r - p) / 2, c = (r + p - t - s) / 4;
    cr_assert_float_eq(a, 2.25, 0);
    for (int n = 0; n < 4; n++)
        for (int k = 0; k < 4; k++) {
            double x = 1 - 2 * noises[n], d = discounts[k];
            double expected =
                a + b * (1 - d) * x / (1 - d * x) + c * (1 - d) * x * x / (1 - d * x * x);
            thaw_game *game = noisy_dilemma_game(axelrod, noises[n], d);
            cr_assert_float_eq(value_against_itself(game, tit_for_tat), expected, 1e-11);
            thaw_game_free(game);
        }
}

/* Win-stay, lose-shift against itself: both mean the same, C when both came out the same, which
 * they do with chance e = (1 - noise)^2 + noise^2 whatever was meant (Nowak & Sigmund 1993). */
Test(strategies, noisy_win_stay_lose_shift_against_itself)
{
    static const double noises[] = {0.01, 0.2}, discounts[] = {0, 0.9, 0.999};
    double t = axelrod[0], r = axelrod[1], p = axelrod[2], s = axelrod[3];
    for (int n = 0; n < 2; n++)
        for (int k = 0; k < 3; k++) {
            double q = noises[n], d = discounts[k], e = (1 - q) * (1 - q) + q * q;
            double c = (1 - q) * (1 - q) * r + q * (1 - q) * (s + t) + q * q * p;
            double not_c = (1 - q) * (1 - q) * p + q * (1 - q) * (s + t) + q * q * r;
            double expected = (1 - d) * c + d * (e * c + (1 - e) * not_c);
            thaw_game *game = noisy_dilemma_game(axelrod, q, d);
            cr_assert_float_eq(value_against_itself(game, win_stay_lose_shift), expected, 1e-11);
            thaw_game_free(game);
        }
}

/* ---- zero determinants ---- */

/* The extortionate strategy of Press & Dyson 2012 with factor 3, with discounting (Hilbe, Traulsen
 * & Sigmund 2015). Let E be the mean over months with weights (1 - d) d^t. Of any sequence of
 * chances p_t to cooperate, E (d p_(t+1) - p_t) = -(1 - d) p_0. With p_(t+1) a function q of the
 * outcome of month t, and p_t that of having cooperated in it (1, 1, 0, 0 on average),
 *
 *     E (d q + (1 - d) p_0 - (1, 1, 0, 0)) = 0
 *
 * whatever the other does. Where the bracket is phi ((u_1 - P) - 3 (u_2 - P)), the payoffs lie on
 * the line v_1 - P = 3 (v_2 - P). */
static thaw_strategy *extortioner(const thaw_game *game, double discount)
{
    static const double phi = 0.05, factor = 3;
    double t = axelrod[0], r = axelrod[1], p = axelrod[2], s = axelrod[3];
    const double own[4] = {r, s, t, p}, others[4] = {r, t, s, p}, kept[4] = {1, 1, 0, 0};
    double after[4];
    for (int o = 0; o < 4; o++)
        after[o] = (kept[o] + phi * ((own[o] - p) - factor * (others[o] - p))) / discount;
    return memory_one(game, 0, 0, after);
}

Test(strategies, press_and_dyson_extort)
{
    static const double discounts[] = {0.9, 0.95, 0.99};
    dice d = dice_new(first_seed(4100));
    for (int k = 0; k < 3; k++) {
        thaw_game *game = noisy_dilemma_game(axelrod, 0, discounts[k]);
        thaw_strategy *one = extortioner(game, discounts[k]);
        for (int turn = 0; turn < 20; turn++) {
            thaw_strategy *two = turn == 0 ? memory_one(game, 1, 0, never)
                                           : random_strategy(&d, game, 1, 1 + turn % 4, 2);
            thaw_pair_answer pair = pair_of(game, one, two);
            cr_assert_float_eq(pair.value[0] - 1, 3 * (pair.value[1] - 1), 1e-10, REPLAY, SEED(d));
            thaw_pair_clear(&pair);
            thaw_strategy_free(two);
        }
        thaw_reply best = reply_to(game, one);
        cr_assert_geq(best.values[0], 1, "the extorted do best by giving in");
        thaw_reply_clear(&best);
        thaw_strategy_free(one);
        thaw_game_free(game);
    }
}

/* A strategy of that kind that sets the other's payoff (Boerlijst, Nowak & Sigmund 1997; Press &
 * Dyson 2012): with the bracket above phi (u_2 - 2), the other gets 2 whatever it does. */
Test(strategies, equalisers_set_the_other_sides_payoff)
{
    static const double discount = 0.95, phi = -0.2, level = 2, first = 0.5;
    double t = axelrod[0], r = axelrod[1], p = axelrod[2], s = axelrod[3];
    const double others[4] = {r, t, s, p}, kept[4] = {1, 1, 0, 0};
    double after[4];
    for (int o = 0; o < 4; o++)
        after[o] = (kept[o] + phi * (others[o] - level) - (1 - discount) * first) / discount;
    dice d = dice_new(first_seed(4200));
    thaw_game *game = noisy_dilemma_game(axelrod, 0, discount);
    thaw_strategy *one = memory_one(game, 0, first, after);
    for (int turn = 0; turn < 20; turn++) {
        thaw_strategy *two = random_strategy(&d, game, 1, 1 + turn % 4, 1);
        thaw_pair_answer pair = pair_of(game, one, two);
        cr_assert_float_eq(pair.value[1], level, 1e-10, REPLAY, SEED(d));
        thaw_pair_clear(&pair);
        thaw_strategy_free(two);
    }
    thaw_reply best = reply_to(game, one);
    cr_assert_float_eq(best.values[0], level, 1e-10, "the best of all replies gets it too");
    thaw_reply_clear(&best);
    thaw_strategy_free(one);
    thaw_game_free(game);
}

/* ---- what lasts ---- */

/* Tit for tat is a best reply to itself when the discount factor is at least
 * max((T - R) / (T - P), (T - R) / (R - S)) = 2/3 (Axelrod 1984, appendix B, proposition 2). Below,
 * defecting at once and every other month gains. */
Test(strategies, when_tit_for_tat_is_stable)
{
    static const double discounts[] = {0.1, 0.4, 0.66, 0.67, 0.9, 0.99};
    for (int k = 0; k < 6; k++) {
        double d = discounts[k];
        thaw_game *game = noisy_dilemma_game(axelrod, 0, d);
        thaw_setting setting = {.game = game};
        thaw_strategy *one = memory_one(game, 0, 1, tit_for_tat),
                      *two = memory_one(game, 1, 1, tit_for_tat);
        thaw_pair_answer pair = pair_of(game, one, two);
        thaw_reply best = reply_to(game, two);
        thaw_exit exit;
        const thaw_strategy *sides[2] = {one, two};
        cr_assert_eq(thaw_exit_find(&setting, sides, &pair, &best, &exit, NULL), THAW_OK);
        double always = (1 - d) * 5 + d * 1, alternate = 5 / (1 + d);
        cr_assert_float_eq(exit.gain, fmax(0, fmax(always, alternate) - 3), 1e-12);
        cr_assert_eq(exit.month, d < 2.0 / 3 ? 0 : -1);
        cr_assert_eq(exit.action, d < 2.0 / 3 ? 1 : -1);
        thaw_reply_clear(&best);
        thaw_pair_clear(&pair);
        thaw_strategy_free(one);
        thaw_strategy_free(two);
        thaw_game_free(game);
    }
}

/* ---- deals ---- */

static const char *const deals[] = {"partial_pressure@trigger:12", "full_calm+delist@grim",
                                    "full_calm@trigger:12", "partial_pause@trigger:3",
                                    "partial@trigger:1"};
enum { DEALS = sizeof deals / sizeof *deals };

/* The losses from departures in the plan's phase, by the judge, on the pair's own product. */
static void expect_slack(const thaw_setting *setting, const thaw_pair_answer *pair,
                         const thaw_deal_answer *answer)
{
    thaw_game *open = NULL;
    cr_assert_eq(thaw_product(setting->game, pair->machine, false, &open, NULL, NULL), THAW_OK);
    double *profile = calloc(thaw_game_action_total(open), sizeof *profile);
    double *loss = calloc(thaw_game_action_total(open), sizeof *loss);
    thaw_judgement judgement;
    for (int s = 0; s < open->states; s++)
        for (int i = 0; i < 2; i++) {
            int phase = s / pair->states, state = s % pair->states;
            int play = thaw_machine_play(pair->machine, phase, state)[i];
            for (int a = 0; a < thaw_game_action_count(open, s, i); a++)
                profile[thaw_game_action_offset(open, s, i) + (size_t)a] =
                    play >= 0 ? a == play : thaw_machine_mix(pair->machine, phase, state, i)[a];
        }
    cr_assert_eq(thaw_judge(open, profile, pair->values, NULL, loss, &judgement, NULL), THAW_OK);
    cr_assert_leq(judgement.residual, 1e-12);
    for (int i = 0; i < 2; i++) {
        const thaw_departure *binds = &answer->breach[i];
        cr_assert_float_eq(
            loss[thaw_game_action_offset(open, binds->state, i) + (size_t)binds->action],
            thaw_slack(answer, i), 1e-9);
    }
    free(profile);
    free(loss);
    thaw_game_free(open);
}

/* trigger:T as a pair of automata has the deal's values and slack; and by the one-shot deviation
 * principle (Blackwell 1965) the best departure of any kind gains, in some state of the plan's
 * phase, just where the deal breaks. partial_pause@trigger:3 breaks off the path only: there
 * nothing is gained from the first month on. */
Test(strategies, a_deal_is_a_pair_of_automata)
{
    thaw_scenario scenario = baseline();
    thaw_setting setting = setting_of(&scenario);
    for (int k = 0; k < DEALS; k++) {
        thaw_deals named = deal_named(&setting, deals[k]);
        thaw_deal_answer answer = answer_to(&setting, deals[k]);
        thaw_strategy *side[2];
        for (int i = 0; i < 2; i++)
            side[i] = deal_side(&setting, &named.items[0], &answer, i);
        const thaw_strategy *sides[2] = {side[0], side[1]};
        thaw_pair_answer pair;
        cr_assert_eq(thaw_pair_solve(&setting, sides, NULL, &pair, NULL), THAW_OK);
        cr_assert_eq(pair.machine->phases, 2, "both know the phase");
        cr_assert_leq(
            largest_difference(pair.values, answer.values, (size_t)setting.game->states * 4), 1e-9,
            "%s", deals[k]);
        expect_slack(&setting, &pair, &answer);
        double gain = 0;
        for (int i = 0; i < 2; i++) {
            thaw_reply best = reply_to(setting.game, sides[1 - i]);
            for (int s = 0; s < setting.game->states; s++)
                gain = fmax(gain, best.values[s] - pair.values[2 * s + i]);
            thaw_reply_clear(&best);
        }
        thaw_strategy_free(side[0]);
        thaw_strategy_free(side[1]);
        cr_assert_eq(gain > 1e-9, answer.verdict == THAW_BREAKS, "%s: %g", deals[k], gain);
        thaw_pair_clear(&pair);
        thaw_deal_answer_clear(&answer);
        thaw_deals_clear(&named);
    }
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

/* ---- by hand ---- */

/* Where nothing ever moves, always the same pair is worth that month's payoffs: those of
 * docs/model.md section 4, in calm+listed. */
Test(strategies, always_the_same_where_nothing_moves)
{
    static const struct {
        const char *us, *china;
        double value[2];
    } rows[] = {
        {"always-relief", "always-none", {-0.70, 0.30}},
        {"always-steady", "always-none", {0.20, -0.70}},
        {"always-pressure", "always-none", {0.30, -1.70}},
        {"always-relief", "always-partial", {0.175, 0.27}},
        {"always-steady", "always-partial", {1.075, -0.73}},
        {"always-pressure", "always-partial", {1.175, -1.73}},
        {"always-relief", "always-full", {3.05, -1.50}},
        {"always-steady", "always-full", {3.95, -2.50}},
        {"always-pressure", "always-full", {4.05, -3.50}},
        {"engage-in-calm", "linkage", {3.05, -1.50}},
        {"relief-if-frozen", "opportunist", {0.20, -0.70}},
        /* 36 months of relief, 12 of pressure: the clock weighs months by d^t */
        {"election-cycle", "always-none", {NAN, NAN}},
    };
    thaw_scenario scenario = baseline_with(
        SETS("tension.calm_to_tense=0", "tension.calm_to_crisis=0", "tension.pressure_raises=0",
             "listing.review=0", "shock.taiwan_visit.rate=0", "shock.indictments.rate=0"));
    for (size_t k = 0; k < scenario.shock_count; k++)
        scenario.shocks[k].rate = 0;
    thaw_setting setting = setting_of(&scenario);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        thaw_strategy *us = strategy_named(&setting, THAW_US, rows[k].us),
                      *china = strategy_named(&setting, THAW_CHINA, rows[k].china);
        const thaw_strategy *sides[2] = {us, china};
        thaw_pair_answer pair;
        cr_assert_eq(thaw_pair_solve(&setting, sides, NULL, &pair, NULL), THAW_OK);
        for (int i = 0; i < 2; i++) {
            double d = setting.game->discount[i], kept = (1 - pow(d, 36)) / (1 - pow(d, 48));
            double expected = isnan(rows[k].value[i])
                                  ? kept * rows[0].value[i] + (1 - kept) * rows[2].value[i]
                                  : rows[k].value[i];
            cr_assert_float_eq(pair.value[i], expected, 1e-12, "%s/%s", rows[k].us, rows[k].china);
        }
        thaw_pair_clear(&pair);
        thaw_strategy_free(us);
        thaw_strategy_free(china);
    }
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}
