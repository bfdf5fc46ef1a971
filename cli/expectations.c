/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expectations, held against answers. */
#include "cli/expectations.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/phrases.h"
#include "cli/words.h"
#include "model/fentanyl.h"
#include "model/number.h"

enum { EXIT_DISAPPOINTED = 3 };

static thaw_status find_verdict(const thaw_study *study, const thaw_expectation *e, thaw_finding *f,
                                thaw_fault *fault)
{
    thaw_verdict verdict;
    thaw_status status = thaw_study_verdict(study, e->key, &verdict, fault);
    if (status != THAW_OK)
        return status;
    const char *found = thaw_verdict_text(verdict);
    snprintf(f->found, sizeof f->found, "%s", found);
    f->agreement = verdict == THAW_UNDECIDED      ? THAW_OPEN
                   : strcmp(found, e->value) == 0 ? THAW_AGREES
                                                  : THAW_DISAGREES;
    snprintf(f->asked, sizeof f->asked, "%.100s to %s", e->key,
             strcmp(e->value, "holds") == 0 ? "hold" : "break");
    return THAW_OK;
}

static void find_best(const thaw_study *study, const thaw_standard *standard,
                      const thaw_expectation *e, int player, thaw_finding *f)
{
    size_t best = standard->best.player[player];
    const thaw_deal *deal = best == THAW_NO_DEAL_BEST ? NULL : &standard->deals.items[best];
    char name[THAW_DEAL_NAME_MAX] = "none";
    if (deal)
        thaw_deal_format(deal, name, sizeof name);
    snprintf(f->found, sizeof f->found, "%s", name);
    bool named = strchr(e->value, '@') != NULL;
    if (!named && deal)
        snprintf(name, sizeof name, "%s", deal->plan);
    f->agreement = strcmp(name, e->value) == 0 ? THAW_AGREES : THAW_DISAGREES;
    snprintf(f->asked, sizeof f->asked, "%.200s to be best for %s", e->value,
             thaw_phrase_country(study, player));
}

/* China's likeliest effort in an open month like the first one, under the best of these deals, or
 * with no deal where there is none. */
static const char *effort_under(const thaw_study *study, const thaw_deal_answer *answers,
                                size_t best)
{
    const double *profile =
        best == THAW_NO_DEAL_BEST ? study->no_deal.profile : answers[best].profile;
    const thaw_setting *setting = &study->setting;
    int state = setting->initial;
    if (thaw_fentanyl_frozen(setting->fentanyl_state[state]) && thaw_study_twin(study, state) >= 0)
        state = thaw_study_twin(study, state);
    thaw_move moves[THAW_MOVES];
    int count = thaw_fentanyl_china_actions(setting->fentanyl_state[state], moves), likeliest = 0;
    const double *chance = profile + thaw_game_action_offset(setting->game, state, THAW_CHINA);
    for (int a = 1; a < count; a++)
        likeliest = chance[a] > chance[likeliest] ? a : likeliest;
    return thaw_move_name(thaw_fentanyl_effort(moves[likeliest]));
}

const char *thaw_effort_found(const thaw_study *study)
{
    return effort_under(study, study->answers, study->best.nash);
}

static void find_effort(const thaw_study *study, const thaw_standard *standard,
                        const thaw_expectation *e, thaw_finding *f)
{
    const char *found = effort_under(study, standard->answers, standard->best.nash);
    snprintf(f->found, sizeof f->found, "%s", found);
    f->agreement = strcmp(found, e->value) == 0 ? THAW_AGREES : THAW_DISAGREES;
    snprintf(f->asked, sizeof f->asked, "%.60s effort",
             strcmp(e->value, "none") == 0 ? "no" : e->value);
}

double thaw_freeze_found(const thaw_study *study)
{
    int state = study->setting.initial;
    if (!thaw_fentanyl_frozen(study->setting.fentanyl_state[state]))
        state = thaw_study_twin(study, state);
    return state >= 0 ? study->freeze_months[state] : (double)NAN;
}

