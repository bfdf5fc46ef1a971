/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The logit equations: residual, Jacobian by state blocks, bordered solve. */
#include "solvers/logit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/dense.h"

void thaw_logit_free(thaw_logit *l)
{
    if (!l)
        return;
    thaw_outlook_clear(&l->outlook);
    free(l->chance);
    free(l->share);
    free(l->residual);
    free(l->local);
    free(l->pivot);
    free(l->adjoint);
    free(l->adjoint_at);
    free(l->schur);
    free(l->schur_pivot);
    free(l->right);
    free(l);
}

static bool allocate(thaw_logit *l)
{
    size_t states = (size_t)l->core->states, players = (size_t)l->core->players;
    size_t reduced = l->values + 1;
    if (!(l->adjoint_at = calloc(states + 1, sizeof *l->adjoint_at)))
        return false;
    for (size_t s = 0; s < states; s++) {
        size_t width = thaw_outlook_width(l->core, (int)s);
        l->adjoint_at[s + 1] = l->adjoint_at[s] + (players + 1) * width;
    }
    return (l->chance = calloc(l->actions, sizeof(double))) &&
           (l->share = calloc(l->actions, sizeof(double))) &&
           (l->residual = calloc(l->actions + l->values, sizeof(double))) &&
           (l->local = calloc(l->outlook.block[states], sizeof(double))) &&
           (l->adjoint = calloc(l->adjoint_at[states], sizeof(double))) &&
           (l->pivot = calloc(l->actions, sizeof *l->pivot)) &&
           (l->schur = calloc(reduced * reduced, sizeof(double))) &&
           (l->schur_pivot = calloc(reduced, sizeof *l->schur_pivot)) &&
           (l->right = calloc(reduced, sizeof(double)));
}

thaw_status thaw_logit_new(const thaw_core *core, thaw_logit **out, thaw_fault *fault)
{
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

static double *schur_row(const thaw_logit *l, size_t row)
{
    return l->schur + row * (l->values + 1);
}

/* Row `target` of the Schur complement less y times [d(log chance equations) / d(values,
 * precision)]. */
static void subtract_coupling(thaw_logit *l, size_t state, const double *y, size_t target,
                              double precision)
{
    const thaw_core *core = l->core;
    size_t players = (size_t)core->players, states = (size_t)core->states, cell = state * players;
    size_t base = core->offset[cell];
    double *row = schur_row(l, target);
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
    double *row = schur_row(l, player * states + state) + player * states;
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
    int determinant = thaw_dense_factor(block, width, l->pivot + base);
    if (determinant == 0)
        return false;
    l->determinant *= determinant;
    double *y = l->adjoint + l->adjoint_at[state];
    for (size_t i = 0; i <= players; i++, y += width) {
        if (i < players)
            value_row(l, state, i, y);
        else
            memcpy(y, border + base, width * sizeof *y);
        thaw_dense_solve_left(block, width, l->pivot + base, y);
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
    memset(l->schur, 0, (l->values + 1) * (l->values + 1) * sizeof *l->schur);
    memcpy(schur_row(l, l->values), border + l->actions, (l->values + 1) * sizeof(double));
    l->determinant = 1;
    for (int s = 0; s < core->states; s++)
        if (!eliminate_state(l, (size_t)s, precision, border))
            return false;
    l->determinant *= thaw_dense_factor(l->schur, l->values + 1, l->schur_pivot);
    return l->determinant != 0;
}

/* The right side of the reduced system: what the log chance equations leave of it. */
static void reduce_right(thaw_logit *l, const double *right, double last)
{
    const thaw_core *core = l->core;
    size_t players = (size_t)core->players, states = (size_t)core->states;
    for (size_t k = 0; k < l->values; k++)
        l->right[k] = right ? right[l->actions + k] : 0;
    l->right[l->values] = last;
    for (size_t s = 0; right && s < states; s++) {
        size_t base = core->offset[s * players], width = core->offset[(s + 1) * players] - base;
        const double *y = l->adjoint + l->adjoint_at[s];
        for (size_t i = 0; i <= players; i++, y += width) {
            double sum = 0;
            for (size_t a = 0; a < width; a++)
                sum += y[a] * right[base + a];
            l->right[i < players ? i * states + s : l->values] -= sum;
        }
    }
}

/* The state's log chances once values and precision are known. */
static void back_substitute(thaw_logit *l, size_t state, double precision, const double *right,
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
    thaw_dense_solve(l->local + l->outlook.block[state], width, l->pivot + base, dx + base);
}

bool thaw_logit_solve(thaw_logit *l, const double *x, const double *right, double last, double *dx)
{
    reduce_right(l, right, last);
    thaw_dense_solve(l->schur, l->values + 1, l->schur_pivot, l->right);
    memcpy(dx + l->actions, l->right, (l->values + 1) * sizeof *dx);
    for (int s = 0; s < l->core->states; s++)
        back_substitute(l, (size_t)s, x[l->unknowns - 1], right, dx);
    for (size_t k = 0; k < l->unknowns; k++)
        if (!isfinite(dx[k]))
            return false;
    return true;
}
