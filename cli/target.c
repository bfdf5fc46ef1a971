/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the file is that -o names. Links are followed by hand, because realpath knows only what is
 * there, and makes of an open file the name that it once had. */
#include "cli/target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/locate.h"
#include "model/status.h"

/* The folder of a path; false where the path is too long. */
static bool folder_of(const char *path, char folder[PATH_MAX])
{
    size_t length = (size_t)(thaw_base_name(path) - path);
    if (length >= PATH_MAX)
        return false;
    memcpy(folder, length > 0 ? path : ".", length > 0 ? length : 1);
    folder[length > 0 ? length : 1] = '\0';
    return true;
}

/* ---- files that are open ---- */

/* Whether a folder, without links, is that of this process's open files, as /proc has it. */
static bool is_own(const char *folder)
{
    static const char *const names[] = {"/proc/self/fd", "/proc/thread-self/fd"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char own[PATH_MAX];
        if (realpath(names[i], own) && strcmp(own, folder) == 0)
            return true;
    }
    return false;
}

/* Whether it is that of any process's, or thread's. */
static bool is_of_process(const char *folder)
{
    int end = 0;
    (void)sscanf(folder, "/proc/%*[0-9]/fd%n", &end);
    if (end == 0)
        (void)sscanf(folder, "/proc/%*[0-9]/task/%*[0-9]/fd%n", &end);
    return end > 0 && folder[end] == '\0';
}

/* The number of an open file; -1 where it is none. */
static int read_number(const char *text)
{
    long number = 0;
    if (!*text || strspn(text, "0123456789") != strlen(text))
        return -1;
    errno = 0;
    number = strtol(text, NULL, 10);
    return errno == 0 && number < INT_MAX ? (int)number : INT_MAX;
}

/* Whether a path names an open file: of this process, with its number, or of another. */
static bool find_open(thaw_target *target)
{
    static const char *const streams[] = {"/dev/stdin", "/dev/stdout", "/dev/stderr"};
    char folder[PATH_MAX], real[PATH_MAX];
    for (int k = STDIN_FILENO; k <= STDERR_FILENO; k++)
        if (strcmp(target->path, streams[k]) == 0) {
            target->kind = THAW_TARGET_OPEN;
            target->descriptor = k;
            return true;
        }
    int number = read_number(thaw_base_name(target->path));
    if (number < 0 || !folder_of(target->path, folder))
        return false;
    bool own = strcmp(folder, "/dev/fd/") == 0 || (realpath(folder, real) && is_own(real));
    if (!own && (!realpath(folder, real) || !is_of_process(real)))
        return false;
    target->kind = own ? THAW_TARGET_OPEN : THAW_TARGET_DEVICE;
    target->descriptor = own ? number : -1;
    return true;
}

/* ---- links ---- */

/* Puts what the link names where the link is. */
static int follow_link(char path[PATH_MAX])
{
    char target[PATH_MAX];
    ssize_t length = readlink(path, target, sizeof target - 1);
    if (length < 0)
        return errno;
    target[length] = '\0';
    size_t kept = target[0] == '/' ? 0 : (size_t)(thaw_base_name(path) - path);
    if (kept + (size_t)length >= PATH_MAX)
        return ENAMETOOLONG;
    memcpy(path + kept, target, (size_t)length + 1);
    return 0;
}

/* Follows links to what they name, be it there or not. */
static int follow(const char *name, thaw_target *target)
{
    enum { LINKS_MAX = 40 }; /* as many as the kernel follows */
    struct stat found;
    *target = (thaw_target){.kind = THAW_TARGET_FILE, .descriptor = -1};
    if (strlen(name) >= sizeof target->path)
        return ENAMETOOLONG;
    thaw_copy_text(target->path, sizeof target->path, name);
    for (int links = 0; links <= LINKS_MAX; links++) {
        if (find_open(target))
            return 0;
        if (lstat(target->path, &found) != 0)
            return errno == ENOENT ? 0 : errno;
        if (!S_ISLNK(found.st_mode))
            return 0;
        if (stat(target->path, &found) != 0 && errno != ENOENT)
            return errno; /* a loop, or a link that the kernel would not follow */
        int error = follow_link(target->path);
        if (error)
            return error;
    }
    return ELOOP;
}

/* ---- all of it ---- */

int thaw_target_find(const char *name, thaw_target *target)
{
    struct stat found;
    int error = follow(name, target);
    if (error || target->kind != THAW_TARGET_FILE)
        return error;
    if (!*thaw_base_name(target->path))
        return EISDIR;
    if (stat(target->path, &found) != 0)
        return errno == ENOENT ? 0 : errno;
    if (S_ISDIR(found.st_mode))
        return EISDIR;
    if (!S_ISREG(found.st_mode))
        target->kind = THAW_TARGET_DEVICE;
    else if (faccessat(AT_FDCWD, target->path, W_OK, AT_EACCESS) != 0)
        return errno;
    return 0;
}

void thaw_target_hold(const char *name)
{
    thaw_target target;
    if (follow(name, &target) != 0 || target.kind != THAW_TARGET_OPEN ||
        fcntl(target.descriptor, F_GETFD) >= 0)
        return;
    int nothing = open("/dev/null", O_RDONLY); /* cannot be written, either */
    if (nothing < 0 || nothing == target.descriptor)
        return;
    dup2(nothing, target.descriptor);
    close(nothing);
}

static bool same_status(const struct stat *one, const struct stat *other)
{
    return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

bool thaw_target_same(const char *one, const char *other)
{
    thaw_target a, b;
    char folder[2][PATH_MAX];
    struct stat found[2];
    if (follow(one, &a) != 0 || follow(other, &b) != 0 || a.kind != THAW_TARGET_FILE ||
        b.kind != THAW_TARGET_FILE)
        return false;
    bool there[2] = {stat(a.path, &found[0]) == 0, stat(b.path, &found[1]) == 0};
    if (there[0] || there[1])
        return there[0] && there[1] && S_ISREG(found[0].st_mode) &&
               same_status(&found[0], &found[1]);
    return strcmp(thaw_base_name(a.path), thaw_base_name(b.path)) == 0 &&
           folder_of(a.path, folder[0]) && folder_of(b.path, folder[1]) &&
           stat(folder[0], &found[0]) == 0 && stat(folder[1], &found[1]) == 0 &&
           same_status(&found[0], &found[1]);
}

int thaw_target_draft(const thaw_target *target, char draft[PATH_MAX])
{
    static const char letters[] = ".XXXXXX";
    enum { LETTERS = sizeof letters - 1 };
    const char *base = thaw_base_name(target->path);
    size_t before = (size_t)(base - target->path), kept = strlen(base);
    if (!folder_of(target->path, draft) || before + LETTERS >= PATH_MAX)
        return ENAMETOOLONG;
    long found = pathconf(draft, _PC_NAME_MAX);
    size_t most = found > LETTERS ? (size_t)found : NAME_MAX;
    if (most > PATH_MAX - 1 - before)
        most = PATH_MAX - 1 - before;
    if (strlen(base) > most)
        return ENAMETOOLONG;
    while (kept > most - LETTERS || (base[kept] & 0xc0) == 0x80) /* no part of a character */
        kept--;
    snprintf(draft, PATH_MAX, "%.*s%s", (int)(before + kept), target->path, letters);
    return 0;
}
