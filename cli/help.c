/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw help`: the commands, one command, or a word that answers use. */
#include <string.h>
#include <strings.h>

#include "cli/command.h"
#include "cli/glossary.h"
#include "cli/subject.h"
#include "cli/text.h"

enum { DETAILS_MAX = 4096 };

static const char USAGE[] = "usage: thaw COMMAND [FILE...] [OPTION...]";
const char thaw_purpose[] =
    "When does US-China cooperation against fentanyl hold, what would freeze it, what would "
    "thaw it? A scenario in, equilibria, deals and breakdown thresholds out.";
const char thaw_file_meaning[] =
    "FILE is a scenario (.ini), the name of one that comes with Thaw or a part of it, a game "
    "(.json, .csv, .nfg), or - for a scenario on standard input.";

static void list_commands(thaw_answer *answer)
{
    size_t count;
    const thaw_command *commands = thaw_commands(&count);
    thaw_table *table = thaw_answer_table(answer, "commands", "%s", "");
    thaw_table_text(table, "command", "");
    thaw_table_text(table, "summary", "");
    for (size_t i = 0; i < count; i++) {
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", commands[i].name);
        thaw_cell_text(table, "%s", commands[i].summary);
    }
}

static void add_option(const thaw_option *option, void *context)
{
    char usage[THAW_OPTION_USAGE];
    thaw_table *table = context;
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", thaw_option_usage(option, usage));
    thaw_cell_text(table, "%s", option->meaning);
}

static void list_options(thaw_answer *answer, uint64_t set)
{
    thaw_table *table = thaw_answer_table(answer, "options", "Options");
    thaw_table_text(table, "option", "");
    thaw_table_text(table, "meaning", "");
    thaw_options_each(set | THAW_OPT_HELP, add_option, table);
}

static void say_overview(thaw_answer *answer)
{
    thaw_say(answer, THAW_LINE, "%s", USAGE);
    thaw_say(answer, THAW_SENTENCE, "%s", thaw_purpose);
    list_commands(answer);
    thaw_say(answer, THAW_SENTENCE, "%s", thaw_file_meaning);
    thaw_say(answer, THAW_SENTENCE,
             "'thaw help COMMAND' lists a command's options; 'thaw help WORD' explains a word that "
             "answers use, such as slack or trigger.");
}

/* The details as people read them: backquotes are for programs and manual pages. */
static void say_details(thaw_answer *answer, const char *details)
{
    char text[DETAILS_MAX];
    size_t length = 0;
    for (; *details && length < sizeof text - 1; details++)
        if (*details != '`')
            text[length++] = *details;
    text[length] = '\0';
    thaw_say(answer, THAW_LINE, "%s", text);
}

static void say_command(thaw_answer *answer, const thaw_command *command)
{
    thaw_say(answer, THAW_LINE, "usage: thaw %s", command->usage);
    thaw_say(answer, THAW_SENTENCE, "%s", command->summary);
    if (*command->details)
        say_details(answer, command->details);
    list_options(answer, command->accepts);
}

/* Commands and terms near a word that is neither. */
static thaw_status fail_word(const char *word, thaw_fault *fault)
{
    static char terms[THAW_GLOSSARY_MAX][THAW_TERM_MAX];
    const char *names[THAW_GLOSSARY_MAX + 32];
    size_t command_count, count = thaw_glossary_terms(thaw_glossary_page, terms, THAW_GLOSSARY_MAX);
    const thaw_command *commands = thaw_commands(&command_count);
    for (size_t i = 0; i < count; i++)
        names[i] = terms[i];
    for (size_t i = 0; i < command_count && i < 32; i++)
        names[count++] = commands[i].name;
    const char *near = thaw_nearest(word, names, count);
    for (size_t i = 0; !near && i < count; i++)
        near = thaw_text_contains(names[i], word) ? names[i] : NULL;
    thaw_fail(fault, THAW_EUNKNOWN, "no command and no word that is explained: '%s'", word);
    if (near)
        thaw_fault_help(fault, "did you mean 'thaw help %s'?", near);
    else
        thaw_fault_help(fault, "'thaw help' lists the commands, docs/glossary.md the words");
    return THAW_EUNKNOWN;
}

/* The words of the command line joined by blanks: terms may have several. */
static void join(const char *const *words, size_t count, char *text, size_t size)
{
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(text);
        snprintf(text + used, size - used, "%s%s", used ? " " : "", words[i]);
    }
}

/* A command in any case, as words are. */
static const thaw_command *find_command(const char *word)
{
    size_t count;
    const thaw_command *commands = thaw_commands(&count);
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(commands[i].name, word) == 0)
            return &commands[i];
    return NULL;
}

thaw_status thaw_cmd_help(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    char word[THAW_TERM_MAX], paragraph[THAW_PARAGRAPH_MAX];
    thaw_fault fault;
    bool asked = options->argument_count > 0 && strcmp(options->arguments[0], "help") == 0;
    size_t first = asked ? 1 : 0; /* `thaw check --help` is `thaw help check` */
    size_t count = options->argument_count - first;
    join(options->arguments + first, asked || count < 1 ? count : 1, word, sizeof word);
    const thaw_command *command = find_command(word);
    if (!*word)
        say_overview(answer);
    else if (command)
        say_command(answer, command);
    else if (thaw_glossary_find(thaw_glossary_page, word, paragraph, sizeof paragraph))
        thaw_say(answer, THAW_LINE, "%s: %s", word, paragraph);
    else
        return fail_word(word, &fault), thaw_give_up(faults, &fault);
    return THAW_OK;
}

void thaw_help_short(FILE *out)
{
    size_t count;
    const thaw_command *commands = thaw_commands(&count);
    fprintf(out, "%s\n", USAGE);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "  %-12s%s\n", commands[i].name, commands[i].summary);
    fputs("'thaw help' says more.\n", out);
}
