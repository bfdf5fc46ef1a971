/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A solved study as tables. */
#include "cli/solve_report.h"

#include <math.h>
#include <string.h>

#include "cli/deal_report.h"
#include "cli/payoffs.h"
#include "cli/phrases.h"
#include "cli/story.h"
#include "cli/words.h"
#include "model/fentanyl.h"
#include "solvers/stage.h"

enum { VALUE_DIGITS = 2, COST_DIGITS = 2 };

/* ---- the month ---- */

enum { EQUILIBRIA_MAX = 2 * THAW_PHRASE_MAX }; /* bytes of their list */

/* The month's own equilibria, "pressure/none; (l 0.500, r 0.500)/stay". */
static void equilibria_text(const thaw_study *study, const thaw_stage *stage, int state,
                            char *buffer, size_t size)
{
    size_t e = 0;
    buffer[0] = '\0';
    for (; e < stage->equilibria; e++) {
        char one[EQUILIBRIA_MAX] = "";
        for (int i = 0; i < study->setting.game->players; i++) {
            char play[THAW_PHRASE_MAX];
            thaw_phrase_mix(study, stage->equilibrium[e].chance + stage->offset[i], state, i, play);
            bool mixed = strchr(play, ',') != NULL;
            thaw_words_add(one, sizeof one, "%s%s%s%s", i ? "/" : "", mixed ? "(" : "", play,
                           mixed ? ")" : "");
        }
        if (!thaw_words_item(buffer, size, "; ", one))
            break;
    }
    if (e < stage->equilibria)
        thaw_words_more(buffer, size, "; ", stage->equilibria - e);
}

/* A regret as people read it: what is below any rounding of the computation is said to be so. */
static const char *regret_text(double regret, char *buffer)
{
    static const double ROUNDING = 1e-12;
    if (regret > 0 && regret < ROUNDING)
        snprintf(buffer, THAW_WORDS_MAX, "below %.0e", ROUNDING);
    else
        snprintf(buffer, THAW_WORDS_MAX, "%.1g", regret);
    return buffer;
}

/* Equilibria of the month with the judge's regret, and what a short table leaves out. */
static void stage_note(const thaw_study *study, const thaw_stage *stage, int state,
                       const char *more, thaw_table *table)
{
    char text[EQUILIBRIA_MAX], regret[THAW_WORDS_MAX];
    double worst = 0;
    for (size_t e = 0; e < stage->equilibria; e++)
        worst = fmax(worst, stage->equilibrium[e].regret);
    equilibria_text(study, stage, state, text, sizeof text);
    thaw_table_note(table, "* best reply. Played once: %s%s, regret %s.%s",
                    text[0] ? text : "no equilibrium listed",
                    stage->mixed ? "" : " (pure ones only)", regret_text(worst, regret), more);
}

json_t *thaw_stage_json(const thaw_game *game, const thaw_stage *stage, int state)
{
    static const char *const fixed[] = {"value", "regret", NULL};
    bool correlated = stage->correlated_outcome != THAW_OUTCOME_STEP_LIMIT;
    json_t *object = json_object(), *list = json_array();
    json_object_set_new(object, "state", thaw_json_text(game->state_name[state]));
    for (size_t e = 0; e < stage->equilibria; e++) {
        const thaw_stage_equilibrium *q = &stage->equilibrium[e];
        json_t *one = json_object();
        thaw_chances_json(game, state, q->chance, fixed, one);
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
                        correlated ? thaw_json_numbers(stage->correlated_value, game->players)
                                   : json_null());
    return object;
}

/* Leaves rows of announcements out of text: they pay what the same stance pays without. */
static bool hide_announcements(const thaw_study *study, int state, thaw_table *table)
{
    thaw_stance stances[THAW_STANCES];
    bool hidden = false;
    int count = thaw_fentanyl_us_actions(study->setting.scenario,
                                         study->setting.fentanyl_state[state], stances);
    for (int a = 0; a < count && (size_t)a < table->row_count; a++)
        if (stances[a] == THAW_DELIST || stances[a] == THAW_RELIEF_DELIST) {
            table->flags[a] |= THAW_ROW_DATA;
            hidden = true;
        }
    return hidden;
}

