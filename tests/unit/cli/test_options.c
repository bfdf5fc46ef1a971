/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/options: what a command line means, and what is said about a wrong one. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

#include "cli/options.h"
#include "tests/support/studies.h"

Test(options, defaults)
{
    thaw_options options;
    thaw_fault fault;
    char copy[128];
    cr_assert(eq(int, read_line("show baseline", copy, sizeof copy, &options, &fault), THAW_OK));
    cr_expect(eq(sz, options.argument_count, 2));
    cr_expect(eq(str, (char *)options.arguments[1], "baseline"));
    cr_expect(eq(u32, options.given, 0));
    cr_expect(eq(int, options.format, THAW_FORMAT_TEXT));
    cr_expect(eq(int, options.digits, -1));
    cr_expect(isinf(options.time_limit));
    thaw_options_clear(&options);
}

Test(options, options_and_arguments_in_any_order)
{
    thaw_options options;
    thaw_fault fault;
    char copy[256];
    const char *line =
        "--set a.b=1 show --format=json - --set c.d=2 --all --discount 0.9,0.95 --seed 7";
    cr_assert(eq(int, read_line(line, copy, sizeof copy, &options, &fault), THAW_OK));
    cr_expect(eq(sz, options.set_count, 2));
    cr_expect(eq(str, (char *)options.sets[1], "c.d=2"));
    cr_expect(eq(str, (char *)options.arguments[1], "-"));
    cr_expect(eq(int, options.format, THAW_FORMAT_JSON));
    cr_expect(eq(int, options.discount_count, 2));
    cr_expect(eq(dbl, options.discount[1], 0.95));
    cr_expect(eq(u64, options.seed, 7));
    cr_expect(options.all);
    thaw_options_clear(&options);
}

Test(options, what_compare_is_asked)
{
    thaw_options options;
    thaw_fault fault;
    char copy[256];
    const char *line = "compare a --with b.c=1,d.e=x --deal full@grim b --with b.c=2 --difference "
                       "--deal partial";
    cr_assert(eq(int, read_line(line, copy, sizeof copy, &options, &fault), THAW_OK));
    cr_expect(eq(sz, options.argument_count, 3));
    cr_expect(eq(sz, options.with_count, 2));
    cr_expect(eq(str, (char *)options.withs[0], "b.c=1,d.e=x"));
    cr_expect(eq(str, (char *)options.withs[1], "b.c=2"));
    cr_expect(eq(sz, options.deal_count, 2));
    cr_expect(eq(str, (char *)options.deals[1], "partial"));
    cr_expect(options.difference);
    thaw_options_clear(&options);
}

struct ending_case {
    const char *line;
    thaw_format format;
};

Test(options, the_ending_says_the_format_unless_format_does)
{
    static const struct ending_case cases[] = {
        {"show x -o a.csv", THAW_FORMAT_CSV},     {"show x -o a.json", THAW_FORMAT_JSON},
        {"show x -o a.jsonl", THAW_FORMAT_JSONL}, {"show x -o a.md", THAW_FORMAT_MD},
        {"show x -o a.tex", THAW_FORMAT_LATEX},   {"show x -o a.html", THAW_FORMAT_HTML},
        {"show x -o a.txt", THAW_FORMAT_TEXT},    {"show x -o a.csv -f text", THAW_FORMAT_TEXT},
        {"show x -o A.JSON", THAW_FORMAT_JSON},   {"show x -o a.latex", THAW_FORMAT_LATEX},
        {"show x -o a.Markdown", THAW_FORMAT_MD}, {"show x -o a.htm", THAW_FORMAT_HTML},
        {"show x -o a", THAW_FORMAT_TEXT},        {"show x -o .csv", THAW_FORMAT_TEXT},
        {"show x -o a.csv/b", THAW_FORMAT_TEXT},  {"plot x --data -o a", THAW_FORMAT_CSV},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        thaw_options options;
        thaw_fault fault;
        char copy[128];
        cr_assert(eq(int, read_line(cases[i].line, copy, sizeof copy, &options, &fault), THAW_OK));
        cr_expect(eq(int, options.format, cases[i].format), "%s", cases[i].line);
        thaw_options_clear(&options);
    }
}

struct wrong_case {
    const char *line, *text, *help;
};

