/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What replay makes of a study. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

#include "cli/command.h"
#include "tests/support/studies.h"

/* The answer of "replay ...". */
static void replay_of(const char *line, thaw_answer *answer)
{
    char command[512];
    snprintf(command, sizeof command, "replay %s", line);
    answer_of(command, answer);
}

static const json_t *at(const json_t *array, size_t index)
{
    return json_array_get(array, index);
}

/* A replay solves all twelve states, solve those that can be reached: the best deal is the same. */
Test(replay, the_best_deal_is_that_of_solve)
{
    static const char *const scenarios[] = {"2019-class-scheduling", "2023-woodside-deal"};
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        thaw_study study;
        thaw_answer answer;
        char name[THAW_DEAL_NAME_MAX] = "";
        study_of(scenarios[i], &study);
        if (study.best.nash != THAW_NO_DEAL_BEST)
            thaw_deal_format(&study.deals.items[study.best.nash], name, sizeof name);
        replay_of(scenarios[i], &answer);
        const json_t *rule = at(json_object_get(answer.json, "rules"), 0);
        bool best = json_is_true(json_object_get(rule, "best"));
        cr_expect(eq(int, best, name[0] != '\0'), "%s", scenarios[i]);
        if (best)
            cr_expect(eq(str, (char *)json_string_value(json_object_get(rule, "name")), name), "%s",
                      scenarios[i]);
        thaw_answer_clear(&answer);
        thaw_study_clear(&study);
    }
}

static double sum_of(const json_t *rules, const char *era, const char *side, const char *member)
{
    double sum = 0;
    size_t i, k;
    const json_t *rule, *fit;
    json_array_foreach(rules, i, rule)
    {
        json_array_foreach(json_object_get(rule, "fits"), k, fit)
        {
            if (strcmp(json_string_value(json_object_get(fit, "era")), era) == 0 &&
                strcmp(json_string_value(json_object_get(fit, "side")), side) == 0)
                sum += json_number_value(json_object_get(fit, member));
        }
    }
    return sum;
}

/* Eras add up to all months; weights of the rules to 1. */
Test(replay, eras_add_up)
{
    thaw_answer answer;
    replay_of("baseline partial@grim", &answer);
    const json_t *rules = json_object_get(answer.json, "rules");
    static const char *const sides[] = {"us", "china", "both"};
    static const char *const eras[] = {"2018-19", "2020-22", "2023-25"};
    for (int s = 0; s < 3; s++) {
        double parts = 0;
        for (int e = 0; e < 3; e++) {
            parts += sum_of(rules, eras[e], sides[s], "log_likelihood");
            cr_expect(epsilon_eq(dbl, sum_of(rules, eras[e], sides[s], "weight"), 1, 1e-12));
        }
        cr_expect(epsilon_eq(dbl, sum_of(rules, "all", sides[s], "log_likelihood"), parts, 1e-6));
    }
    thaw_answer_clear(&answer);
}

/* A deal that is named twice over, or is the best one, is one rule. */
Test(replay, a_rule_stands_once)
{
    thaw_answer answer;
    replay_of("baseline partial_pressure+delist@trigger:6 partial partial+delist", &answer);
    const json_t *rules = json_object_get(answer.json, "rules"), *one, *two;
    size_t i, k;
    json_array_foreach(rules, i, one)
    {
        json_array_foreach(rules, k, two)
        {
            cr_expect(i == k || strcmp(json_string_value(json_object_get(one, "name")),
                                       json_string_value(json_object_get(two, "name"))) != 0);
        }
    }
    bool best = json_is_true(json_object_get(at(rules, 0), "best"));
    cr_expect(best);
    cr_expect(eq(str, (char *)json_string_value(json_object_get(at(rules, 1), "name")), "partial"));
    cr_expect(eq(str, (char *)json_string_value(json_object_get(at(rules, 2), "name")), "no-deal"));
    thaw_answer_clear(&answer);
}

/* A window of months counts its own: the year 2019 has no freeze and eight months of full effort.
 */
Test(replay, a_window_has_its_own_months)
{
    thaw_answer answer;
    size_t index, full = 0;
    const json_t *month;
    replay_of("baseline --from 2019-01 --to 2019-12", &answer);
    const json_t *months = json_object_get(answer.json, "months");
    cr_assert(eq(sz, json_array_size(months), 12));
    json_array_foreach(months, index, month)
    {
        full += strcmp(json_string_value(json_object_get(month, "effort")), "full") == 0;
    }
    cr_expect(eq(sz, full, 8));
    cr_expect(eq(sz, json_array_size(json_object_get(answer.json, "freezes")), 0));
    cr_expect(eq(sz, json_array_size(json_object_get(answer.json, "eras")), 1));
    thaw_answer_clear(&answer);
}

/* The rule that describes China best in all months, and how many others do as well. */
static const char *describes(const thaw_answer *answer, size_t *others)
{
    const json_t *eras = json_object_get(answer->json, "eras"),
                 *best = json_object_get(at(eras, json_array_size(eras) - 1), "best"),
                 *china = json_object_get(best, "china");
    *others = json_array_size(json_object_get(china, "as_likely"));
    return json_string_value(json_object_get(china, "rule"));
}

/* Without noise one month that a rule does not have rules it out: over all months every rule is,
 * and none is named, whichever stands first; nor does one explain a month that none has. */
Test(replay, what_is_ruled_out_describes_nothing)
{
    static const char *const lines[] = {"baseline --coding-noise 0",
                                        "baseline full@grim --coding-noise 0"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        thaw_answer answer;
        size_t others, k, none = 0;
        const json_t *month;
        replay_of(lines[i], &answer);
        cr_expect(describes(&answer, &others) == NULL, "%s", lines[i]);
        cr_expect(eq(sz, others, 0));
        json_array_foreach(json_object_get(answer.json, "months"), k, month)
        {
            bool impossible = json_number_value(json_object_get(month, "chance")) == 0;
            bool unexplained = json_is_null(json_object_get(month, "explained_by"));
            none += impossible;
            cr_expect(eq(int, unexplained, impossible), "%zu", k);
        }
        cr_expect(gt(sz, none, 0));
        thaw_answer_clear(&answer);
    }
}

/* No rule stays frozen in September 2022: all of them are as likely, and whichever is named first,
 * the others stand beside it. */
Test(replay, rules_that_are_as_likely_stand_together)
{
    thaw_answer answer;
    size_t others, rules;
    replay_of("baseline full@grim --from 2022-09 --to 2022-09", &answer);
    rules = json_array_size(json_object_get(answer.json, "rules"));
    cr_assert(describes(&answer, &others) != NULL);
    cr_expect(eq(sz, others, rules - 2)); /* all but itself and even chances */
    const json_t *month = at(json_object_get(answer.json, "months"), 0);
    cr_expect(eq(sz, json_array_size(json_object_get(month, "as_likely")), rules - 2));
    thaw_answer_clear(&answer);
}
