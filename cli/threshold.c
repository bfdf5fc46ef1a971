/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw threshold`: where a deal's verdict changes, input by input, two at a time, or all together.
 */
#include <string.h>

#include "cli/choice.h"
#include "cli/command.h"
#include "cli/expectations.h"
#include "cli/threshold_report.h"

static thaw_status check_use(const thaw_options *options, thaw_fault *fault)
{
    if (options->against && options->vary_count != 1) {
        thaw_fail(fault, THAW_EARG, "--against needs one --vary");
        thaw_fault_help(fault, "as in --vary leverage.linkage --against economy.weakness");
        return THAW_EARG;
    }
    if (options->against && (options->given & THAW_OPT_MARGIN))
        return thaw_fail(fault, THAW_EARG, "--against and --margin answer different questions");
    return THAW_OK;
}

/* A margin is in shares of plausible ranges: an input without one stays where it stands. */
static void hold_still(thaw_dials *dials)
{
    for (size_t k = 0; k < dials->count; k++) {
        thaw_dial *dial = &dials->items[k];
        if (!dial->asked && !thaw_dial_ranged(dial))
            dial->from = dial->to = dial->baseline;
    }
}

/* The inputs named; else all of them, for a margin each of the world's once. */
static thaw_status read_dials(const thaw_options *options, const thaw_study *study,
                              const thaw_deal *deal, thaw_dials *dials, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < options->vary_count && status == THAW_OK; k++)
        status = thaw_dials_read(study, deal, options->vary[k], dials, faults);
    if (status == THAW_OK && options->against)
        status = thaw_dials_read(study, deal, options->against, dials, faults);
    if (status == THAW_OK && options->vary_count == 0)
        status =
            thaw_dials_all(study, options->given & THAW_OPT_MARGIN ? NULL : deal, dials, faults);
    if (options->given & THAW_OPT_MARGIN)
        hold_still(dials);
    bool together = options->against || options->given & THAW_OPT_MARGIN;
    if (status == THAW_OK &&
        (status = thaw_dials_check(dials->items, dials->count, together, &fault)) != THAW_OK)
        thaw_give_up(faults, &fault);
    return status;
}

/* Appends to `list` and says what there is to say of a deal. THAW_ETIME is no fault behind another
 * deal's answer. */
static thaw_status say_deal(const thaw_options *options, const thaw_study *study,
                            const thaw_deal *deal, json_t *list, thaw_answer *answer,
                            thaw_faults *faults)
{
    thaw_dials dials = {0};
    thaw_fault fault;
    thaw_status status = read_dials(options, study, deal, &dials, faults);
    if (status == THAW_OK) {
        status = options->against ? thaw_report_frontier(study, deal, &dials, list, answer, &fault)
                 : options->given & THAW_OPT_MARGIN
                     ? thaw_report_margin(study, deal, &dials, list, answer, &fault)
                     : thaw_report_scan(options, study, deal, &dials, list, answer, &fault);
        bool late = status == THAW_ETIME && json_array_size(list) > 0;
        if (status != THAW_OK && !late)
            thaw_give_up(faults, &fault);
    }
    thaw_dials_clear(&dials);
    return status;
}

static void say_header(const thaw_study *study, bool chosen, const thaw_deal *deal,
                       thaw_answer *answer)
{
    const thaw_subject *subject = &study->subject;
    char name[THAW_DEAL_NAME_MAX];
    const char *title = subject->scenario.title;
    thaw_say(answer, THAW_HEADING, "%s", title[0] ? title : subject->name);
    thaw_deal_format(deal, name, sizeof name);
    if (chosen)
        thaw_say(answer, THAW_LINE, "Of the deals that hold, %s is the best by the Nash product.",
                 name);
}

/* ---- several deals, one table ---- */

static void copy_columns(const thaw_table *from, thaw_table *to)
{
    thaw_table_text(to, "deal", "deal");
    for (size_t k = 0; k < from->column_count; k++) {
        const thaw_column *c = &from->columns[k];
        if (c->kind == THAW_COLUMN_TEXT)
            thaw_table_text(to, c->name, c->head);
        else
            thaw_table_number(to, c->name, c->head, c->digits);
        if (c->hidden)
            thaw_table_hide(to);
    }
}

static void copy_rows(const thaw_table *from, const char *deal, thaw_table *to)
{
    for (size_t row = 0; row < from->row_count; row++) {
        thaw_table_row(to, 0);
        thaw_cell_text(to, "%s", deal);
        for (size_t k = 0; k < from->column_count; k++) {
            const thaw_cell *cell = thaw_table_cell(from, row, k);
            if (thaw_cell_is_missing(from, row, k))
                thaw_cell_missing(to);
            else if (cell->text)
                thaw_cell_text(to, "%s", cell->text);
            else
                thaw_cell_number(to, cell->number[0]);
            if (cell->mark[0])
                thaw_cell_mark(to, 0, cell->mark[0]);
            thaw_cell_digits(to, cell->digits);
        }
    }
}

/* An empty table before a block, with the columns of that block's and one for the deal. */
static thaw_table *new_gathering(size_t block, thaw_answer *answer)
{
    size_t count = answer->count;
    thaw_table *all = thaw_answer_table(answer, "deals", "ALL DEALS");
    if (answer->count == count)
        return all;
    copy_columns(answer->blocks[block].table, all);
    thaw_block last = answer->blocks[count];
    memmove(answer->blocks + block + 1, answer->blocks + block,
            (count - block) * sizeof *answer->blocks);
    answer->blocks[block] = last;
    return all;
}

/* Adds the rows of a deal's tables, which begin at a block, to the table of all deals, which is
 * made before the first of them. */
static void gather(const thaw_deal *deal, size_t begin, thaw_table **all, thaw_answer *answer)
{
    char name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(deal, name, sizeof name);
    for (size_t k = begin; k < answer->count && !answer->failed; k++) {
        const thaw_table *table = answer->blocks[k].table;
        if (!table || table->failed || table == *all)
            continue;
        if (!*all)
            *all = new_gathering(k++, answer);
        copy_rows(table, name, *all);
    }
}

/* CSV and JSON Lines are of one table, and --table names one. */
static bool wants_one_table(const thaw_options *options)
{
    return options->table || options->format == THAW_FORMAT_CSV ||
           options->format == THAW_FORMAT_JSONL;
}

static thaw_status say_deals(const thaw_options *options, const thaw_study *study, size_t from,
                             size_t count, json_t *list, thaw_answer *answer, thaw_faults *faults)
{
    thaw_table *all = NULL;
    thaw_status status = THAW_OK;
    for (size_t k = from; k < from + count && status == THAW_OK && answer->exit == 0; k++) {
        size_t begin = answer->count;
        status = say_deal(options, study, &study->deals.items[k], list, answer, faults);
        if (count > 1 && wants_one_table(options))
            gather(&study->deals.items[k], begin, &all, answer);
    }
    return status;
}

static thaw_status say(const thaw_options *options, const thaw_study *study, size_t from,
                       size_t count, thaw_answer *answer, thaw_faults *faults)
{
    json_t *list = json_array();
    thaw_answer_json(answer, "threshold");
    thaw_subject_json(&study->subject, answer);
    say_header(study, options->argument_count == 2, &study->deals.items[from], answer);
    thaw_status status = say_deals(options, study, from, count, list, answer, faults);
    if (status == THAW_ETIME && json_array_size(list) > 0) {
        thaw_answer_late(answer, "Thresholds of the deals after these");
        status = THAW_OK;
    }
    thaw_answer_set(answer, answer->json,
                    options->against                   ? "frontiers"
                    : options->given & THAW_OPT_MARGIN ? "margins"
                                                       : "thresholds",
                    list);
    thaw_answer_outcome(answer);
    return status == THAW_OK ? thaw_expectations_check(options, study, answer, faults) : status;
}

thaw_status thaw_cmd_threshold(const thaw_options *options, thaw_answer *answer,
                               thaw_faults *faults)
{
    thaw_study study;
    thaw_fault fault;
    size_t from = 0, count = 0;
    if (check_use(options, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_status status = thaw_study_begin(options, options->arguments[1], &study, faults);
    if (status == THAW_OK)
        status = thaw_choose_deals(options, "threshold", &study, &from, &count, faults);
    if (status == THAW_OK)
        status = say(options, &study, from, count, answer, faults);
    thaw_study_clear(&study);
    return status;
}
