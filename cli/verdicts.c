/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Face validity: every scenario beside what its sources' analysts expected. */
#include "cli/verdicts.h"

#include <math.h>
#include <stdlib.h>

#include "cli/deal_report.h"
#include "cli/progress.h"
#include "cli/words.h"
#include "solvers/clock.h"
#include "solvers/parallel.h"

/* ---- solving ---- */

static void note_best(const thaw_study *study, thaw_listed *listed)
{
    size_t nash = study->best.nash;
    thaw_copy_text(listed->deal, sizeof listed->deal, "no-deal");
    if (nash != THAW_NO_DEAL_BEST) {
        thaw_copy_text(listed->plan, sizeof listed->plan, study->deals.items[nash].plan);
        thaw_deal_format(&study->deals.items[nash], listed->deal, sizeof listed->deal);
    }
    listed->best = thaw_bests_json(study, &study->deals, study->answers, &study->best);
}

static thaw_status solve_study(thaw_study *study, thaw_listed *listed)
{
    thaw_fault fault;
    thaw_status status = thaw_deals_add_standard(&study->setting, &study->deals, &fault);
    if (status != THAW_OK)
        return thaw_give_up(&listed->faults, &fault);
    status = thaw_study_solve(study, &listed->faults);
    if (status != THAW_OK)
        return status;
    note_best(study, listed);
    listed->effort = thaw_effort_found(study);
    listed->freeze_months = thaw_freeze_found(study);
    status = thaw_findings_find(study, &listed->findings, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(&listed->faults, &fault);
}

typedef struct batch {
    const thaw_options *options;
    double deadline; /* INFINITY for none */
    thaw_listed *listed;
} batch;

static void solve_one(size_t k, void *context)
{
    const batch *b = context;
    thaw_listed *listed = &b->listed[k];
    thaw_options options = *b->options;
    thaw_study study;
    options.time_limit = fmax(0, b->deadline - thaw_clock());
    listed->status = thaw_study_begin(&options, listed->path, &study, &listed->faults);
    if (listed->status == THAW_OK)
        listed->status = solve_study(&study, listed);
    thaw_study_clear(&study);
}

static thaw_status check(const thaw_listed *listed, size_t count, size_t *solved,
                         thaw_faults *faults)
{
    for (size_t k = 0; k < count; k++) {
        if (listed[k].status == THAW_OK) {
            ++*solved;
            continue;
        }
        for (size_t f = 0; f < listed[k].faults.count; f++)
            thaw_faults_add(faults, &listed[k].faults.items[f]);
        return listed[k].status;
    }
    return THAW_OK;
}

thaw_status thaw_verdicts_solve(const thaw_options *options, thaw_listed *listed, size_t count,
                                size_t *solved, thaw_faults *faults)
{
    enum { BATCH = 8 }; /* scenarios between two looks at the clock */
    thaw_progress_bar bar;
    thaw_status status = THAW_OK;
    batch b = {options, thaw_clock() + options->time_limit, listed};
    *solved = 0;
    thaw_progress_begin(&bar, "scenarios", options->quiet);
    for (size_t from = 0; from < count && status == THAW_OK; from += BATCH) {
        size_t size = count - from < BATCH ? count - from : BATCH;
        b.listed = listed + from;
        thaw_parallel_for(size, options->threads, solve_one, &b);
        status = check(b.listed, size, solved, faults);
        thaw_progress_show(from + size, count, &bar);
    }
    thaw_progress_end(&bar);
    return status;
}

void thaw_verdicts_clear(thaw_listed *listed)
{
    thaw_findings_clear(&listed->findings);
    thaw_faults_clear(&listed->faults);
    json_decref(listed->best);
    listed->best = NULL;
}

/* ---- saying ---- */

/* "2 of 3"; "-" where nothing was expected. */
static void cell_agreement(thaw_table *table, const thaw_findings *findings)
{
    if (findings->count == 0)
        thaw_cell_missing(table);
    else
        thaw_cell_text(table, "%zu of %zu", findings->of[THAW_AGREES], findings->count);
}

static void add_totals(const thaw_listed *listed, size_t count, thaw_table *table)
{
    size_t of[THAW_AGREEMENTS] = {0}, all = 0, whole = 0, asked = 0;
    for (size_t k = 0; k < count; k++) {
        const thaw_findings *f = &listed[k].findings;
        for (int a = 0; a < THAW_AGREEMENTS; a++)
            of[a] += f->of[a];
        all += f->count;
        asked += f->count > 0;
        whole += f->count > 0 && f->of[THAW_AGREES] == f->count;
    }
    thaw_table_note(table,
                    "Best plan and effort are of the Nash-best deal. Expectations: %zu, of which "
                    "agree %zu, disagree %zu, undecided %zu. Scenarios that agree wholly: %zu of "
                    "%zu.",
                    all, of[THAW_AGREES], of[THAW_DISAGREES], of[THAW_OPEN], whole, asked);
}

static void say_summary(const thaw_listed *listed, size_t count, thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "verdicts", "VERDICTS");
    table->dashes = true;
    thaw_table_text(table, "name", "scenario");
    thaw_table_text(table, "plan", "best plan");
    thaw_table_text(table, "effort", "effort");
    thaw_table_text(table, "agrees", "agrees");
    for (size_t k = 0; k < count; k++) {
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", listed[k].name);
        thaw_cell_text(table, "%s", listed[k].plan[0] ? listed[k].plan : "no deal");
        thaw_cell_text(table, "%s", listed[k].effort);
        cell_agreement(table, &listed[k].findings);
    }
    add_totals(listed, count, table);
}

