/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any deal in any game for two under the harshest punishment, beside the same under grim with all
 * departures seen: the harshest is at least as harsh. */
#include <math.h>
#include <stdlib.h>

#include "solvers/clock.h"
#include "solvers/harshest.h"
#include "solvers/settings.h"
#include "tests/fuzz/support/byte_game.h"
#include "tests/fuzz/support/fuzz.h"
#include "tests/support/sample_games.h"

static const double seconds = 2;

static void require_harsher(const thaw_game *game, const thaw_deal_answer *harshest,
                            const thaw_deal_answer *grim)
{
    require(!(grim->verdict == THAW_HOLDS && harshest->verdict == THAW_BREAKS),
            "the deal holds under grim and breaks under harshest");
    for (int i = 0; i < 2; i++) {
        double off = 2 * (harshest->error + grim->error) + 1e-9 * player_scale(game, i);
        double slack = thaw_slack(harshest, i), under_grim = thaw_slack(grim, i);
        require(isnan(slack) == isnan(under_grim), "who can depart is the same");
        require(!(slack < under_grim - off),
                "player %d loses %.17g under harshest, %.17g under grim", i, slack, under_grim);
    }
}

static void solve_both(const thaw_perfect *perfect, const thaw_deal *deal,
                       const thaw_markov_settings *limits)
{
    thaw_deal_answer harshest = {0}, grim = {0};
    thaw_fault fault = {0};
    const thaw_game *game = perfect->setting.game;
    require(thaw_harshest_solve(perfect, deal, NULL, &harshest, &fault) == THAW_OK, "%s",
            fault.text);
    require(isfinite(harshest.error) && harshest.error >= 0, "an error of %g", harshest.error);
    require(thaw_perfect_grim_solve(perfect, deal, limits, &grim, &fault) == THAW_OK, "%s",
            fault.text);
    if (perfect->no_deal.result.outcome == THAW_OUTCOME_CONVERGED)
        require_harsher(game, &harshest, &grim);
    else
        require(grim.verdict == THAW_UNDECIDED, "no deal was not found, and the deal %s",
                thaw_verdict_text(grim.verdict));
    thaw_deal_answer_clear(&harshest);
    thaw_deal_answer_clear(&grim);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bytes b = {data, size, 0};
    byte_deal promise = take_deal(&b);
    thaw_game *game = byte_game(&b, (byte_shape){2, 3, 3, 2, 2});
    thaw_setting setting = setting_on(game, promise.initial % game->states);
    thaw_deals deals = {0};
    promise.punishment = (thaw_punishment){THAW_HARSHEST, INFINITY};
    add_deal(&setting, &promise, &deals);
    thaw_perfect perfect;
    thaw_fault fault = {0};
    thaw_markov_settings limits = {.step_limit = 300, .deadline = thaw_clock() + seconds};
    thaw_status status =
        thaw_perfect_solve(&setting, THAW_PERFECT_COARSE, &limits, &perfect, &fault);
    require(status == THAW_OK || status == THAW_ENUMERIC || status == THAW_ETIME, "%s", fault.text);
    if (status == THAW_OK)
        solve_both(&perfect, &deals.items[0], &limits);
    else
        require_fault(&fault);
    thaw_perfect_clear(&perfect);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
    fuzz_about(NULL);
    thaw_game_free(game);
    return 0;
}
