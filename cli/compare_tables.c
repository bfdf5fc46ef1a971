/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of `thaw compare`: an item a row, a variant a column. */
#include <ctype.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/compare.h"
#include "cli/deal_report.h"
#include "cli/dials.h"
#include "cli/phrases.h"
#include "cli/story.h"
#include "cli/words.h"

enum { VALUE_DIGITS = 2, MONTH_DIGITS = 1, COST_DIGITS = 2, LIMIT_DIGITS = 3 };

/* ---- their frame ---- */

thaw_table *thaw_compare_table(const thaw_comparison *comparison, thaw_answer *answer,
                               const char *name, const char *title)
{
    thaw_table *table = thaw_answer_table(answer, name, "%s", title);
    table->dashes = true;
    thaw_table_text(table, "item", "");
    for (size_t k = 0; k < comparison->count; k++) {
        const thaw_variant *variant = &comparison->items[k];
        thaw_table_number(table, variant->name, variant->head, THAW_SHORTEST);
        if (comparison->options->difference && k > 0)
            thaw_table_signed(table);
    }
    return table;
}

void thaw_compare_number(const thaw_comparison *comparison, size_t k, double value, double first,
                         int digits, thaw_table *table)
{
    bool differs = comparison->options->difference && k > 0 && !isnan(value);
    char shown[THAW_SHOWN_MAX];
    thaw_number_show(value, digits, shown, sizeof shown);
    if (isinf(value))
        thaw_cell_text(table, "forever");
    else if (differs && isfinite(first))
        thaw_cell_number(table, value - first);
    else if (differs)
        thaw_cell_text(table, "= %s", shown);
    else
        thaw_cell_number(table, value);
    thaw_cell_digits(table, digits);
}

/* What a row shows of each variant; NaN where there is nothing. */
typedef double measure(const thaw_variant *variant, int which);

static void number_row(const thaw_comparison *comparison, measure *of, int which, int digits,
                       const char *label, thaw_table *table)
{
    double first = of(&comparison->items[0], which);
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", label);
    for (size_t k = 0; k < comparison->count; k++) {
        thaw_compare_number(comparison, k, of(&comparison->items[k], which), first, digits, table);
    }
}

/* ---- no deal ---- */

static double no_deal_value(const thaw_variant *variant, int player)
{
    const thaw_study *study = &variant->study;
    return study->no_deal.values[study->setting.initial * study->setting.game->players + player];
}

static double no_deal_truly(const thaw_variant *variant, int player)
{
    const thaw_study *study = &variant->study;
    return study->misperceived
               ? study->true_no_deal[study->setting.initial * study->setting.game->players + player]
               : no_deal_value(variant, player);
}

static double freeze_length(const thaw_variant *variant, int which)
{
    (void)which;
    int frozen = thaw_story_state(&variant->study, true);
    return frozen >= 0 ? variant->study.freeze_months[frozen] : (double)NAN;
}

static double no_deal_forecast(const thaw_variant *variant, int feature)
{
    return variant->study.no_deal_forecast[feature];
}

static bool any_misperceived(const thaw_comparison *comparison)
{
    bool any = false;
    for (size_t k = 0; k < comparison->count; k++)
        any = any || comparison->items[k].study.misperceived;
    return any;
}

static bool any_frozen(const thaw_comparison *comparison)
{
    bool any = false;
    for (size_t k = 0; k < comparison->count; k++)
        any = any || thaw_story_state(&comparison->items[k].study, true) ==
                         comparison->items[k].study.setting.initial;
    return any;
}

/* What a player does with no deal in the first state, its channel open or frozen. */
static void play_row(const thaw_comparison *comparison, int player, bool frozen, const char *how,
                     thaw_table *table)
{
    const thaw_game *game = comparison->items[0].study.setting.game;
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s %s", game->player_name[player], how);
    for (size_t k = 0; k < comparison->count; k++) {
        const thaw_study *study = &comparison->items[k].study;
        int state = thaw_story_state(study, frozen);
        char play[THAW_PHRASE_MAX];
        if (state < 0)
            thaw_cell_missing(table);
        else
            thaw_cell_text(table, "%s",
                           thaw_phrase_play(study, study->no_deal.profile, state, player, play));
    }
}

static void state_row(const thaw_comparison *comparison, thaw_table *table)
{
    bool same = true;
    for (size_t k = 1; k < comparison->count; k++)
        same =
            same &&
            strcmp(
                comparison->items[k]
                    .study.subject.game->state_name[comparison->items[k].study.subject.initial],
                comparison->items[0]
                    .study.subject.game->state_name[comparison->items[0].study.subject.initial]) ==
                0;
    if (same)
        return;
    thaw_table_row(table, 0);
    thaw_cell_text(table, "first month");
    for (size_t k = 0; k < comparison->count; k++) {
        const thaw_setting *setting = &comparison->items[k].study.setting;
        thaw_cell_text(table, "%s", setting->game->state_name[setting->initial]);
    }
}

