/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of thresholds: what is reported is what the game says there, whatever the order of work. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "tests/support/deals.h"
#include "tests/support/dice.h"
#include "tests/support/thresholds.h"

typedef struct some_deal {
    const char *deal, *rule;
} some_deal;

/* Deals that hold and deals that break, with windows, jumps and ties. */
static const some_deal some_deals[] = {
    {"partial_pressure@trigger:12", "listing.rule=fixed"},
    {"full_calm@trigger:12", "listing.rule=decided"},
    {"partial_pressure+delist@trigger:6", "listing.rule=decided"},
    {"partial@grim", "listing.rule=decided"},
    {"full_calm@grim", "listing.rule=fixed"},
};
enum { SOME_DEALS = sizeof some_deals / sizeof *some_deals };

static void begin(deal_case *c, some_deal of)
{
    deal_case_of_baseline(c, of.deal, (const char *const[]){of.rule, NULL});
}

/* Inputs of every kind: costs, shares, chances, patience, ranges that are one-sided. */
static const char *const some_keys[] = {
    "us.discount",        "china.discount",          "stakes.averted_partial",
    "relief.value_china", "pressure.cost_us",        "pressure.harm_china",
    "image.partial",      "enforcement.cost_full",   "enforcement.cost_partial",
    "leverage.linkage",   "economy.weakness",        "coalition.cost_china",
    "stability.full",     "tension.crisis_to_tense", "monitoring.bad_none",
    "freeze.cost_us",
};
enum { SOME_KEYS = sizeof some_keys / sizeof *some_keys };

/* ---- roots and jumps, put back ---- */

/* Whether another crossing is so near that a step of `gap` to either side may meet it. */
static bool is_crowded(const thaw_threshold *t, size_t k, double gap)
{
    return (k > 0 && t->crossings[k].value - t->crossings[k - 1].value < 2 * gap) ||
           (k + 1 < t->crossing_count &&
            t->crossings[k + 1].value - t->crossings[k].value < 2 * gap);
}

static double slack_beside(const deal_case *c, const thaw_dial *dial, double value, int *sign)
{
    thaw_probe probe = probe_at(c, dial, fmin(fmax(value, dial->low), dial->high));
    cr_assert(probe.solved, "%s = %g", dial->key, value);
    *sign = sign_of(&probe);
    return probe.slack;
}

/* A root put back: no slack there, opposite signs beside it. A jump: opposite signs beside it at
 * any distance, and the same slack near it and nearer. */
static void check_crossing(const deal_case *c, const thaw_dial *dial, const thaw_threshold *t,
                           size_t k)
{
    const thaw_crossing *x = &t->crossings[k];
    double range = dial->to - dial->from, gap = 1e-4 * range;
    int low, high, nearer_low, nearer_high, at;
    double below = slack_beside(c, dial, x->value - gap, &low);
    double above = slack_beside(c, dial, x->value + gap, &high);
    cr_assert_eq(low, x->holds_below ? 1 : -1, "%s below %.12g: %g", dial->key, x->value, below);
    cr_assert_eq(high, x->holds_below ? -1 : 1, "%s above %.12g: %g", dial->key, x->value, above);
    if (x->kind == THAW_ROOT) {
        double slack = slack_beside(c, dial, x->value, &at);
        cr_assert_lt(fabs(slack), 1e-7, "%s at %.12g: %g", dial->key, x->value, slack);
        return;
    }
    double just_below = slack_beside(c, dial, x->value - 1e-8 * range, &nearer_low);
    double just_above = slack_beside(c, dial, x->value + 1e-8 * range, &nearer_high);
    cr_assert(nearer_low == low && nearer_high == high, "%s beside %.12g", dial->key, x->value);
    cr_assert_float_eq(just_below, below, 1e-4, "%s below %.12g: %g, %g", dial->key, x->value,
                       just_below, below);
    cr_assert_float_eq(just_above, above, 1e-4, "%s above %.12g: %g, %g", dial->key, x->value,
                       just_above, above);
}

