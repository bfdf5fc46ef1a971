/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zone of agreement: who breaks what, level by level. */
#include "cli/zone_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/phrases.h"
#include "cli/words.h"

enum { LEVEL_DIGITS = 2, NOW = (THAW_ZONE_COLUMNS - 1) / 2 };

static const thaw_zone_point *point_at(const thaw_zone *zone, int row, int column)
{
    return &zone->points[row * zone->columns + column];
}

/* Whether the point gives both sides at least what no deal does. */
static bool beats_no_deal(const thaw_study *study, const thaw_zone_point *p)
{
    for (int i = 0; i < 2; i++)
        if (p->value[i] < study->no_deal.values[study->setting.initial * 2 + i])
            return false;
    return true;
}

/* Who departs, of those who gain the one who gains most at once; -1: nobody. */
static int breaker(const thaw_study *study, const thaw_zone_point *p)
{
    double price[2];
    for (int i = 0; i < 2; i++)
        price[i] = p->gains[i] ? thaw_study_price(study, i, p->least[i].loss) : HUGE_VAL;
    return !p->gains[0] && !p->gains[1] ? -1 : price[0] <= price[1] ? 0 : 1;
}

static const char *breakers_text(const thaw_study *study, const thaw_zone_point *p)
{
    return p->gains[0] && p->gains[1] ? "both"
                                      : study->setting.game->player_name[p->gains[0] ? 0 : 1];
}

/* ---- sentences ---- */

/* The action that a departure leaves. */
static int left_action(const thaw_study *study, const thaw_deal *deal, const thaw_zone_departure *d,
                       int player)
{
    int promise = deal->play[d->state * 2 + player];
    thaw_move moves[THAW_MOVES];
    int index = study->setting.fentanyl_state[d->state];
    thaw_fentanyl_china_actions(index, moves);
    if (player == THAW_CHINA && d->ask == THAW_ASK_PARTIAL && moves[promise] == THAW_FULL)
        return thaw_fentanyl_china_index(index, THAW_PARTIAL);
    return promise;
}

/* "in a calm month on the list China gains US$ 0.68 bn by slipping to partial effort". */
static const char *departure_text(const thaw_study *study, const thaw_deal *deal,
                                  const thaw_zone_point *p, char *buffer)
{
    char state[THAW_PHRASE_MAX], money[THAW_PHRASE_MAX], how[THAW_PHRASE_MAX];
    int player = breaker(study, p);
    const thaw_zone_departure *d = &p->least[player];
    buffer[0] = '\0';
    thaw_words_add(buffer, THAW_PHRASE_MAX, "in %s %s gains %s by %s",
                   thaw_phrase_state(study, d->state, state), thaw_phrase_country(study, player),
                   thaw_phrase_money(study, thaw_study_price(study, player, -d->loss), money),
                   thaw_phrase_departure(study, d->state, player,
                                         left_action(study, deal, d, player), d->action, how));
    return buffer;
}

/* Appends one stretch of relief levels, from what holds at once to what still does. */
static void add_stretch(double from, double to, char *buffer)
{
    static const double NO_LEVEL = 0.005; /* prints as 0 */
    char begin[THAW_SHOWN_MAX], end[THAW_SHOWN_MAX];
    bool first = from<NO_LEVEL, last = to> THAW_ZONE_RELIEF_MAX - NO_LEVEL;
    thaw_number_show(from, LEVEL_DIGITS, begin, sizeof begin);
    thaw_number_show(to, LEVEL_DIGITS, end, sizeof end);
    thaw_words_add(buffer, THAW_PHRASE_MAX, "%s", *buffer ? ", " : "");
    if (first && last)
        thaw_words_add(buffer, THAW_PHRASE_MAX, "any level");
    else if (first)
        thaw_words_add(buffer, THAW_PHRASE_MAX, "up to %s", end);
    else if (last)
        thaw_words_add(buffer, THAW_PHRASE_MAX, "%s and more", begin);
    else
        thaw_words_add(buffer, THAW_PHRASE_MAX, "%s to %s", begin, end);
}

