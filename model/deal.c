/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals: from names to what is promised in each state, and to a machine. */
#include "model/deal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/fentanyl.h"

static void deal_clear(thaw_deal *deal)
{
    free(deal->plan);
    free(deal->play);
    free(deal->keeps);
    *deal = (thaw_deal){0};
}

void thaw_deals_clear(thaw_deals *deals)
{
    for (size_t k = 0; k < deals->count; k++)
        deal_clear(&deals->items[k]);
    free(deals->items);
    *deals = (thaw_deals){0};
}

void thaw_deals_drop_last(thaw_deals *deals)
{
    deal_clear(&deals->items[--deals->count]);
}

static thaw_status check_months(const thaw_punishment *punishment, thaw_fault *fault)
{
    double months = punishment->months;
    if (months >= 1 && (punishment->kind != THAW_TRIGGER || isfinite(months)))
        return THAW_OK;
    return thaw_fail(fault, THAW_ERANGE, "a punishment lasts a month or more, not %g", months);
}

static thaw_status make_room(thaw_deals *deals, thaw_fault *fault)
{
    if (deals->count < deals->capacity)
        return THAW_OK;
    size_t capacity = deals->capacity ? 2 * deals->capacity : 16;
    thaw_deal *items = realloc(deals->items, capacity * sizeof *items);
    if (!items)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu deals", capacity);
    deals->items = items;
    deals->capacity = capacity;
    return THAW_OK;
}

/* A new deal at the end of the list with room for its promises. */
static thaw_status append(const thaw_setting *setting, const char *name,
                          const thaw_punishment *punishment, thaw_deals *deals, thaw_fault *fault)
{
    thaw_status status = check_months(punishment, fault);
    if (status == THAW_OK)
        status = make_room(deals, fault);
    if (status != THAW_OK)
        return status;
    size_t states = (size_t)setting->game->states;
    thaw_deal *deal = &deals->items[deals->count];
    *deal = (thaw_deal){.punishment = *punishment};
    char plan[THAW_DEAL_PLAN_MAX];
    thaw_copy_text(plan, sizeof plan, name);
    deal->plan = strdup(plan);
    deal->play = calloc(states * (size_t)setting->game->players, sizeof *deal->play);
    deal->keeps = calloc(states * (size_t)thaw_machine_signals(setting->game), sizeof *deal->keeps);
    if (!deal->plan || !deal->play || !deal->keeps) {
        deal_clear(deal);
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a deal over %zu states", states);
    }
    deals->count++;
    return THAW_OK;
}

/* Whether everybody has the action that is promised in each state. */
static thaw_status check_play(const thaw_game *game, const char *name, const int *play,
                              thaw_fault *fault)
{
    for (int s = 0; s < game->states; s++)
        for (int i = 0; i < game->players; i++) {
            int action = play[s * game->players + i];
            if (action < 0 || action >= thaw_game_action_count(game, s, i))
                return thaw_fail(fault, THAW_EARG,
                                 "'%.80s' promises what %s does not have in state %s", name,
                                 game->player_name[i], game->state_name[s]);
        }
    return THAW_OK;
}

thaw_status thaw_deals_add_named(const thaw_setting *setting, const char *name,
                                 const thaw_plan *plan, const thaw_punishment *punishment,
                                 thaw_deals *deals, thaw_fault *fault)
{
    if (!setting->scenario)
        return thaw_fail(fault, THAW_EARG, "plans by name are of scenarios, not of game files");
    thaw_status status = append(setting, name, punishment, deals, fault);
    if (status != THAW_OK)
        return status;
    const thaw_game *game = setting->game;
    thaw_deal *deal = &deals->items[deals->count - 1];
    for (int s = 0; s < game->states; s++) {
        int state = setting->fentanyl_state[s];
        thaw_pair pair = thaw_fentanyl_pair(setting->scenario, plan, state);
        deal->play[s * 2 + THAW_US] = thaw_fentanyl_us_index(setting->scenario, state, pair.us);
        deal->play[s * 2 + THAW_CHINA] = thaw_fentanyl_china_index(state, pair.china);
        for (int y = 0; y < game->signals; y++)
            deal->keeps[s * game->signals + y] = thaw_fentanyl_keeps(pair, y);
    }
    status = check_play(game, deal->plan, deal->play, fault);
    if (status != THAW_OK)
        thaw_deals_drop_last(deals);
    return status;
}

