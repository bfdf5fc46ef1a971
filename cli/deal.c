/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw deal`: the bargain over the deals that hold, the zone of agreement, the waiting game. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bargain_report.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "cli/standoff_report.h"
#include "cli/story.h"
#include "cli/zone_report.h"

/* The zone that is shown where none is asked for: relief for full effort in calm months. */
#define USUAL_ZONE "full_calm@grim"

/* What the command has worked out. */
typedef struct bargain_answer {
    thaw_study study;
    thaw_search search;
    thaw_bargaining bargaining;
    thaw_deals zone_deals;
    thaw_zone *zones; /* [deal of zone_deals] */
    thaw_standoff *standoffs;
    size_t standoff_count;
} bargain_answer;

static void clear(bargain_answer *b)
{
    for (size_t k = 0; b->zones && k < b->zone_deals.count; k++)
        thaw_zone_clear(&b->zones[k]);
    free(b->zones);
    free(b->standoffs);
    thaw_deals_clear(&b->zone_deals);
    thaw_bargaining_clear(&b->bargaining);
    thaw_search_clear(&b->search);
    thaw_study_clear(&b->study);
}

/* ---- what may be agreed on ---- */

static thaw_status check_use(const thaw_options *options, const thaw_study *study,
                             thaw_fault *fault)
{
    const thaw_game *game = study->setting.game;
    if (game->players != 2)
        return thaw_fail(fault, THAW_EARG, "thaw deal is for two players, and %.200s has %d",
                         options->arguments[1], game->players);
    if (!study->setting.scenario && options->argument_count == 2) {
        thaw_fail(fault, THAW_EARG, "'%.200s' is a game file: name the deals to choose from",
                  options->arguments[1]);
        thaw_fault_help(fault, "as in: thaw deal %.60s L/L@grim", options->arguments[1]);
        return THAW_EARG;
    }
    if (!study->setting.scenario && (options->given & (THAW_OPT_SEARCH | THAW_OPT_DEAL)))
        return thaw_fail(fault, THAW_EARG, "--search and --deal are for scenarios, not game files");
    return THAW_OK;
}

/* A search cut short is no answer: the deals that are missing might have been better. */
static thaw_status search(const thaw_options *options, bargain_answer *b, thaw_fault *fault)
{
    thaw_progress_bar bar;
    thaw_progress_begin(&bar, "deals", options->quiet);
    thaw_status status =
        thaw_search_plans(&b->study.setting, &b->study.no_deal, NULL, 0, &b->study.limits,
                          b->study.threads, thaw_progress_show, &bar, &b->search, fault);
    thaw_progress_end(&bar);
    if (status != THAW_OK || b->search.outcome == THAW_OUTCOME_CONVERGED)
        return status;
    return thaw_fail(fault, thaw_status_of(b->search.outcome),
                     "the search over plans did not come to its end: %s",
                     thaw_outcome_text(b->search.outcome));
}

/* The scenario's own plans, which a search over stances and efforts may not have. */
static thaw_status add_own_plans(thaw_study *study, thaw_faults *faults)
{
    const thaw_scenario *scenario = study->setting.scenario;
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < scenario->plan_count && status == THAW_OK; k++) {
        char name[THAW_NAME_MAX + sizeof THAW_DELIST_SUFFIX];
        snprintf(name, sizeof name, "%s%s", scenario->plans[k].name, THAW_DELIST_SUFFIX);
        status = thaw_study_add(study, scenario->plans[k].name, faults);
        if (status == THAW_OK)
            status = thaw_study_add(study, name, faults);
    }
    return status;
}

/* The deals that are named; else the standard ones, or, with a search, which has the built-in
 * plans, the scenario's own. */
static thaw_status add_deals(const thaw_options *options, thaw_study *study, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = THAW_OK;
    for (size_t k = 2; k < options->argument_count && status == THAW_OK; k++)
        status = thaw_study_add(study, options->arguments[k], faults);
    if (options->argument_count > 2)
        return status;
    if (options->given & THAW_OPT_SEARCH)
        return add_own_plans(study, faults);
    status = thaw_deals_add_standard(&study->setting, &study->deals, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

static thaw_status bargain(const thaw_options *options, bargain_answer *b, thaw_faults *faults)
{
    thaw_fault fault;
    bool searches = options->given & THAW_OPT_SEARCH;
    thaw_status status = check_use(options, &b->study, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    status = add_deals(options, &b->study, faults);
    if (status == THAW_OK)
        status = thaw_study_solve(&b->study, faults);
    if (status != THAW_OK)
        return status;
    if (searches)
        status = search(options, b, &fault);
    if (status == THAW_OK)
        status = thaw_bargaining_begin(
            &b->study, !searches && options->argument_count == 2, searches ? &b->search : NULL,
            options->round > 0 ? options->round : 1, &b->bargaining, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* ---- zones and waiting ---- */

/* The deals whose zones are shown: those of --deal, a plan alone meaning under grim. */
static thaw_status read_zone_deals(const thaw_options *options, bargain_answer *b,
                                   thaw_fault *fault)
{
    static const char *const usual[] = {USUAL_ZONE};
    const char *const *names = options->deal_count ? options->deals : usual;
    size_t count = options->deal_count ? options->deal_count : 1;
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < count && status == THAW_OK; k++) {
        char name[THAW_DEAL_NAME_MAX];
        snprintf(name, sizeof name, "%s%s", names[k], strchr(names[k], '@') ? "" : "@grim");
        status = thaw_deals_read(&b->study.setting, name, &b->zone_deals, fault);
    }
    for (size_t k = 0; k < b->zone_deals.count && status == THAW_OK; k++)
        status = thaw_zone_check(&b->study.setting, &b->zone_deals.items[k], fault);
    return status;
}

/* A map cut short is no answer. */
static thaw_status check_stopped(const thaw_zone *zone, thaw_fault *fault)
{
    for (int k = 0; k < zone->rows * zone->columns; k++) {
        thaw_markov_result result = {.outcome = zone->points[k].outcome};
        if (result.outcome == THAW_OUTCOME_INTERRUPTED || result.outcome == THAW_OUTCOME_TIME_LIMIT)
            return thaw_study_outcome(&result, "a zone of agreement", fault);
    }
    return THAW_OK;
}

static thaw_status map_zones(bargain_answer *b, thaw_fault *fault)
{
    const thaw_study *s = &b->study;
    b->zones = calloc(b->zone_deals.count + 1, sizeof *b->zones);
    thaw_status status =
        b->zones ? THAW_OK : thaw_fail(fault, THAW_ENOMEM, "no memory for zones of agreement");
    for (size_t k = 0; k < b->zone_deals.count && status == THAW_OK; k++) {
        status = thaw_zone_map(&s->setting, &b->zone_deals.items[k], &s->no_deal, THAW_ZONE_COLUMNS,
                               THAW_ZONE_ROWS, &s->limits, s->threads, &b->zones[k], fault);
        if (status == THAW_OK)
            status = check_stopped(&b->zones[k], fault);
    }
    return status;
}

static thaw_status negotiate(const thaw_options *options, bargain_answer *b, thaw_faults *faults)
{
    thaw_fault fault;
    if (!b->study.setting.scenario)
        return THAW_OK;
    thaw_status status = read_zone_deals(options, b, &fault);
    if (status == THAW_OK)
        status = map_zones(b, &fault);
    if (status == THAW_OK)
        status =
            thaw_standoff_solve(&b->study.setting, b->study.no_deal.profile,
                                b->study.no_deal.values, &b->standoffs, &b->standoff_count, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* ---- saying it ---- */

static void say(const bargain_answer *b, thaw_answer *answer)
{
    const thaw_study *s = &b->study;
    bool scenario = s->setting.scenario != NULL;
    json_t *zones = json_array();
    thaw_answer_json(answer, "deal");
    thaw_subject_json(&s->subject, answer);
    thaw_story_header(s, answer);
    thaw_bargaining_say(&b->bargaining, answer);
    for (size_t k = 0; k < b->zone_deals.count; k++)
        thaw_zone_say(s, &b->zone_deals.items[k], &b->zones[k], answer);
    if (scenario)
        thaw_standoff_say(s, b->standoffs, b->standoff_count, answer);
    thaw_bargaining_tables(&b->bargaining, answer);
    for (size_t k = 0; k < b->zone_deals.count; k++) {
        thaw_zone_tables(s, &b->zone_deals.items[k], &b->zones[k], k, answer);
        json_array_append_new(zones, thaw_zone_json(s, &b->zone_deals.items[k], &b->zones[k]));
    }
    if (b->standoff_count > 0)
        thaw_standoff_table(s, b->standoffs, b->standoff_count, answer);
    thaw_bargaining_json(&b->bargaining, answer);
    thaw_answer_set(answer, answer->json, "zones", zones);
    thaw_standoff_json(s, b->standoffs, b->standoff_count, answer);
}

thaw_status thaw_cmd_deal(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    bargain_answer b = {.standoff_count = 0};
    thaw_status status = thaw_study_begin(options, options->arguments[1], &b.study, faults);
    if (status == THAW_OK)
        status = bargain(options, &b, faults);
    if (status == THAW_OK)
        status = negotiate(options, &b, faults);
    if (status == THAW_OK)
        say(&b, answer);
    clear(&b);
    return status;
}
