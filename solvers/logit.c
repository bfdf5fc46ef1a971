/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The logit equations: residual, Jacobian by state blocks, bordered solve. */
#include "solvers/logit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_permute_vector.h>

#include "solvers/gsl_guard.h"

void thaw_logit_free(thaw_logit *l)
{
    if (!l)
        return;
    for (int s = 0; l->order && s < l->core->states; s++)
        gsl_permutation_free(l->order[s]);
    thaw_outlook_clear(&l->outlook);
    free(l->chance);
    free(l->share);
    free(l->residual);
    free(l->local);
    free(l->order);
    free(l->adjoint);
    free(l->adjoint_at);
    gsl_matrix_free(l->schur);
    gsl_permutation_free(l->schur_order);
    gsl_vector_free(l->right);
    free(l);
}

static bool allocate(thaw_logit *l)
{
    size_t states = (size_t)l->core->states, players = (size_t)l->core->players;
    if (!(l->adjoint_at = calloc(states + 1, sizeof *l->adjoint_at)) ||
        !(l->order = calloc(states + 1, sizeof(gsl_permutation *))))
        return false;
    for (size_t s = 0; s < states; s++) {
        size_t width = thaw_outlook_width(l->core, (int)s);
        l->adjoint_at[s + 1] = l->adjoint_at[s] + (players + 1) * width;
        if (!(l->order[s] = gsl_permutation_alloc(width)))
            return false;
    }
    return (l->chance = calloc(l->actions, sizeof(double))) &&
           (l->share = calloc(l->actions, sizeof(double))) &&
           (l->residual = calloc(l->actions + l->values, sizeof(double))) &&
           (l->local = calloc(l->outlook.block[states], sizeof(double))) &&
           (l->adjoint = calloc(l->adjoint_at[states], sizeof(double))) &&
           (l->schur = gsl_matrix_alloc(l->values + 1, l->values + 1)) &&
           (l->schur_order = gsl_permutation_alloc(l->values + 1)) &&
           (l->right = gsl_vector_alloc(l->values + 1));
}

thaw_status thaw_logit_new(const thaw_core *core, thaw_logit **out, thaw_fault *fault)
{
    thaw_gsl_init();
    thaw_logit *l = calloc(1, sizeof *l);
    if (!l)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for the logit equations");
    l->core = core;
    l->actions = thaw_core_actions(core);
    l->values = (size_t)core->states * (size_t)core->players;
    l->unknowns = l->actions + l->values + 1;
    thaw_status status = thaw_outlook_init(&l->outlook, core, fault);
    if (status == THAW_OK && !allocate(l))
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for the logit equations of %d states",
                           core->states);
    if (status != THAW_OK) {
        thaw_logit_free(l);
        return status;
    }
    *out = l;
    return THAW_OK;
}

/* The equations themselves for one player in one state. With e(a) = log chance(a) - p Q(a) and
 * shares w of the chances as they are, the k equations e(a) - sum_b w(b) e(b) + log sum_b chance(b)
 * = 0 say that all e are equal and that the chances sum to 1. They are linear in the log chances
 * and values but for the last term, so that Newton's method keeps its grip where precision is high;
 * their derivatives leave out dw, which the residual multiplies. */
static void player_residual(thaw_logit *l, size_t state, size_t player, const double *x)
{
    const thaw_core *core = l->core;
    size_t cell = state * (size_t)core->players + player;
    size_t from = core->offset[cell], to = core->offset[cell + 1];
    double precision = x[l->unknowns - 1], sum = 0, mean = 0, advantage = 0;
    for (size_t a = from; a < to; a++)
        sum += l->chance[a];
    for (size_t a = from; a < to; a++) {
        l->share[a] = l->chance[a] / sum;
        l->residual[a] = x[a] - precision * l->outlook.advantage[a];
        mean += l->share[a] * l->residual[a];
        advantage += l->chance[a] * l->outlook.advantage[a];
    }
    for (size_t a = from; a < to; a++)
        l->residual[a] += log(sum) - mean;
    l->residual[l->actions + player * (size_t)core->states + state] = -advantage;
}

/* The state's own block: d(log chance equations) / d(log chances). */
static void local_block(thaw_logit *l, size_t state, double precision, double *block)
{
    const thaw_core *core = l->core;
    size_t players = (size_t)core->players, cell = state * players;
    size_t base = core->offset[cell], width = core->offset[cell + players] - base;
    const double *cross = l->outlook.cross + l->outlook.block[state];
    for (size_t i = 0; i < players; i++) {
        size_t from = core->offset[cell + i] - base, to = core->offset[cell + i + 1] - base;
        for (size_t c = 0; c < width; c++) {
            double mean = 0;
            for (size_t a = from; a < to; a++)
                mean += l->share[base + a] * cross[a * width + c];
            double scale = precision * l->chance[base + c];
            for (size_t a = from; a < to; a++)
                block[a * width + c] = (a == c ? 1.0 : 0.0) - scale * (cross[a * width + c] - mean);
        }
    }
}

