/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Following the logit path: tangent predictor, Newton corrector, orientation by the determinant's
 * sign. */
#include "solvers/markov.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>

#include "model/game_check.h"
#include "solvers/clock.h"
#include "solvers/core.h"
#include "solvers/gsl_guard.h"
#include "solvers/logit.h"
#include "solvers/polish.h"
#include "solvers/settings.h"

/* A walk along the curve. Vectors are `unknowns` long: log chances, values, precision. */
typedef struct walk {
    const thaw_core *core;
    thaw_logit *logit;
    double *x, *trial;                  /* the last point found; the one being corrected */
    double *tangent, *before;           /* unit tangents at x and at the point before it */
    double *weight, *border, *step;     /* the metric at x; weight times tangent; a correction */
    double *right;                      /* minus the residual */
    double *beyond, *beyond_tangent;    /* a point beyond what may be a crossing */
    bool seen_beyond;                   /* there is one */
    double *profile, *value, *polished; /* of the end: chances and values; chances polished */
    double length, last_length;         /* of the next step, and of the one that led to x */
    double longest;                     /* no step is longer */
    bool shortened;                     /* since the last step taken */
    double scale;                       /* precision that counts as one: 1 / payoff range */
    int orientation;                    /* sign of the determinant that means forwards */
    double next_try, next_blunt;        /* precision at which the polish is tried next */
    bool triplets;                      /* three log chances are the same early on the path */
    double gap, gap_precision; /* distance to the polished equilibrium when last tried, and where;
                                  0: not yet */
} walk;

static void walk_free(walk *w)
{
    if (!w)
        return;
    thaw_logit_free(w->logit);
    free(w->x);
    free(w->trial);
    free(w->tangent);
    free(w->before);
    free(w->weight);
    free(w->border);
    free(w->step);
    free(w->right);
    free(w->beyond);
    free(w->beyond_tangent);
    free(w->profile);
    free(w->value);
    free(w->polished);
    free(w);
}

static thaw_status walk_new(const thaw_core *core, walk **out, thaw_fault *fault)
{
    walk *w = calloc(1, sizeof *w);
    if (!w)
        return thaw_fail(fault, THAW_ENOMEM, "no memory to follow the logit path");
    w->core = core;
    thaw_status status = thaw_logit_new(core, &w->logit, fault);
    if (status != THAW_OK) {
        walk_free(w);
        return status;
    }
    size_t n = w->logit->unknowns;
    if ((w->x = calloc(n, sizeof(double))) && (w->trial = calloc(n, sizeof(double))) &&
        (w->tangent = calloc(n, sizeof(double))) && (w->before = calloc(n, sizeof(double))) &&
        (w->weight = calloc(n, sizeof(double))) && (w->border = calloc(n, sizeof(double))) &&
        (w->step = calloc(n, sizeof(double))) && (w->right = calloc(n, sizeof(double))) &&
        (w->beyond = calloc(n, sizeof(double))) &&
        (w->beyond_tangent = calloc(n, sizeof(double))) &&
        (w->profile = calloc(n, sizeof(double))) && (w->value = calloc(n, sizeof(double))) &&
        (w->polished = calloc(n, sizeof(double)))) {
        *out = w;
        return THAW_OK;
    }
    walk_free(w);
    return thaw_fail(fault, THAW_ENOMEM, "no memory to follow the logit path of %d states",
                     core->states);
}

static double precision_of(const walk *w, const double *x)
{
    return x[w->logit->unknowns - 1];
}

/* The metric at a point: chances by Fisher's information (d chance)^2 / chance, so that a choice
 * turning over is as long anywhere; log chances that have become negligible, and precision, by
 * their relative change. Values follow from those and carry no weight. */
static void metric(walk *w, const double *x)
{
    for (size_t a = 0; a < w->logit->actions; a++)
        w->weight[a] = exp(x[a]) + THAW_PATH_TAIL / (1 + x[a] * x[a]);
    for (size_t k = 0; k < w->logit->values; k++)
        w->weight[w->logit->actions + k] = 0;
    double about = w->scale + fabs(precision_of(w, x));
    w->weight[w->logit->unknowns - 1] = 1 / (about * about);
}

