/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/glossary, on a page of three terms and on the real one. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "cli/glossary.h"

static const char page[] = "# Glossary\n"
                           "\n"
                           "An introduction.\n"
                           "\n"
                           "## slack\n"
                           "\n"
                           "By how much\n"
                           "a deal holds.\n"
                           "\n"
                           "A second paragraph.\n"
                           "\n"
                           "## Nash product\n"
                           "\n"
                           "Gains multiplied.\n"
                           "\n"
                           "## last\n"
                           "The end.";

static char paragraph[THAW_PARAGRAPH_MAX];

Test(glossary, lines_are_joined_and_paragraphs_parted)
{
    cr_assert(thaw_glossary_find(page, "slack", paragraph, sizeof paragraph));
    cr_expect(eq(str, paragraph, "By how much a deal holds.\nA second paragraph."));
}

Test(glossary, letter_case_does_not_matter)
{
    cr_assert(thaw_glossary_find(page, "nash PRODUCT", paragraph, sizeof paragraph));
    cr_expect(eq(str, paragraph, "Gains multiplied."));
}

Test(glossary, the_last_term_may_end_without_a_line_end)
{
    cr_assert(thaw_glossary_find(page, "last", paragraph, sizeof paragraph));
    cr_expect(eq(str, paragraph, "The end."));
}

Test(glossary, unknown_terms_are_not_found)
{
    cr_expect(not(thaw_glossary_find(page, "sla", paragraph, sizeof paragraph)));
    cr_expect(not(thaw_glossary_find("", "slack", paragraph, sizeof paragraph)));
}

Test(glossary, a_small_buffer_cuts)
{
    char small[8];
    cr_assert(thaw_glossary_find(page, "slack", small, sizeof small));
    cr_expect(eq(str, small, "By how "));
}

/* Of the page that is compiled in: each term is found, is not empty, fits, and no term is there
 * twice. */
Test(glossary, every_term_of_the_real_page_has_a_paragraph)
{
    static char terms[THAW_GLOSSARY_MAX][THAW_TERM_MAX];
    size_t count = thaw_glossary_terms(thaw_glossary_page, terms, THAW_GLOSSARY_MAX);
    cr_assert(gt(sz, count, 10));
    cr_expect(lt(sz, count, THAW_GLOSSARY_MAX));
    for (size_t i = 0; i < count; i++) {
        cr_expect(thaw_glossary_find(thaw_glossary_page, terms[i], paragraph, sizeof paragraph),
                  "%s", terms[i]);
        cr_expect(gt(sz, strlen(paragraph), 20), "%s", terms[i]);
        cr_expect(lt(sz, strlen(paragraph), sizeof paragraph - 1), "%s", terms[i]);
        for (size_t k = 0; k < i; k++)
            cr_expect(ne(str, terms[k], terms[i]));
    }
}

/* What answers print, in any case. */
Test(glossary, words_of_answers_are_explained)
{
    static const char *const words[] = {
        "enforcement", "image",     "stability", "coalition", "listing",
        "faithful",    "departing", "cost",      "coin",      "bound",
        "ceiling",     "noisy",     "perfect",   "seen",      "converged",
        "ties",        "verdict",   "branches",  "isolated",  "asks too little",
        "Nash",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        cr_expect(thaw_glossary_find(thaw_glossary_page, words[i], paragraph, sizeof paragraph),
                  "%s", words[i]);
}
