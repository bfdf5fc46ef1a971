/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and names as parts of sentences. Each writes into a buffer of THAW_WORDS_MAX bytes and
 * returns it, so that calls can stand among the arguments of thaw_say. */
#ifndef THAW_CLI_WORDS_H
#define THAW_CLI_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum { THAW_WORDS_MAX = 256 };

/* "no deals", "one deal", "12 deals": up to ten in words. */
const char *thaw_words_count(size_t count, const char *one, const char *many, char *buffer);

/* What follows "none holds" where some deals are undecided: " for certain: one is undecided", "all
 * are"; "" where none is. */
const char *thaw_words_undecided(size_t undecided, size_t count, char *buffer);

/* "one month", "7.8 months", "36 months": a decimal where it is not whole, and none from 100 on;
 * "forever" for what is not finite. */
const char *thaw_words_months(double months, char *buffer);

/* A chance: "54.8%", "0.07%", "never", "always"; "almost never" and "almost always" for what would
 * print as 0 or 100%. */
const char *thaw_words_chance(double chance, char *buffer);

/* "US$ 2.56 bn": points, which are billions of dollars. */
const char *thaw_words_money(double points, char *buffer);

/* "a", "a and b", "a, b and c"; another word than "and" as `joint`. What does not fit is left out
 * as thaw_words_add does. */
const char *thaw_words_list(const char *const *items, size_t count, const char *joint,
                            char *buffer);

/* Appends to the text in a buffer of `size` bytes. What does not fit is cut, at a whole character,
 * and "..." says so; nothing is appended after that. */
void thaw_words_add(char *buffer, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Appends an item of a list, `joint` before it unless it is the first, where both fit and bytes
 * enough are left for thaw_words_more; otherwise nothing, and returns false. The first item is cut
 * where it does not fit. */
bool thaw_words_item(char *buffer, size_t size, const char *joint, const char *item);

/* Ends a list of which `count` items were left out: `joint`, "and 12 more". */
void thaw_words_more(char *buffer, size_t size, const char *joint, size_t count);

/* A state of the fentanyl game: "calm, listed, channel frozen". */
const char *thaw_words_state(int state, char *buffer);

#endif
