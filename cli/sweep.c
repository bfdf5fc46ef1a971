/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw sweep`: a scenario's answers at many settings of some inputs. */
#include "cli/sweep.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/words.h"

enum { SHOWN = 25 }; /* rows that people see where --all does not say otherwise */

/* A sweep that is worked out as it is written. */
typedef struct source {
    thaw_sweep sweep;
    thaw_store *store;
    bool quiet;
    thaw_table table;
    bool lines;
    FILE *out;
} source;

static void source_free(void *context)
{
    source *s = context;
    thaw_table_clear(&s->table);
    thaw_store_close(s->store);
    thaw_sweep_clear(&s->sweep);
    free(s);
}

/* ---- rows as CSV or JSON Lines ---- */

static thaw_status write_rows(const thaw_sweep *sweep, size_t first, size_t count,
                              const thaw_result_row *rows, void *context, thaw_fault *fault)
{
    source *s = context;
    bool done = true;
    thaw_table_empty(&s->table);
    for (size_t k = 0; k < count; k++)
        thaw_sweep_row(sweep, false, first + k, &rows[k], &s->table);
    if (s->table.failed)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu rows", count);
    errno = 0;
    if (s->lines)
        done = thaw_table_write_jsonl(&s->table, s->out);
    else
        thaw_table_write_csv(&s->table, s->out);
    s->table.headless = true;
    if (!done)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu rows", count);
    if (fflush(s->out) != 0 || ferror(s->out))
        return thaw_fail(fault, THAW_EIO, "cannot write the rows: %s", strerror(errno));
    return THAW_OK;
}

static thaw_status do_sweep(source *s, thaw_sweep_run *run, thaw_fault *fault)
{
    thaw_progress_bar bar;
    bool rows_on_terminal = s->out && isatty(fileno(s->out)); /* they show how far it is */
    thaw_progress_begin(&bar, "rows", s->quiet || rows_on_terminal);
    bar.rate = true;
    run->store = s->store;
    run->bar = &bar;
    thaw_status status = thaw_sweep_do(&s->sweep, run, fault);
    run->bar = NULL;
    thaw_progress_end(&bar);
    return status;
}

static thaw_status stream(void *context, bool lines, FILE *out, thaw_fault *fault)
{
    source *s = context;
    thaw_sweep_run run = {.sink = write_rows, .context = s};
    s->lines = lines;
    s->out = out;
    thaw_table_init(&s->table, "rows", "");
    thaw_sweep_columns(&s->sweep, false, &s->table);
    return do_sweep(s, &run, fault);
}

/* ---- what people see ---- */

static void say_inputs(const thaw_sweep *sweep, thaw_answer *answer)
{
    enum { NAMED = 4 };
    char text[THAW_MESSAGE_MAX] = "", values[THAW_SWEEP_SHOWN_MAX];
    for (size_t k = 0; k < sweep->input_count && k < NAMED; k++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s (%s)", k ? ", " : "",
                 sweep->inputs[k].dial.key, thaw_sweep_shown(&sweep->inputs[k], values));
    }
    if (sweep->input_count > NAMED)
        thaw_say(answer, THAW_LINE, "Varied: %s and %zu more.", text, sweep->input_count - NAMED);
    else
        thaw_say(answer, THAW_LINE, "Varied: %s.", text);
}

static void say_head(const thaw_sweep *sweep, thaw_answer *answer)
{
    char name[THAW_DEAL_NAME_MAX];
    thaw_subject_say(&sweep->study.subject, answer);
    if (sweep->chosen) {
        thaw_deal_format(&sweep->deals.items[0], name, sizeof name);
        thaw_say(answer, THAW_LINE, "Of the deals that hold, %s is the best by the Nash product.",
                 name);
    }
    say_inputs(sweep, answer);
}

static void say_outcome(const thaw_sweep *sweep, const thaw_sweep_run *run, bool all,
                        const char *stopped, thaw_answer *answer)
{
    if (stopped)
        thaw_say(answer, THAW_SENTENCE, "PARTIAL: %s", stopped);
    if (run->failed > 0)
        thaw_say(answer, THAW_SENTENCE, "In %zu of %zu rows something is missing; each says why.",
                 run->failed, run->rows);
    if (!all)
        thaw_say(answer, THAW_SENTENCE,
                 "%zu rows: --format csv or jsonl writes them, --all shows "
                 "them here.",
                 sweep->points);
}

static void say_json(const thaw_sweep *sweep, const thaw_sweep_run *run, thaw_answer *answer)
{
    static const char *const designs[] = {"random", "lhs", "sobol"};
    static const char *const kinds[] = {"text", "number", "pair"};
    json_t *inputs = json_array(), *deals = json_array(), *columns = json_array();
    for (size_t k = 0; k < sweep->input_count; k++)
        json_array_append_new(inputs, json_pack("{s:o, s:o}", "key",
                                                thaw_json_text(sweep->inputs[k].dial.key), "values",
                                                thaw_json_text(sweep->inputs[k].text)));
    for (size_t k = 0; k < sweep->deals.count; k++) {
        char name[THAW_DEAL_NAME_MAX];
        thaw_deal_format(&sweep->deals.items[k], name, sizeof name);
        json_array_append_new(deals, thaw_json_text(name));
    }
    for (size_t k = 0; k < sweep->column_count; k++)
        json_array_append_new(columns, json_pack("{s:o, s:o}", "name",
                                                 thaw_json_text(sweep->columns[k].name), "kind",
                                                 thaw_json_text(kinds[sweep->columns[k].kind])));
    thaw_answer_set(answer, answer->json, "inputs", inputs);
    thaw_answer_set(answer, answer->json, "deals", deals);
    thaw_answer_set(answer, answer->json, "columns", columns);
    thaw_answer_set(answer, answer->json, "design",
                    thaw_json_text(sweep->sampled ? designs[sweep->design.kind] : "grid"));
    thaw_answer_set(answer, answer->json, "seed",
                    sweep->sampled ? json_integer((json_int_t)sweep->design.seed) : json_null());
    thaw_answer_set(answer, answer->json, "points", json_integer((json_int_t)sweep->points));
    thaw_answer_set(answer, answer->json, "rows", json_integer((json_int_t)run->rows));
    thaw_answer_set(answer, answer->json, "failed", json_integer((json_int_t)run->failed));
}

/* Stopped by a signal or the time limit: what was done is shown all the same. */
static thaw_status take_stop(thaw_status status, const thaw_sweep *sweep, thaw_sweep_run *run,
                             thaw_fault *fault, char stopped[THAW_MESSAGE_MAX], thaw_answer *answer)
{
    enum { STOPPED_EARLY = 1, STOPPED_BY_SIGNAL = 130 };
    if (status == THAW_EINTERRUPT && thaw_interrupted()) {
        thaw_interrupt_forget();
        answer->exit = STOPPED_BY_SIGNAL;
        snprintf(stopped, THAW_MESSAGE_MAX, "interrupted after %zu of %zu rows%s", run->rows,
                 sweep->points, run->store ? "; the same command goes on from them." : ".");
        return THAW_OK;
    }
    if (status == THAW_ETIME) {
        answer->exit = STOPPED_EARLY;
        snprintf(stopped, THAW_MESSAGE_MAX, "%.300s%s.", fault->text,
                 run->store ? "; the same command goes on from them" : "");
        return THAW_OK;
    }
    return status;
}

static thaw_status show(const thaw_options *options, source *s, thaw_answer *answer,
                        thaw_fault *fault)
{
    const thaw_sweep *sweep = &s->sweep;
    char stopped[THAW_MESSAGE_MAX] = "";
    bool map = options->map != NULL, all = options->all || (!map && sweep->points <= SHOWN);
    thaw_summary summary;
    thaw_sweep_run run = {.sink = thaw_summary_take, .context = &summary};
    thaw_status status = thaw_summary_begin(sweep, map, &summary, fault);
    thaw_answer_json(answer, "sweep");
    thaw_subject_json(&sweep->study.subject, answer);
    say_head(sweep, answer);
    if (status == THAW_OK && all) {
        summary.table = thaw_answer_table(answer, "rows", "ROWS");
        thaw_sweep_columns(sweep, true, summary.table);
        summary.shown = sweep->points;
    }
    if (status == THAW_OK)
        status = take_stop(do_sweep(s, &run, fault), sweep, &run, fault, stopped, answer);
    if (status == THAW_OK) {
        say_outcome(sweep, &run, all, *stopped ? stopped : NULL, answer);
        thaw_maps_say(&summary, answer);
        thaw_summary_say(&summary, all || map, answer);
        say_json(sweep, &run, answer);
        thaw_answer_outcome(answer);
        thaw_summary_json(&summary, answer);
        thaw_maps_json(&summary, answer);
    }
    thaw_summary_clear(&summary);
    return status;
}

/* ---- the command ---- */

static bool is_streamed(const thaw_options *options)
{
    return !options->table &&
           (options->format == THAW_FORMAT_CSV || options->format == THAW_FORMAT_JSONL);
}

/* A map in text is as wide as the terminal at most. */
static thaw_status check_width(const thaw_options *options, const thaw_sweep *sweep,
                               thaw_fault *fault)
{
    enum { BESIDE = 14 }; /* values, and the mark behind */
    if (!options->map || options->format != THAW_FORMAT_TEXT)
        return THAW_OK;
    int most = thaw_output_width(STDOUT_FILENO) - BESIDE;
    size_t across = sweep->axes[sweep->map[0]].points;
    if (across <= (size_t)(most > 2 ? most : 2))
        return THAW_OK;
    thaw_fail(fault, THAW_EARG, "a map of %zu points across does not fit: %d do", across, most);
    thaw_fault_help(fault, "--format csv writes any number of them");
    return THAW_EARG;
}

/* What people are shown is put together in memory first. */
static thaw_status check_held(const thaw_options *options, const thaw_sweep *sweep,
                              thaw_fault *fault)
{
    enum { MOST = 1000000 };
    bool held = options->all || options->map;
    if (!held || is_streamed(options) || sweep->points <= MOST)
        return THAW_OK;
    thaw_fail(fault, THAW_ERANGE, "%zu points are too many to be shown at once: %d are not",
              sweep->points, MOST);
    thaw_fault_help(fault, "--format csv writes any number of them");
    return THAW_ERANGE;
}

static thaw_status open_store(const thaw_options *options, source *s, thaw_fault *fault)
{
    char *const *names = s->sweep.study.setting.game->player_name;
    const char *const sides[2] = {names[0], names[1]};
    return options->store ? thaw_store_open(options->store, &s->sweep.facts, s->sweep.columns,
                                            s->sweep.column_count, sides, &s->store, fault)
                          : THAW_OK;
}

thaw_status thaw_cmd_sweep(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    thaw_fault fault;
    source *s = calloc(1, sizeof *s);
    if (!s) {
        thaw_fail(&fault, THAW_ENOMEM, "no memory for a sweep");
        return thaw_give_up(faults, &fault);
    }
    s->quiet = options->quiet;
    answer->source = s;
    answer->release = source_free;
    thaw_status status = thaw_sweep_begin(options, &s->sweep, faults);
    if (status != THAW_OK)
        return status;
    status = check_width(options, &s->sweep, &fault);
    if (status == THAW_OK)
        status = check_held(options, &s->sweep, &fault);
    if (status == THAW_OK)
        status = open_store(options, s, &fault);
    if (status == THAW_OK && is_streamed(options))
        answer->stream = stream;
    else if (status == THAW_OK)
        status = show(options, s, answer, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}
