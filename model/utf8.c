/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text from outside. */
#include "model/utf8.h"

#include <string.h>

size_t thaw_utf8_length(const char *text, size_t left)
{
    static const struct range {
        unsigned char first_low, first_high, second_low, second_high;
        size_t length;
    } ranges[] = {
        {0x00, 0x7F, 0x00, 0xFF, 1}, {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    const unsigned char *bytes = (const unsigned char *)text;
    for (size_t k = 0; left > 0 && k < sizeof ranges / sizeof *ranges; k++) {
        const struct range *r = &ranges[k];
        if (bytes[0] < r->first_low || bytes[0] > r->first_high)
            continue;
        if (r->length > left ||
            (r->length > 1 && (bytes[1] < r->second_low || bytes[1] > r->second_high)))
            return 0;
        for (size_t i = 2; i < r->length; i++)
            if ((bytes[i] & 0xC0U) != 0x80U)
                return 0;
        return r->length;
    }
    return 0;
}

unsigned long thaw_utf8_point(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    unsigned long point = length == 1 ? bytes[0] : bytes[0] & (0x7FUL >> length);
    for (size_t i = 1; i < length; i++)
        point = point << 6 | (bytes[i] & 0x3FU);
    return point;
}

bool thaw_utf8_is_control(unsigned long point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) ||
           (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

void thaw_utf8_show(char *text)
{
    for (size_t left = strlen(text), length; left > 0; left -= length, text += length) {
        length = thaw_utf8_length(text, left);
        if (length == 0)
            memset(text, '?', length = 1);
        else if (thaw_utf8_is_control(thaw_utf8_point(text, length)))
            memset(text, ' ', length);
    }
}
