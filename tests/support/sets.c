/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of equilibrium payoffs solved and looked over. */
#include "tests/support/sets.h"

#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <criterion/criterion.h>

#include "solvers/settings.h"

/* Rounding, as a share of the scale of payoffs, that is let pass in what should be exact. */
static const double rounding = 1e-11;

thaw_equilibria sets_of(const thaw_game *game)
{
    thaw_equilibria e;
    thaw_fault fault = {0};
    cr_assert_eq(thaw_equilibria_solve(game, NULL, &e, &fault), THAW_OK, "%s", fault.text);
    return e;
}

static const char *say(const char *format, ...) __attribute__((format(printf, 1, 2)));
static const char *say(const char *format, ...)
{
    static char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return text;
}

/* ---- form ---- */

static thaw_point between(const thaw_polygon *p, size_t k)
{
    const thaw_point *from = &p->corner[k % p->count], *to = &p->corner[(k + 1) % p->count];
    return (thaw_point){{to->x[0] - from->x[0], to->x[1] - from->x[1]}};
}

/* Left turns at every corner, as far as rounding lets one see, and all of them together once
 * around: the direction goes from down to up once, at the first corner. */
static const char *wrong_form(const thaw_polygon *p)
{
    for (size_t k = 0; k < p->count; k++) {
        const thaw_point *first = &p->corner[0], *c = &p->corner[k];
        thaw_point in = between(p, k + p->count - 1), out = between(p, k);
        if (!isfinite(c->x[0]) || !isfinite(c->x[1]))
            return say("corner %zu is not finite", k);
        if (k > 0 && (c->x[1] < first->x[1] || (c->x[1] == first->x[1] && c->x[0] <= first->x[0])))
            return say("corner %zu is lower than the first", k);
        double from = hypot(in.x[0], in.x[1]), to = hypot(out.x[0], out.x[1]);
        double off = 4 * DBL_EPSILON * (from + to) * (fabs(c->x[0]) + fabs(c->x[1]));
        if (p->count > 1 && to <= 0)
            return say("corner %zu of %zu is there twice", k, p->count);
        if (p->count > 2 && in.x[0] * out.x[1] - in.x[1] * out.x[0] < -off)
            return say("no left turn at corner %zu of %zu", k, p->count);
        bool turns_up = (in.x[1] < 0 || (in.x[1] == 0 && in.x[0] < 0)) &&
                        (out.x[1] > 0 || (out.x[1] == 0 && out.x[0] > 0));
        if (p->count > 2 && turns_up != (k == 0))
            return say("corner %zu of %zu: not once around", k, p->count);
    }
    return NULL;
}

/* ---- what the parts say of each other ---- */

static double least(const thaw_polygon *p, int player)
{
    double x = INFINITY;
    for (size_t k = 0; k < p->count; k++)
        x = fmin(x, p->corner[k].x[player]);
    return p->count > 0 ? x : (double)NAN;
}

static bool same(double one, double other, double off)
{
    return (isnan(one) && isnan(other)) || one == other || fabs(one - other) <= off;
}

/* Whether a polygon is more than a point or a segment of the width of rounding. */
static bool is_wide(const thaw_polygon *p, double off)
{
    double widest = 0, far = 0;
    for (size_t k = 0; k < p->count; k++) {
        thaw_point chord = {
            {p->corner[k].x[0] - p->corner[0].x[0], p->corner[k].x[1] - p->corner[0].x[1]}};
        far = fmax(far, hypot(chord.x[0], chord.x[1]));
    }
    for (size_t k = 0; k < p->count; k++)
        for (size_t j = 1; j < p->count; j++) {
            thaw_point along = between(p, k), to = {{p->corner[j].x[0] - p->corner[k].x[0],
                                                     p->corner[j].x[1] - p->corner[k].x[1]}};
            double length = hypot(along.x[0], along.x[1]);
            if (length > 0.1 * far)
                widest = fmax(widest, fabs(along.x[0] * to.x[1] - along.x[1] * to.x[0]) / length);
        }
    return widest > 100 * off;
}

static const char *wrong_set(const thaw_payoff_set *set, double error, double off)
{
    const char *form = is_wide(&set->outer, off) ? wrong_form(&set->outer) : NULL;
    if (!form && is_wide(&set->inner, off))
        form = wrong_form(&set->inner);
    if (form)
        return form;
    if (plain_excess(&set->inner, &set->outer) > error + 100 * off)
        return say("inner leaves outer by %g", plain_excess(&set->inner, &set->outer));
    double gap = plain_excess(&set->outer, &set->inner);
    if (!same(set->gap, gap, error + off))
        return say("gap is said to be %g and is %g", set->gap, gap);
    for (int i = 0; i < 2; i++)
        if (!same(set->worst[i], least(&set->inner, i), off) ||
            !same(set->bound[i], least(&set->outer, i), off))
            return say("player %d: worst %g, bound %g are not inner's %g, outer's %g", i + 1,
                       set->worst[i], set->bound[i], least(&set->inner, i), least(&set->outer, i));
    return NULL;
}

