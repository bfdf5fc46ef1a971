/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What ended effort, in futures that are simulated and in some written by hand. */
#include "solvers/causes.h"

#include <stdlib.h>

#include <criterion/criterion.h>

#include "model/fentanyl.h"
#include "tests/support/futures.h"
#include "tests/support/scenarios.h"

/* ---- simulated ---- */

static size_t ends_of(const thaw_simulation *s, thaw_end_how how, int after)
{
    return s->effort.ends[(int)how * s->afters + after];
}

/* Every end without effort, and at least `least` of them, is put down to this. */
static void expect_idle(const char *const *sets, const char *name, int months, int after,
                        size_t least)
{
    stage_of_play stage;
    size_t idle = 0;
    stage_set(&stage, sets, name);
    thaw_simulation s = futures_of(&stage.play, 400, months, 1, 1);
    for (int k = 0; k < s.afters; k++)
        idle += ends_of(&s, THAW_END_IDLE, k);
    cr_expect(idle >= least, "%s: %zu", name, idle);
    cr_expect_eq(ends_of(&s, THAW_END_IDLE, after), idle, "%s: %zu of %zu", name,
                 ends_of(&s, THAW_END_IDLE, after), idle);
    thaw_simulation_clear(&s);
    stage_clear(&stage);
}

/* Tension rises once, in the first month; Washington presses in the 37th, by its calendar, and
 * Beijing answers that. */
Test(causes, a_clock_is_not_what_happened_years_before)
{
    const char *const *one_drift =
        SETS("shock.taiwan_visit.rate=0", "shock.indictments.rate=0", "tension.calm_to_tense=1",
             "tension.tense_to_calm=0", "tension.tense_to_crisis=0", "tension.cooperation_calms=0",
             "monitoring.bad_partial=0", "monitoring.mixed_partial=0");
    expect_idle(one_drift, "election-cycle/tit-for-tat", 60, THAW_AFTER_MEMORY, 400);
}

#define TIRED                                                                                      \
    "strategy.tired.player=china", "strategy.tired.play.a=partial, resume",                        \
        "strategy.tired.months.a=24", "strategy.tired.next.a=b",                                   \
        "strategy.tired.play.b=none, resume"

/* Two years, and Beijing gives up, whatever is seen and whatever tension does. Seen perfectly,
 * partial effort is never "good". */
Test(causes, a_signal_counts_where_a_good_one_had_led_elsewhere)
{
    expect_idle(SETS(TIRED), "always-steady/tired", 60, THAW_AFTER_MEMORY, 100);
    expect_idle(SETS(TIRED, "monitoring.kind=perfect"), "always-steady/tired", 60,
                THAW_AFTER_MEMORY, 100);
}

/* Neither of them looks at tension. */
Test(causes, tension_counts_where_it_is_looked_at)
{
    expect_idle(NULL, "snapback-6/tit-for-tat", 60, THAW_AFTER_SIGNAL, 200);
    expect_idle(NULL, "tit-for-tat/tit-for-tat", 60, THAW_AFTER_SIGNAL, 200);
}

/* Three tense months in a row, and Beijing gives up: put down to what raised tension. */
Test(causes, a_memory_of_tension_goes_back_to_what_raised_it)
{
    expect_idle(SETS("shock.indictments.rate=0", "shock.taiwan_visit.freeze=0",
                     "tension.calm_to_tense=0", "tension.calm_to_crisis=0",
                     "tension.tense_to_calm=0", "tension.tense_to_crisis=0",
                     "tension.cooperation_calms=0", "strategy.sour.player=china",
                     "strategy.sour.play.a=partial, resume", "strategy.sour.next.a=b when not calm",
                     "strategy.sour.play.b=partial, resume", "strategy.sour.months.b=3",
                     "strategy.sour.next.b=c", "strategy.sour.play.c=none, resume"),
                "always-steady/sour", 60, THAW_AFTER_SHOCK + 0, 200);
}

/* The plan asks for none in calm months. */
Test(causes, tension_may_fall)
{
    expect_idle(SETS("initial.tension=tense", "plan.p.calm=steady/none",
                     "plan.p.tense=steady/partial", "plan.p.crisis=steady/partial",
                     "plan.p.frozen=relief/resume"),
                "p@trigger:1", 60, THAW_AFTER_EASING, 200);
}

/* ---- by hand ---- */

/* A deal's play on the baseline that the test writes: effort by phase and state of the setting. */
typedef struct written {
    stage_of_play stage;
    double *profile;
    int calm, tense, unlisted;
} written;

static int state_of(const thaw_setting *setting, thaw_tension tension, bool listed)
{
    int state = 0;
    while (setting->fentanyl_state[state] != thaw_fentanyl_state(tension, listed, false))
        state++;
    return state;
}

static void play_effort(written *w, int phase, int state, double effort)
{
    const thaw_game *game = w->stage.setting.game;
    double *chance = w->profile + (size_t)phase * thaw_game_action_total(game) +
                     thaw_game_action_offset(game, state, THAW_CHINA);
    int of = w->stage.setting.fentanyl_state[state];
    for (int a = 0; a < thaw_game_action_count(game, state, THAW_CHINA); a++)
        chance[a] = 0;
    chance[thaw_fentanyl_china_index(of, THAW_PARTIAL)] = effort;
    chance[thaw_fentanyl_china_index(of, THAW_NONE)] = 1 - effort;
}

