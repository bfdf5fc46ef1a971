/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every input with what is known about it: the row, the baseline's value, the plausible range. */
#ifndef THAW_CLI_CATALOGUE_H
#define THAW_CLI_CATALOGUE_H

#include "cli/answer.h"
#include "io/scenario.h"

/* One subject. A scenario's inputs are the parameter list's, then three for each of its shocks. */
typedef struct thaw_entry {
    char key[THAW_KEY_MAX];
    const thaw_parameter *row;
    double value, baseline; /* NaN where not set, or the baseline does not have it */
    double low, high;       /* plausible; NaN where no range is known */
} thaw_entry;

typedef struct thaw_catalogue {
    thaw_entry *entries;
    size_t count;
    thaw_ranges ranges;
    bool based, ranged; /* there is a baseline, there are ranges */
} thaw_catalogue;

/* The inputs of a scenario, or, when it is NULL, of the baseline. Baseline and ranges are found by
 * thaw_locate_beside; where there are none their numbers are NaN (for NULL, no baseline is a
 * fault), and what is wrong with those that are there is a fault. Clear in any case. */
thaw_status thaw_catalogue_read(const thaw_scenario *scenario, thaw_catalogue *catalogue,
                                thaw_faults *faults);
void thaw_catalogue_clear(thaw_catalogue *catalogue);

/* Whether the value differs from the baseline's. */
bool thaw_entry_differs(const thaw_entry *entry);

/* Cells: the value (a number or a word); "0.8 to 1.8" or "calm, tense, crisis". */
void thaw_cell_value(thaw_table *table, const thaw_parameter *row, double value);
void thaw_range_format(double low, double high, char *buffer, size_t size);
void thaw_bounds_format(const thaw_parameter *row, char *buffer, size_t size);

/* The value in JSON: a number, or a word as a string. */
json_t *thaw_entry_json(const thaw_parameter *row, double value);

/* The words of a row as an array, null for a number. */
json_t *thaw_words_json(const thaw_parameter *row);

#endif
