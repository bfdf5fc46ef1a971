/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of conduct held against a few months, by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>

#include "model/fentanyl.h"
#include "solvers/replay.h"
#include "solvers/trigger.h"
#include "tests/support/records.h"
#include "tests/support/scenarios.h"

enum { MONTHS = 5 };

/* An open month kept, one of two slips, a crisis, a freeze, a frozen month. */
static const char five[] = "2018-01,calm,n,partial,status_quo,summit,high\n"
                           "2018-02,tense,n,none,pressure,summit,med\n"
                           "2018-03,crisis,n,none,relief,summit,low\n"
                           "2018-04,crisis,y,none,status_quo,frozen,high\n"
                           "2018-05,tense,y,none,relief,frozen,med\n";

typedef struct fixture {
    thaw_scenario scenario;
    thaw_setting setting;
    thaw_deals deals;
    thaw_record record;
    double *profile; /* the first deal's plan */
    double slip[THAW_CONFIDENCES];
} fixture;

static void fixture_init(const char *deal, const char *record, fixture *f)
{
    *f = (fixture){.scenario = baseline(), .record = record_of(record)};
    f->setting = everywhere(&f->scenario);
    cr_assert(eq(int, thaw_deals_read(&f->setting, deal, &f->deals, NULL), THAW_OK));
    f->profile = calloc(thaw_game_action_total(f->setting.game), sizeof *f->profile);
    cr_assert(f->profile != NULL);
    thaw_rule_of_plan(&f->setting, &f->deals.items[0], f->profile);
    thaw_slips(0.1, f->slip);
}

static void fixture_clear(fixture *f)
{
    free(f->profile);
    thaw_deals_clear(&f->deals);
    thaw_setting_clear(&f->setting);
    thaw_scenario_clear(&f->scenario);
    thaw_record_clear(&f->record);
}

static thaw_window all_of(const thaw_record *record)
{
    return (thaw_window){0, record->count};
}

/* partial_pause asks for steady/partial, steady/partial in a tense month, steady/none in a crisis,
 * relief/resume while frozen. A slip has chance 0.05, 0.1, 0.2 at high, med, low; it is shared by
 * two other stances, by three other moves while open, by one while frozen. */
Test(replay, a_likelihood_by_hand)
{
    fixture f;
    fixture_init("partial_pause@grim", five, &f);
    const thaw_rule rule = {.profile = f.profile, .phases = 1};
    const double us[MONTHS] = {0.95, 0.1 / 2, 0.2 / 2, 0.95, 0.9};
    const double china[MONTHS] = {0.95, 0.1 / 3, 0.8, 0.05 / 3, 0.1};
    for (int who = 0; who <= THAW_BOTH; who++) {
        thaw_fit fit;
        double sum = 0;
        cr_assert(eq(int,
                     thaw_replay_fit(&f.setting, &f.record, all_of(&f.record), &rule, who, f.slip,
                                     &fit, NULL),
                     THAW_OK));
        for (int t = 0; t < MONTHS; t++) {
            double chance = (who == THAW_CHINA ? 1 : us[t]) * (who == THAW_US ? 1 : china[t]);
            cr_expect(epsilon_eq(dbl, fit.chance[t], chance, 1e-15), "%d %d", who, t);
            cr_expect(eq(dbl, fit.away[t], 0));
            sum += log(chance);
        }
        cr_expect(epsilon_eq(dbl, fit.log_likelihood, sum, 1e-12), "%d", who);
        thaw_fit_clear(&fit);
    }
    fixture_clear(&f);
}

