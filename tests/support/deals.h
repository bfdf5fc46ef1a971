/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals for tests: named as a user names them, solved in a setting. */
#ifndef THAW_TESTS_SUPPORT_DEALS_H
#define THAW_TESTS_SUPPORT_DEALS_H

#include "solvers/trigger.h"

/* The one deal that `name` means; clear with thaw_deals_clear. */
thaw_deals deal_named(const thaw_setting *setting, const char *name);

/* The deal solved from nothing known, no deal included; clear with thaw_deal_answer_clear. */
thaw_deal_answer answer_to(const thaw_setting *setting, const char *name);

/* The name of the state and of the action of a departure; "" where there is none. */
const char *departure_state(const thaw_setting *setting, const thaw_departure *departure);
const char *departure_action(const thaw_setting *setting, const thaw_departure *departure,
                             int player);

#endif
