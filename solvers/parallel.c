/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads, by OpenMP. */
#include "solvers/parallel.h"

#include <omp.h>

#include "solvers/glpk_guard.h"

void thaw_parallel_for(size_t count, int threads, void (*body)(size_t k, void *context),
                       void *context)
{
    int team = threads > 0 ? threads : omp_get_max_threads();
    if (team <= 1 || count <= 1 || omp_in_parallel()) {
        for (size_t k = 0; k < count; k++)
            body(k, context);
        return;
    }
#pragma omp parallel num_threads(team)
    {
#pragma omp for schedule(dynamic)
        for (size_t k = 0; k < count; k++)
            body(k, context);
        /* GLPK keeps an environment a thread; the caller's own may still be in use */
        if (omp_get_thread_num() != 0)
            thaw_glpk_thread_end();
    }
}