/* The rule with a punishment phase, summed over all 32 sequences of phases. */
Test(replay, hidden_phases_are_summed_over)
{
    fixture f;
    thaw_deal_answer answer;
    thaw_fit fit;
    fixture_init("partial_pressure+delist@trigger:6", five, &f);
    const thaw_game *game = f.setting.game;
    double leave[THAW_FENTANYL_STATES], total = 0, away[MONTHS] = {0};
    cr_assert(eq(int,
                 thaw_trigger_solve(&f.setting, &f.deals.items[0], NULL, NULL, NULL, &answer, NULL),
                 THAW_OK));
    cr_assert(eq(int, thaw_rule_false_alarms(&f.setting, &f.deals.items[0], leave, NULL), THAW_OK));
    const thaw_rule rule = {answer.profile, 2, leave, 1.0 / 6};
    for (unsigned path = 0; path < 1U << MONTHS; path++) {
        double chance = path & 1U ? 0 : 1;
        for (size_t t = 0; t < MONTHS; t++) {
            int phase = (int)(path >> t & 1U), next = (int)(path >> (t + 1) & 1U);
            int state = thaw_record_state(&f.record, t);
            for (int i = 0; i < 2; i++) {
                double acts[THAW_ACTS_MOST];
                thaw_rule_acts(&f.setting, &rule, phase, state, i, acts);
                chance *= thaw_seen_chance(acts, thaw_act_count(i, thaw_fentanyl_frozen(state)),
                                           thaw_record_act(&f.record, t, i),
                                           f.slip[f.record.months[t].confidence]);
            }
            double moves = phase ? 1.0 / 6 : leave[state];
            if (t + 1 < MONTHS)
                chance *= phase == next ? 1 - moves : moves;
        }
        total += chance;
        for (size_t t = 0; t < MONTHS; t++)
            away[t] += path >> t & 1U ? chance : 0;
    }
    cr_assert(eq(int,
                 thaw_replay_fit(&f.setting, &f.record, all_of(&f.record), &rule, THAW_BOTH, f.slip,
                                 &fit, NULL),
                 THAW_OK));
    cr_expect(epsilon_eq(dbl, fit.log_likelihood, log(total), 1e-12));
    for (size_t t = 0; t < MONTHS; t++)
        cr_expect(epsilon_eq(dbl, fit.away[t], away[t] / total, 1e-12), "%zu", t);
    cr_expect(eq(int, game->states, THAW_FENTANYL_STATES));
    thaw_fit_clear(&fit);
    thaw_deal_answer_clear(&answer);
    fixture_clear(&f);
}

