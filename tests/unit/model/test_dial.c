/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dials: what each name turns, how far, on which scale. */
#include "model/dial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "model/fentanyl.h"
#include "tests/support/deals.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

/* A scenario, its setting and one deal in it. */
typedef struct deal_in {
    thaw_scenario scenario;
    thaw_setting setting;
    thaw_deals deals;
} deal_in;

static void begin(deal_in *c, const char *deal, const char *const *sets)
{
    c->scenario = baseline_with(sets);
    c->setting = setting_of(&c->scenario);
    c->deals = deal_named(&c->setting, deal);
}

static void end(deal_in *c)
{
    thaw_deals_clear(&c->deals);
    thaw_setting_clear(&c->setting);
    thaw_scenario_clear(&c->scenario);
}

static thaw_setting game_setting(int players, const double *discount)
{
    static const int actions[] = {2, 2, 2};
    thaw_game *game = blank_game(players, 1, actions, 0);
    thaw_setting setting;
    memcpy(game->discount, discount, (size_t)players * sizeof *discount);
    cr_assert(eq(int, thaw_setting_of_game(game, 0, &setting, NULL), THAW_OK));
    return setting;
}

static thaw_dial find(const thaw_setting *setting, const thaw_deals *deals, const char *key)
{
    thaw_dial dial;
    thaw_fault fault = {0};
    cr_assert(eq(int, thaw_dial_find(setting, &deals->items[0], key, &dial, &fault), THAW_OK),
              "%s: %s", key, fault.text);
    return dial;
}

static thaw_turned turned_to(const thaw_setting *setting, const thaw_deals *deals, const char *key,
                             double value)
{
    thaw_dial dial = find(setting, deals, key);
    thaw_turned turned;
    thaw_fault fault = {0};
    cr_assert(eq(int, thaw_dials_turn(setting, &deals->items[0], &dial, &value, 1, &turned, &fault),
                 THAW_OK),
              "%s: %s", key, fault.text);
    return turned;
}

/* ---- what is turned ---- */

Test(dial, a_parameter_is_set_and_nothing_else)
{
    deal_in c;
    begin(&c, "partial@trigger:12", NULL);
    thaw_turned turned = turned_to(&c.setting, &c.deals, "shock.taiwan_visit.rate", 0.15);
    thaw_place place;
    cr_assert(eq(int, thaw_scenario_find(&turned.scenario, "shock.taiwan_visit.rate", &place, NULL),
                 THAW_OK));
    cr_assert(eq(dbl, *place.value, 0.15));
    cr_assert(
        eq(int, thaw_scenario_find(&c.scenario, "shock.taiwan_visit.rate", &place, NULL), THAW_OK));
    cr_assert(eq(dbl, *place.value, 0.10), "the original was turned too");
    cr_assert(
        eq(int, memcmp(&turned.scenario.values, &c.scenario.values, sizeof c.scenario.values), 0));
    cr_assert(eq(str, turned.deals.items[0].plan, "partial"));
    cr_assert(eq(dbl, turned.deals.items[0].punishment.months, 12));
    thaw_turned_clear(&turned);
    end(&c);
}

/* One number for both; each its own. */
Test(dial, discount_turns_all_players)
{
    deal_in c;
    begin(&c, "partial@grim", NULL);
    thaw_turned both = turned_to(&c.setting, &c.deals, "discount", 0.9);
    cr_assert(eq(dbl, both.setting.game->discount[0], 0.9));
    cr_assert(eq(dbl, both.setting.game->discount[1], 0.9));
    thaw_turned one = turned_to(&c.setting, &c.deals, "china.discount", 0.9);
    cr_assert(eq(dbl, one.setting.game->discount[0], 0.965));
    cr_assert(eq(dbl, one.setting.game->discount[1], 0.9));
    thaw_turned_clear(&both);
    thaw_turned_clear(&one);
    end(&c);
}

