/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completion for shells: what the tables say, put into a script that is written by hand. */
#ifndef THAW_CLI_PAGES_COMPLETION_H
#define THAW_CLI_PAGES_COMPLETION_H

#include <stdio.h>

/* Each copies the script and puts at its line "# @tables@" what the shell needs to know. */
void thaw_complete_bash(const char *script, FILE *out);
void thaw_complete_zsh(const char *script, FILE *out);
void thaw_complete_fish(const char *script, FILE *out);

#endif
