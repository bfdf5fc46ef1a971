/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios from INI files. One pass: a file's parent is read where the file says `extends`, which
 * stands before any value of its own, so that later settings simply replace earlier ones. */
#include "io/scenario.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "io/ini_source.h"
#include "io/input.h"

enum {
    DEPTH_MAX = 8,        /* parents above a scenario */
    FAULTS_MAX = 100,     /* reading stops there: what follows is mostly the same mistake again */
    PATH_BYTES = 4096,    /* of a file's path, with its end */
    ORDER_SETS = 1000,    /* --set comes after all files */
    ORDER_WHOLE = INT_MAX /* faults of the whole come last */
};

/* Keys before the first section. */
enum top_key { TOP_SCHEMA, TOP_EXTENDS, TOP_TITLE, TOP_QUESTION, TOP_KEYS };
static const char *const top_keys[TOP_KEYS] = {"schema", "extends", "title", "question"};

typedef enum record_kind {
    RECORD_SETTING,
    RECORD_HEADER, /* of a shock or a plan: where a fault about the whole of it stands */
    RECORD_GROUP,  /* plan.NAME.frozen, which stands for three keys */
    RECORD_IMPLIED /* one of those three */
} record_kind;

/* The setting of a key that won so far. */
typedef struct record {
    thaw_origin origin;
    record_kind kind;
    int order; /* of the file it stands in: 0 the scenario, 1 its parent, ... */
    int turn;  /* when it was set */
    int key_length, value_column, value_length;
    char excerpt[THAW_EXCERPT_MAX];
} record;

typedef struct placed_fault {
    thaw_fault fault;
    int order, turn;
} placed_fault;

typedef struct reader {
    thaw_scenario *scenario;
    record *records;
    size_t record_count, record_room;
    placed_fault *faults;
    size_t fault_count, fault_room;
    int turn;
    bool no_memory, full;
} reader;

/* A file being read, and the one that extends it. */
typedef struct file {
    reader *reader;
    const struct file *child;
    const char *name;   /* as shown; also its path */
    const char *folder; /* what its extends is relative to: "" or ending in '/'; NULL: none */
    dev_t device;
    ino_t inode;
    int depth, order;
    bool is_set, seen,
        stop; /* --set; a setting or a section was met; the rest is not worth reading */
    int top_line[TOP_KEYS]; /* where each stands, 0 while it does not */
} file;

/* ---- faults ---- */

static bool grow(void **items, size_t *room, size_t count, size_t size)
{
    if (count < *room)
        return true;
    size_t more = *room ? 2 * *room : 16;
    void *grown = realloc(*items, more * size);
    if (!grown)
        return false;
    *items = grown;
    *room = more;
    return true;
}

static void add_fault(reader *r, const thaw_fault *fault, int order)
{
    if (r->full)
        return;
    void *items = r->faults;
    if (!grow(&items, &r->fault_room, r->fault_count, sizeof *r->faults)) {
        r->no_memory = r->full = true;
        return;
    }
    r->faults = items;
    r->faults[r->fault_count++] = (placed_fault){*fault, order, r->turn++};
    if (r->fault_count == FAULTS_MAX) {
        thaw_fault last;
        thaw_fail(&last, THAW_EPARSE, "%d faults: reading ended here", FAULTS_MAX);
        add_fault(r, &last, ORDER_WHOLE);
        r->full = true;
    }
}

static void complain(const file *f, thaw_fault *fault, const thaw_ini_mark *mark)
{
    thaw_ini_place(fault, mark);
    add_fault(f->reader, fault, f->order);
}

/* About a file as a whole. */
static void complain_whole(const file *f, thaw_fault *fault)
{
    thaw_copy_text(fault->file, sizeof fault->file, f->name);
    add_fault(f->reader, fault, f->order);
}

/* What is wrong with a value may be that a comment was meant. */
static void suggest_comment(const char *value, thaw_fault *fault)
{
    if (strchr(value, '#'))
        thaw_fault_help(fault, "comments inside a line start with ; behind a space");
    else if (strchr(value, ';'))
        thaw_fault_help(fault, "the ; of a comment needs a space before it");
}

