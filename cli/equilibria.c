/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw equilibria`: every payoff of an equilibrium in pure actions, state by state. */
#include <math.h>

#include "cli/command.h"
#include "cli/equilibria_report.h"
#include "cli/equilibrium_pick.h"
#include "cli/interrupt.h"
#include "cli/story.h"
#include "solvers/settings.h"

/* No deal stands beside the sets where it costs little: its curve is followed in about the square
 * of that time. */
enum { NO_DEAL_ACTIONS = 120 };

static thaw_status check_players(const thaw_options *options, const thaw_study *study,
                                 thaw_fault *fault)
{
    int players = study->setting.game->players;
    return players == 2 ? THAW_OK
                        : thaw_fail(fault, THAW_EARG,
                                    "thaw equilibria is for two players, and %.200s has %d",
                                    options->arguments[1], players);
}

/* The state of the setting that --state names; -1 where it names none. */
static thaw_status find_state(const thaw_options *options, const thaw_study *study, int *state,
                              thaw_fault *fault)
{
    int named;
    *state = -1;
    if (!options->state)
        return THAW_OK;
    thaw_status status = thaw_subject_state(options, &study->subject, &named, fault);
    if (status != THAW_OK)
        return status;
    *state = thaw_game_find_state(study->setting.game, options->state);
    return *state >= 0 ? THAW_OK
                       : thaw_fail(fault, THAW_EARG,
                                   "'%s' cannot be reached from the first state, whatever is done",
                                   options->state);
}

static bool is_stopped(thaw_outcome outcome)
{
    return outcome != THAW_OUTCOME_CONVERGED && outcome != THAW_OUTCOME_INFEASIBLE &&
           outcome != THAW_OUTCOME_KNIFE_EDGE;
}

/* Solves no deal of the same game. It is beside the point: what is not found is left out. */
static thaw_status solve_no_deal(thaw_study *study, bool *found, thaw_fault *fault)
{
    *found = false;
    if (thaw_game_action_total(study->setting.game) > NO_DEAL_ACTIONS)
        return THAW_OK;
    thaw_status status =
        thaw_no_deal_solve(&study->setting, &study->limits, &study->no_deal, fault);
    *found = status == THAW_OK && study->no_deal.result.outcome == THAW_OUTCOME_CONVERGED;
    return status == THAW_ENOMEM ? status : THAW_OK;
}

thaw_status thaw_sets_solve(const thaw_options *options, const thaw_study *study, thaw_sets *sets,
                            thaw_fault *fault)
{
    const thaw_equilibria_settings settings = {.tolerance = options->tolerance,
                                               .deadline = study->limits.deadline,
                                               .stop = study->limits.stop};
    sets->study = study;
    sets->corners = options->all;
    sets->tolerance = options->tolerance > 0 ? options->tolerance : THAW_SETS_TOLERANCE;
    thaw_status status = check_players(options, study, fault);
    if (status == THAW_OK)
        status = find_state(options, study, &sets->only, fault);
    return status == THAW_OK
               ? thaw_equilibria_solve(study->setting.game, &settings, &sets->equilibria, fault)
               : status;
}

static thaw_status solve(const thaw_options *options, thaw_study *study, thaw_sets *sets,
                         thaw_picked *picked, thaw_fault *fault)
{
    thaw_status status = check_players(options, study, fault);
    if (status == THAW_OK && options->pick)
        status = thaw_pick_read(options->pick, study->setting.game, &picked->wanted, fault);
    if (status == THAW_OK)
        status = thaw_sets_solve(options, study, sets, fault);
    if (status == THAW_OK && !is_stopped(sets->equilibria.outcome))
        status = solve_no_deal(study, &sets->no_deal, fault);
    if (status == THAW_OK && options->pick)
        status = thaw_pick_solve(sets, options->pick, picked, fault);
    return status;
}

/* Of an equilibrium that was picked people are shown its own tables, with --all the others too. */
static void say_tables(const thaw_sets *sets, const thaw_picked *picked, thaw_answer *answer)
{
    if (picked->sets)
        thaw_pick_tables(picked, answer);
    size_t own = answer->count;
    thaw_sets_tables(sets, answer);
    for (size_t k = own; k < answer->count && picked->sets && !sets->corners; k++)
        if (answer->blocks[k].table)
            answer->blocks[k].table->data_only = true;
}

static void say(const thaw_sets *sets, const thaw_picked *picked, thaw_answer *answer)
{
    thaw_answer_json(answer, "equilibria");
    thaw_subject_json(&sets->study->subject, answer);
    thaw_story_header(sets->study, answer);
    thaw_say(answer, THAW_LINE, "%s, a public coin each %s, pure actions.",
             sets->study->setting.scenario ? "Effort seen as it is" : "All actions seen",
             sets->study->setting.scenario ? "month" : "period");
    thaw_sets_story(sets, answer);
    if (picked->sets)
        thaw_pick_story(picked, answer);
    say_tables(sets, picked, answer);
    thaw_sets_json(sets, answer);
    thaw_pick_json(picked, answer);
}

/* Sets that were not brought as near as asked are answered as they are, with exit code 1 or 130. */
static int exit_of(thaw_outcome outcome)
{
    enum { DONE = 0, STOPPED_EARLY = 1, STOPPED_BY_SIGNAL = 130 };
    return !is_stopped(outcome)                  ? DONE
           : outcome == THAW_OUTCOME_INTERRUPTED ? STOPPED_BY_SIGNAL
                                                 : STOPPED_EARLY;
}

thaw_status thaw_cmd_equilibria(const thaw_options *options, thaw_answer *answer,
                                thaw_faults *faults)
{
    thaw_study study;
    thaw_sets sets = {0};
    thaw_picked picked = {0};
    thaw_status status = thaw_study_seen(options, options->arguments[1], &study, faults);
    if (status == THAW_OK) {
        thaw_fault fault;
        status = solve(options, &study, &sets, &picked, &fault);
        if (status == THAW_OK) {
            if (sets.equilibria.outcome == THAW_OUTCOME_INTERRUPTED)
                thaw_interrupt_forget();
            say(&sets, &picked, answer);
            answer->exit = exit_of(sets.equilibria.outcome);
            if (study.no_deal.result.outcome == THAW_OUTCOME_TIME_LIMIT) {
                thaw_answer_late(answer, "The values of no deal");
                thaw_answer_outcome(answer);
            }
        } else {
            thaw_give_up(faults, &fault);
        }
    }
    thaw_pick_clear(&picked);
    thaw_equilibria_clear(&sets.equilibria);
    thaw_study_clear(&study);
    return status;
}
