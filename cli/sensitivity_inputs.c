/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs with their priors, from the command line and files of ranges. */
#include "cli/sensitivity_inputs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/locate.h"

void thaw_inputs_clear(thaw_inputs *inputs)
{
    thaw_dials_clear(&inputs->dials);
    free(inputs->priors);
    *inputs = (thaw_inputs){0};
}

/* Where ranges come from, the first that has one first. */
typedef struct sources {
    thaw_ranges own, shipped;
} sources;

static void sources_clear(sources *from)
{
    thaw_ranges_clear(&from->own);
    thaw_ranges_clear(&from->shipped);
}

static thaw_status read_sources(const thaw_options *options, const thaw_study *study, sources *from,
                                thaw_faults *faults)
{
    char path[THAW_FILE_MAX];
    *from = (sources){0};
    thaw_status status = THAW_OK;
    if (options->ranges)
        status = thaw_ranges_read(options->ranges, &from->own, faults);
    if (status == THAW_OK && study->setting.scenario &&
        thaw_locate_beside("ranges.ini", path, sizeof path))
        status = thaw_ranges_read(path, &from->shipped, faults);
    return status;
}

static const thaw_range *range_of(const sources *from, const char *key)
{
    const thaw_range *own = thaw_ranges_find(&from->own, key);
    return own ? own : thaw_ranges_find(&from->shipped, key);
}

static thaw_prior prior_of(const thaw_options *options, const thaw_dial *dial,
                           const thaw_range *range)
{
    thaw_prior prior = {options->shape, dial->from, dial->to, dial->baseline};
    if (range && range->shaped)
        prior.kind = range->kind;
    if (range && !isnan(range->mode))
        prior.mode = range->mode;
    prior.mode = fmin(fmax(prior.mode, prior.low), prior.high);
    return prior;
}

/* Adds an input to the list, which has room; a point is left out. */
static void add_input(const thaw_options *options, const thaw_dial *dial, const thaw_range *range,
                      thaw_inputs *inputs)
{
    if (!(dial->from < dial->to))
        return;
    inputs->outside += dial->baseline < dial->from || dial->baseline > dial->to;
    inputs->priors[inputs->dials.count] = prior_of(options, dial, range);
    inputs->dials.items[inputs->dials.count++] = *dial;
}

static thaw_status refuse(const thaw_dial *dial, bool alone, bool given, thaw_fault *fault)
{
    if (isnan(dial->baseline)) {
        thaw_fail_key(fault, THAW_EARG, dial->key, "%s has no one value here", dial->key);
        thaw_fault_help(fault, "vary us.discount and china.discount, or patience");
        return THAW_EARG;
    }
    if (dial->kind == THAW_DIAL_MONTHS && !alone) {
        thaw_fail_key(fault, THAW_EARG, dial->key, "%s is of one deal", dial->key);
        thaw_fault_help(fault, "name it, as in full_calm@trigger:12");
        return THAW_EARG;
    }
    if (!given && dial->from == dial->low && dial->to == dial->high) {
        thaw_fail_key(fault, THAW_EARG, dial->key, "%s has no plausible range", dial->key);
        thaw_fault_help(fault, "write --vary %s=LO:HI", dial->key);
        return THAW_EARG;
    }
    return THAW_OK;
}

/* One --vary. */
static thaw_status take_named(const thaw_options *options, const sources *from, const char *text,
                              bool alone, thaw_dial *dial, thaw_inputs *inputs, thaw_faults *faults)
{
    thaw_fault fault;
    bool given = strchr(text, '=') != NULL;
    const thaw_range *range = given ? NULL : range_of(from, dial->key);
    if (range) {
        dial->plausible[0] = dial->from = range->low;
        dial->plausible[1] = dial->to = range->high;
    }
    thaw_status status = refuse(dial, alone, given || range, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    dial->points = 0;
    add_input(options, dial, range, inputs);
    return THAW_OK;
}

/* An input of the whole list: it varies where it has a range. */
static void take_unnamed(const thaw_options *options, const sources *from, thaw_dial *dial,
                         thaw_inputs *inputs)
{
    const thaw_range *range = range_of(from, dial->key);
    if (range) {
        dial->plausible[0] = dial->from = range->low;
        dial->plausible[1] = dial->to = range->high;
        add_input(options, dial, range, inputs);
    } else {
        inputs->unknown++;
        thaw_copy_text(inputs->example, sizeof inputs->example, dial->key);
    }
}

static thaw_status read_all(const thaw_options *options, const thaw_study *study,
                            const thaw_deal *deal, bool alone, const sources *from,
                            thaw_inputs *inputs, thaw_faults *faults)
{
    thaw_dials found = {0};
    thaw_fault fault;
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < options->vary_count && status == THAW_OK; k++)
        status = thaw_dials_read(study, deal, options->vary[k], &found, faults);
    if (status == THAW_OK &&
        (status = thaw_dials_check(found.items, found.count, true, &fault)) != THAW_OK)
        thaw_give_up(faults, &fault);
    if (status == THAW_OK && options->vary_count == 0)
        status = thaw_dials_all(study, NULL, &found, faults);
    if (status == THAW_OK) {
        inputs->priors = calloc(found.count + 1, sizeof *inputs->priors);
        inputs->dials.items = calloc(found.count + 1, sizeof *inputs->dials.items);
        if (!inputs->priors || !inputs->dials.items) {
            thaw_fail(&fault, THAW_ENOMEM, "no memory for a list of inputs");
            status = thaw_give_up(faults, &fault);
        }
    }
    for (size_t k = 0; k < found.count && status == THAW_OK; k++) {
        if (options->vary_count > 0)
            status =
                take_named(options, from, options->vary[k], alone, &found.items[k], inputs, faults);
        else
            take_unnamed(options, from, &found.items[k], inputs);
    }
    thaw_dials_clear(&found);
    return status;
}

thaw_status thaw_inputs_read(const thaw_options *options, const thaw_study *study,
                             const thaw_deal *deal, bool alone, thaw_inputs *inputs,
                             thaw_faults *faults)
{
    sources from;
    thaw_fault fault;
    *inputs = (thaw_inputs){0};
    thaw_status status = read_sources(options, study, &from, faults);
    if (status == THAW_OK)
        status = read_all(options, study, deal, alone, &from, inputs, faults);
    sources_clear(&from);
    if (status == THAW_OK && inputs->dials.count == 0) {
        char path[THAW_FILE_MAX];
        bool ranged = thaw_locate_beside("ranges.ini", path, sizeof path);
        thaw_fail(&fault, THAW_EARG, "no input with a plausible range is left to vary%s",
                  study->setting.scenario && !ranged ? ": no ranges.ini is found" : "");
        thaw_fault_help(&fault, study->setting.scenario
                                    ? "name one: --vary K=LO:HI"
                                    : "of a game file name what varies: --vary discount=0.5:0.9");
        return thaw_give_up(faults, &fault);
    }
    return status;
}
