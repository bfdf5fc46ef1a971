/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios from files: what is read, where it came from, and what is said about the wrong ones.
 *
 * tests/faults holds one wrong scenario a file, NAME.ini, with the settings of --set in NAME.set
 * where there are any, one a line, and in NAME.txt what is said about it. */
#include "io/scenario.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/files.h"

#define BASELINE THAW_SOURCE_DIR "/scenarios/baseline.ini"

/* ---- helpers ---- */

/* A scenario that was read, and what came with it. */
typedef struct reading {
    thaw_scenario scenario;
    thaw_origins origins;
    thaw_faults faults;
    thaw_status status;
} reading;

static void end(reading *r)
{
    thaw_scenario_clear(&r->scenario);
    thaw_origins_clear(&r->origins);
    thaw_faults_clear(&r->faults);
}

static reading read_path(const char *path, const char *const *sets, size_t set_count)
{
    reading r = {0};
    r.status = thaw_scenario_read(path, sets, set_count, &r.scenario, &r.origins, &r.faults);
    cr_assert(eq(int, r.status, r.faults.count ? r.faults.items[0].status : THAW_OK));
    return r;
}

/* Reads a text that stands beside the shipped scenarios. */
static reading read_text(const char *text, const char *const *sets, size_t set_count)
{
    reading r = {0};
    r.status = thaw_scenario_read_text(text, strlen(text), "here.ini", THAW_SOURCE_DIR "/scenarios",
                                       sets, set_count, &r.scenario, &r.origins, &r.faults);
    return r;
}

static reading read_good(const char *text, const char *const *sets, size_t set_count)
{
    reading r = read_text(text, sets, set_count);
    cr_assert(eq(int, r.status, THAW_OK), "%s", r.faults.count ? r.faults.items[0].text : "?");
    return r;
}

static char *slurp(const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return NULL;
    char *text = calloc(1, 65536);
    size_t got = fread(text, 1, 65535, in);
    text[got] = '\0';
    fclose(in);
    return text;
}

/* The lines of a text, which they point into. */
static size_t split_lines(char *text, const char **lines, size_t room)
{
    size_t count = 0;
    for (char *line = text; line && *line && count < room; count++) {
        lines[count] = line;
        char *newline = strchr(line, '\n');
        if (newline)
            *newline = '\0';
        line = newline ? newline + 1 : NULL;
    }
    return count;
}

#define HEAD        "schema = 1\nextends = baseline.ini\n"
#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Expects the key to come from that line of that file with that comment. */
static void expect_origin(const reading *r, const char *key, const char *file, int line, int column,
                          const char *comment)
{
    const thaw_origin *origin = thaw_origins_find(&r->origins, key);
    cr_assert(origin != NULL, "%s", key);
    size_t length = strlen(origin->file), tail = strlen(file);
    cr_assert(length >= tail && strcmp(origin->file + length - tail, file) == 0, "%s: %s", key,
              origin->file);
    cr_assert(eq(int, origin->line, line), "%s", key);
    cr_assert(eq(int, origin->column, column), "%s", key);
    cr_assert(eq(str, origin->comment, (char *)comment), "%s", key);
}

/* ---- what is read ---- */

Test(scenario, values_words_texts_and_their_origins)
{
    reading r = read_good("title = A title: with = signs [and] # more ; but no comment\n"
                          "schema = 1\n"
                          "question = Why?\n"
                          "extends = baseline.ini\n"
                          "[economy]\n"
                          "  weakness = 1.4 ; source: the press; and more\n"
                          "[initial]\n"
                          "tension=crisis\n",
                          NULL, 0);
    cr_assert(eq(str, r.scenario.name, "here"));
    cr_assert(eq(str, r.scenario.title, "A title: with = signs [and] # more"));
    cr_assert(eq(str, r.scenario.question, "Why?"));
    cr_assert(eq(dbl, r.scenario.values.economy_weakness, 1.4));
    cr_assert(eq(dbl, r.scenario.values.initial_tension, THAW_CRISIS));
    expect_origin(&r, "economy.weakness", "here.ini", 6, 3, "source: the press; and more");
    expect_origin(&r, "initial.tension", "here.ini", 8, 1, "");
    expect_origin(&r, "title", "here.ini", 1, 1, "but no comment");
    const thaw_origin *parents = thaw_origins_find(&r.origins, "us.discount");
    cr_assert(eq(str, (char *)parents->file, THAW_SOURCE_DIR "/scenarios/baseline.ini"));
    cr_assert(gt(sz, strlen(parents->comment), 0));
    cr_assert(eq(ptr, (void *)thaw_origins_find(&r.origins, "us.nothing"), NULL));
    end(&r);
}

