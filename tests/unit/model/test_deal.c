/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals: names to promises, promises to machines. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/deal.h"
#include "model/fentanyl.h"
#include "tests/support/deals.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

static thaw_scenario scenario;
static thaw_setting setting;

static void set_up(void)
{
    scenario = baseline();
    setting = setting_of(&scenario);
}

static void tear_down(void)
{
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

TestSuite(deal, .init = set_up, .fini = tear_down);

static void expect_pair(const thaw_deal *deal, const char *state, const char *us, const char *china)
{
    int s = thaw_game_find_state(setting.game, state);
    cr_assert_geq(s, 0);
    cr_assert_str_eq(thaw_game_action_name(setting.game, s, 0, deal->play[s * 2]), us);
    cr_assert_str_eq(thaw_game_action_name(setting.game, s, 1, deal->play[s * 2 + 1]), china);
}

static void expect_fault(const char *text, thaw_status status, const char *says, const char *help)
{
    thaw_deals deals = {0};
    thaw_fault fault = {0};
    cr_assert_eq(thaw_deals_read(&setting, text, &deals, &fault), status, "%s", text);
    cr_assert(strstr(fault.text, says), "%s: %s", text, fault.text);
    cr_assert(strstr(fault.help, help), "%s: %s", text, fault.help);
    cr_assert_eq(deals.count, 0);
    thaw_deals_clear(&deals);
}

Test(deal, full_calm_by_state)
{
    thaw_deals deals = deal_named(&setting, "full_calm@trigger:36");
    const thaw_deal *deal = &deals.items[0];
    expect_pair(deal, "calm", "relief", "full");
    expect_pair(deal, "calm+listed", "relief", "full");
    expect_pair(deal, "tense+listed", "steady", "partial");
    expect_pair(deal, "crisis", "steady", "none");
    expect_pair(deal, "tense+listed+frozen", "relief", "resume");
    cr_assert_float_eq(deal->punishment.months, 36, 0);
    char name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(deal, name, sizeof name);
    cr_assert_str_eq(name, "full_calm@trigger:36");
    thaw_deals_clear(&deals);
}

/* The listing in the bargain: announced while listed, the plan itself while not. */
Test(deal, delist_while_listed)
{
    thaw_deals deals = deal_named(&setting, "full_calm+delist@grim");
    expect_pair(&deals.items[0], "calm", "relief", "full");
    expect_pair(&deals.items[0], "calm+listed", "relief+delist", "full");
    expect_pair(&deals.items[0], "crisis+listed", "delist", "none");
    expect_pair(&deals.items[0], "calm+listed+frozen", "relief+delist", "resume");
    thaw_deals_clear(&deals);
}

Test(deal, four_pairs_make_a_plan)
{
    thaw_deals deals =
        deal_named(&setting, "relief/full,steady/partial,steady/none,relief/resume@trigger:2.5");
    thaw_deals named = deal_named(&setting, "full_calm@grim");
    cr_assert(thaw_deals_same_play(&setting, &deals.items[0], &named.items[0]));
    thaw_deals_clear(&named);
    named = deal_named(&setting, "partial@grim");
    cr_assert_not(thaw_deals_same_play(&setting, &deals.items[0], &named.items[0]));
    thaw_deals_clear(&named);
    thaw_deals_clear(&deals);
}

/* A promise that nobody can keep is refused, and the list is as it was. */
Test(deal, promises_of_actions_that_a_state_does_not_have)
{
    static const thaw_punishment grim = {THAW_GRIM, HUGE_VAL};
    static const int wrong[] = {-1, 7};
    thaw_deals deals = {0};
    thaw_fault fault;
    int *play = calloc((size_t)setting.game->states * 2, sizeof *play);
    cr_assert(play);
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        play[1] = wrong[k];
        cr_expect_eq(thaw_deals_add_play(&setting, "x", play, &grim, &deals, &fault), THAW_EARG);
        cr_expect(strstr(fault.text, "'x' promises what china does not have in state calm"), "%s",
                  fault.text);
    }
    free(play);
    thaw_plan plan = {0};
    for (int t = 0; t < THAW_TENSIONS; t++) {
        plan.open[t] = (thaw_pair){THAW_STEADY, THAW_STAY};
        plan.frozen[t] = (thaw_pair){THAW_STEADY, THAW_STAY};
    }
    cr_expect_eq(thaw_deals_add_named(&setting, "odd", &plan, &grim, &deals, &fault), THAW_EARG);
    cr_expect_eq(deals.count, 0);
    thaw_deals_clear(&deals);
}

