/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What verification would buy, and what harsher punishment. */
#include "cli/seen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/deal_report.h"
#include "cli/phrases.h"
#include "cli/story.h"
#include "cli/words.h"
#include "solvers/harshest.h"
#include "solvers/settings.h"

enum { NOISY, GRIM, HARSHEST, WAYS };

static const char *const names[WAYS] = {"noisy_grim", "perfect_grim", "perfect_harshest"};

/* One plan, three ways. */
typedef struct seen_plan {
    const thaw_deal *deal;
    thaw_deal_answer answer[WAYS];
} seen_plan;

typedef struct seen_plans {
    const thaw_study *study;
    thaw_perfect perfect;
    seen_plan *plan;
    size_t count;
} seen_plans;

static void seen_clear(seen_plans *seen)
{
    for (size_t k = 0; k < seen->count; k++)
        for (int way = 0; way < WAYS; way++)
            thaw_deal_answer_clear(&seen->plan[k].answer[way]);
    free(seen->plan);
    thaw_perfect_clear(&seen->perfect);
}

/* Each plan of the study once, by its first deal. */
static void list_plans(seen_plans *seen)
{
    const thaw_deals *deals = &seen->study->deals;
    for (size_t k = 0; k < deals->count; k++) {
        bool known = false;
        for (size_t j = 0; j < seen->count; j++)
            known = known || strcmp(seen->plan[j].deal->plan, deals->items[k].plan) == 0;
        if (!known)
            seen->plan[seen->count++].deal = &deals->items[k];
    }
}

/* The plan under grim, both ways. */
static thaw_status solve_grim(seen_plans *seen, seen_plan *plan, thaw_fault *fault)
{
    const thaw_study *study = seen->study;
    thaw_deal deal = *plan->deal; /* its arrays are borrowed */
    deal.punishment = (thaw_punishment){THAW_GRIM, HUGE_VAL};
    thaw_status status = thaw_trigger_solve(&study->setting, &deal, &study->no_deal, NULL,
                                            &study->limits, &plan->answer[NOISY], fault);
    return status == THAW_OK ? thaw_perfect_grim_solve(&seen->perfect, &deal, &study->limits,
                                                       &plan->answer[GRIM], fault)
                             : status;
}

static thaw_status solve_harshest(seen_plans *seen, thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < seen->count && status == THAW_OK; k++) {
        seen_plan *plan = &seen->plan[k];
        thaw_deal deal = *plan->deal;
        deal.punishment = (thaw_punishment){THAW_HARSHEST, HUGE_VAL};
        thaw_deal_answer_clear(&plan->answer[HARSHEST]);
        status = thaw_harshest_solve(&seen->perfect, &deal, NULL, &plan->answer[HARSHEST], fault);
    }
    return status;
}

static bool any_undecided(const seen_plans *seen)
{
    bool any = false;
    for (size_t k = 0; k < seen->count; k++)
        any = any || seen->plan[k].answer[HARSHEST].verdict == THAW_UNDECIDED;
    return any;
}

bool thaw_seen_asked(const thaw_study *study)
{
    bool any = false;
    for (size_t k = 0; k < study->deals.count; k++)
        any = any || study->deals.items[k].punishment.kind == THAW_HARSHEST;
    return any;
}

/* Coarse sets decide most plans at once; finer ones only where some plan is left undecided, or the
 * study shows a deal under harshest, whose cost must be the same here. */
static thaw_status solve_plans(seen_plans *seen, thaw_fault *fault)
{
    const thaw_study *study = seen->study;
    double tolerance = thaw_seen_asked(study) ? 0 : THAW_PERFECT_COARSE;
    thaw_status status =
        thaw_perfect_solve(&study->setting, tolerance, &study->limits, &seen->perfect, fault);
    for (size_t k = 0; k < seen->count && status == THAW_OK; k++)
        status = solve_grim(seen, &seen->plan[k], fault);
    if (status == THAW_OK)
        status = solve_harshest(seen, fault);
    if (status == THAW_OK && tolerance > 0 && any_undecided(seen)) {
        status = thaw_perfect_refine(&seen->perfect, 0, &study->limits, fault);
        if (status == THAW_OK)
            status = solve_harshest(seen, fault);
    }
    return status;
}

/* ---- said ---- */

static int holding(const seen_plans *seen, int way)
{
    int count = 0;
    for (size_t k = 0; k < seen->count; k++)
        count += seen->plan[k].answer[way].verdict == THAW_HOLDS;
    return count;
}

/* How far a cost in the last column can be off, rounded up to what is shown of one. */
static double doubt(const seen_plans *seen)
{
    double most = 0;
    for (size_t k = 0; k < seen->count; k++)
        for (int i = 0; i < 2; i++) {
            double error = THAW_DOUBT * seen->plan[k].answer[HARSHEST].error;
            most = fmax(most, thaw_study_price(seen->study, i, error));
        }
    return fmax(ceil(100 * most), 1) / 100;
}

