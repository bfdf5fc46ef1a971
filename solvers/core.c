/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The core of a game, and the values of given play. */
#include "solvers/core.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>

#include "model/game_check.h"
#include "solvers/gsl_guard.h"
#include "solvers/markov.h"

void thaw_core_free(thaw_core *core)
{
    if (!core)
        return;
    free(core->state_of);
    free(core->first_row);
    free(core->count);
    free(core->offset);
    free(core->action);
    free(core->level);
    free(core->unit);
    free(core->payoff);
    free(core->weight);
    free(core->excess);
    free(core->settled_of);
    free(core->constant);
    free(core->slope);
    free(core);
}

size_t thaw_core_actions(const thaw_core *core)
{
    return core->offset[core->states * core->players];
}

/* An array of at least one element, so that NULL always means no memory. */
static void *array(size_t count, size_t size)
{
    return calloc(count ? count : 1, size);
}

static bool allocate(thaw_core *core)
{
    size_t states = (size_t)core->states, players = (size_t)core->players,
           settled = (size_t)core->settled;
    return (core->state_of = array(states, sizeof *core->state_of)) &&
           (core->first_row = array(states + 1, sizeof *core->first_row)) &&
           (core->count = array(states * players, sizeof *core->count)) &&
           (core->offset = array(states * players + 1, sizeof *core->offset)) &&
           (core->action = array(core->rows * players, sizeof *core->action)) &&
           (core->level = array(players, sizeof *core->level)) &&
           (core->unit = array(players, sizeof *core->unit)) &&
           (core->payoff = array(core->rows * players, sizeof *core->payoff)) &&
           (core->weight = array(core->rows * players * states, sizeof *core->weight)) &&
           (core->excess = array(core->rows * players, sizeof *core->excess)) &&
           (core->settled_of = array(settled, sizeof *core->settled_of)) &&
           (core->constant = array(settled * players, sizeof *core->constant)) &&
           (core->slope = array(settled * players * states, sizeof *core->slope));
}

static void lay_out(thaw_core *core)
{
    const thaw_game *game = core->game;
    int free_states = 0, settled = 0;
    for (int s = 0; s < game->states; s++) {
        size_t rows = thaw_game_state_rows(game, s);
        if (rows == 1) {
            core->settled_of[settled++] = s;
            continue;
        }
        core->state_of[free_states] = s;
        core->first_row[free_states + 1] = core->first_row[free_states] + rows;
        free_states++;
    }
    for (int s = 0; s < core->states; s++) {
        for (int i = 0; i < core->players; i++) {
            int cell = s * core->players + i;
            core->count[cell] = thaw_game_action_count(game, core->state_of[s], i);
            core->offset[cell + 1] = core->offset[cell] + (size_t)core->count[cell];
        }
        for (size_t r = core->first_row[s]; r < core->first_row[s + 1]; r++)
            thaw_game_actions(game, core->state_of[s],
                              game->first_row[core->state_of[s]] + r - core->first_row[s],
                              core->action + r * (size_t)core->players);
    }
}

/* The level is the middle of the payoffs, in steps of at least 64 times their range, so that where
 * they are not far from 0 it is 0; a power of two, so that next to nothing is lost when it is taken
 * off. Units go in steps as well. */
static void set_units(thaw_core *core)
{
    enum { STEP = 32 };
    const thaw_game *game = core->game;
    for (int i = 0; i < core->players; i++) {
        double least, most;
        thaw_game_span(game, i, &least, &most);
        core->level[i] = 0;
        core->unit[i] = 1;
        if (!(most > least))
            continue;
        int size = ilogb(most - least);
        double step = ldexp(64, size + 1);
        core->level[i] = nearbyint((least / 2 + most / 2) / step) * step;
        core->unit[i] = ldexp(1, STEP * (int)lround((double)size / STEP));
    }
}

/* A payoff without the level. A level m a month is worth m / (1 - d); where chances sum to 1 + e,
 * which they may within 1e-9, that takes a payoff of m - m d e / (1 - d). */
static double payoff_of(const thaw_core *core, size_t row, int player)
{
    const thaw_game *game = core->game;
    double payoff = game->payoff[row * (size_t)core->players + (size_t)player];
    long double level = core->level[player], d = game->discount[player], excess = -1;
    if (level == 0)
        return payoff;
    for (int s = 0; s < game->states; s++)
        excess += game->next[row * (size_t)game->states + (size_t)s];
    return (double)(payoff - level + level * d * excess / (1 - d));
}

