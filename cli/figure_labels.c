/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words beside what they name. Each is tried in a number of places and put where it covers least:
 * first of all no other words, then no marks, then no lines. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/figure_page.h"

/* What it costs to stand somewhere. Overlap of words is never accepted. */
static const double OVERLAP = 1e6, OUTSIDE = 1e5, ELSEWHERE = 60, DEPTH = 20;
static const double COVERS = 3, NEAR = 0.15, CENTRE = 12;
static const double ROOM = 30;        /* of a shape around the words on it */
static const double BESIDE = 0.15;    /* of the words beside their shape: they need a key */
static const double KEY = 22;         /* room for the key, a patch of the shape before the words */
static const double LEADER_FROM = 20; /* farther from its spot, a line leads there */

static bool make_room(thaw_page *page, void **items, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return true;
    size_t more = 2 * *room + 64;
    void *longer = realloc(*items, more * size);
    if (!longer) {
        page->drawing->failed = true;
        return false;
    }
    *items = longer;
    *room = more;
    return true;
}

void thaw_page_avoid_line(thaw_page *page, double x0, double y0, double x1, double y1,
                          double weight)
{
    static const double STEP = 5;
    if (!isfinite(x0 + y0 + x1 + y1))
        return;
    int steps = (int)fmin(1000, ceil(hypot(x1 - x0, y1 - y0) / STEP));
    for (int k = 0; k <= steps; k++) {
        void *items = page->obstacles;
        double share = steps > 0 ? (double)k / steps : 0;
        bool done = make_room(page, &items, page->obstacle_count, &page->obstacle_room,
                              sizeof *page->obstacles);
        page->obstacles = items;
        if (!done)
            return;
        page->obstacles[page->obstacle_count++] =
            (thaw_obstacle){x0 + share * (x1 - x0), y0 + share * (y1 - y0), weight};
    }
}

/* Notes a rectangle as taken by words. */
static void take(thaw_page *page, thaw_rectangle box)
{
    void *items = page->taken;
    bool done = make_room(page, &items, page->taken_count, &page->taken_room, sizeof *page->taken);
    page->taken = items;
    if (done)
        page->taken[page->taken_count++] = box;
}

/* ---- one label and where it could stand ---- */

typedef struct label {
    const char *text;
    double width, height;
    const thaw_layer *layer; /* whose shape it should stand on; NULL: nowhere special */
    double spot_x, spot_y;   /* what it names, on the page */
    bool lonely;             /* it should stand where no other line is near */
    bool keyed;              /* a patch that looks like the layer stands before the words */
    thaw_rectangle best;
    double cost;    /* of the best; infinite before any */
    double covered; /* of its lines and marks, by the best */
} label;

