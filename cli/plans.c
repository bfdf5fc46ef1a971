/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw plans`: the search over all plans of stance and effort by tension. */
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/deal_report.h"
#include "cli/interrupt.h"
#include "cli/phrases.h"
#include "cli/progress.h"
#include "cli/story.h"
#include "cli/study.h"
#include "cli/words.h"
#include "solvers/search.h"

enum {
    LISTED = 10, /* deals listed without --all: the best by the Nash product */
    ASKED = 32   /* punishments, more than anybody asks for */
};

/* The punishments to search under: those that are named, each once, else the standard ones. */
typedef struct punishments {
    thaw_punishment item[ASKED];
    size_t count;
} punishments;

static bool same(const thaw_punishment *one, const thaw_punishment *other)
{
    return one->kind == other->kind && one->months == other->months;
}

static thaw_status read_punishments(const thaw_options *options, punishments *asked,
                                    thaw_fault *fault)
{
    const thaw_punishment *standard = thaw_standard_punishments(&asked->count);
    memcpy(asked->item, standard, asked->count * sizeof *standard);
    if (options->argument_count > 2)
        asked->count = 0;
    for (size_t k = 2; k < options->argument_count; k++) {
        thaw_punishment read;
        thaw_status status = thaw_punishment_read(options->arguments[k], &read, fault);
        if (status != THAW_OK)
            return status;
        for (size_t j = 0; j < asked->count; j++)
            if (same(&asked->item[j], &read))
                return thaw_fail(fault, THAW_EARG, "%.60s is given twice", options->arguments[k]);
        asked->item[asked->count++] = read;
    }
    return THAW_OK;
}

/* ---- which to list ---- */

/* A deal that holds, and the product of both sides' gains. */
typedef struct ranked {
    size_t k;
    double product;
} ranked;

static int by_product(const void *one, const void *two)
{
    const ranked *a = one, *b = two;
    if (a->product != b->product)
        return a->product > b->product ? -1 : 1;
    return a->k < b->k ? -1 : 1;
}

/* Best first; gains below zero on either side count as less than nothing, by the worse side. */
static ranked *rank(const thaw_study *study, const thaw_search *search)
{
    ranked *order = calloc(search->deals.count + 1, sizeof *order);
    const double *none = study->no_deal.values + study->setting.initial * 2;
    for (size_t k = 0; order && k < search->deals.count; k++) {
        const double *value = search->answers[k].values + study->setting.initial * 2;
        double us = value[0] - none[0], china = value[1] - none[1];
        order[k] = (ranked){k, us >= 0 && china >= 0 ? us * china : us < china ? us : china};
    }
    if (order)
        qsort(order, search->deals.count, sizeof *order, by_product);
    return order;
}

/* ---- saying it ---- */

static size_t count_under(const thaw_search *search, const thaw_punishment *punishment)
{
    size_t count = 0;
    for (size_t k = 0; k < search->deals.count; k++)
        count += same(&search->deals.items[k].punishment, punishment);
    return count;
}

/* How many hold under each punishment: a sentence for people, a table for programs. */
static void say_counts(const punishments *asked, const thaw_search *search, thaw_answer *answer)
{
    char text[THAW_STORY_MAX] = "";
    size_t count = asked->count;
    bool seen = false;
    thaw_table *table = thaw_answer_table(answer, "counts", "HOW MANY HOLD");
    table->data_only = true;
    thaw_table_text(table, "punishment", "");
    thaw_table_number(table, "hold", "hold", 0);
    for (size_t p = 0; p < count; p++) {
        char name[THAW_NAME_MAX];
        thaw_punishment_format(&asked->item[p], name, sizeof name);
        size_t hold = count_under(search, &asked->item[p]);
        seen = seen || asked->item[p].kind == THAW_HARSHEST;
        thaw_words_add(text, sizeof text, "%s%zu under %s",
                       p == 0          ? ""
                       : p + 1 < count ? ", "
                                       : " and ",
                       hold, name);
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", name);
        thaw_cell_number(table, (double)hold);
    }
    if (search->deals.count > 0)
        thaw_say(answer, THAW_SENTENCE, "Of %zu deals searched %zu hold: %s.", search->searched,
                 search->deals.count, text);
    else
        thaw_say(answer, THAW_SENTENCE, "None of %zu deals searched holds.", search->searched);
    if (seen)
        thaw_say(answer, THAW_SENTENCE,
                 "Harshest supposes that effort is seen as it is, and answers each departure by "
                 "what is worst for who departed.");
    if (search->undecided > 0)
        thaw_say(answer, THAW_SENTENCE, "Undecided: %zu.", search->undecided);
}

static void say_list(const thaw_study *study, const thaw_search *search, const ranked *order,
                     bool all, thaw_answer *answer)
{
    size_t shown = all || search->deals.count < LISTED ? search->deals.count : LISTED;
    thaw_table *table =
        thaw_answer_table(answer, "deals", all ? "ALL THAT HOLD" : "THE FIRST BY THE NASH PRODUCT");
    thaw_table_aside(table, "cost of departing once, US$ bn");
    thaw_deal_columns(study, table);
    for (size_t i = 0; i < shown; i++)
        thaw_deal_row(study, &search->deals.items[order[i].k], &search->answers[order[i].k], 0,
                      table);
    thaw_table_note(table, "A plan is its pairs in calm, tense, crisis and frozen months.%s",
                    shown < search->deals.count ? " --all lists every deal that holds." : "");
}

static void say_outcome(const thaw_search *search, thaw_answer *answer)
{
    if (search->outcome != THAW_OUTCOME_CONVERGED)
        thaw_say(answer, THAW_SENTENCE, "The search did not come to its end: %s.",
                 thaw_outcome_text(search->outcome));
    if (search->best.nash == THAW_NO_DEAL_BEST && search->deals.count > 0)
        thaw_say(answer, THAW_SENTENCE,
                 "Each of those that hold leaves a side worse off than no deal.");
}

static thaw_status say(const thaw_options *options, const thaw_study *study,
                       const punishments *asked, const thaw_search *search, thaw_answer *answer,
                       thaw_faults *faults)
{
    thaw_fault fault;
    ranked *order = rank(study, search);
    if (!order) {
        thaw_fail(&fault, THAW_ENOMEM, "no memory to rank %zu deals", search->deals.count);
        return thaw_give_up(faults, &fault);
    }
    thaw_answer_json(answer, "plans");
    thaw_subject_json(&study->subject, answer);
    thaw_story_header(study, answer);
    say_counts(asked, search, answer);
    say_outcome(search, answer);
    if (search->best.nash != THAW_NO_DEAL_BEST)
        thaw_best_table(study, &search->deals, search->answers, &search->best, true,
                        thaw_answer_table(
                            answer, "best", "THE BEST%s",
                            search->outcome == THAW_OUTCOME_CONVERGED ? "" : " OF THOSE SEARCHED"));
    if (search->deals.count > 0)
        say_list(study, search, order, options->all, answer);
    json_t *list = json_array();
    for (size_t k = 0; k < search->deals.count; k++)
        json_array_append_new(
            list, thaw_deal_json(study, &search->deals.items[k], &search->answers[k], NULL));
    thaw_answer_set(answer, answer->json, "deals", list);
    thaw_answer_set(answer, answer->json, "best",
                    thaw_bests_json(study, &search->deals, search->answers, &search->best));
    thaw_answer_set(answer, answer->json, "searched", json_integer((json_int_t)search->searched));
    thaw_answer_set(answer, answer->json, "outcome",
                    thaw_json_text(thaw_outcome_text(search->outcome)));
    free(order);
    return THAW_OK;
}

/* A search cut short is answered with what was found, and exit code 1 or 130. */
static int exit_of(thaw_outcome outcome)
{
    enum { DONE = 0, STOPPED_EARLY = 1, STOPPED_BY_SIGNAL = 130 };
    return outcome == THAW_OUTCOME_CONVERGED     ? DONE
           : outcome == THAW_OUTCOME_INTERRUPTED ? STOPPED_BY_SIGNAL
                                                 : STOPPED_EARLY;
}

thaw_status thaw_cmd_plans(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    thaw_study study = {0};
    punishments asked = {0};
    thaw_fault fault;
    thaw_status status = read_punishments(options, &asked, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    status = thaw_study_begin(options, options->arguments[1], &study, faults);
    if (status == THAW_OK) {
        thaw_search search;
        thaw_progress_bar bar;
        thaw_progress_begin(&bar, "deals", options->quiet);
        status = thaw_search_plans(&study.setting, &study.no_deal, asked.item, asked.count,
                                   &study.limits, study.threads, thaw_progress_show, &bar, &search,
                                   &fault);
        thaw_progress_end(&bar);
        if (status == THAW_OK) {
            if (search.outcome == THAW_OUTCOME_INTERRUPTED)
                thaw_interrupt_forget();
            status = say(options, &study, &asked, &search, answer, faults);
            answer->exit = exit_of(search.outcome);
            thaw_search_clear(&search);
        } else {
            thaw_give_up(faults, &fault);
        }
    }
    thaw_study_clear(&study);
    return status;
}
