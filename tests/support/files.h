/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of files for one test. */
#ifndef THAW_TESTS_SUPPORT_FILES_H
#define THAW_TESTS_SUPPORT_FILES_H

#include <stddef.h>

enum { FILES_PATH_MAX = 256 };

/* Makes an empty folder of its own under /tmp and writes its path. A test that cannot have one
 * fails. */
void files_begin(char folder[FILES_PATH_MAX]);

/* The path of a name in the folder, which need not exist. */
void files_path(const char *folder, const char *name, char path[FILES_PATH_MAX]);

/* Writes a file of that name (one that may lie in folders, which are made) and gives its path. */
void files_write(const char *folder, const char *name, const void *bytes, size_t length,
                 char path[FILES_PATH_MAX]);

/* The same with a text. path may be NULL. */
void files_text(const char *folder, const char *name, const char *text, char path[FILES_PATH_MAX]);

/* Removes the folder and all that is in it. */
void files_end(const char *folder);

#endif