Test(options, wrong_command_lines)
{
    static const struct wrong_case cases[] = {
        {"show --fromat csv", "there is no option '--fromat'", "did you mean --format?"},
        {"show --xyzzy", "there is no option '--xyzzy'", "'thaw help' lists them"},
        {"show -z", "there is no option '-z'", "'thaw help' lists them"},
        {"show --set", "--set needs a value: --set KEY=VALUE", ""},
        {"show -o", "-o needs a value: -o FILE", ""},
        {"show --all=yes", "--all takes no value", ""},
        {"show --format jsn", "--format takes text, csv, json, jsonl, md, latex or html, not 'jsn'",
         "did you mean 'json'?"},
        {"show --color blue", "--color takes auto, always or never, not 'blue'", ""},
        {"show --digits -1", "--digits takes a whole number from 0 to 17, not '-1'", ""},
        {"show --digits 1x", "--digits takes a whole number from 0 to 17, not '1x'", ""},
        {"show --threads 0", "--threads takes a whole number from 1 to 1024, not '0'", ""},
        {"show --seed 9223372036854775808",
         "--seed takes a whole number from 0 to 9223372036854775807, not '9223372036854775808'",
         ""},
        {"show --time-limit nan", "--time-limit takes a number from 0 to 1e+09, not 'nan'", ""},
        {"show --discount 1",
         "--discount takes numbers from 0 to below 1, such as 0.9 or 0.9,0.95, not '1'", ""},
        {"show --discount 0.9,",
         "--discount takes numbers from 0 to below 1, such as 0.9 or 0.9,0.95, not '0.9,'", ""},
        {"show --expect full@grim", "--expect takes DEAL=holds or DEAL=breaks, not 'full@grim'",
         ""},
        {"show --expect full@grim=maybe",
         "--expect takes DEAL=holds or DEAL=breaks, not 'full@grim=maybe'", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        thaw_options options;
        thaw_fault fault;
        char copy[128];
        cr_expect(eq(int, read_line(cases[i].line, copy, sizeof copy, &options, &fault), THAW_EARG),
                  "%s", cases[i].line);
        cr_expect(eq(str, fault.text, (char *)cases[i].text));
        cr_expect(eq(str, fault.help, (char *)cases[i].help), "%s", cases[i].line);
        thaw_options_clear(&options);
    }
}

Test(options, an_option_without_use_is_refused)
{
    thaw_options options;
    thaw_fault fault;
    char copy[128];
    cr_assert(
        eq(int, read_line("scenarios --seed 1", copy, sizeof copy, &options, &fault), THAW_OK));
    cr_expect(
        eq(int, thaw_options_check(&options, THAW_OPT_ANSWER, "scenarios", &fault), THAW_EARG));
    cr_expect(eq(str, fault.text, "'scenarios' has no use for --seed"));
    cr_expect(eq(int, thaw_options_check(&options, THAW_OPT_SEED, "scenarios", &fault), THAW_OK));
    thaw_options_clear(&options);
}

/* Nothing says the format of such a file. Commands without formats have endings of their own. */
Test(options, an_unknown_ending_is_refused)
{
    static const struct {
        const char *line;
        uint64_t accepted;
        thaw_status status;
    } cases[] = {
        {"show x -o a.foo", THAW_OPT_ANSWER, THAW_EARG},
        {"show x -o b.csv/a.jsn", THAW_OPT_ANSWER, THAW_EARG},
        {"show x -o a.foo -f csv", THAW_OPT_ANSWER, THAW_OK},
        {"show x -o a.foo/b", THAW_OPT_ANSWER, THAW_OK},
        {"show x -o a.", THAW_OPT_ANSWER, THAW_OK},
        {"show x -o -", THAW_OPT_ANSWER, THAW_OK},
        {"export x -o a.nfg", THAW_OPT_OUT, THAW_OK},
        {"plot x -o a.svg", THAW_OPT_ANSWER | THAW_OPT_DATA, THAW_OK},
        {"plot x --data -o a.svg", THAW_OPT_ANSWER | THAW_OPT_DATA, THAW_EARG},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        thaw_options options;
        thaw_fault fault;
        char copy[128];
        cr_assert(eq(int, read_line(cases[i].line, copy, sizeof copy, &options, &fault), THAW_OK));
        cr_expect(eq(int, thaw_options_check(&options, cases[i].accepted, "show", &fault),
                     cases[i].status),
                  "%s", cases[i].line);
        thaw_options_clear(&options);
    }
}

static void count_call(const thaw_option *option, void *context)
{
    cr_expect(gt(sz, strlen(option->name), 1));
    cr_expect(gt(sz, strlen(option->meaning), 2));
    ++*(int *)context;
}

Test(options, each_visits_the_options_of_a_set)
{
    int calls = 0;
    thaw_options_each(THAW_OPT_ANSWER, count_call, &calls);
    cr_expect(eq(int, calls, 5));
}

Test(options, usage_is_what_is_typed)
{
    char usage[THAW_OPTION_USAGE];
    cr_expect(eq(str, (char *)thaw_option_usage(&(thaw_option){"all", NULL, 'a', ""}, usage),
                 "-a, --all"));
    cr_expect(
        eq(str, (char *)thaw_option_usage(&(thaw_option){"seed", "N", 0, ""}, usage), "--seed N"));
}

static void read_words(const thaw_option *option, void *context)
{
    const char *words[THAW_OPTION_WORDS];
    size_t count = thaw_option_words(option->name, words);
    for (size_t i = 0; i < count; i++) {
        char line[64], copy[128];
        thaw_options options;
        thaw_fault fault;
        snprintf(line, sizeof line, "solve --%s %s", option->name, words[i]);
        cr_expect(eq(int, read_line(line, copy, sizeof copy, &options, &fault), THAW_OK), "%s",
                  line);
        thaw_options_clear(&options);
    }
    *(size_t *)context += count;
}

/* 7 formats, 3 designs, 3 colours, 3 distributions. */
Test(options, the_words_of_an_option_are_what_it_takes)
{
    size_t words = 0;
    thaw_options_each(~UINT64_C(0), read_words, &words);
    cr_expect(eq(sz, words, 16));
}
