/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plausible ranges of parameters. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/scenario.h"
#include "tests/support/files.h"

Test(ranges, a_sound_file)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    thaw_ranges ranges;
    thaw_faults faults = {0};
    files_begin(folder);
    files_text(folder, "r.ini",
               "schema = 1\n; as wide as can be argued\n"
               "[economy]\nweakness = 0.8 .. 1.8 ; source: the press; and more\n"
               "[shock.balloon]\nrate = 0..0\n[coalition]\ncost_china = -1 .. +1 ; judgement\n",
               path);
    cr_assert(eq(int, thaw_ranges_read(path, &ranges, &faults), THAW_OK));
    cr_assert(eq(sz, faults.count, 0));
    cr_assert(eq(sz, ranges.count, 3));
    const thaw_range *weakness = thaw_ranges_find(&ranges, "economy.weakness");
    cr_assert(eq(dbl, weakness->low, 0.8));
    cr_assert(eq(dbl, weakness->high, 1.8));
    cr_assert(eq(str, weakness->source, "source: the press; and more"));
    cr_assert(eq(str, thaw_ranges_find(&ranges, "shock.balloon.rate")->source, ""));
    cr_assert(eq(dbl, thaw_ranges_find(&ranges, "coalition.cost_china")->low, -1));
    cr_assert(eq(ptr, (void *)thaw_ranges_find(&ranges, "us.discount"), NULL));
    thaw_ranges_clear(&ranges);
    files_end(folder);
}

Test(ranges, shapes)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    thaw_ranges ranges;
    thaw_faults faults = {0};
    files_begin(folder);
    files_text(folder, "r.ini",
               "schema = 1\n[us]\ndiscount = 0 .. 5e-1 triangular 1e-1 ; why\n"
               "[economy]\nweakness = 1..2  pert ; why\n"
               "[coalition]\ncost_china = 0 .. 1 uniform\n[freeze]\nsummit = 0 .. 1\n",
               path);
    cr_assert(eq(int, thaw_ranges_read(path, &ranges, &faults), THAW_OK));
    const thaw_range *discount = thaw_ranges_find(&ranges, "us.discount");
    const thaw_range *weakness = thaw_ranges_find(&ranges, "economy.weakness");
    const thaw_range *cost = thaw_ranges_find(&ranges, "coalition.cost_china");
    const thaw_range *summit = thaw_ranges_find(&ranges, "freeze.summit");
    cr_assert(eq(int, discount->kind, THAW_PRIOR_TRIANGULAR));
    cr_assert(eq(dbl, discount->mode, 0.1));
    cr_assert(eq(dbl, discount->high, 0.5));
    cr_assert(eq(int, weakness->kind, THAW_PRIOR_PERT));
    cr_assert(isnan(weakness->mode));
    cr_assert(eq(dbl, weakness->high, 2));
    cr_assert(cost->shaped);
    cr_assert(eq(int, cost->kind, THAW_PRIOR_UNIFORM));
    cr_assert(not(summit->shaped));
    thaw_ranges_clear(&ranges);
    files_end(folder);
}

/* The shipped ranges cover every number of the model and hold the baseline's value of each. */
Test(ranges, the_shipped_file_fits_the_baseline)
{
    thaw_ranges ranges;
    thaw_scenario baseline;
    thaw_faults faults = {0};
    cr_assert(eq(int, thaw_ranges_read(THAW_SOURCE_DIR "/scenarios/ranges.ini", &ranges, &faults),
                 THAW_OK),
              "%s", faults.count ? faults.items[0].text : "?");
    cr_assert(eq(int,
                 thaw_scenario_read(THAW_SOURCE_DIR "/scenarios/baseline.ini", NULL, 0, &baseline,
                                    NULL, &faults),
                 THAW_OK));
    for (size_t k = 0; k < ranges.count; k++) {
        thaw_place place;
        const thaw_range *range = &ranges.items[k];
        cr_expect(eq(int, thaw_scenario_find(&baseline, range->key, &place, NULL), THAW_OK), "%s",
                  range->key);
        cr_expect(le(dbl, range->low, *place.value), "%s", range->key);
        cr_expect(ge(dbl, range->high, *place.value), "%s", range->key);
        cr_expect(gt(sz, strlen(range->source), 0), "%s has no source", range->key);
    }
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; k < count; k++) {
        char key[THAW_KEY_MAX];
        snprintf(key, sizeof key, "%s.%s", rows[k].section, rows[k].key);
        cr_expect(eq(int, thaw_ranges_find(&ranges, key) == NULL, rows[k].words != NULL), "%s",
                  key);
    }
    thaw_ranges_clear(&ranges);
    thaw_scenario_clear(&baseline);
    thaw_faults_clear(&faults);
}

struct bad_case {
    char text[120];
    int line, column;
    char fault[96], help[64];
};

