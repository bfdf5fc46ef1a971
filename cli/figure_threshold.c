/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What departing once costs, along one input; below nothing the deal breaks. */
#include <math.h>
#include <stdlib.h>

#include "cli/choice.h"
#include "cli/figures.h"
#include "cli/measures.h"
#include "cli/phrases.h"
#include "cli/words.h"
#include "solvers/parallel.h"

enum { POINTS = 97, DEALS_MOST = 6 };

/* One deal along one input. */
typedef struct curve {
    const thaw_study *study;
    const thaw_deal *deal;
    thaw_dial dial; /* low and high: what is shown */
    size_t points;
    double *value;      /* [point] of the input */
    double (*price)[2]; /* [point]: the least that a departure of each side costs; NaN unknown */
    bool *failed;       /* [point]: for want of memory */
    thaw_threshold threshold; /* its crossings */
} curve;

static void curve_clear(curve *c)
{
    free(c->value);
    free(c->price);
    free(c->failed);
    thaw_threshold_clear(&c->threshold);
}

/* ---- solving ---- */

static double least_price(const thaw_deal_answer *answer, int player, double discount)
{
    return fmin(thaw_price(answer->breach[player].loss, discount),
                thaw_price(answer->more[player].loss, discount));
}

static void solve_point(size_t k, void *context)
{
    curve *c = context;
    thaw_deals one = {(thaw_deal *)c->deal, 1, 1};
    const thaw_measuring measuring = {.study = c->study, .deals = &one, .needs = THAW_NEEDS_DEALS};
    thaw_sweep_point point;
    c->price[k][0] = c->price[k][1] = NAN;
    thaw_status status = thaw_measure_solve(&measuring, &c->dial, &c->value[k], 1, &point, NULL);
    c->failed[k] = status != THAW_OK;
    if (status == THAW_OK && point.answers &&
        point.answers[0].punishment.outcome == THAW_OUTCOME_CONVERGED)
        for (int i = 0; i < 2; i++)
            c->price[k][i] =
                least_price(&point.answers[0], i, point.turned.setting.game->discount[i]);
    thaw_measure_clear(&point);
}

/* At even steps; the crossings by the scan that `thaw threshold` makes. What stops the points stops
 * the scan. */
static thaw_status solve_curve(curve *c, thaw_fault *fault)
{
    c->points = c->dial.points > 1 ? (size_t)c->dial.points : POINTS;
    c->value = calloc(c->points, sizeof *c->value);
    c->price = calloc(c->points, sizeof *c->price);
    c->failed = calloc(c->points, sizeof *c->failed);
    if (!c->value || !c->price || !c->failed)
        return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu points", c->points);
    for (size_t k = 0; k < c->points; k++) {
        double share = (double)k / (double)(c->points - 1);
        c->value[k] = c->dial.low + share * (c->dial.high - c->dial.low);
    }
    c->value[c->points - 1] = c->dial.high;
    thaw_parallel_for(c->points, c->study->threads, solve_point, c);
    for (size_t k = 0; k < c->points; k++)
        if (c->failed[k])
            return thaw_fail(fault, THAW_ENOMEM, "no memory for %zu points", c->points);
    thaw_status status =
        thaw_threshold_scan(&c->study->setting, c->deal, &c->dial, 1, &c->study->limits,
                            c->study->threads, &c->threshold, fault);
    if (status != THAW_OK)
        c->threshold = (thaw_threshold){0};
    return status;
}

/* ---- layers ---- */

static void add_player_lines(const curve *c, thaw_figure *figure)
{
    for (int i = 0; i < 2; i++) {
        thaw_layer *layer = thaw_figure_layer(figure, THAW_LAYER_LINE, thaw_figure_player(i), "%s",
                                              thaw_phrase_country(c->study, i));
        layer->named = true;
        for (size_t k = 0; k < c->points; k++)
            thaw_layer_spot(layer, c->value[k], c->price[k][i]);
    }
}

static void add_deal_line(const curve *c, size_t number, thaw_figure *figure)
{
    static const thaw_look looks[DEALS_MOST] = {
        {.hue = THAW_HUE_BLUE, .width = 2.6},
        {.hue = THAW_HUE_VERMILION, .width = 2.6, .dash = THAW_DASH_LONG},
        {.hue = THAW_HUE_GREEN, .width = 2.6, .dash = THAW_DASH_SHORT},
        {.hue = THAW_HUE_PURPLE, .width = 2.6, .dash = THAW_DASH_MIXED},
        {.hue = THAW_HUE_ORANGE, .width = 4},
        {.hue = THAW_HUE_INK, .width = 1.4}};
    char name[THAW_DEAL_NAME_MAX];
    thaw_deal_format(c->deal, name, sizeof name);
    thaw_layer *layer = thaw_figure_layer(figure, THAW_LAYER_LINE, looks[number], "%s", name);
    layer->named = true;
    for (size_t k = 0; k < c->points; k++)
        thaw_layer_spot(layer, c->value[k], fmin(c->price[k][0], c->price[k][1]));
}

