/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many deals of one setting: all solved, and which are best (docs/model.md section 7.4). */
#ifndef THAW_SOLVERS_DEALS_H
#define THAW_SOLVERS_DEALS_H

#include "solvers/trigger.h"

/* What a forecast of the fentanyl game counts, month by month; the last is added by
 * thaw_trigger_solve. */
typedef enum thaw_forecast_feature {
    THAW_FORECAST_FROZEN,  /* months with the channel frozen, or frozen that month */
    THAW_FORECAST_PARTIAL, /* months of partial effort */
    THAW_FORECAST_FULL,    /* months of full effort */
    THAW_FORECAST_LIVES,   /* deaths averted, true ones */
    THAW_FORECAST_ON_PLAN, /* months of the plan's phase */
    THAW_FORECAST_FEATURES
} thaw_forecast_feature;

enum { THAW_FORECAST_MONTHS = 48 };

/* The request for those features over those months. Of a game file: no features but the plan's
 * months. feature is the caller's to free. Fails with THAW_ENOMEM; *request is then empty. */
thaw_status thaw_forecast_of(const thaw_setting *setting, thaw_forecast_request *request,
                             thaw_fault *fault);

/* What the no-deal play of the setting leads to, by feature (ON_PLAN is 0). NaN for a game file. */
thaw_status thaw_no_deal_forecast(const thaw_setting *setting, const thaw_no_deal *no_deal,
                                  double forecast[THAW_FORECAST_FEATURES], thaw_fault *fault);

/* Solves all deals, on several threads (0: all cores): answers[deal], the caller's to clear. When
 * one fails its fault is returned, the rest is cleared. */
thaw_status thaw_deals_solve(const thaw_setting *setting, const thaw_deals *deals,
                             const thaw_no_deal *no_deal, const thaw_forecast_request *request,
                             const thaw_markov_settings *settings, int threads,
                             thaw_deal_answer *answers, thaw_fault *fault);

/* The best of the deals that hold and give every player at least no deal, at the initial state. */
typedef struct thaw_best {
    size_t nash;      /* largest product of gains; THAW_NO_DEAL_BEST where no deal qualifies */
    size_t player[2]; /* largest value to player 0, to player 1 */
} thaw_best;

/* In place of a deal: none holds. */
#define THAW_NO_DEAL_BEST ((size_t)-1)

/* Ties: what gives nobody less and somebody more, then the smaller T, then the earlier deal. */
thaw_best thaw_deals_best(const thaw_setting *setting, const thaw_deals *deals,
                          const thaw_deal_answer *answers, const thaw_no_deal *no_deal);

/* The same for one player alone, of any number of players: THAW_NO_DEAL_BEST where no deal
 * qualifies, and for a player that the game does not have. */
size_t thaw_deals_best_for(const thaw_setting *setting, const thaw_deals *deals,
                           const thaw_deal_answer *answers, const thaw_no_deal *no_deal,
                           int player);

#endif
