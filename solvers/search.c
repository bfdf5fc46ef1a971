/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search over plans: made, solved in batches on all cores, and sifted. */
#include "solvers/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/clock.h"
#include "solvers/harshest.h"
#include "solvers/parallel.h"
#include "solvers/settings.h"

static const thaw_stance stances[] = {THAW_PRESSURE, THAW_STEADY, THAW_RELIEF};
static const thaw_move efforts[] = {THAW_NONE, THAW_PARTIAL, THAW_FULL};

enum {
    CHOICES = 3,
    PAIRS = CHOICES * CHOICES,
    OPEN_PLANS = PAIRS * PAIRS * PAIRS,
    FROZEN_PLANS = 2
};

static thaw_pair pair_number(int k)
{
    return (thaw_pair){stances[k / CHOICES], efforts[k % CHOICES]};
}

/* Plan number k of OPEN_PLANS * FROZEN_PLANS, not named yet. */
static thaw_plan plan_number(int k)
{
    int open = k / FROZEN_PLANS;
    thaw_plan plan = {.set = THAW_PLAN_COMPLETE};
    plan.open[THAW_CALM] = pair_number(open / (PAIRS * PAIRS));
    plan.open[THAW_TENSE] = pair_number(open / PAIRS % PAIRS);
    plan.open[THAW_CRISIS] = pair_number(open % PAIRS);
    for (int t = 0; t < THAW_TENSIONS; t++)
        plan.frozen[t] =
            (thaw_pair){k % FROZEN_PLANS == 0 ? THAW_RELIEF : THAW_STEADY, THAW_RESUME};
    return plan;
}

size_t thaw_search_plans_count(void)
{
    return (size_t)OPEN_PLANS * FROZEN_PLANS;
}

thaw_plan thaw_search_plan(size_t k)
{
    return plan_number((int)k);
}

/* The deals of the search, all of them, in order. */
typedef struct candidates {
    const thaw_setting *setting;
    const thaw_punishment *punishments;
    size_t punishment_count;
    thaw_deals deals;
} candidates;

static bool same_pairs(const thaw_plan *one, const thaw_plan *two)
{
    for (int t = 0; t < THAW_TENSIONS; t++)
        if (one->open[t].us != two->open[t].us || one->open[t].china != two->open[t].china ||
            one->frozen[t].us != two->frozen[t].us || one->frozen[t].china != two->frozen[t].china)
            return false;
    return true;
}

/* The built-in plan's name, the scenario's own plan's, or the four pairs. */
static void name_plan(const thaw_scenario *scenario, const thaw_plan *plan, bool delist,
                      char name[THAW_DEAL_PLAN_MAX])
{
    size_t count = 0;
    const thaw_plan *builtin = thaw_builtin_plans(&count);
    for (size_t k = 0; k < count + scenario->plan_count; k++) {
        const thaw_plan *known = k < count ? &builtin[k] : &scenario->plans[k - count];
        if (same_pairs(plan, known)) {
            snprintf(name, THAW_DEAL_PLAN_MAX, "%s%s", known->name,
                     delist ? THAW_DELIST_SUFFIX : "");
            return;
        }
    }
    thaw_plan shown = delist ? thaw_plan_with_delist(plan) : *plan;
    name[0] = '\0';
    for (int t = 0; t <= THAW_TENSIONS; t++) {
        char pair[THAW_NAME_MAX];
        thaw_pair_format(t < THAW_TENSIONS ? shown.open[t] : shown.frozen[THAW_CALM], pair,
                         sizeof pair);
        size_t used = strlen(name);
        snprintf(name + used, THAW_DEAL_PLAN_MAX - used, "%s%s", t ? "," : "", pair);
    }
}

static thaw_status add_variant(candidates *c, const thaw_plan *plan, bool delist, thaw_fault *fault)
{
    char name[THAW_DEAL_PLAN_MAX];
    name_plan(c->setting->scenario, plan, delist, name);
    thaw_plan promised = delist ? thaw_plan_with_delist(plan) : *plan;
    size_t before = c->deals.count;
    for (size_t k = 0; k < c->punishment_count; k++) {
        thaw_status status =
            thaw_deals_add_named(c->setting, name, &promised, &c->punishments[k], &c->deals, fault);
        if (status != THAW_OK)
            return status;
        if (delist && k == 0 &&
            thaw_deals_same_play(c->setting, &c->deals.items[before],
                                 &c->deals.items[before - 1])) {
            thaw_deals_drop_last(&c->deals);
            return THAW_OK;
        }
    }
    return THAW_OK;
}

static thaw_status make_candidates(candidates *c, thaw_fault *fault)
{
    for (int k = 0; k < OPEN_PLANS * FROZEN_PLANS; k++) {
        thaw_plan plan = plan_number(k);
        for (int delist = 0; delist < 2; delist++) {
            thaw_status status = add_variant(c, &plan, delist != 0, fault);
            if (status != THAW_OK)
                return status;
        }
    }
    return THAW_OK;
}

/* ---- solving ---- */

enum { BATCH = 512 }; /* deals between looks at the clock: a second or two */

typedef struct batch {
    const thaw_setting *setting;
    const thaw_deal *deals;
    const thaw_no_deal *no_deal;
    const thaw_forecast_request *request;
    const thaw_markov_settings *settings;
    thaw_perfect perfect; /* for harshest */
    thaw_deal_answer answers[BATCH];
    thaw_status status[BATCH];
    thaw_fault faults[BATCH];
} batch;

static void solve_with(batch *b, size_t k, const thaw_forecast_request *request)
{
    b->status[k] = thaw_deal_solve(b->setting, &b->perfect, &b->deals[k], b->no_deal, request,
                                   b->settings, &b->answers[k], &b->faults[k]);
}

