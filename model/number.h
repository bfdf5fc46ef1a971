/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as text. The point is a point whatever the process's locale is. */
#ifndef THAW_MODEL_NUMBER_H
#define THAW_MODEL_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* Reads the decimal number that `text` begins with: an optional sign, digits with an optional point
 * and digits after it (".5" too; "5." is 5 followed by a point), an optional exponent ("1e5",
 * "2.5E-3"). Neither white space before it, nor hexadecimal, nor "nan" or "inf" is a number. *end,
 * when not NULL, is set to what follows it, and to `text` when there is none. Returns whether there
 * is one, and leaves *value alone otherwise. A number too large for a double gives an infinity:
 * test the range. */
bool thaw_number_read(const char *text, const char **end, double *value);

/* Reads "LOW .. HIGH": two such numbers with ".." between them, with or without spaces around it,
 * and nothing after. Returns whether that is what stands there; LOW may exceed HIGH. */
bool thaw_interval_read(const char *text, double *low, double *high);

enum { THAW_NUMBER_MAX = 32 }; /* bytes that hold any number as text, with its end */

/* Shortest decimal text that reads back to the same double: "0.1", "12", "60000", "1e-09", written
 * without an exponent from 0.00001 up to below 1e15; "nan", "inf", "-inf" for what is not finite.
 * buffer holds THAW_NUMBER_MAX bytes. */
void thaw_number_format(double value, char *buffer, size_t size);

#endif
