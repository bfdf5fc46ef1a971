/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a recorded freeze would have lasted, by the game. */
#ifndef THAW_SOLVERS_REPLAY_FREEZE_H
#define THAW_SOLVERS_REPLAY_FREEZE_H

#include "solvers/replay.h"

/* The months of a recorded freeze that begin with the channel frozen: not the one in which China
 * froze it, but the one after the last that stood frozen, in which it is resumed. As many as stood
 * frozen, one more where it stood so from the first month of the record. */
typedef struct thaw_freeze_span {
    size_t first;  /* index of the first of them */
    int months;    /* how many; of a censored one the last is the month after the record */
    bool censored; /* still frozen as the record ends: it lasted at least so long */
    bool early;    /* frozen already as the record begins: the same */
} thaw_freeze_span;

/* False where the record ends before the first of them. */
bool thaw_freeze_span_of(const thaw_record *record, const thaw_stretch *freeze,
                         thaw_freeze_span *span);

enum { THAW_FREEZE_MONTHS = 120 }; /* how far the law is followed */

/* How long a freeze lasts. */
typedef struct thaw_freeze_law {
    double longer[THAW_FREEZE_MONTHS + 1]; /* [t]: chance that it lasts longer than t months */
    double mean;                           /* months; infinite where it may never end */
    double low, median, high; /* months within which 10%, 50%, 90% have ended; infinite beyond
                                 THAW_FREEZE_MONTHS */
    double as_long; /* chance that it lasts as long as the recorded one; NaN beyond the horizon */
    double as_it_went; /* the same, given the moves of tension as far as recorded */
} thaw_freeze_law;

/* The law of the length of a freeze that begins in the span's first state when everybody plays a
 * rule: of a deal (deal not NULL; profile of both phases, begun in `phase`), or of one phase. */
thaw_status thaw_replay_freeze(const thaw_setting *setting, const thaw_record *record,
                               const thaw_freeze_span *span, const thaw_deal *deal,
                               const double *profile, int phase, thaw_freeze_law *law,
                               thaw_fault *fault);

#endif