/* Twice as impatient: 1 - d is 0.07 in place of 0.035, 0.02 in place of 0.01. */
Test(dial, patience_multiplies_impatience)
{
    deal_in c;
    begin(&c, "partial@grim", NULL);
    thaw_turned turned = turned_to(&c.setting, &c.deals, "patience", 2);
    cr_assert(epsilon_eq(dbl, turned.setting.game->discount[0], 0.93, 1e-15));
    cr_assert(epsilon_eq(dbl, turned.setting.game->discount[1], 0.98, 1e-15));
    thaw_turned_clear(&turned);
    end(&c);
}

/* The US's 1 - d is 0.035: at 1 / 0.035 it is 1. China's is 0.01: at 0.0001 / 0.01 = 0.01 its
 * discount factor is 0.9999, at 0.0001 / 0.035 the US's. */
Test(dial, patience_keeps_all_within_bounds)
{
    deal_in c;
    begin(&c, "partial@grim", NULL);
    thaw_dial dial = find(&c.setting, &c.deals, "patience");
    cr_assert(epsilon_eq(dbl, dial.low, 0.01, 1e-12));
    cr_assert(epsilon_eq(dbl, dial.high, 1 / 0.035, 1e-12));
    cr_assert(eq(dbl, dial.baseline, 1));
    thaw_turned turned = turned_to(&c.setting, &c.deals, "patience", dial.high);
    cr_assert(epsilon_eq(dbl, turned.setting.game->discount[0], 0, 1e-15));
    thaw_turned_clear(&turned);
    end(&c);
}

Test(dial, months_turn_the_punishment)
{
    deal_in c;
    begin(&c, "full_calm+delist@trigger:12", NULL);
    thaw_dial dial = find(&c.setting, &c.deals, "trigger.months");
    cr_assert(eq(dbl, dial.baseline, 12));
    cr_assert(eq(dbl, dial.low, 1));
    thaw_turned turned = turned_to(&c.setting, &c.deals, "trigger.months", 7.5);
    cr_assert(eq(dbl, turned.deals.items[0].punishment.months, 7.5));
    cr_assert(eq(str, turned.deals.items[0].plan, "full_calm+delist"));
    thaw_turned_clear(&turned);
    end(&c);
}

/* Several at once, in order: both discount factors are set, then patience acts on what was set. */
Test(dial, several_turn_together)
{
    deal_in c;
    begin(&c, "partial@trigger:12", NULL);
    const char *const keys[] = {"discount", "patience", "leverage.linkage", "trigger.months"};
    const double values[] = {0.9, 0.5, 1.5, 3};
    thaw_dial dials[4];
    for (int k = 0; k < 4; k++)
        dials[k] = find(&c.setting, &c.deals, keys[k]);
    thaw_turned turned;
    cr_assert(eq(int,
                 thaw_dials_turn(&c.setting, &c.deals.items[0], dials, values, 4, &turned, NULL),
                 THAW_OK));
    for (int i = 0; i < 2; i++)
        cr_assert(epsilon_eq(dbl, turned.setting.game->discount[i], 0.95, 1e-15));
    cr_assert(eq(dbl, turned.scenario.values.leverage_linkage, 1.5));
    cr_assert(eq(dbl, turned.deals.items[0].punishment.months, 3));
    thaw_turned_clear(&turned);
    end(&c);
}

/* With every way to a crisis shut there are two tensions. Opened by a dial, there are three, and
 * the deal is one in the new states too. */
Test(dial, turning_can_make_states_reachable)
{
    deal_in c;
    begin(&c, "partial@grim",
          SETS("tension.tense_to_crisis=0", "tension.calm_to_crisis=0",
               "shock.taiwan_visit.severity=0", "shock.indictments.severity=0"));
    cr_assert(eq(int, c.setting.game->states, 8));
    thaw_turned turned = turned_to(&c.setting, &c.deals, "tension.tense_to_crisis", 0.01);
    cr_assert(eq(int, turned.setting.game->states, 12));
    int crisis = thaw_game_find_state(turned.setting.game, "crisis+listed");
    cr_assert(ge(int, crisis, 0));
    int promised = turned.deals.items[0].play[crisis * 2 + THAW_CHINA];
    cr_assert(eq(str,
                 (char *)thaw_game_action_name(turned.setting.game, crisis, THAW_CHINA, promised),
                 "partial"));
    thaw_turned_clear(&turned);
    end(&c);
}

