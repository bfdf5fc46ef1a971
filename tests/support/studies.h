/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies for tests of the command: a command line as solve would study it. Here and not in a
 * source of its own, since only tests of cli/ link it. A helper that cannot do its work fails the
 * test. */
#ifndef THAW_TESTS_SUPPORT_STUDIES_H
#define THAW_TESTS_SUPPORT_STUDIES_H

#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "cli/command.h"
#include "cli/study.h"

enum { LINE_WORDS = 32, LINE_LONGEST = 1024 };

/* Reads "COMMAND WORD...", written with single blanks, of which `copy` has room for the words.
 * Clear with thaw_options_clear. */
static inline thaw_status read_line(const char *line, char *copy, size_t size,
                                    thaw_options *options, thaw_fault *fault)
{
    char *words[LINE_WORDS] = {"thaw"};
    int count = 1;
    snprintf(copy, size, "%s", line);
    for (char *word = strtok(copy, " "); word && count + 1 < LINE_WORDS; word = strtok(NULL, " "))
        words[count++] = word;
    return thaw_options_read(count, words, options, fault);
}

/* The same of a line that is right. */
static inline void options_of(const char *line, char copy[static LINE_LONGEST],
                              thaw_options *options)
{
    cr_assert_eq(read_line(line, copy, LINE_LONGEST, options, NULL), THAW_OK, "%s", line);
}

/* The answer to "thaw LINE"; clear with thaw_answer_clear. */
static inline void answer_of(const char *line, thaw_answer *answer)
{
    char copy[LINE_LONGEST];
    thaw_options options;
    thaw_faults faults = {0};
    options_of(line, copy, &options);
    thaw_answer_init(answer);
    const thaw_command *command = thaw_command_find(options.arguments[0]);
    cr_assert(command != NULL, "%s", line);
    cr_assert_eq(command->run(&options, answer, &faults), THAW_OK, "%s: %s", line,
                 faults.count ? faults.items[0].text : "?");
    thaw_faults_clear(&faults);
    thaw_options_clear(&options);
}

/* The study of "FILE [DEAL...] [--set K=V...]": the standard deals where none is named and there
 * are any. Where it is stays where it is: its setting points into it. Clear with thaw_study_clear.
 */
static inline void study_of(const char *line, thaw_study *study)
{
    char copy[LINE_LONGEST], command[LINE_LONGEST];
    thaw_options options;
    thaw_faults faults = {0};
    snprintf(command, sizeof command, "solve %s", line);
    options_of(command, copy, &options);
    cr_assert_eq(thaw_study_begin(&options, options.arguments[1], study, &faults), THAW_OK, "%s",
                 line);
    for (size_t k = 2; k < options.argument_count; k++)
        cr_assert_eq(thaw_study_add(study, options.arguments[k], &faults), THAW_OK, "%s", line);
    if (options.argument_count == 2)
        cr_assert_eq(thaw_deals_add_standard(&study->setting, &study->deals, NULL), THAW_OK);
    cr_assert_eq(thaw_study_solve(study, &faults), THAW_OK, "%s", line);
    thaw_options_clear(&options);
}

#endif
