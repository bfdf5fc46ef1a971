/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every payoff of a pure-action subgame-perfect equilibrium, between an outer and an inner set.
 *
 * Outer: applications of the operator to all corners (generator), and between them many of linear
 * bounds that follow from it (bounds), in the directions of a guess at the limit. Guess: the
 * pattern by which the last sets were made, solved (pattern). Inner: the pattern of sets that keep
 * a margin on every constraint; solved, and then checked. docs/solvers.md has the proofs. */
#include "solvers/equilibria.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "model/game_check.h"
#include "solvers/clock.h"
#include "solvers/equilibria_parts.h"
#include "solvers/settings.h"

static thaw_status no_memory(thaw_fault *fault)
{
    return thaw_fail(fault, THAW_ENOMEM, "out of memory");
}

static void clear_sets(thaw_polygon *sets, int states)
{
    for (int s = 0; sets && s < states; s++) {
        thaw_polygon_clear(&sets[s]);
    }
    free(sets);
}

static void solver_clear(thaw_set_solver *solver)
{
    int states = solver->states;
    thaw_generator_free(solver->generator);
    thaw_bounds_free(solver->bounds);
    thaw_pattern_free(solver->guess_pattern);
    thaw_pattern_free(solver->inner_pattern);
    thaw_pattern_free(solver->best_pattern);
    clear_sets(solver->now, states);
    clear_sets(solver->next, states);
    clear_sets(solver->raw, states);
    clear_sets(solver->made, states);
    clear_sets(solver->guess, states);
    clear_sets(solver->inner, states);
    clear_sets(solver->best, states);
    clear_sets(solver->kept, states);
    thaw_polygon_clear(&solver->spare);
}

/* What rounding leaves of a player's values, beyond what their equations miss. Payoffs are rounded
 * by some units of their size, which is (1 - d) times that of values; sums are long double. What
 * chances lack of 1, by which payoffs are measured from their centre, is known to a square of the
 * unit. */
double thaw_sets_error(const thaw_set_solver *solver, int player, double residual)
{
    const thaw_generator *generator = solver->generator;
    double shift = fabs(generator->centre[player]) / generator->scale[player];
    double sums = (double)(2 * solver->states + 16) * (double)LDBL_EPSILON *
                  (1 + (double)LDBL_EPSILON * shift);
    return (residual + sums) / (1 - generator->discount[player]) + 8 * DBL_EPSILON;
}

/* Least margin that can be proved. */
double thaw_sets_least_margin(const thaw_set_solver *solver)
{
    return THAW_SETS_LEAST_MARGIN *
           fmax(thaw_sets_error(solver, 0, 0), thaw_sets_error(solver, 1, 0));
}

static thaw_status solver_init(thaw_set_solver *solver, const thaw_game *game,
                               const thaw_equilibria_settings *settings, thaw_fault *fault)
{
    size_t states = (size_t)game->states;
    solver->game = game;
    solver->states = game->states;
    thaw_status status = thaw_generator_new(game, &solver->generator, fault);
    if (status != THAW_OK) {
        return status;
    }
    solver->now = calloc(states, sizeof *solver->now);
    solver->next = calloc(states, sizeof *solver->next);
    solver->raw = calloc(states, sizeof *solver->raw);
    solver->made = calloc(states, sizeof *solver->made);
    solver->guess = calloc(states, sizeof *solver->guess);
    solver->inner = calloc(states, sizeof *solver->inner);
    solver->best = calloc(states, sizeof *solver->best);
    solver->kept = calloc(states, sizeof *solver->kept);
    if (!solver->now || !solver->next || !solver->raw || !solver->made || !solver->guess ||
        !solver->inner || !solver->best || !solver->kept ||
        thaw_bounds_new(game->states, &solver->bounds) != THAW_OK ||
        thaw_pattern_new(game->states, &solver->guess_pattern) != THAW_OK ||
        thaw_pattern_new(game->states, &solver->inner_pattern) != THAW_OK ||
        thaw_pattern_new(game->states, &solver->best_pattern) != THAW_OK) {
        return no_memory(fault);
    }
    for (int s = 0; s < game->states; s++) {
        if (thaw_generator_box(solver->generator, &solver->now[s]) != THAW_OK) {
            return no_memory(fault);
        }
    }
    solver->settings = settings ? *settings : (thaw_equilibria_settings){0};
    solver->tolerance =
        solver->settings.tolerance > 0 ? solver->settings.tolerance : THAW_SETS_TOLERANCE;
    solver->aim =
        solver->settings.tolerance > 0 ? solver->tolerance : THAW_SETS_AIM * solver->tolerance;
    solver->discount = fmax(solver->generator->discount[0], solver->generator->discount[1]);
    solver->aim = fmax(solver->aim, fmin(solver->tolerance, THAW_SETS_AIM_MARGINS *
                                                                thaw_sets_least_margin(solver) /
                                                                (1 - solver->discount)));
    solver->doubt = solver->gap = solver->move = INFINITY;
    solver->least_move = solver->least_doubt = INFINITY;
    return THAW_OK;
}

