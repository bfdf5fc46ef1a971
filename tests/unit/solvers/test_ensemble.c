/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals where all inputs vary: what is asked at a point. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>

#include "solvers/ensemble.h"
#include "tests/support/thresholds.h"

/* The baseline with deals of its own; one input, which does not matter here. */
typedef struct stage {
    deal_case c;
    thaw_deals deals;
    thaw_dial dials[2];
    thaw_ensemble ensemble;
} stage;

static void stage_set(stage *s, const char *deal, const char *more, const char *const keys[2])
{
    deal_case_of_baseline(&s->c, deal, NULL);
    s->deals = (thaw_deals){0};
    cr_assert(eq(int, thaw_deals_read(&s->c.setting, deal, &s->deals, NULL), THAW_OK));
    if (more)
        cr_assert(eq(int, thaw_deals_read(&s->c.setting, more, &s->deals, NULL), THAW_OK));
    size_t count = 0;
    for (; count < 2 && keys[count]; count++)
        s->dials[count] = dial_of(&s->c, keys[count], 0, 0);
    s->ensemble = (thaw_ensemble){&s->c.setting, &s->deals, s->dials, count, NULL};
}

static void stage_clear(stage *s)
{
    thaw_deals_clear(&s->deals);
    deal_case_clear(&s->c);
}

static const char *const linkage[] = {"leverage.linkage", NULL};

/* docs/model.md, section 7.4: slacks of 0.0079 and -0.0137 to China, whose discount factor is 0.99;
 * 0.335 and -0.0068 under grim. */
Test(easiest, published_slacks)
{
    static const struct {
        const char *deal;
        double price, verdict;
    } cases[] = {{"partial_pressure@trigger:12", 0.79, 1},
                 {"full_calm@trigger:12", -1.37, 0},
                 {"full_calm@grim", -0.68, 0}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        stage s;
        const double now = 1;
        double output[THAW_EASIEST_OUTPUTS];
        stage_set(&s, cases[k].deal, NULL, linkage);
        cr_assert_eq(thaw_ensemble_easiest(&now, output, &s.ensemble), THAW_OK);
        cr_assert(epsilon_eq(dbl, output[THAW_EASIEST_PRICE], cases[k].price, 0.006), "%s",
                  cases[k].deal);
        cr_assert(eq(dbl, output[THAW_EASIEST_HOLDS], cases[k].verdict), "%s", cases[k].deal);
        stage_clear(&s);
    }
}

/* Of the five standard punishments grim is the easiest for it. */
Test(easiest, of_a_plan)
{
    stage s;
    const double now = 1;
    double output[THAW_EASIEST_OUTPUTS];
    stage_set(&s, "full_calm@trigger:12", "full_calm", linkage);
    cr_assert(eq(sz, s.deals.count, 6));
    cr_assert_eq(thaw_ensemble_easiest(&now, output, &s.ensemble), THAW_OK);
    cr_assert(epsilon_eq(dbl, output[THAW_EASIEST_PRICE], -0.68, 0.006));
    stage_clear(&s);
}

Test(easiest, is_what_a_probe_says)
{
    stage s;
    double output[THAW_EASIEST_OUTPUTS];
    stage_set(&s, "partial@grim", NULL, linkage);
    for (double at = 0; at <= 2; at += 0.5) {
        thaw_probe probe = probe_at(&s.c, &s.dials[0], at);
        cr_assert_eq(thaw_ensemble_easiest(&at, output, &s.ensemble), THAW_OK);
        cr_assert(eq(int, output[THAW_EASIEST_HOLDS] == 1, probe.verdict == THAW_HOLDS), "%g", at);
        cr_assert(eq(int, output[THAW_EASIEST_PRICE] < 0, probe.verdict == THAW_BREAKS), "%g", at);
    }
    stage_clear(&s);
}

Test(easiest, contradictions_are_refused)
{
    static const char *const keys[] = {"monitoring.bad_none", "monitoring.mixed_none"};
    stage s;
    const double fine[] = {0.6, 0.3}, much[] = {0.8, 0.3};
    double output[THAW_EASIEST_OUTPUTS];
    stage_set(&s, "partial@grim", NULL, keys);
    cr_assert_eq(thaw_ensemble_easiest(fine, output, &s.ensemble), THAW_OK);
    cr_assert(not(isnan(output[THAW_EASIEST_PRICE])));
    cr_assert_eq(thaw_ensemble_easiest(much, output, &s.ensemble), THAW_ERANGE);
    double *all = calloc(thaw_ensemble_outputs(&s.ensemble), sizeof *all);
    cr_assert_eq(thaw_ensemble_all(much, all, &s.ensemble), THAW_ERANGE);
    free(all);
    stage_clear(&s);
}