Test(threshold_laws, what_is_reported_is_there)
{
    size_t roots = 0, jumps = 0;
    for (int d = 0; d < SOME_DEALS; d++) {
        deal_case c;
        begin(&c, some_deals[d]);
        for (int k = d % 2; k < SOME_KEYS; k += 2) {
            thaw_dial dial = dial_in_range(&c, some_keys[k]);
            thaw_threshold t = scan_of(&c, &dial);
            cr_assert_eq(t.unsolved, 0, "%s of %s", dial.key, some_deals[d].deal);
            for (size_t i = 0; i < t.crossing_count; i++) {
                cr_assert(i == 0 || t.crossings[i - 1].value < t.crossings[i].value);
                cr_assert(i == 0 || t.crossings[i - 1].holds_below != t.crossings[i].holds_below);
                if (is_crowded(&t, i, 1e-4 * (dial.to - dial.from)))
                    continue;
                check_crossing(&c, &dial, &t, i);
                *(t.crossings[i].kind == THAW_ROOT ? &roots : &jumps) += 1;
            }
            thaw_threshold_clear(&t);
        }
        deal_case_clear(&c);
    }
    cr_assert_gt(roots, 20);
    cr_assert_gt(jumps, 2);
}

/* ---- the order of work ---- */

/* What a probe found, as text: every bit of every number. */
static void print_probe(FILE *out, const thaw_probe *p)
{
    fprintf(out, "%d %d %d %a %a %d %d %s %s %lx %lx\n", p->solved, p->verdict, p->tied, p->slack,
            p->error, p->player, p->more, p->state, p->action, p->support, p->reached);
}

enum { POINTS = 40 };

/* Probes points in an order, each into its own place, and prints them from low to high. */
static char *probed_in_order(const deal_case *c, const thaw_dial *dial, const int *order)
{
    thaw_probe probes[POINTS];
    char *text = NULL;
    size_t size = 0;
    for (int k = 0; k < POINTS; k++)
        probes[order[k]] =
            probe_at(c, dial, dial->from + (dial->to - dial->from) * order[k] / (POINTS - 1));
    FILE *out = open_memstream(&text, &size);
    cr_assert(out);
    for (int k = 0; k < POINTS; k++)
        print_probe(out, &probes[k]);
    fclose(out);
    return text;
}

Test(threshold_laws, up_down_and_at_random_give_the_same_bytes)
{
    dice rolls = dice_new(first_seed(31000));
    for (int d = 0; d < SOME_DEALS; d++) {
        deal_case c;
        begin(&c, some_deals[d]);
        thaw_dial dial = dial_in_range(&c, d % 2 ? "enforcement.cost_full" : "pressure.cost_us");
        int up[POINTS], down[POINTS], mixed[POINTS];
        for (int k = 0; k < POINTS; k++) {
            up[k] = k;
            down[k] = POINTS - 1 - k;
        }
        dice_shuffle(&rolls, mixed, POINTS);
        char *one = probed_in_order(&c, &dial, up), *two = probed_in_order(&c, &dial, down);
        char *three = probed_in_order(&c, &dial, mixed);
        cr_assert_str_eq(one, two, "%s", some_deals[d].deal);
        cr_assert_str_eq(one, three, "%s, " REPLAY, some_deals[d].deal, SEED(rolls));
        free(one);
        free(two);
        free(three);
        deal_case_clear(&c);
    }
}

static void print_threshold(FILE *out, const thaw_threshold *t)
{
    fprintf(out, "%s %zu %zu %d %a %a\n", t->dial.key, t->points, t->unsolved, t->matters, t->step,
            t->nearest);
    print_probe(out, &t->baseline);
    print_probe(out, &t->end[0]);
    print_probe(out, &t->end[1]);
    for (size_t k = 0; k < t->crossing_count; k++) {
        const thaw_crossing *x = &t->crossings[k];
        fprintf(out, "%a %a %d %d %d\n", x->value, x->width, x->kind, x->cause, x->holds_below);
        print_probe(out, &x->below);
        print_probe(out, &x->above);
    }
}

