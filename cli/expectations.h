/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What analysts expected (a scenario's [expect]) and what scripts expect (--expect), beside what
 * was found. */
#ifndef THAW_CLI_EXPECTATIONS_H
#define THAW_CLI_EXPECTATIONS_H

#include "cli/study.h"

/* Says each expectation of the scenario with what was found, and sets "expect" in the answer's
 * JSON. The study's deals are solved. */
thaw_status thaw_expectations_say(const thaw_study *study, thaw_answer *answer, thaw_fault *fault);

/* Checks each --expect DEAL=holds|breaks; disappointed ones are said and set the answer's exit code
 * to 3. */
thaw_status thaw_expectations_check(const thaw_options *options, const thaw_study *study,
                                    thaw_answer *answer, thaw_faults *faults);

#endif