static double length_of(const walk *w, const double *v)
{
    double sum = 0;
    for (size_t k = 0; k < w->logit->unknowns; k++)
        sum += w->weight[k] * v[k] * v[k];
    return sqrt(sum);
}

/* The unit tangent from the current factors, oriented by the determinant: with J t = 0 and border t
 * = 1, the determinant bordered by t itself has the same sign. into may not be the border. */
static bool tangent_from_factors(walk *w, const double *x, double *into)
{
    if (!thaw_logit_solve(w->logit, x, NULL, 1, into))
        return false;
    metric(w, x);
    double length = length_of(w, into);
    if (!(length > 0) || !isfinite(length))
        return false;
    double scale = (w->logit->determinant == w->orientation ? 1 : -1) / length;
    for (size_t k = 0; k < w->logit->unknowns; k++)
        into[k] *= scale;
    return true;
}

static void set_border(walk *w)
{
    for (size_t k = 0; k < w->logit->unknowns; k++)
        w->border[k] = w->weight[k] * w->tangent[k];
}

/* Precision 0: all actions equally likely, values those of that play, forwards is rising precision.
 */
static thaw_status start(walk *w, thaw_fault *fault)
{
    const thaw_core *core = w->core;
    size_t n = w->logit->unknowns;
    for (int cell = 0; cell < core->states * core->players; cell++)
        for (size_t a = core->offset[cell]; a < core->offset[cell + 1]; a++) {
            w->profile[a] = 1.0 / core->count[cell];
            w->x[a] = log(w->profile[a]);
        }
    thaw_status status = thaw_core_evaluate(core, w->profile, w->x + w->logit->actions, fault);
    if (status != THAW_OK)
        return status;
    w->border[n - 1] = 1;
    w->orientation = 1;
    if (!thaw_logit_linearise(w->logit, w->x, w->border) ||
        !tangent_from_factors(w, w->x, w->tangent))
        return thaw_fail(fault, THAW_ENUMERIC, "the logit path cannot be started");
    set_border(w);
    w->length = fmin(THAW_PATH_FIRST, w->longest);
    return THAW_OK;
}

/* The predictor: the tangent, bent as it bent over the last step (two-step Adams-Bashforth). */
static void predict(walk *w)
{
    double bend = w->last_length > 0 ? 0.5 * w->length * w->length / w->last_length : 0;
    for (size_t k = 0; k < w->logit->unknowns; k++)
        w->trial[k] = w->x[k] + w->length * w->tangent[k] + bend * (w->tangent[k] - w->before[k]);
}

/* Newton's method in the hyperplane through the prediction, orthogonal to the tangent. On success
 * the trial point is on the curve, the factors are those of its last iterate, and *first is the
 * first correction's length. */
static bool correct(walk *w, int *systems, double *first)
{
    double previous = HUGE_VAL;
    for (int k = 0; k < THAW_PATH_CORRECTIONS; k++) {
        (*systems)++;
        if (!thaw_logit_linearise(w->logit, w->trial, w->border))
            return false;
        for (size_t r = 0; r + 1 < w->logit->unknowns; r++)
            w->right[r] = -w->logit->residual[r];
        if (!thaw_logit_solve(w->logit, w->trial, w->right, 0, w->step))
            return false;
        double size = length_of(w, w->step);
        if (k == 0)
            *first = size;
        if (!(size <= (k == 0 ? THAW_PATH_CORRECTION : THAW_PATH_CONTRACTION * previous)) &&
            !(size <= THAW_PATH_CLOSE))
            return false;
        for (size_t r = 0; r < w->logit->unknowns; r++)
            w->trial[r] += w->step[r];
        if (size <= THAW_PATH_CLOSE)
            return true;
        previous = size;
    }
    return false;
}

