/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inner sets, which generate themselves with a margin on every constraint: tried, proved, and the
 * nearest to the outer ones kept (docs/solvers.md). */
#include <math.h>

#include "solvers/equilibria_parts.h"
#include "solvers/settings.h"

typedef struct inner_attempt {
    double ease, error, margin;
    double nearest; /* the largest margin so far */
    bool proved;
} inner_attempt;

/* Solves the inner pattern, with the margin asked for and then to the last digits, and says what it
 * proves. */
static thaw_status prove(thaw_set_solver *solver, inner_attempt *attempt)
{
    thaw_generator *generator = solver->generator;
    thaw_pattern *pattern = solver->inner_pattern;
    double ease[2] = {attempt->ease, attempt->ease}, residual[2] = {0, 0};
    thaw_status status =
        thaw_pattern_settle(pattern, generator, ease, THAW_SETS_GUESS_SWEEPS, attempt->ease / 100);
    if (status == THAW_OK) {
        status = thaw_pattern_check(pattern, generator, residual, &attempt->margin);
    }
    if (status == THAW_OK && attempt->margin > 0) { /* the last digits are worth their time */
        status = thaw_pattern_refine(pattern, generator);
        if (status == THAW_OK) {
            status = thaw_pattern_check(pattern, generator, residual, &attempt->margin);
        }
    }
    attempt->error =
        fmax(thaw_sets_error(solver, 0, residual[0]), thaw_sets_error(solver, 1, residual[1]));
    return status;
}

/* One round: the operator with a margin, applied to the inner sets, and its pattern solved. Where
 * the solution proves nothing and is farther from keeping all margins than one before, the step
 * alone is taken. */
static thaw_status inner_round(thaw_set_solver *solver, double simpler, inner_attempt *attempt)
{
    thaw_generator *generator = solver->generator;
    thaw_pattern *pattern = solver->inner_pattern;
    double ease[2] = {attempt->ease, attempt->ease};
    thaw_status status = thaw_generator_take(generator, solver->inner);
    if (status == THAW_OK) {
        status = thaw_generator_apply(generator, ease, false, solver->made);
    }
    if (status != THAW_OK) {
        return status;
    }
    thaw_sets_empty(solver, solver->made);
    for (int s = 0; s < solver->states; s++) {
        thaw_polygon_narrow_tagged(&solver->made[s], generator->pool[s].tag, simpler);
    }
    status = thaw_pattern_take(pattern, generator, solver->made);
    if (status != THAW_OK) {
        return status;
    }
    status = prove(solver, attempt);
    attempt->proved = attempt->margin > 2 * attempt->error;
    bool solved = attempt->proved || attempt->margin >= attempt->nearest;
    attempt->nearest = fmax(attempt->margin, attempt->nearest);
    for (int s = 0; s < solver->states && status == THAW_OK; s++) {
        status = solved ? thaw_pattern_set(pattern, s, &solver->inner[s])
                        : thaw_polygon_copy(&solver->made[s], &solver->inner[s]);
    }
    return status;
}

/* Keeps an inner set that is proved and nearer to the outer one than the best so far. */
static thaw_status keep_best(thaw_set_solver *solver, const inner_attempt *attempt)
{
    double gap = thaw_sets_excess(solver, solver->next, solver->inner);
    if (gap >= solver->gap && solver->best_error > 0) {
        return THAW_OK;
    }
    solver->gap = gap;
    solver->best_error = attempt->error;
    solver->best_margin = attempt->margin;
    thaw_pattern *pattern = solver->best_pattern;
    solver->best_pattern = solver->inner_pattern;
    solver->inner_pattern = pattern;
    thaw_status status = THAW_OK;
    solver->kept_error = solver->error;
    for (int s = 0; s < solver->states && status == THAW_OK; s++) {
        status = thaw_polygon_copy(&solver->inner[s], &solver->best[s]);
        if (status == THAW_OK) {
            status = thaw_polygon_copy(&solver->next[s], &solver->kept[s]);
        }
    }
    return status;
}

/* Later outer sets may be farther away: what simplifying adds, a discount factor near 1 multiplies.
 * The nearest stand for the answer. */
void thaw_inner_take_nearest(thaw_set_solver *solver)
{
    if (solver->best_error > 0 && thaw_sets_excess(solver, solver->next, solver->best) >
                                      thaw_sets_excess(solver, solver->kept, solver->best)) {
        thaw_polygon *kept = solver->kept;
        solver->kept = solver->next;
        solver->next = kept;
        solver->error = solver->kept_error;
    }
}

