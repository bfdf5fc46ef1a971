/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps: which points, which measures, and that neither threads nor order nor breaks matter. */
#include <math.h>
#include <stdlib.h>

#include <criterion/criterion.h>

#include "cli/sweep.h"
#include "tests/support/files.h"
#include "tests/support/studies.h"

enum { WORDS_MAX = 24 };

/* A sweep of "FILE [DEAL...] OPTIONS". The options stay valid: their strings are static. */
static thaw_status begin(const char *line, thaw_options *options, thaw_sweep *sweep,
                         thaw_faults *faults)
{
    static char copies[8][1024];
    static int next;
    char *copy = copies[next++ % 8], *words[WORDS_MAX] = {"thaw", "sweep"};
    int count = 2;
    snprintf(copy, sizeof copies[0], "%s", line);
    for (char *word = strtok(copy, " "); word && count + 1 < WORDS_MAX; word = strtok(NULL, " "))
        words[count++] = word;
    cr_assert_eq(thaw_options_read(count, words, options, NULL), THAW_OK, "%s", line);
    return thaw_sweep_begin(options, sweep, faults);
}

static void begin_well(const char *line, thaw_options *options, thaw_sweep *sweep)
{
    thaw_faults faults = {0};
    cr_assert_eq(begin(line, options, sweep, &faults), THAW_OK, "%s: %s", line,
                 faults.count ? faults.items[0].text : "");
}

/* The rows as CSV. */
static thaw_status write_csv(const thaw_sweep *sweep, size_t first, size_t count,
                             const thaw_result_row *rows, void *context, thaw_fault *fault)
{
    thaw_table table;
    (void)fault;
    thaw_table_init(&table, "rows", "");
    thaw_sweep_columns(sweep, false, &table);
    for (size_t k = 0; k < count; k++)
        thaw_sweep_row(sweep, false, first + k, &rows[k], &table);
    table.headless = first > 0;
    thaw_table_write_csv(&table, context);
    thaw_table_clear(&table);
    return THAW_OK;
}

/* The whole answer of a sweep; new. */
static char *rows_of(const char *line, uint64_t shuffle, thaw_store *store)
{
    thaw_options options;
    thaw_sweep sweep;
    thaw_fault fault = {0};
    char *text = NULL;
    size_t length = 0;
    begin_well(line, &options, &sweep);
    FILE *out = open_memstream(&text, &length);
    thaw_sweep_run run = {.store = store, .shuffle = shuffle, .sink = write_csv, .context = out};
    cr_assert_eq(thaw_sweep_do(&sweep, &run, &fault), THAW_OK, "%s", fault.text);
    cr_expect_eq(run.rows, sweep.points);
    fclose(out);
    thaw_sweep_clear(&sweep);
    thaw_options_clear(&options);
    return text;
}

/* ---- order and threads ---- */

#define WORLD                                                                                      \
    "baseline partial@trigger:12 full_calm+delist@grim --vary tension.calm_to_crisis=0:0.8:5 "

/* Rows that contradict themselves are among them. */
Test(sweep, threads_and_order_of_work_do_not_matter)
{
    static const char line[] =
        WORLD "--vary listing.rule --measure verdict,slack,slack_more,price,binds,value,"
              "punishment_value,forecast,no_deal,no_deal_forecast,freeze --threads ";
    static const struct {
        int threads;
        uint64_t shuffle;
    } cases[] = {{2, 0}, {8, 0}, {1, 1}, {2, 2}, {8, 3}};
    char with[512];
    snprintf(with, sizeof with, "%s1", line);
    char *expected = rows_of(with, 0, NULL);
    cr_expect(strstr(expected, "is more than 1") != NULL, "%s", expected);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        snprintf(with, sizeof with, "%s%d", line, cases[k].threads);
        char *found = rows_of(with, cases[k].shuffle, NULL);
        cr_expect_str_eq(found, expected);
        free(found);
    }
    free(expected);
}

/* ---- stores ---- */

static thaw_status open_store(const char *path, const char *line, thaw_options *options,
                              thaw_sweep *sweep, thaw_store **store, thaw_fault *fault)
{
    static const char *const sides[] = {"us", "china"};
    begin_well(line, options, sweep);
    return thaw_store_open(path, &sweep->facts, sweep->columns, sweep->column_count, sides, store,
                           fault);
}

