/* SPDX-License-Identifier: GPL-3.0-or-later */
/* INI text as events (see ini_source.h). */
#include "io/ini_source.h"

#include <ini.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "io/input.h"
#include "model/utf8.h"

/* ---- one line ---- */

typedef struct walk {
    const char *file;
    bool is_set; /* a --set: one line, which can be nothing but a setting */
    const thaw_ini_listener *listener;
    const char *next, *end; /* what is still to be read */
    int line;
    const char *text; /* the line in hand, without its end */
    size_t length;
    const char *whole; /* of a --set: the text that the line is all or a part of; NULL: the line */
    char section[THAW_INI_LINE_MAX + 1];
    bool wanted;            /* whether the listener wants this section's settings */
    int key_at, key_length; /* of a setting, from 0 */
    int value_at, value_length, comment_at;
} walk;

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static thaw_ini_mark mark_of(const walk *w, size_t at, size_t length)
{
    const char *shown = w->whole ? w->whole : w->text;
    size_t shown_length = w->whole ? strlen(w->whole) : w->length;
    int column = (int)(w->text - shown) + (int)at + 1;
    return (thaw_ini_mark){w->file, shown, shown_length, w->line, column, (int)length};
}

/* Tabs are text here. */
static bool is_control(const char *text, size_t length)
{
    return thaw_utf8_is_control(thaw_utf8_point(text, length)) && text[0] != '\t';
}

void thaw_ini_place(thaw_fault *fault, const thaw_ini_mark *mark)
{
    thaw_copy_text(fault->file, sizeof fault->file, mark->file);
    fault->line = mark->line;
    fault->column = mark->column;
    fault->length = mark->length;
    const char *text = mark->text;
    size_t used = 0;
    for (size_t at = 0; at < mark->text_length;) {
        size_t length = thaw_utf8_length(text + at, mark->text_length - at);
        bool shown = length > 0 && !is_control(text + at, length);
        size_t step = length > 0 ? length : 1; /* as many bytes as before: the columns stay right */
        if (used + step >= sizeof fault->excerpt)
            break;
        if (shown && text[at] != '\t')
            memcpy(fault->excerpt + used, text + at, step);
        else
            memset(fault->excerpt + used, shown ? ' ' : '?', step);
        used += step;
        at += step;
    }
    fault->excerpt[used] = '\0';
}

static void complain_at(const walk *w, size_t at, size_t length, thaw_fault *fault)
{
    thaw_ini_mark mark = mark_of(w, at, length);
    thaw_ini_place(fault, &mark);
    w->listener->fault(w->listener->context, fault);
}

/* Complains about bytes that are no text. Returns whether there were none. */
static bool check_bytes(const walk *w)
{
    const char *text = w->text;
    thaw_fault fault;
    if (w->length > THAW_INI_LINE_MAX) {
        thaw_fail(&fault, THAW_EPARSE, "the line has %zu bytes; at most %d are read", w->length,
                  THAW_INI_LINE_MAX);
        complain_at(w, 0, 0, &fault);
        return false;
    }
    for (size_t at = 0; at < w->length;) {
        size_t length = thaw_utf8_length(text + at, w->length - at);
        if (length > 0 && !is_control(text + at, length)) {
            at += length;
            continue;
        }
        if (length == 0) {
            thaw_fail(&fault, THAW_EPARSE, "the byte 0x%02X is not UTF-8 text",
                      (unsigned char)text[at]);
            thaw_fault_help(&fault, "save the file as UTF-8");
        } else {
            thaw_fail(&fault, THAW_EPARSE, "the control character U+%04lX",
                      thaw_utf8_point(text + at, length));
            if (text[at] == '\r')
                thaw_fault_help(&fault, "lines end with LF or CR LF");
        }
        complain_at(w, at, length ? length : 1, &fault);
        return false;
    }
    return true;
}

/* Where the comment of a stretch begins: at a ';' behind white space, as inih sees it; its end when
 * there is none. */
static size_t find_comment(const walk *w, size_t from)
{
    for (size_t at = from + 1; at < w->length; at++)
        if (w->text[at] == ';' && is_space(w->text[at - 1]))
            return at;
    return w->length;
}

