/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Allocations that fail in turn, in a test program that links starve_shim.c: its malloc, calloc,
 * realloc and free stand before those of libc, for the libraries too. */
#ifndef THAW_TESTS_SUPPORT_STARVE_H
#define THAW_TESTS_SUPPORT_STARVE_H

/* Counts from here on; allocation `at` fails (from 1; 0: none does). The file `sites` (a
 * descriptor; -1: none) gets, a line each, the numbers of the allocations to which no earlier one
 * of this process had come by the same calls. */
void starve_begin(unsigned long long at, int sites);

/* Counts no more. How many blocks were allocated since the beginning and not freed, and, unless
 * NULL, how many allocations there were. */
long starve_end(unsigned long long *allocations);

#endif
