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
    cr_expect(thaw_utf8_is_control("\x1b", 1));
    cr_expect(thaw_utf8_is_control("\x7f", 1));
    cr_expect(thaw_utf8_is_control("\xC2\x9F", 2));
    cr_expect(not(thaw_utf8_is_control("\xC2\xA0", 2)));
    cr_expect(not(thaw_utf8_is_control(" ", 1)));
}

Test(utf8, what_cannot_be_shown_is_replaced_byte_by_byte)
{
    char text[] = "a\tb \xC2\x9B \xC3\xA9 \xE9 \xE2\x82 \xFF.";
    thaw_utf8_show(text);
    cr_expect(eq(str, text, "a b    \xC3\xA9 ? ?? ?."));
}
