/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure being laid out: what figure_layout and figure_labels share. */
#ifndef THAW_CLI_FIGURE_PAGE_H
#define THAW_CLI_FIGURE_PAGE_H

#include "cli/figure.h"

/* Sizes in units of the page, which is 960 by 600: shown on a wall 1920 pixels wide, all words but
 * the title are 32 pixels high. One size keeps an SVG small, which holds the shape of each letter
 * once a size. */
#define THAW_PAGE_WIDTH  960.0
#define THAW_PAGE_HEIGHT 600.0
#define THAW_TITLE_SIZE  24.0
#define THAW_WORDS_SIZE  16.0
#define THAW_MARK_RADIUS 6.5

typedef struct thaw_rectangle {
    double x0, y0, x1, y1;
} thaw_rectangle;

/* A place that words should not cover, and how bad it is if they do. */
typedef struct thaw_obstacle {
    double x, y, weight;
} thaw_obstacle;

typedef struct thaw_page {
    const thaw_figure *figure;
    thaw_drawing *drawing;
    thaw_obstacle *obstacles; /* owned */
    size_t obstacle_count, obstacle_room;
    thaw_rectangle *taken; /* by words; owned */
    size_t taken_count, taken_room;
} thaw_page;

/* Where a value stands on the page. */
double thaw_page_x(const thaw_page *page, double x);
double thaw_page_y(const thaw_page *page, double y);

/* Notes places along a line as obstacles. */
void thaw_page_avoid_line(thaw_page *page, double x0, double y0, double x1, double y1,
                          double weight);

/* Draws a polygon on the page: its colour, its hatching, its outline. */
void thaw_page_polygon(thaw_page *page, const thaw_look *look, const double (*points)[2],
                       size_t count);

/* Draws the words beside spots and layers, each where it covers least; those for which there is no
 * place are left out. */
void thaw_page_labels(thaw_page *page);

#endif
