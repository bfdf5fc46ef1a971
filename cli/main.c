/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command `thaw`: finds the command, has it answer, writes the answer, says how it went. */
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/locate.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/target.h"
#include "io/input.h"
#include "model/version.h"
#include "solvers/versions.h"

enum exit_code {
    EXIT_ANSWERED = 0,
    EXIT_COULD_NOT = 1,    /* compute or write */
    EXIT_MISUSE = 2,       /* bad use or bad input */
    EXIT_INTERRUPTED = 130 /* as shells report a process that SIGINT ended */
};

static enum exit_code code_of(thaw_status status)
{
    switch (status) {
    case THAW_OK:
        return EXIT_ANSWERED;
    case THAW_ENOMEM:
    case THAW_ENUMERIC:
    case THAW_ESTORE:
    case THAW_ETIME:
        return EXIT_COULD_NOT;
    case THAW_EINTERRUPT:
        return EXIT_INTERRUPTED;
    default:
        return EXIT_MISUSE;
    }
}

static thaw_status fail(thaw_faults *faults, const thaw_fault *fault)
{
    thaw_faults_add(faults, fault);
    return fault->status;
}

static void say_version(thaw_answer *answer)
{
    thaw_say(answer, THAW_LINE, "thaw %s (GLPK %s, GSL %s)", thaw_version(), thaw_glpk_version(),
             thaw_gsl_version());
}

static thaw_status check_arguments(const thaw_options *options, const thaw_command *command,
                                   thaw_fault *fault)
{
    size_t count = options->argument_count - 1;
    thaw_status status = thaw_options_check(options, command->accepts, command->name, fault);
    if (status != THAW_OK ||
        (command->arguments_least <= count && count <= command->arguments_most))
        return status;
    if (count < command->arguments_least)
        thaw_fail(fault, THAW_EARG, "'%s' needs more arguments", command->name);
    else
        thaw_fail(fault, THAW_EARG, "'%s' is one argument too many for '%s'",
                  options->arguments[command->arguments_most + 1], command->name);
    thaw_fault_help(fault, "usage: thaw %s", command->usage);
    return THAW_EARG;
}

/* Standard input is there to be read once. */
static thaw_status check_inputs(const thaw_options *options, thaw_fault *fault)
{
    size_t times = 0;
    for (size_t k = 1; k < options->argument_count; k++)
        times += strcmp(options->arguments[k], "-") == 0;
    return times < 2 ? THAW_OK
                     : thaw_fail(fault, THAW_EARG, "standard input (-) can be read only once");
}

/* Whether -o names a file that the command is asked about. The arguments of some are no files. */
static thaw_status find_asked(const thaw_options *options, const thaw_command *command, bool *asked,
                              thaw_fault *fault)
{
    const char *const others[] = {options->history, options->ranges};
    bool files = strstr(command->usage, "FILE") != NULL;
    for (size_t k = 0; k < sizeof others / sizeof *others; k++)
        *asked = *asked || (others[k] && thaw_target_same(others[k], options->out));
    for (size_t k = 1; files && k < options->argument_count && !*asked; k++) {
        char path[PATH_MAX];
        thaw_status status = thaw_locate(options->arguments[k], path, sizeof path, fault);
        if (status == THAW_ENOMEM)
            return status;
        *asked = status == THAW_OK && thaw_target_same(path, options->out);
    }
    return THAW_OK;
}

/* An answer does not take the place of what it was made from. A game may: it is exported to a file
 * of its own. */
static thaw_status check_output(const thaw_options *options, const thaw_command *command,
                                thaw_fault *fault)
{
    bool asked = false;
    const char *out = options->out;
    if (!out || strcmp(out, "-") == 0 || strcmp(command->name, "export") == 0)
        return THAW_OK;
    thaw_status status = find_asked(options, command, &asked, fault);
    bool store = options->store && thaw_target_same(options->store, out);
    if (status != THAW_OK || !(asked || store))
        return status;
    thaw_fail(fault, THAW_EARG,
              store ? "%s cannot be the store and the answer's file as well"
                    : "the answer would take the place of %s, which it is made from",
              out);
    thaw_fault_help(fault, "-o takes another file");
    return THAW_EARG;
}