static void complain_value(const file *f, const thaw_ini_setting *setting, thaw_fault *fault)
{
    bool key = fault->status == THAW_EUNKNOWN;
    if (!key)
        suggest_comment(setting->value, fault);
    complain(f, fault, key ? &setting->at_key : &setting->at_value);
}

/* ---- records ---- */

static record *find_record(const reader *r, const char *key)
{
    for (size_t k = 0; k < r->record_count; k++)
        if (strcmp(r->records[k].origin.key, key) == 0)
            return &r->records[k];
    return NULL;
}

static record *add_record(reader *r, const char *key)
{
    void *items = r->records;
    if (!grow(&items, &r->record_room, r->record_count, sizeof *r->records))
        return NULL;
    r->records = items;
    record *made = &r->records[r->record_count++];
    *made = (record){0};
    thaw_copy_text(made->origin.key, sizeof made->origin.key, key);
    return made;
}

/* Notes that the key was set there. */
static void note(const file *f, const char *key, record_kind kind, const thaw_ini_mark *at_key,
                 const thaw_ini_mark *at_value, const char *comment)
{
    reader *r = f->reader;
    record *found = find_record(r, key);
    if (!found)
        found = add_record(r, key);
    char *kept = strdup(comment);
    if (!found || !kept) {
        free(kept);
        r->no_memory = true;
        return;
    }
    free(found->origin.comment);
    found->origin.comment = kept;
    thaw_copy_text(found->origin.file, sizeof found->origin.file, at_key->file);
    found->origin.line = at_key->line;
    found->origin.column = at_key->column;
    found->kind = kind;
    found->order = f->order;
    found->turn = r->turn++;
    found->key_length = at_key->length;
    found->value_column = at_value->column;
    found->value_length = at_value->length;
    thaw_fault placed;
    thaw_ini_place(&placed, at_key);
    memcpy(found->excerpt, placed.excerpt, sizeof found->excerpt);
}

static void note_setting(const file *f, const char *key, record_kind kind,
                         const thaw_ini_setting *setting)
{
    note(f, key, kind, &setting->at_key, &setting->at_value, setting->comment);
}

/* ---- settings ---- */

/* A key may be set once in a file. */
static bool check_first(const file *f, const char *key, const thaw_ini_setting *setting)
{
    const record *found = find_record(f->reader, key);
    if (!found || found->order != f->order || found->kind == RECORD_IMPLIED)
        return true;
    thaw_fault fault;
    thaw_fail_key(&fault, THAW_EARG, key, "%s is set twice", key);
    thaw_fault_help(&fault, "first set in line %d", found->origin.line);
    complain(f, &fault, &setting->at_key);
    return false;
}

/* The name in "shock.NAME.key" or "plan.NAME.key" (what follows the prefix), and its key: NULL when
 * there is none. */
static const char *split_name(const char *rest, char name[THAW_KEY_MAX])
{
    thaw_copy_text(name, THAW_KEY_MAX, rest);
    name[strcspn(name, ".")] = '\0';
    const char *point = strchr(rest, '.');
    return point ? point + 1 : NULL;
}

static void set_number(const file *f, const char *key, const thaw_ini_setting *setting)
{
    thaw_fault fault;
    if (thaw_scenario_set(f->reader->scenario, key, setting->value, &fault) != THAW_OK)
        complain_value(f, setting, &fault);
}

static void set_in_shock(const file *f, const char *key, const thaw_ini_setting *setting)
{
    char name[THAW_KEY_MAX];
    thaw_fault fault;
    if (split_name(key + strlen("shock."), name) &&
        !thaw_scenario_add_shock(f->reader->scenario, name, &fault))
        complain(f, &fault, &setting->at_key);
    else
        set_number(f, key, setting);
}

