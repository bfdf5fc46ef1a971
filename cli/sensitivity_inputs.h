/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs that `thaw sensitivity` varies, and what is believed of each. */
#ifndef THAW_CLI_SENSITIVITY_INPUTS_H
#define THAW_CLI_SENSITIVITY_INPUTS_H

#include "cli/dials.h"
#include "model/prior.h"

typedef struct thaw_inputs {
    thaw_dials dials;           /* [input]; from and to are the prior's ends */
    thaw_prior *priors;         /* [input]; owned */
    size_t outside;             /* of the inputs stand outside their range */
    size_t unknown;             /* others have no range, and stay where they stand */
    char example[THAW_KEY_MAX]; /* one of these */
} thaw_inputs;

/* Those of --vary, else all that have a range: of --ranges, or of the ranges that come with Thaw.
 * A range that is a point leaves its input where it stands. The deal (of the study) is what
 * trigger.months means; alone: no other deal is asked about. Clear in any case. */
thaw_status thaw_inputs_read(const thaw_options *options, const thaw_study *study,
                             const thaw_deal *deal, bool alone, thaw_inputs *inputs,
                             thaw_faults *faults);
void thaw_inputs_clear(thaw_inputs *inputs);

#endif
