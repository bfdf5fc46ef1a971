/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw show`: the resolved inputs, the plans, the scenario's own strategies and the payoffs of a
 * month, or the terms that make up the payoffs of one pair of actions. */
#include <math.h>
#include <string.h>

#include "cli/catalogue.h"
#include "cli/command.h"
#include "cli/locate.h"
#include "cli/payoffs.h"
#include "cli/subject.h"

enum { TERM_DIGITS = 3 };

/* ---- inputs ---- */

static thaw_table *begin_inputs(thaw_answer *answer, const thaw_catalogue *catalogue)
{
    thaw_table *table = thaw_answer_table(answer, "inputs", "INPUTS");
    thaw_table_text(table, "key", "");
    thaw_table_number(table, "value", "value", THAW_SHORTEST);
    thaw_table_number(table, "baseline", "baseline", THAW_SHORTEST);
    thaw_table_number(table, "low", "from", THAW_SHORTEST);
    thaw_table_number(table, "high", "to", THAW_SHORTEST);
    thaw_table_text(table, "unit", "unit");
    thaw_table_detail(table, "meaning", "meaning");
    thaw_table_detail(table, "set_in", "set in");
    thaw_table_detail(table, "comment", "comment");
    thaw_table_note(table, "%s %s",
                    catalogue->based ? "* differs from the baseline."
                                     : "Nothing to compare with: no baseline.ini is found.",
                    catalogue->ranged ? "From, to: the plausible range."
                                      : "No plausible ranges: no ranges.ini is found.");
    return table;
}

static void add_input(thaw_table *table, const thaw_entry *entry, const thaw_origin *origin,
                      bool based, bool all)
{
    bool differs = based && thaw_entry_differs(entry);
    thaw_table_row(table, differs || all ? THAW_ROW_DETAIL : 0);
    thaw_cell_text(table, "%s", entry->key);
    thaw_cell_value(table, entry->row, entry->value);
    thaw_cell_mark(table, 0, differs ? '*' : '\0');
    if (isnan(entry->baseline))
        thaw_cell_missing(table);
    else
        thaw_cell_value(table, entry->row, entry->baseline);
    thaw_cell_number(table, entry->low);
    thaw_cell_number(table, entry->high);
    thaw_cell_text(table, "%s", entry->row->words ? "" : entry->row->unit);
    thaw_cell_text(table, "%s", entry->row->meaning);
    if (origin)
        thaw_cell_text(table, "%s:%d", thaw_base_name(origin->file), origin->line);
    else
        thaw_cell_missing(table);
    thaw_cell_text(table, "%s", origin ? origin->comment : "");
}

static json_t *input_json(thaw_answer *answer, const thaw_entry *entry, const thaw_origin *origin)
{
    json_t *object = json_object();
    thaw_answer_set(answer, object, "key", thaw_json_text(entry->key));
    thaw_answer_set(answer, object, "value", thaw_entry_json(entry->row, entry->value));
    thaw_answer_set(answer, object, "baseline", thaw_entry_json(entry->row, entry->baseline));
    thaw_answer_set(answer, object, "unit", thaw_json_text(entry->row->unit));
    thaw_answer_set(answer, object, "low", thaw_json_number(entry->low));
    thaw_answer_set(answer, object, "high", thaw_json_number(entry->high));
    thaw_answer_set(answer, object, "meaning", thaw_json_text(entry->row->meaning));
    thaw_answer_set(answer, object, "file", thaw_json_text(origin ? origin->file : NULL));
    thaw_answer_set(answer, object, "line", origin ? json_integer(origin->line) : json_null());
    thaw_answer_set(answer, object, "comment", thaw_json_text(origin ? origin->comment : NULL));
    return object;
}

static void say_inputs(thaw_answer *answer, const thaw_subject *subject,
                       const thaw_catalogue *catalogue, bool all)
{
    json_t *list = json_array();
    thaw_table *table = begin_inputs(answer, catalogue);
    for (size_t i = 0; i < catalogue->count; i++) {
        const thaw_entry *entry = &catalogue->entries[i];
        const thaw_origin *origin = thaw_origins_find(&subject->origins, entry->key);
        add_input(table, entry, origin, catalogue->based, all);
        thaw_answer_append(answer, list, input_json(answer, entry, origin));
    }
    thaw_answer_set(answer, answer->json, "parameters", list);
}

/* ---- plans ---- */

/* The pairs while frozen: one where tension does not matter. Returns whether they are as in the
 * built-in plans. */
static bool format_frozen(const thaw_plan *plan, char *text, size_t size)
{
    static const thaw_pair usual = {THAW_RELIEF, THAW_RESUME};
    const thaw_pair *pairs = plan->frozen;
    char names[THAW_TENSIONS][THAW_NAME_MAX];
    for (int t = 0; t < THAW_TENSIONS; t++)
        thaw_pair_format(pairs[t], names[t], sizeof names[t]);
    bool one = thaw_pair_same(pairs[THAW_CALM], pairs[THAW_TENSE]) &&
               thaw_pair_same(pairs[THAW_CALM], pairs[THAW_CRISIS]);
    if (one)
        snprintf(text, size, "%s", names[THAW_CALM]);
    else
        snprintf(text, size, "%s (calm), %s (tense), %s (crisis)", names[THAW_CALM],
                 names[THAW_TENSE], names[THAW_CRISIS]);
    return one && thaw_pair_same(pairs[THAW_CALM], usual);
}

static void add_plan(thaw_table *table, const thaw_plan *plan)
{
    char frozen[4 * THAW_NAME_MAX];
    bool usual = format_frozen(plan, frozen, sizeof frozen);
    thaw_table_row(table, usual ? 0 : THAW_ROW_DETAIL);
    thaw_cell_text(table, "%s", plan->name);
    for (int t = 0; t < THAW_TENSIONS; t++) {
        char text[THAW_NAME_MAX];
        thaw_pair_format(plan->open[t], text, sizeof text);
        thaw_cell_text(table, "%s", text);
    }
    thaw_cell_text(table, "%s", frozen);
}

static json_t *pairs_json(const thaw_pair pairs[THAW_TENSIONS])
{
    json_t *list = json_array();
    for (int t = 0; t < THAW_TENSIONS; t++)
        json_array_append_new(list, json_pack("[s, s]", thaw_stance_name(pairs[t].us),
                                              thaw_move_name(pairs[t].china)));
    return list;
}

static void say_plan(thaw_answer *answer, thaw_table *table, json_t *list, const thaw_plan *plan,
                     bool own)
{
    json_t *object = json_object();
    add_plan(table, plan);
    thaw_answer_set(answer, object, "name", thaw_json_text(plan->name));
    thaw_answer_set(answer, object, "own", json_boolean(own));
    thaw_answer_set(answer, object, "open", pairs_json(plan->open));
    thaw_answer_set(answer, object, "frozen", pairs_json(plan->frozen));
    thaw_answer_append(answer, list, object);
}

static void say_plans(thaw_answer *answer, const thaw_scenario *scenario)
{
    size_t count;
    const thaw_plan *built_in = thaw_builtin_plans(&count);
    json_t *list = json_array();
    thaw_table *table = thaw_answer_table(answer, "plans", "PLANS");
    thaw_table_aside(table, "us/china");
    thaw_table_text(table, "plan", "");
    thaw_table_text(table, "calm", "calm");
    thaw_table_text(table, "tense", "tense");
    thaw_table_text(table, "crisis", "crisis");
    thaw_table_detail(table, "frozen", "frozen");
    thaw_table_note(table,
                    "While frozen relief/resume, unless a line beneath the plan says otherwise.");
    for (size_t i = 0; i < count; i++)
        say_plan(answer, table, list, &built_in[i], false);
    for (size_t i = 0; i < scenario->plan_count; i++)
        say_plan(answer, table, list, &scenario->plans[i], true);
    thaw_answer_set(answer, answer->json, "plans", list);
}

/* ---- strategies ---- */

/* The scenario's own: `thaw strategies` lists the built-in ones. */
static void say_strategies(thaw_answer *answer, const thaw_scenario *scenario)
{
    json_t *list = json_array();
    thaw_table *table = NULL;
    if (scenario->strategy_count > 0) {
        table = thaw_answer_table(answer, "strategies", "STRATEGIES OF ITS OWN");
        thaw_table_text(table, "strategy", "");
        thaw_table_text(table, "player", "");
    }
    for (size_t i = 0; i < scenario->strategy_count; i++) {
        const thaw_strategy_text *strategy = &scenario->strategies[i];
        const char *player = strategy->player == THAW_US ? "us" : "china";
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", strategy->name);
        thaw_cell_text(table, "%s", player);
        thaw_answer_append(answer, list,
                           json_pack("{s:s, s:s}", "name", strategy->name, "player", player));
    }
    thaw_answer_set(answer, answer->json, "strategies", list);
}

/* ---- payoffs ---- */

static const char *unit_of(const thaw_subject *subject)
{
    return subject->is_game ? "" : "US$ bn a month: us, china";
}

static void say_state(thaw_answer *answer, const thaw_subject *subject, int state, bool only)
{
    const char *name = subject->game->state_name[state];
    char id[2 * THAW_KEY_MAX] = "payoffs";
    if (!only)
        snprintf(id, sizeof id, "payoffs:%.120s", name);
    thaw_table *table = thaw_answer_table(answer, id, "PAYOFFS IN %s", name);
    thaw_table_aside(table, "%s", unit_of(subject));
    thaw_payoffs_fill(subject->game, state, table);
    thaw_table_note(table, "* best reply");
}

static void say_payoffs(thaw_answer *answer, const thaw_subject *subject, int state, bool all)
{
    json_t *list = json_array();
    for (int s = 0; s < subject->game->states; s++) {
        if (all || s == state)
            say_state(answer, subject, s, !all);
        thaw_answer_append(answer, list, thaw_payoffs_json(subject->game, s));
    }
    thaw_answer_set(answer, answer->json, "states", list);
}

/* ---- terms ---- */

static void add_term(thaw_table *table, const char *name, double us, double china, unsigned flags)
{
    thaw_table_row(table, flags);
    thaw_cell_text(table, "%s", name);
    thaw_cell_number(table, us);
    thaw_cell_number(table, china);
}

static json_t *terms_json(thaw_answer *answer, const thaw_term *terms, int count)
{
    json_t *list = json_array();
    for (int i = 0; i < count; i++)
        thaw_answer_append(answer, list,
                           json_pack("{s:s, s:s, s:o}", "name", terms[i].name, "player",
                                     terms[i].player == THAW_US ? "us" : "china", "amount",
                                     thaw_json_number(terms[i].amount)));
    return list;
}

static void say_terms(thaw_answer *answer, const thaw_subject *subject, int state, thaw_pair pair)
{
    thaw_term terms[THAW_TERMS_MAX];
    char text[THAW_NAME_MAX];
    double sum[2] = {0, 0};
    int count = thaw_fentanyl_terms(&subject->scenario, state, pair, terms);
    thaw_pair_format(pair, text, sizeof text);
    thaw_table *table = thaw_answer_table(answer, "terms", "PAYOFF OF %s IN %s", text,
                                          subject->game->state_name[state]);
    thaw_table_aside(table, "US$ bn a month");
    thaw_table_text(table, "term", "");
    thaw_table_number(table, "us", "us", TERM_DIGITS);
    thaw_table_number(table, "china", "china", TERM_DIGITS);
    for (int i = 0; i < count; i++) {
        bool us = terms[i].player == THAW_US;
        add_term(table, terms[i].name, us ? terms[i].amount : (double)NAN,
                 us ? (double)NAN : terms[i].amount, 0);
        sum[terms[i].player] += terms[i].amount;
    }
    add_term(table, "sum", sum[0], sum[1], THAW_ROW_TOTAL);
    thaw_answer_set(answer, answer->json, "state",
                    thaw_json_text(subject->game->state_name[state]));
    thaw_answer_set(answer, answer->json, "pair",
                    json_pack("[s, s]", thaw_stance_name(pair.us), thaw_move_name(pair.china)));
    thaw_answer_set(answer, answer->json, "terms", terms_json(answer, terms, count));
    thaw_answer_set(answer, answer->json, "payoff", thaw_json_pair(sum));
}

static thaw_status show_terms(const thaw_options *options, const thaw_subject *subject, int state,
                              thaw_answer *answer, thaw_fault *fault)
{
    int actions[2];
    thaw_pair pair;
    if (subject->is_game)
        return thaw_fail(fault, THAW_EARG,
                         "--pair itemises payoffs of a scenario, and %s is a game", subject->path);
    thaw_status status = thaw_subject_pair(subject, options->pair, state, actions, fault);
    if (status == THAW_OK)
        status = thaw_pair_read(options->pair, thaw_fentanyl_frozen(state), &pair, fault);
    if (status == THAW_OK)
        say_terms(answer, subject, state, pair);
    return status;
}

/* ---- the command ---- */

static void say_game(thaw_answer *answer, const thaw_game *game)
{
    json_t *list = json_array();
    for (int player = 0; player < game->players; player++)
        thaw_answer_append(answer, list, thaw_json_number(game->discount[player]));
    thaw_answer_set(answer, answer->json, "players", thaw_players_json(game));
    thaw_answer_set(answer, answer->json, "discount", list);
}

static thaw_status show_all(const thaw_options *options, const thaw_subject *subject, int state,
                            thaw_answer *answer, thaw_faults *faults)
{
    thaw_catalogue catalogue = {0};
    thaw_status status = THAW_OK;
    thaw_subject_say(subject, answer);
    if (subject->scenario.question[0])
        thaw_say(answer, THAW_SENTENCE, "%s", subject->scenario.question);
    if (subject->is_game) {
        say_game(answer, subject->game);
    } else {
        status = thaw_catalogue_read(&subject->scenario, &catalogue, faults);
        if (status == THAW_OK)
            say_inputs(answer, subject, &catalogue, options->all);
        say_plans(answer, &subject->scenario);
        say_strategies(answer, &subject->scenario);
    }
    say_payoffs(answer, subject, state, options->all);
    thaw_catalogue_clear(&catalogue);
    return status;
}

thaw_status thaw_cmd_show(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    thaw_subject subject;
    thaw_fault fault;
    int state = 0;
    thaw_status status = thaw_subject_read(options, options->arguments[1], false, &subject, faults);
    if (status == THAW_OK &&
        (status = thaw_subject_state(options, &subject, &state, &fault)) != THAW_OK)
        thaw_faults_add(faults, &fault);
    if (status == THAW_OK) {
        thaw_answer_json(answer, "show");
        thaw_subject_json(&subject, answer);
        if (!options->pair)
            status = show_all(options, &subject, state, answer, faults);
        else if ((status = show_terms(options, &subject, state, answer, &fault)) != THAW_OK)
            thaw_faults_add(faults, &fault);
    }
    thaw_subject_clear(&subject);
    return status;
}
