/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The historical record from a CSV table: one line a month. The columns are those of
 * scenarios/history/README.md. */
#ifndef THAW_IO_HISTORY_H
#define THAW_IO_HISTORY_H

#include "model/record.h"

/* Reads the record at path ("-": standard input; at most 1 MiB). Every fault is appended, up to
 * THAW_GAME_FAULTS_MAX and a last one that says so, with its line, column and what would be right,
 * and returned is the status of the first. On THAW_OK the record has at least one month and its
 * months follow one another; otherwise it is empty. The caller clears it, always. */
thaw_status thaw_history_read(const char *path, thaw_record *record, thaw_faults *faults);

/* The same from memory, shown as `file` in faults. */
thaw_status thaw_history_read_text(const char *text, size_t length, const char *file,
                                   thaw_record *record, thaw_faults *faults);

#endif
