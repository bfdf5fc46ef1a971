/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals as JSON and rows. */
#include "cli/deal_report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/phrases.h"
#include "cli/words.h"

json_t *thaw_json_numbers(const double *values, int count)
{
    json_t *list = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(list, thaw_json_number(values[i]));
    return list;
}

double thaw_deal_cost(const thaw_study *study, const thaw_deal_answer *answer, int *player)
{
    bool more = false;
    const thaw_departure *least = thaw_study_binding(study, answer, player, &more);
    return least ? thaw_study_price(study, *player, least->loss) : (double)NAN;
}

/* ---- JSON ---- */

static json_t *losses_json(const thaw_departure *departures, int players)
{
    json_t *list = json_array();
    for (int i = 0; i < players; i++)
        json_array_append_new(list, thaw_json_number(departures[i].loss));
    return list;
}

static json_t *prices_json(const thaw_study *study, const thaw_departure *departures, int players)
{
    json_t *list = json_array();
    for (int i = 0; i < players; i++)
        json_array_append_new(list,
                              thaw_json_number(thaw_study_price(study, i, departures[i].loss)));
    return list;
}

static json_t *binds_json(const thaw_study *study, const thaw_departure *departures, int players)
{
    const thaw_game *game = study->setting.game;
    json_t *list = json_array();
    for (int i = 0; i < players; i++) {
        const thaw_departure *d = &departures[i];
        if (d->state < 0)
            json_array_append_new(list, json_null());
        else
            json_array_append_new(
                list,
                json_pack("{s:o, s:o}", "state", thaw_json_text(game->state_name[d->state]),
                          "action",
                          thaw_json_text(thaw_game_action_name(game, d->state, i, d->action))));
    }
    return list;
}

static json_t *forecast_json(const thaw_study *study, const double *forecast)
{
    json_t *object = json_object();
    bool scenario = study->setting.scenario != NULL;
    json_object_set_new(object, "months", json_integer(THAW_FORECAST_MONTHS));
    json_object_set_new(object, "on_plan",
                        thaw_json_number(forecast[scenario ? THAW_FORECAST_ON_PLAN : 0]));
    static const char *const names[] = {"frozen", "partial", "full", "lives"};
    for (int k = 0; k < THAW_FORECAST_ON_PLAN; k++)
        json_object_set_new(object, names[k],
                            thaw_json_number(scenario ? forecast[k] : (double)NAN));
    return object;
}

bool thaw_deal_has_rivals(const thaw_deal *deal, const thaw_deal_answer *answer)
{
    const thaw_markov_result *play = &answer->punishment;
    return deal->punishment.kind != THAW_HARSHEST && play->outcome == THAW_OUTCOME_CONVERGED &&
           (play->branches || !play->isolated);
}

json_t *thaw_deal_json(const thaw_study *study, const thaw_deal *deal,
                       const thaw_deal_answer *answer, const double *true_value)
{
    int players = answer->players, states = answer->states, initial = study->setting.initial;
    char punishment[THAW_NAME_MAX];
    thaw_punishment_format(&deal->punishment, punishment, sizeof punishment);
    const double *value = answer->values + initial * players;
    const double *punished = answer->values + (states + initial) * players;
    json_t *object = json_object();
    json_object_set_new(object, "plan", thaw_json_text(deal->plan));
    json_object_set_new(object, "punishment", thaw_json_text(punishment));
    json_object_set_new(object, "verdict", thaw_json_text(thaw_verdict_text(answer->verdict)));
    json_object_set_new(object, "tied", json_boolean(answer->tied));
    json_object_set_new(object, "asks_too_little", json_boolean(answer->asks_too_little));
    json_object_set_new(object, "slack", losses_json(answer->breach, players));
    json_object_set_new(object, "slack_more", losses_json(answer->more, players));
    json_object_set_new(object, "price", prices_json(study, answer->breach, players));
    json_object_set_new(object, "price_more", prices_json(study, answer->more, players));
    json_object_set_new(object, "error", thaw_json_number(answer->error));
    json_object_set_new(object, "value", thaw_json_numbers(value, players));
    json_object_set_new(object, "punishment_value", thaw_json_numbers(punished, players));
    if (true_value)
        json_object_set_new(object, "true_value", thaw_json_numbers(true_value, players));
    json_object_set_new(object, "both_would_return", json_boolean(answer->both_would_return));
    json_object_set_new(object, "binds", binds_json(study, answer->breach, players));
    json_object_set_new(object, "binds_more", binds_json(study, answer->more, players));
    json_object_set_new(object, "outcome",
                        thaw_json_text(thaw_outcome_text(answer->punishment.outcome)));
    json_object_set_new(object, "branches", json_boolean(answer->punishment.branches));
    json_object_set_new(object, "isolated", json_boolean(answer->punishment.isolated));
    json_object_set_new(object, "regret", thaw_json_number(answer->punishment.judgement.regret));
    json_object_set_new(object, "forecast",
                        answer->forecast ? forecast_json(study, answer->forecast) : json_null());
    return object;
}

