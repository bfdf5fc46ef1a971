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

#include "solvers/bounds.h"
#include "solvers/clock.h"
#include "solvers/equilibria_parts.h"
#include "solvers/settings.h"

typedef struct set_solver {
    const thaw_game *game;
    thaw_equilibria_settings settings;
    int states;
    thaw_generator *generator;
    thaw_bounds *bounds;
    thaw_pattern *guess_pattern, *inner_pattern, *best_pattern;
    thaw_polygon *now, *next;   /* [state]: outer sets, this step's and the next's */
    thaw_polygon *raw, *made;   /* [state]: what the operator made, and that with fewer corners */
    thaw_polygon *guess;        /* [state] */
    thaw_polygon *inner, *best; /* [state]: tried, and the nearest to outer so far */
    thaw_polygon *kept;         /* [state]: the outer sets that best is nearest to */
    thaw_polygon spare;
    double tolerance; /* of the gap, scaled */
    double aim;       /* the gap aimed at while sets have few corners */
    double target;    /* aim or tolerance */
    double discount;  /* the larger */
    double error;     /* outer sets enlarged by this contain all, scaled */
    double move;      /* of the last step */
    bool firm;        /* next time the sets' own directions make way for none */
    double doubt;     /* distance from outer to the guess */
    double gap;       /* from outer to best; infinite without */
    double best_error, best_margin, kept_error;
    int failures;                   /* attempts at an inner set that proved none */
    double ease;                    /* the least margin that an inner set was asked for */
    double least_move, least_doubt; /* when there was progress last, */
    long progress;                  /* at this step */
    long steps;
} set_solver;

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

static void solver_clear(set_solver *solver)
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
 * by some units of their size, which is (1 - d) times that of values; sums are long double, that of
 * chances too, which payoffs are measured by. */
static double value_error(const set_solver *solver, int player, double residual)
{
    const thaw_generator *generator = solver->generator;
    double shift = fabs(generator->centre[player]) / generator->scale[player];
    double sums = (double)(2 * solver->states + 16) * (double)LDBL_EPSILON * (1 + shift);
    return (residual + sums) / (1 - generator->discount[player]) + 8 * DBL_EPSILON;
}

/* Least margin that can be proved. */
static double least_ease(const set_solver *solver)
{
    return THAW_SETS_LEAST_MARGIN * fmax(value_error(solver, 0, 0), value_error(solver, 1, 0));
}

static thaw_status solver_init(set_solver *solver, const thaw_game *game,
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
    solver->aim =
        fmax(solver->aim, fmin(solver->tolerance, THAW_SETS_AIM_MARGINS * least_ease(solver) /
                                                      (1 - solver->discount)));
    solver->doubt = solver->gap = solver->move = INFINITY;
    solver->least_move = solver->least_doubt = INFINITY;
    return THAW_OK;
}

/* A state from which, by whatever actions, one without equilibrium can be reached has none itself.
 */
static void empty_states(set_solver *solver, thaw_polygon *sets)
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

static bool bury_empty(set_solver *solver, const thaw_polygon *sets)
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

/* Largest distance from a point of one state's set to the other of that state. */
static double largest_excess(const set_solver *solver, const thaw_polygon *of,
                             const thaw_polygon *to)
{
    double most = 0;
    for (int s = 0; s < solver->states; s++) {
        most = fmax(most, thaw_polygon_excess(&of[s], &to[s]));
    }
    return most;
}

/* raw = the operator applied to now; *any: some state has a set. */
static thaw_status apply(set_solver *solver, bool *any)
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
    empty_states(solver, solver->raw);
    *any = bury_empty(solver, solver->raw);
    solver->error = solver->discount * solver->error + rounding;
    solver->move = largest_excess(solver, solver->now, solver->raw);
    return THAW_OK;
}

static double simplification(const set_solver *solver)
{
    double gap = fmin(solver->doubt, 1);
    return fmax(fmin(THAW_SETS_SIMPLER_MOVE * solver->move, THAW_SETS_SIMPLER_GAP * gap),
                4 * DBL_EPSILON);
}

