/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bargaining sets at their edges: nothing to share, one point, points that only one side likes,
 * points that are the same. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "solvers/bargain.h"

static const double zero[2] = {0, 0};
static const double impatience[2] = {0.1, 0.2};

static thaw_bargain set_of(const double (*points)[2], size_t count)
{
    thaw_bargain set;
    cr_assert(eq(int, thaw_bargain_new(points, count, zero, &set, NULL), THAW_OK));
    return set;
}

/* Every solution is the one point that there is. */
static void expect_all_at(const thaw_bargain *set, double first, double second)
{
    double found[6][2];
    thaw_bargain_nash(set, 0.5, found[0]);
    thaw_bargain_kalai_smorodinsky(set, found[1]);
    thaw_bargain_egalitarian(set, found[2]);
    thaw_bargain_utilitarian(set, found[3]);
    thaw_bargain_rubinstein(set, impatience, 0, found[4]);
    thaw_bargain_rubinstein(set, impatience, 1, found[5]);
    for (int k = 0; k < 6; k++)
        cr_expect(fabs(found[k][0] - first) < 1e-12 && fabs(found[k][1] - second) < 1e-12,
                  "solution %d: %g, %g", k, found[k][0], found[k][1]);
}

Test(bargain_unit, nothing_to_agree_on)
{
    const double worse[][2] = {{-1, -1}, {-2, 0}, {0, -3}};
    thaw_bargain set = set_of(worse, 3), with;
    size_t point = 7;
    cr_expect(not(thaw_bargain_helps(&set)));
    expect_all_at(&set, 0, 0);
    cr_expect(eq(sz, thaw_bargain_lottery(&set, zero).first, THAW_BARGAIN_NONE));
    cr_assert(eq(int, thaw_bargain_with_payments(&set, &with, &point, NULL), THAW_OK));
    cr_expect(eq(sz, point, THAW_BARGAIN_NONE));
    expect_all_at(&with, 0, 0);
    thaw_bargain_clear(&with);
    thaw_bargain_clear(&set);
    set = set_of(NULL, 0);
    expect_all_at(&set, 0, 0);
    thaw_bargain_clear(&set);
}

/* (3, 1) alone: proposers get it, since what the other is left with costs them nothing. */
Test(bargain_unit, one_point)
{
    const double points[][2] = {{3, 1}, {2, 1}, {3, 0.5}, {3, 1}};
    thaw_bargain set = set_of(points, 4);
    cr_expect(thaw_bargain_helps_both(&set));
    expect_all_at(&set, 3, 1);
    cr_expect(eq(sz, thaw_bargain_lottery(&set, points[0]).first, 0));
    thaw_bargain_clear(&set);
}

/* Only player 1 can gain; with payments they share. */
Test(bargain_unit, one_sided)
{
    const double points[][2] = {{-1, 4}};
    thaw_bargain set = set_of(points, 1), with;
    size_t point = 7;
    double found[2];
    /* the coin between no deal and the point costs player 0 whatever its chance */
    expect_all_at(&set, 0, 0);
    cr_expect(not(thaw_bargain_helps(&set)));
    cr_assert(eq(int, thaw_bargain_with_payments(&set, &with, &point, NULL), THAW_OK));
    cr_expect(eq(sz, point, 0));
    thaw_bargain_nash(&with, 0.5, found);
    cr_expect(fabs(found[0] - 1.5) < 1e-12 && fabs(found[1] - 1.5) < 1e-12);
    thaw_bargain_clear(&with);
    thaw_bargain_clear(&set);
}

Test(bargain_unit, a_gain_for_one_and_nothing_for_the_other)
{
    const double points[][2] = {{0, 4}};
    thaw_bargain set = set_of(points, 1);
    cr_expect(thaw_bargain_helps(&set));
    cr_expect(not(thaw_bargain_helps_both(&set)));
    expect_all_at(&set, 0, 4);
    thaw_bargain_clear(&set);
}

/* Equal gains lie off the frontier from (3, 1) to (4, 0.5): the end that is nearest. Offers: when
 * both are so impatient that the other's claim is less than what it gets anyway, each proposes its
 * own best. */
