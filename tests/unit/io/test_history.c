/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record from CSV: the shipped one, what a spreadsheet may write, and what is refused. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/history.h"
#include "model/fentanyl.h"

#define HEAD "month,tension,listed,china_cooperation,us_stance,talks,state_confidence\n"

static thaw_status read_text(const char *text, thaw_record *record, thaw_faults *faults)
{
    return thaw_history_read_text(text, strlen(text), "r.csv", record, faults);
}

/* The record's own notes: 25 calm, 63 tense, 8 crisis months; 26 without cooperation, 15 frozen
 * from August 2022 to October 2023, 19 of low confidence; on the list from September 2023. */
Test(history, the_shipped_record)
{
    thaw_record record;
    thaw_faults faults = {0};
    size_t tension[THAW_TENSIONS] = {0}, frozen = 0, low = 0, listed = 0;
    cr_assert(
        eq(int,
           thaw_history_read(THAW_SOURCE_DIR "/scenarios/history/history.csv", &record, &faults),
           THAW_OK),
        "%s", faults.count ? faults.items[0].text : "?");
    cr_assert(eq(sz, record.count, 96));
    cr_expect(eq(int, record.months[0].month, 12 * 2018));
    for (size_t k = 0; k < record.count; k++) {
        tension[record.months[k].tension]++;
        frozen += record.months[k].frozen;
        low += record.months[k].confidence == THAW_CONFIDENCE_LOW;
        listed += record.months[k].listed;
    }
    cr_expect(eq(sz, tension[THAW_CALM], 25));
    cr_expect(eq(sz, tension[THAW_TENSE], 63));
    cr_expect(eq(sz, tension[THAW_CRISIS], 8));
    cr_expect(eq(sz, frozen, 15));
    cr_expect(eq(sz, low, 19));
    cr_expect(eq(sz, listed, 28));
    thaw_record_clear(&record);
}

/* Replaying the record: about 27% of months without cooperation, and a run of at least a year. */
Test(history, a_quarter_of_the_months_has_no_cooperation_most_in_one_run)
{
    thaw_record record;
    thaw_faults faults = {0};
    thaw_stretch longest, freeze;
    cr_assert(eq(
        int, thaw_history_read(THAW_SOURCE_DIR "/scenarios/history/history.csv", &record, &faults),
        THAW_OK));
    size_t idle = thaw_record_idle(&record, 0, record.count, &longest);
    cr_expect(eq(sz, idle, 26));
    cr_expect(epsilon_eq(dbl, (double)idle / (double)record.count, 0.27, 0.005));
    cr_expect(ge(sz, longest.count, 12));
    cr_assert(thaw_record_freeze(&record, 0, record.count, &freeze));
    cr_expect(eq(sz, freeze.count, 15));
    cr_expect(eq(int, record.months[freeze.first].month, 12 * 2022 + 7));
    cr_expect(eq(int, thaw_record_move(&record, freeze.first), THAW_FREEZE));
    cr_expect(eq(int, thaw_record_move(&record, freeze.first + 15), THAW_RESUME));
    thaw_record_clear(&record);
}

Test(history, takes_what_a_spreadsheet_may_write)
{
    thaw_record record;
    thaw_faults faults = {0};
    cr_assert(eq(int,
                 read_text("\xEF\xBB\xBF\"month\",events,us_stance,tension,listed,state_confidence,"
                           "china_cooperation,talks,era\r\n"
                           "2020-12,\"a visit, and \"\"more\"\"\",relief,crisis,y,low,none,"
                           "frozen,first\r\n\r\n"
                           "2021-01,,pressure,calm,n,high,full,summit,second",
                           &record, &faults),
                 THAW_OK),
              "%s", faults.count ? faults.items[0].text : "?");
    cr_assert(eq(sz, record.count, 2));
    const thaw_recorded *one = &record.months[0], *two = &record.months[1];
    cr_expect(eq(str, one->events, "a visit, and \"more\""));
    cr_expect(eq(str, one->era, "first"));
    cr_expect(eq(int, one->tension, THAW_CRISIS));
    cr_expect(eq(int, one->stance, THAW_RELIEF));
    cr_expect(one->listed && one->frozen);
    cr_expect(isnan(one->effort_score));
    cr_expect(eq(int, two->stance, THAW_PRESSURE));
    cr_expect(eq(int, two->effort, THAW_FULL));
    cr_expect(eq(int, two->confidence, THAW_CONFIDENCE_HIGH));
    cr_expect(not(two->listed || two->frozen));
    thaw_record_clear(&record);
}

