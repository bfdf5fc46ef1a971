/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SIGINT, SIGTERM and SIGHUP set a flag: work stops where it looks, and nothing half-written is
 * left. */
#ifndef THAW_CLI_INTERRUPT_H
#define THAW_CLI_INTERRUPT_H

#include <stdbool.h>

/* Installs the handlers, but for signals that are ignored, and lets a closed pipe end the process,
 * as usual; a limit on the size of files does not. A second SIGINT or SIGTERM ends the process at
 * once. Reads and writes that wait are cut short. */
void thaw_interrupt_install(void);

/* Lets these signals end the process, as usual; those that are ignored stay so. */
void thaw_interrupt_uninstall(void);

/* Whether it is one of these signals. */
bool thaw_interrupt_is(int number);

bool thaw_interrupted(void);

/* Takes the interruption as dealt with: what was found before it is still to be written. */
void thaw_interrupt_forget(void);

/* The flag itself, for solvers that look at it: not 0 once a signal came. */
const volatile int *thaw_interrupt_flag(void);

#endif
