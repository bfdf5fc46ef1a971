/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails, for LD_PRELOAD: files whose path contains $THAW_DISK are kept from growing
 * beyond $THAW_DISK_BYTES bytes written in all, as on a full disk, or with $THAW_DISK_READ_ONLY
 * from being opened for writing, as on one that is mounted so. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DESCRIPTORS = 1024 };

static int watched[DESCRIPTORS];
static long long written;

/* The function behind ours. */
static void next(const char *name, void *function, size_t size)
{
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(function, &found, size);
}

static int is_watched(int descriptor)
{
    return descriptor >= 0 && descriptor < DESCRIPTORS && watched[descriptor];
}

/* Whether `count` more bytes are too many. */
static int is_full(int descriptor, size_t count)
{
    const char *limit = getenv("THAW_DISK_BYTES");
    if (!limit || !is_watched(descriptor))
        return 0;
    written += (long long)count;
    return written > atoll(limit);
}

static int open_with(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode)
{
    const char *name = getenv("THAW_DISK");
    int ours = name && strstr(path, name) != NULL;
    if (ours && getenv("THAW_DISK_READ_ONLY") && (flags & (O_WRONLY | O_RDWR | O_CREAT))) {
        errno = EROFS;
        return -1;
    }
    int descriptor = real(path, flags, mode);
    if (descriptor >= 0 && descriptor < DESCRIPTORS)
        watched[descriptor] = ours;
    return descriptor;
}

int open64(const char *path, int flags, ...)
{
    int (*real)(const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? (mode_t)va_arg(rest, unsigned) : 0;
    va_end(rest);
    next("open64", &real, sizeof real);
    return open_with(real, path, flags, mode);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t at)
{
    ssize_t (*real)(int, const void *, size_t, off64_t);
    next("pwrite64", &real, sizeof real);
    if (is_full(descriptor, count)) {
        errno = ENOSPC;
        return -1;
    }
    return real(descriptor, bytes, count, at);
}

ssize_t write(int descriptor, const void *bytes, size_t count)
{
    ssize_t (*real)(int, const void *, size_t);
    next("write", &real, sizeof real);
    if (is_full(descriptor, count)) {
        errno = ENOSPC;
        return -1;
    }
    return real(descriptor, bytes, count);
}
