/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals as JSON and rows. */
#include "cli/deal_report.h"

#include <math.h>
#include <string.h>

#include "cli/phrases.h"

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

/* ---- JSON
 * ---------------------------------------------------------------------------------------------- */

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

json_t *thaw_bests_json(const thaw_deals *deals, const thaw_best *best)
{
    return json_pack("{s:o, s:o, s:o}", "us", thaw_best_json(deals, best->player[0]), "china",
                     thaw_best_json(deals, best->player[1]), "nash",
                     thaw_best_json(deals, best->nash));
}

/* ---- tables
 * -------------------------------------------------------------------------------------------- */

enum { VALUE_DIGITS = 2, MONTH_DIGITS = 1, COST_DIGITS = 2 };

static void best_row(const thaw_study *study, const char *whose, const char *name,
                     const double *value, const double *forecast, thaw_table *table)
{
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", name);
    thaw_cell_text(table, "%s", whose);
    thaw_cell_number(table, value[0]);
    thaw_cell_number(table, value[1]);
    static const int order[] = {THAW_FORECAST_ON_PLAN, THAW_FORECAST_FROZEN, THAW_FORECAST_FULL,
                                THAW_FORECAST_LIVES};
    for (size_t k = 0; study->setting.scenario && k < sizeof order / sizeof *order; k++)
        thaw_cell_number(table, forecast[order[k]]);
}

/* Whose best a deal is: "us", "china", "Nash", or several of them. */
static void whose_best(const thaw_best *best, size_t k, char *buffer, size_t size)
{
    static const char *const names[] = {"us", "china", "Nash"};
    size_t of[] = {best->player[0], best->player[1], best->nash};
    buffer[0] = '\0';
    for (size_t i = 0; i < 3; i++)
        if (of[i] == k) {
            size_t used = strlen(buffer);
            snprintf(buffer + used, size - used, "%s%s", used ? ", " : "", names[i]);
        }
}

void thaw_best_table(const thaw_study *study, const thaw_deals *deals,
                     const thaw_deal_answer *answers, const thaw_best *best, thaw_table *table)
{
    const thaw_game *game = study->setting.game;
    int initial = study->setting.initial;
    thaw_table_text(table, "deal", "");
    thaw_table_text(table, "best_for", "best by");
    thaw_table_number(table, game->player_name[0], game->player_name[0], VALUE_DIGITS);
    thaw_table_number(table, game->player_name[1], game->player_name[1], VALUE_DIGITS);
    if (study->setting.scenario) {
        thaw_table_number(table, "on_plan", "kept", MONTH_DIGITS);
        thaw_table_number(table, "frozen", "frozen", MONTH_DIGITS);
        thaw_table_number(table, "full", "full", MONTH_DIGITS);
        thaw_table_number(table, "lives", "lives", 0);
    }
    size_t of[] = {best->nash, best->player[0], best->player[1]};
    for (size_t i = 0; i < 3; i++) {
        bool seen = of[i] == THAW_NO_DEAL_BEST;
        for (size_t j = 0; j < i; j++)
            seen = seen || of[j] == of[i];
        if (seen)
            continue;
        char name[THAW_DEAL_NAME_MAX], whose[THAW_NAME_MAX];
        thaw_deal_format(&deals->items[of[i]], name, sizeof name);
        whose_best(best, of[i], whose, sizeof whose);
        best_row(study, whose, name, answers[of[i]].values + initial * game->players,
                 answers[of[i]].forecast, table);
    }
    best_row(study, "", "no-deal", study->no_deal.values + initial * game->players,
             study->no_deal_forecast, table);
}

void thaw_deal_columns(const thaw_study *study, thaw_table *table)
{
    thaw_table_sides(table, study->setting.game->player_name[0],
                     study->setting.game->players > 1 ? study->setting.game->player_name[1] : "");
    thaw_table_text(table, "deal", "");
    thaw_table_text(table, "verdict", "verdict");
    thaw_table_number(table, "cost", "cost", COST_DIGITS);
    thaw_table_text(table, "player", "who");
    thaw_table_text(table, "state", "where");
    thaw_table_text(table, "action", "to");
    thaw_table_pair(table, "value", "value", VALUE_DIGITS);
}

void thaw_deal_row(const thaw_study *study, const thaw_deal *deal, const thaw_deal_answer *answer,
                   thaw_table *table)
{
    const thaw_game *game = study->setting.game;
    char name[THAW_DEAL_NAME_MAX];
    int player = 0;
    bool more = false;
    const thaw_departure *least = thaw_study_binding(study, answer, &player, &more);
    const double *value = answer->values + study->setting.initial * game->players;
    thaw_deal_format(deal, name, sizeof name);
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", name);
    thaw_cell_text(table, "%s%s", thaw_verdict_text(answer->verdict), answer->tied ? ", tied" : "");
    if (least) {
        thaw_cell_number(table, thaw_study_price(study, player, least->loss));
        thaw_cell_text(table, "%s", game->player_name[player]);
        thaw_cell_text(table, "%s", game->state_name[least->state]);
        thaw_cell_text(table, "%s",
                       thaw_game_action_name(game, least->state, player, least->action));
    } else {
        for (int k = 0; k < 4; k++)
            thaw_cell_missing(table);
    }
    thaw_cell_pair(table, value[0], game->players > 1 ? value[1] : (double)NAN);
}
