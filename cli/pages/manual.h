/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manual pages, from the tables that help is printed from. */
#ifndef THAW_CLI_PAGES_MANUAL_H
#define THAW_CLI_PAGES_MANUAL_H

#include <stdio.h>

#include "cli/command.h"

/* thaw(1), thaw-COMMAND(1), and thaw-scenario(5), whose text is that of docs/scenario-files.md and
 * then the list of parameters. `date` is YYYY-MM-DD. */
void thaw_manual_program(const char *date, FILE *out);
void thaw_manual_command(const thaw_command *command, const char *date, FILE *out);
void thaw_manual_scenario(const char *page, const char *date, FILE *out);

#endif