struct bad_case {
    char text[400];
    int line, column;
    char fault[120], help[80];
};

ParameterizedTestParameters(history, bad)
{
#define ROW "2018-01,calm,n,partial,relief,summit,high\n"
    static struct bad_case cases[] = {
        {"", 0, 0, "the file is empty", ""},
        {"\n \n", 0, 0, "the file is empty", ""},
        {"\xFF\xFEm", 0, 0, "the text is UTF-16", "save the file as UTF-8"},
        {"month,tension\r2018-01,calm\r", 1, 14, "there is one line: CR alone ends none",
         "lines end with LF or CR LF"},
        {"\nmonth;tension\n2018-01;calm\n", 2, 6,
         "the titles are separated by semicolons, not by commas", "save the table with commas"},
        {HEAD, 1, 1, "the record has no month", ""},
        {"month,tention\n", 1, 7, "a record has no column \"tention\"",
         "did you mean \"tension\"?"},
        {"month,weather,tension,listed,china_cooperation,us_stance,talks,state_confidence\n", 1, 7,
         "a record has no column \"weather\"", "scenarios/history/README.md lists the columns"},
        {"month,tension,listed,china_cooperation,us_stance,state_confidence\n", 1, 1,
         "there is no column talks", "the first line names the columns, in any order"},
        {"month,listed,china_cooperation,us_stance,state_confidence\n", 1, 1,
         "there are no columns tension, talks", "the first line names the columns"},
        {"month,month,tension,listed,china_cooperation,us_stance,talks,state_confidence\n", 1, 7,
         "there are two columns month", ""},
        {HEAD "2018-1,calm,n,partial,relief,summit,high\n", 2, 1,
         "month = \"2018-1\" is not a month", "write YYYY-MM, as in 2018-01"},
        {HEAD ROW "2018-03,calm,n,partial,relief,summit,high\n", 3, 1,
         "2018-03 stands where 2018-02 is due", "months follow one another"},
        {HEAD ROW ROW, 3, 1, "2018-01 stands where 2018-02 is due", "months follow one another"},
        {HEAD ROW "now,calm,n,partial,relief,summit,high\n2018-04,calm,n,none,relief,summit,high\n",
         4, 1, "2018-04 stands where 2018-03 is due", "months follow one another"},
        {HEAD "2018-01,tens,n,partial,relief,summit,high\n", 2, 9,
         "tension = \"tens\" is not calm, tense or crisis", "did you mean tense?"},
        {HEAD "2018-01,calm,yes,partial,relief,summit,high\n", 2, 14,
         "listed = \"yes\" is not n or y", ""},
        {HEAD "2018-01,calm,n,partial,steady,summit,high\n", 2, 24,
         "us_stance = \"steady\" is not pressure, status_quo or relief", ""},
        {HEAD "2018-01,calm,n,partial,relief,frozne,high\n", 2, 31,
         "talks = \"frozne\" is not frozen, none, minimal", "did you mean frozen?"},
        {HEAD "2018-01,calm,n,partial,relief,frozen,high\n", 2, 16,
         "china_cooperation = partial, though talks = frozen", "write none"},
        {HEAD "2018-01,calm,n,partial,relief,summit\n", 2, 1,
         "the line has 6 fields, the first line 7", "a field with a comma in it goes into quotes"},
        {HEAD "2018-01,calm,n,par\"tial,relief,summit,high\n", 2, 19, "a quote inside a field", ""},
        {HEAD "2018-01,\"calm,n,partial,relief,summit,high\n", 2, 9,
         "the quote that opens here is never closed", ""},
        {"coop_effort," HEAD "0.9," ROW, 2, 1, "coop_effort = 0.9 is full, not partial",
         "none is below 0.15, full from 0.7 on"},
        {"coop_effort," HEAD "1.5," ROW, 2, 1, "coop_effort = \"1.5\" is not a number from 0 to 1",
         ""},
        {"coop_effort," HEAD "0.4x," ROW, 2, 1,
         "coop_effort = \"0.4x\" is not a number from 0 to 1", ""},
        {"sanctions_index,sanctions_score," HEAD "low,2," ROW, 2, 5,
         "sanctions_score = 2 is mid, not low", "low is 0, mid 1 or 2, high 3 or 4"},
        {"era," HEAD "a,2018-01,calm,n,partial,relief,summit,high\nb,2018-02,calm,n,none,relief,"
         "summit,high\na,2018-03,calm,n,none,relief,summit,high\n",
         4, 1, "the era \"a\" was over", "the months of an era follow one another"},
        {"events," HEAD "\xff," ROW, 2, 1, "0xFF", ""},
    };
    return cr_make_param_array(struct bad_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct bad_case *c, history, bad)
{
    thaw_record record;
    thaw_faults faults = {0};
    cr_assert(ne(int, read_text(c->text, &record, &faults), THAW_OK), "%s", c->text);
    cr_expect(eq(sz, record.count, 0));
    bool found = false;
    for (size_t k = 0; k < faults.count; k++)
        found = found ||
                (strstr(faults.items[k].text, c->fault) && strstr(faults.items[k].help, c->help) &&
                 faults.items[k].line == c->line && faults.items[k].column == c->column);
    cr_expect(found, "%s\n%d:%d: %s (%s)", c->text, faults.items[0].line, faults.items[0].column,
              faults.items[0].text, faults.items[0].help);
    thaw_record_clear(&record);
    thaw_faults_clear(&faults);
}

/* All faults, not the first; a line of faults does not hide the next. */
Test(history, every_fault_is_reported)
{
    thaw_record record;
    thaw_faults faults = {0};
    cr_assert(ne(int,
                 read_text(HEAD "2018-01,x,n,partial,relief,summit,high\n"
                                "2018-02,calm,x,partial,x,summit,high\n"
                                "2018-04,calm,n,partial,relief,summit,high\n",
                           &record, &faults),
                 THAW_OK));
    cr_assert(eq(sz, faults.count, 4));
    cr_expect(eq(int, faults.items[0].line, 2));
    cr_expect(eq(int, faults.items[2].line, 3));
    cr_expect(eq(int, faults.items[3].line, 4));
    cr_expect(eq(str, faults.items[3].file, "r.csv"));
    thaw_faults_clear(&faults);
}

Test(history, a_file_that_is_none)
{
    thaw_record record;
    thaw_faults faults = {0};
    cr_expect(eq(int, thaw_history_read("no-such-folder/h.csv", &record, &faults), THAW_EIO));
    cr_expect(eq(int, thaw_history_read(THAW_SOURCE_DIR, &record, &faults), THAW_EIO));
    cr_expect(eq(int, thaw_history_read_text("a\0b", 3, "f", &record, &faults), THAW_EPARSE));
    cr_assert(eq(sz, faults.count, 3));
    cr_expect(eq(str, faults.items[2].text, "there is a NUL byte: this is not a text file"));
    thaw_faults_clear(&faults);
}

/* An era is a stretch that answers have columns for: another each month is none. */
Test(history, a_thousand_eras_at_most)
{
    enum { YEARS = 100, MOST = 1000 };
    for (int over = 0; over < 2; over++) {
        char text[64 * 12 * YEARS] = "era," HEAD;
        thaw_record record;
        thaw_faults faults = {0};
        char *at = text + strlen(text);
        for (int k = 0; k < MOST + 100; k++)
            at += sprintf(at, "%d,%d-%02d,calm,n,none,relief,none,low\n",
                          k < MOST + over ? k : MOST + over - 1, 1000 + k / 12, k % 12 + 1);
        thaw_status status = read_text(text, &record, &faults);
        cr_expect(eq(int, status, over ? THAW_ERANGE : THAW_OK));
        cr_assert(eq(sz, faults.count, (size_t)over));
        if (over) {
            cr_expect(eq(str, faults.items[0].text, "there are more than 1000 eras"));
            cr_expect(eq(int, faults.items[0].line, MOST + 2));
        }
        thaw_faults_clear(&faults);
        thaw_record_clear(&record);
    }
}
