/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text on a terminal: how wide it is, where a line may break, and nothing that could drive the
 * terminal. */
#ifndef THAW_CLI_TEXT_H
#define THAW_CLI_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

/* Takes characters out of a text of which a cut, as by "%.60s", has left only the first bytes. */
void thaw_text_mend(char *text);

/* The printed text, mended, in memory of its own, for the caller to free; NULL when memory runs
 * out. */
char *thaw_text_format(const char *format, va_list arguments) __attribute__((format(printf, 1, 0)));

/* Columns that `length` bytes of UTF-8 take: none for combining marks, two for wide characters
 * where the locale knows them. A control character, and a byte that is no UTF-8, count one. */
int thaw_text_width(const char *text, size_t length);

/* Bytes of `text` that make the first line of at most `width` >= 1 columns (a wide character may
 * take one more): up to the last blank or line end that fits, within a word only when the word
 * alone is too wide. *next is where the following line starts. */
size_t thaw_text_fit(const char *text, int width, size_t *next);

/* The widest word, in columns. */
int thaw_text_longest_word(const char *text);

/* Whether `word` stands anywhere in `text`, letter case of ASCII ignored. */
bool thaw_text_contains(const char *text, const char *word);

/* Bytes of the first character of a text that has one; *printable: it is UTF-8 and no control
 * character. */
size_t thaw_text_next(const char *text, bool *printable);

/* Writes the bytes, each control character as '?'. */
void thaw_text_put(const char *text, size_t length, FILE *out);

/* Writes a paragraph, each line indented by `indent`, no line beyond `width`, with a line end; in
 * bold for terminals if so asked. */
void thaw_text_wrap(const char *text, int indent, int width, bool bold, FILE *out);

/* Writes a text in bold for terminals. */
void thaw_text_bold(const char *text, size_t length, FILE *out);

#endif
