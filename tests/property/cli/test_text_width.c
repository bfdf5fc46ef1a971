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
#include "io/scenario.h"
#include "tests/support/studies.h"

static void check_line(const char *line, size_t length, int width, const char *command)
{
    cr_expect(le(int, thaw_text_width(line, length), width), "%s at %d: %.*s", command, width,
              (int)length, line);
    for (size_t i = 0; i < length; i++)
        cr_expect(lt(int, line[i] & 0xFF, 0x80), "%s: %.*s", command, (int)length, line);
}

/* The answer as text of that width. */
static char *text_of(const thaw_answer *answer, int width, const char *command)
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
    return text;
}

static void check_width(const thaw_answer *answer, int width, const char *command)
{
    char *text = text_of(answer, width, command);
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        check_line(line, length, width, command);
        line += length + (line[length] == '\n');
    }
    free(text);
}

static void check_widths(const thaw_answer *answer, const char *command)
{
    static const int widths[] = {40, 60, 80, 132};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        check_width(answer, widths[i], command);
}

static void check_command(const char *command)
{
    thaw_answer answer;
    answer_of(command, &answer);
    check_widths(&answer, command);
    thaw_answer_clear(&answer);
}

/* Whether a scenario has plans of its own or is the baseline: long names make wide tables. What
 * takes a second a scenario is run for these only, the first file of a family standing for all. */
static bool is_wide(const thaw_shelf *shelf, size_t k)
{
    thaw_scenario scenario;
    thaw_faults faults = {0};
    for (size_t i = 0; i < k; i++) {
        size_t length = strlen(shelf->names[i]);
        if (strncmp(shelf->names[i], shelf->names[k], length) == 0)
            return false;
    }
    cr_assert(
        eq(int, thaw_scenario_read(shelf->paths[k], NULL, 0, &scenario, NULL, &faults), THAW_OK));
    bool wide = scenario.plan_count > 0 || strcmp(shelf->names[k], "baseline") == 0;
    thaw_scenario_clear(&scenario);
    return wide;
}

Test(text_width, of_every_shipped_scenario)
{
    static const char *const commands[][2] = {
        {"show", "--all"},
        {"why", "full_calm@grim"},
        {"show", "--pair relief/partial --state tense+listed"},
        {"why", "snapback-6/freezer"},
    };
    thaw_shelf shelf;
    cr_assert(eq(int, thaw_shelf_read(&shelf, NULL), THAW_OK));
    cr_assert(gt(sz, shelf.count, 40));
    for (size_t i = 0; i < shelf.count; i++)
        for (size_t k = 0; k < sizeof commands / sizeof *commands; k++) {
            char command[256];
            snprintf(command, sizeof command, "%s %s %s", commands[k][0], shelf.names[i],
                     commands[k][1]);
            check_command(command);
        }
    thaw_shelf_clear(&shelf);
}

Test(text_width, of_equilibria)
{
    check_command("equilibria baseline --all --tolerance 0.01");
    check_command("equilibria 2025-tariffs --tolerance 0.01");
    check_command("equilibria baseline --tolerance 0.01 --pick nash");
    check_command("equilibria baseline --tolerance 0.01 --pick worst-china --all");
    check_command("equilibria scenarios/games/two-state-pd.json --pick best-two --state rich");
    check_command("equilibria scenarios/games/cournot.json --discount 0.3 --all");
}

Test(text_width, of_strategies)
{
    check_command("strategies baseline --all --matrix --robust --replicator");
    check_command("strategies 2022-pelosi-freeze --all --matrix --robust --replicator");
    check_command("strategies 2025-tariffs --all --matrix --robust --replicator");
}

Test(text_width, of_comparisons)
{
    check_command("compare baseline 2022-pelosi-freeze 2023-woodside-deal --deal foreseen_freeze");
    check_command("compare baseline --with shock.taiwan_visit.severity=0.4,listing.rule=fixed "
                  "--with perception.gap_us=0.2 --difference");
    check_command("compare scenarios/games/pd.json scenarios/games/noisy-pd.json");
}

Test(text_width, of_simulations)
{
    check_command("sensitivity baseline partial_pressure+delist --vary shock.taiwan_visit.severity "
                  "--vary pressure.cost_us --runs 5 --points 2");
    check_command("simulate baseline --runs 300");
    check_command("simulate 2022-pelosi-freeze no-deal --runs 300 --months 600 --all");
    check_command("simulate baseline generous-tft/win-stay-lose-shift --runs 300");
    check_command("simulate baseline generous-tft/win-stay-lose-shift --path");
    check_command("simulate scenarios/games/pd.json cooperate/cooperate@grim --runs 10 --path");
}

Test(text_width, of_what_there_is)
{
    check_command("scenarios");
    check_command("scenarios --all");
    check_command("scenarios sanctions --verdicts --all");
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

static size_t count_lines(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == '\n';
    return count;
}

/* What solve says of a shipped scenario in tables takes at most 45 lines of a usual terminal, the
 * lines between them included. */
static void check_tables(const thaw_answer *answer, const char *command)
{
    enum { LINES = 45, WIDTH = 80 };
    char *text = text_of(answer, WIDTH, command), *tables = strstr(text, "\n1 ");
    cr_assert(tables != NULL, "%s has no tables", command);
    cr_expect(le(sz, count_lines(tables + 1), LINES), "%s", command);
    free(text);
}

Test(text_width, of_solve)
{
    thaw_shelf shelf;
    cr_assert(eq(int, thaw_shelf_read(&shelf, NULL), THAW_OK));
    for (size_t i = 0; i < shelf.count; i++) {
        char command[256];
        thaw_answer answer;
        if (!is_wide(&shelf, i))
            continue;
        snprintf(command, sizeof command, "solve %s", shelf.names[i]);
        answer_of(command, &answer);
        check_widths(&answer, command);
        check_tables(&answer, command);
        thaw_answer_clear(&answer);
    }
    thaw_shelf_clear(&shelf);
    check_command("solve 2023-woodside-deal institute_for_effort --all");
    check_command("deal 2023-woodside-deal --deal full_calm+delist --deal full@grim");
    check_command("deal 2023-impasse");
    check_command("deal taskforce-blaze");
}
