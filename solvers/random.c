/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011). */
#include "solvers/random.h"

enum { ROUNDS = 10, WORDS = 4 };

/* The multipliers, and the steps of the key: the golden ratio and the square root of 3, less 1. */
static const uint32_t multiplier[2] = {0xD2511F53U, 0xCD9E8D57U};
static const uint32_t weyl[2] = {0x9E3779B9U, 0xBB67AE85U};

void thaw_philox(const uint32_t key[2], const uint32_t counter[4], uint32_t word[4])
{
    uint32_t k0 = key[0], k1 = key[1];
    uint32_t x0 = counter[0], x1 = counter[1], x2 = counter[2], x3 = counter[3];
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t one = (uint64_t)multiplier[0] * x0, two = (uint64_t)multiplier[1] * x2;
        x0 = (uint32_t)(two >> 32) ^ x1 ^ k0;
        x2 = (uint32_t)(one >> 32) ^ x3 ^ k1;
        x1 = (uint32_t)two;
        x3 = (uint32_t)one;
        k0 += weyl[0];
        k1 += weyl[1];
    }
    word[0] = x0;
    word[1] = x1;
    word[2] = x2;
    word[3] = x3;
}

thaw_stream thaw_stream_of(uint64_t seed, uint64_t run)
{
    return (thaw_stream){.key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
                         .counter = {0, 0, (uint32_t)run, (uint32_t)(run >> 32)},
                         .used = WORDS};
}

double thaw_stream_next(thaw_stream *stream)
{
    if (stream->used == WORDS) {
        thaw_philox(stream->key, stream->counter, stream->word);
        stream->used = 0;
        stream->counter[0]++;
        stream->counter[1] += stream->counter[0] == 0;
    }
    uint64_t high = stream->word[stream->used] >> 5, low = stream->word[stream->used + 1] >> 6;
    stream->used += 2;
    return (double)((high << 26) | low) * 0x1p-53;
}
