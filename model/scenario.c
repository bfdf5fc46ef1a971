/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario's parts: made, copied, cleared; shocks, plans and expectations added. keys.c finds and
 * sets values by key, validate.c checks the whole. */
#include "model/scenario.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/strategies.h"

enum { SHOWN_MAX = 64 }; /* bytes of the user's text as shown in a message */

void thaw_scenario_init(thaw_scenario *scenario)
{
    memset(scenario, 0, sizeof *scenario);
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; k < count; k++)
        *thaw_parameter_in(&rows[k], &scenario->values) = (double)NAN;
}

void thaw_scenario_clear(thaw_scenario *scenario)
{
    free(scenario->shocks);
    free(scenario->plans);
    free(scenario->strategies);
    free(scenario->expectations);
    thaw_scenario_init(scenario);
}

/* A copy of count items of that size, NULL when there are none; false when memory runs out. */
static bool copy_items(void **to, const void *from, size_t count, size_t size)
{
    *to = NULL;
    if (count == 0)
        return true;
    *to = malloc(count * size);
    if (*to)
        memcpy(*to, from, count * size);
    return *to != NULL;
}

thaw_status thaw_scenario_copy(const thaw_scenario *from, thaw_scenario *to, thaw_fault *fault)
{
    *to = *from;
    void *shocks = NULL, *plans = NULL, *strategies = NULL, *expectations = NULL;
    bool copied =
        copy_items(&shocks, from->shocks, from->shock_count, sizeof *from->shocks) &&
        copy_items(&plans, from->plans, from->plan_count, sizeof *from->plans) &&
        copy_items(&strategies, from->strategies, from->strategy_count, sizeof *from->strategies) &&
        copy_items(&expectations, from->expectations, from->expectation_count,
                   sizeof *from->expectations);
    to->shocks = shocks;
    to->plans = plans;
    to->strategies = strategies;
    to->expectations = expectations;
    if (copied)
        return THAW_OK;
    thaw_scenario_clear(to);
    return thaw_fail(fault, THAW_ENOMEM, "no memory for a copy of scenario %s", from->name);
}

/* Makes room for one more item; false when memory runs out, with nothing changed. */
static bool grow(void **items, size_t count, size_t size)
{
    void *grown = realloc(*items, (count + 1) * size);
    if (grown)
        *items = grown;
    return grown != NULL;
}

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS  "0123456789"

/* Whether `name` may name a `what` ("shock", "plan"): 1 to `most` of the characters in `allowed`,
 * which `help` tells. */
static bool check_characters(const char *what, const char *name, size_t most, const char *allowed,
                             const char *help, thaw_fault *fault)
{
    char shown[SHOWN_MAX];
    thaw_copy_text(shown, sizeof shown, name);
    size_t good = strspn(name, allowed);
    if (name[0] == '\0')
        thaw_fail(fault, THAW_EPARSE, "a %s needs a name", what);
    else if (name[good] != '\0')
        thaw_fail(fault, THAW_EPARSE, "'%s' cannot name a %s", shown, what);
    else if (good > most)
        thaw_fail(fault, THAW_EPARSE, "the %s name '%s' is longer than %zu bytes", what, shown,
                  most);
    else
        return true;
    if (good <= most)
        thaw_fault_help(fault, "%s", help);
    return false;
}

static bool check_name(const char *what, const char *name, size_t most, thaw_fault *fault)
{
    return check_characters(what, name, most, LETTERS DIGITS "_",
                            "a name has letters, digits and '_'", fault);
}

thaw_shock *thaw_scenario_add_shock(thaw_scenario *scenario, const char *name, thaw_fault *fault)
{
    if (!check_name("shock", name, THAW_NAME_MAX - 1, fault))
        return NULL;
    for (size_t k = 0; k < scenario->shock_count; k++)
        if (strcmp(scenario->shocks[k].name, name) == 0)
            return &scenario->shocks[k];
    if (scenario->shock_count == THAW_SHOCKS_MAX) {
        thaw_fail(fault, THAW_ERANGE, "more than %d shocks", THAW_SHOCKS_MAX);
        return NULL;
    }
    void *shocks = scenario->shocks;
    if (!grow(&shocks, scenario->shock_count, sizeof *scenario->shocks)) {
        thaw_fail(fault, THAW_ENOMEM, "no memory for shock %s", name);
        return NULL;
    }
    scenario->shocks = shocks;
    thaw_shock *shock = &scenario->shocks[scenario->shock_count++];
    memset(shock, 0, sizeof *shock);
    thaw_copy_text(shock->name, sizeof shock->name, name);
    size_t count = 0;
    const thaw_parameter *rows = thaw_shock_parameters(&count);
    for (size_t k = 0; k < count; k++)
        *thaw_parameter_in(&rows[k], shock) = (double)NAN;
    return shock;
}

