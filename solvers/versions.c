/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which versions of the numerical libraries are linked. */
#include "solvers/versions.h"

#include <glpk.h>
#include <gsl/gsl_version.h>

const char *thaw_glpk_version(void)
{
    return glp_version();
}

const char *thaw_gsl_version(void)
{
    return gsl_version;
}
