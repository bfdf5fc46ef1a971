/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dials from names and ranges; crossings as JSON and rows. */
#include "cli/dials.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/catalogue.h"
#include "model/number.h"

/* The T of the standard punishments, mildest and harshest. */
static const double MONTHS_FROM = 3, MONTHS_TO = 36;

thaw_status thaw_map_inputs(const char *text, char inputs[2][THAW_MAP_INPUT_MAX], thaw_fault *fault)
{
    size_t first = strcspn(text, ",");
    const char *second = text[first] ? text + first + 1 : "";
    size_t last = strcspn(second, ",");
    if (first == 0 || last == 0 || second[last] || first >= THAW_MAP_INPUT_MAX ||
        last >= THAW_MAP_INPUT_MAX) {
        thaw_fail(fault, THAW_EARG, "--map takes two inputs, not '%.80s'", text);
        thaw_fault_help(fault, "as in --map leverage.linkage,economy.weakness");
        return THAW_EARG;
    }
    snprintf(inputs[0], THAW_MAP_INPUT_MAX, "%.*s", (int)first, text);
    snprintf(inputs[1], THAW_MAP_INPUT_MAX, "%s", second);
    size_t key = strcspn(inputs[0], "=");
    if (key == strcspn(inputs[1], "=") && strncmp(inputs[0], inputs[1], key) == 0)
        return thaw_fail(fault, THAW_EARG, "--map takes two inputs, not one twice");
    return THAW_OK;
}

void thaw_dials_clear(thaw_dials *dials)
{
    free(dials->items);
    *dials = (thaw_dials){0};
}

/* Whether two dials move the discount factor of one player. */
static bool overlap(const thaw_dial *a, const thaw_dial *b)
{
    bool discounts = (a->kind == THAW_DIAL_DISCOUNT || a->kind == THAW_DIAL_PATIENCE) &&
                     (b->kind == THAW_DIAL_DISCOUNT || b->kind == THAW_DIAL_PATIENCE);
    return discounts && (a->player < 0 || b->player < 0 || a->player == b->player);
}

thaw_status thaw_dials_check(const thaw_dial *dials, size_t count, bool together, thaw_fault *fault)
{
    for (size_t k = 1; k < count; k++)
        for (size_t i = 0; i < k; i++) {
            const char *first = dials[i].key, *second = dials[k].key;
            if (strcmp(first, second) == 0)
                return thaw_fail_key(fault, THAW_EARG, second, "%s is given twice", second);
            if (!together || !overlap(&dials[i], &dials[k]))
                continue;
            thaw_fail_key(fault, THAW_EARG, second, "%s and %s cannot be varied together", first,
                          second);
            thaw_fault_help(fault, "both move the same discount factor: leave one of them out");
            return THAW_EARG;
        }
    return THAW_OK;
}

static const thaw_entry *entry_of(const thaw_catalogue *catalogue, const char *key)
{
    for (size_t k = 0; k < catalogue->count; k++)
        if (strcmp(catalogue->entries[k].key, key) == 0)
            return &catalogue->entries[k];
    return NULL;
}

/* The part of a range that other inputs allow; where they allow none of it, what is nearest. */
static bool set_range(thaw_dial *dial, double from, double to)
{
    if (!(from <= to))
        return false;
    dial->plausible[0] = dial->from = fmin(fmax(from, dial->low), dial->high);
    dial->plausible[1] = dial->to = fmin(fmax(to, dial->low), dial->high);
    return true;
}

/* The factors on 1 - d that keep both sides within the ranges of their discount factors. */
static bool patience_range(const thaw_study *study, const thaw_catalogue *catalogue,
                           thaw_dial *dial)
{
    const thaw_entry *of[] = {entry_of(catalogue, "us.discount"),
                              entry_of(catalogue, "china.discount")};
    double from = dial->low, to = dial->high;
    for (int i = 0; i < 2; i++) {
        double impatience = 1 - study->setting.game->discount[i];
        if (!of[i] || isnan(of[i]->low))
            return false;
        from = fmax(from, (1 - of[i]->high) / impatience);
        to = fmin(to, (1 - of[i]->low) / impatience);
    }
    return set_range(dial, from, to);
}

