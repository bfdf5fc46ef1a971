/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs that a command varies, with their plausible ranges. */
#ifndef THAW_CLI_DIALS_H
#define THAW_CLI_DIALS_H

#include "cli/study.h"
#include "solvers/threshold.h"

typedef struct thaw_dials {
    thaw_dial *items; /* owned */
    size_t count;
} thaw_dials;

/* Every input of the study that has a baseline, for a deal. Ranges are those of ranges.ini;
 * patience spans what both sides' ranges allow, trigger.months 3 to 36, as the standard punishments
 * do. */
thaw_status thaw_dials_all(const thaw_study *study, const thaw_deal *deal, thaw_dials *dials,
                           thaw_faults *faults);

/* Appends what "K", "K=LO:HI" or "K=LO:HI:N" names: an input, the interval to look at in place of
 * the plausible range and beyond it, the number of points. */
thaw_status thaw_dials_read(const thaw_study *study, const thaw_deal *deal, const char *text,
                            thaw_dials *dials, thaw_faults *faults);

void thaw_dials_clear(thaw_dials *dials);

/* The few thresholds of a deal that are nearest to where the study stands, over all its inputs
 * (thaw_threshold_nearest): *found of at most `wanted`, the caller's to clear. */
thaw_status thaw_nearest_thresholds(const thaw_study *study, const thaw_deal *deal, size_t wanted,
                                    thaw_threshold *thresholds, size_t *found, thaw_faults *faults);

/* One member of "thresholds" (docs/json.md). */
json_t *thaw_threshold_json(const thaw_study *study, const thaw_deal *deal,
                            const thaw_threshold *threshold);

/* The columns of a table of crossings, and a row a crossing; `kinds`: with a column that tells
 * roots from jumps. */
void thaw_crossing_columns(thaw_table *table, bool kinds);
void thaw_crossing_row(const thaw_study *study, const thaw_threshold *threshold,
                       const thaw_crossing *crossing, bool kinds, thaw_table *table);

/* The index of the crossing nearest to the baseline; crossing_count where there is none. */
size_t thaw_nearest_crossing(const thaw_threshold *threshold);

#endif
