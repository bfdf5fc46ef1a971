/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A replay as JSON. */
#include <math.h>

#include "cli/deal_report.h"
#include "cli/replay_report.h"
#include "solvers/statistics.h"

static json_t *integer(size_t value)
{
    return json_integer((json_int_t)value);
}

static json_t *month_text(int month)
{
    char text[THAW_MONTH_TEXT_MAX];
    return thaw_json_text(thaw_month_format(month, text));
}

/* "from" and "to" of a stretch, and how many months. */
static json_t *stretch_json(const thaw_replay *r, thaw_stretch stretch)
{
    if (stretch.count == 0)
        return json_null();
    const thaw_recorded *months = r->record.months + stretch.first;
    return json_pack("{s:o, s:o, s:o}", "from", month_text(months[0].month), "to",
                     month_text(months[stretch.count - 1].month), "months", integer(stretch.count));
}

static json_t *history_json(const thaw_replay *r)
{
    const thaw_record *record = &r->record;
    size_t low = 0, frozen = 0;
    for (size_t k = r->window.first; k < r->window.first + r->window.count; k++) {
        low += record->months[k].confidence == THAW_CONFIDENCE_LOW;
        frozen += record->months[k].frozen;
    }
    thaw_stretch longest, whole = {0, record->count};
    size_t idle = thaw_record_idle(record, r->window.first, r->window.count, &longest);
    thaw_band share = thaw_wilson(idle, r->window.count);
    const double interval[2] = {share.low, share.high};
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:{s:o, s:o, s:o, s:o}}", "file",
                     thaw_json_text(r->history), "whole", stretch_json(r, whole), "window",
                     stretch_json(r, r->window), "low_confidence", integer(low), "frozen",
                     integer(frozen), "no_effort", "months", integer(idle), "share",
                     thaw_json_number(share.value), "interval", thaw_json_pair(interval), "longest",
                     stretch_json(r, longest));
}

/* ---- rules ---- */

static json_t *agreement_json(const thaw_agreement *a)
{
    double n = (double)a->months;
    const double band[2] = {(double)a->least / n, (double)a->most / n};
    return json_pack("{s:o, s:o, s:o, s:o}", "months", integer(a->agree), "share",
                     thaw_json_number((double)a->agree / n), "interval",
                     thaw_json_pair(a->interval), "band", thaw_json_pair(band));
}

static json_t *fits_json(const thaw_replay *r, const thaw_conduct *c)
{
    json_t *list = json_array();
    for (size_t e = 0; e < r->era_count; e++)
        for (int who = 0; who <= THAW_BOTH; who++) {
            double log_likelihood = c->log_likelihood[who][e],
                   mean = exp(log_likelihood / (double)r->eras[e].window.count);
            json_array_append_new(
                list, json_pack("{s:o, s:s, s:o, s:o, s:o}", "era", thaw_json_text(r->eras[e].name),
                                "side", thaw_replay_side(who), "log_likelihood",
                                thaw_json_number(log_likelihood), "a_month", thaw_json_number(mean),
                                "weight", thaw_json_number(c->weight[who][e])));
        }
    return list;
}

static json_t *rules_json(const thaw_replay *r)
{
    json_t *list = json_array();
    for (size_t k = 0; k < r->conduct_count; k++) {
        const thaw_conduct *c = &r->conducts[k];
        json_array_append_new(
            list,
            json_pack("{s:o, s:o, s:o, s:b, s:b, s:{s:o, s:o, s:o}, s:o, s:o}", "name",
                      thaw_json_text(c->name), "kind", thaw_json_text(c->kind), "verdict",
                      thaw_json_text(c->answer ? thaw_verdict_text(c->answer->verdict) : NULL),
                      "best", c->best, "punishes", c->rule.phases == 2, "agreement", "us",
                      agreement_json(&c->agreement[THAW_US]), "china",
                      agreement_json(&c->agreement[THAW_CHINA]), "both",
                      agreement_json(&c->agreement[THAW_BOTH]), "no_effort",
                      thaw_json_number(c->idle), "fits", fits_json(r, c)));
    }
    return list;
}

static json_t *best_json(const thaw_replay *r, int who, size_t e)
{
    const thaw_era *era = &r->eras[e];
    json_t *others = json_array();
    for (size_t k = 0; k < r->conduct_count; k++)
        if (k != era->best[who] && thaw_replay_describes(r, k, who, e))
            json_array_append_new(others, thaw_json_text(r->conducts[k].name));
    const char *rule = era->alike[who] > 0 ? r->conducts[era->best[who]].name : NULL;
    return json_pack("{s:o, s:o, s:b}", "rule", thaw_json_text(rule), "as_likely", others,
                     "beats_even", era->explains[who]);
}

static json_t *eras_json(const thaw_replay *r)
{
    json_t *list = json_array();
    for (size_t e = 0; e < r->era_count; e++) {
        json_t *era = stretch_json(r, r->eras[e].window);
        json_object_set_new(era, "name", thaw_json_text(r->eras[e].name));
        json_t *best = json_object();
        for (int who = 0; who <= THAW_BOTH; who++)
            json_object_set_new(best, thaw_replay_side(who), best_json(r, who, e));
        json_object_set_new(era, "best", best);
        json_array_append_new(list, era);
    }
    return list;
}

/* ---- months ---- */