/* The pattern of the last application, solved: where the sets seem to go. */
static thaw_status make_guess(set_solver *solver)
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

static bool must_stop(const set_solver *solver)
{
    return (solver->settings.stop && *solver->settings.stop) ||
           (solver->settings.deadline > 0 && thaw_clock() > solver->settings.deadline);
}

/* The bounds' polygon of a state, unless rounding leaves it in doubt, or it gives back what the
 * step has won: then next stays. */
static thaw_status take_polygon(set_solver *solver, int state, bool *taken)
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
static thaw_status sharpen(set_solver *solver)
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
    for (int k = 1; k < THAW_SETS_SWEEPS && moved > enough && !must_stop(solver); k++) {
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

/* ---- the inner set ---- */

typedef struct inner_attempt {
    double ease, error, margin;
    double nearest; /* the largest margin so far */
    bool proved;
} inner_attempt;

/* Solves the inner pattern, with the margin asked for and then to the last digits, and says what it
 * proves. */
static thaw_status prove(set_solver *solver, inner_attempt *attempt)
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
    attempt->error = fmax(value_error(solver, 0, residual[0]), value_error(solver, 1, residual[1]));
    return status;
}

/* One round: the operator with a margin, applied to the inner sets, and its pattern solved. Where
 * the solution proves nothing and is farther from keeping all margins than one before, the step
 * alone is taken. */
