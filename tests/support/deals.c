/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals for tests. */
#include "tests/support/deals.h"

#include <criterion/criterion.h>

thaw_deals deal_named(const thaw_setting *setting, const char *name)
{
    thaw_deals deals = {0};
    thaw_fault fault = {0};
    cr_assert_eq(thaw_deals_read(setting, name, &deals, &fault), THAW_OK, "%s", fault.text);
    cr_assert_eq(deals.count, 1, "%s means %zu deals", name, deals.count);
    return deals;
}

thaw_deal_answer answer_to(const thaw_setting *setting, const char *name)
{
    thaw_deals deals = deal_named(setting, name);
    thaw_deal_answer answer;
    thaw_fault fault = {0};
    cr_assert_eq(thaw_trigger_solve(setting, &deals.items[0], NULL, NULL, NULL, &answer, &fault),
                 THAW_OK, "%s: %s", name, fault.text);
    thaw_deals_clear(&deals);
    return answer;
}

const char *departure_state(const thaw_setting *setting, const thaw_departure *departure)
{
    return departure->state < 0 ? "" : setting->game->state_name[departure->state];
}

const char *departure_action(const thaw_setting *setting, const thaw_departure *departure,
                             int player)
{
    return departure->state < 0
               ? ""
               : thaw_game_action_name(setting->game, departure->state, player, departure->action);
}