/* c and K of the settled states: (I - d P_zz) [c K] = [u_z  d P_zs], one factorisation a player. */
static int settle_player(thaw_core *core, int player, gsl_matrix *lu, gsl_permutation *order,
                         gsl_vector *column)
{
    const thaw_game *game = core->game;
    size_t n = (size_t)core->settled;
    double d = game->discount[player];
    for (size_t z = 0; z < n; z++) {
        const double *next =
            game->next + game->first_row[core->settled_of[z]] * (size_t)game->states;
        for (size_t y = 0; y < n; y++)
            gsl_matrix_set(lu, z, y, (z == y ? 1.0 : 0.0) - d * next[core->settled_of[y]]);
    }
    int code = thaw_gsl_factor(lu, order);
    double *constant = core->constant + (size_t)player * n;
    double *slope = core->slope + (size_t)player * n * (size_t)core->states;
    for (size_t z = 0; z < n; z++)
        gsl_vector_set(column, z, payoff_of(core, game->first_row[core->settled_of[z]], player));
    if (code == GSL_SUCCESS)
        code = gsl_linalg_LU_svx(lu, order, column);
    for (size_t z = 0; z < n; z++)
        constant[z] = gsl_vector_get(column, z);
    for (int s = 0; s < core->states && code == GSL_SUCCESS; s++) {
        for (size_t z = 0; z < n; z++) {
            const double *next =
                game->next + game->first_row[core->settled_of[z]] * (size_t)game->states;
            gsl_vector_set(column, z, d * next[core->state_of[s]]);
        }
        code = gsl_linalg_LU_svx(lu, order, column);
        for (size_t z = 0; z < n; z++)
            slope[z * (size_t)core->states + (size_t)s] = gsl_vector_get(column, z);
    }
    return code;
}

static thaw_status settle(thaw_core *core, thaw_fault *fault)
{
    if (core->settled == 0)
        return THAW_OK;
    size_t n = (size_t)core->settled;
    gsl_matrix *lu = thaw_gsl_matrix_new(n, n);
    gsl_permutation *order = gsl_permutation_alloc(n);
    gsl_vector *column = gsl_vector_alloc(n);
    int code = lu && order && column ? GSL_SUCCESS : GSL_ENOMEM;
    for (int i = 0; i < core->players && code == GSL_SUCCESS; i++)
        code = settle_player(core, i, lu, order, column);
    gsl_matrix_free(lu);
    gsl_permutation_free(order);
    gsl_vector_free(column);
    return thaw_from_gsl(code, "values of the settled states", fault);
}

/* Payoffs and discounted chances of the core's rows, with the settled states folded in. */
static void fold(thaw_core *core)
{
    const thaw_game *game = core->game;
    size_t states = (size_t)core->states, settled = (size_t)core->settled,
           players = (size_t)core->players;
    for (size_t i = 0; i < players; i++) {
        double d = game->discount[i];
        const double *constant = core->constant + i * settled,
                     *slope = core->slope + i * settled * states;
        for (size_t s = 0; s < states; s++)
            for (size_t r = core->first_row[s]; r < core->first_row[s + 1]; r++) {
                size_t row = game->first_row[core->state_of[s]] + r - core->first_row[s];
                const double *next = game->next + row * (size_t)game->states;
                double *weight = core->weight + (i * core->rows + r) * states;
                double payoff = payoff_of(core, row, (int)i);
                for (size_t k = 0; k < states; k++)
                    weight[k] = d * next[core->state_of[k]];
                for (size_t z = 0; z < settled; z++) {
                    double chance = d * next[core->settled_of[z]];
                    if (chance == 0)
                        continue;
                    payoff += chance * constant[z];
                    for (size_t k = 0; k < states; k++)
                        weight[k] += chance * slope[z * states + k];
                }
                core->payoff[i * core->rows + r] = payoff;
                core->excess[i * core->rows + r] = -1;
                for (size_t k = 0; k < states; k++)
                    core->excess[i * core->rows + r] += weight[k];
            }
    }
}

thaw_status thaw_core_new(const thaw_game *game, thaw_core **out, thaw_fault *fault)
{
    thaw_gsl_init();
    thaw_status status = thaw_game_check_future(game, fault); /* a product's, that nobody read */
    if (status != THAW_OK)
        return status;
    thaw_core *core = calloc(1, sizeof *core);
    if (!core)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for the core of a game");
    core->game = game;
    core->players = game->players;
    for (int s = 0; s < game->states; s++) {
        size_t rows = thaw_game_state_rows(game, s);
        core->settled += rows == 1;
        core->states += rows > 1;
        core->rows += rows > 1 ? rows : 0;
    }
    if (allocate(core)) {
        lay_out(core);
        set_units(core);
        status = settle(core, fault);
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for the core of a game of %d states",
                           game->states);
    }
    if (status != THAW_OK) {
        thaw_core_free(core);
        return status;
    }
    fold(core);
    *out = core;
    return THAW_OK;
}

