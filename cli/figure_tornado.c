/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which inputs move the cost of departing once most: each at both ends of its range. */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

#include "cli/figures.h"
#include "cli/phrases.h"
#include "cli/sensitivity_report.h"
#include "cli/words.h"

enum { LISTED = 8 }; /* words of 16 units beside two bars each */

/* An input and how far it moves the price. */
typedef struct swing {
    size_t input;
    double size;
} swing;

static double end_of(const thaw_inquiry *f, size_t input, int side)
{
    return f->tornado.ends[(2 * input + (size_t)side) * f->tornado.outputs + THAW_EASIEST_PRICE];
}

static double base_of(const thaw_inquiry *f)
{
    return f->tornado.base[THAW_EASIEST_PRICE];
}

static int largest_first(const void *one, const void *two)
{
    const swing *a = one, *b = two;
    if (a->size != b->size)
        return a->size > b->size ? -1 : 1;
    return (a->input > b->input) - (a->input < b->input);
}

/* Inputs that move nothing come last, with size 0. */
static swing *rank(const thaw_inquiry *f)
{
    size_t count = f->inputs.dials.count;
    swing *order = calloc(count + 1, sizeof *order);
    for (size_t k = 0; order && k < count; k++) {
        double size = 0;
        for (int side = 0; side < 2; side++)
            if (isfinite(end_of(f, k, side)))
                size = fmax(size, fabs(end_of(f, k, side) - base_of(f)));
        order[k] = (swing){k, size};
    }
    if (order)
        qsort(order, count, sizeof *order, largest_first);
    return order;
}

/* Where a row stands: the first at 0, which is not -0, the others beneath. */
static double row_of(size_t k)
{
    return (double)-(ptrdiff_t)k;
}

/* A bar from where the price stands to where it goes: of the low end above, of the high end
 * beneath, so that both are seen where they go the same way. */
static void add_bars(const thaw_inquiry *f, const swing *order, size_t shown, int side,
                     thaw_figure *figure)
{
    static const thaw_look bars[2] = {
        {.hue = THAW_HUE_BLUE, .tint = 0.55, .hatch = THAW_HATCH_RISING, .outline = true},
        {.hue = THAW_HUE_ORANGE, .tint = 0.1, .outline = true}};
    thaw_layer *layer = thaw_figure_layer(figure, THAW_LAYER_BOXES, bars[side],
                                          side ? "at the high end" : "at the low end");
    for (size_t k = 0; k < shown; k++) {
        double price = end_of(f, order[k].input, side);
        double middle = row_of(k), top = side ? middle : middle + 0.38;
        char text[THAW_SHOWN_MAX];
        if (!isfinite(price))
            continue;
        const thaw_dial *dial = &f->inputs.dials.items[order[k].input];
        thaw_number_show(side ? dial->to : dial->from, THAW_SHORTEST, text, sizeof text);
        thaw_layer_box(layer, base_of(f), top - 0.38, price, top);
        if (price != base_of(f))
            thaw_layer_label(layer, "%s", text);
    }
}

static void add_rules(const thaw_inquiry *f, thaw_figure *figure)
{
    static const thaw_look zero = {.hue = THAW_HUE_INK, .width = 2.4};
    static const thaw_look now = {.hue = THAW_HUE_GREY, .width = 1.6, .dash = THAW_DASH_SHORT};
    char text[THAW_SHOWN_MAX];
    thaw_layer *breaks = thaw_figure_layer(figure, THAW_LAYER_UP, zero, "breaks below 0");
    thaw_layer_spot(breaks, 0, NAN);
    thaw_number_show(base_of(f), 2, text, sizeof text);
    thaw_layer *stands = thaw_figure_layer(figure, THAW_LAYER_UP, now, "now %s", text);
    thaw_layer_spot(stands, base_of(f), NAN);
    breaks->named = stands->named = true;
}

static void add_words(const thaw_inquiry *f, size_t shown, thaw_figure *figure)
{
    char what[THAW_PHRASE_MAX] = "";
    thaw_words_add(what, sizeof what, "%s%s.", f->name,
                   f->named  ? ""
                   : f->best ? ", the Nash-best deal"
                             : ", the nearest to holding");
    thaw_figure_text(figure, &figure->title, "Which inputs matter most, one at a time");
    thaw_figure_subject(figure, f->study, what);
    thaw_figure_text(figure, &figure->x.label, "Cost of departing once");
    thaw_figure_text(figure, &figure->x.unit, "%s", thaw_figure_money(f->study));
    thaw_figure_text(figure, &figure->note,
                     "The %zu inputs that move it farthest. Hatched: the input at the low end of "
                     "its plausible range; plain: at the high end; each end beside its bar.",
                     shown);
    thaw_figure_text(figure, &figure->description,
                     "What departing once from %s costs with each of %zu inputs at the ends of its "
                     "range; %.4g as it stands.",
                     f->name, shown, base_of(f));
    figure->y.low = -(double)shown + 0.4;
    figure->y.high = 1.6;
}

static thaw_status build(const thaw_inquiry *f, bool all, thaw_figure *figure, thaw_fault *fault)
{
    size_t count = f->inputs.dials.count, shown = 0;
    swing *order = rank(f);
    if (!order)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu inputs", count);
    while (shown < count && (all || shown < LISTED) && order[shown].size > 0)
        shown++;
    thaw_status status =
        shown > 0 && isfinite(base_of(f))
            ? THAW_OK
            : thaw_fail(fault, THAW_EARG, "no input that is varied moves the cost of departing");
    for (size_t k = 0; k < shown && status == THAW_OK; k++)
        thaw_figure_tick(figure, &figure->y, row_of(k), false,
                         f->inputs.dials.items[order[k].input].key);
    if (status == THAW_OK) {
        add_bars(f, order, shown, 0, figure);
        add_bars(f, order, shown, 1, figure);
        add_rules(f, figure);
        add_words(f, shown, figure);
    }
    free(order);
    return status;
}

thaw_status thaw_figure_of_tornado(const thaw_options *options, thaw_figure *figure,
                                   thaw_faults *faults)
{
    thaw_study study;
    thaw_inquiry inquiry = {0};
    thaw_fault fault;
    if (options->argument_count > 3) {
        thaw_fail(&fault, THAW_EARG, "a tornado is of one deal, or of one plan");
        return thaw_give_up(faults, &fault);
    }
    thaw_status status = thaw_study_begin(options, options->arguments[1], &study, faults);
    if (status == THAW_OK)
        status = thaw_inquiry_tornado(options, &study, &inquiry, faults);
    if (status == THAW_OK && (status = build(&inquiry, options->all, figure, &fault)) != THAW_OK)
        thaw_give_up(faults, &fault);
    thaw_inquiry_clear(&inquiry);
    thaw_study_clear(&study);
    return status;
}