static void swap(double **a, double **b)
{
    double *c = *a;
    *a = *b;
    *b = c;
}

/* The cosine between the tangent at x and `next`, in the metric at x (which the border holds). */
static double cosine(const walk *w, const double *next)
{
    double sum = 0;
    for (size_t k = 0; k < w->logit->unknowns; k++)
        sum += w->border[k] * next[k];
    return sum;
}

/* Makes the trial point the current one. w->step holds its tangent. */
static void accept(walk *w, double first)
{
    swap(&w->x, &w->trial);
    swap(&w->before, &w->tangent);
    swap(&w->tangent, &w->step);
    set_border(w);
    w->last_length = w->length;
    double factor = cbrt(THAW_PATH_TARGET / fmax(first, 1e-12));
    w->length = fmin(w->length * fmin(w->shortened ? 1.0 : 2.0, fmax(0.5, factor)), w->longest);
    w->shortened = false;
}

typedef enum stride { STRIDE_TAKEN, STRIDE_SHORTENED, STRIDE_STUCK } stride;

/* Makes the trial point the current one, beyond a crossing: the walk goes straight on, with the
 * orientation turned. w->step holds the oriented tangent there, which points back. */
static void cross(walk *w, thaw_markov_result *result)
{
    result->branches = true;
    w->orientation = -w->orientation;
    for (size_t k = 0; k < w->logit->unknowns; k++)
        w->step[k] = -w->step[k];
    metric(w, w->trial);
    accept(w, 0);
    w->length = fmin(THAW_PATH_FIRST / 10, w->longest);
    w->seen_beyond = false;
}

/* A point beyond what may be a crossing is kept, in case rounding hides it from shorter steps. */
static void keep_beyond(walk *w)
{
    memcpy(w->beyond, w->trial, w->logit->unknowns * sizeof *w->beyond);
    memcpy(w->beyond_tangent, w->step, w->logit->unknowns * sizeof *w->beyond);
    w->seen_beyond = true;
}

/* Takes up the point that was kept. */
static stride go_beyond(walk *w, thaw_markov_result *result)
{
    memcpy(w->trial, w->beyond, w->logit->unknowns * sizeof *w->beyond);
    memcpy(w->step, w->beyond_tangent, w->logit->unknowns * sizeof *w->beyond);
    cross(w, result);
    return STRIDE_TAKEN;
}

static stride shorten(walk *w)
{
    metric(w, w->x);
    w->length *= 0.5;
    w->shortened = true;
    w->last_length = w->length < 1e-4 ? 0 : w->last_length;
    return w->length < THAW_PATH_SHORTEST ? STRIDE_STUCK : STRIDE_SHORTENED;
}

/* One attempt at a step. Where the oriented tangent turns back over a step so short that the curve
 * is straight, the curve branches: another one crosses it and the determinant changes sign along
 * it; the walk goes straight on and says so. */
static stride attempt(walk *w, thaw_markov_result *result)
{
    double first = 0;
    predict(w);
    bool corrected =
        correct(w, &result->systems, &first) && tangent_from_factors(w, w->trial, w->step);
    bool straight = corrected && first <= THAW_PATH_STRAIGHT * w->length;
    if (!straight && w->seen_beyond && w->length < THAW_PATH_CROSSED)
        return go_beyond(w, result);
    double along = corrected ? cosine(w, w->step) : 0;
    if (along >= THAW_PATH_COSINE) {
        w->seen_beyond = w->seen_beyond && w->length < THAW_PATH_CROSSING;
        accept(w, first);
        return STRIDE_TAKEN;
    }
    if (along <= -THAW_PATH_COSINE && straight && w->length < THAW_PATH_CROSSING) {
        if (w->length < THAW_PATH_CROSSED) {
            cross(w, result);
            return STRIDE_TAKEN;
        }
        keep_beyond(w);
    }
    return shorten(w);
}

/* The largest share of its payoff range that a player could gain by a one-shot departure at x (the
 * outlook is that of the last iterate, which is x but for its last correction). */