static void value_rows(const thaw_comparison *comparison, measure *of, const char *format_end,
                       thaw_table *table)
{
    const thaw_game *game = comparison->items[0].study.setting.game;
    for (int i = 0; i < game->players; i++) {
        char label[THAW_VARIANT_NAME_MAX];
        snprintf(label, sizeof label, "worth to %s%s", game->player_name[i], format_end);
        number_row(comparison, of, i, VALUE_DIGITS, label, table);
    }
}

static void no_deal_table(const thaw_comparison *comparison, thaw_answer *answer)
{
    const thaw_study *first = &comparison->items[0].study;
    bool scenario = first->setting.scenario != NULL, frozen = any_frozen(comparison);
    thaw_table *table = thaw_compare_table(comparison, answer, "no_deal", "NO DEAL");
    if (scenario)
        thaw_table_aside(table, "worth in points a month");
    state_row(comparison, table);
    for (int i = 0; i < first->setting.game->players; i++)
        play_row(comparison, i, false, frozen ? "when open" : "plays", table);
    for (int i = 0; frozen && i < 2; i++)
        play_row(comparison, i, true, "when frozen", table);
    value_rows(comparison, no_deal_value, "", table);
    if (any_misperceived(comparison))
        value_rows(comparison, no_deal_truly, ", truly", table);
    if (!scenario)
        return;
    number_row(comparison, freeze_length, 0, MONTH_DIGITS, "freeze, months", table);
    number_row(comparison, no_deal_forecast, THAW_FORECAST_FROZEN, MONTH_DIGITS, "frozen, of 48",
               table);
    number_row(comparison, no_deal_forecast, THAW_FORECAST_LIVES, 0, "lives averted", table);
}

/* ---- plans and deals ---- */

static void plan_table(const thaw_comparison *comparison, thaw_answer *answer)
{
    static const char *const words[] = {NULL, "none", "undecided"};
    bool gaps = false, absent = false;
    if (comparison->plan_count == 0)
        return;
    thaw_table *table = thaw_compare_table(comparison, answer, "plans", "WHICH PLANS HOLD");
    thaw_table_aside(table, "the mildest punishment that will do");
    for (size_t i = 0; i < comparison->plan_count; i++) {
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", comparison->plans[i]);
        for (size_t k = 0; k < comparison->count; k++) {
            const thaw_variant *variant = &comparison->items[k];
            thaw_reach reach = thaw_reach_of_plan(variant, comparison->plans[i]);
            char name[THAW_NAME_MAX];
            if (reach.kind == THAW_REACH_ABSENT) {
                thaw_cell_missing(table);
                absent = true;
            } else if (reach.kind == THAW_REACH_FROM) {
                thaw_punishment_format(&variant->study.deals.items[reach.deal].punishment, name,
                                       sizeof name);
                thaw_cell_text(table, "%s", name);
                thaw_cell_mark(table, 0, reach.gaps ? '*' : '\0');
                gaps = gaps || reach.gaps;
            } else {
                thaw_cell_text(table, "%s", words[reach.kind]);
            }
        }
    }
    if (gaps || absent)
        thaw_table_note(table, "%s%s%s", gaps ? "* but not under every harsher one." : "",
                        gaps && absent ? " " : "",
                        absent ? "-: no plan of that scenario, or the same as without +delist."
                               : "");
}

/* The deal number `at` of a --deal in a variant, or THAW_NOT_THERE. */
static size_t named_deal(const thaw_variant *variant, size_t option, size_t at)
{
    size_t from = variant->named[option];
    return from == THAW_NOT_THERE ? from : from + at;
}

/* Adds the row of the deal number `at` that --deal number `option` means. */
typedef void deal_row(const thaw_comparison *comparison, size_t option, size_t at, const char *name,
                      thaw_table *table);

static double cost_of(const thaw_variant *variant, size_t deal, int *player)
{
    *player = 0;
    return deal == THAW_NOT_THERE
               ? (double)NAN
               : thaw_deal_cost(&variant->study, &variant->study.answers[deal], player);
}

static void verdict_row(const thaw_comparison *comparison, size_t option, size_t at,
                        const char *name, thaw_table *table)
{
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", name);
    for (size_t k = 0; k < comparison->count; k++) {
        const thaw_variant *variant = &comparison->items[k];
        size_t deal = named_deal(variant, option, at);
        if (deal == THAW_NOT_THERE)
            thaw_cell_missing(table);
        else
            thaw_cell_text(table, "%s%s", thaw_verdict_text(variant->study.answers[deal].verdict),
                           variant->study.answers[deal].tied ? ", tied" : "");
    }
}

