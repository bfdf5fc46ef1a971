/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the file is that -o names: behind links, or open already. */
#ifndef THAW_CLI_TARGET_H
#define THAW_CLI_TARGET_H

#include <limits.h>
#include <stdbool.h>

typedef enum thaw_target_kind {
    THAW_TARGET_FILE,   /* a regular file, or none yet: written beside it and renamed */
    THAW_TARGET_DEVICE, /* opened and written as it is: a device, a pipe, another process's file */
    THAW_TARGET_OPEN    /* an open file of this process: /dev/stdout, /dev/fd/N and the like */
} thaw_target_kind;

typedef struct thaw_target {
    thaw_target_kind kind;
    char path[PATH_MAX]; /* links followed */
    int descriptor;      /* of one that is open; else -1 */
} thaw_target;

/* Finds what a name means. Returns 0 or what errno would say: a folder, a loop of links, a file
 * that may not be written. */
int thaw_target_find(const char *name, thaw_target *target);

/* To be called before any file is opened: where the name means an open file of that number and
 * there is none, no other file gets the number. */
void thaw_target_hold(const char *name);

/* Whether two names mean one regular file, be it there or not yet. What is open already is not
 * looked at. */
bool thaw_target_same(const char *one, const char *other);

/* The name of a draft beside a regular file, for mkstemp: the file's, cut where it has no room for
 * more, a point and six letters. Returns 0 or what errno would say. */
int thaw_target_draft(const thaw_target *target, char draft[PATH_MAX]);

#endif
