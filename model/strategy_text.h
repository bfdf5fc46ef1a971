/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies of the fentanyl game as lines of text: the form of scenario files and of the built-in
 * ones (docs/strategies.md has the grammar).
 *
 *     player      = us
 *     play.mild   = relief
 *     next.mild   = hard when lapse
 *     play.hard   = pressure
 *     months.hard = 6
 *     next.hard   = mild
 *
 * The first memory state that is named is the first month's. A line of play is a list of clauses
 * "ACTION [CHANCE] [or ACTION [CHANCE]]... [when WORD [and WORD]...]", of which the first that
 * applies is played; a line of next is a list of "MEMORY [when ...]", of which the first that
 * applies is followed, none: the memory state stays. */
#ifndef THAW_MODEL_STRATEGY_TEXT_H
#define THAW_MODEL_STRATEGY_TEXT_H

#include "model/status.h"

enum {
    THAW_STRATEGY_WORD_MAX = 40,  /* bytes of the name of a strategy or a memory, with its end */
    THAW_STRATEGY_LINE_MAX = 512, /* bytes of a line of play or next, with its end */
    THAW_MEMORIES_NAMED = 24,     /* memory states that a text names, at most */
    THAW_MEMORY_MONTHS = 120      /* months that one of them lasts, at most: ten years */
};

/* One memory state, as written. */
typedef struct thaw_memory_text {
    char name[THAW_STRATEGY_WORD_MAX];
    int months; /* it lasts exactly that long before `next` is read; 1 where not given */
    char play[THAW_STRATEGY_LINE_MAX]; /* "" while not given */
    char next[THAW_STRATEGY_LINE_MAX]; /* "": it stays */
} thaw_memory_text;

/* A strategy, as written. */
typedef struct thaw_strategy_text {
    char name[THAW_STRATEGY_WORD_MAX];
    int player; /* THAW_US, THAW_CHINA; -1 while not given */
    int memories;
    thaw_memory_text memory[THAW_MEMORIES_NAMED]; /* in the order in which they were first named */
} thaw_strategy_text;

/* An empty one of that name. */
void thaw_strategy_text_init(thaw_strategy_text *text, const char *name);

/* Sets player, play.MEMORY, next.MEMORY or months.MEMORY; a later value replaces an earlier. Fails
 * with THAW_EUNKNOWN on another key, THAW_EPARSE or THAW_ERANGE on a value, changing nothing, and
 * says what would be right. The fault's column and length are those of a word in the value, or 0.
 */
thaw_status thaw_strategy_text_set(thaw_strategy_text *text, const char *key, const char *value,
                                   thaw_fault *fault);

/* What only the whole can show: no player, a memory state that does not play, actions that are not
 * that player's, months for which nothing is said, a next memory state that is not there. Keys of
 * faults are "strategy.NAME" or "strategy.NAME.play.MEMORY" and the like. Appends to `faults`;
 * returns THAW_OK when it added none, else the status of the first it added, or THAW_ENOMEM. */
thaw_status thaw_strategy_text_check(const thaw_strategy_text *text, thaw_faults *faults);

#endif
