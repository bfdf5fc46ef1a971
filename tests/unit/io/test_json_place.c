/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a value stands in a JSON text: offsets counted by hand. */
#include "io/json_place.h"

#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

static const char text[] = " {\"a\\\"]\": [1, {\"b\" :\t-2.5e1 } ,[]], \"c\": \"x]\", \"d\": true}";
/*                          0 1          10  13   18      24 (tab one byte)                    */

struct place_case {
    char path[24];
    bool name;
    char found[24]; /* what the text goes on with */
    size_t span;
};
ParameterizedTestParameters(json_place, finds)
{
    static struct place_case cases[] = {
        {"", false, "{\"a", 1},
        {"c", false, "\"x]\"", 4},
        {"c", true, "\"c\"", 3},
        {"d", false, "true}", 4},
        {"a\\\"]", false, "[1", 1},
        {"a\\\"][0]", false, "1, {", 1},
        {"a\\\"][1].b", false, "-2.5e1 ", 6},
        {"a\\\"][1].b", true, "\"b\" :", 3},
        {"a\\\"][2]", false, "[]]", 1},
        {"a\\\"][3]", false, "[1", 1},       /* there is no fourth: the array */
        {"a\\\"][1].q", false, "{\"b\"", 1}, /* no such member: the object */
        {"a\\\"][1].q", true, "{\"b\"", 1},
        {"c[0]", false, "\"x]\"", 4}, /* no array: the value */
        {"c.z", false, "\"x]\"", 4},
        {"zz.yy[3]", false, "{\"a", 1},
    };
    return cr_make_param_array(struct place_case, cases, sizeof cases / sizeof *cases);
}
ParameterizedTest(struct place_case *c, json_place, finds)
{
    size_t span = 0, offset = thaw_json_place(text, c->path, c->name, &span);
    cr_assert(lt(sz, offset, sizeof text));
    cr_expect(eq(int, strncmp(text + offset, c->found, strlen(c->found)), 0), "%s: %s", c->path,
              text + offset);
    cr_expect(eq(sz, span, c->span), "%s", c->path);
}

Test(json_place, ends_with_the_text)
{
    size_t span = 9;
    cr_expect(eq(sz, thaw_json_place("", "a[1]", false, &span), 0));
    cr_expect(eq(sz, span, 0));
    cr_expect(eq(sz, thaw_json_place("[\"a", "[1]", false, &span), 0));
    cr_expect(eq(sz, thaw_json_place("{\"a\"", "b", false, &span), 0));
}
