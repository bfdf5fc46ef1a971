/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bargaining sets and their solutions, edge by edge. */
#include "solvers/bargain.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/settings.h"

void thaw_bargain_clear(thaw_bargain *set)
{
    free(set->corner);
    free(set->frontier);
    *set = (thaw_bargain){0};
}

/* ---- the frontier ---- */

static bool same(const thaw_bargain *set, const double one[2], const double two[2])
{
    return fabs(one[0] - two[0]) <= set->tolerance[0] && fabs(one[1] - two[1]) <= set->tolerance[1];
}

static thaw_status measure(const double (*points)[2], size_t count, thaw_bargain *set,
                           thaw_fault *fault)
{
    for (int i = 0; i < 2; i++) {
        double largest = 0;
        for (size_t k = 0; k <= count; k++) {
            double value = k < count ? points[k][i] : set->disagreement[i];
            if (!isfinite(value))
                return thaw_fail(fault, THAW_EARG, "what is bargained over is not finite");
            largest = fmax(largest, fabs(value));
        }
        if (largest > THAW_BARGAIN_MAX)
            return thaw_fail(fault, THAW_EARG, "what is bargained over is too large: %g", largest);
        set->tolerance[i] = THAW_BARGAIN_ROUNDING * largest;
    }
    return THAW_OK;
}

/* Of a player's unit for products of differences in what the two get: the power of 2 at rounding,
 * so that they neither overflow nor vanish, and nothing is rounded by the change of units. */
static int exponent(const thaw_bargain *set, int i)
{
    return set->tolerance[i] > 0 ? ilogb(set->tolerance[i]) : DBL_MIN_EXP - DBL_MANT_DIG;
}

static double in_unit(const thaw_bargain *set, double difference, int i)
{
    return scalbn(difference, -exponent(set, i));
}

/* Adds a point unless it was there before. */
static void gather(thaw_bargain *set, const double value[2], size_t point)
{
    for (size_t k = 0; k < set->corners; k++)
        if (same(set, set->corner[k].value, value))
            return;
    set->corner[set->corners++] = (thaw_bargain_corner){{value[0], value[1]}, point};
}

/* Player 0's best first; of equals, player 1's. */
static int by_value(const void *one, const void *two)
{
    const double *a = ((const thaw_bargain_corner *)one)->value,
                 *b = ((const thaw_bargain_corner *)two)->value;
    for (int i = 0; i < 2; i++)
        if (a[i] != b[i])
            return a[i] > b[i] ? -1 : 1;
    return 0;
}

/* Whether `middle` lies on or below the line from `first` to `last`, which is to the left of it. */
static bool below_line(const thaw_bargain *set, const double *first, const double *middle,
                       const double *last)
{
    double along = in_unit(set, last[0] - first[0], 0), up = in_unit(set, last[1] - first[1], 1);
    double height =
        in_unit(set, middle[1] - first[1], 1) * along - in_unit(set, middle[0] - first[0], 0) * up;
    double doubt = in_unit(set, set->tolerance[1], 1) * fabs(along) +
                   in_unit(set, set->tolerance[0], 0) * fabs(up);
    return height >= -doubt;
}

/* Leaves the efficient corners of the hull, player 1's best first (Andrew 1979). */
static void keep_efficient(thaw_bargain *set)
{
    thaw_bargain_corner *c = set->corner;
    size_t kept = 0;
    qsort(c, set->corners, sizeof *c, by_value);
    for (size_t k = 0; k < set->corners; k++) {
        if (kept > 0 && c[k].value[1] <= c[kept - 1].value[1] + set->tolerance[1])
            continue;
        while (kept > 1 && below_line(set, c[kept - 2].value, c[kept - 1].value, c[k].value))
            kept--;
        c[kept++] = c[k];
    }
    for (size_t k = 0; k < kept / 2; k++) {
        thaw_bargain_corner swap = c[k];
        c[k] = c[kept - 1 - k];
        c[kept - 1 - k] = swap;
    }
    set->corners = kept;
}

/* The point of an edge where player i has exactly `level`. */
static void cut(const double *from, const double *to, int i, double level, double value[2])
{
    double share = (level - from[i]) / (to[i] - from[i]);
    value[i] = level;
    value[1 - i] = from[1 - i] + share * (to[1 - i] - from[1 - i]);
}

