/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of labels, and an index of them: which vertices have just these labels? */
#ifndef THAW_SOLVERS_LABELS_H
#define THAW_SOLVERS_LABELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- sets: words of 64 labels each ---- */

static inline size_t thaw_label_words(int labels)
{
    return ((size_t)labels + 63) / 64;
}

static inline bool thaw_label_has(const uint64_t *set, int label)
{
    return (set[label / 64] >> (label % 64)) & 1U;
}

static inline void thaw_label_flip(uint64_t *set, int label)
{
    set[label / 64] ^= (uint64_t)1 << (label % 64);
}

static inline int thaw_label_common(const uint64_t *one, const uint64_t *other, size_t words)
{
    int count = 0;
    for (size_t k = 0; k < words; k++)
        count += __builtin_popcountll(one[k] & other[k]);
    return count;
}

static inline int thaw_label_count(const uint64_t *set, size_t words)
{
    return thaw_label_common(set, set, words);
}

/* Labels that are in exactly one of the two. */
static inline int thaw_label_distance(const uint64_t *one, const uint64_t *other, size_t words)
{
    int count = 0;
    for (size_t k = 0; k < words; k++)
        count += __builtin_popcountll(one[k] ^ other[k]);
    return count;
}

/* Whether `set` contains all that `one` and `other` have in common. */
static inline bool thaw_label_covers_common(const uint64_t *set, const uint64_t *one,
                                            const uint64_t *other, size_t words)
{
    for (size_t k = 0; k < words; k++)
        if (one[k] & other[k] & ~set[k])
            return false;
    return true;
}

/* ---- the index: open addressing, equal keys next to each other as far as they collide ---- */

/* A set's key is the exclusive or of its labels' keys, so a label is added or removed by one more.
 */
uint64_t thaw_label_key(int label);
uint64_t thaw_label_set_key(const uint64_t *set, size_t words);

typedef struct thaw_label_slot {
    uint64_t key;
    size_t member; /* SIZE_MAX: empty */
} thaw_label_slot;

typedef struct thaw_label_index {
    size_t capacity; /* a power of 2, more than the members */
    thaw_label_slot *slot;
} thaw_label_index;

/* Room for that many members. Returns false when memory runs out; clear it in either case. */
bool thaw_label_index_init(thaw_label_index *index, size_t members);
void thaw_label_index_clear(thaw_label_index *index);

void thaw_label_index_put(thaw_label_index *index, uint64_t key, size_t member);

/* The next member put with that key, SIZE_MAX after the last. Start with *cursor = SIZE_MAX. Two
 * sets may share a key by chance: the caller compares what is found. */
size_t thaw_label_index_next(const thaw_label_index *index, uint64_t key, size_t *cursor);

#endif
