/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The smallest program that uses the library: which one is it? */
#include <stdio.h>

#include <thaw/thaw.h>

int main(void)
{
    printf("Thaw %s\n", thaw_version());
    return 0;
}
