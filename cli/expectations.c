/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expectations, held against answers. */
#include "cli/expectations.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/phrases.h"
#include "cli/words.h"
#include "model/fentanyl.h"
#include "model/number.h"

enum { EXIT_DISAPPOINTED = 3 };

typedef enum agreement { AGREES, DISAGREES, OPEN } agreement;

/* What was found for one expectation. */
typedef struct finding {
    char found[THAW_TEXT_MAX]; /* for JSON: "holds", "partial_pressure", "7.8" */
    char sentence[THAW_TEXT_MAX];
    agreement agreement;
} finding;

static thaw_status find_verdict(const thaw_study *study, const thaw_expectation *e, finding *f,
                                thaw_fault *fault)
{
    thaw_verdict verdict;
    thaw_status status = thaw_study_verdict(study, e->key, &verdict, fault);
    if (status != THAW_OK)
        return status;
    const char *found = thaw_verdict_text(verdict);
    snprintf(f->found, sizeof f->found, "%s", found);
    f->agreement = verdict == THAW_UNDECIDED      ? OPEN
                   : strcmp(found, e->value) == 0 ? AGREES
                                                  : DISAGREES;
    snprintf(f->sentence, sizeof f->sentence, "%.100s to %s", e->key,
             strcmp(e->value, "holds") == 0 ? "hold" : "break");
    return THAW_OK;
}

static void find_best(const thaw_study *study, const thaw_expectation *e, int player, finding *f)
{
    size_t best = study->best.player[player];
    char name[THAW_DEAL_NAME_MAX] = "none";
    if (best != THAW_NO_DEAL_BEST)
        thaw_deal_format(&study->deals.items[best], name, sizeof name);
    snprintf(f->found, sizeof f->found, "%s", name);
    bool named = strchr(e->value, '@') != NULL;
    if (!named && best != THAW_NO_DEAL_BEST)
        snprintf(name, sizeof name, "%s", study->deals.items[best].plan);
    f->agreement = strcmp(name, e->value) == 0 ? AGREES : DISAGREES;
    snprintf(f->sentence, sizeof f->sentence, "%.200s to be best for %s", e->value,
             thaw_phrase_country(study, player));
}

/* The effort in an open month of the initial tension, or the likeliest one: of the Nash-best deal,
 * of no deal where none holds. */
static const char *effort_found(const thaw_study *study)
{
    const thaw_setting *setting = &study->setting;
    int state = setting->initial;
    if (thaw_fentanyl_frozen(setting->fentanyl_state[state]) && thaw_study_twin(study, state) >= 0)
        state = thaw_study_twin(study, state);
    const double *profile = study->best.nash == THAW_NO_DEAL_BEST
                                ? study->no_deal.profile
                                : study->answers[study->best.nash].profile;
    thaw_move moves[THAW_MOVES];
    int count = thaw_fentanyl_china_actions(setting->fentanyl_state[state], moves), likeliest = 0;
    const double *chance = profile + thaw_game_action_offset(setting->game, state, THAW_CHINA);
    for (int a = 1; a < count; a++)
        likeliest = chance[a] > chance[likeliest] ? a : likeliest;
    return thaw_move_name(thaw_fentanyl_effort(moves[likeliest]));
}

static void find_effort(const thaw_study *study, const thaw_expectation *e, finding *f)
{
    const char *found = effort_found(study);
    snprintf(f->found, sizeof f->found, "%s", found);
    f->agreement = strcmp(found, e->value) == 0 ? AGREES : DISAGREES;
    snprintf(f->sentence, sizeof f->sentence, "%.60s effort",
             strcmp(e->value, "none") == 0 ? "no" : e->value);
}

/* The freeze from the initial state, or from its frozen twin. */
static void find_freeze(const thaw_study *study, const thaw_expectation *e, finding *f)
{
    int state = study->setting.initial;
    if (!thaw_fentanyl_frozen(study->setting.fentanyl_state[state]))
        state = thaw_study_twin(study, state);
    double low = 0, high = 0, months = state >= 0 ? study->freeze_months[state] : (double)NAN;
    thaw_interval_read(e->value, &low, &high);
    char words[THAW_WORDS_MAX];
    snprintf(f->found, sizeof f->found, "%s",
             isnan(months) ? "no freeze" : thaw_words_months(months, words));
    f->agreement = isnan(months) ? OPEN : low <= months && months <= high ? AGREES : DISAGREES;
    snprintf(f->sentence, sizeof f->sentence, "a freeze of %.60s months", e->value);
}

static thaw_status find(const thaw_study *study, const thaw_expectation *e, finding *f,
                        thaw_fault *fault)
{
    if (strcmp(e->key, "best_us") == 0)
        find_best(study, e, THAW_US, f);
    else if (strcmp(e->key, "best_china") == 0)
        find_best(study, e, THAW_CHINA, f);
    else if (strcmp(e->key, "effort") == 0)
        find_effort(study, e, f);
    else if (strcmp(e->key, "freeze_months") == 0)
        find_freeze(study, e, f);
    else
        return find_verdict(study, e, f, fault);
    return THAW_OK;
}

static json_t *expectation_json(const thaw_expectation *e, const finding *f)
{
    return json_pack("{s:o, s:o, s:o, s:o}", "key", thaw_json_text(e->key), "expected",
                     thaw_json_text(e->value), "found", thaw_json_text(f->found), "agrees",
                     f->agreement == OPEN ? json_null() : json_boolean(f->agreement == AGREES));
}

thaw_status thaw_expectations_say(const thaw_study *study, thaw_answer *answer, thaw_fault *fault)
{
    json_t *list = json_array();
    const thaw_scenario *scenario = study->setting.scenario;
    char all[THAW_TEXT_MAX] = "";
    thaw_status status = THAW_OK;
    for (size_t k = 0; scenario && k < scenario->expectation_count && status == THAW_OK; k++) {
        static const char *const says[] = {"agrees", "disagrees", "undecided"};
        const thaw_expectation *e = &scenario->expectations[k];
        finding f = {.agreement = OPEN};
        if (strcmp(e->key, "said") == 0)
            continue;
        status = find(study, e, &f, fault);
        thaw_answer_append(answer, list, expectation_json(e, &f));
        size_t used = strlen(all);
        snprintf(all + used, sizeof all - used, "%s%.400s: %s%s%.200s%s", used ? "; " : "",
                 f.sentence, says[f.agreement], f.agreement == AGREES ? "" : " (",
                 f.agreement == AGREES ? "" : f.found, f.agreement == AGREES ? "" : ")");
    }
    if (all[0])
        thaw_say(answer, THAW_SENTENCE, "Analysts expected %s.", all);
    thaw_answer_set(answer, answer->json, "expect", list);
    return status;
}

/* ---- --expect
 * ------------------------------------------------------------------------------------------ */

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
