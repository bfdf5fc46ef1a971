/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw why`: the departure that binds a deal, or the best one from a pair of strategies, itemised.
 */
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/why_pair.h"
#include "cli/why_report.h"
#include "model/strategies.h"

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
    thaw_status status = thaw_study_read(options, options->arguments[1], &study, faults);
    const char *named = options->argument_count > 2 ? options->arguments[2] : "";
    if (status == THAW_OK && study.setting.scenario && thaw_strategies_are_meant(named)) {
        status = thaw_why_pair(&study, named, answer, faults);
    } else {
        if (status == THAW_OK)
            status = thaw_study_no_deal(&study, faults);
        if (status == THAW_OK)
            status = thaw_choose_deal(options,
                                      options->argument_count > 2 ? options->arguments[2] : NULL,
                                      "why", &study, &k, faults);
        if (status == THAW_OK)
            status = check_found(&study, k, faults);
        if (status == THAW_OK)
            thaw_why_say(&study, k, options->argument_count == 2, answer);
    }
    thaw_study_clear(&study);
    return status;
}
