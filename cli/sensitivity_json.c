/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings of sensitivity as JSON. */
#include <math.h>
#include <stdlib.h>

#include "cli/sensitivity_report.h"
#include "io/json_memory.h"

static json_t *integer(size_t value)
{
    return json_integer((json_int_t)value);
}

/* [value, low, high] */
static json_t *band_json(thaw_band band)
{
    return json_pack("[o, o, o]", thaw_json_number(band.value), thaw_json_number(band.low),
                     thaw_json_number(band.high));
}

static json_t *quantiles_json(const double *output, size_t count, size_t stride)
{
    double quantile[THAW_QUANTILES];
    json_t *list = json_array();
    if (!thaw_column_quantiles(output, count, stride, quantile))
        thaw_json_starve();
    for (int q = 0; q < THAW_QUANTILES; q++)
        json_array_append_new(list, thaw_json_number(quantile[q]));
    return list;
}

/* ---- the draws ---- */

static json_t *tally_json(const thaw_tally *t)
{
    return json_pack("{s:o, s:o, s:o, s:o}", "holds", band_json(thaw_wilson(t->holds, t->solved)),
                     "solved", integer(t->solved), "undecided", integer(t->undecided), "unsolved",
                     integer(t->unsolved));
}

static json_t *draws_json(const thaw_inquiry *f)
{
    thaw_tally t = thaw_tally_of(f->outcome + 1, f->sample.count, 2);
    json_t *object = tally_json(&t);
    json_object_set_new(object, "count", integer(f->sample.count));
    json_object_set_new(object, "redrawn", integer(f->sample.redrawn));
    json_object_set_new(object, "price", quantiles_json(f->outcome, f->sample.count, 2));
    return object;
}

static json_t *deal_json(const thaw_inquiry *f, size_t k)
{
    const thaw_sample *s = &f->sample;
    const thaw_deal *deal = &f->study->deals.items[k];
    const double *judged = s->output + THAW_ALL_DEALS + 2 * k;
    char punishment[THAW_NAME_MAX];
    thaw_tally t = thaw_tally_of(judged + 1, s->count, s->outputs);
    json_t *object = tally_json(&t);
    thaw_punishment_format(&deal->punishment, punishment, sizeof punishment);
    json_object_set_new(object, "plan", thaw_json_text(deal->plan));
    json_object_set_new(object, "punishment", thaw_json_text(punishment));
    json_object_set_new(object, "price", quantiles_json(judged, s->count, s->outputs));
    return object;
}

static json_t *deals_json(const thaw_inquiry *f)
{
    json_t *list = json_array();
    for (size_t k = 0; k < f->study->deals.count; k++)
        json_array_append_new(list, deal_json(f, k));
    return list;
}

static json_t *plans_json(const thaw_inquiry *f)
{
    static const char *const names[] = {"nash", "us", "china"};
    thaw_plan_share *shares = NULL;
    size_t count = 0;
    if (!thaw_plan_shares(f, &shares, &count))
        return NULL;
    json_t *list = json_array();
    for (size_t k = 0; k < count; k++) {
        json_t *object = shares[k].plan ? tally_json(&shares[k].tally) : json_object();
        json_object_set_new(object, "plan", thaw_json_text(shares[k].plan));
        for (int which = 0; which < 3; which++)
            json_object_set_new(
                object, names[which],
                thaw_json_number((double)shares[k].best[which] / (double)f->sample.count));
        json_array_append_new(list, object);
    }
    free(shares);
    return list;
}

static json_t *value_json(const thaw_inquiry *f, size_t at)
{
    return quantiles_json(f->sample.output + at, f->sample.count, f->sample.outputs);
}

static json_t *values_json(const thaw_inquiry *f)
{
    return json_pack("{s:[o, o], s:[o, o]}", "no_deal", value_json(f, THAW_ALL_NO_DEAL_FIRST),
                     value_json(f, THAW_ALL_NO_DEAL_SECOND), "nash",
                     value_json(f, THAW_ALL_VALUE_FIRST), value_json(f, THAW_ALL_VALUE_SECOND));
}

/* ---- the inputs ---- */

static json_t *limits_json(const thaw_threshold *t)
{
    json_t *list = json_array();
    for (size_t c = 0; c < t->crossing_count; c++)
        json_array_append_new(
            list, json_pack("{s:o, s:s, s:s}", "value", thaw_json_number(t->crossings[c].value),
                            "kind", t->crossings[c].kind == THAW_JUMP ? "jump" : "root", "side",
                            t->crossings[c].holds_below ? "holds_below" : "holds_above"));
    return list;
}

static const char *verdict_word(double verdict)
{
    return isnan(verdict) ? NULL : verdict == 1 ? "holds" : verdict == 0 ? "breaks" : "undecided";
}