/* "would hold (departing once would cost US$ 1.12 bn more)" */
static void add_step(const seen_plans *seen, int from, int to, char *buffer)
{
    static const char *const verbs[] = {"hold", "break", "be undecided"};
    static const double SHOWN = 0.005; /* a smaller difference would print as 0.00 */
    const thaw_deal_answer *before = &seen->plan[0].answer[from],
                           *after = &seen->plan[0].answer[to];
    char money[THAW_WORDS_MAX];
    int player;
    double step =
        thaw_deal_cost(seen->study, after, &player) - thaw_deal_cost(seen->study, before, &player);
    thaw_words_add(buffer, THAW_STORY_MAX, "would %s%s",
                   after->verdict == before->verdict ? "still " : "", verbs[after->verdict]);
    if (isfinite(step) && fabs(step) >= SHOWN)
        thaw_words_add(buffer, THAW_STORY_MAX, " (departing once would cost %s %s)",
                       thaw_phrase_money(seen->study, fabs(step), money),
                       step < 0 ? "less" : "more");
}

/* Of one plan: the three verdicts, and what each step buys. */
static void one_plan_note(const seen_plans *seen, thaw_table *table)
{
    static const char *const does[] = {"holds", "breaks", "is undecided"};
    char note[THAW_STORY_MAX] = "";
    thaw_words_add(note, sizeof note,
                   "Under grim %s %s as effort is seen now. If it were seen as it "
                   "is, it ",
                   seen->plan[0].deal->plan, does[seen->plan[0].answer[NOISY].verdict]);
    add_step(seen, NOISY, GRIM, note);
    thaw_words_add(note, sizeof note,
                   ": that is what verification buys. Answered by what is worst for "
                   "who departed, it ");
    add_step(seen, GRIM, HARSHEST, note);
    thaw_words_add(note, sizeof note,
                   ": that is what harsher punishment buys. The last column is "
                   "right to %.2f.",
                   doubt(seen));
    thaw_table_note(table, "%s", note);
}

static void plans_table(const seen_plans *seen, thaw_answer *answer)
{
    static const char *const heads[] = {"grim, as now", "grim, seen", "harshest, seen"};
    const thaw_study *study = seen->study;
    thaw_table *table = thaw_answer_table(answer, "seen", "6 IF EFFORT WERE SEEN");
    thaw_table_aside(table, "cost of departing once, %s",
                     study->setting.scenario ? "US$ bn" : "points");
    thaw_table_text(table, "plan", "");
    for (int way = 0; way < WAYS; way++)
        thaw_table_number(table, names[way], heads[way], 2);
    for (size_t k = 0; k < seen->count; k++) {
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", seen->plan[k].deal->plan);
        for (int way = 0; way < WAYS; way++) {
            int player = 0;
            double cost = thaw_deal_cost(study, &seen->plan[k].answer[way], &player);
            if (seen->plan[k].answer[way].verdict == THAW_UNDECIDED)
                thaw_cell_text(table, "undecided");
            else
                thaw_cell_number(table, cost);
            thaw_cell_mark(table, 0, thaw_deal_side(study, player));
        }
    }
    if (seen->count > 1)
        thaw_table_note(
            table,
            "Of %zu plans %d would hold under grim as effort is seen now, %d if it were seen as it "
            "is: that is what verification buys. %d would hold then if each departure were "
            "answered by what is worst for the one who departed: that is what harsher punishment "
            "buys. The last column is right to %.2f.",
            seen->count, holding(seen, NOISY), holding(seen, GRIM), holding(seen, HARSHEST),
            doubt(seen));
    else
        one_plan_note(seen, table);
}

static json_t *plans_json(const seen_plans *seen)
{
    json_t *list = json_array();
    for (size_t k = 0; k < seen->count; k++) {
        json_t *row = json_object();
        json_object_set_new(row, "plan", thaw_json_text(seen->plan[k].deal->plan));
        for (int way = 0; way < WAYS; way++) {
            const thaw_deal_answer *found = &seen->plan[k].answer[way];
            double slack[2];
            for (int i = 0; i < 2; i++)
                slack[i] = thaw_slack(found, i);
            json_object_set_new(
                row, names[way],
                json_pack("{s:s, s:o, s:o}", "verdict", thaw_verdict_text(found->verdict), "slack",
                          thaw_json_numbers(slack, 2), "error", thaw_json_number(found->error)));
        }
        json_array_append_new(list, row);
    }
    return list;
}

thaw_status thaw_seen_say(const thaw_study *study, thaw_answer *answer, thaw_faults *faults)
{
    thaw_fault fault;
    seen_plans seen = {.study = study};
    if (study->setting.game->players != 2 || study->deals.count == 0)
        return THAW_OK;
    seen.plan = calloc(study->deals.count, sizeof *seen.plan);
    if (!seen.plan) {
        thaw_fail(&fault, THAW_ENOMEM, "no memory for %zu plans", study->deals.count);
        return thaw_give_up(faults, &fault);
    }
    list_plans(&seen);
    thaw_status status = solve_plans(&seen, &fault);
    if (status == THAW_OK) {
        plans_table(&seen, answer);
        thaw_answer_set(answer, answer->json, "seen", plans_json(&seen));
    }
    seen_clear(&seen);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}
