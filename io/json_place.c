/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a value stands in a JSON text (RFC 8259). The text is well-formed: nothing is checked here
 * but its end. */
#include "io/json_place.h"

#include <stdlib.h>
#include <string.h>

/* A large text is gone through for every fault: what is called for each entry is written out. */
static const char *skip_space(const char *at)
{
    while (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n')
        at++;
    return at;
}

static const char *skip_string(const char *at)
{
    at++;
    while (*at && *at != '"')
        at += *at == '\\' && at[1] ? 2 : 1;
    return at + (*at == '"');
}

static const char *skip_scalar(const char *at)
{
    if (*at == '"')
        return skip_string(at);
    while (*at && *at != ',' && *at != ':' && *at != ']' && *at != '}' && skip_space(at) == at)
        at++;
    return at;
}

static const char *skip_value(const char *at)
{
    size_t depth = 0;
    if (*at != '{' && *at != '[')
        return skip_scalar(at);
    do {
        if (*at == '"') {
            at = skip_string(at);
            continue;
        }
        if (*at == '{' || *at == '[')
            depth++;
        else if (*at == '}' || *at == ']')
            depth--;
        at += *at != '\0';
    } while (depth > 0 && *at);
    return at;
}

/* From the end of an entry to the next one, or to what closes the list. */
static const char *next_entry(const char *at)
{
    at = skip_space(at);
    return *at == ',' ? skip_space(at + 1) : at;
}

/* The name of a member, as written in the text, or NULL; *value becomes its value. */
static const char *find_member(const char *object, const char *name, size_t length,
                               const char **value)
{
    const char *at = *object == '{' ? skip_space(object + 1) : "";
    while (*at == '"') {
        const char *end = skip_string(at);
        *value = skip_space(end);
        *value = skip_space(*value + (**value == ':'));
        if ((size_t)(end - at) == length + 2 && memcmp(at + 1, name, length) == 0)
            return at;
        at = next_entry(skip_value(*value));
    }
    return NULL;
}

static const char *find_element(const char *array, unsigned long index)
{
    const char *at = *array == '[' ? skip_space(array + 1) : "";
    while (*at && *at != ']') {
        if (index-- == 0)
            return at;
        at = next_entry(skip_value(at));
    }
    return NULL;
}

/* One step of the path, moving *at to its value and *path behind it; the member's name, the
 * element, or NULL when there is none. */
static const char *step(const char **path, const char **at)
{
    if (**path == '[') {
        char *end = NULL;
        const char *element = find_element(*at, strtoul(*path + 1, &end, 10));
        *path = *end == ']' ? end + 1 : end;
        *at = element ? element : *at;
        return element;
    }
    *path += **path == '.';
    size_t length = strcspn(*path, ".[");
    const char *value = NULL, *name = find_member(*at, *path, length, &value);
    *path += length;
    *at = name ? value : *at;
    return name;
}

size_t thaw_json_place(const char *text, const char *path, bool name, size_t *span)
{
    const char *at = skip_space(text), *found = at;
    while (*path && found) {
        found = step(&path, &at);
        if (found && name && *path == '\0')
            at = found;
    }
    *span = *at == '{' || *at == '[' ? 1 : (size_t)(skip_scalar(at) - at);
    return (size_t)(at - text);
}