static void add_frontier(thaw_bargain *set, const double value[2])
{
    if (set->count > 0 && same(set, set->frontier[set->count - 1], value))
        return;
    memcpy(set->frontier[set->count++], value, 2 * sizeof(double));
}

/* The chain of corners, cut off where a player would get less than disagreement; a corner within
 * rounding of that is an end by itself. */
static void cut_frontier(thaw_bargain *set)
{
    const double *least = set->disagreement, *doubt = set->tolerance;
    for (size_t k = 0; k < set->corners; k++) {
        const double *here = set->corner[k].value;
        const double *last = k ? set->corner[k - 1].value : NULL;
        double value[2];
        if (here[0] < least[0] - doubt[0])
            continue;
        if (last && last[0] < least[0] - doubt[0] && here[0] > least[0] + doubt[0]) {
            cut(last, here, 0, least[0], value);
            add_frontier(set, value);
        }
        if (here[1] < least[1] - doubt[1]) {
            const double *from = set->count ? set->frontier[set->count - 1] : last;
            if (from[1] > least[1] + doubt[1]) {
                cut(from, here, 1, least[1], value);
                add_frontier(set, value);
            }
            return;
        }
        add_frontier(set, here);
    }
}

static bool allocate(thaw_bargain *set, size_t corners)
{
    set->corner = calloc(corners, sizeof *set->corner);
    set->frontier = calloc(corners + 2, sizeof *set->frontier);
    return set->corner && set->frontier;
}

thaw_status thaw_bargain_new(const double (*points)[2], size_t count, const double disagreement[2],
                             thaw_bargain *set, thaw_fault *fault)
{
    *set = (thaw_bargain){.disagreement = {disagreement[0], disagreement[1]}};
    thaw_status status = measure(points, count, set, fault);
    if (status == THAW_OK && !allocate(set, count + 1))
        status = thaw_fail(fault, THAW_ENOMEM, "no memory to bargain over %zu deals", count);
    if (status != THAW_OK) {
        thaw_bargain_clear(set);
        return status;
    }
    gather(set, disagreement, THAW_BARGAIN_NONE);
    for (size_t k = 0; k < count; k++)
        gather(set, points[k], k);
    keep_efficient(set);
    cut_frontier(set);
    return THAW_OK;
}

static double sum_of(const double value[2])
{
    return value[0] + value[1];
}

static double inequality(const thaw_bargain *set, const double value[2])
{
    return fabs((value[0] - set->disagreement[0]) - (value[1] - set->disagreement[1]));
}

thaw_status thaw_bargain_with_payments(const thaw_bargain *set, thaw_bargain *with, size_t *point,
                                       thaw_fault *fault)
{
    const double *d = set->disagreement;
    double doubt = sum_of(set->tolerance);
    const thaw_bargain_corner *best = &set->corner[0];
    for (size_t k = 1; k < set->corners; k++) {
        double more = sum_of(set->corner[k].value) - sum_of(best->value);
        if (more > doubt ||
            (more > -doubt && inequality(set, set->corner[k].value) < inequality(set, best->value)))
            best = &set->corner[k];
    }
    double total = sum_of(best->value) - sum_of(d);
    *point = best->point;
    double ends[2][2] = {{d[0], d[1] + total}, {d[0] + total, d[1]}};
    return thaw_bargain_new((const double(*)[2])ends, total > doubt ? 2 : 0, d, with, fault);
}

/* ---- what there is to share ---- */

/* Player i's gain at a point of the frontier; rounding is no loss. */
static double gain(const thaw_bargain *set, size_t k, int i)
{
    return fmax(0, set->frontier[k][i] - set->disagreement[i]);
}

void thaw_bargain_ideal(const thaw_bargain *set, double value[2])
{
    value[0] = set->frontier[set->count - 1][0];
    value[1] = set->frontier[0][1];
}

bool thaw_bargain_helps(const thaw_bargain *set)
{
    return gain(set, set->count - 1, 0) > set->tolerance[0] || gain(set, 0, 1) > set->tolerance[1];
}

