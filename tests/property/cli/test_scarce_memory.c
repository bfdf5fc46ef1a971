/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command of tests/starved.txt within this process, once for each allocation of it and of its
 * libraries that fails: the answer is the same as in peace, or a lack of memory, and nothing is
 * left allocated. tests/starve does the same to the program, from outside, at a few places; one
 * allocation stands for all to which the same calls lead. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "cli/command.h"
#include "cli/output.h"
#include "model/dial.h"
#include "solvers/design.h"
#include "solvers/glpk_guard.h"
#include "tests/support/scenarios.h"
#include "tests/support/starve.h"

enum { WORDS = 40, LINE = 512, TRIES_MAX = 1 << 14 };

/* Allocations that all tries of one command may make: a longer one fails in fewer places. */
#define ALLOCATIONS_MOST 3e6

/* What came of a run: an answer in JSON or faults, a line each, in `text`. */
typedef struct outcome {
    thaw_status status;
    char *text;
    size_t size;
} outcome;

static void outcome_clear(outcome *o)
{
    free(o->text);
    *o = (outcome){0};
}

static thaw_status answer(int count, char **words, thaw_answer *answer, thaw_faults *faults,
                          FILE *out)
{
    static const thaw_layout layout = {.width = 80};
    thaw_options options;
    thaw_fault fault = {0};
    thaw_status status = thaw_options_read(count, words, &options, &fault);
    if (status == THAW_OK) {
        status = thaw_command_find(options.arguments[0])->run(&options, answer, faults);
        if (status == THAW_OK)
            status = thaw_render(answer, THAW_FORMAT_JSON, &layout, NULL, out, &fault);
        thaw_options_clear(&options);
    }
    if (fault.status != THAW_OK)
        thaw_faults_add(faults, &fault);
    return thaw_faults_starved(faults) ? THAW_ENOMEM : status;
}

/* One run, in which allocation `at` fails (0: none). Nothing is to be held when it is over. */
static outcome run(const char *line, unsigned long long at, int sites,
                   unsigned long long *allocations)
{
    char copy[LINE], *words[WORDS] = {"thaw"};
    int count = 1;
    outcome o = {0};
    static char text[1 << 20], room[1 << 12]; /* so that what is written needs no memory */
    FILE *out = fmemopen(text, sizeof text, "w");
    snprintf(copy, sizeof copy, "%s", line);
    for (char *word = strtok(copy, " "); word && count < WORDS; word = strtok(NULL, " "))
        words[count++] = word;
    thaw_answer a;
    thaw_faults faults = {0};
    cr_assert(out && setvbuf(out, room, _IOFBF, sizeof room) == 0);

    starve_begin(at, sites);
    thaw_answer_init(&a);
    o.status = answer(count, words, &a, &faults, out);
    for (size_t k = 0; k < faults.count; k++)
        fprintf(out, "%s\n", faults.items[k].text);
    thaw_answer_clear(&a);
    thaw_faults_clear(&faults);
    thaw_glpk_thread_end();
    long held = starve_end(allocations);

    fflush(out);
    o.size = (size_t)ftell(out);
    fclose(out);
    cr_assert(o.size < sizeof text && (o.text = strndup(text, o.size)));
    cr_expect_eq(held, 0, "thaw %s, allocation %llu: %ld blocks held, status %s: %s", line, at,
                 held, thaw_status_text(o.status), o.text);
    return o;
}

/* The allocations that differ by the calls that lead to them. */
static size_t find_sites(const char *line, outcome *peace, unsigned long long *allocations,
                         unsigned long long site[TRIES_MAX])
{
    FILE *sites = tmpfile();
    size_t count = 0;
    cr_assert(sites != NULL);
    *peace = run(line, 0, -1, NULL); /* libraries keep what they make at their first use */
    outcome_clear(peace);
    *peace = run(line, 0, fileno(sites), allocations);
    rewind(sites);
    while (count < TRIES_MAX && fscanf(sites, "%llu", &site[count]) == 1)
        count++;
    fclose(sites);
    return count;
}

