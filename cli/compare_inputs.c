/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs that differ between what is compared: of scenarios every parameter, shock and plan; of
 * game files discount factors, payoffs and chances. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/catalogue.h"
#include "cli/compare.h"
#include "model/number.h"

/* What one variant has for a key. */
typedef struct input {
    bool there;
    double number;            /* NaN: a word */
    char word[THAW_NAME_MAX]; /* of an input that takes words, or a plan's pair */
} input;

typedef struct inputs {
    const thaw_comparison *comparison;
    input *of; /* [variant]: of the key in hand */
    thaw_answer *answer;
    json_t *list;
    thaw_table *table; /* NULL until something differs */
} inputs;

static bool is_same(const input *a, const input *b)
{
    if (a->there != b->there)
        return false;
    return !a->there || (a->number == b->number) ||
           (isnan(a->number) && isnan(b->number) && strcmp(a->word, b->word) == 0);
}

static json_t *input_json(const input *one)
{
    return !one->there          ? json_null()
           : isnan(one->number) ? thaw_json_text(one->word)
                                : thaw_json_number(one->number);
}

/* A difference of decimals as people write it: 1.4 - 1 is 0.4, not 0.3999999999999999. */
static double tidy(double difference)
{
    char text[THAW_NUMBER_MAX];
    const char *end;
    double value = difference;
    snprintf(text, sizeof text, "%.12g", difference);
    return thaw_number_read(text, &end, &value) ? value : difference;
}

static void add_cell(const inputs *all, size_t k)
{
    const input *one = &all->of[k], *first = &all->of[0];
    if (!one->there)
        thaw_cell_missing(all->table);
    else if (isnan(one->number))
        thaw_cell_text(all->table, "%s", one->word);
    else if (first->there && all->comparison->options->difference && k > 0)
        thaw_cell_number(all->table, tidy(one->number - first->number));
    else
        thaw_compare_number(all->comparison, k, one->number, NAN, THAW_SHORTEST, all->table);
}

/* Notes the key in hand if the variants differ in it. */
static void note(inputs *all, const char *key)
{
    bool same = true;
    for (size_t k = 1; k < all->comparison->count; k++)
        same = same && is_same(&all->of[0], &all->of[k]);
    if (same)
        return;
    json_t *values = json_array();
    if (!all->table)
        all->table = thaw_compare_table(all->comparison, all->answer, "inputs", "INPUTS");
    thaw_table_row(all->table, 0);
    thaw_cell_text(all->table, "%s", key);
    for (size_t k = 0; k < all->comparison->count; k++) {
        add_cell(all, k);
        thaw_answer_append(all->answer, values, input_json(&all->of[k]));
    }
    thaw_answer_append(all->answer, all->list,
                       json_pack("{s:o, s:o}", "key", thaw_json_text(key), "values", values));
}

static input number_input(double number)
{
    return (input){.there = true, .number = number};
}

/* ---- scenarios ---- */

static thaw_scenario *scenario_of(const inputs *all, size_t k)
{
    return &all->comparison->items[k].study.subject.scenario;
}

static void consider_value(inputs *all, const char *key)
{
    for (size_t k = 0; k < all->comparison->count; k++) {
        thaw_place place;
        all->of[k] = (input){0};
        if (thaw_scenario_find(scenario_of(all, k), key, &place, NULL) != THAW_OK)
            continue;
        all->of[k] = number_input(*place.value);
        if (place.row->words) {
            all->of[k].number = NAN;
            thaw_parameter_format(place.row, *place.value, all->of[k].word, sizeof all->of[k].word);
        }
    }
    note(all, key);
}

static void consider_values(inputs *all)
{
    size_t count;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t i = 0; i < count; i++) {
        char key[THAW_KEY_MAX];
        snprintf(key, sizeof key, "%s.%s", rows[i].section, rows[i].key);
        consider_value(all, key);
    }
}

/* Whether a variant before k has a shock of that name. */
static bool shock_is_known(const inputs *all, size_t k, const char *name)
{
    for (size_t j = 0; j < k; j++)
        for (size_t i = 0; i < scenario_of(all, j)->shock_count; i++)
            if (strcmp(scenario_of(all, j)->shocks[i].name, name) == 0)
                return true;
    return false;
}

