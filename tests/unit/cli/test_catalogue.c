/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/catalogue, on the scenarios that come with Thaw. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

#include "cli/catalogue.h"

static const thaw_entry *find(const thaw_catalogue *catalogue, const char *key)
{
    for (size_t i = 0; i < catalogue->count; i++)
        if (strcmp(catalogue->entries[i].key, key) == 0)
            return &catalogue->entries[i];
    return NULL;
}

Test(catalogue, every_input_of_the_baseline_has_a_value_and_every_number_a_range_around_it)
{
    thaw_catalogue catalogue;
    thaw_faults faults = {0};
    cr_assert(eq(int, thaw_catalogue_read(NULL, &catalogue, &faults), THAW_OK));
    cr_expect(gt(sz, catalogue.count, 75));
    for (size_t i = 0; i < catalogue.count; i++) {
        const thaw_entry *entry = &catalogue.entries[i];
        cr_expect(not(isnan(entry->value)), "%s", entry->key);
        cr_expect(not(thaw_entry_differs(entry)), "%s", entry->key);
        if (!entry->row->words)
            cr_expect(entry->low <= entry->value && entry->value <= entry->high, "%s", entry->key);
    }
    thaw_catalogue_clear(&catalogue);
    thaw_faults_clear(&faults);
}

Test(catalogue, a_scenario_s_changes_and_own_shocks_differ)
{
    static const char *const sets[] = {"economy.weakness=1.4", "shock.own.rate=0",
                                       "shock.own.severity=0", "shock.own.freeze=0"};
    thaw_scenario scenario;
    thaw_catalogue catalogue;
    thaw_faults faults = {0};
    thaw_scenario_init(&scenario);
    cr_assert(eq(int,
                 thaw_scenario_read(THAW_SOURCE_DIR "/scenarios/baseline.ini", sets, 4, &scenario,
                                    NULL, &faults),
                 THAW_OK));
    cr_assert(eq(int, thaw_catalogue_read(&scenario, &catalogue, &faults), THAW_OK));
    const thaw_entry *changed = find(&catalogue, "economy.weakness");
    const thaw_entry *same = find(&catalogue, "us.discount");
    const thaw_entry *own = find(&catalogue, "shock.own.rate");
    cr_assert(changed && same && own);
    cr_expect(eq(dbl, changed->value, 1.4));
    cr_expect(eq(dbl, changed->baseline, 1));
    cr_expect(thaw_entry_differs(changed));
    cr_expect(not(thaw_entry_differs(same)));
    cr_expect(thaw_entry_differs(own));
    cr_expect(isnan(own->baseline));
    thaw_catalogue_clear(&catalogue);
    thaw_scenario_clear(&scenario);
    thaw_faults_clear(&faults);
}

Test(catalogue, bounds_are_an_interval_or_the_words)
{
    const thaw_parameter number = {.low = -100, .high = 1e6},
                         words = {.words = "noisy|perfect", .high = 1};
    char text[64];
    thaw_bounds_format(&number, text, sizeof text);
    cr_expect(eq(str, text, "-100 to 1000000"));
    thaw_bounds_format(&words, text, sizeof text);
    cr_expect(eq(str, text, "noisy, perfect"));
    json_t *list = thaw_words_json(&words);
    cr_expect(eq(sz, json_array_size(list), 2));
    cr_expect(eq(str, (char *)json_string_value(json_array_get(list, 1)), "perfect"));
    json_decref(list);
}
