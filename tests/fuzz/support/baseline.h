/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The baseline, for targets that need a scenario to read something in. */
#ifndef THAW_TESTS_FUZZ_BASELINE_H
#define THAW_TESTS_FUZZ_BASELINE_H

#include "model/setting.h"

/* Read once, from scenarios/baseline.ini. */
const thaw_setting *baseline_setting(void);

#endif
