/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be simulated: a deal, no deal, or two strategies, made ready to be played. */
#include "cli/cast.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/choice.h"
#include "cli/story.h"
#include "model/strategies.h"

static const char NO_DEAL[] = "no-deal";

void thaw_cast_clear(thaw_cast *cast)
{
    for (int q = 0; cast->memory && q < cast->machine->phases; q++)
        free(cast->memory[q]);
    free(cast->memory);
    free(cast->profile);
    thaw_machine_free(cast->machine);
    thaw_study_clear(&cast->study);
}

/* ---- what is asked about ---- */

static thaw_status choose_no_deal(thaw_cast *cast, thaw_fault *fault)
{
    thaw_status status = thaw_machine_new(cast->study.setting.game, 1, &cast->machine, fault);
    snprintf(cast->name, sizeof cast->name, "%s", NO_DEAL);
    cast->futures.kind = NO_DEAL;
    cast->play.profile = cast->study.no_deal.profile;
    return status;
}

/* "hard/watch" for each pair of memory states. */
static thaw_status name_memory(thaw_cast *cast, thaw_strategy *const sides[2], const int *memory_of,
                               thaw_fault *fault)
{
    enum { ROOM = 2 * THAW_STRATEGY_NAME_MAX };
    cast->memory = calloc((size_t)cast->machine->phases, sizeof *cast->memory);
    for (int q = 0; cast->memory && q < cast->machine->phases; q++) {
        cast->memory[q] = malloc(ROOM);
        if (!cast->memory[q])
            return thaw_fail(fault, THAW_ENOMEM, "no memory for names of memory states");
        snprintf(cast->memory[q], ROOM, "%s/%s", sides[0]->memory_name[memory_of[2 * q]],
                 sides[1]->memory_name[memory_of[2 * q + 1]]);
    }
    return cast->memory ? THAW_OK
                        : thaw_fail(fault, THAW_ENOMEM, "no memory for names of memory states");
}

static thaw_status choose_pair(const char *text, thaw_cast *cast, thaw_fault *fault)
{
    const thaw_game *game = cast->study.setting.game;
    thaw_strategy *sides[2] = {NULL, NULL};
    int *memory_of = NULL;
    thaw_status status = thaw_strategies_read(&cast->study.setting, text, sides, fault);
    if (status == THAW_OK)
        status = thaw_strategy_machine(game, (const thaw_strategy *const *)sides, &cast->machine,
                                       &memory_of, fault);
    if (status == THAW_OK)
        status = thaw_machine_profile(game, cast->machine, &cast->profile, fault);
    if (status == THAW_OK)
        status = name_memory(cast, sides, memory_of, fault);
    free(memory_of);
    thaw_strategy_free(sides[0]);
    thaw_strategy_free(sides[1]);
    snprintf(cast->name, sizeof cast->name, "%.200s", text);
    cast->futures.kind = "pair";
    cast->futures.memory = (const char *const *)cast->memory;
    cast->play.profile = cast->profile;
    return status;
}

/* The deal of that name, or the Nash-best. */
static thaw_status choose_deal(const thaw_options *options, const char *text, const char *command,
                               thaw_cast *cast, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_study *study = &cast->study;
    size_t k;
    thaw_status status = thaw_choose_deal(options, text, command, study, &k, faults);
    if (status != THAW_OK)
        return status;
    status = thaw_study_outcome(&study->answers[k].punishment, "the punishment phase", &fault);
    if (status == THAW_OK)
        status =
            thaw_deal_machine(study->setting.game, &study->deals.items[k], &cast->machine, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_deal_format(&study->deals.items[k], cast->name, sizeof cast->name);
    cast->futures.kind = "deal";
    cast->futures.answer = &study->answers[k];
    cast->futures.chosen = text == NULL;
    cast->play.profile = study->answers[k].profile;
    cast->play.promised = study->deals.items[k].play;
    return THAW_OK;
}

static thaw_status choose(const thaw_options *options, const char *text, const char *command,
                          thaw_cast *cast, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = THAW_OK;
    bool none = text && strcmp(text, NO_DEAL) == 0;
    bool pair = text && !none && thaw_strategies_are_meant(text);
    if (!pair)
        status = thaw_study_no_deal(&cast->study, faults);
    if (status != THAW_OK)
        return status;
    if (!none && !pair)
        return choose_deal(options, text, command, cast, faults);
    status = none ? choose_no_deal(cast, &fault) : choose_pair(text, cast, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

thaw_status thaw_cast_begin(const thaw_options *options, const char *text, const char *command,
                            thaw_cast *cast, thaw_faults *faults)
{
    *cast = (thaw_cast){0};
    thaw_status status = thaw_study_read(options, options->arguments[1], &cast->study, faults);
    if (status == THAW_OK)
        status = choose(options, text, command, cast, faults);
    cast->play.setting = &cast->study.setting;
    cast->play.machine = cast->machine;
    cast->futures.study = &cast->study;
    cast->futures.name = cast->name;
    return status;
}

thaw_simulation_settings thaw_cast_settings(const thaw_options *options, const thaw_cast *cast)
{
    return (thaw_simulation_settings){.runs = options->runs ? (size_t)options->runs : THAW_RUNS,
                                      .months = options->months ? options->months : THAW_MONTHS,
                                      .seed = options->given & THAW_OPT_SEED ? options->seed
                                                                             : THAW_SEED,
                                      .threads = options->threads,
                                      .deadline = cast->study.limits.deadline,
                                      .stop = cast->study.limits.stop};
}