/* A state from which, by whatever actions, one without equilibrium can be reached has none itself.
 */
void thaw_sets_empty(thaw_set_solver *solver, thaw_polygon *sets)
{
    const thaw_game *game = solver->game;
    bool again = true;
    while (again) {
        again = false;
        for (int s = 0; s < game->states; s++) {
            bool empty = sets[s].count == 0;
            for (size_t row = game->first_row[s]; row < game->first_row[s + 1] && !empty; row++) {
                const double *next = game->next + row * (size_t)game->states;
                for (int t = 0; t < game->states && !empty; t++) {
                    empty = next[t] > 0 && sets[t].count == 0;
                }
            }
            again = again || (empty && sets[s].count > 0);
            sets[s].count = empty ? 0 : sets[s].count;
        }
    }
}

/* Largest distance from a point of one state's set to the other of that state. */
double thaw_sets_excess(const thaw_set_solver *solver, const thaw_polygon *of,
                        const thaw_polygon *to)
{
    double most = 0;
    for (int s = 0; s < solver->states; s++) {
        most = fmax(most, thaw_polygon_excess(&of[s], &to[s]));
    }
    return most;
}

/* Corners of all states. */
size_t thaw_sets_corners(const thaw_set_solver *solver, const thaw_polygon *sets)
{
    size_t corners = 0;
    for (int s = 0; s < solver->states; s++) {
        corners += sets[s].count;
    }
    return corners;
}

bool thaw_sets_must_stop(const thaw_set_solver *solver)
{
    return (solver->settings.stop && *solver->settings.stop) ||
           (solver->settings.deadline > 0 && thaw_clock() > solver->settings.deadline);
}

/* Where nothing was asked for, sets of few corners are made much sharper than the tolerance, if
 * that takes few steps. */
static void choose_target(thaw_set_solver *solver, double *attempt_below)
{
    if (solver->target < solver->tolerance &&
        (thaw_sets_corners(solver, solver->raw) > THAW_SETS_FEW ||
         solver->steps > THAW_SETS_AIM_STEPS)) {
        solver->target = solver->tolerance;
        *attempt_below = INFINITY;
    }
    *attempt_below = fmin(*attempt_below, solver->target / 2);
}

/* Whether neither the steps nor the distance to the guess have halved for so long that plain steps
 * alone would have: what is left does not close. */
static bool stalled(thaw_set_solver *solver)
{
    if (solver->move <= solver->least_move / 2 || solver->doubt <= solver->least_doubt / 2) {
        solver->least_move = fmin(solver->move, solver->least_move);
        solver->least_doubt = solver->doubt;
        solver->progress = solver->steps;
    }
    return (double)(solver->steps - solver->progress) >
           THAW_SETS_PATIENCE + 5 / (1 - solver->discount);
}

