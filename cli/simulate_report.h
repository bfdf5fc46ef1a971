/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `thaw simulate` says: sentences, tables, JSON. */
#ifndef THAW_CLI_SIMULATE_REPORT_H
#define THAW_CLI_SIMULATE_REPORT_H

#include "cli/study.h"
#include "solvers/simulate.h"

/* What was simulated. */
typedef struct thaw_futures {
    const thaw_study *study;
    const char *kind;               /* "deal", "no-deal", "pair" */
    const char *name;               /* "partial@grim", "no-deal", "snapback/opportunist" */
    const thaw_deal_answer *answer; /* of a deal; NULL otherwise */
    bool chosen;                    /* the deal was not named: it is the Nash-best */
    const char *const *memory; /* [phase]: of a pair, both sides' memory states; NULL otherwise */
    const thaw_simulation *simulation;
    size_t asked; /* runs */
} thaw_futures;

/* Header, sentences and tables; all: rows of every month. */
void thaw_futures_say(const thaw_futures *futures, bool all, thaw_answer *answer);
void thaw_futures_json(const thaw_futures *futures, thaw_answer *answer);

/* One future of a play, the first of a seed: month[0 .. months - 1]. */
void thaw_path_say(const thaw_futures *futures, const thaw_play *play, uint64_t seed,
                   const thaw_month *month, int months, thaw_answer *answer);
void thaw_path_json(const thaw_futures *futures, const thaw_play *play, const thaw_month *month,
                    int months, thaw_answer *answer);

#endif
