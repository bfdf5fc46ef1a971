/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawing: lines, filled shapes and words on a page, in the order in which they are laid down.
 *
 * Places are in units of the page, x to the right and y up, from the lower left corner. Building
 * never returns an error: a drawing that ran out of memory remembers it in `failed`. */
#ifndef THAW_CLI_DRAWING_H
#define THAW_CLI_DRAWING_H

#include <stdbool.h>
#include <stddef.h>

/* The colours of Okabe & Ito (2008), which the colour-blind tell apart, ink and greys. */
typedef enum thaw_hue {
    THAW_HUE_PAPER,
    THAW_HUE_INK,
    THAW_HUE_GREY,
    THAW_HUE_BLUE,
    THAW_HUE_VERMILION,
    THAW_HUE_GREEN,
    THAW_HUE_ORANGE,
    THAW_HUE_SKY,
    THAW_HUE_PURPLE,
    THAW_HUE_YELLOW,
    THAW_HUES
} thaw_hue;

typedef enum thaw_dash {
    THAW_DASH_NONE,
    THAW_DASH_LONG,
    THAW_DASH_SHORT,
    THAW_DASH_MIXED,
    THAW_DASHES
} thaw_dash;

typedef enum thaw_hatch {
    THAW_HATCH_NONE,
    THAW_HATCH_RISING,  /* // */
    THAW_HATCH_FALLING, /* \\ */
    THAW_HATCH_LEVEL,
    THAW_HATCH_UPRIGHT,
    THAW_HATCH_CROSSED,
    THAW_HATCHES
} thaw_hatch;

typedef enum thaw_stroke_kind {
    THAW_STROKE_LINE, /* through the points */
    THAW_STROKE_FILL, /* the polygon of the points, full or hatched */
    THAW_STROKE_WORDS /* at the point */
} thaw_stroke_kind;

typedef struct thaw_stroke {
    thaw_stroke_kind kind;
    thaw_hue hue;
    double tint;  /* how far towards white: 0 the colour itself, 1 white */
    double width; /* of a line, in units of the page */
    thaw_dash dash;
    thaw_hatch hatch;    /* of a fill; THAW_HATCH_NONE: full */
    bool inside;         /* cut off at the frame */
    size_t first, count; /* of the drawing's points */
    char *text;          /* of words; owned */
    double size;         /* of words: the height of their line */
    double just;         /* of words: 0 begin at the point, 1 end there, 0.5 stand around it */
    bool bold;
} thaw_stroke;

typedef struct thaw_drawing {
    double width, height;          /* of the page */
    double left, right, low, high; /* the frame that strokes may be cut off at */
    double x[2], y[2];             /* what the frame's ends mean on the two axes */
    char *title, *description;     /* for those who cannot see it; owned */
    double (*point)[2];            /* owned */
    size_t point_count, point_room;
    thaw_stroke *strokes; /* owned */
    size_t count, room;
    bool failed;
} thaw_drawing;

void thaw_drawing_clear(thaw_drawing *drawing);

/* Appends a stroke like `like`, with count points of its own. */
void thaw_drawing_add(thaw_drawing *drawing, thaw_stroke like, const double (*points)[2],
                      size_t count);

/* Appends a line or a full rectangle between two places, or words. */
void thaw_drawing_segment(thaw_drawing *drawing, thaw_stroke like, double x0, double y0, double x1,
                          double y1);
void thaw_drawing_box(thaw_drawing *drawing, thaw_stroke like, double x0, double y0, double x1,
                      double y1);
void thaw_drawing_words(thaw_drawing *drawing, thaw_stroke like, double x, double y,
                        const char *text);

/* How wide words of that size are, nearly: by the widths of DejaVu Sans, whatever font is there. So
 * what is laid out where does not depend on the machine. */
double thaw_drawing_text_width(const char *text, size_t length, double size, bool bold);

/* Bytes of a text that fit into a width, up to a blank where there is one; *next begins the rest.
 */
size_t thaw_drawing_text_fit(const char *text, double width, double size, bool bold, size_t *next);

#endif