/* Forecasts only for what holds: the others are forgotten. */
static void solve_one(size_t k, void *context)
{
    batch *b = context;
    solve_with(b, k, NULL);
    if (b->status[k] != THAW_OK || b->answers[k].verdict != THAW_HOLDS)
        return;
    thaw_deal_answer_clear(&b->answers[k]);
    solve_with(b, k, b->request);
}

/* How a deal's solver was stopped before it knew; CONVERGED where it was not. */
static thaw_outcome stopped_by(const thaw_deal_answer *answer)
{
    thaw_outcome outcome = answer->punishment.outcome;
    bool stopped = outcome == THAW_OUTCOME_TIME_LIMIT || outcome == THAW_OUTCOME_INTERRUPTED;
    return stopped ? outcome : THAW_OUTCOME_CONVERGED;
}

static void count_one(const thaw_deal_answer *answer, thaw_search *search)
{
    thaw_outcome stopped = stopped_by(answer);
    if (stopped != THAW_OUTCOME_CONVERGED) {
        search->outcome = stopped;
        return;
    }
    search->searched++;
    search->undecided += answer->verdict == THAW_UNDECIDED;
}

/* Keeps those that hold, with their deals, in order. */
static thaw_status sift(batch *b, thaw_deal *deals, size_t count, thaw_search *search,
                        thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < count && status == THAW_OK; k++)
        if ((status = b->status[k]) != THAW_OK && fault)
            *fault = b->faults[k];
    for (size_t k = 0; k < count; k++) {
        bool keep = status == THAW_OK && b->answers[k].verdict == THAW_HOLDS;
        if (status == THAW_OK)
            count_one(&b->answers[k], search);
        if (!keep) {
            thaw_deal_answer_clear(&b->answers[k]);
            continue;
        }
        search->answers[search->deals.count] = b->answers[k];
        search->deals.items[search->deals.count++] = deals[k];
        deals[k] = (thaw_deal){0};
    }
    return status;
}

static bool must_stop(const thaw_markov_settings *settings, thaw_search *search)
{
    thaw_outcome stopped = thaw_must_stop(settings);
    if (stopped != THAW_OUTCOME_CONVERGED)
        search->outcome = stopped;
    return stopped != THAW_OUTCOME_CONVERGED;
}

static thaw_status solve_all(candidates *c, batch *b, int threads, thaw_progress *progress,
                             void *context, thaw_search *search, thaw_fault *fault)
{
    size_t total = c->deals.count;
    for (size_t from = 0; from < total; from += BATCH) {
        if (must_stop(b->settings, search))
            return THAW_OK;
        size_t count = total - from < BATCH ? total - from : BATCH;
        b->deals = c->deals.items + from;
        memset(b->answers, 0, sizeof b->answers);
        thaw_parallel_for(count, threads, solve_one, b);
        thaw_status status = sift(b, c->deals.items + from, count, search, fault);
        if (status != THAW_OK)
            return status;
        if (progress)
            progress(from + count, total, context);
    }
    return THAW_OK;
}

void thaw_search_clear(thaw_search *search)
{
    for (size_t k = 0; k < search->deals.count; k++)
        thaw_deal_answer_clear(&search->answers[k]);
    free(search->answers);
    thaw_deals_clear(&search->deals);
    *search = (thaw_search){0};
}

/* The sets behind harshest, once for all plans. */
static thaw_status make_perfect(const candidates *c, batch *b, thaw_fault *fault)
{
    for (size_t k = 0; k < c->punishment_count; k++)
        if (c->punishments[k].kind == THAW_HARSHEST)
            return thaw_perfect_solve(c->setting, 0, b->settings, &b->perfect, fault);
    return THAW_OK;
}

static thaw_status run(candidates *c, batch *b, int threads, thaw_progress *progress, void *context,
                       thaw_search *search, thaw_fault *fault)
{
    thaw_status status = make_perfect(c, b, fault);
    if (status == THAW_OK)
        status = make_candidates(c, fault);
    if (status != THAW_OK)
        return status;
    search->answers = calloc(c->deals.count, sizeof *search->answers);
    search->deals.items = calloc(c->deals.count, sizeof *search->deals.items);
    if (!search->answers || !search->deals.items)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu deals", c->deals.count);
    search->deals.capacity = c->deals.count;
    return solve_all(c, b, threads, progress, context, search, fault);
}

thaw_status thaw_search_plans(const thaw_setting *setting, const thaw_no_deal *no_deal,
                              const thaw_punishment *punishments, size_t count,
                              const thaw_markov_settings *settings, int threads,
                              thaw_progress *progress, void *context, thaw_search *search,
                              thaw_fault *fault)
{
    *search = (thaw_search){.outcome = THAW_OUTCOME_CONVERGED};
    if (!setting->scenario)
        return thaw_fail(fault, THAW_EARG,
                         "plans by tension are searched for scenarios, not for games");
    thaw_forecast_request request;
    thaw_status status = thaw_forecast_of(setting, &request, fault);
    if (status != THAW_OK)
        return status;
    candidates c = {.setting = setting, .punishments = punishments, .punishment_count = count};
    if (count == 0)
        c.punishments = thaw_standard_punishments(&c.punishment_count);
    batch *b = calloc(1, sizeof *b);
    if (b) {
        b->setting = setting;
        b->no_deal = no_deal;
        b->request = &request;
        b->settings = settings;
        status = run(&c, b, threads, progress, context, search, fault);
        thaw_perfect_clear(&b->perfect);
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for the search");
    }
    if (status == THAW_OK)
        search->best = thaw_deals_best(setting, &search->deals, search->answers, no_deal);
    else
        thaw_search_clear(search);
    free(b);
    thaw_deals_clear(&c.deals);
    free((double *)request.feature);
    return status;
}