static void starve(const char *line)
{
    static unsigned long long site[TRIES_MAX];
    unsigned long long allocations;
    outcome peace;
    size_t count = find_sites(line, &peace, &allocations, site);
    double most = ALLOCATIONS_MOST / (double)allocations;
    size_t step = (double)count > most ? (size_t)((double)count / most) + 1 : 1;
    for (size_t k = 0; k < count; k += step) {
        outcome o = run(line, site[k], -1, NULL);
        bool same = o.status == peace.status && o.size == peace.size &&
                    memcmp(o.text, peace.text, o.size) == 0;
        cr_expect(o.status == THAW_ENOMEM || same, "thaw %s, allocation %llu: status %s: %s", line,
                  site[k], thaw_status_text(o.status), o.text);
        outcome_clear(&o);
    }
    outcome_clear(&peace);
}

/* Drawing is others' work (cairo, pango), and they keep what they make. */
static bool draws(const char *line)
{
    return strstr(line, "{TMP}") || strncmp(line, "page", 4) == 0 ||
           (strncmp(line, "plot", 4) == 0 && !strstr(line, "--data"));
}

Test(scarce_memory, every_allocation_of_every_command)
{
    FILE *list = fopen(THAW_SOURCE_DIR "/tests/starved.txt", "r");
    char line[LINE];
    cr_assert(list != NULL);
    while (fgets(line, sizeof line, list)) {
        char *command = strstr(line, ": ");
        if (line[0] == '#' || !command)
            continue;
        line[strcspn(line, "\n")] = '\0';
        if (!draws(command + 2))
            starve(command + 2);
    }
    fclose(list);
}

/* A bound that other inputs set is found by trying values: without memory a value is not refused.
 * The chances of the three signals of full effort sum to 1, so that bad leaves room for mixed. */
Test(scarce_memory, every_allocation_of_a_bound)
{
    thaw_scenario scenario = baseline();
    thaw_setting setting = setting_of(&scenario);
    thaw_dial peace, dial;
    unsigned long long allocations;
    cr_assert_eq(thaw_dial_find(&setting, NULL, "monitoring.bad_full", &peace, NULL), THAW_OK);
    cr_assert_float_eq(peace.high, 1 - scenario.values.monitoring_mixed_full, 1e-9);
    starve_begin(0, -1);
    thaw_dial_find(&setting, NULL, "monitoring.bad_full", &dial, NULL);
    cr_assert_eq(starve_end(&allocations), 0);
    for (unsigned long long at = 1; at <= allocations; at++) {
        thaw_fault fault = {0};
        starve_begin(at, -1);
        thaw_status status = thaw_dial_find(&setting, NULL, "monitoring.bad_full", &dial, &fault);
        cr_expect_eq(starve_end(NULL), 0, "allocation %llu: blocks held", at);
        bool same = status == THAW_OK && dial.low == peace.low && dial.high == peace.high;
        cr_expect(same || (status == THAW_ENOMEM && fault.status == THAW_ENOMEM),
                  "allocation %llu of %llu: status %s, from %.17g to %.17g", at, allocations,
                  thaw_status_text(status), dial.low, dial.high);
    }
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

/* Who is told that there is no memory for a design has nothing to clear. */
Test(scarce_memory, every_allocation_of_a_design)
{
    thaw_design design;
    unsigned long long allocations;
    starve_begin(0, -1);
    cr_assert_eq(thaw_design_init(THAW_DESIGN_SOBOL, 3, 10, 1, &design, NULL), THAW_OK);
    thaw_design_clear(&design);
    cr_assert_eq(starve_end(&allocations), 0);
    for (unsigned long long at = 1; at <= allocations; at++) {
        starve_begin(at, -1);
        thaw_status status = thaw_design_init(THAW_DESIGN_SOBOL, 3, 10, 1, &design, NULL);
        cr_expect_eq(starve_end(NULL), 0, "allocation %llu: blocks held", at);
        cr_expect_eq(status, THAW_ENOMEM, "allocation %llu of %llu", at, allocations);
    }
}
