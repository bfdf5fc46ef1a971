/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reproducible randomness for tests. A property test draws each of its cases from a seed of its
 * own; THAW_SEED in the environment replaces the first, so that a failure can be replayed. */
#ifndef THAW_TESTS_SUPPORT_DICE_H
#define THAW_TESTS_SUPPORT_DICE_H

#include <stdint.h>

typedef struct dice {
    uint64_t seed, state;
} dice;

/* THAW_SEED where it is set, otherwise `constant`. */
uint64_t first_seed(uint64_t constant);

dice dice_new(uint64_t seed);
uint64_t dice_bits(dice *d);
double dice_real(dice *d, double low, double high); /* uniform in [low, high) */
int dice_int(dice *d, int low, int high);           /* uniform in low..high, both included */
void dice_shuffle(dice *d, int *items,
                  int count); /* fills items with a permutation of 0..count-1 */

/* What an assertion says so that its case can be replayed: assert(..., REPLAY, d.seed). */
#define REPLAY  "replay with THAW_SEED=%llu"
#define SEED(d) ((unsigned long long)(d).seed)

#endif
