/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What --vary means to a sweep: intervals, lists, words. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/sink.h"
#include "cli/sweep.h"
#include "cli/words.h"
#include "model/number.h"

enum { POINTS_MAX = 1000000 };

/* ---- which input ---- */

/* The row of a key of the scenario; NULL for the dials that are none. */
static const thaw_parameter *row_of(const thaw_study *study, const char *key)
{
    thaw_scenario copy;
    thaw_place place;
    const thaw_parameter *row = NULL;
    if (!study->setting.scenario || thaw_scenario_copy(study->setting.scenario, &copy, NULL))
        return NULL;
    if (thaw_scenario_find(&copy, key, &place, NULL) == THAW_OK)
        row = place.row;
    thaw_scenario_clear(&copy);
    return row;
}

static thaw_status find_word(const thaw_study *study, const char *key, const thaw_parameter *row,
                             thaw_sweep_input *input, thaw_fault *fault)
{
    thaw_scenario copy;
    thaw_place place;
    thaw_status status = thaw_scenario_copy(study->setting.scenario, &copy, fault);
    if (status != THAW_OK)
        return status;
    status = thaw_scenario_find(&copy, key, &place, fault);
    input->words = row;
    input->dial = (thaw_dial){.kind = THAW_DIAL_PARAMETER,
                              .player = -1,
                              .low = row->low,
                              .high = row->high,
                              .unit = row->unit,
                              .baseline = status == THAW_OK ? *place.value : 0};
    thaw_copy_text(input->dial.key, sizeof input->dial.key, key);
    thaw_scenario_clear(&copy);
    return status;
}

/* Deals that differ in their T alone are one deal where T is varied. */
static thaw_status check_months(const thaw_deals *deals, thaw_fault *fault)
{
    char name[2][THAW_DEAL_NAME_MAX];
    for (size_t k = 1; k < deals->count; k++)
        for (size_t i = 0; i < k; i++) {
            if (strcmp(deals->items[i].plan, deals->items[k].plan) != 0)
                continue;
            thaw_deal_format(&deals->items[i], name[0], sizeof name[0]);
            thaw_deal_format(&deals->items[k], name[1], sizeof name[1]);
            return thaw_fail_key(fault, THAW_EARG, "trigger.months",
                                 "%.200s and %.200s are one deal where trigger.months is varied",
                                 name[0], name[1]);
        }
    return THAW_OK;
}

/* The input of that name. Its bounds are its own: what other inputs do not allow together becomes a
 * row with a reason. */
static thaw_status find(const thaw_sweep *sweep, const char *key, thaw_sweep_input *input,
                        thaw_fault *fault)
{
    const thaw_study *study = &sweep->study;
    const thaw_parameter *row = row_of(study, key);
    *input = (thaw_sweep_input){.words = NULL};
    if (row && row->words)
        return find_word(study, key, row, input, fault);
    thaw_status status = THAW_OK;
    for (size_t k = 0; (k == 0 || k < sweep->deals.count) && status == THAW_OK; k++)
        status = thaw_dial_find(&study->setting, sweep->deals.count ? &sweep->deals.items[k] : NULL,
                                key, &input->dial, fault);
    if (status == THAW_OK && input->dial.kind == THAW_DIAL_MONTHS)
        status = check_months(&sweep->deals, fault);
    if (status == THAW_OK && row) {
        input->dial.low = row->low;
        input->dial.high = row->high;
    }
    return status;
}

/* ---- which values ---- */

static thaw_status fail_values(const char *key, const char *text, bool sampled, thaw_fault *fault)
{
    thaw_fail_key(fault, THAW_EPARSE, key, "'%.80s' does not say which values %s takes", text, key);
    thaw_fault_help(
        fault, "write %s=0.5:2%s, the same with :log behind it, or %s=0.5,1,2 (at most %d values)",
        key, sampled ? "" : ":16", key, POINTS_MAX);
    return THAW_EPARSE;
}

static thaw_status check_value(const thaw_dial *dial, double value, thaw_fault *fault)
{
    if (value >= dial->low && value <= dial->high)
        return THAW_OK;
    return thaw_fail_key(fault, THAW_ERANGE, dial->key, "%s = %g is outside [%g, %g]", dial->key,
                         value, dial->low, dial->high);
}

/* One value of a list: a number, or a word. */
static thaw_status read_value(const thaw_sweep_input *input, const char *text, size_t length,
                              double *value, thaw_fault *fault)
{
    const char *end = text;
    const char *key = input->dial.key;
    if (input->words) {
        int word = thaw_parameter_word(input->words, text, length);
        *value = word;
        if (word >= 0)
            return THAW_OK;
        thaw_fail_key(fault, THAW_EUNKNOWN, key, "%s is never '%.*s'", key,
                      (int)(length < 40 ? length : 40), text);
        thaw_fault_help(fault, "one or more of %.120s, separated by commas", input->words->words);
        return THAW_EUNKNOWN;
    }
    if (!thaw_number_read(text, &end, value) || end != text + length)
        return fail_values(key, text, false, fault);
    return check_value(&input->dial, *value, fault);
}