static void find_freeze(const thaw_study *study, const thaw_expectation *e, thaw_finding *f)
{
    double low = 0, high = 0, months = thaw_freeze_found(study);
    thaw_interval_read(e->value, &low, &high);
    char words[THAW_WORDS_MAX];
    snprintf(f->found, sizeof f->found, "%s",
             isnan(months) ? "no freeze" : thaw_words_months(months, words));
    f->agreement = isnan(months)                     ? THAW_OPEN
                   : low <= months && months <= high ? THAW_AGREES
                                                     : THAW_DISAGREES;
    snprintf(f->asked, sizeof f->asked, "a freeze of %.60s months", e->value);
}

static thaw_status find(const thaw_study *study, const thaw_standard *standard,
                        const thaw_expectation *e, thaw_finding *f, thaw_fault *fault)
{
    if (strcmp(e->key, "best_us") == 0)
        find_best(study, standard, e, THAW_US, f);
    else if (strcmp(e->key, "best_china") == 0)
        find_best(study, standard, e, THAW_CHINA, f);
    else if (strcmp(e->key, "effort") == 0)
        find_effort(study, standard, e, f);
    else if (strcmp(e->key, "freeze_months") == 0)
        find_freeze(study, e, f);
    else
        return find_verdict(study, e, f, fault);
    return THAW_OK;
}

/* Whether a line of [expect] is there to be read and not to be compared. */
static bool is_remark(const thaw_expectation *e)
{
    return strcmp(e->key, "said") == 0 || strcmp(e->key, "why") == 0;
}

/* Whether an expectation is about the best of all standard deals, whichever the study has. */
static bool asks_best(const thaw_expectation *e)
{
    return strcmp(e->key, "best_us") == 0 || strcmp(e->key, "best_china") == 0 ||
           strcmp(e->key, "effort") == 0;
}

thaw_status thaw_findings_find(const thaw_study *study, thaw_findings *findings, thaw_fault *fault)
{
    const thaw_scenario *scenario = study->setting.scenario;
    size_t count = scenario ? scenario->expectation_count : 0;
    *findings = (thaw_findings){.items = calloc(count + 1, sizeof *findings->items)};
    if (!findings->items)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu expectations", count);
    thaw_standard standard = {0};
    bool best = false;
    for (size_t k = 0; k < count; k++)
        best = best || asks_best(&scenario->expectations[k]);
    thaw_status status = best ? thaw_study_standard(study, &standard, fault) : THAW_OK;
    for (size_t k = 0; k < count && status == THAW_OK; k++) {
        const thaw_expectation *e = &scenario->expectations[k];
        if (is_remark(e))
            continue;
        thaw_finding *f = &findings->items[findings->count++];
        f->agreement = THAW_OPEN;
        thaw_copy_text(f->key, sizeof f->key, e->key);
        thaw_copy_text(f->expected, sizeof f->expected, e->value);
        status = find(study, &standard, e, f, fault);
        findings->of[f->agreement]++;
    }
    thaw_standard_clear(&standard);
    return status;
}

void thaw_findings_clear(thaw_findings *findings)
{
    free(findings->items);
    *findings = (thaw_findings){0};
}

const char *thaw_agreement_text(thaw_agreement agreement)
{
    static const char *const says[] = {"agrees", "disagrees", "undecided"};
    return says[agreement];
}

static json_t *finding_json(const thaw_finding *f)
{
    return json_pack("{s:o, s:o, s:o, s:o}", "key", thaw_json_text(f->key), "expected",
                     thaw_json_text(f->expected), "found", thaw_json_text(f->found), "agrees",
                     f->agreement == THAW_OPEN ? json_null()
                                               : json_boolean(f->agreement == THAW_AGREES));
}

json_t *thaw_findings_json(const thaw_findings *findings)
{
    json_t *list = json_array();
    for (size_t k = 0; k < findings->count; k++)
        json_array_append_new(list, finding_json(&findings->items[k]));
    return list;
}

