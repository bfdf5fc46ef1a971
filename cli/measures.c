/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Solving a point of a sweep, and reading measures off it. */
#include "cli/measures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/fentanyl.h"
#include "solvers/clock.h"
#include "solvers/equilibria.h"
#include "solvers/forecast.h"

/* ---- reasons ---- */

/* Keeps the first reason why something is missing. Only running out of memory is passed on. */
static thaw_status excuse(thaw_sweep_point *point, thaw_status status, const thaw_fault *why,
                          thaw_fault *fault)
{
    if (status == THAW_OK)
        return THAW_OK;
    if (status == THAW_ENOMEM) {
        if (fault)
            *fault = *why;
        return status;
    }
    if (status == THAW_EINTERRUPT || status == THAW_ETIME)
        point->stopped = true;
    if (!point->reason[0])
        thaw_copy_text(point->reason, sizeof point->reason, why->text);
    return THAW_OK;
}

/* Whether a solver came to its end; if not, why. */
static bool came_to_its_end(thaw_sweep_point *point, const thaw_markov_result *result,
                            const char *what)
{
    thaw_fault why;
    if (result->outcome == THAW_OUTCOME_INTERRUPTED || result->outcome == THAW_OUTCOME_TIME_LIMIT)
        point->stopped = true;
    thaw_status status = thaw_study_outcome(result, what, &why);
    if (status != THAW_OK)
        excuse(point, THAW_ENUMERIC, &why, NULL);
    return status == THAW_OK;
}

/* ---- solving ---- */

static thaw_status solve_no_deal(thaw_sweep_point *point, thaw_fault *fault)
{
    const thaw_setting *setting = &point->turned.setting;
    thaw_status status = thaw_no_deal_solve(setting, &point->limits, &point->no_deal, fault);
    if (status != THAW_OK)
        return status;
    point->no_deal_found = came_to_its_end(point, &point->no_deal.result, "no deal");
    if (!point->no_deal_found || !(point->measuring->needs & THAW_NEEDS_FORECAST))
        return THAW_OK;
    return thaw_no_deal_forecast(setting, &point->no_deal, point->no_deal_forecast, fault);
}

static thaw_status solve_deals(thaw_sweep_point *point, thaw_fault *fault)
{
    const thaw_deals *deals = &point->turned.deals;
    const thaw_no_deal *no_deal = point->no_deal_found ? &point->no_deal : NULL;
    thaw_forecast_request request = {0};
    bool forecast = point->measuring->needs & THAW_NEEDS_FORECAST;
    thaw_status status =
        forecast ? thaw_forecast_of(&point->turned.setting, &request, fault) : THAW_OK;
    thaw_deal_answer *answers = calloc(deals->count + 1, sizeof *answers);
    if (status == THAW_OK)
        status = answers ? thaw_deals_solve(&point->turned.setting, deals, no_deal,
                                            forecast ? &request : NULL, &point->limits, 1, answers,
                                            fault)
                         : thaw_fail(fault, THAW_ENOMEM, "no memory for %zu deals", deals->count);
    free((double *)request.feature);
    if (status != THAW_OK) {
        free(answers);
        return status;
    }
    point->answers = answers;
    for (size_t k = 0; k < deals->count; k++) {
        char what[THAW_DEAL_NAME_MAX + 32], name[THAW_DEAL_NAME_MAX];
        thaw_deal_format(&deals->items[k], name, sizeof name);
        snprintf(what, sizeof what, "the punishment phase of %s", name);
        came_to_its_end(point, &answers[k].punishment, what);
    }
    return THAW_OK;
}

static thaw_status solve_standard(thaw_sweep_point *point, thaw_fault *fault)
{
    const thaw_setting *setting = &point->turned.setting;
    if (!point->no_deal_found)
        return THAW_OK;
    thaw_status status = thaw_deals_add_standard(setting, &point->standard, fault);
    if (status != THAW_OK)
        return status;
    point->standard_answers = calloc(point->standard.count + 1, sizeof *point->standard_answers);
    if (!point->standard_answers)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu deals", point->standard.count);
    status = thaw_deals_solve(setting, &point->standard, &point->no_deal, NULL, &point->limits, 1,
                              point->standard_answers, fault);
    point->standard_found = status == THAW_OK;
    for (size_t k = 0; status == THAW_OK && k < point->standard.count; k++)
        if (!came_to_its_end(point, &point->standard_answers[k].punishment,
                             "the punishment phase of a standard deal"))
            point->standard_found = false; /* the missing one might have been the best */
    if (point->standard_found)
        point->best =
            thaw_deals_best(setting, &point->standard, point->standard_answers, &point->no_deal);
    return status;
}