/* d(value equation of `player`) / d(log chances of the state), into row. */
static void value_row(const thaw_logit *l, size_t state, size_t player, double *row)
{
    const thaw_core *core = l->core;
    size_t players = (size_t)core->players, cell = state * players;
    size_t base = core->offset[cell], width = core->offset[cell + players] - base;
    size_t from = core->offset[cell + player] - base, to = core->offset[cell + player + 1] - base;
    const double *cross = l->outlook.cross + l->outlook.block[state];
    for (size_t c = 0; c < width; c++) {
        double sum = 0;
        if (c >= from && c < to)
            sum = l->outlook.advantage[base + c];
        else
            for (size_t a = from; a < to; a++)
                sum += l->chance[base + a] * cross[a * width + c];
        row[c] = -l->chance[base + c] * sum;
    }
}

/* row := row times the inverse of the state's factored block: P A = L U, so A' y = e is U' L' P y =
 * e. */
static void against_inverse(const thaw_logit *l, size_t state, size_t width, double *row)
{
    gsl_matrix_const_view block =
        gsl_matrix_const_view_array(l->local + l->outlook.block[state], width, width);
    gsl_vector_view y = gsl_vector_view_array(row, width);
    gsl_blas_dtrsv(CblasUpper, CblasTrans, CblasNonUnit, &block.matrix, &y.vector);
    gsl_blas_dtrsv(CblasLower, CblasTrans, CblasUnit, &block.matrix, &y.vector);
    gsl_permute_vector_inverse(l->order[state], &y.vector);
}

/* Row `target` of the Schur complement less y times [d(log chance equations) / d(values,
 * precision)]. */
static void subtract_coupling(thaw_logit *l, size_t state, const double *y, size_t target,
                              double precision)
{
    const thaw_core *core = l->core;
    size_t players = (size_t)core->players, states = (size_t)core->states, cell = state * players;
    size_t base = core->offset[cell];
    double *row = gsl_matrix_ptr(l->schur, target, 0);
    for (size_t i = 0; i < players; i++) {
        size_t from = core->offset[cell + i], to = core->offset[cell + i + 1];
        double weight = 0, advantage = 0;
        for (size_t a = from; a < to; a++) {
            weight += y[a - base];
            advantage += l->share[a] * l->outlook.advantage[a];
        }
        for (size_t a = from; a < to; a++) {
            /* y' (I - 1 share') ahead: the mean taken out of y instead of out of each
             * row */
            double scale = y[a - base] - weight * l->share[a];
            const double *ahead = l->outlook.ahead + a * states;
            for (size_t k = 0; k < states; k++)
                row[i * states + k] += precision * scale * ahead[k];
            row[i * states + state] -= precision * scale * l->outlook.total[a];
            row[l->values] += y[a - base] * (l->outlook.advantage[a] - advantage);
        }
    }
}

/* The value equations' own derivatives in the values. */
static void value_block(thaw_logit *l, size_t state, size_t player)
{
    const thaw_core *core = l->core;
    size_t states = (size_t)core->states, cell = state * (size_t)core->players + player;
    double *row = gsl_matrix_ptr(l->schur, player * states + state, player * states);
    for (size_t a = core->offset[cell]; a < core->offset[cell + 1]; a++) {
        const double *ahead = l->outlook.ahead + a * states;
        for (size_t k = 0; k < states; k++)
            row[k] -= l->chance[a] * ahead[k];
        row[state] += l->chance[a] * l->outlook.total[a];
    }
}

static bool eliminate_state(thaw_logit *l, size_t state, double precision, const double *border)
{
    const thaw_core *core = l->core;
    size_t players = (size_t)core->players, states = (size_t)core->states;
    size_t width = thaw_outlook_width(core, (int)state), base = core->offset[state * players];
    double *block = l->local + l->outlook.block[state];
    local_block(l, state, precision, block);
    gsl_matrix_view view = gsl_matrix_view_array(block, width, width);
    int sign;
    if (gsl_linalg_LU_decomp(&view.matrix, l->order[state], &sign) != GSL_SUCCESS)
        return false;
    int determinant = gsl_linalg_LU_sgndet(&view.matrix, sign);
    if (determinant == 0)
        return false;
    l->determinant *= determinant;
    double *y = l->adjoint + l->adjoint_at[state];
    for (size_t i = 0; i <= players; i++, y += width) {
        if (i < players)
            value_row(l, state, i, y);
        else
            memcpy(y, border + base, width * sizeof *y);
        against_inverse(l, state, width, y);
        subtract_coupling(l, state, y, i < players ? i * states + state : l->values, precision);
        if (i < players)
            value_block(l, state, i);
    }
    return true;
}

