/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/story: every kind of sentence, on a study that calls for it. Costs of departing are
 * slacks of docs/model.md section 8 divided by 1 - discount. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "cli/story.h"
#include "tests/support/studies.h"

static char buffer[THAW_STORY_MAX];

static void expect(const char *found, const char *expected)
{
    cr_expect(eq(str, (char *)found, (char *)expected));
}

static void expect_part(const char *found, const char *part)
{
    cr_expect(strstr(found, part) != NULL, "'%s' is not in: %s", part, found);
}

/* ---- no deal ---- */

Test(story, no_deal_from_an_open_channel)
{
    thaw_study study;
    study_of("baseline partial@grim", &study);
    expect(
        thaw_story_no_deal(&study, buffer),
        "No deal: in a calm month on the list Washington presses and Beijing makes no effort. A "
        "freeze that begins then lasts 7.8 months on average, each side waiting for the other to "
        "move first.");
    thaw_study_clear(&study);
}

Test(story, no_deal_from_a_frozen_channel)
{
    thaw_study study;
    study_of("baseline partial@grim --set initial.channel=frozen", &study);
    expect(thaw_story_no_deal(&study, buffer),
           "No deal: the freeze lasts 7.8 months on average, each side waiting for the other to "
           "move first; once talks reopen, in a calm month on the list Washington presses and "
           "Beijing makes no effort.");
    thaw_study_clear(&study);
}

/* A plan's deals need not stand together, in order or once. */
Test(story, plans_are_told_apart_in_any_order_of_deals)
{
    static const char *const plans[] = {"full_calm", "partial"};
    thaw_study tidy, mixed;
    char other[THAW_STORY_MAX];
    study_of("baseline full_calm@trigger:3 full_calm@grim partial@trigger:3 partial@grim", &tidy);
    study_of("baseline partial@grim full_calm@grim partial@trigger:3 full_calm@trigger:3 "
             "partial@trigger:3",
             &mixed);
    for (size_t k = 0; k < 2; k++)
        expect(thaw_story_plan(&mixed, plans[k], buffer), thaw_story_plan(&tidy, plans[k], other));
    expect_part(other, "holds, of the punishments tried, only if a single lapse");
    thaw_study_clear(&tidy);
    thaw_study_clear(&mixed);
}

/* In a listed crisis China offers to resume for certain: only the US holds out (docs/model.md). */
Test(story, no_deal_does_not_claim_that_both_wait)
{
    thaw_study study;
    study_of("baseline partial@grim --set initial.channel=frozen --set initial.tension=crisis",
             &study);
    thaw_story_no_deal(&study, buffer);
    expect_part(buffer, "the freeze lasts 8.6 months on average; once talks reopen");
    thaw_study_clear(&study);
}

Test(story, no_deal_in_a_freeze_that_never_ends)
{
    thaw_study study;
    study_of("baseline partial@grim --set initial.channel=frozen", &study);
    study.freeze_months[study.setting.initial] = INFINITY;
    expect(thaw_story_no_deal(&study, buffer), "No deal: the freeze never ends.");
    thaw_study_clear(&study);
    study_of("baseline partial@grim", &study);
    study.freeze_months[thaw_story_state(&study, true)] = INFINITY;
    expect_part(thaw_story_no_deal(&study, buffer), "A freeze that begins then never ends.");
    thaw_study_clear(&study);
}

Test(story, no_deal_of_a_game_file_speaks_of_its_players)
{
    thaw_study study;
    study_of("scenarios/games/two-state-pd.json", &study);
    expect(thaw_story_no_deal(&study, buffer),
           "No deal: in poor one plays defect and two plays defect.");
    thaw_study_clear(&study);
}

/* ---- plans ---- */

struct plan_case {
    const char *line, *plan, *sentence;
};

