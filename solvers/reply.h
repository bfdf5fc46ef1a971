/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs of strategies: what they are worth, what follows, and what the best departure of any kind
 * gains.
 *
 * Against an automaton whose memory state is known, whatever a player could do at all is worth no
 * more than a best reply that looks at the month's state and that memory state alone: a Markov
 * decision problem, solved by policy iteration (Howard 1960; Blackwell 1965) with exact values and
 * checked by the judge. */
#ifndef THAW_SOLVERS_REPLY_H
#define THAW_SOLVERS_REPLY_H

#include "model/judge.h"
#include "model/setting.h"
#include "model/strategy.h"
#include "solvers/trigger.h"

/* The best reply of any kind of one player to the other's automaton. */
typedef struct thaw_reply {
    int player;   /* who replies */
    int memories; /* of the other's automaton */
    int states, most;
    int *action;    /* [memory * states + state]; -1 in memory states that cannot occur */
    double *values; /* [memory * states + state]: the player's, normalised; NaN likewise */
    double *loss;   /* [(memory * states + state) * most + action]: what playing it once instead of
                       the best loses, points a month; 0 for the best, never a gain */
    int rounds;     /* of policy iteration */
    thaw_judgement judgement; /* of the reply, by the judge */
} thaw_reply;

/* Fails as thaw_strategy_check, with THAW_ENUMERIC when the policy does not settle
 * or the judge finds a gain above THAW_REGRET of the payoff range, THAW_ENOMEM, THAW_ERANGE. */
thaw_status thaw_reply_solve(const thaw_game *game, const thaw_strategy *other, thaw_reply *reply,
                             thaw_fault *fault);
void thaw_reply_clear(thaw_reply *reply);

/* Two strategies on a game. */
typedef struct thaw_pair_answer {
    thaw_machine *machine; /* its phases are pairs of memory states; owned */
    int *memory_of;        /* [phase * 2 + player]; owned */
    int states;
    double *values;   /* [(phase * states + state) * 2 + player], normalised; owned */
    double value[2];  /* at the setting's first state */
    double residual;  /* the judge's, of the values */
    double *forecast; /* [feature]: expected sums; NULL without a request; owned */
} thaw_pair_answer;

/* sides[player], both given. request may be NULL. Fails as thaw_strategy_machine, or THAW_ENOMEM.
 */
thaw_status thaw_pair_solve(const thaw_setting *setting, const thaw_strategy *const sides[2],
                            const thaw_forecast_request *request, thaw_pair_answer *answer,
                            thaw_fault *fault);
void thaw_pair_clear(thaw_pair_answer *answer);

/* The best departure of any kind from a pair by one player. */
typedef struct thaw_exit {
    int player;
    double
        gain; /* at the setting's first state, points a month, never negative: 0 below the error */
    /* Where it begins: the first month in which the pair can come to a state where the best reply
     * does better than the strategy's play; of several such states the likeliest. -1, and NaN:
     * nowhere. */
    int month; /* from 0 */
    int phase, state;
    int played, action; /* the strategy's action (its likeliest that loses) and the reply's */
    double chance;      /* of being there in that month when both keep to the pair */
    double ahead;       /* what the best reply gains from there on, points a month */
} thaw_exit;

/* reply must answer the other side's strategy of the pair. Fails with THAW_ENOMEM. */
thaw_status thaw_exit_find(const thaw_setting *setting, const thaw_strategy *const sides[2],
                           const thaw_pair_answer *pair, const thaw_reply *reply, thaw_exit *found,
                           thaw_fault *fault);

#endif
