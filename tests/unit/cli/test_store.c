/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store: what goes in comes out, of its own sweep only. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "cli/store.h"
#include "tests/support/files.h"

static const thaw_result_column columns[] = {{"a.b", "a", THAW_COLUMN_NUMBER, 0},
                                             {"odd \"name\"", "b", THAW_COLUMN_TEXT, 0},
                                             {"pair", "c", THAW_COLUMN_PAIR, 0}};
static const char *const sides[] = {"us", "china"};
enum { COLUMNS = 3, ROWS = 4 };

static thaw_facts facts_of(const char *version)
{
    thaw_facts facts = {0};
    cr_assert_eq(thaw_facts_add(&facts, "version", version, NULL), THAW_OK);
    cr_assert_eq(thaw_facts_add(&facts, "economy.weakness", "1", NULL), THAW_OK);
    return facts;
}

static thaw_status open_with(const char *path, const char *version, thaw_store **store,
                             thaw_fault *fault)
{
    thaw_facts facts = facts_of(version);
    *store = NULL;
    thaw_status status = thaw_store_open(path, &facts, columns, COLUMNS, sides, store, fault);
    thaw_facts_clear(&facts);
    return status;
}

/* Numbers bit for bit (but for the sign of zero), infinities, what is missing, any text. */
static thaw_result_row *sample(void)
{
    static const double numbers[ROWS][3] = {{0.1, 1.0 / 3, -2e-300},
                                            {12, (double)INFINITY, (double)NAN},
                                            {(double)NAN, 0, 5e300},
                                            {-1, (double)NAN, (double)-INFINITY}};
    static const char *const texts[ROWS] = {"holds", "it's \"odd\"; DROP TABLE rows", NULL, ""};
    thaw_result_row *rows = thaw_results_new(ROWS, COLUMNS);
    for (size_t k = 0; k < ROWS; k++) {
        rows[k].cells[0].number[0] = numbers[k][0];
        rows[k].cells[2].number[0] = numbers[k][1];
        rows[k].cells[2].number[1] = numbers[k][2];
        if (texts[k])
            cr_assert_eq(thaw_result_text(&rows[k].cells[1], texts[k], NULL), THAW_OK);
        rows[k].done = true;
    }
    rows[2].reason = strdup("chances exceed 1");
    return rows;
}

static void expect_same(const thaw_result_row *one, const thaw_result_row *two)
{
    cr_expect(one->done && two->done);
    for (size_t c = 0; c < COLUMNS; c++) {
        cr_expect_eq(memcmp(one->cells[c].number, two->cells[c].number, sizeof(double[2])), 0);
        cr_expect_eq(one->cells[c].text == NULL, two->cells[c].text == NULL);
        if (one->cells[c].text && two->cells[c].text)
            cr_expect_str_eq(one->cells[c].text, two->cells[c].text);
    }
    cr_expect_eq(one->reason == NULL, two->reason == NULL);
}

Test(store, what_goes_in_comes_out)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    thaw_store *store = NULL;
    thaw_fault fault = {0};
    size_t count = 0;
    files_begin(folder);
    files_path(folder, "a #?%.db", path);
    thaw_result_row *rows = sample(), *found = thaw_results_new(ROWS, COLUMNS);
    cr_assert_eq(open_with(path, "1", &store, &fault), THAW_OK, "%s", fault.text);
    cr_assert_eq(thaw_store_write(store, 100, rows, (const size_t[]){3, 0}, 2, 0.5, &fault),
                 THAW_OK);
    cr_assert_eq(thaw_store_write(store, 100, rows, (const size_t[]){2, 3}, 2, 0.5, &fault),
                 THAW_OK);
    thaw_store_close(store);
    cr_assert_eq(open_with(path, "1", &store, &fault), THAW_OK, "%s", fault.text);
    cr_assert_eq(thaw_store_count(store, &count, &fault), THAW_OK);
    cr_expect_eq(count, 3);
    cr_assert_eq(thaw_store_read(store, 100, ROWS, found, &fault), THAW_OK, "%s", fault.text);
    for (size_t k = 0; k < ROWS; k++)
        if (k != 1)
            expect_same(&rows[k], &found[k]);
    cr_expect_not(found[1].done);
    cr_expect_str_eq(found[2].reason, "chances exceed 1");
    thaw_store_close(store);
    thaw_results_free(rows, ROWS, COLUMNS);
    thaw_results_free(found, ROWS, COLUMNS);
    files_end(folder);
}

Test(store, another_version_s_store_is_refused)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    thaw_store *store = NULL;
    thaw_fault fault = {0};
    files_begin(folder);
    files_path(folder, "s.db", path);
    cr_assert_eq(open_with(path, "0.0.9", &store, &fault), THAW_OK);
    thaw_store_close(store);
    cr_expect_eq(open_with(path, "0.1.0", &store, &fault), THAW_EARG);
    cr_expect(strstr(fault.text, "version is 0.0.9 there, 0.1.0 here") != NULL, "%s", fault.text);
    cr_expect_null(store);
    files_end(folder);
}

Test(store, files_that_are_none)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    thaw_store *store = NULL;
    thaw_fault fault = {0};
    files_begin(folder);
    files_text(folder, "rows.csv", "row,economy.weakness,verdict\n1,0.8,holds\n", path);
    cr_expect_eq(open_with(path, "1", &store, &fault), THAW_ESTORE);
    cr_expect(strstr(fault.text, "is no store of a sweep, or is damaged") != NULL, "%s",
              fault.text);
    files_path(folder, "no/such/folder.db", path);
    cr_expect_eq(open_with(path, "1", &store, &fault), THAW_ESTORE);
    cr_expect(strstr(fault.text, "cannot open the store") != NULL, "%s", fault.text);
    files_path(folder, "", path);
    cr_expect_eq(open_with(path, "1", &store, &fault), THAW_ESTORE);
    files_text(folder, "empty.db", "", path);
    cr_expect_eq(open_with(path, "1", &store, &fault), THAW_OK, "%s", fault.text);
    thaw_store_close(store);
    files_end(folder);
}
