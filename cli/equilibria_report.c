/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of equilibrium payoffs as tables and JSON. */
#include "cli/equilibria_report.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/payoffs.h"
#include "cli/words.h"

enum {
    MONEY_DIGITS = 2, /* of US$ bn */
    POINT_DIGITS = 4, /* of a game's points */
    GAP_DIGITS = 4,
    LISTED = 24, /* pairs of a state that people are shown by name, at most */
    LIST_MAX = LISTED * 3 * THAW_NAME_MAX
};

static const char *const existence_names[] = {"no", "yes", "unknown"};
static const char *const playable_names[] = {"never", "played", "undecided"};

thaw_existence thaw_sets_existence(const thaw_payoff_set *set)
{
    return set->inner.count > 0   ? THAW_EXISTS
           : set->outer.count > 0 ? THAW_EXISTENCE_OPEN
                                  : THAW_EXISTS_NOT;
}

double thaw_sets_most(const thaw_polygon *set, int player)
{
    double most = NAN;
    for (size_t k = 0; k < set->count; k++)
        most = fmax(most, set->corner[k].x[player]);
    return most;
}

static int digits_of(const thaw_sets *sets)
{
    return sets->study->setting.scenario ? MONEY_DIGITS : POINT_DIGITS;
}

double thaw_sets_nothing(const thaw_sets *sets)
{
    double largest = 0;
    for (int s = 0; s < sets->equilibria.states; s++)
        if (isfinite(sets->equilibria.set[s].gap))
            largest = fmax(largest, sets->equilibria.set[s].gap);
    return fmin(largest, 0.5 * pow(10, -digits_of(sets)));
}

static const thaw_game *game_of(const thaw_sets *sets)
{
    return sets->study->setting.game;
}

static bool is_shown(const thaw_sets *sets, int state)
{
    return sets->only < 0 || sets->only == state;
}

static thaw_table *new_table(const thaw_sets *sets, const char *name, const char *title,
                             thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, name, "%s", title);
    thaw_table_aside(table, "%s",
                     sets->study->setting.scenario ? "US$ bn a month, US first" : "points a month");
    table->nothing = fmax(table->nothing, thaw_sets_nothing(sets));
    if (!sets->study->setting.scenario)
        thaw_table_sides(table, game_of(sets)->player_name[0], game_of(sets)->player_name[1]);
    return table;
}

/* ---- by state ---- */

/* A column of pairs that people are shown or not. */
static void pair_column(const thaw_sets *sets, thaw_table *table, const char *name,
                        const char *head, bool shown)
{
    thaw_table_pair(table, name, head, digits_of(sets));
    if (!shown)
        thaw_table_hide(table);
}

/* Where outer and inner sets are near, people are shown the inner ones and no deal; where they are
 * not, both. */
static void states_columns(const thaw_sets *sets, thaw_table *table)
{
    thaw_outcome outcome = sets->equilibria.outcome;
    bool near = outcome == THAW_OUTCOME_CONVERGED || outcome == THAW_OUTCOME_INFEASIBLE, any = near;
    for (int s = 0; s < sets->equilibria.states; s++)
        any = any || sets->equilibria.set[s].inner.count > 0;
    thaw_table_text(table, "state", "");
    thaw_table_text(table, "equilibria", "equilibria");
    thaw_table_hide(table);
    pair_column(sets, table, "worst", "worst", any);
    pair_column(sets, table, "best", "best", any);
    pair_column(sets, table, "bound", "not below", !near);
    pair_column(sets, table, "ceiling", "not above", !near);
    pair_column(sets, table, "no_deal", "no deal", near);
    thaw_table_number(table, "gap", "gap", GAP_DIGITS);
    if (near || !any)
        thaw_table_hide(table);
    thaw_table_number(table, "outer_corners", "outer", 0);
    thaw_table_hide(table);
    thaw_table_number(table, "inner_corners", "inner", 0);
    thaw_table_hide(table);
}

static void put_pair(thaw_table *table, double first, double second)
{
    if (isnan(first))
        thaw_cell_missing(table);
    else
        thaw_cell_pair(table, first, second);
}

