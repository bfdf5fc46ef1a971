/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files into memory. */
#include "io/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static thaw_status refuse(const char *path, thaw_status status, const char *text, thaw_fault *fault)
{
    thaw_fail(fault, status, "%s", text);
    if (fault)
        thaw_copy_text(fault->file, sizeof fault->file, path);
    return status;
}

static thaw_status refuse_size(const char *path, size_t limit, thaw_fault *fault)
{
    char text[64];
    const size_t mib = (size_t)1 << 20;
    if (limit % mib == 0)
        snprintf(text, sizeof text, "it is larger than %zu MiB", limit / mib);
    else
        snprintf(text, sizeof text, "it is larger than %zu bytes", limit);
    return refuse(path, THAW_ERANGE, text, fault);
}

/* strerror follows LC_MESSAGES, so that a message would differ from machine to machine. */
static const char *reason(int error)
{
    switch (error) {
    case ENOENT:
        return "there is no such file";
    case ENOTDIR:
        return "a part of the path is not a directory";
    case EACCES:
        return "no permission to read it";
    case ELOOP:
        return "too many symbolic links";
    case ENAMETOOLONG:
        return "the name is too long";
    default:
        return "it could not be opened";
    }
}

static bool is_regular(int file, struct stat *about, const char **complaint)
{
    if (fstat(file, about) != 0)
        *complaint = "it could not be examined";
    else if (S_ISDIR(about->st_mode))
        *complaint = "this is a directory, not a file";
    else if (!S_ISREG(about->st_mode))
        *complaint = "this is not a regular file";
    else
        return true;
    return false;
}

/* Without O_NONBLOCK, opening a FIFO waits until somebody writes to it. */
static thaw_status open_regular(const char *path, size_t limit, int *file, thaw_fault *fault)
{
    *file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (*file < 0)
        return refuse(path, THAW_EIO, reason(errno), fault);
    struct stat about;
    const char *complaint = NULL;
    bool regular = is_regular(*file, &about, &complaint);
    if (regular && (uintmax_t)about.st_size <= limit)
        return THAW_OK;
    close(*file);
    return regular ? refuse_size(path, limit, fault) : refuse(path, THAW_EIO, complaint, fault);
}

enum { FIRST_BUFFER = 1 << 16 };

static bool grow(char **text, size_t *capacity, size_t limit)
{
    size_t wanted = *capacity == 0 ? FIRST_BUFFER : 2 * *capacity;
    wanted = wanted > limit + 2 ? limit + 2 : wanted; /* one byte too many, and the NUL */
    char *larger = realloc(*text, wanted);
    if (!larger)
        return false;
    *text = larger;
    *capacity = wanted;
    return true;
}

static const volatile int *stop;

void thaw_input_stop_at(const volatile int *flag)
{
    stop = flag;
}

/* Whether there is something to read, or the end, or what reading says; false when told to stop. A
 * signal may come between a look and poll, which is therefore left now and then. */
static bool await(int file)
{
    enum { WHILE = 200 }; /* milliseconds */
    struct pollfd input = {.fd = file, .events = POLLIN};
    while (stop && *stop == 0) {
        int ready = poll(&input, 1, WHILE);
        if (ready > 0 || (ready < 0 && errno != EINTR))
            return true;
    }
    return !stop;
}

static thaw_status read_all(int file, const char *path, size_t limit, char **text, size_t *length,
                            thaw_fault *fault)
{
    size_t capacity = 0;
    ssize_t got = 1;
    *text = NULL;
    *length = 0;
    while (got != 0) {
        if (*length + 1 >= capacity && !grow(text, &capacity, limit))
            return refuse(path, THAW_ENOMEM, "there is not enough memory to read it", fault);
        if (file == STDIN_FILENO && !await(file))
            return refuse(path, THAW_EINTERRUPT, "interrupted", fault);
        got = read(file, *text + *length, capacity - 1 - *length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return refuse(path, THAW_EIO, "reading it failed", fault);
        *length += (size_t)got;
        if (*length > limit)
            return refuse_size(path, limit, fault);
    }
    (*text)[*length] = '\0';
    return THAW_OK;
}

thaw_status thaw_input_read(const char *path, size_t limit, char **text, size_t *length,
                            thaw_fault *fault)
{
    int file = STDIN_FILENO;
    bool standard = strcmp(path, "-") == 0;
    char *all = NULL;
    thaw_status status = standard ? THAW_OK : open_regular(path, limit, &file, fault);
    if (status != THAW_OK)
        return status;
    status = read_all(file, path, limit, &all, length, fault);
    if (!standard)
        close(file);
    if (status != THAW_OK)
        free(all);
    else
        *text = all;
    return status;
}

bool thaw_input_is_utf16(const char *text, size_t length)
{
    return length > 1 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0);
}
