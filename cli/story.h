/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The story of an answer in sentences that can be quoted: what happens with no deal, which plans
 * hold and who breaks the others, which deals are best. Each is generated from the study and says
 * nothing that its numbers do not. Those that write into a buffer take THAW_STORY_MAX bytes and
 * return it; "" where there is nothing to say. */
#ifndef THAW_CLI_STORY_H
#define THAW_CLI_STORY_H

#include "cli/study.h"

enum { THAW_STORY_MAX = 4096 };

/* Title, file, first state, and what makes the question a limit case. */
void thaw_story_header(const thaw_study *study, thaw_answer *answer);

/* The first state with its channel open, or with it frozen; -1 where there is none. */
int thaw_story_state(const thaw_study *study, bool frozen);

/* What the two do with no deal, and how long a freeze lasts. */
const char *thaw_story_no_deal(const thaw_study *study, char *buffer);

/* Under which punishments a plan's deals hold; where they break, who gains by what. The study's
 * deals of that plan stand together, mildest punishment first. */
const char *thaw_story_plan(const thaw_study *study, const char *plan, char *buffer);

/* What a deal is: "Full effort for relief in calm months (full_calm) if a single lapse ends it for
 * good". */
const char *thaw_story_deal(const thaw_study *study, size_t k, char *buffer);

/* The best deals; what they bring; how the Nash-best punishes. Or that there is none, and why. */
const char *thaw_story_best(const thaw_study *study, char *buffer);

/* The fault of a command that needs a deal, was given none, and finds none best: what could be
 * named in `command` FILE DEAL. */
thaw_status thaw_story_name_one(const thaw_study *study, const char *command, const char *file,
                                thaw_fault *fault);

/* All of it, in order. named: the user named the deals, so each of them is spoken of. */
void thaw_story_tell(const thaw_study *study, bool named, thaw_answer *answer);

#endif
