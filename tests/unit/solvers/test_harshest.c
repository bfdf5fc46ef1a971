/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals under the harshest punishment that is credible when all is seen: games with answers by
 * hand. */
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

#include "solvers/deals.h"
#include "solvers/harshest.h"
#include "solvers/markov.h"
#include "tests/support/deals.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

/* Actions c, a, b. Promised c/c pays 3 and tempts with 6; a/a is the equilibrium that no deal is
 * (2); b/b pays 0 and is a strict equilibrium too, and nobody can be held below 0, as some reply to
 * each action pays at least that. */
static const double two_ways[] = {3, 3, -5, 6, -1, -1, 6, -5, 2, 2, -1, -1, -1, -1, -1, -1, 0, 0};

static thaw_setting repeated(double discount)
{
    thaw_setting setting;
    cr_assert_eq(thaw_setting_of_game(one_state_game(2, (int[]){3, 3}, two_ways, discount), 0,
                                      &setting, NULL),
                 THAW_OK);
    return setting;
}

/* Departing pays (1 - d) 6 + d w: w = 2 under grim, so that it loses 4 d - 3, from d = 3/4 on;
 * w = 0 under the harshest, and it loses 6 d - 3, from d = 1/2 on (Abreu 1988). */
Test(harshest, deters_where_grim_does_not)
{
    static const double discounts[] = {0.4, 0.6, 0.8};
    for (int k = 0; k < 3; k++) {
        double d = discounts[k];
        thaw_setting setting = repeated(d);
        thaw_deal_answer grim = answer_to(&setting, "a0/a0@grim");
        thaw_deal_answer harshest = answer_to(&setting, "a0/a0@harshest");
        cr_assert_eq(grim.verdict, d > 0.75 ? THAW_HOLDS : THAW_BREAKS);
        cr_assert_eq(harshest.verdict, d > 0.5 ? THAW_HOLDS : THAW_BREAKS);
        cr_assert_float_eq(thaw_slack(&grim, 0), 4 * d - 3, 1e-9);
        cr_assert_float_eq(thaw_slack(&harshest, 0), 6 * d - 3, harshest.doubt[0]);
        cr_assert_lt(harshest.doubt[0], 0.2);
        thaw_deal_answer_clear(&harshest);
        thaw_deal_answer_clear(&grim);
        thaw_setting_clear(&setting);
    }
}

/* At d = 0.4999999 a departure gains 6e-7, which the coarse sets that are tried first cannot tell
 * from nothing, for they do not know that nobody gets less than 0; finer ones do, and the deal is
 * solved with these. At d = 0.5001 it loses 6e-4 against b/b, which coarse ones know. */
Test(harshest, finer_sets_decide_what_coarse_ones_leave_open)
{
    static const struct {
        double discount;
        thaw_verdict coarse, finer;
    } cases[] = {{0.4999999, THAW_UNDECIDED, THAW_BREAKS}, {0.5001, THAW_HOLDS, THAW_HOLDS}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        thaw_setting setting = repeated(cases[k].discount);
        thaw_deals deals = deal_named(&setting, "a0/a0@harshest");
        thaw_perfect coarse;
        thaw_deal_answer a;
        cr_assert_eq(thaw_perfect_solve(&setting, THAW_PERFECT_COARSE, NULL, &coarse, NULL),
                     THAW_OK);
        cr_assert_eq(thaw_harshest_solve(&coarse, &deals.items[0], NULL, &a, NULL), THAW_OK);
        cr_expect_eq(a.verdict, cases[k].coarse, "%.9g", cases[k].discount);
        thaw_deal_answer_clear(&a);
        thaw_perfect_clear(&coarse);

        a = answer_to(&setting, "a0/a0@harshest");
        cr_expect_eq(a.verdict, cases[k].finer, "%.9g", cases[k].discount);
        cr_expect_float_eq(thaw_slack(&a, 0), 6 * cases[k].discount - 3, a.doubt[0] + 2 * a.error);
        thaw_deal_answer_clear(&a);
        thaw_deals_clear(&deals);
        thaw_setting_clear(&setting);
    }
}

/* The same game with d = 1/2, kept at 3 a month: departing pays 3 + w / 2. It loses against a known
 * w below 0, whatever else there may be; it gains against no equilibrium only where it gains
 * against the least. */