/* How far the sets may be from the truth, as a share of the payoff range: ten times less takes ten
 * times as long, and a sweep asks many times. */
static const double SET_TOLERANCE = 1e-3;

/* The corners of the inner set: each is the payoff of an equilibrium. */
static thaw_status take_extremes(const thaw_payoff_set *set, thaw_sweep_point *point,
                                 thaw_fault *fault)
{
    if (set->inner.count == 0)
        return thaw_fail(fault, THAW_ENUMERIC, "%s in pure actions%s",
                         set->outer.count > 0 ? "no equilibrium" : "there is no equilibrium",
                         set->outer.count > 0 ? " was found" : "");
    for (int i = 0; i < 2; i++) {
        point->set_least[i] = point->set_most[i] = set->inner.corner[0].x[i];
        for (size_t k = 1; k < set->inner.count; k++) {
            point->set_least[i] = fmin(point->set_least[i], set->inner.corner[k].x[i]);
            point->set_most[i] = fmax(point->set_most[i], set->inner.corner[k].x[i]);
        }
    }
    return THAW_OK;
}

static thaw_status solve_sets(thaw_sweep_point *point, thaw_fault *fault)
{
    const thaw_setting *setting = &point->turned.setting;
    const thaw_equilibria_settings limits = {
        .tolerance = SET_TOLERANCE, .deadline = point->limits.deadline, .stop = point->limits.stop};
    thaw_equilibria found;
    thaw_status status = thaw_equilibria_solve(setting->game, &limits, &found, fault);
    if (status != THAW_OK)
        return status;
    if (found.outcome == THAW_OUTCOME_CONVERGED)
        status = take_extremes(&found.set[setting->initial], point, fault);
    else if (found.outcome == THAW_OUTCOME_INTERRUPTED || found.outcome == THAW_OUTCOME_TIME_LIMIT)
        point->stopped = true;
    else
        status = thaw_fail(fault, THAW_ENUMERIC, "the set of equilibrium payoffs: %s",
                           thaw_outcome_text(found.outcome));
    thaw_equilibria_clear(&found);
    return status;
}

static thaw_status turn(thaw_sweep_point *point, const thaw_dial *dials, const double *values,
                        size_t count, thaw_fault *fault)
{
    const thaw_measuring *m = point->measuring;
    thaw_status status =
        thaw_dials_turn(&m->study->setting, NULL, dials, values, count, &point->turned, fault);
    for (size_t k = 0; k < m->deals->count && status == THAW_OK; k++)
        status = thaw_turned_add(&m->deals->items[k], dials, values, count, &point->turned, fault);
    return status;
}

thaw_status thaw_measure_solve(const thaw_measuring *measuring, const thaw_dial *dials,
                               const double *values, size_t count, thaw_sweep_point *point,
                               thaw_fault *fault)
{
    *point = (thaw_sweep_point){.measuring = measuring, .limits = measuring->study->limits};
    for (int k = 0; k < THAW_FORECAST_FEATURES; k++)
        point->no_deal_forecast[k] = (double)NAN;
    for (int i = 0; i < 2; i++)
        point->set_least[i] = point->set_most[i] = (double)NAN;
    thaw_fault why = {0};
    unsigned needs = measuring->needs;
    thaw_status status = turn(point, dials, values, count, &why);
    if (status == THAW_OK && needs & THAW_NEEDS_NO_DEAL)
        status = solve_no_deal(point, &why);
    if (status == THAW_OK && needs & THAW_NEEDS_DEALS && !point->stopped)
        status = solve_deals(point, &why);
    if (status == THAW_OK && needs & THAW_NEEDS_STANDARD && !point->stopped)
        status = solve_standard(point, &why);
    if (status == THAW_OK && needs & THAW_NEEDS_SETS && !point->stopped)
        status = solve_sets(point, &why);
    return excuse(point, status, &why, fault);
}

void thaw_measure_clear(thaw_sweep_point *point)
{
    for (size_t k = 0; point->answers && k < point->turned.deals.count; k++)
        thaw_deal_answer_clear(&point->answers[k]);
    for (size_t k = 0; point->standard_answers && k < point->standard.count; k++)
        thaw_deal_answer_clear(&point->standard_answers[k]);
    free(point->answers);
    free(point->standard_answers);
    thaw_deals_clear(&point->standard);
    thaw_no_deal_clear(&point->no_deal);
    thaw_turned_clear(&point->turned);
}

