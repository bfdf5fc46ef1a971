/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bargaining solutions on sets whose solutions are known in closed form, to 1e-9. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "solvers/bargain.h"

static const double NEAR = 1e-9;
static const double zero[2] = {0, 0};

static thaw_bargain set_of(const double (*points)[2], size_t count, const double disagreement[2])
{
    thaw_bargain set;
    cr_assert(eq(int, thaw_bargain_new(points, count, disagreement, &set, NULL), THAW_OK));
    return set;
}

static void expect_at(const double found[2], double first, double second, const char *what)
{
    cr_expect(fabs(found[0] - first) < NEAR && fabs(found[1] - second) < NEAR,
              "%s: %.12g, %.12g in place of %.12g, %.12g", what, found[0], found[1], first, second);
}

/* ---- dividing a dollar ---- */

static const double dollar[2][2] = {{1, 0}, {0, 1}};

/* Nash 1950: equal shares; with weights, shares in their proportion (Harsanyi & Selten 1972).
 * Symmetric sets have symmetric solutions. */
Test(bargain, a_dollar)
{
    thaw_bargain set = set_of(dollar, 2, zero);
    double found[2];
    thaw_bargain_nash(&set, 0.5, found);
    expect_at(found, 0.5, 0.5, "Nash");
    thaw_bargain_nash(&set, 0.3, found);
    expect_at(found, 0.3, 0.7, "Nash, weighted");
    thaw_bargain_kalai_smorodinsky(&set, found);
    expect_at(found, 0.5, 0.5, "Kalai-Smorodinsky");
    thaw_bargain_egalitarian(&set, found);
    expect_at(found, 0.5, 0.5, "egalitarian");
    thaw_bargain_utilitarian(&set, found);
    expect_at(found, 0.5, 0.5, "utilitarian, all sums alike");
    thaw_bargain_clear(&set);
}

/* Rubinstein 1982: the proposer gets (1 - d_other) / (1 - d_0 d_1). */
Test(bargain, a_dollar_by_alternating_offers)
{
    thaw_bargain set = set_of(dollar, 2, zero);
    const double factors[][2] = {{0.9, 0.9}, {0.9, 0.8}, {0.5, 0.99}, {0, 0.7}, {0.7, 0}};
    for (size_t k = 0; k < sizeof factors / sizeof *factors; k++) {
        const double *d = factors[k], impatience[2] = {1 - d[0], 1 - d[1]};
        double found[2], both = 1 - d[0] * d[1];
        thaw_bargain_rubinstein(&set, impatience, 0, found);
        expect_at(found, (1 - d[1]) / both, d[1] * (1 - d[0]) / both, "first proposes");
        thaw_bargain_rubinstein(&set, impatience, 1, found);
        expect_at(found, d[0] * (1 - d[1]) / both, (1 - d[0]) / both, "second proposes");
    }
    thaw_bargain_clear(&set);
}

/* A dollar split from outside options (0.1, 0.4) that both lose in disagreement: each gets its own
 * and half of the rest. */
Test(bargain, a_dollar_with_outside_options)
{
    const double disagreement[2] = {0.1, 0.4};
    thaw_bargain set = set_of(dollar, 2, disagreement);
    double found[2];
    thaw_bargain_nash(&set, 0.5, found);
    expect_at(found, 0.35, 0.65, "Nash");
    thaw_bargain_kalai_smorodinsky(&set, found);
    expect_at(found, 0.35, 0.65, "Kalai-Smorodinsky");
    thaw_bargain_ideal(&set, found);
    expect_at(found, 0.6, 0.9, "ideal");
    thaw_bargain_clear(&set);
}

/* ---- a kink: y = 10 - x/2 up to (8, 6), then y = 30 - 3x ---- */

static const double kinked[][2] = {{0, 10}, {10, 0}, {8, 6}, {3, 3}, {4, 8}, {-5, 9}};

/* x y rises along the first line (stationary at x = 10) and falls along the second (at x = 5): the
 * kink. The ideal point is (10, 10): KS where y = x, at 20/3; the same point is egalitarian. */
