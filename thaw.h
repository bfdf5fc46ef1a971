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
 * told to use one thread makes none. The first solver that runs turns GSL's aborting error handler
 * off for the whole process. */
#ifndef THAW_H
#define THAW_H

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

#endif