/* Whether first letters tell all players apart, in each variant alike: plain ones, which a mark of
 * one byte can be. */
static bool letters_tell(const thaw_comparison *comparison)
{
    const thaw_game *first = comparison->items[0].study.setting.game;
    bool used[UCHAR_MAX + 1] = {false};
    for (int i = 0; i < first->players; i++) {
        unsigned char letter = (unsigned char)first->player_name[i][0];
        if (letter >= 0x80 || !isalpha(letter) || used[letter])
            return false;
        used[letter] = true;
        for (size_t k = 1; k < comparison->count; k++)
            if (comparison->items[k].study.setting.game->player_name[i][0] != (char)letter)
                return false;
    }
    return true;
}

enum { LETTERS = 26 };

/* Who departs, behind a cost: the first letter of its name, or a, b, ... in the order of players.
 */
static char mark_of(const thaw_comparison *comparison, int player)
{
    if (letters_tell(comparison))
        return comparison->items[0].study.setting.game->player_name[player][0];
    return player < LETTERS ? (char)('a' + player) : '\0';
}

/* What the marks mean: "its first letter", or "a: one, b: other", as the first variant names them.
 */
static const char *marks_text(const thaw_comparison *comparison, char *buffer)
{
    const thaw_game *game = comparison->items[0].study.setting.game;
    buffer[0] = '\0';
    if (letters_tell(comparison)) {
        snprintf(buffer, THAW_PHRASE_MAX, "its first letter");
        return buffer;
    }
    int said = 0;
    for (int i = 0; i < game->players && i < LETTERS && said == i; i++) {
        char item[THAW_WORDS_MAX];
        snprintf(item, sizeof item, "%c: %.200s", 'a' + i, game->player_name[i]);
        said += thaw_words_item(buffer, THAW_PHRASE_MAX, ", ", item);
    }
    if (said < game->players)
        thaw_words_more(buffer, THAW_PHRASE_MAX, ", ", (size_t)(game->players - said));
    return buffer;
}

static void cost_row(const thaw_comparison *comparison, size_t option, size_t at, const char *name,
                     thaw_table *table)
{
    int player = 0;
    double first =
        cost_of(&comparison->items[0], named_deal(&comparison->items[0], option, at), &player);
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", name);
    for (size_t k = 0; k < comparison->count; k++) {
        const thaw_variant *variant = &comparison->items[k];
        double cost = cost_of(variant, named_deal(variant, option, at), &player);
        thaw_compare_number(comparison, k, cost, first, COST_DIGITS, table);
        if (!isnan(cost))
            thaw_cell_mark(table, 0, mark_of(comparison, player));
    }
}

/* A row for each deal that --deal means. */
static void deal_rows(const thaw_comparison *comparison, deal_row *row, thaw_table *table)
{
    const thaw_options *options = comparison->options;
    for (size_t i = 0; i < options->deal_count; i++)
        for (size_t at = 0; at < thaw_deals_meant(options->deals[i]); at++) {
            char name[THAW_DEAL_NAME_MAX] = "";
            for (size_t k = 0; k < comparison->count && !name[0]; k++) {
                size_t deal = named_deal(&comparison->items[k], i, at);
                if (deal != THAW_NOT_THERE)
                    thaw_deal_format(&comparison->items[k].study.deals.items[deal], name,
                                     sizeof name);
            }
            row(comparison, i, at, name, table);
        }
}

static void deal_tables(const thaw_comparison *comparison, thaw_answer *answer)
{
    bool scenario = comparison->items[0].study.setting.scenario != NULL;
    if (comparison->options->deal_count == 0)
        return;
    deal_rows(comparison, verdict_row, thaw_compare_table(comparison, answer, "deals", "DEALS"));
    thaw_table *table = thaw_compare_table(comparison, answer, "costs", "COST OF DEPARTING ONCE");
    char marks[THAW_PHRASE_MAX];
    thaw_table_aside(table, "%sto the more tempted side (%s)", scenario ? "US$ bn, " : "",
                     marks_text(comparison, marks));
    deal_rows(comparison, cost_row, table);
}

/* ---- the best ---- */

static void best_row(const thaw_comparison *comparison, const char *label, int player,
                     thaw_table *table)
{
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", label);
    for (size_t k = 0; k < comparison->count; k++) {
        const thaw_study *study = &comparison->items[k].study;
        size_t deal =
            player < 0 ? study->best.nash
                       : thaw_best_for(study, &study->deals, study->answers, &study->best, player);
        char name[THAW_DEAL_NAME_MAX] = "none";
        if (deal != THAW_NO_DEAL_BEST)
            thaw_deal_format(&study->deals.items[deal], name, sizeof name);
        thaw_cell_text(table, "%s", name);
    }
}

