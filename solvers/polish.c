/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Newton's method on a support: the actions in it are equally good, the chances of each player sum
 * to 1. */
#include "solvers/polish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>

#include "solvers/gsl_guard.h"
#include "solvers/settings.h"

/* The equations and unknowns: chances of the mixing players' support actions first, then all
 * values. */
typedef struct newton {
    thaw_outlook *outlook;
    size_t actions, values, mixed; /* mixed: unknown chances */
    bool *inside;                  /* [action] in the support */
    size_t *unknown; /* [action]: index of its chance among the unknowns, or actions when known */
    gsl_matrix *jacobian, *factors;
    gsl_vector *right, *step, *residual, *tau_q, *tau_z, *work;
    gsl_permutation *order;
    size_t rank;
    bool singular_too;
} newton;

static size_t support_of(const newton *n, size_t cell)
{
    size_t count = 0;
    for (size_t a = n->outlook->core->offset[cell]; a < n->outlook->core->offset[cell + 1]; a++)
        count += n->inside[a];
    return count;
}

static void find_support(newton *n, double threshold, double *profile)
{
    const thaw_core *core = n->outlook->core;
    for (size_t cell = 0; cell < n->values; cell++) {
        double sum = 0;
        size_t best = core->offset[cell];
        for (size_t a = core->offset[cell]; a < core->offset[cell + 1]; a++)
            best = profile[a] > profile[best] ? a : best;
        for (size_t a = core->offset[cell]; a < core->offset[cell + 1]; a++) {
            n->inside[a] = a == best || profile[a] >= threshold;
            sum += n->inside[a] ? profile[a] : 0;
        }
        bool mixing = support_of(n, cell) > 1;
        for (size_t a = core->offset[cell]; a < core->offset[cell + 1]; a++) {
            profile[a] = n->inside[a] ? profile[a] / sum : 0;
            n->unknown[a] = mixing && n->inside[a] ? n->mixed++ : n->actions;
        }
    }
}

/* The equation of one support action: its advantage is zero. */
static void advantage_row(newton *n, size_t cell, size_t a, size_t row)
{
    const thaw_outlook *o = n->outlook;
    size_t players = (size_t)o->core->players, states = (size_t)o->core->states;
    size_t state = cell / players, player = cell % players;
    size_t base = o->core->offset[state * players], width = thaw_outlook_width(o->core, (int)state);
    const double *cross = o->cross + o->block[state] + (a - base) * width;
    for (size_t b = 0; b < width; b++)
        if (n->unknown[base + b] < n->actions)
            gsl_matrix_set(n->jacobian, row, n->unknown[base + b], cross[b]);
    double *values = gsl_matrix_ptr(n->jacobian, row, n->mixed + player * states);
    for (size_t k = 0; k < states; k++)
        values[k] += o->ahead[a * states + k];
    values[state] -= o->total[a];
    gsl_vector_set(n->right, row, -o->advantage[a]);
}

static void build(newton *n, const double *profile)
{
    const thaw_core *core = n->outlook->core;
    size_t row = 0;
    gsl_matrix_set_zero(n->jacobian);
    for (size_t cell = 0; cell < n->values; cell++) {
        double sum = 0;
        size_t sum_row = row;
        bool mixing = support_of(n, cell) > 1;
        row += mixing;
        for (size_t a = core->offset[cell]; a < core->offset[cell + 1]; a++) {
            if (!n->inside[a])
                continue;
            sum += profile[a];
            if (mixing)
                gsl_matrix_set(n->jacobian, sum_row, n->unknown[a], 1);
            advantage_row(n, cell, a, row++);
        }
        if (mixing)
            gsl_vector_set(n->right, sum_row, 1 - sum);
    }
}

/* Solves the equations by elimination. Returns false when they are singular to working precision.
 */
static bool solve_regular(newton *n)
{
    int sign;
    gsl_matrix_memcpy(n->factors, n->jacobian);
    if (gsl_linalg_LU_decomp(n->factors, n->order, &sign) != GSL_SUCCESS)
        return false;
    double least = INFINITY, most = 0;
    for (size_t k = 0; k < n->factors->size1; k++) {
        double pivot = fabs(gsl_matrix_get(n->factors, k, k));
        least = fmin(least, pivot);
        most = fmax(most, pivot);
    }
    n->rank = n->factors->size1;
    return least > THAW_RANK_TOLERANCE * most &&
           gsl_linalg_LU_solve(n->factors, n->order, n->right, n->step) == GSL_SUCCESS;
}

/* The shortest least-squares step, where the equations leave a choice: complete orthogonal
 * decomposition. */
