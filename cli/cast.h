/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be simulated, ready to be played. */
#ifndef THAW_CLI_CAST_H
#define THAW_CLI_CAST_H

#include "cli/simulate_report.h"

typedef struct thaw_cast {
    thaw_study study;
    char name[THAW_DEAL_NAME_MAX];
    thaw_machine *machine; /* owned */
    double *profile;       /* of a pair; NULL otherwise; owned */
    char **memory;         /* [phase]: names of a pair's memory states; NULL otherwise; owned */
    thaw_play play;
    thaw_futures futures; /* without its simulation */
} thaw_cast;

/* Reads the command's FILE and what `text` names: a deal, "no-deal", or
 * "us-strategy/china-strategy"; NULL: the Nash-best deal. `command` is how one would be named in
 * the fault that there is none. The cast stays where it is. Clear in any case. */
thaw_status thaw_cast_begin(const thaw_options *options, const char *text, const char *command,
                            thaw_cast *cast, thaw_faults *faults);
void thaw_cast_clear(thaw_cast *cast);

/* How many futures, how long, from which seed: as the options say, or the defaults. */
thaw_simulation_settings thaw_cast_settings(const thaw_options *options, const thaw_cast *cast);

#endif
