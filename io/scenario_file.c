/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file of a scenario: what stands before its first section, its parent, its sections. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "io/games.h"
#include "io/input.h"
#include "io/scenario_reader.h"

static const char *const top_keys[TOP_KEYS] = {"schema", "extends", "title", "question"};

static void set_text(const thaw_reader_source *f, const char *key, char to[THAW_TEXT_MAX],
                     const thaw_ini_setting *setting)
{
    if (f->depth > 0)
        return;
    if (strlen(setting->value) < THAW_TEXT_MAX) {
        thaw_copy_text(to, THAW_TEXT_MAX, setting->value);
        thaw_reader_note(f, key, RECORD_SETTING, &setting->at_key, &setting->at_value,
                         setting->comment);
        return;
    }
    thaw_fault fault;
    thaw_fail_key(&fault, THAW_ERANGE, key, "the %s has %zu bytes; at most %d are kept", key,
                  strlen(setting->value), THAW_TEXT_MAX - 1);
    thaw_reader_complain(f, &fault, &setting->at_value);
}

static void set_schema(thaw_reader_source *f, const thaw_ini_setting *setting)
{
    thaw_fault fault;
    if (thaw_ini_schema(setting->value, &fault) == THAW_OK)
        return;
    f->stop = fault.status == THAW_ERANGE;
    thaw_reader_complain_setting(f, setting, &fault);
}

/* "a.ini -> b.ini -> " of the files that led to f, f itself and an arrow at the end. */
static void describe_chain(const thaw_reader_source *f, char *text, size_t size)
{
    const thaw_reader_source *chain[READER_DEPTH_MAX + 1] = {NULL};
    size_t count = 0, used = 0;
    for (; f && count < sizeof chain / sizeof *chain; f = f->child)
        chain[count++] = f;
    text[0] = '\0';
    while (count-- > 0 && used < size)
        used += (size_t)snprintf(text + used, size - used, "%s -> ", chain[count]->name);
}

void thaw_reader_identify(thaw_reader_source *f, const char *path)
{
    struct stat about;
    if (strcmp(path, "-") != 0 && stat(path, &about) == 0) {
        f->device = about.st_dev;
        f->inode = about.st_ino;
    }
}

/* Whether `parent` may be read: it is none of the files that led to it, and not too far up. */
static bool check_chain(const thaw_reader_source *parent, thaw_fault *fault)
{
    const thaw_reader_source *f = parent->child;
    const char *path = parent->name;
    char chain[2 * THAW_MESSAGE_MAX];
    bool cycle = false, deep = parent->depth > READER_DEPTH_MAX;
    for (const thaw_reader_source *below = f; below && parent->inode != 0; below = below->child)
        cycle = cycle || (below->inode == parent->inode && below->device == parent->device);
    if (!cycle && !deep)
        return true;
    describe_chain(f, chain, sizeof chain);
    if (cycle)
        thaw_fail_key(fault, THAW_EARG, "extends", "extends runs in a circle: %s%s", chain, path);
    else
        thaw_fail_key(fault, THAW_EARG, "extends", "more than %d parents: %s%s", READER_DEPTH_MAX,
                      chain, path);
    return false;
}

/* Where a parent is: beside the file that names it, unless its path is absolute. "-" is a file. */
static bool parent_path(const thaw_reader_source *f, const char *value,
                        char path[READER_PATH_BYTES])
{
    const char *folder = value[0] == '/' ? "" : f->folder;
    if (folder[0] == '\0' && strcmp(value, "-") == 0)
        folder = "./";
    return strlen(folder) + strlen(value) < READER_PATH_BYTES &&
           snprintf(path, READER_PATH_BYTES, "%s%s", folder, value) > 0;
}

void thaw_reader_folder(const char *path, char folder[READER_PATH_BYTES])
{
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) + 1 : 0;
    memcpy(folder, path, length);
    folder[length] = '\0';
}