static int solve_singular(newton *n)
{
    int code = gsl_linalg_COD_decomp_e(n->jacobian, n->tau_q, n->tau_z, n->order,
                                       THAW_RANK_TOLERANCE, &n->rank, n->work);
    if (code == GSL_SUCCESS)
        code = gsl_linalg_COD_lssolve(n->jacobian, n->tau_q, n->tau_z, n->order, n->rank, n->right,
                                      n->step, n->residual);
    return code;
}

static int newton_step(newton *n, double *profile, double *value, double *size)
{
    thaw_outlook_update(n->outlook, profile, value);
    build(n, profile);
    int code = solve_regular(n) ? GSL_SUCCESS : n->singular_too ? solve_singular(n) : GSL_ESING;
    if (code != GSL_SUCCESS)
        return code;
    *size = 0;
    for (size_t a = 0; a < n->actions; a++)
        if (n->unknown[a] < n->actions) {
            double change = gsl_vector_get(n->step, n->unknown[a]);
            profile[a] += change;
            *size = fmax(*size, fabs(change));
        }
    for (size_t k = 0; k < n->values; k++) {
        double change = gsl_vector_get(n->step, n->mixed + k);
        value[k] += change;
        *size = fmax(*size, fabs(change) / (1 + fabs(value[k])));
    }
    return GSL_SUCCESS;
}

static void check(newton *n, double tolerance, const double *start, double *profile,
                  const double *value, thaw_polish_result *result)
{
    thaw_outlook_update(n->outlook, profile, value);
    result->margin = INFINITY;
    result->isolated = n->rank == n->mixed + n->values;
    result->moved = 0;
    bool good = true;
    for (size_t a = 0; a < n->actions; a++) {
        double advantage = n->outlook->advantage[a];
        good = good && isfinite(profile[a]) && profile[a] >= 0 && advantage <= tolerance;
        if (n->inside[a])
            good = good && advantage >= -tolerance;
        else
            result->margin = fmin(result->margin, -advantage);
        result->moved = fmax(result->moved, fabs(profile[a] - start[a]));
    }
    result->found = good;
}

static void clear(newton *n)
{
    free(n->inside);
    free(n->unknown);
    gsl_matrix_free(n->jacobian);
    gsl_matrix_free(n->factors);
    gsl_vector_free(n->right);
    gsl_vector_free(n->step);
    gsl_vector_free(n->residual);
    gsl_vector_free(n->tau_q);
    gsl_vector_free(n->tau_z);
    gsl_vector_free(n->work);
    gsl_permutation_free(n->order);
}

static bool allocate(newton *n)
{
    size_t size = n->mixed + n->values;
    return (n->jacobian = gsl_matrix_alloc(size, size)) &&
           (n->factors = gsl_matrix_alloc(size, size)) && (n->right = gsl_vector_alloc(size)) &&
           (n->step = gsl_vector_alloc(size)) && (n->residual = gsl_vector_alloc(size)) &&
           (n->tau_q = gsl_vector_alloc(size)) && (n->tau_z = gsl_vector_alloc(size)) &&
           (n->work = gsl_vector_alloc(size)) && (n->order = gsl_permutation_alloc(size));
}

thaw_status thaw_polish(thaw_outlook *outlook, double threshold, double tolerance,
                        bool singular_too, double *profile, double *value,
                        thaw_polish_result *result, thaw_fault *fault)
{
    const thaw_core *core = outlook->core;
    newton n = {.outlook = outlook,
                .actions = thaw_core_actions(core),
                .values = (size_t)core->states * (size_t)core->players,
                .singular_too = singular_too};
    *result = (thaw_polish_result){0};
    double *start = malloc((n.actions + 1) * sizeof *start);
    n.inside = calloc(n.actions + 1, sizeof *n.inside);
    n.unknown = calloc(n.actions + 1, sizeof *n.unknown);
    int code = start && n.inside && n.unknown ? GSL_SUCCESS : GSL_ENOMEM;
    if (code == GSL_SUCCESS) {
        memcpy(start, profile, n.actions * sizeof *start);
        find_support(&n, threshold, profile);
        code = allocate(&n) ? GSL_SUCCESS : GSL_ENOMEM;
    }
    double size = INFINITY, previous = INFINITY;
    for (int k = 0; k < THAW_POLISH_STEPS && code == GSL_SUCCESS && size > THAW_POLISH_STEP; k++) {
        previous = size;
        code = newton_step(&n, profile, value, &size);
        if (code == GSL_SUCCESS && size > fmax(THAW_POLISH_CLOSE, THAW_POLISH_GROWTH * previous))
            code = GSL_EFAILED;
    }
    if (code == GSL_SUCCESS)
        check(&n, tolerance, start, profile, value, result);
    clear(&n);
    free(start);
    /* no equilibrium with this support: an answer, not a failure */
    return code == GSL_ENOMEM ? thaw_from_gsl(code, "polish of an equilibrium", fault) : THAW_OK;
}
