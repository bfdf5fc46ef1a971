/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals judged departure by departure: games with answers by hand. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/fentanyl.h"
#include "solvers/deals.h"
#include "tests/support/deals.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

static const double dilemma[] = {3, 3, 0, 5, 5, 0, 1, 1};

/* The dilemma repeated, starting in it, with cooperation promised under a punishment. */
static thaw_deal_answer cooperate(double discount, const char *deal)
{
    thaw_setting setting;
    cr_assert_eq(thaw_setting_of_game(one_state_game(2, (int[]){2, 2}, dilemma, discount), 0,
                                      &setting, NULL),
                 THAW_OK);
    thaw_deal_answer answer = answer_to(&setting, deal);
    thaw_setting_clear(&setting);
    return answer;
}

/* Grim: departing pays (1 - d) 5 + d 1 for ever against 3: the loss is 4 d - 2, nothing at d = 1/2
 * (Friedman 1971). */
Test(trigger, grim_in_the_dilemma)
{
    static const double discounts[] = {0, 0.3, 0.49, 0.51, 0.9, 0.99};
    for (int k = 0; k < 6; k++) {
        thaw_deal_answer a = cooperate(discounts[k], "a0/a0@grim");
        double loss = 4 * discounts[k] - 2;
        cr_assert_eq(a.verdict, loss > 0 ? THAW_HOLDS : THAW_BREAKS);
        for (int i = 0; i < 2; i++) {
            cr_assert_float_eq(thaw_slack(&a, i), loss, 1e-12);
            cr_assert(a.breach[i].state == 0 && a.breach[i].action == 1);
            cr_assert(isnan(a.more[i].loss), "without ranks every departure is a breach");
            cr_assert_float_eq(a.values[i], 3, 1e-12);
            cr_assert_float_eq(a.values[2 + i], 1, 1e-12);
        }
        cr_assert(a.both_would_return);
        cr_assert_not(a.tied);
        cr_assert_not(a.asks_too_little);
        thaw_deal_answer_clear(&a);
    }
}

/* At d = 1/2 the loss is 0 but for rounding: undecided. */
Test(trigger, a_loss_within_rounding_is_undecided)
{
    thaw_deal_answer a = cooperate(0.5, "a0/a0@grim");
    cr_assert_eq(a.verdict, THAW_UNDECIDED);
    cr_assert_leq(fabs(thaw_slack(&a, 0)), 2 * a.error);
    thaw_deal_answer_clear(&a);
}

/* Trigger of mean T: the punished value P = (1 - d) 1 + d ((1 - 1/T) P + 3 / T); what a departure
 * loses is 3 - (1 - d) 5 - d P. */
Test(trigger, a_coin_ends_the_punishment)
{
    static const double d = 0.8, months[] = {1, 2, 3.5, 12};
    for (int k = 0; k < 4; k++) {
        char name[32];
        snprintf(name, sizeof name, "a0/a0@trigger:%g", months[k]);
        thaw_deal_answer a = cooperate(d, name);
        double punished = ((1 - d) + 3 * d / months[k]) / (1 - d * (1 - 1 / months[k]));
        cr_assert_float_eq(a.values[2], punished, 1e-12);
        cr_assert_float_eq(thaw_slack(&a, 0), 3 - 5 * (1 - d) - d * punished, 1e-12);
        thaw_deal_answer_clear(&a);
    }
}

