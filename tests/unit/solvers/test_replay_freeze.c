/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of the length of a recorded freeze. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>

#include "model/fentanyl.h"
#include "solvers/replay_freeze.h"
#include "solvers/trigger.h"
#include "tests/support/records.h"
#include "tests/support/scenarios.h"

static const char four[] = "2022-07,tense,n,none,status_quo,minimal,high\n"
                           "2022-08,crisis,n,none,status_quo,frozen,high\n"
                           "2022-09,crisis,n,none,pressure,frozen,high\n"
                           "2022-10,tense,n,none,pressure,frozen,high\n"
                           "2022-11,calm,n,partial,relief,summit,high\n";

static thaw_freeze_span span_of(const thaw_record *record)
{
    thaw_stretch freeze;
    thaw_freeze_span span;
    cr_assert(thaw_record_freeze(record, 0, record->count, &freeze));
    cr_assert(thaw_freeze_span_of(record, &freeze, &span));
    return span;
}

/* China freezes in August; September, October and November begin frozen. */
Test(replay_freeze, the_months_that_begin_frozen_are_as_many_as_those_that_stood_so)
{
    thaw_record record = record_of(four);
    thaw_freeze_span span = span_of(&record);
    cr_expect(eq(sz, span.first, 2));
    cr_expect(eq(int, span.months, 3));
    cr_expect(not(span.censored || span.early));
    thaw_record_clear(&record);
    record = record_of("2022-08,crisis,n,none,status_quo,frozen,high\n"
                       "2022-09,crisis,n,none,pressure,frozen,high\n");
    span = span_of(&record);
    cr_expect(eq(int, span.months, 3)); /* the month after the record begins frozen too */
    cr_expect(span.censored && span.early);
    thaw_record_clear(&record);
    record = record_of("2022-07,tense,n,none,status_quo,minimal,high\n"
                       "2022-08,crisis,n,none,status_quo,frozen,high\n");
    thaw_stretch freeze = {1, 1};
    cr_expect(not(thaw_freeze_span_of(&record, &freeze, &span)));
    thaw_record_clear(&record);
}

/* Without shocks, and with both sides waiting, only a summit ends a freeze, with chance 0.02 a
 * month whatever the tension: the law is geometric. */
Test(replay_freeze, when_both_wait_the_law_is_geometric)
{
    thaw_scenario scenario = baseline_with(
        SETS("shock.taiwan_visit.rate=0", "shock.indictments.rate=0", "freeze.summit=0.02"));
    thaw_setting setting = everywhere(&scenario);
    thaw_record record = record_of(four);
    thaw_freeze_span span = span_of(&record);
    thaw_deals deals = {0};
    thaw_freeze_law law;
    cr_assert(
        eq(int,
           thaw_deals_read(&setting, "steady/none,steady/none,steady/none,steady/stay@trigger:12",
                           &deals, NULL),
           THAW_OK));
    double *profile = calloc(thaw_game_action_total(setting.game), sizeof *profile);
    thaw_rule_of_plan(&setting, &deals.items[0], profile);
    cr_assert(eq(int, thaw_replay_freeze(&setting, &record, &span, NULL, profile, 0, &law, NULL),
                 THAW_OK));
    for (int t = 0; t <= THAW_FREEZE_MONTHS; t++)
        cr_expect(epsilon_eq(dbl, law.longer[t], pow(0.98, t), 1e-12), "%d", t);
    cr_expect(epsilon_eq(dbl, law.mean, 50, 1e-9));
    cr_expect(epsilon_eq(dbl, law.as_long, 0.98 * 0.98, 1e-12));
    cr_expect(epsilon_eq(dbl, law.as_it_went, 0.98 * 0.98, 1e-12));
    cr_expect(eq(dbl, law.low, 6));     /* 0.98^6 = 0.886, 0.98^5 = 0.904 */
    cr_expect(eq(dbl, law.median, 35)); /* 0.98^35 = 0.493, 0.98^34 = 0.503 */
    cr_expect(eq(dbl, law.high, 114));  /* 0.98^114 = 0.0999, 0.98^113 = 0.102 */
    free(profile);
    thaw_deals_clear(&deals);
    thaw_record_clear(&record);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

/* Under grim the punishment phase is no deal itself, so a freeze that begins in it has the same
 * law; and no deal's mean is the one that docs/model.md states: 8.62 begun in a listed crisis. */
Test(replay_freeze, a_freeze_punished_by_grim_is_one_with_no_deal)
{
    thaw_scenario scenario = baseline();
    thaw_setting setting = everywhere(&scenario);
    thaw_record record = record_of("2022-08,crisis,y,none,status_quo,frozen,high\n"
                                   "2022-09,crisis,y,none,pressure,frozen,high\n"
                                   "2022-10,tense,y,none,pressure,frozen,high\n");
    thaw_freeze_span span = span_of(&record);
    thaw_no_deal no_deal;
    thaw_deals deals = {0};
    thaw_deal_answer answer;
    thaw_freeze_law none, punished;
    cr_assert(eq(int, thaw_no_deal_solve(&setting, NULL, &no_deal, NULL), THAW_OK));
    cr_assert(eq(int, thaw_deals_read(&setting, "partial@grim", &deals, NULL), THAW_OK));
    cr_assert(eq(int,
                 thaw_trigger_solve(&setting, &deals.items[0], &no_deal, NULL, NULL, &answer, NULL),
                 THAW_OK));
    cr_assert(
        eq(int, thaw_replay_freeze(&setting, &record, &span, NULL, no_deal.profile, 0, &none, NULL),
           THAW_OK));
    cr_assert(eq(int,
                 thaw_replay_freeze(&setting, &record, &span, &deals.items[0], answer.profile, 1,
                                    &punished, NULL),
                 THAW_OK));
    cr_expect(epsilon_eq(dbl, none.mean, 8.62, 0.005));
    for (int t = 0; t <= THAW_FREEZE_MONTHS; t++)
        cr_expect(epsilon_eq(dbl, none.longer[t], punished.longer[t], 1e-12), "%d", t);
    cr_expect(epsilon_eq(dbl, none.as_it_went, punished.as_it_went, 1e-12));
    cr_expect(gt(dbl, none.as_it_went, 0));
    cr_expect(lt(dbl, none.as_it_went, 1));
    thaw_deal_answer_clear(&answer);
    thaw_deals_clear(&deals);
    thaw_no_deal_clear(&no_deal);
    thaw_record_clear(&record);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}