/* Words of [expect] that stand where a plan may, so no plan may have such a name. */
static const char *const expect_words[] = {"best_us", "best_china", "effort", "freeze_months",
                                           "said",    "why",        "none"};
enum { EXPECT_WORDS = sizeof expect_words / sizeof *expect_words };

static const thaw_plan *find_builtin(const char *name)
{
    size_t count = 0;
    const thaw_plan *plans = thaw_builtin_plans(&count);
    for (size_t k = 0; k < count; k++)
        if (strcmp(plans[k].name, name) == 0)
            return &plans[k];
    return NULL;
}

static bool check_plan_name(const char *name, thaw_fault *fault)
{
    if (strchr(name, '+') || strchr(name, '@') || strchr(name, '/')) {
        check_name("plan", name, THAW_PLAN_NAME_MAX - 1, fault);
        thaw_fault_help(fault,
                        "a name has letters, digits and '_'; PLAN+delist and PLAN@PUNISHMENT "
                        "are made of it");
        return false;
    }
    if (!check_name("plan", name, THAW_PLAN_NAME_MAX - 1, fault))
        return false;
    bool builtin = find_builtin(name) != NULL;
    for (int k = 0; k < EXPECT_WORDS; k++)
        if (builtin || strcmp(name, expect_words[k]) == 0) {
            thaw_fail(fault, THAW_EARG, "'%s' is %s", name,
                      builtin ? "a built-in plan and cannot be changed"
                              : "a word of [expect] and cannot name a plan");
            thaw_fault_help(fault, "choose another name");
            return false;
        }
    return true;
}

thaw_plan *thaw_scenario_add_plan(thaw_scenario *scenario, const char *name, thaw_fault *fault)
{
    if (!check_plan_name(name, fault))
        return NULL;
    for (size_t k = 0; k < scenario->plan_count; k++)
        if (strcmp(scenario->plans[k].name, name) == 0)
            return &scenario->plans[k];
    if (scenario->plan_count == THAW_PLANS_MAX) {
        thaw_fail(fault, THAW_ERANGE, "more than %d plans", THAW_PLANS_MAX);
        return NULL;
    }
    void *plans = scenario->plans;
    if (!grow(&plans, scenario->plan_count, sizeof *scenario->plans)) {
        thaw_fail(fault, THAW_ENOMEM, "no memory for plan %s", name);
        return NULL;
    }
    scenario->plans = plans;
    thaw_plan *plan = &scenario->plans[scenario->plan_count++];
    memset(plan, 0, sizeof *plan);
    thaw_copy_text(plan->name, sizeof plan->name, name);
    return plan;
}

static bool check_strategy_name(const char *name, thaw_fault *fault)
{
    if (!check_characters("strategy", name, THAW_STRATEGY_WORD_MAX - 1, LETTERS DIGITS "_-",
                          "a name has letters, digits, '_' and '-'", fault))
        return false;
    if (!thaw_strategy_is_builtin(name))
        return true;
    thaw_fail(fault, THAW_EARG, "'%s' is a built-in strategy and cannot be changed", name);
    thaw_fault_help(fault, "choose another name");
    return false;
}

thaw_strategy_text *thaw_scenario_add_strategy(thaw_scenario *scenario, const char *name,
                                               thaw_fault *fault)
{
    if (!check_strategy_name(name, fault))
        return NULL;
    for (size_t k = 0; k < scenario->strategy_count; k++)
        if (strcmp(scenario->strategies[k].name, name) == 0)
            return &scenario->strategies[k];
    if (scenario->strategy_count == THAW_SCENARIO_STRATEGIES_MAX) {
        thaw_fail(fault, THAW_ERANGE, "more than %d strategies", THAW_SCENARIO_STRATEGIES_MAX);
        return NULL;
    }
    void *strategies = scenario->strategies;
    if (!grow(&strategies, scenario->strategy_count, sizeof *scenario->strategies)) {
        thaw_fail(fault, THAW_ENOMEM, "no memory for strategy %s", name);
        return NULL;
    }
    scenario->strategies = strategies;
    thaw_strategy_text *strategy = &scenario->strategies[scenario->strategy_count++];
    thaw_strategy_text_init(strategy, name);
    return strategy;
}

