/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan could rest on if every departure were seen: perfect monitoring, and the harshest
 * credible punishment (docs/model.md section 7.5).
 *
 * Under `harshest` a departure is answered, from the next month on, by what is worst for the one
 * who departed: of the pure-action subgame-perfect payoffs of the state then reached, and of no
 * deal, which is an equilibrium too (and may mix: a plan that holds under grim so never breaks
 * here). */
#ifndef THAW_SOLVERS_HARSHEST_H
#define THAW_SOLVERS_HARSHEST_H

#include "solvers/equilibria.h"
#include "solvers/trigger.h"

/* A setting in which every departure is seen, and what can answer one. */
typedef struct thaw_perfect {
    thaw_scenario *scenario; /* with monitoring.kind = perfect; NULL for a game file */
    thaw_setting setting;    /* of it; a game file's with its actions public */
    thaw_setting open;       /* the same with no signals: actions are public */
    thaw_no_deal no_deal;
    thaw_equilibria sets; /* of setting's game */
    double *answers;      /* [state * players + player]: the worst that is known to answer one */
    double *least;        /* the same: no equilibrium gives less */
} thaw_perfect;

/* Largest gap of the payoff sets where nothing else is asked for, as a share of the payoff range.
 */
#define THAW_PERFECT_TOLERANCE 1e-4

/* A gap that decides most deals, at a fraction of the time: to be refined where it does not. */
#define THAW_PERFECT_COARSE 1e-2

/* The setting under perfect monitoring, solved. tolerance 0: THAW_PERFECT_TOLERANCE. Fails with
 * THAW_EARG for other than two players, with what the solvers fail with, and where they stopped
 * early with THAW_ENUMERIC or THAW_EINTERRUPT. Clear in any case. */
thaw_status thaw_perfect_solve(const thaw_setting *setting, double tolerance,
                               const thaw_markov_settings *settings, thaw_perfect *perfect,
                               thaw_fault *fault);
void thaw_perfect_clear(thaw_perfect *perfect);

/* The payoff sets once more, to another tolerance; all else stays. Fails as above. */
thaw_status thaw_perfect_refine(thaw_perfect *perfect, double tolerance,
                                const thaw_markov_settings *settings, thaw_fault *fault);

/* A deal of the original setting under the harshest punishment. The losses are those against
 * equilibria that are known: "holds" is said where these deter, "breaks" only where no pure-action
 * equilibrium, nor no deal, would. `error` has in it how much more one could lose against some that
 * is not known. */
thaw_status thaw_harshest_solve(const thaw_perfect *perfect, const thaw_deal *deal,
                                const thaw_forecast_request *request, thaw_deal_answer *answer,
                                thaw_fault *fault);

/* A deal under whatever punishment it names: under harshest with what `perfect` knows already,
 * under any other as thaw_trigger_solve. For many deals of one setting: alone, a deal under
 * harshest finds the payoff sets itself. perfect may be NULL where no deal is under harshest. */
thaw_status thaw_deal_solve(const thaw_setting *setting, const thaw_perfect *perfect,
                            const thaw_deal *deal, const thaw_no_deal *no_deal,
                            const thaw_forecast_request *request,
                            const thaw_markov_settings *settings, thaw_deal_answer *answer,
                            thaw_fault *fault);

/* The same plan under grim with perfect monitoring. */
thaw_status thaw_perfect_grim_solve(const thaw_perfect *perfect, const thaw_deal *deal,
                                    const thaw_markov_settings *settings, thaw_deal_answer *answer,
                                    thaw_fault *fault);

#endif
