/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulated futures at the baseline: a deal, no deal, and how runs and months tell. */
#include <stdio.h>
#include <stdlib.h>

#include "io/scenario.h"
#include "solvers/simulate.h"
#include "tests/bench/timing.h"

static int measure(const char *what, const thaw_play *play, size_t runs, int months, int threads)
{
    thaw_simulation simulation;
    thaw_simulation_settings settings = {
        .runs = runs, .months = months, .seed = THAW_SEED, .threads = threads};
    double wall = wall_seconds(), processor = processor_seconds();
    if (thaw_simulate(play, &settings, NULL, NULL, &simulation, NULL) != THAW_OK)
        return 1;
    wall = wall_seconds() - wall;
    processor = processor_seconds() - processor;
    printf("%-22s %8zu %7d %8d %9.3f %12.0f %12.1f\n", what, runs, months, threads, wall,
           (double)runs / wall, 1e9 * processor / ((double)runs * months));
    fflush(stdout);
    thaw_simulation_clear(&simulation);
    return 0;
}

static int measure_no_deal(const thaw_setting *setting)
{
    thaw_no_deal no_deal;
    thaw_machine *machine = NULL;
    if (thaw_no_deal_solve(setting, NULL, &no_deal, NULL) != THAW_OK ||
        thaw_machine_new(setting->game, 1, &machine, NULL) != THAW_OK)
        return 1;
    thaw_play play = {setting, machine, no_deal.profile, NULL};
    int failed = measure("no deal", &play, 100000, 120, 1);
    thaw_machine_free(machine);
    thaw_no_deal_clear(&no_deal);
    return failed;
}

static int measure_deal(const thaw_setting *setting)
{
    thaw_deals deals = {0};
    thaw_deal_answer answer;
    thaw_machine *machine = NULL;
    if (thaw_deals_read(setting, "partial_pressure@trigger:12", &deals, NULL) != THAW_OK ||
        thaw_trigger_solve(setting, &deals.items[0], NULL, NULL, NULL, &answer, NULL) != THAW_OK ||
        thaw_deal_machine(setting->game, &deals.items[0], &machine, NULL) != THAW_OK)
        return 1;
    thaw_play play = {setting, machine, answer.profile, deals.items[0].play};
    int failed = measure("partial_pressure:12", &play, 10000, 120, 1) ||
                 measure("partial_pressure:12", &play, 100000, 120, 1) ||
                 measure("partial_pressure:12", &play, 100000, 120, 2) ||
                 measure("partial_pressure:12", &play, 1000, 12000, 1);
    thaw_machine_free(machine);
    thaw_deal_answer_clear(&answer);
    thaw_deals_clear(&deals);
    return failed;
}

int main(void)
{
    thaw_scenario scenario;
    thaw_origins origins;
    thaw_faults faults = {0};
    thaw_setting setting;
    if (thaw_scenario_read(THAW_SOURCE_DIR "/scenarios/baseline.ini", NULL, 0, &scenario, &origins,
                           &faults) != THAW_OK ||
        thaw_setting_of_scenario(&scenario, false, &setting, NULL) != THAW_OK)
        return EXIT_FAILURE;
    printf("%-22s %8s %7s %8s %9s %12s %12s\n", "what", "runs", "months", "threads", "seconds",
           "runs / s", "ns a month");
    int failed = measure_deal(&setting) || measure_no_deal(&setting);
    thaw_setting_clear(&setting);
    thaw_origins_clear(&origins);
    thaw_scenario_clear(&scenario);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
