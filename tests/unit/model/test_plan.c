/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans, pairs and punishments as data and as text (docs/model.md sections 7.3 and 7.4). */
#include "model/plan.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <math.h>
#include <string.h>

Test(plan, names_and_no_names)
{
    cr_assert(eq(str, (char *)thaw_tension_name(THAW_CRISIS), "crisis"));
    cr_assert(eq(str, (char *)thaw_stance_name(THAW_RELIEF_DELIST), "relief+delist"));
    cr_assert(eq(str, (char *)thaw_move_name(THAW_RESUME), "resume"));
    cr_assert(eq(ptr, (void *)thaw_tension_name(THAW_TENSIONS), NULL));
    cr_assert(eq(ptr, (void *)thaw_stance_name((thaw_stance)-1), NULL));
    cr_assert(eq(ptr, (void *)thaw_move_name(THAW_MOVES), NULL));
}

struct builtin_case {
    char name[24], calm[24], tense[24], crisis[24];
};

/* As docs/model.md section 7.3 lists them. */
ParameterizedTestParameters(plan, builtin)
{
    static struct builtin_case cases[] = {
        {"full", "relief/full", "relief/full", "relief/full"},
        {"full_calm", "relief/full", "steady/partial", "steady/none"},
        {"partial", "steady/partial", "steady/partial", "steady/partial"},
        {"partial_pause", "steady/partial", "steady/partial", "steady/none"},
        {"partial_pressure", "steady/partial", "steady/partial", "pressure/none"},
    };
    return cr_make_param_array(struct builtin_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct builtin_case *c, plan, builtin)
{
    size_t count = 0;
    const thaw_plan *plans = thaw_builtin_plans(&count), *found = NULL;
    for (size_t k = 0; k < count; k++)
        if (strcmp(plans[k].name, c->name) == 0)
            found = &plans[k];
    cr_assert(found != NULL, "%s", c->name);
    const char *expected[] = {c->calm, c->tense, c->crisis};
    cr_assert(eq(uint, found->set, THAW_PLAN_COMPLETE));
    for (int t = 0; t < THAW_TENSIONS; t++) {
        char text[24];
        thaw_pair_format(found->open[t], text, sizeof text);
        cr_assert(eq(str, text, (char *)expected[t]), "%s", c->name);
        thaw_pair_format(found->frozen[t], text, sizeof text);
        cr_assert(eq(str, text, "relief/resume"), "%s", c->name);
    }
}

Test(plan, delist_goes_with_steady_and_relief)
{
    thaw_plan plan = {.name = "mine"};
    thaw_fault fault;
    cr_assert(eq(int, thaw_plan_set(&plan, "calm", "relief/full", &fault), THAW_OK));
    cr_assert(eq(int, thaw_plan_set(&plan, "tense", "steady/partial", &fault), THAW_OK));
    cr_assert(eq(int, thaw_plan_set(&plan, "crisis", "pressure/none", &fault), THAW_OK));
    cr_assert(eq(int, thaw_plan_set(&plan, "frozen", "steady/stay", &fault), THAW_OK));
    thaw_plan with = thaw_plan_with_delist(&plan);
    cr_assert(eq(str, with.name, "mine+delist"));
    cr_assert(eq(int, with.open[THAW_CALM].us, THAW_RELIEF_DELIST));
    cr_assert(eq(int, with.open[THAW_TENSE].us, THAW_DELIST));
    cr_assert(eq(int, with.open[THAW_CRISIS].us, THAW_PRESSURE));
    cr_assert(eq(int, with.frozen[THAW_CRISIS].us, THAW_DELIST));
    cr_assert(eq(int, with.frozen[THAW_CRISIS].china, THAW_STAY));
    cr_assert(eq(uint, with.set, THAW_PLAN_COMPLETE));
}

Test(plan, the_longest_name_keeps_its_ending)
{
    thaw_plan plan = {0};
    memset(plan.name, 'p', sizeof plan.name - 1);
    thaw_plan with = thaw_plan_with_delist(&plan);
    cr_assert(eq(sz, strlen(with.name), THAW_NAME_MAX - 1));
    cr_assert(eq(str, with.name + THAW_NAME_MAX - sizeof THAW_DELIST_SUFFIX, THAW_DELIST_SUFFIX));
}

struct pair_case {
    char text[48];
    int frozen;
    char read[24]; /* as written again; "" when it is refused */
    char fault[80], help[128];
};

ParameterizedTestParameters(plan, pair)
{
#define CHINA_OPEN   "while the channel is open China has none, partial, full and freeze"
#define CHINA_FROZEN "while the channel is frozen China has stay and resume"
    static struct pair_case cases[] = {
        {"relief/full", 0, "relief/full", "", ""},
        {"relief+delist/freeze", 0, "relief+delist/freeze", "", ""},
        {" delist\t/ none ", 0, "delist/none", "", ""},
        {"pressure/stay", 1, "pressure/stay", "", ""},
        {"full/relief", 0, "", "'full' is not a US action",
         "a pair is US first; write relief/full"},
        {"resume/relief", 1, "", "'resume' is not a US action",
         "a pair is US first; write relief/resume"},
        {"relif/full", 0, "", "'relif' is not a US action", "did you mean relief/full?"},
        {"relief/ful", 0, "", "'ful' is not an action of China", "did you mean relief/full?"},
        {"steady/resum", 1, "", "'resum' is not an action of China", "did you mean steady/resume?"},
        {"relief/full", 1, "", "China has no 'full' while the channel is frozen", CHINA_FROZEN},
        {"relief/stay", 0, "", "China has no 'stay' while the channel is open", CHINA_OPEN},
        {"relief/talks", 0, "", "'talks' is not an action of China", CHINA_OPEN},
        {"Relief/full", 0, "", "'Relief' is not a US action", "did you mean relief/full?"},
        {"relief", 0, "", "'relief' is not a pair of actions", "write US/China, as in relief/full"},
        {"", 1, "", "'' is not a pair of actions", "write US/China, as in relief/resume"},
        {"a/b/c", 0, "", "'a/b/c' is not a pair of actions", "write US/China, as in relief/full"},
        {"/full", 0, "", "'' is not a US action",
         "write US/China, as in relief/full; the US has pressure, steady, relief and, while "
         "listed, "
         "delist and relief+delist"},
        {"relief/", 0, "", "'' is not an action of China", CHINA_OPEN},
    };
    return cr_make_param_array(struct pair_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct pair_case *c, plan, pair)
{
    thaw_pair pair = {THAW_STEADY, THAW_NONE};
    thaw_fault fault = {0};
    thaw_status status = thaw_pair_read(c->text, c->frozen != 0, &pair, &fault);
    cr_assert(eq(int, status, c->read[0] ? THAW_OK : THAW_EPARSE), "%s", c->text);
    cr_assert(eq(str, fault.text, c->fault), "%s", c->text);
    if (!c->read[0]) {
        cr_assert(eq(int, pair.us, THAW_STEADY), "changed by %s", c->text);
        cr_assert(strncmp(fault.help, c->help, sizeof c->help - 1) == 0, "%s", fault.help);
        return;
    }
    char text[24];
    thaw_pair_format(pair, text, sizeof text);
    cr_assert(eq(str, text, c->read));
}

/* However long and odd the text, the message fits and stays UTF-8. */
Test(plan, long_pairs_are_cut_in_messages)
{
    char text[600];
    memset(text, 'x', sizeof text);
    text[0] = '\xC3';
    text[1] = '\xA9';
    text[300] = '/';
    text[sizeof text - 1] = '\0';
    thaw_pair pair;
    thaw_fault fault;
    cr_assert(eq(int, thaw_pair_read(text, false, &pair, &fault), THAW_EPARSE));
    cr_assert(lt(sz, strlen(fault.text), 100));
    cr_assert(eq(int, thaw_pair_read(text, false, &pair, NULL), THAW_EPARSE));
}

Test(plan, keys_set_their_pairs)
{
    thaw_plan plan = {.name = "mine"};
    thaw_fault fault;
    cr_assert(eq(int, thaw_plan_set(&plan, "tense", "steady/partial", &fault), THAW_OK));
    cr_assert(eq(uint, plan.set, 1U << THAW_TENSE));
    cr_assert(eq(int, thaw_plan_set(&plan, "frozen", "relief/resume", &fault), THAW_OK));
    cr_assert(eq(uint, plan.set, 1U << THAW_TENSE | 7U << THAW_TENSIONS));
    cr_assert(eq(int, thaw_plan_set(&plan, "frozen_crisis", "steady/stay", &fault), THAW_OK));
    cr_assert(eq(int, plan.frozen[THAW_CALM].china, THAW_RESUME));
    cr_assert(eq(int, plan.frozen[THAW_CRISIS].china, THAW_STAY));

    thaw_plan before = plan;
    cr_assert(eq(int, thaw_plan_set(&plan, "calm", "relief/resume", &fault), THAW_EPARSE));
    cr_assert(eq(int, thaw_plan_set(&plan, "clam", "relief/full", &fault), THAW_EUNKNOWN));
    cr_assert(eq(str, fault.help, "did you mean plan.mine.calm?"));
    cr_assert(eq(int, thaw_plan_set(&plan, "weather", "relief/full", &fault), THAW_EUNKNOWN));
    cr_assert(eq(str, fault.text, "a plan has no 'weather'"));
    cr_assert(memcmp(&before, &plan, sizeof plan) == 0, "a refused setting changed the plan");
}

Test(plan, standard_punishments)
{
    static const char *const expected[] = {"trigger:3", "trigger:6", "trigger:12", "trigger:36",
                                           "grim"};
    size_t count = 0;
    const thaw_punishment *standard = thaw_standard_punishments(&count);
    cr_assert(eq(sz, count, 5));
    for (size_t k = 0; k < count; k++) {
        char text[40];
        thaw_punishment_format(&standard[k], text, sizeof text);
        cr_assert(eq(str, text, (char *)expected[k]));
    }
}

struct punishment_case {
    char text[40];
    int status;
    char written[40]; /* or the help */
};

ParameterizedTestParameters(plan, punishment)
{
    static struct punishment_case cases[] = {
        {"grim", THAW_OK, "grim"},
        {"trigger:12", THAW_OK, "trigger:12"},
        {"trigger:1", THAW_OK, "trigger:1"},
        {"trigger:2.5", THAW_OK, "trigger:2.5"},
        {"trigger:0.5", THAW_ERANGE, "T in trigger:T is a number of months, "},
        {"trigger:0", THAW_ERANGE, "T in trigger:T is a number of months, "},
        {"trigger:-3", THAW_ERANGE, "T in trigger:T is a number of months, "},
        {"trigger:1e999", THAW_ERANGE, "T in trigger:T is a number of months, "},
        {"trigger:12m", THAW_EPARSE, "write trigger:T, with T months of puni"},
        {"trigger:", THAW_EPARSE, "write trigger:T, with T months of puni"},
        {"trigger", THAW_EPARSE, "write trigger:T, with T months of puni"},
        {"triger:12", THAW_EPARSE, "did you mean trigger:12?"},
        {"grimm", THAW_EPARSE, "did you mean grim?"},
        {"harsh", THAW_EPARSE, "write trigger:T, with T months of puni"},
        {"", THAW_EPARSE, "write trigger:T, with T months of puni"},
    };
    return cr_make_param_array(struct punishment_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct punishment_case *c, plan, punishment)
{
    thaw_punishment punishment = {THAW_TRIGGER, 7};
    thaw_fault fault = {0};
    cr_assert(eq(int, thaw_punishment_read(c->text, &punishment, &fault), c->status), "%s",
              c->text);
    if (c->status == THAW_OK) {
        char text[40];
        thaw_punishment_format(&punishment, text, sizeof text);
        cr_assert(eq(str, text, c->written));
        cr_assert(eq(int, isinf(punishment.months) != 0, punishment.kind == THAW_GRIM));
        return;
    }
    cr_assert(eq(dbl, punishment.months, 7));
    cr_assert(strncmp(fault.help, c->written, strlen(c->written)) == 0, "%s: %s", c->text,
              fault.help);
}
