/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios from INI files. One pass: a file's parent is read where the file says `extends`, which
 * stands before any value of its own, so that later settings simply replace earlier ones. */
#include "io/scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/input.h"
#include "io/scenario_reader.h"

/* Of two records the one set later; either may be NULL. */
static const thaw_record *later(const thaw_record *a, const thaw_record *b)
{
    return !a || (b && b->turn > a->turn) ? b : a;
}

/* Where the shock, plan or strategy of a key begins that was never set: at its header or, when only
 * --set speaks of it, at the last setting of it. */
static const thaw_record *place_of_group(const thaw_reader *r, char *key)
{
    char *point = strrchr(key, '.');
    if (point && point != strchr(key, '.'))
        *point = '\0';
    const thaw_record *header = thaw_reader_find(r, key), *last = NULL;
    size_t length = strlen(key);
    for (size_t k = 0; k < r->record_count; k++)
        if (thaw_reader_begins(r->records[k].origin.key, key) &&
            r->records[k].origin.key[length] == '.')
            last = later(last, &r->records[k]);
    return header ? header : last;
}

/* The record that a fault's key is about: of several keys the one set last. */
static const thaw_record *place_of(const thaw_reader *r, const char *keys)
{
    char key[THAW_KEY_MAX];
    thaw_copy_text(key, sizeof key, keys);
    const thaw_record *last = NULL;
    for (char *part = key; part;) {
        char *plus = strstr(part, " + ");
        if (plus)
            *plus = '\0';
        last = later(last, thaw_reader_find(r, part));
        part = plus ? plus + strlen(" + ") : NULL;
    }
    bool grouped = thaw_reader_begins(key, "shock.") || thaw_reader_begins(key, "plan.") ||
                   thaw_reader_begins(key, "strategy.");
    return last || !grouped ? last : place_of_group(r, key);
}

/* Gives a fault of the whole the place of its key. */
static void complain_of_key(thaw_reader *r, const thaw_fault *found, const char *name)
{
    thaw_fault fault = *found;
    const thaw_record *at = place_of(r, fault.key);
    if (!at) {
        thaw_copy_text(fault.file, sizeof fault.file, name);
        thaw_reader_add_fault(r, &fault, READER_ORDER_WHOLE);
        return;
    }
    bool key = fault.status == THAW_EUNKNOWN;
    fault.line = at->origin.line;
    fault.column = key ? at->origin.column : at->value_column;
    fault.length = key ? at->key_length : at->value_length;
    memcpy(fault.file, at->origin.file, sizeof fault.file);
    memcpy(fault.excerpt, at->excerpt, sizeof fault.excerpt);
    thaw_reader_add_fault(r, &fault, at->order);
}

/* What is not set is no news while settings were refused: they may be what is missing. */
static void check_whole(thaw_reader *r, const char *name)
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

/* The part of a file's name before its ending. */
static void name_scenario(thaw_scenario *scenario, const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    char stem[READER_PATH_BYTES];
    thaw_copy_text(stem, sizeof stem, strcmp(path, "-") == 0 ? "stdin" : base);
    char *point = strrchr(stem, '.');
    if (point && point != stem)
        *point = '\0';
    thaw_copy_text(scenario->name, sizeof scenario->name, stem);
}

static thaw_status read_scenario(thaw_reader_source *f, const char *text, size_t length,
                                 const char *const *sets, size_t set_count, thaw_origins *origins,
                                 thaw_faults *faults)
{
    thaw_reader *r = f->reader;
    name_scenario(r->scenario, f->name);
    thaw_reader_file(f, text, length);
    thaw_reader_sets(r, sets, set_count);
    check_whole(r, f->name);
    if (r->scenario->title[0] == '\0')
        thaw_copy_text(r->scenario->title, sizeof r->scenario->title, r->scenario->name);
    if (r->fault_count == 0 && !r->no_memory && origins && !thaw_reader_give_origins(r, origins))
        r->no_memory = true;
    thaw_status status = thaw_reader_give_faults(r, faults);
    if (status != THAW_OK)
        thaw_scenario_clear(r->scenario);
    thaw_reader_clear(r);
    return status;
}

thaw_status thaw_scenario_read(const char *path, const char *const *sets, size_t set_count,
                               thaw_scenario *scenario, thaw_origins *origins, thaw_faults *faults)
{
    thaw_scenario_init(scenario);
    if (origins)
        *origins = (thaw_origins){0};
    thaw_fault fault;
    char folder[READER_PATH_BYTES] = "", *text = NULL;
    size_t length = 0;
    thaw_status status =
        strlen(path) < READER_PATH_BYTES
            ? thaw_input_read(path, THAW_INI_FILE_MAX, &text, &length, &fault)
            : thaw_fail(&fault, THAW_EIO, "the path has more than %d bytes", READER_PATH_BYTES - 1);
    if (status != THAW_OK) {
        thaw_copy_text(fault.file, sizeof fault.file, path);
        return thaw_faults_add(faults, &fault) ? status : THAW_ENOMEM;
    }
    thaw_reader_folder(path, folder);
    thaw_reader r = {.scenario = scenario};
    thaw_reader_source f = {.reader = &r, .name = path, .folder = folder};
    thaw_reader_identify(&f, path);
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
    char beside[READER_PATH_BYTES] = "";
    thaw_fault fault;
    if (folder && strlen(folder) + 2 > sizeof beside) {
        thaw_fail(&fault, THAW_EARG, "the folder's path has more than %d bytes",
                  READER_PATH_BYTES - 2);
        return thaw_faults_add(faults, &fault) ? THAW_EARG : THAW_ENOMEM;
    }
    if (folder && folder[0])
        snprintf(beside, sizeof beside, "%s/", folder);
    thaw_reader r = {.scenario = scenario};
    thaw_reader_source f = {.reader = &r, .name = name, .folder = folder ? beside : NULL};
    return read_scenario(&f, text, length, sets, set_count, origins, faults);
}

thaw_status thaw_scenario_alter(const thaw_scenario *from, const char *settings, const char *file,
                                int line, thaw_scenario *scenario, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = thaw_scenario_copy(from, scenario, &fault);
    if (status != THAW_OK) {
        thaw_faults_add(faults, &fault);
        return status;
    }
    thaw_reader r = {.scenario = scenario};
    thaw_reader_settings(&r, settings, file, line);
    check_whole(&r, file);
    status = thaw_reader_give_faults(&r, faults);
    if (status != THAW_OK)
        thaw_scenario_clear(scenario);
    thaw_reader_clear(&r);
    return status;
}

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
