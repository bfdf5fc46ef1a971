/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of deals: what moves no verdict, what moves exactly one loss, what tends to what. Random
 * cases are drawn from a seed of their own; a failure names it, and THAW_SEED replays it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/fentanyl.h"
#include "model/judge.h"
#include "solvers/settings.h"
#include "tests/support/deals.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

static const char *const some_deals[] = {"partial@trigger:12",         "partial@grim",
                                         "full_calm@trigger:36",       "full_calm+delist@grim",
                                         "partial_pressure@trigger:6", "full@trigger:3"};
enum { SOME_DEALS = sizeof some_deals / sizeof *some_deals };

/* ---- a shock that never happens ---- */

static bool same_numbers(const double *one, const double *two, size_t count)
{
    return memcmp(one, two, count * sizeof *one) == 0;
}

static void expect_same_game(const thaw_game *one, const thaw_game *two)
{
    size_t rows = thaw_game_rows(one);
    cr_assert_eq(one->states, two->states);
    cr_assert_eq(rows, thaw_game_rows(two));
    cr_assert(same_numbers(one->payoff, two->payoff, rows * 2));
    cr_assert(same_numbers(one->next, two->next, rows * (size_t)one->states));
    cr_assert(same_numbers(one->signal, two->signal, rows * (size_t)one->signals));
}

/* To the last bit, and so are all answers: 1 - 0 * x is 1. */
Test(deal_laws, a_shock_of_rate_0_is_no_shock)
{
    thaw_scenario without = baseline(),
                  with = baseline_with(SETS("shock.balloon.rate=0", "shock.balloon.severity=0.9",
                                            "shock.balloon.freeze=0.7"));
    cr_assert_eq(with.shock_count, without.shock_count + 1);
    thaw_setting one = setting_of(&without), two = setting_of(&with);
    expect_same_game(one.game, two.game);
    for (int k = 0; k < SOME_DEALS; k++) {
        thaw_deal_answer a = answer_to(&one, some_deals[k]), b = answer_to(&two, some_deals[k]);
        cr_assert(same_numbers(a.values, b.values, (size_t)one.game->states * 4));
        cr_assert_eq(a.verdict, b.verdict);
        thaw_deal_answer_clear(&a);
        thaw_deal_answer_clear(&b);
    }
    thaw_setting_clear(&one);
    thaw_setting_clear(&two);
    thaw_scenario_clear(&without);
    thaw_scenario_clear(&with);
}

/* ---- origin and scale ---- */

static void transform(thaw_game *game, int player, double factor, double constant)
{
    for (size_t row = 0; row < thaw_game_rows(game); row++) {
        double *u = &game->payoff[row * 2 + (size_t)player];
        *u = *u * factor + constant;
    }
}

static void expect_losses(const thaw_deal_answer *one, const thaw_deal_answer *two, double factor,
                          const char *deal)
{
    cr_assert_eq(one->verdict, two->verdict, "%s", deal);
    for (int i = 0; i < 2; i++) {
        cr_assert_eq(one->breach[i].state, two->breach[i].state, "%s", deal);
        cr_assert_eq(one->breach[i].action, two->breach[i].action, "%s", deal);
        cr_assert_float_eq(two->breach[i].loss, factor * one->breach[i].loss, factor * 1e-10, "%s",
                           deal);
        if (!isnan(one->more[i].loss))
            cr_assert_float_eq(two->more[i].loss, factor * one->more[i].loss, factor * 1e-10, "%s",
                               deal);
    }
}

Test(deal_laws, a_constant_added_to_one_sides_payoffs_moves_no_verdict)
{
    thaw_scenario scenario = baseline();
    for (int player = 0; player < 2; player++) {
        thaw_setting as_is = setting_of(&scenario), shifted = setting_of(&scenario);
        transform(shifted.game, player, 1, player ? -3.7 : 2.9);
        for (int k = 0; k < SOME_DEALS; k++) {
            thaw_deal_answer a = answer_to(&as_is, some_deals[k]),
                             b = answer_to(&shifted, some_deals[k]);
            expect_losses(&a, &b, 1, some_deals[k]);
            thaw_deal_answer_clear(&a);
            thaw_deal_answer_clear(&b);
        }
        thaw_setting_clear(&as_is);
        thaw_setting_clear(&shifted);
    }
    thaw_scenario_clear(&scenario);
}

