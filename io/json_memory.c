/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions around jansson's allocators. */
#include "io/json_memory.h"

#include <jansson.h>
#include <pthread.h>

static json_malloc_t own_malloc;
static json_free_t own_free;
static _Thread_local bool starved;

static void *watched_malloc(size_t size)
{
    void *block = own_malloc(size);
    starved = starved || !block;
    return block;
}

static void put_around(void)
{
    json_get_alloc_funcs(&own_malloc, &own_free);
    json_set_alloc_funcs(watched_malloc, own_free);
}

void thaw_json_watch(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, put_around);
    starved = false;
}

void thaw_json_starve(void)
{
    starved = true;
}

bool thaw_json_starved(void)
{
    return starved;
}
