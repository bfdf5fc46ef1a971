/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an answer goes: standard output, or a file that is there whole or not at all. */
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/interrupt.h"
#include "cli/target.h"

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

/* What an answer is written to. */
typedef struct outlet {
    FILE *out;
    const char *name;
    bool lasting; /* to be on the disk when it is closed */
    bool stands;  /* found out: what was written is whole, or rows that are */
} outlet;

/* What was written outlives a power cut, where the file system can promise that. */
static bool keep_on_disk(FILE *out)
{
    return fflush(out) == 0 && (fsync(fileno(out)) == 0 || errno == EINVAL || errno == ENOSYS);
}

/* Closes a stream that an answer was written to. Some errors only show here: a full disk, a full
 * device. */
static thaw_status finish(const outlet *to, thaw_fault *fault)
{
    bool failed = ferror(to->out) != 0;
    int error = errno;
    if (!failed && to->lasting && to->stands && !keep_on_disk(to->out)) {
        failed = true;
        error = errno;
    }
    if (fclose(to->out) != 0 && !failed) {
        failed = true;
        error = errno;
    }
    if (failed)
        return thaw_fail(fault, THAW_EIO, "cannot write %s: %s", to->name, strerror(error));
    return THAW_OK;
}

/* Rows that are streamed stand when a signal or the time limit ends them. A signal for which they
 * end is dealt with then, however often it came. */
static thaw_status write_stream(const thaw_answer *answer, const thaw_options *options, outlet *to,
                                thaw_fault *fault)
{
    errno = 0;
    thaw_status status = render(answer, options, to->out, fault);
    bool stopped = status == THAW_EINTERRUPT || status == THAW_ETIME;
    to->stands = stopped || status == THAW_OK;
    thaw_status closed = finish(to, to->stands ? fault : NULL);
    if (!stopped && thaw_interrupted())
        closed = thaw_fail(to->stands ? fault : NULL, THAW_EINTERRUPT, "interrupted");
    if (status == THAW_EINTERRUPT)
        thaw_interrupt_forget();
    status = to->stands && closed != THAW_OK ? closed : status;
    to->stands = to->stands && closed == THAW_OK;
    return status;
}

static thaw_status cannot_write(const thaw_options *options, int error, thaw_fault *fault)
{
    return thaw_fail(fault, THAW_EIO, "cannot write %s: %s", options->out, strerror(error));
}

/* ---- a file ---- */

/* Permissions without the owner: where the group is another than before, neither it nor those who
 * were in the old one may more than before. */
static mode_t mode_in_other_group(mode_t mode)
{
    mode_t both = (mode >> 3) & mode & 07;
    return (mode & 0700) | both << 3 | both;
}

/* The draft gets owner, group and permissions of the file that it replaces, or the permissions of
 * any new file. To run as somebody else is no permission to pass on. */
static bool take_over(int descriptor, const char *path)
{
    struct stat old, draft;
    if (stat(path, &old) != 0) {
        mode_t mask = umask(0);
        umask(mask);
        return fchmod(descriptor, 0666 & ~mask) == 0;
    }
    mode_t mode = old.st_mode & 0777;
    bool same_group = fchown(descriptor, old.st_uid, old.st_gid) == 0 ||
                      fchown(descriptor, (uid_t)-1, old.st_gid) == 0 ||
                      (fstat(descriptor, &draft) == 0 && draft.st_gid == old.st_gid);
    return fchmod(descriptor, same_group ? mode : mode_in_other_group(mode)) == 0;
}

/* The draft that is being written. A library may end the process: libgomp does where it gets no
 * thread. */
static char unfinished[PATH_MAX];

static void drop_unfinished(void)
{
    if (unfinished[0])
        unlink(unfinished);
}

static FILE *open_draft(const thaw_target *target, char path[PATH_MAX])
{
    static bool registered;
    registered = registered || atexit(drop_unfinished) == 0;
    int descriptor = mkstemp(path);
    FILE *out = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    if (descriptor >= 0 && (!out || !take_over(descriptor, target->path))) {
        int error = errno;
        unlink(path);
        if (out)
            fclose(out);
        else
            close(descriptor);
        errno = error;
        return NULL;
    }
    if (out)
        thaw_copy_text(unfinished, sizeof unfinished, path);
    return out;
}

static bool is_empty(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && found.st_size == 0;
}

static thaw_status write_file(const thaw_answer *answer, const thaw_options *options,
                              const thaw_target *target, thaw_fault *fault)
{
    char path[PATH_MAX];
    int error = thaw_target_draft(target, path);
    if (error)
        return cannot_write(options, error, fault);
    FILE *out = open_draft(target, path);
    if (!out)
        return cannot_write(options, errno, fault);
    outlet to = {.out = out, .name = options->out, .lasting = true};
    thaw_status status = write_stream(answer, options, &to, fault);
    bool kept = to.stands && (status == THAW_OK || !is_empty(path));
    if (kept && rename(path, target->path) != 0) {
        status = cannot_write(options, errno, fault);
        kept = false;
    }
    if (!kept)
        unlink(path);
    unfinished[0] = '\0';
    return status;
}

/* ---- what is open, or is opened as it is ---- */

/* A stream of its own on a file that whoever started us opened: it goes on where that file is. */
static FILE *open_again(int descriptor)
{
    int flags = fcntl(descriptor, F_GETFL);
    if (flags >= 0 && (flags & O_ACCMODE) == O_RDONLY) {
        errno = EBADF;
        return NULL;
    }
    int copy = flags < 0 ? -1 : fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    FILE *out = copy < 0 ? NULL : fdopen(copy, "w");
    if (copy >= 0 && !out)
        close(copy);
    return out;
}

/* A device or a pipe has no place beside it and cannot be renamed. A regular file is another
 * process's, which may have written to it. */
static FILE *open_as_it_is(const char *path)
{
    struct stat found;
    bool regular = stat(path, &found) == 0 && S_ISREG(found.st_mode);
    return fopen(path, regular ? "a" : "w");
}

thaw_status thaw_output(const thaw_answer *answer, const thaw_options *options, thaw_fault *fault)
{
    thaw_target target;
    if (!options->out || strcmp(options->out, "-") == 0)
        return write_stream(answer, options, &(outlet){.out = stdout, .name = "standard output"},
                            fault);
    int error = thaw_target_find(options->out, &target);
    if (error)
        return cannot_write(options, error, fault);
    if (target.kind == THAW_TARGET_FILE)
        return write_file(answer, options, &target, fault);
    FILE *out = target.kind == THAW_TARGET_OPEN ? open_again(target.descriptor)
                                                : open_as_it_is(target.path);
    return out ? write_stream(answer, options, &(outlet){.out = out, .name = options->out}, fault)
               : cannot_write(options, errno, fault);
}
