/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure: two axes and what is shown between them, in the units of the question. A builder, one a
 * kind, makes one from a command's answers; figure_layout puts it on a page, figure_data writes its
 * numbers.
 *
 * Building never returns an error: a figure that ran out of memory remembers it in `failed`. Texts
 * are copied. */
#ifndef THAW_CLI_FIGURE_H
#define THAW_CLI_FIGURE_H

#include "cli/answer.h"
#include "cli/drawing.h"

typedef enum thaw_mark {
    THAW_MARK_NONE,
    THAW_MARK_DISC,
    THAW_MARK_RING,
    THAW_MARK_SQUARE,
    THAW_MARK_DIAMOND,
    THAW_MARK_UP,   /* a triangle, pointing up */
    THAW_MARK_DOWN, /* the same, pointing down */
    THAW_MARK_CROSS /* two strokes */
} thaw_mark;

/* How a layer looks. Two layers of a figure differ in more than their hue. */
typedef struct thaw_look {
    thaw_hue hue;
    double tint;  /* towards white: of filled shapes */
    double width; /* of lines, in units of the page; 0: a thin one */
    thaw_dash dash;
    thaw_hatch hatch;
    thaw_mark mark;
    bool outline; /* of filled shapes: a line around them */
} thaw_look;

typedef enum thaw_layer_shape {
    THAW_LAYER_LINE,   /* through the spots in order; one that is NaN breaks it */
    THAW_LAYER_REGION, /* the polygon of the spots */
    THAW_LAYER_POINTS, /* a mark at each spot; without a mark, only words */
    THAW_LAYER_BOXES,  /* a rectangle from each spot to its far corner */
    THAW_LAYER_ACROSS, /* a line across the whole figure at each spot's y */
    THAW_LAYER_UP      /* the same, upright, at each spot's x */
} thaw_layer_shape;

typedef struct thaw_spot {
    double x, y;
    double far_x, far_y; /* of a box: the opposite corner; NaN otherwise */
    char *label;         /* drawn beside it; NULL: none; owned */
} thaw_spot;

typedef struct thaw_layer {
    char *name;  /* what it is, in words; owned */
    bool named;  /* the name is drawn beside it */
    bool silent; /* labels of spots are not drawn: the axis says the same */
    thaw_layer_shape shape;
    thaw_look look;
    thaw_spot *spots; /* owned */
    size_t count, room;
    bool failed;
} thaw_layer;

typedef struct thaw_tick {
    double at;
    char *label;  /* owned */
    bool heading; /* of what stands beside it */
} thaw_tick;

typedef struct thaw_figure_axis {
    char *label, *unit; /* owned; "" for none */
    double low, high;   /* what is shown; NaN: as the layers need */
    thaw_tick *ticks;   /* words in place of numbers; owned; NULL: numbers */
    size_t tick_count;
} thaw_figure_axis;

typedef struct thaw_figure {
    char *title, *subtitle; /* owned */
    char *note;             /* beneath, in small type: how to read it; owned */
    char *description;      /* what it shows, for those who cannot see it; owned */
    json_t *scenario;       /* what it is about, as in every JSON answer; owned */
    thaw_figure_axis x, y;
    thaw_layer **layers; /* in the order in which they are laid down; owned */
    size_t count;
    bool failed;
    thaw_layer spare; /* stands in for a layer that there was no memory for */
} thaw_figure;

void thaw_figure_init(thaw_figure *figure);
void thaw_figure_clear(thaw_figure *figure);

/* Replaces one of the figure's texts: &figure->title, &figure->x.label and so on. */
void thaw_figure_text(thaw_figure *figure, char **text, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Appends words to an axis, at a value. */
void thaw_figure_tick(thaw_figure *figure, thaw_figure_axis *axis, double at, bool heading,
                      const char *label);

/* Adds an empty layer and returns it for filling; valid until the figure is cleared, never NULL. */
thaw_layer *thaw_figure_layer(thaw_figure *figure, thaw_layer_shape shape, thaw_look look,
                              const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Appends a spot, or a box; words beside the spot added last. */
void thaw_layer_spot(thaw_layer *layer, double x, double y);
void thaw_layer_box(thaw_layer *layer, double x, double y, double far_x, double far_y);
void thaw_layer_label(thaw_layer *layer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Whether memory ran out while it was built. */
bool thaw_figure_failed(const thaw_figure *figure);

/* ---- its numbers ---- */

/* Every spot as a row of a table "figure": layer, shape, x, y, far corner, words; the axes,
 * and what they have in words there. */
void thaw_figure_table(const thaw_figure *figure, thaw_answer *answer);

/* The answer's JSON (docs/json.md); it has been begun. */
void thaw_figure_json(const thaw_figure *figure, const char *kind, thaw_answer *answer);

/* ---- on a page ---- */

/* Lays the figure out on a page: axes, layers, words beside them so that they do not overlap. Clear
 * the drawing in any case. */
void thaw_figure_lay_out(const thaw_figure *figure, thaw_drawing *drawing);

#endif