static void consider_shock(inputs *all, const char *name)
{
    size_t count;
    const thaw_parameter *rows = thaw_shock_parameters(&count);
    for (size_t i = 0; i < count; i++) {
        char key[THAW_KEY_MAX];
        snprintf(key, sizeof key, "shock.%s.%s", name, rows[i].key);
        consider_value(all, key);
    }
}

static void consider_shocks(inputs *all)
{
    for (size_t k = 0; k < all->comparison->count; k++)
        for (size_t i = 0; i < scenario_of(all, k)->shock_count; i++)
            if (!shock_is_known(all, k, scenario_of(all, k)->shocks[i].name))
                consider_shock(all, scenario_of(all, k)->shocks[i].name);
}

static const thaw_plan *plan_of(const inputs *all, size_t k, const char *name)
{
    const thaw_scenario *scenario = scenario_of(all, k);
    for (size_t i = 0; i < scenario->plan_count; i++)
        if (strcmp(scenario->plans[i].name, name) == 0)
            return &scenario->plans[i];
    return NULL;
}

/* The pair of a tension in every variant that has the plan. */
static void consider_pair(inputs *all, const char *name, bool frozen, thaw_tension tension,
                          const char *key)
{
    char whole[2 * THAW_KEY_MAX];
    for (size_t k = 0; k < all->comparison->count; k++) {
        const thaw_plan *plan = plan_of(all, k, name);
        all->of[k] = (input){.there = plan != NULL, .number = NAN};
        if (plan)
            thaw_pair_format(frozen ? plan->frozen[tension] : plan->open[tension], all->of[k].word,
                             sizeof all->of[k].word);
    }
    snprintf(whole, sizeof whole, "plan.%s.%s", name, key);
    note(all, whole);
}

static bool frozen_is_one_pair(const inputs *all, const char *name)
{
    bool one = true;
    for (size_t k = 0; k < all->comparison->count; k++) {
        const thaw_plan *plan = plan_of(all, k, name);
        for (int t = 1; plan && t < THAW_TENSIONS; t++)
            one = one && thaw_pair_same(plan->frozen[t], plan->frozen[0]);
    }
    return one;
}

static void consider_plan(inputs *all, const char *name)
{
    bool one = frozen_is_one_pair(all, name);
    for (int t = 0; t < THAW_TENSIONS; t++)
        consider_pair(all, name, false, (thaw_tension)t, thaw_tension_name((thaw_tension)t));
    for (int t = 0; t < (one ? 1 : THAW_TENSIONS); t++) {
        char key[THAW_NAME_MAX];
        snprintf(key, sizeof key, "frozen%s%s", one ? "" : "_",
                 one ? "" : thaw_tension_name((thaw_tension)t));
        consider_pair(all, name, true, (thaw_tension)t, key);
    }
}

static void consider_plans(inputs *all)
{
    for (size_t k = 0; k < all->comparison->count; k++)
        for (size_t i = 0; i < scenario_of(all, k)->plan_count; i++) {
            const char *name = scenario_of(all, k)->plans[i].name;
            bool known = false;
            for (size_t j = 0; j < k; j++)
                known = known || plan_of(all, j, name);
            if (!known)
                consider_plan(all, name);
        }
}

/* ---- game files ---- */

static const thaw_game *game_of(const inputs *all, size_t k)
{
    return all->comparison->items[k].study.setting.game;
}

static void consider_discounts(inputs *all)
{
    for (int i = 0; i < game_of(all, 0)->players; i++) {
        char key[THAW_KEY_MAX];
        for (size_t k = 0; k < all->comparison->count; k++)
            all->of[k] = number_input(game_of(all, k)->discount[i]);
        snprintf(key, sizeof key, "discount.%d", i + 1);
        note(all, key);
    }
}

