/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a CSV text (RFC 4180). Stricter than some readers: a quote belongs into quotes. */
#include "io/csv_field.h"

#include <stddef.h>

/* Removes the quotes of the field at `at` in place; what follows the closing one, or NULL if none
 * does. */
static char *unquote(char *at)
{
    char *to = at++;
    for (; *at; *to++ = *at++) {
        if (*at == '"' && at[1] != '"') {
            *to = '\0';
            return at + 1;
        }
        at += *at == '"';
    }
    return NULL;
}

static bool is_end(const char *at)
{
    return *at == ',' || *at == '\n' || *at == '\0' || (at[0] == '\r' && at[1] == '\n');
}

const char *thaw_csv_field(char **at, char **text, bool *last, char **where)
{
    char *end = *at;
    *where = *text = *at;
    if (*end == '"') {
        end = unquote(end);
        if (!end)
            return "the quote that opens here is never closed";
        *where = end;
        if (!is_end(end))
            return "a comma or the line's end was expected behind the closing quote";
    } else {
        while (!is_end(end) && *end != '"')
            end++;
        *where = end;
        if (*end == '"')
            return "a quote inside a field: put the field in quotes and write this one twice";
    }
    *last = *end != ',';
    *at = end[0] == '\r' ? end + 2 : end + (*end != '\0');
    *end = '\0';
    return NULL;
}