static json_t *would_json(const thaw_replay *r, const thaw_conduct *c, size_t t)
{
    size_t k = r->window.first + t;
    thaw_would us = thaw_replay_would(r, c, 0, k, THAW_US),
               china = thaw_replay_would(r, c, 0, k, THAW_CHINA);
    const double recorded[2] = {us.recorded, china.recorded};
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "name", thaw_json_text(c->name), "us",
                     thaw_json_text(thaw_replay_act_name(r, k, THAW_US, us.act)), "china",
                     thaw_json_text(thaw_replay_act_name(r, k, THAW_CHINA, china.act)), "chance",
                     thaw_json_pair(recorded), "seen",
                     thaw_json_number(c->fits[THAW_BOTH].chance[t]), "punished",
                     c->rule.phases == 2 ? thaw_json_number(c->fits[THAW_BOTH].away[t])
                                         : json_null());
}

static json_t *act_json(const thaw_replay *r, size_t k, int player)
{
    return thaw_json_text(
        thaw_replay_act_name(r, k, player, thaw_record_act(&r->record, k, player)));
}

static json_t *band_json(const thaw_recorded *month)
{
    thaw_move least, most;
    thaw_recorded_band(month, &least, &most);
    return json_pack("[s, s]", thaw_move_name(least), thaw_move_name(most));
}

static json_t *month_json(const thaw_replay *r, size_t t)
{
    size_t k = r->window.first + t;
    const thaw_recorded *month = &r->record.months[k];
    const char *state = thaw_fentanyl_state_name(thaw_record_state(&r->record, k));
    json_t *rules = json_array();
    for (size_t c = 0; c < r->conduct_count; c++)
        json_array_append_new(rules, would_json(r, &r->conducts[c], t));
    json_t *object =
        json_pack("{s:o, s:s, s:s, s:o, s:o, s:s, s:o}", "month", month_text(month->month), "state",
                  state, "confidence", thaw_confidence_name(month->confidence), "us",
                  act_json(r, k, THAW_US), "china", act_json(r, k, THAW_CHINA), "effort",
                  thaw_move_name(month->effort), "band", band_json(month));
    json_object_set_new(object, "era", thaw_json_text(month->era));
    json_object_set_new(object, "events", thaw_json_text(month->events));
    const char *rule = thaw_replay_best_chance(r, t) > 0 ? r->conducts[r->explained[t]].name : NULL;
    json_t *others = json_array();
    for (size_t c = 0; c < r->conduct_count; c++)
        if (c != r->explained[t] && thaw_replay_explains(r, c, t))
            json_array_append_new(others, thaw_json_text(r->conducts[c].name));
    json_object_set_new(object, "explained_by", thaw_json_text(rule));
    json_object_set_new(object, "as_likely", others);
    json_object_set_new(object, "chance", thaw_json_number(thaw_replay_best_chance(r, t)));
    json_object_set_new(object, "surprises", json_boolean(thaw_replay_surprises(r, t)));
    json_object_set_new(object, "rules", rules);
    return object;
}

static json_t *months_json(const thaw_replay *r)
{
    json_t *list = json_array();
    for (size_t t = 0; t < r->window.count; t++)
        json_array_append_new(list, month_json(r, t));
    return list;
}

/* ---- freezes and tension ---- */

static json_t *law_json(const struct thaw_freeze_by *by)
{
    const thaw_freeze_law *law = &by->law;
    const double range[2] = {law->low, law->high};
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "rule", thaw_json_text(by->name),
                     "phase", thaw_json_text(by->phase), "mean", thaw_json_number(law->mean),
                     "median", thaw_json_number(law->median), "range", thaw_json_pair(range),
                     "as_long", thaw_json_number(law->as_long), "as_it_went",
                     thaw_json_number(law->as_it_went), "longer",
                     thaw_json_numbers(law->longer, THAW_FREEZE_MONTHS + 1));
}

static json_t *freezes_json(const thaw_replay *r)
{
    json_t *list = json_array();
    for (size_t k = 0; k < r->freeze_count; k++) {
        const thaw_freeze_view *view = &r->freezes[k];
        json_t *laws = json_array(), *freeze = stretch_json(r, view->freeze);
        for (size_t j = 0; j < view->laws; j++)
            json_array_append_new(laws, law_json(&view->by[j]));
        json_object_set_new(freeze, "lasted", json_integer(view->span.months));
        json_object_set_new(freeze, "at_least",
                            json_boolean(view->span.censored || view->span.early));
        json_object_set_new(freeze, "laws", laws);
        json_array_append_new(list, freeze);
    }
    return list;
}

static json_t *tension_json(const thaw_replay *r)
{
    const thaw_tension_moves *m = &r->tension;
    json_t *list = json_array();
    for (int from = 0; from < THAW_TENSIONS; from++)
        for (int to = 0; to < THAW_TENSIONS; to++)
            json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:b}", "from",
                                                  thaw_tension_name((thaw_tension)from), "to",
                                                  thaw_tension_name((thaw_tension)to), "count",
                                                  integer(m->count[from][to]), "record",
                                                  thaw_json_number(m->mean[from][to]), "interval",
                                                  thaw_json_pair(m->interval[from][to]), "in_use",
                                                  thaw_json_number(m->in_use[from][to]), "outside",
                                                  thaw_replay_outside(r, from, to)));
    return list;
}

void thaw_replay_json(const thaw_replay *r, thaw_answer *answer)
{
    json_t *json = answer->json;
    thaw_answer_set(answer, json, "history", history_json(r));
    thaw_answer_set(answer, json, "coding_noise", thaw_json_number(r->noise));
    thaw_answer_set(answer, json, "slip", thaw_json_numbers(r->slip, THAW_CONFIDENCES));
    thaw_answer_set(answer, json, "rules", rules_json(r));
    thaw_answer_set(answer, json, "eras", eras_json(r));
    thaw_answer_set(answer, json, "months", months_json(r));
    thaw_answer_set(answer, json, "freezes", freezes_json(r));
    thaw_answer_set(answer, json, "tension", tension_json(r));
}
