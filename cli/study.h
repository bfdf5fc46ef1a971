/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What solve, why, plans and the like work out first: the setting, no deal in it, and deals. */
#ifndef THAW_CLI_STUDY_H
#define THAW_CLI_STUDY_H

#include "cli/subject.h"
#include "model/dial.h"
#include "solvers/deals.h"

typedef struct thaw_study {
    thaw_subject subject;
    thaw_setting setting;
    bool everywhere;             /* the setting has states that cannot be reached */
    thaw_markov_settings limits; /* from --time-limit and signals */
    int threads;
    thaw_no_deal no_deal;
    double no_deal_forecast[THAW_FORECAST_FEATURES]; /* NaN for a game file */
    double *freeze_months; /* [state]: expected length of a freeze from a frozen state, with
                              no deal; 0 in open states; NULL for a game file */
    thaw_deals deals;
    thaw_deal_answer *answers; /* [deal] */
    thaw_best best;
    bool misperceived;       /* perception.gap_us or relief.disbelief is not 0 */
    double *true_no_deal;    /* [state * players + player]: with both at 0; NULL otherwise */
    double (*true_value)[2]; /* [deal]: at the initial state; NULL otherwise */
} thaw_study;

/* Reads the command's FILE and makes the setting; nothing is solved. Every fault is appended. Clear
 * in any case. */
thaw_status thaw_study_read(const thaw_options *options, const char *file, thaw_study *study,
                            thaw_faults *faults);

/* Solves no deal, and what follows from it, once a study was read. A solver that stopped early is a
 * fault: THAW_ENUMERIC, THAW_ETIME, or THAW_EINTERRUPT. */
thaw_status thaw_study_no_deal(thaw_study *study, thaw_faults *faults);

/* The two together. Clear in any case. */
thaw_status thaw_study_begin(const thaw_options *options, const char *file, thaw_study *study,
                             thaw_faults *faults);

/* The same on all twelve states of a scenario, also those that cannot be reached from its first. */
thaw_status thaw_study_begin_everywhere(const thaw_options *options, const char *file,
                                        thaw_study *study, thaw_faults *faults);

/* Reads FILE, sets monitoring.kind = perfect in a scenario, makes the setting, and solves nothing.
 * The same faults. */
thaw_status thaw_study_seen(const thaw_options *options, const char *file, thaw_study *study,
                            thaw_faults *faults);

/* The same of what the base is about. Clear in any case. */
thaw_status thaw_study_see(const thaw_study *base, thaw_study *study, thaw_fault *fault);

/* The same as thaw_study_begin for the base's scenario with the inputs changed that --with number
 * `number` names. */
thaw_status thaw_study_alter(const thaw_study *base, const char *settings, int number,
                             thaw_study *study, thaw_faults *faults);

/* One input of a scenario and a value of it. */
typedef struct thaw_change {
    char key[THAW_KEY_MAX];
    double value;
} thaw_change;

/* What --set must say to turn a dial of a scenario, *count changes: of `discount` and `patience`
 * both sides' discount factors, else the input itself. */
thaw_status thaw_study_changes(const thaw_study *base, const thaw_dial *dial, double value,
                               thaw_change changes[2], size_t *count, thaw_fault *fault);

/* The same as thaw_study_begin with one dial at another value: with those changes or, of a game
 * file, with other discount factors. */
thaw_status thaw_study_turn(const thaw_study *base, const thaw_dial *dial, double value,
                            thaw_study *study, thaw_faults *faults);
void thaw_study_clear(thaw_study *study);

/* Adds the deals that a text means to the study, unsolved. */
thaw_status thaw_study_add(thaw_study *study, const char *text, thaw_faults *faults);

/* Solves the study's deals, with forecasts, and finds the best. */
thaw_status thaw_study_solve(thaw_study *study, thaw_faults *faults);

/* The standard deals of a study's setting, with their answers and the best of them. */
typedef struct thaw_standard {
    thaw_deals deals;
    thaw_deal_answer *answers; /* [deal]; owned, unless they are `borrowed` from the study */
    bool borrowed;
    thaw_best best;
} thaw_standard;

/* The standard deals of a study whose own deals are solved: the study's, which must outlive them,
 * where it has just these; else they are solved, without forecasts. Clear in any case. */
thaw_status thaw_study_standard(const thaw_study *study, thaw_standard *standard,
                                thaw_fault *fault);
void thaw_standard_clear(thaw_standard *standard);

/* What holds of a deal's text, whether the study has solved it or not: HOLDS when one of the deals
 * it means does, else UNDECIDED when one is undecided, else BREAKS. */
thaw_status thaw_study_verdict(const thaw_study *study, const char *text, thaw_verdict *verdict,
                               thaw_fault *fault);

/* The fault of a solver that stopped early; THAW_OK when it converged. `what` names what was
 * sought. */
thaw_status thaw_study_outcome(const thaw_markov_result *result, const char *what,
                               thaw_fault *fault);

/* The state of the setting that differs from `state` only in the channel, or -1. */
int thaw_study_twin(const thaw_study *study, int state);

/* The price of a departure's loss to a player: what it costs to depart once, in points. */
double thaw_study_price(const thaw_study *study, int player, double loss);

/* The departure that costs least, of either kind: whose, and which. NULL when there is none. */
const thaw_departure *thaw_study_binding(const thaw_study *study, const thaw_deal_answer *answer,
                                         int *player, bool *more);

#endif