/* Scans, the nearest and the margin on so many threads, as text. */
static char *all_of_it(const deal_case *c, int threads)
{
    enum { DIALS = 3, WANTED = 2 };
    const thaw_deal *deal = &c->deals.items[0];
    thaw_dial dials[DIALS];
    for (int k = 0; k < DIALS; k++)
        dials[k] = dial_in_range(c, some_keys[4 + 2 * k]);
    char *text = NULL;
    size_t size = 0, found = 0;
    thaw_threshold scans[DIALS], nearest[WANTED];
    thaw_margin margin;
    FILE *out = open_memstream(&text, &size);
    cr_assert(out);
    cr_assert_eq(thaw_threshold_scan(&c->setting, deal, dials, DIALS, NULL, threads, scans, NULL),
                 THAW_OK);
    cr_assert_eq(thaw_threshold_nearest(&c->setting, deal, dials, DIALS, WANTED, NULL, threads,
                                        nearest, &found, NULL),
                 THAW_OK);
    cr_assert_eq(
        thaw_threshold_margin(&c->setting, deal, dials, DIALS, NULL, threads, &margin, NULL),
        THAW_OK);
    for (int k = 0; k < DIALS; k++) {
        print_threshold(out, &scans[k]);
        thaw_threshold_clear(&scans[k]);
        fprintf(out, "%a\n", margin.found ? margin.value[k] : 0);
    }
    for (size_t k = 0; k < found; k++) {
        print_threshold(out, &nearest[k]);
        thaw_threshold_clear(&nearest[k]);
    }
    fprintf(out, "%a\n", margin.share);
    fclose(out);
    thaw_margin_clear(&margin);
    return text;
}

Test(threshold_laws, any_number_of_threads_gives_the_same_bytes)
{
    deal_case c;
    begin(&c, some_deals[0]);
    char *one = all_of_it(&c, 1), *two = all_of_it(&c, 2), *four = all_of_it(&c, 4);
    cr_assert_str_eq(one, two);
    cr_assert_str_eq(one, four);
    cr_assert_gt(strlen(one), 1000);
    free(one);
    free(two);
    free(four);
    deal_case_clear(&c);
}

/* Inputs scanned together or alone. */
Test(threshold_laws, inputs_do_not_see_each_other)
{
    deal_case c;
    begin(&c, some_deals[0]);
    thaw_dial dials[2] = {dial_in_range(&c, "pressure.cost_us"),
                          dial_in_range(&c, "economy.weakness")};
    thaw_threshold both[2];
    cr_assert_eq(thaw_threshold_scan(&c.setting, &c.deals.items[0], dials, 2, NULL, 1, both, NULL),
                 THAW_OK);
    for (int k = 0; k < 2; k++) {
        thaw_threshold alone = scan_of(&c, &dials[k]);
        cr_assert_eq(alone.crossing_count, both[k].crossing_count);
        for (size_t i = 0; i < alone.crossing_count; i++)
            cr_assert_eq(alone.crossings[i].value, both[k].crossings[i].value);
        thaw_threshold_clear(&alone);
        thaw_threshold_clear(&both[k]);
    }
    deal_case_clear(&c);
}

/* A scan that starts elsewhere, with other points, finds the same values. */
Test(threshold_laws, other_points_find_the_same_values)
{
    for (int d = 0; d < SOME_DEALS; d += 2) {
        deal_case c;
        begin(&c, some_deals[d]);
        for (int k = 3; k < SOME_KEYS; k += 6) {
            thaw_dial dial = dial_in_range(&c, some_keys[k]), other = dial;
            other.points = 50;
            thaw_threshold t = scan_of(&c, &dial), u = scan_of(&c, &other);
            cr_assert_eq(t.crossing_count, u.crossing_count, "%s", dial.key);
            for (size_t i = 0; i < t.crossing_count; i++)
                cr_assert_float_eq(t.crossings[i].value, u.crossings[i].value,
                                   t.crossings[i].width + u.crossings[i].width, "%s", dial.key);
            thaw_threshold_clear(&t);
            thaw_threshold_clear(&u);
        }
        deal_case_clear(&c);
    }
}

