/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure on a page: title, axes with round numbers, layers. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/figure_page.h"

static const double MARGIN = 26, GAP = 8, TICK = 6;
enum { TITLE_LINES = 2, SUBTITLE_LINES = 2, NOTE_LINES = 3, TEXT_MAX = 512 };

static const thaw_stroke WORDS = {.hue = THAW_HUE_INK, .size = THAW_WORDS_SIZE};
static const thaw_stroke FRAME = {.hue = THAW_HUE_INK, .width = 1.4};
static const thaw_stroke GRID = {.hue = THAW_HUE_GREY, .tint = 0.75, .width = 0.8};

double thaw_page_x(const thaw_page *page, double x)
{
    const thaw_drawing *d = page->drawing;
    return d->left + (x - d->x[0]) / (d->x[1] - d->x[0]) * (d->right - d->left);
}

double thaw_page_y(const thaw_page *page, double y)
{
    const thaw_drawing *d = page->drawing;
    return d->low + (y - d->y[0]) / (d->y[1] - d->y[0]) * (d->high - d->low);
}

/* ---- what the axes show ---- */

static void reach(double value, double range[2])
{
    if (isfinite(value)) {
        range[0] = fmin(range[0], value);
        range[1] = fmax(range[1], value);
    }
}

static void find_ranges(const thaw_figure *figure, double x[2], double y[2])
{
    for (size_t k = 0; k < figure->count; k++)
        for (size_t i = 0; i < figure->layers[k]->count; i++) {
            const thaw_spot *spot = &figure->layers[k]->spots[i];
            reach(spot->x, x);
            reach(spot->far_x, x);
            reach(spot->y, y);
            reach(spot->far_y, y);
        }
}

/* What is asked for, or what the layers need and a little more. */
static void settle_range(const thaw_figure_axis *axis, const double found[2], double range[2])
{
    static const double PADDING = 0.06;
    double low = found[0] <= found[1] ? found[0] : 0, high = found[0] <= found[1] ? found[1] : 1;
    double room = high > low ? PADDING * (high - low) : fmax(fabs(low), 1) / 2;
    range[0] = isnan(axis->low) ? low - room : axis->low;
    range[1] = isnan(axis->high) ? high + room : axis->high;
}

/* 1, 2 or 5 times a power of ten, so that about `wanted` steps make up the span. */
static double round_step(double span, double wanted)
{
    double power = pow(10, floor(log10(span / wanted))), steps = span / power / wanted;
    return power * (steps < 1.5 ? 1 : steps < 3.5 ? 2 : steps < 7.5 ? 5 : 10);
}

/* "-0.25", with as many decimals as the step has; never "-0". */
static void show_number(double value, double step, char *text, size_t size)
{
    int decimals = (int)fmax(0, -floor(log10(step) + 1e-9));
    snprintf(text, size, "%.*f", decimals, fabs(value) < step / 1000 ? 0 : value);
}

/* The ticks of an axis: its words, or round numbers within what it shows. Calls `draw` for each. */
static void each_tick(const thaw_figure_axis *axis, const double range[2], double wanted,
                      void (*draw)(thaw_page *page, const thaw_tick *tick), thaw_page *page)
{
    for (size_t k = 0; k < axis->tick_count; k++)
        draw(page, &axis->ticks[k]);
    if (axis->tick_count > 0)
        return;
    double step = round_step(range[1] - range[0], wanted);
    for (double k = ceil(range[0] / step - 1e-9); k * step <= range[1] + 1e-9 * step; k++) {
        char text[64];
        show_number(k * step, step, text, sizeof text);
        draw(page, &(thaw_tick){k * step, text, false});
    }
}

/* ---- words around the frame ---- */

/* Lines of words from y downwards, no wider than the page; returns where the next would stand. */
static double put_lines(thaw_page *page, const char *text, thaw_stroke like, double x, double width,
                        double y, int most)
{
    double line = like.size * 1.3;
    for (int k = 0; *text && k < most; k++) {
        char part[TEXT_MAX];
        size_t next, length = thaw_drawing_text_fit(text, width, like.size, like.bold, &next);
        snprintf(part, sizeof part, "%.*s%s", (int)(length < 500 ? length : 500), text,
                 k + 1 == most && text[next] ? "..." : "");
        thaw_drawing_words(page->drawing, like, x, y - line / 2, part);
        y -= line;
        text += next;
    }
    return y;
}

static int count_lines(const char *text, double size, double width, int most)
{
    int lines = 0;
    for (; *text && lines < most; lines++) {
        size_t next;
        thaw_drawing_text_fit(text, width, size, false, &next);
        text += next;
    }
    return lines;
}

