/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The axioms that define the bargaining solutions, on random sets. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

#include "solvers/bargain.h"
#include "tests/support/dice.h"

enum { SETS = 300, POINTS = 12, SOLUTIONS = 6 };
enum { NASH, KALAI_SMORODINSKY, FIRST_PROPOSES, SECOND_PROPOSES, EGALITARIAN, UTILITARIAN };

static const double CLOSE = 1e-9;

static void solve(const thaw_bargain *set, const double impatience[2], double found[][2])
{
    thaw_bargain_nash(set, 0.5, found[NASH]);
    thaw_bargain_kalai_smorodinsky(set, found[KALAI_SMORODINSKY]);
    thaw_bargain_egalitarian(set, found[EGALITARIAN]);
    thaw_bargain_utilitarian(set, found[UTILITARIAN]);
    thaw_bargain_rubinstein(set, impatience, 0, found[FIRST_PROPOSES]);
    thaw_bargain_rubinstein(set, impatience, 1, found[SECOND_PROPOSES]);
}

/* A random question: points around a disagreement point, some of them worse than it. */
typedef struct question {
    double points[POINTS][2], disagreement[2], impatience[2];
    size_t count;
    thaw_bargain set;
    double found[SOLUTIONS][2];
} question;

static void answer(question *q)
{
    cr_assert(eq(
        int,
        thaw_bargain_new((const double(*)[2])q->points, q->count, q->disagreement, &q->set, NULL),
        THAW_OK));
    solve(&q->set, q->impatience, q->found);
}

static question ask(unsigned number)
{
    question q = {.count = 1 + number % POINTS};
    dice d = dice_new(first_seed(1) + number);
    for (int i = 0; i < 2; i++) {
        q.disagreement[i] = dice_real(&d, -1, 1);
        q.impatience[i] = dice_real(&d, 0.001, 1);
    }
    for (size_t k = 0; k < q.count; k++)
        for (int i = 0; i < 2; i++)
            q.points[k][i] = dice_real(&d, -2, 3);
    answer(&q);
    return q;
}

static void expect_near(const double *one, const double *two, const char *what, unsigned number)
{
    cr_expect(fabs(one[0] - two[0]) < CLOSE && fabs(one[1] - two[1]) < CLOSE,
              "%s, set %u: %.12g, %.12g and %.12g, %.12g", what, number, one[0], one[1], two[0],
              two[1]);
}

/* Nobody gets less than disagreement, and no point, nor any even coin between two, gives both
 * more. */
Test(bargain_laws, rational_and_efficient)
{
    for (unsigned n = 0; n < SETS; n++) {
        question q = ask(n);
        for (int s = 0; s < SOLUTIONS; s++) {
            const double *v = q.found[s];
            cr_expect(v[0] >= q.disagreement[0] - CLOSE && v[1] >= q.disagreement[1] - CLOSE);
            for (size_t a = 0; a < q.count; a++)
                for (size_t b = 0; b <= a; b++) {
                    double first = (q.points[a][0] + q.points[b][0]) / 2;
                    double second = (q.points[a][1] + q.points[b][1]) / 2;
                    cr_expect(first <= v[0] + CLOSE || second <= v[1] + CLOSE,
                              "solution %d of set %u is beaten", s, n);
                }
        }
        thaw_bargain_clear(&q.set);
    }
}

/* What a coin says can be done: its average is the solution. */
Test(bargain_laws, coins_give_what_is_promised)
{
    for (unsigned n = 0; n < SETS; n++) {
        question q = ask(n);
        for (int s = 0; s < SOLUTIONS; s++) {
            thaw_bargain_coin coin = thaw_bargain_lottery(&q.set, q.found[s]);
            const double *first =
                coin.first == THAW_BARGAIN_NONE ? q.disagreement : q.points[coin.first];
            const double *second =
                coin.second == THAW_BARGAIN_NONE ? q.disagreement : q.points[coin.second];
            double mean[2];
            for (int i = 0; i < 2; i++)
                mean[i] = coin.chance * first[i] + (1 - coin.chance) * second[i];
            expect_near(mean, q.found[s], "coin", n);
        }
        thaw_bargain_clear(&q.set);
    }
}

/* Nash, Kalai-Smorodinsky and Rubinstein do not depend on a player's unit or origin; egalitarian
 * and utilitarian on the origin only. */
Test(bargain_laws, units)
{
    for (unsigned n = 0; n < SETS; n++) {
        question q = ask(n), r = q;
        const double unit[2] = {3.7, 0.02}, origin[2] = {-11, 5};
        for (int scaled = 0; scaled < 2; scaled++) {
            r = q;
            for (int i = 0; i < 2; i++) {
                double by = scaled ? unit[i] : 1;
                r.disagreement[i] = by * q.disagreement[i] + origin[i];
                for (size_t k = 0; k < q.count; k++)
                    r.points[k][i] = by * q.points[k][i] + origin[i];
            }
            answer(&r);
            for (int s = 0; s < (scaled ? EGALITARIAN : SOLUTIONS); s++) {
                double moved[2];
                for (int i = 0; i < 2; i++)
                    moved[i] = (scaled ? unit[i] : 1) * q.found[s][i] + origin[i];
                expect_near(moved, r.found[s], "units", n);
            }
            thaw_bargain_clear(&r.set);
        }
        thaw_bargain_clear(&q.set);
    }
}