Test(harshest, holds_by_what_is_known_and_breaks_by_the_least)
{
    static const struct {
        double known, least;
        thaw_verdict verdict;
    } cases[] = {
        {-0.1, -0.1, THAW_HOLDS}, {-0.1, -1000, THAW_HOLDS},   {0.1, 0.1, THAW_BREAKS},
        {2.0, 0.1, THAW_BREAKS},  {2.0, -0.1, THAW_UNDECIDED},
    };
    thaw_setting setting = repeated(0.5);
    thaw_deals deals = deal_named(&setting, "a0/a0@harshest");
    thaw_no_deal none;
    cr_assert_eq(thaw_no_deal_solve(&setting, NULL, &none, NULL), THAW_OK);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const double known[] = {cases[k].known, cases[k].known};
        const double least[] = {cases[k].least, cases[k].least};
        thaw_deal_answer a;
        cr_assert_eq(thaw_trigger_weigh(&setting, &deals.items[0],
                                        &(thaw_answers){known, least, 1e-6}, &none, NULL, &a, NULL),
                     THAW_OK);
        cr_expect_eq(a.verdict, cases[k].verdict, "case %zu", k);
        cr_expect_float_eq(thaw_slack(&a, 0), -known[0] / 2, 1e-12);
        /* the truth is between the loss and what it is against the least */
        cr_expect_float_eq(2 * a.error, (known[0] - least[0]) / 2 + 2e-6, 1e-9);
        thaw_deal_answer_clear(&a);
    }
    thaw_no_deal_clear(&none);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
}

/* The dilemma with one player's payoffs in units of 1e-9: a positive factor changes no verdict,
 * and the doubt of one player is none of the other's. */
Test(harshest, units_of_one_player_do_not_matter_to_the_other)
{
    static const double unit[] = {1, 1e-3, 1e-6, 1e-9};
    for (size_t k = 0; k < sizeof unit / sizeof *unit; k++) {
        double payoffs[] = {9, 9, 1, 10, 10, 1, 3, 3};
        for (size_t row = 0; row < 4; row++)
            payoffs[2 * row + 1] *= unit[k];
        thaw_setting setting;
        cr_assert_eq(thaw_setting_of_game(one_state_game(2, (int[]){2, 2}, payoffs, 0.75), 0,
                                          &setting, NULL),
                     THAW_OK);
        thaw_deal_answer a = answer_to(&setting, "a0/a0@harshest");
        cr_expect_eq(a.verdict, THAW_HOLDS, "%g", unit[k]);
        /* 9 kept, against 10 now and 3 for good */
        cr_expect_float_eq(thaw_slack(&a, 1), (9 - (0.25 * 10 + 0.75 * 3)) * unit[k], a.doubt[1]);
        thaw_deal_answer_clear(&a);
        thaw_setting_clear(&setting);
    }
}

/* A feature that is 1 in every month sums to the months: nobody departs. */
Test(harshest, forecast_counts_months)
{
    thaw_setting setting = repeated(0.8);
    double feature[9];
    for (int k = 0; k < 9; k++)
        feature[k] = 1;
    thaw_forecast_request request = {24, 1, feature};
    thaw_deals deals = deal_named(&setting, "a0/a0@harshest");
    thaw_deal_answer a;
    cr_assert_eq(thaw_trigger_solve(&setting, &deals.items[0], NULL, &request, NULL, &a, NULL),
                 THAW_OK);
    cr_assert_float_eq(a.forecast[0], 24, 1e-9);
    cr_assert_float_eq(a.forecast[1], 24, 1e-9);
    thaw_deal_answer_clear(&a);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
}

/* In the deals' own list harshest is solved once for all of them, and as it is alone. */
Test(harshest, a_list_is_answered_as_each_alone)
{
    thaw_setting setting = repeated(0.6);
    thaw_deals deals = deal_named(&setting, "a0/a0@harshest");
    cr_assert_eq(thaw_deals_read(&setting, "a2/a2@harshest", &deals, NULL), THAW_OK);
    thaw_deal_answer answers[2];
    cr_assert_eq(thaw_deals_solve(&setting, &deals, NULL, NULL, NULL, 1, answers, NULL), THAW_OK);
    cr_assert_float_eq(thaw_slack(&answers[0], 0), 0.6, answers[0].doubt[0]);
    cr_assert_eq(answers[0].verdict, THAW_HOLDS);
    /* leaving b/b for another action pays (1 - d) -1 and is answered by 0 */
    cr_assert_float_eq(thaw_slack(&answers[1], 0), 0.4, answers[1].doubt[0]);
    cr_assert_eq(answers[1].verdict, THAW_HOLDS);
    for (int k = 0; k < 2; k++)
        thaw_deal_answer_clear(&answers[k]);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
}

