/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zone of agreement of a deal, in words, as a picture and tables, as JSON (docs/bargain.md). */
#ifndef THAW_CLI_ZONE_REPORT_H
#define THAW_CLI_ZONE_REPORT_H

#include "cli/study.h"
#include "solvers/zone.h"

/* The sizes of a map: relief levels a tenth apart, effort levels a tenth apart. */
enum { THAW_ZONE_COLUMNS = 21, THAW_ZONE_ROWS = 11 };

/* A zone with those sizes. Its tables are named "zone", "zone_edges" and "zone_points", those of a
 * second one (number 1 and on) "zone_2" and so on. */
void thaw_zone_say(const thaw_study *study, const thaw_deal *deal, const thaw_zone *zone,
                   thaw_answer *answer);
void thaw_zone_tables(const thaw_study *study, const thaw_deal *deal, const thaw_zone *zone,
                      size_t number, thaw_answer *answer);
json_t *thaw_zone_json(const thaw_study *study, const thaw_deal *deal, const thaw_zone *zone);

#endif