/* Both sides' ranges together. */
static bool discount_range(const thaw_catalogue *catalogue, thaw_dial *dial)
{
    const thaw_entry *us = entry_of(catalogue, "us.discount");
    const thaw_entry *china = entry_of(catalogue, "china.discount");
    return us && china && set_range(dial, fmin(us->low, china->low), fmax(us->high, china->high));
}

bool thaw_dial_plausible(const thaw_study *study, const thaw_catalogue *catalogue, thaw_dial *dial)
{
    const thaw_entry *entry = entry_of(catalogue, dial->key);
    if (dial->kind == THAW_DIAL_MONTHS)
        return set_range(dial, MONTHS_FROM, MONTHS_TO);
    if (entry)
        return set_range(dial, entry->low, entry->high);
    if (!study->setting.scenario)
        return false;
    return dial->kind == THAW_DIAL_PATIENCE
               ? patience_range(study, catalogue, dial)
               : dial->kind == THAW_DIAL_DISCOUNT && discount_range(catalogue, dial);
}

thaw_status thaw_dials_catalogue(const thaw_study *study, thaw_catalogue *catalogue,
                                 thaw_faults *faults)
{
    *catalogue = (thaw_catalogue){0};
    return study->setting.scenario ? thaw_catalogue_read(study->setting.scenario, catalogue, faults)
                                   : THAW_OK;
}

/* Narrows a dial to its plausible range. An input of a scenario without one keeps its bounds, of
 * which nothing is a share; a game's are the bounds. */
static void narrow(const thaw_study *study, const thaw_catalogue *catalogue, thaw_dial *dial)
{
    if (!thaw_dial_plausible(study, catalogue, dial) && study->setting.scenario)
        dial->plausible[0] = dial->plausible[1] = (double)NAN;
}

bool thaw_dial_ranged(const thaw_dial *dial)
{
    return !isnan(dial->plausible[0]);
}

static thaw_status append(thaw_dials *dials, const thaw_dial *dial, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_dial *items = realloc(dials->items, (dials->count + 1) * sizeof *items);
    if (!items) {
        thaw_fail(&fault, THAW_ENOMEM, "no memory for a list of inputs");
        return thaw_give_up(faults, &fault);
    }
    dials->items = items;
    dials->items[dials->count++] = *dial;
    return THAW_OK;
}

thaw_status thaw_dials_all(const thaw_study *study, const thaw_deal *deal, thaw_dials *dials,
                           thaw_faults *faults)
{
    thaw_catalogue catalogue;
    thaw_fault fault;
    char(*keys)[THAW_KEY_MAX] = NULL;
    size_t count = 0;
    thaw_status status = thaw_dials_catalogue(study, &catalogue, faults);
    if (status == THAW_OK &&
        (status = thaw_dial_keys(&study->setting, deal, &keys, &count, &fault)) != THAW_OK)
        thaw_give_up(faults, &fault);
    for (size_t k = 0; k < count && status == THAW_OK; k++) {
        thaw_dial dial;
        status = thaw_dial_find(&study->setting, deal, keys[k], &dial, &fault);
        if (status != THAW_OK) {
            thaw_give_up(faults, &fault);
            break;
        }
        narrow(study, &catalogue, &dial);
        if (deal || dial.kind != THAW_DIAL_PATIENCE)
            status = append(dials, &dial, faults);
    }
    free(keys);
    thaw_catalogue_clear(&catalogue);
    return status;
}

enum { POINTS_LEAST = 2, POINTS_MOST = 100000 };

/* ":N" after an interval, or nothing. */
static bool read_points(const char *text, int *points)
{
    double value = 0;
    const char *end = text;
    if (*text == '\0')
        return true;
    if (*text != ':' || !thaw_number_read(text + 1, &end, &value) || *end != '\0')
        return false;
    *points = (int)value;
    return value >= POINTS_LEAST && value <= POINTS_MOST && value == floor(value);
}