static size_t skip_spaces(const walk *w, size_t at, size_t end)
{
    while (at < end && is_space(w->text[at]))
        at++;
    return at;
}

static size_t trim_spaces(const walk *w, size_t from, size_t end)
{
    while (end > from && is_space(w->text[end - 1]))
        end--;
    return end;
}

static const char comment_rule[] = "comments inside a line start with ; behind a space";

/* "[name]". Returns whether it is one that the listener wants. */
static bool take_section(walk *w, size_t start)
{
    thaw_fault fault;
    size_t stop = find_comment(w, start), last = trim_spaces(w, start, stop);
    const char *closing = memchr(w->text + start, ']', stop - start);
    if (!closing) {
        thaw_fail(&fault, THAW_EPARSE, "the section has no closing ]");
        thaw_fault_help(&fault, stop < w->length ? "a comment starts at the ; behind a space"
                                                 : "write [name]");
        complain_at(w, start, last - start, &fault);
        return false;
    }
    size_t end = (size_t)(closing - w->text), rest = skip_spaces(w, end + 1, stop);
    if (rest < stop) {
        thaw_fail(&fault, THAW_EPARSE, "text after [section] on its line");
        if (w->text[rest] == '#' || w->text[rest] == ';')
            thaw_fault_help(&fault, "%s", comment_rule);
        else
            thaw_fault_help(&fault, "write it on a line of its own");
        complain_at(w, rest, last - rest, &fault);
        return false;
    }
    size_t from = skip_spaces(w, start + 1, end), to = trim_spaces(w, from, end);
    if (from == to) {
        thaw_fail(&fault, THAW_EPARSE, "a section without a name");
        complain_at(w, start, end + 1 - start, &fault);
        return false;
    }
    memcpy(w->section, w->text + from, to - from);
    w->section[to - from] = '\0';
    thaw_ini_mark mark = mark_of(w, from, to - from);
    return w->listener->section(w->listener->context, w->section, &mark);
}

/* A line that has no "key =". */
static void complain_no_equals(const walk *w, size_t start, size_t stop)
{
    thaw_fault fault;
    size_t last = trim_spaces(w, start, stop);
    const char *colon = memchr(w->text + start, ':', stop - start);
    if (w->is_set) {
        thaw_fail(&fault, THAW_EPARSE, "a setting without =");
        thaw_fault_help(&fault, "write SECTION.KEY=VALUE");
    } else if (colon) {
        thaw_fail(&fault, THAW_EPARSE, "a colon where = belongs");
        thaw_fault_help(&fault, "write key = value");
    } else {
        thaw_fail(&fault, THAW_EPARSE, "neither [section] nor key = value nor a comment");
        thaw_fault_help(&fault, "comments start with ; and a setting has an =");
    }
    complain_at(w, start, last - start, &fault);
}

/* Whether key and value stand where they should. A colon may stand in a key behind an @ only
 * (full@trigger:12): elsewhere it is an attempt at "key: value". */
static bool check_setting(const walk *w)
{
    thaw_fault fault;
    const char *key = w->text + w->key_at;
    size_t length = (size_t)w->key_length, from = (size_t)w->key_at;
    const char *colon = memchr(key, ':', length), *at = memchr(key, '@', length);
    size_t blank = 0;
    while (blank < length && !is_space(key[blank]))
        blank++;
    if (length == 0) {
        thaw_fail(&fault, THAW_EPARSE, "no key before the =");
        complain_at(w, from, 1, &fault);
    } else if (colon && (!at || at > colon)) {
        thaw_fail(&fault, THAW_EPARSE, "a colon where = belongs");
        thaw_fault_help(&fault, "write key = value");
        complain_at(w, (size_t)(colon - w->text), 1, &fault);
    } else if (blank < length) {
        thaw_fail(&fault, THAW_EPARSE, "a key is one word");
        if (memchr(key, '#', length))
            thaw_fault_help(&fault, "%s", comment_rule);
        complain_at(w, from, length, &fault);
    } else if (w->value_length == 0) {
        thaw_fail(&fault, THAW_EPARSE, "no value after the =");
        complain_at(w, from, length, &fault);
    } else {
        return true;
    }
    return false;
}