static bool overlap(thaw_rectangle a, thaw_rectangle b)
{
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

static bool inside_polygon(const thaw_page *page, const thaw_layer *layer, double x, double y)
{
    bool inside = false;
    for (size_t k = 0, j = layer->count - 1; k < layer->count; j = k++) {
        double x0 = thaw_page_x(page, layer->spots[k].x), y0 = thaw_page_y(page, layer->spots[k].y);
        double x1 = thaw_page_x(page, layer->spots[j].x), y1 = thaw_page_y(page, layer->spots[j].y);
        if ((y0 > y) != (y1 > y) && x < x0 + (y - y0) / (y1 - y0) * (x1 - x0))
            inside = !inside;
    }
    return inside;
}

static bool inside_boxes(const thaw_page *page, const thaw_layer *layer, double x, double y)
{
    for (size_t k = 0; k < layer->count; k++) {
        const thaw_spot *s = &layer->spots[k];
        double x0 = thaw_page_x(page, s->x), x1 = thaw_page_x(page, s->far_x);
        double y0 = thaw_page_y(page, s->y), y1 = thaw_page_y(page, s->far_y);
        if (x >= fmin(x0, x1) && x <= fmax(x0, x1) && y >= fmin(y0, y1) && y <= fmax(y0, y1))
            return true;
    }
    return false;
}

/* The share of a rectangle that does not lie on the layer's shape. */
static double elsewhere(const thaw_page *page, const thaw_layer *layer, thaw_rectangle box)
{
    enum { ACROSS = 5, DOWN = 3 };
    int out = 0;
    for (int i = 0; i < ACROSS; i++)
        for (int j = 0; j < DOWN; j++) {
            double x = box.x0 + (box.x1 - box.x0) * i / (ACROSS - 1);
            double y = box.y0 + (box.y1 - box.y0) * j / (DOWN - 1);
            out += layer->shape == THAW_LAYER_REGION ? !inside_polygon(page, layer, x, y)
                                                     : !inside_boxes(page, layer, x, y);
        }
    return (double)out / (ACROSS * DOWN);
}

static bool within(thaw_rectangle box, double x, double y, double room)
{
    return x > box.x0 - room && x < box.x1 + room && y > box.y0 - room && y < box.y1 + room;
}

/* Tries a place for the label's middle; `dislike` is what speaks against it from the outset. */
static void try_place(const thaw_page *page, label *l, double x, double y, double dislike)
{
    const thaw_drawing *d = page->drawing;
    thaw_rectangle box = {x - l->width / 2, y - l->height / 2, x + l->width / 2, y + l->height / 2};
    double cost = dislike, covered = 0;
    if (box.x0 < d->left + 2 || box.x1 > d->width - 8 || box.y0 < d->low + 2 ||
        box.y1 > d->high + 6)
        cost += OUTSIDE;
    for (size_t k = 0; k < page->taken_count && cost < l->cost; k++)
        cost += overlap(box, page->taken[k]) ? OVERLAP : 0;
    for (size_t k = 0; k < page->obstacle_count && cost + covered < l->cost; k++) {
        const thaw_obstacle *o = &page->obstacles[k];
        if (within(box, o->x, o->y, 0))
            covered += COVERS * o->weight;
        else if (l->lonely && within(box, o->x, o->y, ROOM))
            cost += NEAR * o->weight;
    }
    if (l->layer && cost + covered < l->cost) {
        thaw_rectangle around = {box.x0 - ROOM, box.y0 - ROOM, box.x1 + ROOM, box.y1 + ROOM};
        cost +=
            ELSEWHERE * elsewhere(page, l->layer, box) + DEPTH * elsewhere(page, l->layer, around);
    }
    if (cost + covered < l->cost) {
        l->cost = cost + covered;
        l->best = box;
        l->covered = covered;
    }
}

static void begin(label *l, const char *text, const thaw_layer *layer)
{
    *l = (label){.text = text,
                 .width = thaw_drawing_text_width(text, strlen(text), THAW_WORDS_SIZE, false) + 6,
                 .height = THAW_WORDS_SIZE * 1.2,
                 .layer = layer,
                 .cost = INFINITY};
}

static double clamped(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

/* A line from what is named to the nearest edge of the words. */
static void lead(thaw_page *page, const label *l)
{
    double x = clamped(l->spot_x, l->best.x0, l->best.x1);
    double y = clamped(l->spot_y, l->best.y0, l->best.y1);
    double distance = hypot(x - l->spot_x, y - l->spot_y);
    if (distance < LEADER_FROM)
        return;
    double share = l->layer ? 0 : THAW_MARK_RADIUS / distance;
    thaw_drawing_segment(
        page->drawing, (thaw_stroke){.hue = THAW_HUE_INK, .tint = 0.3, .width = 0.9},
        l->spot_x + share * (x - l->spot_x), l->spot_y + share * (y - l->spot_y), x, y);
}

/* A patch of the layer in a frame, before the words. */
static void draw_key(thaw_page *page, const label *l)
{
    static const double GAP = 4;
    static const thaw_stroke frame = {.hue = THAW_HUE_INK, .width = 0.9};
    double x0 = l->best.x0 + GAP, x1 = l->best.x0 + KEY - GAP / 2;
    double y0 = l->best.y0 + GAP / 2, y1 = l->best.y1 - GAP / 2;
    const double corners[5][2] = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}};
    thaw_page_polygon(page, &l->layer->look, corners, 4);
    thaw_drawing_add(page->drawing, frame, corners, 5);
}