static thaw_status read_parent(const thaw_reader_source *f, const char *value, thaw_fault *fault)
{
    char path[READER_PATH_BYTES], folder[READER_PATH_BYTES];
    if (!f->folder)
        return thaw_fail_key(fault, THAW_EARG, "extends", "there is no folder to find '%s' in",
                             value);
    if (!parent_path(f, value, path))
        return thaw_fail_key(fault, THAW_ERANGE, "extends", "the path has more than %d bytes",
                             READER_PATH_BYTES - 1);
    thaw_reader_folder(path, folder);
    thaw_reader_source parent = {.reader = f->reader,
                                 .child = f,
                                 .name = path,
                                 .folder = folder,
                                 .depth = f->depth + 1,
                                 .order = f->order + 1};
    thaw_reader_identify(&parent, path);
    if (!check_chain(&parent, fault))
        return THAW_EARG;
    char *text = NULL;
    size_t length = 0;
    thaw_game_format format;
    thaw_fault why;
    if (thaw_input_read(path, THAW_INI_FILE_MAX, &text, &length, &why) != THAW_OK) {
        thaw_fail_key(fault, why.status, "extends", "%s: %s", path, why.text);
        bool shipped = why.status == THAW_EIO && strcmp(value, "baseline.ini") == 0;
        thaw_fault_help(fault, shipped ? "'thaw export baseline --to ini' writes a scenario that "
                                         "extends the one that comes with Thaw"
                                       : "the path is relative to the file that says extends");
        return why.status;
    }
    if (thaw_game_format_of(path, &format)) {
        free(text);
        thaw_fail_key(fault, THAW_EARG, "extends", "%s is a game, which nothing can extend", path);
        return THAW_EARG;
    }
    thaw_reader_file(&parent, text, length);
    free(text);
    return THAW_OK;
}

static void set_extends(const thaw_reader_source *f, const thaw_ini_setting *setting)
{
    thaw_fault fault;
    if (read_parent(f, setting->value, &fault) != THAW_OK)
        thaw_reader_complain(f, &fault, &setting->at_value);
}

static int top_key_of(const char *key)
{
    for (int k = 0; k < TOP_KEYS; k++)
        if (strcmp(key, top_keys[k]) == 0)
            return k;
    return -1;
}

/* A key before the first section that belongs into one, or nowhere. */
static void complain_top(const thaw_reader_source *f, const thaw_ini_setting *setting)
{
    thaw_fault fault;
    thaw_place place;
    const char *near = thaw_nearest(setting->key, top_keys, TOP_KEYS);
    const char *point = strrchr(setting->key, '.');
    if (thaw_scenario_find(f->reader->scenario, setting->key, &place, &fault) == THAW_OK) {
        thaw_fail_key(&fault, THAW_EUNKNOWN, setting->key, "%s stands before the first section",
                      setting->key);
        thaw_fault_help(&fault, "write it as %s under [%.*s]", point + 1,
                        (int)(point - setting->key), setting->key);
    } else if (near) {
        thaw_fault_help(&fault, "did you mean %s?", near);
    } else if (!point && !thaw_reader_begins(fault.help, "did you mean")) {
        thaw_fault_help(&fault, "before the first section stand schema, extends, title, question");
    }
    thaw_reader_complain(f, &fault, &setting->at_key);
}

static void set_top(thaw_reader_source *f, int key, const thaw_ini_setting *setting)
{
    thaw_fault fault;
    if (f->top_line[key]) {
        thaw_fail_key(&fault, THAW_EARG, top_keys[key], "%s is set twice", top_keys[key]);
        thaw_fault_help(&fault, "first set in line %d", f->top_line[key]);
        thaw_reader_complain(f, &fault, &setting->at_key);
        return;
    }
    f->top_line[key] = setting->at_key.line;
    if (key == TOP_TITLE)
        set_text(f, "title", f->reader->scenario->title, setting);
    else if (key == TOP_QUESTION)
        set_text(f, "question", f->reader->scenario->question, setting);
    else if (f->is_set) {
        thaw_fail_key(&fault, THAW_EARG, top_keys[key], "%s can be set in a file only",
                      top_keys[key]);
        thaw_reader_complain(f, &fault, &setting->at_key);
    } else if (key == TOP_SCHEMA)
        set_schema(f, setting);
    else
        set_extends(f, setting);
}

