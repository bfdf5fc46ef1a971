/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What analysts expected (a scenario's [expect]) and what scripts expect (--expect), beside what
 * was found. */
#ifndef THAW_CLI_EXPECTATIONS_H
#define THAW_CLI_EXPECTATIONS_H

#include "cli/study.h"

typedef enum thaw_agreement {
    THAW_AGREES,
    THAW_DISAGREES,
    THAW_OPEN, /* undecided, or there is nothing to compare with */
    THAW_AGREEMENTS
} thaw_agreement;

/* One expectation beside what was found. */
typedef struct thaw_finding {
    char key[THAW_KEY_MAX];       /* "full_calm", "effort" */
    char expected[THAW_TEXT_MAX]; /* "holds", "none" */
    char found[THAW_TEXT_MAX];    /* "holds", "partial_pressure", "7.8 months" */
    char asked[THAW_TEXT_MAX];    /* for people: "full_calm to hold", "no effort" */
    thaw_agreement agreement;
} thaw_finding;

typedef struct thaw_findings {
    thaw_finding *items; /* in the scenario's order; owned */
    size_t count;
    size_t of[THAW_AGREEMENTS]; /* how many agree, disagree, are open */
} thaw_findings;

/* Holds the expectations of the study's scenario against its answers; a game file has none. The
 * study's deals are solved; the standard deals are solved where best_us, best_china or effort is
 * expected and the study has other deals. Clear in any case. */
thaw_status thaw_findings_find(const thaw_study *study, thaw_findings *findings, thaw_fault *fault);
void thaw_findings_clear(thaw_findings *findings);

/* China's likeliest effort in an open month like the first one, under the Nash-best of the study's
 * deals, or with no deal where none is best: what "effort" is held against in a study of the
 * standard deals. Of a scenario. */
const char *thaw_effort_found(const thaw_study *study);

/* What "freeze_months" is held against: how long a freeze lasts with no deal that begins in a month
 * like the first one. NaN where none can. Of a scenario. */
double thaw_freeze_found(const thaw_study *study);

/* "agrees", "disagrees", "undecided". */
const char *thaw_agreement_text(thaw_agreement agreement);

/* "expect" of JSON answers. */
json_t *thaw_findings_json(const thaw_findings *findings);

/* "said" or "why" of the scenario's [expect], or NULL. */
const char *thaw_expectation_text(const thaw_scenario *scenario, const char *key);

/* Says each expectation with what was found, what the analysts said, and, where something disagrees
 * and the inputs are the file's own, the file's reason; sets "expect", "said" and "why" in the
 * answer's JSON. */
thaw_status thaw_expectations_say(const thaw_options *options, const thaw_study *study,
                                  thaw_answer *answer, thaw_fault *fault);

/* Checks each --expect DEAL=holds|breaks; disappointed ones are said and set the answer's exit code
 * to 3. */
thaw_status thaw_expectations_check(const thaw_options *options, const thaw_study *study,
                                    thaw_answer *answer, thaw_faults *faults);

#endif
