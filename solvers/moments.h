/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean and spread of numbers that come one by one (Welford 1962; Chan, Golub & LeVeque 1979). */
#ifndef THAW_SOLVERS_MOMENTS_H
#define THAW_SOLVERS_MOMENTS_H

#include <math.h>

/* What is known of numbers so far; of none {0}. */
typedef struct thaw_moments {
    double count, mean, square; /* square: sum of squared deviations from the mean */
} thaw_moments;

/* One number more. */
static inline void thaw_moments_add(thaw_moments *m, double value)
{
    double off = value - m->mean;
    m->count += 1;
    m->mean += off / m->count;
    m->square += off * (value - m->mean);
}

/* Those of two sets of numbers together. */
static inline void thaw_moments_join(thaw_moments *m, const thaw_moments *more)
{
    double count = m->count + more->count, off = more->mean - m->mean;
    if (more->count == 0)
        return;
    m->square += more->square + off * off * m->count * more->count / count;
    m->mean += off * more->count / count;
    m->count = count;
}

/* Of the numbers as a sample; NaN of fewer than two. */
static inline double thaw_moments_variance(const thaw_moments *m)
{
    return m->count > 1 ? m->square / (m->count - 1) : (double)NAN;
}

#endif
