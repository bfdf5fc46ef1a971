/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The books of a scenario being read: faults, and where each key was set. */
#include "io/scenario_reader.h"

#include <stdlib.h>
#include <string.h>

/* Makes room for one more item; false without memory, with nothing changed. */
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

void thaw_reader_add_fault(thaw_reader *r, const thaw_fault *fault, int order)
{
    if (r->full)
        return;
    void *items = r->faults;
    if (!grow(&items, &r->fault_room, r->fault_count, sizeof *r->faults)) {
        r->no_memory = r->full = true;
        return;
    }
    r->faults = items;
    r->faults[r->fault_count++] = (thaw_placed_fault){*fault, order, r->turn++};
    if (r->fault_count == READER_FAULTS_MAX) {
        thaw_fault last;
        thaw_fail(&last, THAW_EPARSE, "%d faults: reading ended here", READER_FAULTS_MAX);
        memcpy(last.file, fault->file, sizeof last.file);
        thaw_reader_add_fault(r, &last, READER_ORDER_WHOLE);
        r->full = true;
    }
}

void thaw_reader_complain(const thaw_reader_source *f, thaw_fault *fault, const thaw_ini_mark *mark)
{
    thaw_ini_place(fault, mark);
    thaw_reader_add_fault(f->reader, fault, f->order);
}

void thaw_reader_complain_whole(const thaw_reader_source *f, thaw_fault *fault)
{
    thaw_copy_text(fault->file, sizeof fault->file, f->name);
    thaw_reader_add_fault(f->reader, fault, f->order);
}

/* What is wrong with a value may be that a comment was meant. */
static void suggest_comment(const char *value, thaw_fault *fault)
{
    if (strchr(value, '#'))
        thaw_fault_help(fault, "comments inside a line start with ; behind a space");
    else if (strchr(value, ';'))
        thaw_fault_help(fault, "the ; of a comment needs a space before it");
}

void thaw_reader_complain_setting(const thaw_reader_source *f, const thaw_ini_setting *setting,
                                  thaw_fault *fault)
{
    bool key = fault->status == THAW_EUNKNOWN;
    thaw_ini_mark mark = key ? setting->at_key : setting->at_value;
    if (!key && fault->length > 0) { /* the model knows which word of the value */
        mark.column += fault->column - 1;
        mark.length = fault->length;
    }
    if (!key)
        suggest_comment(setting->value, fault);
    thaw_reader_complain(f, fault, &mark);
}

static int compare_faults(const void *left, const void *right)
{
    const thaw_placed_fault *a = left, *b = right;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    if (a->fault.line != b->fault.line)
        return a->fault.line < b->fault.line ? -1 : 1;
    if (a->fault.column != b->fault.column)
        return a->fault.column < b->fault.column ? -1 : 1;
    return (a->turn > b->turn) - (a->turn < b->turn);
}

thaw_status thaw_reader_give_faults(thaw_reader *r, thaw_faults *faults)
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

thaw_record *thaw_reader_find(const thaw_reader *r, const char *key)
{
    for (size_t k = 0; k < r->record_count; k++)
        if (strcmp(r->records[k].origin.key, key) == 0)
            return &r->records[k];
    return NULL;
}

static thaw_record *add_record(thaw_reader *r, const char *key)
{
    void *items = r->records;
    if (!grow(&items, &r->record_room, r->record_count, sizeof *r->records))
        return NULL;
    r->records = items;
    thaw_record *made = &r->records[r->record_count++];
    *made = (thaw_record){0};
    thaw_copy_text(made->origin.key, sizeof made->origin.key, key);
    return made;
}

void thaw_reader_note(const thaw_reader_source *f, const char *key, thaw_record_kind kind,
                      const thaw_ini_mark *at_key, const thaw_ini_mark *at_value,
                      const char *comment)
{
    thaw_reader *r = f->reader;
    thaw_record *found = thaw_reader_find(r, key);
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

bool thaw_reader_give_origins(thaw_reader *r, thaw_origins *origins)
{
    *origins = (thaw_origins){0};
    if (r->record_count == 0)
        return true;
    origins->items = calloc(r->record_count, sizeof *origins->items);
    if (!origins->items)
        return false;
    origins->capacity = r->record_count;
    for (size_t k = 0; k < r->record_count; k++) {
        thaw_record *from = &r->records[k];
        if (from->kind == RECORD_HEADER || from->kind == RECORD_GROUP)
            continue;
        origins->items[origins->count++] = from->origin;
        from->origin.comment = NULL;
    }
    return true;
}

void thaw_reader_clear(thaw_reader *r)
{
    for (size_t k = 0; k < r->record_count; k++)
        free(r->records[k].origin.comment);
    free(r->records);
    free(r->faults);
}
