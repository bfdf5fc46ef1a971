/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What shells complete: lists of words, and which of them a value or an argument is from. */
#ifndef THAW_CLI_PAGES_LISTS_H
#define THAW_CLI_PAGES_LISTS_H

#include "cli/command.h"

typedef void (*thaw_word_call)(const char *word, void *context);

typedef struct thaw_word_list {
    const char *name;
    void (*each)(thaw_word_call call, void *context); /* calls with its words, one by one */
} thaw_word_list;

/* Every list but "files" and "scenarios", which only the shell knows when it completes, and
 * "tables", which is each command's. "endings-deals" is what makes a plan's name a word of "deals",
 * and so on: a shell asks `thaw show` for a scenario's own plans. Static storage. */
const thaw_word_list *thaw_word_lists(size_t *count);

/* The list that values of an option are from, as its argument is written ("DEAL": deals); NULL
 * where there is none, as for a number. */
const char *thaw_list_of_option(const thaw_option *option);

/* The lists of a command's arguments, as its usage writes them ("FILE [DEAL...]": scenarios,
 * deals); the last is that of all further ones. NULL where there is none. Returns how many: at
 * least one. */
enum { THAW_ARGUMENT_LISTS = 8 };
size_t thaw_lists_of_arguments(const thaw_command *command, const char *lists[THAW_ARGUMENT_LISTS]);

/* The tables of a command: in its details they stand in backquotes, and `DEAL` for every deal. */
void thaw_tables_each(const thaw_command *command, thaw_word_call call, void *context);

#endif
