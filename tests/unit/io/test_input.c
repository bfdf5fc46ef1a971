/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files into memory: every byte, up to a limit. */
#include "io/input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

static char path[] = "/tmp/thaw-input-XXXXXX";

static void make_file(size_t length)
{
    int file = mkstemp(path);
    FILE *out = fdopen(file, "w");
    for (size_t k = 0; k < length; k++)
        fputc((int)(k % 251), out);
    fclose(out);
}

/* Around the size of the first buffer, 65,536 bytes, and of the limit. */
struct size_case {
    size_t length, limit;
    thaw_status expected;
};
ParameterizedTestParameters(input, reads_up_to_the_limit)
{
    static struct size_case cases[] = {
        {0, 100000, THAW_OK},      {1, 1, THAW_OK},
        {2, 1, THAW_ERANGE},       {65534, 100000, THAW_OK},
        {65535, 100000, THAW_OK},  {65536, 100000, THAW_OK},
        {65537, 65537, THAW_OK},   {65538, 65537, THAW_ERANGE},
        {200000, 200000, THAW_OK}, {200000, 199999, THAW_ERANGE},
        {0, 0, THAW_OK},
    };
    return cr_make_param_array(struct size_case, cases, sizeof cases / sizeof *cases);
}
ParameterizedTest(struct size_case *c, input, reads_up_to_the_limit)
{
    char *text = NULL;
    size_t length = 0;
    thaw_fault fault;
    make_file(c->length);
    thaw_status status = thaw_input_read(path, c->limit, &text, &length, &fault);
    unlink(path);
    cr_assert(eq(int, status, c->expected));
    if (status != THAW_OK) {
        cr_expect(text == NULL);
        cr_expect(eq(str, fault.file, path));
        return;
    }
    cr_expect(eq(sz, length, c->length));
    cr_expect(eq(chr, text[length], '\0'));
    for (size_t k = 0; k < length; k++)
        cr_assert(eq(int, (unsigned char)text[k], (int)(k % 251)));
    free(text);
}

Test(input, says_how_large_is_too_large)
{
    char *text = NULL;
    size_t length = 0;
    thaw_fault fault;
    make_file(20);
    cr_expect(eq(int, thaw_input_read(path, 19, &text, &length, &fault), THAW_ERANGE));
    cr_expect(eq(str, fault.text, "it is larger than 19 bytes"));
    unlink(path);
}

Test(input, reads_standard_input)
{
    char *text = NULL;
    size_t length = 0;
    make_file(1000);
    FILE *in = freopen(path, "r", stdin);
    cr_assert(in != NULL);
    cr_assert(eq(int, thaw_input_read("-", 4096, &text, &length, NULL), THAW_OK));
    cr_expect(eq(sz, length, 1000));
    free(text);
    unlink(path);
}

Test(input, refuses_what_it_may_not_read)
{
    char *text = NULL;
    size_t length = 0;
    thaw_fault fault;
    if (geteuid() == 0)
        cr_skip_test("root may read everything");
    make_file(1);
    cr_assert(eq(int, chmod(path, 0), 0));
    cr_expect(eq(int, thaw_input_read(path, 10, &text, &length, &fault), THAW_EIO));
    cr_expect(eq(str, fault.text, "no permission to read it"));
    unlink(path);
}