Test(scenario, every_value_has_an_origin)
{
    reading r = read_good(HEAD, NULL, 0);
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    for (size_t k = 0; k < count; k++) {
        char key[THAW_KEY_MAX];
        snprintf(key, sizeof key, "%s.%s", rows[k].section, rows[k].key);
        cr_assert(thaw_origins_find(&r.origins, key) != NULL, "%s", key);
    }
    for (size_t k = 0; k < r.origins.count; k++)
        cr_assert(eq(ptr, (void *)thaw_origins_find(&r.origins, r.origins.items[k].key),
                     (void *)&r.origins.items[k]),
                  "%s is listed twice", r.origins.items[k].key);
    end(&r);
}

/* A title, a question and expectations belong to the file that asks: a child has its own or none.
 */
Test(scenario, what_a_child_does_not_inherit)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    files_begin(folder);
    files_text(folder, "parent.ini",
               "schema = 1\nextends = " BASELINE "\ntitle = Parent\nquestion = Which?\n"
               "[plan.ours]\ncalm = relief/full\ntense = steady/none\ncrisis = steady/none\n"
               "frozen = relief/resume\nfrozen_crisis = steady/stay ; wait\n"
               "[shock.balloon]\nrate = 0.1\nseverity = 0.5\nfreeze = 0\n"
               "[expect]\nfull = holds\nours = breaks\n",
               NULL);
    files_text(folder, "child.v2.ini",
               "schema = 1\nextends = parent.ini\n"
               "[plan.ours]\ntense = steady/partial\n"
               "[shock.balloon]\nrate = 0.2\n"
               "[expect]\nours = holds\n",
               path);
    reading r = read_path(path, NULL, 0);
    cr_assert(eq(int, r.status, THAW_OK));
    cr_assert(eq(str, r.scenario.name, "child.v2"));
    cr_assert(eq(str, r.scenario.title, "child.v2"));
    cr_assert(eq(str, r.scenario.question, ""));
    cr_assert(eq(sz, r.scenario.expectation_count, 1));
    cr_assert(eq(str, r.scenario.expectations[0].value, "holds"));
    cr_assert(eq(sz, r.scenario.plan_count, 1));
    cr_assert(eq(int, r.scenario.plans[0].open[THAW_CALM].china, THAW_FULL));
    cr_assert(eq(int, r.scenario.plans[0].open[THAW_TENSE].china, THAW_PARTIAL));
    cr_assert(eq(int, r.scenario.plans[0].frozen[THAW_CRISIS].china, THAW_STAY));
    thaw_shock *balloon = thaw_scenario_add_shock(&r.scenario, "balloon", NULL);
    cr_assert(eq(dbl, balloon->rate, 0.2));
    cr_assert(eq(dbl, balloon->severity, 0.5));
    expect_origin(&r, "plan.ours.tense", "/child.v2.ini", 4, 1, "");
    expect_origin(&r, "plan.ours.calm", "/parent.ini", 6, 1, "");
    expect_origin(&r, "plan.ours.frozen_tense", "/parent.ini", 9, 1, "");
    expect_origin(&r, "plan.ours.frozen_crisis", "/parent.ini", 10, 1, "wait");
    expect_origin(&r, "expect.ours", "/child.v2.ini", 8, 1, "");
    cr_assert(eq(ptr, (void *)thaw_origins_find(&r.origins, "expect.full"), NULL));
    cr_assert(eq(ptr, (void *)thaw_origins_find(&r.origins, "plan.ours.frozen"), NULL));
    end(&r);
    files_end(folder);
}

