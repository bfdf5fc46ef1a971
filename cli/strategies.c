/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw strategies`: every US strategy against every Chinese one. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/story.h"
#include "cli/strategies_report.h"
#include "model/strategies.h"

enum { LISTED = 6 }; /* equilibria listed without --all */

/* ---- asking ---- */

/* One side's strategies: all there are, or those that --us or --china names. */
static thaw_status gather(const thaw_study *study, int player, const char *names_given,
                          thaw_strategy **side, int *count, thaw_fault *fault)
{
    const char *names[THAW_STRATEGIES_MAX];
    size_t wanted = 0;
    char *copy = names_given ? strdup(names_given) : NULL, *rest = NULL;
    if (names_given && !copy)
        return thaw_fail(fault, THAW_ENOMEM, "out of memory");
    if (!names_given)
        wanted = thaw_strategy_names(study->setting.scenario, player, names);
    for (char *name = copy ? strtok_r(copy, ",", &rest) : NULL;
         name && wanted < THAW_STRATEGIES_MAX; name = strtok_r(NULL, ",", &rest))
        names[wanted++] = name;
    thaw_status status = THAW_OK;
    if (wanted == 0)
        status = thaw_fail(fault, THAW_EARG, "--%s names no strategy",
                           player == THAW_US ? "us" : "china");
    for (size_t k = 0; k < wanted && status == THAW_OK; k++) {
        bool twice = false;
        for (size_t j = 0; j < k; j++)
            twice = twice || strcmp(names[j], names[k]) == 0;
        if (twice)
            status = thaw_fail(fault, THAW_EARG, "--%s names %s twice",
                               player == THAW_US ? "us" : "china", names[k]);
        else
            status = thaw_strategy_find(&study->setting, player, names[k], &side[*count], fault);
        *count += status == THAW_OK;
    }
    free(copy);
    return status;
}

static thaw_status solve_pool(const thaw_options *options, thaw_contest *contest, thaw_fault *fault)
{
    thaw_strategy *strategies[2][THAW_STRATEGIES_MAX] = {{NULL}};
    thaw_strategy **const side[2] = {strategies[0], strategies[1]};
    int count[2] = {0, 0};
    thaw_status status = THAW_OK;
    for (int i = 0; i < 2 && status == THAW_OK; i++)
        status = gather(contest->study, i, options->pool[i], strategies[i], &count[i], fault);
    if (status == THAW_OK) {
        status = thaw_pool_solve(&contest->study->setting, side, count, &contest->study->limits,
                                 contest->study->threads, &contest->pool, fault);
        if (status == THAW_ERANGE)
            thaw_fault_help(fault,
                            "leave one of them out: --us A,B and --china A,B name those that "
                            "are compared");
        return status;
    }
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < count[i]; k++)
            thaw_strategy_free(strategies[i][k]);
    return status;
}

/* The strategies that a player's gain on an equilibrium comes from most: its own likeliest, and the
 * other's against which the best reply does better by most, weighed by its chance. */
static void leaving_pair(const thaw_contest *contest, size_t equilibrium, int player,
                         const thaw_strategy *sides[2])
{
    const thaw_pool *pool = &contest->pool;
    const double *own = thaw_contest_chances(contest, equilibrium, player),
                 *others = thaw_contest_chances(contest, equilibrium, 1 - player);
    int mine = 0, against = 0;
    double most = -HUGE_VAL;
    for (int k = 1; k < pool->count[player]; k++)
        if (own[k] > own[mine])
            mine = k;
    for (int k = 0; k < pool->count[1 - player]; k++) {
        int us = player == THAW_US ? mine : k, china = player == THAW_US ? k : mine;
        double gain = pool->reply[player][k].values[contest->study->setting.initial] -
                      pool->value[us * pool->count[1] + china][player];
        if (others[k] > 0 && others[k] * gain > most) {
            most = others[k] * gain;
            against = k;
        }
    }
    sides[player] = pool->side[player][mine];
    sides[1 - player] = pool->side[1 - player][against];
}

static thaw_status find_departures(thaw_contest *contest, bool all, thaw_fault *fault)
{
    size_t count = contest->pool.stage->equilibria;
    contest->shown = all || count < LISTED ? count : LISTED;
    contest->leaving = calloc(contest->shown + 1, sizeof *contest->leaving);
    if (!contest->leaving)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu equilibria", count);
    thaw_status status = THAW_OK;
    for (size_t e = 0; e < contest->shown; e++)
        for (int i = 0; i < 2 && status == THAW_OK; i++) {
            const thaw_strategy *sides[2];
            leaving_pair(contest, e, i, sides);
            status = thaw_pair_study_begin(contest->study, sides, &contest->leaving[e][i], fault);
        }
    return status;
}

static thaw_status solve(const thaw_options *options, thaw_contest *contest, thaw_fault *fault)
{
    if (!contest->study->setting.scenario) {
        thaw_fail(fault, THAW_EARG, "'%.200s' is a game file: strategies are of scenarios",
                  options->arguments[1]);
        thaw_fault_help(fault, "a scenario (.ini) has the states and signals that they read");
        return THAW_EARG;
    }
    thaw_status status = solve_pool(options, contest, fault);
    if (status == THAW_OK)
        status = find_departures(contest, options->all, fault);
    if (status == THAW_OK && options->replicator)
        status = thaw_check_stop(&contest->study->limits, "the replicator did not run", fault);
    if (status == THAW_OK && options->replicator)
        status =
            thaw_replicator_run(contest->pool.count, contest->pool.value, &contest->run, fault);
    return status;
}

/* For one note: where there is no path to no deal that can be followed it goes without, but a
 * search that was stopped leaves nothing out unsaid. */
static thaw_status solve_no_deal(thaw_study *study, thaw_fault *fault)
{
    thaw_status status =
        thaw_no_deal_solve(&study->setting, &study->limits, &study->no_deal, fault);
    thaw_outcome outcome = study->no_deal.result.outcome;
    if (status == THAW_OK &&
        (outcome == THAW_OUTCOME_TIME_LIMIT || outcome == THAW_OUTCOME_INTERRUPTED))
        return thaw_fail(fault, thaw_status_of(outcome), "what no deal is worth was not found: %s",
                         thaw_outcome_text(outcome));
    return status;
}

static void contest_clear(thaw_contest *contest)
{
    for (size_t e = 0; contest->leaving && e < contest->shown; e++)
        for (int i = 0; i < 2; i++)
            thaw_pair_study_clear(&contest->leaving[e][i]);
    free(contest->leaving);
    thaw_replicator_clear(&contest->run);
    thaw_pool_clear(&contest->pool);
}

/* ---- saying ---- */

static void say(const thaw_options *options, const thaw_contest *contest, thaw_answer *answer)
{
    thaw_answer_json(answer, "strategies");
    thaw_subject_json(&contest->study->subject, answer);
    thaw_story_header(contest->study, answer);
    thaw_contest_story(contest, options->robust, answer);
    thaw_contest_bests(contest, THAW_US, answer);
    thaw_contest_bests(contest, THAW_CHINA, answer);
    thaw_contest_equilibria(contest, answer);
    for (int i = 0; i < 2 && options->matrix; i++)
        thaw_contest_matrix(contest, i, answer);
    for (int i = 0; i < 2 && options->robust; i++)
        thaw_contest_robust(contest, i, answer);
    if (options->replicator)
        thaw_contest_replicator(contest, answer);
    thaw_contest_json(contest, answer);
}

thaw_status thaw_cmd_strategies(const thaw_options *options, thaw_answer *answer,
                                thaw_faults *faults)
{
    thaw_study study;
    thaw_contest contest = {.study = &study};
    thaw_status status = thaw_study_read(options, options->arguments[1], &study, faults);
    if (status == THAW_OK) {
        thaw_fault fault;
        status = solve(options, &contest, &fault);
        if (status == THAW_OK)
            status = solve_no_deal(&study, &fault);
        if (status == THAW_OK)
            say(options, &contest, answer);
        else
            thaw_give_up(faults, &fault);
    }
    contest_clear(&contest);
    thaw_study_clear(&study);
    return status;
}
