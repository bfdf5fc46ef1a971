/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From keys to values, and what is said about the wrong ones. */
#include "model/scenario.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void make(thaw_scenario *scenario)
{
    thaw_scenario_init(scenario);
    cr_assert(thaw_scenario_add_shock(scenario, "balloon", NULL) != NULL);
}

/* Every key leads to its own value: what is set by key is found in the struct. */
Test(keys, every_row_is_found_by_its_key)
{
    thaw_scenario scenario;
    make(&scenario);
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; k < count; k++) {
        char key[THAW_KEY_MAX];
        thaw_place place;
        snprintf(key, sizeof key, "%s.%s", rows[k].section, rows[k].key);
        cr_assert(eq(int, thaw_scenario_find(&scenario, key, &place, NULL), THAW_OK), "%s", key);
        cr_assert(eq(ptr, (void *)place.row, (void *)&rows[k]));
        cr_assert(eq(ptr, (void *)place.value, (char *)&scenario.values + rows[k].offset));
        cr_assert(eq(ptr, (void *)place.shock, NULL));
    }
    thaw_scenario_clear(&scenario);
}

Test(keys, a_shock_is_found_by_its_name)
{
    thaw_scenario scenario;
    thaw_place place;
    make(&scenario);
    cr_assert(
        eq(int, thaw_scenario_find(&scenario, "shock.balloon.freeze", &place, NULL), THAW_OK));
    cr_assert(eq(ptr, (void *)place.value, (void *)&scenario.shocks[0].freeze));
    cr_assert(eq(ptr, (void *)place.shock, (void *)&scenario.shocks[0]));
    cr_assert(eq(str, (char *)place.row->key, "freeze"));
    thaw_scenario_clear(&scenario);
}

struct unknown_case {
    char key[112], text[112], help[112];
};

