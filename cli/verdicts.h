/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenarios that come with Thaw, solved: what holds in each, and whether analysts expected it.
 */
#ifndef THAW_CLI_VERDICTS_H
#define THAW_CLI_VERDICTS_H

#include "cli/expectations.h"

/* A scenario that is listed, and, once solved, what there is to say of it. */
typedef struct thaw_listed {
    const char *name, *path; /* of the shelf */
    const char *family;      /* the scenario that this one is another run of, or NULL */
    thaw_scenario scenario;
    char plan[THAW_PLAN_NAME_MAX + sizeof "+delist"]; /* of the Nash-best deal, "" for none */
    char deal[THAW_DEAL_NAME_MAX];                    /* the deal itself, "no-deal" for none */
    const char *effort;
    double freeze_months; /* infinite where it never ends, NaN where none begins */
    json_t *best;         /* "best" */
    thaw_findings findings;
    thaw_status status; /* of solving */
    thaw_faults faults;
} thaw_listed;

/* Solves them, several at a time, with the --threads, --time-limit and --quiet of the options. The
 * first that cannot be solved is the failure, its faults are appended; *solved is how many stand
 * before it. */
thaw_status thaw_verdicts_solve(const thaw_options *options, thaw_listed *listed, size_t count,
                                size_t *solved, thaw_faults *faults);

/* Says them: one row each, and with --all a part each. */
void thaw_verdicts_say(const thaw_options *options, const thaw_listed *listed, size_t count,
                       thaw_answer *answer);

/* The members of a scenario's JSON that solving adds. */
void thaw_verdicts_json(const thaw_listed *listed, thaw_answer *answer, json_t *object);

/* Frees what solving made. */
void thaw_verdicts_clear(thaw_listed *listed);

#endif
