/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SIGINT and SIGTERM set a flag: work stops where it looks, and nothing half-written is left. */
#ifndef THAW_CLI_INTERRUPT_H
#define THAW_CLI_INTERRUPT_H

#include <stdbool.h>

/* Installs the handlers, and lets a closed pipe end the process, as usual; a limit on the size of
 * files does not. A second signal ends the process at once. Reads and writes that wait are cut
 * short. */
void thaw_interrupt_install(void);

bool thaw_interrupted(void);

/* Takes the interruption as dealt with: what was found before it is still to be written. */
void thaw_interrupt_forget(void);

/* The flag itself, for solvers that look at it: not 0 once a signal came. */
const volatile int *thaw_interrupt_flag(void);

#endif
