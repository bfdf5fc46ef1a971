/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: options of all commands, and which of them were given. */
#ifndef THAW_CLI_OPTIONS_H
#define THAW_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "model/prior.h"
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
#define THAW_OPT(bit)       (UINT64_C(1) << (bit))
#define THAW_OPT_SET        THAW_OPT(0)
#define THAW_OPT_DISCOUNT   THAW_OPT(1)
#define THAW_OPT_STATE      THAW_OPT(2)
#define THAW_OPT_PAIR       THAW_OPT(3)
#define THAW_OPT_TO         THAW_OPT(4)
#define THAW_OPT_EXPECT     THAW_OPT(5)
#define THAW_OPT_ALL        THAW_OPT(6)
#define THAW_OPT_FORMAT     THAW_OPT(7)
#define THAW_OPT_OUT        THAW_OPT(8)
#define THAW_OPT_TABLE      THAW_OPT(9)
#define THAW_OPT_DIGITS     THAW_OPT(10)
#define THAW_OPT_COLOR      THAW_OPT(11)
#define THAW_OPT_THREADS    THAW_OPT(12)
#define THAW_OPT_SEED       THAW_OPT(13)
#define THAW_OPT_TIME_LIMIT THAW_OPT(14)
#define THAW_OPT_QUIET      THAW_OPT(15)
#define THAW_OPT_HELP       THAW_OPT(16)
#define THAW_OPT_VERSION    THAW_OPT(17)
#define THAW_OPT_WITH       THAW_OPT(18)
#define THAW_OPT_VERDICTS   THAW_OPT(21)
#define THAW_OPT_DEAL       THAW_OPT(19)
#define THAW_OPT_DIFFERENCE THAW_OPT(20)
#define THAW_OPT_VARY       THAW_OPT(24)
#define THAW_OPT_AGAINST    THAW_OPT(25)
#define THAW_OPT_MARGIN     THAW_OPT(26)
#define THAW_OPT_US         THAW_OPT(27)
#define THAW_OPT_RUNS       THAW_OPT(28)
#define THAW_OPT_MONTHS     THAW_OPT(29)
#define THAW_OPT_PATH       THAW_OPT(30)
#define THAW_OPT_CHINA      THAW_OPT(31)
#define THAW_OPT_MATRIX     THAW_OPT(32)
#define THAW_OPT_ROBUST     THAW_OPT(33)
#define THAW_OPT_REPLICATOR THAW_OPT(34)
#define THAW_OPT_ROUND      THAW_OPT(52)
#define THAW_OPT_SEARCH     THAW_OPT(53)
#define THAW_OPT_RANGES     THAW_OPT(49)
#define THAW_OPT_SHAPE      THAW_OPT(50)
#define THAW_OPT_HISTORY    THAW_OPT(44)
#define THAW_OPT_FROM       THAW_OPT(45)
#define THAW_OPT_NOISE      THAW_OPT(46)
#define THAW_OPT_STORE      THAW_OPT(40)
#define THAW_OPT_MEASURE    THAW_OPT(41)
#define THAW_OPT_DESIGN     THAW_OPT(42)
#define THAW_OPT_POINTS     THAW_OPT(43)
#define THAW_OPT_MAP        THAW_OPT(39)
#define THAW_OPT_TOLERANCE  THAW_OPT(57)
#define THAW_OPT_PICK       THAW_OPT(58)
#define THAW_OPT_DATA       THAW_OPT(48)
/* What every command takes that answers in tables. */
#define THAW_OPT_ANSWER                                                                            \
    (THAW_OPT_FORMAT | THAW_OPT_OUT | THAW_OPT_TABLE | THAW_OPT_DIGITS | THAW_OPT_COLOR)

typedef struct thaw_options {
    uint64_t given;
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
    const char **vary; /* "K", "K=LO:HI", "K=LO:HI:N" and the like; owned array */
    size_t vary_count;
    const char *store;   /* of a sweep: its file; NULL where not given */
    const char *measure; /* of a sweep: "slack,verdict"; NULL where not given */
    const char *map;     /* of a sweep: "A,B"; NULL where not given */
    int design;          /* of a sweep: a thaw_design_kind */
    const char *against; /* the same of one more input; NULL where not given */
    thaw_format format;  /* as given, or by the ending of `out`, or text */
    const char *out;     /* NULL or "-": standard output */
    int digits;          /* -1: each column's own */
    thaw_color color;
    int threads;           /* 0: as many as there are cores */
    uint64_t seed;         /* 0 where not given */
    int runs, months;      /* of a simulation; 0 where not given */
    int points;            /* points of a design; 0 where not given */
    const char *ranges;    /* a file of plausible ranges; NULL where not given */
    thaw_prior_kind shape; /* of what is believed of inputs; uniform where not given */
    const char *pool[2];   /* strategies of each side, "a,b"; NULL where not given */
    double round;          /* months between two offers; 0 where not given */
    const char *history;   /* a record's file; NULL where not given */
    int from;              /* a month of it, 12 * year + month - 1 */
    double coding_noise;   /* chance of a slip at medium confidence */
    double tolerance;      /* share of the payoff range; 0 where not given */
    const char *pick;      /* the equilibrium to show; NULL where not given */
    double time_limit;     /* seconds; infinite where not given */
    bool all, quiet, difference, verdicts, matrix, robust, replicator;
} thaw_options;

/* Reads the command line, in any order of options and arguments. The strings stay the caller's.
 * Fails with THAW_EARG (and a suggestion) on unknown options and on values that are none. Clear in
 * any case. */
thaw_status thaw_options_read(int count, char **arguments, thaw_options *options,
                              thaw_fault *fault);
void thaw_options_clear(thaw_options *options);

/* The fault of having given an option outside `accepted`, if any was, or an -o whose ending says no
 * format where nothing else does. */
thaw_status thaw_options_check(const thaw_options *options, uint64_t accepted, const char *command,
                               thaw_fault *fault);

/* An option, as help and the shells' completions say it. */
typedef struct thaw_option {
    const char *name;
    const char *argument; /* "FORMAT": what its value is; NULL where it takes none */
    int letter;           /* of the short form, or 0 */
    const char *meaning;
} thaw_option;

/* The options of a set one after the other. */
void thaw_options_each(uint64_t set, void (*call)(const thaw_option *option, void *context),
                       void *context);

/* "-f, --format FORMAT". */
enum { THAW_OPTION_USAGE = 64 };
const char *thaw_option_usage(const thaw_option *option, char usage[THAW_OPTION_USAGE]);

/* The values of an option that takes one of a few words; returns how many, 0 where it does not. */
enum { THAW_OPTION_WORDS = 8 };
size_t thaw_option_words(const char *name, const char *words[THAW_OPTION_WORDS]);

const char *thaw_format_name(thaw_format format);

#endif
