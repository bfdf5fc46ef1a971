/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text from outside: which of its bytes are characters, and what can be shown of it. */
#ifndef THAW_MODEL_UTF8_H
#define THAW_MODEL_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the UTF-8 character that `text` of `left` bytes begins with (Unicode 15, table 3-7:
 * shortest form, no surrogates, at most U+10FFFF); 0 where there is none. */
size_t thaw_utf8_length(const char *text, size_t left);

/* The code point of the character that `text` begins with, of as many bytes as thaw_utf8_length
 * says. */
unsigned long thaw_utf8_point(const char *text, size_t length);

/* Whether a code point is a control character, which acts on a terminal or on the text around it
 * instead of showing: U+0000 to U+001F and U+007F to U+009F; U+2028 and U+2029, which end lines;
 * U+202A to U+202E and U+2066 to U+2069, which reorder what follows (Unicode 15, annex 9). */
bool thaw_utf8_is_control(unsigned long point);

/* Makes a text one that can be shown, as long as it was: control characters become spaces, bytes
 * that are no characters '?'. */
void thaw_utf8_show(char *text);

#endif