Test(dial, chances_above_one_together_are_refused)
{
    deal_in c;
    begin(&c, "partial@grim", NULL);
    thaw_dial dial = find(&c.setting, &c.deals, "monitoring.bad_none");
    double value = 0.99; /* with mixed_none at 0.05 */
    thaw_turned turned;
    thaw_fault fault = {0};
    cr_assert(eq(int,
                 thaw_dials_turn(&c.setting, &c.deals.items[0], &dial, &value, 1, &turned, &fault),
                 THAW_ERANGE));
    cr_assert(ne(int, fault.text[0], 0));
    end(&c);
}

/* ---- how far ---- */

/* What the others leave: bad_none and mixed_none are at most 1 together, the drifts out of a calm
 * month too. */
static void expect_refused(const thaw_setting *setting, const thaw_deals *deals, const char *key,
                           double value)
{
    thaw_dial dial = find(setting, deals, key);
    thaw_turned turned;
    thaw_fault fault = {0};
    cr_expect(eq(int, thaw_dials_turn(setting, &deals->items[0], &dial, &value, 1, &turned, &fault),
                 THAW_ERANGE),
              "%s = %g", key, value);
    cr_expect(ne(int, fault.text[0], 0));
}

/* Values that a dial may not be set to are not taken for the nearest that it may. */
Test(dial, values_outside_its_bounds_are_refused)
{
    static const char *const keys[] = {"us.discount", "china.discount", "discount",
                                       "patience",    "trigger.months", "discount.1"};
    thaw_setting file = game_setting(2, (double[]){0.9, 0.5});
    thaw_deals file_deals = deal_named(&file, "a0/a0@trigger:3");
    deal_in c;
    begin(&c, "partial@trigger:12", NULL);
    for (int k = 0; k < 6; k++)
        for (int of_file = k < 2 ? 0 : k == 5; of_file <= (k >= 2); of_file++) {
            const thaw_setting *setting = of_file ? &file : &c.setting;
            const thaw_deals *deals = of_file ? &file_deals : &c.deals;
            thaw_dial dial = find(setting, deals, keys[k]);
            double ends[] = {dial.low, dial.high,
                             thaw_dial_from_scale(&dial, thaw_dial_to_scale(&dial, dial.low)),
                             thaw_dial_from_scale(&dial, thaw_dial_to_scale(&dial, dial.high))};
            for (int e = 0; e < 4; e++) {
                thaw_turned turned = turned_to(setting, deals, keys[k], ends[e]);
                thaw_turned_clear(&turned);
            }
            expect_refused(setting, deals, keys[k], dial.high * 1.0001);
            expect_refused(setting, deals, keys[k], dial.low * 0.9999 - 1e-9);
            expect_refused(setting, deals, keys[k], NAN);
            expect_refused(setting, deals, keys[k], HUGE_VAL);
            expect_refused(setting, deals, keys[k], -1);
        }
    end(&c);
    thaw_deals_clear(&file_deals);
    thaw_setting_clear(&file);
}

/* Who narrows a dial to an interval may still ask what is outside it, as where the baseline is. */
Test(dial, a_narrower_interval_does_not_bind)
{
    deal_in c;
    begin(&c, "partial@grim", NULL);
    thaw_dial dial = find(&c.setting, &c.deals, "patience");
    double one = 1;
    dial.low = 2;
    dial.high = 3;
    thaw_turned turned;
    cr_assert(eq(int, thaw_dials_turn(&c.setting, &c.deals.items[0], &dial, &one, 1, &turned, NULL),
                 THAW_OK));
    thaw_turned_clear(&turned);
    end(&c);
}

