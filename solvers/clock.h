/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wall-clock time that never goes back. */
#ifndef THAW_SOLVERS_CLOCK_H
#define THAW_SOLVERS_CLOCK_H

/* Seconds since some fixed moment. */
double thaw_clock(void);

#endif
