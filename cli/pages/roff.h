/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing manual pages in man(7): requests, and text of which nothing is read as roff's own. */
#ifndef THAW_CLI_PAGES_ROFF_H
#define THAW_CLI_PAGES_ROFF_H

#include <stdbool.h>
#include <stdio.h>

typedef struct thaw_roff {
    FILE *out;
    int column;      /* of the line being written; 0 at its beginning */
    bool begins;     /* nothing has been written in this section yet */
    bool one_line;   /* text is not broken into lines: a tag, an example */
    char word[1024]; /* not yet written, escaped */
    size_t length;
} thaw_roff;

/* ".REQUEST" on a line of its own. `argument` (or NULL) follows it, escaped, and quoted where it
 * must be. */
void thaw_roff_request(thaw_roff *roff, const char *request, const char *argument);

/* Prose, in the inline marks of Markdown: `code` and **this** come out bold, [text](place) as its
 * text, words that begin like an option bold. Filled into lines. */
void thaw_roff_text(thaw_roff *roff, const char *text);

/* A paragraph of a list: tag and text. */
void thaw_roff_item(thaw_roff *roff, const char *tag, const char *text);

/* Ends the line being written, and so the page. */
void thaw_roff_end(thaw_roff *roff);

/* An example: its lines, as they are, between the two. */
void thaw_roff_example(thaw_roff *roff);
void thaw_roff_verbatim(thaw_roff *roff, const char *line);
void thaw_roff_example_end(thaw_roff *roff);

/* The body of a Markdown page, without its title, as sections. `page` is its text. Knows what
 * docs/scenario-files.md uses: headings, paragraphs, lists, tables, examples. */
void thaw_roff_markdown(thaw_roff *roff, const char *page);

#endif
