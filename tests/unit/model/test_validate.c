/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The faults of a whole scenario. */
#include "model/scenario.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A complete and valid scenario: every number at its lowest bound but where that is negative, every
 * word the first. All chances are then 0. */
static void fill(thaw_scenario *scenario)
{
    thaw_scenario_init(scenario);
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; k < count; k++)
        *thaw_parameter_in(&rows[k], &scenario->values) = rows[k].low < 0 ? 0 : rows[k].low;
}

/* Validates, expects exactly that one fault, and clears. */
static void expect_one(thaw_scenario *scenario, thaw_status status, const char *key,
                       const char *text, const char *help)
{
    thaw_faults faults = {0};
    cr_assert(eq(int, thaw_scenario_validate(scenario, &faults), status), "%s", text);
    cr_assert(eq(sz, faults.count, 1), "%s", text);
    cr_assert(eq(int, faults.items[0].status, status), "%s", text);
    cr_assert(eq(str, faults.items[0].key, (char *)key));
    cr_assert(eq(str, faults.items[0].text, (char *)text));
    cr_assert(eq(str, faults.items[0].help, (char *)help));
    thaw_faults_clear(&faults);
    thaw_scenario_clear(scenario);
}

static void expect_none(thaw_scenario *scenario)
{
    thaw_faults faults = {0};
    thaw_status status = thaw_scenario_validate(scenario, &faults);
    cr_assert(eq(int, status, THAW_OK), "%s", faults.count ? faults.items[0].text : "");
    cr_assert(eq(sz, faults.count, 0));
    thaw_faults_clear(&faults);
    thaw_scenario_clear(scenario);
}

Test(validate, a_complete_scenario_has_no_faults)
{
    thaw_scenario scenario;
    fill(&scenario);
    expect_none(&scenario);
}

Test(validate, one_value_not_set)
{
    thaw_scenario scenario;
    fill(&scenario);
    scenario.values.economy_weakness = (double)NAN;
    expect_one(&scenario, THAW_EMISSING, "economy.weakness", "economy.weakness is not set",
               "start with extends = baseline.ini");
}

Test(validate, five_values_not_set_are_five_faults)
{
    thaw_scenario scenario;
    thaw_faults faults = {0};
    fill(&scenario);
    scenario.values.initial_tension = scenario.values.initial_listed = (double)NAN;
    scenario.values.initial_channel = scenario.values.us_discount = (double)NAN;
    scenario.values.monitoring_mixed_full = (double)NAN;
    cr_assert(eq(int, thaw_scenario_validate(&scenario, &faults), THAW_EMISSING));
    cr_assert(eq(sz, faults.count, 5));
    cr_assert(eq(str, faults.items[4].text, "monitoring.mixed_full is not set"));
    thaw_faults_clear(&faults);
    thaw_scenario_clear(&scenario);
}

Test(validate, many_values_not_set_are_one_fault)
{
    thaw_scenario scenario;
    fill(&scenario);
    double *first = &scenario.values.initial_tension;
    for (int k = 0; k < 6; k++)
        first[k] = (double)NAN;
    expect_one(&scenario, THAW_EMISSING, "",
               "6 values are not set: initial.tension, initial.listed, initial.channel, "
               "us.discount, china.discount and 1 more",
               "start with extends = baseline.ini");
}

/* Readers refuse such values; a program may write into the struct. */
Test(validate, values_out_of_bounds)
{
    thaw_scenario scenario;
    fill(&scenario);
    scenario.values.economy_weakness = 11;
    expect_one(
        &scenario, THAW_ERANGE, "economy.weakness",
        "economy.weakness = 11 is outside [0, 10] (factor: China's economic weakness; scales "
        "relief, pressure and stability)",
        "");
    fill(&scenario);
    scenario.values.us_discount = HUGE_VAL;
    expect_one(&scenario, THAW_ERANGE, "us.discount",
               "us.discount = inf is outside [0, 0.9999] (per month: US discount factor)", "");
    fill(&scenario);
    scenario.values.initial_tension = 1.5;
    expect_one(&scenario, THAW_ERANGE, "initial.tension",
               "initial.tension = 1.5 is not the index of a word of calm|tense|crisis", "");
}

