/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw threshold`: where a deal's verdict changes, input by input, two at a time, or all together.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/dials.h"
#include "cli/expectations.h"
#include "cli/locate.h"
#include "cli/phrases.h"
#include "cli/story.h"
#include "cli/study.h"
#include "cli/words.h"

/* ---- one input at a time
 * ------------------------------------------------------------------------------- */

/* A threshold and its place in the list. */
typedef struct ranked {
    const thaw_threshold *threshold;
    size_t index;
} ranked;

/* Nearness for sorting: the share of the plausible range; where there is none, a multiple of the
 * baseline that counts as farther than any share; last, what never changes. */
static double nearness(const thaw_threshold *t)
{
    static const double BEYOND = 1e6;
    if (t->crossing_count == 0)
        return INFINITY;
    if (!isnan(t->nearest))
        return t->nearest;
    double distance = fabs(t->crossings[thaw_nearest_crossing(t)].value - t->dial.baseline);
    return isnan(distance)         ? BEYOND * BEYOND
           : t->dial.baseline == 0 ? BEYOND + distance
                                   : BEYOND + distance / fabs(t->dial.baseline);
}

static int by_nearness(const void *one, const void *two)
{
    const ranked *a = one, *b = two;
    double near_a = nearness(a->threshold), near_b = nearness(b->threshold);
    if (near_a != near_b)
        return near_a < near_b ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

static void say_nearest(const thaw_study *study, const thaw_deal *deal, const thaw_threshold *t,
                        thaw_answer *answer)
{
    char name[THAW_DEAL_NAME_MAX], limit[THAW_SHOWN_MAX], now[THAW_SHOWN_MAX];
    size_t k = thaw_nearest_crossing(t);
    thaw_deal_format(deal, name, sizeof name);
    if (k == t->crossing_count || isnan(t->dial.baseline))
        return;
    const thaw_crossing *c = &t->crossings[k];
    bool holds = t->baseline.verdict == THAW_HOLDS, up = c->value > t->dial.baseline;
    thaw_number_show(c->value, 3, limit, sizeof limit);
    thaw_number_show(t->dial.baseline, 3, now, sizeof now);
    const thaw_probe *probe = c->holds_below ? &c->above : &c->below;
    const char *who = probe->player >= 0 ? study->setting.game->player_name[probe->player] : "";
    thaw_say(answer, THAW_SENTENCE,
             "%s %s. Nearest: it would %s if %s %s %s (now %s)%s. %s that %s departs in %s, to %s.",
             name, holds ? "holds" : "breaks", holds ? "break" : "hold", t->dial.key,
             up ? "rose above" : "fell below", limit, now,
             c->kind == THAW_JUMP ? ", where the punishment changes at one stroke" : "",
             c->holds_below ? "Above" : "Below", who, probe->state, probe->action);
}

static void never_row(const thaw_threshold *t, thaw_table *table)
{
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", t->dial.key);
    thaw_cell_number(table, t->dial.baseline);
    thaw_cell_missing(table);
    thaw_cell_text(table, "%s",
                   !t->matters                         ? "no effect"
                   : t->baseline.verdict == THAW_HOLDS ? "always"
                                                       : "never");
}

static void say_rest(const thaw_threshold *thresholds, size_t count, thaw_table *table)
{
    size_t unchanged = 0, without = 0, unsolved = 0, points = 0;
    for (size_t k = 0; k < count; k++) {
        unchanged += thresholds[k].crossing_count == 0 && thresholds[k].matters;
        without += !thresholds[k].matters;
        unsolved += thresholds[k].unsolved;
        points += thresholds[k].points;
    }
    char never[THAW_WORDS_MAX + 64] = "", idle[THAW_WORDS_MAX + 64] = "", failed[96] = "",
                                w[THAW_WORDS_MAX];
    if (unchanged)
        snprintf(never, sizeof never, "The verdict stays over the whole range of %s more. ",
                 thaw_words_count(unchanged, "input", "inputs", w));
    if (without)
        snprintf(idle, sizeof idle, "No effect at all: %s. ",
                 thaw_words_count(without, "input", "inputs", w));
    if (unsolved)
        snprintf(failed, sizeof failed, " %zu of them could not be solved.", unsolved);
    thaw_table_note(table,
                    "%s%s%zu points solved.%s A window narrower than the gap between two points, "
                    "1/32 of the plausible range and wider beyond it, can have been missed.",
                    never, idle, points, failed);
}

static thaw_status say_scan(const thaw_options *options, const thaw_study *study,
                            const thaw_deal *deal, const thaw_dials *dials, json_t *list,
                            thaw_answer *answer, thaw_fault *fault)
{
    thaw_threshold *thresholds = calloc(dials->count + 1, sizeof *thresholds);
    ranked *order = calloc(dials->count + 1, sizeof *order);
    thaw_status status = THAW_ENOMEM;
    if (thresholds && order)
        status = thaw_threshold_scan(&study->setting, deal, dials->items, dials->count,
                                     &study->limits, study->threads, thresholds, fault);
    else
        thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", dials->count);
    if (status == THAW_OK) {
        char name[THAW_DEAL_NAME_MAX];
        thaw_deal_format(deal, name, sizeof name);
        for (size_t k = 0; k < dials->count; k++)
            order[k] = (ranked){&thresholds[k], k};
        qsort(order, dials->count, sizeof *order, by_nearness);
        say_nearest(study, deal, order[0].threshold, answer);
        bool holds = thresholds[0].baseline.verdict == THAW_HOLDS;
        thaw_table *table =
            thaw_answer_table(answer, name, "%s %s", holds ? "WHAT BREAKS" : "WHAT MENDS", name);
        thaw_table_aside(table, "nearest first");
        thaw_crossing_columns(table, true);
        for (size_t k = 0; k < dials->count; k++) {
            const thaw_threshold *t = order[k].threshold;
            for (size_t c = 0; c < t->crossing_count; c++)
                thaw_crossing_row(study, t, &t->crossings[c], true, table);
            if (t->crossing_count == 0 && (options->all || options->vary_count > 0))
                never_row(t, table);
            json_array_append_new(list, thaw_threshold_json(study, deal, t));
        }
        say_rest(thresholds, dials->count, table);
    }
    for (size_t k = 0; thresholds && k < dials->count; k++)
        thaw_threshold_clear(&thresholds[k]);
    free(thresholds);
    free(order);
    return status;
}

/* ---- all together
 * -------------------------------------------------------------------------------------- */

static void margin_table(const thaw_dials *dials, const thaw_margin *margin, const char *name,
                         thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "margin", "ALL AT ONCE: %s", name);
    thaw_table_text(table, "input", "");
    thaw_table_number(table, "now", "now", THAW_SHORTEST);
    thaw_table_number(table, "then", "then", 4);
    for (size_t k = 0; k < dials->count; k++) {
        if (margin->value[k] == dials->items[k].baseline)
            continue;
        thaw_table_row(table, 0);
        thaw_cell_text(table, "%s", dials->items[k].key);
        thaw_cell_number(table, dials->items[k].baseline);
        thaw_cell_number(table, margin->value[k]);
    }
}

static json_t *margin_json(const thaw_study *study, const thaw_dials *dials,
                           const thaw_margin *margin, const char *name)
{
    json_t *object = json_object(), *moves = json_array();
    for (size_t k = 0; margin->found && k < dials->count; k++)
        if (margin->value[k] != dials->items[k].baseline)
            json_array_append_new(moves,
                                  json_pack("{s:s, s:o, s:o}", "parameter", dials->items[k].key,
                                            "baseline", thaw_json_number(dials->items[k].baseline),
                                            "value", thaw_json_number(margin->value[k])));
    const thaw_probe *probe = &margin->probe;
    json_object_set_new(object, "deal", thaw_json_text(name));
    json_object_set_new(object, "share",
                        thaw_json_number(margin->found ? margin->share : (double)NAN));
    json_object_set_new(object, "player",
                        margin->found && probe->player >= 0
                            ? thaw_json_text(study->setting.game->player_name[probe->player])
                            : json_null());
    json_object_set_new(object, "state", thaw_json_text(margin->found ? probe->state : NULL));
    json_object_set_new(object, "action", thaw_json_text(margin->found ? probe->action : NULL));
    json_object_set_new(object, "moves", moves);
    return object;
}

static thaw_status say_margin(const thaw_study *study, const thaw_deal *deal,
                              const thaw_dials *dials, json_t *list, thaw_answer *answer,
                              thaw_fault *fault)
{
    thaw_margin margin;
    char name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(deal, name, sizeof name);
    thaw_status status = thaw_threshold_margin(&study->setting, deal, dials->items, dials->count,
                                               &study->limits, study->threads, &margin, fault);
    if (status != THAW_OK)
        return status;
    json_array_append_new(list, margin_json(study, dials, &margin, name));
    if (margin.found) {
        bool holds = margin.probe.verdict == THAW_HOLDS;
        thaw_say(answer, THAW_SENTENCE,
                 "All together: if every input moved by %.2f%% of its plausible range in the %s "
                 "direction, %s would %s%s%s%s%s.",
                 100 * margin.share, holds ? "best" : "worst", name, holds ? "hold" : "break",
                 holds ? "" : ": ",
                 holds ? "" : study->setting.game->player_name[margin.probe.player],
                 holds ? "" : " departs in ", holds ? "" : margin.probe.state);
        margin_table(dials, &margin, name, answer);
    } else {
        thaw_say(answer, THAW_SENTENCE,
                 "All together: in the directions tried the verdict on %s does not change before "
                 "the inputs are at the ends of their ranges.",
                 name);
    }
    thaw_margin_clear(&margin);
    return THAW_OK;
}

/* ---- two inputs
 * ---------------------------------------------------------------------------------------- */

static json_t *point_json(const thaw_study *study, const thaw_frontier_point *p)
{
    const thaw_probe *breaks = &p->probe[1];
    double slack[2] = {p->probe[0].slack, p->probe[1].slack};
    return json_pack("{s:i, s:o, s:o, s:o, s:s, s:s}", "curve", (int)p->curve, "value",
                     thaw_json_pair(p->value), "slack", thaw_json_pair(slack), "player",
                     thaw_json_text(breaks->player >= 0
                                        ? study->setting.game->player_name[breaks->player]
                                        : NULL),
                     "state", breaks->state, "action", breaks->action);
}

static thaw_status say_frontier(const thaw_study *study, const thaw_deal *deal,
                                const thaw_dials *dials, json_t *list, thaw_answer *answer,
                                thaw_fault *fault)
{
    thaw_frontier_point *points = NULL;
    size_t count = 0;
    char name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(deal, name, sizeof name);
    thaw_status status =
        thaw_threshold_frontier(&study->setting, deal, dials->items, &study->limits, study->threads,
                                &points, &count, fault);
    if (status != THAW_OK)
        return status;
    json_t *of = json_array();
    thaw_table *table = thaw_answer_table(answer, "frontier", "FRONTIER OF %s", name);
    thaw_table_number(table, "curve", "curve", 0);
    for (int k = 0; k < 2; k++)
        thaw_table_number(table, dials->items[k].key, dials->items[k].key, 4);
    thaw_table_text(table, "player", "who");
    thaw_table_text(table, "state", "departs in");
    thaw_table_text(table, "action", "to");
    for (size_t k = 0; k < count; k++) {
        const thaw_probe *breaks = &points[k].probe[1];
        thaw_table_row(table, 0);
        thaw_cell_number(table, (double)points[k].curve + 1);
        thaw_cell_number(table, points[k].value[0]);
        thaw_cell_number(table, points[k].value[1]);
        thaw_cell_text(table, "%s",
                       breaks->player >= 0 ? study->setting.game->player_name[breaks->player] : "");
        thaw_cell_text(table, "%s", breaks->state);
        thaw_cell_text(table, "%s", breaks->action);
        json_array_append_new(of, point_json(study, &points[k]));
    }
    size_t curves = count ? points[count - 1].curve + 1 : 0;
    char words[THAW_WORDS_MAX];
    thaw_say(answer, THAW_SENTENCE,
             "Within the plausible ranges of %s and %s the verdict on %s changes along %s, as "
             "far as five scans along each input see.",
             dials->items[0].key, dials->items[1].key, name,
             thaw_words_count(curves, "curve", "curves", words));
    json_array_append_new(list, json_pack("{s:s, s:[s, s], s:o}", "deal", name, "parameters",
                                          dials->items[0].key, dials->items[1].key, "points", of));
    free(points);
    return THAW_OK;
}

/* ---- the command
 * --------------------------------------------------------------------------------------- */

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

/* Leaves out what moves other inputs, or is none: together with all of them it would count twice.
 */
static void keep_single_inputs(thaw_dials *dials)
{
    size_t kept = 0;
    for (size_t k = 0; k < dials->count; k++)
        if (dials->items[k].kind != THAW_DIAL_PATIENCE && dials->items[k].kind != THAW_DIAL_MONTHS)
            dials->items[kept++] = dials->items[k];
    dials->count = kept;
}

static thaw_status read_dials(const thaw_options *options, const thaw_study *study,
                              const thaw_deal *deal, thaw_dials *dials, thaw_faults *faults)
{
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < options->vary_count && status == THAW_OK; k++)
        status = thaw_dials_read(study, deal, options->vary[k], dials, faults);
    if (status == THAW_OK && options->against)
        status = thaw_dials_read(study, deal, options->against, dials, faults);
    if (status == THAW_OK && options->vary_count == 0)
        status = thaw_dials_all(study, deal, dials, faults);
    if (options->vary_count == 0 && (options->given & THAW_OPT_MARGIN))
        keep_single_inputs(dials);
    return status;
}

static thaw_status say_deal(const thaw_options *options, const thaw_study *study,
                            const thaw_deal *deal, json_t *list, thaw_answer *answer,
                            thaw_faults *faults)
{
    thaw_dials dials = {0};
    thaw_fault fault;
    thaw_status status = read_dials(options, study, deal, &dials, faults);
    if (status == THAW_OK) {
        status = options->against ? say_frontier(study, deal, &dials, list, answer, &fault)
                 : options->given & THAW_OPT_MARGIN
                     ? say_margin(study, deal, &dials, list, answer, &fault)
                     : say_scan(options, study, deal, &dials, list, answer, &fault);
        if (status != THAW_OK)
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

/* The deals asked about: those named, or the Nash-best of the standard ones, at *from. */
static thaw_status choose(const thaw_options *options, thaw_study *study, size_t *from,
                          size_t *count, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = THAW_OK;
    for (size_t k = 2; k < options->argument_count && status == THAW_OK; k++)
        status = thaw_study_add(study, options->arguments[k], faults);
    *from = 0;
    *count = study->deals.count;
    if (status != THAW_OK || options->argument_count > 2)
        return status;
    if (thaw_deals_add_standard(&study->setting, &study->deals, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    status = thaw_study_solve(study, faults);
    *from = study->best.nash;
    *count = 1;
    if (status == THAW_OK && *from == THAW_NO_DEAL_BEST) {
        thaw_story_name_one(study, "threshold", options->arguments[1], &fault);
        return thaw_give_up(faults, &fault);
    }
    return status;
}

static thaw_status say(const thaw_options *options, const thaw_study *study, size_t from,
                       size_t count, thaw_answer *answer, thaw_faults *faults)
{
    json_t *list = json_array();
    thaw_status status = THAW_OK;
    thaw_answer_json(answer, "threshold");
    thaw_subject_json(&study->subject, answer);
    say_header(study, options->argument_count == 2, &study->deals.items[from], answer);
    for (size_t k = from; k < from + count && status == THAW_OK; k++)
        status = say_deal(options, study, &study->deals.items[k], list, answer, faults);
    thaw_answer_set(answer, answer->json,
                    options->against                   ? "frontiers"
                    : options->given & THAW_OPT_MARGIN ? "margins"
                                                       : "thresholds",
                    list);
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
        status = choose(options, &study, &from, &count, faults);
    if (status == THAW_OK)
        status = say(options, &study, from, count, answer, faults);
    thaw_study_clear(&study);
    return status;
}
