/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A phase diagram: what happens at each point of a grid over two inputs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/figures.h"
#include "cli/phrases.h"
#include "cli/sweep.h"
#include "cli/words.h"

enum { LOOKS = 8 };

/* In the order of categories; each differs from its neighbours in hue, tint and hatching. */
static const thaw_look looks[LOOKS] = {
    {.hue = THAW_HUE_GREEN, .tint = 0.72},
    {.hue = THAW_HUE_BLUE, .tint = 0.78, .hatch = THAW_HATCH_RISING},
    {.hue = THAW_HUE_VERMILION, .tint = 0.82, .hatch = THAW_HATCH_FALLING},
    {.hue = THAW_HUE_PURPLE, .tint = 0.6, .hatch = THAW_HATCH_LEVEL},
    {.hue = THAW_HUE_YELLOW, .tint = 0.4},
    {.hue = THAW_HUE_SKY, .tint = 0.55, .hatch = THAW_HATCH_UPRIGHT},
    {.hue = THAW_HUE_ORANGE, .tint = 0.5},
    {.hue = THAW_HUE_GREY, .tint = 0.6, .hatch = THAW_HATCH_CROSSED}};
static const thaw_look unknown = {.hue = THAW_HUE_INK, .tint = 0.9, .hatch = THAW_HATCH_CROSSED};
static const thaw_look none = {.hue = THAW_HUE_PAPER};

/* A map being drawn. */
typedef struct chart {
    const thaw_sweep *sweep;
    const thaw_map *map;
    size_t across, up;
    double *edges[2]; /* [side]: of the cells, one more than there are; owned */
} chart;

/* Cells end halfway between two steps, the outermost at the outermost step. */
static thaw_status find_edges(chart *c, int side, thaw_fault *fault)
{
    const thaw_axis *axis = &c->sweep->axes[c->sweep->map[side]];
    size_t count = axis->points;
    c->edges[side] = calloc(count + 1, sizeof **c->edges);
    if (!c->edges[side])
        return thaw_fail(fault, THAW_ENOMEM, "no memory for a map");
    double *edge = c->edges[side];
    bool words = c->sweep->inputs[c->sweep->map[side]].words != NULL;
    for (size_t k = 1; k < count; k++)
        edge[k] =
            words ? (double)k - 0.5 : (thaw_axis_step(axis, k - 1) + thaw_axis_step(axis, k)) / 2;
    edge[0] = words ? -0.5 : thaw_axis_step(axis, 0);
    edge[count] = words ? (double)count - 0.5 : thaw_axis_step(axis, count - 1);
    return THAW_OK;
}

static char sign_at(const chart *c, size_t across, size_t up)
{
    return c->map->signs[up * c->across + across];
}

/* How many rows upwards from here have the same run of one sign. */
static size_t rows_alike(const chart *c, size_t from, size_t to, size_t up)
{
    char sign = sign_at(c, from, up);
    for (size_t row = up + 1; row < c->up; row++) {
        bool alike = (from == 0 || sign_at(c, from - 1, row) != sign) &&
                     (to == c->across || sign_at(c, to, row) != sign);
        for (size_t k = from; k < to && alike; k++)
            alike = sign_at(c, k, row) == sign;
        if (!alike)
            return row - up;
    }
    return c->up - up;
}

/* Whether the run is part of a box that began beneath it. */
static bool is_covered(const chart *c, size_t from, size_t to, size_t up)
{
    if (up == 0)
        return false;
    size_t first = from, last = to;
    char sign = sign_at(c, from, up);
    if (sign_at(c, from, up - 1) != sign)
        return false;
    while (first > 0 && sign_at(c, first - 1, up - 1) == sign)
        first--;
    while (last < c->across && sign_at(c, last, up - 1) == sign)
        last++;
    for (size_t k = first; k < last; k++)
        if (sign_at(c, k, up - 1) != sign)
            return false;
    return first == from && last == to;
}

