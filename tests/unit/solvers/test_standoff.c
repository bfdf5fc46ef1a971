/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The waiting game of a frozen channel: a case worked by hand, and against the expected length of a
 * freeze computed elsewhere. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>

#include "model/fentanyl.h"
#include "solvers/forecast.h"
#include "solvers/standoff.h"
#include "solvers/trigger.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

static thaw_scenario scenario;
static thaw_setting setting;
static thaw_no_deal no_deal;
static thaw_standoff *standoffs;
static size_t count;

static void begin(thaw_scenario of)
{
    scenario = of;
    setting = setting_of(&scenario);
    cr_assert(eq(int, thaw_no_deal_solve(&setting, NULL, &no_deal, NULL), THAW_OK));
    cr_assert(
        eq(int,
           thaw_standoff_solve(&setting, no_deal.profile, no_deal.values, &standoffs, &count, NULL),
           THAW_OK));
}

static void end(void)
{
    free(standoffs);
    thaw_no_deal_clear(&no_deal);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

static void near(double found, double wanted, const char *what)
{
    cr_expect(fabs(found - wanted) < 1e-9, "%s: %.12g in place of %.12g", what, found, wanted);
}

/* Always calm, unlisted, no shocks. Open: pressure/none, 0.1 and -1.2 a month. Frozen:
 * China's month does not depend on its own move, so it waits or resumes at random only if its
 * frozen month pays what an open one does: -0.2 - 0.2 + p - (1 - p) = -1.2, p = 0.1. The US gives
 * up (0.1 + 0.9) for one month by relief in place of pressure, which makes the channel reopen
 * likelier by q (1 - 0.05)(1 - 0.02); reopening is worth D = 0.3 (1 - d) / (1 - d (1 - r)) to it, r
 * = 0.02 + 0.98 * 0.05 q the chance under pressure. Equal: q = (1 - d * 0.98) / (0.3 d 0.931 - d
 * 0.049), d = 0.965. */
Test(standoff, by_hand)
{
    begin(baseline_with(SETS("initial.listed=no", "initial.channel=frozen", "listing.review=0",
                             "tension.calm_to_tense=0", "shock.taiwan_visit.rate=0",
                             "shock.indictments.rate=0")));
    double d = 0.965, p = 0.1, q = (1 - d * 0.98) / (0.3 * d * 0.931 - d * 0.049);
    double wait = (1 - p) * (1 - q), stays = 1 - (p * q + (1 - p) * q * 0.05);
    double reopens = 1 - stays * 0.98, settled = 1 - wait * 0.98;
    cr_assert(eq(sz, count, 1));
    near(standoffs->yields[THAW_US], p, "relief");
    near(standoffs->yields[THAW_CHINA], q, "resume");
    near(standoffs->reopens, reopens, "reopens");
    near(standoffs->months, 1 / reopens, "months");
    near(standoffs->first[THAW_FIRST_US], p * (1 - q) / settled, "the US first");
    near(standoffs->first[THAW_FIRST_CHINA], (1 - p) * q / settled, "China first");
    near(standoffs->first[THAW_FIRST_BOTH], p * q / settled, "both");
    near(standoffs->first[THAW_FIRST_NEITHER], wait * 0.02 / settled, "a summit first");
    near(standoffs->ends[THAW_REOPEN_EXCHANGE], p * q / reopens, "exchange");
    near(standoffs->ends[THAW_REOPEN_UNPAID], (1 - p) * q * (1 - 0.95 * 0.98) / reopens, "unpaid");
    near(standoffs->ends[THAW_REOPEN_NEITHER], (1 - q) * 0.02 / reopens, "summit");
    double under_pressure = 0.02 + 0.049 * q;
    near(standoffs->cost[THAW_US], 0.3 * (1 - d) / (1 - d * (1 - under_pressure)), "US cost");
    near(standoffs->cost[THAW_CHINA], 0, "China's cost");
    end();
}

/* The expected length is what the forecast says; chances of what must happen sum to 1. */
Test(standoff, baseline)
{
    begin(baseline());
    int states = setting.game->states;
    bool *frozen = calloc((size_t)states, sizeof *frozen);
    double *months = calloc((size_t)states, sizeof *months);
    for (int s = 0; s < states; s++)
        frozen[s] = thaw_fentanyl_frozen(setting.fentanyl_state[s]);
    cr_assert(eq(int, thaw_duration(setting.game, no_deal.profile, frozen, months, NULL), THAW_OK));
    cr_expect(eq(sz, count, 6));
    for (size_t k = 0; k < count; k++) {
        const thaw_standoff *w = &standoffs[k];
        double first = 0, ends = 0;
        for (int i = 0; i < THAW_FIRSTS; i++)
            first += w->first[i];
        for (int i = 0; i < THAW_REOPENINGS; i++)
            ends += w->ends[i];
        cr_expect(frozen[w->state]);
        near(w->months, months[w->state], "months");
        near(first, 1, "first moves");
        near(ends, 1, "endings");
    }
    /* docs/model.md, section 7.2: begun in a calm, tense, crisis month on the list; and the mix. */
    static const double known[] = {7.80, 7.89, 8.62};
    for (int t = 0; t < 3; t++)
        for (size_t k = 0; k < count; k++)
            if (setting.fentanyl_state[standoffs[k].state] ==
                thaw_fentanyl_state((thaw_tension)t, true, true))
                cr_expect(fabs(standoffs[k].months - known[t]) < 0.005);
    free(frozen);
    free(months);
    end();
}

/* Where nothing can end it: no summit, and resuming alone does not help a US that never pays. */
Test(standoff, for_ever)
{
    begin(baseline_with(SETS("initial.listed=no", "initial.channel=frozen", "listing.review=0",
                             "tension.calm_to_tense=0", "shock.taiwan_visit.rate=0",
                             "shock.indictments.rate=0", "freeze.summit=0", "freeze.resume_alone=0",
                             "relief.cost_us_calm=50")));
    double ends = 0;
    for (int i = 0; i < THAW_REOPENINGS; i++)
        ends += standoffs->ends[i];
    cr_expect(isinf(standoffs->months));
    near(ends, 0, "endings");
    end();
}

/* A game file has no channel that could freeze. */
Test(standoff, of_a_game_there_is_none)
{
    static const double dilemma[] = {3, 3, 0, 5, 5, 0, 1, 1};
    thaw_setting repeated;
    thaw_standoff *found = standoffs;
    size_t of_it = 1;
    cr_assert(
        eq(int,
           thaw_setting_of_game(one_state_game(2, (int[]){2, 2}, dilemma, 0.9), 0, &repeated, NULL),
           THAW_OK));
    cr_assert(eq(int, thaw_standoff_solve(&repeated, NULL, NULL, &found, &of_it, NULL), THAW_OK));
    cr_expect(eq(sz, of_it, 0));
    cr_expect(eq(ptr, found, NULL));
    thaw_setting_clear(&repeated);
}
