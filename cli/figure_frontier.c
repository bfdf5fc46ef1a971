/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curves between two inputs on which a deal's verdict changes, and what happens on their sides.
 */
#include <math.h>
#include <stdlib.h>

#include "cli/choice.h"
#include "cli/figures.h"
#include "cli/phrases.h"
#include "cli/words.h"

typedef struct border {
    thaw_study study;
    const thaw_deal *deal;
    thaw_dials dials;
    thaw_frontier_point *points; /* owned */
    size_t count;
} border;

static thaw_status ask(const thaw_options *options, border *b, thaw_faults *faults)
{
    thaw_fault fault;
    size_t from = 0, count = 0;
    thaw_status status = thaw_study_begin(options, options->arguments[1], &b->study, faults);
    if (status == THAW_OK)
        status = thaw_choose_deals(options, "plot frontier", &b->study, &from, &count, faults);
    if (status == THAW_OK && count != 1) {
        thaw_fail(&fault, THAW_EARG, "a frontier is of one deal, with its punishment");
        return thaw_give_up(faults, &fault);
    }
    if (status != THAW_OK)
        return status;
    b->deal = &b->study.deals.items[from];
    status = thaw_dials_read(&b->study, b->deal, options->vary[0], &b->dials, faults);
    if (status == THAW_OK)
        status = thaw_dials_read(&b->study, b->deal, options->against, &b->dials, faults);
    if (status != THAW_OK)
        return status;
    for (int k = 0; k < 2 && status == THAW_OK; k++)
        status = thaw_figure_range(&b->dials.items[k], &fault);
    if (status == THAW_OK)
        status = thaw_dials_check(b->dials.items, b->dials.count, true, &fault);
    if (status == THAW_OK)
        status =
            thaw_threshold_frontier(&b->study.setting, b->deal, b->dials.items, &b->study.limits,
                                    b->study.threads, &b->points, &b->count, &fault);
    return status == THAW_OK ? THAW_OK : thaw_give_up(faults, &fault);
}

static void border_clear(border *b)
{
    free(b->points);
    thaw_dials_clear(&b->dials);
    thaw_study_clear(&b->study);
}

static void add_curves(const border *b, thaw_figure *figure)
{
    static const thaw_look look = {.hue = THAW_HUE_INK, .width = 3};
    thaw_layer *layer = NULL;
    for (size_t k = 0; k < b->count; k++) {
        if (k == 0 || b->points[k].curve != b->points[k - 1].curve)
            layer =
                thaw_figure_layer(figure, THAW_LAYER_LINE, look,
                                  "where the verdict changes, curve %zu", b->points[k].curve + 1);
        thaw_layer_spot(layer, b->points[k].value[0], b->points[k].value[1]);
    }
}

/* What was found at a place: a disc or a cross, and words. */
static void say_side(const border *b, const thaw_probe *probe, const double at[2],
                     thaw_figure *figure)
{
    static const thaw_look holds = {.hue = THAW_HUE_GREEN, .mark = THAW_MARK_DISC};
    static const thaw_look breaks = {.hue = THAW_HUE_VERMILION, .mark = THAW_MARK_CROSS};
    static const thaw_look unknown = {.hue = THAW_HUE_GREY, .mark = THAW_MARK_RING};
    thaw_layer *layer = thaw_figure_layer(figure, THAW_LAYER_POINTS,
                                          probe->verdict == THAW_HOLDS    ? holds
                                          : probe->verdict == THAW_BREAKS ? breaks
                                                                          : unknown,
                                          "what happens there");
    thaw_layer_spot(layer, at[0], at[1]);
    if (probe->verdict == THAW_BREAKS && probe->player >= 0)
        thaw_layer_label(layer, "breaks: %s %s", thaw_phrase_country(&b->study, probe->player),
                         thaw_figure_departs(probe));
    else
        thaw_layer_label(layer, "%s", probe->verdict == THAW_HOLDS ? "holds" : "not known");
}

static double span(const thaw_dial *dial)
{
    return dial->to - dial->from;
}

/* Says what the deal does at a place, in shares of the two ranges, by solving it there. */
static thaw_status add_side(const border *b, double across, double up, thaw_figure *figure,
                            thaw_fault *fault)
{
    const thaw_dial *dials = b->dials.items;
    const double at[2] = {dials[0].from + across * span(&dials[0]),
                          dials[1].from + up * span(&dials[1])};
    thaw_probe probe;
    thaw_status status = thaw_threshold_probe(&b->study.setting, b->deal, dials, at, 2,
                                              &b->study.limits, &probe, fault);
    if (status != THAW_OK)
        return status;
    say_side(b, &probe, at, figure);
    return THAW_OK;
}

static double inside(double share)
{
    return fmin(fmax(share, 0.04), 0.96);
}