static void axis_text(const thaw_figure_axis *axis, char *text, size_t size)
{
    snprintf(text, size, "%s%s%s", axis->label, axis->label[0] && axis->unit[0] ? ", " : "",
             axis->unit);
}

/* The room that the words of the upright axis take to its left; headings stand left of the rest. */
static double tick_room(const thaw_figure_axis *axis, const double range[2], double wanted)
{
    double widest = 0, heading = 0;
    for (size_t k = 0; k < axis->tick_count; k++) {
        const thaw_tick *tick = &axis->ticks[k];
        double width = thaw_drawing_text_width(tick->label, strlen(tick->label), THAW_WORDS_SIZE,
                                               tick->heading);
        if (tick->heading)
            heading = fmax(heading, width + 2 * GAP);
        else
            widest = fmax(widest, width);
    }
    if (axis->tick_count > 0)
        return heading + widest;
    double step = round_step(range[1] - range[0], wanted);
    for (int side = 0; side < 2; side++) {
        char text[64];
        show_number(range[side], step, text, sizeof text);
        widest = fmax(widest, thaw_drawing_text_width(text, strlen(text), THAW_WORDS_SIZE, false));
    }
    return widest;
}

static void draw_x_tick(thaw_page *page, const thaw_tick *tick)
{
    thaw_drawing *d = page->drawing;
    double x = thaw_page_x(page, tick->at);
    thaw_stroke words = WORDS;
    words.just = 0.5;
    thaw_drawing_segment(d, FRAME, x, d->low, x, d->low - TICK);
    thaw_drawing_words(d, words, x, d->low - TICK - THAW_WORDS_SIZE * 0.75, tick->label);
}

static void draw_y_tick(thaw_page *page, const thaw_tick *tick)
{
    thaw_drawing *d = page->drawing;
    double y = thaw_page_y(page, tick->at);
    thaw_stroke words = WORDS;
    if (tick->heading) {
        words.bold = true;
        thaw_drawing_words(d, words, MARGIN, y, tick->label);
        return;
    }
    words.just = 1;
    if (tick->label[0]) {
        thaw_drawing_segment(d, GRID, d->left, y, d->right, y);
        thaw_drawing_segment(d, FRAME, d->left - TICK, y, d->left, y);
    }
    thaw_drawing_words(d, words, d->left - TICK - GAP / 2, y, tick->label);
}

static const double X_TICKS = 7, Y_TICKS = 6;

/* Title and all above the frame; then all beneath it. The frame is what is left. */
static void draw_surroundings(thaw_page *page)
{
    const thaw_figure *f = page->figure;
    thaw_drawing *d = page->drawing;
    char text[TEXT_MAX];
    double width = d->width - 2 * MARGIN, y = d->height - MARGIN + GAP;
    thaw_stroke title = WORDS, axis = WORDS;
    title.size = THAW_TITLE_SIZE;
    title.bold = true;
    y = put_lines(page, f->title, title, MARGIN, width, y, TITLE_LINES);
    y = put_lines(page, f->subtitle, WORDS, MARGIN, width, y, SUBTITLE_LINES) - GAP / 2;
    d->left = MARGIN + tick_room(&f->y, d->y, Y_TICKS) + TICK + GAP / 2;
    d->right = d->width - MARGIN;
    axis_text(&f->y, text, sizeof text);
    d->high = put_lines(page, text, axis, MARGIN, width, y, 1) - GAP;

    int notes = count_lines(f->note, THAW_WORDS_SIZE, width, NOTE_LINES);
    double foot = MARGIN - GAP + notes * THAW_WORDS_SIZE * 1.3;
    put_lines(page, f->note, WORDS, MARGIN, width, foot, NOTE_LINES);
    axis_text(&f->x, text, sizeof text);
    int labels = count_lines(text, THAW_WORDS_SIZE, d->right - d->left, 2);
    double base = foot + GAP + labels * THAW_WORDS_SIZE * 1.3;
    axis.just = 0.5;
    put_lines(page, text, axis, (d->left + d->right) / 2, d->right - d->left, base, 2);
    d->low = base + TICK + THAW_WORDS_SIZE * 1.4;
}

/* ---- layers ---- */

static thaw_stroke stroke_of(const thaw_look *look)
{
    return (thaw_stroke){.hue = look->hue,
                         .width = look->width > 0 ? look->width : 1.2,
                         .dash = look->dash,
                         .inside = true};
}