/* ---- cells ---- */

static void set_pair(thaw_result *cell, double first, double second)
{
    cell->number[0] = first;
    cell->number[1] = second;
}

static bool found(const thaw_deal_answer *answer)
{
    return answer->punishment.outcome == THAW_OUTCOME_CONVERGED;
}

/* ---- of a deal ---- */

static thaw_status fill_verdict(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                                thaw_fault *fault)
{
    return thaw_result_text(cells, thaw_verdict_text(point->answers[deal].verdict), fault);
}

/* The smallest losses from giving less, or more; as they are or as the cost of departing once. */
static thaw_status fill_losses(const thaw_sweep_point *point, size_t deal, bool more, bool price,
                               thaw_result *cells)
{
    const thaw_deal_answer *answer = &point->answers[deal];
    const double *discount = point->turned.setting.game->discount;
    double loss[2];
    for (int i = 0; i < 2; i++) {
        loss[i] = more ? answer->more[i].loss : answer->breach[i].loss;
        loss[i] = price ? thaw_price(loss[i], discount[i]) : loss[i];
    }
    if (found(answer))
        set_pair(cells, loss[0], loss[1]);
    return THAW_OK;
}

static thaw_status fill_slack(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                              thaw_fault *fault)
{
    (void)fault;
    return fill_losses(point, deal, false, false, cells);
}

static thaw_status fill_slack_more(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                                   thaw_fault *fault)
{
    (void)fault;
    return fill_losses(point, deal, true, false, cells);
}

static thaw_status fill_price(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                              thaw_fault *fault)
{
    (void)fault;
    return fill_losses(point, deal, false, true, cells);
}

static thaw_status fill_price_more(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                                   thaw_fault *fault)
{
    (void)fault;
    return fill_losses(point, deal, true, true, cells);
}

/* The departure that costs least, of either kind. */
static thaw_status fill_binds(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                              thaw_fault *fault)
{
    const thaw_deal_answer *answer = &point->answers[deal];
    const thaw_game *game = point->turned.setting.game;
    int player = 0;
    bool more = false;
    const thaw_departure *least =
        found(answer) ? thaw_binding_departure(game, answer, &player, &more) : NULL;
    if (!least)
        return THAW_OK;
    thaw_status status = thaw_result_text(&cells[0], game->player_name[player], fault);
    if (status == THAW_OK)
        status = thaw_result_text(&cells[1], game->state_name[least->state], fault);
    if (status == THAW_OK)
        status = thaw_result_text(
            &cells[2], thaw_game_action_name(game, least->state, player, least->action), fault);
    return status;
}

static thaw_status fill_value(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                              thaw_fault *fault)
{
    const thaw_deal_answer *answer = &point->answers[deal];
    const double *value = answer->values + point->turned.setting.initial * answer->players;
    (void)fault;
    if (found(answer))
        set_pair(cells, value[0], value[1]);
    return THAW_OK;
}

static thaw_status fill_punishment_value(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                                         thaw_fault *fault)
{
    const thaw_deal_answer *answer = &point->answers[deal];
    const double *value =
        answer->values + (answer->states + point->turned.setting.initial) * answer->players;
    (void)fault;
    if (found(answer))
        set_pair(cells, value[0], value[1]);
    return THAW_OK;
}

static thaw_status fill_forecast(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                                 thaw_fault *fault)
{
    static const thaw_forecast_feature order[] = {THAW_FORECAST_ON_PLAN, THAW_FORECAST_FROZEN,
                                                  THAW_FORECAST_PARTIAL, THAW_FORECAST_FULL,
                                                  THAW_FORECAST_LIVES};
    const thaw_deal_answer *answer = &point->answers[deal];
    (void)fault;
    for (size_t k = 0; found(answer) && answer->forecast && k < 5; k++)
        cells[k].number[0] = answer->forecast[order[k]];
    return THAW_OK;
}

