/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs beside the baseline and their plausible ranges. */
#include "cli/catalogue.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/locate.h"
#include "model/number.h"

static const char BASELINE[] = "baseline.ini", RANGES[] = "ranges.ini";

/* The baseline's value of a key, NaN where it has none. */
static double value_in(thaw_scenario *scenario, const char *key)
{
    thaw_place place;
    if (thaw_scenario_find(scenario, key, &place, NULL) != THAW_OK)
        return NAN;
    return *place.value;
}

static void add_entry(thaw_catalogue *catalogue, const char *key, const thaw_parameter *row,
                      double value, thaw_scenario *baseline)
{
    thaw_entry *entry = &catalogue->entries[catalogue->count++];
    const thaw_range *range = thaw_ranges_find(&catalogue->ranges, key);
    thaw_copy_text(entry->key, sizeof entry->key, key);
    entry->row = row;
    entry->value = value;
    entry->baseline = value_in(baseline, key);
    entry->low = range ? range->low : (double)NAN;
    entry->high = range ? range->high : (double)NAN;
}

static void add_shock(thaw_catalogue *catalogue, const thaw_shock *shock, thaw_scenario *baseline)
{
    size_t count;
    const thaw_parameter *rows = thaw_shock_parameters(&count);
    for (size_t i = 0; i < count; i++) {
        char key[THAW_KEY_MAX];
        snprintf(key, sizeof key, "shock.%s.%s", shock->name, rows[i].key);
        add_entry(catalogue, key, &rows[i], *thaw_parameter_in(&rows[i], (void *)shock), baseline);
    }
}

static thaw_status fill(thaw_catalogue *catalogue, const thaw_scenario *scenario,
                        thaw_scenario *baseline, thaw_faults *faults)
{
    size_t count, shock_rows;
    const thaw_parameter *rows = thaw_parameters(&count);
    thaw_shock_parameters(&shock_rows);
    thaw_fault fault;
    catalogue->entries =
        calloc(count + scenario->shock_count * shock_rows, sizeof *catalogue->entries);
    if (!catalogue->entries) {
        thaw_fail(&fault, THAW_ENOMEM, "out of memory");
        thaw_faults_add(faults, &fault);
        return THAW_ENOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        char key[THAW_KEY_MAX];
        snprintf(key, sizeof key, "%s.%s", rows[i].section, rows[i].key);
        add_entry(catalogue, key, &rows[i], *thaw_parameter_in(&rows[i], (void *)&scenario->values),
                  baseline);
    }
    for (size_t i = 0; i < scenario->shock_count; i++)
        add_shock(catalogue, &scenario->shocks[i], baseline);
    return THAW_OK;
}

/* A catalogue without a scenario is the baseline's, which must be there. */
static thaw_status read_baseline(bool needed, thaw_scenario *baseline, thaw_catalogue *catalogue,
                                 thaw_faults *faults)
{
    char path[THAW_FILE_MAX];
    thaw_fault fault;
    catalogue->based = thaw_locate_beside(BASELINE, path, sizeof path);
    if (catalogue->based)
        return thaw_scenario_read(path, NULL, 0, baseline, NULL, faults);
    if (!needed)
        return THAW_OK;
    thaw_fail(&fault, THAW_EIO,
              "the scenarios that come with Thaw are not where they were installed");
    thaw_fault_help(&fault, "THAW_SCENARIOS in the environment can name their folder");
    thaw_faults_add(faults, &fault);
    return THAW_EIO;
}

static thaw_status read_ranges(thaw_catalogue *catalogue, thaw_faults *faults)
{
    char path[THAW_FILE_MAX];
    catalogue->ranged = thaw_locate_beside(RANGES, path, sizeof path);
    return catalogue->ranged ? thaw_ranges_read(path, &catalogue->ranges, faults) : THAW_OK;
}

thaw_status thaw_catalogue_read(const thaw_scenario *scenario, thaw_catalogue *catalogue,
                                thaw_faults *faults)
{
    thaw_scenario baseline;
    *catalogue = (thaw_catalogue){0};
    thaw_scenario_init(&baseline);
    thaw_status status = read_ranges(catalogue, faults);
    if (status == THAW_OK)
        status = read_baseline(scenario == NULL, &baseline, catalogue, faults);
    if (status == THAW_OK)
        status = fill(catalogue, scenario ? scenario : &baseline, &baseline, faults);
    thaw_scenario_clear(&baseline);
    return status;
}

void thaw_catalogue_clear(thaw_catalogue *catalogue)
{
    free(catalogue->entries);
    thaw_ranges_clear(&catalogue->ranges);
    *catalogue = (thaw_catalogue){0};
}

bool thaw_entry_differs(const thaw_entry *entry)
{
    return !isnan(entry->baseline) ? entry->value != entry->baseline : true;
}

void thaw_cell_value(thaw_table *table, const thaw_parameter *row, double value)
{
    char word[THAW_NUMBER_MAX];
    thaw_parameter_format(row, value, word, sizeof word);
    if (row->words)
        thaw_cell_text(table, "%s", word);
    else
        thaw_cell_number(table, value);
}

void thaw_range_format(double low, double high, char *buffer, size_t size)
{
    char from[THAW_NUMBER_MAX], to[THAW_NUMBER_MAX];
    thaw_number_format(low, from, sizeof from);
    thaw_number_format(high, to, sizeof to);
    snprintf(buffer, size, "%s to %s", from, to);
}

/* "no|yes" as "no, yes". */
static void words_format(const char *words, char *buffer, size_t size)
{
    size_t used = 0;
    for (; *words && used + 3 < size; words++) {
        buffer[used++] = *words == '|' ? ',' : *words;
        if (*words == '|')
            buffer[used++] = ' ';
    }
    buffer[used] = '\0';
}

void thaw_bounds_format(const thaw_parameter *row, char *buffer, size_t size)
{
    if (row->words)
        words_format(row->words, buffer, size);
    else
        thaw_range_format(row->low, row->high, buffer, size);
}

json_t *thaw_entry_json(const thaw_parameter *row, double value)
{
    char word[THAW_NUMBER_MAX];
    if (!row->words)
        return thaw_json_number(value);
    thaw_parameter_format(row, value, word, sizeof word);
    return thaw_json_text(word);
}

json_t *thaw_words_json(const thaw_parameter *row)
{
    if (!row->words)
        return json_null();
    json_t *list = json_array();
    for (int i = 0; i <= (int)row->high; i++) {
        char word[THAW_NUMBER_MAX];
        thaw_parameter_word_at(row, i, word, sizeof word);
        json_array_append_new(list, json_string(word));
    }
    return list;
}
