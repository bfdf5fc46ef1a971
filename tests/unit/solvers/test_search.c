/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search over plans: what it covers, what it finds, how it stops. */
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

#include "solvers/clock.h"
#include "solvers/search.h"
#include "tests/support/deals.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

typedef struct subject {
    thaw_scenario scenario;
    thaw_setting setting;
    thaw_no_deal no_deal;
} subject;

static void subject_of(const char *const *sets, subject *s)
{
    s->scenario = baseline_with(sets);
    s->setting = setting_of(&s->scenario);
    cr_assert_eq(thaw_no_deal_solve(&s->setting, NULL, &s->no_deal, NULL), THAW_OK);
}

static void subject_clear(subject *s)
{
    thaw_no_deal_clear(&s->no_deal);
    thaw_setting_clear(&s->setting);
    thaw_scenario_clear(&s->scenario);
}

static size_t seen_done, seen_total;

static void look_on(size_t done, size_t total, void *context)
{
    (void)context;
    cr_assert(done > seen_done && done <= total);
    seen_done = done;
    seen_total = total;
}

/* A month without discounting has no tomorrow: punishments are all alike, a deal holds when its
 * pairs are equilibria of the month, and the search is quick. 9^3 plans, two for a frozen channel,
 * five punishments, and no +delist while the listing is fixed. */
Test(search, without_a_tomorrow_only_the_month_counts)
{
    subject s;
    subject_of(SETS("us.discount=0", "china.discount=0", "listing.rule=fixed"), &s);
    thaw_search found;
    seen_done = 0;
    cr_assert_eq(
        thaw_search_plans(&s.setting, &s.no_deal, NULL, 0, NULL, 0, look_on, NULL, &found, NULL),
        THAW_OK);
    cr_assert_eq(found.outcome, THAW_OUTCOME_CONVERGED);
    cr_assert_eq(found.searched, 729 * 2 * 5);
    cr_assert(seen_done == seen_total && seen_total == found.searched);
    /* relief and steady cost more than pressure brings in every month, so no plan of a soft stance
     * while frozen holds */
    cr_assert_eq(found.deals.count, 0);
    cr_assert_eq(found.best.nash, THAW_NO_DEAL_BEST);
    thaw_search_clear(&found);
    subject_clear(&s);
}

/* Without a tomorrow no punishment deters, harshest no more than another: what the standard
 * punishments leave undone, those that are named leave too, each plan once under each. With one, of
 * the plans that hold under grim if effort is seen none breaks under harshest. */
Test(search, the_punishments_that_are_named)
{
    static const thaw_punishment asked[] = {{THAW_HARSHEST, HUGE_VAL}, {THAW_TRIGGER, 5}};
    subject s;
    subject_of(SETS("us.discount=0", "china.discount=0", "listing.rule=fixed"), &s);
    thaw_search found;
    cr_assert_eq(
        thaw_search_plans(&s.setting, &s.no_deal, asked, 2, NULL, 1, NULL, NULL, &found, NULL),
        THAW_OK);
    cr_assert_eq(found.searched, 729 * 2 * 2);
    cr_assert_eq(found.deals.count, 0);
    thaw_search_clear(&found);
    subject_clear(&s);
    subject_of(SETS("listing.rule=fixed", "us.discount=0.8", "china.discount=0.8",
                    "monitoring.kind=perfect"),
               &s);
    const thaw_punishment grim = {THAW_GRIM, HUGE_VAL};
    thaw_search seen;
    cr_assert_eq(
        thaw_search_plans(&s.setting, &s.no_deal, asked, 1, NULL, 1, NULL, NULL, &found, NULL),
        THAW_OK);
    cr_assert_eq(
        thaw_search_plans(&s.setting, &s.no_deal, &grim, 1, NULL, 1, NULL, NULL, &seen, NULL),
        THAW_OK);
    cr_assert(seen.deals.count > 0 && found.deals.count >= seen.deals.count, "%zu, %zu",
              seen.deals.count, found.deals.count);
    for (size_t j = 0, k = 0; j < seen.deals.count; j++, k++) {
        while (k < found.deals.count &&
               strcmp(found.deals.items[k].plan, seen.deals.items[j].plan) != 0)
            k++;
        cr_assert(k < found.deals.count, "%s holds under grim, not under harshest",
                  seen.deals.items[j].plan);
        cr_assert_eq(found.deals.items[k].punishment.kind, THAW_HARSHEST);
    }
    thaw_search_clear(&seen);
    thaw_search_clear(&found);
    subject_clear(&s);
}

static volatile int stop;

static void stop_it(size_t done, size_t total, void *context)
{
    (void)done, (void)total, (void)context;
    stop = 1;
}

/* Stopped after its first batch it says so, and has what was found by then. */
Test(search, stops_when_told)
{
    subject s;
    subject_of(SETS("listing.rule=fixed"), &s);
    thaw_markov_settings settings = {.stop = &stop};
    thaw_search found;
    stop = 0;
    cr_assert_eq(thaw_search_plans(&s.setting, &s.no_deal, NULL, 0, &settings, 0, stop_it, NULL,
                                   &found, NULL),
                 THAW_OK);
    cr_assert_eq(found.outcome, THAW_OUTCOME_INTERRUPTED);
    cr_assert(found.searched > 0 && found.searched < 729 * 2 * 5);
    for (size_t k = 0; k < found.deals.count; k++)
        cr_assert_eq(found.answers[k].verdict, THAW_HOLDS);
    thaw_search_clear(&found);
    stop = 1;
    cr_assert_eq(
        thaw_search_plans(&s.setting, &s.no_deal, NULL, 0, &settings, 1, NULL, NULL, &found, NULL),
        THAW_OK);
    cr_assert_eq(found.outcome, THAW_OUTCOME_INTERRUPTED);
    cr_assert_eq(found.searched, 0);
    thaw_search_clear(&found);
    subject_clear(&s);
}

/* Deals that the time limit cut short count neither as searched nor as undecided; every deal of
 * this search is decided when it has the time. */
Test(search, what_time_cut_short_was_not_searched)
{
    subject s;
    subject_of(SETS("listing.rule=fixed"), &s);
    thaw_search found;
    thaw_markov_settings settings = {.deadline = thaw_clock() + 0.1};
    cr_assert_eq(
        thaw_search_plans(&s.setting, &s.no_deal, NULL, 0, &settings, 1, NULL, NULL, &found, NULL),
        THAW_OK);
    cr_assert_eq(found.outcome, THAW_OUTCOME_TIME_LIMIT);
    cr_assert(found.searched < 512, "the first batch was finished in time: %zu", found.searched);
    cr_assert_eq(found.undecided, 0);
    thaw_search_clear(&found);
    subject_clear(&s);
}

Test(search, a_game_file_has_no_plans_by_tension)
{
    thaw_setting setting;
    thaw_search found;
    thaw_fault fault;
    cr_assert_eq(thaw_setting_of_game(one_state_game(1, (int[]){2}, (double[]){0, 1}, 0.5), 0,
                                      &setting, NULL),
                 THAW_OK);
    cr_assert_eq(thaw_search_plans(&setting, NULL, NULL, 0, NULL, 1, NULL, NULL, &found, &fault),
                 THAW_EARG);
    cr_assert(strstr(fault.text, "scenarios"));
    thaw_setting_clear(&setting);
}
