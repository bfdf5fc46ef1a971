/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long it lasts: the share of futures in which it still stands, with its confidence band. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cast.h"
#include "cli/figures.h"
#include "cli/phrases.h"
#include "cli/progress.h"
#include "cli/words.h"

enum { MOST = 5 };
static const char *const MEDIAN = "median";

static const thaw_look looks[MOST] = {
    {.hue = THAW_HUE_BLUE, .tint = 0.7, .width = 2.8},
    {.hue = THAW_HUE_VERMILION, .tint = 0.75, .width = 2.8, .dash = THAW_DASH_LONG},
    {.hue = THAW_HUE_GREEN, .tint = 0.7, .width = 2.8, .dash = THAW_DASH_SHORT},
    {.hue = THAW_HUE_PURPLE, .tint = 0.7, .width = 2.8, .dash = THAW_DASH_MIXED},
    {.hue = THAW_HUE_INK, .tint = 0.8, .width = 1.6}};

/* The share that lasts longer than t is reached at t and stays until t + 1. */
static void add_band(const thaw_lifetimes *lives, thaw_look look, const char *name,
                     thaw_figure *figure)
{
    thaw_layer *layer =
        thaw_figure_layer(figure, THAW_LAYER_REGION, look, "%s, 95%% interval", name);
    size_t shown = 0;
    while (shown < lives->times && isfinite(lives->survival[shown].low))
        shown++;
    for (size_t t = 0; t < shown; t++) {
        thaw_layer_spot(layer, (double)t, lives->survival[t].low);
        thaw_layer_spot(layer, (double)t + 1, lives->survival[t].low);
    }
    for (size_t t = shown; t-- > 0;) {
        thaw_layer_spot(layer, (double)t + 1, lives->survival[t].high);
        thaw_layer_spot(layer, (double)t, lives->survival[t].high);
    }
}

static void add_curve(const thaw_lifetimes *lives, thaw_look look, const char *name,
                      thaw_figure *figure)
{
    thaw_layer *layer = thaw_figure_layer(figure, THAW_LAYER_LINE, look, "%s", name);
    layer->named = true;
    thaw_layer_spot(layer, 0, 1);
    for (size_t t = 0; t < lives->times; t++) {
        thaw_layer_spot(layer, (double)t, lives->survival[t].share);
        thaw_layer_spot(layer, (double)t + 1, lives->survival[t].share);
    }
}

static bool has_median(const thaw_figure *figure, double median)
{
    for (size_t k = 0; k < figure->count; k++) {
        const thaw_layer *layer = figure->layers[k];
        if (strcmp(layer->name, MEDIAN) == 0 && layer->count > 0 && layer->spots[0].x == median)
            return true;
    }
    return false;
}

/* Curves that cross a half in the same month have the words once. */
static void add_median(const thaw_lifetimes *lives, thaw_look look, bool month, thaw_figure *figure)
{
    if (!(lives->median > 0))
        return;
    look.mark = THAW_MARK_DISC;
    bool said = has_median(figure, lives->median);
    thaw_layer *layer = thaw_figure_layer(figure, THAW_LAYER_POINTS, look, "%s", MEDIAN);
    layer->silent = said;
    thaw_layer_spot(layer, lives->median, 0.5);
    thaw_layer_label(layer, "half end by %s %.0f", month ? "month" : "period", lives->median);
}

static void add_lifetimes(const thaw_lifetimes *lives, size_t number, const char *name, bool month,
                          thaw_figure *figure)
{
    if (!lives->measured || lives->times == 0 || !(lives->survival[0].share > 0))
        return;
    thaw_look line = looks[number];
    line.tint = 0;
    add_band(lives, looks[number], name, figure);
    add_curve(lives, line, name, figure);
    add_median(lives, line, month, figure);
}

/* Of one deal, how long its plan is kept and how long China makes an effort; of several, the first.
 */
static void add_simulation(const thaw_cast *cast, const thaw_simulation *simulation, size_t number,
                           size_t count, thaw_figure *figure)
{
    bool month = cast->study.setting.scenario != NULL;
    if (count > 1) {
        add_lifetimes(simulation->plan.measured ? &simulation->plan : &simulation->effort, number,
                      cast->name, month, figure);
        return;
    }
    add_lifetimes(&simulation->plan, 0, "the plan is kept", month, figure);
    add_lifetimes(&simulation->effort, 1, "China makes an effort", month, figure);
}