Test(bargain_unit, solutions_at_the_ends)
{
    const double points[][2] = {{3, 1}, {4, 0.5}};
    const double eager[2] = {0.9, 0.9};
    thaw_bargain set = set_of(points, 2);
    double found[2];
    thaw_bargain_egalitarian(&set, found);
    cr_expect(fabs(found[0] - 3) < 1e-12 && fabs(found[1] - 1) < 1e-12);
    thaw_bargain_rubinstein(&set, eager, 0, found);
    cr_expect(fabs(found[0] - 4) < 1e-12 && fabs(found[1] - 0.5) < 1e-12);
    thaw_bargain_rubinstein(&set, eager, 1, found);
    cr_expect(fabs(found[0] - 3) < 1e-12 && fabs(found[1] - 1) < 1e-12);
    thaw_bargain_clear(&set);
}

/* A coin between no deal and a point, or between two points neither of which both would have. */
Test(bargain_unit, coins_with_what_one_side_would_refuse)
{
    const double points[][2] = {{-2, 6}, {6, -2}};
    thaw_bargain set = set_of(points, 2);
    double found[2];
    cr_expect(thaw_bargain_helps_both(&set));
    thaw_bargain_nash(&set, 0.5, found);
    cr_expect(fabs(found[0] - 2) < 1e-12 && fabs(found[1] - 2) < 1e-12);
    thaw_bargain_coin coin = thaw_bargain_lottery(&set, found);
    cr_expect(eq(sz, coin.first, 0));
    cr_expect(eq(sz, coin.second, 1));
    cr_expect(fabs(coin.chance - 0.5) < 1e-12);
    thaw_bargain_clear(&set);
}

Test(bargain_unit, numbers_that_are_none)
{
    const double points[][2] = {{1, NAN}};
    thaw_bargain set;
    thaw_fault fault;
    cr_expect(eq(int, thaw_bargain_new(points, 1, zero, &set, &fault), THAW_EARG));
    cr_expect(set.corner == NULL && set.frontier == NULL);
}

Test(bargain_unit, a_disagreement_that_is_no_number_is_refused)
{
    const double points[][2] = {{1, 2}, {2, 1}};
    static const double wrong[][2] = {
        {NAN, 0}, {0, NAN}, {-HUGE_VAL, 0}, {0, 2 * THAW_BARGAIN_MAX}};
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        thaw_bargain set;
        cr_expect(eq(int, thaw_bargain_new(points, 2, wrong[k], &set, NULL), THAW_EARG));
    }
}

/* Solutions do not depend on the unit, and neither products overflow nor do they vanish. (1, 1) is
 * within the hull and (1.5, 1.5) on it: neither is a corner. */
Test(bargain_unit, any_unit_will_do)
{
    for (int exponent = -300; exponent <= 300; exponent += 20)
        for (int other = -300; other <= 300; other += 100) {
            double x = pow(10, exponent), y = pow(10, other), found[3][2];
            const double points[][2] = {{x, 2 * y}, {x, y}, {1.5 * x, 1.5 * y}, {2 * x, y}};
            thaw_bargain set = set_of(points, 4);
            cr_expect(eq(sz, set.corners, 2), "1e%d 1e%d", exponent, other);
            thaw_bargain_nash(&set, 0.5, found[0]);
            thaw_bargain_kalai_smorodinsky(&set, found[1]);
            thaw_bargain_nash(&set, 0.6, found[2]); /* 0.6 of 3 */
            for (int k = 0; k < 3; k++) {
                double share = k == 2 ? 1.8 : 1.5;
                cr_expect(epsilon_eq(dbl, found[k][0] / x, share, 1e-12), "%d: 1e%d", k, exponent);
                cr_expect(epsilon_eq(dbl, found[k][1] / y, 3 - share, 1e-12), "%d: 1e%d", k, other);
            }
            thaw_bargain_nash(&set, 0.3, found[0]);
            cr_expect(eq(dbl, found[0][0], x));
            cr_expect(eq(dbl, found[0][1], 2 * y));
            thaw_bargain_clear(&set);
        }
}
