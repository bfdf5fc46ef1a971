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
 * values. A player's equations and values are in its own unit, so that pivots can be compared. */
typedef struct newton {
    thaw_outlook *outlook;
    size_t actions, values;
    size_t mixed, equations; /* unknown chances; equations, at least mixed + values */
    bool *equal;             /* [action] as good as the state's value: an equation */
    bool *played;            /* [action] with a chance above 0; these are equal */
    size_t *unknown;  /* [action]: index of its chance among the unknowns, or actions when known */
    size_t *equation; /* [action that is equal]: index of its equation */
    double *row_sum;  /* [action] scratch */
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
        count += n->played[a];
    return count;
}

static void find_support(newton *n, double threshold, const double *profile)
{
    const thaw_core *core = n->outlook->core;
    for (size_t cell = 0; cell < n->values; cell++) {
        size_t best = core->offset[cell];
        for (size_t a = core->offset[cell]; a < core->offset[cell + 1]; a++)
            best = profile[a] > profile[best] ? a : best;
        for (size_t a = core->offset[cell]; a < core->offset[cell + 1]; a++)
            n->equal[a] = n->played[a] = a == best || profile[a] >= threshold;
    }
}

/* Numbers the unknowns and the equations; makes the profile one of the support. */
static void lay_out(newton *n, double *profile)
{
    const thaw_core *core = n->outlook->core;
    n->mixed = n->equations = 0;
    for (size_t cell = 0; cell < n->values; cell++) {
        double sum = 0;
        bool mixing = support_of(n, cell) > 1;
        n->equations += mixing;
        for (size_t a = core->offset[cell]; a < core->offset[cell + 1]; a++) {
            n->equations += n->equal[a];
            sum += n->played[a] ? profile[a] : 0;
        }
        for (size_t a = core->offset[cell]; a < core->offset[cell + 1]; a++) {
            profile[a] = n->played[a] ? profile[a] / sum : 0;
            n->unknown[a] = mixing && n->played[a] ? n->mixed++ : n->actions;
        }
    }
}

/* The equation of one action that is as good as any: its advantage is zero. */
static void advantage_row(newton *n, size_t cell, size_t a, size_t row)
{
    const thaw_outlook *o = n->outlook;
    size_t players = (size_t)o->core->players, states = (size_t)o->core->states;
    size_t state = cell / players, player = cell % players;
    size_t base = o->core->offset[state * players], width = thaw_outlook_width(o->core, (int)state);
    const double *cross = o->cross + o->block[state] + (a - base) * width;
    for (size_t b = 0; b < width; b++)
        if (n->unknown[base + b] < n->actions)
            gsl_matrix_set(n->jacobian, row, n->unknown[base + b],
                           cross[b] / o->core->unit[player]);
    double *values = gsl_matrix_ptr(n->jacobian, row, n->mixed + player * states);
    for (size_t k = 0; k < states; k++)
        values[k] += o->ahead[a * states + k];
    values[state] -= o->total[a];
    gsl_vector_set(n->right, row, -o->advantage[a] / o->core->unit[player]);
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
            if (!n->equal[a])
                continue;
            sum += profile[a];
            if (n->unknown[a] < n->actions)
                gsl_matrix_set(n->jacobian, sum_row, n->unknown[a], 1);
            n->equation[a] = row;
            advantage_row(n, cell, a, row++);
        }
        if (mixing)
            gsl_vector_set(n->right, sum_row, 1 - sum);
    }
}

/* Solves the equations by elimination. GSL_ESING when they are singular to working precision. */
static int solve_regular(newton *n)
{
    if (n->equations > n->mixed + n->values)
        return GSL_ESING;
    gsl_matrix_memcpy(n->factors, n->jacobian);
    int code = thaw_gsl_factor(n->factors, n->order);
    if (code != GSL_SUCCESS)
        return code == GSL_ENOMEM ? code : GSL_ESING;
    double least = HUGE_VAL, most = 0;
    for (size_t k = 0; k < n->factors->size1; k++) {
        double pivot = fabs(gsl_matrix_get(n->factors, k, k));
        least = fmin(least, pivot);
        most = fmax(most, pivot);
    }
    n->rank = n->factors->size1;
    bool regular = least > THAW_RANK_TOLERANCE * most &&
                   gsl_linalg_LU_solve(n->factors, n->order, n->right, n->step) == GSL_SUCCESS;
    return regular ? GSL_SUCCESS : GSL_ESING;
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

/* Values are laid out player by player. */
static double unit_of_value(const newton *n, size_t k)
{
    return n->outlook->core->unit[k / (size_t)n->outlook->core->states];
}

static int newton_step(newton *n, double *profile, double *value, double *size)
{
    thaw_outlook_update(n->outlook, profile, value);
    build(n, profile);
    int code = solve_regular(n);
    if (code == GSL_ESING && n->singular_too)
        code = solve_singular(n);
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
        double unit = unit_of_value(n, k), change = gsl_vector_get(n->step, n->mixed + k);
        value[k] += unit * change;
        *size = fmax(*size, fabs(change) / (1 + fabs(value[k] / unit)));
    }
    return GSL_SUCCESS;
}

