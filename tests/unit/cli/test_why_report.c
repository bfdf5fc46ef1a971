/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/why_report: the items are what the departure costs, whatever the deal. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "cli/why_report.h"
#include "tests/support/studies.h"

static double number(const json_t *object, const char *key)
{
    return json_number_value(json_object_get(object, key));
}

/* Faithful less departing. */
static double difference(const json_t *object, const char *key)
{
    const json_t *both = json_object_get(object, key);
    return json_number_value(json_array_get(both, 0)) - json_number_value(json_array_get(both, 1));
}

static double sum_of_items(const json_t *departure)
{
    const json_t *today = json_object_get(departure, "today"),
                 *tomorrow = json_object_get(departure, "tomorrow");
    double sum = difference(tomorrow, "on_plan") - difference(tomorrow, "punishment_cost");
    for (size_t k = 0; k < json_array_size(today); k++)
        sum += number(json_array_get(today, k), "difference");
    return sum;
}

/* Every deal of a study; how many of them have a departure. */
static size_t check_items(const char *line)
{
    size_t checked = 0;
    thaw_study study;
    study_of(line, &study);
    for (size_t k = 0; k < study.deals.count; k++) {
        thaw_answer answer;
        char name[THAW_DEAL_NAME_MAX];
        thaw_answer_init(&answer);
        thaw_deal_format(&study.deals.items[k], name, sizeof name);
        thaw_why_say(&study, k, false, &answer);
        const json_t *departure = json_object_get(answer.json, "departure");
        if (json_is_object(departure)) {
            double cost = number(departure, "cost"), sum = sum_of_items(departure);
            cr_expect_leq(fabs(sum - cost), 1e-9 * fmax(1, fabs(cost)), "%s, %s: %g is not %g",
                          line, name, sum, cost);
            checked++;
        }
        thaw_answer_clear(&answer);
    }
    thaw_study_clear(&study);
    return checked;
}

Test(why_report, items_sum_to_the_cost)
{
    cr_expect_geq(check_items("baseline"), 20);
    cr_expect_geq(check_items("2022-pelosi-freeze --set monitoring.kind=perfect"), 20);
    cr_expect_geq(check_items("scenarios/games/noisy-pd.json cooperate/cooperate@trigger:2 "
                              "cooperate/cooperate@grim"),
                  2);
}

/* Signals count for nothing where departures are seen. */
Test(why_report, items_under_harshest_sum_to_the_cost)
{
    cr_expect_geq(check_items("baseline full@harshest full_calm@harshest partial@harshest "
                              "partial_pressure@harshest --set listing.rule=fixed"),
                  4);
    cr_expect_geq(check_items("scenarios/games/noisy-pd.json cooperate/cooperate@harshest "
                              "cooperate/defect@harshest defect/defect@harshest"),
                  3);
    cr_expect_geq(check_items("scenarios/games/two-state-pd.json cooperate/cooperate@harshest"), 1);
}
