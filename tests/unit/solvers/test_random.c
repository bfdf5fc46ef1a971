/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Philox against the published vectors; streams that belong to their seed and run. */
#include <string.h>

#include <criterion/criterion.h>

#include "solvers/random.h"

/* The known answers of Philox4x32 with 10 rounds in the authors' own library, Random123 (file
 * kat_vectors; Salmon et al. 2011). */
Test(random, known_answers)
{
    static const struct {
        uint32_t counter[4], key[2], word[4];
    } cases[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        uint32_t word[4];
        thaw_philox(cases[k].key, cases[k].counter, word);
        for (int i = 0; i < 4; i++)
            cr_expect_eq(word[i], cases[k].word[i], "vector %zu, word %d: %08x", k, i, word[i]);
    }
}

/* The first block of seed 0, run 0 is the first vector: two words make a number of 53 bits, the
 * upper 27 and 26 of each. */
Test(random, numbers_are_made_of_two_words)
{
    thaw_stream stream = thaw_stream_of(0, 0);
    double first = ((double)(0x6627e8d5U >> 5) * 0x1p26 + (double)(0xe169c58dU >> 6)) * 0x1p-53;
    double second = ((double)(0xbc57ac4cU >> 5) * 0x1p26 + (double)(0x9b00dbd8U >> 6)) * 0x1p-53;
    cr_expect_eq(thaw_stream_next(&stream), first);
    cr_expect_eq(thaw_stream_next(&stream), second);
}

Test(random, seed_and_run_make_the_stream)
{
    thaw_stream one = thaw_stream_of(7, 3), same = thaw_stream_of(7, 3);
    thaw_stream run = thaw_stream_of(7, 4), seed = thaw_stream_of(8, 3);
    thaw_stream far = thaw_stream_of(7, 3 + ((uint64_t)1 << 32));
    for (int k = 0; k < 1000; k++) {
        double u = thaw_stream_next(&one);
        cr_assert(u >= 0 && u < 1);
        cr_assert_eq(u, thaw_stream_next(&same));
        cr_assert_neq(u, thaw_stream_next(&run));
        cr_assert_neq(u, thaw_stream_next(&seed));
        cr_assert_neq(u, thaw_stream_next(&far));
    }
}

/* The first numbers of neighbouring runs must be as independent as numbers of one run: chi square
 * of 100 cells of pairs (first, second number of a run) over 100,000 runs has mean 99 and standard
 * deviation 14; 160 is beyond 4 of them. The seed is fixed. */
Test(random, neighbouring_runs_are_spread_evenly)
{
    enum { SIDE = 10, RUNS = 100000 };
    int cells[SIDE][SIDE] = {{0}};
    double square = 0, expected = (double)RUNS / (SIDE * SIDE);
    for (uint64_t run = 0; run < RUNS; run++) {
        thaw_stream stream = thaw_stream_of(1, run);
        int x = (int)(thaw_stream_next(&stream) * SIDE),
            y = (int)(thaw_stream_next(&stream) * SIDE);
        cells[x][y]++;
    }
    for (int x = 0; x < SIDE; x++)
        for (int y = 0; y < SIDE; y++)
            square += (cells[x][y] - expected) * (cells[x][y] - expected) / expected;
    cr_expect(square > 50 && square < 160, "chi square %g", square);
}
