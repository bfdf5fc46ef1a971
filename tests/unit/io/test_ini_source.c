/* SPDX-License-Identifier: GPL-3.0-or-later */
/* INI text as events: what inih would take for something else is refused, the rest arrives whole.
 */
#include "io/ini_source.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Everything that was heard, one event a line:
 * [name] @line:column+length, section|key|value|comment @key/value, ! text @place | excerpt. */
typedef struct record {
    char text[16384];
    int left; /* events after which nothing more is wanted */
} record;

static void add(record *r, const char *text)
{
    size_t used = strlen(r->text);
    snprintf(r->text + used, sizeof r->text - used, "%s\n", text);
    r->left--;
}

static bool on_section(void *context, const char *name, const thaw_ini_mark *mark)
{
    char text[512];
    snprintf(text, sizeof text, "[%s] @%d:%d+%d", name, mark->line, mark->column, mark->length);
    add(context, text);
    return strcmp(name, "unwanted") != 0;
}

static void on_setting(void *context, const thaw_ini_setting *setting)
{
    char text[5000];
    const thaw_ini_mark *key = &setting->at_key, *value = &setting->at_value;
    snprintf(text, sizeof text, "%s|%s|%s|%s @%d:%d+%d/%d+%d", setting->section, setting->key,
             setting->value, setting->comment, key->line, key->column, key->length, value->column,
             value->length);
    add(context, text);
    cr_assert(eq(sz, strlen(setting->value), (size_t)value->length), "mark of %s", setting->value);
    cr_assert(memcmp(value->text + value->column - 1, setting->value, (size_t)value->length) == 0);
    cr_assert(memcmp(key->text + key->column - 1, setting->key, (size_t)key->length) == 0);
}

static void on_fault(void *context, const thaw_fault *fault)
{
    char text[1024];
    cr_assert(eq(str, (char *)fault->file, "f.ini"));
    snprintf(text, sizeof text, "! %s @%d:%d+%d | %.100s", fault->text, fault->line, fault->column,
             fault->length, fault->excerpt);
    add(context, text);
}

static bool on_more(void *context)
{
    return ((record *)context)->left > 0;
}

static void walk(const void *bytes, size_t length, int events, record *r)
{
    *r = (record){.left = events};
    thaw_ini_listener listener = {on_section, on_setting, on_fault, on_more, r};
    char *copy =
        malloc(length + 1); /* of the exact length, so that a sanitizer sees a byte too far */
    memcpy(copy, bytes, length);
    char *exact = realloc(copy, length ? length : 1);
    thaw_ini_walk(exact, length, "f.ini", &listener);
    free(exact);
}

struct walk_case {
    char text[200], heard[300];
};

