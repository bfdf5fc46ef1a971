/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies as automata: what is refused. What they play is in test_strategy_text.c and
 * tests/reference/test_strategies.c. */
#include <string.h>

#include <criterion/criterion.h>

#include "model/fentanyl.h"
#include "model/strategies.h"
#include "solvers/reply.h"
#include "tests/support/sample_games.h"
#include "tests/support/scenarios.h"

static const double dilemma[] = {3, 3, 0, 5, 5, 0, 1, 1};

static thaw_status made(const thaw_game *game, int player, int memories, int cuts,
                        const double *cut, thaw_fault *fault)
{
    thaw_strategy *s = NULL;
    thaw_status status = thaw_strategy_new(game, player, "mine", memories, cuts, cut, &s, fault);
    thaw_strategy_free(s);
    return status;
}

Test(strategy, shapes_that_none_has)
{
    thaw_game *game = one_state_game(2, (int[]){2, 2}, dilemma, 0.9);
    thaw_game *three = one_state_game(3, (int[]){1, 1, 1}, (double[]){0, 0, 0}, 0.9);
    thaw_fault fault;
    cr_expect_eq(made(three, 0, 1, 1, NULL, &fault), THAW_EARG);
    cr_expect_str_eq(fault.text, "strategies are of games of two players, this has 3");
    cr_expect_eq(made(game, 2, 1, 1, NULL, &fault), THAW_EARG);
    cr_expect_eq(made(game, 0, 0, 1, NULL, &fault), THAW_ERANGE);
    cr_expect_eq(made(game, 0, 1025, 1, NULL, &fault), THAW_ERANGE);
    cr_expect_str_eq(fault.text, "a strategy has 1 to 1024 memory states, not 1025");
    cr_expect_eq(made(game, 0, 1, 17, NULL, &fault), THAW_ERANGE);
    cr_expect_str_eq(fault.text, "a strategy tells 1 to 16 pieces of the coin apart");
    static const double cuts[][2] = {{0.5, 0.9}, {0, 1}, {1, 1}, {0.5, 0.5}, {1, 0.5}};
    for (size_t k = 0; k < sizeof cuts / sizeof *cuts; k++)
        cr_expect_eq(made(game, 0, 1, 2, cuts[k], &fault), THAW_ERANGE, "cuts %zu", k);
    cr_expect_eq(made(game, 1, 1024, 2, (double[]){0.5, 1}, &fault), THAW_OK);
    thaw_game_free(three);
    thaw_game_free(game);
}

Test(strategy, what_is_no_mix_and_no_memory)
{
    thaw_game *game = one_state_game(2, (int[]){2, 2}, dilemma, 0.9);
    thaw_strategy *s = NULL;
    thaw_fault fault;
    cr_assert_eq(thaw_strategy_new(game, 0, "mine", 2, 1, NULL, &s, NULL), THAW_OK);
    cr_expect_eq(thaw_strategy_check(game, s, &fault), THAW_OK);
    static const double wrong[][2] = {{0.5, 0.4}, {1.5, -0.5}, {1, 1}};
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        memcpy(thaw_strategy_mix(s, 1, 0), wrong[k], sizeof wrong[k]);
        cr_expect_eq(thaw_strategy_check(game, s, &fault), THAW_ERANGE, "mix %zu", k);
        cr_expect_str_eq(fault.text,
                         "what strategy mine plays in memory state 1 and s0 is no mix of actions");
    }
    thaw_strategy_play(s, 1, 0, 1);
    cr_expect_eq(thaw_strategy_check(game, s, &fault), THAW_OK);
    *thaw_strategy_next(s, 1, 0, 3) = 2;
    cr_expect_eq(thaw_strategy_check(game, s, &fault), THAW_ERANGE);
    cr_expect_str_eq(fault.text, "strategy mine has no memory state 2, which follows 1");
    thaw_strategy_free(s);
    thaw_game_free(game);
}

