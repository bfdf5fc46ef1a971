/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/pages/lists: whatever a shell offers is accepted. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "cli/measures.h"
#include "cli/pages/lists.h"
#include "model/fentanyl.h"
#include "model/strategies.h"
#include "tests/support/deals.h"
#include "tests/support/scenarios.h"

static thaw_scenario scenario;
static thaw_setting setting;
static thaw_deals deals; /* one, of which trigger.months is a dial */

static void make(void)
{
    scenario = baseline();
    setting = setting_of(&scenario);
    deals = deal_named(&setting, "full@trigger:12");
}

static void unmake(void)
{
    thaw_deals_clear(&deals);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&scenario);
}

TestSuite(lists, .init = make, .fini = unmake);

static const thaw_word_list *list_named(const char *name)
{
    size_t count;
    const thaw_word_list *lists = thaw_word_lists(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(lists[i].name, name) == 0)
            return &lists[i];
    cr_fatal("no list %s", name);
}

/* Every word of a list is accepted by `check`, and there are that many. */
static void expect_words(const char *name, thaw_word_call check, size_t words)
{
    size_t count = 0;
    list_named(name)->each(check, &count);
    cr_expect(eq(sz, count, words), "%s", name);
}

static void check_deal(const char *word, void *context)
{
    thaw_deals read = {0};
    cr_expect(eq(int, thaw_deals_read(&setting, word, &read, NULL), THAW_OK), "%s", word);
    cr_expect(eq(sz, read.count, 1), "%s", word);
    thaw_deals_clear(&read);
    ++*(size_t *)context;
}

static void check_play(const char *word, void *context)
{
    thaw_strategy *sides[2];
    if (!thaw_strategies_are_meant(word)) {
        check_deal(word, context);
        return;
    }
    cr_expect(eq(int, thaw_strategies_read(&setting, word, sides, NULL), THAW_OK), "%s", word);
    thaw_strategy_free(sides[0]);
    thaw_strategy_free(sides[1]);
    ++*(size_t *)context;
}

static void check_dial(const char *word, void *context)
{
    thaw_dial dial;
    cr_expect(eq(int, thaw_dial_find(&setting, deals.items, word, &dial, NULL), THAW_OK), "%s",
              word);
    ++*(size_t *)context;
}

static void check_state(const char *word, void *context)
{
    cr_expect(ge(int, thaw_game_find_state(setting.game, word), 0), "%s", word);
    ++*(size_t *)context;
}

static void check_measure(const char *word, void *context)
{
    const thaw_measure *measure;
    cr_expect(eq(int, thaw_measure_find(word, strlen(word), &measure, NULL), THAW_OK), "%s", word);
    ++*(size_t *)context;
}

/* "initial.tension=crisis"; keys of numbers, which end in '=', are dials too. */
static void check_setting(const char *word, void *context)
{
    if (word[strlen(word) - 1] != '=') {
        thaw_scenario changed = baseline_with(SETS(word));
        thaw_scenario_clear(&changed);
    }
    ++*(size_t *)context;
}

static void check_ending(const char *word, void *context)
{
    char deal[64];
    snprintf(deal, sizeof deal, "full%s", word);
    check_deal(deal, context);
}

/* 5 plans, without and with +delist, under 6 punishments; 10 US strategies by 8 of China. */
Test(lists, deals_and_pairs_of_strategies)
{
    expect_words("deals", check_deal, 60);
    expect_words("plays", check_play, 60 + 80);
    expect_words("endings-deals", check_ending, 12);
    expect_words("endings-plays", check_ending, 12);
}

Test(lists, inputs_and_their_words)
{
    size_t parameters, numbers = 0, words = 0;
    const thaw_parameter *rows = thaw_parameters(&parameters);
    for (size_t i = 0; i < parameters; i++) {
        numbers += rows[i].words ? 0 : 1;
        words += rows[i].words ? (size_t)rows[i].high + 1 : 0;
    }
    expect_words("settings", check_setting, numbers + words);
    expect_words("dials", check_dial, numbers + 3);
}

Test(lists, states_and_measures)
{
    size_t measures;
    thaw_measures(&measures);
    expect_words("states", check_state, THAW_FENTANYL_STATES);
    expect_words("measures", check_measure, measures);
}

/* Each option's list is there, but for those that only the shell knows. */
static void check_option(const thaw_option *option, void *context)
{
    const char *list = option->argument ? thaw_list_of_option(option) : NULL;
    if (list && strcmp(list, "files") != 0 && strcmp(list, "tables") != 0)
        list_named(list);
    *(size_t *)context += list ? 1 : 0;
}

Test(lists, options_name_lists_that_are_there)
{
    size_t count = 0;
    thaw_options_each(~UINT64_C(0), check_option, &count);
    cr_expect(ge(sz, count, 20));
}

static void join(const char *word, void *context)
{
    strcat(context, " ");
    strcat(context, word);
}

Test(lists, tables_are_what_the_details_say)
{
    const thaw_command row = {
        .usage = "some FILE [DEAL...]",
        .details = "One.\nTables, for --table: `grid` (`month_open` too), with --all `rest:calm`."};
    char tables[64] = "";
    thaw_tables_each(&row, join, tables);
    cr_expect(eq(str, tables, " grid month_open rest:calm"));
}

static void expect_arguments(const char *usage, const char *expected)
{
    const thaw_command row = {.usage = usage, .details = ""};
    const char *lists[THAW_ARGUMENT_LISTS];
    char found[128] = "";
    size_t count = thaw_lists_of_arguments(&row, lists);
    for (size_t i = 0; i < count; i++)
        join(lists[i] ? lists[i] : "none", found);
    cr_expect(eq(str, found, (char *)expected), "%s", usage);
}

Test(lists, arguments_are_what_the_usage_says)
{
    expect_arguments("solve FILE [DEAL...]", " scenarios deals");
    expect_arguments("why FILE [DEAL or PAIR]", " scenarios plays none");
    expect_arguments("plot KIND FILE [DEAL...]", " figures scenarios deals");
    expect_arguments("check FILE...", " scenarios");
    expect_arguments("compare FILE [FILE...]", " scenarios scenarios");
    expect_arguments("export FILE --to FORMAT", " scenarios none");
    expect_arguments("parameters [WORD]", " none none");
    expect_arguments("help [COMMAND or WORD]", " commands none");
    expect_arguments("quit", " none");
}
