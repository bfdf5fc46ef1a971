/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working a sweep out: in batches, on several threads, kept as it goes. */
#include <stdlib.h>
#include <string.h>

#include "cli/interrupt.h"
#include "cli/sweep.h"
#include "solvers/clock.h"
#include "solvers/parallel.h"

enum {
    WINDOW = 4096,    /* rows held at once */
    FIRST_BATCH = 16, /* rows worked out in the first batch, a thread */
    LEAST_BATCH = 4   /* in any: so that threads do not wait for each other too long */
};

/* How long a batch should take: what a crash may cost, and how often the disk must answer. */
static const double BATCH_SECONDS = 1;

typedef struct work {
    const thaw_sweep *sweep;
    thaw_sweep_run *run;
    thaw_result_row *rows; /* WINDOW of them, from `first` on */
    size_t first;
    size_t missing[WINDOW], missing_count; /* of the rows, those to be worked out */
    size_t order[WINDOW];                  /* the same, as they are worked on */
    size_t batch;                          /* rows that take BATCH_SECONDS */
    thaw_status *status;                   /* [row] */
    thaw_fault *fault;                     /* [row] */
} work;

static void work_clear(work *w)
{
    thaw_results_free(w->rows, WINDOW, w->sweep->column_count);
    free(w->status);
    free(w->fault);
    free(w);
}

static thaw_status work_new(const thaw_sweep *sweep, thaw_sweep_run *run, work **out,
                            thaw_fault *fault)
{
    work *w = calloc(1, sizeof *w);
    if (!w)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a sweep");
    size_t threads = sweep->study.threads > 0 ? (size_t)sweep->study.threads : 2;
    w->sweep = sweep;
    w->run = run;
    w->batch = FIRST_BATCH * threads < WINDOW ? FIRST_BATCH * threads : WINDOW;
    w->rows = thaw_results_new(WINDOW, sweep->column_count);
    w->status = calloc(WINDOW, sizeof *w->status);
    w->fault = calloc(WINDOW, sizeof *w->fault);
    if (!w->rows || !w->status || !w->fault) {
        work_clear(w);
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a sweep");
    }
    *out = w;
    return THAW_OK;
}

/* ---- one row ---- */

static thaw_status fill_inputs(const thaw_sweep *sweep, const double *values, thaw_result *cells,
                               thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < sweep->input_count && status == THAW_OK; k++) {
        char word[THAW_NAME_MAX];
        cells[k].number[0] = values[k] + 0.0; /* no sign of zero: a store keeps none */
        if (!sweep->inputs[k].words)
            continue;
        thaw_parameter_word_at(sweep->inputs[k].words, (int)values[k], word, sizeof word);
        status = thaw_result_text(&cells[k], word, fault);
    }
    return status;
}

static thaw_status fill_measures(const thaw_sweep *sweep, thaw_sweep_point *point, bool of_deal,
                                 size_t deal, thaw_result **cells, thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < sweep->measure_count && status == THAW_OK; k++) {
        if (sweep->measures[k]->of_deal != of_deal)
            continue;
        status = thaw_measure_fill(point, sweep->measures[k], deal, *cells, fault);
        *cells += thaw_measure_width(sweep->measures[k]);
    }
    return status;
}

static void drop_signs_of_zero(const thaw_sweep *sweep, thaw_result_row *row)
{
    for (size_t k = 0; k < sweep->column_count; k++)
        for (int side = 0; side < 2; side++)
            row->cells[k].number[side] += 0.0;
}

static thaw_status fill_row(const thaw_sweep *sweep, const double *values, thaw_result_row *row,
                            thaw_fault *fault)
{
    thaw_sweep_point point;
    thaw_result *cells = row->cells + sweep->input_count;
    thaw_status status = fill_inputs(sweep, values, row->cells, fault);
    if (status != THAW_OK)
        return status;
    status = thaw_measure_solve(&sweep->measuring, sweep->dials, values, sweep->input_count, &point,
                                fault);
    for (size_t d = 0; d < sweep->deals.count && status == THAW_OK; d++)
        status = fill_measures(sweep, &point, true, d, &cells, fault);
    if (status == THAW_OK)
        status = fill_measures(sweep, &point, false, 0, &cells, fault);
    if (status == THAW_OK && point.reason[0] && !(row->reason = strdup(point.reason)))
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for a text");
    row->done = status == THAW_OK && !point.stopped;
    drop_signs_of_zero(sweep, row);
    thaw_measure_clear(&point);
    return status;
}

