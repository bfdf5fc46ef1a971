/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of labels across words, and the index when keys repeat and collide. */
#include "solvers/labels.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

Test(labels, sets_across_words)
{
    enum { LABELS = 130 };
    uint64_t one[3] = {0}, other[3] = {0};
    cr_assert(eq(sz, thaw_label_words(LABELS), 3));
    cr_expect(eq(sz, thaw_label_words(64), 1));
    static const int in_one[] = {0, 63, 64, 129}, in_other[] = {63, 129};
    for (int k = 0; k < 4; k++)
        thaw_label_flip(one, in_one[k]);
    for (int k = 0; k < 2; k++)
        thaw_label_flip(other, in_other[k]);
    int found = 0;
    for (int label = 0; label < LABELS; label++)
        found += thaw_label_has(one, label);
    cr_expect(eq(int, found, 4));
    cr_expect(eq(int, thaw_label_count(one, 3), 4));
    cr_expect(eq(int, thaw_label_common(one, other, 3), 2));
    cr_expect(eq(int, thaw_label_distance(one, other, 3), 2));
    cr_expect(thaw_label_covers_common(other, one, other, 3));
    thaw_label_flip(other, 129);
    uint64_t third[3] = {one[0], 0, 0};
    cr_expect(thaw_label_covers_common(third, one, other, 3));
    thaw_label_flip(other, 64);
    cr_expect(not(thaw_label_covers_common(third, one, other, 3)));
}

Test(labels, a_key_changes_by_the_key_of_a_label)
{
    uint64_t set[2] = {0};
    cr_expect(eq(u64, thaw_label_set_key(set, 2), 0));
    static const int labels[] = {3, 63, 64, 100};
    uint64_t key = 0;
    for (int k = 0; k < 4; k++) {
        thaw_label_flip(set, labels[k]);
        key ^= thaw_label_key(labels[k]);
        cr_expect(eq(u64, thaw_label_set_key(set, 2), key));
    }
}

/* 1000 members under 100 keys which all start at one of four places of the table. */
Test(labels, the_index_finds_all_of_a_key_and_no_other)
{
    thaw_label_index index = {0};
    cr_assert(thaw_label_index_init(&index, 1000));
    for (size_t member = 0; member < 1000; member++) {
        uint64_t key = (member % 100) << 32 | member % 4;
        thaw_label_index_put(&index, key, member);
    }
    for (size_t wanted = 0; wanted < 100; wanted++) {
        size_t cursor = SIZE_MAX, member, found = 0;
        uint64_t key = wanted << 32 | wanted % 4;
        while ((member = thaw_label_index_next(&index, key, &cursor)) != SIZE_MAX) {
            cr_expect(eq(sz, member % 100, wanted));
            found++;
        }
        cr_expect(eq(sz, found, 10));
    }
    size_t cursor = SIZE_MAX;
    cr_expect(eq(sz, thaw_label_index_next(&index, (uint64_t)7 << 32, &cursor), SIZE_MAX));
    thaw_label_index_clear(&index);
}

Test(labels, an_index_of_nothing)
{
    thaw_label_index index = {0};
    size_t cursor = SIZE_MAX;
    cr_assert(thaw_label_index_init(&index, 0));
    cr_expect(eq(sz, thaw_label_index_next(&index, 5, &cursor), SIZE_MAX));
    thaw_label_index_clear(&index);
}
