/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that runs out: for LD_PRELOAD, and for programs that link it (tests/support/starve.h). Of
 * the allocations that thaw and its libraries make from main() on, number $THAW_STARVE_AT fails,
 * $THAW_STARVE_FOR (1) in a row. With $THAW_STARVE_SIGNAL that signal is sent instead: a moment
 * that comes again. $THAW_STARVE_SITES names a file that gets the numbers of those allocations to
 * which no earlier one had come by the same calls. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/starve.h"

enum { DEPTH = 32, SITES = 1 << 16 };

static atomic_ullong made;
static atomic_long held; /* blocks allocated while counting, less those freed */
static unsigned long long first = UINT64_MAX, last;
static int signal_number, sites_file = -1;
static bool counting;
static _Thread_local bool inside; /* an allocation of the shim's own */

/* The function behind ours. */
static void next(const char *name, void *function, size_t size)
{
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(function, &found, size);
}

/* Notes the calls that led here (FNV-1a of their addresses) and returns whether they are new. */
static bool is_new_site(void)
{
    static uint64_t seen[SITES];
    void *calls[DEPTH];
    uint64_t hash = UINT64_C(14695981039346656037);
    int depth = backtrace(calls, DEPTH);
    for (int k = 0; k < depth; k++)
        hash = (hash ^ (uint64_t)(uintptr_t)calls[k]) * UINT64_C(1099511628211);
    for (uint64_t at = hash % SITES, tries = 0; tries < SITES; at = (at + 1) % SITES, tries++) {
        if (seen[at] == hash)
            return false;
        if (seen[at] == 0) {
            seen[at] = hash;
            return true;
        }
    }
    return false;
}

static void note_site(unsigned long long number)
{
    inside = true;
    if (is_new_site())
        dprintf(sites_file, "%llu\n", number);
    inside = false;
}

static bool is_counted(void)
{
    return counting && !inside;
}

/* A block that was given, or NULL. */
static void *hold(void *block)
{
    if (block && is_counted())
        atomic_fetch_add(&held, 1);
    return block;
}

/* Counts an allocation; whether it is to fail. */
static bool fails(void)
{
    if (!is_counted())
        return false;
    unsigned long long number = atomic_fetch_add(&made, 1) + 1;
    if (sites_file >= 0)
        note_site(number);
    if (number < first || number > last)
        return false;
    if (signal_number == 0) {
        errno = ENOMEM;
        return true;
    }
    raise(signal_number);
    return false;
}

static unsigned long long number_of(const char *name, unsigned long long otherwise)
{
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : otherwise;
}

void starve_begin(unsigned long long at, int sites)
{
    made = 0;
    held = 0;
    first = last = at > 0 ? at : UINT64_MAX;
    sites_file = sites;
    counting = true;
}

long starve_end(unsigned long long *allocations)
{
    counting = false;
    if (allocations)
        *allocations = made;
    return held;
}

/* Runs after the constructors of the libraries: what they allocate is not the program's to handle.
 */
__attribute__((constructor)) static void begin(void)
{
    void *calls[DEPTH];
    const char *sites = getenv("THAW_STARVE_SITES");
    first = number_of("THAW_STARVE_AT", UINT64_MAX);
    last = first + number_of("THAW_STARVE_FOR", 1) - 1;
    signal_number = (int)number_of("THAW_STARVE_SIGNAL", 0);
    if (sites)
        sites_file = open(sites, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    backtrace(calls, DEPTH);                                       /* its first call allocates */
    counting = strcmp(program_invocation_short_name, "thaw") == 0; /* not valgrind, say */
}

__attribute__((destructor)) static void end(void)
{
    counting = false;
}

void *malloc(size_t size)
{
    static void *(*real)(size_t);
    if (!real)
        next("malloc", &real, sizeof real);
    return fails() ? NULL : hold(real(size));
}

void *calloc(size_t count, size_t size)
{
    static void *(*real)(size_t, size_t);
    if (!real)
        next("calloc", &real, sizeof real);
    return fails() ? NULL : hold(real(count, size));
}

void *realloc(void *block, size_t size)
{
    static void *(*real)(void *, size_t);
    if (!real)
        next("realloc", &real, sizeof real);
    if (fails())
        return NULL;
    return block ? real(block, size) : hold(real(block, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    static void *(*real)(size_t, size_t);
    if (!real)
        next("aligned_alloc", &real, sizeof real);
    return fails() ? NULL : hold(real(alignment, size));
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    static int (*real)(void **, size_t, size_t);
    if (!real)
        next("posix_memalign", &real, sizeof real);
    if (fails())
        return ENOMEM;
    int code = real(block, alignment, size);
    if (code == 0)
        hold(*block);
    return code;
}

void free(void *block)
{
    static void (*real)(void *);
    if (!real)
        next("free", &real, sizeof real);
    if (block && is_counted())
        atomic_fetch_sub(&held, 1);
    real(block);
}
