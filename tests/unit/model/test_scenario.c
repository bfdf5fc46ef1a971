/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario's parts: shocks, plans, expectations; copies. */
#include "model/scenario.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

Test(scenario, nothing_is_set_at_first)
{
    thaw_scenario scenario;
    thaw_scenario_init(&scenario);
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; k < count; k++)
        cr_assert(isnan(*thaw_parameter_in(&rows[k], &scenario.values)), "%s", rows[k].key);
    cr_assert(eq(sz, scenario.shock_count + scenario.plan_count + scenario.expectation_count, 0));
    thaw_scenario_clear(&scenario);
    thaw_scenario_clear(&scenario); /* twice does no harm */
}

Test(scenario, shocks_are_found_or_added)
{
    thaw_scenario scenario;
    thaw_fault fault;
    thaw_scenario_init(&scenario);
    thaw_shock *shock = thaw_scenario_add_shock(&scenario, "balloon", &fault);
    cr_assert(shock && isnan(shock->rate) && isnan(shock->severity) && isnan(shock->freeze));
    shock->rate = 0.25;
    cr_assert(thaw_scenario_add_shock(&scenario, "Tariffs_2018", &fault) != NULL);
    cr_assert(eq(dbl, thaw_scenario_add_shock(&scenario, "balloon", &fault)->rate, 0.25));
    cr_assert(eq(sz, scenario.shock_count, 2));
    thaw_scenario_clear(&scenario);
}

struct name_case {
    char name[80];
    char shock[80], plan[80]; /* the fault's text; "" when the name is fine */
};