Test(deal, plans_by_name_are_not_of_game_files)
{
    static const thaw_punishment grim = {THAW_GRIM, HUGE_VAL};
    thaw_setting file = {.game = setting.game};
    thaw_deals deals = {0};
    size_t count = 0;
    cr_expect_eq(thaw_deals_add_named(&file, "x", thaw_builtin_plans(&count), &grim, &deals, NULL),
                 THAW_EARG);
    thaw_deals_clear(&deals);
}

/* A punishment lasts a month or more, and only grim for ever. */
Test(deal, punishments_of_no_length)
{
    static const thaw_punishment wrong[] = {{THAW_TRIGGER, 0.999}, {THAW_TRIGGER, 0},
                                            {THAW_TRIGGER, -3},    {THAW_TRIGGER, NAN},
                                            {THAW_GRIM, NAN},      {THAW_TRIGGER, HUGE_VAL}};
    thaw_deals deals = {0};
    size_t count = 0;
    int *play = calloc((size_t)setting.game->states * 2, sizeof *play);
    cr_assert(play);
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        cr_expect_eq(thaw_deals_add_named(&setting, "x", thaw_builtin_plans(&count), &wrong[k],
                                          &deals, NULL),
                     THAW_ERANGE, "%zu", k);
        cr_expect_eq(thaw_deals_add_play(&setting, "x", play, &wrong[k], &deals, NULL), THAW_ERANGE,
                     "%zu", k);
    }
    cr_expect_eq(deals.count, 0);
    free(play);
    thaw_deals_clear(&deals);
}

Test(deal, without_a_punishment_the_five_are_meant)
{
    static const char *const expected[] = {"partial@trigger:3", "partial@trigger:6",
                                           "partial@trigger:12", "partial@trigger:36",
                                           "partial@grim"};
    thaw_deals deals = {0};
    cr_assert_eq(thaw_deals_read(&setting, "partial", &deals, NULL), THAW_OK);
    cr_assert_eq(deals.count, 5);
    for (size_t k = 0; k < 5; k++) {
        char name[THAW_DEAL_NAME_MAX];
        thaw_deal_format(&deals.items[k], name, sizeof name);
        cr_assert_str_eq(name, expected[k]);
    }
    thaw_deals_clear(&deals);
}

/* A tab between pairs is a space: a deal's name can be shown. Found by fuzzing. */
Test(deal, a_tab_between_pairs)
{
    char name[THAW_DEAL_NAME_MAX];
    thaw_deals deals = {0};
    cr_assert_eq(thaw_deals_read(&setting,
                                 "relief/full,\tsteady/full,steady/\tnone,relief/resume@grim",
                                 &deals, NULL),
                 THAW_OK);
    thaw_deal_format(&deals.items[0], name, sizeof name);
    cr_expect_str_eq(name, "relief/full, steady/full,steady/ none,relief/resume@grim");
    thaw_deals_clear(&deals);
}

/* Five plans, each with +delist, by five punishments; with the listing fixed +delist says nothing
 * new. */
Test(deal, the_standard_list)
{
    thaw_deals deals = {0};
    cr_assert_eq(thaw_deals_add_standard(&setting, &deals, NULL), THAW_OK);
    cr_assert_eq(deals.count, 50);
    cr_assert_str_eq(deals.items[0].plan, "full");
    cr_assert_str_eq(deals.items[5].plan, "full+delist");
    thaw_deals_clear(&deals);
    thaw_scenario fixed = baseline_with(SETS("listing.rule=fixed"));
    thaw_setting other = setting_of(&fixed);
    cr_assert_eq(thaw_deals_add_standard(&other, &deals, NULL), THAW_OK);
    cr_assert_eq(deals.count, 25);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&other);
    thaw_scenario_clear(&fixed);
}

Test(deal, what_is_wrong_is_said)
{
    expect_fault("", THAW_EPARSE, "not a deal", "PLAN@PUNISHMENT");
    expect_fault("@grim", THAW_EPARSE, "not a deal", "PLAN@PUNISHMENT");
    expect_fault("ful_calm@grim", THAW_EUNKNOWN, "no plan 'ful_calm'", "full_calm");
    expect_fault("zzzzzzzz@grim", THAW_EUNKNOWN, "no plan", "partial_pause");
    expect_fault("full@trigger:0", THAW_ERANGE, "trigger", "");
    expect_fault("relief/full@grim", THAW_EPARSE, "not a plan", "four pairs");
    expect_fault("relief/full,relief/full,relief/full,relief/resume,relief/full@grim", THAW_EPARSE,
                 "not a plan", "four pairs");
    expect_fault("relief/full,relief/full,relief/full,relief/resume,@grim", THAW_EPARSE,
                 "not a plan", "four pairs");
    expect_fault("relief/full,,relief/full,relief/resume@grim", THAW_EPARSE, "", "relief/full");
    expect_fault("full/relief,steady/none,steady/none,relief/resume@grim", THAW_EPARSE, "full",
                 "relief/full");
}

