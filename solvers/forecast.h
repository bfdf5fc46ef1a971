/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be expected over the first months, and how long a set of states lasts. */
#ifndef THAW_SOLVERS_FORECAST_H
#define THAW_SOLVERS_FORECAST_H

#include "model/game.h"

/* Expected sums over `months` months, from state `initial`, of feature[row * features + k] (row of
 * the game) when everybody plays the profile: sums[k]. Exact: the distribution over states is
 * carried forward. Fails with THAW_EARG on a state that is not there or months below 0, with
 * THAW_ENOMEM. */
thaw_status thaw_forecast(const thaw_game *game, const double *profile, int initial, int months,
                          const double *feature, int features, double *sums, thaw_fault *fault);

/* The chance that every month up to and with month t (the first is 0) is one of the rows marked in
 * `keep`, from state `initial` when everybody plays the profile: share[t], t = 0 .. months - 1.
 * Exact. Fails as thaw_forecast. */
thaw_status thaw_lasting(const thaw_game *game, const double *profile, int initial,
                         const bool *keep, int months, double *share, thaw_fault *fault);

/* Expected number of months until a state outside `inside` is reached, from each state of it, when
 * everybody plays the profile: months[state]; 0 outside, infinite where there is a chance of never
 * leaving. Fails with THAW_ENOMEM, THAW_ENUMERIC. */
thaw_status thaw_duration(const thaw_game *game, const double *profile, const bool *inside,
                          double *months, thaw_fault *fault);

#endif