/* The cells of one sign, neighbours of the same shape joined. */
static void add_cells(const chart *c, char sign, thaw_layer *layer)
{
    for (size_t up = 0; up < c->up; up++)
        for (size_t from = 0, to; from < c->across; from = to) {
            to = from + 1;
            while (to < c->across && sign_at(c, to, up) == sign_at(c, from, up))
                to++;
            if (sign_at(c, from, up) == sign && !is_covered(c, from, to, up))
                thaw_layer_box(layer, c->edges[0][from], c->edges[1][up], c->edges[0][to],
                               c->edges[1][up + rows_alike(c, from, to, up)]);
        }
}

static void add_category(const chart *c, char sign, thaw_look look, const char *name,
                         thaw_figure *figure)
{
    if (!memchr(c->map->signs, sign, c->across * c->up))
        return;
    thaw_layer *layer = thaw_figure_layer(figure, THAW_LAYER_BOXES, look, "%s", name);
    layer->named = true;
    add_cells(c, sign, layer);
}

static void add_verdicts(const chart *c, thaw_figure *figure)
{
    const thaw_study *study = &c->sweep->study;
    const char *departs = study->setting.scenario ? "uc" : "12";
    char text[THAW_PHRASE_MAX];
    add_category(c, '#', looks[0], "holds", figure);
    for (int i = 0; i < 2; i++) {
        snprintf(text, sizeof text, "%.100s departs", thaw_phrase_country(study, i));
        add_category(c, departs[i], looks[1 + i], text, figure);
    }
    add_category(c, '?', unknown, "not known", figure);
}

thaw_look thaw_figure_map_look(size_t number)
{
    thaw_look look = looks[number % LOOKS];
    look.hatch = (thaw_hatch)(((size_t)look.hatch + number / LOOKS) % THAW_HATCHES);
    return look;
}

/* The letters of a map of the best deals, as cli/sweep_map gives them. */
static void add_best_deals(const chart *c, thaw_figure *figure)
{
    for (size_t k = 0; k < c->map->legend_count; k++)
        add_category(c, (char)(k < 26 ? 'A' + (int)k : 'a' + (int)k - 26), thaw_figure_map_look(k),
                     c->map->legend[k], figure);
    if (c->map->others)
        add_category(c, 'z', thaw_figure_map_look(c->map->legend_count), "another", figure);
    add_category(c, '.', none, "no deal is best", figure);
    add_category(c, '?', unknown, "not known", figure);
}

static void add_now(const chart *c, thaw_figure *figure)
{
    static const thaw_look look = {.hue = THAW_HUE_INK, .mark = THAW_MARK_DIAMOND};
    double x = c->sweep->dials[c->sweep->map[0]].baseline;
    double y = c->sweep->dials[c->sweep->map[1]].baseline;
    if (!(figure->x.low <= x && x <= figure->x.high && figure->y.low <= y && y <= figure->y.high))
        return;
    thaw_layer *layer = thaw_figure_layer(figure, THAW_LAYER_POINTS, look, "as it stands");
    thaw_layer_spot(layer, x, y);
    thaw_layer_label(layer, "now");
}

static void set_axis(const chart *c, int side, thaw_figure *figure, thaw_figure_axis *axis)
{
    const thaw_sweep_input *input = &c->sweep->inputs[c->sweep->map[side]];
    size_t count = side ? c->up : c->across;
    axis->low = c->edges[side][0];
    axis->high = c->edges[side][count];
    thaw_figure_input(figure, axis, &c->sweep->study, &input->dial);
    for (size_t k = 0; input->words && k < count; k++) {
        char word[THAW_NAME_MAX];
        thaw_parameter_word_at(input->words, (int)thaw_axis_step(&input->axis, k), word,
                               sizeof word);
        thaw_figure_tick(figure, axis, (double)k, false, word);
    }
}