void thaw_page_polygon(thaw_page *page, const thaw_look *look, const double (*points)[2],
                       size_t count)
{
    thaw_stroke fill = stroke_of(look), line = stroke_of(look);
    fill.kind = THAW_STROKE_FILL;
    fill.tint = look->tint;
    if (look->tint < 1)
        thaw_drawing_add(page->drawing, fill, points, count);
    if (look->hatch != THAW_HATCH_NONE) {
        fill.hatch = look->hatch;
        fill.tint = 0;
        fill.width = 0.9;
        thaw_drawing_add(page->drawing, fill, points, count);
    }
    if (!look->outline)
        return;
    line.kind = THAW_STROKE_LINE;
    for (size_t k = 0; k < count; k++)
        thaw_page_avoid_line(page, points[k][0], points[k][1], points[(k + 1) % count][0],
                             points[(k + 1) % count][1], 1);
    thaw_drawing_add(page->drawing, line, points, count);
    thaw_drawing_segment(page->drawing, line, points[count - 1][0], points[count - 1][1],
                         points[0][0], points[0][1]);
}

static void draw_boxes(thaw_page *page, const thaw_layer *layer)
{
    for (size_t k = 0; k < layer->count; k++) {
        const thaw_spot *s = &layer->spots[k];
        double x0 = thaw_page_x(page, s->x), x1 = thaw_page_x(page, s->far_x);
        double y0 = thaw_page_y(page, s->y), y1 = thaw_page_y(page, s->far_y);
        const double corners[4][2] = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
        thaw_page_polygon(page, &layer->look, corners, 4);
    }
}

/* The layer's spots on the page, from `first` up to one that is no number; *count of them. */
static double (*place_spots(thaw_page *page, const thaw_layer *layer, size_t first,
                            size_t *count))[2]
{
    double(*points)[2] = calloc(layer->count - first + 1, sizeof *points);
    *count = 0;
    if (!points) {
        page->drawing->failed = true;
        return NULL;
    }
    for (size_t k = first; k < layer->count; k++) {
        const thaw_spot *spot = &layer->spots[k];
        if (!isfinite(spot->x) || !isfinite(spot->y))
            break;
        points[*count][0] = thaw_page_x(page, spot->x);
        points[*count][1] = thaw_page_y(page, spot->y);
        ++*count;
    }
    return points;
}

static void draw_region(thaw_page *page, const thaw_layer *layer)
{
    size_t count;
    double(*points)[2] = place_spots(page, layer, 0, &count);
    if (points && count > 0)
        thaw_page_polygon(page, &layer->look, (const double(*)[2])points, count);
    free(points);
}

static void draw_line(thaw_page *page, const thaw_layer *layer)
{
    for (size_t first = 0, count; first < layer->count; first += count + 1) {
        double(*points)[2] = place_spots(page, layer, first, &count);
        if (!points)
            return;
        if (count > 1) {
            thaw_drawing_add(page->drawing, stroke_of(&layer->look), (const double(*)[2])points,
                             count);
            for (size_t k = 1; k < count; k++)
                thaw_page_avoid_line(page, points[k - 1][0], points[k - 1][1], points[k][0],
                                     points[k][1], 1);
        }
        free(points);
    }
}

static void draw_rules(thaw_page *page, const thaw_layer *layer)
{
    static const double WEIGHT = 0.5; /* words may stand on these rather than on others */
    const thaw_drawing *d = page->drawing;
    for (size_t k = 0; k < layer->count; k++) {
        bool up = layer->shape == THAW_LAYER_UP;
        double x = up ? thaw_page_x(page, layer->spots[k].x) : d->left;
        double y = up ? d->low : thaw_page_y(page, layer->spots[k].y);
        double far_x = up ? x : d->right, far_y = up ? d->high : y;
        thaw_drawing_segment(page->drawing, stroke_of(&layer->look), x, y, far_x, far_y);
        thaw_page_avoid_line(page, x, y, far_x, far_y, WEIGHT);
    }
}

/* ---- marks ---- */

/* Corners of a mark around a place, as a polygon; none for what is made of strokes. */
static size_t mark_corners(thaw_mark mark, double x, double y, double corners[][2])
{
    enum { ROUND = 20 };
    static const double PI = 3.14159265358979323846;
    int count = mark == THAW_MARK_DISC || mark == THAW_MARK_RING        ? ROUND
                : mark == THAW_MARK_SQUARE || mark == THAW_MARK_DIAMOND ? 4
                                                                        : 3;
    double radius = THAW_MARK_RADIUS * (count == ROUND ? 1 : count == 4 ? 1.25 : 1.35);
    double turn = mark == THAW_MARK_SQUARE ? PI / 4
                  : mark == THAW_MARK_UP   ? PI / 2
                  : mark == THAW_MARK_DOWN ? -PI / 2
                                           : 0;
    for (int k = 0; k < count; k++) {
        corners[k][0] = x + radius * cos(turn + 2 * PI * k / count);
        corners[k][1] = y + radius * sin(turn + 2 * PI * k / count);
    }
    return (size_t)count;
}

