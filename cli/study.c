/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies: a subject, solved as far as most commands need it. */
#include "cli/study.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/interrupt.h"
#include "model/number.h"
#include "solvers/clock.h"
#include "solvers/forecast.h"
#include "solvers/markov.h"

thaw_status thaw_study_outcome(const thaw_markov_result *result, const char *what,
                               thaw_fault *fault)
{
    if (result->outcome == THAW_OUTCOME_CONVERGED)
        return THAW_OK;
    thaw_status status = thaw_status_of(result->outcome);
    thaw_fail(fault, status, "%s was not found: %s (%d steps, precision %.3g)", what,
              thaw_outcome_text(result->outcome), result->steps, result->precision);
    return status;
}

int thaw_study_twin(const thaw_study *study, int state)
{
    if (!study->setting.scenario)
        return -1;
    int wanted = study->setting.fentanyl_state[state] ^ 1;
    for (int s = 0; s < study->setting.game->states; s++)
        if (study->setting.fentanyl_state[s] == wanted)
            return s;
    return -1;
}

double thaw_study_price(const thaw_study *study, int player, double loss)
{
    return thaw_price(loss, study->setting.game->discount[player]);
}

const thaw_departure *thaw_study_binding(const thaw_study *study, const thaw_deal_answer *answer,
                                         int *player, bool *more)
{
    return thaw_binding_departure(study->setting.game, answer, player, more);
}

/* ---- begin ---- */

static thaw_status copy_game(const thaw_game *game, thaw_game **copy, thaw_fault *fault)
{
    bool *keep = malloc((size_t)game->states * sizeof *keep);
    if (!keep)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a game");
    for (int s = 0; s < game->states; s++)
        keep[s] = true;
    thaw_status status = thaw_game_restrict(game, keep, NULL, copy, fault);
    free(keep);
    return status;
}

static thaw_status make_setting(thaw_study *study, thaw_fault *fault)
{
    thaw_subject *subject = &study->subject;
    if (!subject->is_game)
        return thaw_setting_of_scenario(&subject->scenario, study->everywhere, &study->setting,
                                        fault);
    thaw_game *copy = NULL;
    thaw_status status = copy_game(subject->game, &copy, fault);
    return status == THAW_OK ? thaw_setting_of_game(copy, subject->initial, &study->setting, fault)
                             : status;
}

/* How long a freeze lasts with no deal, from each frozen state. */
static thaw_status measure_freezes(thaw_study *study, thaw_fault *fault)
{
    const thaw_setting *setting = &study->setting;
    if (!setting->scenario)
        return THAW_OK;
    size_t states = (size_t)setting->game->states;
    bool *frozen = calloc(states, sizeof *frozen);
    study->freeze_months = calloc(states, sizeof *study->freeze_months);
    thaw_status status = THAW_ENOMEM;
    if (frozen && study->freeze_months) {
        for (size_t s = 0; s < states; s++)
            frozen[s] = thaw_fentanyl_frozen(setting->fentanyl_state[s]);
        status = thaw_duration(setting->game, study->no_deal.profile, frozen, study->freeze_months,
                               fault);
    } else {
        thaw_fail(fault, THAW_ENOMEM, "no memory for %zu states", states);
    }
    free(frozen);
    return status;
}

/* The same game as it really pays: without gap and disbelief. */
static thaw_status true_setting(const thaw_study *study, thaw_scenario *scenario,
                                thaw_setting *setting, thaw_fault *fault)
{
    thaw_status status = thaw_scenario_copy(study->setting.scenario, scenario, fault);
    if (status != THAW_OK)
        return status;
    scenario->values.perception_gap_us = 0;
    scenario->values.relief_disbelief = 0;
    status = thaw_setting_of_scenario(scenario, false, setting, fault);
    if (status != THAW_OK)
        thaw_scenario_clear(scenario);
    return status;
}