static void state_row(const thaw_sets *sets, int state, thaw_table *table)
{
    const thaw_payoff_set *set = &sets->equilibria.set[state];
    static const double unknown[] = {NAN, NAN};
    const double *none = sets->no_deal ? sets->study->no_deal.values + (size_t)state * 2 : unknown;
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", game_of(sets)->state_name[state]);
    thaw_cell_text(table, "%s", existence_names[thaw_sets_existence(set)]);
    put_pair(table, set->worst[0], set->worst[1]);
    put_pair(table, thaw_sets_most(&set->inner, 0), thaw_sets_most(&set->inner, 1));
    put_pair(table, set->bound[0], set->bound[1]);
    put_pair(table, thaw_sets_most(&set->outer, 0), thaw_sets_most(&set->outer, 1));
    put_pair(table, none[0], none[1]);
    if (isfinite(set->gap))
        thaw_cell_number(table, set->gap);
    else
        thaw_cell_missing(table);
    thaw_cell_number(table, (double)set->outer.count);
    thaw_cell_number(table, (double)set->inner.count);
}

static void states_table(const thaw_sets *sets, thaw_answer *answer)
{
    thaw_table *table = new_table(sets, "states", "WORST AND BEST FOR EACH", answer);
    table->dashes = true;
    states_columns(sets, table);
    for (int s = 0; s < sets->equilibria.states; s++)
        if (is_shown(sets, s))
            state_row(sets, s, table);
    thaw_table_note(table, "Each number is one side's least or most: the two seldom go together.");
}

/* ---- pairs ---- */

static const char *action_of(const thaw_game *game, int state, size_t row, int player)
{
    int actions[2];
    thaw_game_actions(game, state, row, actions);
    return thaw_game_action_name(game, state, player, actions[player]);
}

/* "all", "none", the pairs by name, or how many they are. */
static size_t list_pairs(const thaw_sets *sets, int state, thaw_playable kind, char *buffer)
{
    const thaw_game *game = game_of(sets);
    size_t from = game->first_row[state], to = game->first_row[state + 1], count = 0;
    buffer[0] = '\0';
    for (size_t row = from; row < to; row++) {
        if (sets->equilibria.playable[row] != kind || count++ >= LISTED)
            continue;
        thaw_words_add(buffer, LIST_MAX, "%s%s/%s", buffer[0] ? ", " : "",
                       action_of(game, state, row, 0), action_of(game, state, row, 1));
    }
    if (count == to - from)
        snprintf(buffer, LIST_MAX, "all");
    else if (count > LISTED)
        snprintf(buffer, LIST_MAX, "%zu pairs of %zu", count, to - from);
    return count;
}

/* What people are shown: the pairs by kind, and only where they are not all of one kind. */
static void playable_table(const thaw_sets *sets, thaw_answer *answer)
{
    char list[LIST_MAX];
    thaw_table *table =
        thaw_answer_table(answer, "playable", "PAIRS THAT BEGIN SOME EQUILIBRIUM, OR NONE");
    static const thaw_playable kinds[] = {THAW_PLAYED, THAW_NEVER, THAW_UNKNOWN};
    size_t total[3] = {0};
    for (int s = 0; s < sets->equilibria.states; s++)
        for (size_t k = 0; k < 3 && is_shown(sets, s); k++)
            total[k] += list_pairs(sets, s, kinds[k], list);
    table->data_only =
        total[1] + total[2] == 0 || total[0] + total[2] == 0 || total[0] + total[1] == 0;
    thaw_table_text(table, "state", "");
    for (size_t k = 0; k < 3; k++) {
        const char *name = playable_names[kinds[k]];
        thaw_table_text(table, name, name);
        if (total[k] == 0)
            thaw_table_hide(table);
    }
    for (int s = 0; s < sets->equilibria.states; s++) {
        if (!is_shown(sets, s))
            continue;
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", game_of(sets)->state_name[s]);
        for (size_t k = 0; k < 3; k++)
            if (list_pairs(sets, s, kinds[k], list) > 0)
                thaw_cell_text(table, "%s", list);
            else
                thaw_cell_missing(table);
    }
}

