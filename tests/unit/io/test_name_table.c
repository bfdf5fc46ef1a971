/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names numbered in lists of their own. */
#include "io/name_table.h"

#include <stdio.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

Test(name_table, tells_lists_apart)
{
    thaw_name_table table = {0};
    bool added = false;
    cr_expect(thaw_name_table_find(&table, 0, "calm") == NULL);
    cr_expect(eq(int, thaw_name_table_add(&table, 0, "calm", 5, 50, &added)->index, 5));
    cr_expect(added);
    cr_expect(eq(int, thaw_name_table_add(&table, 1, "calm", 6, 60, &added)->index, 6));
    cr_expect(added);
    cr_expect(eq(int, thaw_name_table_add(&table, 0, "calm", 7, 70, &added)->index, 5));
    cr_expect(not(added));
    cr_expect(eq(sz, thaw_name_table_find(&table, 1, "calm")->first, 60));
    cr_expect(thaw_name_table_find(&table, 2, "calm") == NULL);
    thaw_name_table_clear(&table);
    cr_expect(eq(sz, table.count, 0));
}

/* More than the table first has room for: every one is still found after it has grown. */
Test(name_table, finds_all_of_many)
{
    static char names[3000][8];
    thaw_name_table table = {0};
    bool added = false;
    for (int k = 0; k < 3000; k++) {
        snprintf(names[k], sizeof names[k], "n%d", k / 3);
        thaw_name_table_add(&table, (size_t)(k % 3), names[k], k, 0, &added);
        cr_expect(added);
    }
    cr_expect(eq(sz, table.count, 3000));
    for (int k = 0; k < 3000; k++) {
        const thaw_name_entry *entry = thaw_name_table_find(&table, (size_t)(k % 3), names[k]);
        cr_assert(entry != NULL);
        cr_expect(eq(int, entry->index, k));
    }
    thaw_name_table_clear(&table);
}