static void add_words(const thaw_options *options, const thaw_cast *cast,
                      const thaw_simulation *simulation, thaw_figure *figure)
{
    const thaw_lifetimes *effort = &simulation->effort;
    bool idle = effort->measured && effort->times > 0 && !(effort->survival[0].share > 0);
    bool scenario = cast->study.setting.scenario != NULL, many = options->argument_count > 3;
    char what[THAW_PHRASE_MAX] = "";
    const char *futures = simulation->runs == 1 ? "future" : "futures";
    thaw_words_add(what, sizeof what, "%s%s; %zu %s.", many ? "Several deals" : cast->name,
                   thaw_figure_chosen(options), simulation->runs, futures);
    thaw_figure_text(figure, &figure->title, "How long it lasts");
    thaw_figure_subject(figure, &cast->study, what);
    thaw_figure_text(figure, &figure->x.label, scenario ? "Months from the first" : "Periods");
    thaw_figure_text(figure, &figure->y.label, "Share of futures in which it still lasts");
    figure->y.low = 0;
    figure->y.high = 1.04;
    thaw_figure_text(figure, &figure->note, "Until it is first left%s. Shaded: 95%% interval.%s",
                     many ? "" : ", or stops",
                     many   ? " Of what is no deal: until China makes no effort."
                     : idle ? " China makes no effort in the first month of any future."
                            : "");
    thaw_figure_text(figure, &figure->description,
                     "Shares of %zu simulated %s in which %s still lasts, over %d %s%s.",
                     simulation->runs, futures, many ? "each of several deals" : cast->name,
                     simulation->months, scenario ? "month" : "period",
                     simulation->months == 1 ? "" : "s");
}

/* Months are shown in years, up to where next to nothing is left. */
static void reach(const thaw_lifetimes *lives, int months, thaw_figure *figure)
{
    static const double NOTHING = 0.005, YEAR = 12;
    size_t t = lives->measured ? lives->times : 0;
    while (t > 0 && !(lives->survival[t - 1].share > NOTHING))
        t--;
    double years = ceil((double)(t + 1) / YEAR) * YEAR;
    figure->x.low = 0;
    figure->x.high = fmax(isnan(figure->x.high) ? 1 : figure->x.high, fmin(years, months));
}

/* Of a game file nothing but a deal's plan can end. */
static thaw_status check_cast(const thaw_cast *cast, thaw_fault *fault)
{
    if (cast->study.setting.scenario || cast->play.promised)
        return THAW_OK;
    return thaw_fail(fault, THAW_EARG,
                     "%.200s has no plan that could end, and of a game file nothing else can",
                     cast->name);
}

static thaw_status simulate(const thaw_options *options, const char *text, size_t number,
                            size_t count, thaw_figure *figure, thaw_faults *faults)
{
    thaw_cast cast;
    thaw_fault fault;
    thaw_progress_bar bar;
    thaw_status status = thaw_cast_begin(options, text, "plot survival", &cast, faults);
    if (status == THAW_OK) {
        thaw_simulation simulation = {0};
        thaw_simulation_settings settings = thaw_cast_settings(options, &cast);
        status = check_cast(&cast, &fault);
        if (status == THAW_OK) {
            thaw_progress_begin(&bar, "futures", options->quiet);
            status =
                thaw_simulate(&cast.play, &settings, thaw_progress_show, &bar, &simulation, &fault);
            thaw_progress_end(&bar);
        }
        if (status == THAW_OK && simulation.outcome != THAW_OUTCOME_CONVERGED)
            status = thaw_fail(
                &fault, thaw_status_of(simulation.outcome), "%s, after %zu of %zu futures",
                thaw_outcome_text(simulation.outcome), simulation.runs, settings.runs);
        if (status == THAW_OK) {
            add_simulation(&cast, &simulation, number, count, figure);
            add_words(options, &cast, &simulation, figure);
            reach(&simulation.plan, settings.months, figure);
            reach(&simulation.effort, settings.months, figure);
        } else {
            thaw_give_up(faults, &fault);
        }
        thaw_simulation_clear(&simulation);
    }
    thaw_cast_clear(&cast);
    return status;
}

thaw_status thaw_figure_of_survival(const thaw_options *options, thaw_figure *figure,
                                    thaw_faults *faults)
{
    size_t named = options->argument_count - 2, count = named > 0 ? named : 1;
    thaw_fault fault;
    thaw_status status = THAW_OK;
    if (count > MOST) {
        thaw_fail(&fault, THAW_EARG, "%zu deals are too many for one figure: %d at most", count,
                  MOST);
        return thaw_give_up(faults, &fault);
    }
    for (size_t k = 0; k < count && status == THAW_OK; k++)
        status = simulate(options, named > 0 ? options->arguments[2 + k] : NULL, k, count, figure,
                          faults);
    return status;
}
