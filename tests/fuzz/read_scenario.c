/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzzes the reader of scenarios. The input is a file's text and, behind a line "%%", the settings
 * of --set, one a line, which are then read as those of a --with too. Whatever it is, the reader
 * either gives a scenario that is complete and valid, or says what is wrong in messages that a
 * terminal can show. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "not so: %s\n", what);
        abort();
    }
}

static void check_rows(const thaw_parameter *rows, size_t count, void *values)
{
    for (size_t k = 0; k < count; k++) {
        double value = *thaw_parameter_in(&rows[k], values);
        require(rows[k].low <= value && value <= rows[k].high, "every value is set and in bounds");
        require(!rows[k].words || value == (double)(int)value, "a word is an index");
    }
}

static void check_plan(const thaw_plan *plan)
{
    require(plan->set == THAW_PLAN_COMPLETE, "a plan is complete");
    for (int t = 0; t < THAW_TENSIONS; t++) {
        require(thaw_stance_name(plan->open[t].us) && thaw_stance_name(plan->frozen[t].us),
                "a plan's stances exist");
        require(plan->open[t].china < THAW_STAY, "an open channel's move");
        require(plan->frozen[t].china >= THAW_STAY && plan->frozen[t].china < THAW_MOVES,
                "a frozen channel's move");
    }
}

static void check_scenario(thaw_scenario *scenario, const thaw_origins *origins)
{
    size_t count = 0, shock_rows = 0;
    thaw_faults faults = {0};
    const thaw_parameter *rows = thaw_parameters(&count);
    check_rows(rows, count, &scenario->values);
    rows = thaw_shock_parameters(&shock_rows);
    for (size_t k = 0; k < scenario->shock_count; k++)
        check_rows(rows, shock_rows, &scenario->shocks[k]);
    for (size_t k = 0; k < scenario->plan_count; k++)
        check_plan(&scenario->plans[k]);
    require(thaw_scenario_validate(scenario, &faults) == THAW_OK && faults.count == 0,
            "what was read is valid");
    require(scenario->title[0] != '\0', "there is a title");
    require(origins->count >= count + shock_rows * scenario->shock_count +
                                  6 * scenario->plan_count + scenario->expectation_count,
            "every value has an origin");
}

/* No control characters, and nothing that ends within a character. */
static void check_text(const char *text, size_t size)
{
    require(memchr(text, '\0', size) != NULL, "a text ends");
    int rest = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        require(*c >= 0x20 && *c != 0x7F, "no control characters");
        require((rest > 0) == ((*c & 0xC0U) == 0x80U), "UTF-8");
        rest = rest > 0 ? rest - 1 : *c >= 0xF0 ? 3 : *c >= 0xE0 ? 2 : *c >= 0xC0 ? 1 : 0;
    }
    require(rest == 0, "UTF-8 to the end");
}

static void check_fault(const thaw_fault *fault)
{
    require(fault->status != THAW_OK, "a fault has a status");
    require(fault->text[0] != '\0', "a fault has a text");
    check_text(fault->text, sizeof fault->text);
    check_text(fault->help, sizeof fault->help);
    check_text(fault->key, sizeof fault->key);
    check_text(fault->excerpt, sizeof fault->excerpt);
    check_text(fault->file, sizeof fault->file);
    require((fault->line > 0) == (fault->column > 0), "a line has a column");
    require(fault->length >= 0, "a mark has a length");
}

/* Splits what follows "%%" into lines. */
static size_t split_sets(char *text, const char **sets, size_t room)
{
    size_t count = 0;
    for (char *line = strtok(text, "\n"); line && count < room; line = strtok(NULL, "\n"))
        sets[count++] = line;
    return count;
}

/* The settings once more, on top of what they gave, as --with takes them: separated by commas. */
static void check_alter(const thaw_scenario *from, const char *settings)
{
    thaw_scenario altered;
    thaw_faults faults = {0}, again = {0};
    thaw_status status = thaw_scenario_alter(from, settings, "--with", 1, &altered, &faults);
    require((status == THAW_OK) == (faults.count == 0), "a status fits its faults");
    if (status == THAW_OK)
        require(thaw_scenario_validate(&altered, &again) == THAW_OK, "what was altered is valid");
    else
        require(!altered.shocks && !altered.plans, "nothing is left");
    for (size_t k = 0; k < faults.count; k++)
        check_fault(&faults.items[k]);
    thaw_scenario_clear(&altered);
    thaw_faults_clear(&faults);
    thaw_faults_clear(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    const char *sets[16];
    size_t set_count = 0, length = size;
    char *mark = memchr(text, '%', size) ? strstr(text, "\n%%\n") : NULL;
    if (mark) {
        length = (size_t)(mark - text) + 1;
        set_count = split_sets(mark + strlen("\n%%\n"), sets, sizeof sets / sizeof *sets);
    }
    thaw_scenario scenario;
    thaw_origins origins;
    thaw_faults faults = {0};
    thaw_status status = thaw_scenario_read_text(text, length, "fuzz.ini", "scenarios", sets,
                                                 set_count, &scenario, &origins, &faults);
    require((status == THAW_OK) == (faults.count == 0), "a status fits its faults");
    require(faults.count <= 101, "an end to faults");
    if (status == THAW_OK)
        check_scenario(&scenario, &origins);
    for (size_t k = 0; status == THAW_OK && k < set_count; k++)
        check_alter(&scenario, sets[k]);
    if (status != THAW_OK)
        require(!scenario.shocks && !scenario.plans && origins.count == 0, "nothing is left");
    for (size_t k = 0; k < faults.count; k++)
        check_fault(&faults.items[k]);
    thaw_scenario_clear(&scenario);
    thaw_origins_clear(&origins);
    thaw_faults_clear(&faults);
    free(text);
    return 0;
}