Test(easiest, of_prices_and_verdicts)
{
    const double some[] = {-2, 0, 0.5, 1, 0.3, 0.5}, unknown[] = {-2, 0, (double)NAN, (double)NAN};
    const double known[] = {1, 1, (double)NAN, (double)NAN};
    double output[THAW_EASIEST_OUTPUTS];
    thaw_easiest_of(some, 3, output);
    cr_assert(eq(dbl, output[THAW_EASIEST_PRICE], 0.5));
    cr_assert(eq(dbl, output[THAW_EASIEST_HOLDS], 1));
    thaw_easiest_of(some, 1, output);
    cr_assert(eq(dbl, output[THAW_EASIEST_HOLDS], 0));
    thaw_easiest_of(some + 4, 1, output);
    cr_assert(eq(dbl, output[THAW_EASIEST_HOLDS], 0.5));
    thaw_easiest_of(unknown, 2, output); /* what was not solved might have held */
    cr_assert(isnan(output[THAW_EASIEST_HOLDS]));
    cr_assert(isnan(output[THAW_EASIEST_PRICE]));
    thaw_easiest_of(known, 2, output);
    cr_assert(eq(dbl, output[THAW_EASIEST_HOLDS], 1));
    cr_assert(eq(dbl, output[THAW_EASIEST_PRICE], 1));
}

/* docs/model.md, section 7.2: no deal is worth (0.349, -1.704). Of these two deals the first holds,
 * and both sides gain; the second breaks. */
Test(all, no_deal_deals_and_the_best)
{
    stage s;
    const double now = 1;
    stage_set(&s, "full_calm@trigger:12", "partial_pressure@trigger:12", linkage);
    size_t outputs = thaw_ensemble_outputs(&s.ensemble);
    cr_assert(eq(sz, outputs, THAW_ALL_DEALS + 4));
    double *output = calloc(outputs, sizeof *output);
    cr_assert_eq(thaw_ensemble_all(&now, output, &s.ensemble), THAW_OK);
    cr_assert(epsilon_eq(dbl, output[THAW_ALL_NO_DEAL_FIRST], 0.349, 5e-4));
    cr_assert(epsilon_eq(dbl, output[THAW_ALL_NO_DEAL_SECOND], -1.704, 5e-4));
    for (int which = 0; which < 3; which++)
        cr_assert(eq(dbl, output[THAW_ALL_NASH + which], 1));
    cr_assert(gt(dbl, output[THAW_ALL_VALUE_FIRST], output[THAW_ALL_NO_DEAL_FIRST]));
    cr_assert(gt(dbl, output[THAW_ALL_VALUE_SECOND], output[THAW_ALL_NO_DEAL_SECOND]));
    cr_assert(eq(dbl, output[THAW_ALL_DEALS + 1], 0));
    cr_assert(epsilon_eq(dbl, output[THAW_ALL_DEALS + 2], 0.79, 0.006));
    cr_assert(eq(dbl, output[THAW_ALL_DEALS + 3], 1));
    free(output);
    stage_clear(&s);
}

Test(all, none_is_best)
{
    stage s;
    const double now = 1;
    stage_set(&s, "full_calm@trigger:12", NULL, linkage);
    double *output = calloc(thaw_ensemble_outputs(&s.ensemble), sizeof *output);
    cr_assert_eq(thaw_ensemble_all(&now, output, &s.ensemble), THAW_OK);
    cr_assert(eq(dbl, output[THAW_ALL_NASH], -1));
    cr_assert(isnan(output[THAW_ALL_VALUE_FIRST]));
    free(output);
    stage_clear(&s);
}

/* docs/model.md, section 7.4: partial@grim holds at baseline, with partial effort everywhere, and
 * full_calm+delist@grim, with full effort in calm months. The search finds full effort in a crisis
 * too; the plan that it comes from holds when it is named. */
Test(search, finds_what_is_known_to_hold)
{
    stage s;
    const double now = 1;
    double output[THAW_SEARCH_OUTPUTS], named[THAW_EASIEST_OUTPUTS];
    stage_set(&s, "delist/none,delist/none,pressure/full,relief+delist/resume@grim", NULL, linkage);
    cr_assert_eq(thaw_ensemble_search(&now, output, &s.ensemble), THAW_OK);
    for (int t = 0; t < THAW_TENSIONS; t++)
        cr_assert(eq(dbl, output[t], 1), "%d", t);
    cr_assert(eq(dbl, output[THAW_TENSIONS + THAW_CALM], 1));
    cr_assert(eq(dbl, output[THAW_TENSIONS + THAW_CRISIS], 1));
    cr_assert(eq(dbl, output[THAW_AIMS], 1));
    cr_assert_eq(thaw_ensemble_easiest(&now, named, &s.ensemble), THAW_OK);
    cr_assert(eq(dbl, named[THAW_EASIEST_HOLDS], 1));
    stage_clear(&s);
}

/* At 100 points a month no effort is worth Beijing's while. */
Test(search, nothing_holds_where_it_costs_too_much)
{
    static const char *const keys[] = {"enforcement.cost_full", "enforcement.cost_partial"};
    stage s;
    const double dear[] = {100, 100};
    double output[THAW_SEARCH_OUTPUTS];
    stage_set(&s, "partial@grim", NULL, keys);
    cr_assert_eq(thaw_ensemble_search(dear, output, &s.ensemble), THAW_OK);
    for (int k = 0; k < THAW_SEARCH_OUTPUTS; k++)
        cr_assert(eq(dbl, output[k], 0), "%d", k);
    stage_clear(&s);
}

Test(search, contradictions_are_refused)
{
    static const char *const keys[] = {"monitoring.bad_none", "monitoring.mixed_none"};
    stage s;
    const double much[] = {0.8, 0.3};
    double output[THAW_SEARCH_OUTPUTS];
    stage_set(&s, "partial@grim", NULL, keys);
    cr_assert_eq(thaw_ensemble_search(much, output, &s.ensemble), THAW_ERANGE);
    stage_clear(&s);
}