/* What a frozen month pays, where China's choice makes no difference: "relief -1.00, 0.78; ...". */
static void frozen_text(const thaw_study *study, int state, char *buffer, size_t size)
{
    const thaw_game *game = study->setting.game;
    thaw_stance stances[THAW_STANCES];
    int count = thaw_fentanyl_us_actions(study->setting.scenario,
                                         study->setting.fentanyl_state[state], stances);
    snprintf(buffer, size, " While frozen:");
    for (int a = 0; a < count; a++) {
        const double *payoff = game->payoff + thaw_game_row(game, state, (int[]){a, 0}) * 2;
        char us[THAW_SHOWN_MAX], china[THAW_SHOWN_MAX];
        if (stances[a] == THAW_DELIST || stances[a] == THAW_RELIEF_DELIST)
            continue;
        thaw_number_show(payoff[THAW_US], VALUE_DIGITS, us, sizeof us);
        thaw_number_show(payoff[THAW_CHINA], VALUE_DIGITS, china, sizeof china);
        thaw_words_add(buffer, size, "%s %s %s, %s", a ? ";" : "", thaw_stance_name(stances[a]), us,
                       china);
    }
    thaw_words_add(buffer, size, ".");
}

/* How a month is shown. */
typedef struct month_view {
    int state;
    const char *key, *name; /* in JSON, of the table */
    bool all;               /* every row; otherwise text leaves out what says nothing new */
    bool data_only;
    int frozen; /* a state to be told of in the note, or -1 */
} month_view;

static thaw_status say_stage(const thaw_study *study, const month_view *view, thaw_answer *answer,
                             thaw_fault *fault)
{
    thaw_stage *stage = NULL;
    thaw_status status =
        thaw_stage_solve(study->setting.game, view->state, &study->limits, &stage, fault);
    if (status == THAW_ETIME) {
        thaw_answer_set(answer, answer->json, view->key, json_null());
        thaw_answer_late(answer, "The equilibria of a month");
        return THAW_OK;
    }
    if (status != THAW_OK)
        return status;
    char frozen[THAW_PHRASE_MAX] = "";
    thaw_table *table =
        thaw_answer_table(answer, view->name, "1 A MONTH%s (%s)",
                          view->state == study->setting.initial ? "" : " ONCE TALKS REOPEN",
                          study->setting.game->state_name[view->state]);
    if (study->setting.scenario)
        thaw_table_aside(table, "US$ bn: us, china");
    table->data_only = view->data_only;
    thaw_payoffs_fill(study->setting.game, view->state, table);
    if (study->setting.scenario && !view->all && hide_announcements(study, view->state, table))
        snprintf(frozen, sizeof frozen, " +delist pays the same.");
    if (view->frozen >= 0) {
        char text[THAW_PHRASE_MAX];
        frozen_text(study, view->frozen, text, sizeof text);
        thaw_words_add(frozen, sizeof frozen, "%s", text);
    }
    stage_note(study, stage, view->state, frozen, table);
    thaw_answer_set(answer, answer->json, view->key,
                    thaw_stage_json(study->setting.game, stage, view->state));
    thaw_stage_free(stage);
    return THAW_OK;
}

thaw_status thaw_solve_months(const thaw_study *study, bool all, thaw_answer *answer,
                              thaw_fault *fault)
{
    month_view first = {study->setting.initial, "stage", "month", all, false, -1};
    int open = thaw_story_state(study, false);
    bool reopens = open >= 0 && open != study->setting.initial;
    first.data_only = reopens && !all;
    thaw_status status = say_stage(study, &first, answer, fault);
    month_view twin = {open, "stage_open", "month_open", all, false, all ? -1 : first.state};
    if (status == THAW_OK && reopens)
        status = say_stage(study, &twin, answer, fault);
    return status;
}

/* ---- no deal ---- */

/* Whether the table of no deal shows a state without --all: those listed as the initial one is. */
static bool is_shown(const thaw_study *study, int state)
{
    const int *of = study->setting.fentanyl_state;
    return !of ||
           thaw_fentanyl_listed(of[state]) == thaw_fentanyl_listed(of[study->setting.initial]);
}

/* Returns whether anybody mixes there. */
static bool no_deal_row(const thaw_study *study, int state, unsigned flags, thaw_table *table)
{
    const thaw_game *game = study->setting.game;
    char play[THAW_PHRASE_MAX];
    thaw_table_row(table, flags);
    thaw_cell_text(table, "%s", game->state_name[state]);
    bool mixed = false;
    for (int i = 0; i < game->players; i++) {
        thaw_phrase_play_short(study, study->no_deal.profile, state, i, play);
        mixed = mixed || strchr(play, ',');
        thaw_cell_text(table, "%s", play);
    }
    for (int i = 0; i < game->players; i++)
        thaw_cell_number(table, study->no_deal.values[state * game->players + i]);
    return mixed;
}