/* A child's `frozen` stands for all three, also for one that the parent singled out. */
Test(scenario, a_childs_frozen_replaces_all_three)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    files_begin(folder);
    files_text(folder, "parent.ini",
               "schema = 1\nextends = " BASELINE "\n[plan.ours]\ncalm = relief/full\n"
               "tense = steady/none\ncrisis = steady/none\nfrozen = relief/resume\n"
               "frozen_crisis = steady/stay\n",
               NULL);
    files_text(folder, "child.ini",
               "schema = 1\nextends = parent.ini\n[plan.ours]\nfrozen = steady/resume\n", path);
    reading r = read_path(path, NULL, 0);
    cr_assert(eq(int, r.status, THAW_OK));
    cr_assert(eq(int, r.scenario.plans[0].frozen[THAW_CRISIS].china, THAW_RESUME));
    expect_origin(&r, "plan.ours.frozen_crisis", "/child.ini", 4, 1, "");
    end(&r);
    files_end(folder);
}

Test(scenario, paths_of_parents)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    files_begin(folder);
    files_text(folder, "base.ini", "schema = 1\nextends = " BASELINE "\n[economy]\nweakness = 2\n",
               NULL);
    files_text(folder, "sub/middle.ini", "schema = 1\nextends = ../base.ini\n", NULL);
    files_text(folder, "child.ini", "schema = 1\nextends = sub/middle.ini\n", path);
    reading r = read_path(path, NULL, 0);
    cr_assert(eq(int, r.status, THAW_OK));
    cr_assert(eq(dbl, r.scenario.values.economy_weakness, 2));
    expect_origin(&r, "economy.weakness", "/sub/../base.ini", 4, 1, "");
    end(&r);
    files_end(folder);
}

Test(scenario, settings_of_the_command_line)
{
    static const char *const sets[] = {
        "economy.weakness=1.4 ; a guess", "initial.tension=crisis",
        "shock.taiwan_visit.rate=0.2",    "shock.balloon.rate=0.1",
        "shock.balloon.severity=0.5",     "shock.balloon.freeze=0",
        "plan.mine.calm=relief/full",     "plan.mine.tense=steady/none",
        "plan.mine.crisis=steady/none",   "plan.mine.frozen=relief/resume",
        "expect.mine@trigger:2.5=holds",  "title=What if",
    };
    reading r = read_good(HEAD "[economy]\nweakness = 3\n", sets, COUNT(sets));
    cr_assert(eq(dbl, r.scenario.values.economy_weakness, 1.4));
    cr_assert(eq(dbl, r.scenario.values.initial_tension, THAW_CRISIS));
    cr_assert(eq(dbl, thaw_scenario_add_shock(&r.scenario, "taiwan_visit", NULL)->rate, 0.2));
    cr_assert(eq(dbl, thaw_scenario_add_shock(&r.scenario, "balloon", NULL)->severity, 0.5));
    cr_assert(eq(sz, r.scenario.plan_count, 1));
    cr_assert(eq(str, r.scenario.expectations[0].key, "mine@trigger:2.5"));
    cr_assert(eq(str, r.scenario.title, "What if"));
    expect_origin(&r, "economy.weakness", "--set", 1, 1, "a guess");
    expect_origin(&r, "plan.mine.frozen_calm", "--set", 10, 1, "");
    end(&r);
}

/* ---- other settings on top ---- */

static reading alter(const thaw_scenario *from, const char *settings)
{
    reading r = {0};
    r.status = thaw_scenario_alter(from, settings, "--with", 2, &r.scenario, &r.faults);
    cr_assert(eq(int, r.status, r.faults.count ? r.faults.items[0].status : THAW_OK));
    return r;
}