/* Whether a player's departure to the row tempts: it gives less where actions are ranked, and pays
 * in the month itself. */
static bool tempts(const thaw_game *game, int state, const int *play, int player, int action,
                   size_t faithful, size_t departed)
{
    size_t players = (size_t)game->players, i = (size_t)player;
    const int *rank = game->action_rank ? game->action_rank[(size_t)state * players + i] : NULL;
    bool gives_less = !rank || rank[action] < rank[play[player]];
    return gives_less &&
           game->payoff[departed * players + i] > game->payoff[faithful * players + i];
}

/* Whether a signal of the game's own keeps to the plan: the plan gives rise to it, and no departure
 * that tempts makes it likelier. */
static bool speaks_for_plan(const thaw_game *game, int state, const int *play, int *actions,
                            int signal)
{
    size_t signals = (size_t)game->signals, y = (size_t)signal;
    size_t faithful = thaw_game_row(game, state, play);
    double chance = game->signal[faithful * signals + y];
    memcpy(actions, play, (size_t)game->players * sizeof *actions);
    bool keeps = chance > 0;
    for (int i = 0; i < game->players; i++) {
        for (int a = 0; a < thaw_game_action_count(game, state, i); a++) {
            actions[i] = a;
            size_t departed = thaw_game_row(game, state, actions);
            if (tempts(game, state, play, i, a, faithful, departed))
                keeps = keeps && game->signal[departed * signals + y] <= chance;
        }
        actions[i] = play[i];
    }
    return keeps;
}

thaw_status thaw_deals_add_play(const thaw_setting *setting, const char *name, const int *play,
                                const thaw_punishment *punishment, thaw_deals *deals,
                                thaw_fault *fault)
{
    const thaw_game *game = setting->game;
    thaw_status status = check_play(game, name, play, fault);
    if (status != THAW_OK)
        return status;
    int *actions = malloc((size_t)game->players * sizeof *actions);
    if (!actions)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a plan of %d players", game->players);
    status = append(setting, name, punishment, deals, fault);
    int signals = thaw_machine_signals(game);
    for (int s = 0; status == THAW_OK && s < game->states; s++) {
        thaw_deal *deal = &deals->items[deals->count - 1];
        const int *here = play + s * game->players;
        memcpy(deal->play + s * game->players, here, (size_t)game->players * sizeof *here);
        bool *keeps = deal->keeps + s * signals;
        if (game->signals == 0)
            keeps[thaw_game_row(game, s, here) - game->first_row[s]] = true;
        for (int y = 0; y < game->signals; y++)
            keeps[y] = speaks_for_plan(game, s, here, actions, y);
    }
    free(actions);
    return status;
}

/* ---- reading ---- */

/* The beginning of a text, for a message. */
typedef struct excerpt {
    char text[81];
} excerpt;

static excerpt excerpt_of(const char *text)
{
    excerpt shown = {""};
    thaw_copy_text(shown.text, sizeof shown.text, text);
    return shown;
}

static size_t count_pieces(const char *text, char separator)
{
    size_t count = 1;
    for (; *text; text++)
        count += *text == separator;
    return count;
}

/* Ends the first piece of a text where its separator stands; *rest is what follows, NULL after the
 * last piece. A piece may be empty: nothing is skipped. */
static char *take_piece(char *text, char separator, char **rest)
{
    char *end = strchr(text, separator);
    *rest = end ? end + 1 : NULL;
    if (end)
        *end = '\0';
    return text;
}

