/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of `thaw page` as its bytes: what stands in it is what other commands answer, the same
 * on any number of threads, and nothing that a file says is ever markup. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/page.h"
#include "cli/sink.h"
#include "tests/support/studies.h"

/* The data of a page, a new reference. */
static json_t *data_of(const thaw_answer *answer)
{
    static const char begin[] = "id=\"thaw-data\">", end[] = "</script>";
    const char *from = strstr(answer->document, begin);
    cr_assert(from != NULL);
    from += strlen(begin);
    json_t *data = json_loadb(from, (size_t)(strstr(from, end) - from), 0, NULL);
    cr_assert(data != NULL);
    return data;
}

static const json_t *at(const json_t *array, size_t k)
{
    const json_t *found = json_array_get(array, k);
    cr_assert(found != NULL);
    return found;
}

/* What stands in the place of a table, a row or a sentence. */
static const json_t *pooled(const json_t *data, const json_t *place)
{
    return at(json_object_get(data, "pool"), (size_t)json_integer_value(place));
}

static const json_t *member(const json_t *object, const char *key)
{
    const json_t *found = json_object_get(object, key);
    cr_assert(found != NULL, "%s", key);
    return found;
}

/* The complete number of a cell [shown, value...] of a table. */
static double cell(const json_t *data, const json_t *table, size_t row, size_t column, size_t part)
{
    const json_t *cells = pooled(data, at(member(table, "rows"), row));
    return json_number_value(at(at(cells, column + 1), part));
}

/* ---- writing ---- */

static char *written(json_t *json)
{
    thaw_sink sink;
    thaw_sink_open(&sink);
    thaw_page_put_json(json, sink.out);
    json_decref(json);
    return thaw_sink_close(&sink, NULL);
}

Test(page, data_cannot_end_the_script_or_a_line)
{
    char *text = written(json_pack("[s, s, s]", "</script><!-- & \"q\" \\",
                                   "a\xE2\x80\xA8"
                                   "b\xE2\x80\xA9"
                                   "c\xE2\x80\xAA",
                                   "tab\tend\x7F"));
    cr_expect(eq(str, text,
                 "[\"\\u003c/script\\u003e\\u003c!-- \\u0026 \\\"q\\\" \\\\\","
                 "\"a\\u2028b\\u2029c\xE2\x80\xAA\",\"tab\\u0009end\\u007f\"]"));
    free(text);
}

Test(page, numbers_are_short_and_complete)
{
    char *text = written(json_pack("{s:f, s:f, s:i, s:[], s:{}, s:n, s:b}", "a", 0.1, "b", 1.0 / 3,
                                   "c", -7, "d", "e", "f", "g", 1));
    cr_expect(eq(str, text,
                 "{\"a\":0.1,\"b\":0.3333333333333333,\"c\":-7,\"d\":[],\"e\":{},\"f\":null,"
                 "\"g\":true}"));
    free(text);
}

Test(page, what_is_said_twice_stands_once)
{
    thaw_page_pool pool;
    json_t *json =
        json_pack("[{s:{s:[[i, s], [i, s]]}}, {s:{s:[[i, s], [i, s]]}}, {s:[s, s]}]", "t", "rows",
                  0, "a", 0, "a", "t", "rows", 0, "a", 0, "a", "say", "x", "x");
    thaw_page_pool_init(&pool);
    thaw_page_share(&pool, json);
    cr_expect(not(pool.failed));
    cr_expect(eq(sz, json_array_size(pool.items), 3), "a row, a table, a sentence");
    cr_expect(json_equal(at(json, 0), at(json, 1)));
    const json_t *table = at(pool.items, (size_t)json_integer_value(member(at(json, 0), "t")));
    const json_t *row = at(pool.items, (size_t)json_integer_value(at(member(table, "rows"), 1)));
    cr_expect(eq(str, (char *)json_string_value(at(row, 1)), "a"));
    json_decref(json);
    thaw_page_pool_clear(&pool);
}

/* ---- whole pages ---- */

static const char game_page[] =
    "page scenarios/games/pd.json -o x.html --deal cooperate/cooperate@grim "
    "--vary discount.1=0.1:0.75:4 --vary discount.2=0.1:0.75:3 --months 4 --threads ";

Test(page, same_bytes_on_any_number_of_threads)
{
    thaw_answer one, four;
    char line[512];
    snprintf(line, sizeof line, "%s1", game_page);
    answer_of(line, &one);
    snprintf(line, sizeof line, "%s4", game_page);
    answer_of(line, &four);
    cr_assert(eq(sz, one.document_size, four.document_size));
    cr_expect(memcmp(one.document, four.document, one.document_size) == 0);
    thaw_answer_clear(&one);
    thaw_answer_clear(&four);
}

/* Deviating pays where (10 - 9) / (10 - 3) exceeds the discount factor: 1/7, at which the bar has
 * its mark. */