/* In cents or in trillions: everybody's points times a factor scale the losses. */
Test(deal_laws, the_unit_of_all_payoffs_moves_no_verdict)
{
    thaw_scenario scenario = baseline();
    static const double factors[] = {1e-3, 40};
    for (int f = 0; f < 2; f++) {
        thaw_setting as_is = setting_of(&scenario), scaled = setting_of(&scenario);
        transform(scaled.game, 0, factors[f], 0);
        transform(scaled.game, 1, factors[f], 0);
        for (int k = 0; k < SOME_DEALS; k++) {
            thaw_deal_answer a = answer_to(&as_is, some_deals[k]),
                             b = answer_to(&scaled, some_deals[k]);
            expect_losses(&a, &b, factors[f], some_deals[k]);
            thaw_deal_answer_clear(&a);
            thaw_deal_answer_clear(&b);
        }
        thaw_setting_clear(&as_is);
        thaw_setting_clear(&scaled);
    }
    thaw_scenario_clear(&scenario);
}

/* ---- what better sight of no effort is worth ---- */

/* A deal's losses from every departure in the plan's phase, by the judge; laid out as a profile of
 * the game. */
typedef struct examined {
    thaw_scenario scenario;
    thaw_setting setting;
    thaw_deals deals;
    thaw_deal_answer answer;
    double *loss;
} examined;

/* The deal at the baseline with that monitoring.bad_none and one more setting. */
static void examine(const char *deal, double bad_none, const char *more, examined *e)
{
    char set[64];
    snprintf(set, sizeof set, "monitoring.bad_none=%.17g", bad_none);
    e->scenario = baseline_with(SETS(set, more));
    e->setting = setting_of(&e->scenario);
    e->deals = deal_named(&e->setting, deal);
    e->answer = answer_to(&e->setting, deal);
    thaw_machine *machine = NULL;
    thaw_game *open = NULL;
    thaw_judgement judgement;
    cr_assert_eq(thaw_deal_machine(e->setting.game, &e->deals.items[0], &machine, NULL), THAW_OK);
    cr_assert_eq(thaw_product(e->setting.game, machine, false, &open, NULL, NULL), THAW_OK);
    e->loss = calloc(thaw_game_action_total(open), sizeof *e->loss);
    cr_assert(e->loss);
    cr_assert_eq(
        thaw_judge(open, e->answer.profile, e->answer.values, NULL, e->loss, &judgement, NULL),
        THAW_OK);
    thaw_game_free(open);
    thaw_machine_free(machine);
}

static void examined_clear(examined *e)
{
    free(e->loss);
    thaw_deal_answer_clear(&e->answer);
    thaw_deals_clear(&e->deals);
    thaw_setting_clear(&e->setting);
    thaw_scenario_clear(&e->scenario);
}

/* The expected plan-phase less punishment-phase value to China of the month after it makes no
 * effort in a state whose plan asks for some. */
static double stake_after_none(const examined *e, int state, int none)
{
    const thaw_game *game = e->setting.game;
    int us = e->deals.items[0].play[state * 2 + THAW_US];
    const double *next =
        game->next + thaw_game_row(game, state, (int[]){us, none}) * (size_t)game->states;
    double sum = 0;
    for (int s = 0; s < game->states; s++)
        sum += next[s] * (e->answer.values[s * 2 + THAW_CHINA] -
                          e->answer.values[(game->states + s) * 2 + THAW_CHINA]);
    return sum;
}

/* A month of no effort where effort was promised falls short when it looks bad (or, for full
 * effort, mixed). bad_none raised by x, taken from good, raises that chance by x, and with it moves
 * China's loss by d x E[plan - punishment]. Nothing else depends on how no effort looks: it is
 * never seen on the plan where effort is promised, never falls short where none is, and in the
 * punishment phase nobody looks. */
