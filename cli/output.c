/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an answer goes: standard output, or a file that is there whole or not at all. */
#include "cli/output.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/interrupt.h"

enum { WIDTH_UNKNOWN = 80, WIDTH_LEAST = 20 };

bool thaw_output_colored(thaw_color color, int descriptor)
{
    const char *no_color = getenv("NO_COLOR");
    if (color != THAW_COLOR_AUTO)
        return color == THAW_COLOR_ALWAYS;
    return !(no_color && *no_color) && isatty(descriptor);
}

int thaw_output_width(int descriptor)
{
    struct winsize size;
    if (!isatty(descriptor) || ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_UNKNOWN;
    return size.ws_col < WIDTH_LEAST ? WIDTH_LEAST : size.ws_col;
}

static thaw_status render(const thaw_answer *answer, const thaw_options *options, FILE *out,
                          thaw_fault *fault)
{
    thaw_layout layout = {.width = thaw_output_width(fileno(out)),
                          .digits = options->digits,
                          .color = thaw_output_colored(options->color, fileno(out))};
    return thaw_render(answer, options->format, &layout, options->table, out, fault);
}

/* Closes a stream that an answer was written to. Some errors only show here: a full disk, a full
 * device. */
static thaw_status finish(FILE *out, const char *name, thaw_fault *fault)
{
    bool failed = ferror(out) != 0;
    int error = errno;
    if (fclose(out) != 0) {
        failed = true;
        error = errno;
    }
    if (thaw_interrupted())
        return thaw_fail(fault, THAW_EINTERRUPT, "interrupted");
    if (failed)
        return thaw_fail(fault, THAW_EIO, "cannot write %s: %s", name, strerror(error));
    return THAW_OK;
}

static thaw_status write_stream(const thaw_answer *answer, const thaw_options *options, FILE *out,
                                const char *name, thaw_fault *fault)
{
    errno = 0;
    thaw_status status = render(answer, options, out, fault);
    thaw_status closed = finish(out, name, status == THAW_OK ? fault : NULL);
    return status == THAW_OK ? closed : status;
}

/* A file being written beside its place. */
typedef struct draft_file {
    char place[PATH_MAX]; /* where it belongs, links resolved */
    char path[PATH_MAX];
} draft_file;

/* Where the answer belongs: behind a link, the file that it names. Never a folder. */
static thaw_status find_place(const char *out, draft_file *draft, thaw_fault *fault)
{
    char resolved[PATH_MAX];
    struct stat found;
    if (stat(out, &found) == 0 && S_ISDIR(found.st_mode))
        return thaw_fail(fault, THAW_EIO, "cannot write %s: %s", out, strerror(EISDIR));
    const char *place = realpath(out, resolved) ? resolved : out;
    int length = snprintf(draft->place, sizeof draft->place, "%s", place);
    int draft_length = snprintf(draft->path, sizeof draft->path, "%s.XXXXXX", place);
    if (length >= (int)sizeof draft->place || draft_length >= (int)sizeof draft->path)
        return thaw_fail(fault, THAW_EIO, "cannot write %s: the name is too long", out);
    return THAW_OK;
}

/* The permissions of the file that is replaced, or those that any new file gets. */
static mode_t mode_of(const char *place)
{
    struct stat old;
    if (stat(place, &old) == 0)
        return old.st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* The draft that is being written. A library may end the process: libgomp does where it gets no
 * thread. */
static char unfinished[PATH_MAX];

static void drop_unfinished(void)
{
    if (unfinished[0])
        unlink(unfinished);
}

static FILE *open_draft(draft_file *draft)
{
    static bool registered;
    registered = registered || atexit(drop_unfinished) == 0;
    int descriptor = mkstemp(draft->path);
    FILE *out = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    if (descriptor >= 0 && (!out || fchmod(descriptor, mode_of(draft->place)) != 0)) {
        int error = errno;
        unlink(draft->path);
        if (out)
            fclose(out);
        else
            close(descriptor);
        errno = error;
        return NULL;
    }
    if (out)
        thaw_copy_text(unfinished, sizeof unfinished, draft->path);
    return out;
}

static thaw_status write_file(const thaw_answer *answer, const thaw_options *options,
                              thaw_fault *fault)
{
    draft_file draft;
    thaw_status status = find_place(options->out, &draft, fault);
    if (status != THAW_OK)
        return status;
    FILE *out = open_draft(&draft);
    if (!out)
        return thaw_fail(fault, THAW_EIO, "cannot write %s: %s", options->out, strerror(errno));
    status = write_stream(answer, options, out, options->out, fault);
    if (status == THAW_OK && rename(draft.path, draft.place) != 0)
        status = thaw_fail(fault, THAW_EIO, "cannot write %s: %s", options->out, strerror(errno));
    if (status != THAW_OK)
        unlink(draft.path);
    unfinished[0] = '\0';
    return status;
}

/* A device or a pipe has no place beside it and cannot be renamed. */
static bool is_special(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode);
}

thaw_status thaw_output(const thaw_answer *answer, const thaw_options *options, thaw_fault *fault)
{
    if (!options->out || strcmp(options->out, "-") == 0)
        return write_stream(answer, options, stdout, "standard output", fault);
    if (!is_special(options->out))
        return write_file(answer, options, fault);
    FILE *out = fopen(options->out, "w");
    if (!out)
        return thaw_fail(fault, THAW_EIO, "cannot write %s: %s", options->out, strerror(errno));
    return write_stream(answer, options, out, options->out, fault);
}