Test(page, sliders_of_a_game_are_solved_at_each_stop)
{
    thaw_answer answer;
    char line[512];
    snprintf(line, sizeof line, "%s2", game_page);
    answer_of(line, &answer);
    json_t *data = data_of(&answer);
    const json_t *scene = at(member(data, "scenarios"), 0), *points = member(scene, "points");
    const json_t *slider = at(member(scene, "sliders"), 0), *stops = member(slider, "stops");
    cr_assert(eq(sz, json_array_size(stops), 4));
    for (size_t k = 0; k < json_array_size(stops); k++) {
        double discount = json_number_value(at(at(stops, k), 1));
        size_t place = (size_t)json_integer_value(at(member(slider, "points"), k));
        const json_t *why = at(member(at(points, place), "why"), 0);
        cr_expect(eq(str, (char *)json_string_value(member(why, "verdict")),
                     discount < 1.0 / 7 ? "breaks" : "holds"));
        const json_t *items = pooled(data, member(why, "items"));
        double cost = 9 - 10 + discount / (1 - discount) * (9 - 3);
        cr_expect(epsilon_eq(dbl,
                             cell(data, items, json_array_size(member(items, "rows")) - 1, 3, 1),
                             fmin(cost, 17), 1e-9));
    }
    const json_t *bar = pooled(data, at(member(slider, "bars"), 0));
    cr_expect(epsilon_eq(dbl, cell(data, bar, 0, 2, 1), 1.0 / 7, 1e-6));
    const char *signs =
        json_string_value(member(at(member(member(scene, "map"), "deals"), 0), "signs"));
    cr_expect(eq(sz, strlen(signs), 12));
    cr_expect(eq(chr, signs[11], '#'));
    json_decref(data);
    thaw_answer_clear(&answer);
}

static void write_file(const char *path, const char *text)
{
    FILE *out = fopen(path, "w");
    cr_assert(out != NULL);
    fputs(text, out);
    fclose(out);
}

/* The case that a page begins with, of which there is a line of the command. */
static void begin_case(const char *line, char copy[static LINE_LONGEST], thaw_options *options,
                       thaw_page_case *page_case)
{
    thaw_faults faults = {0};
    options_of(line, copy, options);
    cr_assert(
        eq(int, thaw_page_case_begin(options, options->arguments[1], page_case, &faults), THAW_OK),
        "%s", line);
}

/* Ends are rounded, and so may pass where the input stands. */
Test(page, stops_ascend_wherever_the_input_stands)
{
    static const struct {
        const char *line;
        size_t count, now;
    } cases[] = {
        {"--discount 0.3336 --vary discount.1=0.3336:0.9", 11, 0},
        {"--discount 0.9004 --vary discount.1=0.3:0.9004", 11, 10},
        {"--discount 0.9004 --vary discount.1=0.3:0.9004 --points 2", 2, 1},
        {"--discount 0.3344 --vary discount.1=0.3336:0.9 --points 3", 4, 1},
        {"--discount 0.5 --vary discount.1=0.3:0.9 --points 3", 3, 1},
        {"--discount 0.5 --vary discount.1=0.4999999999999:0.5000000000001", 1, 0},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        char line[512], copy[LINE_LONGEST];
        thaw_options options;
        thaw_page_case page_case;
        snprintf(line, sizeof line,
                 "page scenarios/games/pd.json -o x.html --deal cooperate/cooperate@grim %s",
                 cases[k].line);
        begin_case(line, copy, &options, &page_case);
        const thaw_page_slider *slider = &page_case.sliders[0];
        cr_assert(eq(sz, slider->count, cases[k].count), "%s", line);
        cr_expect(eq(sz, slider->now, cases[k].now), "%s", line);
        cr_expect(eq(dbl, slider->stop[slider->now], slider->dial.baseline), "%s", line);
        for (size_t i = 1; i < slider->count; i++)
            cr_expect(lt(dbl, slider->stop[i - 1], slider->stop[i]), "%s", line);
        thaw_page_case_clear(&page_case);
        thaw_options_clear(&options);
    }
}

/* The cost of departing once that thaw solve and thaw why answer with --set economy.weakness. */
static double price_of(const char *path, const char *value)
{
    thaw_answer answer;
    char line[512];
    snprintf(line, sizeof line, "why %.400s --set economy.weakness=%.32s", path, value);
    answer_of(line, &answer);
    double price = json_number_value(member(member(answer.json, "departure"), "cost"));
    thaw_answer_clear(&answer);
    return price;
}

static void expect_the_same_as_why(const json_t *data, const json_t *scene, const char *path)
{
    const json_t *slider = at(member(scene, "sliders"), 0), *stops = member(slider, "stops");
    for (size_t k = 0; k < json_array_size(stops); k++) {
        size_t place = (size_t)json_integer_value(at(member(slider, "points"), k));
        const json_t *why = at(member(at(member(scene, "points"), place), "why"), 0);
        const json_t *items = pooled(data, member(why, "items"));
        double found = cell(data, items, json_array_size(member(items, "rows")) - 1, 3, 1);
        cr_expect(eq(dbl, found, price_of(path, json_string_value(at(at(stops, k), 0)))));
    }
}