/* Some rows come from the store, in which they were put in another order, the others are new. */
Test(sweep, resumed_to_the_same_bytes)
{
    static const char line[] =
        WORLD "--vary leverage.linkage=0:2:4 --measure verdict,binds,freeze --threads 1";
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    files_begin(folder);
    files_path(folder, "s.db", path);
    thaw_options options;
    thaw_sweep sweep;
    thaw_store *store = NULL;
    thaw_fault fault = {0};
    char *expected = rows_of(line, 0, NULL);
    cr_assert_eq(open_store(path, line, &options, &sweep, &store, &fault), THAW_OK, "%s",
                 fault.text);
    char *whole = rows_of(line, 4, store);
    cr_expect_str_eq(whole, expected);
    thaw_result_row *rows = thaw_results_new(sweep.points, sweep.column_count);
    cr_assert_eq(thaw_store_read(store, 0, sweep.points, rows, &fault), THAW_OK);
    thaw_store_close(store);
    static const size_t kept[] = {17, 3, 8, 0, 19};
    files_path(folder, "t.db", path);
    cr_assert_eq(thaw_store_open(path, &sweep.facts, sweep.columns, sweep.column_count,
                                 (const char *const[]){"us", "china"}, &store, &fault),
                 THAW_OK);
    cr_assert_eq(thaw_store_write(store, 0, rows, kept, 2, 0, &fault), THAW_OK);
    cr_assert_eq(thaw_store_write(store, 0, rows, kept + 2, 3, 0, &fault), THAW_OK);
    char *resumed = rows_of(line, 0, store);
    cr_expect_str_eq(resumed, expected);
    size_t count = 0;
    cr_assert_eq(thaw_store_count(store, &count, &fault), THAW_OK);
    cr_expect_eq(count, sweep.points);
    thaw_store_close(store);
    thaw_results_free(rows, sweep.points, sweep.column_count);
    thaw_sweep_clear(&sweep);
    thaw_options_clear(&options);
    free(expected);
    free(whole);
    free(resumed);
    files_end(folder);
}

/* What differs is named; the same question in other words (--set to the value that stands, the
 * time limit, threads) is the same sweep. */
Test(sweep, stores_of_other_sweeps)
{
    static const struct {
        const char *line, *difference;
    } cases[] = {
        {"baseline partial@grim --vary economy.weakness=0.8:1.8:3 --threads 2 --time-limit 60", ""},
        {"baseline partial@grim --vary economy.weakness=0.8:1.8:3 --set leverage.linkage=1", ""},
        {"baseline partial@grim --vary economy.weakness=0.8:1.8:3 --set leverage.linkage=1.5",
         "leverage.linkage is 1 there, 1.5 here"},
        {"baseline partial@grim --vary economy.weakness=0.8:1.8:4",
         "--vary economy.weakness is 0.8:1.8:3 there, 0.8:1.8:4 here"},
        {"baseline full@grim --vary economy.weakness=0.8:1.8:3",
         "deals is partial@grim there, full@grim here"},
        {"baseline partial@grim --vary economy.weakness=0.8:1.8:3 --measure value",
         "measures is verdict,slack there, value here"},
        {"baseline partial@grim --vary economy.weakness=0.8:1.8 --design lhs --points 3",
         "design is grid there, lhs here"},
    };
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX];
    files_begin(folder);
    files_path(folder, "s.db", path);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        thaw_options options;
        thaw_sweep sweep;
        thaw_store *store = NULL;
        thaw_fault fault = {0};
        bool same = !*cases[k].difference;
        cr_expect_eq(open_store(path, cases[k].line, &options, &sweep, &store, &fault),
                     same ? THAW_OK : THAW_EARG, "%s: %s", cases[k].line, fault.text);
        cr_expect(strstr(fault.text, cases[k].difference) != NULL, "%s: %s", cases[k].line,
                  fault.text);
        thaw_store_close(store);
        thaw_sweep_clear(&sweep);
        thaw_options_clear(&options);
    }
    files_end(folder);
}

