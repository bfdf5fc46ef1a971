/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies for tests of the command: a command line as solve would study it. Here and not in a
 * source of its own, since only tests of cli/ link it. A helper that cannot do its work fails the
 * test. */
#ifndef THAW_TESTS_SUPPORT_STUDIES_H
#define THAW_TESTS_SUPPORT_STUDIES_H

#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "cli/study.h"

/* The study of "FILE [DEAL...] [--set K=V...]": the standard deals where none is named and there
 * are any. Where it is stays where it is: its setting points into it. Clear with thaw_study_clear.
 */
static inline void study_of(const char *line, thaw_study *study)
{
    enum { WORDS_MAX = 16 };
    char copy[512], *words[WORDS_MAX] = {"thaw", "solve"};
    int count = 2;
    thaw_options options;
    thaw_faults faults = {0};
    snprintf(copy, sizeof copy, "%s", line);
    for (char *word = strtok(copy, " "); word && count + 1 < WORDS_MAX; word = strtok(NULL, " "))
        words[count++] = word;
    cr_assert_eq(thaw_options_read(count, words, &options, NULL), THAW_OK, "%s", line);
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
