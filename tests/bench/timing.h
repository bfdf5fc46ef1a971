/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clocks for benchmarks: seconds on the wall, and of all the process's threads on processors. */
#ifndef THAW_TESTS_BENCH_TIMING_H
#define THAW_TESTS_BENCH_TIMING_H

#include <time.h>

static inline double clock_seconds(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static inline double wall_seconds(void)
{
    return clock_seconds(CLOCK_MONOTONIC);
}

static inline double processor_seconds(void)
{
    return clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
}

#endif
