/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thresholds where the time ends before all inputs were looked at: nothing is said of the others.
 * The clock here is the test's own: a second passes at every look. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <string.h>

#include "solvers/clock.h"
#include "tests/support/studies.h"

static double now;

double thaw_clock(void)
{
    return ++now;
}

/* Nine inputs at two points each: a group of eight, and one more. */
static void thresholds_within(double seconds, thaw_answer *answer)
{
    char line[1024];
    snprintf(line, sizeof line,
             "threshold baseline partial@grim --threads 1 --time-limit %.0f "
             "--vary leverage.linkage=0.5:1.5:2 --vary economy.weakness=0.9:1.1:2 "
             "--vary pressure.cost_us=0.4:0.6:2 --vary listing.gain_us=0.1:0.3:2 "
             "--vary freeze.cost_us=0.2:0.4:2 --vary pressure.harm_china=0.9:1.1:2 "
             "--vary image.full=0.3:0.5:2 --vary stability.full=0.3:0.5:2 "
             "--vary relief.value_china=0.9:1.1:2",
             seconds);
    now = 0;
    answer_of(line, answer);
}

static bool says(const thaw_answer *answer, const char *text)
{
    for (size_t k = 0; k < answer->count; k++)
        if (answer->blocks[k].text && strstr(answer->blocks[k].text, text))
            return true;
    return false;
}

static const char *outcome_of(const thaw_answer *answer)
{
    return json_string_value(json_object_get(answer->json, "outcome"));
}

static size_t inputs_of(const thaw_answer *answer)
{
    return json_array_size(json_object_get(answer->json, "thresholds"));
}

Test(threshold_report, part_of_the_inputs_is_called_so)
{
    thaw_answer whole, part;
    thresholds_within(1e9, &whole);
    double looks = now;
    cr_expect(eq(int, whole.exit, 0));
    cr_expect(eq(str, (char *)outcome_of(&whole), "converged"));
    cr_expect(eq(sz, inputs_of(&whole), 9));
    cr_expect(not(says(&whole, "of the first")));

    thresholds_within(looks - 3, &part);
    cr_expect(eq(int, part.exit, 1));
    cr_expect(eq(str, (char *)outcome_of(&part), "stopped at the time limit"));
    cr_expect(eq(sz, inputs_of(&part), 8));
    cr_expect(says(&part, "of the first eight inputs"));
    cr_expect(says(&part, "Thresholds of the inputs after these were not found"));
    thaw_answer_clear(&whole);
    thaw_answer_clear(&part);
}
