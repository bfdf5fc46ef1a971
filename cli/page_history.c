/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of a page: one future of each deal it explains, month by month. */
#include <stdlib.h>
#include <string.h>

#include "cli/page.h"
#include "cli/simulate_report.h"
#include "model/fentanyl.h"

/* ---- lanes
 * -----------------------------------------------------------------------------------------------
 *
 * What the picture draws: for each lane the names of its levels, from the bottom, and the level of
 * every month. */

typedef struct lane {
    json_t *levels, *at;
} lane;

static lane new_lane(const char *name, const char *const *levels, size_t count, json_t *lanes)
{
    lane l = {json_array(), json_array()};
    for (size_t k = 0; k < count; k++)
        json_array_append_new(l.levels, thaw_json_text(levels[k]));
    json_array_append_new(lanes, json_pack("{s:o, s:o, s:o}", "name", thaw_json_text(name),
                                           "levels", l.levels, "at", l.at));
    return l;
}

/* The level of that name, which becomes one where it is new. */
static void put_level(const lane *l, const char *name)
{
    size_t k = 0, count = json_array_size(l->levels);
    while (k < count && strcmp(json_string_value(json_array_get(l->levels, k)), name) != 0)
        k++;
    if (k == count)
        json_array_append_new(l->levels, thaw_json_text(name));
    json_array_append_new(l->at, json_integer((json_int_t)k));
}

/* Tension and channel of a scenario's months; of a game file its states. */
static void state_lanes(const thaw_study *study, const thaw_month *month, int months, json_t *lanes)
{
    static const char *const channel[] = {"open", "frozen"};
    const char *tension[THAW_TENSIONS];
    const int *of = study->setting.fentanyl_state;
    if (!of) {
        lane states = new_lane("state", NULL, 0, lanes);
        for (int m = 0; m < months; m++)
            put_level(&states, study->setting.game->state_name[month[m].state]);
        return;
    }
    for (int t = 0; t < THAW_TENSIONS; t++)
        tension[t] = thaw_tension_name((thaw_tension)t);
    lane tense = new_lane("tension", tension, THAW_TENSIONS, lanes);
    lane open = new_lane("channel", channel, 2, lanes);
    for (int m = 0; m < months; m++) {
        put_level(&tense, tension[thaw_fentanyl_tension(of[month[m].state])]);
        put_level(&open, channel[thaw_fentanyl_frozen(of[month[m].state])]);
    }
}

/* What each player does, in the order of its actions in the first state that has most of them. */
static void action_lanes(const thaw_study *study, const thaw_month *month, int months,
                         json_t *lanes)
{
    const thaw_game *game = study->setting.game;
    for (int i = 0; i < game->players; i++) {
        lane acts = new_lane(game->player_name[i], NULL, 0, lanes);
        for (int m = 0; m < months; m++) {
            size_t below = month[m].row - game->first_row[month[m].state];
            size_t count = (size_t)thaw_game_action_count(game, month[m].state, i);
            size_t action = below / thaw_game_stride(game, month[m].state, i) % count;
            put_level(&acts, thaw_game_action_name(game, month[m].state, i, (int)action));
        }
    }
}

static void phase_lane(const thaw_month *month, int months, json_t *lanes)
{
    static const char *const phases[] = {"plan", "punish"};
    lane phase = new_lane("phase", phases, 2, lanes);
    for (int m = 0; m < months; m++)
        put_level(&phase, phases[month[m].phase != 0]);
}

/* The months in which a shock happened. */
static json_t *shocks_json(const thaw_month *month, int months)
{
    json_t *list = json_array();
    for (int m = 0; m < months; m++)
        if (month[m].happened)
            json_array_append_new(list, json_integer(m));
    return list;
}

/* ---- a future
 * ------------------------------------------------------------------------------------------- */

static json_t *future_json(const thaw_page_case *page_case, const thaw_futures *futures,
                           const thaw_play *play, uint64_t seed, const thaw_month *month,
                           int months)
{
    thaw_answer answer;
    json_t *lanes = json_array();
    thaw_answer_init_part(&answer);
    thaw_path_say(futures, play, seed, month, months, &answer);
    state_lanes(futures->study, month, months, lanes);
    phase_lane(month, months, lanes);
    action_lanes(futures->study, month, months, lanes);
    json_t *json = json_pack("{s:o, s:o, s:o, s:o}", "say", thaw_page_sentences(&answer), "path",
                             thaw_page_table_of(&answer, "path", page_case->options->digits),
                             "lanes", lanes, "shocks", shocks_json(month, months));
    thaw_answer_clear(&answer);
    return json;
}

/* null where the punishment was not found: then nobody knows how it would be played. */
static thaw_status play_deal(const thaw_page_case *page_case, size_t shown, json_t **future,
                             thaw_fault *fault)
{
    const thaw_options *options = page_case->options;
    const thaw_study *study = &page_case->study;
    const thaw_deal *deal = &study->deals.items[page_case->shown[shown]];
    const thaw_deal_answer *a = &study->answers[page_case->shown[shown]];
    char name[THAW_DEAL_NAME_MAX];
    thaw_machine *machine = NULL;
    int months = options->months ? options->months : THAW_PAGE_MONTHS;
    uint64_t seed = options->given & THAW_OPT_SEED ? options->seed : THAW_SEED;
    *future = json_null();
    if (a->punishment.outcome != THAW_OUTCOME_CONVERGED)
        return THAW_OK;
    thaw_month *month = calloc((size_t)months, sizeof *month);
    thaw_status status = month ? thaw_deal_machine(study->setting.game, deal, &machine, fault)
                               : thaw_fail(fault, THAW_ENOMEM, "no memory for %d months", months);
    thaw_play play = {&study->setting, machine, a->profile, deal->play};
    thaw_futures futures = {.study = study,
                            .kind = "deal",
                            .name = thaw_page_deal_name(page_case, shown, name),
                            .answer = a};
    if (status == THAW_OK)
        status = thaw_simulate_path(&play, seed, 0, months, month, fault);
    if (status == THAW_OK)
        *future = future_json(page_case, &futures, &play, seed, month, months);
    thaw_machine_free(machine);
    free(month);
    return status;
}

thaw_status thaw_page_history(const thaw_page_case *page_case, json_t **history, thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    *history = json_array();
    for (size_t k = 0; k < page_case->shown_count && status == THAW_OK; k++) {
        json_t *future;
        status = play_deal(page_case, k, &future, fault);
        if (status == THAW_OK)
            json_array_append_new(*history, future);
    }
    return status;
}