/* Two values of sixty are others, their weighted sum is the same: another sweep, and the message
 * shows where the lists part. */
Test(sweep, a_store_of_another_list)
{
    char folder[FILES_PATH_MAX], path[FILES_PATH_MAX], line[2][1024];
    files_begin(folder);
    files_path(folder, "s.db", path);
    for (int other = 0; other < 2; other++) {
        snprintf(line[other], sizeof line[other],
                 "scenarios/games/pd.json cooperate/cooperate@grim --vary discount.1=");
        for (int k = 0; k < 60; k++) {
            size_t used = strlen(line[other]);
            int value = 400000 + 5000 * k +
                        (other && k == 30   ? 1280
                         : other && k == 31 ? -1240
                                            : 0);
            snprintf(line[other] + used, sizeof line[other] - used, "%s0.%d", k ? "," : "", value);
        }
    }
    for (int other = 0; other < 2; other++) {
        thaw_options options;
        thaw_sweep sweep;
        thaw_store *store = NULL;
        thaw_fault fault = {0};
        cr_expect_eq(open_store(path, line[other], &options, &sweep, &store, &fault),
                     other ? THAW_EARG : THAW_OK, "%s", fault.text);
        cr_expect(!other || strstr(fault.text, "is ...,0.55,0.555,0.56,"), "%s", fault.text);
        cr_expect(!other || strstr(fault.text, "there, ...,0.55128,0.55376,0.56,"), "%s",
                  fault.text);
        char shown[THAW_SWEEP_SHOWN_MAX];
        cr_expect_str_eq(
            thaw_sweep_shown(&sweep.inputs[0], shown),
            "0.4,0.405,0.41,0.415,0.42,0.425,0.43,0.435,0.44,0.445,0.45,...: 60 values");
        thaw_store_close(store);
        thaw_sweep_clear(&sweep);
        thaw_options_clear(&options);
    }
    files_end(folder);
}

/* ---- measures ---- */

static const thaw_result *cell(const thaw_sweep *sweep, const thaw_result_row *row,
                               const char *name)
{
    size_t k = thaw_sweep_column(sweep, name);
    cr_assert_lt(k, sweep->column_count, "%s", name);
    return &row->cells[k];
}

static thaw_status keep(const thaw_sweep *sweep, size_t first, size_t count,
                        const thaw_result_row *rows, void *context, thaw_fault *fault)
{
    thaw_result_row *to = context;
    (void)fault;
    for (size_t k = 0; k < count; k++)
        for (size_t c = 0; c < sweep->column_count; c++) {
            to[first + k].cells[c] = rows[k].cells[c];
            if (rows[k].cells[c].text)
                to[first + k].cells[c].text = strdup(rows[k].cells[c].text);
        }
    return THAW_OK;
}

