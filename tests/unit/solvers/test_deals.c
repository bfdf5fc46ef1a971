/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many deals at once: the same for any number of threads; the best of them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "solvers/deals.h"
#include "tests/support/deals.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

static thaw_scenario scenario;
static thaw_setting setting;
static thaw_no_deal no_deal;

static void set_up(void)
{
    scenario = baseline();
    setting = setting_of(&scenario);
    cr_assert_eq(thaw_no_deal_solve(&setting, NULL, &no_deal, NULL), THAW_OK);
}

static void tear_down(void)
{
    thaw_no_deal_clear(&no_deal);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

TestSuite(deals, .init = set_up, .fini = tear_down);

static thaw_deal_answer *solve_standard(thaw_deals *deals, int threads)
{
    thaw_forecast_request request;
    cr_assert_eq(thaw_deals_add_standard(&setting, deals, NULL), THAW_OK);
    cr_assert_eq(thaw_forecast_of(&setting, &request, NULL), THAW_OK);
    thaw_deal_answer *answers = calloc(deals->count, sizeof *answers);
    cr_assert(answers);
    cr_assert_eq(
        thaw_deals_solve(&setting, deals, &no_deal, &request, NULL, threads, answers, NULL),
        THAW_OK);
    free((double *)request.feature);
    return answers;
}

static void forget(thaw_deals *deals, thaw_deal_answer *answers)
{
    for (size_t k = 0; k < deals->count; k++)
        thaw_deal_answer_clear(&answers[k]);
    free(answers);
    thaw_deals_clear(deals);
}

/* To the last bit. */
Test(deals, threads_do_not_matter)
{
    thaw_deals one = {0}, three = {0};
    thaw_deal_answer *alone = solve_standard(&one, 1), *team = solve_standard(&three, 3);
    size_t values = (size_t)setting.game->states * 4;
    for (size_t k = 0; k < one.count; k++) {
        cr_assert_eq(alone[k].verdict, team[k].verdict);
        cr_assert_arr_eq(alone[k].values, team[k].values, values * sizeof(double));
        cr_assert_arr_eq(alone[k].forecast, team[k].forecast,
                         THAW_FORECAST_FEATURES * sizeof(double));
    }
    forget(&one, alone);
    forget(&three, team);
}

/* Months are what they can be; in the plan's phase a plan of no full effort brings none. */
Test(deals, forecasts_are_of_48_months)
{
    thaw_deals deals = {0};
    thaw_deal_answer *answers = solve_standard(&deals, 0);
    for (size_t k = 0; k < deals.count; k++) {
        const double *f = answers[k].forecast;
        for (int feature = 0; feature < THAW_FORECAST_FEATURES; feature++)
            cr_assert(f[feature] >= 0 && (feature == THAW_FORECAST_LIVES || f[feature] <= 48));
        /* 140 lives a month of partial effort, 600 of full */
        cr_assert_float_eq(f[THAW_FORECAST_LIVES],
                           140 * f[THAW_FORECAST_PARTIAL] + 600 * f[THAW_FORECAST_FULL], 1e-8);
    }
    forget(&deals, answers);
    double nothing[THAW_FORECAST_FEATURES];
    cr_assert_eq(thaw_no_deal_forecast(&setting, &no_deal, nothing, NULL), THAW_OK);
    cr_assert_float_eq(nothing[THAW_FORECAST_ON_PLAN], 0, 0);
    cr_assert_float_eq(nothing[THAW_FORECAST_FULL], 0, 1e-12);
    cr_assert_gt(nothing[THAW_FORECAST_FROZEN], 1);
}

/* ---- the best ---- */

/* Answers made up for three deals: values at the initial state above no deal by `gain`. */
static thaw_best best_of(const double gain[3][2], const thaw_verdict *verdict, const double *months)
{
    thaw_deals deals = {0};
    thaw_deal_answer answers[3];
    double values[3][48] = {{0}};
    static double doubt[] = {1e-12, 1e-12};
    static const char *const names[] = {"partial@grim", "full@grim", "full_calm@grim"};
    for (int k = 0; k < 3; k++) {
        cr_assert_eq(thaw_deals_read(&setting, names[k], &deals, NULL), THAW_OK);
        deals.items[k].punishment.months = months[k];
        answers[k] = (thaw_deal_answer){
            .verdict = verdict[k], .values = values[k], .error = 1e-12, .doubt = doubt};
        for (int i = 0; i < 2; i++)
            values[k][setting.initial * 2 + i] =
                no_deal.values[setting.initial * 2 + i] + gain[k][i];
    }
    thaw_best best = thaw_deals_best(&setting, &deals, answers, &no_deal);
    thaw_deals_clear(&deals);
    return best;
}

static const thaw_verdict all_hold[] = {THAW_HOLDS, THAW_HOLDS, THAW_HOLDS};
static const double same_months[] = {12, 12, 12};

Test(deals, best_for_each_and_by_the_product)
{
    static const double gain[3][2] = {{1, 0.1}, {0.1, 1}, {0.5, 0.5}};
    thaw_best best = best_of(gain, all_hold, same_months);
    cr_assert_eq(best.player[0], 0);
    cr_assert_eq(best.player[1], 1);
    cr_assert_eq(best.nash, 2);
}

Test(deals, what_breaks_or_costs_anybody_is_never_best)
{
    static const double gain[3][2] = {{9, 9}, {9, -0.01}, {0.1, 0.1}};
    static const thaw_verdict verdict[] = {THAW_UNDECIDED, THAW_HOLDS, THAW_HOLDS};
    thaw_best best = best_of(gain, verdict, same_months);
    cr_assert(best.nash == 2 && best.player[0] == 2 && best.player[1] == 2);
}

Test(deals, the_milder_punishment_breaks_a_tie)
{
    static const double gain[3][2] = {{0.5, 0.5}, {0.5, 0.5 + 1e-12}, {0.5, 0.5}};
    thaw_best best = best_of(gain, all_hold, (double[]){36, 12, 6});
    cr_assert_eq(best.nash, 2);
    best = best_of(gain, all_hold, same_months);
    cr_assert_eq(best.nash, 0);
}

/* Where one side gains nothing all products are 0, and where it gains the same all its scores are:
 * no deal is best that gives the other side less. */
Test(deals, the_other_sides_gain_breaks_a_tie)
{
    static const double nothing[3][2] = {{0.6, 1e-13}, {1, 0}, {0.8, -1e-13}};
    thaw_best best = best_of(nothing, all_hold, (double[]){3, 36, 12});
    cr_assert(best.nash == 1 && best.player[0] == 1 && best.player[1] == 1);
    static const double same[3][2] = {{0.5, 0.2}, {0.5, 0.3}, {0.4, 0.3 + 1e-13}};
    best = best_of(same, all_hold, (double[]){3, 36, 12});
    cr_assert(best.nash == 1 && best.player[0] == 1 && best.player[1] == 1);
}

Test(deals, there_may_be_no_best)
{
    static const double gain[3][2] = {{-1, 1}, {1, -1}, {1, 1}};
    static const thaw_verdict verdict[] = {THAW_HOLDS, THAW_HOLDS, THAW_BREAKS};
    thaw_best best = best_of(gain, verdict, same_months);
    cr_assert(best.nash == THAW_NO_DEAL_BEST && best.player[0] == THAW_NO_DEAL_BEST &&
              best.player[1] == THAW_NO_DEAL_BEST);
}