static bool take_setting(walk *w, size_t start)
{
    size_t stop = find_comment(w, start);
    const char *equals = memchr(w->text + start, '=', stop - start);
    if (!equals) {
        complain_no_equals(w, start, stop);
        return false;
    }
    size_t middle = (size_t)(equals - w->text);
    size_t comment = find_comment(w, middle), value = skip_spaces(w, middle + 1, comment);
    w->key_at = (int)start;
    w->key_length = (int)(trim_spaces(w, start, middle) - start);
    w->value_at = (int)value;
    w->value_length = (int)(trim_spaces(w, value, comment) - value);
    w->comment_at = (int)comment;
    return check_setting(w);
}

/* ---- the walk ---- */

/* Stands for ':' in a key on its way through inih, which would end the key there. No line has it:
 * it is a control character. */
enum { COLON = 0x1F };

/* The next raw line into w->text; false at the end. */
static bool take_line(walk *w)
{
    if (w->next == w->end)
        return false;
    const char *newline = memchr(w->next, '\n', (size_t)(w->end - w->next));
    const char *stop = newline ? newline : w->end;
    w->text = w->next;
    w->length = (size_t)(stop - w->next);
    w->next = newline ? newline + 1 : w->end;
    w->line++;
    if (w->length > 0 && w->text[w->length - 1] == '\r')
        w->length--;
    return true;
}

/* Whether inih shall see the line: a sound setting that somebody wants. */
static bool judge_line(walk *w)
{
    size_t start = skip_spaces(w, 0, w->length);
    bool section = start < w->length && w->text[start] == '[';
    if (section)
        w->wanted = false;
    if (!check_bytes(w) || start == w->length || w->text[start] == ';' || w->text[start] == '#')
        return false;
    if (section)
        w->wanted = take_section(w, start);
    return !section && take_setting(w, start) && w->wanted;
}

/* The same for a --set, where a comment or a section would be a mistake. */
static bool judge_setting(walk *w)
{
    size_t start = skip_spaces(w, 0, w->length);
    if (!check_bytes(w))
        return false;
    if (start < w->length && !strchr(";#[", w->text[start]))
        return take_setting(w, start);
    thaw_fault fault;
    thaw_fail(&fault, THAW_EPARSE, "this is not a setting");
    thaw_fault_help(&fault, "write SECTION.KEY=VALUE");
    complain_at(w, start, trim_spaces(w, start, w->length) - start, &fault);
    return false;
}

/* inih's reader: what it need not see becomes an empty line. */
static char *next_line(char *buffer, int size, void *stream)
{
    walk *w = stream;
    if (!w->listener->more(w->listener->context) || !take_line(w))
        return NULL;
    size_t length = 0;
    if (w->is_set ? judge_setting(w) : judge_line(w))
        length = w->length;
    if (length + 2 > (size_t)size) {
        thaw_fault fault;
        thaw_fail(&fault, THAW_EPARSE, "the program has lowered inih's ini_max_line to %d", size);
        complain_at(w, 0, 0, &fault);
        return NULL;
    }
    memcpy(buffer, w->text, length);
    for (int at = w->key_at; length > 0 && at < w->key_at + w->key_length; at++)
        if (buffer[at] == ':')
            buffer[at] = COLON;
    buffer[length] = '\n';
    buffer[length + 1] = '\0';
    return buffer;
}

static int on_setting(void *user, const char *section, const char *name, const char *value)
{
    (void)section; /* cut at 49 bytes */
    walk *w = user;
    char key[THAW_INI_LINE_MAX + 1], comment[THAW_INI_LINE_MAX + 1];
    snprintf(key, sizeof key, "%s", name);
    for (char *c = key; *c; c++)
        if (*c == COLON)
            *c = ':';
    size_t from =
        skip_spaces(w, (size_t)w->comment_at + ((size_t)w->comment_at < w->length), w->length);
    size_t length = trim_spaces(w, from, w->length) - from;
    memcpy(comment, w->text + from, length);
    comment[length] = '\0';
    thaw_ini_setting setting = {
        .section = w->section,
        .key = key,
        .value = value,
        .comment = comment,
        .at_key = mark_of(w, (size_t)w->key_at, (size_t)w->key_length),
        .at_value = mark_of(w, (size_t)w->value_at, (size_t)w->value_length),
    };
    w->listener->setting(w->listener->context, &setting);
    return 1;
}