/* ---- the nearest ---- */

/* What slopes announce and a search finds is one of the crossings that a scan finds, the nearest to
 * where the input stands. */
Test(threshold_laws, the_nearest_are_among_all)
{
    size_t seen = 0;
    for (int d = 0; d < SOME_DEALS; d += 2) {
        deal_case c;
        thaw_dial dials[SOME_KEYS];
        thaw_threshold nearest[3];
        size_t found = 0;
        begin(&c, some_deals[d]);
        for (int k = 0; k < SOME_KEYS; k++)
            dials[k] = dial_in_range(&c, some_keys[k]);
        cr_assert_eq(thaw_threshold_nearest(&c.setting, &c.deals.items[0], dials, SOME_KEYS, 3,
                                            NULL, 1, nearest, &found, NULL),
                     THAW_OK);
        for (size_t k = 0; k < found; k++, seen++) {
            thaw_threshold t = scan_of(&c, &nearest[k].dial);
            cr_assert_float_eq(t.nearest, nearest[k].nearest, 1e-6, "%s of %s: %g, %g", t.dial.key,
                               some_deals[d].deal, t.nearest, nearest[k].nearest);
            cr_assert(k == 0 || nearest[k - 1].nearest <= nearest[k].nearest);
            thaw_threshold_clear(&t);
        }
        for (size_t k = 0; k < found; k++)
            thaw_threshold_clear(&nearest[k]);
        deal_case_clear(&c);
    }
    cr_assert_gt(seen, 6);
}

/* ---- margins ---- */

/* Values on the way to a move, at a share of it. */
static void on_the_way(const thaw_dial *dials, const double *value, size_t count, double share,
                       double *at)
{
    for (size_t k = 0; k < count; k++)
        at[k] = dials[k].baseline + share * (value[k] - dials[k].baseline);
}

static int sign_together(const deal_case *c, const thaw_dial *dials, const double *values,
                         size_t count)
{
    thaw_probe probe;
    cr_assert_eq(thaw_threshold_probe(&c->setting, &c->deals.items[0], dials, values, count, NULL,
                                      &probe, NULL),
                 THAW_OK);
    return sign_of(&probe);
}

static thaw_margin margin_of(const deal_case *c, const thaw_dial *dials, size_t count)
{
    thaw_margin margin;
    cr_assert_eq(thaw_threshold_margin(&c->setting, &c->deals.items[0], dials, count, NULL, 1,
                                       &margin, NULL),
                 THAW_OK);
    return margin;
}

/* Just inside the verdict is the baseline's, just outside the other; no input moves by more than
 * the share of its range, nor out of it. And with fewer inputs to move it takes no smaller share.
 */
Test(threshold_laws, margins_are_where_the_verdict_changes)
{
    enum { PART = 6 };
    size_t found = 0;
    for (int d = 0; d < 2; d++) {
        deal_case c;
        thaw_dial dials[SOME_KEYS];
        double at[SOME_KEYS];
        begin(&c, some_deals[d]);
        for (int k = 0; k < SOME_KEYS; k++)
            dials[k] = dial_in_range(&c, some_keys[k]);
        thaw_margin margin = margin_of(&c, dials, SOME_KEYS);
        int sign = sign_of(&margin.baseline);
        if (margin.found) {
            found++;
            on_the_way(dials, margin.value, SOME_KEYS, 1 - 1e-4, at);
            cr_assert_eq(sign_together(&c, dials, at, SOME_KEYS), sign, "%s", some_deals[d].deal);
            cr_assert_eq(sign_together(&c, dials, margin.value, SOME_KEYS), -sign, "%s",
                         some_deals[d].deal);
            for (int k = 0; k < SOME_KEYS; k++) {
                double moved = fabs(margin.value[k] - dials[k].baseline);
                double range = dials[k].to - dials[k].from;
                cr_assert_leq(moved, margin.share * range * (1 + 1e-9), "%s", dials[k].key);
                cr_assert(dials[k].from <= margin.value[k] && margin.value[k] <= dials[k].to,
                          "%s = %g", dials[k].key, margin.value[k]);
            }
        }
        for (int first = 0; first + PART <= SOME_KEYS; first += 10) {
            thaw_margin part = margin_of(&c, dials + first, PART);
            if (part.found)
                cr_assert(margin.found && margin.share <= part.share + 1e-6, "%s: %g, %g from %d",
                          some_deals[d].deal, margin.share, part.share, first);
            thaw_margin_clear(&part);
        }
        thaw_margin_clear(&margin);
        deal_case_clear(&c);
    }
    cr_assert_eq(found, 2);
}