/* Rounds from given sets until a set is proved and no longer comes nearer. */
static thaw_status attempt_inner(thaw_set_solver *solver, const thaw_polygon *start, int rounds,
                                 double ease, double simpler, bool *proved)
{
    inner_attempt attempt = {.ease = ease, .nearest = -INFINITY};
    thaw_status status = THAW_OK;
    *proved = false;
    for (int s = 0; s < solver->states && status == THAW_OK; s++) {
        status = thaw_polygon_copy(&start[s], &solver->inner[s]);
    }
    for (int k = 0; k < rounds && status == THAW_OK && !thaw_sets_must_stop(solver); k++) {
        double before = solver->gap;
        status = inner_round(solver, simpler, &attempt);
        if (status == THAW_OK && attempt.proved) {
            status = keep_best(solver, &attempt);
            bool enough = solver->gap <= solver->target || solver->gap > 0.9 * before;
            if (*proved && enough) {
                break;
            }
            *proved = true;
            if (solver->gap <= solver->target) {
                break;
            }
        }
    }
    return status;
}

/* The margin whose cost stays below a gap. */
static double ease_for(const thaw_set_solver *solver, double gap)
{
    return fmax(THAW_SETS_MARGIN * (1 - solver->discount) * gap, thaw_sets_least_margin(solver));
}

/* Attempts with smaller and smaller margins while the margin is what keeps the sets apart. Sets are
 * made simpler by `simpler`, or by no more than the margin when `fine`. */
static thaw_status ease_down(thaw_set_solver *solver, double ease, bool fine, bool *proved)
{
    double floor = thaw_sets_least_margin(solver), simpler = THAW_SETS_SIMPLER_GAP * solver->target;
    thaw_status status = THAW_OK;
    *proved = false;
    for (; status == THAW_OK && !thaw_sets_must_stop(solver); ease /= 100) {
        ease = fmax(ease, floor);
        double most = fine ? fmin(simpler, ease) : simpler;
        status = attempt_inner(solver, solver->guess, THAW_SETS_GUESS_ROUNDS, ease, most, proved);
        if (status == THAW_OK && !*proved) {
            status =
                attempt_inner(solver, solver->next, THAW_SETS_INNER_ROUNDS, ease, most, proved);
        }
        solver->ease = fmin(solver->ease, ease);
        if (solver->gap <= solver->target || ease <= floor || !*proved) {
            break;
        }
    }
    return status;
}

/* First with margins for the target; where nothing comes of it, with larger ones, beside which what
 * makes sets simpler is small. */
thaw_status thaw_inner_find(thaw_set_solver *solver)
{
    bool proved;
    thaw_status status = ease_down(solver, ease_for(solver, solver->target), false, &proved);
    solver->failures += !proved;
    if (status == THAW_OK && !proved && solver->failures > 1 && solver->gap > solver->target &&
        thaw_sets_corners(solver, solver->next) <= THAW_SETS_FEW) {
        status = ease_down(solver, ease_for(solver, solver->tolerance), true, &proved);
    }
    return status;
}

/* Whether the smallest margin tried is what keeps inner and outer sets apart: whether the operator
 * with that margin, applied to the outer sets until it moves them no more, leaves them farther away
 * than the target. All that can be had with the margin lies in what it leaves. */
thaw_status thaw_inner_weigh_margin(thaw_set_solver *solver, bool *decides)
{
    thaw_generator *generator = solver->generator;
    double ease[2] = {solver->ease, solver->ease}, moved = INFINITY;
    thaw_status status = THAW_OK;
    *decides = false;
    for (int s = 0; s < solver->states && status == THAW_OK; s++) {
        status = thaw_polygon_copy(&solver->next[s], &solver->inner[s]);
    }
    for (int k = 0; k < THAW_SETS_PATIENCE && status == THAW_OK && !*decides && moved > 0 &&
                    !thaw_sets_must_stop(solver);
         k++) {
        status = thaw_generator_take(generator, solver->inner);
        if (status == THAW_OK) {
            status = thaw_generator_apply(generator, ease, false, solver->made);
        }
        thaw_sets_empty(solver, solver->made);
        moved = thaw_sets_excess(solver, solver->inner, solver->made);
        *decides = thaw_sets_excess(solver, solver->next, solver->made) > solver->target;
        thaw_polygon *made = solver->made;
        solver->made = solver->inner;
        solver->inner = made;
    }
    return status;
}
