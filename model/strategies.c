/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The strategies there are. What each does stands here once, in the language of scenario files. */
#include "model/strategies.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/fentanyl.h"

/* A lapse of China is a bad signal, a freeze or staying frozen; one of the US is pressure. */
static const thaw_builtin_strategy builtin[] = {
    {"always-relief", THAW_US, "play.always = relief", "relief in every month", ""},
    {"always-steady", THAW_US, "play.always = steady", "what stands, stands", ""},
    {"always-pressure", THAW_US, "play.always = pressure", "pressure in every month", ""},
    {"tit-for-tat", THAW_US,
     "play.mild = relief\nnext.mild = hard when lapse\n"
     "play.hard = pressure\nnext.hard = mild when not lapse",
     "relief; pressure in the month after each lapse", "Axelrod 1984"},
    {"generous-tft", THAW_US,
     "play.mild = relief\nnext.mild = mild when coin < 1/3, hard when lapse\n"
     "play.hard = pressure\nnext.hard = mild when coin < 1/3, mild when not lapse",
     "tit-for-tat that forgives a lapse with chance 1/3", "Nowak & Sigmund 1992"},
    {"grim", THAW_US, "play.mild = relief\nnext.mild = hard when lapse\nplay.hard = pressure",
     "relief until a lapse, then pressure for ever", "Friedman 1971"},
    {"snapback-6", THAW_US,
     "play.mild = relief\nnext.mild = hard when lapse\n"
     "play.hard = pressure\nmonths.hard = 6\nnext.hard = mild",
     "relief until a lapse, six months of pressure, relief again", "Green & Porter 1984"},
    {"engage-in-calm", THAW_US, "play.always = relief when calm, steady",
     "relief in calm months, steady in others", ""},
    {"relief-if-frozen", THAW_US, "play.always = relief when frozen, steady",
     "relief while the channel is frozen, steady while it is open", ""},
    {"election-cycle", THAW_US,
     "play.term = relief\nmonths.term = 36\nnext.term = campaign\n"
     "play.campaign = pressure\nmonths.campaign = 12\nnext.campaign = term",
     "relief for 36 months of a term, pressure in its last 12", "Nordhaus 1975"},
    {"always-none", THAW_CHINA, "play.always = none, stay", "no effort, and no resuming", ""},
    {"always-partial", THAW_CHINA, "play.always = partial, resume", "partial effort in every month",
     ""},
    {"always-full", THAW_CHINA, "play.always = full, resume", "full effort in every month", ""},
    {"tit-for-tat", THAW_CHINA,
     "play.work = partial, resume\nnext.work = rest when lapse\n"
     "play.rest = none, stay\nnext.rest = work when not lapse",
     "partial effort; none in the month after pressure", "Axelrod 1984"},
    {"linkage", THAW_CHINA,
     "play.always = full when calm, partial when tense, none, stay when crisis, resume",
     "full effort in calm, partial in tense, none in crisis months", ""},
    {"opportunist", THAW_CHINA,
     "play.unpaid = none, stay\nnext.unpaid = paid when relief\n"
     "play.paid = partial, resume\nnext.paid = unpaid when not relief",
     "partial effort in the month after relief, else none", ""},
    {"freezer", THAW_CHINA,
     "play.work = freeze when crisis, partial, resume\nnext.work = wait when freeze\n"
     "play.wait = stay, freeze when crisis, partial\n"
     "next.wait = wait when freeze, work when relief, work when open",
     "partial effort; freezes at each crisis, until relief", ""},
    {"win-stay-lose-shift", THAW_CHINA,
     "play.work = partial, resume\nnext.work = rest when lapse\n"
     "play.rest = none, stay\nnext.rest = work when lapse",
     "partial effort or none: changes after each month of pressure", "Nowak & Sigmund 1993"},
};

enum { BUILTIN = sizeof builtin / sizeof *builtin };

const thaw_builtin_strategy *thaw_builtin_strategies(size_t *count)
{
    *count = BUILTIN;
    return builtin;
}

bool thaw_strategy_is_builtin(const char *name)
{
    for (size_t k = 0; k < BUILTIN; k++)
        if (strcmp(builtin[k].name, name) == 0)
            return true;
    return false;
}

size_t thaw_strategy_names(const thaw_scenario *scenario, int player,
                           const char *names[THAW_STRATEGIES_MAX])
{
    size_t count = 0;
    for (size_t k = 0; k < BUILTIN; k++)
        if (builtin[k].player == player)
            names[count++] = builtin[k].name;
    for (size_t k = 0; scenario && k < scenario->strategy_count; k++)
        if (scenario->strategies[k].player == player && count < THAW_STRATEGIES_MAX)
            names[count++] = scenario->strategies[k].name;
    return count;
}

