/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings: the reachable part of a scenario's game, or a file's game. */
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/fentanyl.h"
#include "solvers/equilibria.h"
#include "solvers/markov.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

Test(setting, the_baseline_reaches_everything_from_calm_listed)
{
    thaw_scenario scenario = baseline();
    thaw_setting setting = setting_of(&scenario);
    cr_assert_eq(setting.game->states, THAW_FENTANYL_STATES);
    cr_assert_str_eq(setting.game->state_name[setting.initial], "calm+listed");
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

/* With the listing fixed nothing takes China off the list: six states, all listed. */
Test(setting, what_cannot_be_reached_is_left_out)
{
    thaw_scenario scenario = baseline_with(SETS("listing.rule=fixed", "initial.channel=frozen"));
    thaw_setting setting = setting_of(&scenario);
    cr_assert_eq(setting.game->states, 6);
    for (int s = 0; s < 6; s++) {
        cr_assert(thaw_fentanyl_listed(setting.fentanyl_state[s]));
        cr_assert_str_eq(setting.game->state_name[s],
                         thaw_fentanyl_state_name(setting.fentanyl_state[s]));
    }
    cr_assert_str_eq(setting.game->state_name[setting.initial], "calm+listed+frozen");
    thaw_setting_clear(&setting);
    thaw_setting all;
    cr_assert_eq(thaw_setting_of_scenario(&scenario, true, &all, NULL), THAW_OK);
    cr_assert_eq(all.game->states, THAW_FENTANYL_STATES);
    cr_assert_str_eq(all.game->state_name[all.initial], "calm+listed+frozen");
    thaw_setting_clear(&all);
    thaw_scenario_clear(&scenario);
}

Test(setting, of_a_game_file)
{
    thaw_setting setting;
    cr_assert_eq(thaw_setting_of_game(one_state_game(1, (int[]){2}, (double[]){0, 1}, 0.5), 0,
                                      &setting, NULL),
                 THAW_OK);
    cr_assert_null(setting.scenario);
    cr_assert_null(setting.fentanyl_state);
    thaw_setting_clear(&setting);
}

Test(setting, a_state_that_is_not_there)
{
    thaw_setting setting;
    thaw_fault fault;
    cr_assert_eq(thaw_setting_of_game(one_state_game(1, (int[]){2}, (double[]){0, 1}, 0.5), 1,
                                      &setting, &fault),
                 THAW_EARG);
    cr_assert(strstr(fault.text, "1"));
    cr_assert_null(setting.game);
}

/* Numbers that thaw_game_validate refuses are refused before anything is solved. */
Test(setting, games_with_numbers_that_are_none)
{
    static const struct {
        double payoff, chance, discount;
    } wrong[] = {{NAN, 1, 0.9}, {INFINITY, 1, 0.9}, {1e101, 1, 0.9}, {0, 0.5, 0.9}, {0, NAN, 0.9},
                 {0, -1, 0.9},  {0, 1, 1},          {0, 1, -0.5},    {0, 1, NAN}};
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        thaw_setting of;
        thaw_fault fault;
        thaw_markov_result result;
        thaw_equilibria sets;
        double profile[4], values[2];
        thaw_game *game = blank_game(2, 1, (int[]){2, 2}, wrong[k].discount);
        game->payoff[2] = wrong[k].payoff;
        game->next[0] = wrong[k].chance;
        cr_expect_eq(thaw_markov_solve(game, NULL, profile, values, &result, &fault), THAW_ERANGE,
                     "%zu", k);
        cr_expect_eq(thaw_equilibria_solve(game, NULL, &sets, &fault), THAW_ERANGE, "%zu", k);
        cr_expect_eq(thaw_setting_of_game(game, 0, &of, &fault), THAW_ERANGE, "%zu", k);
        cr_expect_null(of.game);
        cr_expect(fault.key[0], "%s", fault.text);
    }
}