static double regret_share(const walk *w, const double *range)
{
    const thaw_core *core = w->core;
    double share = 0;
    for (int cell = 0; cell < core->states * core->players; cell++) {
        int player = cell % core->players;
        for (size_t a = core->offset[cell]; a < core->offset[cell + 1]; a++) {
            double gain = (1 - core->game->discount[player]) * w->logit->outlook.advantage[a];
            if (gain > 0 && range[player] > 0)
                share = fmax(share, gain / range[player]);
        }
    }
    return share;
}

/* Where the walk is with respect to an end. */
typedef enum reach {
    REACH_ON_THE_WAY,
    REACH_FAR,     /* a continuum of equilibria ahead would show */
    REACH_BLUNTED, /* steps get short though precision is high: rounding blurs the path */
    REACH_LAST     /* beyond the precision up to which log chances mean anything */
} reach;

/* Tries to end the walk: polishes the point, and accepts when the polished equilibrium is where the
 * path goes. That it goes there is known when the equilibrium is isolated, no action outside its
 * support counts any more, the branch that ends there has no fold or fork ahead, and the path nears
 * it as such a branch does. Where the path cannot be followed, an equilibrium so near that belongs
 * to a continuum is the answer too. */
static thaw_status try_end(walk *w, double tolerance, reach where, thaw_markov_result *result,
                           bool *ended, thaw_fault *fault)
{
    double precision = precision_of(w, w->x);
    for (size_t a = 0; a < w->logit->actions; a++)
        w->polished[a] = exp(w->x[a]);
    memcpy(w->value, w->x + w->logit->actions, w->logit->values * sizeof *w->value);
    thaw_polish_result polish;
    thaw_status status =
        thaw_polish(&w->logit->outlook, precision, fmin(0.1, THAW_SUPPORT * w->scale / precision),
                    where == REACH_FAR ? tolerance * THAW_PATH_EXACT : tolerance,
                    where != REACH_ON_THE_WAY, w->polished, w->value, &polish, fault);
    if (status != THAW_OK)
        return status;
    bool settled = polish.isolated && polish.margin * precision >= THAW_PATH_FADED &&
                   polish.bend <= THAW_PATH_BEND;
    bool nearing = w->gap_precision > 0 &&
                   polish.moved <= fmax(1e-9, 1.5 * w->gap * w->gap_precision / precision);
    bool accepted = where == REACH_LAST      ? true
                    : where == REACH_BLUNTED ? settled || !polish.isolated
                    : where == REACH_FAR     ? nearing && (settled || !polish.isolated)
                                             : nearing && settled;
    *ended = polish.found && polish.moved <= THAW_PATH_GAP && accepted;
    if (*ended) {
        result->outcome = THAW_OUTCOME_CONVERGED;
        result->isolated = polish.isolated;
        result->gap = polish.moved;
        memcpy(w->profile, w->polished, w->logit->actions * sizeof *w->profile);
    }
    w->gap = polish.found ? polish.moved : 0;
    w->gap_precision = polish.found ? precision : 0;
    w->next_try = precision * THAW_PATH_RETRY;
    return THAW_OK;
}

enum { TRIPLETS_AT = 3 }; /* the step after which to look for triplets */

/* Whether three actions have the same log chance. Early on the path these differ by precision times
 * what the actions pay, unless some symmetry makes them the same. */
static bool has_triplets(const walk *w)
{
    for (size_t a = 0; a < w->logit->actions; a++) {
        int same = 0;
        for (size_t b = 0; b < a; b++)
            same += fabs(w->x[a] - w->x[b]) <= THAW_TRIPLET_TOLERANCE;
        if (same >= 2)
            return true;
    }
    return false;
}

thaw_outcome thaw_must_stop(const thaw_markov_settings *settings)
{
    if (settings && settings->stop && *settings->stop)
        return THAW_OUTCOME_INTERRUPTED;
    if (settings && settings->deadline > 0 && thaw_clock() > settings->deadline)
        return THAW_OUTCOME_TIME_LIMIT;
    return THAW_OUTCOME_CONVERGED;
}

