/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/expectations: each kind of expectation, met and not met. What the baseline answers
 * is what `thaw solve baseline` shows in README.md: full_calm breaks under all five punishments and
 * full_calm+delist holds under grim alone, partial holds under grim alone, the best deals, no
 * effort and 7.8 months with no deal. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "cli/expectations.h"
#include "tests/support/studies.h"

static void find_in(const char *line, thaw_study *study, thaw_findings *findings)
{
    study_of(line, study);
    cr_assert(eq(int, thaw_findings_find(study, findings, NULL), THAW_OK), "%s", line);
}

static void leave(thaw_study *study, thaw_findings *findings)
{
    thaw_findings_clear(findings);
    thaw_study_clear(study);
}

struct expected_case {
    const char *set, *found, *asked;
    thaw_agreement agreement;
};

static const struct expected_case cases[] = {
    {"full_calm=breaks", "breaks", "full_calm to break", THAW_AGREES},
    {"full_calm+delist=holds", "holds", "full_calm+delist to hold", THAW_AGREES},
    {"partial=holds", "holds", "partial to hold", THAW_AGREES},
    {"partial@grim=breaks", "holds", "partial@grim to break", THAW_DISAGREES},
    {"partial@trigger:36=holds", "breaks", "partial@trigger:36 to hold", THAW_DISAGREES},
    {"partial@trigger:24=breaks", "breaks", "partial@trigger:24 to break", THAW_AGREES},
    {"best_us=full_calm+delist", "full_calm+delist@grim", "full_calm+delist to be best for the US",
     THAW_AGREES},
    {"best_us=full_calm+delist@trigger:36", "full_calm+delist@grim",
     "full_calm+delist@trigger:36 to be best for the US", THAW_DISAGREES},
    {"best_china=partial_pressure+delist@trigger:3", "partial_pressure+delist@trigger:3",
     "partial_pressure+delist@trigger:3 to be best for China", THAW_AGREES},
    {"best_china=none", "partial_pressure+delist@trigger:3", "none to be best for China",
     THAW_DISAGREES},
    {"effort=partial", "partial", "partial effort", THAW_AGREES},
    {"effort=none", "partial", "no effort", THAW_DISAGREES},
    {"freeze_months=7..8", "7.8 months", "a freeze of 7..8 months", THAW_AGREES},
    {"freeze_months=12..18", "7.8 months", "a freeze of 12..18 months", THAW_DISAGREES},
};
enum { CASES = sizeof cases / sizeof *cases };

/* One study of the baseline with the expectations put into it one after the other. */
Test(expectations, each_kind_is_compared_with_what_is_found)
{
    thaw_study study;
    study_of("baseline", &study);
    for (size_t k = 0; k < CASES; k++) {
        const struct expected_case *c = &cases[k];
        char key[THAW_KEY_MAX];
        const char *equals = strchr(c->set, '=');
        thaw_findings findings;
        snprintf(key, sizeof key, "%.*s", (int)(equals - c->set), c->set);
        study.subject.scenario.expectation_count = 0;
        cr_assert(
            eq(int, thaw_scenario_expect(&study.subject.scenario, key, equals + 1, NULL), THAW_OK));
        cr_assert(eq(int, thaw_findings_find(&study, &findings, NULL), THAW_OK), "%s", c->set);
        cr_assert(eq(sz, findings.count, 1));
        cr_expect(eq(str, findings.items[0].key, key));
        cr_expect(eq(str, findings.items[0].found, (char *)c->found), "%s", c->set);
        cr_expect(eq(str, findings.items[0].asked, (char *)c->asked), "%s", c->set);
        cr_expect(eq(int, (int)findings.items[0].agreement, (int)c->agreement), "%s", c->set);
        cr_expect(eq(sz, findings.of[c->agreement], 1), "%s", c->set);
        thaw_findings_clear(&findings);
    }
    thaw_study_clear(&study);
}

/* Which deals a study was asked about changes none of what is best: no deal by name, one that holds
 * and is not the best, one that breaks (partial@trigger:24 above). */
