/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The waiting game of a frozen channel, in words, as a table and as JSON (docs/bargain.md). */
#ifndef THAW_CLI_STANDOFF_REPORT_H
#define THAW_CLI_STANDOFF_REPORT_H

#include "cli/study.h"
#include "solvers/standoff.h"

/* The frozen states of a study's setting with no deal: sentences about the one that is nearest to
 * its first state, a table and the JSON member "waiting" with all of them. */
void thaw_standoff_say(const thaw_study *study, const thaw_standoff *standoffs, size_t count,
                       thaw_answer *answer);
void thaw_standoff_table(const thaw_study *study, const thaw_standoff *standoffs, size_t count,
                         thaw_answer *answer);
void thaw_standoff_json(const thaw_study *study, const thaw_standoff *standoffs, size_t count,
                        thaw_answer *answer);

#endif
