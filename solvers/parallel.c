/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads, by OpenMP. */
#include "solvers/parallel.h"

#include <omp.h>

#include "solvers/glpk_guard.h"

/* Under AddressSanitizer all work is done by the caller's thread: clang 14's LeakSanitizer crashes
 * in its own tracer, or reports what libomp keeps, when a process ends together with libomp's
 * threads, and a leak of ours would hide among these. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define THAW_ONE_THREAD 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define THAW_ONE_THREAD 1
#endif

/* libgomp writes a word for each thread onto the stack, before it asks for them. */
static int team_of(int threads, size_t count)
{
#ifdef THAW_ONE_THREAD
    (void)threads;
    (void)count;
    return 1;
#else
    int team = threads > 0 ? threads : omp_get_max_threads();
    int most = count < THAW_THREADS_MAX ? (int)count : THAW_THREADS_MAX;
    return team < most ? team : most;
#endif
}

void thaw_parallel_for(size_t count, int threads, void (*body)(size_t k, void *context),
                       void *context)
{
    int team = team_of(threads, count);
    if (team <= 1 || omp_in_parallel()) {
        for (size_t k = 0; k < count; k++)
            body(k, context);
        return;
    }
#pragma omp parallel num_threads(team)
    {
#pragma omp for schedule(dynamic)
        for (size_t k = 0; k < count; k++)
            body(k, context);
        /* GLPK keeps an environment a thread; this one may be used again */
        if (omp_get_thread_num() != 0)
            thaw_glpk_thread_end();
    }
}
