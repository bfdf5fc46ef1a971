/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw sensitivity --search`: whether some plan holds, rather than one. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/sensitivity_report.h"
#include "cli/story.h"
#include "cli/words.h"

enum { LISTED = 10 };

static const char *const effort_names[THAW_AIM_EFFORTS] = {"partial", "full"};

static const char *effort_of(size_t aim)
{
    return aim < THAW_AIMS ? effort_names[aim / THAW_TENSIONS] : "any";
}

static const char *tension_of(size_t aim)
{
    return aim < THAW_AIMS ? thaw_tension_name((thaw_tension)(aim % THAW_TENSIONS)) : "any";
}

static thaw_band chance_of(const thaw_aims *a, size_t aim, thaw_tally *tally)
{
    *tally = thaw_tally_of(a->sample.output + aim, a->sample.count, THAW_SEARCH_OUTPUTS);
    return thaw_wilson(tally->holds, tally->solved);
}

static const thaw_knowledge *knowledge_of(const thaw_aims *a, size_t aim, size_t input)
{
    return &a->knowledge[aim * a->inputs.dials.count + input];
}

/* ---- asking ---- */

static void aims_clear(thaw_aims *a)
{
    thaw_inputs_clear(&a->inputs);
    thaw_sample_clear(&a->sample);
    free(a->knowledge);
}

static thaw_status ask(const thaw_sampling *sampling, thaw_aims *a, thaw_fault *fault)
{
    const thaw_study *study = a->study;
    size_t inputs = a->inputs.dials.count;
    thaw_ensemble ensemble = {&study->setting, &study->deals, a->inputs.dials.items, inputs,
                              &study->limits};
    thaw_response response = {inputs, THAW_SEARCH_OUTPUTS, a->inputs.priors, thaw_ensemble_search,
                              &ensemble};
    thaw_status status = thaw_sample_draw(&response, sampling, &a->sample, fault);
    if (status != THAW_OK)
        return status;
    a->knowledge = calloc(THAW_SEARCH_OUTPUTS * inputs, sizeof *a->knowledge);
    if (!a->knowledge)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", inputs);
    for (size_t k = 0; k < THAW_SEARCH_OUTPUTS * inputs && status == THAW_OK; k++)
        status = thaw_knowledge_of(a->sample.point + k % inputs, inputs,
                                   a->sample.output + k / inputs, THAW_SEARCH_OUTPUTS,
                                   a->sample.count, a->seed, &a->knowledge[k], fault);
    return status;
}

/* ---- saying ---- */

static void say_head(const thaw_aims *a, thaw_answer *answer)
{
    char w[THAW_WORDS_MAX];
    thaw_tally tally;
    thaw_band any = chance_of(a, THAW_AIMS, &tally);
    thaw_story_header(a->study, answer);
    thaw_say(answer, THAW_LINE,
             "Varied: %s over %s. Asked of every plan of thaw plans, under grim.",
             thaw_words_count(a->inputs.dials.count, "input", "inputs, each", w),
             thaw_dials_where(&a->inputs.dials, true));
    thaw_say(answer, THAW_SENTENCE,
             "Some plan with any effort at all holds in %zu of %zu draws: %.0f%% (%.0f to %.0f%%).",
             tally.holds, tally.solved, 100 * any.value, 100 * any.low, 100 * any.high);
}

static void aims_table(const thaw_aims *a, thaw_answer *answer)
{
    thaw_tally tally = {0};
    thaw_table *table = thaw_answer_table(answer, "aims", "HOW OFTEN SOME PLAN HOLDS THAT HAS");
    thaw_table_aside(table, "%% of draws");
    thaw_table_text(table, "effort", "effort");
    thaw_table_text(table, "tension", "in");
    thaw_table_number(table, "holds_percent", "holds", 0);
    thaw_table_number(table, "low_percent", "from", 0);
    thaw_table_number(table, "high_percent", "to", 0);
    for (size_t aim = 0; aim < THAW_AIMS; aim++) {
        thaw_band chance = chance_of(a, aim, &tally);
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", effort_of(aim));
        thaw_cell_text(table, "%s", tension_of(aim));
        thaw_cell_number(table, 100 * chance.value);
        thaw_cell_number(table, 100 * chance.low);
        thaw_cell_number(table, 100 * chance.high);
    }
    thaw_table_note(table, "%zu draws, seed %llu; from, to: 95%% by Wilson.%s", a->sample.count,
                    (unsigned long long)a->seed,
                    a->sample.redrawn ? " Draws that contradicted themselves were drawn again."
                                      : "");
}

/* An input and what knowing it removes. */
typedef struct ranked {
    size_t input;
    double by;
} ranked;

static int largest_first(const void *one, const void *two)
{
    const ranked *a = one, *b = two;
    if (a->by != b->by)
        return a->by > b->by ? -1 : 1;
    return (a->input > b->input) - (a->input < b->input);
}

static void input_row(const thaw_aims *a, size_t aim, size_t input, unsigned flags,
                      thaw_table *table)
{
    const thaw_knowledge *k = knowledge_of(a, aim, input);
    thaw_table_row(table, flags);
    thaw_cell_text(table, "%s", a->inputs.dials.items[input].key);
    for (int t = 0; t < 3; t++)
        thaw_cell_number(table, 100 * k->third[t].value);
    thaw_cell_number(table, 100 * k->removed.value);
    thaw_cell_number(table, 100 * k->removed.low);
    thaw_cell_number(table, 100 * k->removed.high);
}

/* People are shown what decides effort in calm months; the rest with --all. */
static void inputs_table(const thaw_aims *a, size_t aim, bool all, thaw_answer *answer)
{
    char name[THAW_WORDS_MAX] = "";
    size_t count = a->inputs.dials.count;
    ranked *order = calloc(count + 1, sizeof *order);
    thaw_words_add(name, sizeof name, "%s-%s", effort_of(aim), tension_of(aim));
    thaw_table *table = thaw_answer_table(answer, name, "WHAT DECIDES %s EFFORT IN %s MONTHS",
                                          aim / THAW_TENSIONS ? "FULL" : "PARTIAL",
                                          aim % THAW_TENSIONS == THAW_CALM    ? "CALM"
                                          : aim % THAW_TENSIONS == THAW_TENSE ? "TENSE"
                                                                              : "CRISIS");
    thaw_table_aside(table, "%% of draws in which some plan holds");
    table->data_only = !all && aim % THAW_TENSIONS != THAW_CALM;
    thaw_table_text(table, "input", "");
    thaw_table_number(table, "lowest_third_percent", "lowest third", 0);
    thaw_table_number(table, "middle_third_percent", "middle", 0);
    thaw_table_number(table, "highest_third_percent", "highest third", 0);
    thaw_table_number(table, "removed_percent", "removes", 1);
    thaw_table_number(table, "removed_low_percent", "from", 1);
    thaw_table_number(table, "removed_high_percent", "to", 1);
    for (size_t k = 0; order && k < count; k++) {
        double by = knowledge_of(a, aim, k)->removed.value;
        order[k] = (ranked){k, isnan(by) ? -(double)INFINITY : by};
    }
    if (order)
        qsort(order, count, sizeof *order, largest_first);
    for (size_t place = 0; order && place < count; place++)
        input_row(a, aim, order[place].input, all || place < LISTED ? 0 : THAW_ROW_DATA, table);
    free(order);
}

static json_t *band_json(thaw_band band)
{
    return json_pack("[o, o, o]", thaw_json_number(band.value), thaw_json_number(band.low),
                     thaw_json_number(band.high));
}

static json_t *aim_json(const thaw_aims *a, size_t aim)
{
    thaw_tally tally;
    json_t *list = json_array(), *chance = band_json(chance_of(a, aim, &tally));
    for (size_t k = 0; k < a->inputs.dials.count; k++) {
        const thaw_knowledge *known = knowledge_of(a, aim, k);
        json_array_append_new(
            list,
            json_pack("{s:s, s:o, s:[o, o, o]}", "parameter", a->inputs.dials.items[k].key,
                      "removed", band_json(known->removed), "thirds", band_json(known->third[0]),
                      band_json(known->third[1]), band_json(known->third[2])));
    }
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o}", "effort", effort_of(aim), "tension",
                     tension_of(aim), "holds", chance, "solved",
                     json_integer((json_int_t)tally.solved), "unsolved",
                     json_integer((json_int_t)tally.unsolved), "inputs", list);
}

static void say(const thaw_aims *a, bool all, thaw_answer *answer)
{
    json_t *list = json_array();
    thaw_answer_json(answer, "sensitivity");
    thaw_subject_json(&a->study->subject, answer);
    thaw_answer_set(answer, answer->json, "seed", json_integer((json_int_t)a->seed));
    for (size_t aim = 0; aim < THAW_SEARCH_OUTPUTS; aim++)
        json_array_append_new(list, aim_json(a, aim));
    thaw_answer_set(answer, answer->json, "aims", list);
    say_head(a, answer);
    aims_table(a, answer);
    for (size_t aim = THAW_AIMS; aim-- > 0;)
        inputs_table(a, aim, all, answer);
    thaw_table *last = answer->blocks[answer->count - 1].table;
    thaw_table_note(last,
                    "Thirds of the input's draws. removes: the part of the verdict's variance, in "
                    "%%, that would go on average if the input were known exactly.");
}

thaw_status thaw_aims_answer(const thaw_options *options, const thaw_study *study,
                             const thaw_sampling *sampling, thaw_answer *answer,
                             thaw_faults *faults)
{
    thaw_aims a = {.study = study, .seed = sampling->seed};
    thaw_fault fault;
    thaw_status status =
        thaw_inputs_read(options, study, &study->deals.items[0], false, &a.inputs, faults);
    if (status == THAW_OK && (status = ask(sampling, &a, &fault)) != THAW_OK)
        thaw_give_up(faults, &fault);
    if (status == THAW_OK)
        say(&a, options->all, answer);
    aims_clear(&a);
    return status;
}