static bool on_section(void *context, const char *name, const thaw_ini_mark *mark)
{
    thaw_reader_source *f = context;
    f->seen = true;
    thaw_fault fault;
    bool sound = thaw_section_check(name, &fault) == THAW_OK;
    bool shock = sound && thaw_reader_begins(name, "shock."),
         plan = sound && thaw_reader_begins(name, "plan."),
         strategy = sound && thaw_reader_begins(name, "strategy.");
    if (shock)
        sound = thaw_scenario_add_shock(f->reader->scenario, name + strlen("shock."), &fault);
    else if (plan)
        sound = thaw_scenario_add_plan(f->reader->scenario, name + strlen("plan."), &fault);
    else if (strategy)
        sound = thaw_scenario_add_strategy(f->reader->scenario, name + strlen("strategy."), &fault);
    if (!sound)
        thaw_reader_complain(f, &fault, mark);
    else if (shock || plan || strategy)
        thaw_reader_note(f, name, RECORD_HEADER, mark, mark, "");
    return sound;
}

static void on_setting(void *context, const thaw_ini_setting *setting)
{
    thaw_reader_source *f = context;
    f->seen = true;
    thaw_fault fault;
    int top = top_key_of(setting->key);
    char key[2 * THAW_INI_LINE_MAX + 2];
    snprintf(key, sizeof key, "%s%s%s", setting->section, setting->section[0] ? "." : "",
             setting->key);
    if (top >= 0 && setting->section[0]) {
        thaw_fail_key(&fault, THAW_EUNKNOWN, setting->key, "%s stands inside [%s]", setting->key,
                      setting->section);
        thaw_fault_help(&fault, "write it before the first section");
        thaw_reader_complain(f, &fault, &setting->at_key);
    } else if (top >= 0) {
        set_top(f, top, setting);
    } else if (strlen(key) >= THAW_KEY_MAX) {
        thaw_fail(&fault, THAW_EUNKNOWN, "no key is as long as this one");
        thaw_reader_complain(f, &fault, &setting->at_key);
    } else if (setting->section[0] || f->is_set) {
        thaw_reader_set(f, key, setting);
    } else {
        complain_top(f, setting);
    }
}

static void on_fault(void *context, const thaw_fault *fault)
{
    const thaw_reader_source *f = context;
    thaw_reader_add_fault(f->reader, fault, f->order);
}

static bool on_more(void *context)
{
    const thaw_reader_source *f = context;
    return !f->stop && !f->reader->full && !f->reader->no_memory;
}

static thaw_ini_listener listen_for(thaw_reader_source *f)
{
    return (thaw_ini_listener){on_section, on_setting, on_fault, on_more, f};
}

void thaw_reader_file(thaw_reader_source *f, const char *text, size_t length)
{
    thaw_fault fault;
    if (length == 0) {
        thaw_fail(&fault, THAW_EPARSE, "the file is empty");
        thaw_fault_help(&fault, "a scenario begins with schema = 1 and extends = baseline.ini");
        thaw_reader_complain_whole(f, &fault);
        return;
    }
    size_t before = f->reader->fault_count;
    thaw_ini_listener listener = listen_for(f);
    thaw_ini_walk(text, length, f->name, &listener);
    if (f->top_line[TOP_SCHEMA] || (!f->seen && f->reader->fault_count > before) || !on_more(f))
        return;
    thaw_fail_key(&fault, THAW_EMISSING, "schema", "schema is not set");
    thaw_fault_help(&fault, "write schema = %d as the first line", THAW_SCHEMA);
    thaw_reader_complain_whole(f, &fault);
}

void thaw_reader_sets(thaw_reader *r, const char *const *sets, size_t count)
{
    thaw_reader_source f = {
        .reader = r, .name = "--set", .order = READER_ORDER_SETS, .is_set = true};
    thaw_ini_listener listener = listen_for(&f);
    for (size_t k = 0; k < count && on_more(&f); k++)
        thaw_ini_walk_setting(sets[k], "--set", (int)k + 1, &listener);
}

void thaw_reader_settings(thaw_reader *r, const char *text, const char *file, int line)
{
    thaw_reader_source f = {.reader = r, .name = file, .order = READER_ORDER_SETS, .is_set = true};
    thaw_ini_listener listener = listen_for(&f);
    thaw_ini_walk_settings(text, file, line, &listener);
}
