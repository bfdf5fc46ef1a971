/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One probe of the slack; closing in on a change of its sign. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

#include "solvers/gsl_guard.h"
#include "solvers/parallel.h"
#include "solvers/settings.h"
#include "solvers/threshold_parts.h"

/* Chances below this are not part of the support that is compared. */
static const double PLAYED = 1e-9;

/* FNV-1a, 64 bits. */
static unsigned long mix(unsigned long hash, const char *text)
{
    for (const char *c = text; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211UL;
    return (hash ^ 0xffU) * 1099511628211UL;
}

static unsigned long support_of(const thaw_game *game, const thaw_deal_answer *answer)
{
    unsigned long hash = 14695981039346656037UL;
    const double *profile = answer->profile + thaw_game_action_total(game);
    for (int s = 0; s < game->states; s++)
        for (int i = 0; answer->reachable[s] && i < game->players; i++)
            for (int a = 0; a < thaw_game_action_count(game, s, i); a++)
                if (profile[thaw_game_action_offset(game, s, i) + (size_t)a] > PLAYED) {
                    hash = mix(hash, game->state_name[s]);
                    hash = mix(hash, thaw_game_action_name(game, s, i, a));
                }
    return hash;
}

static unsigned long reached_by(const thaw_game *game, const thaw_deal_answer *answer)
{
    unsigned long hash = 14695981039346656037UL;
    for (int s = 0; s < game->states; s++)
        if (answer->reachable[s])
            hash = mix(hash, game->state_name[s]);
    return hash;
}

/* The departure that loses least, of either kind, of anybody. */
static void find_binding(const thaw_game *game, const thaw_deal_answer *answer, thaw_probe *probe)
{
    for (int i = 0; i < answer->players; i++)
        for (int kind = 0; kind < 2; kind++) {
            const thaw_departure *d = kind ? &answer->more[i] : &answer->breach[i];
            if (d->state < 0 || !(probe->player < 0 || d->loss < probe->slack))
                continue;
            probe->slack = d->loss;
            probe->player = i;
            probe->more = kind != 0;
            snprintf(probe->state, sizeof probe->state, "%.90s", game->state_name[d->state]);
            snprintf(probe->action, sizeof probe->action, "%.90s",
                     thaw_game_action_name(game, d->state, i, d->action));
        }
}

static thaw_status probe_turned(const thaw_turned *turned, const thaw_markov_settings *settings,
                                thaw_probe *probe, thaw_fault *fault)
{
    thaw_deal_answer answer;
    thaw_status status = thaw_trigger_solve(&turned->setting, &turned->deals.items[0], NULL, NULL,
                                            settings, &answer, fault);
    if (status != THAW_OK)
        return status;
    const thaw_game *game = turned->setting.game;
    find_binding(game, &answer, probe);
    probe->solved = answer.punishment.outcome == THAW_OUTCOME_CONVERGED;
    probe->verdict = answer.verdict;
    probe->tied = answer.tied;
    probe->error = answer.error;
    probe->support = support_of(game, &answer);
    probe->reached = reached_by(game, &answer);
    thaw_deal_answer_clear(&answer);
    return THAW_OK;
}

thaw_status thaw_threshold_probe(const thaw_setting *setting, const thaw_deal *deal,
                                 const thaw_dial *dials, const double *values, size_t count,
                                 const thaw_markov_settings *settings, thaw_probe *probe,
                                 thaw_fault *fault)
{
    *probe = (thaw_probe){.verdict = THAW_UNDECIDED, .slack = (double)NAN, .player = -1};
    thaw_turned turned;
    thaw_fault local;
    thaw_status status = thaw_dials_turn(setting, deal, dials, values, count, &turned, &local);
    if (status == THAW_OK) {
        status = probe_turned(&turned, settings, probe, &local);
        thaw_turned_clear(&turned);
    }
    if (status == THAW_ENOMEM) {
        if (fault)
            *fault = local;
        return status;
    }
    return THAW_OK;
}

int thaw_probe_sign(const thaw_probe *probe)
{
    if (!probe->solved || probe->verdict == THAW_UNDECIDED)
        return 0;
    return probe->verdict == THAW_HOLDS ? 1 : -1;
}

/* ---- lines
 * --------------------------------------------------------------------------------------------- */

thaw_status thaw_line_probe(const thaw_line *line, double t, thaw_probe *probe, thaw_fault *fault)
{
    double one = 0, *values = line->count > 1 ? malloc(line->count * sizeof *values) : &one;
    if (!values)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", line->count);
    line->at(t, values, line->context);
    thaw_status status = thaw_threshold_probe(line->setting, line->deal, line->dials, values,
                                              line->count, line->settings, probe, fault);
    if (values != &one)
        free(values);
    return status;
}

static void dial_at(double t, double *values, void *context)
{
    const thaw_dial *dial = context;
    double value = thaw_dial_from_scale(dial, t);
    *values = fmin(fmax(value, dial->low), dial->high);
}

thaw_line thaw_line_of_dial(const thaw_setting *setting, const thaw_deal *deal,
                            const thaw_dial *dial, const thaw_markov_settings *settings)
{
    return (thaw_line){setting, deal, dial, 1, settings, dial_at, (void *)dial};
}

double thaw_dial_span(const thaw_dial *dial)
{
    double span = thaw_dial_to_scale(dial, dial->to) - thaw_dial_to_scale(dial, dial->from);
    double whole = thaw_dial_to_scale(dial, dial->high) - thaw_dial_to_scale(dial, dial->low);
    return fmax(span, 1e-3 * whole);
}

double thaw_dial_width(const thaw_dial *dial, double t)
{
    return THAW_ROOT_WIDTH * fmax(fabs(t), thaw_dial_span(dial));
}

/* ---- closing in
 * ---------------------------------------------------------------------------------------- */

/* Brent's method asks for numbers: the slack, remembering the tightest bracket seen. */
typedef struct hunt {
    const thaw_line *line;
    thaw_bracket *bracket;
    thaw_status status;
    thaw_fault *fault;
    bool lost; /* a probe inside had no sign */
} hunt;

/* Probes t, which lies in the bracket, and narrows the bracket by it. */
static double narrow(hunt *h, double t)
{
    thaw_probe probe;
    thaw_status status = thaw_line_probe(h->line, t, &probe, h->fault);
    int sign = status == THAW_OK ? thaw_probe_sign(&probe) : 0;
    if (status != THAW_OK)
        h->status = status;
    if (sign == 0) {
        h->lost = true;
        return (double)NAN;
    }
    int side = sign == thaw_probe_sign(&h->bracket->probe[0]) ? 0 : 1;
    if (h->bracket->t[0] <= t && t <= h->bracket->t[1]) {
        h->bracket->t[side] = t;
        h->bracket->probe[side] = probe;
    }
    return probe.slack;
}

static double hunt_slack(double t, void *context)
{
    hunt *h = context;
    for (int side = 0; side < 2; side++)
        if (t == h->bracket->t[side])
            return h->bracket->probe[side].slack;
    return narrow(h, t);
}

static double width_of(const thaw_bracket *bracket)
{
    return bracket->t[1] - bracket->t[0];
}

/* Brent's method until the root it proposes stays put. */
static void brent(hunt *h, double width)
{
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    gsl_function slack = {hunt_slack, h};
    if (!solver ||
        gsl_root_fsolver_set(solver, &slack, h->bracket->t[0], h->bracket->t[1]) != GSL_SUCCESS) {
        if (solver)
            gsl_root_fsolver_free(solver);
        return;
    }
    double last = INFINITY;
    for (int k = 0; k < THAW_ROOT_PROBES && !h->lost && width_of(h->bracket) > width; k++) {
        if (gsl_root_fsolver_iterate(solver) != GSL_SUCCESS)
            break;
        double root = gsl_root_fsolver_root(solver);
        if (fabs(root - last) < 0.1 * width)
            break;
        last = root;
    }
    gsl_root_fsolver_free(solver);
    /* a smooth root is approached from one side: look just beyond it on the other */
    for (int side = 0; side < 2 && !h->lost && isfinite(last); side++) {
        double t = last + (side ? 0.4 : -0.4) * width;
        if (h->bracket->t[0] < t && t < h->bracket->t[1])
            narrow(h, t);
    }
}

thaw_status thaw_bracket_close(const thaw_line *line, double width, thaw_bracket *bracket,
                               bool *closed, thaw_fault *fault)
{
    thaw_gsl_init();
    hunt h = {line, bracket, THAW_OK, fault, false};
    brent(&h, width);
    h.lost = h.status != THAW_OK;
    while (!h.lost && width_of(bracket) > width) {
        double middle = 0.5 * (bracket->t[0] + bracket->t[1]);
        if (!(bracket->t[0] < middle && middle < bracket->t[1]))
            break;
        narrow(&h, middle);
    }
    *closed = !h.lost;
    return h.status;
}

static double slack_gap(const thaw_bracket *bracket)
{
    return fabs(bracket->probe[1].slack - bracket->probe[0].slack);
}

thaw_status thaw_bracket_is_jump(const thaw_line *line, double width, thaw_bracket *bracket,
                                 bool *jump, thaw_fault *fault)
{
    hunt h = {line, bracket, THAW_OK, fault, false};
    double before = slack_gap(bracket);
    *jump = false;
    if (before < THAW_JUMP_LEAST)
        return THAW_OK;
    while (!h.lost && width_of(bracket) > 0.1 * width) {
        double middle = 0.5 * (bracket->t[0] + bracket->t[1]);
        if (!(bracket->t[0] < middle && middle < bracket->t[1]))
            break;
        narrow(&h, middle);
    }
    *jump = slack_gap(bracket) > THAW_JUMP_KEEPS * before;
    return h.status;
}

/* ---- slopes
 * -------------------------------------------------------------------------------------------- */

typedef struct slope_work {
    const thaw_setting *setting;
    const thaw_deal *deal;
    const thaw_dial *dials;
    const double *values;
    size_t count;
    const thaw_markov_settings *settings;
    thaw_probe *probes; /* [2 * dial + side] */
    double *at;         /* [2 * dial + side]: position on the dial's scale */
    thaw_status *status;
} slope_work;

static void probe_side(size_t k, void *context)
{
    slope_work *w = context;
    size_t dial = k / 2;
    const thaw_dial *d = &w->dials[dial];
    double *values = malloc(w->count * sizeof *values);
    if (!values) {
        w->status[k] = THAW_ENOMEM;
        return;
    }
    memcpy(values, w->values, w->count * sizeof *values);
    double step = (k % 2 ? 1 : -1) * THAW_SLOPE_STEP * thaw_dial_span(d);
    double value = thaw_dial_from_scale(d, thaw_dial_to_scale(d, w->values[dial]) + step);
    values[dial] = fmin(fmax(value, d->low), d->high);
    w->at[k] = thaw_dial_to_scale(d, values[dial]);
    w->status[k] = thaw_threshold_probe(w->setting, w->deal, w->dials, values, w->count,
                                        w->settings, &w->probes[k], NULL);
    free(values);
}

thaw_status thaw_threshold_slopes(const thaw_setting *setting, const thaw_deal *deal,
                                  const thaw_dial *dials, const double *values, size_t count,
                                  const thaw_markov_settings *settings, int threads, double *slopes,
                                  thaw_fault *fault)
{
    slope_work w = {setting,
                    deal,
                    dials,
                    values,
                    count,
                    settings,
                    calloc(2 * count + 1, sizeof *w.probes),
                    calloc(2 * count + 1, sizeof *w.at),
                    calloc(2 * count + 1, sizeof *w.status)};
    thaw_status status = THAW_OK;
    if (w.probes && w.at && w.status) {
        thaw_parallel_for(2 * count, threads, probe_side, &w);
        for (size_t k = 0; k < count; k++) {
            const thaw_probe *low = &w.probes[2 * k], *high = &w.probes[2 * k + 1];
            double run = w.at[2 * k + 1] - w.at[2 * k];
            bool known = low->solved && high->solved && run > 0 && isfinite(low->slack) &&
                         isfinite(high->slack);
            slopes[k] = known ? (high->slack - low->slack) / run : 0;
            if (w.status[2 * k] != THAW_OK || w.status[2 * k + 1] != THAW_OK)
                status = THAW_ENOMEM;
        }
    } else {
        status = THAW_ENOMEM;
    }
    free(w.probes);
    free(w.at);
    free(w.status);
    return status == THAW_OK
               ? THAW_OK
               : thaw_fail(fault, status, "no memory for the slopes of %zu inputs", count);
}
