/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far all inputs may move together before the verdict changes.
 *
 * Around a point, losses are taken to be affine in the moves y[dial], in shares of the plausible
 * range:
 *
 *     loss[d](y) = c[d] + sum over k of s[d][k] y[k].
 *
 * A deal that holds breaks where some loss is 0. For a departure d that is nearest, in the largest
 * |y[k]|, when every dial moves in the direction of -s[d][k]; slopes are taken again there, and so
 * on, as in the search for a design point (Hasofer & Lind 1974, Rackwitz & Fiessler 1978, with
 * another norm). The departures are pursued in the order in which the slopes at the baseline
 * announce them. A deal that breaks holds where no loss is below 0: a linear program. Along each
 * direction the first change of verdict is looked for with the game solved at every point. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/glpk_guard.h"
#include "solvers/settings.h"
#include "solvers/threshold_parts.h"

enum {
    ROUNDS = 6,         /* slopes taken again at most this often, for one departure */
    PURSUED = 8,        /* departures; changes of the punishment */
    PURSUED_BEYOND = 3, /* departures from beyond each of those */
    WALKS_REMEMBERED = 64,
};

static const double NEARER = 1e-4; /* what is nearer by a smaller share of the best is not sought */
static const double SETTLED = 1e-3; /* relative change of a share that is none */
static const double MISTAKEN = 1.5; /* a departure announced farther than this many times the best
                                       is not pursued */

static const double UNANNOUNCED = 2; /* share of what slopes do not announce within the ranges:
                                        tried last, since slopes bend */

static const size_t NO_FLIP = (size_t)-1;

/* How far a dial may go, each way, in shares of its range: to the ends of the range, which may be
 * nothing; where it stands, and how long the range is. Shares are of values, not of the scale by
 * which a range is scanned: the same that "away" is in. */
typedef struct room {
    double down, up, start, length;
} room;

/* The ray from the baseline: every dial moves by t times its direction, as far as there is room. */
typedef struct ray {
    const thaw_dial *dials;
    size_t count;
    const room *rooms;
    double *direction; /* [dial]: in [-1, 1] */
} ray;

/* Losses as affine functions of the moves. */
typedef struct model {
    thaw_slopes slopes;
    double *base; /* [slot]: c */
} model;

typedef struct work {
    thaw_line line; /* along the ray */
    ray ray;
    int threads;
    thaw_probe baseline;
    model first, beyond, here; /* at the baseline; where the punishment has changed; where the
                                  search has come to */
    room *rooms;
    double *direction, *at, *values; /* [dial]; at: that point, in shares */
    double *walked;                  /* [walk * dials + dial]: directions */
    size_t walks;
    double *reach;     /* [slot]: the share at which the first slopes say that the loss is 0 */
    double *announced; /* [slot]: the same by the slopes beyond a change of punishment */
} work;

static double share_at(const ray *r, size_t dial, double t)
{
    return fmin(fmax(t * r->direction[dial], r->rooms[dial].down), r->rooms[dial].up);
}

static double value_of(const ray *r, size_t dial, double share)
{
    const thaw_dial *d = &r->dials[dial];
    const room *m = &r->rooms[dial];
    double value = share == 0 ? d->baseline : m->start + share * m->length;
    return fmin(fmax(value, d->low), d->high);
}

static void ray_at(double t, double *values, void *context)
{
    const ray *r = context;
    for (size_t k = 0; k < r->count; k++)
        values[k] = value_of(r, k, share_at(r, k, t));
}

static room room_of(const thaw_dial *dial)
{
    double start = dial->baseline, from = fmax(dial->from, dial->low);
    double to = fmin(dial->to, dial->high), length = to - from;
    if (!(length > 0))
        return (room){0, 0, start, 0};
    return (room){fmin((from - start) / length, 0), fmax((to - start) / length, 0), start, length};
}

void thaw_margin_clear(thaw_margin *margin)
{
    free(margin->value);
    *margin = (thaw_margin){0};
}

/* ---- what the slopes announce ---- */

static double slope_of(const work *w, const model *m, size_t dial, size_t slot)
{
    return m->slopes.slope[dial * m->slopes.slots + slot] * w->rooms[dial].length;
}