/* ---- keeping ---- */

static int signal_named(const char *name)
{
    for (int k = 0; k < setting.game->signals; k++)
        if (strcmp(setting.game->signal_name[k], name) == 0)
            return k;
    cr_assert_fail("there is no signal %s", name);
    return -1;
}

static bool keeps(const thaw_deal *deal, const char *state, const char *signal)
{
    return deal->keeps[thaw_game_find_state(setting.game, state) * setting.game->signals +
                       signal_named(signal)];
}

/* Full effort falls short at mixed and bad, partial at bad, none never; another stance or another
 * public move breaks the plan whatever was seen. */
Test(deal, which_signals_keep_to_the_plan)
{
    thaw_deals deals = deal_named(&setting, "full_calm@grim");
    const thaw_deal *deal = &deals.items[0];
    cr_assert(keeps(deal, "calm", "relief/good"));
    cr_assert_not(keeps(deal, "calm", "relief/mixed"));
    cr_assert_not(keeps(deal, "calm", "relief/bad"));
    cr_assert_not(keeps(deal, "calm", "steady/good"));
    cr_assert_not(keeps(deal, "calm", "relief/freeze"));
    cr_assert(keeps(deal, "tense", "steady/good"));
    cr_assert(keeps(deal, "tense", "steady/mixed"));
    cr_assert_not(keeps(deal, "tense", "steady/bad"));
    cr_assert(keeps(deal, "crisis", "steady/bad"));
    cr_assert_not(keeps(deal, "crisis", "pressure/bad"));
    cr_assert(keeps(deal, "calm+frozen", "relief/resume"));
    cr_assert_not(keeps(deal, "calm+frozen", "relief/stay"));
    thaw_deals_clear(&deals);
}

Test(deal, an_escape_clause_is_kept_by_freezing)
{
    thaw_deals deals =
        deal_named(&setting, "steady/partial,steady/partial,steady/freeze,relief/resume@grim");
    cr_assert(keeps(&deals.items[0], "crisis", "steady/freeze"));
    cr_assert_not(keeps(&deals.items[0], "crisis", "steady/good"));
    thaw_deals_clear(&deals);
}

/* ---- as a machine ---- */

Test(deal, trigger_returns_by_a_coin_and_grim_never)
{
    static const char *const names[] = {"partial@trigger:4", "partial@trigger:1", "partial@grim"};
    static const double back[] = {0.25, 1, 0};
    int calm = thaw_game_find_state(setting.game, "calm"), bad = signal_named("steady/bad"),
        good = signal_named("steady/good");
    for (int k = 0; k < 3; k++) {
        thaw_deals deals = deal_named(&setting, names[k]);
        thaw_machine *machine = NULL;
        cr_assert_eq(thaw_deal_machine(setting.game, &deals.items[0], &machine, NULL), THAW_OK);
        cr_assert_eq(machine->phases, 2);
        cr_assert_float_eq(thaw_machine_move(machine, 0, calm, good)[0], 1, 0);
        cr_assert_float_eq(thaw_machine_move(machine, 0, calm, bad)[1], 1, 0);
        cr_assert_float_eq(thaw_machine_move(machine, 1, calm, bad)[0], back[k], 0);
        cr_assert_float_eq(thaw_machine_move(machine, 1, calm, good)[1], 1 - back[k], 0);
        cr_assert_eq(thaw_machine_play(machine, 1, calm)[0], THAW_FREE);
        cr_assert_eq(thaw_machine_play(machine, 0, calm)[1], deals.items[0].play[calm * 2 + 1]);
        thaw_machine_free(machine);
        thaw_deals_clear(&deals);
    }
}

/* ---- game files ---- */

static thaw_setting of_game(int states)
{
    int counts[] = {2, 2, 2, 2, 2, 2};
    thaw_setting of;
    cr_assert_eq(thaw_setting_of_game(blank_game(2, states, counts, 0.5), 0, &of, NULL), THAW_OK);
    return of;
}

Test(deal, of_a_game_is_its_pairs)
{
    thaw_setting of = of_game(3);
    thaw_deals deals = deal_named(&of, "a0/a1@grim");
    static const int same[] = {0, 1, 0, 1, 0, 1}, each[] = {0, 1, 1, 1, 0, 0};
    cr_assert_arr_eq(deals.items[0].play, same, sizeof same);
    /* public actions: signal k is row k, and only the plan's own row keeps to it */
    for (int s = 0; s < 3; s++)
        for (int k = 0; k < 4; k++)
            cr_assert_eq(deals.items[0].keeps[s * 4 + k], k == 1);
    thaw_deals_clear(&deals);
    deals = deal_named(&of, "a0/a1,a1/a1,a0/a0@trigger:3");
    cr_assert_arr_eq(deals.items[0].play, each, sizeof each);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&of);
}

