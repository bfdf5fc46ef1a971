/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which bytes are characters, and what is shown of the others. */
#include "model/utf8.h"

#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

/* Unicode 15, table 3-7: the ends of each of its rows, and what lies just beyond. */
Test(utf8, lengths)
{
    static const struct {
        const char *text;
        size_t length;
    } cases[] = {
        {"a", 1},
        {"\x7F", 1},
        {"\x80", 0},
        {"\xC1\xBF", 0},
        {"\xC2\x80", 2},
        {"\xDF\xBF", 2},
        {"\xC2", 0},
        {"\xE0\x9F\xBF", 0},
        {"\xE0\xA0\x80", 3},
        {"\xED\x9F\xBF", 3},
        {"\xED\xA0\x80", 0},
        {"\xEF\xBF\xBF", 3},
        {"\xE2\x82", 0},
        {"\xF0\x8F\xBF\xBF", 0},
        {"\xF0\x90\x80\x80", 4},
        {"\xF4\x8F\xBF\xBF", 4},
        {"\xF4\x90\x80\x80", 0},
        {"\xF5\x80\x80\x80", 0},
        {"", 0},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        cr_expect(eq(sz, thaw_utf8_length(cases[k].text, strlen(cases[k].text)), cases[k].length),
                  "%zu", k);
}

/* The text goes on behind what may be read. */
Test(utf8, no_more_is_read_than_there_is)
{
    cr_expect(eq(sz, thaw_utf8_length("\xC3\xA9", 1), 0));
    cr_expect(eq(sz, thaw_utf8_length("a", 0), 0));
}

Test(utf8, what_acts_on_a_terminal)
{
    static const unsigned long control[] = {0x0,    0x1B,   0x1F,   0x7F,   0x9F,
                                            0x2028, 0x202A, 0x202E, 0x2066, 0x2069};
    static const unsigned long shown[] = {0x20, 0x7E, 0xA0, 0x2027, 0x202F, 0x2065, 0x206A};
    for (size_t k = 0; k < sizeof control / sizeof *control; k++)
        cr_expect(thaw_utf8_is_control(control[k]), "U+%04lX", control[k]);
    for (size_t k = 0; k < sizeof shown / sizeof *shown; k++)
        cr_expect(not(thaw_utf8_is_control(shown[k])), "U+%04lX", shown[k]);
}

/* Unicode 15, table 3-6. */
Test(utf8, code_points)
{
    cr_expect(eq(ulong, thaw_utf8_point("a", 1), 0x61));
    cr_expect(eq(ulong, thaw_utf8_point("\xC2\x9B", 2), 0x9B));
    cr_expect(eq(ulong, thaw_utf8_point("\xE2\x80\xAE", 3), 0x202E));
    cr_expect(eq(ulong, thaw_utf8_point("\xF4\x8F\xBF\xBF", 4), 0x10FFFF));
}

Test(utf8, what_cannot_be_shown_is_replaced_byte_by_byte)
{
    char text[] = "a\tb \xC2\x9B \xC3\xA9 \xE9 \xE2\x82 \xFF.";
    thaw_utf8_show(text);
    cr_expect(eq(str, text, "a b    \xC3\xA9 ? ?? ?."));
}
