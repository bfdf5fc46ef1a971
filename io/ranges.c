/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plausible ranges of parameters: "key = LOW .. HIGH ; source" under the sections of a scenario. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/ini_source.h"
#include "io/input.h"
#include "io/scenario.h"
#include "model/number.h"

enum { FAULTS_MAX = 100 }; /* reading stops there */

typedef struct reader {
    thaw_ranges *ranges;
    thaw_faults *faults;
    thaw_scenario known; /* the keys there are: the parameters', and every shock that is named */
    size_t faults_before;
    int schema_line;
    bool stop, no_memory;
} reader;

static void on_fault(void *context, const thaw_fault *fault)
{
    reader *r = context;
    if (!thaw_faults_add(r->faults, fault))
        r->no_memory = true;
}

static void complain(reader *r, thaw_fault *fault, const thaw_ini_mark *mark)
{
    thaw_ini_place(fault, mark);
    on_fault(r, fault);
}

static bool on_more(void *context)
{
    const reader *r = context;
    return !r->stop && !r->no_memory && r->faults->count - r->faults_before < FAULTS_MAX;
}

static bool on_section(void *context, const char *name, const thaw_ini_mark *mark)
{
    reader *r = context;
    thaw_fault fault;
    bool sound = thaw_section_check(name, &fault) == THAW_OK;
    bool shock = strncmp(name, "shock.", strlen("shock.")) == 0;
    if (sound && shock) {
        sound = thaw_scenario_add_shock(&r->known, name + strlen("shock."), &fault) != NULL;
    } else if (sound &&
               (strcmp(name, "expect") == 0 || strncmp(name, "plan.", strlen("plan.")) == 0)) {
        thaw_fail(&fault, THAW_EUNKNOWN, "[%.60s] has no ranges", name);
        sound = false;
    }
    if (!sound)
        complain(r, &fault, mark);
    return sound;
}

static void set_schema(reader *r, const thaw_ini_setting *setting)
{
    thaw_fault fault;
    if (strcmp(setting->key, "schema") != 0) {
        thaw_fail_key(&fault, THAW_EUNKNOWN, "", "only schema stands before the first section");
        complain(r, &fault, &setting->at_key);
    } else if (r->schema_line) {
        thaw_fail_key(&fault, THAW_EARG, "schema", "schema is set twice");
        thaw_fault_help(&fault, "first set in line %d", r->schema_line);
        complain(r, &fault, &setting->at_key);
    } else {
        r->schema_line = setting->at_key.line;
        if (thaw_ini_schema(setting->value, &fault) == THAW_OK)
            return;
        r->stop = fault.status == THAW_ERANGE;
        complain(r, &fault, &setting->at_value);
    }
}

/* The shape that may follow a range: where it begins, or where the text ends. A number has no
 * letter but the e of its exponent. */
static const char *shape_in(const char *text)
{
    while (*text && ((*text | 32) == 'e' || (*text | 32) < 'a' || (*text | 32) > 'z'))
        text++;
    return text;
}

/* Reads "", "WORD" or "WORD MODE" after a range. */
static thaw_status read_shape(const char *text, thaw_range *range, thaw_fault *fault)
{
    size_t length = strcspn(text, " \t");
    const char *number = text + length + strspn(text + length, " \t"), *end = number;
    range->mode = (double)NAN;
    range->shaped = *text != '\0';
    if (!range->shaped)
        return THAW_OK;
    range->kind = thaw_prior_kind_of(text, length);
    bool known = range->kind != THAW_PRIOR_KINDS;
    bool read = !*number || (thaw_number_read(number, &end, &range->mode) && *end == '\0');
    if (!known || !read || (*number && range->kind == THAW_PRIOR_UNIFORM)) {
        thaw_fail_key(fault, THAW_EPARSE, range->key, "'%.60s' is no shape of a range", text);
        thaw_fault_help(fault, "uniform, triangular or pert; after the last two the likeliest "
                               "value may follow: 0 .. 1 pert 0.3");
        return THAW_EPARSE;
    }
    if (*number && !(range->low <= range->mode && range->mode <= range->high))
        return thaw_fail_key(fault, THAW_ERANGE, range->key,
                             "the likeliest %s, %.60s, is outside its range", range->key, number);
    return THAW_OK;
}