/* Whether the sweep is to stop: rows not begun by then stay undone. */
static bool told_to_stop(const thaw_sweep *sweep)
{
    const thaw_markov_settings *limits = &sweep->study.limits;
    return (limits->stop && *limits->stop) ||
           (limits->deadline > 0 && thaw_clock() > limits->deadline);
}

static void work_out(size_t k, void *context)
{
    work *w = context;
    size_t row = w->order[k];
    w->status[row] = THAW_OK;
    if (told_to_stop(w->sweep))
        return;
    double *values = calloc(w->sweep->input_count, sizeof *values);
    if (!values) {
        w->status[row] = thaw_fail(&w->fault[row], THAW_ENOMEM, "no memory for a row");
        return;
    }
    thaw_sweep_values(w->sweep, w->first + row, values);
    w->status[row] = fill_row(w->sweep, values, &w->rows[row], &w->fault[row]);
    free(values);
}

/* ---- a batch ---- */

/* Which of the rows are missing, as many as make a batch; returns how far that reaches. */
static size_t find_missing(work *w, size_t count)
{
    size_t end = 0;
    w->missing_count = 0;
    while (end < count && (w->rows[end].done || w->missing_count < w->batch)) {
        if (!w->rows[end].done)
            w->missing[w->missing_count++] = end;
        end++;
    }
    return end;
}

static void put_in_order(work *w)
{
    thaw_design shuffled;
    memcpy(w->order, w->missing, w->missing_count * sizeof *w->order);
    if (!w->run->shuffle || w->missing_count == 0 ||
        thaw_design_init(THAW_DESIGN_LHS, 1, w->missing_count, w->run->shuffle, &shuffled, NULL) !=
            THAW_OK)
        return;
    for (size_t k = 0; k < w->missing_count; k++) {
        double u = 0;
        thaw_design_point(&shuffled, k, &u);
        w->order[k] = w->missing[(size_t)(u * (double)w->missing_count)];
    }
    thaw_design_clear(&shuffled);
}

static void set_batch(work *w, double seconds)
{
    double rows = seconds > 0 ? (double)w->missing_count * BATCH_SECONDS / seconds : WINDOW;
    double least = LEAST_BATCH * (w->sweep->study.threads > 0 ? w->sweep->study.threads : 2);
    rows = rows < 2.0 * (double)w->batch ? rows : 2.0 * (double)w->batch;
    rows = rows > least ? rows : least;
    w->batch = rows < WINDOW ? (size_t)rows : WINDOW;
}

/* Works the missing rows out and stores those that were finished. */
static thaw_status fill_batch(work *w, thaw_fault *fault)
{
    size_t done = 0;
    double began = thaw_clock();
    if (w->missing_count == 0)
        return THAW_OK;
    put_in_order(w);
    thaw_parallel_for(w->missing_count, w->sweep->study.threads, work_out, w);
    double seconds = thaw_clock() - began;
    for (size_t k = 0; k < w->missing_count; k++) {
        size_t row = w->missing[k];
        if (w->status[row] != THAW_OK) {
            *fault = w->fault[row];
            return w->status[row];
        }
        if (w->rows[row].done)
            w->missing[done++] = row;
    }
    bool all = done == w->missing_count;
    if (all)
        set_batch(w, seconds);
    return w->run->store ? thaw_store_write(w->run->store, w->first, w->rows, w->missing, done,
                                            seconds, fault)
                         : THAW_OK;
}

static thaw_status hand_on(work *w, size_t count, thaw_fault *fault)
{
    size_t done = 0;
    while (done < count && w->rows[done].done) {
        w->run->failed += w->rows[done].reason != NULL;
        done++;
    }
    w->run->rows += done;
    return done > 0 ? w->run->sink(w->sweep, w->first, done, w->rows, w->run->context, fault)
                    : THAW_OK;
}

