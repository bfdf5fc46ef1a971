/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records for tests. */
#include "tests/support/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "io/history.h"

thaw_record record_of(const char *lines)
{
    static const char head[] =
        "month,tension,listed,china_cooperation,us_stance,talks,state_confidence\n";
    size_t length = strlen(head) + strlen(lines);
    char *text = malloc(length + 1);
    thaw_record record;
    thaw_faults faults = {0};
    cr_assert_not_null(text);
    snprintf(text, length + 1, "%s%s", head, lines);
    cr_assert_eq(thaw_history_read_text(text, length, "record", &record, &faults), THAW_OK, "%s",
                 faults.count ? faults.items[0].text : "?");
    free(text);
    return record;
}

thaw_record shipped_record(void)
{
    thaw_record record;
    thaw_faults faults = {0};
    cr_assert_eq(
        thaw_history_read(THAW_SOURCE_DIR "/scenarios/history/history.csv", &record, &faults),
        THAW_OK, "%s", faults.count ? faults.items[0].text : "?");
    return record;
}

thaw_setting everywhere(const thaw_scenario *scenario)
{
    thaw_setting setting;
    cr_assert_eq(thaw_setting_of_scenario(scenario, true, &setting, NULL), THAW_OK);
    return setting;
}