/* What programs are given: a row a pair. */
static void pairs_table(const thaw_sets *sets, thaw_answer *answer)
{
    const thaw_game *game = game_of(sets);
    thaw_table *table = thaw_answer_table(answer, "pairs", "PAIRS");
    table->data_only = true;
    thaw_table_text(table, "state", "");
    for (int i = 0; i < 2; i++)
        thaw_table_text(table, game->player_name[i], game->player_name[i]);
    thaw_table_text(table, "playable", "");
    for (int s = 0; s < sets->equilibria.states; s++)
        for (size_t row = game->first_row[s]; is_shown(sets, s) && row < game->first_row[s + 1];
             row++) {
            thaw_table_row(table, 0);
            thaw_cell_text(table, "%s", game->state_name[s]);
            for (int i = 0; i < 2; i++)
                thaw_cell_text(table, "%s", action_of(game, s, row, i));
            thaw_cell_text(table, "%s", playable_names[sets->equilibria.playable[row]]);
        }
}

/* ---- corners ---- */

/* Marks the corners that people are shown: not those that lie on the line between others, or on
 * another corner, as nearly as the digits shown can tell. */
static void mark_shown(const thaw_polygon *set, int digits, bool *shown)
{
    double unit = 0.5 * pow(10, -digits);
    uint64_t *tags = calloc(set->count + 1, sizeof *tags);
    thaw_polygon copy = {0};
    bool thins = tags && thaw_polygon_copy(set, &copy) == THAW_OK;
    for (size_t k = 0; k < set->count; k++) {
        shown[k] = !thins;
        if (tags)
            tags[k] = k;
    }
    if (thins)
        thaw_polygon_narrow_tagged(&copy, tags, unit);
    for (size_t k = 0, last = 0; k < copy.count && thins; k++) {
        const double *x = copy.corner[k].x, *before = copy.corner[last].x,
                     *first = copy.corner[0].x;
        bool apart = fmax(fabs(x[0] - before[0]), fabs(x[1] - before[1])) > unit &&
                     fmax(fabs(x[0] - first[0]), fabs(x[1] - first[1])) > unit;
        shown[tags[k]] = apart || k == 0;
        last = shown[tags[k]] ? k : last;
    }
    if (thins && copy.count > 3) { /* the first is kept when corners are dropped */
        thaw_point ends[2] = {copy.corner[copy.count - 1], copy.corner[1]};
        const thaw_polygon between = {.corner = ends, .count = 2};
        shown[tags[0]] = thaw_polygon_distance(&between, copy.corner[0]) > unit;
    }
    thaw_polygon_clear(&copy);
    free(tags);
}

static void corner_rows(const char *state, const char *name, const thaw_polygon *set, int digits,
                        thaw_table *table)
{
    bool *shown = calloc(set->count + 1, sizeof *shown);
    if (shown)
        mark_shown(set, digits, shown);
    for (size_t k = 0; k < set->count; k++) {
        thaw_table_row(table, !shown || shown[k] ? 0 : THAW_ROW_DATA);
        thaw_cell_text(table, "%s", state);
        thaw_cell_text(table, "%s", name);
        thaw_cell_pair(table, set->corner[k].x[0], set->corner[k].x[1]);
    }
    free(shown);
}

static void corners_table(const thaw_sets *sets, thaw_answer *answer)
{
    thaw_table *table = new_table(sets, "corners", "CORNERS OF THE SETS", answer);
    table->data_only = !sets->corners;
    thaw_table_text(table, "state", "");
    thaw_table_text(table, "set", "set");
    thaw_table_pair(table, "payoff", "payoffs", digits_of(sets));
    for (int s = 0; s < sets->equilibria.states; s++) {
        if (!is_shown(sets, s))
            continue;
        const thaw_payoff_set *set = &sets->equilibria.set[s];
        const char *name = game_of(sets)->state_name[s];
        corner_rows(name, "outer", &set->outer, digits_of(sets), table);
        corner_rows(name, "inner", &set->inner, digits_of(sets), table);
    }
    thaw_table_note(table, "Outer contains the payoffs of every equilibrium; all of inner are "
                           "payoffs of equilibria. Corners that would print alike or on the line "
                           "between others are left out.");
}

void thaw_sets_tables(const thaw_sets *sets, thaw_answer *answer)
{
    states_table(sets, answer);
    playable_table(sets, answer);
    pairs_table(sets, answer);
    corners_table(sets, answer);
}

