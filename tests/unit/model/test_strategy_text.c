/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies as lines of text, and what they mean. What is refused stands in tests/faults. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "model/fentanyl.h"
#include "model/strategies.h"
#include "tests/support/automata.h"
#include "tests/support/scenarios.h"

static thaw_strategy_text text_of(const char *const *lines)
{
    thaw_strategy_text text;
    thaw_fault fault;
    thaw_faults faults = {0};
    thaw_strategy_text_init(&text, "mine");
    for (; *lines; lines += 2)
        cr_assert_eq(thaw_strategy_text_set(&text, lines[0], lines[1], &fault), THAW_OK, "%s",
                     fault.text);
    cr_assert_eq(thaw_strategy_text_check(&text, &faults), THAW_OK);
    return text;
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

static thaw_strategy *compiled(const thaw_setting *setting, const char *const *lines)
{
    thaw_strategy_text text = text_of(lines);
    thaw_strategy *s = NULL;
    cr_assert_eq(thaw_strategy_compile(setting, &text, &s, NULL), THAW_OK);
    cr_assert_eq(thaw_strategy_check(setting->game, s, NULL), THAW_OK);
    return s;
}

static int state_of(const thaw_setting *setting, const char *name)
{
    int s = thaw_game_find_state(setting->game, name);
    cr_assert_geq(s, 0);
    return s;
}

static int signal_of(const thaw_setting *setting, const char *name)
{
    int y = 0;
    while (y < setting->game->signals && strcmp(setting->game->signal_name[y], name) != 0)
        y++;
    cr_assert_lt(y, setting->game->signals, "no signal %s", name);
    return y;
}

static double chance(const thaw_setting *setting, const thaw_strategy *s, int memory,
                     const char *state, const char *action)
{
    int t = state_of(setting, state),
        a = thaw_game_find_action(setting->game, t, s->player, action);
    cr_assert_geq(a, 0);
    return thaw_strategy_mix(s, memory, t)[a];
}

static int next(const thaw_setting *setting, const thaw_strategy *s, int memory, const char *state,
                const char *signal, int piece)
{
    return thaw_strategy_next(s, memory, state_of(setting, state),
                              signal_of(setting, signal))[piece];
}

/* The first clause that applies and that the month allows is played; a mix's last action takes the
 * rest; an announcement that a state does not have is the stance without it. */
Test(strategy_text, play)
{
    thaw_scenario scenario = baseline();
    thaw_setting s = setting_of(&scenario);
    thaw_strategy *us = compiled(&s, LINES("player", "us", "play.a",
                                           "relief 1/4 or steady 0.5 or pressure when crisis, "
                                           "relief+delist when calm and not frozen, delist"));
    cr_assert_float_eq(chance(&s, us, 0, "crisis+listed", "relief"), 0.25, 0);
    cr_assert_float_eq(chance(&s, us, 0, "crisis+listed", "pressure"), 0.25, 1e-15);
    cr_assert_float_eq(chance(&s, us, 0, "calm+listed", "relief+delist"), 1, 0);
    cr_assert_float_eq(chance(&s, us, 0, "calm", "relief"), 1, 0);
    cr_assert_float_eq(chance(&s, us, 0, "calm+listed+frozen", "delist"), 1, 0);
    cr_assert_float_eq(chance(&s, us, 0, "tense", "steady"), 1, 0);
    thaw_strategy *china = strategy_named(&s, THAW_CHINA, "linkage");
    cr_assert_float_eq(chance(&s, china, 0, "calm", "full"), 1, 0);
    cr_assert_float_eq(chance(&s, china, 0, "calm+frozen", "resume"), 1, 0);
    cr_assert_float_eq(chance(&s, china, 0, "tense", "partial"), 1, 0);
    cr_assert_float_eq(chance(&s, china, 0, "crisis", "none"), 1, 0);
    cr_assert_float_eq(chance(&s, china, 0, "crisis+frozen", "stay"), 1, 0);
    thaw_strategy_free(us);
    thaw_strategy_free(china);
    thaw_setting_clear(&s);
    thaw_scenario_clear(&scenario);
}

/* snapback-6: seven memory states, a chain of six whatever happens; a lapse is bad, freeze, stay.
 */
Test(strategy_text, months_become_a_chain)
{
    thaw_scenario scenario = baseline();
    thaw_setting s = setting_of(&scenario);
    thaw_strategy *us = strategy_named(&s, THAW_US, "snapback-6");
    cr_assert_eq(us->memories, 7);
    cr_assert_eq(us->cuts, 1);
    cr_assert_str_eq(us->memory_name[0], "mild");
    cr_assert_str_eq(us->memory_name[3], "hard 3/6");
    cr_assert_eq(next(&s, us, 0, "calm", "relief/good", 0), 0);
    cr_assert_eq(next(&s, us, 0, "calm", "relief/mixed", 0), 0);
    cr_assert_eq(next(&s, us, 0, "calm", "relief/bad", 0), 1);
    cr_assert_eq(next(&s, us, 0, "calm", "relief/freeze", 0), 1);
    cr_assert_eq(next(&s, us, 0, "calm+frozen", "relief/stay", 0), 1);
    cr_assert_eq(next(&s, us, 0, "calm+frozen", "relief/resume", 0), 0);
    for (int m = 1; m <= 6; m++) {
        cr_assert_eq(next(&s, us, m, "calm", "pressure/good", 0), m < 6 ? m + 1 : 0);
        cr_assert_float_eq(chance(&s, us, m, "calm", "pressure"), 1, 0);
    }
    thaw_strategy_free(us);
    us = strategy_named(&s, THAW_US, "election-cycle");
    cr_assert_eq(us->memories, 48);
    cr_assert_eq(next(&s, us, 35, "calm", "relief/good", 0), 36);
    cr_assert_eq(next(&s, us, 47, "calm", "relief/good", 0), 0);
    thaw_strategy_free(us);
    thaw_setting_clear(&s);
    thaw_scenario_clear(&scenario);
}

/* The coin is cut where any line compares it; a later clause takes what an earlier leaves. */
Test(strategy_text, coins)
{
    thaw_scenario scenario = baseline();
    thaw_setting s = setting_of(&scenario);
    thaw_strategy *us =
        compiled(&s, LINES("player", "us", "play.a", "steady", "next.a",
                           "b when coin < 1/2 and not relief, c when coin < 0.75", "play.b",
                           "pressure", "play.c", "relief", "next.c", "a when coin < 0.1"));
    cr_assert_eq(us->cuts, 4);
    static const double cuts[] = {0.1, 0.5, 0.75, 1};
    for (int k = 0; k < 4; k++)
        cr_assert_float_eq(us->cut[k], cuts[k], 0);
    static const int after_steady[] = {1, 1, 2, 0}, after_relief[] = {2, 2, 2, 0},
                     from_c[] = {0, 2, 2, 2};
    for (int k = 0; k < 4; k++) {
        cr_assert_eq(next(&s, us, 0, "calm", "steady/good", k), after_steady[k]);
        cr_assert_eq(next(&s, us, 0, "calm", "relief+delist/good", k), after_relief[k]);
        cr_assert_eq(next(&s, us, 2, "calm", "steady/good", k), from_c[k]);
    }
    thaw_strategy_free(us);
    thaw_setting_clear(&s);
    thaw_scenario_clear(&scenario);
}

/* Fifteen chances cut the coin into as many pieces as there may be; one more is one too many. */
Test(strategy_text, a_coin_has_so_many_pieces)
{
    thaw_scenario scenario = baseline();
    thaw_setting s = setting_of(&scenario);
    static const char many[] =
        "a when coin < 0.01, a when coin < 0.02, a when coin < 0.03, a when coin < 0.04, "
        "a when coin < 0.05, a when coin < 0.06, a when coin < 0.07, a when coin < 0.08, "
        "a when coin < 0.09, a when coin < 0.10, a when coin < 0.11, a when coin < 0.12, "
        "a when coin < 0.13, a when coin < 0.14, a when coin < 0.15";
    thaw_strategy_text text = text_of(LINES("player", "us", "play.a", "steady", "next.a", many,
                                            "play.b", "steady", "next.b", "a when coin < 0.15"));
    thaw_strategy *us = NULL;
    thaw_fault fault;
    cr_assert_eq(thaw_strategy_compile(&s, &text, &us, &fault), THAW_OK);
    cr_expect_eq(us->cuts, 16);
    thaw_strategy_free(us);
    text = text_of(LINES("player", "us", "play.a", "steady", "next.a", many, "play.b", "steady",
                         "next.b", "a when coin < 0.16"));
    cr_expect_eq(thaw_strategy_compile(&s, &text, &us, &fault), THAW_ERANGE);
    cr_expect_str_eq(fault.text, "strategy mine compares the coin with more than 15 chances");
    thaw_setting_clear(&s);
    thaw_scenario_clear(&scenario);
}

/* What no strategy has is likened to what one has; there is an end to names. */
Test(strategy_text, keys_and_memory_states_that_are_none)
{
    thaw_strategy_text text;
    thaw_fault fault;
    thaw_strategy_text_init(&text, "mine");
    cr_expect_eq(thaw_strategy_text_set(&text, "playr", "us", &fault), THAW_EUNKNOWN);
    cr_expect_eq(thaw_strategy_text_set(&text, "playerr.x", "us", &fault), THAW_EUNKNOWN);
    cr_expect_str_eq(fault.help, "did you mean player?");
    for (int k = 0; k < THAW_MEMORIES_NAMED; k++) {
        char key[32];
        snprintf(key, sizeof key, "play.m%d", k);
        cr_assert_eq(thaw_strategy_text_set(&text, key, "steady", &fault), THAW_OK);
    }
    cr_expect_eq(thaw_strategy_text_set(&text, "play.one_more", "steady", &fault), THAW_ERANGE);
    cr_expect_str_eq(fault.text, "a strategy names at most 24 memory states");

    thaw_faults faults = {0};
    thaw_strategy_text_init(&text, "mine");
    cr_assert_eq(thaw_strategy_text_set(&text, "player", "us", &fault), THAW_OK);
    cr_assert_eq(thaw_strategy_text_set(&text, "play.a", "steady", &fault), THAW_OK);
    cr_assert_eq(thaw_strategy_text_set(&text, "play.b", "steady", &fault), THAW_OK);
    cr_assert_eq(thaw_strategy_text_set(&text, "next.a", "elsewhere", &fault), THAW_OK);
    /* filled by hand, past what a line is asked when it is set */
    thaw_copy_text(text.memory[0].play, sizeof text.memory[0].play, "steady when xxxxxxxxxx");
    thaw_copy_text(text.memory[1].next, sizeof text.memory[1].next, "when");
    cr_expect_neq(thaw_strategy_text_check(&text, &faults), THAW_OK);
    cr_assert_eq(faults.count, 3);
    cr_expect_str_eq(faults.items[0].text, "'xxxxxxxxxx' is nothing that a strategy can see");
    cr_expect_str_eq(faults.items[1].text, "there is no memory state 'elsewhere'");
    cr_expect_str_eq(faults.items[1].help, "a memory state has a line play.elsewhere");
    cr_expect_str_eq(faults.items[2].text, "a memory state is missing before when");
    thaw_faults_clear(&faults);
}

/* Two sides that compare the same coin move together: with cuts 0.3 and 0.5 the joint moves have
 * chances 0.3, 0.2 and 0.5, and none of the second alone. */
Test(strategy_text, the_coin_is_shared)
{
    thaw_scenario scenario = baseline();
    thaw_setting s = setting_of(&scenario);
    thaw_strategy *us = compiled(&s, LINES("player", "us", "play.a", "steady", "next.a",
                                           "b when coin < 0.3", "play.b", "relief")),
                  *china = compiled(&s, LINES("player", "china", "play.c", "none, stay", "next.c",
                                              "d when coin < 0.5", "play.d", "full, resume"));
    thaw_machine *machine = NULL;
    int *memory = NULL;
    const thaw_strategy *sides[2] = {us, china};
    cr_assert_eq(thaw_strategy_machine(s.game, sides, &machine, &memory, NULL), THAW_OK);
    cr_assert_eq(machine->phases, 3, "the US never moves alone");
    const double *move =
        thaw_machine_move(machine, 0, state_of(&s, "calm"), signal_of(&s, "steady/bad"));
    double found[2][2] = {{0}};
    for (int q = 0; q < 3; q++)
        found[memory[2 * q]][memory[2 * q + 1]] += move[q];
    cr_assert_float_eq(found[1][1], 0.3, 1e-15);
    cr_assert_float_eq(found[0][1], 0.2, 1e-15);
    cr_assert_float_eq(found[0][0], 0.5, 1e-15);
    free(memory);
    thaw_machine_free(machine);
    thaw_strategy_free(us);
    thaw_strategy_free(china);
    thaw_setting_clear(&s);
    thaw_scenario_clear(&scenario);
}

/* Every built-in one reads, plays in every month, and is found by its name and side only. */
Test(strategy_text, built_in)
{
    thaw_scenario scenario = baseline();
    thaw_setting s = setting_of(&scenario);
    size_t count = 0;
    const thaw_builtin_strategy *rows = thaw_builtin_strategies(&count);
    cr_assert_eq(count, 18);
    for (size_t k = 0; k < count; k++) {
        thaw_strategy *found = strategy_named(&s, rows[k].player, rows[k].name);
        cr_assert_eq(thaw_strategy_check(s.game, found, NULL), THAW_OK);
        cr_assert_str_eq(found->name, rows[k].name);
        thaw_strategy_free(found);
    }
    thaw_strategy *none = NULL;
    thaw_fault fault;
    cr_assert_eq(thaw_strategy_find(&s, THAW_US, "freezer", &none, &fault), THAW_EUNKNOWN);
    cr_assert_eq(thaw_strategy_find(&s, THAW_CHINA, "freezr", &none, &fault), THAW_EUNKNOWN);
    cr_assert_str_eq(fault.help, "did you mean freezer?");
    thaw_setting_clear(&s);
    thaw_scenario_clear(&scenario);
}
