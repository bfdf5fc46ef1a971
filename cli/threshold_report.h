/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `thaw threshold` says of one deal: in words, as a table, as a member of its JSON. */
#ifndef THAW_CLI_THRESHOLD_REPORT_H
#define THAW_CLI_THRESHOLD_REPORT_H

#include "cli/dials.h"

/* "holds", "breaks: China departs in calm+listed, to partial": into a buffer of THAW_PHRASE_MAX
 * bytes, returned. */
const char *thaw_probe_words(const thaw_study *study, const thaw_probe *probe, char *buffer);

/* Every crossing of every dial. With --all or --vary each dial without one has a row too. Each
 * dial's JSON is appended to `list`. */
thaw_status thaw_report_scan(const thaw_options *options, const thaw_study *study,
                             const thaw_deal *deal, const thaw_dials *dials, json_t *list,
                             thaw_answer *answer, thaw_fault *fault);

/* All dials together. */
thaw_status thaw_report_margin(const thaw_study *study, const thaw_deal *deal,
                               const thaw_dials *dials, json_t *list, thaw_answer *answer,
                               thaw_fault *fault);

/* The frontier between two dials. */
thaw_status thaw_report_frontier(const thaw_study *study, const thaw_deal *deal,
                                 const thaw_dials *dials, json_t *list, thaw_answer *answer,
                                 thaw_fault *fault);

#endif
