/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thresholds of the baseline's deals against rational arithmetic: just below and just above each,
 * and at the very number that is reported, the verdict is the exact one or "undecided". */
#include <math.h>
#include <stdio.h>

#include <criterion/criterion.h>

#include "tests/support/exact_deal.h"
#include "tests/support/thresholds.h"

/* Deals whose punishment phases are pure and mixed, and inputs of payoffs, chances and patience. */
static const struct {
    const char *deal, *key;
} cases[] = {{"full_calm@grim", "leverage.linkage"},
             {"partial_pressure@trigger:12", "monitoring.bad_none"},
             {"partial@grim", "china.discount"}};

typedef struct tally {
    int agree, undecided, wrong;
} tally;

/* The game with the input there: whether the verdict agrees; 0 where it is undecided. */
static int verdict_at(const deal_case *c, const thaw_dial *dial, double value, tally *sum)
{
    thaw_turned turned;
    thaw_deal_answer answer;
    cr_assert_eq(thaw_dials_turn(&c->setting, &c->deals.items[0], dial, &value, 1, &turned, NULL),
                 THAW_OK);
    const thaw_deal *deal = &turned.deals.items[0];
    cr_assert_eq(thaw_trigger_solve(&turned.setting, deal, NULL, NULL, NULL, &answer, NULL),
                 THAW_OK);
    exact_deal t = exact_deal_of(&turned.setting, deal, &answer);
    int sign = t.gains ? -1 : 1;
    bool undecided = answer.verdict == THAW_UNDECIDED;
    bool right = undecided ? t.near : (answer.verdict == THAW_HOLDS) == (sign > 0);
    sum->agree += right && !undecided;
    sum->undecided += right && undecided;
    sum->wrong += !right;
    cr_expect(right && t.unrest <= 1, "%s = %.17g: %s; exactly %g bounds, punishment %g", dial->key,
              value, thaw_verdict_text(answer.verdict), t.least, t.unrest);
    thaw_deal_answer_clear(&answer);
    thaw_turned_clear(&turned);
    return sign;
}

Test(exact_thresholds, verdicts_turn_where_it_is_said)
{
    tally sum = {0};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        deal_case c;
        deal_case_of_baseline(&c, cases[k].deal, NULL);
        thaw_dial dial = dial_in_range(&c, cases[k].key);
        thaw_threshold found = scan_of(&c, &dial);
        cr_assert_gt(found.crossing_count, 0, "%s has no threshold", cases[k].key);
        const thaw_crossing *first = &found.crossings[0];
        double off = 2 * fmax(first->width, 1e-12);
        int below = verdict_at(&c, &dial, first->value - off, &sum);
        int above = verdict_at(&c, &dial, first->value + off, &sum);
        cr_expect_eq(below, first->holds_below ? 1 : -1, "%s", cases[k].key);
        cr_expect_eq(above, -below, "%s", cases[k].key);
        (void)verdict_at(&c, &dial, first->value, &sum);
        thaw_threshold_clear(&found);
        deal_case_clear(&c);
    }
    printf("thresholds: %d verdicts as in exact arithmetic, %d undecided, %d wrong\n", sum.agree,
           sum.undecided, sum.wrong);
    cr_expect_eq(sum.wrong, 0);
}