json_t *thaw_best_json(const thaw_deals *deals, size_t k)
{
    if (k == THAW_NO_DEAL_BEST)
        return json_null();
    char punishment[THAW_NAME_MAX];
    thaw_punishment_format(&deals->items[k].punishment, punishment, sizeof punishment);
    return json_pack("{s:o, s:o}", "plan", thaw_json_text(deals->items[k].plan), "punishment",
                     thaw_json_text(punishment));
}

size_t thaw_best_for(const thaw_study *study, const thaw_deals *deals,
                     const thaw_deal_answer *answers, const thaw_best *best, int player)
{
    return player < 2
               ? best->player[player]
               : thaw_deals_best_for(&study->setting, deals, answers, &study->no_deal, player);
}

json_t *thaw_bests_json(const thaw_study *study, const thaw_deals *deals,
                        const thaw_deal_answer *answers, const thaw_best *best)
{
    json_t *players = json_array();
    for (int i = 0; i < study->setting.game->players; i++)
        json_array_append_new(players,
                              thaw_best_json(deals, thaw_best_for(study, deals, answers, best, i)));
    return json_pack("{s:o, s:o, s:o, s:o}", "us", thaw_best_json(deals, best->player[0]), "china",
                     thaw_best_json(deals, best->player[1]), "players", players, "nash",
                     thaw_best_json(deals, best->nash));
}

/* ---- tables ---- */

enum { VALUE_DIGITS = 2, MONTH_DIGITS = 1, COST_DIGITS = 2 };

char thaw_deal_side(const thaw_study *study, int player)
{
    return study->setting.scenario ? study->setting.game->player_name[player][0] : '\0';
}

/* A column of values for each player, headed by its name. */
static void value_columns(const thaw_study *study, thaw_table *table)
{
    const thaw_game *game = study->setting.game;
    for (int i = 0; i < game->players; i++) {
        char name[THAW_KEY_MAX];
        snprintf(name, sizeof name, "value_%.80s", game->player_name[i]);
        thaw_table_number(table, name, game->player_name[i], VALUE_DIGITS);
    }
}

static void value_cells(const thaw_study *study, const double *values, thaw_table *table)
{
    int players = study->setting.game->players;
    for (int i = 0; i < players; i++)
        thaw_cell_number(table, values[study->setting.initial * players + i]);
}

/* What follows, by feature; no deal has no plan to be kept. */
static void forecast_cells(const double *forecast, bool no_deal, thaw_table *table)
{
    if (no_deal)
        thaw_cell_missing(table);
    else
        thaw_cell_number(table, forecast[THAW_FORECAST_ON_PLAN]);
    thaw_cell_number(table, forecast[THAW_FORECAST_FROZEN]);
    thaw_cell_number(table, forecast[THAW_FORECAST_PARTIAL]);
    thaw_cell_number(table, forecast[THAW_FORECAST_FULL]);
    thaw_cell_number(table, forecast[THAW_FORECAST_LIVES]);
}

static void best_row(const thaw_study *study, const char *whose, const char *name,
                     const double *values, const double *forecast, thaw_table *table)
{
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", name);
    thaw_cell_text(table, "%s", whose);
    value_cells(study, values, table);
    if (study->setting.scenario)
        forecast_cells(forecast, values == study->no_deal.values, table);
}

/* Whose best a deal is: "us", "china", "Nash", or several of them. */
static void whose_best(const thaw_study *study, const size_t *of, size_t k, char *buffer,
                       size_t size)
{
    int players = study->setting.game->players;
    buffer[0] = '\0';
    for (int i = 0; i < players; i++)
        if (of[i + 1] == k)
            thaw_words_add(buffer, size, "%s%.80s", buffer[0] ? ", " : "",
                           study->setting.game->player_name[i]);
    if (of[0] == k)
        thaw_words_add(buffer, size, "%sNash", buffer[0] ? ", " : "");
}

