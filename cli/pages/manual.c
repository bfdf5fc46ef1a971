/* SPDX-License-Identifier: GPL-3.0-or-later */
/* thaw(1), thaw-COMMAND(1), thaw-scenario(5). */
#include "cli/pages/manual.h"

#include <ctype.h>
#include <string.h>

#include "cli/pages/roff.h"
#include "model/parameters.h"
#include "model/version.h"

enum { TEXT = 4096 };

static void title(thaw_roff *roff, const char *name, int section, const char *date)
{
    char upper[THAW_KEY_MAX];
    thaw_copy_text(upper, sizeof upper, name);
    for (char *at = upper; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    fputs(".\\\" Written by thaw_pages from the tables of the command.\n", roff->out);
    fprintf(roff->out, ".TH %s %d %s \"Thaw %s\" \"Thaw\"\n", upper, section, date, thaw_version());
    fputs(".nh\n.ad l\n", roff->out); /* keys and deals are not words to be broken */
}

static void name_section(thaw_roff *roff, const char *name, const char *summary)
{
    thaw_roff_request(roff, "SH", "NAME");
    fprintf(roff->out, "%s \\-\n", name);
    thaw_roff_text(roff, summary);
}

/* "solve FILE [DEAL...]": what is typed bold, what stands for something else in italics. */
static void synopsis(thaw_roff *roff, const char *usage)
{
    bool capital = false;
    thaw_roff_request(roff, "SH", "SYNOPSIS");
    fprintf(roff->out, "\\fBthaw %.*s\\fR", (int)strcspn(usage, " "), usage);
    for (const char *at = usage + strcspn(usage, " "); *at; at++) {
        bool upper = isupper((unsigned char)*at);
        if (upper != capital)
            fputs(upper ? "\\fI" : "\\fR", roff->out);
        capital = upper;
        fputs(*at == '-' ? "\\-" : (const char[]){*at, '\0'}, roff->out);
    }
    fputs("\\fR [\\fIOPTION\\fR...]\n", roff->out);
}

/* Paragraphs, separated by line ends. */
static void paragraphs(thaw_roff *roff, const char *text)
{
    while (*text) {
        char paragraph[TEXT];
        int length = (int)strcspn(text, "\n");
        snprintf(paragraph, sizeof paragraph, "%.*s", length, text);
        thaw_roff_request(roff, "PP", NULL);
        thaw_roff_text(roff, paragraph);
        text += length + (text[length] == '\n');
    }
}

static void option_item(const thaw_option *option, void *context)
{
    thaw_roff *roff = context;
    char tag[THAW_OPTION_USAGE + 16], letter[16] = "";
    if (option->letter)
        snprintf(letter, sizeof letter, "**-%c**, ", option->letter);
    snprintf(tag, sizeof tag, "%s--%s%s%s", letter, option->name, option->argument ? " " : "",
             option->argument ? option->argument : "");
    thaw_roff_item(roff, tag, option->meaning);
}

static void options_section(thaw_roff *roff, uint64_t set)
{
    thaw_roff_request(roff, "SH", "OPTIONS");
    thaw_options_each(set, option_item, roff);
}

static void items(thaw_roff *roff, const char *section, const char *const (*rows)[2], size_t count)
{
    thaw_roff_request(roff, "SH", section);
    for (size_t i = 0; i < count; i++)
        thaw_roff_item(roff, rows[i][0], rows[i][1]);
}

static void exit_section(thaw_roff *roff)
{
    static const char *const codes[][2] = {
        {"0", "answered"},
        {"1", "could not: out of memory or time, a disk that is full"},
        {"2", "misuse, or input that is wrong; standard error says what and where"},
        {"3", "answered, and what --expect says is not so"},
        {"130", "interrupted"},
    };
    items(roff, "EXIT STATUS", codes, sizeof codes / sizeof *codes);
}

static void commands_section(thaw_roff *roff)
{
    size_t count;
    const thaw_command *commands = thaw_commands(&count);
    thaw_roff_request(roff, "SH", "COMMANDS");
    for (size_t i = 0; i < count; i++) {
        char tag[THAW_KEY_MAX];
        snprintf(tag, sizeof tag, "**thaw %s**", commands[i].name);
        thaw_roff_item(roff, tag, commands[i].summary);
    }
    thaw_roff_request(roff, "PP", NULL);
    thaw_roff_text(roff, "Each has a page of its own, such as **thaw-solve**(1), which `thaw help "
                         "COMMAND` prints too.");
}

static void places_sections(thaw_roff *roff)
{
    static const char *const variables[][2] = {
        {"**THAW_SCENARIOS**", "folders separated by ':' in which scenarios are looked up by name, "
                               "in place of those that "
                               "come with Thaw"},
        {"**NO_COLOR**", "where it is set, and not empty, nothing is coloured but by --color"},
    };
    static const char *const files[][2] = {
        {"../share/thaw/scenarios",
         "as seen from the program's folder: the scenarios that come with Thaw, plausible ranges, "
         "the record"},
        {"../share/doc/thaw", "the model, the methods and the formats, in Markdown"},
    };
    items(roff, "ENVIRONMENT", variables, sizeof variables / sizeof *variables);
    items(roff, "FILES", files, sizeof files / sizeof *files);
}

static void examples_section(thaw_roff *roff)
{
    static const char *const lines[] = {"thaw scenarios", "thaw solve baseline",
                                        "thaw why baseline full_calm@trigger:12",
                                        "thaw solve baseline --set economy.weakness=1.4"};
    thaw_roff_request(roff, "SH", "EXAMPLES");
    thaw_roff_example(roff);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        thaw_roff_verbatim(roff, lines[i]);
    thaw_roff_example_end(roff);
}

void thaw_manual_program(const char *date, FILE *out)
{
    thaw_roff roff = {.out = out};
    title(&roff, "thaw", 1, date);
    name_section(&roff, "thaw", "when US-China cooperation against fentanyl holds");
    synopsis(&roff, "COMMAND [FILE...]");
    thaw_roff_request(&roff, "SH", "DESCRIPTION");
    paragraphs(&roff, thaw_purpose);
    paragraphs(&roff, thaw_file_meaning);
    commands_section(&roff);
    options_section(&roff, THAW_OPT_ANSWER | THAW_OPT_HELP | THAW_OPT_VERSION);
    exit_section(&roff);
    places_sections(&roff);
    examples_section(&roff);
    thaw_roff_request(&roff, "SH", "SEE ALSO");
    thaw_roff_text(&roff, "**thaw-solve**(1), **thaw-scenario**(5)");
    thaw_roff_end(&roff);
}

void thaw_manual_command(const thaw_command *command, const char *date, FILE *out)
{
    thaw_roff roff = {.out = out};
    char name[THAW_KEY_MAX];
    snprintf(name, sizeof name, "thaw-%s", command->name);
    title(&roff, name, 1, date);
    name_section(&roff, name, command->summary);
    synopsis(&roff, command->usage);
    thaw_roff_request(&roff, "SH", "DESCRIPTION");
    paragraphs(&roff, *command->details ? command->details : command->summary);
    if (strstr(command->usage, "FILE"))
        paragraphs(&roff, thaw_file_meaning);
    options_section(&roff, command->accepts | THAW_OPT_HELP);
    exit_section(&roff);
    thaw_roff_request(&roff, "SH", "SEE ALSO");
    thaw_roff_text(&roff, "**thaw**(1), **thaw-scenario**(5)");
    thaw_roff_end(&roff);
}

static void parameter_item(thaw_roff *roff, const thaw_parameter *row)
{
    char tag[2 * THAW_KEY_MAX], text[TEXT], low[THAW_KEY_MAX], high[THAW_KEY_MAX];
    thaw_number_format(row->low, low, sizeof low);
    thaw_number_format(row->high, high, sizeof high);
    snprintf(tag, sizeof tag, "**%s.%s**", row->section, row->key);
    if (row->words)
        snprintf(text, sizeof text, "%s: %s", row->words, row->meaning);
    else
        snprintf(text, sizeof text, "%s to %s, %s: %s", low, high, row->unit, row->meaning);
    thaw_roff_item(roff, tag, text);
}

static void parameters_section(thaw_roff *roff)
{
    size_t count, of_shocks;
    const thaw_parameter *rows = thaw_parameters(&count);
    const thaw_parameter *shock = thaw_shock_parameters(&of_shocks);
    thaw_roff_request(roff, "SH", "PARAMETERS");
    paragraphs(roff,
               "Bounds, unit and meaning of every value; `thaw parameters` adds what the baseline "
               "says and what is plausible. The last three belong to each [shock.NAME].");
    for (size_t i = 0; i < count; i++)
        parameter_item(roff, &rows[i]);
    for (size_t i = 0; i < of_shocks; i++)
        parameter_item(roff, &shock[i]);
}

void thaw_manual_scenario(const char *page, const char *date, FILE *out)
{
    thaw_roff roff = {.out = out};
    title(&roff, "thaw-scenario", 5, date);
    name_section(&roff, "thaw-scenario", "what a scenario file of Thaw says, and how");
    thaw_roff_request(&roff, "SH", "DESCRIPTION");
    thaw_roff_markdown(&roff, page);
    parameters_section(&roff);
    thaw_roff_request(&roff, "SH", "SEE ALSO");
    thaw_roff_text(&roff, "**thaw**(1), **thaw-check**(1), **thaw-parameters**(1)");
    thaw_roff_end(&roff);
}
