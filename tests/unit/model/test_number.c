/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as text. */
#include "model/number.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct read_case {
    char text[40];
    bool is_number;
    int length; /* of the number */
    double value;
};

ParameterizedTestParameters(number, read)
{
    static struct read_case cases[] = {
        {"0", true, 1, 0},
        {"12", true, 2, 12},
        {"-1.5", true, 4, -1.5},
        {"+.5", true, 3, 0.5},
        {"1e5", true, 3, 1e5},
        {"2.5E-3x", true, 6, 2.5e-3},
        {"1e", true, 1, 1},
        {"1e+", true, 1, 1},
        {"5.", true, 1, 5},
        {"10..20", true, 2, 10},
        {"0x10", true, 1, 0},
        {"-0X1p3", true, 2, -0.0},
        {"10x5", true, 2, 10},
        {"00x1", true, 2, 0},
        {"12 billion", true, 2, 12},
        {"0,5", true, 1, 0},
        {"60_000", true, 2, 60},
        {"1e999", true, 5, HUGE_VAL},
        {"-1e999", true, 6, -HUGE_VAL},
        {"", false, 0, 0},
        {" 1", false, 0, 0},
        {".", false, 0, 0},
        {"-", false, 0, 0},
        {"-e5", false, 0, 0},
        {"nan", false, 0, 0},
        {"-inf", false, 0, 0},
        {"infinity", false, 0, 0},
        {"\xD9\xA1", false, 0, 0}, /* an Arabic digit */
    };
    return cr_make_param_array(struct read_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct read_case *c, number, read)
{
    const char *end = NULL;
    double value = 77;
    cr_assert(eq(int, thaw_number_read(c->text, &end, &value), c->is_number), "%s", c->text);
    cr_assert(eq(int, (int)(end - c->text), c->length), "%s", c->text);
    cr_assert(eq(dbl, value, c->is_number ? c->value : 77), "%s", c->text);
    cr_assert(eq(int, thaw_number_read(c->text, NULL, &value), c->is_number));
}

struct format_case {
    double value;
    char text[32];
};

ParameterizedTestParameters(number, format)
{
    static struct format_case cases[] = {
        {0.1, "0.1"},
        {12, "12"},
        {100, "100"},
        {60000, "60000"},
        {1e6, "1000000"},
        {123456.75, "123456.75"},
        {999999999999999, "999999999999999"},
        {1e15, "1e+15"},
        {0.00001, "0.00001"},
        {0.0000099, "9.9e-06"},
        {1e-9, "1e-09"},
        {1.0 / 3, "0.3333333333333333"},
        {0.1 + 0.2, "0.30000000000000004"},
        {-2.5, "-2.5"},
        {0, "0"},
        {-0.0, "-0"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {-DBL_MIN, "-2.2250738585072014e-308"},
        {5e-324, "5e-324"},
        {HUGE_VAL, "inf"},
        {-HUGE_VAL, "-inf"},
    };
    return cr_make_param_array(struct format_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct format_case *c, number, format)
{
    char text[THAW_NUMBER_MAX];
    thaw_number_format(c->value, text, sizeof text);
    cr_assert(eq(str, text, c->text));
}

Test(number, not_a_number_is_said)
{
    char text[THAW_NUMBER_MAX];
    thaw_number_format((double)NAN, text, sizeof text);
    cr_assert(eq(str, text, "nan"));
}

/* splitmix64 (Steele, Lea, Flood 2014): any bits will do. */
static uint64_t next_bits(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* Every finite double comes back the same to the last bit, and the text fits. */
Test(number, what_is_written_is_read_back)
{
    uint64_t state = 1;
    for (int k = 0; k < 20000; k++) {
        uint64_t bits = next_bits(&state);
        double value = 0, back = 0;
        memcpy(&value, &bits, sizeof value);
        if (k % 2) /* and numbers of everyday size */
            value = (double)(int64_t)(bits >> 40) / 1000;
        if (!isfinite(value))
            continue;
        char text[THAW_NUMBER_MAX];
        const char *end = NULL;
        thaw_number_format(value, text, sizeof text);
        cr_assert(thaw_number_read(text, &end, &back) && *end == '\0', "%s", text);
        cr_assert(memcmp(&value, &back, sizeof value) == 0, "%a became %s", value, text);
    }
}

/* A program that uses the library may have set a locale that writes 0,5. Where no such locale is
 * installed there is nothing to see. */
Test(number, the_point_is_a_point_in_every_locale)
{
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "pt_BR.UTF-8", "ru_RU.UTF-8"};
    bool set = false;
    for (size_t k = 0; k < sizeof names / sizeof *names && !set; k++)
        set = setlocale(LC_NUMERIC, names[k]) && localeconv()->decimal_point[0] == ',';
    if (!set)
        cr_skip_test("no locale with a decimal comma is installed");
    char text[THAW_NUMBER_MAX];
    double value = 0;
    thaw_number_format(0.5, text, sizeof text);
    cr_assert(eq(str, text, "0.5"));
    cr_assert(thaw_number_read("0.5", NULL, &value));
    cr_assert(eq(dbl, value, 0.5));
    cr_assert(eq(int, localeconv()->decimal_point[0], ','), "the program's locale is left alone");
}

struct interval_case {
    char text[40];
    bool is_interval;
    double low, high;
};

ParameterizedTestParameters(number, interval)
{
    static struct interval_case cases[] = {
        {"10..20", true, 10, 20},
        {"10 .. 20", true, 10, 20},
        {"0.5..1.5", true, 0.5, 1.5},
        {"-1\t..\t.5", true, -1, 0.5},
        {"20 .. 10", true, 20, 10},
        {"1 . . 2", false, 0, 0},
        {"1 ... 2", false, 0, 0},
        {"1 .. 2 3", false, 0, 0},
        {"1 ..", false, 0, 0},
        {".. 2", false, 0, 0},
        {"15", false, 0, 0},
        {"1-2", false, 0, 0},
        {"", false, 0, 0},
    };
    return cr_make_param_array(struct interval_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct interval_case *c, number, interval)
{
    double low = 0, high = 0;
    cr_assert(eq(int, thaw_interval_read(c->text, &low, &high), c->is_interval), "%s", c->text);
    cr_assert(eq(dbl, low, c->low), "%s", c->text);
    cr_assert(eq(dbl, high, c->high), "%s", c->text);
}
