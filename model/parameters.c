/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the one list of parameters, and their words. */
#include "model/parameters.h"

#include <stdio.h>
#include <string.h>

static const thaw_parameter parameters[] = {
#define X(section, key, low, high, unit, meaning)                                                  \
    {#section, #key, unit, meaning, NULL, low, high, offsetof(thaw_values, section##_##key)},
#define W(section, key, words, last, unit, meaning)                                                \
    {#section, #key, unit, meaning, words, 0, last, offsetof(thaw_values, section##_##key)},
    THAW_PARAMETER_LIST(X, W)
#undef X
#undef W
};

static const thaw_parameter shock_parameters[] = {
#define X(key, low, high, unit, meaning)                                                           \
    {"shock", #key, unit, meaning, NULL, low, high, offsetof(thaw_shock, key)},
    THAW_SHOCK_PARAMETER_LIST(X)
#undef X
};

const thaw_parameter *thaw_parameters(size_t *count)
{
    *count = sizeof parameters / sizeof *parameters;
    return parameters;
}

const thaw_parameter *thaw_shock_parameters(size_t *count)
{
    *count = sizeof shock_parameters / sizeof *shock_parameters;
    return shock_parameters;
}

double *thaw_parameter_in(const thaw_parameter *row, void *values)
{
    return (double *)(void *)((char *)values + row->offset);
}

int thaw_parameter_word(const thaw_parameter *row, const char *word, size_t length)
{
    int index = 0;
    for (const char *at = row->words; at; index++) {
        size_t here = strcspn(at, "|");
        if (here == length && memcmp(at, word, length) == 0)
            return index;
        at = at[here] ? at + here + 1 : NULL;
    }
    return -1;
}

void thaw_parameter_word_at(const thaw_parameter *row, int index, char *buffer, size_t size)
{
    const char *at = index < 0 ? NULL : row->words;
    for (; at && index > 0; index--) {
        at = strchr(at, '|');
        at = at ? at + 1 : NULL;
    }
    if (at)
        snprintf(buffer, size, "%.*s", (int)strcspn(at, "|"), at);
    else
        snprintf(buffer, size, "?");
}

void thaw_parameter_format(const thaw_parameter *row, double value, char *buffer, size_t size)
{
    if (!row->words)
        thaw_number_format(value, buffer, size);
    else
        thaw_parameter_word_at(row, value >= row->low && value <= row->high ? (int)value : -1,
                               buffer, size);
}
