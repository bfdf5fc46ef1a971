/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GSL's error handler, and its error codes in our terms. */
#include "solvers/gsl_guard.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <pthread.h>
#include <setjmp.h>
#include <stddef.h>
#include <string.h>

/* Where this thread is to go on after an error of GSL's; NULL: in GSL, which returns its code. */
static _Thread_local jmp_buf *back;

/* Without memory for a block GSL's vectors free their own and report it once more: a jump out of
 * the first report would leave the vector behind. */
static void handle(const char *reason, const char *file, int line, int code)
{
    (void)file;
    (void)line;
    (void)code;
    if (back && !strstr(reason, "space for block "))
        longjmp(*back, 1);
}

static void set_handler(void)
{
    gsl_set_error_handler(handle);
}

void thaw_gsl_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, set_handler);
}

gsl_matrix *thaw_gsl_matrix_new(size_t rows, size_t columns)
{
    gsl_block *block = gsl_block_alloc(rows * columns);
    gsl_matrix *matrix =
        block ? gsl_matrix_alloc_from_block(block, 0, rows, columns, columns) : NULL;
    if (matrix)
        matrix->owner = 1;
    else
        gsl_block_free(block);
    return matrix;
}

int thaw_gsl_factor(gsl_matrix *matrix, gsl_permutation *order)
{
    jmp_buf here;
    int sign;
    volatile int code = GSL_ENOMEM; /* its one error where the sizes agree */
    if (setjmp(here) == 0) {
        back = &here;
        code = gsl_linalg_LU_decomp(matrix, order, &sign);
    }
    back = NULL;
    return code;
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
    if (status == THAW_ENOMEM)
        thaw_fail(fault, status, "%s: no memory", what);
    else if (status != THAW_OK)
        thaw_fail(fault, status, "%s: %s", what, gsl_strerror(code));
    return status;
}