/* Steps until the sets are near enough, are empty, or nothing changes any more. */
static thaw_status iterate(thaw_set_solver *solver, thaw_outcome *outcome)
{
    double attempt_below = INFINITY;
    solver->target = solver->aim;
    long limit = solver->settings.step_limit > 0 ? solver->settings.step_limit : THAW_SETS_STEPS;
    thaw_status status = THAW_OK;
    double moved = INFINITY;
    while (status == THAW_OK) {
        bool any = false, moved_on = false;
        status = thaw_outer_apply(solver, &any);
        solver->steps++;
        if (status != THAW_OK || !any) {
            *outcome = THAW_OUTCOME_INFEASIBLE;
            return status;
        }
        choose_target(solver, &attempt_below);
        status = thaw_outer_guess(solver);
        if (status == THAW_OK) {
            status = thaw_outer_next(solver);
        }
        double still = solver->move * solver->discount / (1 - solver->discount);
        if (status == THAW_OK && (solver->doubt <= attempt_below || still <= attempt_below)) {
            status = thaw_inner_find(solver);
            moved_on = true;
            attempt_below = fmin(solver->doubt, attempt_below) / 4;
        }
        *outcome = THAW_OUTCOME_CONVERGED;
        if (status != THAW_OK || solver->gap <= solver->target) {
            return status;
        }
        if (thaw_sets_must_stop(solver)) {
            bool stopped = solver->settings.stop && *solver->settings.stop;
            *outcome = stopped ? THAW_OUTCOME_INTERRUPTED : THAW_OUTCOME_TIME_LIMIT;
            return status;
        }
        *outcome = THAW_OUTCOME_KNIFE_EDGE;
        if (moved_on && still <= 0.01 * solver->target && solver->doubt <= 0.1 * solver->target) {
            return status;
        }
        if (stalled(solver)) {
            return moved_on ? THAW_OK : thaw_inner_find(solver);
        }
        *outcome = THAW_OUTCOME_STEP_LIMIT;
        if (solver->steps >= limit) {
            return thaw_inner_find(solver);
        }
        bool useful = solver->move < THAW_SETS_PROGRESS * moved;
        moved = solver->move;
        if (isfinite(moved) && (useful || solver->steps % 8 == 0)) {
            status = thaw_outer_sharpen(solver);
        }
        thaw_polygon *now = solver->now;
        solver->now = solver->next;
        solver->next = now;
    }
    return status;
}

thaw_status thaw_equilibria_solve(const thaw_game *game, const thaw_equilibria_settings *settings,
                                  thaw_equilibria *equilibria, thaw_fault *fault)
{
    *equilibria = (thaw_equilibria){0};
    thaw_status status = thaw_game_check_numbers(game, THAW_GAME_OF_A_FILE, fault);
    if (status != THAW_OK)
        return status;
    thaw_set_solver solver = {.ease = INFINITY};
    status = solver_init(&solver, game, settings, fault);
    if (status == THAW_OK) {
        status = iterate(&solver, &equilibria->outcome);
        thaw_inner_take_nearest(&solver);
        if (solver.gap <= solver.tolerance) {
            equilibria->outcome = THAW_OUTCOME_CONVERGED;
        }
        if (status == THAW_OK && equilibria->outcome == THAW_OUTCOME_KNIFE_EDGE) {
            bool decides;
            status = thaw_inner_weigh_margin(&solver, &decides);
            equilibria->outcome = decides ? THAW_OUTCOME_KNIFE_EDGE : THAW_OUTCOME_STALLED;
        }
        if (status == THAW_OK) {
            status = thaw_sets_answer(&solver, equilibria);
        }
        if (status == THAW_OK) {
            equilibria->support = calloc(1, sizeof *equilibria->support);
            status = equilibria->support ? THAW_OK : THAW_ENOMEM;
        }
        if (status == THAW_OK) {
            equilibria->support->generator = solver.generator;
            equilibria->support->pattern = solver.best_pattern;
            solver.generator = NULL;
            solver.best_pattern = NULL;
        } else {
            no_memory(fault);
        }
    }
    solver_clear(&solver);
    if (status != THAW_OK) {
        thaw_equilibria_clear(equilibria);
    }
    return status;
}

void thaw_equilibria_clear(thaw_equilibria *equilibria)
{
    for (int s = 0; equilibria->set && s < equilibria->states; s++) {
        thaw_polygon_clear(&equilibria->set[s].outer);
        thaw_polygon_clear(&equilibria->set[s].inner);
    }
    free(equilibria->set);
    free(equilibria->playable);
    if (equilibria->support) {
        thaw_generator_free(equilibria->support->generator);
        thaw_pattern_free(equilibria->support->pattern);
        free(equilibria->support);
    }
    *equilibria = (thaw_equilibria){0};
}
