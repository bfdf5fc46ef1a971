/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and names as parts of sentences. */
#include "cli/words.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/table.h"
#include "model/fentanyl.h"
#include "model/utf8.h"

const char *thaw_words_count(size_t count, const char *one, const char *many, char *buffer)
{
    static const char *const words[] = {"no",  "one",   "two",   "three", "four", "five",
                                        "six", "seven", "eight", "nine",  "ten"};
    const char *noun = count == 1 ? one : many;
    if (count < sizeof words / sizeof *words)
        snprintf(buffer, THAW_WORDS_MAX, "%s %s", words[count], noun);
    else
        snprintf(buffer, THAW_WORDS_MAX, "%zu %s", count, noun);
    return buffer;
}

const char *thaw_words_undecided(size_t undecided, size_t count, char *buffer)
{
    char text[THAW_WORDS_MAX];
    buffer[0] = '\0';
    if (undecided == 1 && count == 1)
        snprintf(buffer, THAW_WORDS_MAX, " for certain: it is undecided");
    else if (undecided > 0)
        snprintf(buffer, THAW_WORDS_MAX, " for certain: %.60s undecided",
                 undecided == count ? "all are" : thaw_words_count(undecided, "is", "are", text));
    return buffer;
}

const char *thaw_words_months(double months, char *buffer)
{
    static const double WHOLE = 0.05, MANY = 100;
    if (!isfinite(months))
        snprintf(buffer, THAW_WORDS_MAX, "forever");
    else if (fabs(months - 1) < WHOLE)
        snprintf(buffer, THAW_WORDS_MAX, "one month");
    else if (fabs(months - round(months)) < WHOLE || months >= MANY)
        snprintf(buffer, THAW_WORDS_MAX, "%.0f months", months);
    else
        snprintf(buffer, THAW_WORDS_MAX, "%.1f months", months);
    return buffer;
}

const char *thaw_words_chance(double chance, char *buffer)
{
    double percent = 100 * chance;
    if (chance <= 0 || chance >= 1)
        snprintf(buffer, THAW_WORDS_MAX, chance <= 0 ? "never" : "always");
    else if (percent < 0.005 || percent >= 99.95)
        snprintf(buffer, THAW_WORDS_MAX, percent < 1 ? "almost never" : "almost always");
    else
        snprintf(buffer, THAW_WORDS_MAX, percent < 1 ? "%.2f%%" : "%.1f%%", percent);
    return buffer;
}

const char *thaw_words_money(double points, char *buffer)
{
    enum { DECIMALS = 2 };
    char number[THAW_SHOWN_MAX];
    thaw_number_show(points, DECIMALS, number, sizeof number);
    snprintf(buffer, THAW_WORDS_MAX, "US$ %s bn", number);
    return buffer;
}

/* The bytes of a text that fit before `room` without breaking a character. */
static size_t whole(const char *text, size_t room)
{
    size_t used = 0, left = strlen(text), length;
    for (; left > 0; used += length, left -= length) {
        length = thaw_utf8_length(text + used, left);
        length = length > 0 ? length : 1;
        if (used + length > room)
            break;
    }
    return used;
}

void thaw_words_add(char *buffer, size_t size, const char *format, ...)
{
    static const char CUT[] = "...";
    size_t used = strlen(buffer);
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(buffer + used, size - used, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length < size - used || size <= sizeof CUT)
        return;
    used = whole(buffer, size - sizeof CUT);
    memset(buffer + used, '\0', size - used);
    memset(buffer + used, '.', size - 1 - used);
}

bool thaw_words_item(char *buffer, size_t size, const char *joint, const char *item)
{
    enum { MORE = 40 }; /* bytes for ", and 1000000 more" */
    bool first = !buffer[0];
    if (!first && strlen(buffer) + strlen(joint) + strlen(item) + MORE >= size)
        return false;
    thaw_words_add(buffer, size, "%s%s", first ? "" : joint, item);
    return true;
}

void thaw_words_more(char *buffer, size_t size, const char *joint, size_t count)
{
    thaw_words_add(buffer, size, "%sand %zu more", joint, count);
}

const char *thaw_words_list(const char *const *items, size_t count, const char *joint, char *buffer)
{
    buffer[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        bool last = i + 1 == count;
        thaw_words_add(buffer, THAW_WORDS_MAX, "%s%s%s%s",
                       i == 0 ? ""
                       : last ? " "
                              : ", ",
                       i > 0 && last ? joint : "", i > 0 && last ? " " : "", items[i]);
    }
    return buffer;
}

const char *thaw_words_state(int state, char *buffer)
{
    snprintf(buffer, THAW_WORDS_MAX, "%s, %s, channel %s",
             thaw_tension_name(thaw_fentanyl_tension(state)),
             thaw_fentanyl_listed(state) ? "listed" : "not listed",
             thaw_fentanyl_frozen(state) ? "frozen" : "open");
    return buffer;
}