/* The point economy.weakness = 1.4 of a sweep is the scenario with --set economy.weakness=1.4. */
Test(sweep, a_point_is_what_set_makes_of_the_scenario)
{
    thaw_options options;
    thaw_sweep sweep;
    thaw_study study;
    thaw_fault fault = {0};
    begin_well(
        "2023-woodside-deal full_calm+delist@trigger:36 --vary economy.weakness=1.2,1.4 "
        "--measure verdict,slack,slack_more,price,price_more,value,punishment_value,forecast,"
        "no_deal,freeze,best,best_value,holding",
        &options, &sweep);
    thaw_result_row *rows = thaw_results_new(sweep.points, sweep.column_count);
    thaw_sweep_run run = {.sink = keep, .context = rows};
    cr_assert_eq(thaw_sweep_do(&sweep, &run, &fault), THAW_OK, "%s", fault.text);
    study_of("2023-woodside-deal full_calm+delist@trigger:36 --set economy.weakness=1.4", &study);
    const thaw_deal_answer *answer = &study.answers[0];
    const thaw_result_row *row = &rows[1];
    int initial = study.setting.initial;
    cr_expect_str_eq(cell(&sweep, row, "verdict")->text, thaw_verdict_text(answer->verdict));
    for (int i = 0; i < 2; i++) {
        cr_expect_eq(cell(&sweep, row, "slack")->number[i], answer->breach[i].loss);
        cr_expect_eq(cell(&sweep, row, "slack_more")->number[i], answer->more[i].loss);
        cr_expect_eq(cell(&sweep, row, "price")->number[i],
                     thaw_study_price(&study, i, answer->breach[i].loss));
        cr_expect_eq(cell(&sweep, row, "price_more")->number[i],
                     thaw_study_price(&study, i, answer->more[i].loss));
        cr_expect_eq(cell(&sweep, row, "value")->number[i], answer->values[initial * 2 + i]);
        cr_expect_eq(cell(&sweep, row, "punishment_value")->number[i],
                     answer->values[(answer->states + initial) * 2 + i]);
        cr_expect_eq(cell(&sweep, row, "no_deal")->number[i],
                     study.no_deal.values[initial * 2 + i]);
    }
    cr_expect_eq(cell(&sweep, row, "on_plan")->number[0], answer->forecast[THAW_FORECAST_ON_PLAN]);
    cr_expect_eq(cell(&sweep, row, "lives")->number[0], answer->forecast[THAW_FORECAST_LIVES]);
    for (int s = 0; s < study.setting.game->states; s++)
        if (strcmp(study.setting.game->state_name[s], "tense+listed+frozen") == 0)
            cr_expect_eq(cell(&sweep, row, "freeze_tense")->number[0], study.freeze_months[s]);
    thaw_study_clear(&study);
    study_of("2023-woodside-deal --set economy.weakness=1.4", &study);
    char best[THAW_DEAL_NAME_MAX];
    size_t holding = 0;
    for (size_t k = 0; k < study.deals.count; k++)
        holding += study.answers[k].verdict == THAW_HOLDS;
    cr_assert_neq(study.best.nash, THAW_NO_DEAL_BEST);
    thaw_deal_format(&study.deals.items[study.best.nash], best, sizeof best);
    cr_expect_str_eq(cell(&sweep, row, "best_nash")->text, best);
    cr_expect_eq(cell(&sweep, row, "best_value")->number[1],
                 study.answers[study.best.nash].values[initial * 2 + 1]);
    cr_expect_eq(cell(&sweep, row, "holding")->number[0], (double)holding);
    thaw_study_clear(&study);
    thaw_results_free(rows, sweep.points, sweep.column_count);
    thaw_sweep_clear(&sweep);
    thaw_options_clear(&options);
}

/* A prisoner's dilemma that pays 3 each when nobody cooperates: the impatient have no other
 * equilibrium, the patient can do better, and nobody can be held below 3. */
Test(sweep, extremes_of_payoff_sets)
{
    thaw_options options;
    thaw_sweep sweep;
    thaw_fault fault = {0};
    begin_well("scenarios/games/pd.json --vary discount=0.1,0.9 --measure set_least,set_most",
               &options, &sweep);
    thaw_result_row *rows = thaw_results_new(sweep.points, sweep.column_count);
    thaw_sweep_run run = {.sink = keep, .context = rows};
    cr_assert_eq(thaw_sweep_do(&sweep, &run, &fault), THAW_OK, "%s", fault.text);
    for (int i = 0; i < 2; i++) {
        cr_expect_float_eq(cell(&sweep, &rows[0], "set_most")->number[i], 3, 1e-9);
        for (int k = 0; k < 2; k++)
            cr_expect_float_eq(cell(&sweep, &rows[k], "set_least")->number[i], 3, 1e-9);
        cr_expect_gt(cell(&sweep, &rows[1], "set_most")->number[i], 9);
    }
    thaw_results_free(rows, sweep.points, sweep.column_count);
    thaw_sweep_clear(&sweep);
    thaw_options_clear(&options);
}

/* ---- points ---- */