/* Keys that --set spoke of may be set again: what is altered is another layer. */
Test(scenario, a_copy_with_other_settings)
{
    static const char *const sets[] = {"economy.weakness=1.4"};
    reading base = read_good(HEAD "title = Ours\n", sets, COUNT(sets));
    reading r =
        alter(&base.scenario, "economy.weakness=1.2,listing.rule=fixed,shock.balloon.rate=0,"
                              "shock.balloon.severity=0,shock.balloon.freeze=0");
    cr_assert(eq(int, r.status, THAW_OK), "%s", r.faults.count ? r.faults.items[0].text : "?");
    cr_assert(eq(dbl, r.scenario.values.economy_weakness, 1.2));
    cr_assert(eq(dbl, r.scenario.values.listing_rule, 2));
    cr_assert(eq(sz, r.scenario.shock_count, base.scenario.shock_count + 1));
    cr_assert(eq(str, r.scenario.title, "Ours"));
    cr_assert(eq(str, r.scenario.name, "here"));
    cr_assert(eq(dbl, base.scenario.values.economy_weakness, 1.4));
    end(&r);
    end(&base);
}

struct alter_case {
    char settings[96];
    char said[200];
};

ParameterizedTestParameters(scenario, settings_that_alter_nothing)
{
    static struct alter_case cases[] = {
        {"economy.weakness=11,us.discont=1", "--with:2:18 economy.weakness = 11 is outside"},
        {"us.discount=0.9, us.discont=1", "--with:2:18 [us] has no key 'discont'"},
        {"us.discount=0.9,us.discount=0.8", "--with:2:17 us.discount is set twice"},
        {"us.discount=0.9,", "--with:2:17 an empty setting"},
        {"extends=x.ini", "--with:2:1 extends can be set in a file only"},
        {"us.discount=0.9,tension.calm_to_tense=0.5,tension.calm_to_crisis=0.6",
         "--with:2:66 tension.calm_to_tense + tension.calm_to_crisis"},
        {"shock.balloon.rate=0.1", "--with:2:20 shock.balloon.severity is not set"},
    };
    return cr_make_param_array(struct alter_case, cases, COUNT(cases));
}

ParameterizedTest(struct alter_case *c, scenario, settings_that_alter_nothing)
{
    char said[THAW_MESSAGE_MAX + THAW_FILE_MAX + 64];
    reading base = read_good(HEAD, NULL, 0), r = alter(&base.scenario, c->settings);
    cr_assert(ne(int, r.status, THAW_OK), "%s", c->settings);
    const thaw_fault *fault = &r.faults.items[0];
    snprintf(said, sizeof said, "%s:%d:%d %s", fault->file, fault->line, fault->column,
             fault->text);
    said[strlen(c->said)] = '\0';
    cr_expect(eq(str, said, c->said));
    cr_expect(eq(str, (char *)fault->excerpt, c->settings));
    cr_expect(eq(sz, r.scenario.shock_count, 0));
    end(&r);
    end(&base);
}

/* The names of the scenarios that come with the program are found by listing them. */
static bool next_file(DIR *folder, const char *ending, char *stem, size_t size)
{
    for (struct dirent *entry; (entry = readdir(folder));) {
        size_t length = strlen(entry->d_name), tail = strlen(ending);
        if (length <= tail || strcmp(entry->d_name + length - tail, ending) != 0)
            continue;
        snprintf(stem, size, "%.*s", (int)(length - tail), entry->d_name);
        return true;
    }
    return false;
}

Test(scenario, every_shipped_scenario_is_sound)
{
    DIR *folder = opendir(THAW_SOURCE_DIR "/scenarios");
    char stem[256], path[512];
    int count = 0;
    cr_assert(folder != NULL);
    while (next_file(folder, ".ini", stem, sizeof stem)) {
        if (strcmp(stem, "ranges") == 0)
            continue;
        snprintf(path, sizeof path, THAW_SOURCE_DIR "/scenarios/%s.ini", stem);
        reading r = read_path(path, NULL, 0);
        cr_expect(eq(int, r.status, THAW_OK), "%s: %s", stem,
                  r.faults.count ? r.faults.items[0].text : "?");
        cr_expect(eq(str, r.scenario.name, stem));
        end(&r);
        count++;
    }
    closedir(folder);
    cr_assert(ge(int, count, 6));
}