/* One member of the tornado at both ends. */
static void add_ends(json_t *object, const thaw_tornado *t, size_t input)
{
    const double *low = t->ends + 2 * input * t->outputs, *high = low + t->outputs;
    double prices[2] = {low[THAW_EASIEST_PRICE], high[THAW_EASIEST_PRICE]};
    json_object_set_new(object, "price", thaw_json_pair(prices));
    json_object_set_new(object, "verdict",
                        json_pack("[o, o]", thaw_json_text(verdict_word(low[THAW_EASIEST_HOLDS])),
                                  thaw_json_text(verdict_word(high[THAW_EASIEST_HOLDS]))));
}

static void add_prior(json_t *object, const thaw_dial *dial, const thaw_prior *prior)
{
    double range[2] = {prior->low, prior->high};
    json_object_set_new(object, "parameter", thaw_json_text(dial->key));
    json_object_set_new(object, "unit", thaw_json_text(dial->unit));
    json_object_set_new(object, "baseline", thaw_json_number(dial->baseline));
    json_object_set_new(object, "range", thaw_json_pair(range));
    json_object_set_new(object, "distribution", thaw_json_text(thaw_prior_name(prior->kind)));
    json_object_set_new(
        object, "mode",
        thaw_json_number(prior->kind == THAW_PRIOR_UNIFORM ? (double)NAN : prior->mode));
}

static void add_indices(json_t *object, const thaw_indices *s, size_t input)
{
    size_t price = THAW_EASIEST_PRICE * s->inputs + input;
    size_t verdict = THAW_EASIEST_HOLDS * s->inputs + input;
    json_object_set_new(object, "first", band_json(s->first[price]));
    json_object_set_new(object, "total", band_json(s->total[price]));
    json_object_set_new(object, "verdict_first", band_json(s->first[verdict]));
    json_object_set_new(object, "verdict_total", band_json(s->total[verdict]));
}

static json_t *input_json(const thaw_inquiry *f, size_t k)
{
    json_t *object = json_object(), *thirds = json_array();
    add_prior(object, &f->inputs.dials.items[k], &f->inputs.priors[k]);
    add_ends(object, &f->tornado, k);
    json_object_set_new(object, "limits", limits_json(&f->thresholds[k]));
    add_indices(object, &f->indices, k);
    json_object_set_new(object, "correlation", thaw_json_number(f->correlation[k]));
    json_object_set_new(object, "removed", band_json(f->knowledge[k].removed));
    for (int t = 0; t < 3; t++)
        json_array_append_new(thirds, band_json(f->knowledge[k].third[t]));
    json_object_set_new(object, "thirds", thirds);
    return object;
}

static json_t *inputs_json(const thaw_inquiry *f)
{
    json_t *list = json_array();
    for (size_t k = 0; k < f->inputs.dials.count; k++)
        json_array_append_new(list, input_json(f, k));
    return list;
}

/* ---- all of it ---- */

static json_t *design_json(const thaw_indices *s)
{
    return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "kind", s->sobol ? "sobol" : "lhs", "points",
                     integer(s->points), "evaluations", integer(s->evaluations), "refused",
                     integer(s->refused), "mean", thaw_json_number(s->mean[THAW_EASIEST_PRICE]),
                     "variance", thaw_json_number(s->variance[THAW_EASIEST_PRICE]));
}

static json_t *focus_json(const thaw_inquiry *f)
{
    char easiest[THAW_DEAL_NAME_MAX];
    double base = f->tornado.base[THAW_EASIEST_PRICE];
    thaw_deal_format(&f->study->deals.items[f->easiest], easiest, sizeof easiest);
    return json_pack("{s:o, s:s, s:o, s:o, s:o}", "name", thaw_json_text(f->name), "chosen",
                     f->named  ? "named"
                     : f->best ? "nash"
                               : "nearest",
                     "easiest", thaw_json_text(easiest), "price", thaw_json_number(base), "verdict",
                     thaw_json_text(verdict_word(f->tornado.base[THAW_EASIEST_HOLDS])));
}

void thaw_inquiry_json(thaw_inquiry *f, thaw_answer *answer)
{
    json_t *json = answer->json;
    thaw_answer_set(answer, json, "seed", json_integer((json_int_t)f->seed));
    thaw_answer_set(answer, json, "about", focus_json(f));
    thaw_answer_set(answer, json, "draws", draws_json(f));
    thaw_answer_set(answer, json, "plans", plans_json(f));
    thaw_answer_set(answer, json, "outcomes", deals_json(f));
    thaw_answer_set(answer, json, "values", values_json(f));
    thaw_answer_set(answer, json, "design", design_json(&f->indices));
    thaw_answer_set(answer, json, "inputs", inputs_json(f));
}