Test(sweep, what_vary_means)
{
    thaw_options options;
    thaw_sweep sweep;
    double v[4];
    begin_well(
        "baseline partial@trigger:3 --vary economy.weakness=0.8:1.8:6 --vary "
        "listing.rule=fixed,decided --vary trigger.months=2:32:5:log --vary relief.disbelief=0",
        &options, &sweep);
    cr_expect_eq(sweep.points, 60);
    thaw_sweep_values(&sweep, 0, v);
    cr_expect(v[0] == 0.8 && v[1] == 2 && v[2] == 2 && v[3] == 0);
    thaw_sweep_values(&sweep, 27, v); /* 27 = 2 * 10 + 1 * 5 + 2 */
    cr_expect(v[0] == 1.2 && v[1] == 0 && v[2] == 8 && v[3] == 0, "%g %g %g", v[0], v[1], v[2]);
    thaw_sweep_values(&sweep, 59, v);
    cr_expect(v[0] == 1.8 && v[2] == 32);
    thaw_sweep_clear(&sweep);
    thaw_options_clear(&options);
    begin_well("baseline --design lhs --points 50 --measure no_deal", &options, &sweep);
    cr_expect_eq(sweep.input_count, 70);
    cr_expect_eq(sweep.deals.count, 0);
    thaw_sweep_clear(&sweep);
    thaw_options_clear(&options);
}

