/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings: a scenario's reachable game, or a file's game. */
#include "model/setting.h"

#include <stdlib.h>

#include "model/fentanyl.h"
#include "model/game_check.h"

void thaw_setting_clear(thaw_setting *setting)
{
    thaw_game_free(setting->game);
    free(setting->fentanyl_state);
    *setting = (thaw_setting){0};
}

thaw_status thaw_setting_of_scenario(const thaw_scenario *scenario, bool every_state,
                                     thaw_setting *setting, thaw_fault *fault)
{
    *setting = (thaw_setting){.scenario = scenario};
    thaw_game *whole = NULL;
    thaw_status status = thaw_fentanyl_game(scenario, &whole, fault);
    if (status != THAW_OK)
        return status;
    bool keep[THAW_FENTANYL_STATES];
    int initial = thaw_fentanyl_initial(scenario);
    thaw_game_reachable(whole, initial, keep);
    for (int s = 0; every_state && s < THAW_FENTANYL_STATES; s++)
        keep[s] = true;
    setting->fentanyl_state = calloc(THAW_FENTANYL_STATES, sizeof *setting->fentanyl_state);
    status = setting->fentanyl_state
                 ? thaw_game_restrict(whole, keep, setting->fentanyl_state, &setting->game, fault)
                 : thaw_fail(fault, THAW_ENOMEM, "no memory for a setting");
    thaw_game_free(whole);
    if (status != THAW_OK) {
        thaw_setting_clear(setting);
        return status;
    }
    for (int s = 0; s < setting->game->states; s++)
        if (setting->fentanyl_state[s] == initial)
            setting->initial = s;
    return THAW_OK;
}

thaw_status thaw_setting_of_game(thaw_game *game, int initial, thaw_setting *setting,
                                 thaw_fault *fault)
{
    *setting = (thaw_setting){.game = game, .initial = initial};
    thaw_status status = initial >= 0 && initial < game->states
                             ? thaw_game_check_numbers(game, THAW_GAME_OF_A_FILE, fault)
                             : thaw_fail(fault, THAW_EARG, "there is no state number %d among %d",
                                         initial, game->states);
    if (status != THAW_OK)
        thaw_setting_clear(setting);
    return status;
}