/* "0.82 to 1.76", "1.35 and more", several of them; "none", "any level". */
static const char *stretches_text(const thaw_zone *zone, int row, char *buffer)
{
    const thaw_zone_edge *edges = &zone->edges[row * (zone->columns - 1)];
    bool holds = point_at(zone, row, 0)->verdict == THAW_HOLDS;
    double from = 0;
    buffer[0] = '\0';
    for (int k = 0; k < zone->columns - 1; k++) {
        if (isnan(edges[k].relief))
            continue;
        holds = edges[k].holds_above;
        if (holds)
            from = edges[k].relief;
        else
            add_stretch(from, edges[k].relief, buffer);
    }
    if (holds)
        add_stretch(from, THAW_ZONE_RELIEF_MAX, buffer);
    if (!*buffer)
        thaw_words_add(buffer, THAW_PHRASE_MAX, "none");
    return buffer;
}

/* What the deal does where effort is asked as often as the row says and relief is as it is now. */
static void say_row(const thaw_study *study, const thaw_deal *deal, const thaw_zone *zone, int row,
                    const char *begin, thaw_answer *answer)
{
    char departure[THAW_PHRASE_MAX], stretches[THAW_PHRASE_MAX], text[2 * THAW_PHRASE_MAX] = "";
    const thaw_zone_point *now = point_at(zone, row, NOW);
    stretches_text(zone, row, stretches);
    bool holds = now->verdict == THAW_HOLDS;
    thaw_words_add(text, sizeof text, "%s with relief as it is, at level 1",
                   holds                            ? "holds"
                   : now->verdict == THAW_UNDECIDED ? "is undecided"
                                                    : "breaks");
    if (now->verdict == THAW_BREAKS)
        thaw_words_add(text, sizeof text, ": %s", departure_text(study, deal, now, departure));
    if (strcmp(stretches, "none") == 0)
        thaw_words_add(text, sizeof text, ". It holds at no level up to 2");
    else if (strcmp(stretches, "any level") == 0)
        thaw_words_add(text, sizeof text, ", and at any other up to 2");
    else
        thaw_words_add(text, sizeof text, "%s at levels %s", holds ? ", and" : ". It holds",
                       stretches);
    thaw_say(answer, THAW_SENTENCE, "%s %s.", begin, text);
}

void thaw_zone_say(const thaw_study *study, const thaw_deal *deal, const thaw_zone *zone,
                   thaw_answer *answer)
{
    char name[THAW_DEAL_NAME_MAX], begin[THAW_PHRASE_MAX + THAW_DEAL_NAME_MAX];
    thaw_deal_format(deal, name, sizeof name);
    snprintf(begin, sizeof begin, "%s", name);
    say_row(study, deal, zone, zone->rows - 1, begin, answer);
    say_row(study, deal, zone, (zone->rows - 1) / 2,
            "With a public coin that asks for full effort half of the time, else for partial, it",
            answer);
}

/* ---- tables ---- */

/* The sign of a point: '#' holds and both have more than with no deal, '=' holds but one has less,
 * who departs otherwise, '*' both, '+' to give more than was asked, '?' undecided. */
static char sign_of(const thaw_study *study, const thaw_zone_point *p)
{
    if (p->verdict == THAW_HOLDS)
        return beats_no_deal(study, p) ? '#' : '=';
    if (p->verdict == THAW_UNDECIDED)
        return '?';
    if (p->asks_too_little)
        return '+';
    return p->gains[0] && p->gains[1] ? '*'
                                      : study->setting.game->player_name[p->gains[0] ? 0 : 1][0];
}