/* Draws the words where they stand best, on paper where they cover a line. */
static void settle(thaw_page *page, const label *l)
{
    static const thaw_stroke words = {.hue = THAW_HUE_INK, .size = THAW_WORDS_SIZE, .just = 0.5};
    if (!(l->cost < OUTSIDE))
        return;
    if (l->covered > 0 || l->keyed || (l->layer && l->layer->look.hatch != THAW_HATCH_NONE))
        thaw_drawing_box(page->drawing, (thaw_stroke){.hue = THAW_HUE_PAPER}, l->best.x0,
                         l->best.y0, l->best.x1, l->best.y1);
    if (l->keyed)
        draw_key(page, l);
    thaw_drawing_words(page->drawing, words, (l->best.x0 + (l->keyed ? KEY : 0) + l->best.x1) / 2,
                       (l->best.y0 + l->best.y1) / 2, l->text);
    take(page, l->best);
}

/* ---- what is named ---- */

static void label_spot(thaw_page *page, const thaw_layer *layer, const thaw_spot *spot)
{
    static const double distances[] = {3, 16, 32, 54};
    static const double ways[][2] = {{1, 0}, {-1, 0}, {0, 1},  {0, -1},
                                     {1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
    bool bare = layer->look.mark == THAW_MARK_NONE;
    double radius = bare ? 0 : THAW_MARK_RADIUS;
    label l;
    begin(&l, spot->label, NULL);
    l.spot_x = thaw_page_x(page, spot->x);
    l.spot_y = thaw_page_y(page, spot->y);
    if (bare)
        try_place(page, &l, l.spot_x, l.spot_y, 0);
    for (size_t k = 0; k < sizeof distances / sizeof *distances; k++)
        for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
            double room = radius + distances[k];
            try_place(page, &l, l.spot_x + ways[w][0] * (room + l.width / 2),
                      l.spot_y + ways[w][1] * (room + l.height / 2),
                      distances[k] / 3 + (double)w / 10);
        }
    if (!bare && l.cost < OUTSIDE)
        lead(page, &l);
    settle(page, &l);
}

/* The words of a bar stand at its far end. */
static void label_box(thaw_page *page, const thaw_spot *spot)
{
    label l;
    begin(&l, spot->label, NULL);
    double x = thaw_page_x(page, spot->far_x), from = thaw_page_x(page, spot->x);
    double y = (thaw_page_y(page, spot->y) + thaw_page_y(page, spot->far_y)) / 2;
    double way = x < from ? -1 : 1;
    try_place(page, &l, x + way * (l.width / 2 + 3), y, 0);
    try_place(page, &l, x - way * (l.width / 2 + 3), y, 5);
    settle(page, &l);
}

static void label_line(thaw_page *page, const thaw_layer *layer)
{
    static const double offset = 13;
    label l;
    begin(&l, layer->name, NULL);
    l.lonely = true;
    for (size_t k = 0; k < layer->count; k++) {
        if (!isfinite(layer->spots[k].x) || !isfinite(layer->spots[k].y))
            continue;
        double x = thaw_page_x(page, layer->spots[k].x), y = thaw_page_y(page, layer->spots[k].y);
        double dislike = 1 - (double)k / (double)layer->count; /* the end is read first */
        try_place(page, &l, x, y + offset, dislike);
        try_place(page, &l, x, y - offset, dislike);
        try_place(page, &l, x + l.width / 2 + 6, y, dislike);
        try_place(page, &l, x - l.width / 2 - 6, y, dislike);
    }
    settle(page, &l);
}

static void label_rule(thaw_page *page, const thaw_layer *layer)
{
    enum { STEPS = 20 };
    const thaw_drawing *d = page->drawing;
    label l;
    begin(&l, layer->name, NULL);
    bool up = layer->shape == THAW_LAYER_UP;
    double x = up ? thaw_page_x(page, layer->spots[0].x) : 0;
    double y = up ? 0 : thaw_page_y(page, layer->spots[0].y);
    for (int k = 0; k <= STEPS; k++) {
        double share = (double)k / STEPS;
        double along = d->left + l.width / 2 + 4 + share * (d->right - d->left - l.width - 8);
        double high = d->low + l.height + share * (d->high - d->low - l.height);
        for (int side = -1; side <= 1; side += 2)
            try_place(page, &l, up ? x + side * (l.width / 2 + 4) : along,
                      up ? high : y + side * 12, up ? 4 * (1 - share) : 4 * share);
    }
    settle(page, &l);
}

/* The middle of a shape: of its corners, or of its boxes by their size. */
static void find_middle(const thaw_page *page, const thaw_layer *layer, double middle[2])
{
    double weight = 0;
    middle[0] = middle[1] = 0;
    for (size_t k = 0; k < layer->count; k++) {
        const thaw_spot *s = &layer->spots[k];
        bool box = layer->shape == THAW_LAYER_BOXES;
        double x = thaw_page_x(page, s->x), y = thaw_page_y(page, s->y);
        double far_x = box ? thaw_page_x(page, s->far_x) : x + 1;
        double far_y = box ? thaw_page_y(page, s->far_y) : y + 1;
        double size = fabs((far_x - x) * (far_y - y));
        middle[0] += size * (x + far_x) / 2;
        middle[1] += size * (y + far_y) / 2;
        weight += size;
    }
    middle[0] /= weight;
    middle[1] /= weight;
}

/* What words that do not fit on a layer's boxes lead to: the middle of the largest. */
static void find_largest(const thaw_page *page, const thaw_layer *layer, label *l)
{
    double largest = -1;
    for (size_t k = 0; k < layer->count; k++) {
        const thaw_spot *s = &layer->spots[k];
        double size = fabs((s->far_x - s->x) * (s->far_y - s->y));
        if (size <= largest)
            continue;
        largest = size;
        l->spot_x = thaw_page_x(page, (s->x + s->far_x) / 2);
        l->spot_y = thaw_page_y(page, (s->y + s->far_y) / 2);
    }
}

/* Words on a shape: somewhere on a grid over the frame, best on the shape itself. */
static label place_on_shape(const thaw_page *page, const thaw_layer *layer, bool keyed)
{
    enum { ACROSS = 36, DOWN = 24 };
    const thaw_drawing *d = page->drawing;
    label l;
    double middle[2];
    begin(&l, layer->name, layer);
    l.keyed = keyed;
    l.width += keyed ? KEY : 0;
    find_middle(page, layer, middle);
    for (int i = 0; i <= ACROSS; i++)
        for (int j = 0; j <= DOWN; j++) {
            double x = d->left + (d->right - d->left) * i / ACROSS;
            double y = d->low + (d->high - d->low) * j / DOWN;
            try_place(page, &l, x, y, CENTRE * hypot(x - middle[0], y - middle[1]) / d->width);
        }
    return l;
}

/* Boxes too small for their name have it beside them, with a key. */
static void label_shape(thaw_page *page, const thaw_layer *layer)
{
    label l = place_on_shape(page, layer, false);
    if (layer->shape == THAW_LAYER_BOXES && l.cost < OUTSIDE &&
        elsewhere(page, layer, l.best) > BESIDE) {
        label keyed = place_on_shape(page, layer, true);
        if (keyed.cost < OUTSIDE)
            l = keyed;
        find_largest(page, layer, &l);
        lead(page, &l);
    }
    settle(page, &l);
}

static void label_layer(thaw_page *page, const thaw_layer *layer)
{
    if (layer->shape == THAW_LAYER_LINE)
        label_line(page, layer);
    else if (layer->shape == THAW_LAYER_ACROSS || layer->shape == THAW_LAYER_UP)
        label_rule(page, layer);
    else if (layer->shape != THAW_LAYER_POINTS)
        label_shape(page, layer);
}

void thaw_page_labels(thaw_page *page)
{
    const thaw_figure *f = page->figure;
    for (size_t k = 0; k < f->count; k++)
        for (size_t i = 0; i < f->layers[k]->count; i++) {
            const thaw_spot *spot = &f->layers[k]->spots[i];
            if (!spot->label || f->layers[k]->silent)
                continue;
            if (f->layers[k]->shape == THAW_LAYER_BOXES)
                label_box(page, spot);
            else
                label_spot(page, f->layers[k], spot);
        }
    for (size_t k = 0; k < f->count; k++)
        if (f->layers[k]->named && f->layers[k]->count > 0)
            label_layer(page, f->layers[k]);
}
