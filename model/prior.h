/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is believed of an input's value before anything more is known: a range, and how likely the
 * values within it are. */
#ifndef THAW_MODEL_PRIOR_H
#define THAW_MODEL_PRIOR_H

#include <stddef.h>

/* The shape of a belief over a range. */
typedef enum thaw_prior_kind {
    THAW_PRIOR_UNIFORM,    /* all values alike */
    THAW_PRIOR_TRIANGULAR, /* densest at the mode, falling in straight lines to both ends */
    THAW_PRIOR_PERT, /* the same, smooth and slimmer at the ends: a beta distribution whose mean
                        is (low + 4 mode + high) / 6 (Malcolm, Roseboom, Clark & Fazar 1959) */
    THAW_PRIOR_KINDS
} thaw_prior_kind;

/* What is believed of one input. */
typedef struct thaw_prior {
    thaw_prior_kind kind;
    double low, high; /* low <= high */
    double mode;      /* the likeliest value, within [low, high]; of no use when uniform */
} thaw_prior;

/* "uniform", "triangular", "pert". */
const char *thaw_prior_name(thaw_prior_kind kind);

/* The kind that a word of `length` bytes names; THAW_PRIOR_KINDS where it names none. */
thaw_prior_kind thaw_prior_kind_of(const char *word, size_t length);

#endif
