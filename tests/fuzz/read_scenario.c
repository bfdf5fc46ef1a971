/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzzes the reader of scenarios. The input is a file's text and, behind a line "%%", the settings
 * of --set, one a line, which are then read as those of a --with too. Whatever it is, the reader
 * either gives a scenario that is complete and valid, or says what is wrong in messages that a
 * terminal can show. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/scenario.h"
#include "model/number.h"
#include "tests/fuzz/support/fuzz.h"

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

/* Splits what follows "%%" into lines. */
static size_t split_sets(char *text, const char **sets, size_t room)
{
    size_t count = 0;
    for (char *line = strtok(text, "\n"); line && count < room; line = strtok(NULL, "\n"))
        sets[count++] = line;
    return count;
}

/* ---- written and read again ---- */

static void write_value(FILE *out, const thaw_parameter *row, double value)
{
    char number[THAW_NUMBER_MAX];
    const char *word = row->words;
    fprintf(out, "%s = ", row->key);
    for (int k = 0; word && k < (int)value; k++)
        word = strchr(word, '|') + 1;
    thaw_number_format(value, number, sizeof number);
    fprintf(out, "%.*s\n", word ? (int)strcspn(word, "|") : (int)strlen(number),
            word ? word : number);
}

/* Values, shocks and plans. */
static char *write_scenario(thaw_scenario *scenario, size_t *length)
{
    static const char *const tensions[] = {"calm", "tense", "crisis"};
    char *text = NULL, pair[24];
    size_t count;
    const thaw_parameter *rows = thaw_parameters(&count);
    FILE *out = open_memstream(&text, length);
    require(out != NULL, "memory");
    fprintf(out, "schema = 1\ntitle = fuzz\n");
    for (size_t k = 0; k < count; k++) {
        if (k == 0 || strcmp(rows[k].section, rows[k - 1].section) != 0)
            fprintf(out, "[%s]\n", rows[k].section);
        write_value(out, &rows[k], *thaw_parameter_in(&rows[k], &scenario->values));
    }
    rows = thaw_shock_parameters(&count);
    for (size_t s = 0; s < scenario->shock_count; s++) {
        fprintf(out, "[shock.%s]\n", scenario->shocks[s].name);
        for (size_t k = 0; k < count; k++)
            write_value(out, &rows[k], *thaw_parameter_in(&rows[k], &scenario->shocks[s]));
    }
    for (size_t p = 0; p < scenario->plan_count; p++) {
        fprintf(out, "[plan.%s]\n", scenario->plans[p].name);
        for (int t = 0; t < THAW_TENSIONS; t++) {
            thaw_pair_format(scenario->plans[p].open[t], pair, sizeof pair);
            fprintf(out, "%s = %s\n", tensions[t], pair);
            thaw_pair_format(scenario->plans[p].frozen[t], pair, sizeof pair);
            fprintf(out, "frozen_%s = %s\n", tensions[t], pair);
        }
    }
    fclose(out);
    return text;
}

static void require_same_values(const thaw_parameter *rows, size_t count, void *one, void *other)
{
    for (size_t k = 0; k < count; k++)
        require(*thaw_parameter_in(&rows[k], one) == *thaw_parameter_in(&rows[k], other),
                "%s is the same, written and read again", rows[k].key);
}

static void check_round_trip(thaw_scenario *scenario)
{
    thaw_scenario again;
    thaw_faults faults = {0};
    size_t length = 0, count;
    char *text = write_scenario(scenario, &length);
    thaw_status status =
        thaw_scenario_read_text(text, length, "again.ini", NULL, NULL, 0, &again, NULL, &faults);
    require(status == THAW_OK, "what was read is written and read again: %s",
            faults.count > 0 ? faults.items[0].text : "");
    const thaw_parameter *rows = thaw_parameters(&count);
    require_same_values(rows, count, &scenario->values, &again.values);
    require(again.shock_count == scenario->shock_count && again.plan_count == scenario->plan_count,
            "as many shocks and plans");
    rows = thaw_shock_parameters(&count);
    for (size_t k = 0; k < again.shock_count; k++)
        require_same_values(rows, count, &scenario->shocks[k], &again.shocks[k]);
    for (size_t k = 0; k < again.plan_count; k++)
        require(memcmp(scenario->plans[k].open, again.plans[k].open, sizeof again.plans[k].open) ==
                        0 &&
                    memcmp(scenario->plans[k].frozen, again.plans[k].frozen,
                           sizeof again.plans[k].frozen) == 0,
                "plan %s is the same", again.plans[k].name);
    thaw_scenario_clear(&again);
    thaw_faults_clear(&faults);
    free(text);
}

/* The settings once more, on top of what they gave, as --with takes them: separated by commas. */
static void check_alter(const thaw_scenario *from, const char *settings)
{
    thaw_scenario altered;
    thaw_faults faults = {0}, again = {0};
    thaw_status status = thaw_scenario_alter(from, settings, "--with", 1, &altered, &faults);
    require_faults(status, &faults);
    if (status == THAW_OK)
        require(thaw_scenario_validate(&altered, &again) == THAW_OK, "what was altered is valid");
    else
        require(!altered.shocks && !altered.plans, "nothing is left");
    thaw_scenario_clear(&altered);
    thaw_faults_clear(&faults);
    thaw_faults_clear(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);
    if (!text)
        return 0;
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
    require_faults(status, &faults);
    if (status == THAW_OK) {
        check_scenario(&scenario, &origins);
        check_round_trip(&scenario);
    }
    for (size_t k = 0; status == THAW_OK && k < set_count; k++)
        check_alter(&scenario, sets[k]);
    if (status != THAW_OK)
        require(!scenario.shocks && !scenario.plans && origins.count == 0, "nothing is left");
    thaw_scenario_clear(&scenario);
    thaw_origins_clear(&origins);
    thaw_faults_clear(&faults);
    free(text);
    return 0;
}
