/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios by name. */
#include "cli/locate.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

static const char RANGES[] = "ranges"; /* stands beside the scenarios but is none */

/* The folders that are looked in, one after the other. */
typedef struct search {
    const char *rest;       /* what is left of the list, separated by ':' */
    char program[PATH_MAX]; /* the folder of this program, which its own list starts from; or "" */
} search;

/* The folder of this program, with a '/' behind it; "" where nothing tells. Where /proc is not
 * mounted, as in many a chroot, how the program was called does. */
static void program_folder(char folder[PATH_MAX])
{
    /* NOLINTNEXTLINE(performance-no-int-to-ptr): getauxval hands out pointers as numbers. */
    const char *called = (const char *)getauxval(AT_EXECFN);
    if (!realpath("/proc/self/exe", folder) && !(called && realpath(called, folder)))
        folder[0] = '\0';
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[1] = '\0';
}

/* The program's own folders: so an installed copy can be moved as a whole. */
static search search_own(void)
{
    search own = {0};
    program_folder(own.program);
    own.rest = *own.program ? THAW_SCENARIO_PATH : "";
    return own;
}

/* $THAW_SCENARIOS, or else the program's own folders. */
static search search_all(void)
{
    search all = {.rest = getenv("THAW_SCENARIOS")};
    return all.rest && *all.rest ? all : search_own();
}

/* The next folder that is there, into `folder` of PATH_MAX; false at the end. */
static bool next_folder(search *all, char *folder)
{
    char path[PATH_MAX];
    for (;;) {
        all->rest += strspn(all->rest, ":");
        int length = (int)strcspn(all->rest, ":");
        if (length == 0)
            return false;
        int written = snprintf(path, sizeof path, "%s%.*s", all->program, length, all->rest);
        all->rest += length;
        if (written >= (int)sizeof path)
            continue;
        /* What people gave is shown as they wrote it. */
        if (!*all->program)
            return thaw_copy_text(folder, PATH_MAX, path), true;
        if (realpath(path, folder))
            return true;
    }
}

const char *thaw_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void thaw_stem(const char *path, char *stem, size_t size)
{
    thaw_copy_text(stem, size, thaw_base_name(path));
    char *dot = strrchr(stem, '.');
    if (dot && dot != stem)
        *dot = '\0';
}

static bool is_known(const thaw_shelf *shelf, const char *name)
{
    for (size_t i = 0; i < shelf->count; i++)
        if (strcmp(shelf->names[i], name) == 0)
            return true;
    return false;
}

static bool put_on(thaw_shelf *shelf, const char *name, const char *path)
{
    char **names = realloc(shelf->names, (shelf->count + 1) * sizeof *names);
    shelf->names = names ? names : shelf->names;
    char **paths = realloc(shelf->paths, (shelf->count + 1) * sizeof *paths);
    shelf->paths = paths ? paths : shelf->paths;
    if (!names || !paths)
        return false;
    char *own_name = strdup(name), *own_path = strdup(path);
    if (!own_name || !own_path) {
        free(own_name);
        free(own_path);
        return false;
    }
    size_t at = shelf->count++;
    for (; at > 0 && strcmp(names[at - 1], name) > 0; at--) {
        names[at] = names[at - 1];
        paths[at] = paths[at - 1];
    }
    names[at] = own_name;
    paths[at] = own_path;
    return true;
}

static bool read_folder(thaw_shelf *shelf, const char *folder)
{
    DIR *stream = opendir(folder);
    bool done = stream || errno != ENOMEM;
    const struct dirent *entry;
    while (stream && done && (entry = readdir(stream)) != NULL) {
        char path[PATH_MAX], stem[NAME_MAX + 1];
        const char *ending = strrchr(entry->d_name, '.');
        if (!ending || ending == entry->d_name || strcmp(ending, ".ini") != 0)
            continue;
        thaw_stem(entry->d_name, stem, sizeof stem);
        bool fits = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < (int)sizeof path;
        if (fits && strcmp(stem, RANGES) != 0 && !is_known(shelf, stem))
            done = put_on(shelf, stem, path);
    }
    if (stream)
        closedir(stream);
    return done;
}

thaw_status thaw_shelf_read(thaw_shelf *shelf, thaw_fault *fault)
{
    char folder[PATH_MAX];
    *shelf = (thaw_shelf){0};
    for (search all = search_all(); next_folder(&all, folder);)
        if (!read_folder(shelf, folder))
            return thaw_fail(fault, THAW_ENOMEM, "out of memory");
    return THAW_OK;
}

void thaw_shelf_clear(thaw_shelf *shelf)
{
    for (size_t i = 0; i < shelf->count; i++) {
        free(shelf->names[i]);
        free(shelf->paths[i]);
    }
    free(shelf->names);
    free(shelf->paths);
    *shelf = (thaw_shelf){0};
}

