/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An equilibrium that was picked, as tables and JSON. */
#include <math.h>
#include <stdio.h>

#include "cli/equilibrium_pick.h"
#include "cli/words.h"

enum {
    MONEY_DIGITS = 2, /* of US$ bn */
    POINT_DIGITS = 4, /* of a game's points */
    SHARE_DIGITS = 2,
    NODES_LISTED = 200 /* an automaton of more nodes is counted, not listed */
};

/* Rows whose largest share is less are for programs. */
static const double SHOWN_SHARE = 0.02;

/* People are shown a share below it as 0. */
static const double NO_SHARE = 0.005;

static const thaw_game *game_of(const thaw_picked *picked)
{
    return picked->sets->study->setting.game;
}

static bool is_scenario(const thaw_picked *picked)
{
    return picked->sets->study->setting.scenario != NULL;
}

static double largest_share(const thaw_picked *picked, size_t row)
{
    double most = 0;
    for (int k = 0; k < THAW_SPANS; k++)
        most = fmax(most, picked->share[k][row]);
    return most;
}

/* ---- tables ---- */

static void span_names(int span, char *name, char *head)
{
    const int *months = thaw_spans[span];
    if (months[0] == months[1]) {
        snprintf(name, THAW_WORDS_MAX, "months_%d", months[0]);
        snprintf(head, THAW_WORDS_MAX, "%d", months[0]);
    } else {
        snprintf(name, THAW_WORDS_MAX, "months_%d_%d", months[0], months[1]);
        snprintf(head, THAW_WORDS_MAX, "%d-%d", months[0], months[1]);
    }
}

static void path_table(const thaw_picked *picked, thaw_answer *answer)
{
    const thaw_game *game = game_of(picked);
    thaw_table *table = thaw_answer_table(answer, "path", "THE PATH, WHEN BOTH KEEP TO IT");
    thaw_table_aside(table, "share of the %s", is_scenario(picked) ? "months" : "periods");
    table->nothing = fmax(table->nothing, NO_SHARE);
    thaw_table_text(table, "state", "");
    for (int i = 0; i < 2; i++)
        thaw_table_text(table, game->player_name[i], game->player_name[i]);
    for (int k = 0; k < THAW_SPANS; k++) {
        char name[THAW_WORDS_MAX], head[THAW_WORDS_MAX];
        span_names(k, name, head);
        thaw_table_number(table, name, head, SHARE_DIGITS);
    }
    for (int s = 0; s < game->states; s++)
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++) {
            if (largest_share(picked, row) == 0)
                continue;
            thaw_table_row(table, largest_share(picked, row) < SHOWN_SHARE ? THAW_ROW_DATA : 0);
            thaw_cell_text(table, "%s", game->state_name[s]);
            for (int i = 0; i < 2; i++)
                thaw_cell_text(table, "%s", thaw_pick_action(picked, s, row, i));
            for (int k = 0; k < THAW_SPANS; k++)
                thaw_cell_number(table, picked->share[k][row]);
        }
}

static void punishment_cells(const thaw_picked *picked, int state, int player, thaw_table *table)
{
    size_t node = thaw_pick_answer(picked, state, player);
    if (node == THAW_NO_NODE) {
        thaw_cell_missing(table);
        thaw_cell_missing(table);
        return;
    }
    size_t row = picked->equilibrium.automaton->row[node];
    thaw_cell_text(table, "%s/%s", thaw_pick_action(picked, state, row, 0),
                   thaw_pick_action(picked, state, row, 1));
    thaw_cell_number(table, picked->equilibrium.values[node * 2 + (size_t)player]);
}