/* Why it stopped before the rows were done. */
static thaw_status say_stopped(const work *w, thaw_fault *fault)
{
    bool interrupted = thaw_interrupted();
    thaw_fail(fault, interrupted ? THAW_EINTERRUPT : THAW_ETIME, "%s after %zu of %zu rows",
              interrupted ? "interrupted" : "the time limit came", w->run->rows, w->sweep->points);
    if (w->run->store)
        thaw_fault_help(fault, "they are stored; the same command goes on from them");
    return fault->status;
}

/* The next rows: those that are stored are read, a batch of others worked out. */
static thaw_status do_batch(work *w, size_t *end, thaw_fault *fault)
{
    size_t left = w->sweep->points - w->first, count = left < WINDOW ? left : WINDOW;
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < count; k++)
        thaw_result_row_empty(&w->rows[k], w->sweep->column_count);
    if (w->run->store)
        status = thaw_store_read(w->run->store, w->first, count, w->rows, fault);
    if (status != THAW_OK)
        return status;
    count = find_missing(w, count);
    w->run->found += count - w->missing_count;
    status = fill_batch(w, fault);
    size_t before = w->run->rows;
    if (status == THAW_OK)
        status = hand_on(w, count, fault);
    if (status == THAW_OK && w->run->rows - before < count)
        status = say_stopped(w, fault);
    *end = w->first + count;
    return status;
}

/* Rows that are stored further on count as done. */
static void show_progress(thaw_sweep_run *run, size_t stored, size_t points)
{
    run->bar->skipped = stored > run->found ? stored : run->found;
    thaw_progress_show(run->rows - run->found + run->bar->skipped, points, run->bar);
}

thaw_status thaw_sweep_do(const thaw_sweep *sweep, thaw_sweep_run *run, thaw_fault *fault)
{
    work *w = NULL;
    size_t stored = 0;
    run->rows = run->failed = run->found = 0;
    thaw_status status = run->store ? thaw_store_count(run->store, &stored, fault) : THAW_OK;
    if (status == THAW_OK)
        status = work_new(sweep, run, &w, fault);
    while (status == THAW_OK && w->first < sweep->points) {
        size_t end = 0;
        status = do_batch(w, &end, fault);
        w->first = end;
        if (status == THAW_OK && run->bar)
            show_progress(run, stored, sweep->points);
    }
    if (w)
        work_clear(w);
    return status;
}

/* ---- as a table ---- */

size_t thaw_sweep_column(const thaw_sweep *sweep, const char *name)
{
    size_t k = 0;
    while (k < sweep->column_count && strcmp(sweep->columns[k].name, name) != 0)
        k++;
    return k;
}

void thaw_sweep_columns(const thaw_sweep *sweep, bool people, thaw_table *table)
{
    char *const *names = sweep->study.setting.game->player_name;
    if (!sweep->study.setting.scenario)
        thaw_table_sides(table, names[0], names[1]);
    if (!people)
        thaw_table_number(table, "row", "row", 0);
    for (size_t k = 0; k < sweep->column_count; k++) {
        const thaw_result_column *column = &sweep->columns[k];
        if (column->kind == THAW_COLUMN_TEXT)
            thaw_table_text(table, column->name, column->head);
        else if (column->kind == THAW_COLUMN_PAIR)
            thaw_table_pair(table, column->name, column->head, column->digits);
        else
            thaw_table_number(table, column->name, column->head, column->digits);
    }
    if (people)
        thaw_table_detail(table, "reason", "reason");
    else
        thaw_table_text(table, "reason", "reason");
}

void thaw_sweep_row(const thaw_sweep *sweep, bool people, size_t number, const thaw_result_row *row,
                    thaw_table *table)
{
    thaw_table_row(table, row->reason ? THAW_ROW_DETAIL : 0);
    if (!people)
        thaw_cell_number(table, (double)number + 1);
    for (size_t k = 0; k < sweep->column_count; k++) {
        const thaw_result *cell = &row->cells[k];
        if (sweep->columns[k].kind != THAW_COLUMN_TEXT)
            thaw_cell_pair(table, cell->number[0], cell->number[1]);
        else if (cell->text)
            thaw_cell_text(table, "%s", cell->text);
        else
            thaw_cell_missing(table);
    }
    if (row->reason)
        thaw_cell_text(table, "%s", row->reason);
    else
        thaw_cell_missing(table);
}
