/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults as people read them: place, fact, the line with a caret, and what would be right. */
#ifndef THAW_CLI_REPORT_H
#define THAW_CLI_REPORT_H

#include <stdio.h>

#include "model/status.h"

/* One fault: "file:line:column: text", where there is an excerpt that line and a mark beneath the
 * faulty stretch, and the help. A fault without a place begins "thaw: ". */
void thaw_report_fault(const thaw_fault *fault, bool color, FILE *out);

/* All of them; the first lack of memory alone, as it may be what made the others. */
void thaw_report_faults(const thaw_faults *faults, bool color, FILE *out);

#endif