/* The players' names do not matter. */
Test(bargain_laws, symmetry)
{
    static const int same_as[SOLUTIONS] = {NASH,           KALAI_SMORODINSKY, SECOND_PROPOSES,
                                           FIRST_PROPOSES, EGALITARIAN,       UTILITARIAN};
    for (unsigned n = 0; n < SETS; n++) {
        question q = ask(n), r = q;
        for (int i = 0; i < 2; i++) {
            r.disagreement[i] = q.disagreement[1 - i];
            r.impatience[i] = q.impatience[1 - i];
            for (size_t k = 0; k < q.count; k++)
                r.points[k][i] = q.points[k][1 - i];
        }
        answer(&r);
        for (int s = 0; s < SOLUTIONS; s++) {
            const double swapped[2] = {r.found[same_as[s]][1], r.found[same_as[s]][0]};
            expect_near(swapped, q.found[s], "symmetry", n);
        }
        thaw_bargain_clear(&r.set);
        thaw_bargain_clear(&q.set);
    }
}

/* Nash: points that the solution does not need may be left out (independence of irrelevant
 * alternatives). */
Test(bargain_laws, irrelevant_alternatives)
{
    for (unsigned n = 0; n < SETS; n++) {
        question q = ask(n), r = q;
        thaw_bargain_coin coin = thaw_bargain_lottery(&q.set, q.found[NASH]);
        r.count = 0;
        for (size_t k = 0; k < q.count; k++)
            if (k == coin.first || k == coin.second || k % 2 == 0)
                memcpy(r.points[r.count++], q.points[k], sizeof q.points[k]);
        answer(&r);
        expect_near(r.found[NASH], q.found[NASH], "irrelevant", n);
        thaw_bargain_clear(&r.set);
        thaw_bargain_clear(&q.set);
    }
}

/* Nash: no mixture of any three of the points has a larger product. */
Test(bargain_laws, largest_product)
{
    for (unsigned n = 0; n < SETS; n++) {
        question q = ask(n);
        dice d = dice_new(first_seed(1000) + n);
        const double *v = q.found[NASH], *o = q.disagreement;
        double most = (v[0] - o[0]) * (v[1] - o[1]);
        for (int k = 0; k < 200; k++) {
            const double *a = q.points[dice_int(&d, 0, (int)q.count - 1)],
                         *b = q.points[dice_int(&d, 0, (int)q.count - 1)];
            double share = dice_real(&d, 0, 1), gain[2];
            for (int i = 0; i < 2; i++)
                gain[i] = share * a[i] + (1 - share) * b[i] - o[i];
            if (gain[0] > 0 && gain[1] > 0)
                cr_expect(gain[0] * gain[1] <= most + CLOSE);
        }
        thaw_bargain_clear(&q.set);
    }
}

/* Rubinstein: the receiver gets at least what its own proposal is worth a round later, and exactly
 * that unless the proposer has its best. */
Test(bargain_laws, receivers_are_indifferent)
{
    for (unsigned n = 0; n < SETS; n++) {
        question q = ask(n);
        double ideal[2];
        thaw_bargain_ideal(&q.set, ideal);
        for (int proposer = 0; proposer < 2; proposer++) {
            int other = 1 - proposer;
            const double *made = q.found[FIRST_PROPOSES + proposer];
            const double *counter = q.found[FIRST_PROPOSES + other];
            double gets = made[other] - q.disagreement[other];
            double waits = (1 - q.impatience[other]) * (counter[other] - q.disagreement[other]);
            cr_expect(gets >= waits - CLOSE, "set %u: %g for %g", n, gets, waits);
            cr_expect(gets <= waits + CLOSE || made[proposer] >= ideal[proposer] - CLOSE);
        }
        thaw_bargain_clear(&q.set);
    }
}

/* With payments the sum is the largest that any point has, no deal included, gains are equal, and
 * larger than the smaller one without. */
Test(bargain_laws, payments_share_the_largest_sum)
{
    for (unsigned n = 0; n < SETS; n++) {
        question q = ask(n);
        thaw_bargain with;
        size_t point = 0;
        double v[2], most = q.disagreement[0] + q.disagreement[1];
        for (size_t k = 0; k < q.count; k++)
            most = fmax(most, q.points[k][0] + q.points[k][1]);
        cr_assert(eq(int, thaw_bargain_with_payments(&q.set, &with, &point, NULL), THAW_OK));
        thaw_bargain_nash(&with, 0.5, v);
        cr_expect(fabs(v[0] + v[1] - most) < CLOSE);
        cr_expect(fabs((v[0] - q.disagreement[0]) - (v[1] - q.disagreement[1])) < CLOSE);
        cr_expect(q.found[UTILITARIAN][0] + q.found[UTILITARIAN][1] <= most + CLOSE);
        const double *e = q.found[EGALITARIAN];
        cr_expect(v[0] - q.disagreement[0] >=
                  fmin(e[0] - q.disagreement[0], e[1] - q.disagreement[1]) - CLOSE);
        thaw_bargain_clear(&with);
        thaw_bargain_clear(&q.set);
    }
}