/* The third month, of low confidence, may have had partial effort as well as none. */
Test(replay, agreement_by_hand)
{
    fixture f;
    fixture_init("partial_pause@grim", five, &f);
    const thaw_rule rule = {.profile = f.profile, .phases = 1};
    static const struct {
        int who;
        size_t agree, least, most;
    } cases[] = {{THAW_US, 3, 3, 3}, {THAW_CHINA, 2, 1, 2}, {THAW_BOTH, 1, 1, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        thaw_agreement a =
            thaw_replay_agree(&f.setting, &f.record, all_of(&f.record), &rule, cases[i].who);
        cr_expect(eq(sz, a.months, 5));
        cr_expect(eq(sz, a.agree, cases[i].agree), "%zu", i);
        cr_expect(eq(sz, a.least, cases[i].least), "%zu", i);
        cr_expect(eq(sz, a.most, cases[i].most), "%zu", i);
    }
    cr_expect(eq(dbl, thaw_replay_idle(&f.setting, &f.record, all_of(&f.record), &rule), 3));
    fixture_clear(&f);
}

/* An announcement is not coded: delist counts as steady, relief+delist as relief. */
Test(replay, announcements_are_not_told_apart)
{
    fixture f;
    fixture_init("full_calm+delist@grim", five, &f);
    const thaw_rule rule = {.profile = f.profile, .phases = 1};
    double acts[THAW_ACTS_MOST];
    thaw_rule_acts(&f.setting, &rule, 0, thaw_fentanyl_state(THAW_CALM, true, false), THAW_US,
                   acts);
    cr_expect(eq(dbl, acts[2], 1));
    cr_expect(eq(str, (char *)thaw_act_name(THAW_US, false, 2), "relief"));
    thaw_rule_acts(&f.setting, &rule, 0, thaw_fentanyl_state(THAW_TENSE, true, false), THAW_US,
                   acts);
    cr_expect(eq(dbl, acts[1], 1));
    fixture_clear(&f);
}

/* scenarios/baseline.ini: partial effort looks bad in 0.05 of months, full bad or mixed in
 * 0.02 + 0.03; while the channel is frozen there is no signal. */
Test(replay, false_alarms_of_a_kept_plan)
{
    fixture f;
    double leave[THAW_FENTANYL_STATES];
    fixture_init("full_calm@trigger:12", five, &f);
    cr_assert(eq(int, thaw_rule_false_alarms(&f.setting, &f.deals.items[0], leave, NULL), THAW_OK));
    for (int listed = 0; listed < 2; listed++) {
        cr_expect(
            epsilon_eq(dbl, leave[thaw_fentanyl_state(THAW_CALM, listed, false)], 0.05, 1e-15));
        cr_expect(
            epsilon_eq(dbl, leave[thaw_fentanyl_state(THAW_TENSE, listed, false)], 0.05, 1e-15));
        cr_expect(eq(dbl, leave[thaw_fentanyl_state(THAW_CRISIS, listed, false)], 0));
        cr_expect(eq(dbl, leave[thaw_fentanyl_state(THAW_CALM, listed, true)], 0));
    }
    fixture_clear(&f);
}

/* Without effort the moves in use are those that docs/model.md checks: from calm 0.596, 0.404, 0,
 * from tense 0.149, 0.764, 0.087, from crisis 0.028, 0.578, 0.394. */
Test(replay, moves_of_tension_are_counted_and_set_beside_those_in_use)
{
    static const double in_use[THAW_TENSIONS][THAW_TENSIONS] = {
        {0.596, 0.404, 0}, {0.149, 0.764, 0.087}, {0.028, 0.578, 0.394}};
    fixture f;
    thaw_tension_moves moves;
    fixture_init("partial@grim",
                 "2018-01,calm,n,none,status_quo,summit,high\n"
                 "2018-02,calm,n,none,status_quo,summit,high\n"
                 "2018-03,tense,n,none,relief,summit,high\n"
                 "2018-04,tense,n,none,status_quo,summit,high\n"
                 "2018-05,calm,n,none,status_quo,summit,high\n",
                 &f);
    cr_assert(eq(int, thaw_replay_tension(&f.setting, &f.record, all_of(&f.record), &moves, NULL),
                 THAW_OK));
    cr_expect(eq(sz, moves.count[THAW_CALM][THAW_CALM], 1));
    cr_expect(eq(sz, moves.count[THAW_CALM][THAW_TENSE], 1));
    cr_expect(eq(sz, moves.count[THAW_TENSE][THAW_TENSE], 1));
    cr_expect(eq(sz, moves.count[THAW_TENSE][THAW_CALM], 1));
    cr_expect(epsilon_eq(dbl, moves.mean[THAW_CALM][THAW_CALM], 1.5 / 3.5, 1e-15));
    cr_expect(epsilon_eq(dbl, moves.mean[THAW_CRISIS][THAW_CALM], 1.0 / 3, 1e-15));
    for (int from = 0; from < THAW_TENSIONS; from++)
        for (int to = 0; to < THAW_TENSIONS; to++)
            cr_expect(epsilon_eq(dbl, moves.in_use[from][to], in_use[from][to], 5e-4), "%d %d",
                      from, to);
    fixture_clear(&f);
}

Test(replay, weights_of_rules)
{
    const double fits[3] = {-1000, -1000 + log(3), -INFINITY}, lost[2] = {-INFINITY, -INFINITY};
    double weight[3];
    thaw_fit_weights(fits, 3, weight);
    cr_expect(epsilon_eq(dbl, weight[0], 0.25, 1e-12));
    cr_expect(epsilon_eq(dbl, weight[1], 0.75, 1e-12));
    cr_expect(eq(dbl, weight[2], 0));
    thaw_fit_weights(lost, 2, weight);
    cr_expect(eq(dbl, weight[0] + weight[1], 0));
}

/* Without noise what was not done is impossible; the months after it are judged all the same. */
Test(replay, without_noise_a_departure_rules_a_plan_out)
{
    fixture f;
    thaw_fit fit;
    const double none[THAW_CONFIDENCES] = {0, 0, 0};
    fixture_init("partial_pause@grim", five, &f);
    const thaw_rule rule = {.profile = f.profile, .phases = 1};
    cr_assert(eq(
        int,
        thaw_replay_fit(&f.setting, &f.record, all_of(&f.record), &rule, THAW_US, none, &fit, NULL),
        THAW_OK));
    cr_expect(eq(dbl, fit.chance[0], 1));
    cr_expect(eq(dbl, fit.chance[1], 0));
    cr_expect(eq(dbl, fit.chance[3], 1));
    cr_expect(eq(dbl, fit.log_likelihood, -INFINITY));
    thaw_fit_clear(&fit);
    fixture_clear(&f);
}
