/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as Gambit writes them. */
#include "io/rational.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

struct rational_case {
    char text[100];
    double expected;
};
ParameterizedTestParameters(rational, reads)
{
    /* Long quotients: 10^17 + 1 over 10^17 rounds to 1; one part in 2^53 above 1, exactly half way
     * to the next double, rounds to even, and the least bit more rounds up. 2^53 + 1 =
     * 9007199254740993 is no double itself, so that dividing doubles would be 1 off. */
    static struct rational_case cases[] = {
        {"3", 3.0},
        {"-0.25", -0.25},
        {"+2", 2.0},
        {"1e-3", 1e-3},
        {".5", 0.5},
        {"5.", 5.0},
        {"1/3", 1.0 / 3.0},
        {"-2/3", -2.0 / 3.0},
        {"+2/3", 2.0 / 3.0},
        {"0/7", 0.0},
        {"0000000000000000000/00000000000000000000000007", 0.0},
        {"000000000000000000001/00000000000000000002", 0.5},
        {"100000000000000001/100000000000000000", 1.0},
        {"9007199254740993/9007199254740992", 1.0},
        {"90071992547409930000000001/90071992547409920000000000", 1.0 + 0x1p-52},
        {"9007199254740993/3002399751580331", 3.0},
        {"18014398509481985/2", 9007199254740992.0},
        {"18014398509481986/2", 9007199254740992.0},
        {"18014398509481987/2", 9007199254740994.0},
        {"1/1000000000000000000000000000000", 1e-30},
        {"-61728394506172839/500000000000000000", -0.123456789012345678},
    };
    return cr_make_param_array(struct rational_case, cases, sizeof cases / sizeof *cases);
}
ParameterizedTest(struct rational_case *c, rational, reads)
{
    double value = NAN;
    const char *wrong = thaw_rational_read(c->text, strlen(c->text), &value);
    cr_assert(wrong == NULL, "%s %s", c->text, wrong);
    cr_expect(eq(dbl, value, c->expected), "%s: %a", c->text, value);
}

struct wrong_case {
    char text[32], expected[32];
};
ParameterizedTestParameters(rational, refuses)
{
    static struct wrong_case cases[] = {
        {"", "is not a number"},      {"x", "is not a number"},     {"1/", "is not a number"},
        {"/2", "is not a number"},    {"1/2/3", "is not a number"}, {"1/-2", "is not a number"},
        {"1.5/2", "is not a number"}, {"1/2.5", "is not a number"}, {"1/0", "divides by zero"},
        {"5..", "is not a number"},   {"0x10", "is not a number"},  {"nan", "is not a number"},
        {"1e999", "is too large"},    {"- 1", "is not a number"},   {"1/2x", "is not a number"},
    };
    return cr_make_param_array(struct wrong_case, cases, sizeof cases / sizeof *cases);
}
ParameterizedTest(struct wrong_case *c, rational, refuses)
{
    double value = 0.0;
    const char *wrong = thaw_rational_read(c->text, strlen(c->text), &value);
    cr_assert(wrong != NULL, "%s is %g", c->text, value);
    cr_expect(eq(str, (char *)wrong, c->expected), "%s", c->text);
}

Test(rational, reads_no_further_than_told)
{
    double value = 0.0;
    cr_expect(thaw_rational_read("1/3 4", 3, &value) == NULL);
    cr_expect(eq(dbl, value, 1.0 / 3.0));
}

Test(rational, refuses_more_digits_than_a_double_can_need)
{
    char text[400];
    memset(text, '7', sizeof text);
    memcpy(text + 301, "/3", 3);
    double value = 0.0;
    const char *wrong = thaw_rational_read(text, 303, &value);
    cr_assert(wrong != NULL);
    cr_expect(eq(str, (char *)wrong, "has too many digits"));
}

/* p/q of doubles is the double nearest to their quotient (IEEE 754), and whole numbers up to 2^53
 * are doubles: the long division must agree, whatever zeros are put behind both. */
Test(rational, long_division_agrees_with_the_machines)
{
    unsigned long long state = 20240607;
    for (int k = 0; k < 2000; k++) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        long long top = (long long)(state >> 11);
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        long long bottom = (long long)(state >> (11 + k % 40)) + 1;
        char text[100];
        snprintf(text, sizeof text, "%lld000000000000000000000/%lld000000000000000000000", top,
                 bottom);
        double value = 0.0;
        cr_assert(thaw_rational_read(text, strlen(text), &value) == NULL);
        cr_expect(eq(dbl, value, (double)top / (double)bottom), "%s", text);
    }
}
