/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw scenarios`: what there is, and what each asks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/locate.h"
#include "cli/text.h"
#include "cli/verdicts.h"
#include "cli/words.h"
#include "io/input.h"

enum { EXIT_FAULTS = 2 }; /* a scenario of the folder that cannot be read */

enum { FILE_MAX = 1 << 20, FAMILY_MAX = 1024 };

/* ---- which there are ---- */

/* Whether the word stands in a comment of the text: what follows ';' (or '#') at the beginning of a
 * line, or ';' behind a blank. */
static bool in_comments(char *text, const char *word)
{
    char *rest = text;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        line += strspn(line, " \t");
        const char *comment = *line == ';' || *line == '#' ? line : strstr(line, " ;");
        if (comment && thaw_text_contains(comment, word))
            return true;
    }
    return false;
}

/* A file that cannot be read has no comments: reading it as a scenario said so already. */
static bool file_comments(const char *path, const char *word, thaw_faults *faults)
{
    char *text = NULL;
    size_t length = 0;
    thaw_fault ignored;
    thaw_status status = thaw_input_read(path, FILE_MAX, &text, &length, &ignored);
    bool found = status == THAW_OK && in_comments(text, word);
    faults->lost = faults->lost || status == THAW_ENOMEM;
    free(text);
    return found;
}

/* Whether the word stands in what analysts said, or in why the model differs. */
static bool was_said(const thaw_scenario *scenario, const char *word)
{
    const char *said = thaw_expectation_text(scenario, "said");
    const char *why = thaw_expectation_text(scenario, "why");
    return (said && thaw_text_contains(said, word)) || (why && thaw_text_contains(why, word));
}

static bool concerns(const thaw_listed *listed, const char *word, thaw_faults *faults)
{
    const thaw_scenario *scenario = &listed->scenario;
    return !word || thaw_text_contains(listed->name, word) ||
           thaw_text_contains(scenario->title, word) ||
           thaw_text_contains(scenario->question, word) || was_said(scenario, word) ||
           file_comments(listed->path, word, faults);
}

/* The scenario of the shelf that this one is another run of, by its name: NAME-RUN. */
static const char *family_of(const thaw_shelf *shelf, const char *name)
{
    for (size_t k = 0; k < shelf->count; k++) {
        size_t length = strlen(shelf->names[k]);
        if (strncmp(name, shelf->names[k], length) == 0 && name[length] == '-')
            return shelf->names[k];
    }
    return NULL;
}

/* Reads those that concern the word into listed[]; returns how many. Others' faults are said; where
 * memory runs out it ends there. */
static size_t read_all(const thaw_shelf *shelf, const char *word, thaw_listed *listed,
                       thaw_faults *faults)
{
    size_t count = 0;
    for (size_t k = 0; k < shelf->count && !thaw_faults_starved(faults); k++) {
        thaw_listed *next = &listed[count];
        *next = (thaw_listed){.name = shelf->names[k], .path = shelf->paths[k]};
        next->family = family_of(shelf, next->name);
        if (thaw_scenario_read(next->path, NULL, 0, &next->scenario, NULL, faults) == THAW_OK &&
            concerns(next, word, faults))
            count++;
        else
            thaw_scenario_clear(&next->scenario);
    }
    return count;
}

/* ---- saying ---- */

/* "-conditional, -promised": the other runs of a scenario. */
static void runs_of(const thaw_listed *listed, size_t count, const char *name, char *runs,
                    size_t size)
{
    runs[0] = '\0';
    for (size_t k = 0; k < count; k++)
        if (listed[k].family && strcmp(listed[k].family, name) == 0)
            thaw_words_add(runs, size, "%s%s", runs[0] ? ", " : "", listed[k].name + strlen(name));
}

static void list(const thaw_listed *listed, size_t count, bool each, thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "scenarios", "%s", "");
    thaw_table_text(table, "name", "name");
    thaw_table_text(table, "question", "question");
    thaw_table_text(table, "title", "title");
    thaw_table_hide(table);
    thaw_table_detail(table, "runs", "other runs");
    for (size_t k = 0; k < count; k++) {
        char runs[FAMILY_MAX];
        runs_of(listed, count, listed[k].name, runs, sizeof runs);
        bool beneath = listed[k].family && !each;
        thaw_table_row(table, beneath ? THAW_ROW_DATA : runs[0] && !each ? THAW_ROW_DETAIL : 0);
        thaw_cell_text(table, "%s", listed[k].name);
        thaw_cell_text(table, "%s", listed[k].scenario.question);
        thaw_cell_text(table, "%s", listed[k].scenario.title);
        thaw_cell_text(table, "%s%s", runs[0] ? "also " : "", runs);
    }
}

static json_t *listed_json(const thaw_listed *listed, bool solved, thaw_answer *answer)
{
    json_t *object = json_object();
    thaw_answer_set(answer, object, "name", thaw_json_text(listed->name));
    thaw_answer_set(answer, object, "family", thaw_json_text(listed->family));
    thaw_answer_set(answer, object, "title", thaw_json_text(listed->scenario.title));
    thaw_answer_set(answer, object, "question", thaw_json_text(listed->scenario.question));
    thaw_answer_set(answer, object, "file", thaw_json_text(listed->path));
    if (solved)
        thaw_verdicts_json(listed, answer, object);
    return object;
}

static void say(const thaw_options *options, const thaw_listed *listed, size_t count,
                thaw_answer *answer)
{
    const char *word = options->argument_count > 1 ? options->arguments[1] : NULL;
    json_t *array = json_array();
    if (count == 0)
        thaw_say(answer, THAW_LINE, "No scenario %s%s.", word ? "speaks of " : "was found",
                 word ? word : "");
    if (options->verdicts)
        thaw_verdicts_say(options, listed, count, answer);
    else
        list(listed, count, word || options->all, answer);
    thaw_answer_json(answer, "scenarios");
    for (size_t k = 0; k < count; k++)
        thaw_answer_append(answer, array, listed_json(&listed[k], options->verdicts, answer));
    thaw_answer_set(answer, answer->json, "scenarios", array);
}

static thaw_status answer_shelf(const thaw_options *options, const thaw_shelf *shelf,
                                thaw_answer *answer, thaw_faults *faults)
{
    thaw_fault fault;
    const char *word = options->argument_count > 1 ? options->arguments[1] : NULL;
    thaw_listed *listed = calloc(shelf->count + 1, sizeof *listed);
    if (!listed) {
        thaw_fail(&fault, THAW_ENOMEM, "out of memory");
        return thaw_give_up(faults, &fault);
    }
    size_t before = faults->count, count = read_all(shelf, word, listed, faults), shown = count;
    bool unread = faults->count > before;
    thaw_faults unsolved = {0};
    thaw_status status = THAW_OK;
    if (options->verdicts)
        status = thaw_verdicts_solve(options, listed, count, &shown, &unsolved);
    bool late = status == THAW_ETIME && shown > 0;
    if (status == THAW_OK || late)
        say(options, listed, shown, answer);
    if (late) {
        thaw_answer_late(answer, "Verdicts on the scenarios after these");
        status = THAW_OK;
    }
    if (status == THAW_OK && options->verdicts)
        thaw_answer_outcome(answer);
    if (unread && answer->exit == 0)
        answer->exit = EXIT_FAULTS;
    for (size_t k = 0; k < unsolved.count && !late; k++)
        thaw_faults_add(faults, &unsolved.items[k]);
    thaw_faults_clear(&unsolved);
    for (size_t k = 0; k < count; k++) {
        thaw_verdicts_clear(&listed[k]);
        thaw_scenario_clear(&listed[k].scenario);
    }
    free(listed);
    return status;
}

/* What only solving uses. */
static thaw_status check_use(const thaw_options *options, thaw_fault *fault)
{
    thaw_status status =
        options->verdicts
            ? THAW_OK
            : thaw_options_check(options,
                                 ~(THAW_OPT_THREADS | THAW_OPT_TIME_LIMIT | THAW_OPT_QUIET),
                                 "scenarios", fault);
    if (status != THAW_OK)
        thaw_fault_help(fault, "with --verdicts it has");
    return status;
}

thaw_status thaw_cmd_scenarios(const thaw_options *options, thaw_answer *answer,
                               thaw_faults *faults)
{
    thaw_shelf shelf;
    thaw_fault fault;
    if (check_use(options, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_status status = thaw_shelf_read(&shelf, &fault);
    if (status == THAW_OK && shelf.count == 0) {
        status = thaw_fail(&fault, THAW_EIO,
                           "the scenarios that come with Thaw are not where they were installed");
        thaw_fault_help(&fault, "THAW_SCENARIOS in the environment can name their folder");
    }
    status = status == THAW_OK ? answer_shelf(options, &shelf, answer, faults)
                               : thaw_give_up(faults, &fault);
    thaw_shelf_clear(&shelf);
    return status;
}