/* `frozen` stands for three pairs. Behind one of them it would silently replace it. */
static bool check_frozen(const file *f, const char *plan, const thaw_ini_setting *setting)
{
    for (int t = 0; t < THAW_TENSIONS; t++) {
        char key[2 * THAW_KEY_MAX];
        snprintf(key, sizeof key, "plan.%s.frozen_%s", plan, thaw_tension_name((thaw_tension)t));
        const record *found = find_record(f->reader, key);
        if (!found || found->order != f->order || found->kind == RECORD_IMPLIED)
            continue;
        thaw_fault fault;
        thaw_fail_key(&fault, THAW_EARG, key, "frozen would replace frozen_%s",
                      thaw_tension_name((thaw_tension)t));
        thaw_fault_help(&fault, "put frozen before it (line %d)", found->origin.line);
        complain(f, &fault, &setting->at_key);
        return false;
    }
    return true;
}

static void note_frozen(const file *f, const char *plan, const thaw_ini_setting *setting)
{
    for (int t = 0; t < THAW_TENSIONS; t++) {
        char key[2 * THAW_KEY_MAX];
        snprintf(key, sizeof key, "plan.%s.frozen_%s", plan, thaw_tension_name((thaw_tension)t));
        note_setting(f, key, RECORD_IMPLIED, setting);
    }
}

static void set_in_plan(const file *f, const char *key, const thaw_ini_setting *setting)
{
    char name[THAW_KEY_MAX];
    const char *pair = split_name(key + strlen("plan."), name);
    thaw_fault fault;
    if (!pair) {
        thaw_fail_key(&fault, THAW_EUNKNOWN, key, "'%s' lacks a key", key);
        thaw_fault_help(&fault, "a plan has calm, tense, crisis and frozen: %s.calm", key);
        complain(f, &fault, &setting->at_key);
        return;
    }
    thaw_plan *plan = thaw_scenario_add_plan(f->reader->scenario, name, &fault);
    if (!plan) {
        complain(f, &fault, &setting->at_key);
        return;
    }
    bool frozen = strcmp(pair, "frozen") == 0;
    if (frozen && !check_frozen(f, name, setting))
        return;
    if (thaw_plan_set(plan, pair, setting->value, &fault) != THAW_OK) {
        thaw_copy_text(fault.key, sizeof fault.key, key);
        complain_value(f, setting, &fault);
    } else if (frozen) {
        note_frozen(f, name, setting);
        note_setting(f, key, RECORD_GROUP, setting);
    }
}