/* With no deal known, grim gives the same as when it must be found. */
Test(trigger, no_deal_can_be_reused)
{
    thaw_scenario scenario = baseline();
    thaw_setting setting = setting_of(&scenario);
    thaw_no_deal no_deal;
    cr_assert_eq(thaw_no_deal_solve(&setting, NULL, &no_deal, NULL), THAW_OK);
    thaw_deals deals = deal_named(&setting, "full_calm@grim");
    thaw_deal_answer known, found = answer_to(&setting, "full_calm@grim");
    cr_assert_eq(thaw_trigger_solve(&setting, &deals.items[0], &no_deal, NULL, NULL, &known, NULL),
                 THAW_OK);
    cr_assert_lt(largest_difference(known.values, found.values, (size_t)setting.game->states * 4),
                 1e-10);
    cr_assert_eq(known.verdict, found.verdict);
    thaw_deal_answer_clear(&known);
    thaw_deal_answer_clear(&found);
    thaw_deals_clear(&deals);
    thaw_no_deal_clear(&no_deal);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

/* One player, actions "less" (rank 0), "promised" (1), "more" (2) in one state with no punishment
 * to speak of, paying 0, 1 and `more`. */
static thaw_deal_answer one_player(double less, double more)
{
    thaw_setting setting;
    thaw_game *game = NULL;
    cr_assert_eq(thaw_game_new(1, 1, (int[]){3}, 0, true, &game, NULL), THAW_OK);
    for (int a = 0; a < 3; a++) {
        game->next[a] = 1;
        game->payoff[a] = a == 0 ? less : a == 1 ? 1 : more;
        game->action_rank[0][a] = a;
    }
    cr_assert_eq(thaw_setting_of_game(game, 0, &setting, NULL), THAW_OK);
    thaw_punishment punishment = {THAW_TRIGGER, 1};
    thaw_deals deals = {0};
    thaw_deal_answer answer;
    cr_assert_eq(thaw_deals_add_play(&setting, "play", (int[]){1}, &punishment, &deals, NULL),
                 THAW_OK);
    cr_assert_eq(thaw_trigger_solve(&setting, &deals.items[0], NULL, NULL, NULL, &answer, NULL),
                 THAW_OK);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
    return answer;
}

Test(trigger, giving_more_is_told_from_a_breach)
{
    thaw_deal_answer a = one_player(0, 0.4);
    cr_assert_eq(a.verdict, THAW_HOLDS);
    cr_assert_float_eq(a.breach[0].loss, 1, 1e-14);
    cr_assert_float_eq(a.more[0].loss, 0.6, 1e-14);
    thaw_deal_answer_clear(&a);
    a = one_player(0, 1.5);
    cr_assert_eq(a.verdict, THAW_BREAKS);
    cr_assert(a.asks_too_little);
    cr_assert_float_eq(a.more[0].loss, -0.5, 1e-14);
    thaw_deal_answer_clear(&a);
    a = one_player(1.2, 1.5);
    cr_assert_eq(a.verdict, THAW_BREAKS);
    cr_assert_not(a.asks_too_little);
    thaw_deal_answer_clear(&a);
}

/* What pays exactly the same and leads to the same is a tie: the deal holds, tied. */
Test(trigger, ties_hold)
{
    thaw_game *game = NULL;
    thaw_setting setting;
    /* the signal never tells the first action from the second; a third differs */
    cr_assert_eq(thaw_game_new(1, 1, (int[]){3}, 2, false, &game, NULL), THAW_OK);
    for (int a = 0; a < 3; a++) {
        game->next[a] = 1;
        game->payoff[a] = a < 2 ? 0.3 : 0.1 + 0.2;
        game->signal[a * 2] = a < 2;
        game->signal[a * 2 + 1] = a == 2;
    }
    game->payoff[2] = 0;
    cr_assert_eq(thaw_setting_of_game(game, 0, &setting, NULL), THAW_OK);
    thaw_punishment grim = {THAW_GRIM, HUGE_VAL};
    thaw_deals deals = {0};
    thaw_deal_answer a;
    cr_assert_eq(thaw_deals_add_play(&setting, "play", (int[]){0}, &grim, &deals, NULL), THAW_OK);
    cr_assert_eq(thaw_trigger_solve(&setting, &deals.items[0], NULL, NULL, NULL, &a, NULL),
                 THAW_OK);
    cr_assert_eq(a.verdict, THAW_HOLDS);
    cr_assert_not(a.tied, "the same payoff, chances and signals: no departure at all");
    cr_assert_eq(a.breach[0].action, 2);
    thaw_deal_answer_clear(&a);
    /* another month's signal, which keeps to the plan as well, makes it a departure that loses 0 */
    game->signal[2] = game->signal[3] = 0.5;
    deals.items[0].keeps[1] = true;
    cr_assert_eq(thaw_trigger_solve(&setting, &deals.items[0], NULL, NULL, NULL, &a, NULL),
                 THAW_OK);
    cr_assert_eq(a.verdict, THAW_HOLDS);
    cr_assert(a.tied);
    cr_assert_float_eq(a.breach[0].loss, 0, 0);
    thaw_deal_answer_clear(&a);
    /* 0.1 + 0.2 is more than 0.3, by less than can be told from nothing */
    game->payoff[1] = 0.1 + 0.2;
    cr_assert_eq(thaw_trigger_solve(&setting, &deals.items[0], NULL, NULL, NULL, &a, NULL),
                 THAW_OK);
    cr_assert_eq(a.verdict, THAW_UNDECIDED);
    thaw_deal_answer_clear(&a);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
}

/* Where one payoff is all there is every departure loses 0, for certain: every deal holds, tied. */
Test(trigger, who_never_minds_keeps_any_deal)
{
    for (int k = 0; k < 2; k++) {
        const double payoffs[] = {0.7 * k, 0.7 * k, 0.7 * k, 0.7 * k};
        thaw_setting setting;
        cr_assert_eq(
            thaw_setting_of_game(one_state_game(1, (int[]){4}, payoffs, 0.75), 0, &setting, NULL),
            THAW_OK);
        thaw_deal_answer a = answer_to(&setting, "a1@grim");
        cr_assert(a.verdict == THAW_HOLDS && a.tied);
        thaw_deal_answer_clear(&a);
        a = answer_to(&setting, "a1@trigger:3");
        cr_assert(a.verdict == THAW_HOLDS && a.tied);
        cr_assert_float_eq(a.breach[0].loss, 0, 0);
        thaw_deal_answer_clear(&a);
        thaw_setting_clear(&setting);
    }
}

/* The dilemma, which ends in a state where both still choose, and get `end` and, by the second's
 * action 1, `other`: what is done there matters to nobody where the two are the same. */
static thaw_deal_answer cooperate_to_the_end(double end, double other, double last)
{
    thaw_game *game = blank_game(2, 3, (int[]){2, 2, 2, 2, 1, 1}, 0.9);
    memcpy(game->payoff, dilemma, sizeof dilemma);
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        bool ends = row >= 4;
        game->next[row * 3] = ends ? 0 : 0.95;
        game->next[row * 3 + 1] = row == 8 ? 0 : ends ? 0.5 : 0.05;
        game->next[row * 3 + 2] = row == 8 ? 1 : ends ? 0.5 : 0;
        for (size_t i = 0; i < 2 && ends; i++)
            game->payoff[row * 2 + i] = row == 8 ? last : row % 2 ? other : end;
    }
    thaw_setting setting;
    cr_assert_eq(thaw_setting_of_game(game, 0, &setting, NULL), THAW_OK);
    thaw_deal_answer answer = answer_to(&setting, "a0/a0@grim");
    thaw_setting_clear(&setting);
    return answer;
}

