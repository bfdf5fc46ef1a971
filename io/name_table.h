/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names numbered as they first appear, in lists of their own: states, actions of one player in one
 * state. Private to io/. */
#ifndef THAW_IO_NAME_TABLE_H
#define THAW_IO_NAME_TABLE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct thaw_name_entry {
    const char *name; /* not owned */
    size_t list;
    int index;    /* within its list */
    size_t first; /* what the caller gave when the name was new: where it first appeared */
} thaw_name_entry;

/* Zero-initialise; clear with thaw_name_table_clear. */
typedef struct thaw_name_table {
    thaw_name_entry *entries; /* in order of first appearance, all lists mixed */
    size_t count, capacity;
    size_t *slots; /* hash table of entry numbers plus one; 0 where free */
    size_t slot_count;
} thaw_name_table;

void thaw_name_table_clear(thaw_name_table *table);

/* The entry of a name in a list, or NULL. Valid until the next addition. */
const thaw_name_entry *thaw_name_table_find(const thaw_name_table *table, size_t list,
                                            const char *name);

/* The same, adding the name with that index and place if it is new; *added says whether it was.
 * NULL when memory runs out. */
const thaw_name_entry *thaw_name_table_add(thaw_name_table *table, size_t list, const char *name,
                                           int index, size_t first, bool *added);

#endif