static void punishments_table(const thaw_picked *picked, thaw_answer *answer)
{
    const thaw_game *game = game_of(picked);
    int digits = is_scenario(picked) ? MONEY_DIGITS : POINT_DIGITS;
    thaw_table *table =
        thaw_answer_table(answer, "punishments", "WHAT ANSWERS A DEPARTURE, BY THE STATE THEN");
    thaw_table_aside(table, "first pair; worth to who departed");
    thaw_table_text(table, "state", "");
    for (int i = 0; i < 2; i++) {
        char name[THAW_WORDS_MAX], head[THAW_WORDS_MAX];
        snprintf(name, sizeof name, "pair_%.60s", game->player_name[i]);
        snprintf(head, sizeof head, "after %.60s", game->player_name[i]);
        thaw_table_text(table, name, head);
        snprintf(name, sizeof name, "worth_%.60s", game->player_name[i]);
        thaw_table_number(table, name, "worth", digits);
    }
    table->dashes = true;
    for (int s = 0; s < game->states; s++) {
        if (thaw_pick_answer(picked, s, 0) == THAW_NO_NODE &&
            thaw_pick_answer(picked, s, 1) == THAW_NO_NODE)
            continue;
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", game->state_name[s]);
        for (int i = 0; i < 2; i++)
            punishment_cells(picked, s, i, table);
    }
}

void thaw_pick_tables(const thaw_picked *picked, thaw_answer *answer)
{
    if (!picked->equilibrium.automaton)
        return;
    path_table(picked, answer);
    punishments_table(picked, answer);
}

/* ---- JSON ---- */

static json_t *row_json(const thaw_picked *picked, int state, size_t row)
{
    json_t *pair = json_array();
    for (int i = 0; i < 2; i++)
        json_array_append_new(pair, thaw_json_text(thaw_pick_action(picked, state, row, i)));
    return pair;
}

static json_t *state_name_json(const thaw_picked *picked, int state)
{
    return thaw_json_text(game_of(picked)->state_name[state]);
}

static json_t *draws_json(const thaw_draw *draws, size_t count)
{
    json_t *list = json_array();
    for (size_t k = 0; k < count; k++)
        json_array_append_new(list, json_pack("{s:I, s:o}", "node", (json_int_t)draws[k].node,
                                              "chance", thaw_json_number(draws[k].chance)));
    return list;
}

static json_t *spans_json(void)
{
    json_t *list = json_array();
    for (int k = 0; k < THAW_SPANS; k++)
        json_array_append_new(list, json_pack("[i, i]", thaw_spans[k][0], thaw_spans[k][1]));
    return list;
}

/* A month's payoffs on average, span by span. */
static json_t *payoffs_json(const thaw_picked *picked)
{
    json_t *list = json_array();
    for (int k = 0; k < THAW_SPANS; k++)
        json_array_append_new(list, thaw_json_pair(picked->payoff[k]));
    return list;
}

static json_t *path_json(const thaw_picked *picked)
{
    const thaw_game *game = game_of(picked);
    json_t *list = json_array();
    for (int s = 0; s < game->states; s++)
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++) {
            if (largest_share(picked, row) == 0)
                continue;
            json_t *shares = json_array();
            for (int k = 0; k < THAW_SPANS; k++)
                json_array_append_new(shares, thaw_json_number(picked->share[k][row]));
            json_array_append_new(list,
                                  json_pack("{s:o, s:o, s:o}", "state", state_name_json(picked, s),
                                            "pair", row_json(picked, s, row), "shares", shares));
        }
    return list;
}

/* The months after which a player is back at the start's worth, as likely as not; null for not
 * within the horizon, or without a punishment that begins in the state picked. */
static json_t *back_json(const thaw_picked *picked, int player)
{
    const double *back = picked->back[player];
    int m = 0;
    if (thaw_pick_answer(picked, picked->state, player) == THAW_NO_NODE)
        return json_null();
    while (m < THAW_PICK_HORIZON && back[m] < 0.5)
        m++;
    return back[m] < 0.5 ? json_null() : json_integer(m);
}

static json_t *punishments_json(const thaw_picked *picked)
{
    const thaw_game *game = game_of(picked);
    const thaw_equilibrium *equilibrium = &picked->equilibrium;
    json_t *list = json_array();
    for (int s = 0; s < game->states; s++)
        for (int i = 0; i < 2; i++) {
            size_t node = thaw_pick_answer(picked, s, i);
            if (node == THAW_NO_NODE)
                continue;
            json_array_append_new(
                list,
                json_pack("{s:o, s:o, s:I, s:o, s:o}", "state", state_name_json(picked, s),
                          "player", thaw_json_text(game->player_name[i]), "node", (json_int_t)node,
                          "pair", row_json(picked, s, equilibrium->automaton->row[node]), "value",
                          thaw_json_pair(equilibrium->values + node * 2)));
        }
    return list;
}