/* The inputs as they stand at the point, with their plausible ranges as far as they are allowed. */
static thaw_status dials_there(const thaw_sweep_point *point, size_t deal, thaw_dial *dials,
                               size_t *count, thaw_fault *fault)
{
    const thaw_dials *list = &point->measuring->dials[deal];
    thaw_status status = THAW_OK;
    *count = 0;
    for (size_t k = 0; k < list->count && status == THAW_OK; k++) {
        thaw_dial *dial = &dials[*count];
        status = thaw_dial_find(&point->turned.setting, &point->turned.deals.items[deal],
                                list->items[k].key, dial, fault);
        if (status != THAW_OK)
            break;
        dial->from = fmin(fmax(list->items[k].from, dial->low), dial->high);
        dial->to = fmin(fmax(list->items[k].to, dial->low), dial->high);
        memcpy(dial->plausible, list->items[k].plausible, sizeof dial->plausible);
        (*count)++;
    }
    return status;
}

/* The slopes at the point announced none that was there; thaw_threshold_scan may find one. */
static thaw_status no_threshold(const thaw_sweep_point *point, size_t deal, thaw_fault *fault)
{
    char name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(&point->turned.deals.items[deal], name, sizeof name);
    return thaw_fail(fault, THAW_ENUMERIC,
                     "no threshold of %s was found by the slopes there; 'thaw threshold' scans for "
                     "them",
                     name);
}

static thaw_status fill_threshold(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                                  thaw_fault *fault)
{
    if (!found(&point->answers[deal]))
        return THAW_OK;
    size_t count = 0, reached = 0;
    thaw_threshold nearest;
    thaw_dial *dials = calloc(point->measuring->dials[deal].count + 1, sizeof *dials);
    thaw_status status = dials ? dials_there(point, deal, dials, &count, fault)
                               : thaw_fail(fault, THAW_ENOMEM, "no memory for thresholds");
    if (status == THAW_OK)
        status =
            thaw_threshold_nearest(&point->turned.setting, &point->turned.deals.items[deal], dials,
                                   count, 1, &point->limits, 1, &nearest, &reached, fault);
    if (status == THAW_OK && reached == 1) {
        size_t c = thaw_nearest_crossing(&nearest);
        status = thaw_result_text(&cells[0], nearest.dial.key, fault);
        cells[1].number[0] = nearest.crossings[c].value;
        cells[2].number[0] = nearest.nearest;
        thaw_threshold_clear(&nearest);
    }
    free(dials);
    return status == THAW_OK && reached == 0 ? no_threshold(point, deal, fault) : status;
}

/* ---- of the world ---- */

static thaw_status fill_no_deal(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                                thaw_fault *fault)
{
    (void)deal;
    (void)fault;
    const double *value = point->no_deal.values + (size_t)point->turned.setting.initial * 2;
    if (point->no_deal_found)
        set_pair(cells, value[0], value[1]);
    return THAW_OK;
}

static thaw_status fill_no_deal_forecast(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                                         thaw_fault *fault)
{
    (void)deal;
    (void)fault;
    for (size_t k = 0; k < THAW_FORECAST_ON_PLAN; k++)
        cells[k].number[0] = point->no_deal_forecast[k];
    return THAW_OK;
}

/* With no deal, from the frozen states that are listed as the first one is. */
static thaw_status fill_freeze(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                               thaw_fault *fault)
{
    const thaw_setting *setting = &point->turned.setting;
    size_t states = (size_t)setting->game->states;
    (void)deal;
    if (!point->no_deal_found)
        return THAW_OK;
    bool *frozen = calloc(states, sizeof *frozen);
    double *months = calloc(states, sizeof *months);
    thaw_status status = THAW_OK;
    for (size_t s = 0; frozen && s < states; s++)
        frozen[s] = thaw_fentanyl_frozen(setting->fentanyl_state[s]);
    if (frozen && months)
        status = thaw_duration(setting->game, point->no_deal.profile, frozen, months, fault);
    else
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for %zu states", states);
    bool listed = thaw_fentanyl_listed(setting->fentanyl_state[setting->initial]);
    for (size_t s = 0; status == THAW_OK && s < states; s++)
        if (frozen[s] && thaw_fentanyl_listed(setting->fentanyl_state[s]) == listed)
            cells[thaw_fentanyl_tension(setting->fentanyl_state[s])].number[0] = months[s];
    free(frozen);
    free(months);
    return status;
}

static thaw_status name_best(const thaw_sweep_point *point, size_t k, thaw_result *cell,
                             thaw_fault *fault)
{
    char name[THAW_DEAL_NAME_MAX] = "none";
    if (k != THAW_NO_DEAL_BEST)
        thaw_deal_format(&point->standard.items[k], name, sizeof name);
    return thaw_result_text(cell, name, fault);
}

