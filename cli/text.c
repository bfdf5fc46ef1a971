/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text on a terminal: width, line breaks, safe output. */
#include "cli/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

#include "model/utf8.h"

/* How many bytes a text begins with that are a character's first ones, the rest of which is
 * missing. */
static size_t broken_length(const char *text, size_t left)
{
    unsigned char lead = (unsigned char)text[0];
    size_t promised = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2, length = 1;
    if (lead < 0xC2 || lead > 0xF4 || thaw_utf8_length(text, left) > 0)
        return 0;
    while (length + 1 < promised && length < left && ((unsigned char)text[length] & 0xC0) == 0x80)
        length++;
    return length;
}

void thaw_text_mend(char *text)
{
    size_t left = strlen(text);
    for (char *to = text;;) {
        size_t broken = left > 0 ? broken_length(text, left) : 0;
        text += broken;
        left -= broken;
        if (broken > 0)
            continue;
        *to++ = *text;
        if (left == 0)
            return;
        text++;
        left--;
    }
}

char *thaw_text_format(const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (text && vsnprintf(text, (size_t)length + 1, format, again) != length) {
        free(text);
        text = NULL;
    }
    if (text)
        thaw_text_mend(text);
    va_end(again);
    return text;
}

/* Reads one character of at most `length` > 0 bytes; returns its bytes. A byte that starts no valid
 * sequence is a character of its own. */
static size_t decode(const char *text, size_t length, unsigned long *point)
{
    size_t size = thaw_utf8_length(text, length);
    *point = size > 0 ? thaw_utf8_point(text, size) : (unsigned char)*text;
    return size > 0 ? size : 1;
}

size_t thaw_text_next(const char *text, bool *printable)
{
    unsigned long point;
    size_t size = decode(text, strlen(text), &point);
    *printable = !thaw_utf8_is_control(point) && (size > 1 || point < 0x80);
    return size;
}

static int width_of(unsigned long point)
{
    if (point < 0x300)
        return 1;
    int width = wcwidth((wchar_t)point);
    return width < 0 ? 1 : width;
}

int thaw_text_width(const char *text, size_t length)
{
    int width = 0;
    for (size_t i = 0; i < length;) {
        unsigned long point;
        i += decode(text + i, length - i, &point);
        width += width_of(point);
    }
    return width;
}

/* How well a word that is too long breaks after a character: between the pairs of a plan and before
 * a punishment best, then within a pair, a name or a key, as in plan+delist@trigger:12. */
static int break_after(char c)
{
    return c == '@' || c == ',' ? 2 : c == '+' || c == '/' || c == '.' ? 1 : 0;
}

size_t thaw_text_fit(const char *text, int width, size_t *next)
{
    size_t length = strlen(text), blank = 0, soft = 0, used = 0;
    int softness = 1;
    bool broken = false;
    for (int columns = 0; used < length && text[used] != '\n';) {
        unsigned long point;
        size_t bytes = decode(text + used, length - used, &point);
        if (text[used] == ' ') {
            blank = used;
            broken = true;
        }
        columns += width_of(point);
        if (columns > width && used > 0)
            break;
        used += bytes;
        if (break_after(text[used - 1]) >= softness) {
            softness = break_after(text[used - 1]);
            soft = used;
        }
    }
    bool whole = used == length || text[used] == '\n' || text[used] == ' ';
    size_t end = whole ? used : broken ? blank : soft > 0 ? soft : used;
    *next = end;
    while (text[*next] == ' ')
        (*next)++;
    if (text[*next] == '\n')
        (*next)++;
    while (end > 0 && text[end - 1] == ' ')
        end--;
    return end;
}

int thaw_text_longest_word(const char *text)
{
    int longest = 0;
    while (*text) {
        size_t length = strcspn(text, " \n");
        int width = thaw_text_width(text, length);
        longest = width > longest ? width : longest;
        text += length;
        text += strspn(text, " \n");
    }
    return longest;
}

bool thaw_text_contains(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (; strlen(text) >= length; text++) {
        if (strncasecmp(text, word, length) == 0)
            return true;
        if (!*text)
            break;
    }
    return false;
}

void thaw_text_put(const char *text, size_t length, FILE *out)
{
    for (size_t i = 0; i < length;) {
        unsigned long point;
        size_t bytes = decode(text + i, length - i, &point);
        if (thaw_utf8_is_control(point))
            fputc('?', out);
        else
            fwrite(text + i, 1, bytes, out);
        i += bytes;
    }
}

void thaw_text_bold(const char *text, size_t length, FILE *out)
{
    fputs("\033[1m", out);
    thaw_text_put(text, length, out);
    fputs("\033[0m", out);
}

void thaw_text_wrap(const char *text, int indent, int width, bool bold, FILE *out)
{
    int room = width - indent > 1 ? width - indent : 1;
    do {
        size_t next, length = thaw_text_fit(text, room, &next);
        fprintf(out, "%*s", length > 0 ? indent : 0, "");
        if (bold && length > 0)
            thaw_text_bold(text, length, out);
        else
            thaw_text_put(text, length, out);
        fputc('\n', out);
        text += next;
    } while (*text);
}
