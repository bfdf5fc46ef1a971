/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text from outside: which of its bytes are characters, and what can be shown of it. */
#ifndef THAW_MODEL_UTF8_H
#define THAW_MODEL_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the UTF-8 character that `text` of `left` bytes begins with (Unicode 15, table 3-7:
 * shortest form, no surrogates, at most U+10FFFF); 0 where there is none. */
size_t thaw_utf8_length(const char *text, size_t left);

/* Whether the character of so many bytes is a control character, which acts on a terminal instead
 * of showing: U+0000 to U+001F, U+007F to U+009F. */
bool thaw_utf8_is_control(const char *text, size_t length);

/* Makes a text one that can be shown, as long as it was: control characters become spaces, bytes
 * that are no characters '?'. */
void thaw_utf8_show(char *text);

#endif
