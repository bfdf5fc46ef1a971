/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the one list of parameters. */
#include "model/parameters.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

Test(parameters, every_double_of_the_values_has_one_row)
{
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    cr_assert(eq(sz, count * sizeof(double), sizeof(thaw_values)));
    for (size_t k = 0; k < count; k++)
        cr_assert(eq(sz, rows[k].offset, k * sizeof(double)), "%s.%s", rows[k].section,
                  rows[k].key);
}

static int words_in(const char *words)
{
    int count = 1;
    for (; *words; words++)
        count += *words == '|';
    return count;
}

Test(parameters, rows_are_complete_and_their_bounds_in_order)
{
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; k < count; k++) {
        cr_assert(rows[k].unit[0] && rows[k].meaning[0], "%s.%s", rows[k].section, rows[k].key);
        cr_assert(lt(dbl, rows[k].low, rows[k].high), "%s.%s", rows[k].section, rows[k].key);
        if (rows[k].words)
            cr_assert(eq(dbl, rows[k].high, words_in(rows[k].words) - 1), "%s", rows[k].words);
    }
}

Test(parameters, keys_are_unique_and_sections_lie_together)
{
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < k; i++) {
            bool same = strcmp(rows[i].section, rows[k].section) == 0;
            if (!same)
                continue;
            cr_assert(ne(str, (char *)rows[i].key, (char *)rows[k].key), "[%s]", rows[k].section);
            cr_assert(eq(str, (char *)rows[k - 1].section, (char *)rows[k].section),
                      "a section in two pieces");
        }
}

Test(parameters, a_shock_has_three_chances)
{
    size_t count = 0;
    const thaw_parameter *rows = thaw_shock_parameters(&count);
    thaw_shock shock = {.name = "x", .rate = 0.1, .severity = 0.2, .freeze = 0.3};
    cr_assert(eq(sz, count, 3));
    cr_assert(eq(str, (char *)rows[0].key, "rate"));
    cr_assert(eq(dbl, *thaw_parameter_in(&rows[0], &shock), 0.1));
    cr_assert(eq(dbl, *thaw_parameter_in(&rows[1], &shock), 0.2));
    cr_assert(eq(dbl, *thaw_parameter_in(&rows[2], &shock), 0.3));
}

/* The row of a key, for the tests below. */
static const thaw_parameter *row_of(const char *section, const char *key)
{
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; k < count; k++)
        if (strcmp(rows[k].section, section) == 0 && strcmp(rows[k].key, key) == 0)
            return &rows[k];
    cr_fatal("no row %s.%s", section, key);
    return NULL;
}

Test(parameters, words_there_and_back)
{
    const thaw_parameter *rule = row_of("listing", "rule");
    char word[32];
    cr_assert(eq(int, thaw_parameter_word(rule, "decided", 7), 0));
    cr_assert(eq(int, thaw_parameter_word(rule, "fixed and more", 5), 2));
    cr_assert(eq(int, thaw_parameter_word(rule, "fix", 3), -1));
    cr_assert(eq(int, thaw_parameter_word(rule, "fixed ", 6), -1));
    cr_assert(eq(int, thaw_parameter_word(rule, "", 0), -1));
    cr_assert(eq(int, thaw_parameter_word(rule, "decided|conditional", 19), -1));
    cr_assert(eq(int, thaw_parameter_word(row_of("economy", "weakness"), "x", 1), -1));
    thaw_parameter_word_at(rule, 1, word, sizeof word);
    cr_assert(eq(str, word, "conditional"));
    thaw_parameter_word_at(rule, 3, word, sizeof word);
    cr_assert(eq(str, word, "?"));
    thaw_parameter_word_at(rule, -1, word, sizeof word);
    cr_assert(eq(str, word, "?"));
    thaw_parameter_word_at(row_of("economy", "weakness"), 0, word, sizeof word);
    cr_assert(eq(str, word, "?"));
    thaw_parameter_word_at(rule, 1, word, 5);
    cr_assert(eq(str, word, "cond"));
}

Test(parameters, values_as_text)
{
    char text[THAW_NUMBER_MAX];
    thaw_parameter_format(row_of("economy", "weakness"), 1.4, text, sizeof text);
    cr_assert(eq(str, text, "1.4"));
    thaw_parameter_format(row_of("initial", "tension"), 2, text, sizeof text);
    cr_assert(eq(str, text, "crisis"));
    thaw_parameter_format(row_of("initial", "tension"), (double)NAN, text, sizeof text);
    cr_assert(eq(str, text, "?"));
    thaw_parameter_format(row_of("initial", "tension"), 1e300, text, sizeof text);
    cr_assert(eq(str, text, "?"));
    thaw_parameter_format(row_of("economy", "weakness"), (double)NAN, text, sizeof text);
    cr_assert(eq(str, text, "nan"));
}