/* A stop of `patience` is what --set makes of both discount factors, and so is what is copied. */
static void expect_both_discounts(const json_t *data, const json_t *scene, const char *path)
{
    const json_t *slider = at(member(scene, "sliders"), 1), *ini = member(slider, "ini");
    const json_t *stop = at(member(slider, "stops"), 1);
    char line[512];
    cr_assert(eq(sz, json_array_size(stop), 4), "shown, value, and two texts");
    double us = atof(json_string_value(at(stop, 2))), china = atof(json_string_value(at(stop, 3)));
    cr_expect(epsilon_eq(dbl, us, 0.94, 1e-12));
    cr_expect(epsilon_eq(dbl, china, 0.98, 1e-12));
    size_t place = (size_t)json_integer_value(at(member(slider, "points"), 1));
    const json_t *point = at(member(scene, "points"), place);
    cr_assert(json_object_get(point, "reason") == NULL, "%s",
              json_string_value(json_object_get(point, "reason")));
    const json_t *items = pooled(data, member(at(member(point, "why"), 0), "items"));
    snprintf(line, sizeof line, "%.300s --set us.discount=%s --set china.discount=%s", path,
             json_string_value(at(stop, 2)), json_string_value(at(stop, 3)));
    cr_expect(eq(dbl, cell(data, items, json_array_size(member(items, "rows")) - 1, 3, 1),
                 price_of(line, "1")));
    cr_assert(eq(sz, json_array_size(ini), 5));
    const char *before = json_string_value(at(ini, 0)), *between = json_string_value(at(ini, 2));
    cr_expect(strstr(before, "\n[us]\ndiscount = ") != NULL);
    cr_expect(strstr(before, "0.97") == NULL, "the --set is replaced");
    cr_expect(strstr(between, "\n[china]\ndiscount = ") != NULL);
    ini = member(member(scene, "map"), "ini");
    cr_assert(eq(sz, json_array_size(ini), 7));
    for (size_t k = 0; k < 3; k++)
        cr_expect(eq(int, (int)json_integer_value(at(ini, 2 * k + 1)), (int)k));
}

/* One page of a scenario whose title would be markup, and all that is asked of it. */
Test(page, a_scenario_is_answered_as_elsewhere_and_its_texts_are_inert)
{
    thaw_answer answer;
    char path[] = "/tmp/thaw-page-XXXXXX", file[64], line[512];
    cr_assert(mkdtemp(path) != NULL);
    snprintf(file, sizeof file, "%s/evil.ini", path);
    write_file(file, "schema = 1\nextends = " THAW_SOURCE_DIR "/scenarios/baseline.ini\n"
                     "title = </script><script>alert(1)</script> & \"q\"\n"
                     "question = @DATA@ @VALUE@ <b>?</b>\n");
    snprintf(line, sizeof line,
             "page %s -o x.html --deal full_calm@grim --vary economy.weakness=1:1.4:2 "
             "--vary patience=1:2:2 --months 2 --set tension.pressure_raises=0.1 "
             "--set us.discount=0.97",
             file);
    answer_of(line, &answer);
    cr_expect(strstr(answer.document, "<script>alert") == NULL);
    cr_expect(strstr(answer.document, "<title>&lt;/script&gt;") != NULL);
    cr_expect(strstr(answer.document, "http://") == strstr(answer.document, "http://www.w3.org"));
    cr_expect(strstr(answer.document, "https://") == NULL);
    json_t *data = data_of(&answer);
    const json_t *scene = at(member(data, "scenarios"), 0);
    cr_expect(
        eq(str, (char *)json_string_value(member(scene, "question")), "@DATA@ @VALUE@ <b>?</b>"));
    const json_t *ini = member(at(member(scene, "sliders"), 0), "ini");
    cr_assert(eq(sz, json_array_size(ini), 3), "the text before the value, the value, after it");
    cr_expect(eq(int, (int)json_integer_value(at(ini, 1)), 0));
    cr_expect(strstr(json_string_value(at(ini, 0)), "extends = evil.ini\n") != NULL);
    cr_expect(strstr(json_string_value(at(ini, 0)), "[tension]\npressure_raises = 0.1") != NULL);
    cr_expect(strstr(json_string_value(at(ini, 0)), "[economy]\nweakness = ") != NULL);
    thaw_answer_clear(&answer);
    snprintf(line, sizeof line,
             "%.64s full_calm@grim --set tension.pressure_raises=0.1 --set us.discount=0.97", file);
    expect_the_same_as_why(data, scene, line);
    snprintf(line, sizeof line, "%.64s full_calm@grim --set tension.pressure_raises=0.1", file);
    expect_both_discounts(data, scene, line);
    json_decref(data);
    remove(file);
    remove(path);
}
