/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One solved setting of the inputs, as a page is given it: the month, the deals, why, the sets. */
#include <math.h>

#include "cli/equilibria_report.h"
#include "cli/page.h"
#include "cli/solve_report.h"
#include "cli/why_report.h"
#include "solvers/equilibria.h"

/* ---- why ---- */

static json_t *why_json(const thaw_page_case *page_case, const thaw_study *study, size_t shown)
{
    size_t k = thaw_page_deal(page_case, shown, study);
    if (k == study->deals.count)
        return json_null();
    thaw_answer answer;
    thaw_answer_init_part(&answer);
    thaw_why_say(study, k, false, &answer);
    int player = 0;
    bool more = false;
    const thaw_departure *binding = thaw_study_binding(study, &study->answers[k], &player, &more);
    const char *who = binding ? study->setting.game->player_name[player] : NULL;
    const char sign[] = {thaw_page_sign(study, study->answers[k].verdict, binding ? player : -1),
                         '\0'};
    json_t *json = json_pack("{s:s, s:s, s:o, s:o, s:o}", "verdict",
                             thaw_verdict_text(study->answers[k].verdict), "sign", sign, "who",
                             thaw_json_text(who), "say", thaw_page_sentences(&answer), "items",
                             thaw_page_table_of(&answer, "items", page_case->options->digits));
    thaw_page_answer_clear(&answer);
    return json;
}

/* ---- payoff sets ---- */

/* How near outer and inner sets come, as a share of the payoff range: nearer than a line of the
 * picture is wide. */
static const double SETS_TOLERANCE = 1e-2;

/* Applications of the operator: four times what a scenario takes. Where players hardly discount, or
 * one much more than the other, a picture is not worth minutes. */
enum { SETS_STEPS = 20 };

/* Corners are left out where the line moves by no more than this share of the set's width. */
static const double DRAWN = 2e-3;

/* [x, y, x, y...], rounded to a thousandth of the set's width: for a picture only. NULL without
 * memory. */
static json_t *corners_json(const thaw_polygon *set)
{
    double least = INFINITY, most = -INFINITY;
    thaw_polygon drawn = {0};
    for (size_t k = 0; k < set->count; k++) {
        least = fmin(least, set->corner[k].x[0]);
        most = fmax(most, set->corner[k].x[0]);
    }
    double span = fmax(most - least, 1e-6);
    if (thaw_polygon_copy(set, &drawn) != THAW_OK)
        return NULL;
    json_t *list = json_array();
    thaw_polygon_narrow(&drawn, DRAWN * span);
    for (size_t k = 0; k < drawn.count; k++)
        for (int i = 0; i < 2; i++)
            json_array_append_new(
                list, thaw_json_number(thaw_page_rounded(drawn.corner[k].x[i], span, 3)));
    thaw_polygon_clear(&drawn);
    return list;
}

/* A pair of payoffs as a cell of a table has it: [shown, value, shown, value]. */
static json_t *payoffs_json(const thaw_page_case *page_case, const double value[2])
{
    enum { DIGITS = 2 };
    int digits = page_case->options->digits;
    char us[THAW_SHOWN_MAX], china[THAW_SHOWN_MAX];
    thaw_number_show(value[0], digits < 0 ? DIGITS : digits, us, sizeof us);
    thaw_number_show(value[1], digits < 0 ? DIGITS : digits, china, sizeof china);
    return json_pack("[o, o, o, o]", thaw_json_text(us), thaw_json_number(value[0]),
                     thaw_json_text(china), thaw_json_number(value[1]));
}

/* The points of a deal in the first state: kept, and while it is punished. */
static json_t *deal_points(const thaw_page_case *page_case, const thaw_study *study, size_t k)
{
    if (k == study->deals.count)
        return json_null();
    const thaw_deal_answer *a = &study->answers[k];
    int first = study->setting.initial;
    return json_pack("[o, o]", payoffs_json(page_case, a->values + first * 2),
                     payoffs_json(page_case, a->values + (a->states + first) * 2));
}

static json_t *points_json(const thaw_page_case *page_case, const thaw_study *study)
{
    json_t *list = json_array();
    for (size_t k = 0; k < page_case->shown_count; k++)
        json_array_append_new(list,
                              deal_points(page_case, study, thaw_page_deal(page_case, k, study)));
    return list;
}

static json_t *sets_json(const thaw_page_case *page_case, const thaw_study *study,
                         const thaw_sets *sets)
{
    const thaw_payoff_set *set = &sets->equilibria.set[sets->only];
    thaw_answer answer;
    thaw_answer_init_part(&answer);
    thaw_sets_tables(sets, &answer);
    json_t *json =
        json_pack("{s:o, s:o, s:o, s:o}", "corners", corners_json(&set->inner), "table",
                  thaw_page_table_of(&answer, "states", page_case->options->digits), "no_deal",
                  payoffs_json(page_case, study->no_deal.values + study->setting.initial * 2),
                  "deals", points_json(page_case, study));
    thaw_page_answer_clear(&answer);
    return json;
}

json_t *thaw_page_sets(const thaw_page_case *page_case, const thaw_study *study)
{
    thaw_study seen;
    thaw_fault fault;
    thaw_sets sets = {.study = &seen, .tolerance = SETS_TOLERANCE};
    const thaw_equilibria_settings settings = {.tolerance = SETS_TOLERANCE,
                                               .step_limit = SETS_STEPS,
                                               .deadline = study->limits.deadline,
                                               .stop = study->limits.stop};
    json_t *json = NULL;
    if (study->setting.game->players != 2)
        return json_null();
    thaw_status status = thaw_study_see(study, &seen, &fault);
    if (status == THAW_OK)
        status = thaw_equilibria_solve(seen.setting.game, &settings, &sets.equilibria, &fault);
    if (status == THAW_OK) {
        sets.only = seen.setting.initial;
        thaw_status found = thaw_no_deal_solve(&seen.setting, &seen.limits, &seen.no_deal, &fault);
        sets.no_deal = found == THAW_OK && seen.no_deal.result.outcome == THAW_OUTCOME_CONVERGED;
        if (found != THAW_ENOMEM)
            json = sets_json(page_case, study, &sets);
    } else if (status != THAW_ENOMEM) {
        json = json_null();
    }
    thaw_equilibria_clear(&sets.equilibria);
    thaw_study_clear(&seen);
    return json;
}

/* ---- the point ---- */

thaw_status thaw_page_point(const thaw_page_case *page_case, const thaw_study *study,
                            size_t standard, json_t **point, thaw_fault *fault)
{
    thaw_answer answer;
    int digits = page_case->options->digits;
    json_t *why = json_array();
    thaw_answer_init_part(&answer);
    thaw_answer_json(&answer, "page");
    thaw_status status = thaw_solve_months(study, false, &answer, fault);
    if (standard > 0)
        thaw_solve_grid(study, standard, &answer);
    else
        thaw_solve_deals(study, false, &answer);
    for (size_t k = 0; k < page_case->shown_count; k++)
        json_array_append_new(why, why_json(page_case, study, k));
    *point =
        json_pack("{s:o, s:o, s:o, s:o}", "month", thaw_page_table_of(&answer, "month*", digits),
                  "deals", thaw_page_table_of(&answer, standard > 0 ? "grid" : "deals", digits),
                  "why", why, "sets", thaw_page_sets(page_case, study));
    if (status == THAW_OK && (thaw_answer_failed(&answer) || !*point))
        status = thaw_fail(fault, THAW_ENOMEM, "out of memory");
    thaw_answer_clear(&answer);
    return status;
}
