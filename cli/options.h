/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: options of all commands, and which of them were given. */
#ifndef THAW_CLI_OPTIONS_H
#define THAW_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "model/status.h"

typedef enum thaw_format {
    THAW_FORMAT_TEXT,
    THAW_FORMAT_CSV,
    THAW_FORMAT_JSON,
    THAW_FORMAT_JSONL,
    THAW_FORMAT_MD,
    THAW_FORMAT_LATEX,
    THAW_FORMAT_HTML,
    THAW_FORMATS
} thaw_format;

typedef enum thaw_color { THAW_COLOR_AUTO, THAW_COLOR_ALWAYS, THAW_COLOR_NEVER } thaw_color;

/* One bit an option: of thaw_options.given, and of what a command accepts. */
enum {
    THAW_OPT_SET = 1 << 0,
    THAW_OPT_DISCOUNT = 1 << 1,
    THAW_OPT_STATE = 1 << 2,
    THAW_OPT_PAIR = 1 << 3,
    THAW_OPT_TO = 1 << 4,
    THAW_OPT_EXPECT = 1 << 5,
    THAW_OPT_ALL = 1 << 6,
    THAW_OPT_FORMAT = 1 << 7,
    THAW_OPT_OUT = 1 << 8,
    THAW_OPT_TABLE = 1 << 9,
    THAW_OPT_DIGITS = 1 << 10,
    THAW_OPT_COLOR = 1 << 11,
    THAW_OPT_THREADS = 1 << 12,
    THAW_OPT_SEED = 1 << 13,
    THAW_OPT_TIME_LIMIT = 1 << 14,
    THAW_OPT_QUIET = 1 << 15,
    THAW_OPT_HELP = 1 << 16,
    THAW_OPT_VERSION = 1 << 17,
    THAW_OPT_WITH = 1 << 18,
    THAW_OPT_DEAL = 1 << 19,
    THAW_OPT_DIFFERENCE = 1 << 20,
    THAW_OPT_VARY = 1 << 24,
    THAW_OPT_AGAINST = 1 << 25,
    THAW_OPT_MARGIN = 1 << 26,
    THAW_OPT_RUNS = 1 << 28,
    THAW_OPT_MONTHS = 1 << 29,
    THAW_OPT_PATH = 1 << 30,
    /* What every command takes that answers in tables. */
    THAW_OPT_ANSWER =
        THAW_OPT_FORMAT | THAW_OPT_OUT | THAW_OPT_TABLE | THAW_OPT_DIGITS | THAW_OPT_COLOR
};

typedef struct thaw_options {
    unsigned given;
    const char **arguments; /* the command's name, then what is no option; owned array of the
                               caller's strings */
    size_t argument_count;
    const char **sets; /* "section.key=value"; owned array of the caller's strings */
    size_t set_count;
    double *discount; /* of a game file, one for all players or one each; owned */
    int discount_count;
    const char *state, *pair, *to, *table; /* NULL where not given */
    const char **expect;                   /* "DEAL=holds"; owned array */
    size_t expect_count;
    const char **withs; /* "section.key=value,..."; owned array */
    size_t with_count;
    const char **deals; /* "PLAN@PUNISHMENT" or "PLAN"; owned array */
    size_t deal_count;
    const char **vary; /* "K", "K=LO:HI" or "K=LO:HI:N"; owned array */
    size_t vary_count;
    const char *against; /* the same of one more input; NULL where not given */
    thaw_format format;  /* as given, or by the ending of `out`, or text */
    const char *out;     /* NULL or "-": standard output */
    int digits;          /* -1: each column's own */
    thaw_color color;
    int threads;       /* 0: as many as there are cores */
    uint64_t seed;     /* 0 where not given */
    int runs, months;  /* of a simulation; 0 where not given */
    double time_limit; /* seconds; infinite where not given */
    bool all, quiet, difference;
} thaw_options;

/* Reads the command line, in any order of options and arguments. The strings stay the caller's.
 * Fails with THAW_EARG (and a suggestion) on unknown options and on values that are none. Clear in
 * any case. */
thaw_status thaw_options_read(int count, char **arguments, thaw_options *options,
                              thaw_fault *fault);
void thaw_options_clear(thaw_options *options);

/* The fault of having given an option outside `accepted`, if any was. */
thaw_status thaw_options_check(const thaw_options *options, unsigned accepted, const char *command,
                               thaw_fault *fault);

/* The options of a set one after the other, for help: `call` with "--digits N" and what it does. */
void thaw_options_each(unsigned set,
                       void (*call)(const char *usage, const char *meaning, void *context),
                       void *context);

const char *thaw_format_name(thaw_format format);

#endif
