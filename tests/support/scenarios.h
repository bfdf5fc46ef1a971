/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios for tests: the baseline with some settings changed. A helper that cannot do its work
 * fails the test. */
#ifndef THAW_TESTS_SUPPORT_SCENARIOS_H
#define THAW_TESTS_SUPPORT_SCENARIOS_H

#include "model/scenario.h"
#include "model/setting.h"

/* scenarios/baseline.ini with settings "section.key=value", the list ended by NULL. */
thaw_scenario baseline_with(const char *const *sets);

/* The baseline itself. */
thaw_scenario baseline(void);

/* The setting of a scenario, reachable states only. */
thaw_setting setting_of(const thaw_scenario *scenario);

#define SETS(...) ((const char *const[]){__VA_ARGS__, NULL})

#endif
