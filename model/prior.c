/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of priors by name. */
#include "model/prior.h"

#include <string.h>

static const char *const names[THAW_PRIOR_KINDS] = {"uniform", "triangular", "pert"};

const char *thaw_prior_name(thaw_prior_kind kind)
{
    return names[kind];
}

thaw_prior_kind thaw_prior_kind_of(const char *word, size_t length)
{
    int kind = 0;
    while (kind < THAW_PRIOR_KINDS &&
           (strlen(names[kind]) != length || memcmp(names[kind], word, length) != 0))
        kind++;
    return (thaw_prior_kind)kind;
}
