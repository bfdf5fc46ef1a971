/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bargain over the deals of a study that hold: what each side needs, the frontier, the splits,
 * in words, as tables and as JSON (docs/bargain.md). */
#ifndef THAW_CLI_BARGAIN_REPORT_H
#define THAW_CLI_BARGAIN_REPORT_H

#include "cli/study.h"
#include "solvers/bargain.h"
#include "solvers/search.h"

/* A deal that holds. */
typedef struct thaw_offer {
    const thaw_deal *deal;
    const thaw_deal_answer *answer;
} thaw_offer;

/* Gains beyond no deal, discounted to the first month: points at signing. */
typedef struct thaw_bargaining {
    const thaw_study *study;
    thaw_offer *offers; /* owned */
    size_t count;
    size_t considered;      /* deals among which these were found to hold */
    size_t undecided;       /* of those, not known to hold nor to break */
    size_t better;          /* of the offers, better than no deal for both */
    bool standard;          /* nothing but the standard deals was looked at */
    double round;           /* months between one offer and the next */
    thaw_bargain set, with; /* without and with a payment at signing */
    size_t richest;         /* the offer that payments would choose; THAW_BARGAIN_NONE: no deal */
} thaw_bargaining;

/* Collects the deals of a solved study that hold (whether they are the standard ones: `standard`),
 * and those of a search (NULL: none). Clear in any case. */
thaw_status thaw_bargaining_begin(const thaw_study *study, bool standard, const thaw_search *search,
                                  double round, thaw_bargaining *bargaining, thaw_fault *fault);
void thaw_bargaining_clear(thaw_bargaining *bargaining);

/* Sentences, then tables, then members of the answer's JSON. */
void thaw_bargaining_say(const thaw_bargaining *bargaining, thaw_answer *answer);
void thaw_bargaining_tables(const thaw_bargaining *bargaining, thaw_answer *answer);
void thaw_bargaining_json(const thaw_bargaining *bargaining, thaw_answer *answer);

#endif