static thaw_status fill_best(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                             thaw_fault *fault)
{
    (void)deal;
    if (!point->standard_found)
        return THAW_OK;
    thaw_status status = name_best(point, point->best.nash, &cells[0], fault);
    for (size_t i = 0; i < 2 && status == THAW_OK; i++)
        status = name_best(point, point->best.player[i], &cells[1 + i], fault);
    return status;
}

static thaw_status fill_best_value(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                                   thaw_fault *fault)
{
    (void)deal;
    if (!point->standard_found)
        return THAW_OK;
    if (point->best.nash == THAW_NO_DEAL_BEST)
        return thaw_fail(fault, THAW_ENUMERIC,
                         "no standard deal holds and gives both at least what they get with no "
                         "deal");
    const double *value = point->standard_answers[point->best.nash].values +
                          (size_t)point->turned.setting.initial * 2;
    set_pair(cells, value[0], value[1]);
    return THAW_OK;
}

static thaw_status fill_holding(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                                thaw_fault *fault)
{
    size_t holding = 0;
    (void)deal;
    (void)fault;
    for (size_t k = 0; point->standard_found && k < point->standard.count; k++)
        holding += point->standard_answers[k].verdict == THAW_HOLDS;
    if (point->standard_found)
        cells[0].number[0] = (double)holding;
    return THAW_OK;
}

static thaw_status fill_set_least(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                                  thaw_fault *fault)
{
    (void)deal;
    (void)fault;
    set_pair(cells, point->set_least[0], point->set_least[1]);
    return THAW_OK;
}

static thaw_status fill_set_most(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                                 thaw_fault *fault)
{
    (void)deal;
    (void)fault;
    set_pair(cells, point->set_most[0], point->set_most[1]);
    return THAW_OK;
}

/* ---- the table ---- */

#define TEXT(name, head)                                                                           \
    {                                                                                              \
        name, head, THAW_COLUMN_TEXT, 0                                                            \
    }
#define NUMBER(name, head, digits)                                                                 \
    {                                                                                              \
        name, head, THAW_COLUMN_NUMBER, digits                                                     \
    }
#define PAIR(name, head, digits)                                                                   \
    {                                                                                              \
        name, head, THAW_COLUMN_PAIR, digits                                                       \
    }
#define NO_DEAL  THAW_NEEDS_NO_DEAL
#define DEALS    THAW_NEEDS_DEALS
#define STANDARD (THAW_NEEDS_NO_DEAL | THAW_NEEDS_STANDARD)

