/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulated futures as JSON. */
#include "cli/deal_report.h"
#include "cli/simulate_report.h"
#include "cli/simulate_words.h"

static json_t *integer(size_t value)
{
    return json_integer((json_int_t)value);
}

static json_t *estimate_json(const thaw_estimate *e)
{
    return json_pack("{s:o, s:o, s:o}", "mean", thaw_json_number(e->mean), "error",
                     thaw_json_number(e->error), "exact", thaw_json_number(e->exact));
}

/* One member of three estimates: "mean", "error" or "exact" of each player. */
static json_t *values_json(const thaw_simulation *s)
{
    json_t *mean = json_array(), *error = json_array(), *exact = json_array();
    for (int i = 0; i < s->players; i++) {
        json_array_append_new(mean, thaw_json_number(s->value[i].mean));
        json_array_append_new(error, thaw_json_number(s->value[i].error));
        json_array_append_new(exact, thaw_json_number(s->value[i].exact));
    }
    return json_pack("{s:o, s:o, s:o, s:o}", "mean", mean, "error", error, "exact", exact, "tail",
                     thaw_json_numbers(s->tail, s->players));
}

static json_t *forecast_json(const thaw_simulation *s)
{
    static const char *const names[THAW_FORECAST_FEATURES] = {"frozen", "partial", "full", "lives",
                                                              "on_plan"};
    json_t *object = json_object();
    json_object_set_new(object, "months", json_integer(s->forecast_months));
    for (int k = 0; k < THAW_FORECAST_FEATURES; k++)
        json_object_set_new(object, names[k], estimate_json(&s->forecast[k]));
    return object;
}

static json_t *ends_json(const thaw_futures *f, const thaw_lifetimes *l)
{
    json_t *list = json_array();
    int afters = f->simulation->afters;
    for (int how = 0; how < THAW_END_HOWS; how++)
        for (int after = 0; after < afters; after++) {
            size_t count = l->ends[how * afters + after];
            if (count > 0)
                json_array_append_new(list,
                                      json_pack("{s:s, s:s, s:o, s:o}", "how",
                                                thaw_end_how_name((thaw_end_how)how), "after",
                                                thaw_end_after_name(after), "shock",
                                                thaw_json_text(thaw_end_shock(f->study, after)),
                                                "count", integer(count)));
        }
    return list;
}

static json_t *points_json(const thaw_lifetimes *l)
{
    json_t *list = json_array();
    for (size_t t = 0; t < l->times; t++) {
        const thaw_survival *p = &l->survival[t];
        const double interval[2] = {p->low, p->high};
        json_t *point =
            json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "months", integer(t), "at_risk",
                      integer(p->at_risk), "ended", integer(p->ended), "censored",
                      integer(p->censored), "share", thaw_json_number(p->share), "error",
                      thaw_json_number(p->error), "interval", thaw_json_pair(interval));
        if (l->exact)
            json_object_set_new(point, "exact", thaw_json_number(l->exact[t]));
        json_array_append_new(list, point);
    }
    return list;
}

static json_t *lifetimes_json(const thaw_futures *f, const thaw_lifetimes *l)
{
    if (!l->measured)
        return json_null();
    json_t *object = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "count", integer(l->count),
                               "ended", integer(l->ended), "censored", integer(l->censored),
                               "median", thaw_json_number(l->median), "mean",
                               thaw_json_number(l->mean), "survival", points_json(l));
    if (l->ends)
        json_object_set_new(object, "ends", ends_json(f, l));
    return object;
}

