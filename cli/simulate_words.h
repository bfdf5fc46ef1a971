/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of simulated futures: what ended something and after what, what happened in a month. */
#ifndef THAW_CLI_SIMULATE_WORDS_H
#define THAW_CLI_SIMULATE_WORDS_H

#include "cli/phrases.h"
#include "solvers/simulate.h"

/* For programs: "punished", "shock", "freeze", "none"; "start", "false alarm", ..., "shock". */
const char *thaw_end_how_name(thaw_end_how how);
const char *thaw_end_after_name(int after);

/* The name of the shock that `after` stands for; NULL where it stands for another thing. */
const char *thaw_end_shock(const thaw_study *study, int after);

/* "no effort after taiwan_visit raised tension", "frozen by indictments": into a buffer of
 * THAW_PHRASE_MAX bytes, returned. */
const char *thaw_phrase_end(const thaw_study *study, thaw_end_how how, int after, char *buffer);

/* What a month's shocks (bit k: shock k) and pressure did that shows: nothing raises a crisis, nor
 * freezes a channel that is frozen. */
typedef struct thaw_effects {
    uint64_t raised, froze, kept; /* tension; the channel; the channel frozen, which it was */
    bool pressed;                 /* pressure raised tension */
} thaw_effects;
thaw_effects thaw_effects_of(const thaw_study *study, const thaw_month *month);

/* What happened in a month beside what was played: shocks and what they did, pressure, the memory's
 * next phase. Into a buffer of THAW_PHRASE_MAX bytes, returned. */
const char *thaw_phrase_events(const thaw_study *study, const thaw_month *month, bool plan,
                               char *buffer);

/* The signal of a month as people say it: "good", "mixed", "bad"; "" where there is none. For a
 * game file the signal's own name, "" where actions are public. */
const char *thaw_phrase_signal(const thaw_study *study, const thaw_month *month);

#endif