/* ---- by name ---- */

static thaw_status read_lines(const thaw_builtin_strategy *row, thaw_strategy_text *text,
                              thaw_fault *fault)
{
    char lines[THAW_STRATEGY_LINE_MAX], *rest = NULL;
    thaw_strategy_text_init(text, row->name);
    text->player = row->player;
    thaw_copy_text(lines, sizeof lines, row->lines);
    for (char *line = strtok_r(lines, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        char *equals = strstr(line, " = ");
        *equals = '\0';
        thaw_status status = thaw_strategy_text_set(text, line, equals + strlen(" = "), fault);
        if (status != THAW_OK)
            return status;
    }
    return THAW_OK;
}

static thaw_status compile_builtin(const thaw_setting *setting, const thaw_builtin_strategy *row,
                                   thaw_strategy **strategy, thaw_fault *fault)
{
    thaw_strategy_text *text = malloc(sizeof *text);
    thaw_status status = text ? read_lines(row, text, fault)
                              : thaw_fail(fault, THAW_ENOMEM, "no memory for a strategy");
    if (status == THAW_OK)
        status = thaw_strategy_compile(setting, text, strategy, fault);
    free(text);
    return status;
}

static thaw_status fail_name(const thaw_setting *setting, int player, const char *name,
                             thaw_fault *fault)
{
    static const char *const owner[] = {"the US", "China"};
    const char *names[THAW_STRATEGIES_MAX];
    size_t others = thaw_strategy_names(setting->scenario, 1 - player, names);
    bool others_own = false;
    for (size_t k = 0; k < others; k++)
        others_own = others_own || strcmp(names[k], name) == 0;
    size_t count = thaw_strategy_names(setting->scenario, player, names);
    const char *near = thaw_nearest(name, names, count);
    thaw_fail(fault, THAW_EUNKNOWN, "%s has no strategy '%.60s'", owner[player], name);
    if (others_own)
        thaw_fault_help(fault, "it is a strategy of %s; a pair is US first", owner[1 - player]);
    else if (near)
        thaw_fault_help(fault, "did you mean %s?", near);
    else
        thaw_fault_help(fault, "'thaw help strategies' lists them, as in %s",
                        player == THAW_US ? "snapback-6" : "opportunist");
    return THAW_EUNKNOWN;
}

thaw_status thaw_strategy_find(const thaw_setting *setting, int player, const char *name,
                               thaw_strategy **strategy, thaw_fault *fault)
{
    if (!setting->scenario)
        return thaw_fail(fault, THAW_EARG,
                         "strategies by name are of scenarios, not of game files");
    const thaw_scenario *scenario = setting->scenario;
    for (size_t k = 0; k < scenario->strategy_count; k++)
        if (scenario->strategies[k].player == player &&
            strcmp(scenario->strategies[k].name, name) == 0)
            return thaw_strategy_compile(setting, &scenario->strategies[k], strategy, fault);
    for (size_t k = 0; k < BUILTIN; k++)
        if (builtin[k].player == player && strcmp(builtin[k].name, name) == 0)
            return compile_builtin(setting, &builtin[k], strategy, fault);
    return fail_name(setting, player, name, fault);
}

bool thaw_strategies_are_meant(const char *text)
{
    const char *slash = strchr(text, '/');
    return slash && !strchr(slash + 1, '/') && !strpbrk(text, ",@");
}

thaw_status thaw_strategies_read(const thaw_setting *setting, const char *text,
                                 thaw_strategy *sides[2], thaw_fault *fault)
{
    sides[0] = sides[1] = NULL;
    const char *slash = strchr(text, '/');
    char name[2 * THAW_STRATEGY_NAME_MAX];
    if (!thaw_strategies_are_meant(text) || (size_t)(slash - text) >= sizeof name) {
        thaw_fail(fault, THAW_EPARSE, "'%.80s' is not a pair of strategies", text);
        thaw_fault_help(fault, "a pair is US first, as in snapback-6/opportunist");
        return THAW_EPARSE;
    }
    snprintf(name, sizeof name, "%.*s", (int)(slash - text), text);
    thaw_status status = thaw_strategy_find(setting, THAW_US, name, &sides[THAW_US], fault);
    if (status == THAW_OK)
        status = thaw_strategy_find(setting, THAW_CHINA, slash + 1, &sides[THAW_CHINA], fault);
    if (status != THAW_OK) {
        thaw_strategy_free(sides[0]);
        sides[0] = sides[1] = NULL;
    }
    return status;
}
