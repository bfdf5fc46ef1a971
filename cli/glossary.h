/* SPDX-License-Identifier: GPL-3.0-or-later */
/* docs/glossary.md, compiled in. */
#ifndef THAW_CLI_GLOSSARY_H
#define THAW_CLI_GLOSSARY_H

#include <stdbool.h>
#include <stddef.h>

/* The page as it is, ended by NUL: written at build time by cmake/embed.cmake. */
extern const char thaw_glossary_page[];

enum { THAW_GLOSSARY_MAX = 256, THAW_TERM_MAX = 64, THAW_PARAGRAPH_MAX = 4096 };

/* The paragraph of a term (letter case ignored), lines joined, into `paragraph`. False when there
 * is none. */
bool thaw_glossary_find(const char *page, const char *term, char *paragraph, size_t size);

/* The terms of a page; returns how many, at most `most`. */
size_t thaw_glossary_terms(const char *page, char (*terms)[THAW_TERM_MAX], size_t most);

#endif