Test(dial, bounds_are_what_other_inputs_allow)
{
    deal_in c;
    begin(&c, "partial@grim", SETS("tension.calm_to_crisis=0.25"));
    cr_assert(epsilon_eq(dbl, find(&c.setting, &c.deals, "monitoring.bad_none").high, 0.95, 1e-9));
    cr_assert(
        epsilon_eq(dbl, find(&c.setting, &c.deals, "tension.calm_to_tense").high, 0.75, 1e-9));
    thaw_dial dial = find(&c.setting, &c.deals, "tension.calm_to_tense");
    cr_assert(eq(dbl, dial.low, 0));
    thaw_turned turned = turned_to(&c.setting, &c.deals, dial.key, dial.high);
    thaw_turned_clear(&turned);
    end(&c);
}

Test(dial, plain_bounds_are_the_parameters)
{
    deal_in c;
    begin(&c, "partial@grim", NULL);
    thaw_dial dial = find(&c.setting, &c.deals, "coalition.cost_china");
    cr_assert(eq(dbl, dial.low, -100));
    cr_assert(eq(dbl, dial.high, 100));
    cr_assert(eq(dbl, dial.baseline, 0.2));
    cr_assert(eq(dbl, dial.from, dial.low));
    cr_assert(eq(dbl, dial.to, dial.high));
    cr_assert(eq(str, (char *)dial.unit, "points"));
    end(&c);
}

/* Players differ: there is no one place where the discount factor stands. */
Test(dial, discount_has_a_baseline_only_where_players_agree)
{
    deal_in c;
    begin(&c, "partial@grim", NULL);
    cr_assert(isnan(find(&c.setting, &c.deals, "discount").baseline));
    end(&c);
    begin(&c, "partial@grim", SETS("us.discount=0.98", "china.discount=0.98"));
    cr_assert(eq(dbl, find(&c.setting, &c.deals, "discount").baseline, 0.98));
    end(&c);
}

/* ---- scales ---- */

Test(dial, scales_there_and_back)
{
    deal_in c;
    begin(&c, "partial@trigger:12", NULL);
    static const struct {
        const char *key;
        double value, position;
    } cases[] = {
        {"discount", 0, 0},
        {"us.discount", 0.99, 4.605170185988091}, /* log 100 */
        {"patience", 1, 0},
        {"trigger.months", 12, 2.4849066497880004}, /* log 12 */
        {"economy.weakness", 1.3, 1.3},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        thaw_dial dial = find(&c.setting, &c.deals, cases[k].key);
        double position = thaw_dial_to_scale(&dial, cases[k].value);
        cr_expect(epsilon_eq(dbl, position, cases[k].position, 1e-12), "%s", cases[k].key);
        cr_expect(epsilon_eq(dbl, thaw_dial_from_scale(&dial, position), cases[k].value, 1e-12),
                  "%s", cases[k].key);
    }
    end(&c);
}

/* ---- names ---- */

Test(dial, names_that_are_none)
{
    static const struct {
        const char *deal, *key;
        thaw_status status;
        const char *help; /* part of it */
    } cases[] = {
        {"partial@grim", "economy.weaknes", THAW_EUNKNOWN, "economy.weakness"},
        {"partial@grim", "patince", THAW_EUNKNOWN, "patience"},
        {"partial@grim", "discuont", THAW_EUNKNOWN, "discount"},
        {"partial@trigger:3", "trigger.month", THAW_EUNKNOWN, "trigger.months"},
        {"partial@grim", "listing.rule", THAW_EARG, "--set"},
        {"partial@grim", "election.year", THAW_EARG, "--set"},
        {"partial@grim", "trigger.months", THAW_EARG, ""},
        {"partial@grim", "discount.1", THAW_EUNKNOWN, ""},
        {"partial@grim", "", THAW_EUNKNOWN, ""},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        deal_in c;
        thaw_dial dial;
        thaw_fault fault = {0};
        begin(&c, cases[k].deal, NULL);
        cr_expect(eq(int,
                     thaw_dial_find(&c.setting, &c.deals.items[0], cases[k].key, &dial, &fault),
                     cases[k].status),
                  "%s", cases[k].key);
        cr_expect(ne(ptr, (void *)strstr(fault.help, cases[k].help), NULL), "%s: %s", cases[k].key,
                  fault.help);
        end(&c);
    }
}

