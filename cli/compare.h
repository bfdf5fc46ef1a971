/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `thaw compare` sets side by side, and the parts it is said in. Private to compare*.c. */
#ifndef THAW_CLI_COMPARE_H
#define THAW_CLI_COMPARE_H

#include "cli/study.h"
#include "solvers/threshold.h"

enum {
    THAW_VARIANT_NAME_MAX = 512, /* bytes of a column's name, with its end; longer ones are cut */
    THAW_VARIANT_NEAREST = 5     /* thresholds of each Nash-best deal */
};

/* One column: a FILE as it stands, or the first FILE with the inputs of one --with changed. */
typedef struct thaw_variant {
    thaw_study study;                 /* must not move: its setting points into it */
    const char *with;                 /* "economy.weakness=1.4"; NULL for a FILE */
    char name[THAW_VARIANT_NAME_MAX]; /* for programs: the file's name, or `with` */
    char head[THAW_VARIANT_NAME_MAX]; /* for people: the same, a setting a word */
    size_t standard; /* the study's first deals: the standard list; 0 for a game file */
    size_t *named;   /* [--deal]: the first deal it means, THAW_NOT_THERE when the variant lacks it;
                        owned */
    thaw_threshold nearest[THAW_VARIANT_NEAREST]; /* of the Nash-best deal */
    size_t nearest_count;
    bool late; /* the time limit came before they were found */
} thaw_variant;

#define THAW_NOT_THERE ((size_t)-1)

typedef struct thaw_comparison {
    const thaw_options *options;
    thaw_variant *items; /* at least two; owned */
    size_t count;
    char (*plans)[THAW_DEAL_PLAN_MAX]; /* of the standard lists together; owned */
    size_t plan_count;
} thaw_comparison;

/* A setting of a --with: its key and its value, without the blanks around them and the comment. */
typedef struct thaw_with {
    const char *key, *value;
    int key_length, value_length;
    bool last;
} thaw_with;

/* The setting that begins at *rest, which is moved to the next one; false at the end. */
bool thaw_with_next(const char **rest, thaw_with *with);

/* How far a plan holds: the mildest of its deals that does. */
typedef enum thaw_reach_kind {
    THAW_REACH_ABSENT, /* the variant does not have the plan */
    THAW_REACH_NOWHERE,
    THAW_REACH_UNDECIDED, /* it holds under none, but not for certain */
    THAW_REACH_FROM
} thaw_reach_kind;

typedef struct thaw_reach {
    thaw_reach_kind kind;
    size_t deal; /* of the study: the mildest that holds */
    size_t rank; /* its place among the plan's deals, from 0 */
    bool last;   /* there is no harsher one */
    bool gaps;   /* the plan breaks under a harsher one */
} thaw_reach;

/* Of the deals from, from + 1, ..., mildest first; and of a plan of the standard list. */
thaw_reach thaw_reach_of(const thaw_variant *variant, size_t from, size_t count);
thaw_reach thaw_reach_of_plan(const thaw_variant *variant, const char *plan);

/* How many deals the text of a --deal means. */
size_t thaw_deals_meant(const char *text);

/* A table with an item a row and a variant a column, in which what is missing is a dash; with
 * --difference the later columns are signed. */
thaw_table *thaw_compare_table(const thaw_comparison *comparison, thaw_answer *answer,
                               const char *name, const char *title);

/* The cell of variant k: a number of so many decimals (or THAW_SHORTEST), as its difference from
 * `first` where the comparison is of differences; missing where it is NaN. */
void thaw_compare_number(const thaw_comparison *comparison, size_t k, double value, double first,
                         int digits, thaw_table *table);

/* The inputs that differ: "inputs" of the answer's JSON, and a table. */
thaw_status thaw_compare_inputs(thaw_comparison *comparison, thaw_answer *answer,
                                thaw_fault *fault);

/* What follows: no deal, plans, deals, the best ones, what is nearest to breaking the Nash-best. */
void thaw_compare_tables(const thaw_comparison *comparison, thaw_answer *answer);

/* What each later column does, against the first, in one to three sentences each. */
void thaw_compare_say(const thaw_comparison *comparison, thaw_answer *answer);

#endif
