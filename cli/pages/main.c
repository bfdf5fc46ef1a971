/* SPDX-License-Identifier: GPL-3.0-or-later */
/* thaw_pages FOLDER DATE PAGE BASH ZSH FISH: writes the manual pages and the completions into
 * FOLDER/man1, man5 and completion, which are there. Run by the build; PAGE is
 * docs/scenario-files.md, the last three are the scripts of cli/pages. */
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/pages/completion.h"
#include "cli/pages/manual.h"

enum { PAGE_MAX = 1 << 20 };

static bool complain(const char *path)
{
    fprintf(stderr, "thaw_pages: %s: %s\n", path, strerror(errno));
    return false;
}

/* The text of a file; NULL when it cannot be read. */
static char *read_text(const char *path)
{
    char *text = malloc(PAGE_MAX);
    FILE *in = text ? fopen(path, "r") : NULL;
    if (!in) {
        complain(path);
        free(text);
        return NULL;
    }
    text[fread(text, 1, PAGE_MAX - 1, in)] = '\0';
    fclose(in);
    return text;
}

static FILE *open_page(const char *folder, const char *name, char *path)
{
    snprintf(path, PATH_MAX, "%s/%s", folder, name);
    FILE *out = fopen(path, "w");
    if (!out)
        complain(path);
    return out;
}

static bool close_page(FILE *out, const char *path)
{
    bool failed = ferror(out) != 0;
    return (fclose(out) == 0 && !failed) || complain(path);
}

static bool write_command(const thaw_command *command, const char *folder, const char *date)
{
    char name[NAME_MAX], path[PATH_MAX];
    snprintf(name, sizeof name, "man1/thaw-%s.1", command->name);
    FILE *out = open_page(folder, name, path);
    if (!out)
        return false;
    thaw_manual_command(command, date, out);
    return close_page(out, path);
}

static bool write_program(const char *folder, const char *date)
{
    char path[PATH_MAX];
    FILE *out = open_page(folder, "man1/thaw.1", path);
    if (!out)
        return false;
    thaw_manual_program(date, out);
    return close_page(out, path);
}

static bool write_scenario(const char *page, const char *folder, const char *date)
{
    char path[PATH_MAX];
    char *text = read_text(page);
    FILE *out = text ? open_page(folder, "man5/thaw-scenario.5", path) : NULL;
    if (out)
        thaw_manual_scenario(text, date, out);
    free(text);
    return out && close_page(out, path);
}

static bool write_completion(const char *script, const char *folder, const char *name,
                             void (*complete)(const char *script, FILE *out))
{
    char path[PATH_MAX];
    char *text = read_text(script);
    FILE *out = text ? open_page(folder, name, path) : NULL;
    if (out)
        complete(text, out);
    free(text);
    return out && close_page(out, path);
}

int main(int count, char **arguments)
{
    size_t commands;
    const thaw_command *command = thaw_commands(&commands);
    if (count != 7) {
        fputs("usage: thaw_pages FOLDER DATE PAGE BASH ZSH FISH\n", stderr);
        return 2;
    }
    const char *folder = arguments[1], *date = arguments[2];
    bool done = write_program(folder, date) && write_scenario(arguments[3], folder, date);
    for (size_t i = 0; i < commands && done; i++)
        done = write_command(&command[i], folder, date);
    done = done && write_completion(arguments[4], folder, "completion/thaw", thaw_complete_bash) &&
           write_completion(arguments[5], folder, "completion/_thaw", thaw_complete_zsh) &&
           write_completion(arguments[6], folder, "completion/thaw.fish", thaw_complete_fish);
    return done ? 0 : 1;
}