/* Of one input the margin is its nearest crossing within its range. */
Test(threshold_laws, the_margin_of_one_input_is_its_nearest_crossing)
{
    size_t compared = 0;
    for (int d = 0; d < SOME_DEALS; d++) {
        deal_case c;
        begin(&c, some_deals[d]);
        for (int k = 4; k < SOME_KEYS; k += 3) {
            thaw_dial dial = dial_in_range(&c, some_keys[k]);
            thaw_threshold t = scan_of(&c, &dial);
            thaw_margin margin = margin_of(&c, &dial, 1);
            double nearest = INFINITY;
            for (size_t i = 0; i < t.crossing_count; i++)
                if (dial.from <= t.crossings[i].value && t.crossings[i].value <= dial.to)
                    nearest = fmin(nearest, fabs(t.crossings[i].value - dial.baseline) /
                                                (dial.to - dial.from));
            if (margin.found) {
                cr_assert_geq(margin.share, nearest - 1e-6, "%s of %s", dial.key,
                              some_deals[d].deal);
                compared += fabs(margin.share - nearest) < 1e-6;
            }
            thaw_margin_clear(&margin);
            thaw_threshold_clear(&t);
        }
        deal_case_clear(&c);
    }
    cr_assert_gt(compared, 5);
}

/* ---- frontiers ---- */

/* On both sides of a point of a frontier, across it, the verdicts differ; and with the second input
 * where the point has it the first input alone crosses there. */
Test(threshold_laws, frontiers_are_made_of_thresholds)
{
    static const char deal[] = "partial_pressure@trigger:12";
    deal_case c;
    deal_case_of_baseline(&c, deal, NULL);
    thaw_dial dials[2] = {dial_in_range(&c, "leverage.linkage"),
                          dial_in_range(&c, "economy.weakness")};
    thaw_frontier_point *points = NULL;
    size_t count = 0;
    cr_assert_eq(thaw_threshold_frontier(&c.setting, &c.deals.items[0], dials, NULL, 1, &points,
                                         &count, NULL),
                 THAW_OK);
    cr_assert_gt(count, 20);
    for (size_t k = 0; k < count; k += 9) {
        const thaw_frontier_point *p = &points[k];
        cr_assert_eq(sign_of(&p->probe[0]), 1);
        cr_assert_eq(sign_of(&p->probe[1]), -1);
        char weakness[64];
        deal_case there;
        snprintf(weakness, sizeof weakness, "economy.weakness=%.17g", p->value[1]);
        deal_case_of_baseline(&there, deal, (const char *const[]){weakness, NULL});
        thaw_dial dial = dial_in_range(&there, "leverage.linkage");
        thaw_threshold t = scan_of(&there, &dial);
        double nearest = INFINITY;
        for (size_t i = 0; i < t.crossing_count; i++)
            nearest = fmin(nearest, fabs(t.crossings[i].value - p->value[0]));
        cr_assert_lt(nearest, 1e-5, "(%.9g, %.9g) is %g from any crossing", p->value[0],
                     p->value[1], nearest);
        thaw_threshold_clear(&t);
        deal_case_clear(&there);
    }
    free(points);
    deal_case_clear(&c);
}
