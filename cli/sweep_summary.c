/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sweep's rows amount to: ranges of numbers, counts of words. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/sweep.h"

enum { WORDS_SHOWN = 8 };  /* to people, of a column; the rest is for --table counts */
enum { WORDS_KEPT = 100 }; /* different words of a column; further ones are counted together */

typedef struct word_count {
    char *word;
    size_t rows;
} word_count;

struct thaw_tally {
    size_t known, missing;
    double least, most, sum;
    word_count words[WORDS_KEPT];
    size_t word_count, others;
};

/* ---- memory ---- */

thaw_status thaw_summary_begin(const thaw_sweep *sweep, bool map, thaw_summary *summary,
                               thaw_fault *fault)
{
    *summary = (thaw_summary){.sweep = sweep};
    summary->tallies = calloc(2 * sweep->column_count, sizeof *summary->tallies);
    if (!summary->tallies)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a summary");
    return map ? thaw_maps_begin(summary, fault) : THAW_OK;
}

void thaw_summary_clear(thaw_summary *summary)
{
    for (size_t k = 0; summary->tallies && k < 2 * summary->sweep->column_count; k++)
        for (size_t i = 0; i < summary->tallies[k].word_count; i++)
            free(summary->tallies[k].words[i].word);
    free(summary->tallies);
    thaw_maps_clear(summary);
    *summary = (thaw_summary){0};
}

/* ---- counting ---- */

static void count_number(thaw_tally *tally, double value)
{
    if (isnan(value)) {
        tally->missing++;
        return;
    }
    tally->least = tally->known ? fmin(tally->least, value) : value;
    tally->most = tally->known ? fmax(tally->most, value) : value;
    tally->sum += value;
    tally->known++;
}

static thaw_status count_word(thaw_tally *tally, const char *word, thaw_fault *fault)
{
    if (!word) {
        tally->missing++;
        return THAW_OK;
    }
    tally->known++;
    for (size_t k = 0; k < tally->word_count; k++)
        if (strcmp(tally->words[k].word, word) == 0) {
            tally->words[k].rows++;
            return THAW_OK;
        }
    if (tally->word_count == WORDS_KEPT) {
        tally->others++;
        return THAW_OK;
    }
    tally->words[tally->word_count].word = strdup(word);
    if (!tally->words[tally->word_count].word)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a summary");
    tally->words[tally->word_count++].rows = 1;
    return THAW_OK;
}

static thaw_status count_row(thaw_summary *summary, const thaw_result_row *row, thaw_fault *fault)
{
    const thaw_sweep *sweep = summary->sweep;
    thaw_status status = THAW_OK;
    for (size_t k = sweep->input_count; k < sweep->column_count && status == THAW_OK; k++) {
        thaw_tally *tally = &summary->tallies[2 * k];
        if (sweep->columns[k].kind == THAW_COLUMN_TEXT) {
            status = count_word(tally, row->cells[k].text, fault);
            continue;
        }
        count_number(tally, row->cells[k].number[0]);
        count_number(tally + 1, row->cells[k].number[1]);
    }
    return status;
}

thaw_status thaw_summary_take(const thaw_sweep *sweep, size_t first, size_t count,
                              const thaw_result_row *rows, void *context, thaw_fault *fault)
{
    thaw_summary *summary = context;
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < count && status == THAW_OK; k++) {
        status = count_row(summary, &rows[k], fault);
        if (status == THAW_OK)
            status = thaw_maps_take(summary, first + k, &rows[k], fault);
        if (summary->table && first + k < summary->shown)
            thaw_sweep_row(sweep, true, first + k, &rows[k], summary->table);
    }
    return status;
}

/* ---- saying ---- */

/* "slack_us" of the first side of a pair. */
static void name_side(const thaw_sweep *sweep, size_t column, int side, char *name, size_t size)
{
    const thaw_result_column *c = &sweep->columns[column];
    bool pair = c->kind == THAW_COLUMN_PAIR;
    snprintf(name, size, "%s%s%.200s", c->name, pair ? "_" : "",
             pair ? sweep->study.setting.game->player_name[side] : "");
}

static int sides_of(const thaw_sweep *sweep, size_t column)
{
    return sweep->columns[column].kind == THAW_COLUMN_PAIR ? 2 : 1;
}

static double mean_of(const thaw_tally *tally)
{
    return tally->known ? tally->sum / (double)tally->known : (double)NAN;
}

