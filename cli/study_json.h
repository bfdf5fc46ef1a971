/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study as members of JSON answers: shared by solve and compare. */
#ifndef THAW_CLI_STUDY_JSON_H
#define THAW_CLI_STUDY_JSON_H

#include "cli/study.h"

/* "no_deal". */
json_t *thaw_no_deal_json(const thaw_study *study);

/* "deals": all of the study, solved. */
json_t *thaw_deals_json(const thaw_study *study);

#endif