/* ---- all of them ---- */

/* Every row that takes a number, three for each of two shocks, patience, a trigger's months. */
Test(dial, keys_of_a_scenario_are_all_its_numbers)
{
    deal_in c;
    char(*keys)[THAW_KEY_MAX] = NULL;
    size_t count = 0, rows = 0, words = 0;
    const thaw_parameter *row = thaw_parameters(&rows);
    for (size_t k = 0; k < rows; k++)
        words += row[k].words != NULL;
    begin(&c, "partial@trigger:12", NULL);
    cr_assert(eq(int, thaw_dial_keys(&c.setting, &c.deals.items[0], &keys, &count, NULL), THAW_OK));
    cr_assert(eq(sz, count, rows - words + 6 + 2));
    cr_assert(eq(str, keys[0], "us.discount"));
    cr_assert(eq(str, keys[count - 1], "trigger.months"));
    cr_assert(eq(str, keys[count - 2], "patience"));
    for (size_t k = 0; k < count; k++) {
        thaw_dial dial = find(&c.setting, &c.deals, keys[k]);
        cr_expect(le(dbl, dial.low, dial.baseline), "%s", keys[k]);
        cr_expect(le(dbl, dial.baseline, dial.high), "%s", keys[k]);
    }
    free(keys);
    cr_assert(eq(int, thaw_dial_keys(&c.setting, NULL, &keys, &count, NULL), THAW_OK));
    cr_assert(eq(sz, count, rows - words + 6 + 1), "without a deal there is no T");
    free(keys);
    end(&c);
}

/* ---- games ---- */

Test(dial, a_game_has_a_discount_for_each_player)
{
    thaw_setting setting = game_setting(3, (double[]){0.5, 0.6, 0.7});
    thaw_deals deals = deal_named(&setting, "a0/a0/a0@trigger:2");
    char(*keys)[THAW_KEY_MAX] = NULL;
    size_t count = 0;
    cr_assert(eq(int, thaw_dial_keys(&setting, &deals.items[0], &keys, &count, NULL), THAW_OK));
    cr_assert(eq(sz, count, 5));
    cr_assert(eq(str, keys[2], "discount.3"));
    free(keys);
    cr_assert(eq(dbl, find(&setting, &deals, "discount.2").baseline, 0.6));
    thaw_turned turned = turned_to(&setting, &deals, "discount.2", 0.8);
    cr_assert(eq(dbl, turned.setting.game->discount[0], 0.5));
    cr_assert(eq(dbl, turned.setting.game->discount[1], 0.8));
    cr_assert(eq(dbl, turned.setting.game->discount[2], 0.7));
    cr_assert(eq(dbl, setting.game->discount[1], 0.6), "the original was turned too");
    thaw_turned_clear(&turned);
    thaw_dial dial;
    thaw_fault fault = {0};
    cr_assert(eq(int, thaw_dial_find(&setting, &deals.items[0], "discount.4", &dial, &fault),
                 THAW_EUNKNOWN));
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
}

/* A game file may have players more patient than a scenario's: they stand within their dial's
 * bounds, and stay what they are. */
Test(dial, players_more_patient_than_scenarios_allow)
{
    thaw_setting setting = game_setting(2, (double[]){0.99999, 0.5});
    thaw_deals deals = deal_named(&setting, "a0/a0@grim");
    static const char *const keys[] = {"discount.1", "patience"};
    for (int k = 0; k < 2; k++) {
        thaw_dial dial = find(&setting, &deals, keys[k]);
        cr_expect(le(dbl, dial.low, dial.baseline), "%s", keys[k]);
        cr_expect(le(dbl, dial.baseline, dial.high), "%s", keys[k]);
        thaw_turned turned = turned_to(&setting, &deals, keys[k], dial.baseline);
        cr_expect(epsilon_eq(dbl, turned.setting.game->discount[0], 0.99999, 1e-15), "%s", keys[k]);
        thaw_turned_clear(&turned);
    }
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
}
