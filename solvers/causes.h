/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What ended China's effort in a simulated future: the last thing that happened without which, and
 * without anything after it, it would still have made one (docs/simulate.md).
 *
 * What would have been is followed with nothing happening: the state stays, a deal's phase stays,
 * strategies move on after signals that are good, and do what they most likely do. */
#ifndef THAW_SOLVERS_CAUSES_H
#define THAW_SOLVERS_CAUSES_H

#include "solvers/simulate.h"

typedef struct thaw_causes thaw_causes;

/* Makes ready to tell the causes in futures of a scenario's play of so many months. The play, and
 * all that it names, must outlive it. Fails with THAW_ENOMEM. */
thaw_status thaw_causes_new(const thaw_play *play, int months, thaw_causes **causes,
                            thaw_fault *fault);
void thaw_causes_free(thaw_causes *causes);

/* What ended effort in month[number], the first without it, which begins with the channel open and
 * is not the first month: a thaw_end_after. */
int thaw_cause_of(const thaw_causes *causes, const thaw_month *month, int number);

/* The shocks of a set, as the thaw_end_after that they are counted under; `pressed` counts as one
 * more. */
int thaw_after_shocks(uint64_t shocks, bool pressed);

#endif