/* "relief/full,steady/partial,steady/none,relief/resume": calm, tense, crisis, frozen. */
static thaw_status read_pairs(const char *text, thaw_plan *plan, thaw_fault *fault)
{
    static const char *const keys[] = {"calm", "tense", "crisis", "frozen"};
    enum { WANTED = sizeof keys / sizeof *keys };
    char copy[THAW_DEAL_PLAN_MAX], *rest = copy;
    thaw_copy_text(copy, sizeof copy, text);
    *plan = (thaw_plan){0};
    for (size_t k = 0; k < WANTED && rest; k++) {
        char *pair = take_piece(rest, ',', &rest);
        thaw_status status = thaw_plan_set(plan, keys[k], pair, fault);
        if (status != THAW_OK)
            return status;
    }
    if (count_pieces(text, ',') == WANTED)
        return THAW_OK;
    thaw_fail(fault, THAW_EPARSE, "'%s' is not a plan", excerpt_of(text).text);
    thaw_fault_help(fault, "four pairs make a plan: calm,tense,crisis,frozen, as in "
                           "relief/full,steady/partial,steady/none,relief/resume");
    return THAW_EPARSE;
}

static thaw_status read_plan(const thaw_scenario *scenario, const char *text, thaw_plan *plan,
                             thaw_fault *fault)
{
    if (strchr(text, ',') || strchr(text, '/'))
        return read_pairs(text, plan, fault);
    return thaw_scenario_plan(scenario, text, plan, fault);
}

/* The names of a player's actions in a state, as many as there is room for. */
static void list_actions(const thaw_game *game, int state, int player, char *buffer, size_t size)
{
    static const char MORE[] = ", ...";
    size_t used = 0;
    buffer[0] = '\0';
    for (int a = 0; a < thaw_game_action_count(game, state, player); a++) {
        excerpt name = excerpt_of(thaw_game_action_name(game, state, player, a));
        if (used + 2 + strlen(name.text) + sizeof MORE > size) {
            snprintf(buffer + used, size - used, "%s", MORE);
            return;
        }
        used += (size_t)snprintf(buffer + used, size - used, "%s%s", a ? ", " : "", name.text);
    }
}

/* An action of a state that a plan cannot name, since what separates actions and pairs is part of
 * its own name; NULL where there is none. */
static const char *unsayable_action(const thaw_game *game, int state)
{
    for (int i = 0; i < game->players; i++)
        for (int a = 0; a < thaw_game_action_count(game, state, i); a++)
            if (strpbrk(thaw_game_action_name(game, state, i, a), "/,"))
                return thaw_game_action_name(game, state, i, a);
    return NULL;
}

static void help_with_unsayable(const char *name, thaw_fault *fault)
{
    thaw_fault_help(fault,
                    "'/' separates actions and ',' states, so that an action with one in its name, "
                    "such as '%s', cannot be promised: rename it in the file",
                    excerpt_of(name).text);
}

static void help_with_actions(const thaw_game *game, int state, int player, thaw_fault *fault)
{
    const char *unsayable = unsayable_action(game, state);
    if (unsayable) {
        help_with_unsayable(unsayable, fault);
        return;
    }
    char actions[THAW_HELP_MAX / 2];
    list_actions(game, state, player, actions, sizeof actions);
    thaw_fault_help(fault, "one action a player, player one first, separated by '/'; %s has %s",
                    excerpt_of(game->player_name[player]).text, actions);
}

