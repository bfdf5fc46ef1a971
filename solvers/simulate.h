/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulated futures of a deal, of no deal, or of two strategies: how long cooperation lasts and
 * what ends it, how long freezes last, what each side gets (docs/simulate.md).
 *
 * Run r of a seed is the same future whatever the number of runs and of threads. */
#ifndef THAW_SOLVERS_SIMULATE_H
#define THAW_SOLVERS_SIMULATE_H

#include <stdint.h>

#include "model/machine.h"
#include "model/setting.h"
#include "solvers/search.h"
#include "solvers/survival.h"

/* What is played, in a setting: the machine's phases, beginning in phase 0, and the chances of
 * actions in each of them. All borrowed. */
typedef struct thaw_play {
    const thaw_setting *setting;
    const thaw_machine *machine;
    const double *profile; /* [phase * thaw_game_action_total + chance]: a profile of the game for
                              each phase */
    const int *promised;   /* [state * players + player]: what phase 0, then the phase of a plan,
                              promises; NULL where there is no plan */
} thaw_play;

/* One month of a future. */
typedef struct thaw_month {
    int phase, state;       /* in which it begins */
    size_t row;             /* of the game: the state and what everybody played */
    int signal;             /* as the machine sees it */
    uint64_t happened;      /* bit k: shock k of the scenario happened */
    uint64_t raised, froze; /* bit k: it raised tension (or would have, from less than a
                               crisis); it froze the channel (or kept it frozen) */
    bool pressed;           /* pressure raised tension (or would have) */
    int next_phase, next_state;
} thaw_month;

/* How cooperation ended. */
typedef enum thaw_end_how {
    THAW_END_PUNISHED, /* the plan's phase was left */
    THAW_END_SHOCK,    /* the channel was frozen by a shock */
    THAW_END_FREEZE,   /* China froze the channel */
    THAW_END_IDLE,     /* China made no effort */
    THAW_END_HOWS
} thaw_end_how;

/* What ended it: the last thing that happened without which, and without anything after it, it
 * would have lasted on (docs/simulate.md). From THAW_AFTER_SHOCK on: shock 0, 1, ... of the
 * scenario struck the channel or raised tension. */
typedef enum thaw_end_after {
    THAW_AFTER_START,       /* nothing: the first month was already so */
    THAW_AFTER_FALSE_ALARM, /* a month faithful to the plan was taken for a lapse */
    THAW_AFTER_LAPSE,       /* somebody did not do what was promised */
    THAW_AFTER_PRESSURE,    /* pressure raised tension */
    THAW_AFTER_DRIFT,       /* tension rose, raised by nothing */
    THAW_AFTER_EASING,      /* tension fell */
    THAW_AFTER_LISTING,     /* the listing changed */
    THAW_AFTER_RETURN,      /* punishment ended, and the plan was back */
    THAW_AFTER_SIGNAL,      /* effort was not seen as good, and a memory moved elsewhere */
    THAW_AFTER_MEMORY,      /* none of these: memories moved on by themselves */
    THAW_AFTER_CHANCE,      /* none of these: the side's own choice, where it mixes */
    THAW_AFTER_SEVERAL,     /* several shocks, or a shock and pressure */
    THAW_AFTER_SHOCK
} thaw_end_after;

/* What a month was, counted over all runs. */
typedef enum thaw_conduct {
    THAW_CONDUCT_ON_PLAN, /* the plan's phase, whatever else */
    THAW_CONDUCT_FROZEN,  /* the channel frozen, or frozen that month; else the effort: */
    THAW_CONDUCT_NONE,
    THAW_CONDUCT_PARTIAL,
    THAW_CONDUCT_FULL,
    THAW_CONDUCTS
} thaw_conduct;

/* A mean over runs, its standard error (NaN below two runs), and the exact expectation. */
typedef struct thaw_estimate {
    double mean, error, exact;
} thaw_estimate;

/* How long something lasted, over all runs: survival[0 .. times - 1] by months lasted. */
typedef struct thaw_lifetimes {
    bool measured; /* false: it has no meaning here, and nothing else is set */
    size_t count, ended, censored;
    size_t times;
    thaw_survival *survival;
    double *exact; /* [times]: exact chance of lasting longer; NULL for freezes */
    size_t *ends;  /* [how * afters + after]; NULL for freezes */
    double median; /* months; NaN when more than half last longer than was observed */
    double mean;   /* months, counting no more than the horizon */
} thaw_lifetimes;

/* How many futures, of what length, from what seed. */
typedef struct thaw_simulation_settings {
    size_t runs;
    int months; /* of each run */
    uint64_t seed;
    int threads;              /* 0: all cores */
    double deadline;          /* by thaw_clock; 0: none */
    const volatile int *stop; /* when not NULL and not 0: stop */
} thaw_simulation_settings;

enum { THAW_RUNS = 10000, THAW_MONTHS = 120, THAW_MONTHS_MAX = 12000, THAW_SEED = 1 };

/* The most runs of one simulation. */
#define THAW_RUNS_MAX 1000000000U

/* What many futures have in common. */
typedef struct thaw_simulation {
    size_t runs; /* done: the first so many, fewer than asked for when stopped */
    int months, players, afters;
    uint64_t seed;
    thaw_outcome outcome; /* THAW_OUTCOME_CONVERGED when all were done */
    thaw_estimate *value; /* [player]: normalised; a run's is its months' and, for what comes after
                             them, the exact value of where it stands */
    double *tail;         /* [player]: how much of a value comes after the months, d ^ months */
    int forecast_months;  /* over which these are summed: 48, or fewer */
    thaw_estimate forecast[THAW_FORECAST_FEATURES]; /* NaN where it has no meaning */
    thaw_estimate freezes; /* begun in a run (a frozen first month counts) */
    thaw_lifetimes plan;   /* of the plan's phase, from the first month until it is first left */
    thaw_lifetimes effort; /* of effort: until the first month that is frozen, or in which China
                              freezes or makes none */
    thaw_lifetimes freeze; /* of each freeze: months that begin frozen, one after the other */
    size_t *conduct;       /* [month * THAW_CONDUCTS + conduct]: runs */
} thaw_simulation;

/* Simulates. Stopped early it answers with the runs done. progress may be NULL. Clear the answer
 * with thaw_simulation_clear. Fails with THAW_ERANGE on runs or months outside 1 ..
 * THAW_RUNS_MAX, THAW_MONTHS_MAX, with THAW_EARG where the chances of what is played, of the
 * machine's moves or of the game do not sum to 1, with THAW_ENOMEM, THAW_ENUMERIC. */
thaw_status thaw_simulate(const thaw_play *play, const thaw_simulation_settings *settings,
                          thaw_progress *progress, void *context, thaw_simulation *simulation,
                          thaw_fault *fault);
void thaw_simulation_clear(thaw_simulation *simulation);

/* The months of one run, month by month: month[0 .. months - 1]. Fails with THAW_EARG as
 * thaw_simulate, with THAW_ENOMEM. */
thaw_status thaw_simulate_path(const thaw_play *play, uint64_t seed, uint64_t run, int months,
                               thaw_month *month, thaw_fault *fault);

/* Of a play of the machine's own, where nobody is free: its profile, the caller's to free. Fails
 * with THAW_EARG where somebody is free or an action does not exist, with THAW_ENOMEM. */
thaw_status thaw_machine_profile(const thaw_game *game, const thaw_machine *machine,
                                 double **profile, thaw_fault *fault);

#endif
