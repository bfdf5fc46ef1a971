/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a replay says in sentences. */
#ifndef THAW_CLI_REPLAY_WORDS_H
#define THAW_CLI_REPLAY_WORDS_H

#include "cli/replay_report.h"

/* The record, agreement, likelihood, freezes, tension: a paragraph each. */
void thaw_replay_tell(const thaw_replay *replay, thaw_answer *answer);

#endif
