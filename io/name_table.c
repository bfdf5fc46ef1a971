/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names numbered as they first appear: an open-addressing hash table, at most half full. */
#include "io/name_table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void thaw_name_table_clear(thaw_name_table *table)
{
    free(table->entries);
    free(table->slots);
    *table = (thaw_name_table){0};
}

/* FNV-1a, 64 bits (Fowler, Noll and Vo 1991), over the list's number and the name. */
static uint64_t hash(size_t list, const char *name)
{
    const uint64_t prime = 1099511628211U;
    uint64_t value = (14695981039346656037U ^ list) * prime;
    for (; *name; name++)
        value = (value ^ (unsigned char)*name) * prime;
    return value ^ (value >> 32);
}

/* The slot of a name, or the free one where it belongs. slot_count is a power of two. */
static size_t slot_of(const thaw_name_table *table, size_t list, const char *name)
{
    size_t slot = (size_t)hash(list, name) & (table->slot_count - 1);
    while (table->slots[slot] != 0) {
        const thaw_name_entry *entry = &table->entries[table->slots[slot] - 1];
        if (entry->list == list && strcmp(entry->name, name) == 0)
            break;
        slot = (slot + 1) & (table->slot_count - 1);
    }
    return slot;
}

static bool grow(thaw_name_table *table)
{
    enum { FIRST_SLOTS = 64 };
    size_t slot_count = table->slot_count ? 2 * table->slot_count : FIRST_SLOTS;
    size_t *slots = calloc(slot_count, sizeof *slots);
    thaw_name_entry *entries = realloc(table->entries, slot_count / 2 * sizeof *entries);
    if (entries)
        table->entries = entries;
    if (!slots || !entries) {
        free(slots);
        return false;
    }
    free(table->slots);
    table->slots = slots;
    table->slot_count = slot_count;
    table->capacity = slot_count / 2;
    for (size_t k = 0; k < table->count; k++)
        slots[slot_of(table, entries[k].list, entries[k].name)] = k + 1;
    return true;
}

const thaw_name_entry *thaw_name_table_find(const thaw_name_table *table, size_t list,
                                            const char *name)
{
    size_t number = table->slot_count ? table->slots[slot_of(table, list, name)] : 0;
    return number ? &table->entries[number - 1] : NULL;
}

const thaw_name_entry *thaw_name_table_add(thaw_name_table *table, size_t list, const char *name,
                                           int index, size_t first, bool *added)
{
    const thaw_name_entry *known = thaw_name_table_find(table, list, name);
    *added = !known;
    if (known)
        return known;
    if (table->count == table->capacity && !grow(table))
        return NULL;
    thaw_name_entry *entry = &table->entries[table->count++];
    *entry = (thaw_name_entry){name, list, index, first};
    table->slots[slot_of(table, list, name)] = table->count;
    return entry;
}
