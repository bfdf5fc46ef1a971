/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which file a FILE of the command line means, and which scenarios there are. */
#ifndef THAW_CLI_LOCATE_H
#define THAW_CLI_LOCATE_H

#include <stddef.h>

#include "model/status.h"

/* The scenarios that names are looked up among: those of the folders of $THAW_SCENARIOS, separated
 * by
 * ':', or else those beside the program or of the copy it was installed with. A name in two folders
 * is that of the first. */
typedef struct thaw_shelf {
    char **names; /* sorted */
    char **paths; /* [same index] */
    size_t count;
} thaw_shelf;

/* Folders that cannot be read are passed over. Fails only with THAW_ENOMEM. Clear in any case. */
thaw_status thaw_shelf_read(thaw_shelf *shelf, thaw_fault *fault);
void thaw_shelf_clear(thaw_shelf *shelf);

/* The path of FILE into `path`: itself when it is "-" or has a '/' or a '.', else that of the
 * scenario it names, in full or by a part that only one name has. Fails with THAW_EUNKNOWN, and
 * says which scenarios it could be. */
thaw_status thaw_locate(const char *file, char *path, size_t size, thaw_fault *fault);

/* The path of a file that stands beside the scenarios ("ranges.ini", "baseline.ini"), looked up as
 * they are and then, where the folders of $THAW_SCENARIOS have none, beside those that came with
 * the program. False when there is none. */
bool thaw_locate_beside(const char *name, char *path, size_t size);

/* The part of a path after its last '/'. */
const char *thaw_base_name(const char *path);

/* That without its ending, into `stem`; "-" for standard subject. */
void thaw_stem(const char *path, char *stem, size_t size);

#endif
