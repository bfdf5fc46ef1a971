/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The faults of a whole scenario. Reading one value cannot see them: values that nobody set,
 * chances that exceed 1 together, incomplete shocks, plans and strategies, expectations that mean
 * nothing. */
#include "model/scenario.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Where the faults go, and the status to return. */
typedef struct report {
    thaw_faults *faults;
    thaw_status status;
} report;

static void add(report *to, const thaw_fault *fault)
{
    if (!thaw_faults_add(to->faults, fault))
        to->status = THAW_ENOMEM;
    else if (to->status == THAW_OK)
        to->status = fault->status;
}

/* ---- values ---- */

enum { UNSET_SHOWN = 5 }; /* more unset values than this are one fault */

static double value_of(const thaw_parameter *row, const void *values)
{
    double value = 0;
    memcpy(&value, (const char *)values + row->offset, sizeof value);
    return value;
}

static void add_unset(report *to, const char *key)
{
    thaw_fault fault;
    thaw_fail_key(&fault, THAW_EMISSING, key, "%s is not set", key);
    thaw_fault_help(&fault, "start with extends = baseline.ini");
    add(to, &fault);
}

static void check_unset(const thaw_scenario *scenario, report *to)
{
    size_t count = 0, unset = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    char first[THAW_MESSAGE_MAX / 2] = "";
    for (size_t k = 0; k < count; k++) {
        if (!isnan(value_of(&rows[k], &scenario->values)))
            continue;
        size_t used = strlen(first);
        if (unset++ < UNSET_SHOWN)
            snprintf(first + used, sizeof first - used, "%s%s.%s", used ? ", " : "",
                     rows[k].section, rows[k].key);
    }
    if (unset > UNSET_SHOWN) {
        thaw_fault fault;
        thaw_fail(&fault, THAW_EMISSING, "%zu values are not set: %s and %zu more", unset, first,
                  unset - UNSET_SHOWN);
        thaw_fault_help(&fault, "start with extends = baseline.ini");
        add(to, &fault);
        return;
    }
    for (size_t k = 0; k < count; k++)
        if (isnan(value_of(&rows[k], &scenario->values))) {
            char key[THAW_KEY_MAX];
            snprintf(key, sizeof key, "%s.%s", rows[k].section, rows[k].key);
            add_unset(to, key);
        }
}

/* A value that is set is within its row's bounds, and a word is a whole index: readers see to it,
 * but a program may have set any number. */
static void check_bounds(const thaw_parameter *row, const char *key, double value, report *to)
{
    bool inside = row->low <= value && value <= row->high;
    if (isnan(value) || (inside && (!row->words || value == floor(value))))
        return;
    char shown[THAW_NUMBER_MAX], low[THAW_NUMBER_MAX], high[THAW_NUMBER_MAX];
    thaw_number_format(value, shown, sizeof shown);
    thaw_number_format(row->low, low, sizeof low);
    thaw_number_format(row->high, high, sizeof high);
    thaw_fault fault;
    if (row->words)
        thaw_fail_key(&fault, THAW_ERANGE, key, "%s = %s is not the index of a word of %s", key,
                      shown, row->words);
    else
        thaw_fail_key(&fault, THAW_ERANGE, key, "%s = %s is outside [%s, %s] (%s: %s)", key, shown,
                      low, high, row->unit, row->meaning);
    add(to, &fault);
}

static void check_values(const thaw_scenario *scenario, report *to)
{
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; k < count; k++) {
        char key[THAW_KEY_MAX];
        snprintf(key, sizeof key, "%s.%s", rows[k].section, rows[k].key);
        check_bounds(&rows[k], key, value_of(&rows[k], &scenario->values), to);
    }
}

/* ---- chances that are parts of one whole ---- */

/* The one list of sums that may not exceed 1. tension.cooperation_calms is not in it: it takes what
 * is left of staying tense, however little. */