static void set_expectation(const file *f, const char *key, const thaw_ini_setting *setting)
{
    thaw_fault fault;
    const char *name = key + strlen("expect.");
    if (thaw_scenario_expect(f->reader->scenario, name, setting->value, &fault) != THAW_OK)
        complain(f, &fault, &setting->at_value);
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Sets "section.key". What a parent expects belongs to the parent's question. */
static void set_key(const file *f, const char *key, const thaw_ini_setting *setting)
{
    if (begins(key, "expect.") && f->depth > 0)
        return;
    if (!check_first(f, key, setting))
        return;
    note_setting(f, key, RECORD_SETTING, setting);
    if (begins(key, "plan."))
        set_in_plan(f, key, setting);
    else if (begins(key, "expect."))
        set_expectation(f, key, setting);
    else if (begins(key, "shock."))
        set_in_shock(f, key, setting);
    else
        set_number(f, key, setting);
}

/* ---- what stands before the first section ---- */

static void read_file(file *f, const char *text, size_t length);

static void set_text(const file *f, const char *key, char to[THAW_TEXT_MAX],
                     const thaw_ini_setting *setting)
{
    if (f->depth > 0)
        return;
    if (strlen(setting->value) < THAW_TEXT_MAX) {
        thaw_copy_text(to, THAW_TEXT_MAX, setting->value);
        note_setting(f, key, RECORD_SETTING, setting);
        return;
    }
    thaw_fault fault;
    thaw_fail_key(&fault, THAW_ERANGE, key, "the %s has %zu bytes; at most %d are kept", key,
                  strlen(setting->value), THAW_TEXT_MAX - 1);
    complain(f, &fault, &setting->at_value);
}

static void set_schema(file *f, const thaw_ini_setting *setting)
{
    thaw_fault fault;
    if (thaw_ini_schema(setting->value, &fault) == THAW_OK)
        return;
    f->stop = fault.status == THAW_ERANGE;
    complain_value(f, setting, &fault);
}

/* "a.ini -> b.ini -> " of the files that led to f, f itself and an arrow at the end. */
static void describe_chain(const file *f, char *text, size_t size)
{
    const file *chain[DEPTH_MAX + 1];
    size_t count = 0, used = 0;
    for (; f && count < sizeof chain / sizeof *chain; f = f->child)
        chain[count++] = f;
    text[0] = '\0';
    while (count-- > 0 && used < size)
        used += (size_t)snprintf(text + used, size - used, "%s -> ", chain[count]->name);
}

/* Which file a path leads to, however it is written: what tells a circle. */
static void identify(file *f, const char *path)
{
    struct stat about;
    if (strcmp(path, "-") != 0 && stat(path, &about) == 0) {
        f->device = about.st_dev;
        f->inode = about.st_ino;
    }
}

/* Whether `parent` may be read: it is none of the files that led to it, and not too far up. */
static bool check_chain(const file *parent, thaw_fault *fault)
{
    const file *f = parent->child;
    const char *path = parent->name;
    char chain[2 * THAW_MESSAGE_MAX];
    bool cycle = false, deep = parent->depth > DEPTH_MAX;
    for (const file *below = f; below && parent->inode != 0; below = below->child)
        cycle = cycle || (below->inode == parent->inode && below->device == parent->device);
    if (!cycle && !deep)
        return true;
    describe_chain(f, chain, sizeof chain);
    if (cycle)
        thaw_fail_key(fault, THAW_EARG, "extends", "extends runs in a circle: %s%s", chain, path);
    else
        thaw_fail_key(fault, THAW_EARG, "extends", "more than %d parents: %s%s", DEPTH_MAX, chain,
                      path);
    return false;
}

/* Where a parent is: beside the file that names it, unless its path is absolute. "-" is a file. */
static bool parent_path(const file *f, const char *value, char path[PATH_BYTES])
{
    const char *folder = value[0] == '/' ? "" : f->folder;
    if (folder[0] == '\0' && strcmp(value, "-") == 0)
        folder = "./";
    return strlen(folder) + strlen(value) < PATH_BYTES &&
           snprintf(path, PATH_BYTES, "%s%s", folder, value) > 0;
}

/* The folder part of a path, with its '/'; "" when there is none. */
static void folder_of(const char *path, char folder[PATH_BYTES])
{
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) + 1 : 0;
    memcpy(folder, path, length);
    folder[length] = '\0';
}

static thaw_status read_parent(const file *f, const char *value, thaw_fault *fault)
{
    char path[PATH_BYTES], folder[PATH_BYTES];
    if (!f->folder)
        return thaw_fail_key(fault, THAW_EARG, "extends", "there is no folder to find '%s' in",
                             value);
    if (!parent_path(f, value, path))
        return thaw_fail_key(fault, THAW_ERANGE, "extends", "the path has more than %d bytes",
                             PATH_BYTES - 1);
    folder_of(path, folder);
    file parent = {.reader = f->reader,
                   .child = f,
                   .name = path,
                   .folder = folder,
                   .depth = f->depth + 1,
                   .order = f->order + 1};
    identify(&parent, path);
    if (!check_chain(&parent, fault))
        return THAW_EARG;
    char *text = NULL;
    size_t length = 0;
    thaw_fault why;
    if (thaw_input_read(path, THAW_INI_FILE_MAX, &text, &length, &why) != THAW_OK) {
        thaw_fail_key(fault, why.status, "extends", "%s: %s", path, why.text);
        thaw_fault_help(fault, "the path is relative to the file that says extends");
        return why.status;
    }
    read_file(&parent, text, length);
    free(text);
    return THAW_OK;
}

static void set_extends(const file *f, const thaw_ini_setting *setting)
{
    thaw_fault fault;
    if (read_parent(f, setting->value, &fault) != THAW_OK)
        complain(f, &fault, &setting->at_value);
}

