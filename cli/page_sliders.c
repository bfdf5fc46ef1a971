/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sliders of a page: every stop solved, several at a time, and the bar of each. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/interrupt.h"
#include "cli/page.h"
#include "io/json_memory.h"
#include "solvers/clock.h"
#include "solvers/parallel.h"

/* ---- solving stops ---- */

/* A stop to be solved, and what is found there. */
typedef struct task {
    const thaw_page_slider *slider;
    size_t stop;
    json_t *point;
    thaw_status status;
    thaw_faults faults;
} task;

typedef struct batch {
    const thaw_page_case *page_case;
    task *tasks;
} batch;

static void solve_stop(size_t k, void *context)
{
    const batch *b = context;
    task *t = &b->tasks[k];
    const thaw_page_slider *slider = t->slider;
    thaw_study study;
    thaw_fault fault;
    size_t standard = 0;
    bool before = thaw_json_starved(); /* on this thread, which may be the one that goes on */
    thaw_json_watch();
    t->status = thaw_study_turn(&b->page_case->study, &slider->dial, slider->stop[t->stop], &study,
                                &t->faults);
    if (t->status == THAW_OK)
        t->status = thaw_page_study_deals(b->page_case, &study, &standard, &t->faults);
    if (t->status == THAW_OK &&
        (t->status = thaw_page_point(b->page_case, &study, standard, &t->point, &fault)) != THAW_OK)
        thaw_give_up(&t->faults, &fault);
    if (t->status == THAW_OK && thaw_json_starved()) {
        t->status = thaw_fail(&fault, THAW_ENOMEM, "out of memory");
        thaw_give_up(&t->faults, &fault);
    }
    if (before)
        thaw_json_starve();
    thaw_study_clear(&study);
}

thaw_status thaw_page_check_stopped(const thaw_page_case *page_case, thaw_fault *fault)
{
    double deadline = page_case->study.limits.deadline;
    if (thaw_interrupted())
        return thaw_fail(fault, THAW_EINTERRUPT, "interrupted");
    if (deadline > 0 && thaw_clock() >= deadline)
        return thaw_fail(fault, THAW_ETIME, "the page was not finished within the time limit");
    return THAW_OK;
}

/* What could not be solved says why on the page; what was stopped, or found no memory, ends the
 * work. */
static thaw_status take(const thaw_page_case *page_case, task *t, json_t *points,
                        thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status stopped = thaw_page_check_stopped(page_case, &fault);
    if (stopped != THAW_OK)
        return thaw_give_up(faults, &fault);
    if (t->status == THAW_ENOMEM || thaw_faults_starved(&t->faults)) {
        thaw_fail(&fault, THAW_ENOMEM, "out of memory");
        return thaw_give_up(faults, &fault);
    }
    if (t->status != THAW_OK)
        t->point = json_pack("{s:o}", "reason",
                             thaw_json_text(t->faults.count > 0 ? t->faults.items[0].text
                                                                : thaw_status_text(t->status)));
    json_array_append_new(points, t->point);
    t->point = NULL;
    return THAW_OK;
}

static thaw_status solve_tasks(thaw_page_case *page_case, task *tasks, size_t count, json_t *points,
                               thaw_faults *faults)
{
    enum { BATCH = 8 }; /* stops between two looks at the clock */
    thaw_progress_bar bar;
    thaw_status status = THAW_OK;
    thaw_progress_begin(&bar, "settings of inputs", page_case->options->quiet);
    for (size_t from = 0; from < count && status == THAW_OK; from += BATCH) {
        size_t size = count - from < BATCH ? count - from : BATCH;
        batch b = {page_case, tasks + from};
        thaw_parallel_for(size, page_case->options->threads, solve_stop, &b);
        for (size_t k = from; k < from + size && status == THAW_OK; k++)
            status = take(page_case, &tasks[k], points, faults);
        thaw_progress_show(from + size, count, &bar);
    }
    thaw_progress_end(&bar);
    page_case->solved += count;
    return status;
}

/* Every stop of every slider but those where the case stands as it is. */
static task *list_tasks(const thaw_page_case *page_case, size_t *count)
{
    size_t most = 0;
    for (size_t k = 0; k < page_case->slider_count; k++)
        most += page_case->sliders[k].count;
    task *tasks = calloc(most + 1, sizeof *tasks);
    *count = 0;
    for (size_t k = 0; tasks && k < page_case->slider_count; k++)
        for (size_t i = 0; i < page_case->sliders[k].count; i++)
            if (i != page_case->sliders[k].now)
                tasks[(*count)++] = (task){.slider = &page_case->sliders[k], .stop = i};
    return tasks;
}

static void clear_tasks(task *tasks, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        json_decref(tasks[k].point);
        thaw_faults_clear(&tasks[k].faults);
    }
    free(tasks);
}

/* ---- bars ---- */

