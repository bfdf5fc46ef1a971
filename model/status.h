/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a call went (status), how a solve ended (outcome), and what was wrong (fault).
 *
 * The two axes are never mixed: a solver that stops early returns THAW_OK and an outcome
 * that says so; a call that could not do its work returns another status and fills a fault. */
#ifndef THAW_MODEL_STATUS_H
#define THAW_MODEL_STATUS_H

#include <stdbool.h>
#include <stddef.h>

/* X(name, text): how a call can go. */
#define THAW_STATUS_LIST(X)                                                                        \
    X(OK, "success")                                                                               \
    X(EARG, "invalid argument")                                                                    \
    X(EPARSE, "malformed input")                                                                   \
    X(ERANGE, "value outside its permitted range")                                                 \
    X(EUNKNOWN, "unknown name")                                                                    \
    X(EIO, "input or output failed")                                                               \
    X(ENOMEM, "out of memory")                                                                     \
    X(ENUMERIC, "numerical breakdown in a solver")                                                 \
    X(EINTERRUPT, "interrupted")                                                                   \
    X(EMISSING, "missing value")                                                                   \
    X(ESTORE, "a store of results could not be read or written")                                   \
    X(ETIME, "the time limit came first")

/* How a call went. */
typedef enum thaw_status {
#define X(name, text) THAW_##name,
    THAW_STATUS_LIST(X)
#undef X
} thaw_status;

/* X(name, text): how a solve can end. */
#define THAW_OUTCOME_LIST(X)                                                                       \
    X(CONVERGED, "converged")                                                                      \
    X(STEP_LIMIT, "stopped at the step limit")                                                     \
    X(TIME_LIMIT, "stopped at the time limit")                                                     \
    X(INTERRUPTED, "interrupted")                                                                  \
    X(STUCK, "could not follow the path any further")                                              \
    X(NEGATIVE_PRECISION, "the path led to a precision below zero")                                \
    X(REGRET, "the regret after the polish is above the tolerance")                                \
    X(INFEASIBLE, "nothing satisfies all conditions")                                              \
    X(UNBOUNDED, "no limit to the objective")                                                      \
    X(KNIFE_EDGE, "on a knife edge: margins too small to tell decide")                             \
    X(STALLED, "more steps no longer help")

/* How a solve ended. */
typedef enum thaw_outcome {
#define X(name, text) THAW_OUTCOME_##name,
    THAW_OUTCOME_LIST(X)
#undef X
} thaw_outcome;

enum {
    THAW_KEY_MAX = 96,      /* bytes of a key, section and all, with its end */
    THAW_MESSAGE_MAX = 512, /* bytes of a message */
    THAW_HELP_MAX = 256,    /* bytes of a hint */
    THAW_EXCERPT_MAX = 200, /* bytes of an excerpt of the input */
    THAW_FILE_MAX = 512     /* bytes of a file's name as shown */
};

/* What is wrong. `model/` fills status, key, text and help; `io/`, which knows where each
 * key got its value, fills the place; `cli/` prints. Caller-owned, no pointers inside. */
typedef struct thaw_fault {
    thaw_status status;
    char key[THAW_KEY_MAX];      /* "economy.weakness"; "a.b + a.c" about both; or empty */
    char text[THAW_MESSAGE_MAX]; /* the fact and the value: "economy.weakness = 11 is outside [0,
                                    10]" */
    char help[THAW_HELP_MAX];    /* what would be right, or empty */
    char
        file[THAW_FILE_MAX]; /* as the user named it, "--set", "-"; empty where there is no place */
    int line, column, length; /* 1-based; 0 where unknown; length of the marked stretch in bytes */
    char excerpt[THAW_EXCERPT_MAX]; /* the line of the input, cut to fit (the column may lie
                                       beyond), or empty */
} thaw_fault;

/* A list of faults: readers report all, not the first. Zero-initialise; clear with
 * thaw_faults_clear. */
typedef struct thaw_faults {
    thaw_fault *items;
    size_t count, capacity;
    bool lost; /* there was no memory for a fault */
} thaw_faults;

/* The fixed text of a status or an outcome; never NULL, "unknown" for values outside the lists. */
const char *thaw_status_text(thaw_status status);
const char *thaw_outcome_text(thaw_outcome outcome);

/* The status of a call that needed an outcome other than this one: THAW_EINTERRUPT, THAW_ETIME, or
 * THAW_ENUMERIC. */
thaw_status thaw_status_of(thaw_outcome outcome);

/* Fills *fault (which may be NULL) with status and a printf-style text, everything else empty.
 * What cannot be shown in key, text and help is replaced (control characters by spaces):
 * they may quote a file. The arguments may be texts of *fault itself, to say more about a failure.
 * Returns status, so that `return thaw_fail(fault, THAW_ERANGE, "...")` reads well. */
thaw_status thaw_fail(thaw_fault *fault, thaw_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same about a key. */
thaw_status thaw_fail_key(thaw_fault *fault, thaw_status status, const char *key,
                          const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Sets the hint of a fault (which may be NULL). */
void thaw_fault_help(thaw_fault *fault, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Appends a copy. Where memory runs out it returns false, and the list only notes that. */
bool thaw_faults_add(thaw_faults *faults, const thaw_fault *fault);
void thaw_faults_clear(thaw_faults *faults);

/* Whether memory ran out, for a fault or as one of them says. It may be what made the others. */
bool thaw_faults_starved(const thaw_faults *faults);

/* Copies text into a buffer of `size` bytes, cut at a whole UTF-8 character; always ends it. */
void thaw_copy_text(char *to, size_t size, const char *from);

/* The entry of names[0..count) nearest to `word` by edit distance (insert, delete, replace, swap;
 * letter case ignored), or NULL when none is near enough to be a likely typo: more than a third
 * of the word's letters wrong, at least one allowed. For suggestions. */
const char *thaw_nearest(const char *word, const char *const *names, size_t count);

#endif