static thaw_table *begin_expectations(thaw_answer *answer, const char *name)
{
    thaw_table *table = thaw_answer_table(answer, name, "%s", "");
    thaw_table_text(table, "asked", "expected");
    thaw_table_text(table, "found", "the model says");
    thaw_table_text(table, "agreement", "verdict");
    return table;
}

static void say_findings(const thaw_findings *findings, thaw_table *table)
{
    for (size_t k = 0; k < findings->count; k++) {
        const thaw_finding *f = &findings->items[k];
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", f->asked);
        thaw_cell_text(table, "%s", f->found);
        thaw_cell_text(table, "%s", thaw_agreement_text(f->agreement));
    }
}

static void say_part(const thaw_listed *listed, thaw_answer *answer)
{
    const char *said = thaw_expectation_text(&listed->scenario, "said");
    const char *why = thaw_expectation_text(&listed->scenario, "why");
    thaw_say(answer, THAW_SUBHEADING, "%s", listed->name);
    thaw_say(answer, THAW_LINE, "%s", listed->scenario.question);
    if (said && said[0])
        thaw_say(answer, THAW_SENTENCE, "Analysts: %s", said);
    if (listed->findings.count > 0)
        say_findings(&listed->findings, begin_expectations(answer, listed->name));
    thaw_say(answer, THAW_SENTENCE, "Best by the Nash product: %s. China's effort: %s.",
             listed->deal, listed->effort);
    if (why && listed->findings.of[THAW_DISAGREES] > 0)
        thaw_say(answer, THAW_SENTENCE, "Why the model differs: %s", why);
}

void thaw_verdicts_say(const thaw_options *options, const thaw_listed *listed, size_t count,
                       thaw_answer *answer)
{
    say_summary(listed, count, answer);
    for (size_t k = 0; k < count && options->all; k++)
        say_part(&listed[k], answer);
}

void thaw_verdicts_json(const thaw_listed *listed, thaw_answer *answer, json_t *object)
{
    thaw_answer_set(answer, object, "best", json_incref(listed->best));
    thaw_answer_set(answer, object, "effort", thaw_json_text(listed->effort));
    thaw_answer_set(answer, object, "freeze_months", thaw_json_number(listed->freeze_months));
    thaw_answer_set(answer, object, "expect", thaw_findings_json(&listed->findings));
    thaw_answer_set(answer, object, "said",
                    thaw_json_text(thaw_expectation_text(&listed->scenario, "said")));
    thaw_answer_set(answer, object, "why",
                    thaw_json_text(thaw_expectation_text(&listed->scenario, "why")));
}
