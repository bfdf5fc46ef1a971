/* SPDX-License-Identifier: GPL-3.0-or-later */
/* man(7). */
#include "cli/pages/roff.h"

#include <string.h>

enum { LINE_WIDTH = 76, BOLD_MARK = 2 };

/* As roff wants a character written that it would take for a mark or a typographic sign. */
static const char *escape(char c, bool literal)
{
    switch (c) {
    case '\\':
        return "\\e";
    case '\'':
        return "\\(aq";
    case '^':
        return "\\(ha";
    case '~':
        return "\\(ti";
    case '`':
        return "\\(ga";
    case '-':
        return literal ? "\\-" : NULL;
    default:
        return NULL;
    }
}

static void write_word(thaw_roff *roff)
{
    int length = (int)roff->length;
    if (length == 0)
        return;
    if (roff->column > 0 && !roff->one_line && roff->column + 1 + length > LINE_WIDTH) {
        fputc('\n', roff->out);
        roff->column = 0;
    }
    if (roff->column > 0)
        fputc(' ', roff->out);
    else if (roff->word[0] == '.')
        fputs("\\&", roff->out);
    fwrite(roff->word, 1, roff->length, roff->out);
    roff->column += length + 1;
    roff->length = 0;
}

void thaw_roff_end(thaw_roff *roff)
{
    write_word(roff);
    if (roff->column > 0)
        fputc('\n', roff->out);
    roff->column = 0;
}

static void put(thaw_roff *roff, const char *piece)
{
    size_t length = strlen(piece);
    if (roff->length + length > sizeof roff->word)
        write_word(roff);
    memcpy(roff->word + roff->length, piece, length);
    roff->length += length;
}

static void put_character(thaw_roff *roff, char c, bool literal)
{
    const char *escaped = escape(c, literal);
    put(roff, escaped ? escaped : (const char[]){c, '\0'});
}

void thaw_roff_request(thaw_roff *roff, const char *request, const char *argument)
{
    thaw_roff_end(roff);
    bool needed = !roff->begins || strcmp(request, "PP") != 0;
    roff->begins = strcmp(request, "SH") == 0;
    if (!needed)
        return;
    fprintf(roff->out, ".%s", request);
    if (argument) {
        const char *quote = strpbrk(argument, " ") ? "\"" : "";
        fprintf(roff->out, " %s", quote);
        for (; *argument; argument++) {
            const char *escaped = *argument == '"' ? "\\(dq" : escape(*argument, true);
            fputs(escaped ? escaped : (const char[]){*argument, '\0'}, roff->out);
        }
        fputs(quote, roff->out);
    }
    fputc('\n', roff->out);
}

/* Where the text of "[text](place)" ends; NULL when that is not what begins at `text`. */
static const char *link_text_end(const char *text)
{
    const char *end = *text == '[' ? strchr(text, ']') : NULL;
    return end && end[1] == '(' && strchr(end, ')') ? end : NULL;
}

void thaw_roff_text(thaw_roff *roff, const char *text)
{
    roff->begins = false;
    bool code = false, bold = false, option = false;
    const char *link_end = NULL;
    for (const char *at = text; *at; at++) {
        bool begins = at == text || strchr(" (", at[-1]) != NULL;
        if (!code && begins && at[0] == '-' && at[1] == '-' && at[2] > ' ' && !bold) {
            option = true;
            put(roff, "\\fB");
        } else if (option && !((*at >= 'a' && *at <= 'z') || *at == '-')) {
            option = false;
            put(roff, "\\fR");
        }
        if (*at == '`') {
            code = !code;
            put(roff, code ? "\\fB" : "\\fR");
        } else if (!code && strncmp(at, "**", BOLD_MARK) == 0) {
            bold = !bold;
            put(roff, bold ? "\\fB" : "\\fR");
            at++;
        } else if (!code && !link_end && link_text_end(at))
            link_end = link_text_end(at);
        else if (at == link_end) {
            at = strchr(at, ')');
            link_end = NULL;
        } else if (*at == ' ' || *at == '\n')
            write_word(roff);
        else
            put_character(roff, *at, code || option);
    }
    if (option)
        put(roff, "\\fR");
    write_word(roff);
}

void thaw_roff_item(thaw_roff *roff, const char *tag, const char *text)
{
    thaw_roff_request(roff, "TP", NULL);
    roff->one_line = true;
    thaw_roff_text(roff, tag);
    thaw_roff_end(roff);
    roff->one_line = false;
    thaw_roff_text(roff, text);
}

void thaw_roff_example(thaw_roff *roff)
{
    thaw_roff_request(roff, "PP", NULL);
    thaw_roff_request(roff, "RS 4", NULL);
    thaw_roff_request(roff, "EX", NULL);
}

void thaw_roff_example_end(thaw_roff *roff)
{
    thaw_roff_request(roff, "EE", NULL);
    thaw_roff_request(roff, "RE", NULL);
}

void thaw_roff_verbatim(thaw_roff *roff, const char *line)
{
    thaw_roff_end(roff);
    for (const char *at = line; *at; at++) {
        if (at == line && *at == '.')
            fputs("\\&", roff->out);
        const char *escaped = escape(*at, true);
        fputs(escaped ? escaped : (const char[]){*at, '\0'}, roff->out);
    }
    fputc('\n', roff->out);
}