/* Whether some action that counts as played has next to no chance in the equilibrium: its chance
 * fades along the path while it stays as good as any. Such an equilibrium lies at an edge. */
static bool has_fading(const newton *n, const double *start, const double *profile)
{
    for (size_t a = 0; a < n->actions; a++)
        if (n->unknown[a] < n->actions &&
            profile[a] < fmax(THAW_POLISH_FADED, THAW_POLISH_FADING * start[a]))
            return true;
    return false;
}

static void check(newton *n, double tolerance, const double *start, const double *profile,
                  const double *value, thaw_polish_result *result)
{
    thaw_outlook_update(n->outlook, profile, value);
    result->margin = HUGE_VAL;
    result->isolated = n->rank == n->mixed + n->values && n->equations == n->rank &&
                       !has_fading(n, start, profile);
    result->moved = 0;
    bool good = true;
    for (size_t a = 0; a < n->actions; a++) {
        double advantage = n->outlook->advantage[a];
        good = good && isfinite(profile[a]) && profile[a] >= 0 && advantage <= tolerance;
        if (n->equal[a])
            good = good && advantage >= -tolerance;
        else
            result->margin = fmin(result->margin, -advantage);
        result->moved = fmax(result->moved, fabs(profile[a] - start[a]));
    }
    result->found = good;
}

/* With t = 1 / precision, the logit equations of the mixing players are those above, less
 * t (log chance(a) + H) with H the player's entropy there. In relative changes of the chances their
 * Jacobian is that of the equations, J, plus E, where E(a, b) = -t (1 if a = b, less
 * chance(b) (1 + log chance(b))) for actions of one player in one state. While the largest row sum
 * of J^-1 E is below 1 the sum is regular, at this t and at any smaller one. */
static int measure_bend(newton *n, const double *start, const double *profile, double precision,
                        double *bend)
{
    const thaw_core *core = n->outlook->core;
    const size_t *offset = core->offset;
    *bend = 0;
    build(n, profile);
    int code = thaw_gsl_factor(n->jacobian, n->order);
    memset(n->row_sum, 0, n->actions * sizeof *n->row_sum);
    for (size_t cell = 0; cell < n->values; cell++)
        for (size_t b = offset[cell]; b < offset[cell + 1] && code == GSL_SUCCESS; b++) {
            if (n->unknown[b] == n->actions)
                continue;
            gsl_vector_set_zero(n->right);
            for (size_t a = offset[cell]; a < offset[cell + 1]; a++)
                if (n->unknown[a] < n->actions)
                    gsl_vector_set(n->right, n->equation[a],
                                   -((a == b ? 1.0 : 0.0) - profile[b] * (1 + log(profile[b]))) /
                                       precision / core->unit[cell % (size_t)core->players]);
            code = gsl_linalg_LU_svx(n->jacobian, n->order, n->right);
            for (size_t a = 0; a < n->actions; a++)
                if (n->unknown[a] < n->actions)
                    n->row_sum[a] += fabs(gsl_vector_get(n->right, n->unknown[a])) / profile[a];
        }
    for (size_t a = 0; a < n->actions; a++)
        if (n->unknown[a] < n->actions)
            *bend = fmax(*bend, fmax(n->row_sum[a], fabs(profile[a] - start[a]) / profile[a]));
    return code;
}

/* Where the equations leave a choice, the limit of the path may lie at the edge of a continuum of
 * equilibria: with an action whose chance goes to zero while it stays as good as any. Such actions
 * show by a chance below zero, or by being better than those that are played. Holds them to the
 * edge; returns whether there were any. */
static bool hold_to_edge(newton *n, double tolerance, const double *profile)
{
    bool any = false;
    for (size_t cell = 0; cell < n->values; cell++)
        for (size_t a = n->outlook->core->offset[cell]; a < n->outlook->core->offset[cell + 1];
             a++) {
            bool below = n->played[a] && profile[a] < 0 && support_of(n, cell) > 1;
            bool better = !n->equal[a] && n->outlook->advantage[a] > tolerance;
            any = any || below || better;
            n->played[a] = n->played[a] && !below;
            n->equal[a] = n->equal[a] || better;
        }
    return any;
}

