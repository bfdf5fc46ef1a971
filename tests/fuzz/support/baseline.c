/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The baseline, read once. */
#include "tests/fuzz/support/baseline.h"

#include "io/scenario.h"
#include "tests/fuzz/support/fuzz.h"

const thaw_setting *baseline_setting(void)
{
    static thaw_scenario scenario;
    static thaw_setting setting;
    thaw_faults faults = {0};
    if (!setting.game)
        require(thaw_scenario_read("scenarios/baseline.ini", NULL, 0, &scenario, NULL, &faults) ==
                        THAW_OK &&
                    thaw_setting_of_scenario(&scenario, false, &setting, NULL) == THAW_OK,
                "there is a baseline in the folder this runs in");
    return &setting;
}
