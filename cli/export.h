/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a game can be written as, and a scenario to fill in. */
#ifndef THAW_CLI_EXPORT_H
#define THAW_CLI_EXPORT_H

#include "cli/subject.h"

/* What --to may say: "csv", "json", "nfg", "ini". Static storage. */
const char *const *thaw_export_targets(size_t *count);

/* Writes a scenario that extends the subject's and makes the options' --set changes, each with a
 * place for its source; `extends` is relative to the folder of options->out. Fails with THAW_EARG
 * on standard input, which nothing can extend, and where `extends` cannot say the parent's name. */
thaw_status thaw_export_ini(const thaw_options *options, const thaw_subject *subject, FILE *out,
                            thaw_fault *fault);

#endif
