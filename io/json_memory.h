/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether jansson ran out of memory. It says so of few calls: a text that it has no memory to read
 * is "not JSON" to it. Private to io/ and cli/. */
#ifndef THAW_IO_JSON_MEMORY_H
#define THAW_IO_JSON_MEMORY_H

#include <stdbool.h>

/* Begins to watch this thread's jansson: puts functions around its allocators, for the whole
 * process, once, at the first call, and forgets what was before. Thread-safe. */
void thaw_json_watch(void);

/* Counts as refused: for what had no memory on its way into JSON. */
void thaw_json_starve(void);

/* Whether jansson was refused memory on this thread since thaw_json_watch. */
bool thaw_json_starved(void);

#endif