/* One pair of a game file ("L/R", one action a player) for a state. Takes it apart. */
static thaw_status read_actions(const thaw_game *game, int state, char *pair, int *play,
                                thaw_fault *fault)
{
    excerpt whole = excerpt_of(pair), where = excerpt_of(game->state_name[state]);
    char *rest = pair;
    for (int i = 0; i < game->players; i++) {
        excerpt who = excerpt_of(game->player_name[i]);
        const char *name = rest ? take_piece(rest, '/', &rest) : "";
        play[i] = thaw_game_find_action(game, state, i, name);
        if (play[i] >= 0)
            continue;
        if (*name)
            thaw_fail(fault, THAW_EUNKNOWN, "%s has no action '%s' in state %s", who.text,
                      excerpt_of(name).text, where.text);
        else if (*whole.text)
            thaw_fail(fault, THAW_EPARSE, "'%s' does not say what %s plays in state %s", whole.text,
                      who.text, where.text);
        else
            thaw_fail(fault, THAW_EPARSE, "the pair for state %s is empty", where.text);
        help_with_actions(game, state, i, fault);
        return *name ? THAW_EUNKNOWN : THAW_EPARSE;
    }
    if (!rest)
        return THAW_OK;
    thaw_fail(fault, THAW_EPARSE, "'%s' names more actions than there are players (%d)", whole.text,
              game->players);
    help_with_actions(game, state, 0, fault);
    return THAW_EPARSE;
}

static thaw_status fail_pairs(const thaw_game *game, const char *text, size_t count,
                              thaw_fault *fault)
{
    thaw_fail(fault, THAW_EPARSE, "'%s' has %zu pair%s for %d state%s", excerpt_of(text).text,
              count, count == 1 ? "" : "s", game->states, game->states == 1 ? "" : "s");
    for (int s = 0; s < game->states; s++)
        if (unsayable_action(game, s)) {
            help_with_unsayable(unsayable_action(game, s), fault);
            return THAW_EPARSE;
        }
    thaw_fault_help(
        fault, "one pair for each state in the file's order, separated by ',', or one for all");
    return THAW_EPARSE;
}

static thaw_status read_play(const thaw_game *game, const char *text, int *play, thaw_fault *fault)
{
    size_t count = count_pieces(text, ',');
    if (count != 1 && count != (size_t)game->states)
        return fail_pairs(game, text, count, fault);
    thaw_status status = THAW_OK;
    char copy[THAW_DEAL_PLAN_MAX], *rest = copy;
    thaw_copy_text(copy, sizeof copy, text);
    for (int s = 0; s < game->states && status == THAW_OK; s++) {
        if (count == 1)
            rest = strcpy(copy, text);
        char *pair = take_piece(rest, ',', &rest);
        status = read_actions(game, s, pair, play + s * game->players, fault);
    }
    return status;
}

static thaw_status add_game_play(const thaw_setting *setting, const char *text,
                                 const thaw_punishment *punishments, size_t count,
                                 thaw_deals *deals, thaw_fault *fault)
{
    const thaw_game *game = setting->game;
    int *play = calloc((size_t)game->states * (size_t)game->players, sizeof *play);
    if (!play)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a plan over %d states", game->states);
    thaw_status status = read_play(game, text, play, fault);
    for (size_t k = 0; k < count && status == THAW_OK; k++)
        status = thaw_deals_add_play(setting, text, play, &punishments[k], deals, fault);
    free(play);
    return status;
}

thaw_status thaw_deals_read(const thaw_setting *setting, const char *text, thaw_deals *deals,
                            thaw_fault *fault)
{
    size_t count = 1;
    thaw_punishment own;
    const thaw_punishment *punishments = &own;
    char name[THAW_DEAL_PLAN_MAX];
    const char *at = strrchr(text, '@');
    size_t length = at ? (size_t)(at - text) : strlen(text);
    if (length == 0) {
        thaw_fail(fault, THAW_EPARSE, "'%s' is not a deal", excerpt_of(text).text);
        thaw_fault_help(fault, "a deal is PLAN@PUNISHMENT, as in partial@trigger:12");
        return THAW_EPARSE;
    }
    if (length >= sizeof name) {
        thaw_fail(fault, THAW_ERANGE, "the plan '%s...' has %zu bytes, and %d is the most",
                  excerpt_of(text).text, length, THAW_DEAL_PLAN_MAX - 1);
        thaw_fault_help(fault, "of a game file one pair alone is meant for every state; shorter "
                               "names of actions make a shorter plan");
        return THAW_ERANGE;
    }
    for (size_t k = 0; k < length; k++)
        name[k] = text[k] == '\t' ? ' ' : text[k]; /* as good between words, and can be shown */
    name[length] = '\0';
    thaw_status status = THAW_OK;
    if (at)
        status = thaw_punishment_read(at + 1, &own, fault);
    else
        punishments = thaw_standard_punishments(&count);
    if (status != THAW_OK)
        return status;
    if (!setting->scenario)
        return add_game_play(setting, name, punishments, count, deals, fault);
    thaw_plan plan;
    status = read_plan(setting->scenario, name, &plan, fault);
    for (size_t k = 0; k < count && status == THAW_OK; k++)
        status = thaw_deals_add_named(setting, name, &plan, &punishments[k], deals, fault);
    return status;
}

