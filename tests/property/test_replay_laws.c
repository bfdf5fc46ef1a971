/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of replays, on the shipped record and on random ones. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/fentanyl.h"
#include "solvers/replay.h"
#include "tests/support/dice.h"
#include "tests/support/records.h"
#include "tests/support/scenarios.h"

static const char *const plans[] = {"full@grim", "full_calm@grim", "partial@grim",
                                    "partial_pause@grim", "partial_pressure@grim"};
enum { PLANS = sizeof plans / sizeof *plans };

typedef struct world {
    thaw_scenario scenario;
    thaw_setting setting;
    double *profile[PLANS];
} world;

static void world_init(world *w)
{
    w->scenario = baseline();
    w->setting = everywhere(&w->scenario);
    for (int k = 0; k < PLANS; k++) {
        thaw_deals deals = {0};
        cr_assert(eq(int, thaw_deals_read(&w->setting, plans[k], &deals, NULL), THAW_OK));
        w->profile[k] = calloc(thaw_game_action_total(w->setting.game), sizeof *w->profile[k]);
        thaw_rule_of_plan(&w->setting, &deals.items[0], w->profile[k]);
        thaw_deals_clear(&deals);
    }
}

static void world_clear(world *w)
{
    for (int k = 0; k < PLANS; k++)
        free(w->profile[k]);
    thaw_setting_clear(&w->setting);
    thaw_scenario_clear(&w->scenario);
}

static double log_likelihood(const world *w, const thaw_record *record, thaw_rule rule, double size)
{
    thaw_fit fit;
    double slip[THAW_CONFIDENCES];
    thaw_slips(size, slip);
    cr_assert(eq(int,
                 thaw_replay_fit(&w->setting, record, (thaw_window){0, record->count}, &rule,
                                 THAW_BOTH, slip, &fit, NULL),
                 THAW_OK));
    double found = fit.log_likelihood;
    thaw_fit_clear(&fit);
    return found;
}

static void append(thaw_record *to, const thaw_recorded *month, int number)
{
    thaw_recorded copy = *month;
    copy.month = number;
    copy.era = strdup(month->era);
    copy.events = strdup(month->events);
    cr_assert(eq(int, thaw_record_add(to, &copy, NULL), THAW_OK));
}

/* The record twice over, which begins and ends with an open channel, is as likely as it is once,
 * squared; so are agreements and moves of tension, but for the move where the two meet. */
Test(replay_laws, the_record_twice_over)
{
    world w;
    world_init(&w);
    thaw_record once = shipped_record(), twice = {0};
    for (size_t k = 0; k < 2 * once.count; k++)
        append(&twice, &once.months[k % once.count], once.months[0].month + (int)k);
    const thaw_window one = {0, once.count}, two = {0, twice.count};
    for (int k = 0; k < PLANS; k++) {
        const thaw_rule rule = {.profile = w.profile[k], .phases = 1};
        double single = log_likelihood(&w, &once, rule, 0.1);
        cr_expect(epsilon_eq(dbl, log_likelihood(&w, &twice, rule, 0.1), 2 * single, 1e-9));
        cr_expect(eq(sz, thaw_replay_agree(&w.setting, &twice, two, &rule, THAW_BOTH).agree,
                     2 * thaw_replay_agree(&w.setting, &once, one, &rule, THAW_BOTH).agree));
    }
    thaw_tension_moves few, many;
    cr_assert(eq(int, thaw_replay_tension(&w.setting, &once, one, &few, NULL), THAW_OK));
    cr_assert(eq(int, thaw_replay_tension(&w.setting, &twice, two, &many, NULL), THAW_OK));
    int last = once.months[once.count - 1].tension, first = once.months[0].tension;
    for (int from = 0; from < THAW_TENSIONS; from++)
        for (int to = 0; to < THAW_TENSIONS; to++)
            cr_expect(eq(sz, many.count[from][to],
                         2 * few.count[from][to] + (from == last && to == first)));
    thaw_record_clear(&once);
    thaw_record_clear(&twice);
    world_clear(&w);
}

/* A window's months are all that counts, not what they are called; and the months of two windows
 * that meet are as likely as both. */
