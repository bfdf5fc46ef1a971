/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `thaw sensitivity` varies, and how it counts. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/sensitivity_report.h"
#include "tests/support/studies.h"

static thaw_study study;

static void set_up(void)
{
    study_of("baseline partial@grim", &study);
}

static void tear_down(void)
{
    thaw_study_clear(&study);
}

TestSuite(inputs, .init = set_up, .fini = tear_down);

static thaw_inputs read(const thaw_options *options)
{
    thaw_inputs inputs;
    thaw_faults faults = {0};
    cr_assert(eq(int,
                 thaw_inputs_read(options, &study, &study.deals.items[0], true, &inputs, &faults),
                 THAW_OK));
    return inputs;
}

static size_t at(const thaw_inputs *inputs, const char *key)
{
    size_t k = 0;
    while (k < inputs->dials.count && strcmp(inputs->dials.items[k].key, key) != 0)
        k++;
    return k;
}

/* Points stay where they are; so does all that is no number. */
Test(inputs, all_with_a_range)
{
    const thaw_options options = {.shape = THAW_PRIOR_PERT};
    thaw_inputs inputs = read(&options);
    size_t weakness = at(&inputs, "economy.weakness");
    cr_assert(lt(sz, weakness, inputs.dials.count));
    cr_assert(eq(dbl, inputs.priors[weakness].low, 0.8));
    cr_assert(eq(dbl, inputs.priors[weakness].high, 1.8));
    cr_assert(eq(dbl, inputs.priors[weakness].mode, 1)); /* where the baseline stands */
    cr_assert(eq(int, inputs.priors[weakness].kind, THAW_PRIOR_PERT));
    cr_assert(eq(sz, at(&inputs, "stability.weight_calm"), inputs.dials.count)); /* 1 .. 1 */
    cr_assert(eq(sz, at(&inputs, "patience"), inputs.dials.count));
    cr_assert(eq(sz, inputs.outside, 0));
    cr_assert(eq(sz, inputs.unknown, 0));
    thaw_inputs_clear(&inputs);
}

Test(inputs, those_named_and_ranges_of_ones_own)
{
    const char *vary[] = {"leverage.value_crisis", "economy.weakness=1.2:1.5", "patience"};
    const thaw_options options = {
        .vary = vary, .vary_count = 3, .ranges = "tests/cli/sensitivity_ranges/ours.ini"};
    thaw_inputs inputs = read(&options);
    cr_assert(eq(sz, inputs.dials.count, 3));
    cr_assert(eq(dbl, inputs.priors[0].high, 6));
    cr_assert(eq(dbl, inputs.priors[0].mode, 3));
    cr_assert(eq(int, inputs.priors[0].kind, THAW_PRIOR_TRIANGULAR));
    cr_assert(eq(dbl, inputs.priors[1].low, 1.2));
    cr_assert(eq(int, inputs.priors[1].kind, THAW_PRIOR_UNIFORM));
    cr_assert(eq(sz, inputs.outside, 1)); /* weakness stands at 1 */
    cr_assert(lt(dbl, inputs.priors[2].low, 1));
    cr_assert(gt(dbl, inputs.priors[2].high, 1));
    thaw_inputs_clear(&inputs);
}

Test(tally, verdicts)
{
    const double verdict[] = {1, -9, 0, -9, 0.5, -9, (double)NAN, -9, 1, -9};
    thaw_tally t = thaw_tally_of(verdict, 5, 2);
    cr_assert(eq(sz, t.holds, 2));
    cr_assert(eq(sz, t.undecided, 1));
    cr_assert(eq(sz, t.unsolved, 1));
    cr_assert(eq(sz, t.solved, 4));
}

/* Two plans of one deal each over three draws: the first holds twice and is Nash-best once, the
 * second holds once, in a draw in which it is best for everybody. */
Test(inputs, plans_are_counted_over_draws)
{
    enum { OUTPUTS = THAW_ALL_DEALS + 4 };
    thaw_deal deals[2] = {{.plan = "one"}, {.plan = "two"}};
    double output[3 * OUTPUTS] = {0};
    const double best[3][3] = {{0, -1, -1}, {1, 1, 1}, {-1, -1, -1}};
    const double verdict[3][2] = {{1, 0}, {1, 1}, {0, (double)NAN}};
    for (int r = 0; r < 3; r++)
        for (int k = 0; k < 3; k++) {
            output[r * OUTPUTS + THAW_ALL_NASH + k] = best[r][k];
            if (k < 2)
                output[r * OUTPUTS + THAW_ALL_DEALS + 2 * k + 1] = verdict[r][k];
        }
    thaw_study mine = {.deals = {deals, 2, 2}};
    thaw_inquiry inquiry = {.study = &mine, .sample = {3, 0, OUTPUTS, NULL, output, 0}};
    thaw_plan_share *shares = NULL;
    size_t count = 0;
    cr_assert(thaw_plan_shares(&inquiry, &shares, &count));
    cr_assert(eq(sz, count, 3));
    cr_assert(eq(sz, shares[0].tally.holds, 2));
    cr_assert(eq(sz, shares[1].tally.holds, 1));
    cr_assert(eq(sz, shares[1].tally.solved, 2));
    cr_assert(eq(sz, shares[0].best[0], 1));
    cr_assert(eq(sz, shares[1].best[2], 1));
    cr_assert(eq(ptr, (void *)shares[2].plan, NULL));
    cr_assert(eq(sz, shares[2].best[0], 1));
    cr_assert(eq(sz, shares[2].best[1], 2));
    free(shares);
}

/* ---- noise ---- */

/* Neither input plays a part in the plan, and so near to where the verdict changes the price is as
 * small as 2e-8: what rounding makes of it is more than 1e-12 of it. */
Test(noise, of_a_small_price_is_no_sensitivity)
{
    thaw_answer answer;
    answer_of("sensitivity baseline partial_pressure@trigger:12 --runs 16 --points 8 --quiet --set "
              "enforcement.cost_partial=0.64415998 --vary monitoring.bad_full --vary "
              "monitoring.mixed_full",
              &answer);
    const json_t *inputs = json_object_get(answer.json, "inputs"),
                 *design = json_object_get(answer.json, "design");
    cr_assert(eq(sz, json_array_size(inputs), 2));
    cr_expect(lt(dbl, json_number_value(json_object_get(design, "mean")), 1e-7));
    cr_expect(eq(dbl, json_number_value(json_object_get(design, "variance")), 0));
    for (size_t k = 0; k < 2; k++) {
        const json_t *input = json_array_get(inputs, k);
        bool first = json_is_null(json_array_get(json_object_get(input, "first"), 0));
        bool total = json_is_null(json_array_get(json_object_get(input, "total"), 0));
        bool ranks = json_is_null(json_object_get(input, "correlation"));
        cr_expect(first && total && ranks);
    }
    thaw_answer_clear(&answer);
}
