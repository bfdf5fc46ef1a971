/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records for tests, and the settings that they need. A helper that cannot do its work fails the
 * test. */
#ifndef THAW_TESTS_SUPPORT_RECORDS_H
#define THAW_TESTS_SUPPORT_RECORDS_H

#include "model/record.h"
#include "model/setting.h"

/* The record of lines "YYYY-MM,TENSION,y|n,EFFORT,STANCE,TALKS,CONFIDENCE". */
thaw_record record_of(const char *lines);

/* The record that comes with Thaw. */
thaw_record shipped_record(void);

/* The setting of a scenario on all twelve states. */
thaw_setting everywhere(const thaw_scenario *scenario);

#endif
