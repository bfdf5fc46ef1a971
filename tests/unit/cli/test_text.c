/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/text. Expected widths and breaks are counted by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "cli/table.h"
#include "cli/text.h"

Test(text, width_counts_characters_not_bytes)
{
    const char *accents = "caf\xC3\xA9"; /* e with an acute accent is two bytes */
    cr_expect(eq(int, thaw_text_width("plain", 5), 5));
    cr_expect(eq(int, thaw_text_width(accents, strlen(accents)), 4));
    cr_expect(eq(int, thaw_text_width("", 0), 0));
}

Test(text, wide_and_combining_characters_count_two_and_none)
{
    const char *wide = "\xE4\xB8\xAD\xE6\x96\x87"; /* two Chinese characters */
    const char *combining = "e\xCC\x81";           /* e and a combining accent */
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        cr_skip_test("no C.UTF-8 locale here");
    cr_expect(eq(int, thaw_text_width(wide, strlen(wide)), 4));
    cr_expect(eq(int, thaw_text_width(combining, strlen(combining)), 1));
}

Test(text, bytes_that_are_no_utf8_count_one_each)
{
    cr_expect(eq(int, thaw_text_width("\xFF\xC3", 2), 2));
    cr_expect(eq(int, thaw_text_width("\xE4\xB8", 2), 2), "cut in the middle of a character");
}

struct fit_case {
    const char *text;
    int width;
    const char *first, *rest;
};

Test(text, fit_breaks_at_the_last_blank_that_fits)
{
    static const struct fit_case cases[] = {
        {"one two three", 7, "one two", "three"},
        {"one two three", 8, "one two", "three"},
        {"one two three", 6, "one", "two three"},
        {"one two", 20, "one two", ""},
        {"unbreakable", 4, "unbr", "eakable"},
        {"plan+delist@trigger:12", 14, "plan+delist@", "trigger:12"},
        {"plan+delist@trigger:12", 4, "plan", "+delist@trigger:12"},
        {"plan.escape_clause.frozen_crisis", 30, "plan.escape_clause.", "frozen_crisis"},
        {"a/b,c/d,e/f@grim", 10, "a/b,c/d,", "e/f@grim"}, /* between pairs, not within one */
        {"a/bbbbbbbb,c", 8, "a/", "bbbbbbbb,c"},
        {"a  b", 1, "a", "b"},
        {"up to\nhere", 20, "up to", "here"},
        {"end\n", 20, "end", ""},
        {"", 5, "", ""},
        {"caf\xC3\xA9s", 4, "caf\xC3\xA9", "s"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char first[64];
        size_t next, length = thaw_text_fit(cases[i].text, cases[i].width, &next);
        snprintf(first, sizeof first, "%.*s", (int)length, cases[i].text);
        cr_expect(eq(str, first, (char *)cases[i].first), "%s at %d", cases[i].text,
                  cases[i].width);
        cr_expect(eq(str, (char *)cases[i].text + next, (char *)cases[i].rest), "%s at %d",
                  cases[i].text, cases[i].width);
    }
}

static char *written(void (*write)(FILE *out))
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    write(out);
    fclose(out);
    return text;
}

static void wrap_sentence(FILE *out)
{
    thaw_text_wrap("one two three four", 2, 12, false, out);
}

static void wrap_bold(FILE *out)
{
    thaw_text_wrap("one two", 0, 4, true, out);
}

static void put_escape(FILE *out)
{
    const char *text = "\033[2J\tbell\x07\xC2\x9B."; /* also U+009B, the one-character CSI */
    thaw_text_put(text, strlen(text), out);
}

Test(text, wrap_indents_every_line_and_keeps_the_width)
{
    char *text = written(wrap_sentence);
    cr_expect(eq(str, text, "  one two\n  three four\n"));
    free(text);
}

Test(text, bold_ends_on_its_own_line)
{
    char *text = written(wrap_bold);
    cr_expect(eq(str, text, "\033[1mone\033[0m\n\033[1mtwo\033[0m\n"));
    free(text);
}

Test(text, control_characters_cannot_reach_the_terminal)
{
    char *text = written(put_escape);
    cr_expect(eq(str, text, "?[2J?bell??."));
    free(text);
}

static char *mended(const char *text)
{
    static char copy[64];
    snprintf(copy, sizeof copy, "%s", text);
    thaw_text_mend(copy);
    return copy;
}

/* What is left of a character that a limit in bytes has cut is taken out, wherever it stands. */
Test(text, a_character_cut_in_two_is_mended)
{
    cr_expect(eq(str, mended("\xC3\xA9t\xC3\xA9 \xE2\x82\xAC"), "\xC3\xA9t\xC3\xA9 \xE2\x82\xAC"));
    cr_expect(eq(str, mended("\xC3\xA9t\xC3"), "\xC3\xA9t"));
    cr_expect(eq(str, mended("a\xE2\x82 pays \xE2, b"), "a pays , b"));
    cr_expect(eq(str, mended("\xF0\x9F\x98\xF0\x9F\x98\x80"), "\xF0\x9F\x98\x80"));
    cr_expect(eq(str, mended(""), ""));
}

Test(text, what_is_printed_is_mended)
{
    thaw_table table;
    thaw_table_init(&table, "t", "");
    thaw_table_text(&table, "a", "a");
    thaw_table_row(&table, 0);
    thaw_cell_text(&table, "%.1s pays", "\xC3\xA9lan");
    thaw_table_note(&table, "%.1s.", "\xC3\x96sten");
    cr_expect(eq(str, thaw_table_cell(&table, 0, 0)->text, " pays"));
    cr_expect(eq(str, table.note, "."));
    thaw_table_clear(&table);
}

Test(text, longest_word_is_in_columns)
{
    cr_expect(eq(int, thaw_text_longest_word("a caf\xC3\xA9s bc\nabc"), 5));
    cr_expect(eq(int, thaw_text_longest_word(""), 0));
}

Test(text, contains_ignores_letter_case)
{
    cr_expect(thaw_text_contains("US Majors List", "majors"));
    cr_expect(thaw_text_contains("anything", ""));
    cr_expect(not(thaw_text_contains("short", "shorter")));
    cr_expect(not(thaw_text_contains("", "a")));
}
