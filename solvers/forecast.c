/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts: a distribution over states, carried from month to month. */
#include "solvers/forecast.h"

#include <stdlib.h>
#include <string.h>

/* Under the profile: expected features of a month in each state, and the chances of the next state.
 */
static void expect(const thaw_game *game, const double *profile, const double *feature,
                   int features, int *actions, double *monthly, double *next)
{
    size_t states = (size_t)game->states, width = (size_t)features;
    for (int s = 0; s < game->states; s++)
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++) {
            thaw_game_actions(game, s, row, actions);
            double chance = 1;
            for (int i = 0; i < game->players; i++)
                chance *= profile[thaw_game_action_offset(game, s, i) + (size_t)actions[i]];
            if (chance == 0)
                continue;
            for (size_t k = 0; k < width; k++)
                monthly[(size_t)s * width + k] += chance * feature[row * width + k];
            for (size_t t = 0; t < states; t++)
                next[(size_t)s * states + t] += chance * game->next[row * states + t];
        }
}

static void carry(size_t states, const double *next, const double *now, double *then)
{
    memset(then, 0, states * sizeof *then);
    for (size_t s = 0; s < states; s++)
        for (size_t t = 0; now[s] > 0 && t < states; t++)
            then[t] += now[s] * next[s * states + t];
}

thaw_status thaw_forecast(const thaw_game *game, const double *profile, int initial, int months,
                          const double *feature, int features, double *sums, thaw_fault *fault)
{
    size_t states = (size_t)game->states, width = (size_t)features;
    int *actions = calloc((size_t)game->players, sizeof *actions);
    double *monthly = calloc(states * width + 1, sizeof *monthly),
           *next = calloc(states * states, sizeof *next);
    double *now = calloc(states, sizeof *now), *then = calloc(states, sizeof *then);
    thaw_status status = THAW_OK;
    if (actions && monthly && next && now && then) {
        expect(game, profile, feature, features, actions, monthly, next);
        memset(sums, 0, width * sizeof *sums);
        now[initial] = 1;
        for (int month = 0; month < months; month++) {
            for (size_t s = 0; s < states; s++)
                for (size_t k = 0; k < width; k++)
                    sums[k] += now[s] * monthly[s * width + k];
            carry(states, next, now, then);
            double *swap = now;
            now = then;
            then = swap;
        }
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for a forecast over %zu states", states);
    }
    free(actions);
    free(monthly);
    free(next);
    free(now);
    free(then);
    return status;
}
