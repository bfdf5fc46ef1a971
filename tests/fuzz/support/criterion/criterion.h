/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Criterion's assertions for the helpers of tests/support where they serve a fuzz target: one that
 * fails is a find. */
#ifndef THAW_TESTS_FUZZ_CRITERION_H
#define THAW_TESTS_FUZZ_CRITERION_H

#include "tests/fuzz/support/fuzz.h"

#define FIRST_HOLDS(holds, ...)         (holds)
#define FIRST_TWO_SAME(one, other, ...) ((one) == (other))

#define cr_assert(...)    require(FIRST_HOLDS(__VA_ARGS__, 0), "%s", #__VA_ARGS__)
#define cr_fatal(...)     require(false, __VA_ARGS__)
#define cr_assert_eq(...) require(FIRST_TWO_SAME(__VA_ARGS__, 0), "%s", #__VA_ARGS__)

#endif
