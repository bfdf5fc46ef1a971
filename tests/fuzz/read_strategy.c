/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzzes strategies as text. The input is lines "key = value" of one strategy. Whatever they are,
 * each is taken or refused with a message; what is without fault becomes an automaton whose mixes
 * are mixes and whose memory states exist. */
#include <stdlib.h>
#include <string.h>

#include "model/strategies.h"
#include "tests/fuzz/support/baseline.h"
#include "tests/fuzz/support/fuzz.h"

static void take_line(thaw_strategy_text *text, char *line)
{
    char *equals = strchr(line, '=');
    if (!equals)
        return;
    char *end = equals;
    while (end > line && end[-1] == ' ')
        end--;
    *end = '\0';
    thaw_fault fault;
    if (thaw_strategy_text_set(text, line, equals + 1 + strspn(equals + 1, " "), &fault) == THAW_OK)
        return;
    require(fault.text[0] != '\0', "a fault has a text");
    require_shown(fault.text, sizeof fault.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const thaw_setting *setting = baseline_setting();
    char *lines = fuzz_text(data, size), *rest = NULL;
    thaw_strategy_text *text = malloc(sizeof *text);
    if (!lines || !text)
        return 0;
    thaw_strategy_text_init(text, "fuzz");
    for (char *line = strtok_r(lines, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        take_line(text, line);
    thaw_faults faults = {0};
    thaw_status status = thaw_strategy_text_check(text, &faults);
    require_faults(status, &faults);
    thaw_strategy *strategy = NULL;
    thaw_fault fault;
    if (status == THAW_OK) {
        status = thaw_strategy_compile(setting, text, &strategy, &fault);
        require(status == THAW_OK || status == THAW_ERANGE, "what has no fault is an automaton");
        if (status == THAW_OK)
            require(thaw_strategy_check(setting->game, strategy, &fault) == THAW_OK,
                    "mixes are mixes, memory states exist");
    }
    thaw_strategy_free(strategy);
    thaw_faults_clear(&faults);
    free(text);
    free(lines);
    return 0;
}
