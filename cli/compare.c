/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw compare`: scenarios, or one scenario and what-ifs, side by side. */
#include "cli/compare.h"

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/deal_report.h"
#include "cli/dials.h"
#include "cli/progress.h"
#include "cli/story.h"
#include "cli/study_json.h"
#include "cli/words.h"
#include "model/fentanyl.h"

/* ---- how far plans hold ---- */

static size_t punishment_count(void)
{
    size_t count = 0;
    thaw_standard_punishments(&count);
    return count;
}

size_t thaw_deals_meant(const char *text)
{
    return strchr(text, '@') ? 1 : punishment_count();
}

thaw_reach thaw_reach_of(const thaw_variant *variant, size_t from, size_t count)
{
    thaw_reach reach = {.kind = THAW_REACH_NOWHERE};
    for (size_t k = from; k < from + count; k++) {
        thaw_verdict verdict = variant->study.answers[k].verdict;
        if (reach.kind == THAW_REACH_FROM)
            reach.gaps = reach.gaps || verdict != THAW_HOLDS;
        else if (verdict == THAW_HOLDS)
            reach = (thaw_reach){THAW_REACH_FROM, k, k - from, k + 1 == from + count, false};
        else if (verdict == THAW_UNDECIDED)
            reach.kind = THAW_REACH_UNDECIDED;
    }
    return reach;
}

thaw_reach thaw_reach_of_plan(const thaw_variant *variant, const char *plan)
{
    size_t count = punishment_count();
    for (size_t k = 0; k < variant->standard; k += count)
        if (strcmp(variant->study.deals.items[k].plan, plan) == 0)
            return thaw_reach_of(variant, k, count);
    return (thaw_reach){.kind = THAW_REACH_ABSENT};
}

/* ---- columns ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* A stretch of text without the blanks around it. */
static const char *trimmed(const char *from, const char *end, int *length)
{
    while (from < end && is_blank(*from))
        from++;
    while (end > from && is_blank(end[-1]))
        end--;
    *length = (int)(end - from);
    return from;
}

bool thaw_with_next(const char **rest, thaw_with *with)
{
    const char *text = *rest, *end = text + strcspn(text, ",");
    if (*text == '\0')
        return false;
    const char *stop = text, *equals = text + strcspn(text, "=,");
    while (stop < end && !(stop > text && *stop == ';' && is_blank(stop[-1])))
        stop++;
    with->key = trimmed(text, equals < stop ? equals : stop, &with->key_length);
    with->value = trimmed(equals < stop ? equals + 1 : stop, stop, &with->value_length);
    with->last = *end == '\0';
    *rest = end + (*end == ',');
    return true;
}

/* "a.b = 1 ; a guess,c.d=2" as "a.b=1, c.d=2": a setting a word, but for blanks in a value. */
static void head_of_settings(const char *text, char *head, size_t size)
{
    thaw_with with;
    head[0] = '\0';
    while (thaw_with_next(&text, &with))
        thaw_words_add(head, size, "%.*s=%.*s%s", with.key_length, with.key, with.value_length,
                       with.value, with.last ? "" : ", ");
}

/* Files by their names, and by their number too where a name repeats. */
static void name_files(thaw_comparison *comparison, size_t files)
{
    for (size_t k = 0; k < files; k++) {
        thaw_variant *one = &comparison->items[k];
        bool repeats = false;
        for (size_t j = 0; j < files; j++)
            repeats = repeats || (j != k && strcmp(comparison->items[j].study.subject.name,
                                                   one->study.subject.name) == 0);
        bool stdin_too = strcmp(one->study.subject.path, "-") == 0;
        snprintf(one->name, sizeof one->name, "%s",
                 stdin_too ? one->study.subject.scenario.name : one->study.subject.name);
        if (repeats)
            thaw_words_add(one->name, sizeof one->name, " (%zu)", k + 1);
        memcpy(one->head, one->name, sizeof one->head);
    }
}

static thaw_status check_alike(const thaw_comparison *comparison, thaw_fault *fault)
{
    const thaw_subject *first = &comparison->items[0].study.subject;
    for (size_t k = 1; k < comparison->count; k++) {
        const thaw_subject *other = &comparison->items[k].study.subject;
        if (other->is_game != first->is_game)
            return thaw_fail(fault, THAW_EARG, "%s is a %s and %s a %s: compare like with like",
                             first->path, first->is_game ? "game" : "scenario", other->path,
                             other->is_game ? "game" : "scenario");
        if (other->game->players != first->game->players)
            return thaw_fail(fault, THAW_EARG,
                             "%s has %d players and %s %d: compare like with like", first->path,
                             first->game->players, other->path, other->game->players);
    }
    return THAW_OK;
}

/* What is said about a column that could not be solved names it, where there are several. */
static thaw_status name_column(const thaw_comparison *comparison, const char *name,
                               thaw_status status, const thaw_faults *faults)
{
    thaw_fault *last = faults->count > 0 ? &faults->items[faults->count - 1] : NULL;
    bool unsolved = status == THAW_ETIME || status == THAW_ENUMERIC;
    if (unsolved && comparison->count > 1 && last && last->file[0] == '\0')
        thaw_copy_text(last->file, sizeof last->file, name);
    return status;
}

static thaw_status begin_columns(const thaw_options *options, thaw_comparison *comparison,
                                 thaw_faults *faults)
{
    size_t files = options->argument_count - 1;
    thaw_status status = THAW_OK;
    thaw_fault fault;
    for (size_t k = 0; k < comparison->count && status == THAW_OK; k++) {
        thaw_variant *variant = &comparison->items[k], *first = &comparison->items[0];
        if (k < files) {
            status = thaw_study_begin(options, options->arguments[k + 1], &variant->study, faults);
            name_column(comparison, options->arguments[k + 1], status, faults);
        } else {
            variant->with = options->withs[k - files];
            status = thaw_study_alter(&first->study, variant->with, (int)(k - files) + 1,
                                      &variant->study, faults);
            name_column(comparison, variant->with, status, faults);
            thaw_copy_text(variant->name, sizeof variant->name, variant->with);
            head_of_settings(variant->with, variant->head, sizeof variant->head);
        }
        variant->study.limits.deadline = first->study.limits.deadline;
    }
    if (status != THAW_OK)
        return status;
    name_files(comparison, files);
    status = check_alike(comparison, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* ---- deals ---- */

/* Where the deals from, from + 1, ... to the end of the list stand before it too, or `from`. */
static size_t place_before(const thaw_deals *deals, size_t from)
{
    size_t count = deals->count - from;
    for (size_t k = 0; k + count <= from; k++) {
        bool same = true;
        for (size_t i = 0; i < count && same; i++) {
            const thaw_deal *old = &deals->items[k + i], *new = &deals->items[from + i];
            same = strcmp(old->plan, new->plan) == 0 &&
                   old->punishment.kind == new->punishment.kind &&
                   old->punishment.months == new->punishment.months;
        }
        if (same)
            return k;
    }
    return from;
}

/* Adds what a --deal means, once. A deal that the variant does not know is none of its own. */
static thaw_status add_named(thaw_variant *variant, const char *text, size_t *place,
                             thaw_fault *fault)
{
    thaw_deals *deals = &variant->study.deals;
    size_t from = deals->count;
    thaw_status status = thaw_deals_read(&variant->study.setting, text, deals, fault);
    *place = status == THAW_OK ? place_before(deals, from) : THAW_NOT_THERE;
    while (*place != from && deals->count > from)
        thaw_deals_drop_last(deals);
    return status == THAW_EUNKNOWN ? THAW_OK : status;
}

/* A deal that no variant knows is a fault. */
static thaw_status check_known(const thaw_comparison *comparison, const thaw_fault *unknown,
                               size_t option, thaw_fault *fault)
{
    for (size_t k = 0; k < comparison->count; k++)
        if (comparison->items[k].named[option] != THAW_NOT_THERE)
            return THAW_OK;
    *fault = *unknown;
    return unknown->status;
}

static thaw_status add_deals(thaw_comparison *comparison, thaw_fault *fault)
{
    const thaw_options *options = comparison->options;
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < comparison->count && status == THAW_OK; k++) {
        thaw_variant *variant = &comparison->items[k];
        status = thaw_deals_add_standard(&variant->study.setting, &variant->study.deals, fault);
        variant->standard = variant->study.deals.count;
        variant->named = calloc(options->deal_count + 1, sizeof *variant->named);
        if (!variant->named)
            status = thaw_fail(fault, THAW_ENOMEM, "no memory for %zu deals", options->deal_count);
    }
    for (size_t i = 0; i < options->deal_count && status == THAW_OK; i++) {
        thaw_fault unknown = {0};
        for (size_t k = 0; k < comparison->count && status == THAW_OK; k++) {
            thaw_fault found = {0};
            thaw_variant *variant = &comparison->items[k];
            status = add_named(variant, options->deals[i], &variant->named[i], &found);
            if (found.status != THAW_OK && unknown.status == THAW_OK)
                unknown = found;
        }
        if (status != THAW_OK)
            *fault = unknown;
        else
            status = check_known(comparison, &unknown, i, fault);
    }
    return status;
}

/* The union of the standard plans: the first column's, then what others add. */
static thaw_status list_plans(thaw_comparison *comparison, thaw_fault *fault)
{
    size_t room = 0, step = punishment_count();
    for (size_t k = 0; k < comparison->count; k++)
        room += comparison->items[k].standard / step;
    comparison->plans = calloc(room + 1, sizeof *comparison->plans);
    if (!comparison->plans)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu plans", room);
    for (size_t k = 0; k < comparison->count; k++)
        for (size_t i = 0; i < comparison->items[k].standard; i += step) {
            const char *plan = comparison->items[k].study.deals.items[i].plan;
            bool known = false;
            for (size_t j = 0; j < comparison->plan_count; j++)
                known = known || strcmp(comparison->plans[j], plan) == 0;
            if (!known)
                thaw_copy_text(comparison->plans[comparison->plan_count++], THAW_DEAL_PLAN_MAX,
                               plan);
        }
    return THAW_OK;
}

/* The best deals of a scenario are those of the standard list, whatever --deal adds. */
static void find_best(thaw_variant *variant)
{
    thaw_study *study = &variant->study;
    thaw_deals considered = study->deals;
    if (variant->standard > 0)
        considered.count = variant->standard;
    study->best = thaw_deals_best(&study->setting, &considered, study->answers, &study->no_deal);
}

/* Thresholds take most of the time, and are not worth it where they are not shown. */
static bool wants_thresholds(const thaw_options *options)
{
    static const char *const others[] = {"inputs", "no_deal", "plans",   "deals",
                                         "costs",  "best",    "forecast"};
    bool one_table = options->format == THAW_FORMAT_CSV || options->format == THAW_FORMAT_JSONL;
    if (options->format == THAW_FORMAT_JSON)
        return true;
    if (!options->table)
        return !one_table;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(options->table, others[i]) == 0)
            return false;
    return true;
}

static thaw_status find_nearest(thaw_variant *variant, thaw_faults *faults)
{
    const thaw_study *study = &variant->study;
    if (study->best.nash == THAW_NO_DEAL_BEST || study->deals.count == 0)
        return THAW_OK;
    thaw_status status =
        thaw_nearest_thresholds(study, &study->deals.items[study->best.nash], THAW_VARIANT_NEAREST,
                                variant->nearest, &variant->nearest_count, faults);
    variant->late = status == THAW_ETIME;
    return variant->late ? THAW_OK : status;
}

/* All columns are solved before any threshold is looked for: where the time runs out, only these
 * are missing. */
static thaw_status solve_columns(thaw_comparison *comparison, thaw_progress_bar *bar,
                                 thaw_faults *faults)
{
    thaw_status status = THAW_OK;
    bool thresholds = wants_thresholds(comparison->options);
    size_t done = 0, steps = comparison->count * (thresholds ? 2 : 1);
    for (size_t k = 0; k < comparison->count && status == THAW_OK; k++) {
        thaw_variant *variant = &comparison->items[k];
        status = name_column(comparison, variant->name, thaw_study_solve(&variant->study, faults),
                             faults);
        if (status == THAW_OK)
            find_best(variant);
        thaw_progress_show(++done, steps, bar);
    }
    for (size_t k = 0; k < comparison->count && thresholds && status == THAW_OK; k++) {
        thaw_variant *variant = &comparison->items[k];
        status = name_column(comparison, variant->name, find_nearest(variant, faults), faults);
        thaw_progress_show(++done, steps, bar);
    }
    return status;
}

static thaw_status solve(thaw_comparison *comparison, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_progress_bar bar;
    thaw_status status = add_deals(comparison, &fault);
    if (status == THAW_OK)
        status = list_plans(comparison, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_progress_begin(&bar, "steps", comparison->options->quiet);
    status = solve_columns(comparison, &bar, faults);
    thaw_progress_end(&bar);
    return status;
}

/* ---- JSON ---- */

/* The settings of a --with as they were given. */
static json_t *with_json(const thaw_variant *variant)
{
    json_t *list = json_array();
    for (const char *rest = variant->with; rest && *rest;) {
        size_t length = strcspn(rest, ",");
        json_array_append_new(list, json_stringn(rest, length));
        rest += length + (rest[length] == ',');
    }
    return list;
}

static json_t *plans_json(const thaw_comparison *comparison, const thaw_variant *variant)
{
    json_t *list = json_array();
    for (size_t i = 0; i < comparison->plan_count; i++) {
        thaw_reach reach = thaw_reach_of_plan(variant, comparison->plans[i]);
        char name[THAW_NAME_MAX] = "";
        if (reach.kind == THAW_REACH_ABSENT)
            continue;
        if (reach.kind == THAW_REACH_FROM)
            thaw_punishment_format(&variant->study.deals.items[reach.deal].punishment, name,
                                   sizeof name);
        json_array_append_new(list,
                              json_pack("{s:o, s:o}", "plan", thaw_json_text(comparison->plans[i]),
                                        "mildest", thaw_json_text(name[0] ? name : NULL)));
    }
    return list;
}

static json_t *column_json(const thaw_comparison *comparison, const thaw_variant *variant)
{
    const thaw_study *study = &variant->study;
    json_t *object = json_object(), *thresholds = json_array();
    for (size_t i = 0; i < variant->nearest_count; i++)
        json_array_append_new(thresholds,
                              thaw_threshold_json(study, &study->deals.items[study->best.nash],
                                                  &variant->nearest[i]));
    json_object_set_new(object, "scenario", thaw_subject_object(&study->subject));
    json_object_set_new(object, "with", with_json(variant));
    json_object_set_new(object, "no_deal", thaw_no_deal_json(study));
    json_object_set_new(object, "plans", plans_json(comparison, variant));
    json_object_set_new(object, "deals", thaw_deals_json(study));
    json_object_set_new(object, "best",
                        thaw_bests_json(study, &study->deals, study->answers, &study->best));
    if (variant->late)
        json_object_set_new(object, "thresholds", json_null());
    else
        json_object_set(object, "thresholds", thresholds);
    json_decref(thresholds);
    return object;
}

static void columns_json(const thaw_comparison *comparison, thaw_answer *answer)
{
    json_t *list = json_array();
    for (size_t k = 0; k < comparison->count; k++)
        thaw_answer_append(answer, list, column_json(comparison, &comparison->items[k]));
    thaw_answer_set(answer, answer->json, "columns", list);
}

/* ---- the command ---- */

static void say_header(const thaw_comparison *comparison, thaw_answer *answer)
{
    const thaw_options *options = comparison->options;
    size_t files = options->argument_count - 1;
    char state[THAW_WORDS_MAX];
    if (files == 1) {
        thaw_story_header(&comparison->items[0].study, answer);
    } else {
        thaw_say(answer, THAW_HEADING, "%zu %s compared", files,
                 comparison->items[0].study.subject.is_game ? "games" : "scenarios");
        for (size_t k = 0; k < files; k++) {
            const thaw_study *study = &comparison->items[k].study;
            if (study->setting.scenario)
                thaw_say(
                    answer, THAW_LINE, "%s: %s. From: %s.", comparison->items[k].head,
                    study->subject.scenario.title,
                    thaw_words_state(study->setting.fentanyl_state[study->setting.initial], state));
        }
    }
    for (size_t k = 0; k < options->set_count; k++)
        thaw_say(answer, THAW_LINE, "In every column %s.", options->sets[k]);
    if (options->difference)
        thaw_say(answer, THAW_LINE,
                 "Numbers of later columns are differences from the first; = marks one that has "
                 "nothing to differ from.");
}

static thaw_status say(thaw_comparison *comparison, thaw_answer *answer, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_answer_json(answer, "compare");
    say_header(comparison, answer);
    thaw_compare_say(comparison, answer);
    thaw_status status = thaw_compare_inputs(comparison, answer, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_compare_tables(comparison, answer);
    columns_json(comparison, answer);
    for (size_t k = 0; k < comparison->count && answer->exit == 0; k++)
        if (comparison->items[k].late)
            thaw_answer_late(answer, "Nearest thresholds of some columns");
    thaw_answer_outcome(answer);
    return THAW_OK;
}

static void clear(thaw_comparison *comparison)
{
    for (size_t k = 0; k < comparison->count; k++) {
        thaw_variant *variant = &comparison->items[k];
        for (size_t i = 0; i < variant->nearest_count; i++)
            thaw_threshold_clear(&variant->nearest[i]);
        free(variant->named);
        thaw_study_clear(&variant->study);
    }
    free(comparison->items);
    free(comparison->plans);
}

thaw_status thaw_cmd_compare(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_comparison comparison = {.options = options};
    size_t count = options->argument_count - 1 + options->with_count;
    if (count < 2) {
        thaw_fail(&fault, THAW_EARG, "there is nothing to compare %s with", options->arguments[1]);
        thaw_fault_help(&fault, "name another FILE, or give --with K=V");
        return thaw_give_up(faults, &fault);
    }
    comparison.items = calloc(count, sizeof *comparison.items);
    if (!comparison.items) {
        thaw_fail(&fault, THAW_ENOMEM, "no memory for %zu columns", count);
        return thaw_give_up(faults, &fault);
    }
    comparison.count = count;
    thaw_status status = begin_columns(options, &comparison, faults);
    if (status == THAW_OK)
        status = solve(&comparison, faults);
    if (status == THAW_OK)
        status = say(&comparison, answer, faults);
    clear(&comparison);
    return status;
}