const char *thaw_expectation_text(const thaw_scenario *scenario, const char *key)
{
    for (size_t k = 0; scenario && k < scenario->expectation_count; k++)
        if (strcmp(scenario->expectations[k].key, key) == 0)
            return scenario->expectations[k].value;
    return NULL;
}

/* "full_calm to hold: agrees; no effort: disagrees (partial)". */
static void list_findings(const thaw_findings *findings, char *text, size_t size)
{
    text[0] = '\0';
    for (size_t k = 0; k < findings->count; k++) {
        const thaw_finding *f = &findings->items[k];
        bool agrees = f->agreement == THAW_AGREES;
        thaw_words_add(text, size, "%s%.400s: %s%s%.200s%s", k ? "; " : "", f->asked,
                       thaw_agreement_text(f->agreement), agrees ? "" : " (",
                       agrees ? "" : f->found, agrees ? "" : ")");
    }
}

thaw_status thaw_expectations_say(const thaw_options *options, const thaw_study *study,
                                  thaw_answer *answer, thaw_fault *fault)
{
    thaw_findings findings;
    thaw_status status = thaw_findings_find(study, &findings, fault);
    const char *said = thaw_expectation_text(study->setting.scenario, "said");
    /* it speaks of the file's numbers */
    const char *why =
        options->set_count == 0 ? thaw_expectation_text(study->setting.scenario, "why") : NULL;
    char all[THAW_TEXT_MAX];
    if (status == THAW_OK) {
        list_findings(&findings, all, sizeof all);
        if (all[0])
            thaw_say(answer, THAW_SENTENCE, "Analysts expected %s.", all);
        if (said && said[0])
            thaw_say(answer, THAW_SENTENCE, "What they said: %s", said);
        if (why && findings.of[THAW_DISAGREES] > 0)
            thaw_say(answer, THAW_SENTENCE, "Why the model differs: %s", why);
        thaw_answer_set(answer, answer->json, "expect", thaw_findings_json(&findings));
        thaw_answer_set(answer, answer->json, "said", thaw_json_text(said));
        thaw_answer_set(answer, answer->json, "why", thaw_json_text(why));
    }
    thaw_findings_clear(&findings);
    return status;
}

/* ---- --expect ---- */

static thaw_status check_one(const thaw_study *study, const char *text, thaw_answer *answer,
                             thaw_fault *fault)
{
    const char *equals = strrchr(text, '=');
    bool holds = equals && strcmp(equals + 1, "holds") == 0;
    if (!equals || (!holds && strcmp(equals + 1, "breaks") != 0)) {
        thaw_fail(fault, THAW_EARG, "--expect %.200s is not DEAL=holds or DEAL=breaks", text);
        thaw_fault_help(fault, "as in --expect partial@grim=holds");
        return THAW_EARG;
    }
    char deal[THAW_DEAL_NAME_MAX];
    snprintf(deal, sizeof deal, "%.*s", (int)(equals - text), text);
    thaw_verdict verdict;
    thaw_status status = thaw_study_verdict(study, deal, &verdict, fault);
    if (status == THAW_OK && verdict != (holds ? THAW_HOLDS : THAW_BREAKS)) {
        answer->exit = EXIT_DISAPPOINTED;
        thaw_say(answer, THAW_SENTENCE, "Expected %s to %s: %s.", deal, holds ? "hold" : "break",
                 verdict == THAW_HOLDS    ? "it holds"
                 : verdict == THAW_BREAKS ? "it breaks"
                                          : "it is undecided");
    }
    return status;
}

thaw_status thaw_expectations_check(const thaw_options *options, const thaw_study *study,
                                    thaw_answer *answer, thaw_faults *faults)
{
    for (size_t k = 0; k < options->expect_count; k++) {
        thaw_fault fault;
        thaw_status status = check_one(study, options->expect[k], answer, &fault);
        if (status != THAW_OK)
            return thaw_give_up(faults, &fault);
    }
    return THAW_OK;
}
