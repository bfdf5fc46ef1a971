/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page as bytes: its data, put into the template that the build made of cli/page/. */
#include <string.h>

#include "cli/page.h"
#include "model/number.h"

/* The page without its data: cli/page/page.html with its style and scripts. */
extern const char thaw_page_template[];

/* ---- JSON in a script element ---- */

/* Characters that could end the script or be taken for markup stand as escapes, as do U+2028 and
 * U+2029, at which old scripts see the end of a line. */
static size_t put_escaped(const char *text, FILE *out)
{
    static const char separator[] = "\xE2\x80"; /* of U+2028 and U+2029, but for their last byte */
    unsigned char c = (unsigned char)*text;
    if (strncmp(text, separator, 2) == 0 && ((unsigned char)text[2] & 0xFE) == 0xA8) {
        fprintf(out, "\\u%04x", 0x2028u + ((unsigned char)text[2] & 1u));
        return 3;
    }
    if (c == '"' || c == '\\')
        fprintf(out, "\\%c", c);
    else if (c < ' ' || c == 0x7F || strchr("<>&", c))
        fprintf(out, "\\u%04x", (unsigned)c);
    else
        fputc(c, out);
    return 1;
}

static void put_text(const char *text, FILE *out)
{
    fputc('"', out);
    while (*text)
        text += put_escaped(text, out);
    fputc('"', out);
}

static void put_number(double value, FILE *out)
{
    char text[THAW_NUMBER_MAX];
    thaw_number_format(value, text, sizeof text);
    fputs(text, out);
}

static void put_object(const json_t *json, FILE *out)
{
    const char *key;
    json_t *member;
    const char *before = "{";
    json_object_foreach((json_t *)json, key, member)
    {
        fputs(before, out);
        put_text(key, out);
        fputc(':', out);
        thaw_page_put_json(member, out);
        before = ",";
    }
    fputs(*before == '{' ? "{}" : "}", out);
}

static void put_array(const json_t *json, FILE *out)
{
    fputc('[', out);
    for (size_t k = 0; k < json_array_size(json); k++) {
        if (k > 0)
            fputc(',', out);
        thaw_page_put_json(json_array_get(json, k), out);
    }
    fputc(']', out);
}

void thaw_page_put_json(const json_t *json, FILE *out)
{
    switch (json ? json_typeof(json) : JSON_NULL) {
    case JSON_OBJECT:
        put_object(json, out);
        break;
    case JSON_ARRAY:
        put_array(json, out);
        break;
    case JSON_STRING:
        put_text(json_string_value(json), out);
        break;
    case JSON_INTEGER:
        fprintf(out, "%lld", (long long)json_integer_value(json));
        break;
    case JSON_REAL:
        put_number(json_real_value(json), out);
        break;
    case JSON_TRUE:
        fputs("true", out);
        break;
    case JSON_FALSE:
        fputs("false", out);
        break;
    case JSON_NULL:
        fputs("null", out);
    }
}

/* ---- the template ---- */

/* Writes the template up to a mark, which is passed over. Returns what follows. */
static const char *put_until(const char *text, const char *mark, FILE *out)
{
    const char *end = strstr(text, mark);
    if (!end)
        return text;
    fwrite(text, 1, (size_t)(end - text), out);
    return end + strlen(mark);
}

void thaw_page_put(const char *title, const json_t *data, FILE *out)
{
    const char *rest = put_until(thaw_page_template, "@TITLE@", out);
    thaw_html_put(title, out);
    rest = put_until(rest, "@DATA@", out);
    thaw_page_put_json(data, out);
    fputs(rest, out);
}
