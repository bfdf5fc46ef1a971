/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw sensitivity`: what follows from how little is known of the inputs, and which matter. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/progress.h"
#include "cli/sensitivity_report.h"
#include "solvers/moments.h"

/* What is done where the command line does not say: draws of all standard deals, of one, of a plan
 * under several punishments; rows of the design for one deal, for several; points of a scan. Each
 * is 5 to 30 seconds of one core. */
enum {
    RUNS_ALL = 256,
    RUNS_ONE = 1000,
    RUNS_PLAN = 500,
    RUNS_MOST = 10000000,
    ROWS_ONE = 128,
    ROWS_PLAN = 32,
    ROWS_LEAST = 2,
    ROWS_MOST = 1 << 20,
    SCAN = 17,
    SEED = 1
};

void thaw_inquiry_clear(thaw_inquiry *f)
{
    for (size_t k = 0; f->thresholds && k < f->inputs.dials.count; k++)
        thaw_threshold_clear(&f->thresholds[k]);
    free(f->thresholds);
    thaw_tornado_clear(&f->tornado);
    thaw_sample_clear(&f->sample);
    free(f->outcome);
    free(f->correlation);
    free(f->knowledge);
    thaw_indices_clear(&f->indices);
    thaw_inputs_clear(&f->inputs);
    *f = (thaw_inquiry){0};
}

/* ---- what is asked about ---- */

/* The smallest price of any departure from a deal of the study; what was not solved is worst. */
static double price_of(const thaw_study *study, size_t k)
{
    int player = 0;
    bool more = false;
    const thaw_departure *d = thaw_study_binding(study, &study->answers[k], &player, &more);
    double none = study->answers[k].verdict == THAW_HOLDS ? (double)INFINITY : -(double)INFINITY;
    return d ? thaw_study_price(study, player, d->loss) : none;
}

/* The deal of [from, from + count) with the largest price. */
static size_t easiest_of(const thaw_study *study, size_t from, size_t count)
{
    size_t best = from;
    for (size_t k = from + 1; k < from + count; k++)
        if (price_of(study, k) > price_of(study, best))
            best = k;
    return best;
}

/* How far apart the prices of two solutions of the same deal may lie, by the error bounds of the
 * deals as things stand: payoffs may be large, and prices, which are differences, small. */
static double noise_of(const thaw_study *study, size_t from, size_t count)
{
    double noise = 0;
    for (size_t k = from; k < from + count; k++)
        for (int i = 0; i < study->answers[k].players; i++) {
            double doubt = thaw_study_price(study, i, 2 * study->answers[k].doubt[i]);
            noise = isfinite(doubt) ? fmax(noise, doubt) : noise;
        }
    return noise;
}

/* The deals that are named, or the best of the standard ones, or the nearest to holding. */
static thaw_status choose(const thaw_options *options, thaw_study *study, thaw_inquiry *f,
                          thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = THAW_OK;
    f->named = options->argument_count > 2;
    if (f->named)
        status = thaw_study_add(study, options->arguments[2], faults);
    else if ((status = thaw_deals_add_standard(&study->setting, &study->deals, &fault)) != THAW_OK)
        return thaw_give_up(faults, &fault);
    if (status == THAW_OK && study->deals.count == 0) {
        thaw_fail(&fault, THAW_EARG, "a game file needs a deal");
        thaw_fault_help(&fault, "name one, as in thaw sensitivity %s A/B@grim",
                        options->arguments[1]);
        return thaw_give_up(faults, &fault);
    }
    if (status == THAW_OK)
        status = thaw_study_solve(study, faults);
    if (status != THAW_OK)
        return status;
    f->study = study;
    f->best = !f->named && study->best.nash != THAW_NO_DEAL_BEST;
    size_t count = f->named ? study->deals.count : 1;
    f->easiest = f->best ? study->best.nash : easiest_of(study, 0, study->deals.count);
    f->first = f->named ? 0 : f->easiest;
    f->focus = (thaw_deals){study->deals.items + f->first, count, count};
    f->noise = noise_of(study, f->first, count);
    if (count > 1)
        thaw_copy_text(f->name, sizeof f->name, f->focus.items[0].plan);
    else
        thaw_deal_format(&f->focus.items[0], f->name, sizeof f->name);
    return THAW_OK;
}

/* ---- asking ---- */

/* What the steps share. */
typedef struct asking {
    const thaw_options *options;
    thaw_inquiry *f;
    thaw_ensemble focus, all;
    thaw_response easiest, each;
    thaw_sampling sampling;
    thaw_progress_bar bar;
} asking;

static thaw_sampling sampling_of(const thaw_options *options, const thaw_study *study,
                                 thaw_progress_bar *bar)
{
    return (thaw_sampling){.points = options->runs ? (size_t)options->runs : RUNS_ALL,
                           .seed = options->given & THAW_OPT_SEED ? options->seed : SEED,
                           .threads = study->threads,
                           .stop = study->limits.stop,
                           .deadline = study->limits.deadline,
                           .progress = thaw_progress_show,
                           .progress_context = bar};
}

static void prepare(const thaw_options *options, thaw_inquiry *f, asking *a)
{
    const thaw_study *study = f->study;
    const thaw_dials *dials = &f->inputs.dials;
    *a = (asking){.options = options, .f = f};
    a->all =
        (thaw_ensemble){&study->setting, &study->deals, dials->items, dials->count, &study->limits};
    a->focus = a->all;
    a->focus.deals = &f->focus;
    a->easiest = (thaw_response){dials->count, THAW_EASIEST_OUTPUTS, f->inputs.priors,
                                 thaw_ensemble_easiest, &a->focus};
    a->each = (thaw_response){dials->count, thaw_ensemble_outputs(&a->all), f->inputs.priors,
                              thaw_ensemble_all, &a->all};
    a->sampling = sampling_of(options, study, &a->bar);
    f->seed = a->sampling.seed;
}

static thaw_status ask_tornado(asking *a, thaw_fault *fault)
{
    size_t count = a->f->inputs.dials.count;
    double *base = calloc(count, sizeof *base);
    if (!base)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", count);
    for (size_t k = 0; k < count; k++)
        base[k] = a->f->inputs.dials.items[k].baseline;
    thaw_status status = thaw_tornado_find(&a->easiest, base, &a->sampling, &a->f->tornado, fault);
    free(base);
    return status;
}

/* The scan of each input's range, for the deal that holds best as things stand. */
static thaw_status ask_thresholds(asking *a, thaw_fault *fault)
{
    thaw_inquiry *f = a->f;
    size_t count = f->inputs.dials.count;
    thaw_dial *dials = calloc(count, sizeof *dials);
    f->thresholds = calloc(count, sizeof *f->thresholds);
    thaw_status status = THAW_ENOMEM;
    if (!dials || !f->thresholds)
        thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", count);
    else {
        for (size_t k = 0; k < count; k++) {
            dials[k] = f->inputs.dials.items[k];
            dials[k].low = dials[k].from = fmax(dials[k].from, dials[k].low);
            dials[k].high = dials[k].to = fmin(dials[k].to, dials[k].high);
            dials[k].points = SCAN;
        }
        status =
            thaw_threshold_scan(&f->study->setting, &f->study->deals.items[f->easiest], dials,
                                count, &f->study->limits, f->study->threads, f->thresholds, fault);
    }
    if (status != THAW_OK) {
        free(f->thresholds);
        f->thresholds = NULL;
    }
    free(dials);
    return status;
}

static thaw_status ask_draws(asking *a, thaw_fault *fault)
{
    thaw_inquiry *f = a->f;
    size_t runs = a->options->runs     ? (size_t)a->options->runs
                  : !f->named          ? RUNS_ALL
                  : f->focus.count > 1 ? RUNS_PLAN
                                       : RUNS_ONE;
    a->sampling.points = runs;
    thaw_progress_begin(&a->bar, "draws", a->options->quiet);
    thaw_status status = thaw_sample_draw(&a->each, &a->sampling, &f->sample, fault);
    thaw_progress_end(&a->bar);
    f->outcome = status == THAW_OK ? calloc(2 * runs, sizeof *f->outcome) : NULL;
    if (status == THAW_OK && !f->outcome)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu draws", runs);
    for (size_t r = 0; status == THAW_OK && r < runs; r++)
        thaw_easiest_of(f->sample.output + r * f->sample.outputs + THAW_ALL_DEALS + 2 * f->first,
                        f->focus.count, f->outcome + 2 * r);
    return status;
}

/* The standard deviation of the numbers that are not missing. */
static double deviation_of(const double *values, size_t count, size_t stride)
{
    thaw_moments moments = {0};
    for (size_t k = 0; k < count; k++)
        if (!isnan(values[stride * k]))
            thaw_moments_add(&moments, values[stride * k]);
    return sqrt(thaw_moments_variance(&moments));
}

static thaw_status ask_knowledge(asking *a, thaw_fault *fault)
{
    thaw_inquiry *f = a->f;
    size_t count = f->inputs.dials.count, runs = f->sample.count;
    thaw_status status = THAW_OK;
    f->correlation = calloc(count, sizeof *f->correlation);
    f->knowledge = calloc(count, sizeof *f->knowledge);
    if (!f->correlation || !f->knowledge)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", count);
    for (size_t k = 0; k < count && status == THAW_OK; k++) {
        const double *input = f->sample.point + k;
        status = thaw_spearman(input, count, f->outcome, 2, runs, &f->correlation[k], fault);
        if (status == THAW_OK)
            status = thaw_knowledge_of(input, count, f->outcome + 1, 2, runs, f->seed,
                                       &f->knowledge[k], fault);
    }
    return status;
}

/* Whether a standard deviation is more than noise. */
static bool varies(const thaw_inquiry *f, double deviation)
{
    return !(deviation <= f->noise);
}

/* What was found of a price that does not vary is of its rounding. */
static void forget_noise(thaw_inquiry *f)
{
    static const thaw_band none = {(double)NAN, (double)NAN, (double)NAN};
    thaw_indices *s = &f->indices;
    size_t inputs = f->inputs.dials.count;
    if (!varies(f, deviation_of(f->outcome, f->sample.count, 2)))
        for (size_t k = 0; k < inputs; k++)
            f->correlation[k] = (double)NAN;
    if (varies(f, sqrt(s->variance[THAW_EASIEST_PRICE])))
        return;
    s->variance[THAW_EASIEST_PRICE] = 0;
    for (size_t k = 0; k < inputs; k++)
        s->first[THAW_EASIEST_PRICE * inputs + k] = s->total[THAW_EASIEST_PRICE * inputs + k] =
            none;
}

static thaw_status ask_indices(asking *a, thaw_fault *fault)
{
    a->sampling.points = a->options->points      ? (size_t)a->options->points
                         : a->f->focus.count > 1 ? ROWS_PLAN
                                                 : ROWS_ONE;
    thaw_progress_begin(&a->bar, "points of the design", a->options->quiet);
    thaw_status status = thaw_indices_find(&a->easiest, &a->sampling, &a->f->indices, fault);
    thaw_progress_end(&a->bar);
    return status;
}

static thaw_status ask(const thaw_options *options, thaw_inquiry *f, thaw_fault *fault)
{
    asking a;
    prepare(options, f, &a);
    thaw_progress_begin(&a.bar, "points", true);
    thaw_status status = thaw_sample_check(&a.each, a.sampling.points, fault);
    if (status == THAW_OK)
        status = ask_tornado(&a, fault);
    if (status == THAW_OK)
        status = ask_thresholds(&a, fault);
    if (status == THAW_OK)
        status = ask_draws(&a, fault);
    if (status == THAW_OK)
        status = ask_knowledge(&a, fault);
    if (status == THAW_OK)
        status = ask_indices(&a, fault);
    if (status == THAW_OK)
        forget_noise(f);
    return status;
}

/* ---- the command ---- */

static thaw_status check_sizes(const thaw_options *options, thaw_fault *fault)
{
    if (options->runs > RUNS_MOST)
        return thaw_fail(fault, THAW_EARG, "--runs takes at most %d here", RUNS_MOST);
    if ((options->given & THAW_OPT_POINTS) &&
        (options->points < ROWS_LEAST || options->points > ROWS_MOST))
        return thaw_fail(fault, THAW_EARG, "--points takes %d to %d here", ROWS_LEAST, ROWS_MOST);
    return THAW_OK;
}

static void say(const thaw_options *options, thaw_inquiry *f, thaw_answer *answer)
{
    thaw_answer_json(answer, "sensitivity");
    thaw_subject_json(&f->study->subject, answer);
    thaw_inquiry_json(f, answer);
    thaw_inquiry_say(f, options->all, answer);
}

/* --search: of some plan rather than of one. */
static thaw_status search(const thaw_options *options, thaw_study *study, thaw_answer *answer,
                          thaw_faults *faults)
{
    thaw_fault fault;
    thaw_progress_bar bar;
    if (options->argument_count > 2 || !study->setting.scenario) {
        thaw_fail(&fault, THAW_EARG, "--search looks at every plan of a scenario, and at no deal");
        return thaw_give_up(faults, &fault);
    }
    if (options->given & THAW_OPT_POINTS) {
        thaw_fail(&fault, THAW_EARG, "--search draws at random (--runs) and has no --points");
        return thaw_give_up(faults, &fault);
    }
    if (thaw_deals_add_standard(&study->setting, &study->deals, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_progress_begin(&bar, "draws", options->quiet);
    thaw_sampling sampling = sampling_of(options, study, &bar);
    thaw_status status = thaw_aims_answer(options, study, &sampling, answer, faults);
    thaw_progress_end(&bar);
    return status;
}

/* What is asked about, and what is varied. */
static thaw_status begin(const thaw_options *options, thaw_study *study, thaw_inquiry *f,
                         thaw_faults *faults)
{
    *f = (thaw_inquiry){0};
    thaw_status status = choose(options, study, f, faults);
    return status == THAW_OK ? thaw_inputs_read(options, study, &f->focus.items[0],
                                                f->named && f->focus.count == 1, &f->inputs, faults)
                             : status;
}

thaw_status thaw_inquiry_tornado(const thaw_options *options, thaw_study *study,
                                 thaw_inquiry *inquiry, thaw_faults *faults)
{
    asking a;
    thaw_fault fault;
    thaw_status status = begin(options, study, inquiry, faults);
    if (status != THAW_OK)
        return status;
    prepare(options, inquiry, &a);
    thaw_progress_begin(&a.bar, "points", true);
    status = ask_tornado(&a, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

static thaw_status inquire(const thaw_options *options, thaw_study *study, thaw_answer *answer,
                           thaw_faults *faults)
{
    thaw_inquiry f;
    thaw_fault fault;
    thaw_status status = begin(options, study, &f, faults);
    if (status == THAW_OK && (status = ask(options, &f, &fault)) != THAW_OK)
        thaw_give_up(faults, &fault);
    if (status == THAW_OK)
        say(options, &f, answer);
    thaw_inquiry_clear(&f);
    return status;
}

thaw_status thaw_cmd_sensitivity(const thaw_options *options, thaw_answer *answer,
                                 thaw_faults *faults)
{
    thaw_study study;
    thaw_fault fault;
    if (check_sizes(options, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_status status = thaw_study_begin(options, options->arguments[1], &study, faults);
    if (status == THAW_OK)
        status = options->given & THAW_OPT_SEARCH ? search(options, &study, answer, faults)
                                                  : inquire(options, &study, answer, faults);
    thaw_study_clear(&study);
    return status;
}