ParameterizedTestParameters(ini_source, lines)
{
    static struct walk_case cases[] = {
        {"", ""},
        {"\n\n \n\t\n", ""},
        {"; a comment\n# another\n  ; and one\n", ""},
        {"a = 1\n[s]\nb=2 ; why", "|a|1| @1:1+1/5+1\n[s] @2:2+1\ns|b|2|why @3:1+1/3+1\n"},
        {"\xEF\xBB\xBF"
         "a = 1\r\n\t[ s ]\r\n\tb\t=\t2\t;\twhy\t\r\n",
         "|a|1| @1:1+1/5+1\n[s] @2:4+1\ns|b|2|why @3:2+1/6+1\n"},
        {"[s];no\n[s] ; yes\n", "! text after [section] on its line @1:4+3 | [s];no\n[s] @2:2+1\n"},
        {"a = b ; c ; d\n", "|a|b|c ; d @1:1+1/5+1\n"},
        {"a = b;c\na = ;c\na =;c\n",
         "|a|b;c| @1:1+1/5+3\n! no value after the = @2:1+1 | a = ;c\n|a|;c| @3:1+1/4+2\n"},
        {"a = b = c: d [e] # f\n", "|a|b = c: d [e] # f| @1:1+1/5+16\n"},
        {"full@trigger:12 = holds ; so\n", "|full@trigger:12|holds|so @1:1+15/19+5\n"},
        {"a: 1\n", "! a colon where = belongs @1:1+4 | a: 1\n"},
        {"a: b = 1\na:b@c = 1\n", "! a colon where = belongs @1:2+1 | a: b = 1\n"
                                  "! a colon where = belongs @2:2+1 | a:b@c = 1\n"},
        {"a = 1\n  b = 2\n", "|a|1| @1:1+1/5+1\n|b|2| @2:3+1/7+1\n"},
        {"a\n", "! neither [section] nor key = value nor a comment @1:1+1 | a\n"},
        {"= 1\n", "! no key before the = @1:1+1 | = 1\n"},
        {"a b = 1\n", "! a key is one word @1:1+3 | a b = 1\n"},
        {"a ; = 1\n", "! neither [section] nor key = value nor a comment @1:1+1 | a ; = 1\n"},
        {"[s\nb = 1\n[t]\nc = 1\n",
         "! the section has no closing ] @1:1+2 | [s\n[t] @3:2+1\nt|c|1| @4:1+1/5+1\n"},
        {"[]\nb = 1\n", "! a section without a name @1:1+2 | []\n"},
        {"[s] junk\nb = 1\n", "! text after [section] on its line @1:5+4 | [s] junk\n"},
        {"[s]b=3\n", "! text after [section] on its line @1:4+3 | [s]b=3\n"},
        {"[unwanted]\nb = 1\nno setting\n", "[unwanted] @1:2+8\n! neither [section] nor key = "
                                            "value nor a comment @3:1+10 | no setting\n"},
        {"a = \x1b[31m\nb = 2\n",
         "! the control character U+001B @1:5+1 | a = ?[31m\n|b|2| @2:1+1/5+1\n"},
        {"a = \xC2\x85\n", "! the control character U+0085 @1:5+2 | a = ??\n"},
        {"a = \xE9t\xE9 1\n", "! the byte 0xE9 is not UTF-8 text @1:5+1 | a = ?t? 1\n"},
        {"a = \xF0\x9F\x98\x80 \xC3\xA0\n", "|a|\xF0\x9F\x98\x80 \xC3\xA0| @1:1+1/5+7\n"},
        {"a = \xED\xA0\x80\n", "! the byte 0xED is not UTF-8 text @1:5+1 | a = ???\n"},
        {"a = \xC0\xAF\n", "! the byte 0xC0 is not UTF-8 text @1:5+1 | a = ??\n"},
        {"a = \xF4\x90\x80\x80\n", "! the byte 0xF4 is not UTF-8 text @1:5+1 | a = ????\n"},
        {"a = \xE2\x82", "! the byte 0xE2 is not UTF-8 text @1:5+1 | a = ??\n"},
        {"[\xFF]\nb = 1\n", "! the byte 0xFF is not UTF-8 text @1:2+1 | [?]\n"},
        {"a = 1\rb = 2\r", "! the control character U+000D @1:6+1 | a = 1?b = 2\n"},
        {"\xFF\xFE"
         "a",
         "! the text is UTF-16 @0:0+0 | \n"},
    };
    return cr_make_param_array(struct walk_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct walk_case *c, ini_source, lines)
{
    static record r;
    walk(c->text, strlen(c->text), 100, &r);
    cr_assert(eq(str, r.text, c->heard));
}

/* A NUL byte is said once, with its line, whatever else there is. */
Test(ini_source, nul_bytes)
{
    static record r;
    walk("a = 1\nb = \0\0\n\xFF\n", 16, 100, &r);
    cr_assert(eq(str, r.text, "! a NUL byte: this is not a text file @2:5+1 | b = ??\n"));
    walk("\0", 1, 100, &r);
    cr_assert(eq(str, r.text, "! a NUL byte: this is not a text file @1:1+1 | ?\n"));
}

/* inih keeps 49 bytes of a section's name and, by default, 199 of a line, reading what follows as
 * the next line. Here a section of 100 bytes and a comment that ends in a setting. */
Test(ini_source, nothing_is_cut)
{
    static record r;
    char text[1024], section[101], comment[301];
    memset(section, 's', sizeof section - 1);
    section[sizeof section - 1] = '\0';
    memset(comment, 'c', sizeof comment - 1);
    comment[sizeof comment - 1] = '\0';
    int length = snprintf(text, sizeof text, "[%s]\na = 1 ; %s a = 2\n", section, comment);
    walk(text, (size_t)length, 100, &r);
    char expected[1024];
    snprintf(expected, sizeof expected, "[%s] @1:2+100\n%s|a|1|%s a = 2 @2:1+1/5+1\n", section,
             section, comment);
    cr_assert(eq(str, r.text, expected));
}

/* Exactly 4,000 bytes are a line; one more is a fault, and the rest is not read as another line. */
Test(ini_source, the_longest_line)
{
    static record r;
    char text[4200];
    for (int over = 0; over < 2; over++) {
        memset(text, 'x', sizeof text);
        memcpy(text, "a = ", 4);
        size_t end = THAW_INI_LINE_MAX + (size_t)over;
        memcpy(text + end, "\nb = 1", 6);
        walk(text, end + 6, 100, &r);
        char *fault = strstr(r.text, "! the line has 4001 bytes; at most 4000 are read @1:1+0");
        cr_assert(eq(int, fault == r.text, over));
        cr_assert(strstr(r.text, "|b|1| @2:1+1/5+1") != NULL);
        cr_assert(eq(int, strstr(r.text, "/5+3996") != NULL, over == 0));
    }
}

/* An excerpt ends before a character that does not fit, and keeps the columns of those before. */
Test(ini_source, excerpts_are_cut_at_a_character)
{
    static record r;
    char line[400], text[512];
    for (size_t k = 0; k + 3 < sizeof line; k += 3)
        memcpy(line + k, "\xE2\x82\xAC", 4);
    snprintf(text, sizeof text, "\t%s", line);
    thaw_ini_mark mark = {"f.ini", text, strlen(text), 7, 2, 3};
    thaw_fault fault = {0};
    thaw_ini_place(&fault, &mark);
    cr_assert(eq(sz, strlen(fault.excerpt), 1 + (THAW_EXCERPT_MAX - 2) / 3 * 3));
    cr_assert(eq(int, fault.excerpt[0], ' '));
    cr_assert(eq(int, fault.line, 7));
    cr_assert(eq(int, fault.column, 2));
    cr_assert(eq(int, fault.length, 3));
    (void)r;
}

Test(ini_source, it_stops_when_nobody_listens)
{
    static record r;
    walk("a = 1\nb = 2\nc = 3\n", 18, 2, &r);
    cr_assert(eq(str, r.text, "|a|1| @1:1+1/5+1\n|b|2| @2:1+1/5+1\n"));
}

/* A walk within a walk, as extends makes one: neither disturbs the other. */
static void walk_inside(void *context, const thaw_ini_setting *setting)
{
    static record inner;
    walk("x = 1\ny = 2 ; z\n", 16, 100, &inner);
    cr_assert(eq(str, inner.text, "|x|1| @1:1+1/5+1\n|y|2|z @2:1+1/5+1\n"));
    on_setting(context, setting);
}

Test(ini_source, one_walk_inside_another)
{
    static record r = {.left = 100};
    thaw_ini_listener listener = {on_section, walk_inside, on_fault, on_more, &r};
    thaw_ini_walk("[s]\na = 1 ; c\nb = 2\n", 20, "f.ini", &listener);
    cr_assert(eq(str, r.text, "[s] @1:2+1\ns|a|1|c @2:1+1/5+1\ns|b|2| @3:1+1/5+1\n"));
}

/* Of inih, whose header is for io/ alone. */
extern int ini_max_line;

/* inih's limit is the process's. A program that lowers it hears of it instead of losing lines. */
Test(ini_source, a_lowered_limit_is_a_fault)
{
    static record r;
    walk("a = 1\n", 6, 100, &r);
    ini_max_line = 16;
    walk("abcdefgh = 12345678\nb = 1\n", 26, 100, &r);
    cr_assert(strncmp(r.text, "! the program has lowered inih's ini_max_line to 16 @1:1+0", 58) ==
                  0,
              "%s", r.text);
}

struct set_case {
    char text[80], heard[160];
};

ParameterizedTestParameters(ini_source, settings_of_the_command_line)
{
    static struct set_case cases[] = {
        {"economy.weakness=1.4", "|economy.weakness|1.4| @3:1+16/18+3\n"},
        {" a = 1 ; why ", "|a|1|why @3:2+1/6+1\n"},
        {"expect.full@trigger:12=holds", "|expect.full@trigger:12|holds| @3:1+22/24+5\n"},
        {"", "! an empty setting @3:1+0 | \n"},
        {"a=1\nb=2", "! a line break in a setting @3:1+0 | a=1?b=2\n"},
        {"a=1\r", "|a|1| @3:1+1/3+1\n"},
        {"   ", "! this is not a setting @3:4+0 |    \n"},
        {"; a=1", "! this is not a setting @3:1+5 | ; a=1\n"},
        {"# a=1", "! this is not a setting @3:1+5 | # a=1\n"},
        {"[a]b=1", "! this is not a setting @3:1+6 | [a]b=1\n"},
        {"a", "! a setting without = @3:1+1 | a\n"},
        {"a:1", "! a setting without = @3:1+3 | a:1\n"},
        {"a=", "! no value after the = @3:1+1 | a=\n"},
        {"\xFF=1", "! the byte 0xFF is not UTF-8 text @3:1+1 | ?=1\n"},
    };
    return cr_make_param_array(struct set_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct set_case *c, ini_source, settings_of_the_command_line)
{
    static record r;
    r = (record){.left = 100};
    thaw_ini_listener listener = {on_section, on_setting, on_fault, on_more, &r};
    thaw_ini_walk_setting(c->text, "f.ini", 3, &listener);
    cr_assert(eq(str, r.text, c->heard));
}

/* Of several settings in one text each is a piece; what is marked is a stretch of the whole. */
ParameterizedTestParameters(ini_source, settings_separated_by_commas)
{
    static struct set_case cases[] = {
        {"a.b=1", "|a.b|1| @3:1+3/5+1\n"},
        {"a.b=1,c=two", "|a.b|1| @3:1+3/5+1\n|c|two| @3:7+1/9+3\n"},
        {"a=1 , b = 2 ; why", "|a|1| @3:1+1/3+1\n|b|2|why @3:7+1/11+1\n"},
        {"", "! an empty setting @3:1+0 | \n"},
        {"a=1,", "|a|1| @3:1+1/3+1\n! an empty setting @3:5+0 | a=1,\n"},
        {",a=1", "! an empty setting @3:1+0 | ,a=1\n|a|1| @3:2+1/4+1\n"},
        {"a=1,4", "|a|1| @3:1+1/3+1\n! a setting without = @3:5+1 | a=1,4\n"},
        {"a=1,b=2\n", "|a|1| @3:1+1/3+1\n! a line break in a setting @3:5+0 | a=1,b=2?\n"},
        {"a=1,b=\xFF", "|a|1| @3:1+1/3+1\n! the byte 0xFF is not UTF-8 text @3:7+1 | a=1,b=?\n"},
    };
    return cr_make_param_array(struct set_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct set_case *c, ini_source, settings_separated_by_commas)
{
    static record r;
    r = (record){.left = 100};
    thaw_ini_listener listener = {on_section, on_setting, on_fault, on_more, &r};
    thaw_ini_walk_settings(c->text, "f.ini", 3, &listener);
    cr_assert(eq(str, r.text, c->heard));
}

struct schema_case {
    char value[16];
    int status;
};

ParameterizedTestParameters(ini_source, schema)
{
    static struct schema_case cases[] = {
        {"1", THAW_OK},       {"1.0", THAW_OK},    {"2", THAW_ERANGE}, {"0", THAW_ERANGE},
        {"one", THAW_EPARSE}, {"1x", THAW_EPARSE}, {"", THAW_EPARSE},
    };
    return cr_make_param_array(struct schema_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct schema_case *c, ini_source, schema)
{
    thaw_fault fault;
    cr_assert(eq(int, thaw_ini_schema(c->value, &fault), c->status), "%s", c->value);
    cr_assert(eq(int, thaw_ini_schema(c->value, NULL), c->status), "%s", c->value);
}
