/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The law of text: on no terminal does a line of any answer exceed it, and all of it is ASCII. Held
 * for every scenario that comes with Thaw, every command that answers about one, and several
 * widths. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/locate.h"
#include "cli/output.h"
#include "cli/text.h"

enum { WORDS_MAX = 10 };

static void check_line(const char *line, size_t length, int width, const char *command)
{
    cr_expect(le(int, thaw_text_width(line, length), width), "%s at %d: %.*s", command, width,
              (int)length, line);
    for (size_t i = 0; i < length; i++)
        cr_expect(lt(int, line[i] & 0xFF, 0x80), "%s: %.*s", command, (int)length, line);
}

static void check_width(const thaw_answer *answer, int width, const char *command)
{
    thaw_fault fault;
    thaw_layout layout = {.width = width, .digits = -1};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    cr_assert(eq(int, thaw_render(answer, THAW_FORMAT_TEXT, &layout, NULL, out, &fault), THAW_OK),
              "%s", command);
    fclose(out);
    cr_expect(gt(sz, size, 0), "%s says nothing", command);
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        check_line(line, length, width, command);
        line += length + (line[length] == '\n');
    }
    free(text);
}

static void check_command(const char *command)
{
    static const int widths[] = {40, 60, 80, 132};
    char copy[256], *words[WORDS_MAX] = {"thaw"};
    int count = 1;
    thaw_options options;
    thaw_answer answer;
    thaw_faults faults = {0};
    snprintf(copy, sizeof copy, "%s", command);
    for (char *word = strtok(copy, " "); word && count + 1 < WORDS_MAX; word = strtok(NULL, " "))
        words[count++] = word;
    thaw_answer_init(&answer);
    cr_assert(eq(int, thaw_options_read(count, words, &options, NULL), THAW_OK));
    cr_assert(
        eq(int, thaw_command_find(options.arguments[0])->run(&options, &answer, &faults), THAW_OK),
        "%s", command);
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        check_width(&answer, widths[i], command);
    thaw_faults_clear(&faults);
    thaw_answer_clear(&answer);
    thaw_options_clear(&options);
}

Test(text_width, of_every_shipped_scenario)
{
    static const char *const commands[][2] = {
        {"show", "--all"},
        {"solve", ""},
        {"solve", "--all"},
        {"why", "full_calm@grim"},
        {"show", "--pair relief/partial --state tense+listed"},
    };
    thaw_shelf shelf;
    cr_assert(eq(int, thaw_shelf_read(&shelf, NULL), THAW_OK));
    cr_assert(gt(sz, shelf.count, 5));
    for (size_t i = 0; i < shelf.count; i++)
        for (size_t k = 0; k < sizeof commands / sizeof *commands; k++) {
            char command[256];
            snprintf(command, sizeof command, "%s %s %s", commands[k][0], shelf.names[i],
                     commands[k][1]);
            check_command(command);
        }
    thaw_shelf_clear(&shelf);
}

Test(text_width, of_what_there_is)
{
    check_command("scenarios");
    check_command("parameters");
    check_command("help");
}

Test(text_width, of_every_command_s_help)
{
    size_t count;
    const thaw_command *commands = thaw_commands(&count);
    for (size_t i = 0; i < count; i++) {
        char command[64];
        snprintf(command, sizeof command, "help %s", commands[i].name);
        check_command(command);
    }
}
