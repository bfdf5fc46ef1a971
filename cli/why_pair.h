/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of `thaw why` that is about pairs of strategies. */
#ifndef THAW_CLI_WHY_PAIR_H
#define THAW_CLI_WHY_PAIR_H

#include "cli/answer.h"
#include "cli/study.h"

/* Explains the best departure from the pair that `text` names, "snapback-6/opportunist". Faults are
 * appended. */
thaw_status thaw_why_pair(const thaw_study *study, const char *text, thaw_answer *answer,
                          thaw_faults *faults);

#endif
