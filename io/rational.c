/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as Gambit writes them: decimals, and quotients of whole numbers of any length. */
#include "io/rational.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "model/number.h"

enum {
    DIGITS_MAX = 300, /* of a numerator or denominator: no double needs more */
    EXACT_DIGITS =
        15, /* whole numbers of so many digits are doubles, and dividing two rounds once */

    /* A number half way between two doubles has at most 768 significant digits: an odd multiple of
     * 2^-1075 below 2^54 of them. A quotient cut behind more digits than that, with one more digit
     * for whether anything was cut off, is on the same side of every such number as the exact
     * quotient. */
    QUOTIENT_DIGITS = 800
};

/* Whole number as decimal digits, without leading zeros. */
typedef struct digits {
    const char *text;
    size_t count;
} digits;

static digits take_digits(const char **at, const char *end)
{
    const char *start = *at;
    while (*at < end && **at >= '0' && **at <= '9')
        (*at)++;
    const char *first = start;
    while (first < *at && *first == '0')
        first++;
    return (digits){first, (size_t)(*at - first)};
}

/* left >= right, both of `count` digits, most significant first. */
static bool is_at_least(const char *left, const char *right, size_t count)
{
    return memcmp(left, right, count) >= 0;
}

static void subtract(char *from, const char *what, size_t count)
{
    int borrow = 0;
    for (size_t k = count; k-- > 0;) {
        int difference = from[k] - what[k] - borrow;
        borrow = difference < 0;
        from[k] = (char)(borrow ? difference + 10 : difference);
    }
}

/* The remainder of a long division: one digit more than the denominator has. */
typedef struct division {
    char remainder[DIGITS_MAX + 1], denominator[DIGITS_MAX + 1];
    size_t count;
} division;

static void begin(division *d, digits denominator)
{
    d->count = denominator.count + 1;
    memset(d->remainder, 0, d->count);
    d->denominator[0] = 0;
    for (size_t k = 0; k < denominator.count; k++)
        d->denominator[k + 1] = (char)(denominator.text[k] - '0');
}

/* Brings down the numerator's next digit; the quotient's next one. */
static char next_digit(division *d, char brought)
{
    int quotient = 0;
    memmove(d->remainder, d->remainder + 1, d->count - 1);
    d->remainder[d->count - 1] = brought;
    for (; is_at_least(d->remainder, d->denominator, d->count); quotient++)
        subtract(d->remainder, d->denominator, d->count);
    return (char)('0' + quotient);
}

static bool is_zero(const division *d)
{
    for (size_t k = 0; k < d->count; k++)
        if (d->remainder[k] != 0)
            return false;
    return true;
}

/* Long division into decimal digits and an exponent, which thaw_number_read rounds once. */
static double divide(digits numerator, digits denominator)
{
    char text[QUOTIENT_DIGITS + 32];
    size_t written = 0, step = 0;
    double value = 0.0;
    division d;
    begin(&d, denominator);
    while (written < QUOTIENT_DIGITS && (step < numerator.count || !is_zero(&d))) {
        char digit =
            next_digit(&d, step < numerator.count ? (char)(numerator.text[step] - '0') : 0);
        if (written > 0 || digit != '0')
            text[written++] = digit;
        step++;
    }
    /* Step k gives the digit of 10^(count - 1 - k); the sticky digit stands one place further. */
    long exponent = (long)numerator.count - (long)step - 1;
    snprintf(text + written, sizeof text - written, "%de%ld", is_zero(&d) ? 0 : 1, exponent);
    thaw_number_read(text, NULL, &value);
    return value;
}

static const char *read_quotient(const char *text, const char *end, double *value)
{
    const char *at = text + (*text == '-' || *text == '+');
    const char *top = at;
    digits numerator = take_digits(&at, end);
    if (at == top || at == end || *at != '/')
        return "is not a number";
    const char *bottom = ++at;
    digits denominator = take_digits(&at, end);
    if (at == bottom || at != end)
        return "is not a number";
    if (denominator.count == 0)
        return "divides by zero";
    if (numerator.count > DIGITS_MAX || denominator.count > DIGITS_MAX)
        return "has too many digits";
    double quotient = 0.0, divisor = 1.0;
    if (numerator.count <= EXACT_DIGITS && denominator.count <= EXACT_DIGITS) {
        thaw_number_read(top, NULL, &quotient);
        thaw_number_read(bottom, NULL, &divisor);
        quotient /= divisor;
    } else {
        quotient = divide(numerator, denominator);
    }
    *value = *text == '-' ? -quotient : quotient;
    return NULL;
}

const char *thaw_rational_read(const char *text, size_t length, double *value)
{
    const char *end = text + length, *after = text;
    if (memchr(text, '/', length))
        return read_quotient(text, end, value);
    bool good = thaw_number_read(text, &after, value);
    after += good && after < end && *after == '.';
    if (!good || after != end)
        return "is not a number";
    return isfinite(*value) ? NULL : "is too large";
}