thaw_status thaw_check_stop(const thaw_markov_settings *settings, const char *undone,
                            thaw_fault *fault)
{
    thaw_outcome stopped = thaw_must_stop(settings);
    if (stopped == THAW_OUTCOME_CONVERGED)
        return THAW_OK;
    if (stopped == THAW_OUTCOME_INTERRUPTED)
        return thaw_fail(fault, THAW_EINTERRUPT, "interrupted");
    return thaw_fail(fault, thaw_status_of(stopped), "%s: %s", undone, thaw_outcome_text(stopped));
}

/* Whether the walk must stop before its end; sets the outcome. */
static bool must_stop(const thaw_markov_settings *settings, double precision,
                      thaw_markov_result *result)
{
    int limit = settings && settings->step_limit > 0 ? settings->step_limit : THAW_PATH_STEPS;
    thaw_outcome stopped = thaw_must_stop(settings);
    if (stopped != THAW_OUTCOME_CONVERGED)
        result->outcome = stopped;
    else if (result->steps >= limit)
        result->outcome = THAW_OUTCOME_STEP_LIMIT;
    else if (precision < 0)
        result->outcome = THAW_OUTCOME_NEGATIVE_PRECISION;
    else
        return false;
    return true;
}

/* After a step: whether an end is in sight, and whether it is one. */
static thaw_status look_ahead(walk *w, const double *range, double tolerance,
                              thaw_markov_result *result, bool *ended, thaw_fault *fault)
{
    result->steps++;
    if (result->steps == TRIPLETS_AT)
        w->triplets = has_triplets(w);
    double precision = precision_of(w, w->x);
    reach where = precision >= THAW_PATH_PRECISION * w->scale ? REACH_LAST
                  : precision >= THAW_PATH_FAR * w->scale     ? REACH_FAR
                                                              : REACH_ON_THE_WAY;
    if (precision < w->next_try ||
        !(where == REACH_LAST || regret_share(w, range) < THAW_PATH_NEAR))
        return THAW_OK;
    thaw_status status = try_end(w, tolerance, where, result, ended, fault);
    if (status == THAW_OK && !*ended && precision >= 100 * THAW_PATH_PRECISION * w->scale) {
        result->outcome = THAW_OUTCOME_REGRET;
        *ended = true;
    }
    return status;
}

/* After a step that was too long. Where precision is high and the step short, the path may be lost
 * in rounding: tries for an end there, once each time that precision has grown. */
static thaw_status look_around(walk *w, double tolerance, bool stuck, thaw_markov_result *result,
                               bool *ended, thaw_fault *fault)
{
    double precision = precision_of(w, w->x);
    thaw_status status = THAW_OK;
    if (precision >= THAW_PATH_BLUNT * w->scale && w->length < THAW_PATH_BLURRED &&
        (stuck || precision >= w->next_blunt)) {
        w->next_blunt = precision * THAW_PATH_RETRY;
        status = try_end(w, tolerance, REACH_BLUNTED, result, ended, fault);
    }
    if (stuck && !*ended) {
        result->outcome = THAW_OUTCOME_STUCK;
        *ended = true;
    }
    return status;
}

/* Walks to the end, or to where it must stop. The chances reached are in w->profile. */
static thaw_status follow(walk *w, const double *range, double tolerance,
                          const thaw_markov_settings *settings, thaw_markov_result *result,
                          thaw_fault *fault)
{
    bool ended = false;
    thaw_status status = start(w, fault);
    while (status == THAW_OK && !ended && !must_stop(settings, precision_of(w, w->x), result)) {
        stride taken = attempt(w, result);
        status = taken == STRIDE_TAKEN
                     ? look_ahead(w, range, tolerance, result, &ended, fault)
                     : look_around(w, tolerance, taken == STRIDE_STUCK, result, &ended, fault);
    }
    result->precision = precision_of(w, w->x);
    if (result->outcome != THAW_OUTCOME_CONVERGED)
        for (size_t a = 0; a < w->logit->actions; a++)
            w->profile[a] = exp(w->x[a]);
    return status;
}

