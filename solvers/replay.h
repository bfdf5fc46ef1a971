/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The game held against the record: what a rule of conduct would have had each side do in the
 * months that were, how well that agrees, and how likely the record is under it.
 *
 * Months are taken with the state in which they began, as recorded; how that state came about is no
 * part of any comparison. What is recorded of a month is seen through coding: with the chance
 * `slip` something else is written down than what was done, each of the other possibilities being
 * as likely as the next. */
#ifndef THAW_SOLVERS_REPLAY_H
#define THAW_SOLVERS_REPLAY_H

#include "model/deal.h"
#include "model/record.h"

/* Months of a record, by index. */
typedef thaw_stretch thaw_window;

/* ---- acts: what a record can tell apart ---- */

/* Of the US pressure, steady, relief (announcements are not coded). Of China freeze, none, partial,
 * full where the month began open; stay, resume where it began frozen. */
enum { THAW_ACTS_MOST = 4 };
int thaw_act_count(int player, bool frozen);
const char *thaw_act_name(int player, bool frozen, int act);

/* The act of month k. */
int thaw_record_act(const thaw_record *record, size_t k, int player);

/* A rule of conduct for every state of a setting: chances of actions, in one phase or in two (a
 * plan and its punishment), between which signals lead, seen by the two and not recorded. */
typedef struct thaw_rule {
    const double *profile; /* [phase]: chances of all actions, as a profile of the game; NULL: every
                              act equally likely */
    int phases;            /* 1 or 2; the first month is in phase 0 */
    const double *leave;   /* [state of the game]: chance that a month of phase 0 in which both keep
                              to it is followed by phase 1; NULL with one phase */
    double back;           /* chance that a month of phase 1 is followed by phase 0 */
} thaw_rule;

/* Chances of the acts of a player in a state of the fentanyl game, which the setting must have. */
void thaw_rule_acts(const thaw_setting *setting, const thaw_rule *rule, int phase, int state,
                    int player, double acts[THAW_ACTS_MOST]);

/* The profile that plays a deal's plan for sure: thaw_game_action_total numbers. */
void thaw_rule_of_plan(const thaw_setting *setting, const thaw_deal *deal, double *profile);

/* leave[state] of a deal: the chance that a month in which both keep to it falls short. */
thaw_status thaw_rule_false_alarms(const thaw_setting *setting, const thaw_deal *deal,
                                   double *leave, thaw_fault *fault);

/* ---- agreement ---- */

enum { THAW_BOTH = 2 }; /* in place of a player: both sides' acts agree */

/* How often what is recorded is what a rule would have done. */
typedef struct thaw_agreement {
    size_t months, agree; /* agree: the recorded act is the likeliest of the rule's, phase 0 */
    size_t least, most;   /* the same if every effort that may have been in a month of low
                             confidence (thaw_recorded_band) has to agree, or if one has to */
    double interval[2];   /* 95%, of the share agree/months (Wilson) */
} thaw_agreement;

/* player: 0, 1 or THAW_BOTH. */
thaw_agreement thaw_replay_agree(const thaw_setting *setting, const thaw_record *record,
                                 thaw_window window, const thaw_rule *rule, int player);

/* Expected number of months without effort in the window's states: frozen ones, and those in which
 * the rule has China make none or freeze. */
double thaw_replay_idle(const thaw_setting *setting, const thaw_record *record, thaw_window window,
                        const thaw_rule *rule);

/* ---- likelihood ---- */

#define THAW_SLIP_MAX 0.25 /* largest size of coding noise: at low confidence 1/2 */

/* Chances of a slip by confidence: `size` at med, twice that at low, half of it at high. */
void thaw_slips(double size, double slip[THAW_CONFIDENCES]);

/* How likely a recorded act is under chances of acts, given a chance of a slip. */
double thaw_seen_chance(const double *acts, int count, int recorded, double slip);

/* How well a rule describes the recorded months. */
typedef struct thaw_fit {
    double log_likelihood; /* natural, of all the window's months; -infinity: ruled out (months
                              after one that is impossible are as if it had not been seen) */
    double *chance; /* [month of the window]: of what is recorded of it, given those before */
    double *away;   /* the same: chance that it was in phase 1, given all; 0 with one phase */
} thaw_fit;

/* The likelihood of what a player, or THAW_BOTH, is recorded to have done under a rule that begins
 * with the window, by the forward and backward recursions of hidden Markov chains (Baum, Petrie,
 * Soules & Weiss 1970). Given the phase the two sides' slips are independent. Clear with
 * thaw_fit_clear. */
thaw_status thaw_replay_fit(const thaw_setting *setting, const thaw_record *record,
                            thaw_window window, const thaw_rule *rule, int player,
                            const double slip[THAW_CONFIDENCES], thaw_fit *fit, thaw_fault *fault);
void thaw_fit_clear(thaw_fit *fit);

/* Weights of rules, equally likely at first, given their log likelihoods: they sum to 1, or are all
 * 0 where every rule is ruled out. */
void thaw_fit_weights(const double *log_likelihood, size_t rules, double *weight);

/* ---- tension ---- */

#define THAW_TENSION_PRIOR 0.5 /* Jeffreys */

/* Moves of tension: as recorded, and as the scenario has them. */
typedef struct thaw_tension_moves {
    size_t count[THAW_TENSIONS][THAW_TENSIONS]; /* from, to: months of the window that follow each
                                                   other */
    double mean[THAW_TENSIONS][THAW_TENSIONS];
    double interval[THAW_TENSIONS][THAW_TENSIONS][2]; /* 95% */
    double in_use[THAW_TENSIONS][THAW_TENSIONS]; /* the scenario's, shocks and all: averaged over
                                                    those months, in their states and under the acts
                                                    recorded; where there are none, unlisted, open
                                                    and under steady/none */
} thaw_tension_moves;

/* Chances of moves of tension, re-estimated from the window. */
thaw_status thaw_replay_tension(const thaw_setting *setting, const thaw_record *record,
                                thaw_window window, thaw_tension_moves *moves, thaw_fault *fault);

#endif