/* The example of docs/scenario-files.md: the first lines that are indented. */
Test(scenario, the_documented_example)
{
    char *page = slurp(THAW_SOURCE_DIR "/docs/scenario-files.md"), *text = calloc(1, 65536);
    const char *lines[400];
    cr_assert(page && text);
    for (size_t k = 0, count = split_lines(page, lines, COUNT(lines)); k < count; k++) {
        if (strncmp(lines[k], "    ", 4) == 0)
            strcat(strcat(text, lines[k] + 4), "\n");
        else if (lines[k][0] != '\0' && text[0] != '\0')
            break;
    }
    reading r = read_good(text, NULL, 0);
    cr_assert(eq(str, r.scenario.title, "Woodside 2023: one delisting for renewed enforcement"));
    cr_assert(eq(sz, r.scenario.shock_count, 3));
    cr_assert(eq(sz, r.scenario.plan_count, 1));
    cr_assert(eq(sz, r.scenario.expectation_count, 3));
    end(&r);
    free(page);
    free(text);
}

/* Standard input, and a parent beside the current folder. */
Test(scenario, standard_input)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    files_begin(folder);
    files_text(folder, "in.ini", "schema = 1\nextends = near.ini\n[economy]\nweakness = 2\n", path);
    files_text(folder, "near.ini", "schema = 1\nextends = " BASELINE "\n", NULL);
    cr_assert(freopen(path, "r", stdin) != NULL);
    cr_assert(eq(int, chdir(folder), 0));
    reading r = read_path("-", NULL, 0);
    cr_assert(eq(int, r.status, THAW_OK), "%s", r.faults.count ? r.faults.items[0].text : "?");
    cr_assert(eq(str, r.scenario.name, "stdin"));
    cr_assert(eq(dbl, r.scenario.values.economy_weakness, 2));
    expect_origin(&r, "economy.weakness", "-", 4, 1, "");
    end(&r);
    files_end(folder);
}

Test(scenario, a_text_without_a_folder_has_no_parent)
{
    reading r = {0};
    const char text[] = "schema = 1\nextends = baseline.ini\n";
    r.status = thaw_scenario_read_text(text, strlen(text), "x.ini", NULL, NULL, 0, &r.scenario,
                                       NULL, &r.faults);
    cr_assert(eq(int, r.status, THAW_EARG));
    cr_assert(eq(sz, r.faults.count, 1));
    cr_assert(eq(str, r.faults.items[0].text, "there is no folder to find 'baseline.ini' in"));
    end(&r);
}

Test(scenario, a_failed_reading_leaves_nothing)
{
    reading r = read_text(HEAD "[economy]\nweakness = 1.4\n[us]\ndiscount = 2\n", NULL, 0);
    cr_assert(eq(int, r.status, THAW_ERANGE));
    cr_assert(isnan(r.scenario.values.economy_weakness));
    cr_assert(eq(sz, r.scenario.shock_count, 0));
    cr_assert(eq(str, r.scenario.title, ""));
    cr_assert(eq(sz, r.origins.count, 0));
    end(&r);
}

/* ---- what is refused ---- */

/* What is said, as the files NAME.txt hold it. */
static char *render(const thaw_faults *faults)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    cr_assert(out != NULL);
    for (size_t k = 0; k < faults->count; k++) {
        const thaw_fault *fault = &faults->items[k];
        fputs(fault->file, out);
        if (fault->line > 0)
            fprintf(out, ":%d:%d", fault->line, fault->column);
        fprintf(out, "%s%s\n", fault->file[0] ? ": " : "", fault->text);
        if (fault->help[0])
            fprintf(out, "    help: %s\n", fault->help);
    }
    fclose(out);
    return text;
}

/* A fault with a line shows it, and its mark lies in what is shown unless that was cut. */
static void check_mark(const char *name, const thaw_fault *fault)
{
    cr_expect(ne(int, fault->status, THAW_OK), "%s", name);
    if (fault->line == 0) {
        cr_expect(eq(int, fault->column + fault->length, 0), "%s", name);
        return;
    }
    size_t shown = strlen(fault->excerpt);
    cr_expect(ge(int, fault->column, 1), "%s", name);
    if (shown < THAW_EXCERPT_MAX - 4)
        cr_expect(le(sz, (size_t)(fault->column - 1 + fault->length), shown), "%s: %s", name,
                  fault->text);
}

