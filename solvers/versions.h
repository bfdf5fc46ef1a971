/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which versions of the numerical libraries are linked. */
#ifndef THAW_SOLVERS_VERSIONS_H
#define THAW_SOLVERS_VERSIONS_H

/* Such as "5.0" and "2.7.1". Static storage. */
const char *thaw_glpk_version(void);
const char *thaw_gsl_version(void);

#endif
