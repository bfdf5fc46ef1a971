/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arrays that grow. */
#ifndef THAW_SOLVERS_GROW_H
#define THAW_SOLVERS_GROW_H

#include <stdlib.h>

#include "model/status.h"

/* Room for `needed` items of `size` bytes in *array, of which there is room for *capacity; what is
 * there is kept. Fails with THAW_ENOMEM, and leaves all as it was. */
static inline thaw_status thaw_grow(void *array, size_t size, size_t needed, size_t *capacity)
{
    if (needed <= *capacity) {
        return THAW_OK;
    }
    size_t wanted = needed + needed / 2 + 64;
    void *grown = realloc(*(void **)array, wanted * size);
    if (!grown) {
        return THAW_ENOMEM;
    }
    *(void **)array = grown;
    *capacity = wanted;
    return THAW_OK;
}

#endif