/* With signals that often look like a departure, play as its machine has it is worth what the deal
 * is said to be worth: nobody departs, and no false alarm ends it. */
Test(harshest, no_signal_ends_a_deal)
{
    thaw_setting setting;
    thaw_game *game = one_state_game(2, (int[]){2, 2}, (double[]){3, 3, 0, 5, 5, 0, 1, 1}, 0.8);
    game->signals = 2;
    game->signal_name = calloc(2, sizeof *game->signal_name);
    game->signal = calloc(8, sizeof *game->signal);
    game->signal_name[0] = strdup("quiet");
    game->signal_name[1] = strdup("alarm");
    for (int row = 0; row < 4; row++) {
        game->signal[2 * row] = row == 0 ? 0.75 : 0.25;
        game->signal[2 * row + 1] = 1 - game->signal[2 * row];
    }
    cr_assert_eq(thaw_setting_of_game(game, 0, &setting, NULL), THAW_OK);
    static const struct {
        const char *deal;
        double worth; /* 3 a month; under grim v = 0.2 * 3 + 0.8 (0.75 v + 0.25 * 1) */
    } cases[] = {{"a0/a0@harshest", 3}, {"a0/a0@grim", 2}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        thaw_deals deals = deal_named(&setting, cases[k].deal);
        thaw_deal_answer a = answer_to(&setting, cases[k].deal);
        thaw_machine *machine;
        thaw_game *product;
        double values[4];
        cr_assert_eq(thaw_deal_machine(setting.game, &deals.items[0], &machine, NULL), THAW_OK);
        cr_assert_eq(thaw_product(setting.game, machine, false, &product, NULL, NULL), THAW_OK);
        cr_assert_eq(thaw_evaluate(product, a.profile, values, NULL), THAW_OK);
        cr_expect_float_eq(values[0], cases[k].worth, 1e-9, "%s", cases[k].deal);
        cr_expect_float_eq(a.values[0], cases[k].worth, 1e-9, "%s", cases[k].deal);
        thaw_game_free(product);
        thaw_machine_free(machine);
        thaw_deal_answer_clear(&a);
        thaw_deals_clear(&deals);
    }
    thaw_setting_clear(&setting);
}

/* Signals are set aside: a departure that no signal gives away is seen all the same. */
Test(harshest, what_no_signal_shows_is_seen)
{
    thaw_setting setting;
    thaw_game *game = one_state_game(2, (int[]){2, 2}, (double[]){3, 3, 0, 5, 5, 0, 1, 1}, 0.8);
    game->signals = 1;
    game->signal_name = calloc(1, sizeof *game->signal_name);
    game->signal = calloc(4, sizeof *game->signal);
    game->signal_name[0] = strdup("nothing");
    for (int row = 0; row < 4; row++)
        game->signal[row] = 1;
    cr_assert_eq(thaw_setting_of_game(game, 0, &setting, NULL), THAW_OK);
    thaw_deal_answer grim = answer_to(&setting, "a0/a0@grim");
    thaw_deal_answer harshest = answer_to(&setting, "a0/a0@harshest");
    cr_assert_eq(grim.verdict, THAW_BREAKS);
    cr_assert_float_eq(thaw_slack(&grim, 0), 0.2 * (3 - 5), 1e-9, "nothing ever answers it");
    cr_assert_eq(harshest.verdict, THAW_HOLDS);
    cr_assert_float_eq(thaw_slack(&harshest, 0), 4 * 0.8 - 2, harshest.doubt[0]);

    thaw_perfect perfect;
    thaw_deals deals = deal_named(&setting, "a0/a0@grim");
    thaw_deal_answer seen;
    cr_assert_eq(thaw_perfect_solve(&setting, 0, NULL, &perfect, NULL), THAW_OK);
    cr_assert_eq(thaw_perfect_grim_solve(&perfect, &deals.items[0], NULL, &seen, NULL), THAW_OK);
    cr_assert_eq(seen.verdict, THAW_HOLDS);
    cr_assert_float_eq(thaw_slack(&seen, 0), 4 * 0.8 - 2, 1e-9);
    thaw_deal_answer_clear(&seen);
    thaw_deals_clear(&deals);
    thaw_perfect_clear(&perfect);
    thaw_deal_answer_clear(&harshest);
    thaw_deal_answer_clear(&grim);
    thaw_setting_clear(&setting);
}

