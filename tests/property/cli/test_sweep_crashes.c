/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What ends a sweep before its time costs the batch in hand and nothing else; what damages its
 * store is said and never answered from. The program is run as users run it, killed, starved of
 * disk, and run again: the bytes must be those of a run in peace. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "cli/interrupt.h"
#include "cli/sweep.h"
#include "tests/support/dice.h"
#include "tests/support/files.h"

enum { WORDS_MAX = 24, PIECE = 512 };

/* ---- running the program ---- */

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void pause_for(double seconds)
{
    struct timespec time = {(time_t)seconds, (long)(1e9 * (seconds - (double)(time_t)seconds))};
    nanosleep(&time, NULL);
}

/* A run of the program: what it printed is in the files `out` and `err`. */
typedef struct process {
    pid_t id;
    char out[FILES_PATH_MAX], err[FILES_PATH_MAX];
} process;

static void redirect(int descriptor, const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || dup2(file, descriptor) < 0)
        _exit(99);
}

/* Starts `thaw sweep` with the words of a line; `disk` (may be NULL) is NAME=VALUE of the shim. */
static process start(const char *folder, const char *name, const char *line, const char *disk)
{
    static char words[PIECE];
    char *arguments[WORDS_MAX] = {THAW_PROGRAM, "sweep"};
    int count = 2;
    process p;
    files_path(folder, name, p.out);
    snprintf(p.err, sizeof p.err, "%.200s.err", p.out);
    snprintf(words, sizeof words, "%s", line);
    for (char *word = strtok(words, " "); word && count + 1 < WORDS_MAX; word = strtok(NULL, " "))
        arguments[count++] = word;
    fflush(NULL);
    p.id = fork();
    cr_assert(p.id >= 0);
    if (p.id == 0) {
        redirect(STDOUT_FILENO, p.out);
        redirect(STDERR_FILENO, p.err);
        signal(SIGINT, SIG_DFL); /* in the background of a shell it is ignored */
        if (disk) {
            setenv("LD_PRELOAD", THAW_DISK_SHIM, 1);
            setenv("THAW_DISK", ".db", 1);
            putenv((char *)disk);
        }
        execv(THAW_PROGRAM, arguments);
        _exit(98);
    }
    return p;
}

