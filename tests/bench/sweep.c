/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps of the baseline as whole processes: rows a second and core, one thread against two, with a
 * store and without, and memory against the number of rows. */
#define _DEFAULT_SOURCE /* wait4 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/timing.h"

enum { LINE = 512 };

static void remove_store(void)
{
    unlink("/tmp/thaw-bench-sweep.db");
    unlink("/tmp/thaw-bench-sweep.db-wal");
    unlink("/tmp/thaw-bench-sweep.db-shm");
}

static double seconds_of(const struct timeval *time)
{
    return (double)time->tv_sec + 1e-6 * (double)time->tv_usec;
}

/* Runs a sweep; prints rows a second and core and the most memory. Returns wall seconds. */
static double measure(const char *what, const char *sweep, double rows, int threads)
{
    char line[LINE];
    struct rusage before, after;
    snprintf(line, sizeof line, "exec %s sweep %s --threads %d --format csv >/dev/null",
             THAW_PROGRAM, sweep, threads);
    getrusage(RUSAGE_CHILDREN, &before);
    double wall = wall_seconds();
    pid_t child = fork();
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(EXIT_FAILURE);
    }
    int status = 0;
    struct rusage own;
    if (child < 0 || wait4(child, &status, 0, &own) != child || status != 0)
        exit(EXIT_FAILURE);
    wall = wall_seconds() - wall;
    getrusage(RUSAGE_CHILDREN, &after);
    double processor = seconds_of(&after.ru_utime) - seconds_of(&before.ru_utime) +
                       seconds_of(&after.ru_stime) - seconds_of(&before.ru_stime);
    printf("%-34s %9.0f %7d %9.2f %9.2f %12.0f %8.1f\n", what, rows, threads, wall, processor,
           rows / processor, (double)own.ru_maxrss / 1024);
    fflush(stdout);
    return wall;
}

/* Wall-clock time on one thread over twice that on two: 1 on an idle machine that scales. */
static void scale(const char *what, const char *sweep, double rows)
{
    double one = measure(what, sweep, rows, 1), two = measure(what, sweep, rows, 2);
    printf("%-34s efficiency on two threads %.2f\n", "", one / (2 * two));
}

int main(void)
{
    static const char deal[] = "baseline partial_pressure@trigger:12";
    static const char cheap[] = "scenarios/games/pd.json cooperate/cooperate@grim";
    char line[LINE];
    printf("%-34s %9s %7s %9s %9s %12s %8s\n", "what", "rows", "threads", "wall s", "cpu s",
           "rows/cpu s", "MiB");
    snprintf(line, sizeof line, "%s --vary economy.weakness=0.8:1.8:2000", deal);
    scale("slack of a deal", line, 2000);
    snprintf(line, sizeof line, "baseline --measure no_deal --vary economy.weakness=0.8:1.8:2000");
    scale("no deal", line, 2000);
    snprintf(line, sizeof line, "baseline --measure best --vary economy.weakness=0.8:1.8:40");
    scale("the best of fifty deals", line, 40);
    remove_store();
    snprintf(line, sizeof line,
             "%s --vary economy.weakness=0.8:1.8:2000 --store /tmp/thaw-bench-sweep.db", deal);
    measure("slack of a deal, stored", line, 2000, 2);
    measure("the same, from the store", line, 2000, 2);
    for (double rows = 1e4; rows <= 1e6; rows *= 10) {
        snprintf(line, sizeof line, "%s --vary discount=0.1:0.9:%.0f", cheap, rows);
        measure("a game of one state", line, rows, 1);
    }
    remove_store();
    snprintf(line, sizeof line,
             "%s --vary discount=0.1:0.9:1000000 --store /tmp/thaw-bench-sweep.db", cheap);
    measure("a million rows, stored", line, 1e6, 2);
    measure("a million rows, from the store", line, 1e6, 2);
    remove_store();
    return EXIT_SUCCESS;
}
