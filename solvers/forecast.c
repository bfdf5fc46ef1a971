/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts: a distribution over states, carried from month to month. */
#include "solvers/forecast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>

#include "solvers/gsl_guard.h"

/* Under the profile: expected features of a month in each state, and the chances of the next state.
 * keep, where not NULL, leaves out all other rows: the chances are then of such a month and the
 * next state. */
static void expect(const thaw_game *game, const double *profile, const bool *keep,
                   const double *feature, int features, int *actions, double *monthly, double *next)
{
    size_t states = (size_t)game->states, width = (size_t)features;
    for (int s = 0; s < game->states; s++)
        for (size_t row = game->first_row[s]; row < game->first_row[s + 1]; row++) {
            if (keep && !keep[row])
                continue;
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

static thaw_status check(const thaw_game *game, int initial, int months, thaw_fault *fault)
{
    if (initial < 0 || initial >= game->states)
        return thaw_fail(fault, THAW_EARG, "there is no state number %d among %d", initial,
                         game->states);
    if (months < 0)
        return thaw_fail(fault, THAW_EARG, "a forecast over %d months", months);
    return THAW_OK;
}

thaw_status thaw_forecast(const thaw_game *game, const double *profile, int initial, int months,
                          const double *feature, int features, double *sums, thaw_fault *fault)
{
    thaw_status status = check(game, initial, months, fault);
    if (status != THAW_OK)
        return status;
    size_t states = (size_t)game->states, width = (size_t)features;
    int *actions = calloc((size_t)game->players, sizeof *actions);
    double *monthly = calloc(states * width + 1, sizeof *monthly),
           *next = calloc(states * states, sizeof *next);
    double *now = calloc(states, sizeof *now), *then = calloc(states, sizeof *then);
    if (actions && monthly && next && now && then) {
        expect(game, profile, NULL, feature, features, actions, monthly, next);
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

thaw_status thaw_lasting(const thaw_game *game, const double *profile, int initial,
                         const bool *keep, int months, double *share, thaw_fault *fault)
{
    thaw_status status = check(game, initial, months, fault);
    if (status != THAW_OK)
        return status;
    size_t states = (size_t)game->states;
    int *actions = calloc((size_t)game->players, sizeof *actions);
    double *next = calloc(states * states, sizeof *next), none = 0;
    double *now = calloc(states, sizeof *now), *then = calloc(states, sizeof *then);
    if (actions && next && now && then) {
        expect(game, profile, keep, NULL, 0, actions, &none, next);
        now[initial] = 1;
        for (int month = 0; month < months; month++) {
            carry(states, next, now, then);
            share[month] = 0;
            for (size_t s = 0; s < states; s++)
                share[month] += then[s];
            double *swap = now;
            now = then;
            then = swap;
        }
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for a forecast over %zu states", states);
    }
    free(actions);
    free(next);
    free(now);
    free(then);
    return status;
}

/* ---- how long a set of states lasts ---- */

/* Marks in `leaves` the states of the set from which its outside can be reached at all; then in
 * `stuck` those from which a state that never leaves can be reached: there the expectation is
 * infinite. */
static void find_traps(size_t states, const double *next, const bool *inside, bool *leaves,
                       bool *stuck)
{
    for (size_t s = 0; s < states; s++)
        leaves[s] = !inside[s];
    for (bool grown = true; grown;) {
        grown = false;
        for (size_t s = 0; s < states; s++)
            for (size_t t = 0; !leaves[s] && t < states; t++)
                if (next[s * states + t] > 0 && leaves[t])
                    leaves[s] = grown = true;
    }
    for (size_t s = 0; s < states; s++)
        stuck[s] = !leaves[s];
    for (bool grown = true; grown;) {
        grown = false;
        for (size_t s = 0; s < states; s++)
            for (size_t t = 0; inside[s] && !stuck[s] && t < states; t++)
                if (next[s * states + t] > 0 && stuck[t])
                    stuck[s] = grown = true;
    }
}

/* (I - chances of staying inside) months = 1, on the states that are left for sure. */
static int solve_duration(size_t states, const double *next, const bool *counted, double *months)
{
    gsl_matrix *lu = thaw_gsl_matrix_new(states, states);
    gsl_permutation *order = gsl_permutation_alloc(states);
    gsl_vector_view right = gsl_vector_view_array(months, states);
    int code = lu && order ? GSL_SUCCESS : GSL_ENOMEM;
    for (size_t s = 0; code == GSL_SUCCESS && s < states; s++) {
        months[s] = counted[s] ? 1 : 0;
        for (size_t t = 0; t < states; t++)
            gsl_matrix_set(lu, s, t,
                           (s == t ? 1.0 : 0.0) -
                               (counted[s] && counted[t] ? next[s * states + t] : 0));
    }
    if (code == GSL_SUCCESS)
        code = thaw_gsl_factor(lu, order);
    if (code == GSL_SUCCESS)
        code = gsl_linalg_LU_svx(lu, order, &right.vector);
    gsl_matrix_free(lu);
    gsl_permutation_free(order);
    return code;
}

thaw_status thaw_duration(const thaw_game *game, const double *profile, const bool *inside,
                          double *months, thaw_fault *fault)
{
    thaw_gsl_init();
    size_t states = (size_t)game->states;
    int *actions = calloc((size_t)game->players, sizeof *actions);
    double *next = calloc(states * states, sizeof *next), none = 0;
    bool *leaves = calloc(states, sizeof *leaves), *stuck = calloc(states, sizeof *stuck);
    int code = actions && next && leaves && stuck ? GSL_SUCCESS : GSL_ENOMEM;
    if (code == GSL_SUCCESS) {
        expect(game, profile, NULL, NULL, 0, actions, &none, next);
        find_traps(states, next, inside, leaves, stuck);
        for (size_t s = 0; s < states; s++)
            leaves[s] = inside[s] && !stuck[s];
        code = solve_duration(states, next, leaves, months);
        for (size_t s = 0; s < states; s++)
            months[s] = stuck[s] ? HUGE_VAL : months[s];
    }
    free(actions);
    free(next);
    free(leaves);
    free(stuck);
    return thaw_from_gsl(code, "expected duration", fault);
}
