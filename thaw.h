/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thaw: when US-China cooperation against fentanyl holds, what would freeze it and what would thaw
 * it.
 *
 * The whole library in one include. A scenario or a game is read (io/), the model makes a finite
 * stochastic game of it (model/), a solver answers (solvers/), and the judge of model/ checks the
 * answer.
 *
 * The library never prints, exits, aborts or reads the environment: a function that can fail
 * returns a status and fills the fault it was given. OpenMP's run time may do all of these: it
 * reads OMP_NUM_THREADS, and ends the process where the system gives it no thread. A solver that is
 * told to use one thread makes none. Two things are changed for the whole process, once: the first
 * solver that runs turns GSL's aborting error handler off, and the first game that is read from
 * JSON puts a function around jansson's malloc (json_set_alloc_funcs), which calls the one that was
 * there and notes where it had no memory. A program that sets its own does so before. The shared
 * library therefore stays in memory after dlclose.
 *
 * Every structure that has a clear function can be cleared after the function that was to fill it
 * failed, and once more; freeing NULL does nothing.
 *
 * C++ includes this header, which then declares functions of C; the others by themselves are C. */
#ifndef THAW_H
#define THAW_H

#ifdef __cplusplus
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
extern "C" {
#endif

#include "io/games.h"
#include "io/history.h"
#include "io/scenario.h"
#include "model/automaton.h"
#include "model/automaton_judge.h"
#include "model/deal.h"
#include "model/dial.h"
#include "model/fentanyl.h"
#include "model/game.h"
#include "model/judge.h"
#include "model/machine.h"
#include "model/number.h"
#include "model/parameters.h"
#include "model/plan.h"
#include "model/prior.h"
#include "model/record.h"
#include "model/scenario.h"
#include "model/setting.h"
#include "model/stage_judge.h"
#include "model/status.h"
#include "model/strategies.h"
#include "model/strategy.h"
#include "model/strategy_text.h"
#include "model/version.h"
#include "solvers/bargain.h"
#include "solvers/clock.h"
#include "solvers/deals.h"
#include "solvers/design.h"
#include "solvers/dirichlet.h"
#include "solvers/ensemble.h"
#include "solvers/equilibria.h"
#include "solvers/equilibrium.h"
#include "solvers/forecast.h"
#include "solvers/glpk_guard.h"
#include "solvers/harshest.h"
#include "solvers/markov.h"
#include "solvers/moments.h"
#include "solvers/polygon.h"
#include "solvers/pool.h"
#include "solvers/replay.h"
#include "solvers/replay_freeze.h"
#include "solvers/replicator.h"
#include "solvers/reply.h"
#include "solvers/search.h"
#include "solvers/sensitivity.h"
#include "solvers/simulate.h"
#include "solvers/stage.h"
#include "solvers/standoff.h"
#include "solvers/statistics.h"
#include "solvers/survival.h"
#include "solvers/threshold.h"
#include "solvers/trigger.h"
#include "solvers/versions.h"
#include "solvers/zone.h"

#ifdef __cplusplus
}
#endif

#endif
