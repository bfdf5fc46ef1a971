/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw solve`: the main job. In words first, then tables: a month, no deal, which deals hold, the
 * best. */
#include "cli/command.h"
#include "cli/deal_report.h"
#include "cli/dials.h"
#include "cli/expectations.h"
#include "cli/seen.h"
#include "cli/solve_report.h"
#include "cli/story.h"
#include "cli/study_json.h"

/* ---- what is nearest to breaking ---- */

enum { NEAREST = 5 };

static void nearest_table(const thaw_study *study, const thaw_deal *deal,
                          const thaw_threshold *thresholds, size_t count, thaw_answer *answer)
{
    char name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(deal, name, sizeof name);
    thaw_table *table = thaw_answer_table(answer, "thresholds", "5 BREAKS IF (nearest first)");
    thaw_table_aside(table, "%s", name);
    thaw_crossing_columns(table, false);
    for (size_t k = 0; k < count; k++)
        thaw_crossing_row(study, &thresholds[k], &thresholds[k].crossings[0], table);
    thaw_table_note(table, "%s", thaw_crossing_marks(table));
}

/* Under harshest each setting of a scenario needs payoff sets of its own: minutes for all inputs.
 */
static bool takes_minutes(const thaw_study *study, const thaw_deal *deal)
{
    return study->setting.scenario && deal->punishment.kind == THAW_HARSHEST;
}

static void point_to_threshold(const thaw_study *study, const thaw_deal *deal, thaw_answer *answer)
{
    char name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(deal, name, sizeof name);
    thaw_say(answer, THAW_SENTENCE,
             "What would break %s, 'thaw threshold %s %s' finds: in ten seconds or so for each "
             "input that --vary names.",
             name, study->setting.scenario->name, name);
}

/* The nearest thresholds of the Nash-best deal, found by slope; 'thaw threshold' scans them all. */
static thaw_status say_nearest(const thaw_study *study, thaw_answer *answer, thaw_faults *faults)
{
    json_t *list = json_array();
    thaw_threshold thresholds[NEAREST];
    size_t best = study->best.nash, count = 0;
    thaw_status status = THAW_OK;
    if (best != THAW_NO_DEAL_BEST && study->deals.count > 0) {
        const thaw_deal *deal = &study->deals.items[best];
        if (takes_minutes(study, deal)) {
            json_decref(list);
            thaw_answer_set(answer, answer->json, "thresholds", json_null());
            point_to_threshold(study, deal, answer);
            return THAW_OK;
        }
        status = thaw_nearest_thresholds(study, deal, NEAREST, thresholds, &count, faults);
        if (count > 0)
            nearest_table(study, deal, thresholds, count, answer);
        for (size_t k = 0; k < count; k++)
            json_array_append_new(list, thaw_threshold_json(study, deal, &thresholds[k]));
    }
    for (size_t k = 0; k < count; k++)
        thaw_threshold_clear(&thresholds[k]);
    if (status == THAW_ETIME) {
        json_decref(list);
        list = json_null();
        thaw_answer_late(answer, "The nearest thresholds");
    }
    thaw_answer_set(answer, answer->json, "thresholds", list);
    return status == THAW_ETIME ? THAW_OK : status;
}

/* ---- the command ---- */

static thaw_status say(const thaw_options *options, const thaw_study *study, bool named,
                       thaw_answer *answer, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_answer_json(answer, "solve");
    thaw_subject_json(&study->subject, answer);
    thaw_story_tell(study, named, answer);
    thaw_status status = thaw_expectations_say(options, study, answer, &fault);
    if (status == THAW_OK)
        status = thaw_solve_months(study, options->all, answer, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_answer_set(answer, answer->json, "no_deal", thaw_no_deal_json(study));
    thaw_solve_no_deal(study, options->all, answer);
    bool grid = !named && study->setting.scenario;
    if (grid)
        thaw_solve_grid(study, study->deals.count, answer);
    thaw_solve_deals(study, grid, answer);
    thaw_solve_best(study, answer);
    thaw_answer_set(answer, answer->json, "deals", thaw_deals_json(study));
    thaw_answer_set(answer, answer->json, "best",
                    thaw_bests_json(study, &study->deals, study->answers, &study->best));
    status = say_nearest(study, answer, faults);
    thaw_answer_outcome(answer);
    if (status == THAW_OK && (options->all || thaw_seen_asked(study)))
        status = thaw_seen_say(study, answer, faults);
    if (status != THAW_OK)
        return status;
    return thaw_expectations_check(options, study, answer, faults);
}

static thaw_status add_deals(const thaw_options *options, thaw_study *study, thaw_faults *faults)
{
    thaw_status status = THAW_OK;
    for (size_t k = 2; k < options->argument_count && status == THAW_OK; k++)
        status = thaw_study_add(study, options->arguments[k], faults);
    thaw_fault fault;
    if (options->argument_count == 2 &&
        (status = thaw_deals_add_standard(&study->setting, &study->deals, &fault)) != THAW_OK)
        return thaw_give_up(faults, &fault);
    return status;
}

thaw_status thaw_cmd_solve(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    thaw_study study;
    thaw_status status = thaw_study_begin(options, options->arguments[1], &study, faults);
    if (status == THAW_OK)
        status = add_deals(options, &study, faults);
    if (status == THAW_OK)
        status = thaw_study_solve(&study, faults);
    if (status == THAW_OK)
        status = say(options, &study, options->argument_count > 2, answer, faults);
    thaw_study_clear(&study);
    return status;
}
