/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/table and its writers: what each prints, to the byte, for one small table with every
 * kind of cell, and that text never exceeds its width. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/table.h"
#include "cli/text.h"

enum { OWN_DIGITS = -1 };

/* A pair with marks, a number, a word in place of a number, missing cells, text that needs
 * escaping. */
static void fill(thaw_table *table)
{
    thaw_table_init(table, "sample", "1 A TABLE");
    thaw_table_aside(table, "US$ bn");
    thaw_table_note(table, "* best reply");
    thaw_table_text(table, "us", "us & them");
    thaw_table_pair(table, "none", "none", 2);
    thaw_table_number(table, "months", "months", 1);
    thaw_table_row(table, 0);
    thaw_cell_text(table, "steady, \"as is\"");
    thaw_cell_pair(table, 0.2, -0.7);
    thaw_cell_mark(table, 1, '*');
    thaw_cell_number(table, 12);
    thaw_table_row(table, THAW_ROW_TOTAL);
    thaw_cell_text(table, "<all>_%d", 3);
    thaw_cell_pair(table, 10, NAN);
    thaw_cell_text(table, "never");
    thaw_table_row(table, 0);
    thaw_cell_missing(table);
    thaw_cell_missing(table);
}

typedef enum table_writer { TEXT, CSV, JSONL, MD, LATEX, HTML } table_writer;

static char *show(const thaw_table *table, table_writer writer, int width)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    thaw_layout layout = {.width = width, .digits = OWN_DIGITS};
    switch (writer) {
    case TEXT:
        thaw_table_write_text(table, &layout, out);
        break;
    case CSV:
        thaw_table_write_csv(table, out);
        break;
    case JSONL:
        thaw_table_write_jsonl(table, out);
        break;
    case MD:
        thaw_table_write_md(table, OWN_DIGITS, out);
        break;
    case LATEX:
        thaw_table_write_latex(table, OWN_DIGITS, out);
        break;
    default:
        thaw_table_write_html(table, OWN_DIGITS, out);
    }
    fclose(out);
    return text;
}

static void expect_sample(table_writer writer, const char *expected)
{
    thaw_table table;
    fill(&table);
    char *text = show(&table, writer, 60);
    cr_expect(not(table.failed));
    cr_expect(eq(str, text, (char *)expected));
    free(text);
    thaw_table_clear(&table);
}

Test(table, text)
{
    expect_sample(TEXT, "1 A TABLE                                             US$ bn\n"
                        "  us & them                 none  months\n"
                        "  steady, \"as is\"   0.20, -0.70*    12.0\n"
                        "  --------------------------------------\n"
                        "  <all>_3          10.00,          never\n"
                        "\n"
                        "  * best reply\n");
}

/* A number without a mark leaves the mark's place empty, so that points stand in one line. */
Test(table, marks_do_not_move_numbers)
{
    thaw_table table;
    thaw_table_init(&table, "marks", "");
    thaw_table_number(&table, "a", "", 1);
    thaw_table_pair(&table, "b", "", 1);
    for (int row = 0; row < 2; row++) {
        thaw_table_row(&table, 0);
        thaw_cell_number(&table, 1);
        thaw_cell_mark(&table, 0, row == 0 ? '*' : '\0');
        thaw_cell_pair(&table, 1, -1);
        thaw_cell_mark(&table, row, '*');
    }
    char *text = show(&table, TEXT, 80);
    cr_expect(eq(str, text, "  1.0*  1.0*, -1.0\n  1.0   1.0,  -1.0*\n"));
    free(text);
    thaw_table_clear(&table);
}

/* RFC 4180: quotes doubled within quotes. A missing side of a pair is empty too. */
Test(table, csv)
{
    expect_sample(CSV, "us,none_us,none_china,months\n"
                       "\"steady, \"\"as is\"\"\",0.2,-0.7,12\n"
                       "<all>_3,10,,never\n"
                       ",,,\n");
}

Test(table, jsonl)
{
    expect_sample(JSONL, "{\"us\": \"steady, \\\"as is\\\"\", \"none\": [0.20000000000000001, "
                         "-0.69999999999999996], "
                         "\"months\": 12.0}\n"
                         "{\"us\": \"<all>_3\", \"none\": [10.0, null], \"months\": \"never\"}\n"
                         "{\"us\": null, \"none\": null, \"months\": null}\n");
}

