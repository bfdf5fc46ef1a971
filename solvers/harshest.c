/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans under perfect monitoring, and under the harshest punishment that is credible then. */
#include "solvers/harshest.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void thaw_perfect_clear(thaw_perfect *perfect)
{
    thaw_equilibria_clear(&perfect->sets);
    thaw_no_deal_clear(&perfect->no_deal);
    thaw_setting_clear(&perfect->setting);
    thaw_setting_clear(&perfect->open);
    if (perfect->scenario)
        thaw_scenario_clear(perfect->scenario);
    free(perfect->scenario);
    free(perfect->answers);
    free(perfect->least);
    *perfect = (thaw_perfect){0};
}

static thaw_status make_settings(const thaw_setting *setting, thaw_perfect *perfect,
                                 thaw_fault *fault)
{
    thaw_game *game = NULL;
    thaw_status status = THAW_OK;
    if (setting->scenario) {
        perfect->scenario = calloc(1, sizeof *perfect->scenario);
        status = perfect->scenario ? thaw_scenario_copy(setting->scenario, perfect->scenario, fault)
                                   : thaw_fail(fault, THAW_ENOMEM, "no memory for a scenario");
        if (status == THAW_OK) {
            perfect->scenario->values.monitoring_kind = 1; /* the word "perfect" */
            status = thaw_setting_of_scenario(perfect->scenario, false, &perfect->setting, fault);
        }
    } else {
        status = thaw_game_public(setting->game, &game, fault);
        if (status == THAW_OK)
            status = thaw_setting_of_game(game, setting->initial, &perfect->setting, fault);
    }
    if (status == THAW_OK)
        status = thaw_game_public(perfect->setting.game, &game, fault);
    if (status == THAW_OK)
        status = thaw_setting_of_game(game, perfect->setting.initial, &perfect->open, fault);
    if (status == THAW_OK && perfect->setting.game->states != setting->game->states)
        status = thaw_fail(fault, THAW_ENUMERIC,
                           "perfect monitoring changes which states can be reached, from %d to %d",
                           setting->game->states, perfect->setting.game->states);
    return status;
}

static thaw_status check_sets(const thaw_equilibria *sets, thaw_fault *fault)
{
    switch (sets->outcome) {
    case THAW_OUTCOME_CONVERGED:
    case THAW_OUTCOME_INFEASIBLE:
    case THAW_OUTCOME_KNIFE_EDGE:
        return THAW_OK;
    case THAW_OUTCOME_INTERRUPTED:
        return thaw_fail(fault, THAW_EINTERRUPT, "interrupted in the sets of payoffs");
    default:
        return thaw_fail(fault, thaw_status_of(sets->outcome),
                         "the sets of equilibrium payoffs were not found: %s (%ld steps)",
                         thaw_outcome_text(sets->outcome), sets->steps);
    }
}

/* What answers a departure: an inner set's worst point or no deal. No pure-action equilibrium gives
 * less than the outer set's worst. */
static thaw_status find_answers(thaw_perfect *perfect, thaw_fault *fault)
{
    size_t states = (size_t)perfect->setting.game->states;
    if (!perfect->answers)
        perfect->answers = calloc(states * 2, sizeof *perfect->answers);
    if (!perfect->least)
        perfect->least = calloc(states * 2, sizeof *perfect->least);
    if (!perfect->answers || !perfect->least)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for the worst payoffs");
    for (size_t s = 0; s < states; s++)
        for (size_t i = 0; i < 2; i++) {
            double none = perfect->no_deal.values[s * 2 + i];
            perfect->answers[s * 2 + i] = fmin(none, perfect->sets.set[s].worst[i]); /* no NaN */
            perfect->least[s * 2 + i] =
                fmin(perfect->answers[s * 2 + i], perfect->sets.set[s].bound[i]);
        }
    return THAW_OK;
}