ParameterizedTestParameters(scenario, names)
{
    static struct name_case cases[] = {
        {"balloon_2", "", ""},
        {"", "a shock needs a name", "a plan needs a name"},
        {"south-china-sea", "'south-china-sea' cannot name a shock",
         "'south-china-sea' cannot name a plan"},
        {"a b", "'a b' cannot name a shock", "'a b' cannot name a plan"},
        {"caf\xC3\xA9", "'caf\xC3\xA9' cannot name a shock", "'caf\xC3\xA9' cannot name a plan"},
        {"mine+delist", "'mine+delist' cannot name a shock", "'mine+delist' cannot name a plan"},
        {"mine@grim", "'mine@grim' cannot name a shock", "'mine@grim' cannot name a plan"},
        {"a/b", "'a/b' cannot name a shock", "'a/b' cannot name a plan"},
        {"full_calm", "", "'full_calm' is a built-in plan and cannot be changed"},
        {"said", "", "'said' is a word of [expect] and cannot name a plan"},
        {"why", "", "'why' is a word of [expect] and cannot name a plan"},
        {"none", "", "'none' is a word of [expect] and cannot name a plan"},
        {"ppppppppppppppppppppppppppppppppppppppp", "", ""}, /* 39 */
        {"pppppppppppppppppppppppppppppppppppppppp", "",
         "the plan name 'pppppppppppppppppppppppppppppppppppppppp' is longer than 39 bytes"},
        {"sssssssssssssssssssssssssssssssssssssssssssssss", "", /* 47 */
         "the plan name 'sssssssssssssssssssssssssssssssssssssssssssssss' is longer than "},
        {"ssssssssssssssssssssssssssssssssssssssssssssssss",
         "the shock name 'ssssssssssssssssssssssssssssssssssssssssssssssss' is longer tha",
         "the plan name 'ssssssssssssssssssssssssssssssssssssssssssssssss' is longer than"},
    };
    return cr_make_param_array(struct name_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct name_case *c, scenario, names)
{
    thaw_scenario scenario;
    thaw_fault fault = {0};
    thaw_scenario_init(&scenario);
    cr_assert(eq(int, thaw_scenario_add_shock(&scenario, c->name, &fault) != NULL, !c->shock[0]));
    cr_assert(strncmp(fault.text, c->shock, sizeof c->shock - 1) == 0, "%s", fault.text);
    fault = (thaw_fault){0};
    cr_assert(eq(int, thaw_scenario_add_plan(&scenario, c->name, &fault) != NULL, !c->plan[0]));
    cr_assert(strncmp(fault.text, c->plan, sizeof c->plan - 1) == 0, "%s", fault.text);
    cr_assert(eq(ptr, thaw_scenario_add_shock(&scenario, "-", NULL), NULL));
    thaw_scenario_clear(&scenario);
}

Test(scenario, there_is_an_end_to_shocks_and_plans)
{
    thaw_scenario scenario;
    thaw_fault fault;
    thaw_scenario_init(&scenario);
    for (int k = 0; k < THAW_SHOCKS_MAX; k++) {
        char name[16];
        snprintf(name, sizeof name, "n%d", k);
        cr_assert(thaw_scenario_add_shock(&scenario, name, &fault) != NULL);
        cr_assert(thaw_scenario_add_plan(&scenario, name, &fault) != NULL);
    }
    cr_assert(eq(ptr, thaw_scenario_add_shock(&scenario, "more", &fault), NULL));
    cr_assert(eq(int, fault.status, THAW_ERANGE));
    cr_assert(eq(ptr, thaw_scenario_add_plan(&scenario, "more", &fault), NULL));
    cr_assert(eq(int, fault.status, THAW_ERANGE));
    thaw_scenario_clear(&scenario);
}

Test(scenario, there_is_an_end_to_strategies)
{
    thaw_scenario scenario;
    thaw_fault fault;
    thaw_scenario_init(&scenario);
    for (int k = 0; k < THAW_SCENARIO_STRATEGIES_MAX; k++) {
        char name[16];
        snprintf(name, sizeof name, "my-own-%d", k);
        thaw_strategy_text *added = thaw_scenario_add_strategy(&scenario, name, &fault);
        cr_assert(added != NULL);
        cr_assert(eq(ptr, thaw_scenario_add_strategy(&scenario, name, &fault), added));
    }
    cr_assert(eq(ptr, thaw_scenario_add_strategy(&scenario, "more", &fault), NULL));
    cr_assert(eq(int, fault.status, THAW_ERANGE));
    thaw_scenario_clear(&scenario);
}

Test(scenario, expectations_are_added_or_replaced)
{
    thaw_scenario scenario;
    thaw_fault fault;
    thaw_scenario_init(&scenario);
    cr_assert(eq(int, thaw_scenario_expect(&scenario, "full", "holds", &fault), THAW_OK));
    cr_assert(eq(int, thaw_scenario_expect(&scenario, "said", "little", &fault), THAW_OK));
    cr_assert(eq(int, thaw_scenario_expect(&scenario, "full", "breaks", &fault), THAW_OK));
    cr_assert(eq(sz, scenario.expectation_count, 2));
    cr_assert(eq(str, scenario.expectations[0].value, "breaks"));
    char text[THAW_TEXT_MAX + 1];
    memset(text, 'x', THAW_TEXT_MAX);
    text[THAW_TEXT_MAX] = '\0';
    cr_assert(eq(int, thaw_scenario_expect(&scenario, "said", text, &fault), THAW_ERANGE));
    cr_assert(eq(int, thaw_scenario_expect(&scenario, text, "holds", &fault), THAW_ERANGE));
    cr_assert(eq(str, scenario.expectations[1].value, "little"));
    for (int k = 0; k < THAW_EXPECTATIONS_MAX - 2; k++) {
        snprintf(text, sizeof text, "k%d", k);
        cr_assert(eq(int, thaw_scenario_expect(&scenario, text, "holds", &fault), THAW_OK));
    }
    cr_assert(eq(int, thaw_scenario_expect(&scenario, "more", "holds", &fault), THAW_ERANGE));
    thaw_scenario_clear(&scenario);
}

Test(scenario, copies_share_nothing)
{
    thaw_scenario scenario, copy;
    thaw_fault fault;
    thaw_scenario_init(&scenario);
    snprintf(scenario.title, sizeof scenario.title, "one");
    thaw_scenario_add_shock(&scenario, "balloon", &fault)->rate = 0.5;
    thaw_scenario_add_plan(&scenario, "mine", &fault)->set = 1;
    thaw_scenario_expect(&scenario, "full", "holds", &fault);
    cr_assert(eq(int, thaw_scenario_copy(&scenario, &copy, &fault), THAW_OK));
    scenario.shocks[0].rate = 0.25;
    scenario.plans[0].set = 2;
    scenario.expectations[0].value[0] = 'x';
    cr_assert(eq(str, copy.title, "one"));
    cr_assert(eq(dbl, copy.shocks[0].rate, 0.5));
    cr_assert(eq(uint, copy.plans[0].set, 1));
    cr_assert(eq(str, copy.expectations[0].value, "holds"));
    thaw_scenario_clear(&scenario);
    thaw_scenario_clear(&copy);
}

Test(scenario, an_empty_one_can_be_copied)
{
    thaw_scenario scenario, copy;
    thaw_scenario_init(&scenario);
    cr_assert(eq(int, thaw_scenario_copy(&scenario, &copy, NULL), THAW_OK));
    cr_assert(eq(ptr, copy.shocks, NULL));
    thaw_scenario_clear(&copy);
}

struct plan_case {
    char name[64], found[64]; /* the plan's name, or the fault's help */
    int status;
};

ParameterizedTestParameters(scenario, plan_by_name)
{
    static struct plan_case cases[] = {
        {"full_calm", "full_calm", THAW_OK},
        {"full_calm+delist", "full_calm+delist", THAW_OK},
        {"mine", "mine", THAW_OK},
        {"mine+delist", "mine+delist", THAW_OK},
        {"ful_calm", "did you mean full_calm?", THAW_EUNKNOWN},
        {"parcial+delist", "did you mean partial+delist?", THAW_EUNKNOWN},
        {"mine+dlist", "plans: full, full_calm, partial, partial_pause, ", THAW_EUNKNOWN},
        {"+delist", "plans: full, full_calm, partial, partial_pause, ", THAW_EUNKNOWN},
        {"", "plans: full, full_calm, partial, partial_pause, ", THAW_EUNKNOWN},
    };
    return cr_make_param_array(struct plan_case, cases, sizeof cases / sizeof *cases);
}

/* Found by fuzzing: cut to what fits, it began with a plan's name and ended in no character. */
Test(scenario, a_name_too_long_is_no_plan)
{
    thaw_scenario scenario;
    thaw_fault fault = {0};
    thaw_plan plan = {0};
    char name[2 * THAW_KEY_MAX] = "full";
    memset(name + strlen(name), 0x87, sizeof name - strlen(name) - 1);
    thaw_scenario_init(&scenario);
    cr_assert(eq(int, thaw_scenario_plan(&scenario, name, &plan, &fault), THAW_EUNKNOWN));
    thaw_scenario_clear(&scenario);
}

ParameterizedTest(struct plan_case *c, scenario, plan_by_name)
{
    thaw_scenario scenario;
    thaw_fault fault = {0};
    thaw_plan plan = {0};
    thaw_scenario_init(&scenario);
    thaw_scenario_add_plan(&scenario, "mine", &fault);
    cr_assert(eq(int, thaw_scenario_plan(&scenario, c->name, &plan, &fault), c->status), "%s",
              c->name);
    const char *found = c->status == THAW_OK ? plan.name : fault.help;
    cr_assert(strncmp(found, c->found, strlen(c->found)) == 0, "%s", found);
    thaw_scenario_clear(&scenario);
}
