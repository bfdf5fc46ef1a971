/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw replay`: the model beside the record of real months. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/locate.h"
#include "cli/replay_report.h"
#include "cli/story.h"
#include "io/history.h"

static const char HISTORY[] = "history/history.csv"; /* beside the scenarios */

/* One month in ten is coded otherwise by another coder: the record's own notes put it at about ten
 * of 96 (scenarios/history/README.md). */
static const double CODING_NOISE = 0.10;

void thaw_replay_clear(thaw_replay *r)
{
    for (size_t k = 0; r->conducts && k < r->conduct_count; k++) {
        thaw_conduct *c = &r->conducts[k];
        for (int who = 0; who <= THAW_BOTH; who++) {
            thaw_fit_clear(&c->fits[who]);
            free(c->log_likelihood[who]);
            free(c->weight[who]);
        }
        free(c->profile);
        free(c->leave);
    }
    free(r->conducts);
    free(r->eras);
    free(r->explained);
    free(r->freezes);
    thaw_record_clear(&r->record);
    thaw_study_clear(&r->study);
}

static thaw_status no_memory(thaw_fault *fault)
{
    return thaw_fail(fault, THAW_ENOMEM, "no memory for a replay");
}

/* ---- the record ---- */

static thaw_status read_record(const thaw_options *options, thaw_replay *r, thaw_faults *faults)
{
    thaw_fault fault;
    if (options->history) {
        thaw_copy_text(r->history, sizeof r->history, options->history);
    } else if (!thaw_locate_beside(HISTORY, r->history, sizeof r->history)) {
        thaw_fail(&fault, THAW_EIO, "there is no %s beside the scenarios", HISTORY);
        thaw_fault_help(&fault, "name a record with --history FILE");
        return thaw_give_up(faults, &fault);
    }
    return thaw_history_read(r->history, &r->record, faults);
}

/* The index of the month that an option names. */
static thaw_status find_month(const thaw_replay *r, const char *option, int month, size_t *index,
                              thaw_fault *fault)
{
    char first[THAW_MONTH_TEXT_MAX], last[THAW_MONTH_TEXT_MAX], asked[THAW_MONTH_TEXT_MAX];
    const thaw_record *record = &r->record;
    *index = thaw_record_find(record, month);
    if (*index < record->count)
        return THAW_OK;
    return thaw_fail(fault, THAW_EARG, "--%s %s is not in the record, which goes from %s to %s",
                     option, thaw_month_format(month, asked),
                     thaw_month_format(record->months[0].month, first),
                     thaw_month_format(record->months[record->count - 1].month, last));
}

static thaw_status choose_window(const thaw_options *options, thaw_replay *r, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = THAW_OK;
    size_t first = 0, last = r->record.count - 1;
    int until = 0;
    if (options->given & THAW_OPT_FROM)
        status = find_month(r, "from", options->from, &first, &fault);
    if (status == THAW_OK && options->to && !thaw_month_read(options->to, &until))
        status = thaw_fail(&fault, THAW_EARG, "--to takes a month such as 2018-01, not '%s'",
                           options->to);
    if (status == THAW_OK && options->to)
        status = find_month(r, "to", until, &last, &fault);
    if (status == THAW_OK && last < first)
        status = thaw_fail(&fault, THAW_EARG, "--to lies before --from");
    r->window = (thaw_window){first, last + 1 - first};
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* Stretches of the same era, where there are several; then the whole. */
static thaw_status find_eras(thaw_replay *r, thaw_fault *fault)
{
    const thaw_recorded *months = r->record.months;
    size_t end = r->window.first + r->window.count;
    r->eras = calloc(r->window.count + 1, sizeof *r->eras);
    if (!r->eras)
        return no_memory(fault);
    for (size_t k = r->window.first; k < end; k++) {
        bool begins = k == r->window.first || strcmp(months[k].era, months[k - 1].era) != 0;
        if (begins)
            r->eras[r->era_count++] = (thaw_era){.name = months[k].era, .window = {k, 0}};
        r->eras[r->era_count - 1].window.count++;
    }
    if (r->era_count == 1)
        r->era_count = 0;
    r->eras[r->era_count++] = (thaw_era){.name = "all", .window = r->window};
    return THAW_OK;
}

/* ---- the rules ---- */

static thaw_conduct *add_conduct(thaw_replay *r, const char *name, const char *kind)
{
    thaw_conduct *c = &r->conducts[r->conduct_count++];
    c->kind = kind;
    c->rule.phases = 1;
    snprintf(c->name, sizeof c->name, "%s", name);
    c->label = c->name;
    return c;
}

/* Room for every deal, a plan of each, no deal and even chances. */
static thaw_status make_room(thaw_replay *r, thaw_fault *fault)
{
    r->conducts = calloc(2 * r->study.deals.count + 2, sizeof *r->conducts);
    return r->conducts ? THAW_OK : no_memory(fault);
}

/* A deal with its punishment; where that was not found, its plan alone. */
static thaw_status add_deal(thaw_replay *r, size_t k, thaw_fault *fault)
{
    const thaw_setting *setting = &r->study.setting;
    const thaw_deal *deal = &r->study.deals.items[k];
    const thaw_deal_answer *answer = &r->study.answers[k];
    char name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(deal, name, sizeof name);
    thaw_conduct *c = add_conduct(r, name, "deal");
    c->deal = deal;
    c->answer = answer;
    c->rule.profile = answer->profile;
    if (answer->punishment.outcome != THAW_OUTCOME_CONVERGED)
        return THAW_OK;
    c->leave = calloc((size_t)setting->game->states, sizeof *c->leave);
    if (!c->leave)
        return no_memory(fault);
    c->rule.phases = 2;
    c->rule.leave = c->leave;
    c->rule.back = deal->punishment.kind == THAW_GRIM ? 0 : 1 / deal->punishment.months;
    return thaw_rule_false_alarms(setting, deal, c->leave, fault);
}

static thaw_status add_plan(thaw_replay *r, const thaw_deal *deal, thaw_fault *fault)
{
    const thaw_setting *setting = &r->study.setting;
    thaw_conduct *c = add_conduct(r, deal->plan, "plan");
    c->profile = calloc(thaw_game_action_total(setting->game), sizeof *c->profile);
    if (!c->profile)
        return no_memory(fault);
    thaw_rule_of_plan(setting, deal, c->profile);
    c->rule.profile = c->profile;
    return THAW_OK;
}

static bool same_acts(const thaw_replay *r, const thaw_rule *one, const thaw_rule *other)
{
    for (int s = 0; s < THAW_FENTANYL_STATES; s++)
        for (int i = 0; i < 2; i++) {
            double a[THAW_ACTS_MOST], b[THAW_ACTS_MOST];
            thaw_rule_acts(&r->study.setting, one, 0, s, i, a);
            thaw_rule_acts(&r->study.setting, other, 0, s, i, b);
            for (int act = 0; act < THAW_ACTS_MOST; act++)
                if (a[act] != b[act])
                    return false;
        }
    return true;
}

/* Drops the last rule if a plan before it has the same acts; notes whether a deal before it does.
 */
static void settle_plan(thaw_replay *r)
{
    thaw_conduct *last = &r->conducts[r->conduct_count - 1];
    for (size_t k = 0; k + 1 < r->conduct_count; k++) {
        if (!same_acts(r, &r->conducts[k].rule, &last->rule))
            continue;
        last->repeats = true;
        if (r->conducts[k].deal)
            continue;
        free(last->profile);
        *last = (thaw_conduct){0};
        r->conduct_count--;
        return;
    }
}

/* The plans among the deals from `first` on, one each; those that only delist differ by nothing
 * that is recorded. */
static thaw_status add_plans(thaw_replay *r, size_t first, size_t end, thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    const thaw_deal *deals = r->study.deals.items;
    for (size_t k = first; k < end && status == THAW_OK; k++) {
        if (k > first && strcmp(deals[k].plan, deals[k - 1].plan) == 0)
            continue;
        status = add_plan(r, &deals[k], fault);
        if (status == THAW_OK)
            settle_plan(r);
    }
    return status;
}

/* What the command line names: deals with a punishment, or plans. at[k] is where the deals of
 * argument k begin. */
static thaw_status add_named(const thaw_options *options, const size_t *at, thaw_replay *r,
                             thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    for (size_t k = 2; k < options->argument_count && status == THAW_OK; k++) {
        size_t before = r->conduct_count;
        status = at[k + 1] - at[k] == 1 ? add_deal(r, at[k], fault)
                                        : add_plans(r, at[k], at[k] + 1, fault);
        if (r->conduct_count > before && r->shown_count < 2)
            r->shown[r->shown_count++] = before;
    }
    return status;
}

static void show_conduct(thaw_replay *r, size_t k)
{
    for (size_t j = 0; j < r->shown_count; j++)
        if (r->shown[j] == k)
            return;
    if (r->shown_count < 2)
        r->shown[r->shown_count++] = k;
}

/* The Nash-best deal, unless it was named. */
static thaw_status add_best(thaw_replay *r, thaw_fault *fault)
{
    size_t at = r->conduct_count;
    thaw_status status = add_deal(r, r->best.nash, fault);
    for (size_t k = 0; k < at && status == THAW_OK; k++)
        if (strcmp(r->conducts[k].name, r->conducts[at].name) == 0) {
            free(r->conducts[at].leave);
            r->conducts[at] = (thaw_conduct){0};
            r->conduct_count--;
            at = k;
        }
    r->conducts[at].best = true;
    r->conducts[at].label = "best deal";
    show_conduct(r, at);
    return status;
}

static thaw_status add_rules(const thaw_options *options, const size_t *at, size_t standard,
                             thaw_replay *r, thaw_fault *fault)
{
    thaw_status status = make_room(r, fault);
    if (status == THAW_OK)
        status = add_named(options, at, r, fault);
    if (status == THAW_OK && r->best.nash != THAW_NO_DEAL_BEST)
        status = add_best(r, fault);
    if (status != THAW_OK)
        return status;
    thaw_conduct *none = add_conduct(r, "no-deal", "no-deal");
    none->rule.profile = r->study.no_deal.profile;
    none->label = "no deal";
    show_conduct(r, r->conduct_count - 1);
    status = add_plans(r, 0, standard, fault);
    add_conduct(r, "even", "even")->label = "even chances";
    return status;
}

/* Solves every standard deal and those that are named; then the rules. */
static thaw_status choose_rules(const thaw_options *options, thaw_replay *r, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_study *study = &r->study;
    size_t *at = calloc(options->argument_count + 1, sizeof *at);
    thaw_status status =
        at ? thaw_deals_add_standard(&study->setting, &study->deals, &fault) : no_memory(&fault);
    if (status != THAW_OK) {
        free(at);
        return thaw_give_up(faults, &fault);
    }
    size_t standard = study->deals.count;
    for (size_t k = 2; k < options->argument_count && status == THAW_OK; k++) {
        at[k] = study->deals.count;
        status = thaw_study_add(study, options->arguments[k], faults);
        at[k + 1] = study->deals.count;
    }
    if (status == THAW_OK)
        status = thaw_study_solve(study, faults);
    if (status == THAW_OK) {
        thaw_deals own = study->deals;
        own.count = standard;
        r->best = thaw_deals_best(&study->setting, &own, study->answers, &study->no_deal);
        status = add_rules(options, at, standard, r, &fault);
        if (status != THAW_OK)
            thaw_give_up(faults, &fault);
    }
    free(at);
    return status;
}

/* ---- the comparison ---- */

static thaw_status fit_side(thaw_replay *r, thaw_conduct *c, int who, thaw_fault *fault)
{
    c->log_likelihood[who] = calloc(r->era_count, sizeof *c->log_likelihood[who]);
    c->weight[who] = calloc(r->era_count, sizeof *c->weight[who]);
    if (!c->log_likelihood[who] || !c->weight[who])
        return no_memory(fault);
    thaw_status status = thaw_replay_fit(&r->study.setting, &r->record, r->window, &c->rule, who,
                                         r->slip, &c->fits[who], fault);
    for (size_t e = 0; e < r->era_count && status == THAW_OK; e++) {
        size_t first = r->eras[e].window.first - r->window.first;
        for (size_t t = first; t < first + r->eras[e].window.count; t++)
            c->log_likelihood[who][e] +=
                c->fits[who].chance[t] > 0 ? log(c->fits[who].chance[t]) : -(double)INFINITY;
    }
    return status;
}

static thaw_status fit_conduct(thaw_replay *r, thaw_conduct *c, thaw_fault *fault)
{
    const thaw_setting *setting = &r->study.setting;
    thaw_status status = THAW_OK;
    for (int who = 0; who <= THAW_BOTH && status == THAW_OK; who++) {
        c->agreement[who] = thaw_replay_agree(setting, &r->record, r->window, &c->rule, who);
        status = fit_side(r, c, who, fault);
    }
    c->idle = thaw_replay_idle(setting, &r->record, r->window, &c->rule);
    return status;
}

/* The last rule is even chances. */
static thaw_status weigh(thaw_replay *r, int who, size_t e, thaw_fault *fault)
{
    size_t even = r->conduct_count - 1, best = 0;
    double *fits = calloc(2 * r->conduct_count + 1, sizeof *fits);
    if (!fits)
        return no_memory(fault);
    double *weights = fits + r->conduct_count;
    for (size_t k = 0; k < r->conduct_count; k++) {
        fits[k] = r->conducts[k].log_likelihood[who][e];
        if (k != even && fits[k] > fits[best])
            best = k;
    }
    r->eras[e].best[who] = best;
    r->eras[e].explains[who] = fits[best] > fits[even];
    for (size_t k = 0; k < r->conduct_count; k++)
        r->eras[e].alike[who] += thaw_replay_describes(r, k, who, e);
    thaw_fit_weights(fits, r->conduct_count, weights);
    for (size_t k = 0; k < r->conduct_count; k++)
        r->conducts[k].weight[who][e] = weights[k];
    free(fits);
    return THAW_OK;
}

static thaw_status weigh_all(thaw_replay *r, thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    for (int who = 0; who <= THAW_BOTH; who++)
        for (size_t e = 0; e < r->era_count && status == THAW_OK; e++)
            status = weigh(r, who, e, fault);
    return status;
}

/* Even chances explain nothing, and are left out. */
static thaw_status explain(thaw_replay *r, thaw_fault *fault)
{
    r->explained = calloc(r->window.count + 1, sizeof *r->explained);
    if (!r->explained)
        return no_memory(fault);
    for (size_t t = 0; t < r->window.count; t++)
        for (size_t k = 1; k < r->conduct_count; k++)
            if (r->conducts[k].rule.profile &&
                r->conducts[k].fits[THAW_BOTH].chance[t] >
                    r->conducts[r->explained[t]].fits[THAW_BOTH].chance[t])
                r->explained[t] = k;
    return THAW_OK;
}

static thaw_status compare_freeze(thaw_replay *r, thaw_freeze_view *view, thaw_fault *fault)
{
    static const char *const phases[] = {"plan", "punishment"};
    const thaw_setting *setting = &r->study.setting;
    const thaw_conduct *best = NULL;
    for (size_t k = 0; k < r->conduct_count; k++)
        if (r->conducts[k].rule.phases == 2 && (!best || r->conducts[k].best))
            best = &r->conducts[k];
    thaw_status status = thaw_replay_freeze(setting, &r->record, &view->span, NULL,
                                            r->study.no_deal.profile, 0, &view->by[0].law, fault);
    view->by[0].label = "no deal";
    view->by[0].name = "no-deal";
    view->laws = 1;
    for (int phase = 0; best && phase < 2 && status == THAW_OK; phase++) {
        struct thaw_freeze_by *by = &view->by[view->laws++];
        by->label = best->label;
        by->name = best->name;
        by->phase = phases[phase];
        status = thaw_replay_freeze(setting, &r->record, &view->span, best->deal,
                                    best->answer->profile, phase, &by->law, fault);
    }
    return status;
}

static thaw_status compare_freezes(thaw_replay *r, thaw_fault *fault)
{
    thaw_stretch freeze;
    thaw_status status = THAW_OK;
    size_t from = r->window.first, end = r->window.first + r->window.count;
    r->freezes = calloc(r->window.count, sizeof *r->freezes);
    if (!r->freezes)
        return no_memory(fault);
    for (; status == THAW_OK && thaw_record_freeze(&r->record, from, end, &freeze);
         from = freeze.first + freeze.count) {
        thaw_freeze_view *view = &r->freezes[r->freeze_count];
        view->freeze = freeze;
        if (!thaw_freeze_span_of(&r->record, &freeze, &view->span))
            continue;
        r->freeze_count++;
        status = compare_freeze(r, view, fault);
    }
    return status;
}

static thaw_status compare(thaw_replay *r, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = find_eras(r, &fault);
    for (size_t k = 0; k < r->conduct_count && status == THAW_OK; k++)
        status = fit_conduct(r, &r->conducts[k], &fault);
    if (status == THAW_OK)
        status = weigh_all(r, &fault);
    if (status == THAW_OK)
        status = explain(r, &fault);
    if (status == THAW_OK)
        status = compare_freezes(r, &fault);
    if (status == THAW_OK)
        status = thaw_replay_tension(&r->study.setting, &r->record, r->window, &r->tension, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* ---- asking and saying ---- */

static thaw_status refuse_game(const thaw_replay *r, thaw_faults *faults)
{
    thaw_fault fault;
    if (!r->study.subject.is_game)
        return THAW_OK;
    thaw_fail(&fault, THAW_EARG, "%s is a game, and a record is of scenarios",
              r->study.subject.path);
    return thaw_give_up(faults, &fault);
}

thaw_status thaw_replay_begin(const thaw_options *options, thaw_replay *replay, thaw_faults *faults)
{
    *replay = (thaw_replay){.noise = options->given & THAW_OPT_NOISE ? options->coding_noise
                                                                     : CODING_NOISE};
    thaw_slips(replay->noise, replay->slip);
    thaw_status status =
        thaw_study_begin_everywhere(options, options->arguments[1], &replay->study, faults);
    if (status == THAW_OK)
        status = refuse_game(replay, faults);
    if (status == THAW_OK)
        status = read_record(options, replay, faults);
    if (status == THAW_OK)
        status = choose_window(options, replay, faults);
    if (status == THAW_OK)
        status = choose_rules(options, replay, faults);
    return status == THAW_OK ? compare(replay, faults) : status;
}

thaw_status thaw_cmd_replay(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    thaw_replay r;
    thaw_status status = thaw_replay_begin(options, &r, faults);
    if (status == THAW_OK) {
        thaw_answer_json(answer, "replay");
        thaw_subject_json(&r.study.subject, answer);
        thaw_story_header(&r.study, answer);
        thaw_replay_say(&r, options->all, answer);
        thaw_replay_json(&r, answer);
    }
    thaw_replay_clear(&r);
    return status;
}