Test(sweep, what_is_refused)
{
    static const char *const cases[][2] = {
        {"baseline partial@grim", "nothing is said about what to vary"},
        {"baseline partial@grim --vary economy.weaknes=1:2:3", "weaknes"},
        {"baseline partial@grim --vary economy.weakness=2:1:3", "the lower end comes first"},
        {"baseline partial@grim --vary economy.weakness=1:99:3", "= 99 is outside [0, 10]"},
        {"baseline partial@grim --vary economy.weakness=1:2:x", "does not say which values"},
        {"baseline partial@grim --vary economy.weakness=1:2:1", "does not say which values"},
        {"baseline partial@grim --vary economy.weakness=0:2:3:log", "only from above 0"},
        {"baseline partial@grim --vary economy.weakness=1,1", "the value 1 twice"},
        {"baseline partial@grim --vary listing.rule=always", "listing.rule is never 'always'"},
        {"baseline partial@grim --vary economy.weakness --vary economy.weakness", "given twice"},
        {"baseline partial@grim --vary trigger.months", "this deal is not"},
        {"baseline partial@trigger:6 full@trigger:6 partial@trigger:12 --vary trigger.months=3,9",
         "partial@trigger:6 and partial@trigger:12 are one deal"},
        {"baseline partial@grim --design sobol --points 10", "at most 40 dimensions"},
        {"baseline partial@grim --design lhs", "--design needs --points"},
        {"baseline partial@grim --points 5 --vary economy.weakness", "--points is the size"},
        {"baseline partial@grim --design lhs --points 5 --vary economy.weakness=1:2:3",
         "--points says how many"},
        {"baseline partial@grim --vary economy.weakness --measure slak", "no measure 'slak'"},
        {"baseline partial@grim --vary economy.weakness --measure no_deal", "has no use"},
        {"baseline partial@grim --map economy.weakness", "--map takes two inputs"},
        {"baseline partial@grim --map economy.weakness,economy.weakness", "not one twice"},
        {"baseline partial@grim --map economy.weakness=1:2:3,economy.weakness", "not one twice"},
        {"baseline partial@grim --map economy.weakness,leverage.linkage,us.discount",
         "--map takes two inputs"},
        {"baseline partial@grim --map economy.weakness,", "--map takes two inputs"},
        {"baseline partial@grim --map economy.weakness=1:2:3,leverage.linkage --vary "
         "economy.weakness",
         "given twice"},
        {"baseline partial@grim partial --vary us.discount", "partial@grim is given twice"},
        {"baseline partial@grim --map economy.weakness,leverage.linkage --vary us.discount",
         "no --vary of a third"},
        {"scenarios/games/pd.json cooperate/cooperate@grim --vary discount", "plausible range"},
        {"scenarios/games/pd.json cooperate/cooperate@grim --vary discount=0:0.5:3 --measure "
         "freeze",
         "a game file has no 'freeze'"},
        {"baseline --vary us.discount=0.9:0.99:40000 --vary china.discount=0.9:0.99:40000 "
         "--measure "
         "no_deal",
         "a grid of more than"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        thaw_options options;
        thaw_sweep sweep;
        thaw_faults faults = {0};
        cr_expect_neq(begin(cases[k][0], &options, &sweep, &faults), THAW_OK, "%s", cases[k][0]);
        cr_expect(faults.count == 1 && strstr(faults.items[0].text, cases[k][1]), "%s: %s",
                  cases[k][0], faults.count ? faults.items[0].text : "no fault");
        thaw_faults_clear(&faults);
        thaw_sweep_clear(&sweep);
        thaw_options_clear(&options);
    }
}

/* ---- maps ---- */

/* Signs against the rows: A across, B up, whatever order the inputs were named in. */
Test(sweep, maps_show_the_rows)
{
    static const char *const lines[] = {
        "baseline partial_pressure@trigger:12 --map leverage.linkage,economy.weakness --vary "
        "leverage.linkage=0:2:5 --vary economy.weakness=0.8:1.8:3",
        "baseline partial_pressure@trigger:12 --map leverage.linkage,economy.weakness --vary "
        "economy.weakness=0.8:1.8:3 --vary leverage.linkage=0:2:5"};
    for (size_t k = 0; k < 2; k++) {
        thaw_options options;
        thaw_sweep sweep;
        thaw_summary summary;
        thaw_fault fault = {0};
        begin_well(lines[k], &options, &sweep);
        cr_assert_eq(thaw_summary_begin(&sweep, true, &summary, &fault), THAW_OK);
        thaw_sweep_run run = {.sink = thaw_summary_take, .context = &summary};
        cr_assert_eq(thaw_sweep_do(&sweep, &run, &fault), THAW_OK);
        cr_assert_eq(summary.map_count, 1);
        for (size_t up = 0; up < 3; up++)
            for (size_t across = 0; across < 5; across++) {
                thaw_study study;
                char line[256];
                snprintf(line, sizeof line,
                         "baseline partial_pressure@trigger:12 --set leverage.linkage=%g --set "
                         "economy.weakness=%g",
                         0.5 * (double)across, 0.8 + 0.5 * (double)up);
                study_of(line, &study);
                char sign = summary.maps[0].signs[up * 5 + across];
                cr_expect_eq(sign == '#', study.answers[0].verdict == THAW_HOLDS, "%s: %c", line,
                             sign);
                thaw_study_clear(&study);
            }
        thaw_summary_clear(&summary);
        thaw_sweep_clear(&sweep);
        thaw_options_clear(&options);
    }
}

/* However many deals are best somewhere, each letter is said; those beyond the alphabet share the
 * last. */
Test(sweep, the_legend_of_a_map_is_complete)
{
    enum { NAMES = 60 };
    thaw_options options;
    thaw_sweep sweep;
    thaw_summary summary;
    thaw_answer answer;
    begin_well("baseline --map leverage.linkage=0:2:10,economy.weakness=1:1.5:6 --measure best",
               &options, &sweep);
    cr_assert_eq(sweep.points, NAMES);
    cr_assert_eq(thaw_summary_begin(&sweep, true, &summary, NULL), THAW_OK);
    thaw_result_row *rows = thaw_results_new(NAMES, sweep.column_count);
    for (size_t k = 0; k < NAMES; k++) {
        char name[64];
        snprintf(name, sizeof name, "a_plan_with_a_name_of_some_length_%02zu@grim", k);
        rows[k].cells[thaw_sweep_column(&sweep, "best_nash")].text = strdup(name);
        cr_assert_eq(thaw_maps_take(&summary, k, &rows[k], NULL), THAW_OK);
    }
    thaw_answer_init_part(&answer);
    thaw_maps_say(&summary, &answer);
    const char *note = answer.blocks[answer.count - 1].table->note;
    cr_expect(strstr(note, "A a_plan_with_a_name_of_some_length_00@grim. ") == note, "%s", note);
    cr_expect(strstr(note, "y a_plan_with_a_name_of_some_length_50@grim. z another. . no deal") !=
                  NULL,
              "%s", note);
    thaw_answer_clear(&answer);
    thaw_results_free(rows, NAMES, sweep.column_count);
    thaw_summary_clear(&summary);
    thaw_sweep_clear(&sweep);
    thaw_options_clear(&options);
}
