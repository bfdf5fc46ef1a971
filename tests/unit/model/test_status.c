/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statuses, faults and suggestions. */
#include "model/status.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <string.h>

Test(status, texts_of_all_and_of_none)
{
    cr_assert(eq(str, (char *)thaw_status_text(THAW_OK), "success"));
    cr_assert(eq(str, (char *)thaw_status_text(THAW_EMISSING), "missing value"));
    cr_assert(eq(str, (char *)thaw_status_text((thaw_status)999), "unknown"));
    cr_assert(eq(str, (char *)thaw_outcome_text(THAW_OUTCOME_CONVERGED), "converged"));
    cr_assert(eq(str, (char *)thaw_outcome_text((thaw_outcome)999), "unknown"));
}

Test(status, fail_fills_everything_and_returns_its_status)
{
    thaw_fault fault;
    memset(&fault, 'x', sizeof fault);
    cr_assert(eq(int, thaw_fail(&fault, THAW_ERANGE, "%d is too much", 7), THAW_ERANGE));
    cr_assert(eq(int, fault.status, THAW_ERANGE));
    cr_assert(eq(str, fault.text, "7 is too much"));
    cr_assert(eq(str, fault.key, ""));
    cr_assert(eq(str, fault.help, ""));
    cr_assert(eq(str, fault.file, ""));
    cr_assert(eq(int, fault.line, 0));

    cr_assert(eq(int, thaw_fail_key(&fault, THAW_EPARSE, "a.b", "bad"), THAW_EPARSE));
    cr_assert(eq(str, fault.key, "a.b"));
    thaw_fault_help(&fault, "try %s", "this");
    cr_assert(eq(str, fault.help, "try this"));
}

/* A fault can be wrapped: its texts are arguments of its own next filling. */
Test(status, a_fault_can_quote_itself)
{
    thaw_fault fault;
    thaw_fail_key(&fault, THAW_EPARSE, "a.b", "inner");
    thaw_fail_key(&fault, THAW_EARG, fault.key, "outer: %s", fault.text);
    cr_assert(eq(str, fault.key, "a.b"));
    cr_assert(eq(str, fault.text, "outer: inner"));
    cr_assert(eq(int, fault.status, THAW_EARG));
    thaw_fault_help(&fault, "because");
    thaw_fault_help(&fault, "%s of that", fault.help);
    cr_assert(eq(str, fault.help, "because of that"));
}

/* One of the list is appended once more, also where the list moves. */
Test(status, a_list_can_repeat_its_own)
{
    thaw_faults faults = {0};
    thaw_fault fault;
    thaw_fail(&fault, THAW_ERANGE, "first");
    cr_assert(thaw_faults_add(&faults, &fault));
    while (faults.count < 100)
        cr_assert(thaw_faults_add(&faults, &faults.items[0]));
    for (size_t k = 0; k < faults.count; k++)
        cr_assert(eq(str, faults.items[k].text, "first"));
    thaw_faults_clear(&faults);
}

Test(status, nobody_needs_the_fault)
{
    cr_assert(eq(int, thaw_fail(NULL, THAW_EIO, "x"), THAW_EIO));
    cr_assert(eq(int, thaw_fail_key(NULL, THAW_EIO, "k", "x"), THAW_EIO));
    thaw_fault_help(NULL, "x");
}

/* A message that does not fit ends before a character, never within one. */
Test(status, long_texts_are_cut_at_a_character)
{
    char text[3 * THAW_MESSAGE_MAX];
    thaw_fault fault;
    for (size_t shift = 0; shift < 3; shift++) {
        memset(text, 'a', shift);
        for (size_t k = shift; k + 3 < sizeof text; k += 3)
            memcpy(text + k, "\xE2\x82\xAC", 4); /* the euro sign, three bytes */
        thaw_fail(&fault, THAW_EIO, "%s", text);
        cr_assert(eq(sz, strlen(fault.text), (THAW_MESSAGE_MAX - 1 - shift) / 3 * 3 + shift));
        thaw_fault_help(&fault, "%s", text);
        cr_assert(eq(sz, strlen(fault.help), (THAW_HELP_MAX - 1 - shift) / 3 * 3 + shift));
    }
}

