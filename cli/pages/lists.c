/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of words for shells, out of the model's own tables. */
#include "cli/pages/lists.h"

#include <string.h>

#include "cli/export.h"
#include "cli/figures.h"
#include "cli/measures.h"
#include "model/fentanyl.h"
#include "model/strategies.h"

enum { WORD = 256 };

static void each_command(thaw_word_call call, void *context)
{
    size_t count;
    const thaw_command *commands = thaw_commands(&count);
    for (size_t i = 0; i < count; i++)
        call(commands[i].name, context);
}

/* "initial.tension=calm" for each word of a parameter that is one. */
static void words_of(const thaw_parameter *row, thaw_word_call call, void *context)
{
    for (int k = 0; k <= (int)row->high; k++) {
        char word[WORD], text[WORD];
        thaw_parameter_word_at(row, k, word, sizeof word);
        snprintf(text, sizeof text, "%s.%s=%.64s", row->section, row->key, word);
        call(text, context);
    }
}

static void each_parameter(const char *format, bool with_words, thaw_word_call call, void *context)
{
    size_t count;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t i = 0; i < count; i++) {
        char text[WORD];
        snprintf(text, sizeof text, "%s.%s%s", rows[i].section, rows[i].key, format);
        if (!rows[i].words)
            call(text, context);
        else if (with_words)
            words_of(&rows[i], call, context);
    }
}

static void each_setting(thaw_word_call call, void *context)
{
    each_parameter("=", true, call, context);
}

static void each_dial(thaw_word_call call, void *context)
{
    static const char *const others[] = {"discount", "patience", "trigger.months"};
    each_parameter("", false, call, context);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        call(others[i], context);
}

/* "full_calm@grim", and so on with an ending behind it. */
static void each_deal_of(const char *plan, const char *ending, thaw_word_call call, void *context)
{
    static const thaw_punishment harshest = {.kind = THAW_HARSHEST};
    size_t punishments;
    const thaw_punishment *standard = thaw_standard_punishments(&punishments);
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k <= punishments; k++) {
            char name[WORD / 4], text[WORD];
            thaw_punishment_format(k < punishments ? &standard[k] : &harshest, name, sizeof name);
            snprintf(text, sizeof text, "%s%s@%s%s", plan, i % 2 ? "+delist" : "", name, ending);
            call(text, context);
        }
}

static void each_deal_with(const char *ending, thaw_word_call call, void *context)
{
    size_t plans;
    const thaw_plan *plan = thaw_builtin_plans(&plans);
    for (size_t i = 0; i < plans; i++)
        each_deal_of(plan[i].name, ending, call, context);
}

static void each_deal(thaw_word_call call, void *context)
{
    each_deal_with("", call, context);
}

static void each_expectation(thaw_word_call call, void *context)
{
    each_deal_with("=holds", call, context);
    each_deal_with("=breaks", call, context);
}

/* What stands behind a plan's name in these: the shell puts a scenario's own plans before it. */
static void each_deal_ending(thaw_word_call call, void *context)
{
    each_deal_of("", "", call, context);
}

static void each_expectation_ending(thaw_word_call call, void *context)
{
    each_deal_of("", "=holds", call, context);
    each_deal_of("", "=breaks", call, context);
}

static void each_strategy(int player, thaw_word_call call, void *context)
{
    size_t count;
    const thaw_builtin_strategy *strategies = thaw_builtin_strategies(&count);
    for (size_t i = 0; i < count; i++)
        if (strategies[i].player == player)
            call(strategies[i].name, context);
}

static void each_us(thaw_word_call call, void *context)
{
    each_strategy(THAW_US, call, context);
}

static void each_china(thaw_word_call call, void *context)
{
    each_strategy(THAW_CHINA, call, context);
}

/* Deals, and pairs of strategies. */
static void each_play(thaw_word_call call, void *context)
{
    size_t count;
    const thaw_builtin_strategy *strategies = thaw_builtin_strategies(&count);
    each_deal(call, context);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++) {
            char text[WORD];
            snprintf(text, sizeof text, "%s/%s", strategies[i].name, strategies[k].name);
            if (strategies[i].player == THAW_US && strategies[k].player == THAW_CHINA)
                call(text, context);
        }
}

static void each_state(thaw_word_call call, void *context)
{
    for (int state = 0; state < THAW_FENTANYL_STATES; state++)
        call(thaw_fentanyl_state_name(state), context);
}

static void each_pair(thaw_word_call call, void *context)
{
    for (int us = 0; us < THAW_STANCES; us++)
        for (int china = 0; china < THAW_MOVES; china++) {
            char text[WORD];
            snprintf(text, sizeof text, "%s/%s", thaw_stance_name((thaw_stance)us),
                     thaw_move_name((thaw_move)china));
            call(text, context);
        }
}

static void each_measure(thaw_word_call call, void *context)
{
    size_t count;
    const thaw_measure *measures = thaw_measures(&count);
    for (size_t i = 0; i < count; i++)
        call(measures[i].name, context);
}

