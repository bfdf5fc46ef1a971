/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios in and out of INI files: values, where each came from, and the comment beside it.
 *
 * The format is docs/scenario-files.md. --set goes through the same door: a file named "--set"
 * whose lines are its settings, so its faults and its provenance look like all others. */
#ifndef THAW_IO_SCENARIO_H
#define THAW_IO_SCENARIO_H

#include "model/prior.h"
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

/* Where the value of each key was set. */
typedef struct thaw_origins {
    thaw_origin *items; /* one a key: of the setting that won, in order of first appearance */
    size_t count, capacity;
} thaw_origins;

/* Releases the list; finds the origin of a key. */
void thaw_origins_clear(thaw_origins *origins);
const thaw_origin *thaw_origins_find(const thaw_origins *origins, const char *key); /* or NULL */

/* Reads the scenario at path ("-": standard input), its parents first, then the settings of --set
 * ("section.key=value" each, a comment may follow), then checks the whole. Regular files of at most
 * 1 MiB and standard input are read; nothing is waited for. Every fault (of the first hundred) is
 * appended to `faults`, with its place and the line it stands in, in the order in which a person
 * mends them: the scenario's from top to bottom, its parents', those of --set, those of the whole.
 * What is not set (THAW_EMISSING) is left out while there are others. On THAW_OK the scenario is
 * complete and valid; otherwise it is cleared, and the first fault's status returned. origins may
 * be NULL; pairs of plans are listed one by one (plan.NAME.frozen as its three), expectations as
 * expect.KEY. Scenario and origins are the caller's to clear, always. The first call sets inih's
 * ini_max_line and ini_allow_multiline for the whole process. */
thaw_status thaw_scenario_read(const char *path, const char *const *sets, size_t set_count,
                               thaw_scenario *scenario, thaw_origins *origins, thaw_faults *faults);

/* The same from memory: `text` of `length` bytes, shown as `file` in faults (its stem names the
 * scenario); extends is relative to `folder` ("": the current one; NULL: extends is refused). */
thaw_status thaw_scenario_read_text(const char *text, size_t length, const char *file,
                                    const char *folder, const char *const *sets, size_t set_count,
                                    thaw_scenario *scenario, thaw_origins *origins,
                                    thaw_faults *faults);

/* A copy of a valid scenario with other settings on top: `settings` holds "section.key=value" once
 * or several times, separated by commas, and is shown in faults as line `line` of `file`. Name and
 * question stay those of `from`. Faults and what becomes of *scenario as for thaw_scenario_read. */
thaw_status thaw_scenario_alter(const thaw_scenario *from, const char *settings, const char *file,
                                int line, thaw_scenario *scenario, thaw_faults *faults);

/* Plausible ranges: "key = LOW .. HIGH ; source", or with the shape of what is believed,
 * "key = LOW .. HIGH triangular 1.2 ; source": uniform, triangular or pert, the likeliest value
 * after it. */
typedef struct thaw_range {
    char key[THAW_KEY_MAX];
    double low, high; /* low <= high, within the parameter's bounds */
    bool shaped;      /* a shape is named */
    thaw_prior_kind kind;
    double mode;  /* within [low, high]; NaN where none is named: where the scenario stands */
    char *source; /* owned by the list */
} thaw_range;

/* Plausible ranges; owned. */
typedef struct thaw_ranges {
    thaw_range *items;
    size_t count, capacity;
} thaw_ranges;

/* Reads a file of ranges, schema = 1 first. On failure every fault (of the first hundred) is
 * appended and *ranges is empty. The caller clears *ranges, always. */
thaw_status thaw_ranges_read(const char *path, thaw_ranges *ranges, thaw_faults *faults);

/* The same from memory, shown as `file` in faults. */
thaw_status thaw_ranges_read_text(const char *text, size_t length, const char *file,
                                  thaw_ranges *ranges, thaw_faults *faults);
void thaw_ranges_clear(thaw_ranges *ranges);
const thaw_range *thaw_ranges_find(const thaw_ranges *ranges, const char *key); /* or NULL */

#endif