static void check_bad_none(const char *deal, double x)
{
    examined before, after;
    examine(deal, 0.25, NULL, &before);
    examine(deal, 0.25 + x, NULL, &after);
    const thaw_game *game = before.setting.game;
    size_t actions = thaw_game_action_total(game);
    cr_assert_lt(
        largest_difference(before.answer.values, after.answer.values, (size_t)game->states * 4),
        1e-12, "%s: a value moved", deal);
    double *expected = calloc(actions, sizeof *expected);
    cr_assert(expected);
    for (int s = 0; s < game->states; s++) {
        int none = thaw_game_find_action(game, s, THAW_CHINA, "none");
        int promised = before.deals.items[0].play[s * 2 + THAW_CHINA];
        const char *name = thaw_game_action_name(game, s, THAW_CHINA, promised);
        if (none >= 0 && (strcmp(name, "partial") == 0 || strcmp(name, "full") == 0))
            expected[thaw_game_action_offset(game, s, THAW_CHINA) + (size_t)none] =
                game->discount[THAW_CHINA] * x * stake_after_none(&before, s, none);
    }
    for (size_t a = 0; a < actions; a++)
        cr_assert_float_eq(after.loss[a] - before.loss[a], expected[a], 1e-11, "%s: action %zu",
                           deal, a);
    free(expected);
    examined_clear(&before);
    examined_clear(&after);
}

Test(deal_laws, better_sight_of_no_effort_moves_one_loss_by_a_known_amount)
{
    for (int k = 0; k < SOME_DEALS; k++) {
        check_bad_none(some_deals[k], 0.15);
        check_bad_none(some_deals[k], -0.1);
    }
}

/* Where China likes the punishment better than the plan, seeing its lapses better makes them worth
 * more. Full effort in every month is such a plan; a freeze, which would be better still, is made
 * dear here. */
Test(deal_laws, better_sight_of_no_effort_can_lower_a_slack)
{
    static const char deal[] = "full@trigger:12", dear[] = "freeze.cost_china=5";
    examined before, after;
    examine(deal, 0.25, dear, &before);
    examine(deal, 0.45, dear, &after);
    const thaw_departure *least = &before.answer.breach[THAW_CHINA];
    cr_assert_str_eq(departure_action(&before.setting, least, THAW_CHINA), "none");
    cr_assert_lt(thaw_slack(&after.answer, THAW_CHINA),
                 thaw_slack(&before.answer, THAW_CHINA) - 0.005);
    examined_clear(&before);
    examined_clear(&after);
}

/* ---- punishments ---- */

/* With T months on average before the return, punishment is grim but for a chance of 1 / T a month:
 * the difference shrinks like 1 / T. */