Test(replay_laws, dates_do_not_matter_and_windows_add_up)
{
    world w;
    world_init(&w);
    double slip[THAW_CONFIDENCES];
    thaw_slips(0.1, slip);
    thaw_record once = shipped_record(), later = {0};
    for (size_t k = 0; k < once.count; k++)
        append(&later, &once.months[k], 24000 + (int)k);
    for (int k = 0; k < PLANS; k++) {
        const thaw_rule rule = {.profile = w.profile[k], .phases = 1};
        double whole = log_likelihood(&w, &once, rule, 0.1), parts = 0;
        cr_expect(eq(dbl, log_likelihood(&w, &later, rule, 0.1), whole));
        for (size_t first = 0; first < once.count; first += 32) {
            thaw_fit fit;
            cr_assert(eq(int,
                         thaw_replay_fit(&w.setting, &once, (thaw_window){first, 32}, &rule,
                                         THAW_BOTH, slip, &fit, NULL),
                         THAW_OK));
            parts += fit.log_likelihood;
            thaw_fit_clear(&fit);
        }
        cr_expect(epsilon_eq(dbl, parts, whole, 1e-9));
    }
    thaw_record_clear(&once);
    thaw_record_clear(&later);
    world_clear(&w);
}

static thaw_record random_record(dice *d)
{
    thaw_record record = {0};
    int months = dice_int(d, 1, 60);
    for (int k = 0; k < months; k++) {
        bool frozen = dice_int(d, 0, 2) == 0;
        thaw_recorded month = {
            .month = 24216 + k,
            .tension = (thaw_tension)dice_int(d, 0, THAW_TENSIONS - 1),
            .listed = dice_int(d, 0, 1) == 1,
            .frozen = frozen,
            .stance =
                (const thaw_stance[]){THAW_PRESSURE, THAW_STEADY, THAW_RELIEF}[dice_int(d, 0, 2)],
            .effort = frozen ? THAW_NONE : (thaw_move)dice_int(d, THAW_NONE, THAW_FULL),
            .effort_score = (double)NAN,
            .confidence = (thaw_confidence)dice_int(d, 0, THAW_CONFIDENCES - 1),
            .era = strdup(""),
            .events = strdup("")};
        cr_assert(eq(int, thaw_record_add(&record, &month, NULL), THAW_OK));
    }
    return record;
}

static bool ordered(const thaw_agreement *a)
{
    return a->least <= a->agree && a->agree <= a->most && a->most <= a->months;
}

/* A band holds its count, and both sides agree no more often than either. A punishment phase that
 * is never entered changes nothing. Even chances are as likely whatever the noise. More noise helps
 * a plan that is never kept and hurts one that always is. */
Test(replay_laws, on_random_records)
{
    world w;
    world_init(&w);
    const double never[THAW_FENTANYL_STATES] = {0};
    size_t actions = thaw_game_action_total(w.setting.game);
    double *phases = calloc(2 * actions, sizeof *phases);
    uint64_t first = first_seed(20181);
    for (uint64_t seed = first; seed < first + 60; seed++) {
        dice d = dice_new(seed);
        thaw_record record = random_record(&d);
        const thaw_window window = {0, record.count};
        const double *profile = w.profile[dice_int(&d, 0, PLANS - 1)];
        const thaw_rule rule = {.profile = profile, .phases = 1}, even = {.phases = 1};
        thaw_agreement us = thaw_replay_agree(&w.setting, &record, window, &rule, THAW_US);
        thaw_agreement china = thaw_replay_agree(&w.setting, &record, window, &rule, THAW_CHINA);
        thaw_agreement both = thaw_replay_agree(&w.setting, &record, window, &rule, THAW_BOTH);
        cr_expect(ordered(&us) && ordered(&china) && ordered(&both), REPLAY, SEED(d));
        cr_expect(both.agree <= us.agree && both.agree <= china.agree, REPLAY, SEED(d));
        memcpy(phases, profile, actions * sizeof *phases);
        memcpy(phases + actions, w.profile[0], actions * sizeof *phases);
        const thaw_rule hidden = {phases, 2, never, 0.5};
        double plain = log_likelihood(&w, &record, rule, 0.1);
        cr_expect(epsilon_eq(dbl, log_likelihood(&w, &record, hidden, 0.1), plain, 1e-9), REPLAY,
                  SEED(d));
        cr_expect(epsilon_eq(dbl, log_likelihood(&w, &record, even, 0.1),
                             log_likelihood(&w, &record, even, 0.25), 1e-9),
                  REPLAY, SEED(d));
        if (both.agree == both.months)
            cr_expect(plain > log_likelihood(&w, &record, rule, 0.2), REPLAY, SEED(d));
        if (us.agree == 0 && china.agree == 0)
            cr_expect(plain < log_likelihood(&w, &record, rule, 0.2), REPLAY, SEED(d));
        thaw_record_clear(&record);
    }
    free(phases);
    world_clear(&w);
}
