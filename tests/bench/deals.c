/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `thaw solve` and `thaw plans` do at the baseline: no deal, fifty deals, the search over all
 * plans; in the library, and as whole processes. */
#include <stdio.h>
#include <stdlib.h>

#include "io/scenario.h"
#include "solvers/search.h"
#include "tests/bench/timing.h"

static void report(const char *what, double wall, double processor, double count, double systems)
{
    printf("%-34s %9.3f %9.3f", what, wall, processor);
    if (count > 0)
        printf(" %9.0f %12.3f", count, 1e3 * processor / count);
    if (systems > 0)
        printf(" %10.0f %10.2f", systems, 1e6 * processor / systems);
    printf("\n");
    fflush(stdout);
}

static double systems_of(const thaw_deal_answer *answers, size_t count)
{
    double systems = 0;
    for (size_t k = 0; k < count; k++)
        systems += answers[k].punishment.systems;
    return systems;
}

/* The fifty standard deals. Under grim the path is that of no deal, counted each time. */
static int fifty_deals(const thaw_setting *setting, const thaw_no_deal *no_deal, int threads)
{
    thaw_deals deals = {0};
    thaw_forecast_request request = {0};
    if (thaw_deals_add_standard(setting, &deals, NULL) != THAW_OK ||
        thaw_forecast_of(setting, &request, NULL) != THAW_OK)
        return 1;
    thaw_deal_answer *answers = calloc(deals.count, sizeof *answers);
    double wall = wall_seconds(), processor = processor_seconds();
    int failed = !answers || thaw_deals_solve(setting, &deals, no_deal, &request, NULL, threads,
                                              answers, NULL) != THAW_OK;
    if (!failed) {
        wall = wall_seconds() - wall;
        processor = processor_seconds() - processor;
        report(threads == 1 ? "fifty deals, one thread" : "fifty deals, all threads", wall,
               processor, (double)deals.count, systems_of(answers, deals.count));
    }
    for (size_t k = 0; !failed && k < deals.count; k++)
        thaw_deal_answer_clear(&answers[k]);
    free(answers);
    free((double *)request.feature);
    thaw_deals_clear(&deals);
    return failed;
}

static int search(const thaw_setting *setting, const thaw_no_deal *no_deal)
{
    thaw_search found;
    double wall = wall_seconds(), processor = processor_seconds();
    if (thaw_search_plans(setting, no_deal, NULL, 0, NULL, 0, NULL, NULL, &found, NULL) != THAW_OK)
        return 1;
    report("the search over plans", wall_seconds() - wall, processor_seconds() - processor,
           (double)found.searched, 0);
    printf("  %zu of %zu hold, %zu undecided\n", found.deals.count, found.searched,
           found.undecided);
    thaw_search_clear(&found);
    return 0;
}

static int whole_process(const char *name, const char *command)
{
    double wall = wall_seconds();
    int code = system(command);
    report(name, wall_seconds() - wall, 0, 0, 0);
    return code;
}

int main(void)
{
    thaw_scenario scenario;
    thaw_setting setting;
    thaw_no_deal no_deal;
    thaw_faults faults = {0};
    printf("%-34s %9s %9s %9s %12s %10s %10s\n", "", "wall s", "cpu s", "deals", "cpu ms/deal",
           "systems", "us/system");
    if (thaw_scenario_read(THAW_SOURCE_DIR "/scenarios/baseline.ini", NULL, 0, &scenario, NULL,
                           &faults) != THAW_OK ||
        thaw_setting_of_scenario(&scenario, false, &setting, NULL) != THAW_OK)
        return 1;
    double wall = wall_seconds(), processor = processor_seconds();
    if (thaw_no_deal_solve(&setting, NULL, &no_deal, NULL) != THAW_OK)
        return 1;
    report("no deal", wall_seconds() - wall, processor_seconds() - processor, 1,
           no_deal.result.systems);
    int failed = fifty_deals(&setting, &no_deal, 1) || fifty_deals(&setting, &no_deal, 0) ||
                 search(&setting, &no_deal) ||
                 whole_process("thaw solve baseline", THAW_PROGRAM " solve baseline >/dev/null");
    thaw_no_deal_clear(&no_deal);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
    return failed;
}
