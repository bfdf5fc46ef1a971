/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which Thaw this is. */
#ifndef THAW_MODEL_VERSION_H
#define THAW_MODEL_VERSION_H

/* The version of the library that is linked, such as "0.1.0". A constant: never freed, never fails.
 */
const char *thaw_version(void);

#endif