void thaw_solve_no_deal(const thaw_study *study, bool all, thaw_answer *answer)
{
    const thaw_game *game = study->setting.game;
    size_t hidden = 0;
    bool mixed = false;
    thaw_table *table = thaw_answer_table(answer, "no_deal", "2 NO DEAL%s",
                                          study->setting.scenario ? ", US$ bn" : "");
    table->tucked = true;
    thaw_table_text(table, "state", "");
    char head[THAW_KEY_MAX];
    for (int i = 0; i < game->players; i++)
        thaw_table_text(table, game->player_name[i], game->player_name[i]);
    for (int i = 0; i < game->players; i++) {
        snprintf(head, sizeof head, "value_%.80s", game->player_name[i]);
        thaw_table_number(table, head, game->player_name[i], VALUE_DIGITS);
    }
    for (int s = 0; s < game->states; s++) {
        bool shown = all || is_shown(study, s);
        mixed = no_deal_row(study, s, shown ? 0 : THAW_ROW_DATA, table) || mixed;
        hidden += !shown;
    }
    char more[THAW_WORDS_MAX] = "", regret[THAW_WORDS_MAX];
    if (hidden)
        snprintf(more, sizeof more, " --all: %zu more states.", hidden);
    thaw_table_note(table, "%sRegret %s.%s", mixed ? "In a mix the last has the rest. " : "",
                    regret_text(study->no_deal.result.judgement.regret, regret), more);
}

/* ---- deals ---- */

/* For how many of the first `count` deals the punishment could as well be another; nothing where
 * there is none. */
static const char *rivals_text(const thaw_study *study, size_t count, char *text)
{
    size_t rivals = 0;
    char number[THAW_WORDS_MAX];
    for (size_t k = 0; k < count; k++)
        rivals += thaw_deal_has_rivals(&study->deals.items[k], &study->answers[k]);
    text[0] = '\0';
    if (rivals > 0)
        thaw_words_add(text, THAW_PHRASE_MAX,
                       "For %s another punishment is as good a choice (ties or symmetry).",
                       count == 1 ? "this deal"
                                  : thaw_words_count(rivals, "deal", "deals", number));
    return text;
}

void thaw_solve_grid(const thaw_study *study, size_t count, thaw_answer *answer)
{
    size_t punishments = 0;
    const thaw_punishment *standard = thaw_standard_punishments(&punishments);
    thaw_table *table = thaw_answer_table(answer, "grid", "3 WHICH DEALS HOLD");
    thaw_table_aside(table, "cost to u or c of departing once, US$ bn; below 0 it breaks");
    thaw_table_text(table, "plan", "");
    for (size_t p = 0; p < punishments; p++) {
        char name[THAW_NAME_MAX];
        thaw_punishment_format(&standard[p], name, sizeof name);
        const char *colon = strchr(name, ':');
        thaw_table_number(table, name, p > 0 && colon ? colon : name, COST_DIGITS);
    }
    for (size_t k = 0; k < count; k++) {
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
        thaw_cell_mark(table, 0, thaw_deal_side(study, player));
    }
    char rivals[THAW_PHRASE_MAX];
    thaw_table_note(table, "%s", rivals_text(study, count, rivals));
}

void thaw_solve_deals(const thaw_study *study, bool data_only, thaw_answer *answer)
{
    if (study->deals.count == 0)
        return;
    thaw_table *table = thaw_answer_table(answer, "deals", "3 WHICH DEALS HOLD");
    thaw_table_aside(table, "cost of departing once, %s",
                     study->setting.scenario ? "US$ bn" : "points");
    table->data_only = data_only;
    thaw_deal_columns(study, table);
    for (size_t k = 0; k < study->deals.count; k++)
        thaw_deal_row(study, &study->deals.items[k], &study->answers[k], THAW_ROW_DETAIL, table);
    char rivals[THAW_PHRASE_MAX];
    rivals_text(study, study->deals.count, rivals);
    thaw_table_note(table, "Below each deal its cheapest departure: who, where, to what.%s%s",
                    rivals[0] ? " " : "", rivals);
}

void thaw_solve_best(const thaw_study *study, thaw_answer *answer)
{
    bool none = study->best.nash == THAW_NO_DEAL_BEST;
    if (study->deals.count == 0)
        return;
    char months[THAW_WORDS_MAX] = "";
    if (study->setting.scenario)
        snprintf(months, sizeof months, ", NEXT %d MONTHS", THAW_FORECAST_MONTHS);
    thaw_table *table = thaw_answer_table(answer, "best", "4 %s%s",
                                          none ? "NO DEAL" : "THE BEST THAT HOLD", months);
    table->tucked = true;
    thaw_best_table(study, &study->deals, study->answers, &study->best, false, table);
}
