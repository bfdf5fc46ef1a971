/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GSL's error handler, and its error codes in our terms. */
#include "solvers/gsl_guard.h"

#include <gsl/gsl_errno.h>
#include <pthread.h>

static void turn_handler_off(void)
{
    gsl_set_error_handler_off();
}

void thaw_gsl_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, turn_handler_off);
}

static thaw_status status_of(int code)
{
    switch (code) {
    case GSL_SUCCESS:
        return THAW_OK;
    case GSL_ENOMEM:
        return THAW_ENOMEM;
    case GSL_EINVAL:
    case GSL_EBADLEN:
        return THAW_EARG;
    default:
        return THAW_ENUMERIC;
    }
}

thaw_status thaw_from_gsl(int code, const char *what, thaw_fault *fault)
{
    thaw_status status = status_of(code);
    if (status != THAW_OK)
        thaw_fail(fault, status, "%s: %s", what, gsl_strerror(code));
    return status;
}
