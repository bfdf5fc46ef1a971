/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of files for one test. */
#include "tests/support/files.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void files_begin(char folder[FILES_PATH_MAX])
{
    snprintf(folder, FILES_PATH_MAX, "/tmp/thaw-test-XXXXXX");
    if (!mkdtemp(folder))
        cr_fatal("no folder for the test's files");
}

void files_path(const char *folder, const char *name, char path[FILES_PATH_MAX])
{
    size_t length = strlen(folder);
    if (length + strlen(name) + 2 > FILES_PATH_MAX)
        cr_fatal("%s is too long a name", name);
    memcpy(path, folder, length);
    path[length] = '/';
    memcpy(path + length + 1, name, strlen(name) + 1);
}

void files_write(const char *folder, const char *name, const void *bytes, size_t length,
                 char path[FILES_PATH_MAX])
{
    char own[FILES_PATH_MAX];
    path = path ? path : own;
    files_path(folder, name, path);
    for (char *slash = strchr(path + strlen(folder) + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
    FILE *out = fopen(path, "wb");
    bool written = out && fwrite(bytes, 1, length, out) == length;
    if ((out && fclose(out) != 0) || !written)
        cr_fatal("%s could not be written", path);
}

void files_text(const char *folder, const char *name, const char *text, char path[FILES_PATH_MAX])
{
    files_write(folder, name, text, strlen(text), path);
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

void files_end(const char *folder)
{
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}