ParameterizedTestParameters(ranges, bad)
{
#define R "schema = 1\n"
    static struct bad_case cases[] = {
        {"[us]\ndiscount = 0 .. 0.5\n", 0, 0, "schema is not set",
         "write schema = 1 as the first line"},
        {"", 0, 0, "schema is not set", "write schema = 1 as the first line"},
        {"schema = 2\n[us]\nnothing = 1\n", 1, 10, "schema 2 is not one that this version reads",
         "it reads schema = 1"},
        {R R, 2, 1, "schema is set twice", "first set in line 1"},
        {R "title = x\n", 2, 1, "only schema stands before the first section", ""},
        {R "[us]\ndiscount = 0.5\n", 3, 12, "us.discount = 0.5 is not a range",
         "write LOW .. HIGH ; source"},
        {R "[us]\ndiscount = 0.5 .. 0.6 # why\n", 3, 12,
         "us.discount = 0.5 .. 0.6 # why is not a range", "write LOW .. HIGH ; source"},
        {R "[us]\ndiscount = 0.6 .. 0.5\n", 3, 12, "us.discount = 0.6 .. 0.5 begins above its end",
         ""},
        {R "[us]\ndiscount = 0.6 .. 1\n", 3, 12,
         "us.discount = 0.6 .. 1 reaches outside [0, 0.9999]", ""},
        {R "[us]\ndiscount = nan .. 1\n", 3, 12, "us.discount = nan .. 1 is not a range",
         "write LOW .. HIGH ; source"},
        {R "[us]\ndiscount = 0 .. 1e999\n", 3, 12,
         "us.discount = 0 .. 1e999 reaches outside [0, 0.9999]", ""},
        {R "[us]\ndiscount = 0 .. 0.5 normal\n", 3, 12, "'normal' is no shape of a range",
         "uniform, triangular or pert; after the last two the likeliest"},
        {R "[us]\ndiscount = 0 .. 0.5 uniform 0.2\n", 3, 12, "'uniform 0.2' is no shape of a range",
         "uniform, triangular or pert;"},
        {R "[us]\ndiscount = 0 .. 0.5 pert 0.2 0.3\n", 3, 12,
         "'pert 0.2 0.3' is no shape of a range", "uniform, triangular or pert;"},
        {R "[us]\ndiscount = 0 .. 0.5 pert 0.6\n", 3, 12,
         "the likeliest us.discount, 0.6, is outside its range", ""},
        {R "[us]\ndiscount = pert\n", 3, 12, "us.discount = pert is not a range",
         "write LOW .. HIGH ; source"},
        {R "[us]\ndiscount = 0 .. 0.1\ndiscount = 0 .. 0.1\n", 4, 1, "us.discount is set twice",
         ""},
        {R "[us]\ndiscont = 0 .. 0.1\n", 3, 1, "[us] has no key 'discont'",
         "did you mean us.discount?"},
        {R "[listing]\nrule = 0 .. 1\n", 3, 8, "listing.rule is a word and has no range", ""},
        {R "[plan.mine]\ncalm = 0 .. 1\n", 2, 2, "[plan.mine] has no ranges", ""},
        {R "[expect]\nfull = 0 .. 1\n", 2, 2, "[expect] has no ranges", ""},
        {R "[navy]\nships = 0 .. 1\n", 2, 2, "there is no section [navy]", "sections: initial"},
        {R "[shock.a-b]\nrate = 0 .. 1\n", 2, 2, "'a-b' cannot name a shock",
         "a name has letters, digits and '_'"},
        {R "[us]\ndiscount\n", 3, 1, "neither [section] nor key = value nor a comment", ""},
    };
    return cr_make_param_array(struct bad_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct bad_case *c, ranges, bad)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    thaw_ranges ranges;
    thaw_faults faults = {0};
    files_begin(folder);
    files_text(folder, "r.ini", c->text, path);
    cr_assert(ne(int, thaw_ranges_read(path, &ranges, &faults), THAW_OK), "%s", c->text);
    cr_assert(eq(sz, ranges.count, 0));
    cr_assert(eq(sz, faults.count, 1), "%s", c->text);
    cr_assert(eq(str, faults.items[0].text, c->fault));
    cr_assert(strncmp(faults.items[0].help, c->help, strlen(c->help)) == 0, "%s",
              faults.items[0].help);
    cr_assert(eq(str, faults.items[0].file, path));
    cr_assert(eq(int, faults.items[0].line, c->line), "%s", c->text);
    cr_assert(eq(int, faults.items[0].column, c->column), "%s", c->text);
    thaw_faults_clear(&faults);
    thaw_ranges_clear(&ranges);
    files_end(folder);
}

Test(ranges, all_faults_at_once)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    thaw_ranges ranges;
    thaw_faults faults = {0};
    files_begin(folder);
    files_text(folder, "r.ini", "schema = 1\n[us]\ndiscount = x\nmood = 1 .. 2\n[navy]\n", path);
    cr_assert(eq(int, thaw_ranges_read(path, &ranges, &faults), THAW_EPARSE));
    cr_assert(eq(sz, faults.count, 3));
    thaw_faults_clear(&faults);
    cr_assert(eq(int, thaw_ranges_read(folder, &ranges, &faults), THAW_EIO));
    cr_assert(eq(str, faults.items[0].text, "this is a directory, not a file"));
    thaw_faults_clear(&faults);
    files_end(folder);
}