Test(harshest, refuses_three_players)
{
    thaw_setting setting;
    double payoffs[24] = {0};
    thaw_game *game = one_state_game(3, (int[]){2, 2, 2}, payoffs, 0.5);
    thaw_perfect perfect;
    thaw_fault fault;
    cr_assert_eq(thaw_setting_of_game(game, 0, &setting, NULL), THAW_OK);
    cr_assert_eq(thaw_perfect_solve(&setting, 0, NULL, &perfect, &fault), THAW_EARG);
    cr_assert_str_eq(fault.text, "harshest is for two players; this game has 3");
    thaw_perfect_clear(&perfect);
    thaw_setting_clear(&setting);
}

/* Where effort never shows, a conditional review never takes China off the list; where it is seen,
 * it can: another game, whose answers are no answers to this one. */
Test(harshest, refuses_where_seeing_opens_other_states)
{
    thaw_scenario scenario = baseline_with(
        SETS("listing.rule=conditional", "monitoring.bad_none=1", "monitoring.bad_partial=1",
             "monitoring.bad_full=1", "monitoring.mixed_none=0", "monitoring.mixed_partial=0",
             "monitoring.mixed_full=0"));
    thaw_setting setting = setting_of(&scenario);
    thaw_perfect perfect;
    thaw_fault fault;
    cr_assert_eq(thaw_perfect_solve(&setting, 0, NULL, &perfect, &fault), THAW_ENUMERIC);
    cr_assert_str_eq(fault.text, "perfect monitoring changes which states can be reached, from 6 "
                                 "to 12");
    thaw_perfect_clear(&perfect);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

/* What stops no deal or the sets stops this: the reason is said. */
Test(harshest, says_what_stopped_it)
{
    thaw_setting setting = repeated(0.9);
    thaw_perfect perfect;
    thaw_fault fault;
    thaw_markov_settings few = {.step_limit = 1};
    cr_assert_eq(thaw_perfect_solve(&setting, 0, &few, &perfect, &fault), THAW_ENUMERIC);
    cr_assert(strstr(fault.text, "no deal under perfect monitoring was not found"), "%s",
              fault.text);
    thaw_perfect_clear(&perfect);

    cr_assert_eq(thaw_perfect_solve(&setting, 0, NULL, &perfect, NULL), THAW_OK);
    volatile int stop = 1;
    thaw_markov_settings stopped = {.stop = &stop};
    cr_assert_eq(thaw_perfect_refine(&perfect, 0, &stopped, &fault), THAW_EINTERRUPT);
    cr_assert_str_eq(fault.text, "interrupted in the sets of payoffs");
    thaw_markov_settings late = {.deadline = 1e-9};
    cr_assert_eq(thaw_perfect_refine(&perfect, 0, &late, &fault), THAW_ETIME);
    cr_assert(strstr(fault.text, "the sets of equilibrium payoffs were not found"), "%s",
              fault.text);
    thaw_perfect_clear(&perfect);
    thaw_setting_clear(&setting);
}

/* Grim with all seen is the same plan under grim in the scenario whose monitoring is perfect. */
Test(harshest, grim_of_a_scenario_with_all_seen)
{
    thaw_scenario scenario = baseline_with(SETS("monitoring.kind=perfect"));
    thaw_perfect perfect = {.scenario = &scenario, .setting = setting_of(&scenario)};
    cr_assert_eq(thaw_no_deal_solve(&perfect.setting, NULL, &perfect.no_deal, NULL), THAW_OK);
    thaw_deals deals = deal_named(&perfect.setting, "partial@trigger:6");
    thaw_deal_answer grim = answer_to(&perfect.setting, "partial@grim"), seen;
    cr_assert_eq(thaw_perfect_grim_solve(&perfect, &deals.items[0], NULL, &seen, NULL), THAW_OK);
    cr_expect_eq(seen.verdict, grim.verdict);
    for (int i = 0; i < 2; i++)
        cr_expect_float_eq(thaw_slack(&seen, i), thaw_slack(&grim, i), 1e-9);
    thaw_deal_answer_clear(&seen);
    thaw_deal_answer_clear(&grim);
    thaw_deals_clear(&deals);
    thaw_no_deal_clear(&perfect.no_deal);
    thaw_setting_clear(&perfect.setting);
    thaw_scenario_clear(&scenario);
}