/* What thaw_strategy_check refuses is not made a machine of, and gets no reply. */
Test(strategy, what_is_no_strategy_is_not_played)
{
    thaw_game *game = one_state_game(2, (int[]){2, 2}, dilemma, 0.9),
              *wider = one_state_game(2, (int[]){2, 3}, (double[12]){0}, 0.9);
    thaw_strategy *s = NULL;
    thaw_machine *machine = NULL;
    thaw_reply reply;
    cr_assert_eq(thaw_strategy_new(game, 0, "mine", 2, 1, NULL, &s, NULL), THAW_OK);
    const thaw_strategy *first[2] = {s, NULL}, *second[2] = {NULL, s};
    cr_expect_eq(thaw_strategy_machine(game, second, &machine, NULL, NULL), THAW_EARG);
    cr_expect_eq(thaw_strategy_machine(wider, first, &machine, NULL, NULL), THAW_EARG);
    cr_expect_eq(thaw_reply_solve(wider, s, &reply, NULL), THAW_EARG);
    *thaw_strategy_next(s, 0, 0, 0) = 9;
    cr_expect_eq(thaw_strategy_machine(game, first, &machine, NULL, NULL), THAW_ERANGE);
    cr_expect_eq(thaw_reply_solve(game, s, &reply, NULL), THAW_ERANGE);
    cr_expect_null(reply.action);
    *thaw_strategy_next(s, 0, 0, 0) = 0;
    s->player = 7;
    cr_expect_eq(thaw_reply_solve(game, s, &reply, NULL), THAW_EARG);
    thaw_strategy_free(s);
    thaw_game_free(wider);
    thaw_game_free(game);
}

/* Goes round its memory states, one a month. */
static thaw_strategy *wheel(const thaw_game *game, int player, int memories)
{
    thaw_strategy *s = NULL;
    cr_assert_eq(thaw_strategy_new(game, player, "wheel", memories, 1, NULL, &s, NULL), THAW_OK);
    for (int m = 0; m < memories; m++)
        for (int y = 0; y < s->signals; y++)
            *thaw_strategy_next(s, m, 0, y) = (m + 1) % memories;
    return s;
}

/* Two wheels meet in as many pairs as the least common multiple of their sizes: 12 for 4 and 6,
 * and for 1024 and 1023 more than a machine has room for: 2^30 bytes hold 5792^2 * 4 chances. */
Test(strategy, pairs_that_occur_are_phases)
{
    thaw_game *game = one_state_game(2, (int[]){2, 2}, dilemma, 0.9);
    thaw_machine *machine = NULL;
    thaw_strategy *sides[2] = {wheel(game, 0, 4), wheel(game, 1, 6)};
    cr_assert_eq(
        thaw_strategy_machine(game, (const thaw_strategy *const *)sides, &machine, NULL, NULL),
        THAW_OK);
    cr_expect_eq(machine->phases, 12);
    thaw_machine_free(machine);
    thaw_strategy_free(sides[0]);
    thaw_strategy_free(sides[1]);

    sides[0] = wheel(game, 0, 1024);
    sides[1] = wheel(game, 1, 1023);
    thaw_fault fault;
    cr_expect_eq(
        thaw_strategy_machine(game, (const thaw_strategy *const *)sides, &machine, NULL, &fault),
        THAW_ERANGE);
    cr_expect_str_eq(fault.text, "wheel and wheel have 1047552 memory states together, more than "
                                 "there is room for: 5792");
    thaw_strategy_free(sides[0]);
    thaw_strategy_free(sides[1]);

    thaw_game *three = one_state_game(3, (int[]){1, 1, 1}, (double[]){0, 0, 0}, 0.9);
    const thaw_strategy *const nobody[2] = {NULL, NULL};
    cr_expect_eq(thaw_strategy_machine(three, nobody, &machine, NULL, &fault), THAW_EARG);
    thaw_game_free(three);
    thaw_game_free(game);
}

