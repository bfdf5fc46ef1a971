/* SPDX-License-Identifier: GPL-3.0-or-later */
/* docs/json.md against what the commands answer: every member of every answer is listed there with
 * its type, and every member listed there is answered by one of the command lines below. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "tests/support/studies.h"

enum { ROWS_MAX = 2048, PATH_LONGEST = 96, TYPES_LONGEST = 48, SECTIONS_MAX = 4 };

/* A row of the page: a member of the answers of a section. */
typedef struct member_row {
    char section[PATH_LONGEST], path[PATH_LONGEST], types[TYPES_LONGEST];
    bool seen;
} member_row;

static member_row rows[ROWS_MAX];
static size_t row_count;

/* "| `path` | types | meaning |" */
static bool read_row(const char *line, member_row *row)
{
    return sscanf(line, "| `%95[^`]` | %47[^|]|", row->path, row->types) == 2;
}

static void read_page(void)
{
    char line[1024], section[PATH_LONGEST] = "";
    FILE *page = fopen(THAW_SOURCE_DIR "/docs/json.md", "r");
    cr_assert(page != NULL);
    while (fgets(line, sizeof line, page)) {
        sscanf(line, "## %95[^\n]", section);
        if (row_count < ROWS_MAX && read_row(line, &rows[row_count]))
            snprintf(rows[row_count++].section, PATH_LONGEST, "%s", section);
    }
    fclose(page);
}

/* Members that several commands share have a section of their own, where they are listed behind
 * what the third text says. */
static const char *const shared[][3] = {
    {"deals[].", "A deal", ""},
    {"deal.", "A deal", ""},
    {"best.", "The best deals", ""},
    {"scenarios[].best.", "The best deals", ""},
    {"stage.", "A month", ""},
    {"stage_open.", "A month", ""},
    {"thresholds[].", "A threshold", ""},
    {"columns[].scenario.", "The subject", "scenario."},
    {"columns[].no_deal.", "thaw solve", "no_deal."},
    {"columns[].deals[].", "A deal", ""},
    {"columns[].best.", "The best deals", ""},
    {"columns[].thresholds[].", "A threshold", ""},
};

static member_row *find(const char *const *sections, const char *path)
{
    static const char *own[SECTIONS_MAX];
    char listed[2 * PATH_LONGEST];
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
        if (strncmp(path, shared[i][0], strlen(shared[i][0])) == 0) {
            own[0] = shared[i][1];
            sections = own;
            snprintf(listed, sizeof listed, "%s%s", shared[i][2], path + strlen(shared[i][0]));
            path = listed;
            break;
        }
    for (size_t i = 0; i < row_count; i++)
        for (size_t k = 0; k < SECTIONS_MAX && sections[k]; k++)
            if (strcmp(rows[i].section, sections[k]) == 0 && strcmp(rows[i].path, path) == 0)
                return &rows[i];
    return NULL;
}

static bool allows(const char *types, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return strstr(types, "object") != NULL;
    case JSON_ARRAY:
        return strstr(types, "array") != NULL;
    case JSON_STRING:
        return strstr(types, "string") != NULL;
    case JSON_INTEGER:
        return strstr(types, "integer") != NULL;
    case JSON_REAL:
        return strstr(types, "number") != NULL;
    case JSON_NULL:
        return strstr(types, "null") != NULL;
    default:
        return strstr(types, "boolean") != NULL;
    }
}

static void walk(const char *const *sections, const char *path, const json_t *value);

static void walk_member(const char *const *sections, const char *path, const json_t *value)
{
    member_row *row = find(sections, path);
    cr_expect(row != NULL, "docs/json.md does not list %s under %s", path, sections[0]);
    if (!row)
        return;
    row->seen = true;
    cr_expect(allows(row->types, value), "%s of %s is not of type %s", path, sections[0],
              row->types);
    walk(sections, path, value);
}

/* For a game file the members `us` and `china` have its players' names: in pd.json one and two. */
static const char *generic(const char *key)
{
    return strcmp(key, "one") == 0 ? "us" : strcmp(key, "two") == 0 ? "china" : key;
}

static void walk(const char *const *sections, const char *path, const json_t *value)
{
    char below[PATH_LONGEST];
    const char *key;
    const json_t *member;
    size_t index;
    json_object_foreach((json_t *)value, key, member)
    {
        snprintf(below, sizeof below, "%s%s%s", path, *path ? "." : "", generic(key));
        walk_member(sections, below, member);
    }
    json_array_foreach(value, index, member)
    {
        snprintf(below, sizeof below, "%s[]", path);
        walk(sections, below, member);
    }
}

/* Runs a command line and walks its answer. */
static void run(const char *line, const char *const *sections)
{
    thaw_answer answer;
    answer_of(line, &answer);
    json_t *json = answer.document ? json_loadb(answer.document, answer.document_size, 0, NULL)
                                   : json_incref(answer.json);
    cr_assert(json != NULL, "%s", line);
    walk(sections, "", json);
    json_decref(json);
    thaw_answer_clear(&answer);
}