static void say_numbers(const thaw_summary *summary, bool data_only, thaw_answer *answer)
{
    const thaw_sweep *sweep = summary->sweep;
    thaw_table *table = thaw_answer_table(answer, "summary", "NUMBERS");
    table->data_only = data_only;
    thaw_table_text(table, "column", "");
    thaw_table_number(table, "least", "least", 3);
    thaw_table_number(table, "mean", "mean", 3);
    thaw_table_number(table, "most", "most", 3);
    thaw_table_number(table, "missing", "missing", 0);
    for (size_t k = sweep->input_count; k < sweep->column_count; k++)
        for (int side = 0; sweep->columns[k].kind != THAW_COLUMN_TEXT && side < sides_of(sweep, k);
             side++) {
            const thaw_tally *tally = &summary->tallies[2 * k + (size_t)side];
            char name[2 * THAW_RESULT_NAME_MAX];
            name_side(sweep, k, side, name, sizeof name);
            thaw_table_row(table, 0);
            thaw_cell_text(table, "%s", name);
            thaw_cell_number(table, tally->known ? tally->least : (double)NAN);
            thaw_cell_number(table, mean_of(tally));
            thaw_cell_number(table, tally->known ? tally->most : (double)NAN);
            thaw_cell_number(table, (double)tally->missing);
        }
}

static void say_count(const thaw_sweep *sweep, size_t column, const char *word, size_t rows,
                      size_t of, bool hidden, thaw_table *table)
{
    if (rows == 0)
        return;
    thaw_table_row(table, hidden ? THAW_ROW_DATA : 0);
    thaw_cell_text(table, "%s", sweep->columns[column].name);
    thaw_cell_text(table, "%s", word);
    thaw_cell_number(table, (double)rows);
    thaw_cell_number(table, 100 * (double)rows / (double)of);
    thaw_cell_mark(table, 0, '%');
}

static void say_words(const thaw_summary *summary, bool data_only, thaw_answer *answer)
{
    const thaw_sweep *sweep = summary->sweep;
    thaw_table *table = thaw_answer_table(answer, "counts", "WORDS");
    table->data_only = data_only;
    thaw_table_text(table, "column", "");
    thaw_table_text(table, "value", "");
    thaw_table_number(table, "rows", "rows", 0);
    thaw_table_number(table, "share", "of all", 1);
    bool cut = false;
    for (size_t k = sweep->input_count; k < sweep->column_count; k++) {
        const thaw_tally *tally = &summary->tallies[2 * k];
        size_t all = tally->known + tally->missing;
        if (sweep->columns[k].kind != THAW_COLUMN_TEXT)
            continue;
        for (size_t i = 0; i < tally->word_count; i++)
            say_count(sweep, k, tally->words[i].word, tally->words[i].rows, all, i >= WORDS_SHOWN,
                      table);
        cut = cut || tally->word_count > WORDS_SHOWN;
        say_count(sweep, k, "(others)", tally->others, all, true, table);
        say_count(sweep, k, "(missing)", tally->missing, all, false, table);
    }
    if (cut)
        thaw_table_note(table, "The %d most frequent of each; --table counts --format csv has all.",
                        WORDS_SHOWN);
}

static int by_rows(const void *one, const void *two)
{
    const word_count *a = one, *b = two;
    return a->rows != b->rows ? (a->rows < b->rows) - (a->rows > b->rows)
                              : strcmp(a->word, b->word);
}

/* The most frequent word first. */
static void sort_words(const thaw_summary *summary)
{
    for (size_t k = 0; k < 2 * summary->sweep->column_count; k++)
        qsort(summary->tallies[k].words, summary->tallies[k].word_count, sizeof(word_count),
              by_rows);
}

void thaw_summary_say(const thaw_summary *summary, bool data_only, thaw_answer *answer)
{
    sort_words(summary);
    say_words(summary, data_only, answer);
    say_numbers(summary, data_only, answer);
}

/* ---- JSON ---- */

static json_t *counts_json(const thaw_tally *tally)
{
    json_t *list = json_array();
    for (size_t i = 0; i < tally->word_count; i++)
        json_array_append_new(list,
                              json_pack("{s:o, s:I}", "value", thaw_json_text(tally->words[i].word),
                                        "rows", (json_int_t)tally->words[i].rows));
    return list;
}

void thaw_summary_json(const thaw_summary *summary, thaw_answer *answer)
{
    const thaw_sweep *sweep = summary->sweep;
    json_t *list = json_array();
    for (size_t k = sweep->input_count; k < sweep->column_count; k++)
        for (int side = 0; side < sides_of(sweep, k); side++) {
            const thaw_tally *tally = &summary->tallies[2 * k + (size_t)side];
            bool words = sweep->columns[k].kind == THAW_COLUMN_TEXT;
            bool numbers = !words && tally->known > 0;
            char name[2 * THAW_RESULT_NAME_MAX];
            name_side(sweep, k, side, name, sizeof name);
            json_array_append_new(
                list, json_pack("{s:o, s:o, s:o, s:o, s:I, s:o}", "column", thaw_json_text(name),
                                "least", thaw_json_number(numbers ? tally->least : (double)NAN),
                                "mean", thaw_json_number(numbers ? mean_of(tally) : (double)NAN),
                                "most", thaw_json_number(numbers ? tally->most : (double)NAN),
                                "missing", (json_int_t)tally->missing, "counts",
                                words ? counts_json(tally) : json_null()));
        }
    thaw_answer_set(answer, answer->json, "summary", list);
}
