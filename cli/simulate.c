/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw simulate`: seeded futures of a deal, of no deal, or of two strategies. */
#include <stdlib.h>

#include "cli/cast.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/story.h"

/* ---- asking and saying ---- */

/* A simulation cut short is answered with what was done, and exit code 1 or 130. */
static int exit_of(thaw_outcome outcome)
{
    enum { DONE = 0, STOPPED_EARLY = 1, STOPPED_BY_SIGNAL = 130 };
    return outcome == THAW_OUTCOME_CONVERGED     ? DONE
           : outcome == THAW_OUTCOME_INTERRUPTED ? STOPPED_BY_SIGNAL
                                                 : STOPPED_EARLY;
}

static void say_head(const thaw_cast *cast, const thaw_simulation_settings *settings,
                     thaw_answer *answer)
{
    thaw_answer_json(answer, "simulate");
    thaw_subject_json(&cast->study.subject, answer);
    thaw_answer_set(answer, answer->json, "kind", thaw_json_text(cast->futures.kind));
    thaw_answer_set(answer, answer->json, "name", thaw_json_text(cast->name));
    thaw_answer_set(answer, answer->json, "verdict",
                    thaw_json_text(cast->futures.answer
                                       ? thaw_verdict_text(cast->futures.answer->verdict)
                                       : NULL));
    thaw_answer_set(answer, answer->json, "seed", json_integer((json_int_t)settings->seed));
    thaw_answer_set(answer, answer->json, "months", json_integer(settings->months));
    thaw_story_header(&cast->study, answer);
}

static thaw_status simulate(const thaw_options *options, thaw_cast *cast,
                            const thaw_simulation_settings *settings, thaw_answer *answer,
                            thaw_fault *fault)
{
    thaw_simulation simulation;
    thaw_progress_bar bar;
    thaw_progress_begin(&bar, "futures", options->quiet);
    thaw_status status =
        thaw_simulate(&cast->play, settings, thaw_progress_show, &bar, &simulation, fault);
    thaw_progress_end(&bar);
    if (status != THAW_OK)
        return status;
    if (simulation.outcome == THAW_OUTCOME_INTERRUPTED)
        thaw_interrupt_forget();
    cast->futures.simulation = &simulation;
    cast->futures.asked = settings->runs;
    thaw_futures_say(&cast->futures, options->all, answer);
    thaw_futures_json(&cast->futures, answer);
    answer->exit = exit_of(simulation.outcome);
    thaw_simulation_clear(&simulation);
    cast->futures.simulation = NULL;
    return THAW_OK;
}

static thaw_status show_path(const thaw_cast *cast, const thaw_simulation_settings *settings,
                             thaw_answer *answer, thaw_fault *fault)
{
    thaw_month *month = calloc((size_t)settings->months, sizeof *month);
    thaw_status status =
        month ? thaw_simulate_path(&cast->play, settings->seed, 0, settings->months, month, fault)
              : thaw_fail(fault, THAW_ENOMEM, "no memory for %d months", settings->months);
    if (status == THAW_OK) {
        thaw_path_say(&cast->futures, &cast->play, settings->seed, month, settings->months, answer);
        thaw_path_json(&cast->futures, &cast->play, month, settings->months, answer);
    }
    free(month);
    return status;
}

thaw_status thaw_cmd_simulate(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    thaw_cast cast;
    thaw_fault fault;
    const char *text = options->argument_count > 2 ? options->arguments[2] : NULL;
    thaw_status status = thaw_cast_begin(options, text, "simulate", &cast, faults);
    if (status == THAW_OK) {
        thaw_simulation_settings settings = thaw_cast_settings(options, &cast);
        say_head(&cast, &settings, answer);
        status = options->given & THAW_OPT_PATH
                     ? show_path(&cast, &settings, answer, &fault)
                     : simulate(options, &cast, &settings, answer, &fault);
        if (status != THAW_OK)
            thaw_give_up(faults, &fault);
    }
    thaw_cast_clear(&cast);
    return status;
}
