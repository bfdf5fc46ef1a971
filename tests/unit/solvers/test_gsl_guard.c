/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GSL's handler is off, and its codes become ours. Codes as in gsl_errno.h. */
#include "solvers/gsl_guard.h"

#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

/* What GSL itself calls on an error: with its default handler this aborts. */
void gsl_error(const char *reason, const char *file, int line, int gsl_errno);

Test(gsl_guard, an_error_returns_to_the_caller)
{
    thaw_gsl_init();
    thaw_gsl_init();
    gsl_error("on purpose", "nowhere.c", 1, 1);
}

struct code {
    int gsl;
    thaw_status status;
};

ParameterizedTestParameters(gsl_guard, codes)
{
    static struct code codes[] = {{8, THAW_ENOMEM},   {4, THAW_EARG},      {19, THAW_EARG},
                                  {1, THAW_ENUMERIC}, {21, THAW_ENUMERIC}, {-1, THAW_ENUMERIC}};
    return cr_make_param_array(struct code, codes, sizeof codes / sizeof *codes);
}

ParameterizedTest(struct code *c, gsl_guard, codes)
{
    thaw_fault fault = {0};
    cr_expect(eq(int, thaw_from_gsl(c->gsl, "a root", &fault), c->status));
    cr_expect(eq(int, fault.status, c->status));
    cr_expect(strncmp(fault.text, "a root: ", 8) == 0 && strlen(fault.text) > 8, "%s", fault.text);
}

Test(gsl_guard, success_leaves_the_fault_alone)
{
    thaw_fault fault = {.text = "untouched"};
    cr_expect(eq(int, thaw_from_gsl(0, "a root", &fault), THAW_OK));
    cr_expect(eq(str, fault.text, "untouched"));
}
