/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page is about: a file as it stands, the deals it explains, the inputs it moves. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/page.h"
#include "cli/story.h"
#include "model/number.h"

/* ---- deals ---- */

/* The first deal of that name; the study's count where there is none. */
static size_t find_deal(const thaw_study *study, const char *name)
{
    char own[THAW_DEAL_NAME_MAX];
    for (size_t k = 0; k < study->deals.count; k++) {
        thaw_deal_format(&study->deals.items[k], own, sizeof own);
        if (strcmp(own, name) == 0)
            return k;
    }
    return study->deals.count;
}

/* The deals that --deal names. */
static thaw_status read_named(const thaw_options *options, const thaw_study *study,
                              thaw_deals *named, thaw_fault *fault)
{
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < options->deal_count && status == THAW_OK; k++)
        status = thaw_deals_read(&study->setting, options->deals[k], named, fault);
    return status;
}

/* Appends to a study of the same kind the standard deals, then those named, each once: all are
 * solved at every stop. */
static thaw_status add_deals(const thaw_options *options, thaw_study *study, size_t *standard,
                             thaw_faults *faults)
{
    thaw_fault fault;
    thaw_deals named = {0};
    char name[THAW_DEAL_NAME_MAX];
    if (study->setting.scenario &&
        thaw_deals_add_standard(&study->setting, &study->deals, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    *standard = study->deals.count;
    thaw_status status = read_named(options, study, &named, &fault);
    for (size_t k = 0; k < named.count && status == THAW_OK; k++) {
        thaw_deal_format(&named.items[k], name, sizeof name);
        if (find_deal(study, name) == study->deals.count)
            status = thaw_deals_read(&study->setting, name, &study->deals, &fault);
    }
    thaw_deals_clear(&named);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

const char *thaw_page_deal_name(const thaw_page_case *page_case, size_t k, char *buffer)
{
    thaw_deal_format(&page_case->study.deals.items[page_case->shown[k]], buffer,
                     THAW_DEAL_NAME_MAX);
    return buffer;
}

size_t thaw_page_deal(const thaw_page_case *page_case, size_t k, const thaw_study *study)
{
    char name[THAW_DEAL_NAME_MAX];
    return find_deal(study, thaw_page_deal_name(page_case, k, name));
}

/* Adds a deal to those shown, once. */
static void show_deal(thaw_page_case *page_case, size_t deal)
{
    if (deal >= page_case->study.deals.count)
        return;
    for (size_t k = 0; k < page_case->shown_count; k++)
        if (page_case->shown[k] == deal)
            return;
    page_case->shown[page_case->shown_count++] = deal;
}

/* Without --deal: the best ones, and the two that everybody asks about. */
static void show_usual(thaw_page_case *page_case)
{
    static const char *const asked[] = {"full_calm@grim", "partial@grim"};
    const thaw_best *best = &page_case->study.best;
    show_deal(page_case, best->nash);
    for (size_t k = 0; k < sizeof asked / sizeof *asked; k++)
        show_deal(page_case, find_deal(&page_case->study, asked[k]));
    for (int i = 0; i < 2; i++)
        show_deal(page_case, best->player[i]);
}

static thaw_status choose_shown(thaw_page_case *page_case, const char *file, thaw_fault *fault)
{
    const thaw_study *study = &page_case->study;
    thaw_deals named = {0};
    char name[THAW_DEAL_NAME_MAX], usage[THAW_FILE_MAX];
    snprintf(usage, sizeof usage, "%.100s --deal", file);
    page_case->shown = calloc(study->deals.count + 1, sizeof *page_case->shown);
    if (!page_case->shown)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu deals", study->deals.count);
    if (page_case->options->deal_count == 0 && page_case->standard > 0)
        show_usual(page_case);
    thaw_status status = read_named(page_case->options, study, &named, fault);
    for (size_t k = 0; k < named.count; k++) {
        thaw_deal_format(&named.items[k], name, sizeof name);
        show_deal(page_case, find_deal(study, name));
    }
    thaw_deals_clear(&named);
    if (status != THAW_OK)
        return status;
    return page_case->shown_count > 0 ? THAW_OK : thaw_story_name_one(study, "page", usage, fault);
}

/* ---- sliders ---- */

double thaw_page_rounded(double value, double span, int figures)
{
    char text[THAW_NUMBER_MAX];
    int decimals = (int)fmin(fmax(figures - floor(log10(span)), 0), 12);
    snprintf(text, sizeof text, "%.*f", decimals, value);
    thaw_number_read(text, NULL, &value);
    return value;
}

/* The interval that a slider spans: the plausible range, where the input stands, and the nearest
 * threshold (NaN: none) with a tenth beyond it; within the bounds. */
static void reach(const thaw_dial *dial, double threshold, double *low, double *high)
{
    static const double BEYOND = 0.1;
    double from = fmin(fmin(dial->from, dial->baseline), threshold);
    double to = fmax(fmax(dial->to, dial->baseline), threshold);
    double beyond = BEYOND * (to - from);
    *low = fmax(dial->low, from == threshold ? from - beyond : from);
    *high = fmin(dial->high, to == threshold ? to + beyond : to);
}

enum { STOP_FIGURES = 2 }; /* stops are round to a hundredth of what they span, or finer */

/* Makes a stop of where the input stands: of the nearest one, but an end stays and a stop is added.
 * Where rounding moved an end past it, it is that end itself. */
static void stand(thaw_page_slider *slider)
{
    double baseline = slider->dial.baseline;
    size_t last = slider->count - 1;
    for (size_t k = 1; k <= last; k++)
        if (fabs(slider->stop[k] - baseline) < fabs(slider->stop[slider->now] - baseline))
            slider->now = k;
    bool between = slider->stop[0] < baseline && baseline < slider->stop[last];
    if (between && (slider->now == 0 || slider->now == last)) {
        slider->now += slider->now == 0; /* between this end and its neighbour */
        memmove(slider->stop + slider->now + 1, slider->stop + slider->now,
                (slider->count - slider->now) * sizeof *slider->stop);
        slider->count++;
    }
    slider->stop[slider->now] = baseline;
}

/* Even steps, of which one is where the input stands; in ascending order, none twice. */
static thaw_status make_stops(const thaw_dial *dial, double threshold, size_t count,
                              thaw_page_slider *slider, thaw_fault *fault)
{
    double low, high;
    *slider = (thaw_page_slider){.dial = *dial};
    slider->stop = calloc(count + 1, sizeof *slider->stop);
    if (!slider->stop)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu stops", count);
    reach(dial, threshold, &low, &high);
    if (!(low < high)) {
        thaw_fail_key(fault, THAW_EARG, dial->key, "no plausible range of %s is known", dial->key);
        thaw_fault_help(fault, "say where its slider ends, as in %s=0.5:2", dial->key);
        return THAW_EARG;
    }
    for (size_t k = 0; k < count; k++) {
        double value = low + (high - low) * (double)k / (double)(count - 1);
        value =
            fmin(fmax(thaw_page_rounded(value, high - low, STOP_FIGURES), dial->low), dial->high);
        if (slider->count == 0 || value > slider->stop[slider->count - 1])
            slider->stop[slider->count++] = value;
    }
    stand(slider);
    return THAW_OK;
}

static size_t stops_of(const thaw_page_case *page_case, const thaw_dial *dial)
{
    int points = dial->points                 ? dial->points
                 : page_case->options->points ? page_case->options->points
                                              : THAW_PAGE_STOPS;
    return (size_t)points;
}

/* A slider begins where its input stands, and so must reach it. */
static thaw_status check_slider(const thaw_dial *dial, thaw_fault *fault)
{
    if (isnan(dial->baseline)) {
        thaw_fail_key(fault, THAW_EARG, dial->key, "%s has no one value here", dial->key);
        thaw_fault_help(fault, "vary each player's by itself, or patience");
        return THAW_EARG;
    }
    if (dial->points > THAW_PAGE_STOPS_MAX)
        return thaw_fail_key(fault, THAW_EARG, dial->key, "a slider has 2 to %d stops, not %d",
                             THAW_PAGE_STOPS_MAX, dial->points);
    if (dial->low <= dial->baseline && dial->baseline <= dial->high)
        return THAW_OK;
    return thaw_fail_key(fault, THAW_ERANGE, dial->key,
                         "%s stands at %g, which a slider from %g to %g does not reach", dial->key,
                         dial->baseline, dial->low, dial->high);
}

static thaw_status new_slider(const thaw_page_case *page_case, const thaw_dial *dial,
                              double threshold, thaw_page_slider *slider, thaw_fault *fault)
{
    thaw_status status = check_slider(dial, fault);
    return status == THAW_OK ? make_stops(dial, threshold, stops_of(page_case, dial), slider, fault)
                             : status;
}

static thaw_status add_sliders(thaw_page_case *page_case, const thaw_dial *dials,
                               const double *thresholds, size_t count, thaw_fault *fault)
{
    page_case->sliders = calloc(count + 1, sizeof *page_case->sliders);
    if (!page_case->sliders)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", count);
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < count && status == THAW_OK; k++)
        status = new_slider(page_case, &dials[k], thresholds ? thresholds[k] : (double)NAN,
                            &page_case->sliders[page_case->slider_count++], fault);
    return status;
}

/* An input that is named. Every deal of the page is solved at each stop, so that none can be of one
 * deal alone. */
static thaw_status read_named_dial(const thaw_page_case *page_case, const char *text,
                                   thaw_dials *dials, thaw_faults *faults)
{
    static const char months[] = "trigger.months";
    thaw_fault fault;
    size_t length = strcspn(text, "=");
    if (length != strlen(months) || strncmp(text, months, length) != 0)
        return thaw_dials_read(&page_case->study, NULL, text, dials, faults);
    thaw_fail(&fault, THAW_EARG, "a page has no slider for trigger.months, which is of one deal");
    thaw_fault_help(&fault, "name the deals to compare, as in --deal partial@trigger:6");
    return thaw_give_up(faults, &fault);
}

/* The inputs that --vary names. */
static thaw_status named_sliders(thaw_page_case *page_case, thaw_faults *faults)
{
    const thaw_options *options = page_case->options;
    thaw_dials dials = {0};
    thaw_fault fault;
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < options->vary_count && status == THAW_OK; k++)
        status = read_named_dial(page_case, options->vary[k], &dials, faults);
    if (status != THAW_OK) {
        thaw_dials_clear(&dials);
        return status;
    }
    status = thaw_dials_check(dials.items, dials.count, false, &fault);
    if (status == THAW_OK)
        status = add_sliders(page_case, dials.items, NULL, dials.count, &fault);
    thaw_dials_clear(&dials);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* No input is near to changing a verdict that is not known. What every deal hangs on is how patient
 * the players are. */
static thaw_status discount_sliders(thaw_page_case *page_case, const thaw_dials *dials,
                                    thaw_fault *fault)
{
    thaw_dial own[THAW_PAGE_SLIDERS];
    size_t count = 0;
    for (size_t k = 0; k < dials->count && count < THAW_PAGE_SLIDERS; k++)
        if (dials->items[k].kind == THAW_DIAL_DISCOUNT)
            own[count++] = dials->items[k];
    return add_sliders(page_case, own, NULL, count, fault);
}

/* The inputs nearest to changing the verdict of the first deal shown. */
static thaw_status nearest_sliders(thaw_page_case *page_case, thaw_faults *faults)
{
    const thaw_study *study = &page_case->study;
    const thaw_deal *deal = &study->deals.items[page_case->shown[0]];
    thaw_threshold found[THAW_PAGE_SLIDERS];
    thaw_dial dials_found[THAW_PAGE_SLIDERS];
    double at[THAW_PAGE_SLIDERS];
    size_t count = 0;
    thaw_dials dials = {0};
    thaw_fault fault;
    thaw_status status = thaw_dials_all(study, NULL, &dials, faults);
    if (status != THAW_OK)
        return status;
    if (study->answers[page_case->shown[0]].verdict == THAW_UNDECIDED) {
        status = discount_sliders(page_case, &dials, &fault);
        thaw_dials_clear(&dials);
        return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
    }
    status =
        thaw_threshold_nearest(&study->setting, deal, dials.items, dials.count, THAW_PAGE_SLIDERS,
                               &study->limits, study->threads, found, &count, &fault);
    for (size_t k = 0; k < count; k++) {
        dials_found[k] = found[k].dial;
        at[k] = found[k].crossing_count > 0 ? found[k].crossings[0].value : (double)NAN;
        thaw_threshold_clear(&found[k]);
    }
    if (status == THAW_OK)
        status = add_sliders(page_case, dials_found, at, count, &fault);
    thaw_dials_clear(&dials);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* ---- the map ---- */

static thaw_status copy_slider(const thaw_page_slider *from, thaw_page_slider *to,
                               thaw_fault *fault)
{
    *to = *from;
    to->stop = calloc(from->count, sizeof *to->stop);
    if (!to->stop)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu stops", from->count);
    memcpy(to->stop, from->stop, from->count * sizeof *to->stop);
    return THAW_OK;
}

static thaw_status named_map(thaw_page_case *page_case, thaw_faults *faults)
{
    char inputs[2][THAW_MAP_INPUT_MAX];
    thaw_dials dials = {0};
    thaw_fault fault;
    thaw_status status = thaw_map_inputs(page_case->options->map, inputs, &fault);
    if (status != THAW_OK)
        return thaw_give_up(faults, &fault);
    for (size_t k = 0; status == THAW_OK && k < 2; k++)
        status = read_named_dial(page_case, inputs[k], &dials, faults);
    if (status != THAW_OK) {
        thaw_dials_clear(&dials);
        return status;
    }
    status = thaw_dials_check(dials.items, dials.count, true, &fault);
    for (size_t k = 0; status == THAW_OK && k < 2; k++)
        status = new_slider(page_case, &dials.items[k], NAN, &page_case->map[k], &fault);
    thaw_dials_clear(&dials);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

/* The first two sliders that can be moved together. */
static bool find_pair(const thaw_page_case *page_case, const thaw_page_slider *pair[2])
{
    for (size_t k = 1; k < page_case->slider_count; k++)
        for (size_t i = 0; i < k; i++) {
            const thaw_dial dials[2] = {page_case->sliders[i].dial, page_case->sliders[k].dial};
            pair[0] = &page_case->sliders[i];
            pair[1] = &page_case->sliders[k];
            if (thaw_dials_check(dials, 2, true, NULL) == THAW_OK)
                return true;
        }
    return false;
}

static thaw_status choose_map(thaw_page_case *page_case, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = THAW_OK;
    const thaw_page_slider *pair[2];
    if (page_case->options->map)
        return named_map(page_case, faults);
    if (!find_pair(page_case, pair))
        return THAW_OK;
    for (size_t k = 0; k < 2 && status == THAW_OK; k++)
        if ((status = copy_slider(pair[k], &page_case->map[k], &fault)) != THAW_OK)
            thaw_give_up(faults, &fault);
    return status;
}

/* ---- the case ---- */

thaw_status thaw_page_case_begin(const thaw_options *options, const char *file,
                                 thaw_page_case *page_case, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_study *study = &page_case->study;
    *page_case = (thaw_page_case){.options = options};
    thaw_status status = thaw_study_begin(options, file, study, faults);
    if (status == THAW_OK)
        status = add_deals(options, study, &page_case->standard, faults);
    if (status == THAW_OK)
        status = thaw_study_solve(study, faults);
    if (status == THAW_OK && (status = choose_shown(page_case, file, &fault)) != THAW_OK)
        thaw_give_up(faults, &fault);
    if (status == THAW_OK)
        status = options->vary_count > 0 ? named_sliders(page_case, faults)
                                         : nearest_sliders(page_case, faults);
    return status == THAW_OK ? choose_map(page_case, faults) : status;
}

void thaw_page_case_clear(thaw_page_case *page_case)
{
    for (size_t k = 0; k < page_case->slider_count; k++)
        free(page_case->sliders[k].stop);
    free(page_case->sliders);
    for (int k = 0; k < 2; k++)
        free(page_case->map[k].stop);
    free(page_case->shown);
    thaw_study_clear(&page_case->study);
}

thaw_status thaw_page_study_deals(const thaw_page_case *page_case, thaw_study *study,
                                  size_t *standard, thaw_faults *faults)
{
    thaw_status status = add_deals(page_case->options, study, standard, faults);
    return status == THAW_OK ? thaw_study_solve(study, faults) : status;
}