/* "LO:HI" or "LO:HI:N": the interval that is looked at, and nothing beyond it. */
static thaw_status read_interval(const char *key, const char *text, thaw_dial *dial,
                                 thaw_fault *fault)
{
    double from = 0, to = 0;
    const char *rest = text;
    bool good = thaw_number_read(text, &rest, &from) && *rest == ':' &&
                thaw_number_read(rest + 1, &rest, &to) && read_points(rest, &dial->points);
    if (!good) {
        thaw_fail_key(fault, THAW_EPARSE, key, "'%.80s' is not an interval for %s", text, key);
        thaw_fault_help(fault, "write LO:HI or LO:HI:N, N from %d to %d, as in %s=0.5:2:65",
                        POINTS_LEAST, POINTS_MOST, key);
        return THAW_EPARSE;
    }
    if (!(from < to) || !(from >= dial->low) || !(to <= dial->high)) {
        thaw_fail_key(fault, THAW_ERANGE, key, "%s cannot be varied from %g to %g", key, from, to);
        thaw_fault_help(fault, "the lower end first, both within %g and %g, as other inputs stand",
                        dial->low, dial->high);
        return THAW_ERANGE;
    }
    dial->asked = true;
    dial->from = dial->low = from;
    dial->to = dial->high = to;
    return THAW_OK;
}

thaw_status thaw_dials_read(const thaw_study *study, const thaw_deal *deal, const char *text,
                            thaw_dials *dials, thaw_faults *faults)
{
    char key[THAW_KEY_MAX];
    thaw_copy_text(key, sizeof key, text);
    char *interval = strchr(key, '=');
    if (interval)
        *interval++ = '\0';
    thaw_catalogue catalogue;
    thaw_dial dial;
    thaw_fault fault;
    thaw_status status = thaw_dials_catalogue(study, &catalogue, faults);
    if (status == THAW_OK) {
        status = thaw_dial_find(&study->setting, deal, key, &dial, &fault);
        if (status == THAW_OK)
            narrow(study, &catalogue, &dial);
        if (status == THAW_OK && interval)
            status = read_interval(key, interval, &dial, &fault);
        if (status != THAW_OK)
            thaw_give_up(faults, &fault);
        else
            status = append(dials, &dial, faults);
    }
    thaw_catalogue_clear(&catalogue);
    return status;
}

const char *thaw_dials_where(const thaw_dials *dials, bool each)
{
    size_t asked = 0;
    for (size_t k = 0; k < dials->count; k++)
        asked += dials->items[k].asked;
    if (asked == 0)
        return each ? "its plausible range" : "their plausible ranges";
    if (asked == dials->count)
        return each ? "the interval given" : "the intervals given";
    return each ? "its plausible range or the interval given"
                : "their plausible ranges or the intervals given";
}

thaw_status thaw_nearest_thresholds(const thaw_study *study, const thaw_deal *deal, size_t wanted,
                                    thaw_threshold *thresholds, size_t *found, thaw_faults *faults)
{
    thaw_dials dials = {0};
    thaw_fault fault;
    *found = 0;
    thaw_status status = thaw_dials_all(study, deal, &dials, faults);
    if (status == THAW_OK &&
        (status = thaw_threshold_nearest(&study->setting, deal, dials.items, dials.count, wanted,
                                         &study->limits, study->threads, thresholds, found,
                                         &fault)) != THAW_OK &&
        status != THAW_ETIME)
        thaw_give_up(faults, &fault);
    thaw_dials_clear(&dials);
    return status;
}

/* ---- crossings ---- */

size_t thaw_nearest_crossing(const thaw_threshold *threshold)
{
    size_t nearest = threshold->crossing_count;
    double least = INFINITY;
    for (size_t k = 0; k < threshold->crossing_count; k++) {
        double distance = fabs(threshold->crossings[k].value - threshold->dial.baseline);
        if (distance < least || nearest == threshold->crossing_count) {
            least = distance;
            nearest = k;
        }
    }
    return nearest;
}

static const char *const cause_names[] = {NULL, "reachable", "punishment", "selection"};

/* The probe on the side where the deal breaks: who departs there. */
const thaw_probe *thaw_crossing_breaks(const thaw_crossing *crossing)
{
    return crossing->holds_below ? &crossing->above : &crossing->below;
}

const char *thaw_crossing_side(const thaw_dial *dial, const thaw_crossing *crossing)
{
    bool beyond =
        crossing->holds_below ? crossing->value <= dial->low : crossing->value >= dial->high;
    return beyond ? "at" : crossing->holds_below ? "below" : "above";
}

