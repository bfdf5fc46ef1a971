/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sweep's rows belong to: the facts that a store remembers. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/sink.h"
#include "cli/sweep.h"
#include "io/games.h"
#include "model/number.h"
#include "model/version.h"

/* FNV-1a, 64 bits: names a scenario in a word. Its inputs are remembered one by one besides. */
static uint64_t mix(uint64_t hash, const char *bytes, size_t count)
{
    for (size_t k = 0; k < count; k++)
        hash = (hash ^ (unsigned char)bytes[k]) * UINT64_C(1099511628211);
    return hash;
}

static const uint64_t FIRST = UINT64_C(14695981039346656037);

static bool is_varied(const thaw_sweep *sweep, const char *key)
{
    for (size_t k = 0; k < sweep->input_count; k++)
        if (strcmp(sweep->inputs[k].dial.key, key) == 0)
            return true;
    return false;
}

/* ---- the scenario ---- */

static thaw_status add_value(thaw_sweep *sweep, const char *key, const thaw_parameter *row,
                             double value, thaw_fault *fault)
{
    char text[THAW_NAME_MAX];
    thaw_parameter_format(row, value, text, sizeof text);
    return is_varied(sweep, key) ? THAW_OK : thaw_facts_add(&sweep->facts, key, text, fault);
}

static thaw_status add_values(thaw_sweep *sweep, thaw_fault *fault)
{
    size_t count = 0;
    const thaw_parameter *rows = thaw_parameters(&count);
    thaw_values values = sweep->study.setting.scenario->values;
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < count && status == THAW_OK; k++) {
        char key[THAW_KEY_MAX];
        snprintf(key, sizeof key, "%s.%s", rows[k].section, rows[k].key);
        status = add_value(sweep, key, &rows[k], *thaw_parameter_in(&rows[k], &values), fault);
    }
    return status;
}

static thaw_status add_shocks(thaw_sweep *sweep, thaw_fault *fault)
{
    size_t count = 0;
    const thaw_scenario *scenario = sweep->study.setting.scenario;
    const thaw_parameter *rows = thaw_shock_parameters(&count);
    thaw_status status = THAW_OK;
    for (size_t s = 0; s < scenario->shock_count; s++)
        for (size_t k = 0; k < count && status == THAW_OK; k++) {
            thaw_shock shock = scenario->shocks[s];
            char key[THAW_KEY_MAX];
            snprintf(key, sizeof key, "shock.%s.%s", shock.name, rows[k].key);
            status = add_value(sweep, key, &rows[k], *thaw_parameter_in(&rows[k], &shock), fault);
        }
    return status;
}

static thaw_status add_plans(thaw_sweep *sweep, thaw_fault *fault)
{
    enum { PAIR_MAX = 24 };
    const thaw_scenario *scenario = sweep->study.setting.scenario;
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < scenario->plan_count && status == THAW_OK; k++) {
        const thaw_plan *plan = &scenario->plans[k];
        char key[THAW_KEY_MAX], text[2 * THAW_TENSIONS * PAIR_MAX] = "", pair[PAIR_MAX];
        for (int t = 0; t < 2 * THAW_TENSIONS; t++) {
            thaw_pair_format(t < THAW_TENSIONS ? plan->open[t] : plan->frozen[t - THAW_TENSIONS],
                             pair, sizeof pair);
            size_t used = strlen(text);
            snprintf(text + used, sizeof text - used, "%s%s", t ? "," : "", pair);
        }
        snprintf(key, sizeof key, "plan.%s", plan->name);
        status = thaw_facts_add(&sweep->facts, key, text, fault);
    }
    return status;
}

static thaw_status add_game(thaw_sweep *sweep, thaw_fault *fault)
{
    char word[32];
    size_t length = 0;
    thaw_sink sink;
    thaw_sink_open(&sink);
    if (!sink.out)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a game");
    thaw_status status =
        thaw_game_write(sweep->study.setting.game, THAW_GAME_JSON, 0, sink.out, fault);
    char *text = thaw_sink_close(&sink, &length);
    if (!text)
        status = thaw_fail(fault, THAW_ENOMEM, "no memory for a game");
    if (status == THAW_OK) {
        snprintf(word, sizeof word, "%016" PRIx64, mix(FIRST, text, length));
        status = thaw_facts_add(&sweep->facts, "game", word, fault);
    }
    free(text);
    return status;
}

static thaw_status add_hash(thaw_sweep *sweep, thaw_fault *fault)
{
    char word[32];
    uint64_t hash = FIRST;
    for (size_t k = 0; k < sweep->facts.count; k++) {
        const thaw_fact *fact = &sweep->facts.items[k];
        hash = mix(hash, fact->key, strlen(fact->key) + 1);
        hash = mix(hash, fact->value, strlen(fact->value) + 1);
    }
    snprintf(word, sizeof word, "%016" PRIx64, hash);
    return thaw_facts_add(&sweep->facts, "hash", word, fault);
}