static void set_switches(void)
{
    ini_max_line = THAW_INI_LINE_MAX + 96;
    ini_allow_multiline = false;
}

/* Text that is not text at all is one fault, not one a line. */
static bool check_text(walk *w)
{
    thaw_fault fault;
    size_t length = (size_t)(w->end - w->next);
    const char *nul = length > 0 ? memchr(w->next, '\0', length) : NULL;
    bool utf16 = thaw_input_is_utf16(w->next, length);
    if (!nul && !utf16)
        return true;
    while (nul && w->next <= nul)
        take_line(w);
    if (utf16) {
        thaw_fail(&fault, THAW_EPARSE, "the text is UTF-16");
        thaw_fault_help(&fault, "save the file as UTF-8");
        thaw_copy_text(fault.file, sizeof fault.file, w->file);
        w->listener->fault(w->listener->context, &fault);
    } else {
        thaw_fail(&fault, THAW_EPARSE, "a NUL byte: this is not a text file");
        complain_at(w, (size_t)(nul - w->text), 1, &fault);
    }
    return false;
}

static void parse(walk *w)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    enum { NO_MEMORY = -2 };
    thaw_fault fault;
    pthread_once(&once, set_switches);
    if (ini_parse_stream(next_line, w, on_setting, w) != NO_MEMORY)
        return;
    thaw_fail(&fault, THAW_ENOMEM, "no memory to read its lines");
    thaw_copy_text(fault.file, sizeof fault.file, w->file);
    w->listener->fault(w->listener->context, &fault);
}

void thaw_ini_walk(const char *text, size_t length, const char *file,
                   const thaw_ini_listener *listener)
{
    walk w = {.file = file, .listener = listener, .wanted = true};
    bool marked = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
    w.next = text + (marked ? 3 : 0);
    w.end = text + length;
    if (check_text(&w))
        parse(&w);
}

/* Walks the setting that is the first `length` bytes of `text`, a part of `whole`. */
static void walk_setting(const char *text, size_t length, const char *whole, const char *file,
                         int number, const thaw_ini_listener *listener)
{
    walk w = {.file = file, .listener = listener, .wanted = true, .is_set = true, .whole = whole};
    w.text = text;
    w.length = length;
    w.next = text;
    w.end = text + length;
    w.line = number - 1;
    if (w.length > 0 && !memchr(text, '\n', w.length)) {
        parse(&w);
        return;
    }
    thaw_fault fault;
    thaw_fail(&fault, THAW_EPARSE, w.length ? "a line break in a setting" : "an empty setting");
    thaw_fault_help(&fault, "write SECTION.KEY=VALUE");
    w.line = number;
    complain_at(&w, 0, 0, &fault);
}

void thaw_ini_walk_setting(const char *text, const char *file, int number,
                           const thaw_ini_listener *listener)
{
    walk_setting(text, strlen(text), text, file, number, listener);
}

void thaw_ini_walk_settings(const char *text, const char *file, int number,
                            const thaw_ini_listener *listener)
{
    for (const char *piece = text; listener->more(listener->context); piece++) {
        size_t length = strcspn(piece, ",");
        walk_setting(piece, length, text, file, number, listener);
        piece += length;
        if (*piece == '\0')
            return;
    }
}

thaw_status thaw_ini_schema(const char *value, thaw_fault *fault)
{
    const char *end = value;
    double number = 0;
    bool is_number = thaw_number_read(value, &end, &number) && *end == '\0';
    char shown[64];
    thaw_copy_text(shown, sizeof shown, value);
    if (is_number && number == THAW_SCHEMA)
        return THAW_OK;
    thaw_status status =
        is_number
            ? thaw_fail_key(fault, THAW_ERANGE, "schema",
                            "schema %s is not one that this version reads", shown)
            : thaw_fail_key(fault, THAW_EPARSE, "schema", "schema = %s is not a number", shown);
    thaw_fault_help(fault, "it reads schema = %d", THAW_SCHEMA);
    return status;
}