static void check_fault_file(const char *name)
{
    char path[512];
    const char *sets[32];
    snprintf(path, sizeof path, "tests/faults/%s.set", name);
    char *set_text = slurp(path);
    size_t set_count = set_text ? split_lines(set_text, sets, COUNT(sets)) : 0;
    snprintf(path, sizeof path, "tests/faults/%s.txt", name);
    char *expected = slurp(path);
    snprintf(path, sizeof path, "tests/faults/%s.ini", name);
    reading r = read_path(path, sets, set_count);
    char *said = render(&r.faults);
    cr_expect(ne(int, r.status, THAW_OK), "%s is read without a complaint", path);
    cr_expect(expected != NULL, "%s has no .txt", path);
    if (expected)
        cr_expect(eq(str, said, expected), "%s", path);
    for (size_t k = 0; k < r.faults.count; k++)
        check_mark(name, &r.faults.items[k]);
    free(said);
    free(expected);
    free(set_text);
    end(&r);
}

Test(scenario, wrong_files_and_what_is_said_about_them)
{
    cr_assert(eq(int, chdir(THAW_SOURCE_DIR), 0));
    DIR *folder = opendir("tests/faults");
    char name[256];
    int count = 0;
    cr_assert(folder != NULL);
    for (; next_file(folder, ".ini", name, sizeof name); count++)
        check_fault_file(name);
    closedir(folder);
    cr_assert(ge(int, count, 60));
}

/* Reads the path, expects one fault without a line, and that text. */
static void expect_refused(const char *path, thaw_status status, const char *text)
{
    reading r = read_path(path, NULL, 0);
    cr_assert(eq(int, r.status, status), "%s", path);
    cr_assert(eq(sz, r.faults.count, 1));
    cr_assert(eq(str, r.faults.items[0].text, (char *)text));
    cr_assert(strncmp(r.faults.items[0].file, path, THAW_FILE_MAX - 1) == 0);
    cr_assert(eq(int, r.faults.items[0].line, 0));
    end(&r);
}

Test(scenario, what_is_no_regular_file)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    files_begin(folder);
    expect_refused(folder, THAW_EIO, "this is a directory, not a file");
    files_path(folder, "none.ini", path);
    expect_refused(path, THAW_EIO, "there is no such file");
    cr_assert(eq(int, mkfifo(path, 0600), 0));
    expect_refused(path, THAW_EIO,
                   "this is not a regular file"); /* and does not wait for a writer */
    expect_refused("/dev/null", THAW_EIO, "this is not a regular file");
    expect_refused("", THAW_EIO, "there is no such file");
    files_end(folder);
}

Test(scenario, a_file_that_may_not_be_read)
{
    if (geteuid() == 0)
        cr_skip_test("root may read everything");
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    files_begin(folder);
    files_text(folder, "secret.ini", "schema = 1\n", path);
    chmod(path, 0);
    expect_refused(path, THAW_EIO, "no permission to read it");
    files_end(folder);
}

/* One MiB is read, one byte more is not, and ten are refused as quickly. */
Test(scenario, large_files)
{
    const size_t mib = (size_t)1 << 20;
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX], *text = malloc(10 * mib);
    static const char head[] = "schema = 1\nextends = " BASELINE "\n";
    cr_assert(text != NULL);
    memset(text, '\n', 10 * mib);
    memcpy(text, head, sizeof head - 1);
    files_begin(folder);
    files_write(folder, "large.ini", text, mib, path);
    reading r = read_path(path, NULL, 0);
    cr_assert(eq(int, r.status, THAW_OK));
    end(&r);
    files_write(folder, "large.ini", text, mib + 1, path);
    expect_refused(path, THAW_ERANGE, "it is larger than 1 MiB");
    files_write(folder, "large.ini", text, 10 * mib, path);
    expect_refused(path, THAW_ERANGE, "it is larger than 1 MiB");
    files_end(folder);
    free(text);
}

