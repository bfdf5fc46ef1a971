/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it would take to leave a strategy, in words. */
#include "cli/strategy_words.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/words.h"

static bool gives_more(const thaw_study *study, const thaw_exit *found)
{
    const thaw_game *game = study->setting.game;
    const int *rank = game->action_rank[found->state * game->players + found->player];
    return rank[found->action] > rank[found->played];
}

static const char *ordinal(int month, char *buffer)
{
    static const char *const words[] = {"first", "second", "third", "fourth", "fifth", "sixth"};
    if (month < (int)(sizeof words / sizeof *words))
        snprintf(buffer, THAW_WORDS_MAX, "the %s month", words[month]);
    else
        snprintf(buffer, THAW_WORDS_MAX, "month %d", month + 1);
    return buffer;
}

const char *thaw_exit_words(const thaw_study *study, const thaw_strategy *const sides[2],
                            const thaw_pair_answer *pair, const thaw_exit *found, char *buffer)
{
    buffer[0] = '\0';
    if (found->month < 0)
        return buffer;
    char month[THAW_WORDS_MAX], where[THAW_PHRASE_MAX], what[THAW_PHRASE_MAX];
    int other = 1 - found->player;
    int memory = pair->memory_of[2 * found->phase + other];
    snprintf(buffer, THAW_EXIT_MAX, "%s %s, %s, by %s", found->month == 0 ? "in" : "as early as",
             ordinal(found->month, month), thaw_phrase_state(study, found->state, where),
             thaw_phrase_departure(study, found->state, found->player, found->played, found->action,
                                   what));
    if (sides[other]->memories > 1)
        thaw_words_add(buffer, THAW_EXIT_MAX, " (%s in \"%s\")", thaw_phrase_capital(study, other),
                       sides[other]->memory_name[memory]);
    return buffer;
}

json_t *thaw_exit_json(const thaw_study *study, const thaw_strategy *const sides[2],
                       const thaw_pair_answer *pair, const thaw_exit *found)
{
    const thaw_game *game = study->setting.game;
    if (found->month < 0)
        return json_null();
    const int *memory = pair->memory_of + 2 * found->phase;
    json_t *object = json_object();
    json_object_set_new(object, "month", json_integer(found->month + 1));
    json_object_set_new(object, "state", thaw_json_text(game->state_name[found->state]));
    json_object_set_new(object, "memory",
                        json_pack("[o, o]", thaw_json_text(sides[0]->memory_name[memory[0]]),
                                  thaw_json_text(sides[1]->memory_name[memory[1]])));
    json_object_set_new(
        object, "played",
        thaw_json_text(thaw_game_action_name(game, found->state, found->player, found->played)));
    json_object_set_new(
        object, "action",
        thaw_json_text(thaw_game_action_name(game, found->state, found->player, found->action)));
    json_object_set_new(object, "kind", json_string(gives_more(study, found) ? "more" : "breach"));
    return object;
}

thaw_status thaw_pair_study_begin(const thaw_study *study, const thaw_strategy *const sides[2],
                                  thaw_pair_study *pair, thaw_fault *fault)
{
    *pair = (thaw_pair_study){.sides = {sides[0], sides[1]}};
    thaw_forecast_request request = {0};
    thaw_status status = thaw_forecast_of(&study->setting, &request, fault);
    if (status == THAW_OK)
        status = thaw_pair_solve(&study->setting, sides, &request, &pair->pair, fault);
    free((double *)request.feature);
    for (int i = 0; i < 2 && status == THAW_OK; i++) {
        status = thaw_reply_solve(study->setting.game, sides[1 - i], &pair->reply[i], fault);
        if (status == THAW_OK)
            status = thaw_exit_find(&study->setting, sides, &pair->pair, &pair->reply[i],
                                    &pair->exit[i], fault);
    }
    return status;
}

void thaw_pair_study_clear(thaw_pair_study *pair)
{
    thaw_pair_clear(&pair->pair);
    thaw_reply_clear(&pair->reply[0]);
    thaw_reply_clear(&pair->reply[1]);
}

const char *thaw_gain_words(double gain, char *buffer)
{
    char money[THAW_WORDS_MAX];
    snprintf(buffer, THAW_WORDS_MAX, "%.200s a month", thaw_words_money(gain, money));
    return buffer;
}
