/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which deals a command is about. */
#ifndef THAW_CLI_CHOICE_H
#define THAW_CLI_CHOICE_H

#include "cli/study.h"

/* The deals that the command line names behind FILE, unsolved; where it names none, the standard
 * ones are solved and the Nash-best is meant. They are *count of the study's, from *from on.
 * `command` is how one would be named in the fault that there is no best. */
thaw_status thaw_choose_deals(const thaw_options *options, const char *command, thaw_study *study,
                              size_t *from, size_t *count, thaw_faults *faults);

/* One deal, `text`, or where that is NULL the Nash-best of the standard ones: the study's *k,
 * solved. */
thaw_status thaw_choose_deal(const thaw_options *options, const char *text, const char *command,
                             thaw_study *study, size_t *k, thaw_faults *faults);

#endif
