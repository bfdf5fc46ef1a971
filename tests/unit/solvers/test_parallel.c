/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Independent pieces of work on several threads. */
#include <string.h>

#include <criterion/criterion.h>

#include "solvers/parallel.h"

enum { PIECES = 1000 };

static void count(size_t k, void *context)
{
    ((int *)context)[k]++;
}

Test(parallel, each_piece_is_done_once)
{
    static const int threads[] = {0, 1, 2, 7, 64};
    for (int t = 0; t < 5; t++) {
        int done[PIECES] = {0};
        thaw_parallel_for(PIECES, threads[t], count, done);
        for (int k = 0; k < PIECES; k++)
            cr_assert_eq(done[k], 1, "%d threads: piece %d was done %d times", threads[t], k,
                         done[k]);
    }
}

Test(parallel, nothing_and_one_piece)
{
    int done[2] = {0, 0};
    thaw_parallel_for(0, 4, count, done);
    cr_assert(done[0] == 0 && done[1] == 0);
    thaw_parallel_for(1, 4, count, done);
    cr_assert(done[0] == 1 && done[1] == 0);
}

/* A piece may itself be divided. */
static void divide(size_t k, void *context)
{
    thaw_parallel_for(10, 2, count, (int *)context + 10 * k);
}

Test(parallel, pieces_within_pieces)
{
    int done[100] = {0};
    thaw_parallel_for(10, 4, divide, done);
    for (int k = 0; k < 100; k++)
        cr_assert_eq(done[k], 1);
}
