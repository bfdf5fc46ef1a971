/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reproducible randomness: splitmix64 (Steele, Lea and Flood 2014). */
#include "tests/support/dice.h"

#include <stdlib.h>

uint64_t first_seed(uint64_t constant)
{
    const char *text = getenv("THAW_SEED");
    return text && *text ? strtoull(text, NULL, 10) : constant;
}

dice dice_new(uint64_t seed)
{
    return (dice){seed, seed};
}

uint64_t dice_bits(dice *d)
{
    uint64_t z = d->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

double dice_real(dice *d, double low, double high)
{
    return low + (high - low) * ((double)(dice_bits(d) >> 11) * 0x1p-53);
}

int dice_int(dice *d, int low, int high)
{
    return low + (int)(dice_bits(d) % (uint64_t)(high - low + 1));
}

void dice_shuffle(dice *d, int *items, int count)
{
    for (int k = 0; k < count; k++) {
        int other = dice_int(d, 0, k);
        items[k] = items[other];
        items[other] = k;
    }
}