/* ---- the question ---- */

static thaw_status add_varied(thaw_sweep *sweep, thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < sweep->input_count && status == THAW_OK; k++) {
        char key[THAW_KEY_MAX];
        snprintf(key, sizeof key, "--vary %.80s", sweep->inputs[k].dial.key);
        status = thaw_facts_add(&sweep->facts, key, sweep->inputs[k].text, fault);
    }
    return status;
}

/* Names in their order, on which the order of rows or of columns hangs. */
static thaw_status add_order(thaw_sweep *sweep, const char *key, size_t count,
                             void (*name)(const thaw_sweep *sweep, size_t k, char *text,
                                          size_t size),
                             thaw_fault *fault)
{
    char one[THAW_DEAL_NAME_MAX];
    thaw_sink sink;
    thaw_sink_open(&sink);
    for (size_t k = 0; k < count && sink.out; k++) {
        name(sweep, k, one, sizeof one);
        fprintf(sink.out, "%s%s", k ? "," : "", one);
    }
    char *text = thaw_sink_close(&sink, NULL);
    thaw_status status = text ? thaw_facts_add(&sweep->facts, key, text, fault)
                              : thaw_fail(fault, THAW_ENOMEM, "no memory for a list");
    free(text);
    return status;
}

static void name_input(const thaw_sweep *sweep, size_t k, char *text, size_t size)
{
    thaw_copy_text(text, size, sweep->inputs[k].dial.key);
}

static void name_deal(const thaw_sweep *sweep, size_t k, char *text, size_t size)
{
    thaw_deal_format(&sweep->deals.items[k], text, size);
}

static void name_measure(const thaw_sweep *sweep, size_t k, char *text, size_t size)
{
    thaw_copy_text(text, size, sweep->measures[k]->name);
}

static thaw_status add_design(thaw_sweep *sweep, thaw_fault *fault)
{
    static const char *const names[] = {"random", "lhs", "sobol"};
    char points[32], seed[32];
    snprintf(points, sizeof points, "%zu", sweep->points);
    snprintf(seed, sizeof seed, "%" PRIu64, sweep->design.seed);
    thaw_status status = thaw_facts_add(&sweep->facts, "design",
                                        sweep->sampled ? names[sweep->design.kind] : "grid", fault);
    if (status == THAW_OK)
        status = thaw_facts_add(&sweep->facts, "points", points, fault);
    if (status == THAW_OK && sweep->sampled)
        status = thaw_facts_add(&sweep->facts, "seed", seed, fault);
    return status;
}

/* The plausible ranges, where thresholds are measured in shares of them. */
static thaw_status add_ranges(thaw_sweep *sweep, thaw_fault *fault)
{
    char word[32];
    uint64_t hash = FIRST;
    const thaw_dials *dials = sweep->measuring.dials;
    for (size_t k = 0; dials && k < dials->count; k++) {
        char text[2 * THAW_NUMBER_MAX + THAW_KEY_MAX], from[THAW_NUMBER_MAX], to[THAW_NUMBER_MAX];
        thaw_number_format(dials->items[k].from, from, sizeof from);
        thaw_number_format(dials->items[k].to, to, sizeof to);
        snprintf(text, sizeof text, "%s=%s:%s", dials->items[k].key, from, to);
        hash = mix(hash, text, strlen(text) + 1);
    }
    snprintf(word, sizeof word, "%016" PRIx64, hash);
    return dials ? thaw_facts_add(&sweep->facts, "ranges", word, fault) : THAW_OK;
}

thaw_status thaw_sweep_facts(thaw_sweep *sweep, thaw_fault *fault)
{
    bool scenario = sweep->study.setting.scenario != NULL;
    thaw_status status = scenario ? add_values(sweep, fault) : add_game(sweep, fault);
    if (status == THAW_OK && scenario)
        status = add_shocks(sweep, fault);
    if (status == THAW_OK && scenario)
        status = add_plans(sweep, fault);
    if (status == THAW_OK)
        status = add_hash(sweep, fault);
    if (status == THAW_OK)
        status = thaw_facts_add(&sweep->facts, "version", thaw_version(), fault);
    if (status == THAW_OK)
        status = add_varied(sweep, fault);
    if (status == THAW_OK)
        status = add_order(sweep, "inputs", sweep->input_count, name_input, fault);
    if (status == THAW_OK)
        status = add_order(sweep, "deals", sweep->deals.count, name_deal, fault);
    if (status == THAW_OK)
        status = add_order(sweep, "measures", sweep->measure_count, name_measure, fault);
    if (status == THAW_OK)
        status = add_design(sweep, fault);
    return status == THAW_OK ? add_ranges(sweep, fault) : status;
}
