/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No deal: a Markov perfect equilibrium, on the principal branch of the stationary logit
 * equilibria.
 *
 * Start at precision 0, every action of a state equally likely, and follow the connected curve of
 * logit equilibria until precision grows without bound; the limit is the answer (docs/model.md
 * section 7.2; Eibelshaeuser & Poensgen 2019; Turocy 2005; McKelvey & Palfrey 1995). Precision
 * multiplies action values as plain discounted sums and is the same for all players and states. Any
 * number of players. */
#ifndef THAW_SOLVERS_MARKOV_H
#define THAW_SOLVERS_MARKOV_H

#include "model/game.h"
#include "model/judge.h"

/* Steps before the path is given up: ten times what the hardest game tested so far takes. */
#define THAW_PATH_STEPS 20000

/* Largest regret of an answer, as a share of the player's payoff range, beside what is rounding of
 * its values and the judge cannot tell from 0. */
#define THAW_REGRET 1e-9

/* How a solve went. */
typedef struct thaw_markov_result {
    thaw_outcome outcome;
    int steps;        /* along the path */
    int systems;      /* linear systems factored */
    double precision; /* reached, per point */
    double
        gap; /* largest difference in a chance between the last point of the path and the answer */
    bool branches; /* the curve branches (ties, symmetric games): the limit is not unique */
    bool isolated; /* false: the answer lies in a continuum of equilibria, of which it is one */
    thaw_judgement judgement; /* of the answer, by the judge */
} thaw_markov_result;

/* When to stop before the end. */
typedef struct thaw_markov_settings {
    int step_limit;           /* along the path; 0: THAW_PATH_STEPS */
    double deadline;          /* by thaw_clock (solvers/clock.h); 0: none */
    const volatile int *stop; /* when not NULL and not 0: stop (set by a signal handler) */
} thaw_markov_settings;

/* Whether work under these settings, which may be NULL, must end now: INTERRUPTED or TIME_LIMIT;
 * CONVERGED where it may go on. */
thaw_outcome thaw_must_stop(const thaw_markov_settings *settings);

/* The same as a status: THAW_EINTERRUPT, or THAW_ETIME with a fault that begins with what is left
 * undone, such as "the replicator did not run". */
thaw_status thaw_check_stop(const thaw_markov_settings *settings, const char *undone,
                            thaw_fault *fault);

/* Solves a game. profile (thaw_game_action_total long) and values ([state * players + player],
 * normalised) are the caller's. settings may be NULL. With an outcome other than
 * THAW_OUTCOME_CONVERGED they hold the last point and are no answer. Fails with THAW_ERANGE where
 * thaw_game_validate would find a payoff, a chance or a discount factor at fault (sums of chances
 * may be 16 times as far off, as those of a product are), THAW_ENOMEM or THAW_ENUMERIC. */
thaw_status thaw_markov_solve(const thaw_game *game, const thaw_markov_settings *settings,
                              double *profile, double *values, thaw_markov_result *result,
                              thaw_fault *fault);

/* The values of a given profile, which thaw_judge asks for: values[state * players + player],
 * normalised, when everybody plays it for ever; exact but for rounding, one linear system a player.
 * The game and the profile are trusted: chances that sum to 1, discount factors below 1. Fails with
 * THAW_ENOMEM or THAW_ENUMERIC. */
thaw_status thaw_evaluate(const thaw_game *game, const double *profile, double *values,
                          thaw_fault *fault);

#endif