static void add_words(const chart *c, thaw_figure *figure)
{
    char what[THAW_PHRASE_MAX] = "";
    bool best = !c->map->of[0];
    thaw_words_add(what, sizeof what, "%s%s.", best ? "The best by the Nash product" : c->map->of,
                   c->sweep->chosen ? ", the Nash-best deal as it stands" : "");
    thaw_figure_text(figure, &figure->title, best ? "Which deal is best" : "Where the deal holds");
    thaw_figure_subject(figure, &c->sweep->study, what);
    thaw_figure_text(figure, &figure->note, "%zu points solved: %zu across, %zu up.%s",
                     c->across * c->up, c->across, c->up,
                     best ? "" : " Elsewhere the side that is named gains by departing.");
    thaw_figure_text(figure, &figure->description, "%s over %s (across) and %s (up).",
                     best ? "The best deal" : c->map->of, c->sweep->dials[c->sweep->map[0]].key,
                     c->sweep->dials[c->sweep->map[1]].key);
}

static thaw_status build(const thaw_summary *summary, thaw_figure *figure, thaw_fault *fault)
{
    const thaw_sweep *sweep = summary->sweep;
    chart c = {.sweep = sweep,
               .map = &summary->maps[0],
               .across = sweep->axes[sweep->map[0]].points,
               .up = sweep->axes[sweep->map[1]].points};
    thaw_status status = find_edges(&c, 0, fault);
    if (status == THAW_OK)
        status = find_edges(&c, 1, fault);
    if (status == THAW_OK) {
        set_axis(&c, 0, figure, &figure->x);
        set_axis(&c, 1, figure, &figure->y);
        if (c.map->of[0])
            add_verdicts(&c, figure);
        else
            add_best_deals(&c, figure);
        add_now(&c, figure);
        add_words(&c, figure);
    }
    free(c.edges[0]);
    free(c.edges[1]);
    return status;
}

static thaw_status check_use(const thaw_options *options, thaw_fault *fault)
{
    if (!options->map) {
        thaw_fail(fault, THAW_EARG, "a map has two inputs: --map A,B");
        thaw_fault_help(fault, "as in --map leverage.linkage,economy.weakness");
        return THAW_EARG;
    }
    return THAW_OK;
}

static thaw_status fill(const thaw_options *options, const thaw_sweep *sweep, thaw_summary *summary,
                        thaw_fault *fault)
{
    thaw_progress_bar bar;
    thaw_sweep_run run = {.sink = thaw_summary_take, .context = summary, .bar = &bar};
    if (summary->map_count != 1) {
        thaw_fail(fault, THAW_EARG, "a map is of one deal, or of the best ones");
        thaw_fault_help(fault, "name one deal and no --measure, or no deal and --measure best");
        return THAW_EARG;
    }
    for (int side = 0; side < 2; side++)
        if (sweep->axes[sweep->map[side]].points < 2)
            return thaw_fail(fault, THAW_EARG, "a map needs two values at least of each input");
    thaw_progress_begin(&bar, "points", options->quiet);
    thaw_status status = thaw_sweep_do(sweep, &run, fault);
    thaw_progress_end(&bar);
    return status;
}

thaw_status thaw_figure_of_map(const thaw_options *options, thaw_figure *figure,
                               thaw_faults *faults)
{
    thaw_sweep sweep;
    thaw_summary summary = {0};
    thaw_fault fault;
    if (check_use(options, &fault) != THAW_OK)
        return thaw_give_up(faults, &fault);
    thaw_status status = thaw_sweep_begin(options, &sweep, faults);
    if (status == THAW_OK) {
        status = thaw_summary_begin(&sweep, true, &summary, &fault);
        if (status == THAW_OK)
            status = fill(options, &sweep, &summary, &fault);
        if (status == THAW_OK)
            status = build(&summary, figure, &fault);
        if (status != THAW_OK)
            thaw_give_up(faults, &fault);
        thaw_summary_clear(&summary);
    }
    thaw_sweep_clear(&sweep);
    return status;
}
