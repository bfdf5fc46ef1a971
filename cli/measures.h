/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures: what is asked of every point of a sweep. One table, a row each. */
#ifndef THAW_CLI_MEASURES_H
#define THAW_CLI_MEASURES_H

#include "cli/dials.h"
#include "cli/results.h"

enum { THAW_MEASURE_COLUMNS = 5 }; /* most of one measure */

/* What is solved once for all deals of all points. */
typedef struct thaw_measuring {
    const thaw_study *study; /* as it stands */
    const thaw_deals *deals; /* in it, that are measured */
    unsigned needs;          /* of all measures */
    thaw_dials *dials;       /* [deal]: inputs whose thresholds are sought, or NULL */
} thaw_measuring;

/* A point: the case turned to it, and what was solved there. */
typedef struct thaw_sweep_point {
    const thaw_measuring *measuring;
    thaw_turned turned;
    thaw_no_deal no_deal;
    double no_deal_forecast[THAW_FORECAST_FEATURES];
    thaw_deal_answer *answers; /* [deal] */
    thaw_deals standard;
    thaw_deal_answer *standard_answers;
    thaw_best best;
    double set_least[2], set_most[2]; /* of the equilibrium payoffs of the first month; or NaN */
    bool no_deal_found, standard_found;
    bool stopped;                  /* by a signal or the time limit: not an answer */
    char reason[THAW_MESSAGE_MAX]; /* why something is missing; "" where nothing is */
    thaw_markov_settings limits;
} thaw_sweep_point;

typedef struct thaw_measure_column {
    const char *name; /* for programs; NULL: no column */
    const char *head; /* for people */
    thaw_column_kind kind;
    int digits;
} thaw_measure_column;

/* What a measure needs to have been solved. */
enum {
    THAW_NEEDS_NO_DEAL = 1,
    THAW_NEEDS_DEALS = 2,
    THAW_NEEDS_STANDARD = 4,    /* the standard deals */
    THAW_NEEDS_FORECAST = 8,    /* with the deals, with no deal */
    THAW_NEEDS_THRESHOLDS = 16, /* the lists of inputs */
    THAW_NEEDS_SETS = 32        /* the sets of equilibrium payoffs */
};

typedef struct thaw_measure {
    const char *name, *meaning;
    unsigned needs;
    bool of_deal;  /* once for each deal */
    bool fentanyl; /* not for game files */
    thaw_measure_column columns[THAW_MEASURE_COLUMNS];
    /* Fills the cells of its columns. What cannot be known stays missing. Fails with THAW_ENOMEM,
     * or with what becomes the point's reason. */
    thaw_status (*fill)(thaw_sweep_point *point, size_t deal, thaw_result *cells,
                        thaw_fault *fault);
} thaw_measure;

/* The rows. Static storage. */
const thaw_measure *thaw_measures(size_t *count);

/* The measure of that name. Fails with THAW_EUNKNOWN and a suggestion. */
thaw_status thaw_measure_find(const char *name, size_t length, const thaw_measure **measure,
                              thaw_fault *fault);

size_t thaw_measure_width(const thaw_measure *measure); /* its columns */

/* Turns the study's case to values of the dials and solves there what is needed. What cannot be is
 * said in the reason; fails with THAW_ENOMEM alone. Clear in any case, where it is. */
thaw_status thaw_measure_solve(const thaw_measuring *measuring, const thaw_dial *dials,
                               const double *values, size_t count, thaw_sweep_point *point,
                               thaw_fault *fault);

/* Fills the cells of a measure at the point, for deal number `deal` (0 where it is of none); the
 * first reason why one stays missing is kept in the point. */
thaw_status thaw_measure_fill(thaw_sweep_point *point, const thaw_measure *measure, size_t deal,
                              thaw_result *cells, thaw_fault *fault);
void thaw_measure_clear(thaw_sweep_point *point);

#endif