Test(deal, wrong_pairs_of_a_game)
{
    static const struct {
        const char *text;
        thaw_status status;
        const char *says;
    } cases[] = {{"a0/a1,a1/a1@grim", THAW_EPARSE, "2 pairs for 3 states"},
                 {"a0/b1@grim", THAW_EUNKNOWN, "no action 'b1'"},
                 {"a0@grim", THAW_EPARSE, "does not say what p1 plays"},
                 {"a0/a1/a0@grim", THAW_EPARSE, "more actions than there are players"},
                 {"a0/a1/@grim", THAW_EPARSE, "more actions than there are players"},
                 {"a0//a1@grim", THAW_EPARSE, "does not say what p1 plays"},
                 {"/a0/a1@grim", THAW_EPARSE, "does not say what p0 plays"},
                 {"a0/a1,,a0/a1@grim", THAW_EPARSE, "pair for state s1 is empty"},
                 {",a0/a1,@grim", THAW_EPARSE, "pair for state s0 is empty"},
                 {"a0/a1,a0/a1,a0/a1,@grim", THAW_EPARSE, "4 pairs for 3 states"}};
    thaw_setting of = of_game(3);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        thaw_deals deals = {0};
        thaw_fault fault = {0};
        cr_assert_eq(thaw_deals_read(&of, cases[k].text, &deals, &fault), cases[k].status, "%s",
                     cases[k].text);
        cr_assert(strstr(fault.text, cases[k].says), "%s: %s", cases[k].text, fault.text);
        thaw_deals_clear(&deals);
    }
    thaw_setting_clear(&of);
}

static void wrong_in(const thaw_setting *of, const char *text, thaw_status status, const char *says,
                     const char *help)
{
    thaw_deals deals = {0};
    thaw_fault fault = {0};
    cr_assert_eq(thaw_deals_read(of, text, &deals, &fault), status, "%s", text);
    cr_expect(strstr(fault.text, says), "%s: %s", text, fault.text);
    cr_expect(strstr(fault.help, help), "%s: %s", text, fault.help);
    thaw_deals_clear(&deals);
}

/* What separates actions and states cannot be part of an action's name in a plan. */
Test(deal, an_action_that_no_plan_can_name)
{
    thaw_setting of = of_game(1);
    wrong_in(&of, "a0/a1,@grim", THAW_EPARSE, "2 pairs for 1 state", "or one for all");
    thaw_game_name(&of.game->action_name[0][1], "a/b", NULL);
    wrong_in(&of, "a/b/a0@grim", THAW_EUNKNOWN, "no action 'a'", "'a/b', cannot be promised");
    thaw_game_name(&of.game->action_name[0][1], "x, y", NULL);
    wrong_in(&of, "x, y/a0@grim", THAW_EPARSE, "2 pairs", "'x, y', cannot be promised");
    thaw_setting_clear(&of);
}

/* A pair a state of a large game is read whole; what is too long is said to be. */
Test(deal, a_plan_may_be_long)
{
    enum { STATES = 100 };
    int counts[2 * STATES];
    for (int k = 0; k < 2 * STATES; k++)
        counts[k] = 2;
    thaw_setting of;
    cr_assert_eq(thaw_setting_of_game(blank_game(2, STATES, counts, 0.5), 0, &of, NULL), THAW_OK);
    char text[2 * THAW_DEAL_NAME_MAX] = "", name[THAW_DEAL_NAME_MAX];
    for (int s = 0; s < STATES; s++)
        strcat(text, s ? s % 2 ? ",a0/a1" : ",a1/a1" : "a1/a1");
    strcat(text, "@grim");
    thaw_deals deals = deal_named(&of, text);
    thaw_deal_format(&deals.items[0], name, sizeof name);
    cr_expect_str_eq(name, text);
    for (int s = 0; s < STATES; s++)
        cr_assert_eq(deals.items[0].play[2 * s], s % 2 ? 0 : 1);
    thaw_deals_clear(&deals);
    memset(text, 'a', THAW_DEAL_PLAN_MAX);
    text[THAW_DEAL_PLAN_MAX] = '\0';
    wrong_in(&of, text, THAW_ERANGE, "4096 bytes, and 4095 is the most", "meant for every state");
    memcpy(text + 79, "\xE2\x82\xAC", 3);
    wrong_in(&of, text, THAW_ERANGE, "aaa...' has", "");
    thaw_setting_clear(&of);
}
