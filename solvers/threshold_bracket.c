/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closing in on a change of verdict: Brent's method, and what to do where it does not help. */
#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

#include "solvers/gsl_guard.h"
#include "solvers/settings.h"
#include "solvers/threshold_parts.h"

/* A bracket being narrowed. */
typedef struct hunt {
    const thaw_line *line;
    thaw_bracket *bracket;
    double width;       /* to come to */
    double blind;       /* how far from the root an undecided point may lie, by its error */
    bool pinched;       /* the bracket is around a point that is undecided */
    thaw_status status; /* of the last probe; anything but THAW_OK ends the hunt */
    thaw_fault *fault;
} hunt;

/* What a probe inside the bracket was good for. */
typedef enum finding { NARROWED, UNDECIDED, UNSOLVED } finding;

static double width_of(const thaw_bracket *bracket)
{
    return bracket->t[1] - bracket->t[0];
}

static double slack_gap(const thaw_bracket *bracket)
{
    return fabs(bracket->probe[1].slack - bracket->probe[0].slack);
}

/* Probes t, which lies in the bracket, and narrows the bracket by it. */
static finding narrow(hunt *h, double t, double *slack)
{
    thaw_probe probe;
    *slack = (double)NAN;
    h->status = thaw_line_probe(h->line, t, &probe, h->fault);
    if (h->status != THAW_OK || !probe.solved)
        return UNSOLVED;
    *slack = probe.slack;
    int sign = thaw_probe_sign(&probe);
    if (sign == 0) {
        double gap = slack_gap(h->bracket);
        h->blind = gap > 0 ? THAW_DOUBT * probe.error * width_of(h->bracket) / gap : 0;
        return UNDECIDED;
    }
    int side = sign == thaw_probe_sign(&h->bracket->probe[0]) ? 0 : 1;
    if (h->bracket->t[0] <= t && t <= h->bracket->t[1]) {
        h->bracket->t[side] = t;
        h->bracket->probe[side] = probe;
    }
    return NARROWED;
}

static bool inside(const thaw_bracket *bracket, double t)
{
    return bracket->t[0] < t && t < bracket->t[1];
}

static bool goes_on(const hunt *h)
{
    return h->status == THAW_OK && !h->pinched && width_of(h->bracket) > h->width;
}

/* ---- Brent's method ---- */

/* What Brent's method asks for: the slack. At an undecided point it is as good as 0; it ends the
 * method, as does NaN. */
static double slack_at(double t, void *context)
{
    hunt *h = context;
    double slack;
    for (int side = 0; side < 2; side++)
        if (t == h->bracket->t[side])
            return h->bracket->probe[side].slack;
    return narrow(h, t, &slack) == UNDECIDED ? 0 : slack;
}

/* Until the root that is proposed stays put; *root is where, infinite when there was none. */
static void brent(hunt *h, double *root)
{
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    gsl_function slack = {slack_at, h};
    *root = INFINITY;
    if (!solver)
        h->status = thaw_fail(h->fault, THAW_ENOMEM, "no memory to find a root");
    else if (gsl_root_fsolver_set(solver, &slack, h->bracket->t[0], h->bracket->t[1]) ==
             GSL_SUCCESS)
        for (int k = 0; k < THAW_ROOT_PROBES && goes_on(h); k++) {
            double last = *root;
            if (gsl_root_fsolver_iterate(solver) != GSL_SUCCESS)
                break;
            *root = gsl_root_fsolver_root(solver);
            if (fabs(*root - last) < 0.1 * h->width)
                break;
        }
    if (solver)
        gsl_root_fsolver_free(solver);
}

/* ---- around it ---- */

/* t is undecided: looks for the nearest decided points on both sides of it, from where its error
 * would let one see them. */
static void pinch(hunt *h, double t)
{
    static const double NEAR = 0.4, BEYOND = 1.25;
    double slack;
    for (double step = fmax(NEAR * h->width, BEYOND * h->blind); h->status == THAW_OK; step *= 4) {
        bool known[2] = {false, false};
        for (int side = 0; side < 2 && h->status == THAW_OK; side++) {
            double beside = side ? t + step : t - step;
            known[side] = !inside(h->bracket, beside) || narrow(h, beside, &slack) == NARROWED;
        }
        if (known[0] && known[1])
            break;
    }
    h->pinched = inside(h->bracket, t);
}