thaw_status thaw_perfect_refine(thaw_perfect *perfect, double tolerance,
                                const thaw_markov_settings *settings, thaw_fault *fault)
{
    thaw_equilibria_settings wanted = {.tolerance =
                                           tolerance > 0 ? tolerance : THAW_PERFECT_TOLERANCE};
    if (settings) {
        wanted.deadline = settings->deadline;
        wanted.stop = settings->stop;
    }
    thaw_equilibria_clear(&perfect->sets);
    thaw_status status =
        thaw_equilibria_solve(perfect->setting.game, &wanted, &perfect->sets, fault);
    if (status == THAW_OK)
        status = check_sets(&perfect->sets, fault);
    return status == THAW_OK ? find_answers(perfect, fault) : status;
}

thaw_status thaw_perfect_solve(const thaw_setting *setting, double tolerance,
                               const thaw_markov_settings *settings, thaw_perfect *perfect,
                               thaw_fault *fault)
{
    *perfect = (thaw_perfect){0};
    if (setting->game->players != 2)
        return thaw_fail(fault, THAW_EARG, "harshest is for two players; this game has %d",
                         setting->game->players);
    thaw_status status = make_settings(setting, perfect, fault);
    if (status == THAW_OK)
        status = thaw_no_deal_solve(&perfect->setting, settings, &perfect->no_deal, fault);
    if (status == THAW_OK && perfect->no_deal.result.outcome != THAW_OUTCOME_CONVERGED)
        status = thaw_fail(fault, thaw_status_of(perfect->no_deal.result.outcome),
                           "no deal under perfect monitoring was not found: %s",
                           thaw_outcome_text(perfect->no_deal.result.outcome));
    return status == THAW_OK ? thaw_perfect_refine(perfect, tolerance, settings, fault) : status;
}

thaw_status thaw_harshest_solve(const thaw_perfect *perfect, const thaw_deal *deal,
                                const thaw_forecast_request *request, thaw_deal_answer *answer,
                                thaw_fault *fault)
{
    thaw_deals open = {0};
    thaw_status status = thaw_deals_add_play(&perfect->open, deal->plan, deal->play,
                                             &deal->punishment, &open, fault);
    const thaw_answers answers = {perfect->answers, perfect->least, perfect->sets.error};
    if (status == THAW_OK)
        status = thaw_trigger_weigh(&perfect->open, &open.items[0], &answers, &perfect->no_deal,
                                    request, answer, fault);
    thaw_deals_clear(&open);
    return status;
}

thaw_status thaw_deal_solve(const thaw_setting *setting, const thaw_perfect *perfect,
                            const thaw_deal *deal, const thaw_no_deal *no_deal,
                            const thaw_forecast_request *request,
                            const thaw_markov_settings *settings, thaw_deal_answer *answer,
                            thaw_fault *fault)
{
    return deal->punishment.kind == THAW_HARSHEST
               ? thaw_harshest_solve(perfect, deal, request, answer, fault)
               : thaw_trigger_solve(setting, deal, no_deal, request, settings, answer, fault);
}

thaw_status thaw_perfect_grim_solve(const thaw_perfect *perfect, const thaw_deal *deal,
                                    const thaw_markov_settings *settings, thaw_deal_answer *answer,
                                    thaw_fault *fault)
{
    const thaw_punishment grim = {THAW_GRIM, HUGE_VAL};
    char text[THAW_DEAL_NAME_MAX];
    thaw_deals deals = {0};
    thaw_status status;
    if (perfect->scenario) {
        snprintf(text, sizeof text, "%s@grim", deal->plan);
        status = thaw_deals_read(&perfect->setting, text, &deals, fault);
    } else {
        status =
            thaw_deals_add_play(&perfect->setting, deal->plan, deal->play, &grim, &deals, fault);
    }
    if (status == THAW_OK)
        status = thaw_trigger_solve(&perfect->setting, &deals.items[0], &perfect->no_deal, NULL,
                                    settings, answer, fault);
    thaw_deals_clear(&deals);
    return status;
}