static json_t *least_json(const thaw_picked *picked)
{
    const thaw_automaton_judgement *j = &picked->equilibrium.judgement;
    const thaw_automaton *automaton = picked->equilibrium.automaton;
    if (j->node == THAW_NO_NODE)
        return json_null();
    int state = automaton->state[j->node];
    const thaw_game *game = game_of(picked);
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "state", state_name_json(picked, state), "player",
                     thaw_json_text(game->player_name[j->player]), "pair",
                     row_json(picked, state, automaton->row[j->node]), "action",
                     thaw_json_text(thaw_game_action_name(game, state, j->player, j->action)),
                     "loss", thaw_json_number(j->margin));
}

static json_t *node_json(const thaw_picked *picked, size_t node)
{
    const thaw_automaton *automaton = picked->equilibrium.automaton;
    int state = automaton->state[node];
    json_t *next = json_array();
    for (int t = 0; t < automaton->states; t++) {
        size_t count = 0;
        const thaw_draw *draws = thaw_automaton_draws(automaton, node, t, &count);
        if (count > 0)
            json_array_append_new(next, json_pack("{s:o, s:o}", "state", state_name_json(picked, t),
                                                  "draws", draws_json(draws, count)));
    }
    return json_pack("{s:o, s:o, s:o, s:o}", "state", state_name_json(picked, state), "pair",
                     row_json(picked, state, automaton->row[node]), "value",
                     thaw_json_pair(picked->equilibrium.values + node * 2), "next", next);
}

static json_t *nodes_json(const thaw_picked *picked)
{
    size_t count = picked->equilibrium.automaton->nodes;
    if (count > NODES_LISTED)
        return json_null();
    json_t *list = json_array();
    for (size_t n = 0; n < count; n++)
        json_array_append_new(list, node_json(picked, n));
    return list;
}

static json_t *over_json(const thaw_picked *picked)
{
    return picked->wanted.kind != THAW_POINT_NASH
               ? json_null()
               : json_string(picked->over_no_deal ? "no deal" : "worst");
}

void thaw_pick_json(const thaw_picked *picked, thaw_answer *answer)
{
    const thaw_equilibrium *equilibrium = &picked->equilibrium;
    const thaw_automaton *automaton = equilibrium->automaton;
    const thaw_automaton_judgement *j = &equilibrium->judgement;
    if (!automaton) {
        thaw_answer_set(answer, answer->json, "pick", json_null());
        return;
    }
    json_t *object = json_object(),
           *back = json_pack("[o, o]", back_json(picked, 0), back_json(picked, 1));
    thaw_answer_set(answer, object, "name", thaw_json_text(picked->name));
    thaw_answer_set(answer, object, "state", state_name_json(picked, picked->state));
    thaw_answer_set(answer, object, "over", over_json(picked));
    thaw_answer_set(answer, object, "value", thaw_json_pair(equilibrium->value));
    thaw_answer_set(answer, object, "regret", thaw_json_number(j->regret));
    thaw_answer_set(answer, object, "residual", thaw_json_number(j->residual));
    thaw_answer_set(answer, object, "error", thaw_json_number(j->error));
    thaw_answer_set(answer, object, "least", least_json(picked));
    thaw_answer_set(answer, object, "start", draws_json(automaton->start, automaton->starts));
    thaw_answer_set(answer, object, "spans", spans_json());
    thaw_answer_set(answer, object, "payoffs", payoffs_json(picked));
    thaw_answer_set(answer, object, "path", path_json(picked));
    thaw_answer_set(answer, object, "punishments", punishments_json(picked));
    thaw_answer_set(answer, object, "back", back);
    thaw_answer_set(answer, object, "node_count", json_integer((json_int_t)automaton->nodes));
    thaw_answer_set(answer, object, "nodes", nodes_json(picked));
    thaw_answer_set(answer, answer->json, "pick", object);
}
