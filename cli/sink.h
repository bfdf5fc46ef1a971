/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream into memory that notices when there is none: what open_memstream could not keep is
 * missing from its text without a word. */
#ifndef THAW_CLI_SINK_H
#define THAW_CLI_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct thaw_sink {
    FILE *out; /* to write to; NULL without memory */
    char *text;
    size_t size, room;
    bool failed; /* memory ran out; also where somebody else closes `out` */
} thaw_sink;

/* Opens a sink, which stays where it is until it is closed. */
void thaw_sink_open(thaw_sink *sink);

/* Closes it: the text that was written, ended by NUL, for the caller to free, and its length in
 * *size (may be NULL); NULL when memory ran out, or when the sink had none to open. */
char *thaw_sink_close(thaw_sink *sink, size_t *size);

#endif