/* Distance from the baseline in shares of the plausible range. */
static double share_of(const thaw_dial *dial, double value)
{
    double range = dial->plausible[1] - dial->plausible[0];
    return range > 0 ? fabs(value - dial->baseline) / range : (double)NAN;
}

static double multiple_of(const thaw_dial *dial, double value)
{
    return dial->baseline != 0 ? value / dial->baseline : (double)NAN;
}

static json_t *crossing_json(const thaw_study *study, const thaw_dial *dial,
                             const thaw_crossing *crossing)
{
    const thaw_probe *probe = thaw_crossing_breaks(crossing);
    double slack[2] = {crossing->below.slack, crossing->above.slack};
    json_t *object = json_object();
    json_object_set_new(object, "value", thaw_json_number(crossing->value));
    json_object_set_new(object, "share", thaw_json_number(share_of(dial, crossing->value)));
    json_object_set_new(object, "multiple", thaw_json_number(multiple_of(dial, crossing->value)));
    json_object_set_new(object, "width", thaw_json_number(crossing->width));
    json_object_set_new(object, "kind",
                        thaw_json_text(crossing->kind == THAW_JUMP ? "jump" : "root"));
    json_object_set_new(object, "cause", thaw_json_text(cause_names[crossing->cause]));
    json_object_set_new(object, "side",
                        thaw_json_text(crossing->holds_below ? "holds_below" : "holds_above"));
    json_object_set_new(object, "slack", thaw_json_pair(slack));
    json_object_set_new(object, "player",
                        thaw_json_text(probe->player >= 0
                                           ? study->setting.game->player_name[probe->player]
                                           : NULL));
    json_object_set_new(object, "state", thaw_json_text(probe->state));
    json_object_set_new(object, "action", thaw_json_text(probe->action));
    json_object_set_new(object, "departure", thaw_json_text(probe->more ? "more" : "breach"));
    return object;
}

/* What a scan saw; a threshold found without one has seen none of it. */
static void add_scan(json_t *object, const thaw_threshold *t)
{
    static const char *const names[] = {"holds", "breaks", "undecided"};
    bool scanned = t->points > 0;
    json_t *ends = json_array(), *tied = json_array();
    for (int k = 0; k < 2; k++) {
        json_array_append_new(ends, thaw_json_text(scanned ? names[t->end[k].verdict] : NULL));
        json_array_append_new(tied, json_boolean(t->end[k].tied));
    }
    json_object_set_new(object, "matters", json_boolean(t->matters));
    json_object_set_new(object, "points", json_integer((json_int_t)t->points));
    json_object_set_new(object, "unsolved", json_integer((json_int_t)t->unsolved));
    json_object_set_new(object, "undecided", json_integer((json_int_t)t->undecided));
    json_object_set_new(object, "resolution",
                        thaw_json_number(scanned && t->step > 0 ? t->step : (double)NAN));
    json_object_set_new(object, "ends", ends);
    json_object_set_new(object, "tied", tied);
}

json_t *thaw_threshold_json(const thaw_study *study, const thaw_deal *deal, const thaw_threshold *t)
{
    char punishment[THAW_NAME_MAX];
    thaw_punishment_format(&deal->punishment, punishment, sizeof punishment);
    double bounds[2] = {t->dial.low, t->dial.high};
    json_t *object = json_object(), *list = json_array();
    for (size_t k = 0; k < t->crossing_count; k++)
        json_array_append_new(list, crossing_json(study, &t->dial, &t->crossings[k]));
    json_object_set_new(object, "plan", thaw_json_text(deal->plan));
    json_object_set_new(object, "punishment", thaw_json_text(punishment));
    json_object_set_new(object, "parameter", thaw_json_text(t->dial.key));
    json_object_set_new(object, "unit", thaw_json_text(t->dial.unit));
    json_object_set_new(object, "baseline", thaw_json_number(t->dial.baseline));
    json_object_set_new(object, "range",
                        thaw_dial_ranged(&t->dial) ? thaw_json_pair(t->dial.plausible)
                                                   : json_null());
    json_object_set_new(object, "bounds", thaw_json_pair(bounds));
    json_object_set_new(object, "holds_at_baseline",
                        t->baseline.verdict == THAW_UNDECIDED
                            ? json_null()
                            : json_boolean(t->baseline.verdict == THAW_HOLDS));
    json_object_set_new(object, "nearest", thaw_json_number(t->nearest));
    add_scan(object, t);
    json_object_set_new(object, "crossings", list);
    return object;
}

