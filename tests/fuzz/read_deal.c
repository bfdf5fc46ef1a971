/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as what follows --deal: a message, or deals whose names mean the same deals again. Read
 * on the baseline and, for the forms of game files, on a game for two. */
#include <stdlib.h>
#include <string.h>

#include "model/deal.h"
#include "tests/fuzz/support/baseline.h"
#include "tests/fuzz/support/fuzz.h"
#include "tests/support/sample_games.h"

static const thaw_setting *game_setting(void)
{
    static thaw_setting setting;
    if (!setting.game)
        require(thaw_setting_of_game(blank_game(2, 2, (int[]){2, 2, 3, 1}, 0.9), 0, &setting,
                                     NULL) == THAW_OK,
                "room for a setting");
    return &setting;
}

static void check_deal(const thaw_setting *setting, const thaw_deal *deal)
{
    const thaw_game *game = setting->game;
    char name[THAW_DEAL_NAME_MAX];
    thaw_deals again = {0};
    for (int k = 0; k < game->states * game->players; k++)
        require(deal->play[k] >= 0 && deal->play[k] < game->action_count[k], "an action promised");
    require(deal->punishment.months >= 1, "months of a punishment");
    thaw_deal_format(deal, name, sizeof name);
    require_shown(name, sizeof name);
    require(thaw_deals_read(setting, name, &again, NULL) == THAW_OK && again.count == 1,
            "\"%s\" can be read again", name);
    require(thaw_deals_same_play(setting, deal, &again.items[0]), "\"%s\" promises the same", name);
    require(deal->punishment.kind == again.items[0].punishment.kind &&
                deal->punishment.months == again.items[0].punishment.months,
            "\"%s\" has the same punishment", name);
    thaw_deals_clear(&again);
}

static void read_on(const thaw_setting *setting, const char *text)
{
    thaw_deals deals = {0};
    thaw_fault fault = {0};
    thaw_status status = thaw_deals_read(setting, text, &deals, &fault);
    if (status != THAW_OK)
        require_fault(&fault);
    else
        require(deals.count > 0, "a deal");
    for (size_t k = 0; k < deals.count; k++)
        check_deal(setting, &deals.items[k]);
    thaw_deals_clear(&deals);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);
    if (!text)
        return 0;
    read_on(baseline_setting(), text);
    read_on(game_setting(), text);
    free(text);
    return 0;
}