/* Eight parents are read, nine are not; and a parent that turns out to be a FIFO is not waited for.
 */
Test(scenario, long_chains)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX], name[32], text[64];
    files_begin(folder);
    files_text(folder, "p8.ini", "schema = 1\nextends = p9.ini\n", path);
    for (int k = 7; k >= 0; k--) {
        snprintf(name, sizeof name, "p%d.ini", k);
        snprintf(text, sizeof text, "schema = 1\nextends = p%d.ini\n", k + 1);
        files_text(folder, name, text, path);
    }
    reading r = read_path(path, NULL, 0);
    cr_assert(eq(int, r.status, THAW_EARG));
    cr_assert(eq(sz, r.faults.count, 1));
    cr_assert(strncmp(r.faults.items[0].text, "more than 8 parents: ", 21) == 0);
    cr_assert(strstr(r.faults.items[0].file, "/p8.ini") != NULL, "%s", r.faults.items[0].file);
    end(&r);

    char *all = slurp(BASELINE);
    files_text(folder, "p8.ini", all, NULL);
    free(all);
    r = read_path(path, NULL, 0);
    cr_assert(eq(int, r.status, THAW_OK));
    end(&r);

    files_path(folder, "p8.ini", path);
    remove(path);
    cr_assert(eq(int, mkfifo(path, 0600), 0));
    files_path(folder, "p7.ini", path);
    r = read_path(path, NULL, 0);
    cr_assert(eq(int, r.status, THAW_EIO));
    cr_assert(strstr(r.faults.items[0].text, "/p8.ini: this is not a regular file") != NULL);
    end(&r);
    files_end(folder);
}

/* A circle is seen through other names of the same file. */
Test(scenario, a_circle_by_symbolic_links)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX], link[FILES_PATH_MAX];
    files_begin(folder);
    files_text(folder, "a.ini", "schema = 1\nextends = b.ini\n", path);
    files_path(folder, "b.ini", link);
    cr_assert(eq(int, symlink("a.ini", link), 0));
    reading r = read_path(path, NULL, 0);
    cr_assert(eq(int, r.status, THAW_EARG));
    cr_assert(strncmp(r.faults.items[0].text, "extends runs in a circle: ", 26) == 0, "%s",
              r.faults.items[0].text);
    end(&r);
    files_end(folder);
}

Test(scenario, paths_beyond_all_measure)
{
    static char path[5000], text[5200];
    memset(path, 'p', sizeof path - 1);
    expect_refused(path, THAW_EIO, "the path has more than 4095 bytes");
    path[3980] = '\0';
    snprintf(text, sizeof text, "schema = 1\nextends = %s\n", path);
    reading r = {0};
    char folder[200];
    memset(folder, 'f', sizeof folder);
    folder[sizeof folder - 1] = '\0';
    r.status = thaw_scenario_read_text(text, strlen(text), "x.ini", folder, NULL, 0, &r.scenario,
                                       &r.origins, &r.faults);
    cr_assert(eq(int, r.status, THAW_ERANGE));
    cr_assert(eq(str, r.faults.items[0].text, "the path has more than 4095 bytes"));
    end(&r);
    path[3980] = 'p';
    r.status =
        thaw_scenario_read_text("", 0, "x.ini", path, NULL, 0, &r.scenario, &r.origins, &r.faults);
    cr_assert(eq(int, r.status, THAW_EARG));
    end(&r);
}

/* No more than a hundred faults are kept, and the last says that there may be others. */
Test(scenario, an_end_to_faults)
{
    static char text[20000] = HEAD "[economy]\n";
    for (int k = 0; k < 1000; k++)
        strcat(text, "no setting\n");
    reading r = read_text(text, NULL, 0);
    cr_assert(eq(sz, r.faults.count, 101));
    cr_assert(eq(str, r.faults.items[100].text, "100 faults: reading ended here"));
    end(&r);
}
