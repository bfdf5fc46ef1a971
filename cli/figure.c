/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building a figure. */
#include "cli/figure.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli/text.h"

void thaw_figure_init(thaw_figure *figure)
{
    *figure = (thaw_figure){.x = {.low = NAN, .high = NAN}, .y = {.low = NAN, .high = NAN}};
    char **const texts[] = {&figure->title,       &figure->subtitle, &figure->note,
                            &figure->description, &figure->x.label,  &figure->x.unit,
                            &figure->y.label,     &figure->y.unit};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        thaw_figure_text(figure, texts[k], "%s", "");
}

static void clear_layer(thaw_layer *layer)
{
    for (size_t k = 0; k < layer->count; k++)
        free(layer->spots[k].label);
    free(layer->spots);
    free(layer->name);
}

static void clear_axis(thaw_figure_axis *axis)
{
    for (size_t k = 0; k < axis->tick_count; k++)
        free(axis->ticks[k].label);
    free(axis->ticks);
    free(axis->label);
    free(axis->unit);
}

void thaw_figure_clear(thaw_figure *figure)
{
    for (size_t k = 0; k < figure->count; k++) {
        clear_layer(figure->layers[k]);
        free(figure->layers[k]);
    }
    free(figure->layers);
    clear_layer(&figure->spare);
    clear_axis(&figure->x);
    clear_axis(&figure->y);
    json_decref(figure->scenario);
    free(figure->title);
    free(figure->subtitle);
    free(figure->note);
    free(figure->description);
    *figure = (thaw_figure){0};
}

void thaw_figure_text(thaw_figure *figure, char **text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *found = thaw_text_format(format, arguments);
    va_end(arguments);
    if (!found) {
        figure->failed = true;
        return;
    }
    free(*text);
    *text = found;
}

void thaw_figure_tick(thaw_figure *figure, thaw_figure_axis *axis, double at, bool heading,
                      const char *label)
{
    thaw_tick *ticks = realloc(axis->ticks, (axis->tick_count + 1) * sizeof *ticks);
    char *copy = ticks ? strdup(label) : NULL;
    if (ticks)
        axis->ticks = ticks;
    if (!copy) {
        figure->failed = true;
        return;
    }
    axis->ticks[axis->tick_count++] = (thaw_tick){at, copy, heading};
}

static thaw_layer *add_layer(thaw_figure *figure)
{
    thaw_layer **layers = realloc(figure->layers, (figure->count + 1) * sizeof(thaw_layer *));
    if (!layers)
        return NULL;
    figure->layers = layers;
    thaw_layer *layer = calloc(1, sizeof *layer);
    if (layer)
        layers[figure->count++] = layer;
    return layer;
}

thaw_layer *thaw_figure_layer(thaw_figure *figure, thaw_layer_shape shape, thaw_look look,
                              const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *name = thaw_text_format(format, arguments);
    va_end(arguments);
    thaw_layer *layer = name ? add_layer(figure) : NULL;
    if (!layer) {
        figure->failed = true;
        free(name);
        return &figure->spare;
    }
    *layer = (thaw_layer){.name = name, .shape = shape, .look = look};
    return layer;
}

void thaw_layer_box(thaw_layer *layer, double x, double y, double far_x, double far_y)
{
    if (layer->count == layer->room) {
        size_t room = 2 * layer->room + 8;
        thaw_spot *longer = realloc(layer->spots, room * sizeof *longer);
        if (!longer) {
            layer->failed = true;
            return;
        }
        layer->spots = longer;
        layer->room = room;
    }
    layer->spots[layer->count++] = (thaw_spot){x, y, far_x, far_y, NULL};
}

void thaw_layer_spot(thaw_layer *layer, double x, double y)
{
    thaw_layer_box(layer, x, y, NAN, NAN);
}

void thaw_layer_label(thaw_layer *layer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *label = thaw_text_format(format, arguments);
    va_end(arguments);
    if (!label || layer->failed) {
        layer->failed = true;
        free(label);
        return;
    }
    thaw_spot *last = &layer->spots[layer->count - 1];
    free(last->label);
    last->label = label;
}

bool thaw_figure_failed(const thaw_figure *figure)
{
    bool failed = figure->failed || figure->spare.failed;
    for (size_t k = 0; k < figure->count; k++)
        failed = failed || figure->layers[k]->failed;
    return failed;
}
