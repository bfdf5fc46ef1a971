/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/pages/roff and markdown. Expected pages were written by hand after man(7) of groff;
 * tests/manual has mandoc and groff read the real ones. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdlib.h>
#include <string.h>

#include "cli/pages/roff.h"

/* What a writer writes of a text. The caller's to free. */
static char *written(void (*write)(thaw_roff *roff, const char *text), const char *text)
{
    char *page = NULL;
    size_t length;
    FILE *out = open_memstream(&page, &length);
    cr_assert(ne(ptr, out, NULL));
    thaw_roff roff = {.out = out};
    write(&roff, text);
    thaw_roff_end(&roff);
    fclose(out);
    return page;
}

static void expect(void (*write)(thaw_roff *roff, const char *text), const char *text,
                   const char *page)
{
    char *found = written(write, text);
    cr_expect(eq(str, found, (char *)page));
    free(found);
}

Test(roff, marks_of_roff_are_escaped)
{
    expect(thaw_roff_text, ".5 a\\b it's x^2~`y`", "\\&.5 a\\eb it\\(aqs x\\(ha2\\(ti\\fBy\\fR\n");
    expect(thaw_roff_verbatim, "'a' .b -c", "\\(aqa\\(aq .b \\-c\n");
    expect(thaw_roff_verbatim, ".b", "\\&.b\n");
}

Test(roff, options_code_and_bold_words_are_bold_and_links_are_their_text)
{
    expect(thaw_roff_text, "--all, (--time-limit) e-mail",
           "\\fB\\-\\-all\\fR, (\\fB\\-\\-time\\-limit\\fR) e-mail\n");
    expect(thaw_roff_text, "**now** `a b` [text](place.md#x).", "\\fBnow\\fR \\fBa b\\fR text.\n");
    expect(thaw_roff_text, "solve FILE [DEAL...]", "solve FILE [DEAL...]\n");
}

Test(roff, text_is_filled_into_lines_that_an_editor_shows_whole)
{
    char text[600] = "";
    for (int i = 0; i < 50; i++)
        strcat(text, "word ");
    char *page = written(thaw_roff_text, text);
    size_t lines = 0, longest = 0;
    for (const char *at = page; *at; at += strcspn(at, "\n") + 1) {
        size_t length = strcspn(at, "\n");
        longest = length > longest ? length : longest;
        lines++;
    }
    cr_expect(eq(sz, lines, 4)); /* 250 characters, at most 76 a line */
    cr_expect(eq(sz, longest, 74));
    free(page);
}

static void heading(thaw_roff *roff, const char *text)
{
    thaw_roff_request(roff, "SH", text);
    thaw_roff_request(roff, "PP", NULL);
}

Test(roff, arguments_are_quoted_where_they_must_be)
{
    expect(heading, "NAME", ".SH NAME\n");
    expect(heading, "SEE \"ALSO\"", ".SH \"SEE \\(dqALSO\\(dq\"\n");
}

Test(markdown, each_kind_of_block)
{
    expect(
        thaw_roff_markdown,
        "# Title\n\nFirst\nparagraph.\n\n## A part\n\n- one\n  goes on\n- two\n\n    example -x\n\n"
        "| key | |\n|---|---|\n| `a` | what | more |\n\n```console\n$ b\n```\nend\n",
        ".PP\nFirst paragraph.\n.SH \"A PART\"\n.IP \\(bu 2\none goes on\n.IP \\(bu 2\ntwo\n"
        ".PP\n.RS 4\n.EX\nexample \\-x\n\n.EE\n.RE\n.TP\n\\fBa\\fR\nwhat; more\n"
        ".PP\n.RS 4\n.EX\n$ b\n.EE\n.RE\n.PP\nend\n");
}
