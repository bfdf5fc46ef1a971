/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strips of months. */
#include "cli/figure_strip.h"

#include <math.h>

/* Heights: of the sliver by which the lowest level is seen, of the gap between strips, in levels.
 */
static const double SLIVER = 0.125, GAP = 1.25;

/* Where the next strip may begin, from the top downwards. */
static double lowest(const thaw_figure *figure)
{
    double low = 0;
    for (size_t k = 0; k < figure->y.tick_count; k++)
        low = fmin(low, figure->y.ticks[k].at);
    return figure->y.tick_count > 0 ? low - GAP : low;
}

thaw_strip thaw_strip_begin(thaw_figure *figure, const char *heading, const char *const *levels,
                            size_t count)
{
    double top = lowest(figure);
    thaw_strip strip = {figure, top - ((double)count - 1), levels};
    thaw_figure_tick(figure, &figure->y, top - ((double)count - 1) / 2, true, heading);
    for (size_t k = 0; k < count; k++)
        thaw_figure_tick(figure, &figure->y, strip.base + (double)k, false, levels[k]);
    return strip;
}

double thaw_strip_height(const thaw_strip *strip, int level)
{
    return strip->base + level;
}

void thaw_strip_fill(const thaw_strip *strip, const char *name, thaw_look look, double from,
                     double step, const int *level, size_t months)
{
    thaw_layer *layer = thaw_figure_layer(strip->figure, THAW_LAYER_BOXES, look, "%s", name);
    layer->silent = true;
    for (size_t k = 0, last; k < months; k = last) {
        last = k + 1;
        while (last < months && level[last] == level[k])
            last++;
        if (level[k] < 0)
            continue;
        thaw_layer_box(layer, from + step * (double)k, strip->base - SLIVER,
                       from + step * (double)last, thaw_strip_height(strip, level[k]));
        thaw_layer_label(layer, "%s", strip->levels[level[k]]);
    }
}

/* A corner of a line; unknown levels break it. */
static void add_level(const thaw_strip *strip, thaw_layer *layer, double x, int level)
{
    thaw_layer_spot(layer, x, level < 0 ? (double)NAN : thaw_strip_height(strip, level));
    if (level >= 0)
        thaw_layer_label(layer, "%s", strip->levels[level]);
}

void thaw_strip_line(const thaw_strip *strip, const char *name, thaw_look look, double from,
                     double step, const int *level, size_t months)
{
    thaw_layer *layer = thaw_figure_layer(strip->figure, THAW_LAYER_LINE, look, "%s", name);
    layer->silent = true;
    for (size_t k = 0; k < months; k++) {
        double here = from + step * (double)k;
        if (k > 0 && level[k] == level[k - 1] && k + 1 < months)
            continue;
        if (k > 0 && level[k] != level[k - 1])
            add_level(strip, layer, here, level[k - 1]);
        add_level(strip, layer, here, level[k]);
        if (k + 1 == months)
            add_level(strip, layer, here + step, level[k]);
    }
}

void thaw_strip_end(thaw_figure *figure)
{
    figure->y.high = GAP / 2;
    figure->y.low = lowest(figure) + GAP - 2 * SLIVER;
}