Test(table, md)
{
    expect_sample(MD, "### 1 A TABLE (US$ bn)\n"
                      "\n"
                      "| us \\& them | none | months |\n"
                      "|---|--:|--:|\n"
                      "| steady, \"as is\" | 0.20, -0.70\\* | 12.0 |\n"
                      "| \\<all\\>\\_3 | 10.00,  | never |\n"
                      "|  |  |  |\n"
                      "\n"
                      "\\* best reply\n");
}

Test(table, latex)
{
    expect_sample(LATEX, "\\paragraph{1 A TABLE} US\\$ bn\n"
                         "\n"
                         "\\begin{tabular}{lrr}\n"
                         "\\hline\n"
                         "us \\& them & none & months \\\\\n"
                         "\\hline\n"
                         "steady, ''as is'' & 0.20, $-$0.70{*} & 12.0 \\\\\n"
                         "\\hline\n"
                         "\\textless{}all\\textgreater{}\\_3 & 10.00,  & never \\\\\n"
                         " &  &  \\\\\n"
                         "\\hline\n"
                         "\\end{tabular}\n"
                         "\n"
                         "{*} best reply\n");
}

/* Two hyphens would be set as a dash, three as a longer one. */
Test(table, latex_options_keep_their_hyphens)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    cr_assert(out != NULL);
    thaw_latex_put("--set a-b ---", out);
    fclose(out);
    cr_expect(eq(str, text, "-{}-set a-b -{}-{}-"));
    free(text);
}

Test(table, html)
{
    expect_sample(
        HTML,
        "<table id=\"sample\">\n"
        "<caption>1 A TABLE <small>US$ bn</small></caption>\n"
        "<thead><tr><th scope=\"col\">us &amp; them</th><th scope=\"col\">none</th>"
        "<th scope=\"col\">months</th></tr></thead>\n"
        "<tbody>\n"
        "<tr><th scope=\"row\">steady, &quot;as is&quot;</th><td class=\"number\">0.20, -0.70*</td>"
        "<td class=\"number\">12.0</td></tr>\n"
        "<tr class=\"total\"><th scope=\"row\">&lt;all&gt;_3</th><td class=\"number\">10.00, </td>"
        "<td class=\"number\">never</td></tr>\n"
        "<tr><th scope=\"row\"></th><td class=\"number\"></td><td class=\"number\"></td></tr>\n"
        "</tbody>\n"
        "</table>\n"
        "<p>* best reply</p>\n");
}

/* The widest line of a text, in columns. */
static int widest(const char *text)
{
    int most = 0;
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        int width = thaw_text_width(line, length);
        most = width > most ? width : most;
        line += length + (line[length] == '\n');
    }
    return most;
}

Test(table, text_never_exceeds_its_width)
{
    thaw_table table;
    thaw_table_init(&table, "wide",
                    "A title that is rather longer than the narrowest of terminals");
    thaw_table_aside(&table, "and something beside it");
    thaw_table_note(&table, "A note of several words that has to be wrapped as well");
    thaw_table_text(&table, "a", "a head of many words");
    thaw_table_text(&table, "b", "anunbreakablyandunreasonablylonghead");
    thaw_table_pair(&table, "c", "c", 8);
    thaw_table_number(&table, "d", "d", THAW_SHORTEST);
    thaw_table_detail(&table, "e", "e");
    thaw_table_row(&table, THAW_ROW_DETAIL);
    thaw_cell_text(&table, "substitution.eroded_partial.and.more.of.the.same");
    thaw_cell_text(&table, "several short words and caf\xC3\xA9");
    thaw_cell_pair(&table, -123456.5, 1.0 / 3);
    thaw_cell_number(&table, -1.0 / 3);
    thaw_cell_text(&table,
                   "a detail beneath the row, with a verylongwordthatmustbebrokensomewhere");
    for (int width = 20; width <= 200; width++) {
        char *text = show(&table, TEXT, width);
        cr_expect(le(int, widest(text), width), "at %d:\n%s", width, text);
        free(text);
    }
    thaw_table_clear(&table);
}