static const char *path_of(const thaw_shelf *shelf, const char *name)
{
    for (size_t i = 0; i < shelf->count; i++)
        if (strcmp(shelf->names[i], name) == 0)
            return shelf->paths[i];
    return NULL;
}

/* The path of the only scenario with that part in its name; NULL, with all of them in the help,
 * when there are several; NULL when there is none. */
static const char *path_by_part(const thaw_shelf *shelf, const char *part, size_t *matches,
                                char *list, size_t size)
{
    const char *path = NULL;
    *matches = 0;
    list[0] = '\0';
    for (size_t i = 0; i < shelf->count; i++) {
        if (!strstr(shelf->names[i], part))
            continue;
        size_t used = strlen(list);
        snprintf(list + used, size - used, "%s%s", used ? ", " : "", shelf->names[i]);
        path = shelf->paths[i];
        (*matches)++;
    }
    return *matches == 1 ? path : NULL;
}

/* The scenario nearest to a name: by its whole name or, as names are long, by one of its words. */
static const char *nearest(const thaw_shelf *shelf, const char *name)
{
    const char *whole = thaw_nearest(name, (const char *const *)shelf->names, shelf->count);
    for (size_t i = 0; !whole && i < shelf->count; i++) {
        char words[NAME_MAX + 1], *rest = words;
        thaw_copy_text(words, sizeof words, shelf->names[i]);
        for (const char *word = strtok_r(words, "-_", &rest); word;
             word = strtok_r(NULL, "-_", &rest))
            if (thaw_nearest(name, &word, 1))
                return shelf->names[i];
    }
    return whole;
}

static thaw_status fail_unknown(const thaw_shelf *shelf, const char *name, thaw_fault *fault)
{
    const char *near = nearest(shelf, name);
    thaw_fail(fault, THAW_EUNKNOWN, "there is no scenario '%s'", name);
    if (near)
        thaw_fault_help(fault, "did you mean '%s'?", near);
    else
        thaw_fault_help(fault, "'thaw scenarios' lists them; a file's name has an ending or a '/'");
    return THAW_EUNKNOWN;
}

static thaw_status find_on_shelf(const thaw_shelf *shelf, const char *name, char *path, size_t size,
                                 thaw_fault *fault)
{
    char list[THAW_HELP_MAX - 32];
    size_t matches;
    const char *found = path_of(shelf, name);
    if (!found)
        found = path_by_part(shelf, name, &matches, list, sizeof list);
    if (found) {
        thaw_copy_text(path, size, found);
        return THAW_OK;
    }
    if (matches == 0)
        return fail_unknown(shelf, name, fault);
    thaw_fail(fault, THAW_EUNKNOWN, "'%s' is part of %zu scenarios' names", name, matches);
    thaw_fault_help(fault, "one of: %s", list);
    return THAW_EUNKNOWN;
}

/* A name with an ending that is no file here, but a scenario there. */
static thaw_status fail_missing(const thaw_shelf *shelf, const char *file, thaw_fault *fault)
{
    char stem[NAME_MAX + 1];
    thaw_stem(file, stem, sizeof stem);
    if (!path_of(shelf, stem))
        return THAW_OK;
    thaw_fail(fault, THAW_EUNKNOWN, "there is no file '%s' here", file);
    thaw_fault_help(fault, "'%s' without the ending is the scenario that comes with Thaw", stem);
    return THAW_EUNKNOWN;
}

thaw_status thaw_locate(const char *file, char *path, size_t size, thaw_fault *fault)
{
    thaw_shelf shelf = {0};
    thaw_status status = THAW_OK;
    bool is_path = strcmp(file, "-") == 0 || strchr(file, '/') != NULL;
    bool has_ending = strchr(file, '.') != NULL;
    thaw_copy_text(path, size, file);
    if (is_path || (has_ending && access(file, F_OK) == 0))
        return THAW_OK;
    status = thaw_shelf_read(&shelf, fault);
    if (status == THAW_OK)
        status = has_ending ? fail_missing(&shelf, file, fault)
                            : find_on_shelf(&shelf, file, path, size, fault);
    thaw_shelf_clear(&shelf);
    return status;
}

/* What is there and cannot be read is found too: reading it says why. */
static bool find_in(search among, const char *name, char *path, size_t size)
{
    char folder[PATH_MAX];
    while (next_folder(&among, folder))
        if (snprintf(path, size, "%s/%s", folder, name) < (int)size && access(path, F_OK) == 0)
            return true;
    return false;
}

bool thaw_locate_beside(const char *name, char *path, size_t size)
{
    return find_in(search_all(), name, path, size) || find_in(search_own(), name, path, size);
}
