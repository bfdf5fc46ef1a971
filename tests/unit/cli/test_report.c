/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/report: faults as people read them. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdlib.h>
#include <string.h>

#include "cli/report.h"

static char *reported(const thaw_fault *fault, bool color)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    thaw_report_fault(fault, color, out);
    fclose(out);
    return text;
}

static void expect(const thaw_fault *fault, const char *expected)
{
    char *text = reported(fault, false);
    cr_expect(eq(str, text, (char *)expected));
    free(text);
}

Test(report, place_fact_line_mark_and_help)
{
    thaw_fault fault = {.text = "weakness = 11 is outside [0, 10]",
                        .help = "try 1.4",
                        .file = "x.ini",
                        .line = 3,
                        .column = 12,
                        .length = 2,
                        .excerpt = "weakness = 11 ; source"};
    expect(&fault, "x.ini:3:12: weakness = 11 is outside [0, 10]\n"
                   "  weakness = 11 ; source\n"
                   "             ^~\n"
                   "  help: try 1.4\n");
}

Test(report, without_a_place_the_program_speaks)
{
    thaw_fault fault = {.text = "there is no command 'x'"};
    expect(&fault, "thaw: there is no command 'x'\n");
}

Test(report, standard_input_has_a_name)
{
    thaw_fault fault = {.text = "empty", .file = "-", .line = 1};
    expect(&fault, "(standard input):1: empty\n");
}

Test(report, the_mark_stands_right_after_tabs_and_accents)
{
    thaw_fault fault = {.text = "t",
                        .file = "f",
                        .line = 1,
                        .column = 9,
                        .length = 1,
                        .excerpt = "\t\xC3\xA9\xC3\xA9 = x"};
    expect(&fault, "f:1:9: t\n"
                   "   \xC3\xA9\xC3\xA9 = x\n"
                   "        ^\n");
}

Test(report, the_mark_may_stand_after_the_end)
{
    thaw_fault fault = {
        .text = "t", .file = "f", .line = 1, .column = 4, .length = 1, .excerpt = "a ="};
    expect(&fault, "f:1:4: t\n  a =\n     ^\n");
}

/* 150 letters and the fault at the last: the window of 76 ends with it. */
Test(report, a_long_line_is_shown_around_its_fault)
{
    thaw_fault fault = {.text = "t", .file = "f", .line = 1, .column = 150, .length = 1};
    memset(fault.excerpt, 'a', 149);
    fault.excerpt[149] = 'X';
    char *text = reported(&fault, false);
    const char *line = strchr(text, '\n') + 1, *mark = strchr(line, '\n') + 1;
    cr_expect(eq(sz, strcspn(line, "\n"), 2 + 76));
    cr_expect(eq(sz, strcspn(line, "X"), strcspn(mark, "^")));
    free(text);
}

Test(report, input_cannot_drive_the_terminal)
{
    thaw_fault fault = {
        .text = "\033[2J", .file = "\007", .line = 1, .column = 1, .excerpt = "\033]0;x"};
    expect(&fault, "?:1:1: ?[2J\n  ?]0;x\n  ^\n");
}

Test(report, colors_when_asked)
{
    thaw_fault fault = {
        .text = "t", .file = "f", .line = 1, .column = 1, .length = 2, .excerpt = "ab"};
    char *text = reported(&fault, true);
    cr_expect(eq(str, text, "\033[1mf:1:1:\033[0m t\n  ab\n  \033[1;32m^~\033[0m\n"));
    free(text);
}

Test(report, all_faults_in_order)
{
    thaw_fault items[] = {{.text = "one"}, {.text = "two"}};
    thaw_faults faults = {.items = items, .count = 2, .capacity = 2};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    thaw_report_faults(&faults, false, out);
    fclose(out);
    cr_expect(eq(str, text, "thaw: one\nthaw: two\n"));
    free(text);
}