/* Finds the command and runs it. */
static thaw_status answer_command(const thaw_options *options, thaw_answer *answer,
                                  thaw_faults *faults)
{
    thaw_fault fault;
    if (options->given & THAW_OPT_VERSION) {
        say_version(answer);
        return THAW_OK;
    }
    if (options->given & THAW_OPT_HELP)
        return thaw_cmd_help(options, answer, faults);
    const thaw_command *command = thaw_command_find(options->arguments[0]);
    if (!command) {
        thaw_command_unknown(options->arguments[0], &fault);
        return fail(faults, &fault);
    }
    if (check_arguments(options, command, &fault) != THAW_OK ||
        check_inputs(options, &fault) != THAW_OK ||
        check_output(options, command, &fault) != THAW_OK)
        return fail(faults, &fault);
    return command->run(options, answer, faults);
}

/* Sentences say that something is missing. Rows alone do not, and of JSON one member does. */
static bool says_itself(const thaw_options *options)
{
    return !options->table && options->format != THAW_FORMAT_JSON &&
           options->format != THAW_FORMAT_CSV && options->format != THAW_FORMAT_JSONL;
}

/* The exit code of writing an answer. */
static enum exit_code write_answer(const thaw_options *options, const thaw_answer *answer,
                                   thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = thaw_output(answer, options, &fault);
    if (status == THAW_OK) {
        if ((answer->late || answer->exit == EXIT_COULD_NOT) && !says_itself(options)) {
            thaw_fail(&fault, THAW_ETIME, "this is not the whole answer: it was stopped early");
            thaw_faults_add(faults, &fault);
        }
        return (enum exit_code)answer->exit;
    }
    if (thaw_interrupted())
        return EXIT_INTERRUPTED;
    thaw_faults_add(faults, &fault);
    return status == THAW_EIO ? EXIT_COULD_NOT : code_of(status);
}

static enum exit_code run(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    thaw_status status = answer_command(options, answer, faults);
    if (thaw_interrupted())
        return EXIT_INTERRUPTED;
    if (status == THAW_ENOMEM || thaw_faults_starved(faults)) {
        faults->lost = true; /* in case nobody said so */
        return EXIT_COULD_NOT;
    }
    return status == THAW_OK ? write_answer(options, answer, faults) : code_of(status);
}

/* A file opened where standard output or error is closed would take its place, and get what is
 * meant for it. Something that can be neither read (0) nor written (1, 2) takes it instead. */
static void hold_standard_streams(void)
{
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0)
            open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int count, char **arguments)
{
    thaw_options options;
    thaw_answer answer;
    thaw_faults faults = {0};
    thaw_fault fault = {0};
    enum exit_code code = EXIT_MISUSE;
    hold_standard_streams();
    thaw_interrupt_install();
    thaw_input_stop_at(thaw_interrupt_flag());
    setlocale(LC_CTYPE, "");
    unsetenv("POSIXLY_CORRECT"); /* options may stand behind arguments */
    thaw_answer_init(&answer);
    thaw_status status = thaw_options_read(count, arguments, &options, &fault);
    if (status != THAW_OK) {
        thaw_faults_add(&faults, &fault);
        code = thaw_faults_starved(&faults) ? EXIT_COULD_NOT : EXIT_MISUSE;
    } else if (options.argument_count == 0 &&
               !(options.given & (THAW_OPT_HELP | THAW_OPT_VERSION))) {
        thaw_help_short(stderr);
    } else {
        if (options.out)
            thaw_target_hold(options.out);
        code = run(&options, &answer, &faults);
    }
    thaw_report_faults(&faults, thaw_output_colored(options.color, STDERR_FILENO), stderr);
    thaw_faults_clear(&faults);
    thaw_answer_clear(&answer);
    thaw_options_clear(&options);
    return code;
}