/* Every crossing of the sliders' inputs, for a deal: what `thaw threshold FILE DEAL` finds. */
static thaw_status scan(const thaw_page_case *page_case, size_t shown, json_t *bars,
                        thaw_fault *fault)
{
    const thaw_study *study = &page_case->study;
    size_t count = page_case->slider_count;
    const thaw_deal *deal = &study->deals.items[page_case->shown[shown]];
    thaw_threshold *found = calloc(count + 1, sizeof *found);
    thaw_dial *dials = calloc(count + 1, sizeof *dials);
    thaw_status status = THAW_ENOMEM;
    for (size_t k = 0; dials && k < count; k++)
        dials[k] = page_case->sliders[k].dial;
    if (found && dials)
        status = thaw_threshold_scan(&study->setting, deal, dials, count, &study->limits,
                                     study->threads, found, fault);
    else
        thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", count);
    for (size_t k = 0; status == THAW_OK && k < count; k++) {
        thaw_table table;
        thaw_table_init(&table, "crossings", "");
        thaw_crossing_columns(&table, true);
        for (size_t c = 0; c < found[k].crossing_count; c++)
            thaw_crossing_row(study, &found[k], &found[k].crossings[c], &table);
        thaw_table_note(&table, "%s", thaw_crossing_marks(&table));
        json_array_append_new(json_array_get(bars, k),
                              thaw_page_table(&table, page_case->options->digits));
        if (table.failed)
            thaw_json_starve();
        thaw_table_clear(&table);
        thaw_threshold_clear(&found[k]);
    }
    free(found);
    free(dials);
    return status;
}

/* Appends to `bars`: bars[slider][deal], the crossings. */
static thaw_status scan_all(const thaw_page_case *page_case, json_t *bars, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < page_case->slider_count; k++)
        json_array_append_new(bars, json_array());
    for (size_t k = 0; k < page_case->shown_count && page_case->slider_count > 0; k++)
        if (status == THAW_OK && (status = scan(page_case, k, bars, &fault)) != THAW_OK)
            thaw_give_up(faults, &fault);
    return status;
}

/* ---- JSON ---- */

/* What the parameter list says of an input, or what a dial that is no parameter moves. */
static const char *meaning_of(const thaw_catalogue *catalogue, const thaw_dial *dial)
{
    for (size_t k = 0; k < catalogue->count; k++)
        if (strcmp(catalogue->entries[k].key, dial->key) == 0)
            return catalogue->entries[k].row->meaning;
    return dial->kind == THAW_DIAL_PATIENCE                       ? "factor on every 1 - discount"
           : dial->kind == THAW_DIAL_DISCOUNT && dial->player < 0 ? "discount factor of all players"
                                                                  : "";
}

/* first: the place of the slider's first solved stop among the points. */
static json_t *slider_json(const thaw_page_case *page_case, const thaw_page_slider *slider,
                           const thaw_catalogue *catalogue, size_t first, json_t *bars)
{
    json_t *points = json_array();
    for (size_t k = 0; k < slider->count; k++)
        json_array_append_new(points, json_integer(k == slider->now ? 0 : (json_int_t)first++));
    return json_pack("{s:s, s:o, s:s, s:i, s:o, s:o, s:O, s:o}", "key", slider->dial.key, "unit",
                     thaw_json_text(slider->dial.unit), "meaning",
                     meaning_of(catalogue, &slider->dial), "now", (int)slider->now, "stops",
                     thaw_page_stops_json(page_case, slider), "points", points, "bars", bars, "ini",
                     thaw_page_ini(page_case, &slider, 1));
}

static thaw_status sliders_json(const thaw_page_case *page_case, json_t *bars, json_t *list,
                                thaw_faults *faults)
{
    thaw_catalogue catalogue;
    size_t first = 1;
    thaw_status status = thaw_dials_catalogue(&page_case->study, &catalogue, faults);
    for (size_t k = 0; status == THAW_OK && k < page_case->slider_count; k++) {
        const thaw_page_slider *slider = &page_case->sliders[k];
        json_array_append_new(
            list, slider_json(page_case, slider, &catalogue, first, json_array_get(bars, k)));
        first += slider->count - 1;
    }
    thaw_catalogue_clear(&catalogue);
    return status;
}

thaw_status thaw_page_sliders(thaw_page_case *page_case, json_t *points, json_t **sliders,
                              thaw_faults *faults)
{
    size_t count = 0;
    task *tasks = list_tasks(page_case, &count);
    thaw_fault fault;
    *sliders = json_array();
    if (!tasks) {
        thaw_fail(&fault, THAW_ENOMEM, "out of memory");
        return thaw_give_up(faults, &fault);
    }
    thaw_status status = solve_tasks(page_case, tasks, count, points, faults);
    clear_tasks(tasks, count);
    if (status != THAW_OK)
        return status;
    json_t *bars = json_array();
    status = scan_all(page_case, bars, faults);
    if (status == THAW_OK)
        status = sliders_json(page_case, bars, *sliders, faults);
    json_decref(bars);
    return status;
}