static void look_at(hunt *h, double t)
{
    double slack;
    if (inside(h->bracket, t) && narrow(h, t, &slack) == UNDECIDED)
        pinch(h, t);
}

/* Narrows the bracket at its middle, or, where that cannot be solved, elsewhere; whether it did. */
static bool halve(hunt *h)
{
    static const double shares[] = {0.5, 0.4, 0.6, 0.25, 0.75, 0.1, 0.9};
    double first = h->bracket->t[0], width = width_of(h->bracket);
    for (size_t k = 0; k < sizeof shares / sizeof *shares && h->status == THAW_OK; k++) {
        look_at(h, first + shares[k] * width);
        if (h->pinched || width_of(h->bracket) < width)
            return true;
    }
    return false;
}

thaw_status thaw_bracket_close(const thaw_line *line, double width, thaw_bracket *bracket,
                               bool *closed, thaw_fault *fault)
{
    /* a bracket around an undecided point may be so many times wider, or so many times as wide as
     * its error is blind, and still count as closed */
    static const double PINCHED = 1e4, BLIND = 10;
    hunt h = {line, bracket, width, 0, false, THAW_OK, fault};
    double root;
    thaw_gsl_init();
    brent(&h, &root);
    /* a smooth root is approached from one side, or met: look just beyond it on both */
    for (int side = 0; side < 2 && isfinite(root) && goes_on(&h); side++)
        look_at(&h, root + (side ? 0.4 : -0.4) * width);
    while (goes_on(&h) && halve(&h))
        ;
    *closed = h.status == THAW_OK &&
              width_of(bracket) <= (h.pinched ? fmax(PINCHED * width, BLIND * h.blind) : width);
    return h.status;
}

/* ---- roots and jumps ---- */

thaw_status thaw_bracket_is_jump(const thaw_line *line, double width, thaw_bracket *bracket,
                                 bool *jump, thaw_fault *fault)
{
    static const double FINER = 0.1, SHRUNK = 0.25;
    hunt h = {line, bracket, FINER * width, 0, false, THAW_OK, fault};
    double before = slack_gap(bracket), was = width_of(bracket);
    *jump = false;
    if (before < THAW_JUMP_LEAST)
        return THAW_OK;
    while (goes_on(&h) && halve(&h))
        ;
    /* a bracket that could not be narrowed shows nothing: its slack keeps its size for no reason */
    *jump = slack_gap(bracket) > THAW_JUMP_KEEPS * before &&
            (width_of(bracket) <= SHRUNK * was || width_of(bracket) <= FINER * width);
    return h.status;
}

static thaw_jump_cause cause_of(const thaw_bracket *bracket)
{
    if (bracket->probe[0].reached != bracket->probe[1].reached)
        return THAW_JUMP_REACHABLE;
    return bracket->probe[0].support != bracket->probe[1].support ? THAW_JUMP_PUNISHMENT
                                                                  : THAW_JUMP_SELECTION;
}

/* Where on the dial the bracket is: the secant's root of a root; a jump is in its middle, or, where
 * the bracket has closed in on a bound, at the bound. */
static double value_of(const thaw_dial *dial, const thaw_bracket *bracket, bool jump)
{
    double low = bracket->probe[0].slack, high = bracket->probe[1].slack;
    double t = bracket->t[0] + 0.5 * width_of(bracket);
    if (jump && bracket->t[0] <= thaw_dial_to_scale(dial, dial->low))
        return dial->low;
    if (jump && bracket->t[1] >= thaw_dial_to_scale(dial, dial->high))
        return dial->high;
    if (!jump && high != low)
        t = bracket->t[0] - low / (high - low) * width_of(bracket);
    return fmin(fmax(thaw_dial_from_scale(dial, t), dial->low), dial->high);
}

thaw_crossing thaw_crossing_of(const thaw_dial *dial, const thaw_bracket *bracket, bool jump)
{
    return (thaw_crossing){
        .value = value_of(dial, bracket, jump),
        .width = fabs(thaw_dial_from_scale(dial, bracket->t[1]) -
                      thaw_dial_from_scale(dial, bracket->t[0])),
        .kind = jump ? THAW_JUMP : THAW_ROOT,
        .cause = jump ? cause_of(bracket) : THAW_JUMP_NONE,
        .holds_below = thaw_probe_sign(&bracket->probe[0]) > 0,
        .below = bracket->probe[0],
        .above = bracket->probe[1],
    };
}