static void each_figure(thaw_word_call call, void *context)
{
    size_t count;
    const thaw_figure_kind *kinds = thaw_figure_kinds(&count);
    for (size_t i = 0; i < count; i++)
        call(kinds[i].name, context);
}

static void each_pick(thaw_word_call call, void *context)
{
    static const char *const picks[] = {"best-us", "best-china", "worst-us", "worst-china", "nash"};
    for (size_t i = 0; i < sizeof picks / sizeof *picks; i++)
        call(picks[i], context);
}

static void each_target(thaw_word_call call, void *context)
{
    size_t count;
    const char *const *targets = thaw_export_targets(&count);
    for (size_t i = 0; i < count; i++)
        call(targets[i], context);
}

static void each_word_of(const char *option, thaw_word_call call, void *context)
{
    const char *words[THAW_OPTION_WORDS];
    size_t count = thaw_option_words(option, words);
    for (size_t i = 0; i < count; i++)
        call(words[i], context);
}

static void each_format(thaw_word_call call, void *context)
{
    each_word_of("format", call, context);
}

static void each_design(thaw_word_call call, void *context)
{
    each_word_of("design", call, context);
}

static void each_color(thaw_word_call call, void *context)
{
    each_word_of("color", call, context);
}

static void each_distribution(thaw_word_call call, void *context)
{
    each_word_of("distribution", call, context);
}

const thaw_word_list *thaw_word_lists(size_t *count)
{
    static const thaw_word_list lists[] = {
        {"commands", each_command},
        {"settings", each_setting},
        {"dials", each_dial},
        {"deals", each_deal},
        {"plays", each_play},
        {"expectations", each_expectation},
        {"endings-deals", each_deal_ending},
        {"endings-plays", each_deal_ending},
        {"endings-expectations", each_expectation_ending},
        {"states", each_state},
        {"pairs", each_pair},
        {"measures", each_measure},
        {"figures", each_figure},
        {"picks", each_pick},
        {"targets", each_target},
        {"us", each_us},
        {"china", each_china},
        {"format", each_format},
        {"design", each_design},
        {"color", each_color},
        {"distribution", each_distribution},
    };
    *count = sizeof lists / sizeof *lists;
    return lists;
}

const char *thaw_list_of_option(const thaw_option *option)
{
    static const char *const lists[][2] = {
        {"FILE", "files"},
        {"KEY=VALUE", "settings"},
        {"K=V[,K=V...]", "settings"},
        {"KEY[=LO:HI[:N]]", "dials"},
        {"KEY[=LO:HI]", "dials"},
        {"A,B", "dials"},
        {"DEAL", "deals"},
        {"DEAL=holds|breaks", "expectations"},
        {"STATE", "states"},
        {"US/CHINA", "pairs"},
        {"M[,M...]", "measures"},
        {"WHICH", "picks"},
        {"WHAT", "targets"},
        {"NAME", "tables"},
    };
    const char *words[THAW_OPTION_WORDS];
    if (thaw_option_words(option->name, words) > 0 ||
        strcmp(option->argument, "NAME[,NAME...]") == 0)
        return option->name; /* formats and the like; strategies of us, of china */
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (strcmp(option->argument, lists[i][0]) == 0)
            return lists[i][1];
    return NULL;
}

/* "FILE", "[DEAL or PAIR]": the list that an argument so written is from. */
static const char *list_of_argument(const char *text)
{
    static const char *const lists[][2] = {
        {"PAIR", "plays"},   {"DEAL", "deals"},       {"FILE", "scenarios"},
        {"KIND", "figures"}, {"COMMAND", "commands"},
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (strstr(text, lists[i][0]))
            return lists[i][1];
    return NULL;
}

size_t thaw_lists_of_arguments(const thaw_command *command, const char *lists[THAW_ARGUMENT_LISTS])
{
    const char *at = command->usage + strcspn(command->usage, " ");
    bool repeats = false;
    size_t count = 0;
    while (*at == ' ' && at[1] != '-' && count < THAW_ARGUMENT_LISTS - 1) {
        char text[WORD];
        at++;
        int length = (int)(*at == '[' ? strcspn(at, "]") + 1 : strcspn(at, " "));
        snprintf(text, sizeof text, "%.*s", length, at);
        lists[count++] = list_of_argument(text);
        repeats = strstr(text, "...") != NULL;
        at += length;
    }
    if (!repeats)
        lists[count++] = NULL;
    return count;
}

void thaw_tables_each(const thaw_command *command, thaw_word_call call, void *context)
{
    const char *at = strchr(command->details, '`');
    while (at) {
        char name[WORD];
        int length = (int)strcspn(at + 1, "`");
        snprintf(name, sizeof name, "%.*s", length, at + 1);
        if (strcmp(name, "DEAL") == 0)
            each_deal(call, context);
        else
            call(name, context);
        at = strchr(at + 1 + length + 1, '`');
    }
}