/* ---- the standard list ---- */

bool thaw_deals_same_play(const thaw_setting *setting, const thaw_deal *one, const thaw_deal *two)
{
    size_t cells = (size_t)setting->game->states * (size_t)setting->game->players;
    return memcmp(one->play, two->play, cells * sizeof *one->play) == 0;
}

/* Adds the plan under the five, and its +delist where that promises something else. */
static thaw_status add_with_variant(const thaw_setting *setting, const thaw_plan *plan,
                                    thaw_deals *deals, thaw_fault *fault)
{
    size_t count = 0;
    const thaw_punishment *punishments = thaw_standard_punishments(&count);
    thaw_plan variants[2] = {*plan, thaw_plan_with_delist(plan)};
    for (size_t v = 0; v < 2; v++)
        for (size_t k = 0; k < count; k++) {
            thaw_status status = thaw_deals_add_named(setting, variants[v].name, &variants[v],
                                                      &punishments[k], deals, fault);
            if (status != THAW_OK)
                return status;
            if (v == 1 && k == 0 &&
                thaw_deals_same_play(setting, &deals->items[deals->count - 1],
                                     &deals->items[deals->count - 1 - count])) {
                thaw_deals_drop_last(deals);
                return THAW_OK;
            }
        }
    return THAW_OK;
}

thaw_status thaw_deals_add_standard(const thaw_setting *setting, thaw_deals *deals,
                                    thaw_fault *fault)
{
    if (!setting->scenario)
        return THAW_OK;
    size_t count = 0;
    const thaw_plan *builtin = thaw_builtin_plans(&count);
    for (size_t k = 0; k < count + setting->scenario->plan_count; k++) {
        const thaw_plan *plan = k < count ? &builtin[k] : &setting->scenario->plans[k - count];
        thaw_status status = add_with_variant(setting, plan, deals, fault);
        if (status != THAW_OK)
            return status;
    }
    return THAW_OK;
}

void thaw_deal_format(const thaw_deal *deal, char *buffer, size_t size)
{
    char punishment[THAW_NAME_MAX];
    thaw_punishment_format(&deal->punishment, punishment, sizeof punishment);
    snprintf(buffer, size, "%s@%s", deal->plan, punishment);
}

thaw_status thaw_deal_machine(const thaw_game *game, const thaw_deal *deal, thaw_machine **machine,
                              thaw_fault *fault)
{
    thaw_status status = thaw_machine_new(game, 2, machine, fault);
    if (status != THAW_OK)
        return status;
    double back = deal->punishment.kind == THAW_TRIGGER ? 1 / deal->punishment.months : 0;
    bool seen = deal->punishment.kind == THAW_HARSHEST && game->signals > 0;
    int signals = (*machine)->signals;
    for (int s = 0; s < game->states; s++) {
        memcpy(thaw_machine_play(*machine, 0, s), deal->play + s * game->players,
               (size_t)game->players * sizeof *deal->play);
        for (int y = 0; y < signals; y++) {
            double *faithful = thaw_machine_move(*machine, 0, s, y),
                   *punished = thaw_machine_move(*machine, 1, s, y);
            bool keeps = seen || deal->keeps[s * signals + y];
            faithful[0] = keeps ? 1 : 0;
            faithful[1] = keeps ? 0 : 1;
            punished[0] = back;
            punished[1] = 1 - back;
        }
    }
    return THAW_OK;
}
