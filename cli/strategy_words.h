/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Departures from pairs of strategies in words and as JSON: shared by strategies and why. */
#ifndef THAW_CLI_STRATEGY_WORDS_H
#define THAW_CLI_STRATEGY_WORDS_H

#include "cli/answer.h"
#include "cli/phrases.h"
#include "solvers/reply.h"

enum { THAW_EXIT_MAX = 1024 }; /* bytes of a departure in words */

/* "in the first month, a calm month on the list, by freezing the channel"; "" for a departure that
 * gains nothing. */
const char *thaw_exit_words(const thaw_study *study, const thaw_strategy *const sides[2],
                            const thaw_pair_answer *pair, const thaw_exit *found, char *buffer);

/* {"month", "state", "memory": [us, china], "played", "action", "kind"}; null likewise. */
json_t *thaw_exit_json(const thaw_study *study, const thaw_strategy *const sides[2],
                       const thaw_pair_answer *pair, const thaw_exit *found);

/* A pair, its best replies and the best departures of both sides. */
typedef struct thaw_pair_study {
    const thaw_strategy *sides[2]; /* borrowed */
    thaw_pair_answer pair;
    thaw_reply reply[2]; /* [player]: that player's, to the other's strategy */
    thaw_exit exit[2];   /* [player] */
} thaw_pair_study;

/* Solves it. Clear in any case. */
thaw_status thaw_pair_study_begin(const thaw_study *study, const thaw_strategy *const sides[2],
                                  thaw_pair_study *pair, thaw_fault *fault);
void thaw_pair_study_clear(thaw_pair_study *pair);

/* "US$ 0.03 bn a month". */
const char *thaw_gain_words(double gain, char *buffer);

#endif