/* The widest payoff range of the game, and each player's. */
static double measure(const thaw_game *game, double *range)
{
    double widest = 0;
    for (int i = 0; i < game->players; i++) {
        range[i] = thaw_game_range(game, i);
        widest = fmax(widest, range[i]);
    }
    return widest;
}

/* Follows the path of a core, into its own profile; by steps no longer than `longest`. */
static thaw_status solve_core(const thaw_core *core, const double *range, double widest,
                              double longest, const thaw_markov_settings *settings, double *small,
                              thaw_markov_result *result, bool *triplets, thaw_fault *fault)
{
    walk *w = NULL;
    thaw_status status = walk_new(core, &w, fault);
    if (status != THAW_OK)
        return status;
    w->scale = 1 / widest;
    w->longest = longest;
    status = follow(w, range, THAW_REGRET * widest * 0.1, settings, result, fault);
    memcpy(small, w->profile, thaw_core_actions(core) * sizeof *small);
    *triplets = w->triplets;
    walk_free(w);
    return status;
}

/* A fixed number in [-1, 1) for each k, without pattern (splitmix64: Steele, Lea and Flood 2014).
 */
static double scatter(uint64_t k)
{
    uint64_t z = (k + 1) * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-52 - 1;
}

/* Whether the path forks where the determinant does not show it, because an even number of
 * directions turn at once: as with three equal ways to coordinate. Behind such a fork is a symmetry
 * of more than pairs, which shows in three log chances that are the same all along the path.
 * Payoffs nudged out of their symmetry, followed by small steps, then lead elsewhere. Changes the
 * core's payoffs. */
static thaw_status look_for_fork(thaw_core *core, const double *range, double widest,
                                 const thaw_markov_settings *settings, const double *small,
                                 thaw_markov_result *result, thaw_fault *fault)
{
    for (size_t k = 0; k < core->rows * (size_t)core->players; k++)
        core->payoff[k] += THAW_FORK_NUDGE * range[k / core->rows] * scatter(k);
    size_t actions = thaw_core_actions(core);
    double *other = calloc(actions + 1, sizeof *other);
    if (!other)
        return thaw_fail(fault, THAW_ENOMEM, "no memory to follow the logit path again");
    thaw_markov_result nudged = {.outcome = THAW_OUTCOME_STUCK};
    bool triplets;
    thaw_status status =
        solve_core(core, range, widest, THAW_FORK_STEP, settings, other, &nudged, &triplets, fault);
    for (size_t a = 0; a < actions && nudged.outcome == THAW_OUTCOME_CONVERGED; a++)
        result->branches = result->branches || fabs(other[a] - small[a]) > THAW_FORK_DIFFERENCE;
    free(other);
    return status;
}

static void even_chances(const thaw_core *core, double *small)
{
    for (int cell = 0; cell < core->states * core->players; cell++)
        for (size_t a = core->offset[cell]; a < core->offset[cell + 1]; a++)
            small[a] = 1.0 / core->count[cell];
}

/* What rounding values to double can make of a regret: payoffs that are all 0.1 have a range of 0.
 */
static double rounding_of_values(const thaw_game *game, const double *values, int player)
{
    double largest = 0;
    for (int s = 0; s < game->states; s++)
        largest = fmax(largest, fabs(values[s * game->players + player]));
    return THAW_TIE_ROUNDINGS * DBL_EPSILON * largest;
}

/* Newton's method leaves sums of chances as exact as its equations are well conditioned. Sums that
 * are 1 but for their own rounding stay as they are. */
static void divide_by_sums(const thaw_core *core, double *small)
{
    for (int cell = 0; cell < core->states * core->players; cell++) {
        double sum = 0;
        for (size_t a = core->offset[cell]; a < core->offset[cell + 1]; a++)
            sum += small[a];
        if (fabs(sum - 1) > core->count[cell] * DBL_EPSILON)
            for (size_t a = core->offset[cell]; a < core->offset[cell + 1]; a++)
                small[a] /= sum;
    }
}

