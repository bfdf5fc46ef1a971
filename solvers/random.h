/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers that belong to a seed and a run: Philox4x32-10, a counter-based generator.
 *
 * Number k of run r under seed s is a fixed function of (s, r, k), so that no state is handed from
 * run to run, any run can be drawn alone, on any thread, and streams of different runs never
 * overlap (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"). GSL
 * has no such generator: its own are seeded with 32 bits, by which two of a million runs would be
 * the same about a hundred times. */
#ifndef THAW_SOLVERS_RANDOM_H
#define THAW_SOLVERS_RANDOM_H

#include <stdint.h>

/* One block of the generator: ten rounds over a counter of 128 bits under a key of 64. */
void thaw_philox(const uint32_t key[2], const uint32_t counter[4], uint32_t word[4]);

/* The numbers of one run, one after the other: at most 2^65, far more than any run asks for. */
typedef struct thaw_stream {
    uint32_t key[2], counter[4], word[4];
    int used; /* words of the block */
} thaw_stream;

/* The stream of a run, from its beginning. */
thaw_stream thaw_stream_of(uint64_t seed, uint64_t run);

/* The next number: uniform on the multiples of 2^-53 in [0, 1). */
double thaw_stream_next(thaw_stream *stream);

#endif