/* Inside an edge, which is falling, both have more than at its worse end. */
bool thaw_bargain_helps_both(const thaw_bargain *set)
{
    return set->count > 1 ||
           (gain(set, 0, 0) > set->tolerance[0] && gain(set, 0, 1) > set->tolerance[1]);
}

static double gain_in_unit(const thaw_bargain *set, size_t k, int i)
{
    return in_unit(set, gain(set, k, i), i);
}

/* The point `share` of the way along edge k, which begins at frontier[k]. */
static void along(const thaw_bargain *set, size_t k, double share, double value[2])
{
    for (int i = 0; i < 2; i++)
        value[i] = share <= 0   ? set->frontier[k][i]
                   : share >= 1 ? set->frontier[k + 1][i]
                                : set->frontier[k][i] +
                                      share * (set->frontier[k + 1][i] - set->frontier[k][i]);
}

/* ---- solutions ---- */

/* The weighted product rises along the chain from `first` to `last` up to one point and falls from
 * there. On an edge it is largest where weight * (gain 1) * (rise of gain 0) = (1 - weight) *
 * (gain 0) * (fall of gain 1). */
static void largest_product(const thaw_bargain *set, double weight, size_t first, size_t last,
                            double value[2])
{
    memcpy(value, set->frontier[last], 2 * sizeof *value);
    for (size_t k = first; k < last; k++) {
        double have[2] = {gain_in_unit(set, k, 0), gain_in_unit(set, k, 1)};
        double rise = gain_in_unit(set, k + 1, 0) - have[0];
        double fall = have[1] - gain_in_unit(set, k + 1, 1);
        double share = (weight * rise * have[1] - (1 - weight) * fall * have[0]) / (rise * fall);
        if (share < 1) {
            along(set, k, share, value);
            return;
        }
    }
}

void thaw_bargain_nash(const thaw_bargain *set, double weight, double value[2])
{
    largest_product(set, weight, 0, set->count - 1, value);
}

/* Where the lead of player 0, which rises along the chain, is 0; else the end that is nearest to
 * it.
 */
static void in_proportion(const thaw_bargain *set, double (*lead)(const thaw_bargain *, size_t),
                          double value[2])
{
    memcpy(value, set->frontier[0], 2 * sizeof *value);
    double here = lead(set, 0);
    for (size_t k = 0; here < 0 && k + 1 < set->count; k++) {
        double next = lead(set, k + 1);
        along(set, k, next > 0 ? here / (here - next) : 1, value);
        here = next;
    }
}

/* Of gains as shares of the largest that each could have, times both of these. */
static double lead_in_shares(const thaw_bargain *set, size_t k)
{
    return gain_in_unit(set, 0, 1) * gain_in_unit(set, k, 0) -
           gain_in_unit(set, set->count - 1, 0) * gain_in_unit(set, k, 1);
}

void thaw_bargain_kalai_smorodinsky(const thaw_bargain *set, double value[2])
{
    in_proportion(set, lead_in_shares, value);
}

static double lead_in_gains(const thaw_bargain *set, size_t k)
{
    return gain(set, k, 0) - gain(set, k, 1);
}

void thaw_bargain_egalitarian(const thaw_bargain *set, double value[2])
{
    in_proportion(set, lead_in_gains, value);
}

void thaw_bargain_utilitarian(const thaw_bargain *set, double value[2])
{
    double doubt = sum_of(set->tolerance);
    size_t first = 0, last = 0;
    for (size_t k = 1; k < set->count; k++) {
        double more = sum_of(set->frontier[k]) - sum_of(set->frontier[first]);
        if (more > doubt)
            first = last = k;
        else if (more >= -doubt)
            last = k;
    }
    largest_product(set, 0.5, first, last, value);
}

/* ---- alternating offers ---- */

/* An edge as a line: p * (gain 0) + q * (gain 1) = e, gains as shares of each player's ideal. */
typedef struct line {
    double p, q, e;
    double from[2], to[2];
} line;

/* The edge behind corner k of the frontier, from -1: first the flat one on which player 1 keeps its
 * best while player 0 gets less, last the steep one on which player 0 keeps its own. */
