/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Independent pieces of work on several threads. The only file that knows how threads are made. */
#ifndef THAW_SOLVERS_PARALLEL_H
#define THAW_SOLVERS_PARALLEL_H

#include <stddef.h>

/* Threads at most, whoever asks for more. */
enum { THAW_THREADS_MAX = 1024 };

/* Calls body(k, context) once for each k in [0, count), in any order, on up to `threads` threads
 * (0: as many as there are cores, or OMP_NUM_THREADS says; 1 within another piece). Returns when
 * all have returned. body must write only to what belongs to its k; answers then do not depend on
 * the number of threads. */
void thaw_parallel_for(size_t count, int threads, void (*body)(size_t k, void *context),
                       void *context);

#endif
