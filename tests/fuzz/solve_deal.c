/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any deal in any game: the losses are the judge's, the verdict is what the losses say, and some
 * verdicts are known beforehand. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "solvers/settings.h"
#include "solvers/trigger.h"
#include "tests/fuzz/support/byte_game.h"
#include "tests/fuzz/support/fuzz.h"

static const thaw_markov_settings limits = {.step_limit = 300};

/* ---- the judge's losses ---- */

/* Losses from the game, the profile and the values alone. */
static double *judged(const thaw_setting *setting, const thaw_deal *deal, const thaw_deal_answer *a,
                      thaw_judgement *judgement)
{
    thaw_machine *machine = NULL;
    thaw_game *open = NULL;
    require(thaw_deal_machine(setting->game, deal, &machine, NULL) == THAW_OK &&
                thaw_product(setting->game, machine, false, &open, NULL, NULL) == THAW_OK,
            "room for a product");
    double *loss = calloc(thaw_game_action_total(open), sizeof *loss);
    require(loss && thaw_judge(open, a->profile, a->values, NULL, loss, judgement, NULL) == THAW_OK,
            "a judge");
    thaw_game_free(open);
    thaw_machine_free(machine);
    return loss;
}

/* Whether some departure gains, and whether one might, by the losses shown. A loss of 0 is a tie,
 * or too small to be told from one. */
typedef struct said {
    bool gains, unclear, zero;
} said;

static said losses_say(const thaw_game *game, const thaw_deal_answer *a, const double *loss)
{
    said what = {0};
    for (int s = 0; s < game->states; s++)
        for (int i = 0; i < game->players; i++)
            for (int k = 0; k < thaw_game_action_count(game, s, i); k++) {
                size_t at = thaw_game_action_offset(game, s, i) + (size_t)k;
                double shown = a->loss[at];
                require(a->reachable[s] || isnan(shown), "a loss where nobody comes");
                double doubt = a->doubt[i];
                if (isnan(shown))
                    continue;
                require(isfinite(shown), "a loss of %g", shown);
                require(fabs(shown - loss[at]) <= doubt,
                        "state %d, player %d, action %d: a loss of %.17g is shown, judged %.17g", s,
                        i, k, shown, loss[at]);
                what.gains |= shown < -doubt;
                what.unclear |= shown != 0 && fabs(shown) <= doubt;
                what.zero |= shown == 0;
            }
    return what;
}

/* Returns whether somebody gains there by more than rounding, though less than the solver's
 * tolerance: nothing is proved then. */
static bool require_punishment(const thaw_game *game, const thaw_deal_answer *a, const double *loss)
{
    bool moves = false;
    size_t actions = thaw_game_action_total(game);
    for (int s = 0; s < game->states; s++)
        for (int i = 0; i < game->players; i++)
            for (int k = 0; k < thaw_game_action_count(game, s, i); k++) {
                double lost = loss[actions + thaw_game_action_offset(game, s, i) + (size_t)k];
                require(lost >= -THAW_REGRET * thaw_game_range(game, i) - a->doubt[i],
                        "state %d: player %d gains %g in the punishment phase", s, i, -lost);
                moves |= lost < -a->doubt[i];
            }
    return moves;
}

static void require_answer(const thaw_setting *setting, const thaw_deal *deal,
                           const thaw_deal_answer *a)
{
    thaw_judgement j;
    const thaw_game *game = setting->game;
    double scale = payoff_scale(game), *loss = judged(setting, deal, a, &j);
    require(isfinite(a->error) && a->error >= 0, "an error of %g", a->error);
    if (a->punishment.outcome == THAW_OUTCOME_CONVERGED) {
        require_within_payoffs(game, a->values, 2 * game->states, 1e-9 * scale + a->error);
        bool moves = require_punishment(game, a, loss);
        said what = losses_say(game, a, loss);
        thaw_verdict verdict = what.gains     ? THAW_BREAKS
                               : what.unclear ? THAW_UNDECIDED
                                              : THAW_HOLDS;
        require(a->verdict == verdict || (a->verdict == THAW_UNDECIDED && (what.zero || moves)),
                "the losses say %s, the answer %s", thaw_verdict_text(verdict),
                thaw_verdict_text(a->verdict));
    } else {
        require(a->verdict == THAW_UNDECIDED, "%s, and no punishment phase was found (%s)",
                thaw_verdict_text(a->verdict), thaw_outcome_text(a->punishment.outcome));
    }
    free(loss);
}