static const thaw_measure measures[] = {
    {"verdict",
     "does the deal hold",
     DEALS,
     true,
     false,
     {TEXT("verdict", "verdict")},
     fill_verdict},
    {"slack",
     "smallest loss from giving less, points a month",
     DEALS,
     true,
     false,
     {PAIR("slack", "slack", 4)},
     fill_slack},
    {"slack_more",
     "smallest loss from giving more, points a month",
     DEALS,
     true,
     false,
     {PAIR("slack_more", "slack, more", 4)},
     fill_slack_more},
    {"price",
     "cost of departing once by giving less, points",
     DEALS,
     true,
     false,
     {PAIR("price", "cost of departing", 3)},
     fill_price},
    {"price_more",
     "cost of departing once by giving more, points",
     DEALS,
     true,
     false,
     {PAIR("price_more", "cost, more", 3)},
     fill_price_more},
    {"binds",
     "who is nearest to departing, where, to what",
     DEALS,
     true,
     false,
     {TEXT("binds_player", "who"), TEXT("binds_state", "departs in"), TEXT("binds_action", "to")},
     fill_binds},
    {"value",
     "what each side gets from the deal, points a month",
     DEALS,
     true,
     false,
     {PAIR("value", "value", 3)},
     fill_value},
    {"punishment_value",
     "what each side gets while it is punished",
     DEALS,
     true,
     false,
     {PAIR("punishment_value", "punished", 3)},
     fill_punishment_value},
    {"forecast",
     "48 months of the deal: months kept, frozen, of partial and full effort, lives",
     DEALS | THAW_NEEDS_FORECAST,
     true,
     true,
     {NUMBER("on_plan", "on plan", 1), NUMBER("frozen", "frozen", 1),
      NUMBER("partial", "partial", 1), NUMBER("full", "full", 1), NUMBER("lives", "lives", 0)},
     fill_forecast},
    {"threshold",
     "the threshold nearest to the point, over all inputs",
     DEALS | THAW_NEEDS_THRESHOLDS,
     true,
     false,
     {TEXT("threshold_input", "nearest threshold"), NUMBER("threshold", "at", 3),
      NUMBER("threshold_share", "of range", 2)},
     fill_threshold},
    {"no_deal",
     "what each side gets with no deal, points a month",
     NO_DEAL,
     false,
     false,
     {PAIR("no_deal", "no deal", 3)},
     fill_no_deal},
    {"no_deal_forecast",
     "48 months of no deal: frozen, partial and full effort, lives",
     NO_DEAL | THAW_NEEDS_FORECAST,
     false,
     true,
     {NUMBER("no_deal_frozen", "frozen", 1), NUMBER("no_deal_partial", "partial", 1),
      NUMBER("no_deal_full", "full", 1), NUMBER("no_deal_lives", "lives", 0)},
     fill_no_deal_forecast},
    {"freeze",
     "months a freeze lasts with no deal, begun in calm, tense, crisis",
     NO_DEAL,
     false,
     true,
     {NUMBER("freeze_calm", "calm", 2), NUMBER("freeze_tense", "tense", 2),
      NUMBER("freeze_crisis", "crisis", 2)},
     fill_freeze},
    {"best",
     "the best of the standard deals: by the Nash product, for the US, for China",
     STANDARD,
     false,
     true,
     {TEXT("best_nash", "best"), TEXT("best_us", "best for the US"),
      TEXT("best_china", "best for China")},
     fill_best},
    {"best_value",
     "what each side gets from the Nash-best",
     STANDARD,
     false,
     true,
     {PAIR("best_value", "value of the best", 3)},
     fill_best_value},
    {"holding",
     "how many of the standard deals hold",
     STANDARD,
     false,
     true,
     {NUMBER("holding", "deals that hold", 0)},
     fill_holding},
    {"set_least",
     "least each side gets in any pure-action equilibrium, all seen, points a month",
     THAW_NEEDS_SETS,
     false,
     false,
     {PAIR("set_least", "least in equilibrium", 3)},
     fill_set_least},
    {"set_most",
     "most each side gets in any pure-action equilibrium, all seen, points a month",
     THAW_NEEDS_SETS,
     false,
     false,
     {PAIR("set_most", "most in equilibrium", 3)},
     fill_set_most},
};
enum { MEASURES = sizeof measures / sizeof *measures };

const thaw_measure *thaw_measures(size_t *count)
{
    *count = MEASURES;
    return measures;
}

thaw_status thaw_measure_find(const char *name, size_t length, const thaw_measure **measure,
                              thaw_fault *fault)
{
    const char *names[MEASURES];
    char wanted[THAW_NAME_MAX];
    snprintf(wanted, sizeof wanted, "%.*s", (int)(length < 40 ? length : 40), name);
    for (size_t k = 0; k < MEASURES; k++) {
        names[k] = measures[k].name;
        *measure = &measures[k];
        if (strcmp(wanted, names[k]) == 0)
            return THAW_OK;
    }
    const char *near = thaw_nearest(wanted, names, MEASURES);
    thaw_fail(fault, THAW_EUNKNOWN, "there is no measure '%s'", wanted);
    if (near)
        thaw_fault_help(fault, "did you mean '%s'?", near);
    else
        thaw_fault_help(fault, "'thaw help sweep' lists them");
    return THAW_EUNKNOWN;
}

size_t thaw_measure_width(const thaw_measure *measure)
{
    size_t width = 0;
    while (width < THAW_MEASURE_COLUMNS && measure->columns[width].name)
        width++;
    return width;
}

thaw_status thaw_measure_fill(thaw_sweep_point *point, const thaw_measure *measure, size_t deal,
                              thaw_result *cells, thaw_fault *fault)
{
    bool unsolved = !point->turned.setting.game || /* inputs contradict each other */
                    ((measure->needs & THAW_NEEDS_DEALS) && !point->answers) ||
                    ((measure->needs & THAW_NEEDS_NO_DEAL) && !point->no_deal_found);
    if (unsolved || point->stopped)
        return THAW_OK;
    thaw_fault why = {0};
    thaw_status status = measure->fill(point, deal, cells, &why);
    if (status != THAW_OK && point->limits.deadline > 0 && thaw_clock() > point->limits.deadline)
        point->stopped = true; /* the time limit is no property of the point */
    return excuse(point, status, &why, fault);
}