static thaw_table *new_table(const char *name, size_t number, const char *title,
                             thaw_answer *answer)
{
    char full[THAW_NAME_MAX];
    snprintf(full, sizeof full, number ? "%s_%zu" : "%s", name, number + 1);
    return thaw_answer_table(answer, full, "%s", title);
}

static void map_table(const thaw_study *study, const thaw_deal *deal, const thaw_zone *zone,
                      size_t number, thaw_answer *answer)
{
    char title[THAW_DEAL_NAME_MAX + THAW_NAME_MAX], name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(deal, name, sizeof name);
    snprintf(title, sizeof title, "ZONE OF %s", name);
    thaw_table *table = new_table("zone", number, title, answer);
    thaw_table_number(table, "effort", "effort", 1);
    thaw_table_text(table, "picture", "0 - - - relief - - - 2");
    thaw_table_picture(table);
    thaw_table_text(table, "holds", "holds with relief at");
    for (int row = zone->rows - 1; row >= 0; row--) {
        char picture[2 * THAW_ZONE_COLUMNS + 1] = "", stretches[THAW_PHRASE_MAX];
        int k = 0;
        for (; k < zone->columns && k < THAW_ZONE_COLUMNS; k++)
            picture[k] = sign_of(study, point_at(zone, row, k));
        picture[k] = '\0';
        thaw_table_row(table, 0);
        thaw_cell_number(table, point_at(zone, row, 0)->effort);
        thaw_cell_text(table, "%s", picture);
        thaw_cell_text(table, "%s", stretches_text(zone, row, stretches));
    }
    thaw_table_note(table,
                    "# holds and both have more than with no deal, = holds but one has less; u the "
                    "US departs, c China, * both; + only to give more than was asked. Relief 1 is "
                    "relief as it is; effort is how often full is asked, else partial.");
}

static void departure_columns(thaw_table *table)
{
    thaw_table_text(table, "player", "who");
    thaw_table_text(table, "asked", "asked");
    thaw_table_text(table, "state", "departs in");
    thaw_table_text(table, "action", "to");
}

static const char *ask_text(thaw_ask ask)
{
    return ask == THAW_ASK_FULL ? "full" : "partial";
}

static void departure_cells(const thaw_study *study, const thaw_zone_point *p, thaw_table *table)
{
    int player = breaker(study, p);
    const thaw_game *game = study->setting.game;
    if (player < 0)
        return;
    const thaw_zone_departure *d = &p->least[player];
    thaw_cell_text(table, "%s", game->player_name[player]);
    thaw_cell_text(table, "%s", ask_text(d->ask));
    thaw_cell_text(table, "%s", game->state_name[d->state]);
    thaw_cell_text(table, "%s", thaw_game_action_name(game, d->state, player, d->action));
}

/* Where each row's verdict changes, and who departs on the far side. */
static void edges_table(const thaw_study *study, const thaw_zone *zone, size_t number,
                        thaw_answer *answer)
{
    thaw_table *table = new_table("zone_edges", number, "WHO BREAKS IT BEYOND", answer);
    table->data_only = true;
    thaw_table_number(table, "effort", "effort", 1);
    thaw_table_number(table, "relief", "relief", LEVEL_DIGITS);
    thaw_table_text(table, "holds", "holds");
    departure_columns(table);
    for (int row = 0; row < zone->rows; row++)
        for (int k = 0; k < zone->columns - 1; k++) {
            const thaw_zone_edge *e = &zone->edges[row * (zone->columns - 1) + k];
            if (isnan(e->relief))
                continue;
            thaw_table_row(table, 0);
            thaw_cell_number(table, e->beyond.effort);
            thaw_cell_number(table, e->relief);
            thaw_cell_text(table, "%s", e->holds_above ? "above" : "below");
            departure_cells(study, &e->beyond, table);
        }
}

