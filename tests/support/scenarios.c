/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios for tests. */
#include "tests/support/scenarios.h"

#include <criterion/criterion.h>

#include "io/scenario.h"

thaw_scenario baseline_with(const char *const *sets)
{
    size_t count = 0;
    while (sets && sets[count])
        count++;
    thaw_scenario scenario;
    thaw_faults faults = {0};
    thaw_status status = thaw_scenario_read(THAW_SOURCE_DIR "/scenarios/baseline.ini", sets, count,
                                            &scenario, NULL, &faults);
    cr_assert_eq(status, THAW_OK, "%s", faults.count ? faults.items[0].text : "");
    thaw_faults_clear(&faults);
    return scenario;
}

thaw_scenario baseline(void)
{
    return baseline_with(NULL);
}

thaw_setting setting_of(const thaw_scenario *scenario)
{
    thaw_setting setting;
    thaw_fault fault = {0};
    cr_assert_eq(thaw_setting_of_scenario(scenario, false, &setting, &fault), THAW_OK, "%s",
                 fault.text);
    return setting;
}