static void draw_mark(thaw_page *page, const thaw_look *look, double x, double y)
{
    enum { MOST = 24 };
    double corners[MOST][2], r = THAW_MARK_RADIUS * 0.8;
    thaw_stroke fill = stroke_of(look), line = stroke_of(look);
    line.width = 2;
    fill.inside = line.inside = false;
    line.dash = THAW_DASH_NONE;
    if (look->mark == THAW_MARK_CROSS) {
        thaw_drawing_segment(page->drawing, line, x - r, y - r, x + r, y + r);
        thaw_drawing_segment(page->drawing, line, x - r, y + r, x + r, y - r);
        return;
    }
    size_t count = mark_corners(look->mark, x, y, corners);
    fill.kind = THAW_STROKE_FILL;
    if (look->mark == THAW_MARK_RING)
        fill.hue = THAW_HUE_PAPER;
    else
        line.hue = THAW_HUE_PAPER;
    line.width = look->mark == THAW_MARK_RING ? 2 : 1;
    corners[count][0] = corners[0][0];
    corners[count][1] = corners[0][1];
    thaw_drawing_add(page->drawing, fill, (const double(*)[2])corners, count);
    thaw_drawing_add(page->drawing, line, (const double(*)[2])corners, count + 1);
}

static void draw_points(thaw_page *page, const thaw_layer *layer)
{
    if (layer->look.mark == THAW_MARK_NONE)
        return;
    for (size_t k = 0; k < layer->count; k++) {
        static const double WEIGHT = 4;
        double x = thaw_page_x(page, layer->spots[k].x), y = thaw_page_y(page, layer->spots[k].y);
        double r = THAW_MARK_RADIUS;
        draw_mark(page, &layer->look, x, y);
        for (int side = -1; side <= 1; side++)
            thaw_page_avoid_line(page, x - r, y + side * r, x + r, y + side * r, WEIGHT);
    }
}

static void draw_layer(thaw_page *page, const thaw_layer *layer)
{
    static void (*const draw[])(thaw_page *, const thaw_layer *) = {
        draw_line, draw_region, draw_points, draw_boxes, draw_rules, draw_rules};
    draw[layer->shape](page, layer);
}

/* ---- the page ---- */

static void copy_text(thaw_drawing *drawing, const char *text, char **copy)
{
    *copy = strdup(text);
    drawing->failed = drawing->failed || !*copy;
}

void thaw_figure_lay_out(const thaw_figure *figure, thaw_drawing *drawing)
{
    double x[2] = {INFINITY, -INFINITY}, y[2] = {INFINITY, -INFINITY};
    *drawing = (thaw_drawing){.width = THAW_PAGE_WIDTH, .height = THAW_PAGE_HEIGHT};
    thaw_page page = {.figure = figure, .drawing = drawing};
    find_ranges(figure, x, y);
    settle_range(&figure->x, x, drawing->x);
    settle_range(&figure->y, y, drawing->y);
    copy_text(drawing, figure->title, &drawing->title);
    copy_text(drawing, figure->description, &drawing->description);
    draw_surroundings(&page);
    for (size_t k = 0; k < figure->count; k++)
        if (figure->layers[k]->shape == THAW_LAYER_BOXES ||
            figure->layers[k]->shape == THAW_LAYER_REGION)
            draw_layer(&page, figure->layers[k]);
    each_tick(&figure->y, drawing->y, Y_TICKS, draw_y_tick, &page);
    each_tick(&figure->x, drawing->x, X_TICKS, draw_x_tick, &page);
    for (size_t k = 0; k < figure->count; k++)
        if (figure->layers[k]->shape != THAW_LAYER_BOXES &&
            figure->layers[k]->shape != THAW_LAYER_REGION)
            draw_layer(&page, figure->layers[k]);
    thaw_drawing_segment(drawing, FRAME, drawing->left, drawing->low, drawing->right, drawing->low);
    thaw_drawing_segment(drawing, FRAME, drawing->left, drawing->low, drawing->left, drawing->high);
    thaw_page_labels(&page);
    free(page.obstacles);
    free(page.taken);
}