/* Decimals that show three figures or so of an input's value. */
int thaw_input_digits(double value)
{
    double size = fabs(value);
    return size >= 1000 || size == 0 ? 0 : size >= 100 ? 1 : size >= 0.1 ? 3 : 4;
}

/* What tells jumps from roots, after the limit. */
enum { JUMP_MARK = '*', REACHABLE_MARK = '!' };

void thaw_crossing_columns(thaw_table *table, bool away)
{
    thaw_table_text(table, "input", "");
    thaw_table_number(table, "now", "now", THAW_SHORTEST);
    thaw_table_number(table, "limit", "limit", THAW_SHORTEST);
    thaw_table_number(table, "percent_of_range", "away", 0);
    if (!away)
        thaw_table_hide(table);
    thaw_table_number(table, "multiple_of_now", "times", 2);
    thaw_table_hide(table);
    thaw_table_text(table, "holds", "holds");
    thaw_table_text(table, "kind", "kind");
    thaw_table_hide(table);
    thaw_table_text(table, "player", "who");
    thaw_table_text(table, "state", "departs in");
    thaw_table_text(table, "action", "to");
}

const char *thaw_crossing_marks(const thaw_table *table)
{
    bool jump = false, reachable = false;
    for (size_t row = 0; row < table->row_count; row++)
        for (size_t k = 0; k < table->column_count && !(table->flags[row] & THAW_ROW_DATA); k++) {
            char mark = thaw_table_cell(table, row, k)->mark[0];
            jump = jump || mark == JUMP_MARK;
            reachable = reachable || mark == REACHABLE_MARK;
        }
    if (jump && reachable)
        return "* jump: the punishment changes. ! jump: so do the states that can be reached.";
    return reachable ? "! jump: the states that can be reached change."
           : jump    ? "* jump: the punishment changes."
                     : "";
}

void thaw_crossing_row(const thaw_study *study, const thaw_threshold *t,
                       const thaw_crossing *crossing, thaw_table *table)
{
    const thaw_probe *probe = thaw_crossing_breaks(crossing);
    bool reachable = crossing->cause == THAW_JUMP_REACHABLE;
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", t->dial.key);
    thaw_cell_number(table, t->dial.baseline);
    thaw_cell_number(table, crossing->value);
    thaw_cell_digits(table, thaw_input_digits(crossing->value));
    if (crossing->kind == THAW_JUMP)
        thaw_cell_mark(table, 0, reachable ? REACHABLE_MARK : JUMP_MARK);
    thaw_cell_number(table, 100 * share_of(&t->dial, crossing->value));
    thaw_cell_mark(table, 0, '%');
    thaw_cell_number(table, multiple_of(&t->dial, crossing->value));
    thaw_cell_text(table, "%s", thaw_crossing_side(&t->dial, crossing));
    thaw_cell_text(table, "%s",
                   crossing->kind == THAW_ROOT ? "root"
                   : reachable                 ? "reachable"
                                               : "jump");
    thaw_cell_text(table, "%s",
                   probe->player >= 0 ? study->setting.game->player_name[probe->player] : "");
    thaw_cell_text(table, "%s", probe->state);
    thaw_cell_text(table, "%s", probe->action);
}

void thaw_never_row(const thaw_threshold *t, thaw_table *table)
{
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", t->dial.key);
    thaw_cell_number(table, t->dial.baseline);
    for (int k = 0; k < 3; k++)
        thaw_cell_missing(table);
    thaw_cell_text(table, "%s",
                   !t->matters                        ? "no effect on the slack"
                   : t->undecided > 0                 ? "undecided in part"
                   : t->end[0].verdict == THAW_HOLDS  ? "always"
                   : t->end[0].verdict == THAW_BREAKS ? "never"
                                                      : "unknown");
}