Test(json_contract, the_page_and_the_answers_agree)
{
    static const char *const show[] = {"thaw show", "Every answer", "The subject", NULL};
    static const char *const export[] = {"thaw export", "Every answer", "The subject", NULL};
    static const char *const check[] = {"thaw check", "Every answer", NULL};
    static const char *const scenarios[] = {"thaw scenarios", "Every answer", NULL};
    static const char *const parameters[] = {"thaw parameters", "Every answer", NULL};
    static const char *const solve[] = {"thaw solve", "Every answer", "The subject", NULL};
    static const char *const why[] = {"thaw why", "Every answer", "The subject", NULL};
    static const char *const strategies[] = {"thaw strategies", "Every answer", "The subject",
                                             NULL};
    static const char *const deal[] = {"thaw deal", "Every answer", "The subject", NULL};
    static const char *const plans[] = {"thaw plans", "Every answer", "The subject", NULL};
    static const char *const compare[] = {"thaw compare", "Every answer", NULL};
    static const char *const threshold[] = {"thaw threshold", "Every answer", "The subject", NULL};
    static const char *const sweep[] = {"thaw sweep", "Every answer", "The subject", NULL};
    static const char *const simulate[] = {"thaw simulate", "Every answer", "The subject", NULL};
    static const char *const sensitivity[] = {"thaw sensitivity", "Every answer", "The subject",
                                              NULL};
    static const char *const replay[] = {"thaw replay", "Every answer", "The subject", NULL};
    static const char *const equilibria[] = {"thaw equilibria", "Every answer", "The subject",
                                             NULL};
    static const char *const plot[] = {"thaw plot", "Every answer", "The subject", NULL};
    read_page();
    run("plot survival baseline partial@grim --runs 5 --months 3 --data", plot);
    run("plot map baseline partial@grim --map listing.rule,leverage.linkage "
        "--vary leverage.linkage=0,1 --data",
        plot);
    run("plot path baseline partial@grim --months 3 --data", plot);
    run("equilibria scenarios/games/pd.json", equilibria);
    run("equilibria scenarios/games/pd.json --pick best-one", equilibria);
    run("equilibria baseline --tolerance 0.1 --pick nash", equilibria);
    run("equilibria scenarios/games/big-match.json --time-limit 0", equilibria);
    run("equilibria scenarios/games/pd.json --discount 0.14285714285714285", equilibria);
    run("equilibria baseline --tolerance 0.1 --state calm", equilibria);
    run("sensitivity baseline partial --vary leverage.linkage --runs 9 --points 2", sensitivity);
    run("sensitivity baseline --search --vary leverage.linkage --runs 3", sensitivity);
    run("sensitivity scenarios/games/pd.json cooperate/cooperate@grim --vary discount=0.1:0.9 "
        "--runs 9 --points 2",
        sensitivity);
    run("replay baseline partial@grim", replay);
    run("replay baseline --from 2019-01 --to 2019-12 --coding-noise 0", replay);
    run("simulate baseline partial@grim --runs 50", simulate);
    run("simulate baseline no-deal --runs 1 --months 3", simulate);
    run("simulate baseline tit-for-tat/freezer --months 40 --path", simulate);
    run("simulate scenarios/games/pd.json cooperate/cooperate@grim --runs 2 --path --months 2",
        simulate);
    run("simulate scenarios/games/pd.json no-deal --runs 2", simulate);
    run("show baseline --set shock.own.rate=0 --set shock.own.severity=0 --set shock.own.freeze=0",
        show);
    run("show 2023-woodside-deal", show);
    run("show tests/scenarios/own-strategies.ini", show);
    run("show baseline --state calm+listed --pair relief/full", show);
    run("show scenarios/games/pd.json", show);
    run("solve 2023-woodside-deal --set perception.gap_us=0.2", solve);
    run("solve scenarios/games/pd.json cooperate/cooperate@grim --all", solve);
    run("why baseline", why);
    run("why baseline snapback-6/opportunist", why);
    run("strategies baseline --replicator", strategies);
    run("deal baseline", deal);
    run("deal 2023-impasse", deal);
    run("deal scenarios/games/pd.json cooperate/cooperate@grim", deal);
    run("plans baseline --time-limit 0.5", plans);
    run("threshold baseline partial@trigger:12 --vary pressure.cost_us --vary discount", threshold);
    run("threshold baseline partial@grim --vary leverage.linkage --vary china.discount --margin",
        threshold);
    run("threshold baseline partial@grim --vary leverage.linkage --against economy.weakness",
        threshold);
    run("threshold scenarios/games/pd.json cooperate/cooperate@grim --vary patience", threshold);
    run("compare baseline 2023-woodside-deal --with perception.gap_us=0.2 --deal partial", compare);
    run("compare scenarios/games/pd.json scenarios/games/pd.json --deal defect/defect@grim",
        compare);
    run("sweep baseline partial@grim full@grim --vary leverage.linkage=0:2:2 --vary listing.rule",
        sweep);
    run("sweep baseline --map leverage.linkage,economy.weakness --vary leverage.linkage=1,1.2 "
        "--vary economy.weakness=1,1.4 --measure best",
        sweep);
    run("export baseline --to json", export);
    run("check baseline nothing-of-that-name", check);
    run("check baseline --set economy.weakness=-1", check);
    run("scenarios", scenarios);
    run("scenarios majors-listing --verdicts", scenarios);
    run("scenarios perception --verdicts", scenarios);
    run("parameters", parameters);
    for (size_t i = 0; i < row_count; i++)
        cr_expect(rows[i].seen, "no answer has %s, which docs/json.md lists under %s", rows[i].path,
                  rows[i].section);
}