Test(story, plans_hold_break_and_say_why)
{
    static const struct plan_case cases[] = {
        /* -0.0068/(1 - 0.99) */
        {"baseline full_calm@grim", "full_calm",
         "Full effort for relief in calm months (full_calm) breaks if a single lapse ends it for "
         "good: in a calm month on the list China gains US$ 0.68 bn by slipping to partial "
         "effort."},
        /* 0.0079/(1 - 0.99) */
        {"baseline partial_pressure@trigger:12", "partial_pressure",
         "Partial effort, with none and pressure in a crisis (partial_pressure) holds if a lapse "
         "is met by 12 months of punishment on average. The cheapest departure: in a tense month "
         "on the list China would lose US$ 0.79 bn by making no effort."},
        /* 0.0013/(1 - 0.99) */
        {"baseline full_calm+delist@grim", "full_calm+delist",
         "Full effort for relief in calm months, and delisting (full_calm+delist) holds if a "
         "single lapse ends it for good. The cheapest departure: in a calm month off the list "
         "China would lose US$ 0.13 bn by slipping to partial effort."},
        /* 0.0065/(1 - 0.99), and its milder neighbours break */
        {"baseline partial", "partial",
         "Partial effort for no new pressure, always (partial) holds, of the punishments tried, "
         "only if a single lapse ends it for good. At trigger:36 it breaks: in a crisis month on "
         "the list China gains US$ 0.10 bn by making no effort."},
        {"baseline partial_pressure@trigger:1", "partial_pressure",
         "Partial effort, with none and pressure in a crisis (partial_pressure) breaks if a "
         "lapse is met by 1 month of punishment: in a frozen crisis month off the list the US "
         "gains US$ 0.82 bn by turning to pressure."},
        /* 17 = 18 - 1: three quarters of a future that loses 9 - 3 a month, against 10 - 9 */
        {"scenarios/games/pd.json cooperate/cooperate@grim", "cooperate/cooperate",
         "cooperate/cooperate holds if a single lapse ends it for good. The cheapest departure: "
         "in stage one would lose 17.00 points by playing defect in place of cooperate."},
        {"scenarios/games/pd.json cooperate/cooperate", "cooperate/cooperate",
         "cooperate/cooperate holds under every punishment tried."},
        /* full_calm is tied at linkage 0 when the listing is fixed (docs/model.md) */
        {"baseline full_calm@grim --set leverage.linkage=0 --set listing.rule=fixed", "full_calm",
         "Full effort for relief in calm months (full_calm) holds if a single lapse ends it for "
         "good. The cheapest departure: in a crisis month China would lose nothing by making a "
         "partial effort. It is a tie: some departure costs exactly nothing."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        thaw_study study;
        study_of(cases[i].line, &study);
        expect(thaw_story_plan(&study, cases[i].plan, buffer), cases[i].sentence);
        thaw_study_clear(&study);
    }
}

Test(story, plans_that_delisting_saves)
{
    thaw_study study;
    study_of("baseline", &study);
    expect_part(
        thaw_story_plan(&study, "full_calm", buffer),
        " breaks even if a single lapse ends it for good: in a calm month on the list China "
        "gains US$ 0.68 bn by slipping to partial effort. With delisting in the bargain it holds "
        "if a single lapse ends it for good.");
    thaw_study_clear(&study);
}

/* Which punishments hold is listed: harsher is not always better. */
Test(story, plans_that_break_when_punished_harder)
{
    thaw_study study;
    study_of("2019-class-scheduling", &study);
    thaw_story_plan(&study, "full_calm", buffer);
    expect_part(buffer, " holds if a lapse is met by 6 or 12 months of punishment on average. At "
                        "trigger:3 it breaks: ");
    expect_part(buffer, " At trigger:36 it breaks too, asking too little: in a tense month China "
                        "gains US$ 0.10 bn by making a full effort.");
    thaw_study_clear(&study);
    study_of("2023-woodside-deal", &study);
    expect_part(
        thaw_story_plan(&study, "full_calm", buffer),
        " holds if a lapse is met by 36 months of punishment on average or ends it for good. At "
        "trigger:12 it breaks: ");
    thaw_study_clear(&study);
}

Test(story, plans_that_break_least_when_punished_mildly)
{
    thaw_study study;
    study_of("2023-impasse", &study);
    expect_part(thaw_story_plan(&study, "talks_first", buffer),
                "talks_first (steady/partial in calm and tense months, steady/none in crises; "
                "while frozen steady/resume) breaks under every punishment tried. It comes "
                "nearest at trigger:3: ");
    thaw_study_clear(&study);
}

/* A reader of the answer alone must learn what the best deal asks for. */
Test(story, a_plan_of_the_scenario_is_explained_once)
{
    thaw_study study;
    study_of("2023-woodside-deal partial_pause@grim institute_for_effort@grim "
             "institute_for_effort+delist@trigger:12",
             &study);
    static const char pairs[] =
        " (relief/full in calm months, relief/partial in tense ones, steady/none in crises)";
    const char *text = thaw_story_best(&study, buffer);
    const char *first = strstr(text, pairs);
    cr_assert(first != NULL, "%s", text);
    cr_expect(strstr(first + 1, pairs) == NULL, "%s", text);
    thaw_study_clear(&study);
}

Test(story, plans_that_are_undecided)
{
    thaw_study study;
    study_of("baseline full_calm@trigger:36 full_calm@grim", &study);
    study.answers[1].verdict = THAW_UNDECIDED;
    expect(thaw_story_plan(&study, "full_calm", buffer),
           "Full effort for relief in calm months (full_calm) holds under no punishment for "
           "certain. At grim it is undecided.");
    study.answers[0].verdict = THAW_HOLDS;
    expect_part(thaw_story_plan(&study, "full_calm", buffer),
                " holds if a lapse is met by 36 months of punishment on average. At grim it is "
                "undecided.");
    thaw_study_clear(&study);
    study_of("baseline full_calm@grim", &study);
    study.answers[0].verdict = THAW_UNDECIDED;
    expect_part(
        thaw_story_plan(&study, "full_calm", buffer),
        " is undecided: what departing costs is smaller than the error of the computation.");
    thaw_study_clear(&study);
}

Test(story, nothing_is_said_of_a_plan_that_was_not_tried)
{
    thaw_study study;
    study_of("baseline partial@grim", &study);
    expect(thaw_story_plan(&study, "full", buffer), "");
    thaw_study_clear(&study);
}

/* ---- the best ---- */

Test(story, best_deals_are_said_once_each)
{
    thaw_study study;
    study_of("baseline full@grim partial@grim", &study);
    expect_part(thaw_story_best(&study, buffer),
                "Best for both, and by the Nash product: partial@grim. Beyond no deal it is "
                "worth US$ 0.29 bn a month to the US and US$ 0.13 bn to China. A lapse is "
                "punished thus: in a calm month on the list Washington presses and Beijing makes "
                "no effort; both would rather return to the plan at once.");
    thaw_study_clear(&study);
    study_of("2024-three-precursors", &study);
    expect_part(thaw_story_best(&study, buffer),
                "Best for the US: full_calm+delist@grim. Best for China, and by the Nash "
                "product: partial_pressure+delist@trigger:3. Beyond");
    thaw_study_clear(&study);
}

Test(story, a_single_deal_is_not_called_the_best)
{
    thaw_study study;
    study_of("baseline partial@grim", &study);
    expect_part(thaw_story_best(&study, buffer), "Beyond no deal it is worth US$ 0.29 bn a month");
    cr_expect(eq(ptr, strstr(buffer, "Best"), NULL));
    thaw_study_clear(&study);
    study_of("baseline full@grim", &study);
    expect(thaw_story_best(&study, buffer), "");
    thaw_study_clear(&study);
}

/* In the game of three c gets 2 when a and b do not match, 0 when they do; with no deal each mixes
 * evenly, so c gets 1, and any deal in which they match costs it that. */
Test(story, why_there_is_no_best)
{
    thaw_study study;
    study_of("2023-impasse", &study);
    expect(thaw_story_best(&study, buffer), "None of the 60 deals tried holds.");
    thaw_study_clear(&study);
    study_of("tests/cli/show_game_of_three/game.json l/l/stay@grim", &study);
    expect(thaw_story_best(&study, buffer),
           "The one deal that holds leaves a side worse off than no deal.");
    thaw_study_clear(&study);
    study_of("tests/cli/show_game_of_three/game.json l/l/stay r/r/stay@grim", &study);
    expect(thaw_story_best(&study, buffer),
           "6 deals hold, but each leaves a side worse off than no deal.");
    thaw_study_clear(&study);
}

/* ---- a deal is needed ---- */

Test(story, what_could_be_named_exists)
{
    static const char *const lines[] = {"2023-impasse", "scenarios/games/two-state-pd.json",
                                        "tests/cli/show_game_of_three/game.json"};
    static const char *const named[] = {"partial_pressure@grim", "defect/defect,defect/defect@grim",
                                        "l/l/stay@grim"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        thaw_study study;
        study_of(lines[i], &study);
        thaw_fault fault;
        char expected[256];
        snprintf(expected, sizeof expected, "as in thaw why FILE %s", named[i]);
        cr_expect(eq(int, thaw_story_name_one(&study, "why", "FILE", &fault), THAW_EARG));
        expect(fault.help, expected);
        thaw_deals deals = {0};
        cr_expect(eq(int, thaw_deals_read(&study.setting, named[i], &deals, NULL), THAW_OK));
        thaw_deals_clear(&deals);
        thaw_study_clear(&study);
    }
}