static void points_table(const thaw_study *study, const thaw_zone *zone, size_t number,
                         thaw_answer *answer)
{
    thaw_table *table = new_table("zone_points", number, "EVERY POINT", answer);
    table->data_only = true;
    thaw_table_number(table, "effort", "effort", 1);
    thaw_table_number(table, "relief", "relief", 1);
    thaw_table_text(table, "verdict", "verdict");
    thaw_table_number(table, "value_us", "us", LEVEL_DIGITS);
    thaw_table_number(table, "value_china", "china", LEVEL_DIGITS);
    thaw_table_text(table, "breaks", "breaks");
    departure_columns(table);
    for (int k = 0; k < zone->rows * zone->columns; k++) {
        const thaw_zone_point *p = &zone->points[k];
        thaw_table_row(table, 0);
        thaw_cell_number(table, p->effort);
        thaw_cell_number(table, p->relief);
        thaw_cell_text(table, "%s", thaw_verdict_text(p->verdict));
        for (int i = 0; i < 2; i++)
            thaw_cell_number(table, p->value[i]);
        if (p->verdict != THAW_BREAKS)
            continue;
        thaw_cell_text(table, "%s", breakers_text(study, p));
        departure_cells(study, p, table);
    }
}

void thaw_zone_tables(const thaw_study *study, const thaw_deal *deal, const thaw_zone *zone,
                      size_t number, thaw_answer *answer)
{
    map_table(study, deal, zone, number, answer);
    edges_table(study, zone, number, answer);
    points_table(study, zone, number, answer);
}

/* ---- JSON ---- */

static json_t *departure_json(const thaw_study *study, const thaw_zone_point *p)
{
    int player = breaker(study, p);
    const thaw_game *game = study->setting.game;
    if (player < 0)
        return json_null();
    const thaw_zone_departure *d = &p->least[player];
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:b}", "player", game->player_name[player],
                     "asked", ask_text(d->ask), "state", game->state_name[d->state], "action",
                     thaw_game_action_name(game, d->state, player, d->action), "loss",
                     thaw_json_number(d->loss), "price",
                     thaw_json_number(thaw_study_price(study, player, d->loss)), "more", d->more);
}

static json_t *point_json(const thaw_study *study, const thaw_zone_point *p)
{
    const double loss[2] = {p->least[0].loss, p->least[1].loss};
    return json_pack(
        "{s:o, s:o, s:s, s:b, s:b, s:s?, s:o, s:o, s:o}", "relief", thaw_json_number(p->relief),
        "effort", thaw_json_number(p->effort), "verdict", thaw_verdict_text(p->verdict), "better",
        beats_no_deal(study, p), "asks_too_little", p->asks_too_little, "breaks",
        p->verdict == THAW_BREAKS ? breakers_text(study, p) : NULL, "loss", thaw_json_pair(loss),
        "value", thaw_json_pair(p->value), "departure", departure_json(study, p));
}

json_t *thaw_zone_json(const thaw_study *study, const thaw_deal *deal, const thaw_zone *zone)
{
    char punishment[THAW_NAME_MAX];
    json_t *points = json_array(), *edges = json_array();
    thaw_punishment_format(&deal->punishment, punishment, sizeof punishment);
    for (int k = 0; k < zone->rows * zone->columns; k++)
        json_array_append_new(points, point_json(study, &zone->points[k]));
    for (int k = 0; k < zone->rows * (zone->columns - 1); k++) {
        const thaw_zone_edge *e = &zone->edges[k];
        if (!isnan(e->relief))
            json_array_append_new(edges, json_pack("{s:o, s:o, s:s, s:o}", "effort",
                                                   thaw_json_number(e->beyond.effort), "relief",
                                                   thaw_json_number(e->relief), "holds",
                                                   e->holds_above ? "above" : "below", "beyond",
                                                   departure_json(study, &e->beyond)));
    }
    return json_pack("{s:o, s:s, s:o, s:o}", "plan", thaw_json_text(deal->plan), "punishment",
                     punishment, "points", points, "edges", edges);
}