static void add_crossings(const curve *c, thaw_figure *figure)
{
    static const thaw_look look = {.hue = THAW_HUE_INK, .mark = THAW_MARK_RING};
    char shown[THAW_SHOWN_MAX];
    thaw_layer *layer =
        thaw_figure_layer(figure, THAW_LAYER_POINTS, look, "where the verdict changes");
    for (size_t k = 0; k < c->threshold.crossing_count; k++) {
        const thaw_crossing *crossing = &c->threshold.crossings[k];
        const thaw_probe *breaks = thaw_crossing_breaks(crossing);
        thaw_number_show(crossing->value, thaw_input_digits(crossing->value), shown, sizeof shown);
        thaw_layer_spot(layer, crossing->value, 0);
        bool beyond = crossing->holds_below ? crossing->value >= c->dial.high
                                            : crossing->value <= c->dial.low;
        thaw_layer_label(layer, "%s: %s, %s departs", shown,
                         beyond                  ? "there"
                         : crossing->holds_below ? "above"
                                                 : "below",
                         breaks->player >= 0 ? thaw_phrase_country(c->study, breaks->player)
                                             : "nobody");
    }
}

/* The ground: where deals break, nothing, and where the input stands. */
static void add_ground(const curve *c, const double range[2], thaw_figure *figure)
{
    static const thaw_look below = {.hue = THAW_HUE_GREY, .tint = 0.82};
    static const thaw_look zero = {.hue = THAW_HUE_INK, .width = 1.8};
    static const thaw_look now = {.hue = THAW_HUE_GREY, .width = 1.6, .dash = THAW_DASH_SHORT};
    char shown[THAW_SHOWN_MAX];
    if (range[0] < 0) {
        thaw_layer *ground = thaw_figure_layer(figure, THAW_LAYER_BOXES, below, "breaks");
        thaw_layer_box(ground, c->dial.low, range[0], c->dial.high, fmin(0, range[1]));
        ground->named = true;
    }
    thaw_layer_spot(thaw_figure_layer(figure, THAW_LAYER_ACROSS, zero, "costs nothing"), NAN, 0);
    if (!(c->dial.low <= c->dial.baseline && c->dial.baseline <= c->dial.high))
        return;
    thaw_number_show(c->dial.baseline, THAW_SHORTEST, shown, sizeof shown);
    thaw_layer *stands = thaw_figure_layer(figure, THAW_LAYER_UP, now, "now %s", shown);
    thaw_layer_spot(stands, c->dial.baseline, NAN);
    stands->named = true;
}

/* What the lines reach: both sides' of one deal, of several the lower one. */
static void find_range(const curve *curves, size_t count, double range[2])
{
    static const double PADDING = 0.08;
    range[0] = range[1] = 0;
    for (size_t k = 0; k < count; k++)
        for (size_t p = 0; p < curves[k].points; p++)
            for (int i = 0; i < 2; i++) {
                const double *price = curves[k].price[p];
                double shown = count == 1 ? price[i] : fmin(price[0], price[1]);
                if (isfinite(shown)) {
                    range[0] = fmin(range[0], shown);
                    range[1] = fmax(range[1], shown);
                }
            }
    double room = fmax(PADDING * (range[1] - range[0]), 0.01);
    range[0] -= room;
    range[1] += room;
}

static void add_words(const thaw_options *options, const curve *curves, size_t count,
                      thaw_figure *figure)
{
    const thaw_study *study = curves[0].study;
    const thaw_dial *dial = &curves[0].dial;
    char name[THAW_DEAL_NAME_MAX], what[THAW_PHRASE_MAX] = "", values[THAW_WORDS_MAX];
    thaw_deal_format(curves[0].deal, name, sizeof name);
    thaw_words_add(what, sizeof what, count == 1 ? "%s%s." : "Several deals.", name,
                   thaw_figure_chosen(options));
    thaw_figure_text(figure, &figure->title, "What departing once costs, along %s", dial->key);
    thaw_figure_subject(figure, study, what);
    thaw_figure_input(figure, &figure->x, study, dial);
    thaw_figure_text(figure, &figure->y.label, "Cost of departing once");
    thaw_figure_text(figure, &figure->y.unit, "%s", thaw_figure_money(study));
    thaw_figure_text(figure, &figure->note,
                     count == 1
                         ? "The cheapest departure of each side. Below 0 it gains by it, and "
                           "the deal breaks. Rings: where the verdict changes."
                         : "The cheapest departure of either side. Below 0 somebody gains by "
                           "it, and the deal breaks. Rings: where the verdict changes.");
    thaw_figure_text(
        figure, &figure->description,
        "Cost of departing once from %s as %s goes from %g to %g; the verdict changes at "
        "%s.",
        count == 1 ? name : "several deals", dial->key, dial->low, dial->high,
        thaw_words_count(curves[0].threshold.crossing_count, "value", "values", values));
}

