/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breakdown thresholds: every value of an input at which a deal's verdict changes, as far as a
 * stated resolution sees (docs/model.md section 7.6, docs/thresholds.md).
 *
 * The slack is the smaller of both sides' losses from a departure, breaches and giving more alike;
 * its sign is the verdict. It is solved cold at every point: an answer never depends on where the
 * scan came from. */
#ifndef THAW_SOLVERS_THRESHOLD_H
#define THAW_SOLVERS_THRESHOLD_H

#include "model/dial.h"
#include "solvers/trigger.h"

/* Points across the plausible range, and from each end of it to the bound. */
#define THAW_SCAN_RANGE 33
#define THAW_SCAN_TAIL  16

enum { THAW_THRESHOLD_NAME_MAX = 96 };

/* The slack at one setting of the dials, and what binds there. */
typedef struct thaw_probe {
    bool solved; /* false: the inputs contradict each other, or a solver could not */
    thaw_verdict verdict;
    bool tied;
    double slack; /* the least loss of all, points a month; NaN when nobody can depart */
    double error; /* how far it can be from the truth */
    int player;   /* whose departure has the least price, which with unequal discount factors need
                     not be the one of the least loss; -1 when nobody can depart */
    bool more;    /* that departure gives more */
    char state[THAW_THRESHOLD_NAME_MAX], action[THAW_THRESHOLD_NAME_MAX];
    unsigned long
        support; /* fingerprint of which actions the punishment phase plays, and in which states */
    unsigned long reached; /* fingerprint of the states that can be reached */
} thaw_probe;

/* Whether the slack passes through zero or leaps over it. */
typedef enum thaw_crossing_kind { THAW_ROOT, THAW_JUMP } thaw_crossing_kind;

/* Why a jump is one. */
typedef enum thaw_jump_cause {
    THAW_JUMP_NONE,       /* a root */
    THAW_JUMP_REACHABLE,  /* a state becomes reachable, or ceases to be */
    THAW_JUMP_PUNISHMENT, /* the punishment phase plays other actions */
    THAW_JUMP_SELECTION   /* it plays the same actions with other chances: another equilibrium */
} thaw_jump_cause;

/* A value at which the verdict changes. */
typedef struct thaw_crossing {
    double value;
    double width; /* of the bracket that holds it */
    thaw_crossing_kind kind;
    thaw_jump_cause cause;
    bool holds_below;        /* the deal holds just below the value, else just above */
    thaw_probe below, above; /* just below and just above */
} thaw_crossing;

/* All that was found about one input. */
typedef struct thaw_threshold {
    thaw_dial dial;
    thaw_probe baseline;      /* as it stands */
    thaw_crossing *crossings; /* in ascending order; owned */
    size_t crossing_count;
    size_t points, unsolved; /* scanned; of them not solved */
    size_t undecided;        /* of those solved, where the deal neither holds nor breaks */
    double doubtful[2];      /* the least and the largest value at which that is so; NaN without */
    bool matters;            /* false: the slack is the same wherever the input stands */
    thaw_probe end[2];       /* at the two ends of the scan */
    double step;    /* the widest gap between neighbouring points from dial.from to dial.to:
                       a window narrower than this can have been missed; 0 where that is a
                       point */
    double nearest; /* distance from the baseline to the nearest crossing, as a share of the
                       plausible range; infinite without one; NaN without a baseline or a range */
} thaw_threshold;

/* Solves the case with some dials turned. Never fails but for memory: what could not be solved is
 * said in the probe. */
thaw_status thaw_threshold_probe(const thaw_setting *setting, const thaw_deal *deal,
                                 const thaw_dial *dials, const double *values, size_t count,
                                 const thaw_markov_settings *settings, thaw_probe *probe,
                                 thaw_fault *fault);

/* Every crossing of each dial, one at a time: THAW_SCAN_RANGE points across the plausible range,
 * THAW_SCAN_TAIL from each end of it to the bound, geometric in distance, and the baseline; every
 * change of sign bracketed and closed in by Brent's method (Brent 1973) to a relative 1e-8. Where
 * the slack comes near 0 between two points without changing its sign, its smallest size is looked
 * for by golden section. thresholds[dial] is new; clear each. threads: 0 for all cores. Fails with
 * THAW_ENOMEM, or where settings stop it, with THAW_EINTERRUPT or THAW_ETIME. */
thaw_status thaw_threshold_scan(const thaw_setting *setting, const thaw_deal *deal,
                                const thaw_dial *dials, size_t count,
                                const thaw_markov_settings *settings, int threads,
                                thaw_threshold *thresholds, thaw_fault *fault);

/* The few dials whose crossings are nearest to the baseline. The slopes there say, for each dial
 * and both ways, how far it is until some departure gains (or none does, for a deal that breaks)
 * and until the punishment phase plays another action; the nearest are searched for from the
 * baseline outwards. thresholds has room for `wanted`; *found are filled, nearest first, each with
 * one crossing; clear each. A crossing that slopes do not announce can be missed. Fails as
 * thaw_threshold_scan does. */
thaw_status thaw_threshold_nearest(const thaw_setting *setting, const thaw_deal *deal,
                                   const thaw_dial *dials, size_t count, size_t wanted,
                                   const thaw_markov_settings *settings, int threads,
                                   thaw_threshold *thresholds, size_t *found, thaw_fault *fault);

/* Releases what was found and leaves an empty threshold. */
void thaw_threshold_clear(thaw_threshold *threshold);

/* How far all inputs may move together. */
typedef struct thaw_margin {
    bool found;                 /* false: no change of verdict was found within the ranges */
    double share;               /* smallest common share of the plausible ranges */
    double *value;              /* [dial]: where each stands then; owned */
    thaw_probe baseline, probe; /* as it stands; there */
} thaw_margin;

/* The smallest share r such that moving every dial by at most r times its plausible range, within
 * that range, changes the verdict: breaks a deal that holds, mends one that breaks. Found by
 * following slopes, with the game solved along each direction they give: the deal holds, or breaks,
 * at the values reported, and no smaller share was found. Dials without a range stay. Fails with
 * THAW_EARG where a dial has no baseline, with THAW_ERANGE where that lies outside its bounds, and
 * as thaw_threshold_scan does. */
thaw_status thaw_threshold_margin(const thaw_setting *setting, const thaw_deal *deal,
                                  const thaw_dial *dials, size_t count,
                                  const thaw_markov_settings *settings, int threads,
                                  thaw_margin *margin, thaw_fault *fault);
void thaw_margin_clear(thaw_margin *margin);

/* A point of the frontier between two inputs. */
typedef struct thaw_frontier_point {
    size_t curve; /* which connected piece, from 0 */
    double value[2];
    int holds[2]; /* which way the deal holds: with more (1) or less (-1) of each, both at once;
                     0: across the curve that input hardly moves */
    thaw_probe probe[2]; /* on its two sides: where the deal holds, where it breaks */
} thaw_frontier_point;

/* The curves on which the verdict changes as two dials are turned, within their plausible ranges:
 * found by five scans along each input, at even steps of the other, and followed by steps along the
 * curve with a search across it, around corners too. A closed curve that no scan meets is missed.
 * points is new; free it. */
thaw_status thaw_threshold_frontier(const thaw_setting *setting, const thaw_deal *deal,
                                    const thaw_dial dials[2], const thaw_markov_settings *settings,
                                    int threads, thaw_frontier_point **points, size_t *count,
                                    thaw_fault *fault);

#endif
