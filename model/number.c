/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as text, read and written with a point in every locale.
 *
 * strtod and printf follow LC_NUMERIC. The command never sets it, but a program that uses the
 * library may: both are called in the "C" locale, for this thread and this moment only. */
#include "model/number.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct point_locale {
    locale_t point, before;
} point_locale;

/* Should newlocale fail, uselocale(0) changes nothing and the program's own locale is used. */
static point_locale use_point(void)
{
    point_locale held = {.point = newlocale(LC_ALL_MASK, "C", (locale_t)0)};
    held.before = uselocale(held.point);
    return held;
}

static void use_before(point_locale held)
{
    uselocale(held.before);
    if (held.point)
        freelocale(held.point);
}

static const char *skip_digits(const char *text)
{
    while (*text >= '0' && *text <= '9')
        text++;
    return text;
}

/* Where the number at `text` ends by its grammar; `text` itself when there is none. */
static const char *number_end(const char *text)
{
    const char *whole = text + (*text == '+' || *text == '-');
    const char *end = skip_digits(whole);
    bool digits = end > whole;
    if (*end == '.' && skip_digits(end + 1) > end + 1) {
        end = skip_digits(end + 1);
        digits = true;
    }
    if (!digits)
        return text;
    if (*end == 'e' || *end == 'E') {
        const char *exponent = end + 1 + (end[1] == '+' || end[1] == '-');
        if (skip_digits(exponent) > exponent)
            end = skip_digits(exponent);
    }
    return end;
}

/* strtod reads as far as the grammar does, but for "0x10", of which the grammar takes the 0. */
static bool is_hexadecimal(const char *text)
{
    text += *text == '+' || *text == '-';
    return text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
}

bool thaw_number_read(const char *text, const char **end, double *value)
{
    const char *stop = number_end(text);
    if (end)
        *end = stop;
    if (stop == text)
        return false;
    if (is_hexadecimal(text)) {
        *value = *text == '-' ? -0.0 : 0.0;
        return true;
    }
    point_locale held = use_point();
    *value = strtod(text, NULL);
    use_before(held);
    return true;
}

static const char *skip_spaces(const char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    return text;
}

bool thaw_interval_read(const char *text, double *low, double *high)
{
    const char *end = text;
    double from = 0, to = 0;
    if (!thaw_number_read(text, &end, &from))
        return false;
    end = skip_spaces(end);
    if (end[0] != '.' || end[1] != '.')
        return false;
    end = skip_spaces(end + 2);
    if (!thaw_number_read(end, &end, &to) || *end != '\0')
        return false;
    *low = from;
    *high = to;
    return true;
}

enum { DIGITS_MAX = 17 }; /* significant decimal digits that tell all doubles apart */

/* The digits of the shortest text that reads back to value. A decimal of up to DBL_DIG digits
 * survives being a double (C17 5.2.4.2.2, for normal ones): if so many are enough, the shortest is
 * what is left of them without the zeros at the end. Most other values need 16 or 17. */
static int count_digits(double value)
{
    char text[THAW_NUMBER_MAX];
    int digits = DBL_DIG;
    snprintf(text, sizeof text, "%.*e", digits - 1, value);
    if (isnormal(value) && strtod(text, NULL) == value) {
        const char *last = strchr(text, 'e') - 1;
        for (; digits > 1 && *last == '0'; last--)
            digits--;
        return digits;
    }
    digits = isnormal(value) ? DBL_DIG : 0;
    do
        snprintf(text, sizeof text, "%.*e", digits++, value);
    while (digits < DIGITS_MAX && strtod(text, NULL) != value);
    return digits;
}

void thaw_number_format(double value, char *buffer, size_t size)
{
    if (!isfinite(value)) {
        snprintf(buffer, size, "%s", isnan(value) ? "nan" : value > 0 ? "inf" : "-inf");
        return;
    }
    point_locale held = use_point();
    char text[THAW_NUMBER_MAX];
    int digits = count_digits(value);
    snprintf(text, sizeof text, "%.*e", digits - 1, value);
    int exponent = atoi(strchr(text, 'e') + 1);
    int decimals = digits - 1 - exponent;
    if (exponent >= -5 && exponent < 15)
        snprintf(buffer, size, "%.*f", decimals > 0 ? decimals : 0, value);
    else
        snprintf(buffer, size, "%s", text);
    use_before(held);
}