thaw_status thaw_scenario_expect(thaw_scenario *scenario, const char *key, const char *value,
                                 thaw_fault *fault)
{
    if (strlen(key) >= THAW_KEY_MAX)
        return thaw_fail(fault, THAW_ERANGE, "the key is longer than %d bytes", THAW_KEY_MAX - 1);
    if (strlen(value) >= THAW_TEXT_MAX)
        return thaw_fail_key(fault, THAW_ERANGE, key, "the text is longer than %d bytes",
                             THAW_TEXT_MAX - 1);
    thaw_expectation *found = NULL;
    for (size_t k = 0; k < scenario->expectation_count && !found; k++)
        if (strcmp(scenario->expectations[k].key, key) == 0)
            found = &scenario->expectations[k];
    if (!found) {
        void *items = scenario->expectations;
        if (scenario->expectation_count == THAW_EXPECTATIONS_MAX)
            return thaw_fail_key(fault, THAW_ERANGE, key, "more than %d expectations",
                                 THAW_EXPECTATIONS_MAX);
        if (!grow(&items, scenario->expectation_count, sizeof *scenario->expectations))
            return thaw_fail_key(fault, THAW_ENOMEM, key, "no memory for an expectation");
        scenario->expectations = items;
        found = &scenario->expectations[scenario->expectation_count++];
        thaw_copy_text(found->key, sizeof found->key, key);
    }
    thaw_copy_text(found->value, sizeof found->value, value);
    return THAW_OK;
}

/* What may have been meant: the plan with the name most like this one, or all there are. */
static void suggest_plan(const thaw_scenario *scenario, const char *name, const char *suffix,
                         thaw_fault *fault)
{
    enum { BUILTIN_MAX = 16 };
    const char *names[THAW_PLANS_MAX + BUILTIN_MAX];
    char list[THAW_HELP_MAX - 16] = "";
    size_t builtins = 0, count = 0;
    const thaw_plan *plans = thaw_builtin_plans(&builtins);
    for (size_t k = 0; k < builtins && k < BUILTIN_MAX; k++)
        names[count++] = plans[k].name;
    for (size_t k = 0; k < scenario->plan_count; k++)
        names[count++] = scenario->plans[k].name;
    for (size_t k = 0; k < count; k++) {
        size_t used = strlen(list);
        if (used + strlen(names[k]) + 3 <= sizeof list)
            snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", names[k]);
    }
    const char *near = thaw_nearest(name, names, count);
    if (near)
        thaw_fault_help(fault, "did you mean %s%s?", near, suffix);
    else
        thaw_fault_help(fault, "plans: %s", list);
}

thaw_status thaw_scenario_plan(const thaw_scenario *scenario, const char *name, thaw_plan *plan,
                               thaw_fault *fault)
{
    static const char suffix[] = THAW_DELIST_SUFFIX;
    size_t length = strlen(name), tail = sizeof suffix - 1;
    bool delist = length > tail && strcmp(name + length - tail, suffix) == 0;
    char base[THAW_KEY_MAX];
    bool fits = length < sizeof base; /* what was cut off might be what tells it from a plan */
    thaw_copy_text(base, sizeof base, name);
    if (delist && fits)
        base[length - tail] = '\0';
    const thaw_plan *found = fits ? find_builtin(base) : NULL;
    for (size_t k = 0; fits && k < scenario->plan_count && !found; k++)
        if (strcmp(scenario->plans[k].name, base) == 0)
            found = &scenario->plans[k];
    if (!found) {
        thaw_fail(fault, THAW_EUNKNOWN, "there is no plan '%s'", base);
        suggest_plan(scenario, base, delist ? suffix : "", fault);
        return THAW_EUNKNOWN;
    }
    *plan = delist ? thaw_plan_with_delist(found) : *found;
    return THAW_OK;
}
