/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be expected over the first months. */
#ifndef THAW_SOLVERS_FORECAST_H
#define THAW_SOLVERS_FORECAST_H

#include "model/game.h"

/* Expected sums over `months` months, from state `initial`, of feature[row * features + k] (row of
 * the game) when everybody plays the profile: sums[k]. Exact: the distribution over states is
 * carried forward. */
thaw_status thaw_forecast(const thaw_game *game, const double *profile, int initial, int months,
                          const double *feature, int features, double *sums, thaw_fault *fault);

#endif
