/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw solve`: the main job. In words first, then tables: a month, no deal, which deals hold, the
 * best. */
#include <math.h>
#include <string.h>

#include "cli/command.h"
#include "cli/deal_report.h"
#include "cli/dials.h"
#include "cli/expectations.h"
#include "cli/locate.h"
#include "cli/payoffs.h"
#include "cli/phrases.h"
#include "cli/study.h"
#include "cli/words.h"
#include "solvers/stage.h"

enum { VALUE_DIGITS = 2, COST_DIGITS = 2, PLANS_SAID = 3 };

/* ---- sentences
 * ----------------------------------------------------------------------------------------- */

static void say_header(const thaw_study *study, thaw_answer *answer)
{
    const thaw_subject *subject = &study->subject;
    const char *title = subject->scenario.title;
    char words[THAW_WORDS_MAX];
    thaw_say(answer, THAW_HEADING, "%s", title[0] ? title : subject->name);
    if (subject->is_game)
        thaw_say(answer, THAW_LINE, "%s, %d players, %d states", thaw_base_name(subject->path),
                 study->setting.game->players, study->setting.game->states);
    else
        thaw_say(answer, THAW_LINE, "%s, from: %s. US named first.", thaw_base_name(subject->path),
                 thaw_words_state(study->setting.fentanyl_state[study->setting.initial], words));
    if (subject->scenario.values.election_year == 1)
        thaw_say(answer, THAW_LINE, "Every month is one of an election year: a limit case.");
}

/* The initial state with its channel open, or with it frozen; -1 where there is none. */
static int initial_with(const thaw_study *study, bool frozen)
{
    int state = study->setting.initial;
    if (thaw_fentanyl_frozen(study->setting.fentanyl_state[state]) == frozen)
        return state;
    return thaw_study_twin(study, state);
}

static bool mixes(const thaw_study *study, int state, int player)
{
    const thaw_game *game = study->setting.game;
    const double *chance = study->no_deal.profile + thaw_game_action_offset(game, state, player);
    for (int a = 0; a < thaw_game_action_count(game, state, player); a++)
        if (chance[a] > 1e-6 && chance[a] < 1 - 1e-6)
            return true;
    return false;
}

/* The freeze in a sentence: how long, and whether both wait for the other. */
static void freeze_clause(const thaw_study *study, int state, char *buffer, size_t size)
{
    char months[THAW_WORDS_MAX];
    bool waiting = mixes(study, state, THAW_US) && mixes(study, state, THAW_CHINA);
    snprintf(buffer, size, "lasts %s%s%s", thaw_words_months(study->freeze_months[state], months),
             isfinite(study->freeze_months[state]) ? " on average" : "",
             waiting ? ", each side waiting for the other to move first" : "");
}

static void say_no_deal(const thaw_study *study, thaw_answer *answer)
{
    char play[THAW_PHRASE_MAX], where[THAW_PHRASE_MAX], freeze[THAW_PHRASE_MAX] = "";
    const thaw_setting *setting = &study->setting;
    if (!setting->scenario) {
        thaw_say(answer, THAW_SENTENCE, "No deal: in %s %s.",
                 thaw_phrase_state(study, setting->initial, where),
                 thaw_phrase_both(study, study->no_deal.profile, setting->initial, play));
        return;
    }
    int open = initial_with(study, false), frozen = initial_with(study, true);
    if (open >= 0)
        thaw_phrase_both(study, study->no_deal.profile, open, play);
    if (frozen >= 0)
        freeze_clause(study, frozen, freeze, sizeof freeze);
    if (frozen == setting->initial && open >= 0)
        thaw_say(answer, THAW_SENTENCE, "No deal: the freeze %s; once talks reopen %s.", freeze,
                 play);
    else if (frozen == setting->initial)
        thaw_say(answer, THAW_SENTENCE, "No deal: the freeze %s.", freeze);
    else
        thaw_say(answer, THAW_SENTENCE, "No deal: in %s %s.%s%s%s",
                 thaw_phrase_state(study, open, where), play,
                 frozen >= 0 ? " A freeze that begins then " : "", freeze, frozen >= 0 ? "." : "");
}

static void say_uniqueness(const thaw_study *study, thaw_answer *answer)
{
    const thaw_markov_result *result = &study->no_deal.result;
    if (result->branches)
        thaw_say(answer, THAW_SENTENCE,
                 "The path to this equilibrium branches (ties or symmetry): others are as good a "
                 "choice.");
    else if (!result->isolated)
        thaw_say(answer, THAW_SENTENCE,
                 "Some choices are ties: this equilibrium is one of a continuum.");
}

/* The departure that binds a deal, as "in a calm month China gains US$ 1.37 bn by slipping to
 * partial effort". */
static void binding_clause(const thaw_study *study, size_t k, char *buffer, size_t size)
{
    const thaw_deal_answer *answer = &study->answers[k];
    char where[THAW_PHRASE_MAX], what[THAW_PHRASE_MAX], money[THAW_WORDS_MAX];
    int player = 0;
    bool more = false;
    const thaw_departure *d = thaw_study_binding(study, answer, &player, &more);
    if (!d) {
        snprintf(buffer, size, "nobody can depart");
        return;
    }
    int promised = study->deals.items[k].play[d->state * answer->players + player];
    snprintf(buffer, size, "in %s %s gains %s by %s", thaw_phrase_state(study, d->state, where),
             thaw_phrase_country(study, player),
             thaw_words_money(-thaw_study_price(study, player, d->loss), money),
             thaw_phrase_departure(study, d->state, player, promised, d->action, more, what));
}

/* The deals of one plan: where they begin in the study's list, and how many. */
typedef struct plan_deals {
    const char *plan;
    size_t from, count, holding, mildest; /* mildest: of those that hold, relative to from */
} plan_deals;

static plan_deals deals_of(const thaw_study *study, const char *plan)
{
    plan_deals found = {plan, 0, 0, 0, 0};
    for (size_t k = 0; k < study->deals.count; k++) {
        if (strcmp(study->deals.items[k].plan, plan) != 0)
            continue;
        if (found.count == 0)
            found.from = k;
        if (study->answers[k].verdict == THAW_HOLDS && found.holding++ == 0)
            found.mildest = k - found.from;
        found.count++;
    }
    return found;
}

/* What adding the listing to the bargain changes, where the plan by itself holds under nothing. */
static void say_delisting(const thaw_study *study, const plan_deals *plain, thaw_answer *answer,
                          const char *sentence)
{
    char name[THAW_DEAL_PLAN_MAX + sizeof THAW_DELIST_SUFFIX], how[THAW_PHRASE_MAX];
    snprintf(name, sizeof name, "%s%s", plain->plan, THAW_DELIST_SUFFIX);
    plan_deals with = deals_of(study, name);
    if (with.count == 0 || with.holding == 0)
        thaw_say(answer, THAW_SENTENCE, "%s", sentence);
    else
        thaw_say(
            answer, THAW_SENTENCE, "%s With delisting in the bargain it holds %s.", sentence,
            thaw_phrase_punishment(&study->deals.items[with.from + with.mildest].punishment, how));
}

static void say_plan(const thaw_study *study, const char *plan, thaw_answer *answer)
{
    plan_deals d = deals_of(study, plan);
    if (d.count == 0)
        return;
    char how[THAW_PHRASE_MAX], why[3 * THAW_PHRASE_MAX], sentence[8 * THAW_PHRASE_MAX];
    const char *text = thaw_phrase_plan(plan);
    char name[THAW_PHRASE_MAX];
    if (text)
        snprintf(name, sizeof name, "%c%s (%.100s)", text[0] - 'a' + 'A', text + 1, plan);
    else
        snprintf(name, sizeof name, "%.200s", plan);
    if (d.holding == 0) {
        binding_clause(study, d.from + d.count - 1, why, sizeof why);
        snprintf(sentence, sizeof sentence, "%s breaks even %s: %s.", name,
                 thaw_phrase_punishment(&study->deals.items[d.from + d.count - 1].punishment, how),
                 why);
        say_delisting(study, &d, answer, sentence);
        return;
    }
    const thaw_deal *holds = &study->deals.items[d.from + d.mildest];
    thaw_phrase_punishment(&holds->punishment, how);
    if (d.mildest == 0) {
        thaw_say(answer, THAW_SENTENCE, "%s holds %s.", name, how);
        return;
    }
    char milder[THAW_NAME_MAX];
    thaw_punishment_format(&study->deals.items[d.from + d.mildest - 1].punishment, milder,
                           sizeof milder);
    binding_clause(study, d.from + d.mildest - 1, why, sizeof why);
    thaw_say(answer, THAW_SENTENCE, "%s holds %s. At %s it breaks: %s.", name, how, milder, why);
}

/* The plans to speak of: those that analysts had a view on, then the two that everybody asks about.
 */
static size_t plans_to_say(const thaw_study *study, char plans[][THAW_DEAL_PLAN_MAX])
{
    static const char *const asked[] = {"full_calm", "partial"};
    const thaw_scenario *scenario = study->setting.scenario;
    size_t count = 0, total = scenario->expectation_count;
    for (size_t k = 0; k < total + sizeof asked / sizeof *asked && count < PLANS_SAID; k++) {
        char name[THAW_DEAL_PLAN_MAX];
        snprintf(name, sizeof name, "%.180s",
                 k < total ? scenario->expectations[k].key : asked[k - total]);
        name[strcspn(name, "@")] = '\0';
        bool known = deals_of(study, name).count > 0;
        for (size_t j = 0; j < count; j++)
            known = known && strcmp(plans[j], name) != 0;
        if (known)
            memcpy(plans[count++], name, sizeof name);
    }
    return count;
}

static void say_deals(const thaw_study *study, bool named, thaw_answer *answer)
{
    char plans[PLANS_SAID][THAW_DEAL_PLAN_MAX];
    size_t count = 0;
    if (!named && study->setting.scenario)
        count = plans_to_say(study, plans);
    for (size_t k = 0; k < count; k++)
        say_plan(study, plans[k], answer);
    for (size_t k = 0; named && k < study->deals.count && k < PLANS_SAID; k++)
        if (k == 0 || strcmp(study->deals.items[k].plan, study->deals.items[k - 1].plan) != 0)
            say_plan(study, study->deals.items[k].plan, answer);
}

/* Each side's gain over no deal, once and for all: the price of the difference in values. */
static void gains_clause(const thaw_study *study, size_t k, char *buffer, size_t size)
{
    const thaw_game *game = study->setting.game;
    const double *value = study->answers[k].values + study->setting.initial * game->players;
    const double *none = study->no_deal.values + study->setting.initial * game->players;
    snprintf(buffer, size, "worth %.2f and %.2f points a month, %.2f and %.2f more than no deal",
             value[0], value[1], value[0] - none[0], value[1] - none[1]);
}

static void say_nash(const thaw_study *study, thaw_answer *answer)
{
    size_t nash = study->best.nash;
    const thaw_setting *setting = &study->setting;
    const thaw_game *game = setting->game;
    char name[THAW_DEAL_NAME_MAX], gains[THAW_PHRASE_MAX], play[THAW_PHRASE_MAX];
    thaw_deal_format(&study->deals.items[nash], name, sizeof name);
    gains_clause(study, nash, gains, sizeof gains);
    int state = initial_with(study, false);
    const double *punished = study->answers[nash].profile + thaw_game_action_total(game);
    thaw_say(
        answer, THAW_SENTENCE, "By the Nash product: %s, %s. A lapse is punished thus: %s%s.", name,
        gains, thaw_phrase_both(study, punished, state >= 0 ? state : setting->initial, play),
        study->answers[nash].both_would_return ? "; both would rather return to the plan at once"
                                               : "");
}

static void say_best(const thaw_study *study, thaw_answer *answer)
{
    const thaw_best *best = &study->best;
    char us[THAW_DEAL_NAME_MAX], china[THAW_DEAL_NAME_MAX];
    if (!study->setting.scenario || study->deals.count == 0)
        return;
    if (best->nash == THAW_NO_DEAL_BEST) {
        thaw_say(answer, THAW_SENTENCE,
                 "None of the deals tried holds and gives both sides at least no deal.");
        return;
    }
    thaw_deal_format(&study->deals.items[best->player[THAW_US]], us, sizeof us);
    thaw_deal_format(&study->deals.items[best->player[THAW_CHINA]], china, sizeof china);
    if (strcmp(us, china) == 0)
        thaw_say(answer, THAW_SENTENCE, "Best for both: %s.", us);
    else
        thaw_say(answer, THAW_SENTENCE, "Best for the US: %s. Best for China: %s.", us, china);
    say_nash(study, answer);
}

/* ---- tables
 * -------------------------------------------------------------------------------------------- */

/* The month's own equilibria in a line, with the judge's regret. */
static void stage_note(const thaw_study *study, const thaw_stage *stage, int state,
                       thaw_table *table)
{
    const thaw_game *game = study->setting.game;
    char text[2 * THAW_PHRASE_MAX] = "";
    double worst = 0;
    for (size_t e = 0; e < stage->equilibria; e++) {
        const thaw_stage_equilibrium *q = &stage->equilibrium[e];
        worst = fmax(worst, q->regret);
        size_t used = strlen(text);
        if (used + 80 > sizeof text)
            continue;
        snprintf(text + used, sizeof text - used, "%s", e ? "; " : "");
        for (int i = 0; i < game->players; i++) {
            char play[THAW_PHRASE_MAX];
            used = strlen(text);
            snprintf(text + used, sizeof text - used, "%s%.200s", i ? "/" : "",
                     thaw_phrase_mix(study, q->chance + stage->offset[i], state, i, play));
        }
    }
    thaw_table_note(table, "* best reply. Played once: %s%s (regret at most %.1g).",
                    text[0] ? text : "no equilibrium listed",
                    stage->mixed ? "" : " (pure ones only)", worst);
}

static json_t *stage_json(const thaw_study *study, const thaw_stage *stage, int state)
{
    const thaw_game *game = study->setting.game;
    json_t *object = json_object(), *list = json_array();
    json_object_set_new(object, "state", thaw_json_text(game->state_name[state]));
    for (size_t e = 0; e < stage->equilibria; e++) {
        const thaw_stage_equilibrium *q = &stage->equilibrium[e];
        json_t *one = json_object();
        for (int i = 0; i < game->players; i++)
            json_object_set_new(one, game->player_name[i],
                                thaw_json_numbers(q->chance + stage->offset[i],
                                                  thaw_game_action_count(game, state, i)));
        json_object_set_new(one, "value", thaw_json_numbers(q->value, game->players));
        json_object_set_new(one, "regret", thaw_json_number(q->regret));
        json_array_append_new(list, one);
    }
    json_object_set_new(object, "actions", thaw_actions_json(game, state));
    json_object_set_new(object, "equilibria", list);
    json_object_set_new(object, "complete",
                        json_boolean(stage->mixed && stage->outcome == THAW_OUTCOME_CONVERGED));
    json_object_set_new(object, "minmax", thaw_json_numbers(stage->minmax, game->players));
    json_object_set_new(object, "correlated",
                        thaw_json_numbers(stage->correlated_value, game->players));
    return object;
}

static thaw_status say_stage(const thaw_study *study, int state, const char *key, const char *name,
                             thaw_answer *answer, thaw_fault *fault)
{
    thaw_stage *stage = NULL;
    thaw_status status = thaw_stage_solve(study->setting.game, state, &stage, fault);
    if (status != THAW_OK)
        return status;
    bool reopened = state != study->setting.initial;
    thaw_table *table =
        thaw_answer_table(answer, name, "1 A MONTH%s (%s)", reopened ? " ONCE TALKS REOPEN" : "",
                          study->setting.game->state_name[state]);
    if (study->setting.scenario)
        thaw_table_aside(table, "US$ bn: us, china");
    thaw_payoffs_fill(study->setting.game, state, table);
    stage_note(study, stage, state, table);
    thaw_answer_set(answer, answer->json, key, stage_json(study, stage, state));
    thaw_stage_free(stage);
    return THAW_OK;
}

static json_t *no_deal_state_json(const thaw_study *study, int state)
{
    const thaw_game *game = study->setting.game;
    json_t *object = json_object();
    json_object_set_new(object, "name", thaw_json_text(game->state_name[state]));
    json_object_set_new(object, "actions", thaw_actions_json(game, state));
    for (int i = 0; i < game->players; i++)
        json_object_set_new(
            object, game->player_name[i],
            thaw_json_numbers(study->no_deal.profile + thaw_game_action_offset(game, state, i),
                              thaw_game_action_count(game, state, i)));
    json_object_set_new(
        object, "value",
        thaw_json_numbers(study->no_deal.values + state * game->players, game->players));
    if (study->true_no_deal)
        json_object_set_new(
            object, "true_value",
            thaw_json_numbers(study->true_no_deal + state * game->players, game->players));
    if (study->freeze_months)
        json_object_set_new(object, "freeze_months", thaw_json_number(study->freeze_months[state]));
    return object;
}

static void no_deal_json(const thaw_study *study, thaw_answer *answer)
{
    json_t *object = json_object(), *states = json_array();
    int frozen = study->setting.scenario ? initial_with(study, true) : -1;
    const thaw_markov_result *result = &study->no_deal.result;
    for (int s = 0; s < study->setting.game->states; s++)
        json_array_append_new(states, no_deal_state_json(study, s));
    json_object_set_new(object, "regret", thaw_json_number(result->judgement.regret));
    json_object_set_new(object, "error", thaw_json_number(result->judgement.error));
    json_object_set_new(object, "branches", json_boolean(result->branches));
    json_object_set_new(object, "isolated", json_boolean(result->isolated));
    json_object_set_new(object, "freeze_months",
                        thaw_json_number(frozen >= 0 ? study->freeze_months[frozen] : (double)NAN));
    json_object_set_new(object, "states", states);
    thaw_answer_set(answer, answer->json, "no_deal", object);
}

/* Whether the table of no deal shows a state without --all: those listed as the initial one is. */
static bool is_shown(const thaw_study *study, int state)
{
    const int *of = study->setting.fentanyl_state;
    return !of ||
           thaw_fentanyl_listed(of[state]) == thaw_fentanyl_listed(of[study->setting.initial]);
}

static void no_deal_table(const thaw_study *study, bool all, thaw_answer *answer)
{
    const thaw_game *game = study->setting.game;
    size_t hidden = 0;
    thaw_table *table = thaw_answer_table(answer, "no_deal", "2 NO DEAL");
    if (study->setting.scenario)
        thaw_table_aside(table, "points a month; mixed play as chances");
    thaw_table_text(table, "state", "");
    char head[THAW_KEY_MAX];
    for (int i = 0; i < game->players; i++)
        thaw_table_text(table, game->player_name[i], game->player_name[i]);
    for (int i = 0; i < game->players; i++) {
        snprintf(head, sizeof head, "value_%.80s", game->player_name[i]);
        thaw_table_number(table, head, game->player_name[i], VALUE_DIGITS);
    }
    for (int s = 0; s < game->states; s++) {
        if (!all && !is_shown(study, s)) {
            hidden++;
            continue;
        }
        char play[THAW_PHRASE_MAX];
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", game->state_name[s]);
        for (int i = 0; i < game->players; i++)
            thaw_cell_text(table, "%s",
                           thaw_phrase_play(study, study->no_deal.profile, s, i, play));
        for (int i = 0; i < game->players; i++)
            thaw_cell_number(table, study->no_deal.values[s * game->players + i]);
    }
    double regret = study->no_deal.result.judgement.regret;
    if (hidden)
        thaw_table_note(table, "Regret at most %.1g. --all: %zu more states.", regret, hidden);
    else
        thaw_table_note(table, "Regret at most %.1g.", regret);
}

static char side_of(const thaw_study *study, int player)
{
    return study->setting.game->player_name[player][0];
}

/* A plan a row, a punishment a column: the cost of departing once to the more tempted side. */
static void verdict_grid(const thaw_study *study, thaw_answer *answer)
{
    size_t punishments = 0;
    const thaw_punishment *standard = thaw_standard_punishments(&punishments);
    thaw_table *table = thaw_answer_table(answer, "deals", "3 WHICH DEALS HOLD");
    thaw_table_aside(table, "cost of departing once, US$ bn");
    thaw_table_text(table, "plan", "");
    for (size_t p = 0; p < punishments; p++) {
        char name[THAW_NAME_MAX];
        thaw_punishment_format(&standard[p], name, sizeof name);
        thaw_table_number(table, name, name, COST_DIGITS);
    }
    for (size_t k = 0; k < study->deals.count; k++) {
        if (k % punishments == 0) {
            thaw_table_row(table, 0);
            thaw_cell_text(table, "%s", study->deals.items[k].plan);
        }
        int player = 0;
        double cost = thaw_deal_cost(study, &study->answers[k], &player);
        if (study->answers[k].verdict == THAW_UNDECIDED)
            thaw_cell_text(table, "undecided");
        else
            thaw_cell_number(table, cost);
        thaw_cell_mark(table, 0, side_of(study, player));
    }
    thaw_table_note(table, "To the more tempted side (u, c). Below 0 the deal breaks, and that "
                           "side gains by departing.");
}

static void deal_list(const thaw_study *study, thaw_answer *answer)
{
    if (study->deals.count == 0)
        return;
    thaw_table *table = thaw_answer_table(answer, "deals", "3 WHICH DEALS HOLD");
    thaw_table_aside(table, "cost of departing once");
    thaw_deal_columns(study, table);
    for (size_t k = 0; k < study->deals.count; k++)
        thaw_deal_row(study, &study->deals.items[k], &study->answers[k], table);
}

static void say_truth(const thaw_study *study, thaw_answer *answer)
{
    if (!study->misperceived)
        return;
    const double *value = study->true_no_deal + study->setting.initial * 2;
    if (study->best.nash == THAW_NO_DEAL_BEST)
        thaw_say(answer, THAW_SENTENCE,
                 "Values are as each side sees them; truly, no deal is worth %.2f and %.2f.",
                 value[0], value[1]);
    else
        thaw_say(answer, THAW_SENTENCE,
                 "Values are as each side sees them; truly, no deal is worth %.2f and %.2f, the "
                 "Nash-best deal %.2f and %.2f.",
                 value[0], value[1], study->true_value[study->best.nash][0],
                 study->true_value[study->best.nash][1]);
}

static void deals_json(const thaw_study *study, thaw_answer *answer)
{
    json_t *list = json_array();
    for (size_t k = 0; k < study->deals.count; k++)
        json_array_append_new(list,
                              thaw_deal_json(study, &study->deals.items[k], &study->answers[k],
                                             study->true_value ? study->true_value[k] : NULL));
    thaw_answer_set(answer, answer->json, "deals", list);
    thaw_answer_set(answer, answer->json, "best", thaw_bests_json(&study->deals, &study->best));
}

/* ---- what is nearest to breaking ---- */

enum { NEAREST = 5 };

static void nearest_table(const thaw_study *study, const thaw_deal *deal,
                          const thaw_threshold *thresholds, size_t count, thaw_answer *answer)
{
    char name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(deal, name, sizeof name);
    thaw_table *table = thaw_answer_table(answer, "thresholds", "5 BREAKS IF (nearest first)");
    thaw_table_aside(table, "%s", name);
    thaw_crossing_columns(table, false);
    for (size_t k = 0; k < count; k++)
        thaw_crossing_row(study, &thresholds[k], &thresholds[k].crossings[0], false, table);
}

/* The nearest thresholds of the Nash-best deal, found by slope; 'thaw threshold' scans them all. */
static thaw_status say_nearest(const thaw_study *study, thaw_answer *answer, thaw_faults *faults)
{
    json_t *list = json_array();
    thaw_dials dials = {0};
    thaw_threshold thresholds[NEAREST];
    thaw_fault fault;
    size_t best = study->best.nash, count = 0;
    thaw_status status = THAW_OK;
    if (best != THAW_NO_DEAL_BEST && study->deals.count > 0) {
        const thaw_deal *deal = &study->deals.items[best];
        status = thaw_dials_all(study, deal, &dials, faults);
        if (status == THAW_OK &&
            (status = thaw_threshold_nearest(&study->setting, deal, dials.items, dials.count,
                                             NEAREST, &study->limits, study->threads, thresholds,
                                             &count, &fault)) != THAW_OK)
            thaw_give_up(faults, &fault);
        if (count > 0)
            nearest_table(study, deal, thresholds, count, answer);
        for (size_t k = 0; k < count; k++)
            json_array_append_new(list, thaw_threshold_json(study, deal, &thresholds[k]));
    }
    for (size_t k = 0; k < count; k++)
        thaw_threshold_clear(&thresholds[k]);
    thaw_dials_clear(&dials);
    thaw_answer_set(answer, answer->json, "thresholds", list);
    return status;
}

/* ---- the command
 * --------------------------------------------------------------------------------------- */

static thaw_status say_months(const thaw_study *study, thaw_answer *answer, thaw_fault *fault)
{
    int initial = study->setting.initial;
    thaw_status status = say_stage(study, initial, "stage", "month", answer, fault);
    int twin =
        study->setting.scenario && thaw_fentanyl_frozen(study->setting.fentanyl_state[initial])
            ? thaw_study_twin(study, initial)
            : -1;
    if (status == THAW_OK && twin >= 0)
        status = say_stage(study, twin, "stage_open", "month_open", answer, fault);
    return status;
}

static thaw_status say(const thaw_options *options, const thaw_study *study, bool named,
                       thaw_answer *answer, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_answer_json(answer, "solve");
    thaw_subject_json(&study->subject, answer);
    say_header(study, answer);
    say_no_deal(study, answer);
    say_uniqueness(study, answer);
    say_deals(study, named, answer);
    say_best(study, answer);
    say_truth(study, answer);
    thaw_status status = thaw_expectations_say(study, answer, &fault);
    if (status == THAW_OK)
        status = say_months(study, answer, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    no_deal_json(study, answer);
    no_deal_table(study, options->all, answer);
    if (named || !study->setting.scenario)
        deal_list(study, answer);
    else
        verdict_grid(study, answer);
    if (study->setting.game->players == 2 && study->deals.count > 0)
        thaw_best_table(study, &study->deals, study->answers, &study->best,
                        thaw_answer_table(answer, "best", "4 THE BEST THAT HOLD"));
    deals_json(study, answer);
    status = say_nearest(study, answer, faults);
    if (status != THAW_OK)
        return status;
    return thaw_expectations_check(options, study, answer, faults);
}

static thaw_status add_deals(const thaw_options *options, thaw_study *study, thaw_faults *faults)
{
    thaw_status status = THAW_OK;
    for (size_t k = 2; k < options->argument_count && status == THAW_OK; k++)
        status = thaw_study_add(study, options->arguments[k], faults);
    thaw_fault fault;
    if (options->argument_count == 2 &&
        (status = thaw_deals_add_standard(&study->setting, &study->deals, &fault)) != THAW_OK)
        return thaw_give_up(faults, &fault);
    return status;
}

thaw_status thaw_cmd_solve(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    thaw_study study;
    thaw_status status = thaw_study_begin(options, options->arguments[1], &study, faults);
    if (status == THAW_OK)
        status = add_deals(options, &study, faults);
    if (status == THAW_OK)
        status = thaw_study_solve(&study, faults);
    if (status == THAW_OK)
        status = say(options, &study, options->argument_count > 2, answer, faults);
    thaw_study_clear(&study);
    return status;
}