static void best_columns(const thaw_study *study, bool roles, thaw_table *table)
{
    thaw_table_text(table, "deal", "");
    thaw_table_text(table, "best_for", "best by");
    if (!roles)
        thaw_table_hide(table);
    value_columns(study, table);
    if (!study->setting.scenario)
        return;
    thaw_table_number(table, "on_plan", "kept", MONTH_DIGITS);
    thaw_table_number(table, "frozen", "frozen", MONTH_DIGITS);
    thaw_table_number(table, "partial", "partial", MONTH_DIGITS);
    thaw_table_hide(table);
    thaw_table_number(table, "full", "full", MONTH_DIGITS);
    thaw_table_number(table, "lives", "lives", 0);
}

void thaw_best_table(const thaw_study *study, const thaw_deals *deals,
                     const thaw_deal_answer *answers, const thaw_best *best, bool roles,
                     thaw_table *table)
{
    best_columns(study, roles, table);
    size_t count = (size_t)study->setting.game->players + 1;
    size_t *of = calloc(count, sizeof *of); /* the Nash-best, then each player's best */
    table->failed = table->failed || !of;
    for (size_t i = 0; of && i < count; i++)
        of[i] = i == 0 ? best->nash : thaw_best_for(study, deals, answers, best, (int)i - 1);
    for (size_t i = 0; of && i < count; i++) {
        bool seen = of[i] == THAW_NO_DEAL_BEST;
        for (size_t j = 0; j < i; j++)
            seen = seen || of[j] == of[i];
        if (seen)
            continue;
        char name[THAW_DEAL_NAME_MAX], whose[THAW_WORDS_MAX];
        thaw_deal_format(&deals->items[of[i]], name, sizeof name);
        whose_best(study, of, of[i], whose, sizeof whose);
        best_row(study, whose, name, answers[of[i]].values, answers[of[i]].forecast, table);
    }
    free(of);
    best_row(study, "", "no-deal", study->no_deal.values, study->no_deal_forecast, table);
    table->dashes = true;
}

void thaw_deal_columns(const thaw_study *study, thaw_table *table)
{
    thaw_table_text(table, "deal", "");
    thaw_table_text(table, "verdict", "verdict");
    thaw_table_number(table, "cost", "cost", COST_DIGITS);
    value_columns(study, table);
    thaw_table_detail(table, "departure", "departure");
    static const char *const parts[][2] = {{"player", "who"}, {"state", "where"}, {"action", "to"}};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        thaw_table_text(table, parts[k][0], parts[k][1]);
        thaw_table_hide(table);
    }
}

/* The cheapest departure in words, and its parts. */
static void departure_cells(const thaw_study *study, const thaw_departure *d, int player, bool more,
                            thaw_table *table)
{
    const thaw_game *game = study->setting.game;
    if (!d)
        return;
    const char *action = thaw_game_action_name(game, d->state, player, d->action);
    thaw_cell_text(table, "%s in %s: %s%s", game->player_name[player], game->state_name[d->state],
                   action, more ? ", more than promised" : "");
    thaw_cell_text(table, "%s", game->player_name[player]);
    thaw_cell_text(table, "%s", game->state_name[d->state]);
    thaw_cell_text(table, "%s", action);
}

void thaw_deal_row(const thaw_study *study, const thaw_deal *deal, const thaw_deal_answer *answer,
                   unsigned flags, thaw_table *table)
{
    char name[THAW_DEAL_NAME_MAX];
    int player = 0;
    bool more = false;
    const thaw_departure *least = thaw_study_binding(study, answer, &player, &more);
    thaw_deal_format(deal, name, sizeof name);
    thaw_table_row(table, flags);
    thaw_cell_text(table, "%s", name);
    thaw_cell_text(table, "%s%s", thaw_verdict_text(answer->verdict), answer->tied ? ", tied" : "");
    if (least)
        thaw_cell_number(table, thaw_study_price(study, player, least->loss));
    else
        thaw_cell_missing(table);
    thaw_cell_mark(table, 0, least ? thaw_deal_side(study, player) : '\0');
    value_cells(study, answer->values, table);
    departure_cells(study, least, player, more, table);
}
