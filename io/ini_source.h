/* SPDX-License-Identifier: GPL-3.0-or-later */
/* INI text as events: sections and settings with their places, and every fault of the form.
 *
 * inih splits a setting into key and value; our reader feeds it, sees every raw line and refuses
 * what inih would silently take for something else (docs/scenario-files.md). Private to io/. */
#ifndef THAW_IO_INI_SOURCE_H
#define THAW_IO_INI_SOURCE_H

#include "model/scenario.h"
#include "model/status.h"

enum {
    THAW_INI_LINE_MAX = 4000,       /* bytes of a line, without its end */
    THAW_INI_FILE_MAX = 1024 * 1024 /* bytes of a file */
};

/* A stretch of a line. Valid during the event. */
typedef struct thaw_ini_mark {
    const char *file, *text; /* the file as shown; its line, not ended by a NUL byte */
    size_t text_length;
    int line, column, length; /* 1-based; bytes */
} thaw_ini_mark;

/* One "key = value ; comment". Valid during the event. */
typedef struct thaw_ini_setting {
    const char *section; /* "" before the first */
    const char *key, *value, *comment;
    thaw_ini_mark at_key, at_value;
} thaw_ini_setting;

/* Who listens. `section` returns whether it wants the settings that follow: false after it has
 * complained. `more` returns false to end the reading early. */
typedef struct thaw_ini_listener {
    bool (*section)(void *context, const char *name, const thaw_ini_mark *mark);
    void (*setting)(void *context, const thaw_ini_setting *setting);
    void (*fault)(void *context, const thaw_fault *fault);
    bool (*more)(void *context);
    void *context;
} thaw_ini_listener;

/* Walks the text of a file. `file` is its name as shown. */
void thaw_ini_walk(const char *text, size_t length, const char *file,
                   const thaw_ini_listener *listener);

/* Walks the one line of a --set, "section.key=value", shown as line `number` of `file`. Its section
 * is "". */
void thaw_ini_walk_setting(const char *text, const char *file, int number,
                           const thaw_ini_listener *listener);

/* The same for several settings in one text, separated by commas: a comma always separates. Places
 * are those in the whole text. */
void thaw_ini_walk_settings(const char *text, const char *file, int number,
                            const thaw_ini_listener *listener);

/* Whether `value` is the schema that this version reads. THAW_ERANGE when it is another's. */
thaw_status thaw_ini_schema(const char *value, thaw_fault *fault);

/* Gives a fault its place: file, line, column, length, and the line with every byte that cannot be
 * shown replaced. */
void thaw_ini_place(thaw_fault *fault, const thaw_ini_mark *mark);

#endif
