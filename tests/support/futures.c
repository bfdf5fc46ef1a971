/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays to be simulated. */
#include "tests/support/futures.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/strategies.h"
#include "tests/support/deals.h"
#include "tests/support/scenarios.h"

static void set_pair(stage_of_play *stage, const char *name)
{
    thaw_fault fault = {0};
    thaw_strategy *sides[2];
    cr_assert_eq(thaw_strategies_read(&stage->setting, name, sides, &fault), THAW_OK, "%s: %s",
                 name, fault.text);
    cr_assert_eq(thaw_strategy_machine(stage->setting.game, (const thaw_strategy *const *)sides,
                                       &stage->machine, NULL, &fault),
                 THAW_OK);
    cr_assert_eq(thaw_machine_profile(stage->setting.game, stage->machine, &stage->profile, &fault),
                 THAW_OK);
    stage->play.profile = stage->profile;
    thaw_strategy_free(sides[0]);
    thaw_strategy_free(sides[1]);
}

void stage_set(stage_of_play *stage, const char *const *sets, const char *name)
{
    thaw_fault fault = {0};
    memset(stage, 0, sizeof *stage);
    stage->scenario = sets ? baseline_with(sets) : baseline();
    stage->setting = setting_of(&stage->scenario);
    stage->play.setting = &stage->setting;
    if (strcmp(name, "no-deal") == 0) {
        cr_assert_eq(thaw_no_deal_solve(&stage->setting, NULL, &stage->no_deal, &fault), THAW_OK);
        cr_assert_eq(thaw_machine_new(stage->setting.game, 1, &stage->machine, &fault), THAW_OK);
        stage->play.profile = stage->no_deal.profile;
    } else if (thaw_strategies_are_meant(name)) {
        set_pair(stage, name);
    } else {
        stage->deals = deal_named(&stage->setting, name);
        stage->answer = answer_to(&stage->setting, name);
        cr_assert_eq(
            thaw_deal_machine(stage->setting.game, &stage->deals.items[0], &stage->machine, &fault),
            THAW_OK);
        stage->play.profile = stage->answer.profile;
        stage->play.promised = stage->deals.items[0].play;
    }
    stage->play.machine = stage->machine;
}

void stage_clear(stage_of_play *stage)
{
    thaw_machine_free(stage->machine);
    free(stage->profile);
    thaw_no_deal_clear(&stage->no_deal);
    thaw_deal_answer_clear(&stage->answer);
    thaw_deals_clear(&stage->deals);
    thaw_setting_clear(&stage->setting);
    thaw_scenario_clear(&stage->scenario);
}

void chain_set(chain_of_play *chain, double stays)
{
    thaw_game *game = NULL;
    memset(chain, 0, sizeof *chain);
    cr_assert_eq(thaw_game_new(1, 1, (int[]){1}, 2, false, &game, NULL), THAW_OK);
    game->discount[0] = 0.9;
    game->payoff[0] = 1;
    game->next[0] = 1;
    game->signal[0] = stays;
    game->signal[1] = 1 - stays;
    cr_assert_eq(thaw_setting_of_game(game, 0, &chain->setting, NULL), THAW_OK);
    cr_assert_eq(thaw_machine_new(game, 2, &chain->machine, NULL), THAW_OK);
    thaw_machine_move(chain->machine, 0, 0, 1)[0] = 0;
    thaw_machine_move(chain->machine, 0, 0, 1)[1] = 1;
    chain->profile[0] = chain->profile[1] = 1;
    chain->play = (thaw_play){&chain->setting, chain->machine, chain->profile, chain->promised};
}

void chain_clear(chain_of_play *chain)
{
    thaw_machine_free(chain->machine);
    thaw_setting_clear(&chain->setting);
}

thaw_simulation futures_of(const thaw_play *play, size_t runs, int months, uint64_t seed,
                           int threads)
{
    thaw_simulation simulation;
    thaw_fault fault = {0};
    thaw_simulation_settings settings = {
        .runs = runs, .months = months, .seed = seed, .threads = threads};
    cr_assert_eq(thaw_simulate(play, &settings, NULL, NULL, &simulation, &fault), THAW_OK, "%s",
                 fault.text);
    return simulation;
}