static json_t *conduct_json(const thaw_simulation *s)
{
    static const char *const names[THAW_CONDUCTS] = {"on_plan", "frozen", "none", "partial",
                                                     "full"};
    json_t *list = json_array();
    for (int m = 0; m < s->months; m++) {
        json_t *month = json_object();
        json_object_set_new(month, "month", json_integer(m + 1));
        for (int k = 0; k < THAW_CONDUCTS; k++) {
            bool measured = k == THAW_CONDUCT_ON_PLAN ? s->plan.measured : s->effort.measured;
            size_t count = s->conduct[m * THAW_CONDUCTS + k];
            json_object_set_new(month, names[k],
                                measured && s->runs > 0
                                    ? thaw_json_number((double)count / (double)s->runs)
                                    : json_null());
        }
        json_array_append_new(list, month);
    }
    return list;
}

void thaw_futures_json(const thaw_futures *f, thaw_answer *answer)
{
    const thaw_simulation *s = f->simulation;
    json_t *json = answer->json;
    thaw_answer_set(answer, json, "asked", integer(f->asked));
    thaw_answer_set(answer, json, "runs", integer(s->runs));
    thaw_answer_set(answer, json, "outcome", thaw_json_text(thaw_outcome_text(s->outcome)));
    thaw_answer_set(answer, json, "value", values_json(s));
    thaw_answer_set(answer, json, "forecast", forecast_json(s));
    thaw_answer_set(answer, json, "freezes", estimate_json(&s->freezes));
    thaw_answer_set(answer, json, "plan", lifetimes_json(f, &s->plan));
    thaw_answer_set(answer, json, "effort", lifetimes_json(f, &s->effort));
    thaw_answer_set(answer, json, "freeze", lifetimes_json(f, &s->freeze));
    thaw_answer_set(answer, json, "conduct", conduct_json(s));
}

/* ---- one future ---- */

/* The shocks that happened, each with what it did. */
static json_t *shocks_json(const thaw_futures *f, const thaw_month *month)
{
    const thaw_scenario *scenario = f->study->setting.scenario;
    thaw_effects did = thaw_effects_of(f->study, month);
    json_t *list = json_array();
    for (size_t k = 0; scenario && k < scenario->shock_count; k++) {
        uint64_t bit = (uint64_t)1 << k;
        if (month->happened & bit)
            json_array_append_new(list,
                                  json_pack("{s:o, s:b, s:b, s:b}", "shock",
                                            thaw_json_text(scenario->shocks[k].name), "raised",
                                            (did.raised & bit) != 0, "froze",
                                            (did.froze & bit) != 0, "kept", (did.kept & bit) != 0));
    }
    return list;
}

static json_t *month_json(const thaw_futures *f, const thaw_play *play, const thaw_month *month,
                          int number)
{
    const thaw_game *game = f->study->setting.game;
    const char *signal = thaw_phrase_signal(f->study, month);
    json_t *actions = json_array();
    size_t below = month->row - game->first_row[month->state];
    for (int i = 0; i < game->players; i++) {
        size_t count = (size_t)thaw_game_action_count(game, month->state, i);
        size_t action = below / thaw_game_stride(game, month->state, i) % count;
        json_array_append_new(
            actions, thaw_json_text(thaw_game_action_name(game, month->state, i, (int)action)));
    }
    return json_pack(
        "{s:i, s:o, s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:b}", "month", number + 1, "state",
        thaw_json_text(game->state_name[month->state]), "phase", month->phase, "on_plan",
        play->promised ? json_boolean(month->phase == 0) : json_null(), "memory",
        thaw_json_text(f->memory ? f->memory[month->phase] : NULL), "actions", actions, "signal",
        thaw_json_text(signal[0] ? signal : NULL), "payoff",
        thaw_json_numbers(game->payoff + month->row * (size_t)game->players, game->players),
        "shocks", shocks_json(f, month), "pressed", thaw_effects_of(f->study, month).pressed);
}

void thaw_path_json(const thaw_futures *f, const thaw_play *play, const thaw_month *month,
                    int months, thaw_answer *answer)
{
    json_t *list = json_array();
    for (int m = 0; m < months; m++)
        json_array_append_new(list, month_json(f, play, &month[m], m));
    thaw_answer_set(answer, answer->json, "path", list);
}