Test(validate, chances_of_one_whole)
{
    thaw_scenario scenario;
    fill(&scenario);
    scenario.values.tension_calm_to_tense = 0.9;
    scenario.values.tension_calm_to_crisis = 0.1; /* 1 but for rounding */
    scenario.values.tension_crisis_to_calm = 1;
    scenario.values.monitoring_bad_none = 1;
    scenario.values.tension_tense_to_calm = 1;
    scenario.values.tension_cooperation_calms = 1; /* takes what is left: nothing */
    expect_none(&scenario);
}

struct sum_case {
    char keys[2][40], text[112], help[112];
};

ParameterizedTestParameters(validate, sums)
{
    static struct sum_case cases[] = {
        {{"tension.calm_to_tense", "tension.calm_to_crisis"},
         "tension.calm_to_tense + tension.calm_to_crisis = 1.25 is more than 1",
         "they are chances of leaving calm: together at most 1"},
        {{"tension.tense_to_calm", "tension.tense_to_crisis"},
         "tension.tense_to_calm + tension.tense_to_crisis = 1.25 is more than 1",
         "they are chances of leaving tense: together at most 1"},
        {{"tension.crisis_to_calm", "tension.crisis_to_tense"},
         "tension.crisis_to_calm + tension.crisis_to_tense = 1.25 is more than 1",
         "they are chances of leaving crisis: together at most 1"},
        {{"monitoring.bad_none", "monitoring.mixed_none"},
         "monitoring.bad_none + monitoring.mixed_none = 1.25 is more than 1",
         "they are chances of the signals bad and mixed at effort none: together at most 1"},
        {{"monitoring.bad_partial", "monitoring.mixed_partial"},
         "monitoring.bad_partial + monitoring.mixed_partial = 1.25 is more than 1",
         "they are chances of the signals bad and mixed at effort partial: together at most 1"},
        {{"monitoring.bad_full", "monitoring.mixed_full"},
         "monitoring.bad_full + monitoring.mixed_full = 1.25 is more than 1",
         "they are chances of the signals bad and mixed at effort full: together at most 1"},
    };
    return cr_make_param_array(struct sum_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct sum_case *c, validate, sums)
{
    thaw_scenario scenario;
    fill(&scenario);
    cr_assert(eq(int, thaw_scenario_set(&scenario, c->keys[0], "0.75", NULL), THAW_OK));
    cr_assert(eq(int, thaw_scenario_set(&scenario, c->keys[1], "0.5", NULL), THAW_OK));
    char key[THAW_KEY_MAX];
    cr_assert(lt(int, snprintf(key, sizeof key, "%s + %s", c->keys[0], c->keys[1]), THAW_KEY_MAX));
    expect_one(&scenario, THAW_ERANGE, key, c->text, c->help);
}

Test(validate, a_shock_needs_all_three)
{
    thaw_scenario scenario;
    fill(&scenario);
    thaw_shock *shock = thaw_scenario_add_shock(&scenario, "balloon", NULL);
    shock->rate = 0.1;
    shock->severity = 1;
    expect_one(&scenario, THAW_EMISSING, "shock.balloon.freeze", "shock.balloon.freeze is not set",
               "a shock has rate, severity and freeze");
    fill(&scenario);
    *thaw_scenario_add_shock(&scenario, "balloon", NULL) =
        (thaw_shock){"balloon", .rate = 0.1, .severity = 0.2, .freeze = 0.3};
    shock = thaw_scenario_add_shock(&scenario, "baloon", NULL);
    shock->severity = shock->freeze = 0;
    expect_one(&scenario, THAW_EMISSING, "shock.baloon.rate", "shock.baloon.rate is not set",
               "a shock has rate, severity and freeze; did you mean shock.balloon.rate?");
    fill(&scenario);
    *thaw_scenario_add_shock(&scenario, "balloon", NULL) =
        (thaw_shock){"balloon", .rate = 0.1, .severity = 1.2, .freeze = 0.3};
    expect_one(
        &scenario, THAW_ERANGE, "shock.balloon.severity",
        "shock.balloon.severity = 1.2 is outside [0, 1] (chance: that it then raises tension)", "");
}

static thaw_plan *add_plan(thaw_scenario *scenario, const char *name, unsigned set)
{
    size_t count = 0;
    thaw_plan *plan = thaw_scenario_add_plan(scenario, name, NULL);
    memcpy(plan->open, thaw_builtin_plans(&count)[0].open, sizeof plan->open);
    memcpy(plan->frozen, thaw_builtin_plans(&count)[0].frozen, sizeof plan->frozen);
    plan->set = set;
    return plan;
}

Test(validate, a_plan_needs_all_pairs)
{
    thaw_scenario scenario;
    fill(&scenario);
    add_plan(&scenario, "mine", THAW_PLAN_COMPLETE);
    expect_none(&scenario);
    fill(&scenario);
    add_plan(&scenario, "mine", THAW_PLAN_COMPLETE & ~(1U << THAW_TENSE));
    expect_one(&scenario, THAW_EMISSING, "plan.mine",
               "plan mine does not say what is played in: tense",
               "a plan has calm, tense, crisis and frozen (or frozen_calm, frozen_tense, "
               "frozen_crisis)");
    fill(&scenario);
    add_plan(&scenario, "mine", 1U << THAW_CALM);
    expect_one(&scenario, THAW_EMISSING, "plan.mine",
               "plan mine does not say what is played in: tense, crisis, frozen",
               "a plan has calm, tense, crisis and frozen (or frozen_calm, frozen_tense, "
               "frozen_crisis)");
    fill(&scenario);
    add_plan(&scenario, "mine", THAW_PLAN_COMPLETE & ~(1U << 5));
    add_plan(&scenario, "mime", THAW_PLAN_COMPLETE);
    expect_one(&scenario, THAW_EMISSING, "plan.mine",
               "plan mine does not say what is played in: frozen_crisis",
               "a plan has calm, tense, crisis and frozen; did you mean plan mime?");
}

struct expect_case {
    char key[40], value[40];
    int status; /* THAW_EUNKNOWN: the key is wrong; else the value */
    char text[112], help[112];
};

ParameterizedTestParameters(validate, expectations)
{
#define KEYS                                                                                       \
    "[expect] has plans (PLAN or PLAN@PUNISHMENT), best_us, best_china, effort, freeze_months, "   \
    "said and why"
    static struct expect_case cases[] = {
        {"full_calm", "holds", THAW_OK, "", ""},
        {"full_calm+delist@trigger:2.5", "breaks", THAW_OK, "", ""},
        {"mine+delist@grim", "holds", THAW_OK, "", ""},
        {"best_us", "mine", THAW_OK, "", ""},
        {"best_china", "partial@trigger:12", THAW_OK, "", ""},
        {"best_us", "none", THAW_OK, "", ""},
        {"effort", "partial", THAW_OK, "", ""},
        {"freeze_months", "12..18", THAW_OK, "", ""},
        {"freeze_months", "0 .. 0", THAW_OK, "", ""},
        {"said", "anything = at [all]", THAW_OK, "", ""},
        {"why", "anything = at [all]", THAW_OK, "", ""},
        {"full_calm", "hold", THAW_EPARSE, "expect.full_calm = hold is not one of holds, breaks",
         "did you mean holds?"},
        {"full_calm", "perhaps", THAW_EPARSE,
         "expect.full_calm = perhaps is not one of holds, breaks", ""},
        {"ful_calm", "holds", THAW_EUNKNOWN, "there is no plan 'ful_calm'",
         "did you mean full_calm?"},
        {"efort", "none", THAW_EUNKNOWN, "there is no plan 'efort'", "did you mean effort?"},
        {"weather", "fine", THAW_EUNKNOWN, "there is no plan 'weather'", KEYS},
        {"full_calm@", "holds", THAW_EUNKNOWN, "'' is not a punishment",
         "write trigger:T, with T months of punishment on average, grim, or harshest"},
        {"full_calm@trigger:0", "holds", THAW_EUNKNOWN, "'trigger:0' is not at least one month",
         "T in trigger:T is a number of months, 1 or more; for ever is grim"},
        {"@grim", "holds", THAW_EUNKNOWN, "there is no plan ''", KEYS},
        {"best_us", "parcial", THAW_EPARSE, "there is no plan 'parcial'", "did you mean partial?"},
        {"best_us", "weather", THAW_EPARSE, "there is no plan 'weather'",
         "plans: full, full_calm, partial, partial_pause, partial_pressure, mine"},
        {"best_us", "partial@grm", THAW_EPARSE, "'grm' is not a punishment", "did you mean grim?"},
        {"effort", "half", THAW_EPARSE, "expect.effort = half is not one of none, partial, full",
         ""},
        {"freeze_months", "15", THAW_EPARSE, "expect.freeze_months = 15 is not a range of months",
         "write LOW .. HIGH, as in 10 .. 20"},
        {"freeze_months", "20..10", THAW_ERANGE,
         "expect.freeze_months = 20..10: the first number must not be negative nor above the "
         "second",
         ""},
        {"freeze_months", "-1..10", THAW_ERANGE,
         "expect.freeze_months = -1..10: the first number must not be negative nor above the "
         "second",
         ""},
        {"freeze_months", "1..1e999", THAW_ERANGE,
         "expect.freeze_months = 1..1e999: the first number must not be negative nor above the "
         "secon",
         ""},
    };
    return cr_make_param_array(struct expect_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct expect_case *c, validate, expectations)
{
    thaw_scenario scenario;
    fill(&scenario);
    add_plan(&scenario, "mine", THAW_PLAN_COMPLETE);
    cr_assert(eq(int, thaw_scenario_expect(&scenario, c->key, c->value, NULL), THAW_OK));
    if (c->status == THAW_OK) {
        expect_none(&scenario);
        return;
    }
    thaw_faults faults = {0};
    char key[THAW_KEY_MAX];
    snprintf(key, sizeof key, "expect.%s", c->key);
    cr_assert(eq(int, thaw_scenario_validate(&scenario, &faults), c->status), "%s", c->text);
    cr_assert(eq(sz, faults.count, 1));
    cr_assert(eq(str, faults.items[0].key, key));
    cr_assert(strncmp(faults.items[0].text, c->text, strlen(c->text)) == 0, "%s",
              faults.items[0].text);
    cr_assert(eq(str, faults.items[0].help, c->help));
    thaw_faults_clear(&faults);
    thaw_scenario_clear(&scenario);
}

/* Faults are appended; the status is that of the first that was added. */
Test(validate, all_faults_are_reported)
{
    thaw_scenario scenario;
    thaw_faults faults = {0};
    thaw_fault fault;
    thaw_fail(&fault, THAW_EIO, "from before");
    thaw_faults_add(&faults, &fault);
    fill(&scenario);
    scenario.values.economy_weakness = 11;
    scenario.values.tension_calm_to_tense = scenario.values.tension_calm_to_crisis = 0.75;
    thaw_scenario_add_shock(&scenario, "balloon", NULL);
    thaw_scenario_add_plan(&scenario, "mine", NULL);
    thaw_scenario_expect(&scenario, "weather", "fine", NULL);
    cr_assert(eq(int, thaw_scenario_validate(&scenario, &faults), THAW_ERANGE));
    cr_assert(eq(sz, faults.count, 1 + 1 + 1 + 3 + 1 + 1));
    thaw_faults_clear(&faults);
    thaw_scenario_clear(&scenario);
}
