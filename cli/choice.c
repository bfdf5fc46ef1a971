/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals that are named, or the Nash-best. */
#include "cli/choice.h"

#include "cli/story.h"

/* The Nash-best of the standard deals, which are solved. */
static thaw_status choose_best(const thaw_options *options, const char *command, thaw_study *study,
                               size_t *k, thaw_faults *faults)
{
    thaw_fault fault;
    if (thaw_deals_add_standard(&study->setting, &study->deals, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_status status = thaw_study_solve(study, faults);
    *k = study->best.nash;
    if (status == THAW_OK && *k == THAW_NO_DEAL_BEST) {
        thaw_story_name_one(study, command, options->arguments[1], &fault);
        return thaw_give_up(faults, &fault);
    }
    return status;
}

thaw_status thaw_choose_deal(const thaw_options *options, const char *text, const char *command,
                             thaw_study *study, size_t *k, thaw_faults *faults)
{
    if (!text)
        return choose_best(options, command, study, k, faults);
    thaw_fault fault;
    *k = 0;
    thaw_status status = thaw_study_add(study, text, faults);
    if (status == THAW_OK && study->deals.count != 1) {
        thaw_fail(&fault, THAW_EARG, "'%.200s' names no punishment", text);
        thaw_fault_help(&fault, "one deal at a time, as in %.100s@trigger:12", text);
        return thaw_give_up(faults, &fault);
    }
    return status == THAW_OK ? thaw_study_solve(study, faults) : status;
}

thaw_status thaw_choose_deals(const thaw_options *options, const char *command, thaw_study *study,
                              size_t *from, size_t *count, thaw_faults *faults)
{
    thaw_status status = THAW_OK;
    for (size_t k = 2; k < options->argument_count && status == THAW_OK; k++)
        status = thaw_study_add(study, options->arguments[k], faults);
    *from = 0;
    *count = study->deals.count;
    if (status != THAW_OK || options->argument_count > 2)
        return status;
    *count = 1;
    return choose_best(options, command, study, from, faults);
}
