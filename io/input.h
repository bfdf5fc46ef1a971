/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files into memory, for readers that then own every byte. */
#ifndef THAW_IO_INPUT_H
#define THAW_IO_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/status.h"

/* Reads the file at path ("-": standard input, whatever it is) into a new buffer of *length bytes
 * and a NUL after them; the caller frees *text. Only regular files are read: a directory, a FIFO, a
 * device fails with THAW_EIO, and so does what cannot be opened or read. More than `limit` bytes
 * fail with THAW_ERANGE. The fault names no file in its text; its `file` is path. */
thaw_status thaw_input_read(const char *path, size_t limit, char **text, size_t *length,
                            thaw_fault *fault);

/* Once *flag is not 0, standard input is not waited for: reading it fails with THAW_EINTERRUPT.
 * NULL, as at first: it is. For the process as a whole; no part of the library's interface. */
void thaw_input_stop_at(const volatile int *flag);

/* Whether the text begins with UTF-16's byte order mark, of either order. */
bool thaw_input_is_utf16(const char *text, size_t length);

#endif
