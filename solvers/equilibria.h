/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every payoff of a subgame-perfect equilibrium in pure actions, state by state.
 *
 * Two players, a discount factor each, actions seen by all (a game's own signals are left aside), a
 * public coin before each month's actions. The sets are the largest fixed point of Abreu, Pearce &
 * Stacchetti's (1990) operator; they are caught between an outer set, which contains them, and an
 * inner set, all of whose points are equilibria. docs/solvers.md proves both. */
#ifndef THAW_SOLVERS_EQUILIBRIA_H
#define THAW_SOLVERS_EQUILIBRIA_H

#include "model/game.h"
#include "solvers/polygon.h"

/* Default distance between outer and inner set, as a share of the payoff range. */
#define THAW_SETS_TOLERANCE 1e-6

/* Applications of the operator before the sets are given up: plain iteration at a discount factor
 * of 0.9999 takes a tenth of it for twelve digits. */
#define THAW_SETS_STEPS 3000000

/* When to be content, and when to stop. */
typedef struct thaw_equilibria_settings {
    double tolerance; /* largest distance wanted between outer and inner set, as a share of a
                         player's payoff range; 0: THAW_SETS_TOLERANCE */
    long step_limit;  /* applications of the operator to all states; 0: THAW_SETS_STEPS */
    double deadline;  /* by thaw_clock (solvers/clock.h); 0: none */
    const volatile int *stop; /* when not NULL and not 0: stop (set by a signal handler) */
} thaw_equilibria_settings;

/* Whether a pair of actions is played in some equilibrium that begins with it. */
typedef enum thaw_playable { THAW_NEVER, THAW_PLAYED, THAW_UNKNOWN } thaw_playable;

/* The payoffs of equilibria that begin in one state, between two polygons. */
typedef struct thaw_payoff_set {
    thaw_polygon outer, inner; /* normalised, points a month */
    double gap; /* largest distance from a point of outer to inner, in points a month; 0 when
                   outer is empty, infinite when only inner is */
    double
        worst[2]; /* [player] the least payoff of an equilibrium: inner's; NaN when it is empty */
    double bound[2]; /* [player] no equilibrium gives less: outer's; NaN when it is empty */
} thaw_payoff_set;

/* The sets of all states, and which pairs of actions can be played. */
typedef struct thaw_equilibria {
    int states;
    thaw_payoff_set *set;    /* [state] */
    thaw_playable *playable; /* [row] */
    thaw_outcome outcome;    /* CONVERGED: every gap within tolerance; INFEASIBLE: no state has an
                                equilibrium (proved: outer is empty everywhere); KNIFE_EDGE: the gap
                                does not close, because some pair can be played or cannot by a margin
                                too small to tell; STALLED: it does not close, and that margin is not
                                why; otherwise stopped early. Outer and inner are right in each */
    double gap;    /* the largest over states, as a share of the payoff range; infinite as above */
    double slack;  /* KNIFE_EDGE: smaller than this is the margin that decides, points a month */
    double error;  /* rounding: every point of inner is this near to an equilibrium's payoff, the
                      outer sets enlarged by this contain all; points a month, far below gap */
    double margin; /* the least that any one-shot departure loses in the equilibria of inner, points
                     a month of the player whose payoffs range least (error: of the other), so that
                     each player's is at least this; infinite where nobody can depart or no inner
                     set is known */
    long steps;
    struct thaw_support
        *support; /* how the points of inner are reached (thaw_equilibrium_extract) */
} thaw_equilibria;

/* Solves a game. settings may be NULL. Release with thaw_equilibria_clear. Fails with THAW_EARG for
 * a game that is not for two players, with THAW_ERANGE where thaw_game_validate would find a
 * payoff, a chance or a discount factor at fault and on settings out of range, with THAW_ENOMEM. */
thaw_status thaw_equilibria_solve(const thaw_game *game, const thaw_equilibria_settings *settings,
                                  thaw_equilibria *equilibria, thaw_fault *fault);
void thaw_equilibria_clear(thaw_equilibria *equilibria);

#endif