/* A sentence among numbers does not widen its column, nor does it push the numbers about. */
Test(table, words_in_place_of_a_number_wrap)
{
    thaw_table table;
    thaw_table_init(&table, "words", "");
    thaw_table_text(&table, "item", "");
    thaw_table_number(&table, "a", "a", 2);
    thaw_table_number(&table, "b", "b", 2);
    thaw_table_row(&table, 0);
    thaw_cell_text(&table, "play");
    thaw_cell_text(&table, "relief 0.171, pressure 0.829");
    thaw_cell_text(&table, "pressure");
    thaw_table_row(&table, 0);
    thaw_cell_text(&table, "value");
    thaw_cell_number(&table, 0.5);
    thaw_cell_mark(&table, 0, 'u');
    thaw_cell_number(&table, -1);
    char *text = show(&table, TEXT, 30), *wide = show(&table, TEXT, 80);
    cr_expect(eq(str, text,
                 "                   a         b\n"
                 "  play        relief  pressure\n"
                 "              0.171,\n"
                 "            pressure\n"
                 "              0.829\n"
                 "  value        0.50u     -1.00\n"));
    cr_expect(eq(str, wide,
                 "                                     a         b\n"
                 "  play   relief 0.171, pressure 0.829   pressure\n"
                 "  value                          0.50u     -1.00\n"));
    free(wide);
    free(text);
    thaw_table_clear(&table);
}

/* What people are told otherwise stays out of text and widens nothing, but is there for programs.
 */
Test(table, rows_and_columns_for_programs_only)
{
    thaw_table table;
    thaw_table_init(&table, "t", "");
    thaw_table_text(&table, "name", "name");
    thaw_table_number(&table, "hidden", "hidden", 2);
    thaw_table_hide(&table);
    thaw_table_number(&table, "shown", "shown", 2);
    thaw_table_row(&table, THAW_ROW_DETAIL);
    thaw_cell_text(&table, "a");
    thaw_cell_number(&table, 1);
    thaw_cell_number(&table, 2);
    thaw_table_row(&table, THAW_ROW_DATA);
    thaw_cell_text(&table, "much longer");
    thaw_cell_number(&table, 3);
    thaw_cell_number(&table, 123456);
    thaw_cell_mark(&table, 0, '*');
    char *text = show(&table, TEXT, 80), *csv = show(&table, CSV, 80);
    cr_expect(eq(str, text,
                 "  name  shown\n"
                 "  a      2.00\n"));
    cr_expect(eq(str, csv, "name,hidden,shown\na,1,2\nmuch longer,3,123456\n"));
    free(csv);
    free(text);
    thaw_table_clear(&table);
}

static void tucked(thaw_table *table, const char *title, const char *aside)
{
    thaw_table_init(table, "t", title);
    if (*aside)
        thaw_table_aside(table, "%s", aside);
    table->tucked = true;
    thaw_table_text(table, "name", "");
    thaw_table_number(table, "x", "x", 1);
    thaw_table_row(table, 0);
    thaw_cell_text(table, "first row");
    thaw_cell_number(table, 1);
}

