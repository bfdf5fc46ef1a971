/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals where all inputs vary. */
#include "solvers/ensemble.h"

#include <math.h>
#include <stdlib.h>

#include "solvers/deals.h"
#include "solvers/search.h"

/* The case at a point, every deal of the ensemble in it. */
static thaw_status turn_all(const thaw_ensemble *e, const double *point, thaw_turned *turned)
{
    thaw_status status =
        thaw_dials_turn(e->setting, &e->deals->items[0], e->dials, point, e->inputs, turned, NULL);
    if (status != THAW_OK)
        return status;
    for (size_t k = 1; k < e->deals->count && status == THAW_OK; k++)
        status = thaw_turned_add(&e->deals->items[k], NULL, NULL, 0, turned, NULL);
    if (status != THAW_OK)
        thaw_turned_clear(turned);
    return status;
}

/* Of a point that could not be turned to, or solved: what is not solved leaves its outputs missing,
 * but a lack of memory says nothing about the point. */
static thaw_status given_up(thaw_status status, thaw_status refused)
{
    return status == refused || status == THAW_ENOMEM ? status : THAW_OK;
}

static double price_of(const thaw_game *game, const thaw_deal_answer *answer)
{
    int player = 0;
    bool more = false;
    const thaw_departure *binding = thaw_binding_departure(game, answer, &player, &more);
    return binding ? thaw_price(binding->loss, game->discount[player]) : (double)NAN;
}

static bool solved(const thaw_deal_answer *answer)
{
    return answer->punishment.outcome == THAW_OUTCOME_CONVERGED;
}

static double verdict_of(const thaw_deal_answer *answer)
{
    return !solved(answer)                  ? (double)NAN
           : answer->verdict == THAW_HOLDS  ? 1
           : answer->verdict == THAW_BREAKS ? 0
                                            : 0.5;
}

/* Price and verdict of every deal of the case: judged[2 * deal]. no_deal may be NULL. The answers
 * are the caller's. */
static thaw_status judge_all(const thaw_turned *turned, const thaw_no_deal *no_deal,
                             const thaw_markov_settings *settings, thaw_deal_answer *answers,
                             double *judged)
{
    thaw_status status = thaw_deals_solve(&turned->setting, &turned->deals, no_deal, NULL, settings,
                                          1, answers, NULL);
    for (size_t k = 0; k < turned->deals.count; k++) {
        bool good = status == THAW_OK && solved(&answers[k]);
        judged[2 * k] = good ? price_of(turned->setting.game, &answers[k]) : (double)NAN;
        judged[2 * k + 1] = good ? verdict_of(&answers[k]) : (double)NAN;
    }
    return status;
}

static void clear_answers(thaw_deal_answer *answers, size_t count)
{
    for (size_t k = 0; answers && k < count; k++)
        thaw_deal_answer_clear(&answers[k]);
    free(answers);
}

void thaw_easiest_of(const double *judged, size_t count, double outputs[THAW_EASIEST_OUTPUTS])
{
    double price = (double)NAN, verdict = 0;
    bool unknown = false;
    for (size_t k = 0; k < count; k++) {
        price = fmax(price, judged[2 * k]);
        verdict = fmax(verdict, judged[2 * k + 1]);
        unknown = unknown || isnan(judged[2 * k + 1]);
    }
    bool lost = unknown && verdict < 1; /* what was not solved might have held */
    outputs[THAW_EASIEST_PRICE] = lost ? (double)NAN : price;
    outputs[THAW_EASIEST_HOLDS] = lost ? (double)NAN : verdict;
}

thaw_status thaw_ensemble_easiest(const double *point, double *outputs, void *context)
{
    const thaw_ensemble *e = context;
    thaw_turned turned;
    outputs[THAW_EASIEST_PRICE] = outputs[THAW_EASIEST_HOLDS] = (double)NAN;
    thaw_status status = turn_all(e, point, &turned);
    if (status != THAW_OK)
        return given_up(status, THAW_ERANGE);
    size_t count = turned.deals.count;
    thaw_deal_answer *answers = calloc(count, sizeof *answers);
    double *judged = calloc(2 * count, sizeof *judged);
    status =
        answers && judged ? judge_all(&turned, NULL, e->settings, answers, judged) : THAW_ENOMEM;
    if (status == THAW_OK)
        thaw_easiest_of(judged, count, outputs);
    clear_answers(answers, count);
    free(judged);
    thaw_turned_clear(&turned);
    return given_up(status, THAW_OK);
}

/* ---- no deal, and the best ---- */

size_t thaw_ensemble_outputs(const thaw_ensemble *ensemble)
{
    return THAW_ALL_DEALS + 2 * ensemble->deals->count;
}

static double number_of(size_t best)
{
    return best == THAW_NO_DEAL_BEST ? -1 : (double)best;
}

static void say_best(const thaw_turned *turned, const thaw_no_deal *no_deal,
                     const thaw_deal_answer *answers, double *outputs)
{
    const thaw_setting *setting = &turned->setting;
    size_t first = (size_t)setting->initial * (size_t)setting->game->players;
    bool two = setting->game->players > 1;
    thaw_best best = thaw_deals_best(setting, &turned->deals, answers, no_deal);
    outputs[THAW_ALL_NO_DEAL_FIRST] = no_deal->values[first];
    outputs[THAW_ALL_NO_DEAL_SECOND] = two ? no_deal->values[first + 1] : (double)NAN;
    outputs[THAW_ALL_NASH] = number_of(best.nash);
    outputs[THAW_ALL_BEST_FIRST] = number_of(best.player[0]);
    outputs[THAW_ALL_BEST_SECOND] = two ? number_of(best.player[1]) : -1;
    if (best.nash == THAW_NO_DEAL_BEST)
        return;
    outputs[THAW_ALL_VALUE_FIRST] = answers[best.nash].values[first];
    outputs[THAW_ALL_VALUE_SECOND] = two ? answers[best.nash].values[first + 1] : (double)NAN;
}