static thaw_status add_value(thaw_sweep_input *input, double value, thaw_fault *fault)
{
    double *longer = realloc(input->listed, (input->axis.points + 1) * sizeof *longer);
    if (!longer)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a list of values");
    longer[input->axis.points++] = value;
    input->listed = longer;
    input->axis.values = longer;
    return THAW_OK;
}

static thaw_status read_list(thaw_sweep_input *input, const char *text, thaw_fault *fault)
{
    input->axis = (thaw_axis){.kind = THAW_AXIS_LIST};
    for (const char *rest = text;; rest++) {
        double value = 0;
        size_t length = strcspn(rest, ",");
        thaw_status status = read_value(input, rest, length, &value, fault);
        for (size_t k = 0; k < input->axis.points && status == THAW_OK; k++)
            if (input->listed[k] == value)
                status = thaw_fail_key(fault, THAW_EARG, input->dial.key,
                                       "%s is given the value %.*s twice", input->dial.key,
                                       (int)(length < 40 ? length : 40), rest);
        if (status == THAW_OK)
            status = add_value(input, value, fault);
        rest += length;
        if (status != THAW_OK || *rest == '\0')
            return status;
    }
}

static thaw_status check_interval(const thaw_sweep_input *input, thaw_fault *fault)
{
    const char *key = input->dial.key;
    const thaw_axis *axis = &input->axis;
    thaw_status status = check_value(&input->dial, axis->from, fault);
    if (status == THAW_OK)
        status = check_value(&input->dial, axis->to, fault);
    if (status == THAW_OK && !(axis->from < axis->to))
        return thaw_fail_key(fault, THAW_ERANGE, key,
                             "%s cannot be varied from %g to %g: the lower end comes first", key,
                             axis->from, axis->to);
    if (status == THAW_OK && axis->kind == THAW_AXIS_LOG && !(axis->from > 0))
        return thaw_fail_key(fault, THAW_ERANGE, key,
                             "%s cannot be varied in equal ratios from %g: only from above 0", key,
                             axis->from);
    return status;
}

/* "LO:HI[:N][:log]". */
static thaw_status read_interval(thaw_sweep_input *input, const char *text, bool sampled,
                                 size_t points, thaw_fault *fault)
{
    thaw_axis *axis = &input->axis;
    const char *rest = text;
    double count = (double)points;
    *axis = (thaw_axis){.kind = THAW_AXIS_LINEAR, .points = points};
    bool good = thaw_number_read(text, &rest, &axis->from) && *rest == ':' &&
                thaw_number_read(rest + 1, &rest, &axis->to);
    bool counted = good && *rest == ':' && strcmp(rest, ":log") != 0;
    if (counted)
        good = thaw_number_read(rest + 1, &rest, &count) && count >= 2 && count <= POINTS_MAX &&
               count == floor(count);
    if (good && strcmp(rest, ":log") == 0) {
        axis->kind = THAW_AXIS_LOG;
        rest += strlen(":log");
    }
    if (!good || *rest != '\0')
        return fail_values(input->dial.key, text, sampled, fault);
    if (counted && sampled)
        return thaw_fail_key(fault, THAW_EARG, input->dial.key,
                             "--points says how many points a design has, not '%.80s'", text);
    axis->points = (size_t)count;
    return check_interval(input, fault);
}

/* All words; a plausible range. */
static thaw_status take_all(const thaw_sweep *sweep, const thaw_catalogue *catalogue, size_t points,
                            thaw_sweep_input *input, thaw_fault *fault)
{
    thaw_dial *dial = &input->dial;
    if (input->words) {
        thaw_status status = THAW_OK;
        input->axis = (thaw_axis){.kind = THAW_AXIS_LIST};
        for (int k = 0; k <= (int)input->words->high && status == THAW_OK; k++)
            status = add_value(input, k, fault);
        return status;
    }
    if (!thaw_dial_plausible(&sweep->study, catalogue, dial) || !(dial->from < dial->to)) {
        thaw_fail_key(fault, THAW_EARG, dial->key, "no plausible range of %s is known", dial->key);
        thaw_fault_help(fault, "say which values it takes, as in %s=0.5:2", dial->key);
        return THAW_EARG;
    }
    input->axis =
        (thaw_axis){.kind = THAW_AXIS_LINEAR, .from = dial->from, .to = dial->to, .points = points};
    return THAW_OK;
}

