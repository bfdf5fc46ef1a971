/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step of the outer sets: the operator, the guess at where they go, and linear bounds between
 * applications (docs/solvers.md). */
#include <float.h>
#include <math.h>

#include "solvers/equilibria_parts.h"
#include "solvers/settings.h"

static bool bury_empty(thaw_set_solver *solver, const thaw_polygon *sets)
{
    bool any = false;
    for (int s = 0; s < solver->states; s++) {
        any = any || sets[s].count > 0;
        for (size_t row = solver->game->first_row[s];
             row < solver->game->first_row[s + 1] && sets[s].count == 0; row++) {
            solver->generator->dead[row] = true;
        }
    }
    return any;
}

/* raw = the operator applied to now; *any: some state has a set. */
thaw_status thaw_outer_apply(thaw_set_solver *solver, bool *any)
{
    thaw_generator *generator = solver->generator;
    thaw_status status = thaw_generator_take(generator, solver->now);
    double rounding = thaw_generator_rounding(generator), ease[2];
    for (int i = 0; i < 2; i++) {
        ease[i] = -(2 * generator->discount[i] * solver->error + rounding);
    }
    if (status == THAW_OK) {
        status = thaw_generator_apply(generator, ease, true, solver->raw);
    }
    if (status != THAW_OK) {
        return status;
    }
    thaw_sets_empty(solver, solver->raw);
    *any = bury_empty(solver, solver->raw);
    solver->error = solver->discount * solver->error + rounding;
    solver->move = thaw_sets_excess(solver, solver->now, solver->raw);
    return THAW_OK;
}

static double simplification(const thaw_set_solver *solver)
{
    double gap = fmin(solver->doubt, 1);
    return fmax(fmin(THAW_SETS_SIMPLER_MOVE * solver->move, THAW_SETS_SIMPLER_GAP * gap),
                4 * DBL_EPSILON);
}

/* The pattern of the last application, solved: where the sets seem to go. */
thaw_status thaw_outer_guess(thaw_set_solver *solver)
{
    thaw_status status = THAW_OK;
    double simpler = simplification(solver), ease[2] = {0, 0};
    for (int s = 0; s < solver->states && status == THAW_OK; s++) {
        status = thaw_polygon_copy(&solver->raw[s], &solver->made[s]);
        thaw_polygon_narrow_tagged(&solver->made[s], solver->generator->pool[s].tag, simpler);
    }
    if (status == THAW_OK) {
        status = thaw_pattern_take(solver->guess_pattern, solver->generator, solver->made);
    }
    if (status != THAW_OK) {
        return status;
    }
    status = thaw_pattern_settle(solver->guess_pattern, solver->generator, ease,
                                 THAW_SETS_GUESS_SWEEPS, THAW_SETS_SIMPLER_GAP * simpler);
    double doubt = 0;
    for (int s = 0; s < solver->states && status == THAW_OK; s++) {
        status = thaw_pattern_set(solver->guess_pattern, s, &solver->guess[s]);
        doubt = fmax(doubt, thaw_polygon_excess(&solver->raw[s], &solver->guess[s]));
    }
    solver->doubt = fmin(solver->doubt, doubt);
    return status;
}

/* The bounds' polygon of a state, unless rounding leaves it in doubt, or it gives back what the
 * step has won: then next stays. */
static thaw_status take_polygon(thaw_set_solver *solver, int state, bool *taken)
{
    bool sure = false;
    *taken = false;
    if (solver->next[state].count < 3) {
        return THAW_OK;
    }
    thaw_status status = thaw_bounds_polygon(solver->bounds, state, &solver->spare, &sure);
    if (status != THAW_OK || !sure) {
        return status;
    }
    if (thaw_polygon_excess(&solver->spare, &solver->next[state]) >
        THAW_SETS_YIELD * solver->move) {
        solver->firm = true;
        return THAW_OK;
    }
    thaw_polygon next = solver->next[state];
    solver->next[state] = solver->spare;
    solver->spare = next;
    *taken = true;
    return THAW_OK;
}

/* Linear bounds from next, applied until they hardly move; next is what they leave. */
thaw_status thaw_outer_sharpen(thaw_set_solver *solver)
{
    double yield = solver->firm ? 0 : fmin(solver->doubt, THAW_SETS_YIELD * solver->move);
    thaw_status status = thaw_generator_take(solver->generator, solver->next);
    if (status == THAW_OK) {
        status = thaw_bounds_take(solver->bounds, solver->generator, solver->guess, solver->error,
                                  yield, THAW_SETS_WINDOW * fmin(solver->doubt, 1));
    }
    if (status != THAW_OK) {
        return status;
    }
    double first = thaw_bounds_sweep(solver->bounds), moved = first;
    double enough = fmax(THAW_SETS_SWEPT * fmin(first, solver->move), 4 * DBL_EPSILON);
    for (int k = 1; k < THAW_SETS_SWEEPS && moved > enough && !thaw_sets_must_stop(solver); k++) {
        moved = thaw_bounds_sweep(solver->bounds);
        if (k == THAW_SETS_LEAP_AFTER && solver->bounds->count <= THAW_SETS_FEW) {
            bool leapt;
            status = thaw_bounds_leap(solver->bounds, &leapt);
            if (leapt || status != THAW_OK) {
                break;
            }
        }
    }
    bool all = true;
    solver->firm = false;
    for (int s = 0; s < solver->states && status == THAW_OK; s++) {
        bool taken;
        status = take_polygon(solver, s, &taken);
        all = all && (taken || solver->next[s].count == 0);
    }
    if (all) {
        solver->error = 0; /* the bounds have it in them */
    }
    return status;
}

/* next: raw with fewer corners. Where the operator gives back what bounds had cut off (it may, near
 * constraints that nearly bind), what both leave is kept: a point of the truth is within the last
 * error of both. */
thaw_status thaw_outer_next(thaw_set_solver *solver)
{
    double simpler = simplification(solver), wider = 4 * solver->error + 32 * DBL_EPSILON;
    thaw_status status = THAW_OK;
    for (int s = 0; s < solver->states && status == THAW_OK; s++) {
        status = thaw_polygon_copy(&solver->raw[s], &solver->next[s]);
        thaw_polygon_widen(&solver->next[s], simpler);
        if (status == THAW_OK && thaw_polygon_excess(&solver->next[s], &solver->now[s]) >
                                     THAW_SETS_GIVES_BACK * solver->move + wider) {
            status = thaw_polygon_cut(&solver->next[s], &solver->now[s], wider);
        }
    }
    return status;
}