/* Reads LOW .. HIGH and what may follow it for a row. */
static thaw_status read_range(const thaw_parameter *row, const char *text, thaw_range *range,
                              thaw_fault *fault)
{
    char low[THAW_NUMBER_MAX], high[THAW_NUMBER_MAX], shown[64], interval[THAW_INI_LINE_MAX + 1];
    const char *shape = shape_in(text);
    thaw_copy_text(shown, sizeof shown, text);
    if (row->words)
        return thaw_fail_key(fault, THAW_EPARSE, range->key, "%s is a word and has no range",
                             range->key);
    size_t length = (size_t)(shape - text);
    while (*shape && length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    snprintf(interval, sizeof interval, "%.*s", (int)length, text);
    if (!thaw_interval_read(interval, &range->low, &range->high)) {
        thaw_fail_key(fault, THAW_EPARSE, range->key, "%s = %s is not a range", range->key, shown);
        thaw_fault_help(fault, "write LOW .. HIGH ; source");
        return THAW_EPARSE;
    }
    thaw_number_format(row->low, low, sizeof low);
    thaw_number_format(row->high, high, sizeof high);
    if (!(row->low <= range->low && range->high <= row->high))
        return thaw_fail_key(fault, THAW_ERANGE, range->key, "%s = %s reaches outside [%s, %s]",
                             range->key, shown, low, high);
    if (!(range->low <= range->high))
        return thaw_fail_key(fault, THAW_ERANGE, range->key, "%s = %s begins above its end",
                             range->key, shown);
    return read_shape(shape, range, fault);
}

static bool add_range(thaw_ranges *ranges, const thaw_range *range, const char *source)
{
    if (ranges->count == ranges->capacity) {
        size_t capacity = ranges->capacity ? 2 * ranges->capacity : 64;
        thaw_range *items = realloc(ranges->items, capacity * sizeof *items);
        if (!items)
            return false;
        ranges->items = items;
        ranges->capacity = capacity;
    }
    char *kept = strdup(source);
    if (!kept)
        return false;
    ranges->items[ranges->count] = *range;
    ranges->items[ranges->count++].source = kept;
    return true;
}

static void on_setting(void *context, const thaw_ini_setting *setting)
{
    reader *r = context;
    if (setting->section[0] == '\0') {
        set_schema(r, setting);
        return;
    }
    thaw_fault fault;
    thaw_place place;
    thaw_range range = {0};
    char key[2 * THAW_INI_LINE_MAX + 2];
    snprintf(key, sizeof key, "%s.%s", setting->section, setting->key);
    if (thaw_scenario_find(&r->known, key, &place, &fault) != THAW_OK) {
        complain(r, &fault, &setting->at_key);
        return;
    }
    thaw_copy_text(range.key, sizeof range.key, key);
    if (thaw_ranges_find(r->ranges, key)) {
        thaw_fail_key(&fault, THAW_EARG, key, "%s is set twice", key);
        complain(r, &fault, &setting->at_key);
    } else if (read_range(place.row, setting->value, &range, &fault) != THAW_OK) {
        complain(r, &fault, &setting->at_value);
    } else if (!add_range(r->ranges, &range, setting->comment)) {
        r->no_memory = true;
    }
}

static void read_text(reader *r, const char *text, size_t length, const char *path)
{
    thaw_ini_listener listener = {on_section, on_setting, on_fault, on_more, r};
    thaw_ini_walk(text, length, path, &listener);
    if (r->schema_line || r->faults->count > r->faults_before)
        return;
    thaw_fault fault;
    thaw_fail_key(&fault, THAW_EMISSING, "schema", "schema is not set");
    thaw_fault_help(&fault, "write schema = %d as the first line", THAW_SCHEMA);
    thaw_copy_text(fault.file, sizeof fault.file, path);
    on_fault(r, &fault);
}

thaw_status thaw_ranges_read_text(const char *text, size_t length, const char *file,
                                  thaw_ranges *ranges, thaw_faults *faults)
{
    *ranges = (thaw_ranges){0};
    reader r = {.ranges = ranges, .faults = faults, .faults_before = faults->count};
    thaw_scenario_init(&r.known);
    read_text(&r, text, length, file);
    thaw_scenario_clear(&r.known);
    faults->lost = faults->lost || r.no_memory;
    thaw_status status = r.no_memory                       ? THAW_ENOMEM
                         : faults->count > r.faults_before ? faults->items[r.faults_before].status
                                                           : THAW_OK;
    if (status != THAW_OK)
        thaw_ranges_clear(ranges);
    return status;
}

thaw_status thaw_ranges_read(const char *path, thaw_ranges *ranges, thaw_faults *faults)
{
    char *text = NULL;
    size_t length = 0;
    thaw_fault fault;
    *ranges = (thaw_ranges){0};
    if (thaw_input_read(path, THAW_INI_FILE_MAX, &text, &length, &fault) != THAW_OK)
        return thaw_faults_add(faults, &fault) ? fault.status : THAW_ENOMEM;
    thaw_status status = thaw_ranges_read_text(text, length, path, ranges, faults);
    free(text);
    return status;
}

void thaw_ranges_clear(thaw_ranges *ranges)
{
    for (size_t k = 0; k < ranges->count; k++)
        free(ranges->items[k].source);
    free(ranges->items);
    *ranges = (thaw_ranges){0};
}

const thaw_range *thaw_ranges_find(const thaw_ranges *ranges, const char *key)
{
    for (size_t k = 0; k < ranges->count; k++)
        if (strcmp(ranges->items[k].key, key) == 0)
            return &ranges->items[k];
    return NULL;
}
