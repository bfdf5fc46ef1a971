/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer in points a month: sets, their gaps, and which pairs are played. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "solvers/equilibria_parts.h"
#include "solvers/settings.h"

/* A set in points a month times a power of two. Corners that rounding makes one are one. */
static thaw_status in_points(thaw_set_solver *solver, const thaw_polygon *from, int exponent,
                             thaw_polygon *to)
{
    const thaw_generator *generator = solver->generator;
    thaw_status status = thaw_polygon_copy(from, &solver->spare);
    for (size_t k = 0; status == THAW_OK && k < from->count; k++) {
        for (int i = 0; i < 2; i++) {
            double point = generator->centre[i] + generator->scale[i] * from->corner[k].x[i];
            solver->spare.corner[k].x[i] = ldexp(point, exponent);
        }
    }
    return status == THAW_OK ? thaw_polygon_hull(solver->spare.corner, from->count, to) : status;
}

static void to_points(thaw_polygon *set, int exponent)
{
    for (size_t k = 0; k < set->count; k++) {
        for (int i = 0; i < 2; i++) {
            set->corner[k].x[i] = ldexp(set->corner[k].x[i], -exponent);
        }
    }
}

/* The sets of a state and the distance between them. Both multiply lengths, which points of 1e-200
 * would not survive: so it is done near 1, and powers of two round nothing. */
static thaw_status show_set(thaw_set_solver *solver, int state, const thaw_polygon *outer,
                            thaw_payoff_set *set)
{
    int exponent = -ilogb(fmax(solver->generator->scale[0], solver->generator->scale[1]));
    thaw_status status = in_points(solver, outer, exponent, &set->outer);
    if (status == THAW_OK) {
        status = in_points(solver, &solver->best[state], exponent, &set->inner);
    }
    set->gap = ldexp(thaw_polygon_excess(&set->outer, &set->inner), -exponent);
    to_points(&set->outer, exponent);
    to_points(&set->inner, exponent);
    return status;
}

/* What rounding a set's corners to points a month may move them. */
static double shown_within(const thaw_generator *generator)
{
    double most = 0;
    for (int i = 0; i < 2; i++) {
        double reach = generator->scale[i] * fmax(-generator->low[i], generator->high[i]);
        most = fmax(most, DBL_EPSILON * (fabs(generator->centre[i]) + reach));
    }
    return most;
}

static double least(const thaw_polygon *set, int player)
{
    double worst = NAN;
    for (size_t k = 0; k < set->count; k++) {
        worst = fmin(worst, set->corner[k].x[player]);
    }
    return worst;
}

/* A pair is played when the inner sets carry it with a margin above their error, and never when the
 * outer sets have been shown not to. Where its state has no inner set, something that might have to
 * be played later is not known to have an equilibrium. */
static thaw_status find_playable(thaw_set_solver *solver, thaw_equilibria *equilibria)
{
    thaw_generator *generator = solver->generator;
    thaw_status status = thaw_generator_take(generator, solver->best);
    double sure = 3 * solver->best_error + thaw_generator_rounding(generator);
    double ease[2] = {sure, sure};
    int summed = -1;
    for (size_t k = 0; k < generator->rows && status == THAW_OK; k++) {
        size_t row = generator->by_law[k];
        equilibria->playable[row] = generator->dead[row] ? THAW_NEVER : THAW_UNKNOWN;
        if (generator->dead[row] || generator->blocked[generator->law[row]] ||
            solver->best[generator->row_state[row]].count == 0) {
            continue;
        }
        const thaw_polygon *part;
        status = thaw_generator_part(generator, row, ease, &summed, &part);
        if (part) {
            equilibria->playable[row] = THAW_PLAYED;
        }
    }
    return status;
}

thaw_status thaw_sets_answer(thaw_set_solver *solver, thaw_equilibria *equilibria)
{
    size_t states = (size_t)solver->states;
    const thaw_generator *generator = solver->generator;
    double scale = fmax(generator->scale[0], generator->scale[1]);
    equilibria->states = solver->states;
    equilibria->set = calloc(states, sizeof *equilibria->set);
    equilibria->playable = calloc(generator->rows, sizeof *equilibria->playable);
    thaw_status status = equilibria->set && equilibria->playable ? THAW_OK : THAW_ENOMEM;
    bool empty = equilibria->outcome == THAW_OUTCOME_INFEASIBLE;
    for (int s = 0; s < solver->states && status == THAW_OK; s++) {
        thaw_payoff_set *set = &equilibria->set[s];
        status = show_set(solver, s, empty ? &solver->raw[s] : &solver->next[s], set);
        for (int i = 0; i < 2; i++) {
            set->worst[i] = least(&set->inner, i);
            set->bound[i] = least(&set->outer, i);
        }
    }
    if (status == THAW_OK) {
        status = find_playable(solver, equilibria);
    }
    equilibria->gap = empty ? 0 : thaw_sets_excess(solver, solver->next, solver->best);
    equilibria->slack = solver->ease * scale;
    equilibria->error =
        (solver->error + solver->best_error) * scale + shown_within(solver->generator);
    equilibria->margin = solver->best_margin * fmin(generator->scale[0], generator->scale[1]);
    equilibria->steps = solver->steps;
    return status;
}