static bool same_actions(const thaw_game *a, const thaw_game *b, int state, int player)
{
    int count = thaw_game_action_count(a, state, player);
    bool same = count == thaw_game_action_count(b, state, player);
    for (int action = 0; same && action < count; action++)
        same = strcmp(thaw_game_action_name(a, state, player, action),
                      thaw_game_action_name(b, state, player, action)) == 0;
    return same;
}

/* Whether rows of the two games stand for the same: states and actions of the same names, as many
 * signals. */
static bool same_shape(const thaw_game *a, const thaw_game *b)
{
    bool same = a->states == b->states && a->signals == b->signals;
    for (int s = 0; same && s < a->states; s++) {
        same = strcmp(a->state_name[s], b->state_name[s]) == 0;
        for (int i = 0; same && i < a->players; i++)
            same = same_actions(a, b, s, i);
    }
    return same;
}

/* "stage cooperate/defect": a state and the actions of a row. */
static void row_name(const thaw_game *game, int state, size_t row, int *actions, char *name,
                     size_t size)
{
    thaw_game_actions(game, state, row, actions);
    snprintf(name, size, "%s ", game->state_name[state]);
    for (int i = 0; i < game->players; i++) {
        size_t used = strlen(name);
        snprintf(name + used, size - used, "%s%s", i ? "/" : "",
                 thaw_game_action_name(game, state, i, actions[i]));
    }
}

static void consider_row(inputs *all, int state, size_t row, int *actions)
{
    const thaw_game *first = game_of(all, 0);
    char name[THAW_VARIANT_NAME_MAX], key[2 * THAW_VARIANT_NAME_MAX];
    size_t players = (size_t)first->players, states = (size_t)first->states,
           signals = (size_t)first->signals;
    row_name(first, state, row, actions, name, sizeof name);
    for (size_t i = 0; i < players + states + signals; i++) {
        for (size_t k = 0; k < all->comparison->count; k++) {
            const thaw_game *game = game_of(all, k);
            all->of[k] = number_input(i < players ? game->payoff[row * players + i]
                                      : i < players + states
                                          ? game->next[row * states + i - players]
                                          : game->signal[row * signals + i - players - states]);
        }
        if (i < players)
            snprintf(key, sizeof key, "%s: %s", name, first->player_name[i]);
        else if (i < players + states)
            snprintf(key, sizeof key, "%s: to %s", name, first->state_name[i - players]);
        else
            snprintf(key, sizeof key, "%s: signal %zu", name, i - players - states + 1);
        note(all, key);
    }
}

static thaw_status consider_rows(inputs *all, thaw_fault *fault)
{
    const thaw_game *game = game_of(all, 0);
    int *actions = calloc((size_t)game->players + 1, sizeof *actions);
    if (!actions)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %d players", game->players);
    for (int s = 0; s < game->states; s++)
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++)
            consider_row(all, s, row, actions);
    free(actions);
    return THAW_OK;
}

static thaw_status consider_games(inputs *all, thaw_fault *fault)
{
    bool same = true;
    for (size_t k = 1; k < all->comparison->count; k++)
        same = same && same_shape(game_of(all, 0), game_of(all, k));
    consider_discounts(all);
    if (same)
        return consider_rows(all, fault);
    thaw_say(all->answer, THAW_SENTENCE,
             "The games differ in their states, actions or signals: payoffs and chances are not "
             "set side by side.");
    return THAW_OK;
}

/* ---- both ---- */

thaw_status thaw_compare_inputs(thaw_comparison *comparison, thaw_answer *answer, thaw_fault *fault)
{
    inputs all = {.comparison = comparison, .answer = answer, .list = json_array()};
    thaw_status status = THAW_OK;
    all.of = calloc(comparison->count, sizeof *all.of);
    if (!all.of) {
        json_decref(all.list);
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu columns", comparison->count);
    }
    if (comparison->items[0].study.subject.is_game) {
        status = consider_games(&all, fault);
    } else {
        consider_values(&all);
        consider_shocks(&all);
        consider_plans(&all);
    }
    if (!all.table)
        thaw_say(answer, THAW_SENTENCE, "No input differs.");
    thaw_answer_set(answer, answer->json, "inputs", all.list);
    free(all.of);
    return status;
}