Test(trigger, what_matters_to_nobody_is_a_tie)
{
    static const double ends[] = {0, 0.1, -0.7};
    for (int k = 0; k < 3; k++) {
        thaw_deal_answer a = cooperate_to_the_end(ends[k], ends[k], ends[k]);
        cr_assert(a.verdict == THAW_HOLDS && a.tied);
        thaw_deal_answer_clear(&a);
        /* nearly the same: no rounding excuses that */
        a = cooperate_to_the_end(ends[k], ends[k] + 0x1p-52, ends[k]);
        cr_assert_eq(a.verdict, THAW_UNDECIDED);
        thaw_deal_answer_clear(&a);
        /* something else later on, to which nobody's action leads */
        a = cooperate_to_the_end(ends[k], ends[k], ends[k] + 1);
        cr_assert(a.verdict == THAW_HOLDS && a.tied);
        thaw_deal_answer_clear(&a);
    }
}

/* Who gets the same in a state whatever is done there, while chance alone leads on, has no reason
 * to depart: chances that do not sum to 1 to the last bit, and other payoffs in other states,
 * change nothing about that. */
Test(trigger, an_onlooker_ties)
{
    thaw_game *game = blank_game(2, 2, (int[]){2, 2, 1, 2}, 0.9);
    memcpy(game->payoff, dilemma, sizeof dilemma);
    for (size_t row = 0; row < 6; row++) {
        game->next[row * 2] = row < 4 ? 0.9 : 0.7;
        game->next[row * 2 + 1] = row < 4 ? 0.1 : 0.3;
        game->payoff[row * 2 + 1] = row < 4 ? 5.3 : -1.7;
    }
    thaw_setting setting;
    cr_assert_eq(thaw_setting_of_game(game, 0, &setting, NULL), THAW_OK);
    thaw_deal_answer a = answer_to(&setting, "a1/a0,a0/a0@trigger:3");
    cr_assert(a.verdict == THAW_HOLDS && a.tied);
    thaw_deal_answer_clear(&a);
    /* not where an action of either side moves the chances */
    game->next[0] = 0.8;
    game->next[1] = 0.2;
    a = answer_to(&setting, "a1/a0,a0/a0@trigger:3");
    cr_assert_neq(a.verdict, THAW_HOLDS);
    thaw_deal_answer_clear(&a);
    thaw_setting_clear(&setting);
}

/* With discount factor 0 what follows counts for nothing: equal payoffs tie, nearly equal ones do
 * not. */
