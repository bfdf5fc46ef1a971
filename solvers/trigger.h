/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does a deal hold? The product of game and deal, the equilibrium of its punishment phase, and what
 * every departure from the plan loses.
 *
 * By the one-shot deviation principle (Blackwell 1965) the deal is a perfect public equilibrium
 * when no departure gains in any state of the plan's phase that can be reached, given that play in
 * the punishment phase is one (Green & Porter 1984; docs/model.md section 7.4). */
#ifndef THAW_SOLVERS_TRIGGER_H
#define THAW_SOLVERS_TRIGGER_H

#include "model/deal.h"
#include "solvers/markov.h"

/* Whether a deal holds by itself. */
typedef enum thaw_verdict { THAW_HOLDS, THAW_BREAKS, THAW_UNDECIDED } thaw_verdict;

const char *thaw_verdict_text(thaw_verdict verdict); /* "holds", "breaks", "undecided" */

/* The departure of one player that loses least. */
typedef struct thaw_departure {
    int state, action; /* of the game; -1 where the player has no such departure */
    double loss;       /* points a month, normalised; negative is a gain; NaN where there is none */
} thaw_departure;

/* No deal, ready to be reused: under grim the punishment phase is no deal itself. */
typedef struct thaw_no_deal {
    double *profile; /* thaw_game_action_total of the game */
    double *values;  /* [state * players + player], normalised */
    thaw_markov_result result;
} thaw_no_deal;

/* What was found about a deal. */
typedef struct thaw_deal_answer {
    int states, players;
    thaw_markov_result
        punishment; /* how the punishment phase was found; its judgement is of the whole product */
    thaw_verdict verdict; /* undecided also when the punishment phase was not found */
    bool tied;            /* holds, but some departure loses exactly nothing */
    bool asks_too_little; /* breaks, but only because giving more pays */
    double error;  /* half of how far a loss can be from the truth, at most, points a month */
    double *doubt; /* [player]: a loss is this near to the truth, in exact arithmetic; a smaller one
                      is undecided. Under harshest the truth may be more, by what `error` says */
    thaw_departure *breach; /* [player]: giving less */
    thaw_departure *more;   /* [player]: giving more */
    double *loss;   /* laid out as profile below: in the plan's phase what each departure loses, NaN
                       for the promised action and its duplicates; in the punishment phase what each
                       action loses, 0 or nearly for those that are played; NaN where the state cannot
                       be reached */
    double *values; /* [(phase * states + state) * players + player], normalised */
    double *profile; /* chances of all actions, phase 0 (the plan, pure) then phase 1, each laid out
                        as a profile of the game */
    bool *reachable; /* [state]: from the initial one by any actions and chance, in either phase */
    bool both_would_return; /* in the initial state both are worse off in the punishment phase */
    double *forecast;       /* [feature]: expected sums over the months asked for; NULL without */
} thaw_deal_answer;

/* Features of the game's rows to be summed over the first months, and how many months. */
typedef struct thaw_forecast_request {
    int months, features;
    const double *feature; /* [row * features + feature]; of the game */
} thaw_forecast_request;

/* Solves a deal of the setting (model/deal.h: its actions exist, its months are 1 or more) under a
 * trigger or grim. no_deal (may be NULL) saves work under grim. request may
 * be NULL. The forecast's features are followed by one more: months of the plan's phase. Release
 * with thaw_deal_answer_clear. */
thaw_status thaw_trigger_solve(const thaw_setting *setting, const thaw_deal *deal,
                               const thaw_no_deal *no_deal, const thaw_forecast_request *request,
                               const thaw_markov_settings *settings, thaw_deal_answer *answer,
                               thaw_fault *fault);
void thaw_deal_answer_clear(thaw_deal_answer *answer);

/* What answers departures: payoffs [state * players + player] of a player from then on. */
typedef struct thaw_answers {
    const double *known; /* in equilibria that are known */
    const double *least; /* no equilibrium gives less; not above known */
    double error;        /* both are this near to the truth, points a month */
} thaw_answers;

/* The same where departures are answered, in each next state, by payoffs that are each player's
 * own. What loses against equilibria that are known is deterred; what gains against the least that
 * any gives is not. Play in the punishment phase is shown as no deal's. The setting's actions must
 * be public. Used for harshest (solvers/harshest.h). */
thaw_status thaw_trigger_weigh(const thaw_setting *setting, const thaw_deal *deal,
                               const thaw_answers *answers, const thaw_no_deal *no_deal,
                               const thaw_forecast_request *request, thaw_deal_answer *answer,
                               thaw_fault *fault);

/* No deal in a setting. */
thaw_status thaw_no_deal_solve(const thaw_setting *setting, const thaw_markov_settings *settings,
                               thaw_no_deal *no_deal, thaw_fault *fault);
void thaw_no_deal_clear(thaw_no_deal *no_deal);

/* The price of a departure: the smallest single payment, in points, that would make it worth while.
 */
double thaw_price(double loss, double discount);

/* The departure whose price is the smallest, of either kind, of anybody: what binds a deal; whose,
 * and whether it gives more. Of equals the first player's, a breach before giving more. NULL when
 * nobody can depart. The game is the one that the answer is about. */
const thaw_departure *thaw_binding_departure(const thaw_game *game, const thaw_deal_answer *answer,
                                             int *player, bool *more);

/* Slack of a deal to one player: the smaller of its losses from a breach; NaN without one. */
double thaw_slack(const thaw_deal_answer *answer, int player);

#endif