static void build(const thaw_options *options, const curve *curves, size_t count,
                  thaw_figure *figure)
{
    double range[2];
    find_range(curves, count, range);
    figure->x.low = curves[0].dial.low;
    figure->x.high = curves[0].dial.high;
    figure->y.low = range[0];
    figure->y.high = range[1];
    add_ground(&curves[0], range, figure);
    for (size_t k = 0; k < count; k++)
        if (count == 1)
            add_player_lines(&curves[k], figure);
        else
            add_deal_line(&curves[k], k, figure);
    for (size_t k = 0; k < count; k++)
        add_crossings(&curves[k], figure);
    add_words(options, curves, count, figure);
}

/* ---- asking ---- */

/* The input, its range cut to what is shown: the plausible one, or the one that is given. */
static thaw_status read_dial(const thaw_options *options, const thaw_study *study,
                             const thaw_deal *deal, thaw_dial *dial, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_dials dials = {0};
    thaw_status status = thaw_dials_read(study, deal, options->vary[0], &dials, faults);
    if (status == THAW_OK) {
        *dial = dials.items[0];
        dial->low = dial->from = fmax(dial->from, dial->low);
        dial->high = dial->to = fmin(dial->to, dial->high);
        status = thaw_figure_range(dial, &fault);
        if (status != THAW_OK)
            thaw_give_up(faults, &fault);
    }
    thaw_dials_clear(&dials);
    return status;
}

static thaw_status check_use(const thaw_options *options, thaw_fault *fault)
{
    if (options->vary_count == 1)
        return THAW_OK;
    thaw_fail(fault, THAW_EARG, "a threshold is shown along one input: one --vary");
    thaw_fault_help(fault, "as in --vary economy.weakness");
    return THAW_EARG;
}

static thaw_status check_deals(const thaw_study *study, size_t count, thaw_fault *fault)
{
    if (study->setting.game->players != 2)
        return thaw_fail(fault, THAW_EARG, "a figure is of games of two players; this one has %d",
                         study->setting.game->players);
    return count <= DEALS_MOST
               ? THAW_OK
               : thaw_fail(fault, THAW_EARG, "%zu deals are too many for one figure: %d at most",
                           count, DEALS_MOST);
}

static thaw_status ask(const thaw_options *options, const thaw_study *study, size_t from,
                       size_t count, curve *curves, thaw_faults *faults)
{
    thaw_fault fault;
    thaw_status status = THAW_OK;
    for (size_t k = 0; k < count && status == THAW_OK; k++) {
        curves[k].study = study;
        curves[k].deal = &study->deals.items[from + k];
        status = read_dial(options, study, curves[k].deal, &curves[k].dial, faults);
        if (status == THAW_OK && (status = solve_curve(&curves[k], &fault)) != THAW_OK)
            thaw_give_up(faults, &fault);
    }
    return status;
}

thaw_status thaw_figure_of_threshold(const thaw_options *options, thaw_figure *figure,
                                     thaw_faults *faults)
{
    thaw_study study;
    thaw_fault fault;
    curve curves[DEALS_MOST] = {0};
    size_t from = 0, count = 0;
    if (check_use(options, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_status status = thaw_study_begin(options, options->arguments[1], &study, faults);
    if (status == THAW_OK)
        status = thaw_choose_deals(options, "plot threshold", &study, &from, &count, faults);
    if (status == THAW_OK && (status = check_deals(&study, count, &fault)) != THAW_OK)
        thaw_give_up(faults, &fault);
    if (status == THAW_OK)
        status = ask(options, &study, from, count, curves, faults);
    if (status == THAW_OK)
        build(options, curves, count, figure);
    for (size_t k = 0; k < DEALS_MOST; k++)
        curve_clear(&curves[k]);
    thaw_study_clear(&study);
    return status;
}
