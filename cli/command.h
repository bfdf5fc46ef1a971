/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands: one table drives dispatch, help and the refusal of options. */
#ifndef THAW_CLI_COMMAND_H
#define THAW_CLI_COMMAND_H

#include "cli/answer.h"
#include "cli/options.h"

typedef struct thaw_command {
    const char *name;
    const char *usage;   /* after "thaw " */
    const char *summary; /* one line, no capital, no full stop */
    /* Paragraphs of `thaw help NAME`, separated by line ends; "" for none. Each table that --table
     * names stands in backquotes, and nothing else does; `DEAL` is the name of each deal. */
    const char *details;

    /* Asks, solves, says: reads what the options name, calls the library, fills the answer.
     * Whatever is wrong is appended to `faults`. */
    thaw_status (*run)(const thaw_options *options, thaw_answer *answer, thaw_faults *faults);
    uint64_t accepts;                       /* bits of options.h */
    size_t arguments_least, arguments_most; /* besides the command's name */
} thaw_command;

/* The rows, in the order of help. Static storage. */
const thaw_command *thaw_commands(size_t *count);

/* The row of that name, or NULL. */
const thaw_command *thaw_command_find(const char *name);

/* The fault of an unknown command, with a suggestion. */
thaw_status thaw_command_unknown(const char *name, thaw_fault *fault);

/* The commands, each in the file of its name. */
thaw_status thaw_cmd_solve(const thaw_options *options, thaw_answer *answer, thaw_faults *faults);
thaw_status thaw_cmd_why(const thaw_options *options, thaw_answer *answer, thaw_faults *faults);
thaw_status thaw_cmd_threshold(const thaw_options *options, thaw_answer *answer,
                               thaw_faults *faults);
thaw_status thaw_cmd_compare(const thaw_options *options, thaw_answer *answer, thaw_faults *faults);
thaw_status thaw_cmd_deal(const thaw_options *options, thaw_answer *answer, thaw_faults *faults);
thaw_status thaw_cmd_equilibria(const thaw_options *options, thaw_answer *answer,
                                thaw_faults *faults);
thaw_status thaw_cmd_plans(const thaw_options *options, thaw_answer *answer, thaw_faults *faults);
thaw_status thaw_cmd_simulate(const thaw_options *options, thaw_answer *answer,
                              thaw_faults *faults);
thaw_status thaw_cmd_plot(const thaw_options *options, thaw_answer *answer, thaw_faults *faults);
thaw_status thaw_cmd_replay(const thaw_options *options, thaw_answer *answer, thaw_faults *faults);
thaw_status thaw_cmd_strategies(const thaw_options *options, thaw_answer *answer,
                                thaw_faults *faults);
thaw_status thaw_cmd_sensitivity(const thaw_options *options, thaw_answer *answer,
                                 thaw_faults *faults);
thaw_status thaw_cmd_sweep(const thaw_options *options, thaw_answer *answer, thaw_faults *faults);
thaw_status thaw_cmd_page(const thaw_options *options, thaw_answer *answer, thaw_faults *faults);
thaw_status thaw_cmd_check(const thaw_options *options, thaw_answer *answer, thaw_faults *faults);
thaw_status thaw_cmd_show(const thaw_options *options, thaw_answer *answer, thaw_faults *faults);
thaw_status thaw_cmd_export(const thaw_options *options, thaw_answer *answer, thaw_faults *faults);
thaw_status thaw_cmd_scenarios(const thaw_options *options, thaw_answer *answer,
                               thaw_faults *faults);
thaw_status thaw_cmd_parameters(const thaw_options *options, thaw_answer *answer,
                                thaw_faults *faults);
thaw_status thaw_cmd_help(const thaw_options *options, thaw_answer *answer, thaw_faults *faults);

/* What the program is for, and what a FILE is: sentences of help and of the manual page. */
extern const char thaw_purpose[], thaw_file_meaning[];

/* Short help, as misuse prints it. */
void thaw_help_short(FILE *out);

#endif