/* Whether each player's regret is within the tolerance of its own range, but for what is rounding
 * and the judge cannot tell from none: where payoffs are of very different sizes, the largest
 * regret says nothing about the other player's. */
static bool within_tolerance(const thaw_game *game, const double *loss, const double *values,
                             const double *error, const double *range)
{
    for (int s = 0; s < game->states; s++)
        for (int i = 0; i < game->players; i++) {
            const double *lost = loss + thaw_game_action_offset(game, s, i);
            double most = THAW_REGRET * range[i] +
                          fmin(rounding_of_values(game, values, i), THAW_DOUBT * error[i]);
            for (int a = 0; a < thaw_game_action_count(game, s, i); a++)
                if (!(lost[a] >= -most))
                    return false;
        }
    return true;
}

/* Values of the whole game, and the judge's word on them. */
static thaw_status finish(const thaw_core *core, double *small, const double *range,
                          double *profile, double *values, thaw_markov_result *result,
                          thaw_fault *fault)
{
    double *value = calloc((size_t)core->states * (size_t)core->players + 1, sizeof *value);
    double *loss = calloc(thaw_game_action_total(core->game), sizeof *loss);
    double *error = calloc((size_t)core->players, sizeof *error);
    thaw_status status = THAW_ENOMEM;
    if (value && loss && error) {
        divide_by_sums(core, small);
        thaw_core_profile_up(core, small, profile);
        status = thaw_core_evaluate(core, small, value, fault);
    } else {
        thaw_fail(fault, THAW_ENOMEM, "no memory for the values of %d states", core->states);
    }
    if (status == THAW_OK) {
        thaw_core_values_up(core, value, values);
        status = thaw_judge_each(core->game, profile, values, NULL, 0, loss, error,
                                 &result->judgement, fault);
    }
    if (status == THAW_OK && result->outcome == THAW_OUTCOME_CONVERGED &&
        !within_tolerance(core->game, loss, values, error, range))
        result->outcome = THAW_OUTCOME_REGRET;
    free(error);
    free(loss);
    free(value);
    return status;
}

thaw_status thaw_markov_solve(const thaw_game *game, const thaw_markov_settings *settings,
                              double *profile, double *values, thaw_markov_result *result,
                              thaw_fault *fault)
{
    *result = (thaw_markov_result){.outcome = THAW_OUTCOME_CONVERGED, .isolated = true};
    thaw_core *core = NULL;
    thaw_status status = thaw_game_check_numbers(game, THAW_GAME_OF_FACTORS, fault);
    if (status == THAW_OK)
        status = thaw_core_new(game, &core, fault);
    if (status != THAW_OK)
        return status;
    double *range = calloc((size_t)game->players, sizeof *range);
    double *small = calloc(thaw_core_actions(core) + 1, sizeof *small);
    if (range && small) {
        bool triplets = false;
        double widest = measure(game, range);
        if (core->states > 0 && widest > 0) {
            result->outcome = THAW_OUTCOME_STUCK;
            status = solve_core(core, range, widest, THAW_PATH_LONGEST, settings, small, result,
                                &triplets, fault);
        } else {
            /* nobody's choice pays anything: every profile is an equilibrium, the even one the
             * limit
             */
            even_chances(core, small);
            result->isolated = core->states == 0;
        }
        if (status == THAW_OK)
            status = finish(core, small, range, profile, values, result, fault);
        if (status == THAW_OK && triplets && result->outcome == THAW_OUTCOME_CONVERGED &&
            result->isolated && !result->branches)
            status = look_for_fork(core, range, widest, settings, small, result, fault);
    } else {
        status = thaw_fail(fault, THAW_ENOMEM, "no memory to solve %d states", game->states);
    }
    free(range);
    free(small);
    thaw_core_free(core);
    return status;
}
