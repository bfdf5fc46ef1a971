/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search over plans: every stance and effort by tension, under the standard punishments. */
#ifndef THAW_SOLVERS_SEARCH_H
#define THAW_SOLVERS_SEARCH_H

#include "solvers/deals.h"

/* Called now and then with how many deals of how many are done, from one thread at a time. */
typedef void thaw_progress(size_t done, size_t total, void *context);

/* The plans of the search, without +delist: how many, and number k of them, not named. */
size_t thaw_search_plans_count(void);
thaw_plan thaw_search_plan(size_t k);

/* What the search has found. */
typedef struct thaw_search {
    thaw_deals deals;          /* those that hold, plan by plan in the order of the search; owned */
    thaw_deal_answer *answers; /* [deal]; owned */
    size_t searched;           /* deals whose verdict is known */
    size_t undecided;
    thaw_best best;
    thaw_outcome outcome; /* THAW_OUTCOME_CONVERGED when all were searched */
} thaw_search;

/* Searches the 9^3 plans of a stance (pressure, steady, relief) and an effort (none, partial, full)
 * for each tension, with relief/resume and with steady/resume while frozen, without and with
 * +delist where that differs, under `count` punishments (0: the standard ones; each counts once). A
 * plan equal to a built-in one bears its name, others their pairs. settings' limits are for the
 * whole. Fails with THAW_EARG for a game file, THAW_ENOMEM, THAW_ENUMERIC; under harshest also as
 * thaw_perfect_solve does. */
thaw_status thaw_search_plans(const thaw_setting *setting, const thaw_no_deal *no_deal,
                              const thaw_punishment *punishments, size_t count,
                              const thaw_markov_settings *settings, int threads,
                              thaw_progress *progress, void *context, thaw_search *search,
                              thaw_fault *fault);
void thaw_search_clear(thaw_search *search);

#endif