static void best_table(const thaw_comparison *comparison, thaw_answer *answer)
{
    const thaw_game *game = comparison->items[0].study.setting.game;
    thaw_table *table = thaw_compare_table(comparison, answer, "best", "THE BEST THAT HOLD");
    for (int i = 0; i < game->players; i++)
        best_row(comparison, game->player_name[i], i, table);
    best_row(comparison, "Nash", -1, table);
}

static const thaw_deal_answer *nash_of(const thaw_variant *variant)
{
    size_t nash = variant->study.best.nash;
    return nash == THAW_NO_DEAL_BEST ? NULL : &variant->study.answers[nash];
}

static double nash_value(const thaw_variant *variant, int player)
{
    const thaw_setting *setting = &variant->study.setting;
    const thaw_deal_answer *nash = nash_of(variant);
    return nash ? nash->values[setting->initial * setting->game->players + player] : (double)NAN;
}

static double nash_truly(const thaw_variant *variant, int player)
{
    const thaw_study *study = &variant->study;
    return nash_of(variant) && study->misperceived ? study->true_value[study->best.nash][player]
                                                   : nash_value(variant, player);
}

static double nash_forecast(const thaw_variant *variant, int feature)
{
    const thaw_deal_answer *nash = nash_of(variant);
    return nash && nash->forecast ? nash->forecast[feature] : (double)NAN;
}

static void forecast_table(const thaw_comparison *comparison, thaw_answer *answer)
{
    bool scenario = comparison->items[0].study.setting.scenario != NULL;
    thaw_table *table =
        thaw_compare_table(comparison, answer, "forecast", "WHAT THE NASH-BEST BRINGS");
    thaw_table_aside(table, "%s48 months", scenario ? "points a month; " : "");
    value_rows(comparison, nash_value, "", table);
    if (any_misperceived(comparison))
        value_rows(comparison, nash_truly, ", truly", table);
    number_row(comparison, nash_forecast, scenario ? THAW_FORECAST_ON_PLAN : 0, MONTH_DIGITS,
               "months kept", table);
    if (!scenario)
        return;
    number_row(comparison, nash_forecast, THAW_FORECAST_FROZEN, MONTH_DIGITS, "months frozen",
               table);
    number_row(comparison, nash_forecast, THAW_FORECAST_PARTIAL, MONTH_DIGITS, "months partial",
               table);
    number_row(comparison, nash_forecast, THAW_FORECAST_FULL, MONTH_DIGITS, "months full", table);
    number_row(comparison, nash_forecast, THAW_FORECAST_LIVES, 0, "lives averted", table);
}

/* ---- thresholds ---- */

static void limit_cell(const thaw_threshold *threshold, thaw_table *table)
{
    char limit[THAW_SHOWN_MAX];
    const thaw_crossing *crossing = &threshold->crossings[0];
    bool at_bound = strcmp(thaw_crossing_side(&threshold->dial, crossing), "at") == 0;
    thaw_number_show(crossing->value, at_bound ? THAW_SHORTEST : LIMIT_DIGITS, limit, sizeof limit);
    thaw_cell_text(table, "%s %s %s", threshold->dial.key,
                   at_bound                ? "="
                   : crossing->holds_below ? "<"
                                           : ">",
                   limit);
}

static void threshold_table(const thaw_comparison *comparison, thaw_answer *answer)
{
    size_t most = 0;
    for (size_t k = 0; k < comparison->count; k++)
        most =
            comparison->items[k].nearest_count > most ? comparison->items[k].nearest_count : most;
    if (most == 0)
        return;
    thaw_table *table =
        thaw_compare_table(comparison, answer, "thresholds", "THE NASH-BEST HOLDS WHILE");
    thaw_table_aside(table, "nearest first");
    for (size_t i = 0; i < most; i++) {
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%zu", i + 1);
        for (size_t k = 0; k < comparison->count; k++)
            if (i < comparison->items[k].nearest_count)
                limit_cell(&comparison->items[k].nearest[i], table);
            else
                thaw_cell_missing(table);
    }
}

void thaw_compare_tables(const thaw_comparison *comparison, thaw_answer *answer)
{
    const thaw_study *first = &comparison->items[0].study;
    no_deal_table(comparison, answer);
    plan_table(comparison, answer);
    deal_tables(comparison, answer);
    if (first->setting.game->players != 2 || first->deals.count == 0)
        return;
    best_table(comparison, answer);
    forecast_table(comparison, answer);
    threshold_table(comparison, answer);
}
