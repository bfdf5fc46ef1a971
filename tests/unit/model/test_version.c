/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The version is three numbers, as semantic versioning 2.0.0 section 2 has it. */
#include "model/version.h"

#include <stdio.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

Test(version, is_three_numbers)
{
    unsigned major, minor, patch;
    int used = 0;
    const char *version = thaw_version();
    cr_assert(eq(int, sscanf(version, "%u.%u.%u%n", &major, &minor, &patch, &used), 3));
    cr_expect(eq(chr, version[used], '\0'));
}
