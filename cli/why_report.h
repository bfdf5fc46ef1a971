/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The departure that binds a deal, in words, as a table of items and as JSON. */
#ifndef THAW_CLI_WHY_REPORT_H
#define THAW_CLI_WHY_REPORT_H

#include "cli/study.h"

/* Explains deal k of a solved study: what the most tempting departure brings today, term by term,
 * and costs tomorrow. chosen: nobody named the deal, it is the Nash-best. */
void thaw_why_say(const thaw_study *study, size_t k, bool chosen, thaw_answer *answer);

#endif