/* ---- what is known beforehand ---- */

/* To promise what would be played with no deal breaks under no punishment that is no deal. */
static void require_no_deal_holds(const thaw_setting *setting)
{
    const thaw_game *game = setting->game;
    thaw_no_deal no_deal;
    thaw_deals deals = {0};
    thaw_deal_answer a;
    int play[3 * 4];
    bool pure = thaw_no_deal_solve(setting, &limits, &no_deal, NULL) == THAW_OK &&
                no_deal.result.outcome == THAW_OUTCOME_CONVERGED;
    for (int s = 0; pure && s < game->states; s++)
        for (int i = 0; i < game->players; i++) {
            const double *chance = no_deal.profile + thaw_game_action_offset(game, s, i);
            int *played = &play[s * game->players + i];
            *played = 0;
            for (int k = 0; k < thaw_game_action_count(game, s, i); k++)
                *played = chance[k] > 0.5 ? k : *played;
            pure = pure && chance[*played] == 1;
        }
    thaw_punishment grim = {THAW_GRIM, INFINITY};
    if (pure && thaw_deals_add_play(setting, "no deal", play, &grim, &deals, NULL) == THAW_OK &&
        thaw_trigger_solve(setting, &deals.items[0], &no_deal, NULL, &limits, &a, NULL) ==
            THAW_OK) {
        for (int i = 0; i < game->players; i++)
            require(!(a.breach[i].loss < -2 * THAW_REGRET * thaw_game_range(game, i) - a.doubt[i]),
                    "no deal's own play breaks: player %d gains %g", i, -a.breach[i].loss);
        thaw_deal_answer_clear(&a);
    }
    thaw_deals_clear(&deals);
    thaw_no_deal_clear(&no_deal);
}

/* Whether some single departure pays within a month that can come. */
static bool pays_at_once(const thaw_game *game, const thaw_deal *deal, const bool *reachable)
{
    int actions[3];
    for (int s = 0; s < game->states; s++)
        for (int i = 0; reachable[s] && i < game->players; i++) {
            size_t players = (size_t)game->players;
            const int *play = deal->play + s * game->players;
            memcpy(actions, play, players * sizeof *actions);
            double promised = game->payoff[thaw_game_row(game, s, play) * players + (size_t)i];
            for (actions[i] = 0; actions[i] < thaw_game_action_count(game, s, i); actions[i]++)
                if (game->payoff[thaw_game_row(game, s, actions) * players + (size_t)i] > promised)
                    return true;
        }
    return false;
}

/* Who does not look ahead keeps a deal where each month by itself does not tempt. */
static void require_myopic(const thaw_setting *setting, const thaw_deal *deal,
                           const thaw_deal_answer *a)
{
    for (int i = 0; i < setting->game->players; i++)
        if (setting->game->discount[i] > 0)
            return;
    bool pays = pays_at_once(setting->game, deal, a->reachable);
    require(a->verdict != (pays ? THAW_HOLDS : THAW_BREAKS) || a->tied,
            "nobody looks ahead, a departure %s at once, and the deal %s",
            pays ? "pays" : "does not pay", thaw_verdict_text(a->verdict));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bytes b = {data, size, 0};
    byte_deal promise = take_deal(&b);
    bool no_deal = take_choice(&b, 4) == 1;
    thaw_game *game = byte_game(&b, (byte_shape){3, 4, 4, 3, 1});
    thaw_setting setting = setting_on(game, promise.initial % game->states);
    thaw_deals deals = {0};
    add_deal(&setting, &promise, &deals);
    thaw_deal *deal = &deals.items[0];
    thaw_deal_answer answer = {0};
    thaw_fault fault = {0};
    thaw_status status = thaw_trigger_solve(&setting, deal, NULL, NULL, &limits, &answer, &fault);
    require(status == THAW_OK || status == THAW_ENUMERIC, "%s", fault.text);
    if (status == THAW_OK) {
        require_answer(&setting, deal, &answer);
        require_myopic(&setting, deal, &answer);
    }
    if (no_deal)
        require_no_deal_holds(&setting);
    thaw_deal_answer_clear(&answer);
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
    fuzz_about(NULL);
    thaw_game_free(game);
    return 0;
}
