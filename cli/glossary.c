/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the glossary: "## term", a blank line, a paragraph or more. */
#include "cli/glossary.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char MARK[] = "## ";

/* The next term at or after `page`: its text, and where the text after it starts. NULL when there
 * is none. */
static const char *next_term(const char *page, char *term, size_t size)
{
    while (page && strncmp(page, MARK, strlen(MARK)) != 0) {
        page = strchr(page, '\n');
        page = page ? page + 1 : NULL;
    }
    if (!page)
        return NULL;
    page += strlen(MARK);
    size_t length = strcspn(page, "\n");
    snprintf(term, size, "%.*s", (int)length, page);
    return page + length;
}

/* Copies up to the next heading, with lines of a paragraph joined and paragraphs parted by a line
 * end. */
static void copy_paragraphs(const char *text, char *to, size_t size)
{
    size_t used = 0;
    text += strspn(text, "\n");
    while (*text && *text != '#' && used + 1 < size) {
        size_t length = strcspn(text, "\n"), ends = strspn(text + length, "\n");
        int wrote = snprintf(to + used, size - used, "%s%.*s",
                             used == 0 || to[used - 1] == '\n' ? "" : " ", (int)length, text);
        used += (size_t)wrote < size - used ? (size_t)wrote : size - used - 1;
        text += length + ends;
        if (ends > 1 && *text && *text != '#' && used + 1 < size)
            to[used++] = '\n';
    }
    to[used] = '\0';
}

bool thaw_glossary_find(const char *page, const char *term, char *paragraph, size_t size)
{
    char found[THAW_TERM_MAX];
    while ((page = next_term(page, found, sizeof found)) != NULL) {
        if (strcasecmp(found, term) != 0)
            continue;
        copy_paragraphs(page, paragraph, size);
        return true;
    }
    return false;
}

size_t thaw_glossary_terms(const char *page, char (*terms)[THAW_TERM_MAX], size_t most)
{
    size_t count = 0;
    while (count < most && (page = next_term(page, terms[count], THAW_TERM_MAX)) != NULL)
        count++;
    return count;
}