Test(bargain, a_kink)
{
    thaw_bargain set = set_of(kinked, sizeof kinked / sizeof *kinked, zero);
    double found[2];
    cr_expect(eq(sz, set.count, 3));
    thaw_bargain_nash(&set, 0.5, found);
    expect_at(found, 8, 6, "Nash");
    /* weight w: on the first line w (10 - x/2) = (1 - w) x / 2, x = 20 w: inside it at w = 0.3. */
    thaw_bargain_nash(&set, 0.3, found);
    expect_at(found, 6, 7, "Nash, weight 0.3");
    /* on the second w (30 - 3x) = (1 - w) 3x, x = 10 w: inside it at w = 0.95. */
    thaw_bargain_nash(&set, 0.95, found);
    expect_at(found, 9.5, 1.5, "Nash, weight 0.95");
    thaw_bargain_kalai_smorodinsky(&set, found);
    expect_at(found, 20.0 / 3, 20.0 / 3, "Kalai-Smorodinsky");
    thaw_bargain_egalitarian(&set, found);
    expect_at(found, 20.0 / 3, 20.0 / 3, "egalitarian");
    thaw_bargain_utilitarian(&set, found);
    expect_at(found, 8, 6, "utilitarian");
    thaw_bargain_clear(&set);
}

/* Player 0 proposes on the second line, player 1 on the first:
 * 30 - 3x = d_1 (10 - d_0 x / 2), so that x = (30 - 10 d_1) / (3 - d_0 d_1 / 2). */
Test(bargain, a_kink_by_alternating_offers)
{
    thaw_bargain set = set_of(kinked, sizeof kinked / sizeof *kinked, zero);
    const double impatience[2] = {0.1, 0.1};
    double found[2], x = 21 / (3 - 0.405);
    thaw_bargain_rubinstein(&set, impatience, 0, found);
    expect_at(found, x, 30 - 3 * x, "first proposes");
    thaw_bargain_rubinstein(&set, impatience, 1, found);
    expect_at(found, 0.9 * x, 10 - 0.45 * x, "second proposes");
    thaw_bargain_clear(&set);
}

/* Disagreement at (2, 3): the frontier ends at (2, 9) and (9, 3). (x - 2)(7 - x/2) is stationary at
 * x = 8, the kink itself. KS on the ray of slope 6/7: x = 122/19. Egalitarian where y = x + 1. */
Test(bargain, disagreement_off_the_axes)
{
    const double disagreement[2] = {2, 3};
    thaw_bargain set = set_of(kinked, sizeof kinked / sizeof *kinked, disagreement);
    double found[2];
    expect_at(set.frontier[0], 2, 9, "one end");
    expect_at(set.frontier[set.count - 1], 9, 3, "other end");
    thaw_bargain_ideal(&set, found);
    expect_at(found, 9, 9, "ideal");
    thaw_bargain_nash(&set, 0.5, found);
    expect_at(found, 8, 6, "Nash");
    thaw_bargain_kalai_smorodinsky(&set, found);
    expect_at(found, 122.0 / 19, 129.0 / 19, "Kalai-Smorodinsky");
    thaw_bargain_egalitarian(&set, found);
    expect_at(found, 6, 7, "egalitarian");
    thaw_bargain_utilitarian(&set, found);
    expect_at(found, 8, 6, "utilitarian");
    thaw_bargain_clear(&set);
}

/* Of the points the coin chooses between, a quarter of the way from (0, 10) to (8, 6). */
Test(bargain, coins)
{
    thaw_bargain set = set_of(kinked, sizeof kinked / sizeof *kinked, zero);
    thaw_bargain_coin coin = thaw_bargain_lottery(&set, (const double[]){2, 9});
    cr_expect(eq(sz, coin.first, 0));
    cr_expect(eq(sz, coin.second, 2));
    cr_expect(ieee_ulp_eq(dbl, coin.chance, 0.75, 4));
    coin = thaw_bargain_lottery(&set, (const double[]){8, 6});
    cr_expect(eq(sz, coin.first, 2));
    cr_expect(eq(sz, coin.second, 2));
    thaw_bargain_clear(&set);
}

/* With payments the kink's total, 14, is shared: half each from (0, 0), and after outside options
 * (2, 3) half of the 9 that are left. */