/* A tucked title takes the place of the first head: where there is room, and nothing beside it. */
Test(table, a_title_among_the_heads)
{
    static const struct {
        const char *title, *aside;
        int width;
        const char *text;
    } cases[] = {
        {"TITLE", "", 80, "TITLE          x\n  first row  1.0\n"},
        {"A LONGER TITLE", "", 80, "A LONGER TITLE    x\n  first row     1.0\n"},
        {"A LONGER TITLE", "", 19, "A LONGER TITLE    x\n  first row     1.0\n"},
        {"A LONGER TITLE", "", 18, "A LONGER TITLE\n               x\n  first row  1.0\n"},
        {"TITLE", "aside", 20, "TITLE          aside\n               x\n  first row  1.0\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        thaw_table table;
        tucked(&table, cases[i].title, cases[i].aside);
        char *text = show(&table, TEXT, cases[i].width);
        cr_expect(eq(str, text, (char *)cases[i].text), "case %zu", i);
        free(text);
        thaw_table_clear(&table);
    }
}

/* 30 columns of 5 need 2 + 6 + 30 * 7 columns: at 80 they stand in several panels, the first column
 * in each. */
Test(table, what_does_not_fit_goes_on_below)
{
    thaw_table table;
    thaw_table_init(&table, "panels", "");
    thaw_table_text(&table, "row", "row");
    for (int k = 0; k < 30; k++)
        thaw_table_number(&table, "x", "x", 3);
    thaw_table_row(&table, 0);
    thaw_cell_text(&table, "label!");
    for (int k = 0; k < 30; k++)
        thaw_cell_number(&table, k / 1000.0);
    char *text = show(&table, TEXT, 80);
    int panels = 0, numbers = 0;
    for (const char *at = text; (at = strstr(at, "label!")); at++)
        panels++;
    for (const char *at = text; (at = strstr(at, "0.0")); at++)
        numbers++;
    cr_expect(eq(int, panels, 3));
    cr_expect(eq(int, numbers, 30));
    free(text);
    thaw_table_clear(&table);
}

Test(table, details_stand_beneath_rows_that_ask_for_them)
{
    thaw_table table;
    thaw_table_init(&table, "details", "");
    thaw_table_text(&table, "a", "");
    thaw_table_detail(&table, "b", "");
    thaw_table_row(&table, THAW_ROW_DETAIL);
    thaw_cell_text(&table, "first");
    thaw_cell_text(&table, "why");
    thaw_table_row(&table, 0);
    thaw_cell_text(&table, "second");
    thaw_cell_text(&table, "hidden");
    char *text = show(&table, TEXT, 80), *csv = show(&table, CSV, 80);
    cr_expect(eq(str, text, "  first\n      why\n  second\n"));
    cr_expect(eq(str, csv, "a,b\nfirst,why\nsecond,hidden\n"));
    free(csv);
    free(text);
    thaw_table_clear(&table);
}

struct number_case {
    double value;
    int digits;
    const char *shown;
};

Test(table, numbers_for_people)
{
    static const struct number_case cases[] = {
        {0.125, 2, "0.12"}, /* ties to even, as printf has it */
        {-0.0, 2, "0.00"},
        {1e-15, 2, "0.00"},
        {-1e-15, 2, "0.00"},     /* rounding, not a sign */
        {-0.0007, 2, "-0.0007"}, /* a small loss stays a loss */
        {0.004, 2, "0.004"},
        {0.005, 2, "0.01"},
        {60000, THAW_SHORTEST, "60000"},
        {0.1, THAW_SHORTEST, "0.1"},
        {INFINITY, 2, "inf"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char shown[THAW_SHOWN_MAX];
        thaw_number_show(cases[i].value, cases[i].digits, shown, sizeof shown);
        cr_expect(eq(str, shown, (char *)cases[i].shown), "%g", cases[i].value);
    }
}

Test(table, digits_override_decimals_but_not_shortest_columns)
{
    thaw_table table;
    char buffer[THAW_SHOWN_MAX];
    thaw_table_init(&table, "digits", "");
    thaw_table_number(&table, "a", "a", 2);
    thaw_table_number(&table, "b", "b", THAW_SHORTEST);
    thaw_table_row(&table, 0);
    thaw_cell_number(&table, 1.0 / 3);
    thaw_cell_number(&table, 0.25);
    cr_expect(eq(str, (char *)thaw_cell_shown(&table, 0, 0, 4, buffer), "0.3333"));
    cr_expect(eq(str, (char *)thaw_cell_shown(&table, 0, 1, 4, buffer), "0.25"));
    thaw_table_clear(&table);
}

/* A small number keeps a figure where nobody said how many decimals; asked for, a column has one
 * precision. */
Test(table, digits_are_of_every_number_of_a_column)
{
    static const struct {
        double value;
        const char *own, *none, *two;
    } cases[] = {{0.3, "0.3", "0", "0.30"},       {-0.3, "-0.3", "0", "-0.30"},
                 {-0.7, "-0.7", "-1", "-0.70"},   {0.004, "0.004", "0", "0.00"},
                 {INFINITY, "inf", "inf", "inf"}, {0, "0.0", "0", "0.00"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        thaw_table table;
        char buffer[THAW_SHOWN_MAX];
        thaw_table_init(&table, "digits", "");
        thaw_table_number(&table, "a", "a", 1);
        thaw_table_row(&table, 0);
        thaw_cell_number(&table, cases[k].value);
        cr_expect(eq(str, (char *)thaw_cell_shown(&table, 0, 0, -1, buffer), (char *)cases[k].own));
        cr_expect(eq(str, (char *)thaw_cell_shown(&table, 0, 0, 0, buffer), (char *)cases[k].none));
        cr_expect(eq(str, (char *)thaw_cell_shown(&table, 0, 0, 2, buffer), (char *)cases[k].two));
        thaw_table_clear(&table);
    }
}

/* For people only: a program reads plain numbers, and nothing where there is nothing. */
Test(table, signs_dashes_and_a_cell_s_own_digits)
{
    thaw_table table;
    thaw_table_init(&table, "comparison", "");
    table.dashes = true;
    thaw_table_text(&table, "item", "");
    thaw_table_number(&table, "one", "one", 2);
    thaw_table_number(&table, "other", "other", 2);
    thaw_table_signed(&table);
    static const double differences[] = {0.25, -0.25, 1e-12};
    for (int row = 0; row < 3; row++) {
        thaw_table_row(&table, 0);
        thaw_cell_text(&table, "value");
        thaw_cell_number(&table, 1);
        thaw_cell_number(&table, differences[row]);
    }
    thaw_table_row(&table, 0);
    thaw_cell_missing(&table);
    thaw_cell_missing(&table);
    thaw_cell_number(&table, 3210);
    thaw_cell_digits(&table, 0);
    char *text = show(&table, TEXT, 80), *csv = show(&table, CSV, 80), *md = show(&table, MD, 80);
    cr_expect(eq(str, text,
                 "          one  other\n"
                 "  value  1.00  +0.25\n"
                 "  value  1.00  -0.25\n"
                 "  value  1.00   0.00\n"
                 "  -         -  +3210\n"));
    cr_expect(eq(str, csv,
                 "item,one,other\nvalue,1,0.25\nvalue,1,-0.25\nvalue,1,1e-12\n"
                 ",,3210\n"));
    cr_expect(eq(str, strrchr(md, 'e') + 1, " | 1.00 | 0.00 |\n| - | - | +3210 |\n"));
    free(md);
    free(csv);
    free(text);
    thaw_table_clear(&table);
}

Test(table, too_many_cells_are_a_failure_not_a_crash)
{
    thaw_table table;
    thaw_table_init(&table, "short", "");
    thaw_table_text(&table, "only", "only");
    thaw_table_row(&table, 0);
    thaw_cell_text(&table, "a");
    thaw_cell_text(&table, "b");
    cr_expect(table.failed);
    thaw_table_clear(&table);
}

/* A picture is for those who read text; other formats have the numbers that it shows. */
Test(table, only_text_has_pictures)
{
    thaw_table table;
    thaw_table_init(&table, "survival", "");
    thaw_table_number(&table, "months", "months", 0);
    thaw_table_text(&table, "bar", "drawn");
    thaw_table_picture(&table);
    thaw_table_number(&table, "share", "share", 1);
    thaw_table_row(&table, 0);
    thaw_cell_number(&table, 12);
    thaw_cell_text(&table, "###");
    thaw_cell_number(&table, 0.5);
    for (table_writer writer = TEXT; writer <= HTML; writer++) {
        char *text = show(&table, writer, 80);
        bool has = strstr(text, "###") || strstr(text, "drawn") || strstr(text, "bar");
        cr_expect(eq(int, has, writer == TEXT), "%d: %s", (int)writer, text);
        cr_expect(strstr(text, "0.5") != NULL, "%d: %s", (int)writer, text);
        free(text);
    }
    char *csv = show(&table, CSV, 80);
    cr_expect(eq(str, csv, "months,share\n12,0.5\n"));
    free(csv);
    thaw_table_clear(&table);
}

/* Programs tell columns apart by their names: a player called "state" takes away no other column's.
 */
Test(table, columns_of_one_name_are_told_apart)
{
    thaw_table table;
    thaw_table_init(&table, "t", "");
    for (int k = 0; k < 3; k++)
        thaw_table_text(&table, "state", "state");
    cr_expect(eq(str, table.columns[0].name, "state"));
    cr_expect(eq(str, table.columns[1].name, "state_2"));
    cr_expect(eq(str, table.columns[2].name, "state_3"));
    cr_expect(eq(str, table.columns[2].head, "state"));
    thaw_table_clear(&table);
}