static thaw_status inner_round(set_solver *solver, double simpler, inner_attempt *attempt)
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
    empty_states(solver, solver->made);
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
static thaw_status keep_best(set_solver *solver, const inner_attempt *attempt)
{
    double gap = largest_excess(solver, solver->next, solver->inner);
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
static void take_kept(set_solver *solver)
{
    if (solver->best_error > 0 && largest_excess(solver, solver->next, solver->best) >
                                      largest_excess(solver, solver->kept, solver->best)) {
        thaw_polygon *kept = solver->kept;
        solver->kept = solver->next;
        solver->next = kept;
        solver->error = solver->kept_error;
    }
}

/* Rounds from given sets until a set is proved and no longer comes nearer. */
static thaw_status attempt_inner(set_solver *solver, const thaw_polygon *start, int rounds,
                                 double ease, double simpler, bool *proved)
{
    inner_attempt attempt = {.ease = ease, .nearest = -INFINITY};
    thaw_status status = THAW_OK;
    *proved = false;
    for (int s = 0; s < solver->states && status == THAW_OK; s++) {
        status = thaw_polygon_copy(&start[s], &solver->inner[s]);
    }
    for (int k = 0; k < rounds && status == THAW_OK && !must_stop(solver); k++) {
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
static double ease_for(const set_solver *solver, double gap)
{
    return fmax(THAW_SETS_MARGIN * (1 - solver->discount) * gap, least_ease(solver));
}

/* Attempts with smaller and smaller margins while the margin is what keeps the sets apart. Sets are
 * made simpler by `simpler`, or by no more than the margin when `fine`. */
static thaw_status ease_down(set_solver *solver, double ease, bool fine, bool *proved)
{
    double floor = least_ease(solver), simpler = THAW_SETS_SIMPLER_GAP * solver->target;
    thaw_status status = THAW_OK;
    *proved = false;
    for (; status == THAW_OK && !must_stop(solver); ease /= 100) {
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

/* Corners of all states. */
static size_t corners_of(const set_solver *solver, const thaw_polygon *sets)
{
    size_t corners = 0;
    for (int s = 0; s < solver->states; s++) {
        corners += sets[s].count;
    }
    return corners;
}

/* First with margins for the target; where nothing comes of it, with larger ones, beside which what
 * makes sets simpler is small. */
static thaw_status find_inner(set_solver *solver)
{
    bool proved;
    thaw_status status = ease_down(solver, ease_for(solver, solver->target), false, &proved);
    solver->failures += !proved;
    if (status == THAW_OK && !proved && solver->failures > 1 && solver->gap > solver->target &&
        corners_of(solver, solver->next) <= THAW_SETS_FEW) {
        status = ease_down(solver, ease_for(solver, solver->tolerance), true, &proved);
    }
    return status;
}

/* ---- the whole ---- */

/* next: raw with fewer corners. Where the operator gives back what bounds had cut off (it may, near
 * constraints that nearly bind), what both leave is kept: a point of the truth is within the last
 * error of both. */
static thaw_status make_next(set_solver *solver)
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

/* Where nothing was asked for, sets of few corners are made much sharper than the tolerance, if
 * that takes few steps. */
static void choose_target(set_solver *solver, double *attempt_below)
{
    if (solver->target < solver->tolerance &&
        (corners_of(solver, solver->raw) > THAW_SETS_FEW || solver->steps > THAW_SETS_AIM_STEPS)) {
        solver->target = solver->tolerance;
        *attempt_below = INFINITY;
    }
    *attempt_below = fmin(*attempt_below, solver->target / 2);
}

/* Whether neither the steps nor the distance to the guess have halved for so long that plain steps
 * alone would have: what is left does not close. */
static bool stalled(set_solver *solver)
{
    if (solver->move <= solver->least_move / 2 || solver->doubt <= solver->least_doubt / 2) {
        solver->least_move = fmin(solver->move, solver->least_move);
        solver->least_doubt = solver->doubt;
        solver->progress = solver->steps;
    }
    return (double)(solver->steps - solver->progress) >
           THAW_SETS_PATIENCE + 5 / (1 - solver->discount);
}

/* Whether the smallest margin tried is what keeps inner and outer sets apart: whether the operator
 * with that margin, applied to the outer sets until it moves them no more, leaves them farther away
 * than the target. All that can be had with the margin lies in what it leaves. */
static thaw_status weigh_margin(set_solver *solver, bool *decides)
{
    thaw_generator *generator = solver->generator;
    double ease[2] = {solver->ease, solver->ease}, moved = INFINITY;
    thaw_status status = THAW_OK;
    *decides = false;
    for (int s = 0; s < solver->states && status == THAW_OK; s++) {
        status = thaw_polygon_copy(&solver->next[s], &solver->inner[s]);
    }
    for (int k = 0; k < THAW_SETS_PATIENCE && status == THAW_OK && !*decides && moved > 0 &&
                    !must_stop(solver);
         k++) {
        status = thaw_generator_take(generator, solver->inner);
        if (status == THAW_OK) {
            status = thaw_generator_apply(generator, ease, false, solver->made);
        }
        empty_states(solver, solver->made);
        moved = largest_excess(solver, solver->inner, solver->made);
        *decides = largest_excess(solver, solver->next, solver->made) > solver->target;
        thaw_polygon *made = solver->made;
        solver->made = solver->inner;
        solver->inner = made;
    }
    return status;
}

/* Steps until the sets are near enough, are empty, or nothing changes any more. */
static thaw_status iterate(set_solver *solver, thaw_outcome *outcome)
{
    double attempt_below = INFINITY;
    solver->target = solver->aim;
    long limit = solver->settings.step_limit > 0 ? solver->settings.step_limit : THAW_SETS_STEPS;
    thaw_status status = THAW_OK;
    double moved = INFINITY;
    while (status == THAW_OK) {
        bool any = false, moved_on = false;
        status = apply(solver, &any);
        solver->steps++;
        if (status != THAW_OK || !any) {
            *outcome = THAW_OUTCOME_INFEASIBLE;
            return status;
        }
        choose_target(solver, &attempt_below);
        status = make_guess(solver);
        if (status == THAW_OK) {
            status = make_next(solver);
        }
        double still = solver->move * solver->discount / (1 - solver->discount);
        if (status == THAW_OK && (solver->doubt <= attempt_below || still <= attempt_below)) {
            status = find_inner(solver);
            moved_on = true;
            attempt_below = fmin(solver->doubt, attempt_below) / 4;
        }
        *outcome = THAW_OUTCOME_CONVERGED;
        if (status != THAW_OK || solver->gap <= solver->target) {
            return status;
        }
        *outcome = THAW_OUTCOME_KNIFE_EDGE;
        if (moved_on && still <= 0.01 * solver->target && solver->doubt <= 0.1 * solver->target) {
            return status;
        }
        if (stalled(solver)) {
            return moved_on ? THAW_OK : find_inner(solver);
        }
        *outcome = must_stop(solver) && solver->settings.stop && *solver->settings.stop
                       ? THAW_OUTCOME_INTERRUPTED
                       : THAW_OUTCOME_TIME_LIMIT;
        if (must_stop(solver)) {
            return status;
        }
        *outcome = THAW_OUTCOME_STEP_LIMIT;
        if (solver->steps >= limit) {
            return find_inner(solver);
        }
        bool useful = solver->move < THAW_SETS_PROGRESS * moved;
        moved = solver->move;
        if (isfinite(moved) && (useful || solver->steps % 8 == 0)) {
            status = sharpen(solver);
        }
        thaw_polygon *now = solver->now;
        solver->now = solver->next;
        solver->next = now;
    }
    return status;
}

/* ---- the answer ---- */

/* A set in points a month times a power of two. Corners that rounding makes one are one. */
static thaw_status in_points(set_solver *solver, const thaw_polygon *from, int exponent,
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
static thaw_status show_set(set_solver *solver, int state, const thaw_polygon *outer,
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
static thaw_status find_playable(set_solver *solver, thaw_equilibria *equilibria)
{
    thaw_generator *generator = solver->generator;
    thaw_status status = thaw_generator_take(generator, solver->best);
    double sure = 3 * solver->best_error + thaw_generator_rounding(generator);
    int summed = -1;
    for (size_t k = 0; k < generator->rows && status == THAW_OK; k++) {
        size_t row = generator->by_law[k];
        equilibria->playable[row] = generator->dead[row] ? THAW_NEVER : THAW_UNKNOWN;
        if (generator->dead[row] || generator->blocked[generator->law[row]] ||
            solver->best[generator->row_state[row]].count == 0) {
            continue;
        }
        if (generator->law[row] != summed) {
            summed = generator->law[row];
            status = thaw_generator_sum(generator, (size_t)summed);
        }
        double demand[2];
        for (int i = 0; i < 2; i++) {
            demand[i] = thaw_generator_demand(generator, row, i, NULL) +
                        (generator->discount[i] > 0 ? sure : 0);
        }
        if (status == THAW_OK && thaw_generator_clip(generator, demand)) {
            equilibria->playable[row] = THAW_PLAYED;
        }
    }
    return status;
}

static thaw_status answer(set_solver *solver, thaw_equilibria *equilibria)
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
    equilibria->gap = empty ? 0 : largest_excess(solver, solver->next, solver->best);
    equilibria->slack = solver->ease * scale;
    equilibria->error =
        (solver->error + solver->best_error) * scale + shown_within(solver->generator);
    equilibria->margin = solver->best_margin * fmin(generator->scale[0], generator->scale[1]);
    equilibria->steps = solver->steps;
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

thaw_status thaw_equilibria_solve(const thaw_game *game, const thaw_equilibria_settings *settings,
                                  thaw_equilibria *equilibria, thaw_fault *fault)
{
    *equilibria = (thaw_equilibria){0};
    set_solver solver = {.ease = INFINITY};
    thaw_status status = solver_init(&solver, game, settings, fault);
    if (status == THAW_OK) {
        status = iterate(&solver, &equilibria->outcome);
        take_kept(&solver);
        if (solver.gap <= solver.tolerance) {
            equilibria->outcome = THAW_OUTCOME_CONVERGED;
        }
        if (status == THAW_OK && equilibria->outcome == THAW_OUTCOME_KNIFE_EDGE) {
            bool decides;
            status = weigh_margin(&solver, &decides);
            equilibria->outcome = decides ? THAW_OUTCOME_KNIFE_EDGE : THAW_OUTCOME_STALLED;
        }
        if (status == THAW_OK) {
            status = answer(&solver, equilibria);
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