static void free_system(newton *n)
{
    gsl_matrix_free(n->jacobian);
    gsl_matrix_free(n->factors);
    gsl_vector_free(n->right);
    gsl_vector_free(n->step);
    gsl_vector_free(n->residual);
    gsl_vector_free(n->tau_q);
    gsl_vector_free(n->tau_z);
    gsl_vector_free(n->work);
    gsl_permutation_free(n->order);
    n->jacobian = n->factors = NULL;
    n->right = n->step = n->residual = n->tau_q = n->tau_z = n->work = NULL;
    n->order = NULL;
}

static bool allocate_system(newton *n)
{
    size_t rows = n->equations, columns = n->mixed + n->values;
    return (n->jacobian = thaw_gsl_matrix_new(rows, columns)) &&
           (n->factors = thaw_gsl_matrix_new(rows, columns)) &&
           (n->right = gsl_vector_alloc(rows)) && (n->step = gsl_vector_alloc(columns)) &&
           (n->residual = gsl_vector_alloc(rows)) && (n->tau_q = gsl_vector_alloc(columns)) &&
           (n->tau_z = gsl_vector_alloc(columns)) && (n->work = gsl_vector_alloc(columns)) &&
           (n->order = gsl_permutation_alloc(columns));
}

/* Newton's method with the support as it stands. */
static int iterate(newton *n, double *profile, double *value)
{
    double size = HUGE_VAL, previous = HUGE_VAL;
    int code = GSL_SUCCESS;
    for (int k = 0; k < THAW_POLISH_STEPS && code == GSL_SUCCESS && size > THAW_POLISH_STEP; k++) {
        previous = size;
        code = newton_step(n, profile, value, &size);
        if (code == GSL_SUCCESS && size > fmax(THAW_POLISH_CLOSE, THAW_POLISH_GROWTH * previous))
            code = GSL_EFAILED;
    }
    return code;
}

/* One round from the start, which has the profile and then the values. */
static int find_once(newton *n, double precision, double tolerance, const double *start,
                     double *profile, double *value, thaw_polish_result *result)
{
    memcpy(profile, start, n->actions * sizeof *profile);
    memcpy(value, start + n->actions, n->values * sizeof *value);
    lay_out(n, profile);
    int code = allocate_system(n) ? iterate(n, profile, value) : GSL_ENOMEM;
    if (code == GSL_SUCCESS) {
        check(n, tolerance, start, profile, value, result);
        result->bend = HUGE_VAL;
        if (result->found && result->isolated)
            code = measure_bend(n, start, profile, precision, &result->bend);
    }
    free_system(n);
    return code;
}

static int find(newton *n, double precision, double threshold, double tolerance, double *start,
                double *profile, double *value, thaw_polish_result *result)
{
    memcpy(start, profile, n->actions * sizeof *start);
    memcpy(start + n->actions, value, n->values * sizeof *start);
    find_support(n, threshold, profile);
    int code = GSL_SUCCESS;
    for (int round = 0; round < THAW_POLISH_ROUNDS; round++) {
        code = find_once(n, precision, tolerance, start, profile, value, result);
        if (code != GSL_SUCCESS || result->found || !n->singular_too ||
            !hold_to_edge(n, tolerance, profile))
            break;
    }
    return code;
}

thaw_status thaw_polish(thaw_outlook *outlook, double precision, double threshold, double tolerance,
                        bool singular_too, double *profile, double *value,
                        thaw_polish_result *result, thaw_fault *fault)
{
    const thaw_core *core = outlook->core;
    newton n = {.outlook = outlook,
                .actions = thaw_core_actions(core),
                .values = (size_t)core->states * (size_t)core->players,
                .singular_too = singular_too};
    *result = (thaw_polish_result){0};
    double *start = malloc((n.actions + n.values + 1) * sizeof *start);
    n.equal = calloc(n.actions + 1, sizeof *n.equal);
    n.played = calloc(n.actions + 1, sizeof *n.played);
    n.unknown = calloc(n.actions + 1, sizeof *n.unknown);
    n.equation = calloc(n.actions + 1, sizeof *n.equation);
    n.row_sum = calloc(n.actions + 1, sizeof *n.row_sum);
    int code = GSL_ENOMEM;
    if (start && n.equal && n.played && n.unknown && n.equation && n.row_sum)
        code = find(&n, precision, threshold, tolerance, start, profile, value, result);
    free(n.equal);
    free(n.played);
    free(n.unknown);
    free(n.equation);
    free(n.row_sum);
    free(start);
    /* no equilibrium with this support: an answer, not a failure */
    if (code != GSL_SUCCESS)
        *result = (thaw_polish_result){0};
    return code == GSL_ENOMEM ? thaw_from_gsl(code, "polish of an equilibrium", fault) : THAW_OK;
}