/* ---- as text ---- */

static void put_number(double value, FILE *out)
{
    char number[THAW_NUMBER_MAX];
    thaw_number_format(value, number, sizeof number);
    fputs(number, out);
}

static void put_interval(const thaw_axis *axis, bool sampled, FILE *out)
{
    put_number(axis->from, out);
    putc(':', out);
    put_number(axis->to, out);
    if (!sampled)
        fprintf(out, ":%zu", axis->points);
    fputs(axis->kind == THAW_AXIS_LOG ? ":log" : "", out);
}

static void put_list(const thaw_sweep_input *input, FILE *out)
{
    char word[THAW_NAME_MAX];
    for (size_t k = 0; k < input->axis.points; k++) {
        fputs(k > 0 ? "," : "", out);
        if (input->words) {
            thaw_parameter_word_at(input->words, (int)input->axis.values[k], word, sizeof word);
            fputs(word, out);
        } else {
            put_number(input->axis.values[k], out);
        }
    }
}

/* Complete, however long a list is: a store is another sweep's where one value differs. */
static thaw_status describe(thaw_sweep_input *input, bool sampled, thaw_fault *fault)
{
    thaw_sink sink;
    thaw_sink_open(&sink);
    if (sink.out && input->axis.kind == THAW_AXIS_LIST)
        put_list(input, sink.out);
    else if (sink.out)
        put_interval(&input->axis, sampled, sink.out);
    input->text = thaw_sink_close(&sink, NULL);
    return input->text ? THAW_OK : thaw_fail(fault, THAW_ENOMEM, "no memory for a list of values");
}

const char *thaw_sweep_shown(const thaw_sweep_input *input, char buffer[THAW_SWEEP_SHOWN_MAX])
{
    enum { ROOM = 60 };
    size_t length = strlen(input->text), shown = length < ROOM ? length : ROOM;
    while (shown < length && shown > 0 && input->text[shown] != ',')
        shown--;
    if (shown == length)
        snprintf(buffer, THAW_SWEEP_SHOWN_MAX, "%s", input->text);
    else
        snprintf(buffer, THAW_SWEEP_SHOWN_MAX, "%.*s,...: %zu values", (int)shown, input->text,
                 input->axis.points);
    return buffer;
}

/* ---- the list ---- */

static thaw_status append(thaw_sweep *sweep, thaw_sweep_input *input, thaw_fault *fault)
{
    for (size_t k = 0; k < sweep->input_count; k++) {
        const thaw_dial pair[2] = {sweep->inputs[k].dial, input->dial};
        if (thaw_dials_check(pair, 2, true, fault) != THAW_OK)
            return THAW_EARG;
    }
    thaw_sweep_input *items = realloc(sweep->inputs, (sweep->input_count + 1) * sizeof *items);
    if (!items)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a list of inputs");
    sweep->inputs = items;
    if (describe(input, sweep->sampled, fault) != THAW_OK)
        return THAW_ENOMEM;
    items[sweep->input_count++] = *input;
    return THAW_OK;
}

thaw_status thaw_sweep_vary(thaw_sweep *sweep, const thaw_catalogue *catalogue, const char *text,
                            size_t points, thaw_fault *fault)
{
    char key[THAW_KEY_MAX];
    const char *values = strchr(text, '=');
    thaw_sweep_input input;
    snprintf(key, sizeof key, "%.*s", (int)(values ? (size_t)(values - text) : strlen(text)), text);
    thaw_status status = find(sweep, key, &input, fault);
    if (status == THAW_OK && !values)
        status = take_all(sweep, catalogue, points, &input, fault);
    else if (status == THAW_OK && (input.words || !strchr(values, ':')))
        status = read_list(&input, values + 1, fault);
    else if (status == THAW_OK)
        status = read_interval(&input, values + 1, sweep->sampled, points, fault);
    if (status == THAW_OK)
        status = append(sweep, &input, fault);
    if (status != THAW_OK)
        free(input.listed);
    return status;
}

thaw_status thaw_sweep_vary_all(thaw_sweep *sweep, const thaw_catalogue *catalogue,
                                thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < catalogue->count && status == THAW_OK; k++) {
        const thaw_entry *entry = &catalogue->entries[k];
        if (!entry->row->words && entry->low < entry->high)
            status = thaw_sweep_vary(sweep, catalogue, entry->key, 0, fault);
    }
    if (status == THAW_OK && sweep->input_count == 0) {
        thaw_fail(fault, THAW_EARG, "nothing is said about what to vary");
        thaw_fault_help(fault, "as in --vary economy.weakness=0.8:1.8:11");
        return THAW_EARG;
    }
    return status;
}