static line edge(const thaw_bargain *set, long k)
{
    const double most[2] = {gain(set, set->count - 1, 0), gain(set, 0, 1)};
    line l = {.from = {0, 1}, .to = {1, 0}};
    for (int i = 0; i < 2; i++) {
        if (k >= 0)
            l.from[i] = gain(set, (size_t)k, i) / most[i];
        if (k + 1 < (long)set->count)
            l.to[i] = gain(set, (size_t)(k + 1), i) / most[i];
    }
    l.p = l.from[1] - l.to[1];
    l.q = l.to[0] - l.from[0];
    l.e = l.p * l.from[0] + l.q * l.from[1];
    return l;
}

/* How far a pair of gains lies beyond the ends of an edge. */
static double beyond(const line *l, const double gains[2])
{
    return fmax(fmax(l->from[0] - gains[0], gains[0] - l->to[0]),
                fmax(gains[1] - l->from[1], l->to[1] - gains[1]));
}

/* Both proposals, player 0's on one edge, player 1's on another: each leaves the other what its own
 * is worth a round later. Differences come before products: with rounds short, 1 - impatience is
 * near 1. Returns how far the two lie beyond those edges; infinite where the lines do not say. */
static double propose(const line *x, const line *y, const double impatience[2],
                      double proposal[2][2])
{
    double wait[2] = {1 - impatience[0], 1 - impatience[1]};
    double both = impatience[0] + impatience[1] - impatience[0] * impatience[1];
    double det = (x->p * y->q - x->q * y->p) + x->q * y->p * both;
    if (!(det > 0))
        return HUGE_VAL;
    double own = ((x->e * y->q - x->q * y->e) + x->q * y->e * impatience[1]) / det;
    double others = ((x->p * y->e - y->p * x->e) + y->p * x->e * impatience[0]) / det;
    proposal[0][0] = own;
    proposal[0][1] = wait[1] * others;
    proposal[1][0] = wait[0] * own;
    proposal[1][1] = others;
    return fmax(beyond(x, proposal[0]), beyond(y, proposal[1]));
}

void thaw_bargain_rubinstein(const thaw_bargain *set, const double impatience[2], int proposer,
                             double value[2])
{
    long ends = (long)set->count;
    double least = HUGE_VAL, proposal[2][2], found[2] = {0, 0};
    memcpy(value, set->frontier[0], 2 * sizeof *value);
    if (ends == 1)
        return;
    for (long k = -1; k < ends; k++)
        for (long m = -1; m <= k; m++) {
            line x = edge(set, k), y = edge(set, m);
            double off = propose(&x, &y, impatience, proposal);
            if (off < least) {
                least = off;
                memcpy(found, proposal[proposer], sizeof found);
            }
        }
    /* On the flat and the steep edge the receiver is given for free what costs the proposer
     * nothing. */
    const size_t last = set->count - 1;
    for (int i = 0; i < 2; i++) {
        double worst = gain(set, i == 0 ? 0 : last, i), most = gain(set, i == 0 ? last : 0, i);
        value[i] = set->disagreement[i] + fmin(most, fmax(worst, found[i] * most));
    }
}

double thaw_bargain_impatience(double discount, double months)
{
    return discount > 0 ? -expm1(months * log(discount)) : 1;
}

double thaw_bargain_patience_weight(const double discount[2])
{
    if (discount[0] <= 0 && discount[1] <= 0)
        return 0.5;
    if (discount[0] <= 0 || discount[1] <= 0)
        return discount[0] <= 0 ? 0 : 1;
    double rate[2] = {-log(discount[0]), -log(discount[1])};
    return rate[1] / (rate[0] + rate[1]);
}

/* ---- coins ---- */

thaw_bargain_coin thaw_bargain_lottery(const thaw_bargain *set, const double value[2])
{
    const thaw_bargain_corner *c = set->corner;
    for (size_t k = 0; k < set->corners; k++)
        if (same(set, c[k].value, value))
            return (thaw_bargain_coin){c[k].point, c[k].point, 1};
    size_t k = 0;
    while (k + 2 < set->corners && value[0] > c[k + 1].value[0])
        k++;
    if (set->corners == 1)
        return (thaw_bargain_coin){c[0].point, c[0].point, 1};
    double share = (value[0] - c[k].value[0]) / (c[k + 1].value[0] - c[k].value[0]);
    return (thaw_bargain_coin){c[k].point, c[k + 1].point, fmin(1, fmax(0, 1 - share))};
}