/* ---- JSON ---- */

static json_t *polygon_json(const thaw_polygon *set)
{
    json_t *list = json_array();
    for (size_t k = 0; k < set->count; k++)
        json_array_append_new(list, thaw_json_pair(set->corner[k].x));
    return list;
}

static json_t *pairs_json(const thaw_sets *sets, int state, thaw_playable kind)
{
    const thaw_game *game = game_of(sets);
    json_t *list = json_array();
    for (size_t row = game->first_row[state]; row < game->first_row[state + 1]; row++)
        if (sets->equilibria.playable[row] == kind)
            json_array_append_new(list, json_pack("[o, o]",
                                                  thaw_json_text(action_of(game, state, row, 0)),
                                                  thaw_json_text(action_of(game, state, row, 1))));
    return list;
}

static json_t *most_json(const thaw_polygon *set)
{
    return thaw_json_pair((double[]){thaw_sets_most(set, 0), thaw_sets_most(set, 1)});
}

static json_t *state_json(const thaw_sets *sets, int state, thaw_answer *answer)
{
    const thaw_payoff_set *set = &sets->equilibria.set[state];
    json_t *object = json_object();
    thaw_answer_set(answer, object, "name", thaw_json_text(game_of(sets)->state_name[state]));
    thaw_answer_set(answer, object, "equilibria",
                    thaw_json_text(existence_names[thaw_sets_existence(set)]));
    thaw_answer_set(answer, object, "outer", polygon_json(&set->outer));
    thaw_answer_set(answer, object, "inner", polygon_json(&set->inner));
    thaw_answer_set(answer, object, "gap", thaw_json_number(set->gap));
    thaw_answer_set(answer, object, "worst", thaw_json_pair(set->worst));
    thaw_answer_set(answer, object, "best", most_json(&set->inner));
    thaw_answer_set(answer, object, "bound", thaw_json_pair(set->bound));
    thaw_answer_set(answer, object, "ceiling", most_json(&set->outer));
    thaw_answer_set(answer, object, "no_deal",
                    sets->no_deal ? thaw_json_pair(sets->study->no_deal.values + (size_t)state * 2)
                                  : json_null());
    thaw_answer_set(answer, object, "playable", pairs_json(sets, state, THAW_PLAYED));
    thaw_answer_set(answer, object, "never", pairs_json(sets, state, THAW_NEVER));
    thaw_answer_set(answer, object, "undecided", pairs_json(sets, state, THAW_UNKNOWN));
    return object;
}

static const char *outcome_name(thaw_outcome outcome)
{
    return outcome == THAW_OUTCOME_INFEASIBLE   ? "empty"
           : outcome == THAW_OUTCOME_KNIFE_EDGE ? "knife edge"
                                                : thaw_outcome_text(outcome);
}

void thaw_sets_json(const thaw_sets *sets, thaw_answer *answer)
{
    const thaw_equilibria *e = &sets->equilibria;
    json_t *states = json_array(), *answer_json = answer->json;
    for (int s = 0; s < e->states; s++)
        if (is_shown(sets, s))
            thaw_answer_append(answer, states, state_json(sets, s, answer));
    thaw_answer_set(answer, answer_json, "players", thaw_players_json(game_of(sets)));
    thaw_answer_set(answer, answer_json, "discount", thaw_json_pair(game_of(sets)->discount));
    thaw_answer_set(answer, answer_json, "states", states);
    thaw_answer_set(answer, answer_json, "tolerance", thaw_json_number(sets->tolerance));
    thaw_answer_set(answer, answer_json, "outcome", thaw_json_text(outcome_name(e->outcome)));
    thaw_answer_set(answer, answer_json, "gap", thaw_json_number(e->gap));
    thaw_answer_set(answer, answer_json, "slack",
                    e->outcome == THAW_OUTCOME_KNIFE_EDGE ? thaw_json_number(e->slack)
                                                          : json_null());
    thaw_answer_set(answer, answer_json, "error", thaw_json_number(e->error));
    thaw_answer_set(answer, answer_json, "margin", thaw_json_number(e->margin));
    thaw_answer_set(answer, answer_json, "steps", json_integer((json_int_t)e->steps));
}
