/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams into memory. */
#define _GNU_SOURCE /* fopencookie */
#include "cli/sink.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

enum { FIRST_ROOM = 256 };

static ssize_t take(void *cookie, const char *bytes, size_t count)
{
    thaw_sink *sink = cookie;
    size_t room = sink->room ? sink->room : FIRST_ROOM;
    while (room - sink->size <= count)
        room *= 2;
    if (room > sink->room) {
        char *longer = realloc(sink->text, room);
        if (!longer) {
            sink->failed = true;
            return 0; /* an error, as for write functions of cookies */
        }
        sink->text = longer;
        sink->room = room;
    }
    memcpy(sink->text + sink->size, bytes, count);
    sink->size += count;
    return (ssize_t)count;
}

void thaw_sink_open(thaw_sink *sink)
{
    *sink = (thaw_sink){0};
    sink->out = fopencookie(sink, "w", (cookie_io_functions_t){.write = take});
}

char *thaw_sink_close(thaw_sink *sink, size_t *size)
{
    bool done = sink->out && fflush(sink->out) == 0 && !ferror(sink->out);
    done = (!sink->out || fclose(sink->out) == 0) && done;
    take(sink, "", 0); /* an empty text is one too */
    if (!done || !sink->text) {
        free(sink->text);
        sink->text = NULL;
        return NULL;
    }
    sink->text[sink->size] = '\0';
    if (size)
        *size = sink->size;
    return sink->text;
}
