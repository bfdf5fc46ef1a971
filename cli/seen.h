/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What verification would buy: each plan under grim as effort is seen now, under grim if it were
 * seen as it is, and under the harshest credible punishment then. */
#ifndef THAW_CLI_SEEN_H
#define THAW_CLI_SEEN_H

#include "cli/answer.h"
#include "cli/study.h"

/* Whether a deal of the study is under harshest, which supposes that effort is seen, so that grim
 * beside it must be too. */
bool thaw_seen_asked(const thaw_study *study);

/* Solves every plan of the study both ways and says it: sentences, the table "seen", and the array
 * "seen" of the JSON answer. Nothing for a game of more than two players. */
thaw_status thaw_seen_say(const thaw_study *study, thaw_answer *answer, thaw_faults *faults);

#endif
