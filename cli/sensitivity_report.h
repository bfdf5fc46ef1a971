/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `thaw sensitivity` found, and how it says so. */
#ifndef THAW_CLI_SENSITIVITY_REPORT_H
#define THAW_CLI_SENSITIVITY_REPORT_H

#include "cli/sensitivity_inputs.h"
#include "solvers/ensemble.h"
#include "solvers/sensitivity.h"

typedef struct thaw_inquiry {
    const thaw_study *study; /* its deals are those of the draws: the standard ones, or the named */
    thaw_inputs inputs;
    char name[THAW_DEAL_NAME_MAX]; /* of what is asked about: a deal, or a plan under several
                                      punishments */
    bool named;                    /* by the user; else it was chosen */
    bool best;                     /* chosen: it is the Nash-best, else the nearest to holding */
    thaw_deals focus;              /* its deals; borrowed from the study's, from number `first` */
    size_t first, easiest;         /* the one that holds best as things stand, among the study's */
    double noise;                  /* prices may differ by so much through rounding alone */
    uint64_t seed;
    thaw_tornado tornado;       /* outputs of thaw_ensemble_easiest, as are the indices' */
    thaw_threshold *thresholds; /* [input], within its range, of the easiest; owned */
    thaw_sample sample;         /* outputs of thaw_ensemble_all */
    double *outcome;            /* [2 * draw]: price and verdict of the focus; owned */
    double *correlation;        /* [input]: Spearman's, with the price; owned */
    thaw_knowledge *knowledge;  /* [input]; owned */
    thaw_indices indices;
} thaw_inquiry;

void thaw_inquiry_clear(thaw_inquiry *inquiry);

/* The deal that the command line names, or is best, and its price with each input at the ends of
 * its range: fills no more than `tornado` and what it needs. Clear the inquiry in any case. */
thaw_status thaw_inquiry_tornado(const thaw_options *options, thaw_study *study,
                                 thaw_inquiry *inquiry, thaw_faults *faults);

/* Sentences and tables; all: every input. Then the members of the JSON. */
void thaw_inquiry_say(thaw_inquiry *inquiry, bool all, thaw_answer *answer);
void thaw_inquiry_json(thaw_inquiry *inquiry, thaw_answer *answer);

/* ---- --search ---- */

/* What some plan of the search can bring, and what of it hangs on which input. */
typedef struct thaw_aims {
    const thaw_study *study;
    thaw_inputs inputs;
    uint64_t seed;
    thaw_sample sample;        /* outputs of thaw_ensemble_search */
    thaw_knowledge *knowledge; /* [output * inputs + input]; owned */
} thaw_aims;

/* Draws, counts and says it. */
thaw_status thaw_aims_answer(const thaw_options *options, const thaw_study *study,
                             const thaw_sampling *sampling, thaw_answer *answer,
                             thaw_faults *faults);

/* ---- what both count ---- */

enum { THAW_QUANTILES = 5 };
extern const double thaw_quantiles[THAW_QUANTILES]; /* 0.05, 0.25, 0.5, 0.75, 0.95 */

/* Of a column of the draws: output[stride * draw + at] for every draw. Fails with THAW_ENOMEM,
 * which leaves all NaN. */
bool thaw_column_quantiles(const double *output, size_t count, size_t stride,
                           double quantile[THAW_QUANTILES]);

/* How verdicts fell out. */
typedef struct thaw_tally {
    size_t holds, undecided, unsolved, solved;
} thaw_tally;

/* Of verdict[stride * draw]. */
thaw_tally thaw_tally_of(const double *verdict, size_t count, size_t stride);

/* How often a plan holds, and is best: Nash, for the first player, for the second. */
typedef struct thaw_plan_share {
    const char *plan;
    thaw_tally tally;
    size_t best[3];
} thaw_plan_share;

/* Of every plan of the study's deals, in their order, and last, with plan NULL, how often no deal
 * is best. *shares is new. Fails with THAW_ENOMEM. */
bool thaw_plan_shares(const thaw_inquiry *inquiry, thaw_plan_share **shares, size_t *count);

/* The largest less the smallest price that a single input makes, from end to end, 0 where that is
 * noise; NaN where no end has one. */
double thaw_swing(const thaw_inquiry *inquiry, size_t input);

#endif
