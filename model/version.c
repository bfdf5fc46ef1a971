/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The version, which CMakeLists.txt alone states. */
#include "model/version.h"

const char *thaw_version(void)
{
    return THAW_VERSION;
}
