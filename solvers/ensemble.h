/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals where all inputs vary: functions of the inputs, for solvers/sensitivity. */
#ifndef THAW_SOLVERS_ENSEMBLE_H
#define THAW_SOLVERS_ENSEMBLE_H

#include "model/dial.h"
#include "solvers/markov.h"

/* What is asked at every point. All borrowed. */
typedef struct thaw_ensemble {
    const thaw_setting *setting; /* as it stands */
    const thaw_deals *deals;     /* of it; at least one */
    const thaw_dial *dials;      /* [input] */
    size_t inputs;
    const thaw_markov_settings *settings; /* may be NULL */
} thaw_ensemble;

/* Outputs of thaw_ensemble_easiest. A verdict as a number: 1 holds, 0 breaks, 0.5 undecided, NaN
 * not solved. A price is the smallest that any departure of anybody costs, in points, negative
 * where one gains; NaN where nobody can depart. */
enum {
    THAW_EASIEST_PRICE, /* the largest of the deals' prices */
    THAW_EASIEST_HOLDS, /* the best of their verdicts */
    THAW_EASIEST_OUTPUTS
};

/* A plan under several punishments is as good as the easiest of them. For thaw_response.at: context
 * is the ensemble. Fails with THAW_ERANGE where the inputs contradict each other, and with
 * THAW_ENOMEM; what could not be solved for another reason leaves outputs missing. */
thaw_status thaw_ensemble_easiest(const double *point, double *outputs, void *context);

/* The same from prices and verdicts: judged[2 * deal], judged[2 * deal + 1]. */
void thaw_easiest_of(const double *judged, size_t count, double outputs[THAW_EASIEST_OUTPUTS]);

/* Outputs of thaw_ensemble_all, before those of the deals. Numbers of deals count from 0; -1: no
 * deal that holds gives both sides at least no deal. */
enum {
    THAW_ALL_NO_DEAL_FIRST, /* values with no deal in the first month, by player */
    THAW_ALL_NO_DEAL_SECOND,
    THAW_ALL_NASH, /* number of the Nash-best deal */
    THAW_ALL_BEST_FIRST,
    THAW_ALL_BEST_SECOND, /* of the deal that is best for each player */
    THAW_ALL_VALUE_FIRST, /* values under the Nash-best deal; NaN without one */
    THAW_ALL_VALUE_SECOND,
    THAW_ALL_DEALS /* from here each deal's price and verdict, one deal after the other */
};

/* Outputs in all: THAW_ALL_DEALS and two for each deal. */
size_t thaw_ensemble_outputs(const thaw_ensemble *ensemble);

/* No deal, every deal, and which of them are best. As thaw_ensemble_easiest. */
thaw_status thaw_ensemble_all(const double *point, double *outputs, void *context);

/* Outputs of thaw_ensemble_search: whether some plan of the search (solvers/search.h), with or
 * without +delist, holds under grim that has this effort at this tension: 1 or 0. Output
 * THAW_TENSIONS * effort + tension, effort 0 partial, 1 full; last, whether one holds with any
 * effort at all. */
enum { THAW_AIM_EFFORTS = 2, THAW_AIMS = THAW_AIM_EFFORTS * THAW_TENSIONS, THAW_SEARCH_OUTPUTS };

/* For a scenario. Under grim the punishment phase is no deal, solved once for all plans; what is
 * undecided does not count. Of the ensemble's deals the first only makes the case. As
 * thaw_ensemble_easiest. */
thaw_status thaw_ensemble_search(const double *point, double *outputs, void *context);

#endif