ParameterizedTestParameters(keys, unknown)
{
    static struct unknown_case cases[] = {
        {"economy.weaknes", "[economy] has no key 'weaknes'", "did you mean economy.weakness?"},
        {"us.weakness", "[us] has no key 'weakness'", "did you mean economy.weakness?"},
        {"relief.cost_us", "[relief] has no key 'cost_us'",
         "did you mean one of relief.cost_us_calm, relief.cost_us_tense, relief.cost_us_crisis?"},
        {"econmy.weakness", "there is no section 'econmy'", "did you mean economy.weakness?"},
        {"econmy.mood", "there is no section 'econmy'", "did you mean [economy]?"},
        {"shok.taiwan_visit", "there is no section 'shok'", "did you mean [shock.NAME]?"},
        {"china.weakness.now", "[china] has no key 'weakness.now'", "its keys: discount"},
        {"weakness", "'weakness' is not a key", "did you mean economy.weakness?"},
        {"discount", "'discount' is not a key", "a key is SECTION.KEY, as in economy.weakness"},
        {"", "'' is not a key", "a key is SECTION.KEY, as in economy.weakness"},
        {"economy.", "[economy] has no key ''", "its keys: weakness"},
        {"shock.baloon.rate", "there is no shock 'baloon'", "did you mean shock.balloon.rate?"},
        {"shock.typhoon.rate", "there is no shock 'typhoon'", ""},
        {"shock.balloon.rat", "a shock has no key 'rat'", "did you mean shock.balloon.rate?"},
        {"shock.balloon.speed", "a shock has no key 'speed'",
         "a shock has rate, severity and freeze"},
        {"shock.balloon", "'shock.balloon' lacks a key",
         "a shock has rate, severity and freeze: shock.balloon.rate"},
        {"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
         "kkkkkkk"
         "kkkkkkkkk",
         "'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
         "kkkkkkk"
         "' is not a key",
         "a key is SECTION.KEY, as in economy.weakness"},
    };
    return cr_make_param_array(struct unknown_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct unknown_case *c, keys, unknown)
{
    thaw_scenario scenario;
    thaw_fault fault = {0};
    thaw_place place;
    make(&scenario);
    cr_assert(eq(int, thaw_scenario_find(&scenario, c->key, &place, &fault), THAW_EUNKNOWN));
    cr_assert(eq(ptr, (void *)place.row, NULL));
    cr_assert(eq(str, fault.text, c->text));
    cr_assert(eq(str, fault.help, c->help));
    cr_assert(strncmp(fault.key, c->key, THAW_KEY_MAX - 1) == 0);
    cr_assert(eq(int, thaw_scenario_find(&scenario, c->key, &place, NULL), THAW_EUNKNOWN));
    thaw_scenario_clear(&scenario);
}

struct section_case {
    char name[64], text[64], help[64];
};

ParameterizedTestParameters(keys, sections)
{
    static struct section_case cases[] = {
        {"economy", "", ""},
        {"expect", "", ""},
        {"shock.balloon", "", ""},
        {"plan.mine.or.other", "", ""}, /* the name is checked where it is added */
        {"shock", "[shock] needs a name", "write [shock.NAME]"},
        {"economy.weakness", "[economy] has no parts", "write [economy]"},
        {"expect.full", "[expect] has no parts", "write [expect]"},
        {"Economy", "there is no section [Economy]", "did you mean [economy]?"},
        {"shok.balloon", "there is no section [shok.balloon]", "did you mean [shock.balloon]?"},
        {"plans", "there is no section [plans]", "did you mean [plan.NAME]?"},
        {"navy", "there is no section [navy]", "sections: initial, us, china, "},
    };
    return cr_make_param_array(struct section_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct section_case *c, keys, sections)
{
    thaw_fault fault = {0};
    cr_assert(eq(int, thaw_section_check(c->name, &fault), c->text[0] ? THAW_EUNKNOWN : THAW_OK));
    cr_assert(eq(str, fault.text, c->text));
    cr_assert(strncmp(fault.help, c->help, strlen(c->help)) == 0, "%s", fault.help);
}

/* The list of sections in the hint is whole: nothing was left out for lack of room. */
Test(keys, the_hint_lists_every_section)
{
    thaw_fault fault;
    thaw_section_check("navy", &fault);
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; k < count; k++)
        cr_assert(strstr(fault.help, rows[k].section) != NULL, "%s", rows[k].section);
    cr_assert(strstr(fault.help, "shock.NAME, plan.NAME, strategy.NAME, expect") != NULL, "%s",
              fault.help);
}

struct set_case {
    char key[40], text[40];
    int status;
    double value; /* after it; NaN is not set */
};

ParameterizedTestParameters(keys, set)
{
    static struct set_case cases[] = {
        {"economy.weakness", "1.4", THAW_OK, 1.4},
        {"economy.weakness", "0", THAW_OK, 0},
        {"economy.weakness", "10", THAW_OK, 10},
        {"economy.weakness", "1e1", THAW_OK, 10},
        {"economy.weakness", "10.000001", THAW_ERANGE, -1},
        {"economy.weakness", "-0.000001", THAW_ERANGE, -1},
        {"economy.weakness", "1e999", THAW_ERANGE, -1},
        {"economy.weakness", "nan", THAW_ERANGE, -1},
        {"economy.weakness", "NaN(1)", THAW_ERANGE, -1},
        {"economy.weakness", "+Infinity", THAW_ERANGE, -1},
        {"economy.weakness", "info", THAW_EPARSE, -1},
        {"economy.weakness", "", THAW_EPARSE, -1},
        {"economy.weakness", " 1", THAW_EPARSE, -1},
        {"economy.weakness", "1 ", THAW_EPARSE, -1},
        {"coalition.cost_china", "-100", THAW_OK, -100},
        {"us.discount", "0.9999", THAW_OK, 0.9999},
        {"us.discount", "1", THAW_ERANGE, -1},
        {"listing.rule", "conditional", THAW_OK, 1},
        {"listing.rule", "1", THAW_EPARSE, -1},
        {"listing.rule", "", THAW_EPARSE, -1},
        {"election.year", "yes", THAW_OK, 1},
        {"shock.balloon.rate", "0.125", THAW_OK, 0.125},
        {"shock.balloon.rate", "2", THAW_ERANGE, -1},
    };
    return cr_make_param_array(struct set_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct set_case *c, keys, set)
{
    thaw_scenario scenario;
    thaw_fault fault = {0};
    thaw_place place;
    make(&scenario);
    cr_assert(eq(int, thaw_scenario_set(&scenario, c->key, c->text, &fault), c->status), "%s = %s",
              c->key, c->text);
    cr_assert(eq(int, thaw_scenario_find(&scenario, c->key, &place, NULL), THAW_OK));
    if (c->status == THAW_OK)
        cr_assert(eq(dbl, *place.value, c->value));
    else
        cr_assert(isnan(*place.value), "%s = %s changed it", c->key, c->text);
    cr_assert(eq(int, fault.status, c->status));
    cr_assert(eq(str, fault.key, c->status == THAW_OK ? "" : c->key));
    cr_assert(eq(int, thaw_scenario_set(&scenario, c->key, c->text, NULL), c->status));
    thaw_scenario_clear(&scenario);
}

struct message_case {
    char key[40], text[40], fault[160], help[96];
};

ParameterizedTestParameters(keys, messages)
{
    static struct message_case cases[] = {
        {"relief.value_china", "200",
         "relief.value_china = 200 is outside [0, 100] (points: worth of relief to China)", ""},
        {"stakes.vsl", "12 billion",
         "stakes.vsl = 12 billion: only a number may stand here, and after it stands 'billion'",
         "unit: US$ million; comments start with ;"},
        {"economy.weakness", "0,5",
         "economy.weakness = 0,5: only a number may stand here, and after it stands ',5'",
         "write a point in decimals and nothing between thousands: 0.5, 60000"},
        {"economy.weakness", "1'000",
         "economy.weakness = 1'000: only a number may stand here, and after it stands ''000'",
         "write nothing between thousands: 60000"},
        {"economy.weakness", "0x1",
         "economy.weakness = 0x1: only a number may stand here, and after it stands 'x1'",
         "numbers are decimal: 16 or 1.6e1"},
        {"relief.disbelief", "5%",
         "relief.disbelief = 5%: only a number may stand here, and after it stands '%'",
         "write a share as a fraction: 5% is 0.05"},
        {"economy.weakness", "'1'", "economy.weakness = '1' is not a number",
         "write the number without quotes"},
        {"economy.weakness", "-INF", "economy.weakness = -INF is not a finite number", ""},
        {"listing.rule", "fixd",
         "listing.rule = fixd is not one of decided, conditional, fixed (what a review of the "
         "Majors "
         "List does)",
         "did you mean fixed?"},
    };
    return cr_make_param_array(struct message_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct message_case *c, keys, messages)
{
    thaw_scenario scenario;
    thaw_fault fault = {0};
    make(&scenario);
    thaw_scenario_set(&scenario, c->key, c->text, &fault);
    cr_assert(eq(str, fault.text, c->fault));
    cr_assert(eq(str, fault.help, c->help));
    thaw_scenario_clear(&scenario);
}
