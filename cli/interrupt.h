/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SIGINT and SIGTERM set a flag: work stops where it looks, and nothing half-written is left. */
#ifndef THAW_CLI_INTERRUPT_H
#define THAW_CLI_INTERRUPT_H

#include <stdbool.h>

/* Installs the handlers. A second signal ends the process at once. Reads and writes that wait are
 * cut short. */
void thaw_interrupt_install(void);

bool thaw_interrupted(void);

#endif
