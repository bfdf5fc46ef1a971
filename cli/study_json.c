/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies as JSON. */
#include "cli/study_json.h"

#include <math.h>

#include "cli/deal_report.h"
#include "cli/payoffs.h"
#include "cli/story.h"

static json_t *no_deal_state_json(const thaw_study *study, int state)
{
    static const char *const fixed[] = {"name",       "actions",       "value",
                                        "true_value", "freeze_months", NULL};
    const thaw_game *game = study->setting.game;
    json_t *object = json_object();
    json_object_set_new(object, "name", thaw_json_text(game->state_name[state]));
    json_object_set_new(object, "actions", thaw_actions_json(game, state));
    thaw_chances_json(game, state, study->no_deal.profile + thaw_game_action_offset(game, state, 0),
                      fixed, object);
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

json_t *thaw_no_deal_json(const thaw_study *study)
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
    return object;
}

json_t *thaw_deals_json(const thaw_study *study)
{
    json_t *list = json_array();
    for (size_t k = 0; k < study->deals.count; k++)
        json_array_append_new(list,
                              thaw_deal_json(study, &study->deals.items[k], &study->answers[k],
                                             study->true_value ? study->true_value[k] : NULL));
    return list;
}
