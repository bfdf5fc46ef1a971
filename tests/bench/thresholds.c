/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thresholds of the baseline: the full table over all inputs, each input by itself, and the five
 * nearest. Every point is solved cold. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/scenario.h"
#include "solvers/threshold.h"
#include "tests/bench/timing.h"

static const char DEAL[] = "partial_pressure+delist@trigger:6";

typedef struct bench {
    thaw_setting setting;
    thaw_deals deals;
    thaw_dial *dials;
    size_t count;
} bench;

static int find_dials(bench *b)
{
    char(*keys)[THAW_KEY_MAX] = NULL;
    size_t count = 0;
    thaw_ranges ranges = {0};
    thaw_faults faults = {0};
    if (thaw_dial_keys(&b->setting, &b->deals.items[0], &keys, &count, NULL) != THAW_OK ||
        thaw_ranges_read("scenarios/ranges.ini", &ranges, &faults) != THAW_OK ||
        !(b->dials = calloc(count, sizeof *b->dials)))
        return 1;
    for (size_t k = 0; k < count; k++) {
        const thaw_range *range = thaw_ranges_find(&ranges, keys[k]);
        thaw_dial *dial = &b->dials[b->count];
        if (!range ||
            thaw_dial_find(&b->setting, &b->deals.items[0], keys[k], dial, NULL) != THAW_OK)
            continue;
        dial->plausible[0] = dial->from = range->low;
        dial->plausible[1] = dial->to = range->high;
        b->count++;
    }
    free(keys);
    thaw_ranges_clear(&ranges);
    thaw_faults_clear(&faults);
    return 0;
}

static void clear_thresholds(thaw_threshold *thresholds, size_t count)
{
    for (size_t k = 0; k < count; k++)
        thaw_threshold_clear(&thresholds[k]);
}

static int full_table(const bench *b, thaw_threshold *thresholds)
{
    double wall = wall_seconds(), processor = processor_seconds();
    if (thaw_threshold_scan(&b->setting, &b->deals.items[0], b->dials, b->count, NULL, 0,
                            thresholds, NULL) != THAW_OK)
        return 1;
    size_t points = 0, crossings = 0;
    for (size_t k = 0; k < b->count; k++) {
        points += thresholds[k].points;
        crossings += thresholds[k].crossing_count;
    }
    processor = processor_seconds() - processor;
    printf("full table: %zu inputs, %zu points scanned, %zu crossings: %.2f s wall, %.2f s "
           "processor\n",
           b->count, points, crossings, wall_seconds() - wall, processor);
    clear_thresholds(thresholds, b->count);
    return 0;
}

static int each_input(const bench *b, thaw_threshold *thresholds)
{
    double slowest = 0, total = 0;
    const char *which = "";
    for (size_t k = 0; k < b->count; k++) {
        double processor = processor_seconds();
        if (thaw_threshold_scan(&b->setting, &b->deals.items[0], &b->dials[k], 1, NULL, 1,
                                thresholds, NULL) != THAW_OK)
            return 1;
        processor = processor_seconds() - processor;
        total += processor;
        if (processor > slowest) {
            slowest = processor;
            which = b->dials[k].key;
        }
        clear_thresholds(thresholds, 1);
    }
    printf("one input: %.2f s processor on average, %.2f s at most (%s)\n",
           total / (double)b->count, slowest, which);
    return 0;
}

static int nearest(const bench *b, thaw_threshold *thresholds)
{
    enum { WANTED = 5 };
    size_t found = 0;
    double wall = wall_seconds(), processor = processor_seconds();
    if (thaw_threshold_nearest(&b->setting, &b->deals.items[0], b->dials, b->count, WANTED, NULL, 0,
                               thresholds, &found, NULL) != THAW_OK)
        return 1;
    processor = processor_seconds() - processor;
    printf("the %zu nearest: %.2f s wall, %.2f s processor\n", found, wall_seconds() - wall,
           processor);
    clear_thresholds(thresholds, found);
    return 0;
}

static int probes(const bench *b)
{
    enum { PROBES = 200 };
    double processor = processor_seconds();
    for (int k = 0; k < PROBES; k++) {
        thaw_probe probe;
        if (thaw_threshold_probe(&b->setting, &b->deals.items[0], NULL, NULL, 0, NULL, &probe,
                                 NULL) != THAW_OK)
            return 1;
    }
    printf("cold solves a second and core: %.0f\n", PROBES / (processor_seconds() - processor));
    return 0;
}

/* The payoff sets are found anew at every point. */
static int one_under_harshest(const bench *b)
{
    thaw_deals deals = {0};
    thaw_threshold threshold;
    double processor = processor_seconds();
    size_t k = 0;
    while (k + 1 < b->count && strcmp(b->dials[k].key, "enforcement.cost_full") != 0)
        k++;
    if (thaw_deals_read(&b->setting, "full_calm@harshest", &deals, NULL) != THAW_OK ||
        thaw_threshold_scan(&b->setting, &deals.items[0], &b->dials[k], 1, NULL, 0, &threshold,
                            NULL) != THAW_OK)
        return 1;
    printf("full_calm@harshest, %s: %zu points scanned, %zu crossings: %.2f s processor\n",
           b->dials[k].key, threshold.points, threshold.crossing_count,
           processor_seconds() - processor);
    thaw_threshold_clear(&threshold);
    thaw_deals_clear(&deals);
    return 0;
}

int main(void)
{
    thaw_scenario scenario;
    thaw_faults faults = {0};
    bench b = {.count = 0};
    if (thaw_scenario_read("scenarios/baseline.ini", NULL, 0, &scenario, NULL, &faults) !=
            THAW_OK ||
        thaw_setting_of_scenario(&scenario, false, &b.setting, NULL) != THAW_OK ||
        thaw_deals_read(&b.setting, DEAL, &b.deals, NULL) != THAW_OK || find_dials(&b))
        return 1;
    thaw_threshold *thresholds = calloc(b.count + 1, sizeof *thresholds);
    int failed = !thresholds || probes(&b) || nearest(&b, thresholds) ||
                 full_table(&b, thresholds) || each_input(&b, thresholds) || one_under_harshest(&b);
    free(thresholds);
    free(b.dials);
    thaw_deals_clear(&b.deals);
    thaw_setting_clear(&b.setting);
    thaw_scenario_clear(&scenario);
    thaw_faults_clear(&faults);
    return failed;
}