static int top_key_of(const char *key)
{
    for (int k = 0; k < TOP_KEYS; k++)
        if (strcmp(key, top_keys[k]) == 0)
            return k;
    return -1;
}

/* A key before the first section that belongs into one, or nowhere. */
static void complain_top(const file *f, const thaw_ini_setting *setting)
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
    } else if (!point && fault.help[0] == '\0') {
        thaw_fault_help(&fault, "before the first section stand schema, extends, title, question");
    }
    complain(f, &fault, &setting->at_key);
}

static void set_top(file *f, int key, const thaw_ini_setting *setting)
{
    thaw_fault fault;
    if (f->top_line[key]) {
        thaw_fail_key(&fault, THAW_EARG, top_keys[key], "%s is set twice", top_keys[key]);
        thaw_fault_help(&fault, "first set in line %d", f->top_line[key]);
        complain(f, &fault, &setting->at_key);
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
        complain(f, &fault, &setting->at_key);
    } else if (key == TOP_SCHEMA)
        set_schema(f, setting);
    else
        set_extends(f, setting);
}

/* ---- the listener ---- */

static bool on_section(void *context, const char *name, const thaw_ini_mark *mark)
{
    file *f = context;
    f->seen = true;
    thaw_fault fault;
    bool sound = thaw_section_check(name, &fault) == THAW_OK;
    bool shock = sound && begins(name, "shock."), plan = sound && begins(name, "plan.");
    if (shock)
        sound = thaw_scenario_add_shock(f->reader->scenario, name + strlen("shock."), &fault);
    else if (plan)
        sound = thaw_scenario_add_plan(f->reader->scenario, name + strlen("plan."), &fault);
    if (!sound)
        complain(f, &fault, mark);
    else if (shock || plan)
        note(f, name, RECORD_HEADER, mark, mark, "");
    return sound;
}

static void on_setting(void *context, const thaw_ini_setting *setting)
{
    file *f = context;
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
        complain(f, &fault, &setting->at_key);
    } else if (top >= 0) {
        set_top(f, top, setting);
    } else if (strlen(key) >= THAW_KEY_MAX) {
        thaw_fail(&fault, THAW_EUNKNOWN, "no key is as long as this one");
        complain(f, &fault, &setting->at_key);
    } else if (setting->section[0] || f->is_set) {
        set_key(f, key, setting);
    } else {
        complain_top(f, setting);
    }
}

static void on_fault(void *context, const thaw_fault *fault)
{
    const file *f = context;
    add_fault(f->reader, fault, f->order);
}

static bool on_more(void *context)
{
    const file *f = context;
    return !f->stop && !f->reader->full && !f->reader->no_memory;
}

static thaw_ini_listener listen_for(file *f)
{
    return (thaw_ini_listener){on_section, on_setting, on_fault, on_more, f};
}

static void read_file(file *f, const char *text, size_t length)
{
    thaw_fault fault;
    if (length == 0) {
        thaw_fail(&fault, THAW_EPARSE, "the file is empty");
        thaw_fault_help(&fault, "a scenario begins with schema = 1 and extends = baseline.ini");
        complain_whole(f, &fault);
        return;
    }
    size_t before = f->reader->fault_count;
    thaw_ini_listener listener = listen_for(f);
    thaw_ini_walk(text, length, f->name, &listener);
    if (f->top_line[TOP_SCHEMA] || (!f->seen && f->reader->fault_count > before) || !on_more(f))
        return;
    thaw_fail_key(&fault, THAW_EMISSING, "schema", "schema is not set");
    thaw_fault_help(&fault, "write schema = %d as the first line", THAW_SCHEMA);
    complain_whole(f, &fault);
}

static void read_sets(reader *r, const char *const *sets, size_t count)
{
    file f = {.reader = r, .name = "--set", .order = ORDER_SETS, .is_set = true};
    thaw_ini_listener listener = listen_for(&f);
    for (size_t k = 0; k < count && on_more(&f); k++)
        thaw_ini_walk_setting(sets[k], "--set", (int)k + 1, &listener);
}

/* ---- the whole ---- */

