/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios in and out of INI files: values, where each came from, and the comment beside it.
 *
 * The format is docs/scenario-files.md. --set goes through the same door: a file named "--set"
 * whose lines are its settings, so its faults and its provenance look like all others. */
#ifndef THAW_IO_SCENARIO_H
#define THAW_IO_SCENARIO_H

#include "model/scenario.h"
#include "model/status.h"

/* Where a key got its value, and the comment beside it. */
typedef struct thaw_origin {
    char key[THAW_KEY_MAX];
    char file[THAW_FILE_MAX]; /* as named by the user or relative as reached through extends;
                                 "--set"; "-" */
    int line, column;         /* 1-based */
    char *comment;            /* after ';', trimmed; "" when there is none; owned by the list */
} thaw_origin;

typedef struct thaw_origins {
    thaw_origin *items; /* one a key: of the setting that won, in order of first appearance */
    size_t count, capacity;
} thaw_origins;

void thaw_origins_clear(thaw_origins *origins);
const thaw_origin *thaw_origins_find(const thaw_origins *origins, const char *key); /* or NULL */

/* Reads the scenario at path ("-": standard input), its parents first, then the settings of --set
 * ("section.key=value" each), then checks the whole. Every fault is appended to `faults`, with its
 * place and the line it stands in. On THAW_OK the scenario is complete and valid; otherwise it is
 * cleared. origins may be NULL. Scenario and origins are the caller's to clear. */
thaw_status thaw_scenario_read(const char *path, const char *const *sets, size_t set_count,
                               thaw_scenario *scenario, thaw_origins *origins, thaw_faults *faults);

/* The same from memory: `text` of `length` bytes, shown as `file` in faults; extends is relative to
 * `folder` (NULL: extends is refused). What the fuzzer calls. */
thaw_status thaw_scenario_read_text(const char *text, size_t length, const char *file,
                                    const char *folder, const char *const *sets, size_t set_count,
                                    thaw_scenario *scenario, thaw_origins *origins,
                                    thaw_faults *faults);

/* Plausible ranges: "key = LOW .. HIGH ; source". */
typedef struct thaw_range {
    char key[THAW_KEY_MAX];
    double low, high; /* low <= high, within the parameter's bounds */
    char *source;     /* owned by the list */
} thaw_range;

typedef struct thaw_ranges {
    thaw_range *items;
    size_t count, capacity;
} thaw_ranges;

thaw_status thaw_ranges_read(const char *path, thaw_ranges *ranges, thaw_faults *faults);
void thaw_ranges_clear(thaw_ranges *ranges);
const thaw_range *thaw_ranges_find(const thaw_ranges *ranges, const char *key); /* or NULL */

#endif