Test(expectations, the_best_is_looked_for_among_all_standard_deals)
{
    static const char *const lines[] = {"baseline", "baseline partial@grim",
                                        "baseline partial@trigger:24",
                                        "baseline full_calm+delist@grim partial@trigger:7"};
    static const char *const expected[][2] = {{"best_us", "full_calm+delist@grim"},
                                              {"best_china", "partial_pressure+delist@trigger:3"},
                                              {"effort", "partial"}};
    for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) {
        thaw_study study;
        thaw_findings findings;
        study_of(lines[k], &study);
        for (size_t e = 0; e < 3; e++)
            cr_assert(eq(
                int,
                thaw_scenario_expect(&study.subject.scenario, expected[e][0], expected[e][1], NULL),
                THAW_OK));
        cr_assert(eq(int, thaw_findings_find(&study, &findings, NULL), THAW_OK));
        cr_expect(eq(sz, findings.of[THAW_AGREES], findings.count), "%s", lines[k]);
        for (size_t e = 0; e < 3; e++)
            cr_expect(eq(str, findings.items[findings.count - 3 + e].found, (char *)expected[e][1]),
                      "%s", lines[k]);
        leave(&study, &findings);
    }
}

/* In an election year no deal holds: nothing is best, and effort is that of no deal. */
Test(expectations, without_a_deal_that_holds)
{
    thaw_study study;
    thaw_findings findings;
    find_in("baseline --set election.year=yes --set expect.best_us=none --set expect.effort=none "
            "--set expect.best_china=partial",
            &study, &findings);
    cr_expect(eq(str, findings.items[0].found, "none"));
    cr_expect(eq(int, (int)findings.items[0].agreement, THAW_AGREES));
    cr_expect(eq(str, findings.items[1].found, "none"));
    cr_expect(eq(int, (int)findings.items[1].agreement, THAW_AGREES));
    cr_expect(eq(int, (int)findings.items[2].agreement, THAW_DISAGREES));
    leave(&study, &findings);
}

/* No summit, nobody who pays: a freeze never ends, and no length that was expected is met. */
Test(expectations, a_freeze_that_never_ends)
{
    thaw_study study;
    thaw_findings findings;
    find_in("baseline partial@grim --set freeze.summit=0 --set freeze.resume_alone=0 "
            "--set relief.cost_us_calm=50 --set relief.cost_us_tense=50 "
            "--set relief.cost_us_crisis=50",
            &study, &findings);
    cr_expect(eq(int, isinf(thaw_freeze_found(&study)) != 0, 1));
    thaw_findings_clear(&findings);
    cr_assert(eq(int,
                 thaw_scenario_expect(&study.subject.scenario, "freeze_months", "12..18", NULL),
                 THAW_OK));
    cr_assert(eq(int, thaw_findings_find(&study, &findings, NULL), THAW_OK));
    cr_expect(eq(str, findings.items[0].found, "forever"));
    cr_expect(eq(int, (int)findings.items[0].agreement, THAW_DISAGREES));
    leave(&study, &findings);
}

/* Effort is asked of an open month, a freeze's length of a frozen one, wherever the scenario
 * begins. */
Test(expectations, the_first_month_may_be_frozen)
{
    thaw_study open, frozen;
    study_of("baseline partial@grim", &open);
    study_of("baseline partial@grim --set initial.channel=frozen", &frozen);
    cr_expect(eq(str, (char *)thaw_effort_found(&open), "partial"));
    cr_expect(eq(str, (char *)thaw_effort_found(&frozen), "partial"));
    cr_expect(epsilon_eq(dbl, thaw_freeze_found(&open), thaw_freeze_found(&frozen), 1e-9));
    thaw_study_clear(&open);
    thaw_study_clear(&frozen);
}

Test(expectations, remarks_are_not_compared)
{
    thaw_study study;
    thaw_findings findings;
    find_in("baseline partial@grim --set expect.said=much --set expect.why=because", &study,
            &findings);
    const thaw_scenario *scenario = study.setting.scenario;
    cr_expect(eq(sz, findings.count, 0));
    cr_expect(eq(str, (char *)thaw_expectation_text(scenario, "said"), "much"));
    cr_expect(eq(str, (char *)thaw_expectation_text(scenario, "why"), "because"));
    cr_expect(eq(ptr, (void *)thaw_expectation_text(scenario, "effort"), NULL));
    leave(&study, &findings);
}

/* A game file has no expectations. */
Test(expectations, of_a_game)
{
    thaw_study study;
    thaw_findings findings;
    find_in("scenarios/games/pd.json cooperate/cooperate@grim", &study, &findings);
    cr_expect(eq(sz, findings.count, 0));
    leave(&study, &findings);
}