void thaw_core_profile_up(const thaw_core *core, const double *small, double *full)
{
    for (int z = 0; z < core->settled; z++)
        for (int i = 0; i < core->players; i++)
            full[thaw_game_action_offset(core->game, core->settled_of[z], i)] = 1;
    for (int s = 0; s < core->states; s++)
        for (int i = 0; i < core->players; i++)
            memcpy(full + thaw_game_action_offset(core->game, core->state_of[s], i),
                   small + core->offset[s * core->players + i],
                   (size_t)core->count[s * core->players + i] * sizeof *full);
}

void thaw_core_profile_down(const thaw_core *core, const double *full, double *small)
{
    for (int s = 0; s < core->states; s++)
        for (int i = 0; i < core->players; i++)
            memcpy(small + core->offset[s * core->players + i],
                   full + thaw_game_action_offset(core->game, core->state_of[s], i),
                   (size_t)core->count[s * core->players + i] * sizeof *small);
}

/* One player's system (I - weights) V = payoffs, expected over the profile. */
static void expect(const thaw_core *core, const double *profile, int player, gsl_matrix *lu,
                   gsl_vector *value)
{
    size_t states = (size_t)core->states, players = (size_t)core->players;
    gsl_matrix_set_identity(lu);
    gsl_vector_set_zero(value);
    for (size_t s = 0; s < states; s++)
        for (size_t r = core->first_row[s]; r < core->first_row[s + 1]; r++) {
            double chance = 1;
            for (size_t j = 0; j < players; j++)
                chance *=
                    profile[core->offset[s * players + j] + (size_t)core->action[r * players + j]];
            if (chance == 0)
                continue;
            size_t cell = (size_t)player * core->rows + r;
            *gsl_vector_ptr(value, s) += chance * core->payoff[cell];
            for (size_t k = 0; k < states; k++)
                *gsl_matrix_ptr(lu, s, k) -= chance * core->weight[cell * states + k];
        }
}

thaw_status thaw_core_evaluate(const thaw_core *core, const double *profile, double *value,
                               thaw_fault *fault)
{
    if (core->states == 0)
        return THAW_OK;
    size_t n = (size_t)core->states;
    gsl_matrix *lu = thaw_gsl_matrix_new(n, n);
    gsl_permutation *order = gsl_permutation_alloc(n);
    int code = lu && order ? GSL_SUCCESS : GSL_ENOMEM;
    for (int i = 0; i < core->players && code == GSL_SUCCESS; i++) {
        gsl_vector_view v = gsl_vector_view_array(value + (size_t)i * n, n);
        expect(core, profile, i, lu, &v.vector);
        code = thaw_gsl_factor(lu, order);
        if (code == GSL_SUCCESS)
            code = gsl_linalg_LU_svx(lu, order, &v.vector);
    }
    gsl_matrix_free(lu);
    gsl_permutation_free(order);
    return thaw_from_gsl(code, "values of given play", fault);
}

void thaw_core_values_up(const thaw_core *core, const double *value, double *full)
{
    size_t states = (size_t)core->states, settled = (size_t)core->settled;
    for (int i = 0; i < core->players; i++) {
        double normal = 1 - core->game->discount[i];
        const double *own = value + (size_t)i * states;
        for (int s = 0; s < core->states; s++)
            full[core->state_of[s] * core->players + i] = normal * own[s] + core->level[i];
        for (size_t z = 0; z < settled; z++) {
            double sum = core->constant[(size_t)i * settled + z];
            const double *slope = core->slope + ((size_t)i * settled + z) * states;
            for (size_t s = 0; s < states; s++)
                sum += slope[s] * own[s];
            full[core->settled_of[z] * core->players + i] = normal * sum + core->level[i];
        }
    }
}

thaw_status thaw_evaluate(const thaw_game *game, const double *profile, double *values,
                          thaw_fault *fault)
{
    thaw_core *core = NULL;
    thaw_status status = thaw_core_new(game, &core, fault);
    if (status != THAW_OK)
        return status;
    double *small = array(thaw_core_actions(core), sizeof *small);
    double *value = array((size_t)core->states * (size_t)core->players, sizeof *value);
    if (small && value) {
        thaw_core_profile_down(core, profile, small);
        status = thaw_core_evaluate(core, small, value, fault);
        if (status == THAW_OK)
            thaw_core_values_up(core, value, values);
    } else {
        status =
            thaw_fail(fault, THAW_ENOMEM, "no memory for the values of %d states", game->states);
    }
    free(small);
    free(value);
    thaw_core_free(core);
    return status;
}
