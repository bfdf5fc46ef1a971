/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One setting of a scenario: what its key stands for, and whether it may stand there. */
#include <stdio.h>
#include <string.h>

#include "io/scenario_reader.h"

static void note_setting(const thaw_reader_source *f, const char *key, thaw_record_kind kind,
                         const thaw_ini_setting *setting)
{
    thaw_reader_note(f, key, kind, &setting->at_key, &setting->at_value, setting->comment);
}

/* A key may be set once in a file. */
static bool check_first(const thaw_reader_source *f, const char *key,
                        const thaw_ini_setting *setting)
{
    const thaw_record *found = thaw_reader_find(f->reader, key);
    if (!found || found->order != f->order || found->kind == RECORD_IMPLIED)
        return true;
    thaw_fault fault;
    thaw_fail_key(&fault, THAW_EARG, key, "%s is set twice", key);
    if (f->is_set)
        thaw_fault_help(&fault, "first set by %s number %d", f->name, found->origin.line);
    else
        thaw_fault_help(&fault, "first set in line %d", found->origin.line);
    thaw_reader_complain(f, &fault, &setting->at_key);
    return false;
}

/* The name in "shock.NAME.key", "plan.NAME.key" or "strategy.NAME.key" (what follows the prefix),
 * and its key: NULL when there is none. */
static const char *split_name(const char *rest, char name[THAW_KEY_MAX])
{
    thaw_copy_text(name, THAW_KEY_MAX, rest);
    name[strcspn(name, ".")] = '\0';
    const char *point = strchr(rest, '.');
    return point ? point + 1 : NULL;
}

static void set_number(const thaw_reader_source *f, const char *key,
                       const thaw_ini_setting *setting)
{
    thaw_fault fault;
    if (thaw_scenario_set(f->reader->scenario, key, setting->value, &fault) != THAW_OK)
        thaw_reader_complain_setting(f, setting, &fault);
}

static void set_in_shock(const thaw_reader_source *f, const char *key,
                         const thaw_ini_setting *setting)
{
    char name[THAW_KEY_MAX];
    thaw_fault fault;
    if (split_name(key + strlen("shock."), name) &&
        !thaw_scenario_add_shock(f->reader->scenario, name, &fault))
        thaw_reader_complain(f, &fault, &setting->at_key);
    else
        set_number(f, key, setting);
}

/* `frozen` stands for three pairs. Behind one of them it would silently replace it. */
static bool check_frozen(const thaw_reader_source *f, const char *plan,
                         const thaw_ini_setting *setting)
{
    for (int t = 0; t < THAW_TENSIONS; t++) {
        char key[2 * THAW_KEY_MAX];
        snprintf(key, sizeof key, "plan.%s.frozen_%s", plan, thaw_tension_name((thaw_tension)t));
        const thaw_record *found = thaw_reader_find(f->reader, key);
        if (!found || found->order != f->order || found->kind == RECORD_IMPLIED)
            continue;
        thaw_fault fault;
        thaw_fail_key(&fault, THAW_EARG, key, "frozen would replace frozen_%s",
                      thaw_tension_name((thaw_tension)t));
        thaw_fault_help(&fault, "put frozen before it (line %d)", found->origin.line);
        thaw_reader_complain(f, &fault, &setting->at_key);
        return false;
    }
    return true;
}

static void note_frozen(const thaw_reader_source *f, const char *plan,
                        const thaw_ini_setting *setting)
{
    for (int t = 0; t < THAW_TENSIONS; t++) {
        char key[2 * THAW_KEY_MAX];
        snprintf(key, sizeof key, "plan.%s.frozen_%s", plan, thaw_tension_name((thaw_tension)t));
        note_setting(f, key, RECORD_IMPLIED, setting);
    }
}

static void set_in_plan(const thaw_reader_source *f, const char *key,
                        const thaw_ini_setting *setting)
{
    char name[THAW_KEY_MAX];
    const char *pair = split_name(key + strlen("plan."), name);
    thaw_fault fault;
    if (!pair) {
        thaw_fail_key(&fault, THAW_EUNKNOWN, key, "'%s' lacks a key", key);
        thaw_fault_help(&fault, "a plan has calm, tense, crisis and frozen: %s.calm", key);
        thaw_reader_complain(f, &fault, &setting->at_key);
        return;
    }
    thaw_plan *plan = thaw_scenario_add_plan(f->reader->scenario, name, &fault);
    if (!plan) {
        thaw_reader_complain(f, &fault, &setting->at_key);
        return;
    }
    bool frozen = strcmp(pair, "frozen") == 0;
    if (frozen && !check_frozen(f, name, setting))
        return;
    if (thaw_plan_set(plan, pair, setting->value, &fault) != THAW_OK) {
        thaw_copy_text(fault.key, sizeof fault.key, key);
        thaw_reader_complain_setting(f, setting, &fault);
    } else if (frozen) {
        note_frozen(f, name, setting);
        note_setting(f, key, RECORD_GROUP, setting);
    }
}

static void set_in_strategy(const thaw_reader_source *f, const char *key,
                            const thaw_ini_setting *setting)
{
    char name[THAW_KEY_MAX];
    const char *line = split_name(key + strlen("strategy."), name);
    thaw_fault fault;
    if (!line) {
        thaw_fail_key(&fault, THAW_EUNKNOWN, key, "'%s' lacks a key", key);
        thaw_fault_help(&fault,
                        "a strategy has player, play.MEMORY, next.MEMORY and months.MEMORY");
        thaw_reader_complain(f, &fault, &setting->at_key);
        return;
    }
    thaw_strategy_text *text = thaw_scenario_add_strategy(f->reader->scenario, name, &fault);
    if (!text) {
        thaw_reader_complain(f, &fault, &setting->at_key);
    } else if (thaw_strategy_text_set(text, line, setting->value, &fault) != THAW_OK) {
        thaw_copy_text(fault.key, sizeof fault.key, key);
        thaw_reader_complain_setting(f, setting, &fault);
    }
}

static void set_expectation(const thaw_reader_source *f, const char *key,
                            const thaw_ini_setting *setting)
{
    thaw_fault fault;
    const char *name = key + strlen("expect.");
    if (thaw_scenario_expect(f->reader->scenario, name, setting->value, &fault) != THAW_OK)
        thaw_reader_complain(f, &fault, &setting->at_value);
}

bool thaw_reader_begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* What a parent expects belongs to the parent's question. */
void thaw_reader_set(const thaw_reader_source *f, const char *key, const thaw_ini_setting *setting)
{
    if (thaw_reader_begins(key, "expect.") && f->depth > 0)
        return;
    if (!check_first(f, key, setting))
        return;
    note_setting(f, key, RECORD_SETTING, setting);
    if (thaw_reader_begins(key, "plan."))
        set_in_plan(f, key, setting);
    else if (thaw_reader_begins(key, "strategy."))
        set_in_strategy(f, key, setting);
    else if (thaw_reader_begins(key, "expect."))
        set_expectation(f, key, setting);
    else if (thaw_reader_begins(key, "shock."))
        set_in_shock(f, key, setting);
    else
        set_number(f, key, setting);
}
