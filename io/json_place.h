/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a value stands in a JSON text. jansson keeps no places; they are looked for when there is
 * something to say about a value, and only then. Private to io/. */
#ifndef THAW_IO_JSON_PLACE_H
#define THAW_IO_JSON_PLACE_H

#include <stdbool.h>
#include <stddef.h>

/* The offset in `text`, a JSON value that has been found well-formed and ends in a NUL, of what
 * stands at `path` ("states[1].payoffs[0][2]"; "" is the whole), or of the deepest part of the path
 * that there is. name: of the member's name instead of its value, where the path ends in one. *span
 * becomes the bytes of a number, string or literal, and 1 for an array or object. */
size_t thaw_json_place(const char *text, const char *path, bool name, size_t *span);

#endif
