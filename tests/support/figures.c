/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/figures.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

#include "tests/support/studies.h"

void figure_of(const char *line, thaw_figure *figure)
{
    char copy[LINE_LONGEST];
    size_t kinds;
    thaw_options options;
    thaw_faults faults = {0};
    options_of(line, copy, &options);
    const thaw_figure_kind *kind = thaw_figure_kinds(&kinds);
    while (kinds > 1 && strcmp(kind->name, options.arguments[0]) != 0) {
        kind++;
        kinds--;
    }
    thaw_figure_init(figure);
    cr_assert(eq(int, kind->build(&options, figure, &faults), THAW_OK), "%s", line);
    cr_assert(not(thaw_figure_failed(figure)));
    thaw_faults_clear(&faults);
    thaw_options_clear(&options);
}

const thaw_layer *layer_of(const thaw_figure *figure, const char *name)
{
    for (size_t k = 0; k < figure->count; k++)
        if (strcmp(figure->layers[k]->name, name) == 0)
            return figure->layers[k];
    for (size_t k = 0; k < figure->count; k++)
        if (strncmp(figure->layers[k]->name, name, strlen(name)) == 0)
            return figure->layers[k];
    cr_assert(false, "no layer %s", name);
    return NULL;
}

double line_at(const thaw_layer *layer, double x)
{
    for (size_t k = 0; k + 1 < layer->count; k++) {
        const thaw_spot *a = &layer->spots[k], *b = a + 1;
        if (a->x <= x && x <= b->x && b->x > a->x)
            return a->y + (x - a->x) / (b->x - a->x) * (b->y - a->y);
    }
    return NAN;
}

const thaw_spot *box_at(const thaw_layer *layer, double x, double y)
{
    for (size_t k = 0; k < layer->count; k++) {
        const thaw_spot *s = &layer->spots[k];
        if (fmin(s->x, s->far_x) <= x && x <= fmax(s->x, s->far_x) && fmin(s->y, s->far_y) <= y &&
            y <= fmax(s->y, s->far_y))
            return s;
    }
    return NULL;
}