bool thaw_logit_linearise(thaw_logit *l, const double *x, const double *border)
{
    const thaw_core *core = l->core;
    double precision = x[l->unknowns - 1];
    for (size_t a = 0; a < l->actions; a++)
        l->chance[a] = exp(x[a]);
    thaw_outlook_update(&l->outlook, l->chance, x + l->actions);
    for (int s = 0; s < core->states; s++)
        for (int i = 0; i < core->players; i++)
            player_residual(l, (size_t)s, (size_t)i, x);
    gsl_matrix_set_zero(l->schur);
    memcpy(gsl_matrix_ptr(l->schur, l->values, 0), border + l->actions,
           (l->values + 1) * sizeof(double));
    l->determinant = 1;
    for (int s = 0; s < core->states; s++)
        if (!eliminate_state(l, (size_t)s, precision, border))
            return false;
    int sign;
    if (gsl_linalg_LU_decomp(l->schur, l->schur_order, &sign) != GSL_SUCCESS)
        return false;
    l->determinant *= gsl_linalg_LU_sgndet(l->schur, sign);
    return l->determinant != 0;
}

/* The right side of the reduced system: what the log chance equations leave of it. */
static void reduce_right(thaw_logit *l, const double *right, double last)
{
    const thaw_core *core = l->core;
    size_t players = (size_t)core->players, states = (size_t)core->states;
    for (size_t k = 0; k < l->values; k++)
        gsl_vector_set(l->right, k, right ? right[l->actions + k] : 0);
    gsl_vector_set(l->right, l->values, last);
    for (size_t s = 0; right && s < states; s++) {
        size_t base = core->offset[s * players], width = core->offset[(s + 1) * players] - base;
        const double *y = l->adjoint + l->adjoint_at[s];
        for (size_t i = 0; i <= players; i++, y += width) {
            double sum = 0;
            for (size_t a = 0; a < width; a++)
                sum += y[a] * right[base + a];
            *gsl_vector_ptr(l->right, i < players ? i * states + s : l->values) -= sum;
        }
    }
}

/* The state's log chances once values and precision are known. */
static bool back_substitute(thaw_logit *l, size_t state, double precision, const double *right,
                            double *dx)
{
    const thaw_core *core = l->core;
    size_t players = (size_t)core->players, states = (size_t)core->states, cell = state * players;
    size_t base = core->offset[cell], width = core->offset[cell + players] - base;
    double step = dx[l->unknowns - 1];
    for (size_t i = 0; i < players; i++) {
        const double *dv = dx + l->actions + i * states;
        double mean = 0;
        for (size_t a = core->offset[cell + i]; a < core->offset[cell + i + 1]; a++) {
            const double *ahead = l->outlook.ahead + a * states;
            double change = -l->outlook.total[a] * dv[state];
            for (size_t k = 0; k < states; k++)
                change += ahead[k] * dv[k];
            dx[a] = precision * change + step * l->outlook.advantage[a];
            mean += l->share[a] * dx[a];
        }
        for (size_t a = core->offset[cell + i]; a < core->offset[cell + i + 1]; a++)
            dx[a] += (right ? right[a] : 0) - mean;
    }
    gsl_matrix_view block = gsl_matrix_view_array(l->local + l->outlook.block[state], width, width);
    gsl_vector_view own = gsl_vector_view_array(dx + base, width);
    return gsl_linalg_LU_svx(&block.matrix, l->order[state], &own.vector) == GSL_SUCCESS;
}

bool thaw_logit_solve(thaw_logit *l, const double *x, const double *right, double last, double *dx)
{
    reduce_right(l, right, last);
    if (gsl_linalg_LU_svx(l->schur, l->schur_order, l->right) != GSL_SUCCESS)
        return false;
    for (size_t k = 0; k <= l->values; k++)
        dx[l->actions + k] = gsl_vector_get(l->right, k);
    for (int s = 0; s < l->core->states; s++)
        if (!back_substitute(l, (size_t)s, x[l->unknowns - 1], right, dx))
            return false;
    for (size_t k = 0; k < l->unknowns; k++)
        if (!isfinite(dx[k]))
            return false;
    return true;
}
