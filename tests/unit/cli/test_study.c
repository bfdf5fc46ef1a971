/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/study. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "tests/support/studies.h"

Test(study, a_state_s_twin_differs_in_the_channel_only)
{
    thaw_study study;
    study_of("baseline partial@grim", &study);
    for (int s = 0; s < study.setting.game->states; s++) {
        int twin = thaw_study_twin(&study, s);
        cr_assert(ge(int, twin, 0));
        cr_expect(eq(int, thaw_study_twin(&study, twin), s));
        cr_expect(
            eq(int, study.setting.fentanyl_state[twin] / 2, study.setting.fentanyl_state[s] / 2));
    }
    thaw_study_clear(&study);
    study_of("scenarios/games/pd.json", &study);
    cr_expect(eq(int, thaw_study_twin(&study, 0), -1));
    thaw_study_clear(&study);
}

/* docs/model.md: 7.80 months begun in a calm, 7.89 in a tense, 8.62 in a crisis month, listed. */
Test(study, freezes_last_as_long_as_the_model_says)
{
    thaw_study study;
    study_of("baseline partial@grim", &study);
    static const struct {
        const char *state;
        double months;
    } cases[] = {{"calm+listed", 0},
                 {"calm+listed+frozen", 7.80},
                 {"tense+listed+frozen", 7.89},
                 {"crisis+listed+frozen", 8.62}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int s = 0; s < study.setting.game->states; s++)
            if (strcmp(study.setting.game->state_name[s], cases[i].state) == 0)
                cr_expect(epsilon_eq(dbl, study.freeze_months[s], cases[i].months, 0.005), "%s",
                          cases[i].state);
    thaw_study_clear(&study);
}

/* `patience` and `discount` move both sides' discount factors, of a scenario as of a game file. */
Test(study, dials_of_both_sides_turn_both)
{
    static const struct {
        const char *file, *dial;
        double value, discount[2];
    } cases[] = {
        {"baseline partial@grim", "patience", 2, {0.93, 0.98}},
        {"baseline partial@grim --set us.discount=0.99", "discount", 0.95, {0.95, 0.95}},
        {"scenarios/games/pd.json", "patience", 2, {0.5, 0.5}},
        {"scenarios/games/pd.json", "discount", 0.6, {0.6, 0.6}},
        {"scenarios/games/pd.json", "discount.2", 0.6, {0.75, 0.6}},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        thaw_study study, turned;
        thaw_dial dial;
        thaw_faults faults = {0};
        study_of(cases[k].file, &study);
        cr_assert(
            eq(int, thaw_dial_find(&study.setting, NULL, cases[k].dial, &dial, NULL), THAW_OK));
        cr_assert(
            eq(int, thaw_study_turn(&study, &dial, cases[k].value, &turned, &faults), THAW_OK),
            "%s", faults.count ? faults.items[0].text : "");
        for (int i = 0; i < 2; i++)
            cr_expect(
                epsilon_eq(dbl, turned.setting.game->discount[i], cases[k].discount[i], 1e-12));
        thaw_study_clear(&turned);
        thaw_study_clear(&study);
    }
}

/* The prices of docs/model.md with the listing fixed. */
Test(study, the_binding_departure_is_the_cheapest_of_all)
{
    thaw_study study;
    study_of("baseline partial_pressure@trigger:12 --set listing.rule=fixed", &study);
    int player = -1;
    bool more = true;
    const thaw_departure *d = thaw_study_binding(&study, study.answers, &player, &more);
    cr_assert(d != NULL);
    cr_expect(eq(int, player, THAW_CHINA));
    cr_expect(not(more));
    cr_expect(epsilon_eq(dbl, thaw_study_price(&study, player, d->loss), 0.792, 0.0005));
    cr_expect(epsilon_eq(dbl, thaw_study_price(&study, THAW_US, study.answers->breach[0].loss),
                         2.559, 0.0005));
    thaw_study_clear(&study);
}

/* full_calm at linkage 0: breaks at trigger:3, holds at grim (docs/model.md). */
Test(study, a_plan_holds_when_one_of_its_deals_does)
{
    thaw_study study;
    study_of("baseline full@grim --set leverage.linkage=0 --set listing.rule=fixed", &study);
    thaw_verdict verdict;
    cr_assert(eq(int, thaw_study_verdict(&study, "full_calm@trigger:3", &verdict, NULL), THAW_OK));
    cr_expect(eq(int, verdict, THAW_BREAKS));
    cr_assert(eq(int, thaw_study_verdict(&study, "full_calm", &verdict, NULL), THAW_OK));
    cr_expect(eq(int, verdict, THAW_HOLDS));
    cr_expect(ne(int, thaw_study_verdict(&study, "nonesuch", &verdict, NULL), THAW_OK));
    thaw_study_clear(&study);
}

/* What is perceived moves decisions; what is true is valued beside it. Lives that the US does not
 * credit are worth the more in truth, relief that China does not believe in too. */
Test(study, true_values_leave_out_gap_and_disbelief)
{
    thaw_study study;
    study_of("baseline partial_pressure@grim --set perception.gap_us=0.5", &study);
    cr_assert(study.misperceived);
    const double *seen = study.answers->values + study.setting.initial * 2;
    cr_expect(gt(dbl, study.true_value[0][THAW_US], seen[THAW_US] + 0.1));
    cr_expect(epsilon_eq(dbl, study.true_value[0][THAW_CHINA], seen[THAW_CHINA], 1e-12));
    thaw_study_clear(&study);
    study_of("baseline full_calm@grim --set relief.disbelief=0.5", &study);
    seen = study.answers->values + study.setting.initial * 2;
    cr_expect(gt(dbl, study.true_value[0][THAW_CHINA], seen[THAW_CHINA] + 0.01));
    cr_expect(epsilon_eq(dbl, study.true_value[0][THAW_US], seen[THAW_US], 1e-12));
    thaw_study_clear(&study);
    study_of("baseline partial@grim", &study);
    cr_expect(not(study.misperceived));
    thaw_study_clear(&study);
}

Test(study, an_outcome_short_of_convergence_is_a_fault)
{
    thaw_fault fault;
    thaw_markov_result result = {.outcome = THAW_OUTCOME_TIME_LIMIT, .steps = 7};
    cr_expect(eq(int, thaw_study_outcome(&result, "what was sought", &fault), THAW_ETIME));
    cr_expect(strstr(fault.text, "what was sought was not found") != NULL, "%s", fault.text);
    result.outcome = THAW_OUTCOME_INTERRUPTED;
    cr_expect(eq(int, thaw_study_outcome(&result, "it", &fault), THAW_EINTERRUPT));
    result.outcome = THAW_OUTCOME_CONVERGED;
    cr_expect(eq(int, thaw_study_outcome(&result, "it", &fault), THAW_OK));
}
