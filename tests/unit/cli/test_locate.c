/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/locate, on a folder of empty scenarios. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/locate.h"

static char folder[] = "/tmp/thaw-locate-XXXXXX";
static const char *const files[] = {"2023-deal.ini", "2023-impasse.ini", "baseline.ini",
                                    "ranges.ini",    "notes.txt",        ".hidden.ini"};
enum { FILES = sizeof files / sizeof *files };

static void file_path(const char *name, char *path)
{
    snprintf(path, PATH_MAX, "%s/%s", folder, name);
}

static void make(void)
{
    char path[PATH_MAX], search[PATH_MAX];
    cr_assert(mkdtemp(folder) != NULL);
    for (size_t i = 0; i < FILES; i++) {
        file_path(files[i], path);
        fclose(fopen(path, "w"));
    }
    snprintf(search, sizeof search, "/nonexistent:%s", folder);
    setenv("THAW_SCENARIOS", search, 1);
}

static void unmake(void)
{
    char path[PATH_MAX];
    for (size_t i = 0; i < FILES; i++) {
        file_path(files[i], path);
        unlink(path);
    }
    rmdir(folder);
}

TestSuite(locate, .init = make, .fini = unmake);

Test(locate, the_shelf_is_sorted_and_holds_scenarios_only)
{
    thaw_shelf shelf;
    cr_assert(eq(int, thaw_shelf_read(&shelf, NULL), THAW_OK));
    cr_assert(eq(sz, shelf.count, 4));
    cr_expect(eq(str, shelf.names[0], ".hidden"));
    cr_expect(eq(str, shelf.names[1], "2023-deal"));
    cr_expect(eq(str, shelf.names[2], "2023-impasse"));
    cr_expect(eq(str, shelf.names[3], "baseline"));
    thaw_shelf_clear(&shelf);
}

static void expect_file(const char *asked, const char *expected)
{
    char path[PATH_MAX], whole[PATH_MAX];
    thaw_fault fault;
    file_path(expected, whole);
    cr_expect(eq(int, thaw_locate(asked, path, sizeof path, &fault), THAW_OK), "%s", asked);
    cr_expect(eq(str, path, whole));
}

Test(locate, by_name_or_a_part_that_is_unique)
{
    expect_file("baseline", "baseline.ini");
    expect_file("base", "baseline.ini");
    expect_file("deal", "2023-deal.ini");
}

struct fault_case {
    const char *asked, *text, *help;
};

Test(locate, what_is_not_there)
{
    static const struct fault_case cases[] = {
        {"2023", "'2023' is part of 2 scenarios' names", "one of: 2023-deal, 2023-impasse"},
        {"baselnie", "there is no scenario 'baselnie'", "did you mean 'baseline'?"},
        {"impase", "there is no scenario 'impase'", "did you mean '2023-impasse'?"},
        {"ranges", "there is no scenario 'ranges'",
         "'thaw scenarios' lists them; a file's name has an ending or a '/'"},
        {"baseline.ini", "there is no file 'baseline.ini' here",
         "'baseline' without the ending is the scenario that comes with Thaw"},
    };
    cr_assert(eq(int, chdir("/"), 0));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[PATH_MAX];
        thaw_fault fault;
        cr_expect(eq(int, thaw_locate(cases[i].asked, path, sizeof path, &fault), THAW_EUNKNOWN));
        cr_expect(eq(str, fault.text, (char *)cases[i].text));
        cr_expect(eq(str, fault.help, (char *)cases[i].help));
    }
}

Test(locate, paths_are_left_alone)
{
    static const char *const paths[] = {"-", "./baseline", "some/where.ini", "absent.ini"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char path[PATH_MAX];
        thaw_fault fault;
        cr_expect(eq(int, thaw_locate(paths[i], path, sizeof path, &fault), THAW_OK));
        cr_expect(eq(str, path, (char *)paths[i]));
    }
}

Test(locate, beside_the_scenarios)
{
    char path[PATH_MAX];
    cr_expect(thaw_locate_beside("ranges.ini", path, sizeof path));
    cr_expect(not(thaw_locate_beside("absent.ini", path, sizeof path)));
}

/* A folder of one's own scenarios need not have them. */
Test(locate, beside_the_scenarios_or_those_of_thaw)
{
    char path[PATH_MAX], own[] = "/tmp/thaw-locate-XXXXXX";
    cr_assert(ne(ptr, mkdtemp(own), NULL));
    cr_assert(eq(int, setenv("THAW_SCENARIOS", own, 1), 0));
    cr_expect(thaw_locate_beside("ranges.ini", path, sizeof path));
    cr_expect(not(thaw_locate_beside("absent.ini", path, sizeof path)));
    unsetenv("THAW_SCENARIOS");
    rmdir(own);
}

Test(locate, stems)
{
    char stem[32];
    thaw_stem("a/b.c/2023-deal.ini", stem, sizeof stem);
    cr_expect(eq(str, stem, "2023-deal"));
    thaw_stem(".hidden", stem, sizeof stem);
    cr_expect(eq(str, stem, ".hidden"));
    thaw_stem("-", stem, sizeof stem);
    cr_expect(eq(str, stem, "-"));
}
