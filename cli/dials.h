/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs that a command varies, with their plausible ranges. */
#ifndef THAW_CLI_DIALS_H
#define THAW_CLI_DIALS_H

#include "cli/catalogue.h"
#include "cli/study.h"
#include "solvers/threshold.h"

typedef struct thaw_dials {
    thaw_dial *items; /* owned */
    size_t count;
} thaw_dials;

/* Every input of the study that has a baseline, for a deal. Ranges are those of ranges.ini;
 * patience spans what both sides' ranges allow, trigger.months 3 to 36, as the standard punishments
 * do. Without deal: the world's inputs only, each once, so neither patience (both discount factors)
 * nor trigger.months (the deal's). */
thaw_status thaw_dials_all(const thaw_study *study, const thaw_deal *deal, thaw_dials *dials,
                           thaw_faults *faults);

/* Appends what "K", "K=LO:HI" or "K=LO:HI:N" names: an input, the interval to look at in place of
 * the plausible range and beyond it, the number of points. */
thaw_status thaw_dials_read(const thaw_study *study, const thaw_deal *deal, const char *text,
                            thaw_dials *dials, thaw_faults *faults);

void thaw_dials_clear(thaw_dials *dials);

/* "its plausible range" of `each`, or "the intervals given" of all: what from and to are. */
const char *thaw_dials_where(const thaw_dials *dials, bool each);

/* Fails with THAW_EARG where a list has an input twice or, where they are turned `together`, two
 * that move one discount factor: `discount` or `patience` beside the other or beside a player's. */
thaw_status thaw_dials_check(const thaw_dial *dials, size_t count, bool together,
                             thaw_fault *fault);

/* The inputs of --map A,B, each as --vary names one: "K", or "K=LO:HI:N" over values of its own.
 * Fails where there are not two, or one twice. */
enum { THAW_MAP_INPUT_MAX = 192 };
thaw_status thaw_map_inputs(const char *text, char inputs[2][THAW_MAP_INPUT_MAX],
                            thaw_fault *fault);

/* Sets a dial's range to the plausible one, as far as other inputs allow it. Returns whether one is
 * known; if not, the range stays as it is. */
bool thaw_dial_plausible(const thaw_study *study, const thaw_catalogue *catalogue, thaw_dial *dial);

/* Whether a dial of thaw_dials_all or _read has a plausible range, whatever interval was asked for;
 * a game's discount factors have their bounds for one. */
bool thaw_dial_ranged(const thaw_dial *dial);

/* The inputs of the study's scenario; none for a game file. Clear in any case. */
thaw_status thaw_dials_catalogue(const thaw_study *study, thaw_catalogue *catalogue,
                                 thaw_faults *faults);

/* The few thresholds of a deal that are nearest to where the study stands, over all its inputs
 * (thaw_threshold_nearest): *found of at most `wanted`, the caller's to clear.
 * THAW_ETIME, which is no fault, where the time limit came first. */
thaw_status thaw_nearest_thresholds(const thaw_study *study, const thaw_deal *deal, size_t wanted,
                                    thaw_threshold *thresholds, size_t *found, thaw_faults *faults);

/* One member of "thresholds" (docs/json.md). */
json_t *thaw_threshold_json(const thaw_study *study, const thaw_deal *deal,
                            const thaw_threshold *threshold);

/* The columns of a table of crossings, with or without one that tells people how far `away` each
 * is; a row a crossing; a row for an input without one; what the marks beside the limits that
 * people are shown mean, "" where there is none. */
void thaw_crossing_columns(thaw_table *table, bool away);
void thaw_crossing_row(const thaw_study *study, const thaw_threshold *threshold,
                       const thaw_crossing *crossing, thaw_table *table);
void thaw_never_row(const thaw_threshold *threshold, thaw_table *table);
const char *thaw_crossing_marks(const thaw_table *table);

/* Decimals that show three figures or so of an input's value. */
int thaw_input_digits(double value);

/* The probe on the side of a crossing where the deal breaks: who departs there. */
const thaw_probe *thaw_crossing_breaks(const thaw_crossing *crossing);

/* The side of a crossing on which the deal holds: "below", "above", or "at" where the crossing is
 * at a bound and nothing lies beyond it. */
const char *thaw_crossing_side(const thaw_dial *dial, const thaw_crossing *crossing);

/* The index of the crossing nearest to the baseline; crossing_count where there is none. */
size_t thaw_nearest_crossing(const thaw_threshold *threshold);

#endif
