/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw simulate`: seeded futures of a deal, of no deal, or of two strategies. */
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/simulate_report.h"
#include "cli/story.h"
#include "model/strategies.h"

static const char NO_DEAL[] = "no-deal";

/* What is to be simulated, ready to be played. */
typedef struct subject {
    thaw_study study;
    char name[THAW_DEAL_NAME_MAX];
    thaw_machine *machine;
    double *profile; /* of a pair; NULL otherwise */
    char **memory;   /* [phase]: names of a pair's memory states; NULL otherwise */
    thaw_play play;
    thaw_futures futures;
} subject;

static void subject_clear(subject *s)
{
    for (int q = 0; s->memory && q < s->machine->phases; q++)
        free(s->memory[q]);
    free(s->memory);
    free(s->profile);
    thaw_machine_free(s->machine);
    thaw_study_clear(&s->study);
}

/* ---- what is asked about
 * ------------------------------------------------------------------------------- */

static thaw_status choose_no_deal(subject *s, thaw_fault *fault)
{
    thaw_status status = thaw_machine_new(s->study.setting.game, 1, &s->machine, fault);
    snprintf(s->name, sizeof s->name, "%s", NO_DEAL);
    s->futures.kind = NO_DEAL;
    s->play.profile = s->study.no_deal.profile;
    return status;
}

/* "hard/watch" for each pair of memory states. */
static thaw_status name_memory(subject *s, thaw_strategy *const sides[2], const int *memory_of,
                               thaw_fault *fault)
{
    enum { ROOM = 2 * THAW_STRATEGY_NAME_MAX };
    s->memory = calloc((size_t)s->machine->phases, sizeof *s->memory);
    for (int q = 0; s->memory && q < s->machine->phases; q++) {
        s->memory[q] = malloc(ROOM);
        if (!s->memory[q])
            return thaw_fail(fault, THAW_ENOMEM, "no memory for names of memory states");
        snprintf(s->memory[q], ROOM, "%s/%s", sides[0]->memory_name[memory_of[2 * q]],
                 sides[1]->memory_name[memory_of[2 * q + 1]]);
    }
    return s->memory ? THAW_OK
                     : thaw_fail(fault, THAW_ENOMEM, "no memory for names of memory states");
}

static thaw_status choose_pair(const char *text, subject *s, thaw_fault *fault)
{
    const thaw_game *game = s->study.setting.game;
    thaw_strategy *sides[2] = {NULL, NULL};
    int *memory_of = NULL;
    thaw_status status = thaw_strategies_read(&s->study.setting, text, sides, fault);
    if (status == THAW_OK)
        status = thaw_strategy_machine(game, (const thaw_strategy *const *)sides, &s->machine,
                                       &memory_of, fault);
    if (status == THAW_OK)
        status = thaw_machine_profile(game, s->machine, &s->profile, fault);
    if (status == THAW_OK)
        status = name_memory(s, sides, memory_of, fault);
    free(memory_of);
    thaw_strategy_free(sides[0]);
    thaw_strategy_free(sides[1]);
    snprintf(s->name, sizeof s->name, "%.200s", text);
    s->futures.kind = "pair";
    s->futures.memory = (const char *const *)s->memory;
    s->play.profile = s->profile;
    return status;
}

/* The deal that is named, or the Nash-best. */
static thaw_status choose_deal(const thaw_options *options, subject *s, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_study *study = &s->study;
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
    if (status != THAW_OK)
        return status;
    size_t k = named ? 0 : study->best.nash;
    if (k == THAW_NO_DEAL_BEST)
        status = thaw_story_name_one(study, "simulate", options->arguments[1], &fault);
    if (status == THAW_OK)
        status = thaw_study_outcome(&study->answers[k].punishment, "the punishment phase", &fault);
    if (status == THAW_OK)
        status =
            thaw_deal_machine(study->setting.game, &study->deals.items[k], &s->machine, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_deal_format(&study->deals.items[k], s->name, sizeof s->name);
    s->futures.kind = "deal";
    s->futures.answer = &study->answers[k];
    s->futures.chosen = !named;
    s->play.profile = study->answers[k].profile;
    s->play.promised = study->deals.items[k].play;
    return THAW_OK;
}

static thaw_status choose(const thaw_options *options, subject *s, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = THAW_OK;
    const char *text = options->argument_count > 2 ? options->arguments[2] : "";
    bool none = strcmp(text, NO_DEAL) == 0, pair = !none && thaw_strategies_are_meant(text);
    if (none || pair)
        status = none ? choose_no_deal(s, &fault) : choose_pair(text, s, &fault);
    else
        status = choose_deal(options, s, faults);
    if ((none || pair) && status != THAW_OK)
        return thaw_give_up(faults, &fault);
    s->play.setting = &s->study.setting;
    s->play.machine = s->machine;
    s->futures.study = &s->study;
    s->futures.name = s->name;
    return status;
}

/* ---- asking and saying
 * --------------------------------------------------------------------------------- */

/* A simulation cut short is answered with what was done, and exit code 1 or 130. */
static int exit_of(thaw_outcome outcome)
{
    enum { DONE = 0, STOPPED_EARLY = 1, STOPPED_BY_SIGNAL = 130 };
    return outcome == THAW_OUTCOME_CONVERGED     ? DONE
           : outcome == THAW_OUTCOME_INTERRUPTED ? STOPPED_BY_SIGNAL
                                                 : STOPPED_EARLY;
}

static void say_head(const subject *s, const thaw_simulation_settings *settings,
                     thaw_answer *answer)
{
    thaw_answer_json(answer, "simulate");
    thaw_subject_json(&s->study.subject, answer);
    thaw_answer_set(answer, answer->json, "kind", thaw_json_text(s->futures.kind));
    thaw_answer_set(answer, answer->json, "name", thaw_json_text(s->name));
    thaw_answer_set(
        answer, answer->json, "verdict",
        thaw_json_text(s->futures.answer ? thaw_verdict_text(s->futures.answer->verdict) : NULL));
    thaw_answer_set(answer, answer->json, "seed", json_integer((json_int_t)settings->seed));
    thaw_answer_set(answer, answer->json, "months", json_integer(settings->months));
    thaw_story_header(&s->study, answer);
}

static thaw_status simulate(const thaw_options *options, subject *s,
                            const thaw_simulation_settings *settings, thaw_answer *answer,
                            thaw_fault *fault)
{
    thaw_simulation simulation;
    thaw_progress_bar bar;
    thaw_progress_begin(&bar, "futures", options->quiet);
    thaw_status status =
        thaw_simulate(&s->play, settings, thaw_progress_show, &bar, &simulation, fault);
    thaw_progress_end(&bar);
    if (status != THAW_OK)
        return status;
    if (simulation.outcome == THAW_OUTCOME_INTERRUPTED)
        thaw_interrupt_forget();
    s->futures.simulation = &simulation;
    s->futures.asked = settings->runs;
    thaw_futures_say(&s->futures, options->all, answer);
    thaw_futures_json(&s->futures, answer);
    answer->exit = exit_of(simulation.outcome);
    thaw_simulation_clear(&simulation);
    s->futures.simulation = NULL;
    return THAW_OK;
}

static thaw_status show_path(const subject *s, const thaw_simulation_settings *settings,
                             thaw_answer *answer, thaw_fault *fault)
{
    thaw_month *month = calloc((size_t)settings->months, sizeof *month);
    thaw_status status =
        month ? thaw_simulate_path(&s->play, settings->seed, 0, settings->months, month, fault)
              : thaw_fail(fault, THAW_ENOMEM, "no memory for %d months", settings->months);
    if (status == THAW_OK) {
        thaw_path_say(&s->futures, &s->play, settings->seed, month, settings->months, answer);
        thaw_path_json(&s->futures, &s->play, month, settings->months, answer);
    }
    free(month);
    return status;
}

thaw_status thaw_cmd_simulate(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    subject s = {0};
    thaw_fault fault;
    thaw_status status = thaw_study_begin(options, options->arguments[1], &s.study, faults);
    if (status == THAW_OK)
        status = choose(options, &s, faults);
    if (status == THAW_OK) {
        thaw_simulation_settings settings = {
            .runs = options->runs ? (size_t)options->runs : THAW_RUNS,
            .months = options->months ? options->months : THAW_MONTHS,
            .seed = options->given & THAW_OPT_SEED ? options->seed : THAW_SEED,
            .threads = options->threads,
            .deadline = s.study.limits.deadline,
            .stop = s.study.limits.stop};
        say_head(&s, &settings, answer);
        status = options->given & THAW_OPT_PATH ? show_path(&s, &settings, answer, &fault)
                                                : simulate(options, &s, &settings, answer, &fault);
        if (status != THAW_OK)
            thaw_give_up(faults, &fault);
    }
    subject_clear(&s);
    return status;
}