static thaw_status evaluate_truly(thaw_study *study, thaw_fault *fault)
{
    const thaw_scenario *scenario = study->setting.scenario;
    study->misperceived = scenario && (scenario->values.perception_gap_us != 0 ||
                                       scenario->values.relief_disbelief != 0);
    if (!study->misperceived)
        return THAW_OK;
    thaw_scenario truth;
    thaw_setting setting;
    thaw_status status = true_setting(study, &truth, &setting, fault);
    if (status != THAW_OK)
        return status;
    study->true_no_deal = calloc((size_t)setting.game->states * 2, sizeof *study->true_no_deal);
    status = study->true_no_deal
                 ? thaw_evaluate(setting.game, study->no_deal.profile, study->true_no_deal, fault)
                 : thaw_fail(fault, THAW_ENOMEM, "no memory for true values");
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&truth);
    return status;
}

thaw_status thaw_study_no_deal(thaw_study *study, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status =
        thaw_no_deal_solve(&study->setting, &study->limits, &study->no_deal, &fault);
    if (status == THAW_OK)
        status = thaw_study_outcome(&study->no_deal.result, "the equilibrium with no deal", &fault);
    if (status == THAW_OK)
        status = measure_freezes(study, &fault);
    if (status == THAW_OK)
        status = thaw_no_deal_forecast(&study->setting, &study->no_deal, study->no_deal_forecast,
                                       &fault);
    if (status == THAW_OK)
        status = evaluate_truly(study, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

static thaw_status read_subject(const thaw_options *options, const char *file, bool everywhere,
                                thaw_study *study, thaw_faults *faults)
{
    *study = (thaw_study){.threads = options->threads, .everywhere = everywhere};
    study->limits.stop = thaw_interrupt_flag();
    study->limits.deadline = isfinite(options->time_limit) ? thaw_clock() + options->time_limit : 0;
    return thaw_subject_read(options, file, true, &study->subject, faults);
}

/* The setting of a study's subject, which was read. */
static thaw_status set_up(thaw_study *study, thaw_faults *faults)
{
    thaw_fault fault;
    return make_setting(study, &fault) == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* Everything that follows from the study's subject before any deal. */
static thaw_status set_up_and_solve(thaw_study *study, thaw_faults *faults)
{
    thaw_status status = set_up(study, faults);
    return status == THAW_OK ? thaw_study_no_deal(study, faults) : status;
}

thaw_status thaw_study_read(const thaw_options *options, const char *file, thaw_study *study,
                            thaw_faults *faults)
{
    thaw_status status = read_subject(options, file, false, study, faults);
    return status == THAW_OK ? set_up(study, faults) : status;
}

thaw_status thaw_study_begin(const thaw_options *options, const char *file, thaw_study *study,
                             thaw_faults *faults)
{
    thaw_status status = thaw_study_read(options, file, study, faults);
    return status == THAW_OK ? thaw_study_no_deal(study, faults) : status;
}

thaw_status thaw_study_begin_everywhere(const thaw_options *options, const char *file,
                                        thaw_study *study, thaw_faults *faults)
{
    thaw_status status = read_subject(options, file, true, study, faults);
    return status == THAW_OK ? set_up_and_solve(study, faults) : status;
}

/* The setting of a subject in which effort is seen as it is. */
static thaw_status see(thaw_study *study, thaw_fault *fault)
{
    enum { PERFECT = 1 }; /* of the words noisy and perfect */
    study->subject.scenario.values.monitoring_kind = PERFECT;
    return make_setting(study, fault);
}

thaw_status thaw_study_seen(const thaw_options *options, const char *file, thaw_study *study,
                            thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = read_subject(options, file, false, study, faults);
    if (status != THAW_OK)
        return status;
    status = see(study, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* A study of the base's own subject, with nothing worked out. Origins are left out. */
static thaw_status copy_subject(const thaw_study *base, thaw_study *study, thaw_fault *fault)
{
    const thaw_subject *from = &base->subject;
    thaw_subject *to = &study->subject;
    *study = (thaw_study){.threads = base->threads, .limits = base->limits};
    thaw_scenario_init(&to->scenario);
    thaw_copy_text(to->path, sizeof to->path, from->path);
    thaw_copy_text(to->name, sizeof to->name, from->name);
    to->is_game = from->is_game;
    to->initial = from->initial;
    thaw_status status = copy_game(from->game, &to->game, fault);
    return status == THAW_OK && !from->is_game
               ? thaw_scenario_copy(&from->scenario, &to->scenario, fault)
               : status;
}

thaw_status thaw_study_see(const thaw_study *base, thaw_study *study, thaw_fault *fault)
{
    thaw_status status = copy_subject(base, study, fault);
    return status == THAW_OK ? see(study, fault) : status;
}

thaw_status thaw_study_alter(const thaw_study *base, const char *settings, int number,
                             thaw_study *study, thaw_faults *faults)
{
    *study = (thaw_study){.threads = base->threads, .limits = base->limits};
    thaw_status status =
        thaw_subject_alter(&base->subject, settings, number, &study->subject, faults);
    return status == THAW_OK ? set_up_and_solve(study, faults) : status;
}

/* A game file has one kind of input: discount factors. */
static thaw_status turn_game(const thaw_study *base, const thaw_dial *dial, double value,
                             thaw_study *study, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = copy_subject(base, study, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_turned turned;
    status = thaw_dials_turn(&base->setting, NULL, dial, &value, 1, &turned, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_game *game = study->subject.game;
    for (int i = 0; i < game->players; i++)
        game->discount[i] = turned.setting.game->discount[i];
    thaw_turned_clear(&turned);
    return set_up_and_solve(study, faults);
}

/* Both discount factors, as the dial turns them. */
static thaw_status change_both(const thaw_study *base, const thaw_dial *dial, double value,
                               thaw_change changes[2], thaw_fault *fault)
{
    thaw_turned turned;
    thaw_status status = thaw_dials_turn(&base->setting, NULL, dial, &value, 1, &turned, fault);
    if (status != THAW_OK)
        return status;
    changes[0] = (thaw_change){"us.discount", turned.scenario.values.us_discount};
    changes[1] = (thaw_change){"china.discount", turned.scenario.values.china_discount};
    thaw_turned_clear(&turned);
    return THAW_OK;
}

thaw_status thaw_study_changes(const thaw_study *base, const thaw_dial *dial, double value,
                               thaw_change changes[2], size_t *count, thaw_fault *fault)
{
    bool both =
        dial->kind == THAW_DIAL_PATIENCE || (dial->kind == THAW_DIAL_DISCOUNT && dial->player < 0);
    *count = both ? 2 : 1;
    if (both)
        return change_both(base, dial, value, changes, fault);
    changes[0].value = value;
    thaw_copy_text(changes[0].key, sizeof changes[0].key, dial->key);
    return THAW_OK;
}

thaw_status thaw_study_turn(const thaw_study *base, const thaw_dial *dial, double value,
                            thaw_study *study, thaw_faults *faults)
{
    enum { SETTING_MAX = THAW_KEY_MAX + THAW_NUMBER_MAX + 2 };
    char number[THAW_NUMBER_MAX], settings[2 * SETTING_MAX] = "";
    thaw_change changes[2];
    thaw_fault fault;
    size_t count = 0;
    if (base->subject.is_game)
        return turn_game(base, dial, value, study, faults);
    *study = (thaw_study){0};
    if (thaw_study_changes(base, dial, value, changes, &count, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    for (size_t k = 0; k < count; k++) {
        size_t used = strlen(settings);
        thaw_number_format(changes[k].value, number, sizeof number);
        snprintf(settings + used, sizeof settings - used, "%s%s=%s", k > 0 ? "," : "",
                 changes[k].key, number);
    }
    return thaw_study_alter(base, settings, 1, study, faults);
}

void thaw_study_clear(thaw_study *study)
{
    for (size_t k = 0; study->answers && k < study->deals.count; k++)
        thaw_deal_answer_clear(&study->answers[k]);
    free(study->answers);
    free(study->freeze_months);
    free(study->true_no_deal);
    free(study->true_value);
    thaw_deals_clear(&study->deals);
    thaw_no_deal_clear(&study->no_deal);
    thaw_setting_clear(&study->setting);
    thaw_subject_clear(&study->subject);
}

/* ---- deals ---- */

thaw_status thaw_study_add(thaw_study *study, const char *text, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = thaw_deals_read(&study->setting, text, &study->deals, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* A deal's values as they really are: its play, on the game as it really pays. */
static thaw_status evaluate_deal_truly(const thaw_setting *truth, const thaw_deal *deal,
                                       const thaw_deal_answer *answer, double value[2],
                                       thaw_fault *fault)
{
    thaw_machine *machine = NULL;
    thaw_game *product = NULL;
    thaw_status status = thaw_deal_machine(truth->game, deal, &machine, fault);
    if (status == THAW_OK)
        status = thaw_product(truth->game, machine, false, &product, NULL, fault);
    double *values = status == THAW_OK ? calloc((size_t)product->states * 2, sizeof *values) : NULL;
    if (status == THAW_OK)
        status = values ? thaw_evaluate(product, answer->profile, values, fault)
                        : thaw_fail(fault, THAW_ENOMEM, "no memory for true values");
    if (status == THAW_OK)
        memcpy(value, values + (size_t)truth->initial * 2, 2 * sizeof *value);
    free(values);
    thaw_machine_free(machine);
    thaw_game_free(product);
    return status;
}

static thaw_status evaluate_deals_truly(thaw_study *study, thaw_fault *fault)
{
    if (!study->misperceived)
        return THAW_OK;
    thaw_scenario truth;
    thaw_setting setting;
    thaw_status status = true_setting(study, &truth, &setting, fault);
    if (status != THAW_OK)
        return status;
    study->true_value = calloc(study->deals.count + 1, sizeof *study->true_value);
    if (!study->true_value)
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for true values");
    for (size_t k = 0; status == THAW_OK && k < study->deals.count; k++)
        status = evaluate_deal_truly(&setting, &study->deals.items[k], &study->answers[k],
                                     study->true_value[k], fault);
    thaw_setting_clear(&setting);
    thaw_scenario_clear(&truth);
    return status;
}

/* A study that was interrupted or ran out of time in a punishment phase has no best deal: the
 * missing ones might have been it. */
static thaw_status check_stopped(const thaw_deal_answer *answers, size_t count, thaw_fault *fault)
{
    for (size_t k = 0; k < count; k++) {
        thaw_outcome outcome = answers[k].punishment.outcome;
        if (outcome == THAW_OUTCOME_INTERRUPTED || outcome == THAW_OUTCOME_TIME_LIMIT)
            return thaw_study_outcome(&answers[k].punishment, "a punishment phase", fault);
    }
    return THAW_OK;
}

thaw_status thaw_study_solve(thaw_study *study, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_forecast_request request = {0};
    thaw_status status = thaw_forecast_of(&study->setting, &request, &fault);
    if (status == THAW_OK) {
        study->answers = calloc(study->deals.count + 1, sizeof *study->answers);
        status =
            study->answers
                ? thaw_deals_solve(&study->setting, &study->deals, &study->no_deal, &request,
                                   &study->limits, study->threads, study->answers, &fault)
                : thaw_fail(&fault, THAW_ENOMEM, "no memory for %zu deals", study->deals.count);
        free((double *)request.feature);
    }
    if (status == THAW_OK)
        status = check_stopped(study->answers, study->deals.count, &fault);
    if (status == THAW_OK)
        status = evaluate_deals_truly(study, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    study->best = thaw_deals_best(&study->setting, &study->deals, study->answers, &study->no_deal);
    return THAW_OK;
}

/* Whether the study has solved just these deals, in this order. */
static bool has_just(const thaw_study *study, const thaw_deals *deals)
{
    char wanted[THAW_DEAL_NAME_MAX], name[THAW_DEAL_NAME_MAX];
    bool same = study->answers && study->deals.count == deals->count;
    for (size_t k = 0; same && k < deals->count; k++) {
        thaw_deal_format(&deals->items[k], wanted, sizeof wanted);
        thaw_deal_format(&study->deals.items[k], name, sizeof name);
        same = strcmp(name, wanted) == 0;
    }
    return same;
}

static thaw_status solve_standard(const thaw_study *study, thaw_standard *standard,
                                  thaw_fault *fault)
{
    size_t count = standard->deals.count;
    standard->answers = calloc(count + 1, sizeof *standard->answers);
    if (!standard->answers)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu deals", count);
    thaw_status status = thaw_deals_solve(&study->setting, &standard->deals, &study->no_deal, NULL,
                                          &study->limits, study->threads, standard->answers, fault);
    return status == THAW_OK ? check_stopped(standard->answers, count, fault) : status;
}

thaw_status thaw_study_standard(const thaw_study *study, thaw_standard *standard, thaw_fault *fault)
{
    *standard = (thaw_standard){0};
    thaw_status status = thaw_deals_add_standard(&study->setting, &standard->deals, fault);
    if (status != THAW_OK)
        return status;
    standard->borrowed = has_just(study, &standard->deals);
    if (standard->borrowed)
        standard->answers = study->answers;
    else
        status = solve_standard(study, standard, fault);
    if (status == THAW_OK)
        standard->best =
            thaw_deals_best(&study->setting, &standard->deals, standard->answers, &study->no_deal);
    return status;
}

void thaw_standard_clear(thaw_standard *standard)
{
    bool owned = standard->answers && !standard->borrowed;
    for (size_t k = 0; owned && k < standard->deals.count; k++)
        thaw_deal_answer_clear(&standard->answers[k]);
    if (owned)
        free(standard->answers);
    thaw_deals_clear(&standard->deals);
    *standard = (thaw_standard){0};
}

/* The answer of a deal that the study has solved, or NULL. */
static const thaw_deal_answer *solved_answer(const thaw_study *study, const thaw_deal *deal)
{
    char wanted[THAW_DEAL_NAME_MAX], name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(deal, wanted, sizeof wanted);
    for (size_t k = 0; study->answers && k < study->deals.count; k++) {
        thaw_deal_format(&study->deals.items[k], name, sizeof name);
        if (strcmp(name, wanted) == 0)
            return &study->answers[k];
    }
    return NULL;
}

/* The better of two verdicts: one deal that holds is enough. */
static thaw_verdict either(thaw_verdict a, thaw_verdict b)
{
    if (a == THAW_HOLDS || b == THAW_HOLDS)
        return THAW_HOLDS;
    return a == THAW_UNDECIDED || b == THAW_UNDECIDED ? THAW_UNDECIDED : THAW_BREAKS;
}

/* Finds the verdict among the deals that the study has solved; false where one is not. */
static bool verdict_of_solved(const thaw_study *study, const thaw_deals *deals,
                              thaw_verdict *verdict)
{
    *verdict = THAW_BREAKS;
    for (size_t k = 0; k < deals->count; k++) {
        const thaw_deal_answer *answer = solved_answer(study, &deals->items[k]);
        if (!answer)
            return false;
        *verdict = either(*verdict, answer->verdict);
    }
    return true;
}

static thaw_status solve_verdict(const thaw_study *study, const thaw_deals *deals,
                                 thaw_verdict *verdict, thaw_fault *fault)
{
    thaw_deal_answer *answers = calloc(deals->count + 1, sizeof *answers);
    if (!answers)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu deals", deals->count);
    thaw_status status = thaw_deals_solve(&study->setting, deals, &study->no_deal, NULL,
                                          &study->limits, study->threads, answers, fault);
    size_t solved = status == THAW_OK ? deals->count : 0;
    if (status == THAW_OK)
        status = check_stopped(answers, deals->count, fault);
    *verdict = THAW_BREAKS;
    for (size_t k = 0; k < solved; k++) {
        *verdict = either(*verdict, answers[k].verdict);
        thaw_deal_answer_clear(&answers[k]);
    }
    free(answers);
    return status;
}

thaw_status thaw_study_verdict(const thaw_study *study, const char *text, thaw_verdict *verdict,
                               thaw_fault *fault)
{
    thaw_deals deals = {0};
    thaw_status status = thaw_deals_read(&study->setting, text, &deals, fault);
    if (status == THAW_OK && !verdict_of_solved(study, &deals, verdict))
        status = solve_verdict(study, &deals, verdict, fault);
    thaw_deals_clear(&deals);
    return status;
}
