/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of label sets and the index by key. */
#include "solvers/labels.h"

#include <stdlib.h>

/* The finaliser of SplitMix64 (Steele, Lea and Flood 2014): distinct labels get keys without
 * pattern. */
uint64_t thaw_label_key(int label)
{
    uint64_t z = ((uint64_t)label + 1) * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint64_t thaw_label_set_key(const uint64_t *set, size_t words)
{
    uint64_t key = 0;
    for (size_t k = 0; k < words; k++)
        for (uint64_t rest = set[k]; rest; rest &= rest - 1)
            key ^= thaw_label_key((int)(64 * k) + __builtin_ctzll(rest));
    return key;
}

bool thaw_label_index_init(thaw_label_index *index, size_t members)
{
    index->capacity = 16;
    while (index->capacity < 2 * members)
        index->capacity *= 2;
    index->slot = malloc(index->capacity * sizeof *index->slot);
    for (size_t k = 0; index->slot && k < index->capacity; k++)
        index->slot[k].member = SIZE_MAX;
    return index->slot != NULL;
}

void thaw_label_index_clear(thaw_label_index *index)
{
    free(index->slot);
    *index = (thaw_label_index){0};
}

void thaw_label_index_put(thaw_label_index *index, uint64_t key, size_t member)
{
    size_t place = key & (index->capacity - 1);
    while (index->slot[place].member != SIZE_MAX)
        place = (place + 1) & (index->capacity - 1);
    index->slot[place] = (thaw_label_slot){key, member};
}

size_t thaw_label_index_next(const thaw_label_index *index, uint64_t key, size_t *cursor)
{
    size_t mask = index->capacity - 1;
    *cursor = (*cursor == SIZE_MAX ? (size_t)key : *cursor + 1) & mask;
    for (; index->slot[*cursor].member != SIZE_MAX; *cursor = (*cursor + 1) & mask)
        if (index->slot[*cursor].key == key)
            return index->slot[*cursor].member;
    return SIZE_MAX;
}