/* Its exit code; 1000 + signal where one ended it. */
static int finish(const process *p)
{
    int status = 0;
    while (waitpid(p->id, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

static int run(const char *folder, const char *name, const char *line, const char *disk)
{
    process p = start(folder, name, line, disk);
    return finish(&p);
}

/* ---- files ---- */

typedef struct bytes {
    char *data;
    size_t size;
} bytes;

static bytes read_file(const char *path)
{
    bytes b = {NULL, 0};
    FILE *file = fopen(path, "rb");
    cr_assert(file != NULL, "%s", path);
    fseek(file, 0, SEEK_END);
    b.size = (size_t)ftell(file);
    rewind(file);
    b.data = calloc(b.size + 1, 1);
    cr_assert(b.data && fread(b.data, 1, b.size, file) == b.size);
    fclose(file);
    return b;
}

static void write_bytes(const char *path, const char *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    cr_assert(file && fwrite(data, 1, size, file) == size && fclose(file) == 0, "%s", path);
}

static bool same(const char *one, const char *two)
{
    bytes a = read_file(one), b = read_file(two);
    bool equal = a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
    free(a.data);
    free(b.data);
    return equal;
}

static bool says(const char *folder, const char *name, const char *words)
{
    char path[FILES_PATH_MAX];
    files_path(folder, name, path);
    bytes b = read_file(path);
    bool found = strstr(b.data, words) != NULL;
    if (!found)
        fprintf(stderr, "%s: %s", path, b.data);
    free(b.data);
    return found;
}

static void remove_store(const char *folder)
{
    static const char *const names[] = {"s.db", "s.db-wal", "s.db-shm"};
    char path[FILES_PATH_MAX];
    for (size_t k = 0; k < 3; k++) {
        files_path(folder, names[k], path);
        unlink(path);
    }
}

/* ---- the sweep ---- */

/* Cheap rows, in their thousands. */
#define SWEEP                                                                                      \
    "scenarios/games/pd.json cooperate/cooperate@grim --threads 2 --vary discount=0.1:0.9:"

/* A sweep of `points` rows into a store in the folder. */
static void line_of(const char *folder, int points, bool store, char line[PIECE])
{
    char path[FILES_PATH_MAX];
    files_path(folder, "s.db", path);
    snprintf(line, PIECE, SWEEP "%d --format csv%s%s", points, store ? " --store " : "",
             store ? path : "");
}

/* How many rows the store has; each is read, and so checked. */
static size_t rows_stored(const char *line)
{
    char copy[PIECE], *words[WORDS_MAX] = {"thaw", "sweep"};
    int count = 2;
    thaw_options options;
    thaw_faults faults = {0};
    thaw_fault fault = {0};
    thaw_sweep sweep;
    thaw_store *store = NULL;
    size_t rows = 0, read = 0;
    snprintf(copy, sizeof copy, "%s", line);
    for (char *word = strtok(copy, " "); word && count + 1 < WORDS_MAX; word = strtok(NULL, " "))
        words[count++] = word;
    cr_assert_eq(thaw_options_read(count, words, &options, NULL), THAW_OK);
    cr_assert_eq(thaw_sweep_begin(&options, &sweep, &faults), THAW_OK);
    cr_assert_eq(thaw_store_open(options.store, &sweep.facts, sweep.columns, sweep.column_count,
                                 (const char *const[]){"one", "two"}, &store, &fault),
                 THAW_OK, "%s", fault.text);
    cr_assert_eq(thaw_store_count(store, &rows, &fault), THAW_OK, "%s", fault.text);
    thaw_result_row *all = thaw_results_new(sweep.points, sweep.column_count);
    cr_assert(all != NULL);
    cr_assert_eq(thaw_store_read(store, 0, sweep.points, all, &fault), THAW_OK, "%s", fault.text);
    for (size_t k = 0; k < sweep.points; k++)
        read += all[k].done;
    cr_assert_eq(read, rows);
    thaw_results_free(all, sweep.points, sweep.column_count);
    thaw_store_close(store);
    thaw_sweep_clear(&sweep);
    thaw_options_clear(&options);
    return rows;
}

/* ---- SIGKILL ---- */

/* Fifty processes killed at random moments on one store: what was committed stays, and the rest is
 * worked out to the same bytes. */
Test(sweep_crashes, killed_at_random_moments)
{
    enum { POINTS = 12001, KILLS = 50 };
    char folder[FILES_PATH_MAX], line[PIECE], peace[PIECE], one[PIECE];
    char expected[FILES_PATH_MAX], found[FILES_PATH_MAX];
    files_begin(folder);
    files_path(folder, "peace", expected);
    files_path(folder, "killed", found);
    line_of(folder, POINTS, false, peace);
    line_of(folder, POINTS, true, line);
    line_of(folder, 2, false, one);
    double began = now();
    cr_assert_eq(run(folder, "one", one, NULL), 0);
    double least = now() - began;
    cr_assert_eq(run(folder, "peace", peace, NULL), 0);
    dice d = dice_new(50);
    size_t kills = 0, before = 0, grown = 0;
    for (int tries = 0; kills < KILLS && tries < 4 * KILLS; tries++) {
        process p = start(folder, "killed", line, NULL);
        pause_for(least * (0.3 + 2.5 * dice_real(&d, 0, 1)));
        kill(p.id, SIGKILL);
        int code = finish(&p);
        if (code == 0) { /* it was faster */
            cr_expect(same(expected, found));
            remove_store(folder);
            before = 0;
            continue;
        }
        cr_assert_eq(code, 1000 + SIGKILL);
        kills++;
        if (kills % 5 != 0)
            continue;
        size_t rows = rows_stored(line);
        cr_expect_geq(rows, before);
        grown += rows > before;
        before = rows;
    }
    cr_expect_eq(kills, KILLS);
    cr_expect_gt(grown, 0);
    cr_assert_eq(run(folder, "killed", line, NULL), 0);
    cr_expect(same(expected, found));
    files_end(folder);
}

/* A log that lost its tail has lost the batches in it and no other. */
Test(sweep_crashes, log_cut_short)
{
    enum { POINTS = 3001 };
    char folder[FILES_PATH_MAX], line[PIECE], peace[PIECE];
    char expected[FILES_PATH_MAX], found[FILES_PATH_MAX], log[FILES_PATH_MAX];
    files_begin(folder);
    files_path(folder, "peace", expected);
    files_path(folder, "cut", found);
    files_path(folder, "s.db-wal", log);
    line_of(folder, POINTS, false, peace);
    line_of(folder, POINTS, true, line);
    cr_assert_eq(run(folder, "peace", peace, NULL), 0);
    dice d = dice_new(51);
    for (int k = 0; k < 5; k++) {
        process p = start(folder, "cut", line, NULL);
        for (int wait = 0; wait < 500 && access(log, F_OK) != 0; wait++)
            pause_for(0.005);
        pause_for(0.02);
        kill(p.id, SIGKILL);
        finish(&p);
        struct stat size;
        if (stat(log, &size) == 0)
            cr_assert_eq(truncate(log, (off_t)(dice_real(&d, 0, 1) * (double)size.st_size)), 0);
        cr_assert_eq(run(folder, "cut", line, NULL), 0);
        cr_expect(same(expected, found));
        remove_store(folder);
    }
    files_end(folder);
}

/* ---- Ctrl-C ---- */

/* Stops within a second, exit code 130; the rows that were printed are the first ones, and stored.
 */
Test(sweep_crashes, interrupted)
{
    enum { POINTS = 200001 };
    char folder[FILES_PATH_MAX], line[PIECE], out[FILES_PATH_MAX];
    files_begin(folder);
    files_path(folder, "stopped", out);
    line_of(folder, POINTS, true, line);
    process p = start(folder, "stopped", line, NULL);
    struct stat size = {.st_size = 0};
    for (int wait = 0; wait < 1000 && size.st_size == 0; wait++) {
        pause_for(0.01);
        stat(out, &size);
    }
    kill(p.id, SIGINT);
    double began = now();
    cr_expect_eq(finish(&p), 130);
    cr_expect_lt(now() - began, 1.0);
    bytes b = read_file(out);
    size_t lines = 0;
    for (size_t k = 0; k < b.size; k++)
        lines += b.data[k] == '\n';
    free(b.data);
    cr_expect_gt(lines, 1);
    cr_expect_geq(rows_stored(line), lines - 1);
    files_end(folder);
}

/* ---- disks ---- */

/* A full disk is said, exit code 1; what was committed before is there, and with room the same
 * command comes to its end. */
Test(sweep_crashes, full_disk)
{
    enum { POINTS = 3001 };
    static const char *const budgets[] = {"THAW_DISK_BYTES=0", "THAW_DISK_BYTES=20000",
                                          "THAW_DISK_BYTES=60000", "THAW_DISK_BYTES=150000"};
    char folder[FILES_PATH_MAX], line[PIECE], peace[PIECE];
    char expected[FILES_PATH_MAX], found[FILES_PATH_MAX];
    files_begin(folder);
    files_path(folder, "peace", expected);
    files_path(folder, "full", found);
    line_of(folder, POINTS, false, peace);
    line_of(folder, POINTS, true, line);
    cr_assert_eq(run(folder, "peace", peace, NULL), 0);
    for (size_t k = 0; k < sizeof budgets / sizeof *budgets; k++) {
        cr_expect_eq(run(folder, "full", line, budgets[k]), 1, "%s", budgets[k]);
        cr_expect(says(folder, "full.err", "the disk is full"), "%s", budgets[k]);
        size_t rows = rows_stored(line);
        cr_expect(k < 3 || rows > 0, "%s: %zu rows", budgets[k], rows);
        cr_expect_lt(rows, POINTS);
        cr_assert_eq(run(folder, "full", line, NULL), 0);
        cr_expect(same(expected, found), "%s", budgets[k]);
        remove_store(folder);
    }
    files_end(folder);
}

/* A store that may only be read answers what it has. */
Test(sweep_crashes, read_only)
{
    enum { POINTS = 501 };
    static const char shim[] = "THAW_DISK_READ_ONLY=1";
    char folder[FILES_PATH_MAX], line[PIECE], expected[FILES_PATH_MAX], found[FILES_PATH_MAX];
    files_begin(folder);
    files_path(folder, "peace", expected);
    files_path(folder, "read", found);
    line_of(folder, POINTS, true, line);
    cr_expect_eq(run(folder, "read", line, shim), 1);
    cr_expect(says(folder, "read.err", "cannot open the store"));
    cr_assert_eq(run(folder, "peace", line, NULL), 0);
    cr_expect_eq(run(folder, "read", line, shim), 0);
    cr_expect(same(expected, found));
    remove_store(folder);
    line_of(folder, 200001, true, line);
    process p = start(folder, "begun", line, NULL);
    pause_for(0.3);
    kill(p.id, SIGTERM);
    finish(&p);
    cr_expect_eq(run(folder, "read", line, shim), 1);
    cr_expect(says(folder, "read.err", "it is read-only"));
    files_end(folder);
}

/* Cut at any length, changed at any place: the right rows or none, and then a reason. */
Test(sweep_crashes, damaged)
{
    enum { POINTS = 1001, CHANGES = 40, CUTS = 15 };
    char folder[FILES_PATH_MAX], line[PIECE];
    char expected[FILES_PATH_MAX], found[FILES_PATH_MAX], path[FILES_PATH_MAX];
    files_begin(folder);
    files_path(folder, "peace", expected);
    files_path(folder, "damaged", found);
    files_path(folder, "s.db", path);
    line_of(folder, POINTS, true, line);
    cr_assert_eq(run(folder, "peace", line, NULL), 0);
    bytes whole = read_file(path);
    dice d = dice_new(52);
    int said = 0;
    for (int k = 0; k < CUTS + CHANGES; k++) {
        size_t at = (size_t)(dice_real(&d, 0, 1) * (double)whole.size);
        bool cut = k < CUTS;
        remove_store(folder);
        whole.data[at] = (char)(whole.data[at] ^ (cut ? 0 : 0x55));
        write_bytes(path, whole.data, cut ? at : whole.size);
        whole.data[at] = (char)(whole.data[at] ^ (cut ? 0 : 0x55));
        int code = run(folder, "damaged", line, NULL);
        cr_expect(code >= 0 && code <= 2, "%s at %zu: exit %d", cut ? "cut" : "changed", at, code);
        if (code == 0)
            cr_expect(same(expected, found), "%s at %zu", cut ? "cut" : "changed", at);
        else
            said += says(folder, "damaged.err", "s.db");
        cr_expect(code == 0 || says(folder, "damaged.err", "s.db"), "at %zu", at);
        cr_expect(!cut || at < 512 || code == 1, "cut at %zu: exit %d", at, code);
    }
    cr_expect_gt(said, CUTS);
    free(whole.data);
    files_end(folder);
}

/* ---- two at once ---- */

Test(sweep_crashes, two_processes_on_one_store)
{
    enum { POINTS = 6001 };
    char folder[FILES_PATH_MAX], line[PIECE], peace[PIECE], expected[FILES_PATH_MAX];
    files_begin(folder);
    files_path(folder, "peace", expected);
    line_of(folder, POINTS, false, peace);
    line_of(folder, POINTS, true, line);
    cr_assert_eq(run(folder, "peace", peace, NULL), 0);
    for (int k = 0; k < 3; k++) {
        process one = start(folder, "first", line, NULL), two = start(folder, "second", line, NULL);
        cr_expect_eq(finish(&one), 0);
        cr_expect_eq(finish(&two), 0);
        cr_expect(same(expected, one.out) && same(expected, two.out));
        cr_expect_eq(rows_stored(line), POINTS);
        remove_store(folder);
    }
    files_end(folder);
}