/* What a message quotes cannot act on a terminal. */
Test(status, what_cannot_be_shown_is_replaced)
{
    thaw_fault fault;
    thaw_fail_key(&fault, THAW_EPARSE, "a\tb", "%s",
                  "x\x1b[31m\r\n\x7f \xC2\x9B \xC2\xA0 \xC3\xA9");
    cr_assert(eq(str, fault.text, "x [31m       \xC2\xA0 \xC3\xA9"));
    cr_assert(eq(str, fault.key, "a b"));
    thaw_fault_help(&fault, "%s", "\xC2\x80\xC2");
    cr_assert(eq(str, fault.help, "  ?"));
}

Test(status, copy_text_always_ends)
{
    char small[4];
    thaw_copy_text(small, sizeof small, "abcdef");
    cr_assert(eq(str, small, "abc"));
    thaw_copy_text(small, sizeof small, "ab\xC3\xA9");
    cr_assert(eq(str, small, "ab"));
    thaw_copy_text(small, 1, "abc");
    cr_assert(eq(str, small, ""));
    char wide[9];
    thaw_copy_text(wide, sizeof wide, "abcd\xF0\x9F\x92\x8A\x80");
    cr_assert(eq(str, wide, "abcd\xF0\x9F\x92\x8A"));
    thaw_copy_text(wide, sizeof wide, "full\x87\x87\x87\x87\x87\x87");
    cr_assert(ne(str, wide, "full"), "bytes that belong to no character are no reason to cut more");
}

Test(status, lists_grow_and_clear)
{
    thaw_faults faults = {0};
    thaw_fault fault;
    for (int k = 0; k < 100; k++) {
        thaw_fail(&fault, THAW_EPARSE, "%d", k);
        cr_assert(thaw_faults_add(&faults, &fault));
    }
    cr_assert(eq(sz, faults.count, 100));
    cr_assert(eq(str, faults.items[99].text, "99"));
    thaw_faults_clear(&faults);
    cr_assert(eq(sz, faults.count, 0));
    cr_assert(eq(ptr, faults.items, NULL));
}

struct near_case {
    char word[80], expected[16]; /* "" for none */
};

/* Distances counted by hand: insert, delete, replace, swap cost 1 each. */
ParameterizedTestParameters(status, nearest)
{
    static struct near_case cases[] = {
        {"weakness", "weakness"},
        {"weaknes", "weakness"},
        {"waekness", "weakness"},
        {"WEAKNESS", "weakness"},
        {"wekness", "weakness"},
        {"weekend", ""},
        {"rat", "rate"},
        {"rtae", "rate"},
        {"rxte", "rate"},
        {"r", ""},
        {"", ""},
        {"x", ""},
        {"wxaxnxss", ""},
        {"we_akn_es", "weakness"},
        {"a word that is far longer than anything that could be compared with a key", ""},
    };
    return cr_make_param_array(struct near_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct near_case *c, status, nearest)
{
    static const char *const names[] = {"weakness", "rate", "severity"};
    const char *found = thaw_nearest(c->word, names, 3);
    cr_assert(eq(str, (char *)(found ? found : ""), c->expected), "%s", c->word);
}

Test(status, nearest_of_none)
{
    cr_assert(eq(ptr, (void *)thaw_nearest("word", NULL, 0), NULL));
}

/* Of two as near, the first: answers do not depend on anything but the list. */
Test(status, nearest_prefers_the_first)
{
    static const char *const names[] = {"cost_us", "cost_uk"};
    cr_assert(eq(str, (char *)thaw_nearest("cost_u", names, 2), "cost_us"));
}
