/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scenario being read consists of: where each key was set, the faults so far, the chain of
 * files.
 *
 * scenario.c begins and ends the reading, scenario_file.c reads one file, scenario_settings.c takes
 * one setting, scenario_reader.c keeps the books. Private to io/. */
#ifndef THAW_IO_SCENARIO_READER_H
#define THAW_IO_SCENARIO_READER_H

#include <limits.h>
#include <sys/types.h>

#include "io/ini_source.h"
#include "io/scenario.h"

enum {
    READER_DEPTH_MAX = 8,        /* parents above a scenario */
    READER_FAULTS_MAX = 100,     /* reading stops there: the rest is the same mistakes again */
    READER_PATH_BYTES = 4096,    /* of a file's path, with its end */
    READER_ORDER_SETS = 1000,    /* --set comes after all files */
    READER_ORDER_WHOLE = INT_MAX /* faults of the whole come last */
};

/* Keys before the first section. */
enum top_key { TOP_SCHEMA, TOP_EXTENDS, TOP_TITLE, TOP_QUESTION, TOP_KEYS };

typedef enum thaw_record_kind {
    RECORD_SETTING,
    RECORD_HEADER, /* of a shock or a plan: where a fault about the whole of it stands */
    RECORD_GROUP,  /* plan.NAME.frozen, which stands for three keys */
    RECORD_IMPLIED /* one of those three */
} thaw_record_kind;

/* The setting of a key that won so far. */
typedef struct thaw_record {
    thaw_origin origin;
    thaw_record_kind kind;
    int order; /* of the file it stands in: 0 the scenario, 1 its parent, ... */
    int turn;  /* when it was set */
    int key_length, value_column, value_length;
    char excerpt[THAW_EXCERPT_MAX];
} thaw_record;

typedef struct thaw_placed_fault {
    thaw_fault fault;
    int order, turn;
} thaw_placed_fault;

typedef struct thaw_reader {
    thaw_scenario *scenario;
    thaw_record *records;
    size_t record_count, record_room;
    thaw_placed_fault *faults;
    size_t fault_count, fault_room;
    int turn;
    bool no_memory, full;
} thaw_reader;

/* A file being read, and the one that extends it. */
typedef struct thaw_reader_source {
    thaw_reader *reader;
    const struct thaw_reader_source *child;
    const char *name;   /* as shown; also its path */
    const char *folder; /* what its extends is relative to: "" or ending in '/'; NULL: none */
    dev_t device;
    ino_t inode;
    int depth, order;
    bool is_set;            /* --set instead of a file */
    bool seen;              /* a setting or a section was met */
    bool stop;              /* the rest is not worth reading */
    int top_line[TOP_KEYS]; /* where each stands, 0 while it does not */
} thaw_reader_source;

/* ---- the books (scenario_reader.c) ---- */

/* Appends a fault that has its place, until there are READER_FAULTS_MAX. */
void thaw_reader_add_fault(thaw_reader *r, const thaw_fault *fault, int order);

/* A fault at a stretch of a line; at what is wrong of a setting (its key when that is unknown, else
 * its value); about a file as a whole. */
void thaw_reader_complain(const thaw_reader_source *f, thaw_fault *fault,
                          const thaw_ini_mark *mark);
void thaw_reader_complain_setting(const thaw_reader_source *f, const thaw_ini_setting *setting,
                                  thaw_fault *fault);
void thaw_reader_complain_whole(const thaw_reader_source *f, thaw_fault *fault);

/* Hands the faults over in the order in which a person mends them: the scenario's from top to
 * bottom, its parents', those of --set, those of the whole. Returns the first one's status. */
thaw_status thaw_reader_give_faults(thaw_reader *r, thaw_faults *faults);

/* The record of a key, or NULL. */
thaw_record *thaw_reader_find(const thaw_reader *r, const char *key);

/* Notes that a key was set there. Without memory, r->no_memory says so. */
void thaw_reader_note(const thaw_reader_source *f, const char *key, thaw_record_kind kind,
                      const thaw_ini_mark *at_key, const thaw_ini_mark *at_value,
                      const char *comment);

/* Hands over where every key was set, but groups, whose three keys are listed themselves, and
 * headers. Returns false without memory. */
bool thaw_reader_give_origins(thaw_reader *r, thaw_origins *origins);

void thaw_reader_clear(thaw_reader *r);

/* ---- one setting (scenario_settings.c) ---- */

/* Sets "section.key", or complains. */
void thaw_reader_set(const thaw_reader_source *f, const char *key, const thaw_ini_setting *setting);

/* Whether `text` begins with `with`. */
bool thaw_reader_begins(const char *text, const char *with);

/* ---- one file (scenario_file.c) ---- */

/* Reads a file's text, its parents included. */
void thaw_reader_file(thaw_reader_source *f, const char *text, size_t length);

/* Reads the settings of --set. */
void thaw_reader_sets(thaw_reader *r, const char *const *sets, size_t count);

/* Reads settings separated by commas, as line `line` of `file`. */
void thaw_reader_settings(thaw_reader *r, const char *text, const char *file, int line);

/* The folder part of a path, with its '/'; "" when there is none. */
void thaw_reader_folder(const char *path, char folder[READER_PATH_BYTES]);

/* Notes which file the path leads to, however it is written: what tells a circle. */
void thaw_reader_identify(thaw_reader_source *f, const char *path);

#endif