static const struct sum {
    const char *what, *keys[2];
    size_t offsets[2];
} sums[] = {
#define SUM(what, section, one, other)                                                             \
    {                                                                                              \
        what, {#section "." #one, #section "." #other},                                            \
        {                                                                                          \
            offsetof(thaw_values, section##_##one), offsetof(thaw_values, section##_##other)       \
        }                                                                                          \
    }
    SUM("leaving calm", tension, calm_to_tense, calm_to_crisis),
    SUM("leaving tense", tension, tense_to_calm, tense_to_crisis),
    SUM("leaving crisis", tension, crisis_to_calm, crisis_to_tense),
    SUM("the signals bad and mixed at effort none", monitoring, bad_none, mixed_none),
    SUM("the signals bad and mixed at effort partial", monitoring, bad_partial, mixed_partial),
    SUM("the signals bad and mixed at effort full", monitoring, bad_full, mixed_full),
#undef SUM
};

/* Sums of decimals such as 0.9 + 0.1 may round to just above 1. */
static const double SUM_TOLERANCE = 1e-12;

static void check_sums(const thaw_scenario *scenario, report *to)
{
    for (size_t k = 0; k < sizeof sums / sizeof *sums; k++) {
        double total = 0;
        for (int i = 0; i < 2; i++) {
            double part = 0;
            memcpy(&part, (const char *)&scenario->values + sums[k].offsets[i], sizeof part);
            total += part;
        }
        if (isnan(total) || total <= 1 + SUM_TOLERANCE)
            continue;
        char key[THAW_KEY_MAX], shown[THAW_NUMBER_MAX];
        snprintf(key, sizeof key, "%s + %s", sums[k].keys[0], sums[k].keys[1]);
        thaw_number_format(total, shown, sizeof shown);
        thaw_fault fault;
        thaw_fail_key(&fault, THAW_ERANGE, key, "%s = %s is more than 1", key, shown);
        thaw_fault_help(&fault, "they are chances of %s: together at most 1", sums[k].what);
        add(to, &fault);
    }
}

/* ---- shocks and plans ---- */

static const char *nearest_shock(const thaw_scenario *scenario, size_t self)
{
    const char *names[THAW_SHOCKS_MAX];
    size_t count = 0;
    for (size_t k = 0; k < scenario->shock_count; k++)
        if (k != self && count < THAW_SHOCKS_MAX)
            names[count++] = scenario->shocks[k].name;
    return thaw_nearest(scenario->shocks[self].name, names, count);
}

static void check_shock(const thaw_scenario *scenario, size_t index, report *to)
{
    const thaw_shock *shock = &scenario->shocks[index];
    size_t count = 0;
    const thaw_parameter *rows = thaw_shock_parameters(&count);
    for (size_t k = 0; k < count; k++) {
        char key[THAW_KEY_MAX];
        snprintf(key, sizeof key, "shock.%s.%s", shock->name, rows[k].key);
        double value = value_of(&rows[k], shock);
        check_bounds(&rows[k], key, value, to);
        if (!isnan(value))
            continue;
        thaw_fault fault;
        thaw_fail_key(&fault, THAW_EMISSING, key, "%s is not set", key);
        const char *near = nearest_shock(scenario, index);
        if (near)
            thaw_fault_help(&fault,
                            "a shock has rate, severity and freeze; did you mean shock.%s.%s?",
                            near, rows[k].key);
        else
            thaw_fault_help(&fault, "a shock has rate, severity and freeze");
        add(to, &fault);
    }
}

static const char *nearest_plan(const thaw_scenario *scenario, size_t self)
{
    const char *names[THAW_PLANS_MAX];
    size_t count = 0;
    for (size_t k = 0; k < scenario->plan_count; k++)
        if (k != self && count < THAW_PLANS_MAX)
            names[count++] = scenario->plans[k].name;
    return thaw_nearest(scenario->plans[self].name, names, count);
}

static void check_plan(const thaw_scenario *scenario, size_t index, report *to)
{
    const thaw_plan *plan = &scenario->plans[index];
    if (plan->set == THAW_PLAN_COMPLETE)
        return;
    static const char *const pairs[] = {"calm",        "tense",        "crisis",
                                        "frozen_calm", "frozen_tense", "frozen_crisis"};
    char missing[THAW_MESSAGE_MAX / 2] = "";
    const unsigned frozen = 7U << THAW_TENSIONS;
    bool all_frozen = (plan->set & frozen) == 0;
    for (unsigned k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        if (plan->set >> k & 1U || (all_frozen && k > THAW_TENSIONS))
            continue;
        size_t used = strlen(missing);
        snprintf(missing + used, sizeof missing - used, "%s%s", used ? ", " : "",
                 all_frozen && k == THAW_TENSIONS ? "frozen" : pairs[k]);
    }
    char key[THAW_KEY_MAX];
    snprintf(key, sizeof key, "plan.%s", plan->name);
    thaw_fault fault;
    thaw_fail_key(&fault, THAW_EMISSING, key, "plan %s does not say what is played in: %s",
                  plan->name, missing);
    const char *near = nearest_plan(scenario, index);
    if (near)
        thaw_fault_help(&fault, "a plan has calm, tense, crisis and frozen; did you mean plan %s?",
                        near);
    else
        thaw_fault_help(&fault, "a plan has calm, tense, crisis and frozen (or frozen_calm, "
                                "frozen_tense, frozen_crisis)");
    add(to, &fault);
}

static void check_strategy(const thaw_scenario *scenario, size_t index, report *to)
{
    thaw_status status = thaw_strategy_text_check(&scenario->strategies[index], to->faults);
    if (to->status == THAW_OK)
        to->status = status;
}

/* ---- expectations ---- */

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (strcmp(text, words[k]) == 0)
            return true;
    return false;
}

/* Moves a fault about a part of an expectation to its key. */
static thaw_status at_key(const char *key, thaw_status status, thaw_fault *fault)
{
    if (status != THAW_OK)
        thaw_copy_text(fault->key, sizeof fault->key, key);
    return status;
}

/* Whether two keys are of one deal, its months written in two ways: full@trigger:12,
 * full@trigger:12.0.
 */
static bool same_deal(const char *a, const char *b)
{
    const char *at_a = strchr(a, '@'), *at_b = strchr(b, '@');
    thaw_punishment first, second;
    return at_a && at_b && at_a - a == at_b - b && strncmp(a, b, (size_t)(at_a - a)) == 0 &&
           thaw_punishment_read(at_a + 1, &first, NULL) == THAW_OK &&
           thaw_punishment_read(at_b + 1, &second, NULL) == THAW_OK && first.kind == second.kind &&
           first.months == second.months;
}

/* No deal is expected to hold and to break. */
static void check_contradictions(const thaw_scenario *scenario, size_t k, report *to)
{
    const thaw_expectation *one = &scenario->expectations[k];
    for (size_t i = 0; i < k; i++) {
        const thaw_expectation *other = &scenario->expectations[i];
        if (strcmp(one->value, other->value) == 0 || !same_deal(one->key, other->key))
            continue;
        thaw_fault fault = {0};
        char key[THAW_KEY_MAX + sizeof "expect."];
        snprintf(key, sizeof key, "expect.%s", one->key);
        thaw_fail_key(&fault, THAW_EPARSE, key, "%s = %s contradicts %s = %s", one->key, one->value,
                      other->key, other->value);
        add(to, &fault);
    }
}

/* PLAN or PLAN@PUNISHMENT. */
static thaw_status check_deal(const thaw_scenario *scenario, const char *text, thaw_fault *fault)
{
    char name[THAW_KEY_MAX];
    const char *at = strchr(text, '@');
    thaw_copy_text(name, sizeof name, text);
    if (at && (size_t)(at - text) < sizeof name)
        name[at - text] = '\0';
    thaw_plan plan;
    thaw_punishment punishment;
    thaw_status status = thaw_scenario_plan(scenario, name, &plan, fault);
    return status == THAW_OK && at ? thaw_punishment_read(at + 1, &punishment, fault) : status;
}

static thaw_status check_words(const char *key, const char *value, const char *const *words,
                               size_t count, const char *list, thaw_fault *fault)
{
    if (is_one_of(value, words, count))
        return THAW_OK;
    char shown[64];
    thaw_copy_text(shown, sizeof shown, value);
    thaw_fail_key(fault, THAW_EPARSE, key, "%s = %s is not one of %s", key, shown, list);
    const char *near = thaw_nearest(value, words, count);
    if (near)
        thaw_fault_help(fault, "did you mean %s?", near);
    return THAW_EPARSE;
}

static thaw_status check_best(const thaw_scenario *scenario, const char *key, const char *value,
                              thaw_fault *fault)
{
    thaw_status status = strcmp(value, "none") == 0 ? THAW_OK : check_deal(scenario, value, fault);
    if (status != THAW_OK) /* what is wrong stands in the value, not in the key */
        fault->status = status = THAW_EPARSE;
    return at_key(key, status, fault);
}

static thaw_status check_months(const char *key, const char *value, thaw_fault *fault)
{
    char shown[64];
    thaw_copy_text(shown, sizeof shown, value);
    double low = 0, high = 0;
    if (!thaw_interval_read(value, &low, &high)) {
        thaw_fail_key(fault, THAW_EPARSE, key, "%s = %s is not a range of months", key, shown);
        thaw_fault_help(fault, "write LOW .. HIGH, as in 10 .. 20");
        return THAW_EPARSE;
    }
    if (!(0 <= low && low <= high && high < HUGE_VAL))
        return thaw_fail_key(fault, THAW_ERANGE, key,
                             "%s = %s: the first number must not be negative nor above the second",
                             key, shown);
    return THAW_OK;
}

static thaw_status check_expectation(const thaw_scenario *scenario,
                                     const thaw_expectation *expectation, thaw_fault *fault)
{
    static const char *const efforts[] = {"none", "partial", "full"};
    static const char *const verdicts[] = {"holds", "breaks"};
    static const char *const words[] = {"best_us",       "best_china", "effort",
                                        "freeze_months", "said",       "why"};
    const char *name = expectation->key, *value = expectation->value;
    char key[THAW_KEY_MAX + sizeof "expect."];
    snprintf(key, sizeof key, "expect.%s", name);
    if (strcmp(name, "said") == 0 || strcmp(name, "why") == 0)
        return THAW_OK;
    if (strcmp(name, "effort") == 0)
        return check_words(key, value, efforts, 3, "none, partial, full", fault);
    if (strcmp(name, "freeze_months") == 0)
        return check_months(key, value, fault);
    if (strcmp(name, "best_us") == 0 || strcmp(name, "best_china") == 0)
        return check_best(scenario, key, value, fault);
    thaw_status status = check_deal(scenario, name, fault);
    const char *near = thaw_nearest(name, words, sizeof words / sizeof *words);
    if (status == THAW_EUNKNOWN && near)
        thaw_fault_help(fault, "did you mean %s?", near);
    else if (status == THAW_EUNKNOWN && strncmp(fault->help, "did you", strlen("did you")) != 0)
        thaw_fault_help(fault, "[expect] has plans (PLAN or PLAN@PUNISHMENT), best_us, best_china, "
                               "effort, freeze_months, said and why");
    if (status != THAW_OK)
        return at_key(key, fault->status = THAW_EUNKNOWN, fault);
    return check_words(key, value, verdicts, 2, "holds, breaks", fault);
}

thaw_status thaw_scenario_validate(const thaw_scenario *scenario, thaw_faults *faults)
{
    report to = {faults, THAW_OK};
    check_unset(scenario, &to);
    check_values(scenario, &to);
    check_sums(scenario, &to);
    for (size_t k = 0; k < scenario->shock_count; k++)
        check_shock(scenario, k, &to);
    for (size_t k = 0; k < scenario->plan_count; k++)
        check_plan(scenario, k, &to);
    for (size_t k = 0; k < scenario->strategy_count; k++)
        check_strategy(scenario, k, &to);
    for (size_t k = 0; k < scenario->expectation_count; k++) {
        thaw_fault fault = {0};
        if (check_expectation(scenario, &scenario->expectations[k], &fault) != THAW_OK)
            add(&to, &fault);
        else
            check_contradictions(scenario, k, &to);
    }
    return to.status;
}
