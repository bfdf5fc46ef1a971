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

static void expect_each_once(int threads)
{
    int done[PIECES] = {0};
    thaw_parallel_for(PIECES, threads, count, done);
    for (int k = 0; k < PIECES; k++)
        cr_assert_eq(done[k], 1, "piece %d was done %d times", k, done[k]);
}

/* One process each: clang's OpenMP leaks a little where the size of a team changes. */
Test(parallel, each_piece_is_done_once_on_all_cores)
{
    expect_each_once(0);
}

Test(parallel, each_piece_is_done_once_on_one_thread)
{
    expect_each_once(1);
}

Test(parallel, each_piece_is_done_once_on_seven_threads)
{
    expect_each_once(7);
}

Test(parallel, each_piece_is_done_once_on_more_threads_than_sense)
{
    expect_each_once(64);
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