thaw_status thaw_ensemble_all(const double *point, double *outputs, void *context)
{
    const thaw_ensemble *e = context;
    thaw_turned turned;
    thaw_no_deal no_deal = {0};
    for (size_t k = 0; k < thaw_ensemble_outputs(e); k++)
        outputs[k] = (double)NAN;
    thaw_status status = turn_all(e, point, &turned);
    if (status != THAW_OK)
        return given_up(status, THAW_ERANGE);
    size_t count = turned.deals.count;
    thaw_deal_answer *answers = calloc(count, sizeof *answers);
    status =
        answers ? thaw_no_deal_solve(&turned.setting, e->settings, &no_deal, NULL) : THAW_ENOMEM;
    if (status == THAW_OK)
        status = judge_all(&turned, &no_deal, e->settings, answers, outputs + THAW_ALL_DEALS);
    if (status == THAW_OK && no_deal.result.outcome == THAW_OUTCOME_CONVERGED)
        say_best(&turned, &no_deal, answers, outputs);
    clear_answers(answers, count);
    thaw_no_deal_clear(&no_deal);
    thaw_turned_clear(&turned);
    return given_up(status, THAW_OK);
}

/* ---- the search ---- */

/* The aims that a plan serves, a bit each; the last for any effort. */
static unsigned aims_of(const thaw_plan *plan)
{
    unsigned aims = 0;
    for (int t = 0; t < THAW_TENSIONS; t++) {
        thaw_move effort = plan->open[t].china;
        if (effort == THAW_PARTIAL || effort == THAW_FULL)
            aims |= 1U << (THAW_TENSIONS * (effort == THAW_FULL) + t) | 1U << THAW_AIMS;
    }
    return aims;
}

static thaw_status solve_holds(const thaw_turned *turned, const thaw_deal *deal,
                               const thaw_no_deal *no_deal, const thaw_markov_settings *settings,
                               bool *holds)
{
    thaw_deal_answer answer;
    *holds = false;
    thaw_status status =
        thaw_trigger_solve(&turned->setting, deal, no_deal, NULL, settings, &answer, NULL);
    if (status != THAW_OK)
        return given_up(status, THAW_OK);
    *holds = answer.verdict == THAW_HOLDS;
    thaw_deal_answer_clear(&answer);
    return THAW_OK;
}

/* Of the plan, or the plan with the listing in the bargain where that is another. */
static thaw_status solve_under_grim(const thaw_turned *turned, const thaw_plan *plan,
                                    const thaw_no_deal *no_deal,
                                    const thaw_markov_settings *settings, bool *holds)
{
    static const thaw_punishment grim = {THAW_GRIM, (double)INFINITY};
    const thaw_setting *setting = &turned->setting;
    thaw_plan delist = thaw_plan_with_delist(plan);
    thaw_deals deals = {0};
    *holds = false;
    thaw_status status = thaw_deals_add_named(setting, "searched", plan, &grim, &deals, NULL);
    if (status == THAW_OK)
        status = thaw_deals_add_named(setting, "searched", &delist, &grim, &deals, NULL);
    if (status == THAW_OK)
        status = solve_holds(turned, &deals.items[0], no_deal, settings, holds);
    if (status == THAW_OK && !*holds &&
        !thaw_deals_same_play(setting, &deals.items[0], &deals.items[1]))
        status = solve_holds(turned, &deals.items[1], no_deal, settings, holds);
    thaw_deals_clear(&deals);
    return given_up(status, THAW_OK);
}

/* Plans that serve no aim that is not met yet are passed over. */
static thaw_status search(const thaw_turned *turned, const thaw_no_deal *no_deal,
                          const thaw_markov_settings *settings, unsigned *met)
{
    thaw_status status = THAW_OK;
    *met = 0;
    for (size_t k = 0; k < thaw_search_plans_count() && status == THAW_OK; k++) {
        thaw_plan plan = thaw_search_plan(k);
        unsigned aims = aims_of(&plan);
        bool holds = false;
        if ((aims & ~*met) != 0)
            status = solve_under_grim(turned, &plan, no_deal, settings, &holds);
        *met |= holds ? aims : 0;
    }
    return status;
}

thaw_status thaw_ensemble_search(const double *point, double *outputs, void *context)
{
    const thaw_ensemble *e = context;
    thaw_turned turned;
    thaw_no_deal no_deal = {0};
    for (size_t k = 0; k < THAW_SEARCH_OUTPUTS; k++)
        outputs[k] = (double)NAN;
    thaw_status status =
        thaw_dials_turn(e->setting, &e->deals->items[0], e->dials, point, e->inputs, &turned, NULL);
    if (status != THAW_OK)
        return given_up(status, THAW_ERANGE);
    status = thaw_no_deal_solve(&turned.setting, e->settings, &no_deal, NULL);
    if (status == THAW_OK && no_deal.result.outcome == THAW_OUTCOME_CONVERGED) {
        unsigned met;
        status = search(&turned, &no_deal, e->settings, &met);
        for (unsigned k = 0; k < THAW_SEARCH_OUTPUTS; k++)
            outputs[k] = met >> k & 1;
    }
    thaw_no_deal_clear(&no_deal);
    thaw_turned_clear(&turned);
    return given_up(status, THAW_OK);
}
