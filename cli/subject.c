/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what a command was asked about. */
#include "cli/subject.h"

#include <string.h>

#include "cli/locate.h"
#include "cli/words.h"
#include "io/games.h"

thaw_status thaw_give_up(thaw_faults *faults, const thaw_fault *fault)
{
    thaw_faults_add(faults, fault);
    return fault->status;
}

static thaw_status read_game(const thaw_options *options, thaw_game_format format, bool future,
                             thaw_subject *subject, thaw_faults *faults)
{
    static const double no_future = 0;
    thaw_fault fault;
    bool given = options->discount_count > 0 || future || format != THAW_GAME_NFG;
    subject->is_game = true;
    if (options->set_count > 0) {
        thaw_fail(&fault, THAW_EARG, "--set changes inputs of a scenario, and %s is a game",
                  subject->path);
        return thaw_give_up(faults, &fault);
    }
    return thaw_game_read(subject->path, format, given ? options->discount : &no_future,
                          given ? options->discount_count : 1, &subject->game, faults);
}

/* The game of the subject's scenario. */
static thaw_status make_game(thaw_subject *subject, thaw_faults *faults)
{
    thaw_fault fault;
    subject->initial = thaw_fentanyl_initial(&subject->scenario);
    thaw_status status = thaw_fentanyl_game(&subject->scenario, &subject->game, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

static thaw_status read_scenario(const thaw_options *options, thaw_subject *subject,
                                 thaw_faults *faults)
{
    thaw_fault fault;
    if (options->discount_count > 0) {
        thaw_fail(&fault, THAW_EARG, "--discount is for game files, and %s is a scenario",
                  subject->path);
        thaw_fault_help(&fault,
                        "--set us.discount=... and --set china.discount=... change a scenario's");
        return thaw_give_up(faults, &fault);
    }
    thaw_status status = thaw_scenario_read(subject->path, options->sets, options->set_count,
                                            &subject->scenario, &subject->origins, faults);
    return status == THAW_OK ? make_game(subject, faults) : status;
}

thaw_status thaw_subject_read(const thaw_options *options, const char *file, bool future,
                              thaw_subject *subject, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_game_format format;
    *subject = (thaw_subject){0};
    thaw_scenario_init(&subject->scenario);
    thaw_status status = thaw_locate(file, subject->path, sizeof subject->path, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_stem(subject->path, subject->name, sizeof subject->name);
    if (thaw_game_format_of(subject->path, &format))
        return read_game(options, format, future, subject, faults);
    return read_scenario(options, subject, faults);
}

thaw_status thaw_subject_alter(const thaw_subject *base, const char *settings, int number,
                               thaw_subject *subject, thaw_faults *faults)
{
    thaw_fault fault;
    *subject = (thaw_subject){0};
    thaw_scenario_init(&subject->scenario);
    thaw_copy_text(subject->path, sizeof subject->path, base->path);
    thaw_copy_text(subject->name, sizeof subject->name, base->name);
    if (base->is_game) {
        thaw_fail(&fault, THAW_EARG, "--with changes inputs of a scenario, and %s is a game",
                  base->path);
        return thaw_give_up(faults, &fault);
    }
    thaw_status status = thaw_scenario_alter(&base->scenario, settings, "--with", number,
                                             &subject->scenario, faults);
    return status == THAW_OK ? make_game(subject, faults) : status;
}

void thaw_subject_clear(thaw_subject *subject)
{
    thaw_scenario_clear(&subject->scenario);
    thaw_origins_clear(&subject->origins);
    thaw_game_free(subject->game);
    *subject = (thaw_subject){0};
}

void thaw_subject_say(const thaw_subject *subject, thaw_answer *answer)
{
    char state[THAW_WORDS_MAX], players[THAW_WORDS_MAX];
    const char *file =
        strcmp(subject->path, "-") == 0 ? "standard input" : thaw_base_name(subject->path);
    const char *title = subject->scenario.title;
    thaw_say(answer, THAW_HEADING, "%s", title[0] ? title : subject->name);
    if (subject->is_game)
        thaw_say(answer, THAW_LINE, "%s, %s, %s", file,
                 thaw_words_count((size_t)subject->game->players, "player", "players", players),
                 thaw_words_count((size_t)subject->game->states, "state", "states", state));
    else
        thaw_say(answer, THAW_LINE, "%s, from: %s. US named first.", file,
                 thaw_words_state(subject->initial, state));
}

json_t *thaw_subject_object(const thaw_subject *subject)
{
    const char *title =
        subject->is_game || !subject->scenario.title[0] ? NULL : subject->scenario.title;
    return json_pack("{s:o, s:o, s:o}", "name", thaw_json_text(subject->name), "title",
                     thaw_json_text(title), "file", thaw_json_text(subject->path));
}

void thaw_subject_json(const thaw_subject *subject, thaw_answer *answer)
{
    thaw_answer_set(answer, answer->json, "scenario", thaw_subject_object(subject));
}

/* The names of a game's states, as many as there is room for. */
static void list_states(const thaw_game *game, char *list, size_t size)
{
    list[0] = '\0';
    for (int s = 0; s < game->states; s++) {
        char more[THAW_NAME_MAX];
        size_t used = strlen(list);
        snprintf(more, sizeof more, " and %d more", game->states - s);
        if (used + strlen(game->state_name[s]) + strlen(more) + 3 > size) {
            snprintf(list + used, size - used, "%s", more);
            return;
        }
        snprintf(list + used, size - used, "%s%s", s ? ", " : "", game->state_name[s]);
    }
}

thaw_status thaw_subject_state(const thaw_options *options, const thaw_subject *subject, int *state,
                               thaw_fault *fault)
{
    *state = subject->initial;
    if (!options->state)
        return THAW_OK;
    *state = thaw_game_find_state(subject->game, options->state);
    if (*state >= 0)
        return THAW_OK;
    const char *near = thaw_nearest(options->state, (const char *const *)subject->game->state_name,
                                    (size_t)subject->game->states);
    thaw_fail(fault, THAW_EUNKNOWN, "there is no state '%s'", options->state);
    char list[THAW_HELP_MAX - 16];
    list_states(subject->game, list, sizeof list);
    if (near)
        thaw_fault_help(fault, "did you mean '%s'?", near);
    else
        thaw_fault_help(fault, "one of: %s", list);
    return THAW_EUNKNOWN;
}

static thaw_status fail_action(const thaw_game *game, int state, int player, const char *name,
                               thaw_fault *fault)
{
    char list[THAW_HELP_MAX / 2] = "";
    int count = thaw_game_action_count(game, state, player);
    for (int a = 0; a < count; a++) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", a ? ", " : "",
                 thaw_game_action_name(game, state, player, a));
    }
    thaw_fail(fault, THAW_EUNKNOWN, "%s has no action '%s' in %s", game->player_name[player], name,
              game->state_name[state]);
    thaw_fault_help(fault, "its actions there: %s", list);
    return THAW_EUNKNOWN;
}

/* "L/R": an action of each player by name, in the players' order. */
static thaw_status read_actions(const thaw_game *game, const char *text, int state, int *actions,
                                thaw_fault *fault)
{
    const char *rest = text;
    for (int player = 0; player < game->players; player++) {
        char name[THAW_NAME_MAX * 2];
        size_t length = player + 1 < game->players ? strcspn(rest, "/") : strlen(rest);
        snprintf(name, sizeof name, "%.*s", (int)length, rest);
        if (player + 1 < game->players && rest[length] != '/')
            return thaw_fail(fault, THAW_EPARSE,
                             "'%s' is not an action of each player, separated by '/'", text);
        actions[player] = thaw_game_find_action(game, state, player, name);
        if (actions[player] < 0)
            return fail_action(game, state, player, name, fault);
        rest += length + 1;
    }
    return THAW_OK;
}

thaw_status thaw_subject_pair(const thaw_subject *subject, const char *text, int state,
                              int *actions, thaw_fault *fault)
{
    thaw_pair pair;
    if (!subject->is_game) {
        thaw_status status = thaw_pair_read(text, thaw_fentanyl_frozen(state), &pair, fault);
        if (status != THAW_OK)
            return status;
    }
    return read_actions(subject->game, text, state, actions, fault);
}
