/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of a page: one future of each deal it explains, month by month. */
#include <stdlib.h>
#include <string.h>

#include "cli/page.h"
#include "cli/simulate_report.h"
#include "model/fentanyl.h"

/* ---- lanes ---- */

/* What the picture draws: for each lane the names of its levels, from the bottom, and the level of
 * every month. */

enum { LEVELS_MAX = 64 }; /* actions that one player takes in a future */

static json_t *new_lane(const char *name, const char *const *levels, size_t count, json_t *lanes)
{
    json_t *at = json_array();
    json_t *list = json_array();
    for (size_t k = 0; k < count; k++)
        json_array_append_new(list, thaw_json_text(levels[k]));
    json_array_append_new(lanes, json_pack("{s:o, s:o, s:o}", "name", thaw_json_text(name),
                                           "levels", list, "at", at));
    return at;
}

static void put_level(json_t *at, size_t level)
{
    json_array_append_new(at, json_integer((json_int_t)level));
}

/* The place of a name among the first `count`; count where it is not there. */
static size_t place_of(const char *const *names, size_t count, const char *name)
{
    size_t k = 0;
    while (k < count && strcmp(names[k], name) != 0)
        k++;
    return k;
}

/* Tension and channel of a scenario's months; of a game file its states. */
static void state_lanes(const thaw_study *study, const thaw_month *month, int months, json_t *lanes)
{
    static const char *const channel[] = {"open", "frozen"};
    const char *tension[THAW_TENSIONS];
    const int *of = study->setting.fentanyl_state;
    if (!of) {
        const thaw_game *game = study->setting.game;
        json_t *states =
            new_lane("state", (const char *const *)game->state_name, (size_t)game->states, lanes);
        for (int m = 0; m < months; m++)
            put_level(states, (size_t)month[m].state);
        return;
    }
    for (int t = 0; t < THAW_TENSIONS; t++)
        tension[t] = thaw_tension_name((thaw_tension)t);
    json_t *tense = new_lane("tension", tension, THAW_TENSIONS, lanes);
    json_t *open = new_lane("channel", channel, 2, lanes);
    for (int m = 0; m < months; m++) {
        put_level(tense, (size_t)thaw_fentanyl_tension(of[month[m].state]));
        put_level(open, thaw_fentanyl_frozen(of[month[m].state]));
    }
}

static const char *action_in(const thaw_game *game, const thaw_month *month, int player)
{
    size_t below = month->row - game->first_row[month->state];
    size_t count = (size_t)thaw_game_action_count(game, month->state, player);
    size_t action = below / thaw_game_stride(game, month->state, player) % count;
    return thaw_game_action_name(game, month->state, player, (int)action);
}

static bool is_played(const thaw_game *game, const thaw_month *month, int months, int player,
                      const char *name)
{
    for (int m = 0; m < months; m++)
        if (strcmp(action_in(game, &month[m], player), name) == 0)
            return true;
    return false;
}

/* The actions that a player takes in the future, in the order in which its states have them. */
static size_t actions_played(const thaw_game *game, const thaw_month *month, int months, int player,
                             const char *names[LEVELS_MAX])
{
    size_t count = 0;
    for (int s = 0; s < game->states; s++)
        for (int a = 0; a < thaw_game_action_count(game, s, player) && count < LEVELS_MAX; a++) {
            const char *name = thaw_game_action_name(game, s, player, a);
            if (place_of(names, count, name) == count &&
                is_played(game, month, months, player, name))
                names[count++] = name;
        }
    return count;
}

/* What each player does. */
static void action_lanes(const thaw_study *study, const thaw_month *month, int months,
                         json_t *lanes)
{
    const thaw_game *game = study->setting.game;
    const char *names[LEVELS_MAX];
    for (int i = 0; i < game->players; i++) {
        size_t count = actions_played(game, month, months, i, names);
        json_t *acts = new_lane(game->player_name[i], names, count, lanes);
        for (int m = 0; m < months; m++)
            put_level(acts, place_of(names, count, action_in(game, &month[m], i)));
    }
}

static void phase_lane(const thaw_month *month, int months, json_t *lanes)
{
    static const char *const phases[] = {"plan", "punish"};
    json_t *phase = new_lane("phase", phases, 2, lanes);
    for (int m = 0; m < months; m++)
        put_level(phase, month[m].phase != 0);
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

/* ---- a future ---- */

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
    thaw_page_answer_clear(&answer);
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
