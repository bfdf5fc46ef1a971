/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw why`: the departure that binds a deal, or the best one from a pair of strategies, itemised.
 */
#include "cli/command.h"
#include "cli/story.h"
#include "cli/why_pair.h"
#include "cli/why_report.h"
#include "model/strategies.h"

/* The deal asked about: named, or the Nash-best of the standard ones. */
static thaw_status choose(const thaw_options *options, thaw_study *study, size_t *k,
                          thaw_faults *faults)
{
    thaw_fault fault;
    bool named = options->argument_count > 2;
    thaw_status status = named ? thaw_study_add(study, options->arguments[2], faults) : THAW_OK;
    if (status == THAW_OK && named && study->deals.count != 1) {
        thaw_fail(&fault, THAW_EARG, "'%.200s' names no punishment", options->arguments[2]);
        thaw_fault_help(&fault, "one deal at a time, as in %.100s@trigger:12",
                        options->arguments[2]);
        return thaw_give_up(faults, &fault);
    }
    if (status == THAW_OK && !named &&
        (status = thaw_deals_add_standard(&study->setting, &study->deals, &fault)) != THAW_OK)
        return thaw_give_up(faults, &fault);
    if (status == THAW_OK)
        status = thaw_study_solve(study, faults);
    *k = named ? 0 : study->best.nash;
    if (status == THAW_OK && *k == THAW_NO_DEAL_BEST) {
        thaw_story_name_one(study, "why", options->arguments[1], &fault);
        return thaw_give_up(faults, &fault);
    }
    return status;
}

static thaw_status check_found(const thaw_study *study, size_t k, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status =
        thaw_study_outcome(&study->answers[k].punishment, "the punishment phase", &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

thaw_status thaw_cmd_why(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    thaw_study study;
    size_t k = 0;
    thaw_status status = thaw_study_begin(options, options->arguments[1], &study, faults);
    const char *named = options->argument_count > 2 ? options->arguments[2] : "";
    if (status == THAW_OK && study.setting.scenario && thaw_strategies_are_meant(named)) {
        status = thaw_why_pair(&study, named, answer, faults);
    } else {
        if (status == THAW_OK)
            status = choose(options, &study, &k, faults);
        if (status == THAW_OK)
            status = check_found(&study, k, faults);
        if (status == THAW_OK)
            thaw_why_say(&study, k, options->argument_count == 2, answer);
    }
    thaw_study_clear(&study);
    return status;
}