/* Effort everywhere, in both phases. */
static void written_set(written *w)
{
    stage_set(&w->stage, NULL, "partial@trigger:1");
    const thaw_setting *setting = &w->stage.setting;
    w->profile = calloc(2 * thaw_game_action_total(setting->game), sizeof *w->profile);
    cr_assert(w->profile);
    w->stage.play.profile = w->profile;
    w->calm = state_of(setting, THAW_CALM, true);
    w->tense = state_of(setting, THAW_TENSE, true);
    w->unlisted = state_of(setting, THAW_CALM, false);
    for (int q = 0; q < 2; q++)
        for (int s = 0; s < setting->game->states; s++)
            if (!thaw_fentanyl_frozen(setting->fentanyl_state[s]))
                play_effort(w, q, s, 1);
}

static void written_clear(written *w)
{
    free(w->profile);
    stage_clear(&w->stage);
}

static thaw_month month_of(const written *w, int phase, int state, int next_phase, int next_state)
{
    const thaw_game *game = w->stage.setting.game;
    return (thaw_month){
        .phase = phase,
        .state = state,
        .row = thaw_game_row(game, state, w->stage.play.promised + state * game->players),
        .next_phase = next_phase,
        .next_state = next_state};
}

static int cause_of(const written *w, const thaw_month *month, int number)
{
    thaw_causes *causes;
    cr_assert_eq(thaw_causes_new(&w->stage.play, number + 1, &causes, NULL), THAW_OK);
    int after = thaw_cause_of(causes, month, number);
    thaw_causes_free(causes);
    return after;
}

/* Effort went on through the punishment; the plan to which play returns asks for none. */
Test(causes, back_to_a_plan_without_effort)
{
    written w;
    written_set(&w);
    play_effort(&w, 0, w.calm, 0);
    const thaw_month month[] = {month_of(&w, 0, w.tense, 1, w.tense),
                                month_of(&w, 1, w.tense, 1, w.calm),
                                month_of(&w, 1, w.calm, 0, w.calm), month_of(&w, 0, w.calm, 0, 0)};
    cr_expect_eq(cause_of(&w, month, 3), THAW_AFTER_RETURN);
    written_clear(&w);
}

Test(causes, the_listing_may_change)
{
    written w;
    written_set(&w);
    play_effort(&w, 0, w.unlisted, 0);
    const thaw_month month[] = {month_of(&w, 0, w.calm, 0, w.unlisted),
                                month_of(&w, 0, w.unlisted, 0, w.calm)};
    cr_expect_eq(cause_of(&w, month, 1), THAW_AFTER_LISTING);
    written_clear(&w);
}

/* Of a false alarm and a rise in the same month, that which alone was enough; where each was, or
 * neither, the false alarm. */
Test(causes, two_things_in_a_month)
{
    static const struct {
        double plan_tense, punish_calm;
        int after;
    } cases[] = {{1, 1, THAW_AFTER_FALSE_ALARM},
                 {0, 0, THAW_AFTER_FALSE_ALARM},
                 {1, 0, THAW_AFTER_FALSE_ALARM},
                 {0, 1, THAW_AFTER_DRIFT}};
    written w;
    written_set(&w);
    play_effort(&w, 1, w.tense, 0);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        play_effort(&w, 0, w.tense, cases[k].plan_tense);
        play_effort(&w, 1, w.calm, cases[k].punish_calm);
        const thaw_month month[] = {month_of(&w, 0, w.calm, 1, w.tense),
                                    month_of(&w, 1, w.tense, 1, w.tense)};
        cr_expect_eq(cause_of(&w, month, 1), cases[k].after, "case %zu: %d", k,
                     cause_of(&w, month, 1));
    }
    written_clear(&w);
}

/* Where China mixes, what happened just before counts if it made effort less likely; later it is
 * China's own choice. */
Test(causes, where_china_mixes)
{
    written w;
    written_set(&w);
    play_effort(&w, 0, w.tense, 0.5);
    const thaw_month at_once[] = {month_of(&w, 0, w.calm, 0, w.tense),
                                  month_of(&w, 0, w.tense, 0, w.tense)};
    cr_expect_eq(cause_of(&w, at_once, 1), THAW_AFTER_DRIFT);
    const thaw_month later[] = {month_of(&w, 0, w.calm, 0, w.tense),
                                month_of(&w, 0, w.tense, 0, w.tense),
                                month_of(&w, 0, w.tense, 0, w.tense)};
    cr_expect_eq(cause_of(&w, later, 2), THAW_AFTER_CHANCE);
    written_clear(&w);
}

Test(causes, shocks_are_counted_under_their_names)
{
    cr_expect_eq(thaw_after_shocks(0, true), THAW_AFTER_PRESSURE);
    cr_expect_eq(thaw_after_shocks(1, false), THAW_AFTER_SHOCK);
    cr_expect_eq(thaw_after_shocks(4, false), THAW_AFTER_SHOCK + 2);
    cr_expect_eq(thaw_after_shocks(4, true), THAW_AFTER_SEVERAL);
    cr_expect_eq(thaw_after_shocks(5, false), THAW_AFTER_SEVERAL);
}
