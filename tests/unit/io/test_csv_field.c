/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of RFC 4180, section 2, rule by rule. */
#include "io/csv_field.h"

#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

struct fields_case {
    char text[48];
    char fields[48]; /* one after the other: each ends in ';', the last of a line in '!' */
};
ParameterizedTestParameters(csv_field, splits)
{
    static struct fields_case cases[] = {
        {"", "!"},
        {"a", "a!"},
        {"a,b\n", "a;b!"},
        {"a,b\r\nc\r\n", "a;b!c!"}, /* rules 1 and 2 */
        {",", ";!"},
        {" a , b", " a ; b!"},                 /* rule 4: blanks are part of a field */
        {"\"a\",\"\"", "a;!"},                 /* rule 5 */
        {"\"a\nb\",\"c,d\"\r\n", "a\nb;c,d!"}, /* rule 6 */
        {"\"a\"\"b\"\"\"", "a\"b\"!"},         /* rule 7 */
        {"a\rb", "a\rb!"},                     /* a CR alone ends nothing */
    };
    return cr_make_param_array(struct fields_case, cases, sizeof cases / sizeof *cases);
}
ParameterizedTest(struct fields_case *c, csv_field, splits)
{
    char buffer[48], found[96] = "", *at = buffer, *text = NULL, *where = NULL;
    bool last = false;
    strcpy(buffer, c->text);
    const char *end = buffer + strlen(c->text);
    do {
        cr_assert(thaw_csv_field(&at, &text, &last, &where) == NULL);
        strcat(found, text);
        strcat(found, last ? "!" : ";");
    } while (!last || at < end);
    cr_expect(eq(str, found, c->fields), "%s", c->text);
}

struct quote_case {
    char text[24];
    int where;
    char wrong[12];
};
ParameterizedTestParameters(csv_field, refuses)
{
    static struct quote_case cases[] = {
        {"\"a,b", 0, "the quote"},  {"\"a\"\"", 0, "the quote"}, {"\"a\"b,c", 3, "a comma"},
        {"\"a\" ,c", 3, "a comma"}, {"a\"b\",c", 1, "a quote"},
    };
    return cr_make_param_array(struct quote_case, cases, sizeof cases / sizeof *cases);
}
ParameterizedTest(struct quote_case *c, csv_field, refuses)
{
    char buffer[24], *at = buffer, *text = NULL, *where = NULL;
    bool last = false;
    strcpy(buffer, c->text);
    const char *wrong = thaw_csv_field(&at, &text, &last, &where);
    cr_assert(wrong != NULL);
    cr_expect(eq(int, strncmp(wrong, c->wrong, strlen(c->wrong)), 0), "%s", wrong);
    cr_expect(eq(int, (int)(where - buffer), c->where));
    cr_expect(at == buffer);
}