/* Both sides of a curve in the middle of its points first .. end - 1. */
static thaw_status add_sides_of(const border *b, size_t first, size_t end, thaw_figure *figure,
                                thaw_fault *fault)
{
    static const double AWAY = 0.12; /* of the figure's width */
    const thaw_dial *dials = b->dials.items;
    size_t middle = (first + end) / 2;
    const double *here = b->points[middle].value, *before = b->points[middle - 1].value;
    const double *after = b->points[middle + 1 < end ? middle + 1 : middle].value;
    double dx = (after[0] - before[0]) / span(&dials[0]);
    double dy = (after[1] - before[1]) / span(&dials[1]), size = hypot(dx, dy);
    thaw_status status = THAW_OK;
    for (int side = -1; side <= 1 && size > 0 && status == THAW_OK; side += 2) {
        double across = (here[0] - dials[0].from) / span(&dials[0]) - side * AWAY * dy / size;
        double up = (here[1] - dials[1].from) / span(&dials[1]) + side * AWAY * dx / size;
        status = add_side(b, inside(across), inside(up), figure, fault);
    }
    return status;
}

/* Both sides of every curve, or the whole where there is none. */
static thaw_status add_sides(const border *b, thaw_figure *figure, thaw_fault *fault)
{
    thaw_status status = b->count == 0 ? add_side(b, 0.5, 0.5, figure, fault) : THAW_OK;
    for (size_t first = 0, end; first < b->count && status == THAW_OK; first = end) {
        end = first + 1;
        while (end < b->count && b->points[end].curve == b->points[first].curve)
            end++;
        if (end - first > 1)
            status = add_sides_of(b, first, end, figure, fault);
    }
    return status;
}

/* Whether the question as it stands is within the ranges that are drawn. */
static bool stands_inside(const border *b)
{
    bool inside = true;
    for (size_t k = 0; k < 2; k++) {
        const thaw_dial *dial = &b->dials.items[k];
        inside = inside && dial->from <= dial->baseline && dial->baseline <= dial->to;
    }
    return inside;
}

static void add_now(const border *b, thaw_figure *figure)
{
    static const thaw_look look = {.hue = THAW_HUE_BLUE, .mark = THAW_MARK_DIAMOND};
    if (!stands_inside(b))
        return;
    thaw_layer *layer = thaw_figure_layer(figure, THAW_LAYER_POINTS, look, "as it stands");
    thaw_layer_spot(layer, b->dials.items[0].baseline, b->dials.items[1].baseline);
    thaw_layer_label(layer, "now");
}

static void add_words(const thaw_options *options, const border *b, thaw_figure *figure)
{
    const thaw_dial *dials = b->dials.items;
    char name[THAW_DEAL_NAME_MAX], what[THAW_PHRASE_MAX] = "";
    thaw_deal_format(b->deal, name, sizeof name);
    thaw_words_add(what, sizeof what, "%s%s.", name, thaw_figure_chosen(options));
    thaw_figure_text(figure, &figure->title, "Where the verdict changes");
    thaw_figure_subject(figure, &b->study, what);
    thaw_figure_input(figure, &figure->x, &b->study, &dials[0]);
    thaw_figure_input(figure, &figure->y, &b->study, &dials[1]);
    figure->x.low = dials[0].from;
    figure->x.high = dials[0].to;
    figure->y.low = dials[1].from;
    figure->y.high = dials[1].to;
    thaw_figure_text(
        figure, &figure->note,
        "%s as far as five scans along each input see. The game was solved at the marks too: a "
        "disc holds, a cross breaks.%s",
        b->count > 0 ? "On the lines the verdict changes,"
                     : "The verdict is the same all over these ranges,",
        stands_inside(b) ? " The diamond is the question as it stands." : "");
    thaw_figure_text(figure, &figure->description,
                     "The frontier of %s between %s (across) and %s (up): %zu points.", name,
                     dials[0].key, dials[1].key, b->count);
}

thaw_status thaw_figure_of_frontier(const thaw_options *options, thaw_figure *figure,
                                    thaw_faults *faults)
{
    border b = {0};
    thaw_fault fault;
    if (options->vary_count != 1 || !options->against) {
        thaw_fail(&fault, THAW_EARG, "a frontier lies between two inputs: --vary and --against");
        thaw_fault_help(&fault, "as in --vary leverage.linkage --against economy.weakness");
        return thaw_give_up(faults, &fault);
    }
    thaw_status status = ask(options, &b, faults);
    if (status == THAW_OK) {
        add_curves(&b, figure);
        add_now(&b, figure);
        status = add_sides(&b, figure, &fault);
        add_words(options, &b, figure);
        if (status != THAW_OK)
            thaw_give_up(faults, &fault);
    }
    border_clear(&b);
    return status;
}