Test(bargain, payments)
{
    const double disagreements[2][2] = {{0, 0}, {2, 3}};
    const double shares[2][2] = {{7, 7}, {6.5, 7.5}};
    for (int k = 0; k < 2; k++) {
        thaw_bargain set = set_of(kinked, sizeof kinked / sizeof *kinked, disagreements[k]), with;
        size_t point = 0;
        double found[2];
        cr_assert(eq(int, thaw_bargain_with_payments(&set, &with, &point, NULL), THAW_OK));
        cr_expect(eq(sz, point, 2));
        thaw_bargain_nash(&with, 0.5, found);
        expect_at(found, shares[k][0], shares[k][1], "Nash");
        thaw_bargain_kalai_smorodinsky(&with, found);
        expect_at(found, shares[k][0], shares[k][1], "Kalai-Smorodinsky");
        thaw_bargain_egalitarian(&with, found);
        expect_at(found, shares[k][0], shares[k][1], "egalitarian");
        thaw_bargain_clear(&set);
        thaw_bargain_clear(&with);
    }
}

/* Of two points with the same sum the one with the less unequal gains pays for the other's share.
 */
Test(bargain, payments_from_the_fairer_of_two)
{
    static const double points[][2] = {{5, 1}, {2, 4}}, none[2] = {0, 0};
    thaw_bargain set = set_of(points, 2, none), with;
    size_t point = 0;
    cr_assert(eq(int, thaw_bargain_with_payments(&set, &with, &point, NULL), THAW_OK));
    cr_expect(eq(sz, point, 1));
    thaw_bargain_clear(&with);
    thaw_bargain_clear(&set);
}

/* ---- short rounds ---- */

/* Binmore, Rubinstein & Wolinsky 1986: as rounds shorten, whoever moves first, alternating offers
 * tend to the Nash solution with weights in inverse proportion to the sides' rates of impatience;
 * the distance shrinks as the length does. */
Test(bargain, short_rounds_lead_to_nash)
{
    const double discounts[][2] = {{0.965, 0.99}, {0.99, 0.965}, {0.9, 0.9}, {0.5, 0.999}};
    const double disagreements[][2] = {{0, 0}, {2, 3}, {6, 1}};
    for (size_t k = 0; k < sizeof discounts / sizeof *discounts; k++)
        for (size_t m = 0; m < sizeof disagreements / sizeof *disagreements; m++) {
            thaw_bargain set = set_of(kinked, sizeof kinked / sizeof *kinked, disagreements[m]);
            double limit[2], found[2];
            thaw_bargain_nash(&set, thaw_bargain_patience_weight(discounts[k]), limit);
            for (double months = 1e-3; months > 1e-11; months /= 10)
                for (int proposer = 0; proposer < 2; proposer++) {
                    const double impatience[2] = {thaw_bargain_impatience(discounts[k][0], months),
                                                  thaw_bargain_impatience(discounts[k][1], months)};
                    thaw_bargain_rubinstein(&set, impatience, proposer, found);
                    double off = fmax(fabs(found[0] - limit[0]), fabs(found[1] - limit[1]));
                    cr_expect(off < 20 * months + 1e-13, "%g months: off by %g", months, off);
                }
            thaw_bargain_clear(&set);
        }
}

/* d^L for L = 1e-9 months, by its series: 1 - d^L = L r - (L r)^2 / 2, r = -ln d. */
Test(bargain, impatience_of_a_moment)
{
    double rate = -log(0.965), found = thaw_bargain_impatience(0.965, 1e-9);
    cr_expect(fabs(found / (1e-9 * rate) - 1) < 1e-9);
    cr_expect(ieee_ulp_eq(dbl, thaw_bargain_impatience(0.965, 1), 1 - 0.965, 64));
    cr_expect(eq(dbl, thaw_bargain_impatience(0, 0.5), 1));
    cr_expect(fabs(thaw_bargain_patience_weight((const double[]){0.9, 0.81}) - 2.0 / 3) < 1e-12);
    cr_expect(eq(dbl, thaw_bargain_patience_weight((const double[]){0, 0}), 0.5));
    /* who cannot wait at all has no weight */
    cr_expect(eq(dbl, thaw_bargain_patience_weight((const double[]){0, 0.9}), 0));
    cr_expect(eq(dbl, thaw_bargain_patience_weight((const double[]){0.9, 0}), 1));
}
