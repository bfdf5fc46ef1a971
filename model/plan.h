/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans, punishments and deals of the fentanyl game: what the two promise each other, and what
 * happens after a departure (docs/model.md sections 7.3 and 7.4). A pair is always US first. */
#ifndef THAW_MODEL_PLAN_H
#define THAW_MODEL_PLAN_H

#include "model/parameters.h"
#include "model/status.h"

/* How tense the rest of the relationship is. */
typedef enum thaw_tension { THAW_CALM, THAW_TENSE, THAW_CRISIS, THAW_TENSIONS } thaw_tension;

/* US stances, from hard to soft. */
typedef enum thaw_stance {
    THAW_PRESSURE,
    THAW_STEADY,
    THAW_DELIST,
    THAW_RELIEF,
    THAW_RELIEF_DELIST,
    THAW_STANCES
} thaw_stance;

/* What China does, from least to most: the first four while the channel is open, the last two
 * while it is frozen. */
typedef enum thaw_move {
    THAW_FREEZE,
    THAW_NONE,
    THAW_PARTIAL,
    THAW_FULL,
    THAW_STAY,
    THAW_RESUME,
    THAW_MOVES
} thaw_move;

/* "relief+delist", "full": the names of files and output; NULL outside the range. */
const char *thaw_tension_name(thaw_tension tension);
const char *thaw_stance_name(thaw_stance stance);
const char *thaw_move_name(thaw_move move);

/* What the two do in one month. */
typedef struct thaw_pair {
    thaw_stance us;
    thaw_move china;
} thaw_pair;

/* What the two promise each other, by tension and channel. */
typedef struct thaw_plan {
    char name[THAW_NAME_MAX];
    thaw_pair open[THAW_TENSIONS];
    thaw_pair frozen[THAW_TENSIONS];
    unsigned set; /* which pairs are given: bit t for open[t], bit 3 + t for frozen[t] */
} thaw_plan;

enum { THAW_PLAN_COMPLETE = 0x3f };

/* The built-in plans, in order: full, full_calm, partial, partial_pause, partial_pressure. */
const thaw_plan *thaw_builtin_plans(size_t *count);

/* The end of the name of a plan with the listing in the bargain. */
#define THAW_DELIST_SUFFIX "+delist"

/* The plan with the listing in the bargain, named NAME+delist (NAME cut where that is too long): in
 * listed states steady becomes delist and relief becomes relief+delist; model/fentanyl plays the
 * plan itself where unlisted. */
thaw_plan thaw_plan_with_delist(const thaw_plan *plan);

/* Reads "relief/full" for the open (or frozen) channel; spaces around the actions are fine. Written
 * the other way round, or with an action that a channel so does not have, it fails with THAW_EPARSE
 * and says how to write it. */
thaw_status thaw_pair_read(const char *text, bool frozen, thaw_pair *pair, thaw_fault *fault);

/* Sets calm, tense, crisis, frozen (all three), frozen_calm, frozen_tense or frozen_crisis. Fails
 * with THAW_EUNKNOWN on another key, else as thaw_pair_read, changing nothing. */
thaw_status thaw_plan_set(thaw_plan *plan, const char *key, const char *text, thaw_fault *fault);

/* Whether both sides do the same in both. */
bool thaw_pair_same(thaw_pair one, thaw_pair other);

/* "relief/full" into a buffer of `size` bytes, 24 are enough. */
void thaw_pair_format(thaw_pair pair, char *buffer, size_t size);

/* A punishment: months T >= 1 of "trigger:T" on average, or forever; or, if every departure were
 * seen, the harshest that is credible (docs/model.md section 7.5). */
typedef enum thaw_punishment_kind { THAW_TRIGGER, THAW_GRIM, THAW_HARSHEST } thaw_punishment_kind;

/* What answers a departure. */
typedef struct thaw_punishment {
    thaw_punishment_kind kind;
    double months; /* of THAW_TRIGGER, at least 1; infinite for the others */
} thaw_punishment;

/* The five that are meant where none is named: trigger:3, :6, :12, :36, grim. */
const thaw_punishment *thaw_standard_punishments(size_t *count);

/* Reads "trigger:12", "grim" or "harshest". Fails with THAW_EPARSE or THAW_ERANGE and a hint. */
thaw_status thaw_punishment_read(const char *text, thaw_punishment *punishment, thaw_fault *fault);

/* "trigger:12", "grim", "harshest" into a buffer of `size` bytes, 40 are enough. */
void thaw_punishment_format(const thaw_punishment *punishment, char *buffer, size_t size);

#endif
