/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as Gambit writes them. Private to io/. */
#ifndef THAW_IO_RATIONAL_H
#define THAW_IO_RATIONAL_H

#include <stddef.h>

/* Reads the first `length` bytes of text, which go on with something that is no part of a number:
 * "3",
 * "-0.5", "1e-3", ".5", "5.", or a quotient of two whole numbers, "1/3". The value is the double
 * nearest to the exact number, quotients too. Returns NULL, or what is wrong: "is not a number". */
const char *thaw_rational_read(const char *text, size_t length, double *value);

#endif