Test(trigger, without_tomorrow_equal_payoffs_tie)
{
    for (int k = 0; k < 2; k++) {
        const double payoffs[] = {0.3, 5, 0.3, 9, 0.3 + k * 0x1p-54, 1, 0.1, 0};
        thaw_setting setting;
        cr_assert_eq(
            thaw_setting_of_game(one_state_game(2, (int[]){2, 2}, payoffs, 0), 0, &setting, NULL),
            THAW_OK);
        setting.game->payoff[3] = 4;
        thaw_deal_answer a = answer_to(&setting, "a0/a0@grim");
        cr_assert_eq(a.verdict, k ? THAW_UNDECIDED : THAW_HOLDS);
        cr_assert_eq(a.tied, k == 0);
        thaw_deal_answer_clear(&a);
        thaw_setting_clear(&setting);
    }
}

/* What cannot be reached does not count: state 1 tempts, and nothing leads there. */
Test(trigger, only_reachable_states_count)
{
    thaw_game *game = blank_game(1, 2, (int[]){2, 2}, 0.5);
    game->payoff[0] = 1;
    game->payoff[3] = 100;
    for (int initial = 0; initial < 2; initial++) {
        thaw_setting setting = {.game = game, .initial = initial};
        thaw_deal_answer a = answer_to(&setting, "a0@grim");
        cr_assert_eq(a.verdict, initial == 0 ? THAW_HOLDS : THAW_BREAKS);
        cr_assert_eq(a.reachable[1], initial == 1);
        thaw_deal_answer_clear(&a);
    }
    thaw_game_free(game);
}

/* A punishment phase that was not found leaves the verdict open. */
Test(trigger, without_a_punishment_phase_there_is_no_verdict)
{
    thaw_scenario scenario = baseline();
    thaw_setting setting = setting_of(&scenario);
    thaw_deals deals = deal_named(&setting, "full@trigger:12");
    thaw_markov_settings settings = {.step_limit = 2};
    thaw_deal_answer a;
    cr_assert_eq(thaw_trigger_solve(&setting, &deals.items[0], NULL, NULL, &settings, &a, NULL),
                 THAW_OK);
    cr_assert_eq(a.verdict, THAW_UNDECIDED);
    cr_assert_eq(a.punishment.outcome, THAW_OUTCOME_STEP_LIMIT);
    thaw_deal_answer_clear(&a);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

/* A feature that is 1 in every month sums to the months; months of the plan's phase come last. In
 * the dilemma nobody departs and actions are seen: all months are the plan's. */
Test(trigger, forecast_counts_months)
{
    thaw_setting setting;
    cr_assert_eq(
        thaw_setting_of_game(one_state_game(2, (int[]){2, 2}, dilemma, 0.9), 0, &setting, NULL),
        THAW_OK);
    const double feature[] = {1, 1, 1, 1};
    thaw_forecast_request request = {24, 1, feature};
    thaw_deals deals = deal_named(&setting, "a0/a0@grim");
    thaw_deal_answer a;
    cr_assert_eq(thaw_trigger_solve(&setting, &deals.items[0], NULL, &request, NULL, &a, NULL),
                 THAW_OK);
    cr_assert_float_eq(a.forecast[0], 24, 1e-12);
    cr_assert_float_eq(a.forecast[1], 24, 1e-12);
    thaw_deal_answer_clear(&a);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
}

Test(trigger, price)
{
    cr_assert_float_eq(thaw_price(0.02, 0.99), 2, 1e-12);
    cr_assert_float_eq(thaw_price(-0.02, 0), -0.02, 0);
}

/* Losses that are not numbers prove nothing: mutual defection is worth nobody knows what, in a game
 * that was spoilt behind its setting. */
Test(trigger, payoffs_that_are_no_numbers_leave_the_verdict_open)
{
    thaw_game *game = one_state_game(2, (int[]){2, 2}, dilemma, 0.9);
    thaw_setting setting;
    cr_assert_eq(thaw_setting_of_game(game, 0, &setting, NULL), THAW_OK);
    cr_assert_eq(setting.game, game);
    game->payoff[6] = game->payoff[7] = NAN;
    thaw_no_deal known = {.profile = (double[]){0, 1, 0, 1},
                          .values = (double[]){NAN, NAN},
                          .result = {.outcome = THAW_OUTCOME_CONVERGED}};
    thaw_deals deals = deal_named(&setting, "a0/a0@grim");
    thaw_deal_answer a;
    cr_assert_eq(thaw_trigger_solve(&setting, &deals.items[0], &known, NULL, NULL, &a, NULL),
                 THAW_OK);
    cr_assert_eq(a.verdict, THAW_UNDECIDED);
    thaw_deal_answer_clear(&a);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
}
