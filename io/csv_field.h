/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a CSV text (RFC 4180). Private to io/. */
#ifndef THAW_IO_CSV_FIELD_H
#define THAW_IO_CSV_FIELD_H

#include <stdbool.h>

/* Takes the field at *at in a buffer that ends in a NUL. The field is unquoted and ended by a NUL
 * in place, *text is set to it, *last to whether it is the last of its line, *at to what follows,
 * *where to the end of the field. A line ends with LF, CR LF or the buffer. Returns NULL, or what
 * is wrong; then *where is the place, *at is as before, and the buffer up to there may have been
 * changed. */
const char *thaw_csv_field(char **at, char **text, bool *last, char **where);

#endif
