/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers behind a figure, as a table and as JSON. */
#include "cli/figure.h"

#include <math.h>

enum { DIGITS = 4 };

static const char *const shapes[] = {"line", "region", "points", "boxes", "across", "up"};

/* "economy.weakness, factor". */
static void put_axis(const thaw_figure_axis *axis, thaw_table *table)
{
    thaw_cell_text(table, "%s%s%s", axis->label, axis->unit[0] ? ", " : "", axis->unit);
}

/* What an axis has in place of a number where a spot is, or where an end or the middle of a box is;
 * "" for none. */
static const char *word_at(const thaw_figure_axis *axis, double near, double far)
{
    static const double SAME = 1e-9;
    const double places[] = {near, far, (near + far) / 2};
    for (size_t p = 0; p < sizeof places / sizeof *places; p++)
        for (size_t k = 0; k < axis->tick_count; k++)
            if (!axis->ticks[k].heading && fabs(axis->ticks[k].at - places[p]) < SAME)
                return axis->ticks[k].label;
    return "";
}

static void spot_row(const thaw_figure *figure, const thaw_layer *layer, const thaw_spot *spot,
                     thaw_table *table)
{
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", layer->name);
    thaw_cell_text(table, "%s", shapes[layer->shape]);
    thaw_cell_number(table, spot->x);
    thaw_cell_number(table, spot->y);
    thaw_cell_number(table, spot->far_x);
    thaw_cell_number(table, spot->far_y);
    thaw_cell_text(table, "%s", spot->label ? spot->label : "");
    put_axis(&figure->x, table);
    put_axis(&figure->y, table);
    thaw_cell_text(table, "%s", word_at(&figure->x, spot->x, spot->far_x));
    thaw_cell_text(table, "%s", word_at(&figure->y, spot->y, spot->far_y));
}

void thaw_figure_table(const thaw_figure *figure, thaw_answer *answer)
{
    static const char *const numbers[] = {"x", "y", "far_x", "far_y"};
    thaw_table *table = thaw_answer_table(answer, "figure", "%s", figure->title);
    thaw_table_text(table, "layer", "layer");
    thaw_table_text(table, "shape", "shape");
    for (int k = 0; k < 4; k++)
        thaw_table_number(table, numbers[k], numbers[k], DIGITS);
    thaw_table_text(table, "label", "label");
    thaw_table_text(table, "x_axis", "x axis");
    thaw_table_hide(table);
    thaw_table_text(table, "y_axis", "y axis");
    thaw_table_hide(table);
    thaw_table_text(table, "x_word", "x word");
    thaw_table_hide(table);
    thaw_table_text(table, "y_word", "y word");
    thaw_table_hide(table);
    for (size_t k = 0; k < figure->count; k++)
        for (size_t i = 0; i < figure->layers[k]->count; i++)
            spot_row(figure, figure->layers[k], &figure->layers[k]->spots[i], table);
}

static json_t *axis_json(const thaw_figure_axis *axis)
{
    json_t *ticks = json_array();
    for (size_t k = 0; k < axis->tick_count; k++)
        json_array_append_new(ticks,
                              json_pack("{s:o, s:o}", "at", thaw_json_number(axis->ticks[k].at),
                                        "label", thaw_json_text(axis->ticks[k].label)));
    return json_pack("{s:o, s:o, s:o}", "label", thaw_json_text(axis->label), "unit",
                     thaw_json_text(axis->unit), "ticks", ticks);
}

static json_t *layer_json(const thaw_layer *layer)
{
    json_t *spots = json_array();
    for (size_t k = 0; k < layer->count; k++) {
        const thaw_spot *spot = &layer->spots[k];
        json_array_append_new(
            spots,
            json_pack("{s:o, s:o, s:o, s:o, s:o}", "x", thaw_json_number(spot->x), "y",
                      thaw_json_number(spot->y), "far_x", thaw_json_number(spot->far_x), "far_y",
                      thaw_json_number(spot->far_y), "label", thaw_json_text(spot->label)));
    }
    return json_pack("{s:o, s:o, s:o}", "name", thaw_json_text(layer->name), "shape",
                     thaw_json_text(shapes[layer->shape]), "spots", spots);
}

void thaw_figure_json(const thaw_figure *figure, const char *kind, thaw_answer *answer)
{
    json_t *layers = json_array();
    for (size_t k = 0; k < figure->count; k++)
        json_array_append_new(layers, layer_json(figure->layers[k]));
    thaw_answer_set(answer, answer->json, "scenario", json_incref(figure->scenario));
    thaw_answer_set(answer, answer->json, "kind", thaw_json_text(kind));
    thaw_answer_set(answer, answer->json, "title", thaw_json_text(figure->title));
    thaw_answer_set(answer, answer->json, "subtitle", thaw_json_text(figure->subtitle));
    thaw_answer_set(answer, answer->json, "description", thaw_json_text(figure->description));
    thaw_answer_set(answer, answer->json, "x", axis_json(&figure->x));
    thaw_answer_set(answer, answer->json, "y", axis_json(&figure->y));
    thaw_answer_set(answer, answer->json, "layers", layers);
}
