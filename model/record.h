/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record: what was coded of real months, in the terms of the fentanyl game.
 *
 * A month of the record is what somebody coded from sources; how far each can be trusted is part of
 * it. io/history reads one, solvers/replay holds the game against it. */
#ifndef THAW_MODEL_RECORD_H
#define THAW_MODEL_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "model/plan.h"

/* How sure the coder was of the month's state and effort. */
typedef enum thaw_confidence {
    THAW_CONFIDENCE_LOW,
    THAW_CONFIDENCE_MED,
    THAW_CONFIDENCE_HIGH,
    THAW_CONFIDENCES
} thaw_confidence;

const char *thaw_confidence_name(thaw_confidence confidence); /* "low", "med", "high" */

/* One month of it. */
typedef struct thaw_recorded {
    int month; /* 12 * year + month of the year - 1 */
    thaw_tension tension;
    bool listed;
    bool frozen;         /* the channel stood frozen in that month, or was frozen in it */
    thaw_stance stance;  /* THAW_PRESSURE, THAW_STEADY or THAW_RELIEF */
    thaw_move effort;    /* THAW_NONE, THAW_PARTIAL or THAW_FULL */
    double effort_score; /* in [0, 1]; NaN where the record has none */
    thaw_confidence confidence;
    char *era, *events; /* "" where the record has none; owned */
} thaw_recorded;

/* The record: a row of months. */
typedef struct thaw_record {
    thaw_recorded *months; /* consecutive, earliest first; owned */
    size_t count, capacity;
} thaw_record;

/* Appends a month, whose texts are taken over, also on failure. Fails with THAW_ENOMEM. */
thaw_status thaw_record_add(thaw_record *record, const thaw_recorded *month, thaw_fault *fault);
void thaw_record_clear(thaw_record *record);

enum { THAW_MONTH_TEXT_MAX = 16 }; /* bytes that hold any month as text, with its end */

/* Reads "YYYY-MM", years 1000 to 9999. Returns whether that is what stands there. */
bool thaw_month_read(const char *text, int *month);

/* "2018-01". */
const char *thaw_month_format(int month, char buffer[THAW_MONTH_TEXT_MAX]);

/* The index of a month; record->count where the record does not have it. */
size_t thaw_record_find(const thaw_record *record, int month);

/* The state of the fentanyl game in which month k began: tension and listing as coded for the
 * month, the channel as the month before left it (the record's first month: as it stood then). */
int thaw_record_state(const thaw_record *record, size_t k);

/* What China did in month k: where the month began open, freeze if it ended frozen, otherwise the
 * effort coded; where it began frozen, stay if it ended so, otherwise resume. */
thaw_move thaw_record_move(const thaw_record *record, size_t k);

/* The efforts that may have been in a month, least and most. The coded one alone, unless confidence
 * is low: then also its neighbour across the nearer of the two boundaries of the score, or every
 * neighbour where there is no score. A month that stood frozen is certain: none. */
void thaw_recorded_band(const thaw_recorded *month, thaw_move *least, thaw_move *most);

/* Effort is coded from a score: none below the first of these, full from the second on. */
#define THAW_EFFORT_PARTIAL_FROM 0.15
#define THAW_EFFORT_FULL_FROM    0.70

/* A stretch of months, first and last included; count 0: none. */
typedef struct thaw_stretch {
    size_t first, count;
} thaw_stretch;

/* Of `count` months from `first` on: how many have no effort, and the longest run of those. The
 * earlier of equals. */
size_t thaw_record_idle(const thaw_record *record, size_t first, size_t count,
                        thaw_stretch *longest);

/* The next freeze that lies, in part at least, in the months [first, end): the months that stood
 * frozen. `from` is where to look on from. Returns false when there is none. */
bool thaw_record_freeze(const thaw_record *record, size_t from, size_t end, thaw_stretch *freeze);

#endif