static const char *wrong_outcome(const thaw_game *game, const thaw_equilibria *e, double off)
{
    double widest = 0, range = thaw_game_widest_range(game);
    bool empty = true;
    for (int s = 0; s < e->states; s++) {
        widest = fmax(widest, e->set[s].gap);
        empty &= e->set[s].outer.count == 0;
    }
    if (empty != (e->outcome == THAW_OUTCOME_INFEASIBLE))
        return say("outcome %s with %s outer set", thaw_outcome_text(e->outcome),
                   empty ? "no" : "an");
    if (e->outcome == THAW_OUTCOME_CONVERGED && widest > THAW_SETS_TOLERANCE * range + off)
        return say("converged with a gap of %g", widest);
    if (e->gap * range < widest - off)
        return say("a gap of %g of the range %g is less than %g", e->gap, range, widest);
    if (e->outcome == THAW_OUTCOME_KNIFE_EDGE && !(e->slack > 0))
        return say("on a knife edge of slack %g", e->slack);
    return NULL;
}

/* ---- self-generation ---- */

/* The operator applied to inner. Of a row that it can do with, something is played; a row that is
 * said to be played, it can do with. */
static const char *wrong_inner(const thaw_game *game, const thaw_equilibria *e, double slack,
                               bool for_sure)
{
    size_t states = (size_t)game->states;
    const char *complaint = NULL;
    thaw_polygon *inner = calloc(states, sizeof *inner), *next = calloc(states, sizeof *next);
    bool *playable = calloc(thaw_game_rows(game), sizeof *playable);
    cr_assert(inner && next && playable);
    for (size_t s = 0; s < states; s++)
        inner[s] = plain_hull((const double(*)[2])e->set[s].inner.corner, e->set[s].inner.count);
    plain_step(game, inner, slack, next, playable);
    for (size_t s = 0; s < states && !complaint && !for_sure; s++) {
        double beyond = plain_excess(&inner[s], &next[s]);
        if (beyond > e->error + rounding * plain_scale(game))
            complaint = say("state %zu: inner does not generate itself, by %g", s, beyond);
    }
    for (size_t row = 0; row < thaw_game_rows(game) && !complaint; row++) {
        if (for_sure && playable[row] && e->playable[row] != THAW_PLAYED)
            complaint = say("row %zu is played out of inner, and not said to be", row);
        if (!for_sure && !playable[row] && e->playable[row] == THAW_PLAYED)
            complaint = say("row %zu is not played out of inner", row);
    }
    for (size_t s = 0; s < states; s++) {
        plain_polygon_clear(&inner[s]);
        plain_polygon_clear(&next[s]);
    }
    free(inner);
    free(next);
    free(playable);
    return complaint;
}

const char *sets_complaint(const thaw_game *game, const thaw_equilibria *e)
{
    double scale = plain_scale(game), off = rounding * scale;
    if (e->states != game->states)
        return say("%d states", e->states);
    double patience = 1 / (1 - fmax(game->discount[0], game->discount[1]));
    double most = (1e-9 + 1e-12 * patience) * (scale > DBL_MIN ? scale : 1);
    if (!(e->error >= 0 && e->error <= most))
        return say("an error of %g", e->error);
    for (int s = 0; s < e->states; s++) {
        const char *complaint = wrong_set(&e->set[s], e->error, off);
        if (complaint)
            return complaint;
    }
    const char *complaint = wrong_outcome(game, e, off);
    if (!complaint)
        complaint = wrong_inner(game, e, 2 * e->error + off, false);
    if (!complaint)
        complaint = wrong_inner(game, e, -1e-6 * scale, true);
    return complaint;
}

/* ---- the truth ---- */

/* Whether outer lacks something of the truth; a pair said never to be played is no part of it. */
static const char *missed(const thaw_game *game, const thaw_equilibria *e, const plain_sets *truth,
                          double off)
{
    for (int s = 0; s < game->states; s++) {
        double beyond = plain_excess(&truth->set[s], &e->set[s].outer);
        if (beyond > off)
            return say("state %d: outer misses equilibria, by %g", s, beyond);
    }
    for (size_t row = 0; row < thaw_game_rows(game); row++)
        if (truth->playable[row] && e->playable[row] == THAW_NEVER)
            return say("row %zu is played", row);
    return NULL;
}

static const char *added(const thaw_game *game, const thaw_equilibria *e, const plain_sets *truth,
                         double off)
{
    for (int s = 0; s < game->states; s++) {
        double beyond = plain_excess(&e->set[s].inner, &truth->set[s]);
        if (beyond > off)
            return say("state %d: inner has more than equilibria, by %g", s, beyond);
    }
    for (size_t row = 0; row < thaw_game_rows(game); row++)
        if (!truth->playable[row] && e->playable[row] == THAW_PLAYED)
            return say("row %zu is not played", row);
    return NULL;
}

/* Where sets shrink by what must be lost for sure, a little each step, it is not worth waiting. */
const char *sets_contradiction(const thaw_game *game, const thaw_equilibria *e, double off)
{
    off *= plain_scale(game);
    plain_sets truth = plain_sets_of(game);
    const char *complaint = truth.settled ? added(game, e, &truth, off) : "not settled";
    if (!complaint && missed(game, e, &truth, off)) {
        plain_sets_clear(&truth);
        truth = plain_sets_for_sure(game);
        complaint = truth.settled ? missed(game, e, &truth, off) : NULL;
    }
    plain_sets_clear(&truth);
    return complaint;
}

bool sets_decided(const thaw_game *game, const thaw_equilibria *e)
{
    for (size_t row = 0; row < thaw_game_rows(game); row++)
        if (e->playable[row] == THAW_UNKNOWN)
            return false;
    return e->outcome == THAW_OUTCOME_CONVERGED || e->outcome == THAW_OUTCOME_INFEASIBLE;
}
