/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/words. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "cli/words.h"
#include "model/fentanyl.h"

static char buffer[THAW_WORDS_MAX];

static void expect(const char *found, const char *expected)
{
    cr_expect(eq(str, (char *)found, (char *)expected));
}

Test(words, counts_are_words_up_to_ten)
{
    expect(thaw_words_count(0, "deal", "deals", buffer), "no deals");
    expect(thaw_words_count(1, "deal", "deals", buffer), "one deal");
    expect(thaw_words_count(10, "deal", "deals", buffer), "ten deals");
    expect(thaw_words_count(11, "deal", "deals", buffer), "11 deals");
}

Test(words, months_have_a_decimal_where_it_says_something)
{
    expect(thaw_words_months(1, buffer), "one month");
    expect(thaw_words_months(7.8, buffer), "7.8 months");
    expect(thaw_words_months(12.04, buffer), "12 months");
    expect(thaw_words_months(123.4, buffer), "123 months");
    expect(thaw_words_months(INFINITY, buffer), "forever");
}

Test(words, a_chance_is_never_rounded_to_certainty)
{
    expect(thaw_words_chance(0, buffer), "never");
    expect(thaw_words_chance(1, buffer), "always");
    expect(thaw_words_chance(0.548, buffer), "54.8%");
    expect(thaw_words_chance(0.0007, buffer), "0.07%");
    expect(thaw_words_chance(1e-9, buffer), "almost never");
    expect(thaw_words_chance(1 - 1e-9, buffer), "almost always");
}

Test(words, money_keeps_its_sign_when_small)
{
    expect(thaw_words_money(2.559, buffer), "US$ 2.56 bn");
    expect(thaw_words_money(-0.0007, buffer), "US$ -0.0007 bn");
    expect(thaw_words_money(0, buffer), "US$ 0.00 bn");
}

Test(words, lists_have_commas_and_a_last_word)
{
    static const char *const items[] = {"a", "b", "c"};
    expect(thaw_words_list(items, 0, "and", buffer), "");
    expect(thaw_words_list(items, 1, "and", buffer), "a");
    expect(thaw_words_list(items, 2, "and", buffer), "a and b");
    expect(thaw_words_list(items, 3, "or", buffer), "a, b or c");
}

Test(words, a_cut_is_seen)
{
    char small[8] = "ab";
    thaw_words_add(small, sizeof small, "%d%s", 3, "cdef");
    expect(small, "ab3cdef");
    thaw_words_add(small, sizeof small, "%s", "");
    expect(small, "ab3cdef");
    thaw_words_add(small, sizeof small, "gh");
    expect(small, "ab3c...");
    thaw_words_add(small, sizeof small, "i");
    expect(small, "ab3c...");
}

Test(words, a_cut_breaks_no_character)
{
    char small[10] = "";
    thaw_words_add(small, sizeof small, "abc\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC");
    expect(small, "abc\xE2\x82\xAC...");
    small[0] = '\0';
    thaw_words_add(small, sizeof small, "abcde\xE2\x82\xAC\xE2\x82\xAC");
    expect(small, "abcde....");
}

/* Items that fit whole, and how many more there are. */
Test(words, a_list_says_what_it_leaves_out)
{
    char list[64] = "";
    int said = 0;
    while (thaw_words_item(list, sizeof list, "; ", "(a 0.5, b 0.5)"))
        said++;
    cr_expect(eq(int, said, 1));
    thaw_words_more(list, sizeof list, "; ", 61);
    expect(list, "(a 0.5, b 0.5); and 61 more");
}

Test(words, a_state_says_listing_and_channel)
{
    expect(thaw_words_state(thaw_fentanyl_state(THAW_CALM, true, true), buffer),
           "calm, listed, channel frozen");
    expect(thaw_words_state(thaw_fentanyl_state(THAW_CRISIS, false, false), buffer),
           "crisis, not listed, channel open");
}
