/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals that are named, or the Nash-best. */
#include "cli/choice.h"

#include "cli/story.h"

thaw_status thaw_choose_deals(const thaw_options *options, const char *command, thaw_study *study,
                              size_t *from, size_t *count, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = THAW_OK;
    for (size_t k = 2; k < options->argument_count && status == THAW_OK; k++)
        status = thaw_study_add(study, options->arguments[k], faults);
    *from = 0;
    *count = study->deals.count;
    if (status != THAW_OK || options->argument_count > 2)
        return status;
    if (thaw_deals_add_standard(&study->setting, &study->deals, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    status = thaw_study_solve(study, faults);
    *from = study->best.nash;
    *count = 1;
    if (status == THAW_OK && *from == THAW_NO_DEAL_BEST) {
        thaw_story_name_one(study, command, options->arguments[1], &fault);
        return thaw_give_up(faults, &fault);
    }
    return status;
}
