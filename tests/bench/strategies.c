/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many pairs of strategies a second, and how long a best reply takes. */
#include <stdio.h>
#include <stdlib.h>

#include "io/scenario.h"
#include "model/strategies.h"
#include "solvers/pool.h"
#include "tests/bench/timing.h"

typedef struct field {
    thaw_strategy *side[2][THAW_STRATEGIES_MAX];
    int count[2];
} field;

static int gather(const thaw_setting *setting, field *f)
{
    for (int i = 0; i < 2; i++) {
        const char *names[THAW_STRATEGIES_MAX];
        size_t count = thaw_strategy_names(setting->scenario, i, names);
        for (f->count[i] = 0; f->count[i] < (int)count; f->count[i]++)
            if (thaw_strategy_find(setting, i, names[f->count[i]], &f->side[i][f->count[i]],
                                   NULL) != THAW_OK)
                return 1;
    }
    return 0;
}

static void report(const char *what, double wall, double processor, int count)
{
    printf("%-34s %9.3f %9.3f %7d %12.1f\n", what, wall, processor, count, count / wall);
}

static int pairs(const thaw_setting *setting, const field *f)
{
    double wall = wall_seconds(), processor = processor_seconds();
    for (int us = 0; us < f->count[0]; us++)
        for (int china = 0; china < f->count[1]; china++) {
            const thaw_strategy *sides[2] = {f->side[0][us], f->side[1][china]};
            thaw_pair_answer answer;
            if (thaw_pair_solve(setting, sides, NULL, &answer, NULL) != THAW_OK)
                return 1;
            thaw_pair_clear(&answer);
        }
    report("pairs, one thread", wall_seconds() - wall, processor_seconds() - processor,
           f->count[0] * f->count[1]);
    return 0;
}

static int replies(const thaw_setting *setting, const field *f)
{
    double wall = wall_seconds(), processor = processor_seconds();
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < f->count[i]; k++) {
            thaw_reply reply;
            if (thaw_reply_solve(setting->game, f->side[i][k], &reply, NULL) != THAW_OK)
                return 1;
            thaw_reply_clear(&reply);
        }
    report("best replies, one thread", wall_seconds() - wall, processor_seconds() - processor,
           f->count[0] + f->count[1]);
    return 0;
}

/* The pool takes the strategies over. */
static int pool(const thaw_setting *setting, field *f)
{
    thaw_strategy **const side[2] = {f->side[0], f->side[1]};
    thaw_pool solved;
    double wall = wall_seconds(), processor = processor_seconds();
    if (thaw_pool_solve(setting, side, f->count, NULL, 0, &solved, NULL) != THAW_OK)
        return 1;
    report("the whole pool, all threads", wall_seconds() - wall, processor_seconds() - processor,
           f->count[0] * f->count[1]);
    thaw_pool_clear(&solved);
    return 0;
}

int main(void)
{
    thaw_scenario scenario;
    thaw_setting setting;
    thaw_faults faults = {0};
    static field f;
    printf("%-34s %9s %9s %7s %12s\n", "", "wall s", "cpu s", "count", "a second");
    if (thaw_scenario_read(THAW_SOURCE_DIR "/scenarios/baseline.ini", NULL, 0, &scenario, NULL,
                           &faults) != THAW_OK ||
        thaw_setting_of_scenario(&scenario, false, &setting, NULL) != THAW_OK)
        return 1;
    int failed =
        gather(&setting, &f) || pairs(&setting, &f) || replies(&setting, &f) || pool(&setting, &f);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
    return failed;
}