/* "US/CHINA": what is not written so, what nobody is called, and what one side only has. */
Test(strategy, pairs_by_name)
{
    static const struct {
        const char *text;
        thaw_status status;
        const char *says, *help;
    } cases[] = {
        {"grim", THAW_EPARSE, "'grim' is not a pair of strategies",
         "a pair is US first, as in snapback-6/opportunist"},
        {"grim/grim/grim", THAW_EPARSE, "'grim/grim/grim' is not a pair of strategies",
         "a pair is US first, as in snapback-6/opportunist"},
        {"snapback-7x/opportunist", THAW_EUNKNOWN, "the US has no strategy 'snapback-7x'",
         "did you mean snapback-6?"},
        {"grim/xxxxxxxxxxxxxxxxxxxxxxxx", THAW_EUNKNOWN,
         "China has no strategy 'xxxxxxxxxxxxxxxxxxxxxxxx'",
         "'thaw help strategies' lists them, as in opportunist"},
        {"opportunist/grim", THAW_EUNKNOWN, "the US has no strategy 'opportunist'",
         "it is a strategy of China; a pair is US first"},
    };
    thaw_scenario scenario = baseline();
    thaw_setting setting = setting_of(&scenario);
    thaw_strategy *sides[2];
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        thaw_fault fault;
        cr_expect_eq(thaw_strategies_read(&setting, cases[k].text, sides, &fault), cases[k].status,
                     "%s", cases[k].text);
        cr_expect_str_eq(fault.text, cases[k].says);
        cr_expect_str_eq(fault.help, cases[k].help);
        cr_expect(sides[0] == NULL && sides[1] == NULL);
    }
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

/* A game file has no fentanyl months that a strategy's lines could speak of. */
Test(strategy, names_are_of_scenarios)
{
    thaw_setting setting;
    thaw_strategy *s = NULL;
    thaw_strategy_text text;
    thaw_fault fault;
    cr_assert_eq(
        thaw_setting_of_game(one_state_game(2, (int[]){2, 2}, dilemma, 0.9), 0, &setting, NULL),
        THAW_OK);
    cr_expect_eq(thaw_strategy_find(&setting, 0, "grim", &s, &fault), THAW_EARG);
    cr_expect_str_eq(fault.text, "strategies by name are of scenarios, not of game files");
    thaw_strategy_text_init(&text, "mine");
    cr_expect_eq(thaw_strategy_compile(&setting, &text, &s, &fault), THAW_EARG);
    cr_expect_str_eq(fault.text, "strategies by name are of scenarios, not of game files");
    thaw_setting_clear(&setting);
}

/* A scenario's own strategies are named after the built-in ones of that side, and found first. */
Test(strategy, a_scenario_s_own_are_named_last)
{
    thaw_scenario scenario = baseline();
    thaw_strategy_text *own = thaw_scenario_add_strategy(&scenario, "my-own", NULL);
    cr_assert(own != NULL);
    cr_assert_eq(thaw_strategy_text_set(own, "player", "china", NULL), THAW_OK);
    cr_assert_eq(thaw_strategy_text_set(own, "play.a", "partial, stay", NULL), THAW_OK);
    thaw_setting setting = setting_of(&scenario);
    const char *names[THAW_STRATEGIES_MAX];
    size_t built_in = thaw_strategy_names(NULL, THAW_CHINA, names);
    cr_expect_eq(thaw_strategy_names(&scenario, THAW_CHINA, names), built_in + 1);
    cr_expect_str_eq(names[built_in], "my-own");
    cr_expect_eq(thaw_strategy_names(&scenario, THAW_US, names),
                 thaw_strategy_names(NULL, THAW_US, names));
    thaw_strategy *s = NULL;
    cr_assert_eq(thaw_strategy_find(&setting, THAW_CHINA, "my-own", &s, NULL), THAW_OK);
    cr_expect_str_eq(s->name, "my-own");
    thaw_strategy_free(s);
    cr_expect_eq(thaw_strategy_find(&setting, THAW_US, "my-own", &s, NULL), THAW_EUNKNOWN);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}