Test(deal_laws, a_long_trigger_approaches_grim)
{
    static const char *const plans[] = {"partial", "full_calm", "partial_pressure+delist"};
    thaw_scenario scenario = baseline();
    thaw_setting setting = setting_of(&scenario);
    for (int p = 0; p < 3; p++) {
        char name[96];
        snprintf(name, sizeof name, "%s@grim", plans[p]);
        thaw_deal_answer grim = answer_to(&setting, name);
        for (double months = 1e5; months < 1e9; months *= 100) {
            snprintf(name, sizeof name, "%s@trigger:%.0f", plans[p], months);
            thaw_deal_answer trigger = answer_to(&setting, name);
            cr_assert_lt(
                largest_difference(grim.values, trigger.values, (size_t)setting.game->states * 4),
                1e3 / months, "%s", name);
            for (int i = 0; i < 2; i++)
                cr_assert_float_eq(grim.breach[i].loss, trigger.breach[i].loss, 1e3 / months, "%s",
                                   name);
            thaw_deal_answer_clear(&trigger);
        }
        thaw_deal_answer_clear(&grim);
    }
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

/* ---- games from files, with public actions ---- */

static thaw_deal_answer solve_play(thaw_game *game, const int *play, double months)
{
    thaw_setting setting = {.game = game};
    thaw_punishment punishment = {months > 0 ? THAW_TRIGGER : THAW_GRIM,
                                  months > 0 ? months : HUGE_VAL};
    thaw_deals deals = {0};
    thaw_deal_answer answer;
    cr_assert_eq(thaw_deals_add_play(&setting, "play", play, &punishment, &deals, NULL), THAW_OK);
    cr_assert_eq(thaw_trigger_solve(&setting, &deals.items[0], NULL, NULL, NULL, &answer, NULL),
                 THAW_OK);
    thaw_deals_clear(&deals);
    return answer;
}

/* Every state is reachable from every other in these games but with chance 0; where the first state
 * moves, what is reachable moves with it. */
Test(deal_laws, renumbering_a_game_renumbers_its_deals)
{
    uint64_t first = first_seed(11000);
    for (int k = 0; k < 60; k++) {
        dice d = dice_new(first + (uint64_t)k);
        thaw_game *game = random_game(&d, (random_shape){2, dice_int(&d, 1, 4), 2, 3, 0.95});
        renumbering to = random_renumbering(&d, game);
        for (int s = 0; s < game->states; s++)
            if (to.state_to[s] == 0) {
                to.state_to[s] = to.state_to[0];
                to.state_to[0] = 0;
            }
        thaw_game *other = renumbered_game(game, &to);
        int play[8], moved[8];
        for (int s = 0; s < game->states; s++)
            for (int i = 0; i < 2; i++) {
                play[s * 2 + i] = dice_int(&d, 0, thaw_game_action_count(game, s, i) - 1);
                moved[to.state_to[s] * 2 + to.player_to[i]] =
                    to.action_to[thaw_game_action_offset(game, s, i) + (size_t)play[s * 2 + i]];
            }
        double months = dice_int(&d, 0, 1) ? 6 : 0;
        thaw_deal_answer one = solve_play(game, play, months),
                         two = solve_play(other, moved, months);
        cr_assert_eq(one.verdict, two.verdict, REPLAY, SEED(d));
        for (int i = 0; i < 2; i++) {
            const thaw_departure *a = &one.breach[i], *b = &two.breach[to.player_to[i]];
            cr_assert_float_eq(a->loss, b->loss, 1e-9, REPLAY, SEED(d));
            cr_assert_eq(to.state_to[a->state], b->state, REPLAY, SEED(d));
            cr_assert_eq(
                to.action_to[thaw_game_action_offset(game, a->state, i) + (size_t)a->action],
                b->action, REPLAY, SEED(d));
        }
        thaw_deal_answer_clear(&one);
        thaw_deal_answer_clear(&two);
        renumbering_clear(&to);
        thaw_game_free(other);
        thaw_game_free(game);
    }
}

/* The plan of a pure equilibrium holds under any punishment; its judge's regret is the same game's.
 */
Test(deal_laws, a_pure_equilibrium_is_a_deal_that_holds)
{
    uint64_t first = first_seed(12000);
    int seen = 0;
    for (int k = 0; k < 60; k++) {
        dice d = dice_new(first + (uint64_t)k);
        thaw_game *game = random_game(&d, (random_shape){2, dice_int(&d, 1, 3), 2, 3, 0.95});
        solution s = solution_of(game);
        int play[6];
        bool pure = true;
        for (int cell = 0; cell < game->states * 2; cell++) {
            const double *own = s.profile + thaw_game_action_offset(game, cell / 2, cell % 2);
            play[cell] = 0;
            for (int a = 0; a < thaw_game_action_count(game, cell / 2, cell % 2); a++)
                play[cell] = own[a] > 0.5 ? a : play[cell];
            pure = pure && own[play[cell]] == 1;
        }
        if (pure) {
            thaw_deal_answer answer = solve_play(game, play, dice_int(&d, 0, 1) ? 4 : 0);
            cr_assert_eq(answer.verdict, THAW_HOLDS, REPLAY, SEED(d));
            cr_assert_lt(largest_difference(answer.values, s.values, value_count(game)), 1e-9,
                         REPLAY, SEED(d));
            thaw_deal_answer_clear(&answer);
            seen++;
        }
        solution_clear(&s);
        thaw_game_free(game);
    }
    cr_assert_gt(seen, 0);
}
