/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw solve`: the main job. In words first, then tables: a month, no deal, which deals hold, the
 * best. */
#include <math.h>
#include <string.h>

#include "cli/command.h"
#include "cli/deal_report.h"
#include "cli/dials.h"
#include "cli/expectations.h"
#include "cli/payoffs.h"
#include "cli/phrases.h"
#include "cli/story.h"
#include "cli/study.h"
#include "solvers/stage.h"

enum { VALUE_DIGITS = 2, COST_DIGITS = 2 };

/* ---- tables
 * -------------------------------------------------------------------------------------------- */

/* The month's own equilibria in a line, with the judge's regret. */
static void stage_note(const thaw_study *study, const thaw_stage *stage, int state,
                       thaw_table *table)
{
    const thaw_game *game = study->setting.game;
    char text[2 * THAW_PHRASE_MAX] = "";
    double worst = 0;
    for (size_t e = 0; e < stage->equilibria; e++) {
        const thaw_stage_equilibrium *q = &stage->equilibrium[e];
        worst = fmax(worst, q->regret);
        size_t used = strlen(text);
        if (used + 80 > sizeof text)
            continue;
        snprintf(text + used, sizeof text - used, "%s", e ? "; " : "");
        for (int i = 0; i < game->players; i++) {
            char play[THAW_PHRASE_MAX];
            used = strlen(text);
            snprintf(text + used, sizeof text - used, "%s%.200s", i ? "/" : "",
                     thaw_phrase_mix(study, q->chance + stage->offset[i], state, i, play));
        }
    }
    thaw_table_note(table, "* best reply. Played once: %s%s (regret at most %.1g).",
                    text[0] ? text : "no equilibrium listed",
                    stage->mixed ? "" : " (pure ones only)", worst);
}

static json_t *stage_json(const thaw_study *study, const thaw_stage *stage, int state)
{
    const thaw_game *game = study->setting.game;
    json_t *object = json_object(), *list = json_array();
    json_object_set_new(object, "state", thaw_json_text(game->state_name[state]));
    for (size_t e = 0; e < stage->equilibria; e++) {
        const thaw_stage_equilibrium *q = &stage->equilibrium[e];
        json_t *one = json_object();
        for (int i = 0; i < game->players; i++)
            json_object_set_new(one, game->player_name[i],
                                thaw_json_numbers(q->chance + stage->offset[i],
                                                  thaw_game_action_count(game, state, i)));
        json_object_set_new(one, "value", thaw_json_numbers(q->value, game->players));
        json_object_set_new(one, "regret", thaw_json_number(q->regret));
        json_array_append_new(list, one);
    }
    json_object_set_new(object, "actions", thaw_actions_json(game, state));
    json_object_set_new(object, "equilibria", list);
    json_object_set_new(object, "complete",
                        json_boolean(stage->mixed && stage->outcome == THAW_OUTCOME_CONVERGED));
    json_object_set_new(object, "minmax", thaw_json_numbers(stage->minmax, game->players));
    json_object_set_new(object, "correlated",
                        thaw_json_numbers(stage->correlated_value, game->players));
    return object;
}

static thaw_status say_stage(const thaw_study *study, int state, const char *key, const char *name,
                             thaw_answer *answer, thaw_fault *fault)
{
    thaw_stage *stage = NULL;
    thaw_status status = thaw_stage_solve(study->setting.game, state, &stage, fault);
    if (status != THAW_OK)
        return status;
    bool reopened = state != study->setting.initial;
    thaw_table *table =
        thaw_answer_table(answer, name, "1 A MONTH%s (%s)", reopened ? " ONCE TALKS REOPEN" : "",
                          study->setting.game->state_name[state]);
    if (study->setting.scenario)
        thaw_table_aside(table, "US$ bn: us, china");
    thaw_payoffs_fill(study->setting.game, state, table);
    stage_note(study, stage, state, table);
    thaw_answer_set(answer, answer->json, key, stage_json(study, stage, state));
    thaw_stage_free(stage);
    return THAW_OK;
}

static json_t *no_deal_state_json(const thaw_study *study, int state)
{
    const thaw_game *game = study->setting.game;
    json_t *object = json_object();
    json_object_set_new(object, "name", thaw_json_text(game->state_name[state]));
    json_object_set_new(object, "actions", thaw_actions_json(game, state));
    for (int i = 0; i < game->players; i++)
        json_object_set_new(
            object, game->player_name[i],
            thaw_json_numbers(study->no_deal.profile + thaw_game_action_offset(game, state, i),
                              thaw_game_action_count(game, state, i)));
    json_object_set_new(
        object, "value",
        thaw_json_numbers(study->no_deal.values + state * game->players, game->players));
    if (study->true_no_deal)
        json_object_set_new(
            object, "true_value",
            thaw_json_numbers(study->true_no_deal + state * game->players, game->players));
    if (study->freeze_months)
        json_object_set_new(object, "freeze_months", thaw_json_number(study->freeze_months[state]));
    return object;
}

static void no_deal_json(const thaw_study *study, thaw_answer *answer)
{
    json_t *object = json_object(), *states = json_array();
    int frozen = study->setting.scenario ? thaw_story_state(study, true) : -1;
    const thaw_markov_result *result = &study->no_deal.result;
    for (int s = 0; s < study->setting.game->states; s++)
        json_array_append_new(states, no_deal_state_json(study, s));
    json_object_set_new(object, "regret", thaw_json_number(result->judgement.regret));
    json_object_set_new(object, "error", thaw_json_number(result->judgement.error));
    json_object_set_new(object, "branches", json_boolean(result->branches));
    json_object_set_new(object, "isolated", json_boolean(result->isolated));
    json_object_set_new(object, "freeze_months",
                        thaw_json_number(frozen >= 0 ? study->freeze_months[frozen] : (double)NAN));
    json_object_set_new(object, "states", states);
    thaw_answer_set(answer, answer->json, "no_deal", object);
}

/* Whether the table of no deal shows a state without --all: those listed as the initial one is. */
static bool is_shown(const thaw_study *study, int state)
{
    const int *of = study->setting.fentanyl_state;
    return !of ||
           thaw_fentanyl_listed(of[state]) == thaw_fentanyl_listed(of[study->setting.initial]);
}

static void no_deal_table(const thaw_study *study, bool all, thaw_answer *answer)
{
    const thaw_game *game = study->setting.game;
    size_t hidden = 0;
    thaw_table *table = thaw_answer_table(answer, "no_deal", "2 NO DEAL");
    if (study->setting.scenario)
        thaw_table_aside(table, "points a month; mixed play as chances");
    thaw_table_text(table, "state", "");
    char head[THAW_KEY_MAX];
    for (int i = 0; i < game->players; i++)
        thaw_table_text(table, game->player_name[i], game->player_name[i]);
    for (int i = 0; i < game->players; i++) {
        snprintf(head, sizeof head, "value_%.80s", game->player_name[i]);
        thaw_table_number(table, head, game->player_name[i], VALUE_DIGITS);
    }
    for (int s = 0; s < game->states; s++) {
        if (!all && !is_shown(study, s)) {
            hidden++;
            continue;
        }
        char play[THAW_PHRASE_MAX];
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", game->state_name[s]);
        for (int i = 0; i < game->players; i++)
            thaw_cell_text(table, "%s",
                           thaw_phrase_play(study, study->no_deal.profile, s, i, play));
        for (int i = 0; i < game->players; i++)
            thaw_cell_number(table, study->no_deal.values[s * game->players + i]);
    }
    double regret = study->no_deal.result.judgement.regret;
    if (hidden)
        thaw_table_note(table, "Regret at most %.1g. --all: %zu more states.", regret, hidden);
    else
        thaw_table_note(table, "Regret at most %.1g.", regret);
}

static char side_of(const thaw_study *study, int player)
{
    return study->setting.game->player_name[player][0];
}

/* A plan a row, a punishment a column: the cost of departing once to the more tempted side. */
static void verdict_grid(const thaw_study *study, thaw_answer *answer)
{
    size_t punishments = 0;
    const thaw_punishment *standard = thaw_standard_punishments(&punishments);
    thaw_table *table = thaw_answer_table(answer, "deals", "3 WHICH DEALS HOLD");
    thaw_table_aside(table, "cost of departing once, US$ bn");
    thaw_table_text(table, "plan", "");
    for (size_t p = 0; p < punishments; p++) {
        char name[THAW_NAME_MAX];
        thaw_punishment_format(&standard[p], name, sizeof name);
        thaw_table_number(table, name, name, COST_DIGITS);
    }
    for (size_t k = 0; k < study->deals.count; k++) {
        if (k % punishments == 0) {
            thaw_table_row(table, 0);
            thaw_cell_text(table, "%s", study->deals.items[k].plan);
        }
        int player = 0;
        double cost = thaw_deal_cost(study, &study->answers[k], &player);
        if (study->answers[k].verdict == THAW_UNDECIDED)
            thaw_cell_text(table, "undecided");
        else
            thaw_cell_number(table, cost);
        thaw_cell_mark(table, 0, side_of(study, player));
    }
    thaw_table_note(table, "To the more tempted side (u, c). Below 0 the deal breaks, and that "
                           "side gains by departing.");
}

static void deal_list(const thaw_study *study, thaw_answer *answer)
{
    if (study->deals.count == 0)
        return;
    thaw_table *table = thaw_answer_table(answer, "deals", "3 WHICH DEALS HOLD");
    thaw_table_aside(table, "cost of departing once");
    thaw_deal_columns(study, table);
    for (size_t k = 0; k < study->deals.count; k++)
        thaw_deal_row(study, &study->deals.items[k], &study->answers[k], table);
}

static void deals_json(const thaw_study *study, thaw_answer *answer)
{
    json_t *list = json_array();
    for (size_t k = 0; k < study->deals.count; k++)
        json_array_append_new(list,
                              thaw_deal_json(study, &study->deals.items[k], &study->answers[k],
                                             study->true_value ? study->true_value[k] : NULL));
    thaw_answer_set(answer, answer->json, "deals", list);
    thaw_answer_set(answer, answer->json, "best", thaw_bests_json(&study->deals, &study->best));
}

/* ---- what is nearest to breaking ---- */

enum { NEAREST = 5 };

static void nearest_table(const thaw_study *study, const thaw_deal *deal,
                          const thaw_threshold *thresholds, size_t count, thaw_answer *answer)
{
    char name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(deal, name, sizeof name);
    thaw_table *table = thaw_answer_table(answer, "thresholds", "5 BREAKS IF (nearest first)");
    thaw_table_aside(table, "%s", name);
    thaw_crossing_columns(table, false);
    for (size_t k = 0; k < count; k++)
        thaw_crossing_row(study, &thresholds[k], &thresholds[k].crossings[0], false, table);
}

/* The nearest thresholds of the Nash-best deal, found by slope; 'thaw threshold' scans them all. */
static thaw_status say_nearest(const thaw_study *study, thaw_answer *answer, thaw_faults *faults)
{
    json_t *list = json_array();
    thaw_dials dials = {0};
    thaw_threshold thresholds[NEAREST];
    thaw_fault fault;
    size_t best = study->best.nash, count = 0;
    thaw_status status = THAW_OK;
    if (best != THAW_NO_DEAL_BEST && study->deals.count > 0) {
        const thaw_deal *deal = &study->deals.items[best];
        status = thaw_dials_all(study, deal, &dials, faults);
        if (status == THAW_OK &&
            (status = thaw_threshold_nearest(&study->setting, deal, dials.items, dials.count,
                                             NEAREST, &study->limits, study->threads, thresholds,
                                             &count, &fault)) != THAW_OK)
            thaw_give_up(faults, &fault);
        if (count > 0)
            nearest_table(study, deal, thresholds, count, answer);
        for (size_t k = 0; k < count; k++)
            json_array_append_new(list, thaw_threshold_json(study, deal, &thresholds[k]));
    }
    for (size_t k = 0; k < count; k++)
        thaw_threshold_clear(&thresholds[k]);
    thaw_dials_clear(&dials);
    thaw_answer_set(answer, answer->json, "thresholds", list);
    return status;
}

/* ---- the command
 * --------------------------------------------------------------------------------------- */

static thaw_status say_months(const thaw_study *study, thaw_answer *answer, thaw_fault *fault)
{
    int initial = study->setting.initial;
    thaw_status status = say_stage(study, initial, "stage", "month", answer, fault);
    int twin =
        study->setting.scenario && thaw_fentanyl_frozen(study->setting.fentanyl_state[initial])
            ? thaw_study_twin(study, initial)
            : -1;
    if (status == THAW_OK && twin >= 0)
        status = say_stage(study, twin, "stage_open", "month_open", answer, fault);
    return status;
}

static thaw_status say(const thaw_options *options, const thaw_study *study, bool named,
                       thaw_answer *answer, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_answer_json(answer, "solve");
    thaw_subject_json(&study->subject, answer);
    thaw_story_tell(study, named, answer);
    thaw_status status = thaw_expectations_say(study, answer, &fault);
    if (status == THAW_OK)
        status = say_months(study, answer, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    no_deal_json(study, answer);
    no_deal_table(study, options->all, answer);
    if (named || !study->setting.scenario)
        deal_list(study, answer);
    else
        verdict_grid(study, answer);
    if (study->setting.game->players == 2 && study->deals.count > 0)
        thaw_best_table(study, &study->deals, study->answers, &study->best,
                        thaw_answer_table(answer, "best", "4 THE BEST THAT HOLD"));
    deals_json(study, answer);
    status = say_nearest(study, answer, faults);
    if (status != THAW_OK)
        return status;
    return thaw_expectations_check(options, study, answer, faults);
}

static thaw_status add_deals(const thaw_options *options, thaw_study *study, thaw_faults *faults)
{
    thaw_status status = THAW_OK;
    for (size_t k = 2; k < options->argument_count && status == THAW_OK; k++)
        status = thaw_study_add(study, options->arguments[k], faults);
    thaw_fault fault;
    if (options->argument_count == 2 &&
        (status = thaw_deals_add_standard(&study->setting, &study->deals, &fault)) != THAW_OK)
        return thaw_give_up(faults, &fault);
    return status;
}

thaw_status thaw_cmd_solve(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    thaw_study study;
    thaw_status status = thaw_study_begin(options, options->arguments[1], &study, faults);
    if (status == THAW_OK)
        status = add_deals(options, &study, faults);
    if (status == THAW_OK)
        status = thaw_study_solve(&study, faults);
    if (status == THAW_OK)
        status = say(options, &study, options->argument_count > 2, answer, faults);
    thaw_study_clear(&study);
    return status;
}