/* The record that a fault's key is about: of several keys the one set last; of a key never set, its
 * shock or plan. */
static const record *place_of(const reader *r, const char *keys)
{
    char key[THAW_KEY_MAX];
    thaw_copy_text(key, sizeof key, keys);
    const record *last = NULL;
    for (char *part = key; part;) {
        char *plus = strstr(part, " + ");
        if (plus)
            *plus = '\0';
        const record *found = find_record(r, part);
        if (found && (!last || found->turn > last->turn))
            last = found;
        part = plus ? plus + strlen(" + ") : NULL;
    }
    char *point = strrchr(key, '.');
    if (last || !point)
        return last;
    *point = '\0';
    return find_record(r, key);
}

/* Gives a fault of the whole the place of its key. */
static void complain_of_key(reader *r, const thaw_fault *found, const char *name)
{
    thaw_fault fault = *found;
    const record *at = place_of(r, fault.key);
    if (!at) {
        thaw_copy_text(fault.file, sizeof fault.file, name);
        add_fault(r, &fault, ORDER_WHOLE);
        return;
    }
    bool key = fault.status == THAW_EUNKNOWN;
    fault.line = at->origin.line;
    fault.column = key ? at->origin.column : at->value_column;
    fault.length = key ? at->key_length : at->value_length;
    memcpy(fault.file, at->origin.file, sizeof fault.file);
    memcpy(fault.excerpt, at->excerpt, sizeof fault.excerpt);
    add_fault(r, &fault, at->order);
}

/* What is not set is no news while settings were refused: they may be what is missing. */
static void check_whole(reader *r, const char *name)
{
    thaw_faults found = {0};
    bool refused = false;
    for (size_t k = 0; k < r->fault_count; k++)
        refused = refused || r->faults[k].fault.status != THAW_EMISSING;
    if (thaw_scenario_validate(r->scenario, &found) == THAW_ENOMEM)
        r->no_memory = true;
    for (size_t k = 0; k < found.count; k++)
        if (!refused || found.items[k].status != THAW_EMISSING)
            complain_of_key(r, &found.items[k], name);
    thaw_faults_clear(&found);
}

static int compare_faults(const void *left, const void *right)
{
    const placed_fault *a = left, *b = right;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    if (a->fault.line != b->fault.line)
        return a->fault.line < b->fault.line ? -1 : 1;
    if (a->fault.column != b->fault.column)
        return a->fault.column < b->fault.column ? -1 : 1;
    return (a->turn > b->turn) - (a->turn < b->turn);
}

/* The faults in the order in which a person mends them: the scenario's from top to bottom, its
 * parents', those of --set, those of the whole. Returns the first one's status. */
static thaw_status hand_over_faults(reader *r, thaw_faults *faults)
{
    if (r->fault_count > 0)
        qsort(r->faults, r->fault_count, sizeof *r->faults, compare_faults);
    thaw_status status = r->fault_count > 0 ? r->faults[0].fault.status : THAW_OK;
    for (size_t k = 0; k < r->fault_count; k++)
        if (!thaw_faults_add(faults, &r->faults[k].fault))
            r->no_memory = true;
    if (!r->no_memory)
        return status;
    thaw_fault fault;
    thaw_fail(&fault, THAW_ENOMEM, "no memory to read the scenario");
    thaw_faults_add(faults, &fault);
    return THAW_ENOMEM;
}

/* Every key but the groups, whose three keys are listed themselves, and the headers. */
static bool hand_over_origins(reader *r, thaw_origins *origins)
{
    *origins = (thaw_origins){0};
    if (r->record_count == 0)
        return true;
    origins->items = calloc(r->record_count, sizeof *origins->items);
    if (!origins->items)
        return false;
    origins->capacity = r->record_count;
    for (size_t k = 0; k < r->record_count; k++) {
        record *from = &r->records[k];
        if (from->kind == RECORD_HEADER || from->kind == RECORD_GROUP)
            continue;
        origins->items[origins->count++] = from->origin;
        from->origin.comment = NULL;
    }
    return true;
}