/* The model at w->at. */
static thaw_status take_slopes(work *w, model *m, thaw_fault *fault)
{
    thaw_slopes_clear(&m->slopes);
    for (size_t k = 0; k < w->ray.count; k++)
        w->values[k] = value_of(&w->ray, k, w->at[k]);
    thaw_status status =
        thaw_slopes_find(w->line.setting, w->line.deal, w->line.dials, w->values, w->ray.count,
                         w->line.settings, w->threads, &m->slopes, fault);
    for (size_t d = 0; status == THAW_OK && d < m->slopes.slots; d++) {
        m->base[d] = m->slopes.loss[d];
        for (size_t k = 0; k < w->ray.count; k++)
            m->base[d] -= slope_of(w, m, k, d) * w->at[k];
    }
    return status;
}

/* Sets the direction that is worst for a departure's loss, and returns how low it then is when
 * every dial has moved by a share, as far as there is room. */
static double aim(work *w, const model *m, size_t slot, double share)
{
    double loss = m->base[slot];
    for (size_t k = 0; k < w->ray.count; k++) {
        double slope = slope_of(w, m, k, slot);
        w->direction[k] = (slope < 0) - (slope > 0);
        loss += slope * share_at(&w->ray, k, share);
    }
    return loss;
}

/* The share at which a departure's loss comes to 0; infinite when it does not. */
static double reach_of(work *w, const model *m, size_t slot)
{
    enum { HALVINGS = 50 };
    double low = 0, high = 1;
    if (isnan(m->base[slot]))
        return INFINITY;
    if (aim(w, m, slot, high) > 0)
        return UNANNOUNCED;
    for (int k = 0; k < HALVINGS; k++) {
        double middle = 0.5 * (low + high);
        if (aim(w, m, slot, middle) > 0)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* ---- along a ray ---- */

static thaw_status keep(const work *w, const thaw_bracket *bracket, thaw_margin *margin,
                        thaw_fault *fault)
{
    if (!margin->value && !(margin->value = calloc(w->ray.count + 1, sizeof *margin->value)))
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", w->ray.count);
    margin->found = true;
    margin->share = bracket->t[1];
    margin->probe = bracket->probe[1];
    ray_at(bracket->t[1], margin->value, (void *)&w->ray);
    return THAW_OK;
}

/* So many times the best share, or any where nothing was found. */
static double within(const thaw_margin *margin, double times)
{
    return margin->found ? times * margin->share : HUGE_VAL;
}

static void stand_at(work *w, double share)
{
    for (size_t k = 0; k < w->ray.count; k++)
        w->at[k] = share_at(&w->ray, k, share);
}

/* Whether the ray's direction was walked before; remembers it. Then there is nothing on it that is
 * nearer than the best. */
static bool was_walked(work *w)
{
    size_t count = w->ray.count, size = count * sizeof *w->walked;
    for (size_t k = 0; k < w->walks; k++)
        if (memcmp(w->walked + k * count, w->direction, size) == 0)
            return true;
    if (w->walks < WALKS_REMEMBERED)
        memcpy(w->walked + w->walks++ * count, w->direction, size);
    return false;
}

/* The first change of verdict along the ray that is nearer than the best, closed in and kept. */
static thaw_status walk(work *w, thaw_margin *margin, bool *nearer, thaw_fault *fault)
{
    enum { STEPS = 32 };
    if (was_walked(w))
        return THAW_OK;
    double end = margin->found ? (1 - NEARER) * margin->share : 1;
    int sign = thaw_probe_sign(&w->baseline);
    thaw_bracket bracket = {{0, 0}, {w->baseline, w->baseline}};
    thaw_status status = THAW_OK;
    for (int k = 1; k <= STEPS && status == THAW_OK; k++) {
        thaw_probe probe;
        /* finer near the baseline: the answer is a small share where there is one worth knowing */
        double t = end * k * k / (STEPS * STEPS);
        bool closed = false;
        status = thaw_line_probe(&w->line, t, &probe, fault);
        if (status != THAW_OK || thaw_probe_sign(&probe) == 0)
            continue;
        int side = thaw_probe_sign(&probe) == sign ? 0 : 1;
        bracket.t[side] = t;
        bracket.probe[side] = probe;
        if (side == 0)
            continue;
        /* a range may be so long that a small share of it is much */
        status = thaw_bracket_close(&w->line, THAW_ROOT_WIDTH * t, &bracket, &closed, fault);
        *nearer = *nearer || closed;
        return status == THAW_OK && closed ? keep(w, &bracket, margin, fault) : status;
    }
    return status;
}

/* ---- linear programs ---- */

/* A loss that is to be at least 0 (way 1) or at most 0 (way -1), as a model has it. */
typedef struct demand {
    const model *model;
    size_t slot;
    int way;
} demand;

/* Columns: the moves y, the common share r, the shortfall z. Subject to
 *
 *     way (c[d] + sum of s[d][k] y[k]) + z >= 0   for every demand,
 *     r - y[k] >= 0,  r + y[k] >= 0               for every dial k,
 *
 * y within its room, 0 <= r <= 1, z >= 0: the least r with z = 0, or, where there is none, the
 * least z. */
static void fill_program(const work *w, const demand *demands, size_t count, bool met, thaw_lp *lp)
{
    int dials = (int)w->ray.count, row = 0;
    for (int k = 0; k < dials; k++) {
        lp->column_low[k] = fmax(w->rooms[k].down, -1);
        lp->column_high[k] = fmin(w->rooms[k].up, 1);
    }
    lp->cost[met ? dials : dials + 1] = 1;
    lp->column_high[dials] = 1;
    if (met)
        lp->column_high[dials + 1] = 0;
    for (size_t d = 0; d < count; d++, row++) {
        for (int k = 0; k < dials; k++)
            thaw_lp_add(lp, row, k,
                        demands[d].way * slope_of(w, demands[d].model, (size_t)k, demands[d].slot));
        thaw_lp_add(lp, row, dials + 1, 1);
        lp->row_low[row] = -demands[d].way * demands[d].model->base[demands[d].slot];
    }
    for (int k = 0; k < dials; k++)
        for (int way = -1; way <= 1; way += 2, row++) {
            thaw_lp_add(lp, row, k, way);
            thaw_lp_add(lp, row, dials, 1);
            lp->row_low[row] = 0;
        }
}

/* Whether a dial has a part in any of the demands. */
static bool matters(const work *w, const demand *demands, size_t count, size_t dial)
{
    for (size_t d = 0; d < count; d++)
        if (slope_of(w, demands[d].model, dial, demands[d].slot) != 0)
            return true;
    return false;
}

/* Solves it; w->direction is then the move as a multiple of its share, *share. found is false when
 * there is no such move. */
static thaw_status solve_program(work *w, const demand *demands, size_t count, bool met,
                                 double *share, bool *found, thaw_fault *fault)
{
    size_t dials = w->ray.count, rows = count + 2 * dials;
    thaw_lp *lp = NULL;
    thaw_lp_result result = {0};
    *found = false;
    thaw_status status =
        thaw_lp_new((int)rows, (int)dials + 2, count * (dials + 1) + 4 * dials, &lp, fault);
    if (status != THAW_OK)
        return status;
    fill_program(w, demands, count, met, lp);
    status = thaw_lp_solve(lp, &result, fault);
    if (status == THAW_OK && result.outcome == THAW_OUTCOME_CONVERGED) {
        *share = 0;
        for (size_t k = 0; k < dials; k++)
            *share = fmax(*share, fabs(result.primal[k]));
        *found = *share > 0;
        for (size_t k = 0; k < dials && *found; k++)
            w->direction[k] = matters(w, demands, count, k) ? result.primal[k] / *share : 0;
    }
    thaw_lp_result_clear(&result);
    thaw_lp_free(lp);
    return status == THAW_ENUMERIC ? THAW_OK : status;
}

/* ---- a deal that holds ---- */

/* Of the slots from `begin` to `end` that are announced before `before`, the one announced soonest.
 */
static bool next_slot(const double *reach, size_t begin, size_t end, double before, size_t *slot)
{
    bool any = false;
    for (size_t d = begin; d < end; d++)
        if (reach[d] < before) {
            before = reach[d];
            *slot = d;
            any = true;
        }
    return any;
}

/* Looks for the nearest move after which one departure gains, with the slopes of `from`, then with
 * those where that is said to be, and so on, until it comes no nearer; for as long as another
 * action, `flip`, is worth playing in the punishment phase, unless it is NO_FLIP. */
static thaw_status pursue(work *w, const model *from, size_t slot, size_t flip, thaw_margin *margin,
                          thaw_fault *fault)
{
    double last = INFINITY;
    for (int round = 0; round < ROUNDS; round++, from = &w->here) {
        demand demands[] = {{from, slot, -1}, {&w->first, flip, -1}};
        double share = 1;
        bool found = false, nearer = false;
        if (isnan(from->base[slot]))
            return THAW_OK;
        thaw_status status =
            solve_program(w, demands, flip == NO_FLIP ? 1 : 2, true, &share, &found, fault);
        if (status == THAW_OK && !found && round == 0 && !margin->found)
            status =
                solve_program(w, demands, flip == NO_FLIP ? 1 : 2, false, &share, &found, fault);
        if (status != THAW_OK || !found || share > within(margin, MISTAKEN))
            return status;
        status = walk(w, margin, &nearer, fault);
        if (status != THAW_OK || (!nearer && fabs(share - last) <= SETTLED * last))
            return status;
        last = share;
        stand_at(w, nearer ? margin->share : share);
        status = take_slopes(w, &w->here, fault);
        if (status != THAW_OK)
            return status;
    }
    return THAW_OK;
}

/* Takes slopes just beyond where another action becomes worth playing in the punishment phase;
 * *beyond tells whether there is such a place near where the slopes announce it. */
static thaw_status go_beyond(work *w, size_t flip, bool *beyond, thaw_fault *fault)
{
    static const double FARTHER[] = {1.01, 1.03, 1.1, 1.3};
    *beyond = false;
    aim(w, &w->first, flip, 1);
    for (size_t k = 0; k < sizeof FARTHER / sizeof *FARTHER && !*beyond; k++) {
        thaw_probe probe;
        ray_at(FARTHER[k] * w->reach[flip], w->values, &w->ray);
        thaw_status status =
            thaw_threshold_losses(w->line.setting, w->line.deal, w->line.dials, w->values,
                                  w->ray.count, w->line.settings, &probe, w->announced, fault);
        if (status != THAW_OK)
            return status;
        *beyond = probe.solved && isnan(w->announced[flip]);
        stand_at(w, FARTHER[k] * w->reach[flip]);
    }
    return *beyond ? take_slopes(w, &w->beyond, fault) : THAW_OK;
}

/* Where another action becomes worth playing in the punishment phase the verdict may change at one
 * stroke, or sooner than the slopes on this side of it say: the departures are pursued from there
 * too. */
static thaw_status pursue_beyond(work *w, size_t flip, thaw_margin *margin, thaw_fault *fault)
{
    bool nearer = false, beyond = false;
    size_t slot = 0, departures = w->first.slopes.departures;
    aim(w, &w->first, flip, 1);
    thaw_status status = walk(w, margin, &nearer, fault);
    if (status == THAW_OK)
        status = go_beyond(w, flip, &beyond, fault);
    if (status != THAW_OK || !beyond)
        return status;
    for (size_t d = 0; d < departures; d++)
        w->announced[d] = reach_of(w, &w->beyond, d);
    for (int k = 0; k < PURSUED_BEYOND && status == THAW_OK; k++) {
        if (!next_slot(w->announced, 0, departures, within(margin, 1), &slot))
            break;
        w->announced[slot] = INFINITY;
        status = pursue(w, &w->beyond, slot, flip, margin, fault);
    }
    return status;
}

static thaw_status break_it(work *w, thaw_margin *margin, thaw_fault *fault)
{
    const thaw_slopes *s = &w->first.slopes;
    thaw_status status = THAW_OK;
    size_t slot = 0;
    for (size_t d = 0; d < s->slots; d++)
        w->reach[d] = reach_of(w, &w->first, d);
    for (int k = 0; k < PURSUED && status == THAW_OK; k++) {
        if (!next_slot(w->reach, 0, s->departures, within(margin, MISTAKEN), &slot))
            break;
        w->reach[slot] = INFINITY;
        status = pursue(w, &w->first, slot, NO_FLIP, margin, fault);
    }
    for (int k = 0; k < PURSUED && status == THAW_OK; k++) {
        if (!next_slot(w->reach, s->departures, s->slots, within(margin, 1), &slot))
            break;
        status = pursue_beyond(w, slot, margin, fault);
        w->reach[slot] = INFINITY;
    }
    return status;
}

/* ---- a deal that breaks ---- */

/* The move after which the model says that no departure gains; where there is none, that after
 * which they gain least. */
static thaw_status aim_at_all(work *w, const model *m, double *share, bool *found,
                              thaw_fault *fault)
{
    size_t count = 0;
    demand *demands = calloc(m->slopes.departures + 1, sizeof *demands);
    if (!demands)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu departures", m->slopes.departures);
    for (size_t d = 0; d < m->slopes.departures; d++)
        if (!isnan(m->base[d]))
            demands[count++] = (demand){m, d, 1};
    thaw_status status = solve_program(w, demands, count, true, share, found, fault);
    if (status == THAW_OK && !*found)
        status = solve_program(w, demands, count, false, share, found, fault);
    free(demands);
    return status;
}

/* One round of it; *nearer tells whether another may help. */
static thaw_status mend_once(work *w, const model *m, thaw_margin *margin, bool *nearer,
                             thaw_fault *fault)
{
    bool found = false;
    double share = 1;
    thaw_status status = aim_at_all(w, m, &share, &found, fault);
    if (status != THAW_OK || !found)
        return status;
    status = walk(w, margin, nearer, fault);
    if (*nearer)
        share = margin->share;
    /* the slopes were wrong about it: taken again where they say that it is */
    for (size_t k = 0; k < w->ray.count && !margin->found; k++)
        *nearer = *nearer || fabs(share_at(&w->ray, k, share) - w->at[k]) > NEARER;
    stand_at(w, share);
    return status;
}

static thaw_status mend_it(work *w, thaw_margin *margin, thaw_fault *fault)
{
    const model *m = &w->first;
    for (int round = 0; round < ROUNDS; round++) {
        bool nearer = false;
        thaw_status status = mend_once(w, m, margin, &nearer, fault);
        if (status != THAW_OK || !nearer)
            return status;
        m = &w->here;
        status = take_slopes(w, &w->here, fault);
        if (status != THAW_OK)
            return status;
    }
    return THAW_OK;
}

/* ---- the whole ---- */

static thaw_status search(work *w, thaw_margin *margin, thaw_fault *fault)
{
    thaw_status status = take_slopes(w, &w->first, fault);
    if (status != THAW_OK)
        return status;
    margin->baseline = w->baseline = w->first.slopes.probe;
    int sign = thaw_probe_sign(&w->baseline);
    return sign > 0 ? break_it(w, margin, fault) : sign < 0 ? mend_it(w, margin, fault) : THAW_OK;
}

/* A dial moves from where it stands. */
static thaw_status check_dial(const thaw_dial *dial, thaw_fault *fault)
{
    if (!isfinite(dial->baseline))
        return thaw_fail_key(fault, THAW_EARG, dial->key,
                             "%s does not stand at one value, from which it could move", dial->key);
    if (dial->low <= dial->baseline && dial->baseline <= dial->high)
        return THAW_OK;
    return thaw_fail_key(fault, THAW_ERANGE, dial->key,
                         "%s stands at %g, which a move between %g and %g does not reach",
                         dial->key, dial->baseline, dial->low, dial->high);
}

static thaw_status check_dials(const thaw_dial *dials, size_t count, thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < count && status == THAW_OK; k++)
        status = check_dial(&dials[k], fault);
    return status;
}

static void work_clear(work *w)
{
    thaw_slopes_clear(&w->first.slopes);
    thaw_slopes_clear(&w->beyond.slopes);
    thaw_slopes_clear(&w->here.slopes);
    free(w->first.base);
    free(w->beyond.base);
    free(w->here.base);
    free(w->rooms);
    free(w->direction);
    free(w->at);
    free(w->values);
    free(w->walked);
    free(w->reach);
    free(w->announced);
}

static bool allocate(work *w, size_t count, size_t slots)
{
    return (w->rooms = calloc(count + 1, sizeof *w->rooms)) &&
           (w->direction = calloc(count + 1, sizeof *w->direction)) &&
           (w->at = calloc(count + 1, sizeof *w->at)) &&
           (w->values = calloc(count + 1, sizeof *w->values)) &&
           (w->first.base = calloc(slots + 1, sizeof *w->first.base)) &&
           (w->beyond.base = calloc(slots + 1, sizeof *w->beyond.base)) &&
           (w->here.base = calloc(slots + 1, sizeof *w->here.base)) &&
           (w->walked = calloc(WALKS_REMEMBERED * count + 1, sizeof *w->walked)) &&
           (w->reach = calloc(slots + 1, sizeof *w->reach)) &&
           (w->announced = calloc(slots + 1, sizeof *w->announced));
}

thaw_status thaw_threshold_margin(const thaw_setting *setting, const thaw_deal *deal,
                                  const thaw_dial *dials, size_t count,
                                  const thaw_markov_settings *settings, int threads,
                                  thaw_margin *margin, thaw_fault *fault)
{
    work w = {.threads = threads};
    *margin = (thaw_margin){0};
    thaw_status status = check_dials(dials, count, fault);
    if (status == THAW_OK && !allocate(&w, count, thaw_loss_slots(setting)))
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", count);
    if (status == THAW_OK) {
        for (size_t k = 0; k < count; k++)
            w.rooms[k] = room_of(&dials[k]);
        w.ray = (ray){dials, count, w.rooms, w.direction};
        w.line = (thaw_line){setting, deal, dials, count, settings, ray_at, &w.ray};
        status = search(&w, margin, fault);
    }
    work_clear(&w);
    if (status == THAW_OK)
        status = thaw_threshold_stopped(settings, fault);
    if (status != THAW_OK)
        thaw_margin_clear(margin);
    return status;
}
