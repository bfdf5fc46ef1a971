/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdicts on deals against rational arithmetic: none is wrong, and "undecided" is said only where
 * the slack is lost in rounding. Each game is drawn from a seed of its own; THAW_SEED replays from
 * one on, THAW_STRESS_GAMES says how many. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <criterion/criterion.h>

#include "tests/support/exact_deal.h"
#include "tests/support/sample_games.h"
#include "tests/support/stress_games.h"

enum { STATES = 2, GAMES = 1500 };

/* The punishment phase is searched for with one precision for both players. Where what is at stake
 * for one is 1e4 times what it is for the other, or 1e-5 of the payoffs, it need not be found. */
static bool is_lopsided(const thaw_game *game)
{
    double range[2] = {thaw_game_range(game, 0), thaw_game_range(game, 1)};
    for (int i = 0; i < 2; i++)
        if (!(range[i] * 1e4 >= range[1 - i] && range[i] * 1e5 >= player_scale(game, i)))
            return true;
    return false;
}

/* ---- verdicts ---- */

typedef struct tally {
    int holds, breaks; /* rightly */
    int wrong;
    int undecided;      /* some slack is within the bound */
    int unproved;       /* the punishment phase is an equilibrium to a tolerance only */
    int lopsided, lost; /* no punishment phase was found, where it need not and elsewhere */
    int evasive;        /* undecided, for no such reason */
} tally;

static int *place_of(tally *sum, const thaw_setting *setting, const thaw_deal_answer *answer,
                     const exact_deal *t)
{
    if (answer->punishment.outcome != THAW_OUTCOME_CONVERGED)
        return answer->verdict != THAW_UNDECIDED ? &sum->wrong
               : is_lopsided(setting->game)      ? &sum->lopsided
                                                 : &sum->lost;
    if (answer->verdict == THAW_UNDECIDED)
        return t->unrest > 1 / EXACT_DEAL_UNITS ? &sum->unproved
               : t->near && !(t->least < -1)    ? &sum->undecided
                                                : &sum->evasive;
    if ((answer->verdict == THAW_BREAKS) != t->gains || t->unrest > 1)
        return &sum->wrong;
    return t->gains ? &sum->breaks : &sum->holds;
}

static exact_deal examine(const thaw_setting *setting, const thaw_deal *deal, uint64_t seed,
                          tally *sum)
{
    thaw_deal_answer answer;
    cr_assert_eq(thaw_trigger_solve(setting, deal, NULL, NULL, NULL, &answer, NULL), THAW_OK);
    exact_deal t = exact_deal_of(setting, deal, &answer);
    int *place = place_of(sum, setting, &answer, &t);
    ++*place;
    cr_expect(place != &sum->wrong && place != &sum->evasive,
              REPLAY ": %s%s; least loss in exact arithmetic %g bounds, gain in the punishment "
                     "phase %g",
              (unsigned long long)seed, thaw_verdict_text(answer.verdict),
              answer.tied ? ", tied" : "", t.least, t.unrest);
    thaw_deal_answer_clear(&answer);
    return t;
}

/* Changes a payoff so that the departure that loses least loses some multiple of 1e-12 of the
 * largest payoff, or of the bound, or nothing. */
static void bring_to_the_edge(dice *d, thaw_game *game, const thaw_deal *deal, const exact_deal *t)
{
    static const double steps[] = {-10, -1, -0.1, 0, 0.1, 1, 10};
    double most = exact_deal_bound(game, t->player);
    double unit = dice_int(d, 0, 1) ? 1e-12 * player_scale(game, t->player) : most;
    double slack = isfinite(t->least) ? t->least * most : 0;
    int actions[2] = {deal->play[2 * t->state], deal->play[2 * t->state + 1]};
    actions[t->player] = t->action;
    size_t row = thaw_game_row(game, t->state, actions);
    game->payoff[row * 2 + (size_t)t->player] +=
        (slack - steps[dice_int(d, 0, 6)] * unit) / (1 - game->discount[t->player]);
}

static void stress(uint64_t seed, tally *sum)
{
    dice d = dice_new(seed);
    thaw_setting setting;
    cr_assert_eq(thaw_setting_of_game(stress_game(&d, STATES), 0, &setting, NULL), THAW_OK);
    thaw_deals deals = stress_deal(&d, &setting);
    exact_deal t = examine(&setting, &deals.items[0], seed, sum);
    if (t.state >= 0) {
        bring_to_the_edge(&d, setting.game, &deals.items[0], &t);
        examine(&setting, &deals.items[0], seed, sum);
    }
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
}

Test(exact_deals, no_verdict_is_wrong)
{
    tally sum = {0};
    uint64_t first = first_seed(1);
    int games = stress_games_wanted(GAMES);
    for (int k = 0; k < games; k++)
        stress(first + (uint64_t)k, &sum);
    int decided = sum.holds + sum.breaks, found = decided + sum.undecided + sum.unproved;
    printf("deals: %d hold and %d break in exact arithmetic too; undecided: %d within the bound, "
           "%d with a punishment phase to a tolerance only, %d and %d without one, lopsided games "
           "and others; %d wrong, %d undecided without need\n",
           sum.holds, sum.breaks, sum.undecided, sum.unproved, sum.lopsided, sum.lost, sum.wrong,
           sum.evasive);
    cr_expect_eq(sum.wrong, 0);
    cr_expect_eq(sum.evasive, 0);
    cr_expect(games < GAMES || sum.lost * 100 < found, "%d of %d not found", sum.lost, found);
    cr_expect(games < GAMES || decided > sum.undecided, "half is undecided");
}