static void clear_reader(reader *r)
{
    for (size_t k = 0; k < r->record_count; k++)
        free(r->records[k].origin.comment);
    free(r->records);
    free(r->faults);
}

/* The part of a file's name before its ending. */
static void name_scenario(thaw_scenario *scenario, const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    char stem[PATH_BYTES];
    thaw_copy_text(stem, sizeof stem, strcmp(path, "-") == 0 ? "stdin" : base);
    char *point = strrchr(stem, '.');
    if (point && point != stem)
        *point = '\0';
    thaw_copy_text(scenario->name, sizeof scenario->name, stem);
}

static thaw_status read_scenario(file *f, const char *text, size_t length, const char *const *sets,
                                 size_t set_count, thaw_origins *origins, thaw_faults *faults)
{
    reader *r = f->reader;
    name_scenario(r->scenario, f->name);
    read_file(f, text, length);
    read_sets(r, sets, set_count);
    check_whole(r, f->name);
    if (r->scenario->title[0] == '\0')
        thaw_copy_text(r->scenario->title, sizeof r->scenario->title, r->scenario->name);
    if (r->fault_count == 0 && !r->no_memory && origins && !hand_over_origins(r, origins))
        r->no_memory = true;
    thaw_status status = hand_over_faults(r, faults);
    if (status != THAW_OK)
        thaw_scenario_clear(r->scenario);
    clear_reader(r);
    return status;
}

thaw_status thaw_scenario_read(const char *path, const char *const *sets, size_t set_count,
                               thaw_scenario *scenario, thaw_origins *origins, thaw_faults *faults)
{
    thaw_scenario_init(scenario);
    if (origins)
        *origins = (thaw_origins){0};
    thaw_fault fault;
    char folder[PATH_BYTES] = "", *text = NULL;
    size_t length = 0;
    thaw_status status =
        strlen(path) < PATH_BYTES
            ? thaw_input_read(path, THAW_INI_FILE_MAX, &text, &length, &fault)
            : thaw_fail(&fault, THAW_EIO, "the path has more than %d bytes", PATH_BYTES - 1);
    if (status != THAW_OK) {
        thaw_copy_text(fault.file, sizeof fault.file, path);
        return thaw_faults_add(faults, &fault) ? status : THAW_ENOMEM;
    }
    folder_of(path, folder);
    reader r = {.scenario = scenario};
    file f = {.reader = &r, .name = path, .folder = folder};
    identify(&f, path);
    status = read_scenario(&f, text, length, sets, set_count, origins, faults);
    free(text);
    return status;
}

thaw_status thaw_scenario_read_text(const char *text, size_t length, const char *name,
                                    const char *folder, const char *const *sets, size_t set_count,
                                    thaw_scenario *scenario, thaw_origins *origins,
                                    thaw_faults *faults)
{
    thaw_scenario_init(scenario);
    if (origins)
        *origins = (thaw_origins){0};
    char beside[PATH_BYTES] = "";
    thaw_fault fault;
    if (folder && strlen(folder) + 2 > sizeof beside) {
        thaw_fail(&fault, THAW_EARG, "the folder's path has more than %d bytes", PATH_BYTES - 2);
        return thaw_faults_add(faults, &fault) ? THAW_EARG : THAW_ENOMEM;
    }
    if (folder && folder[0])
        snprintf(beside, sizeof beside, "%s/", folder);
    reader r = {.scenario = scenario};
    file f = {.reader = &r, .name = name, .folder = folder ? beside : NULL};
    return read_scenario(&f, text, length, sets, set_count, origins, faults);
}

/* ---- origins ---- */

void thaw_origins_clear(thaw_origins *origins)
{
    for (size_t k = 0; k < origins->count; k++)
        free(origins->items[k].comment);
    free(origins->items);
    *origins = (thaw_origins){0};
}

const thaw_origin *thaw_origins_find(const thaw_origins *origins, const char *key)
{
    for (size_t k = 0; k < origins->count; k++)
        if (strcmp(origins->items[k].key, key) == 0)
            return &origins->items[k];
    return NULL;
}
