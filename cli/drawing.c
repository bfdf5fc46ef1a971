/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings: a list of strokes, and how wide words are. */
#include "cli/drawing.h"

#include <stdlib.h>
#include <string.h>

void thaw_drawing_clear(thaw_drawing *drawing)
{
    for (size_t k = 0; k < drawing->count; k++)
        free(drawing->strokes[k].text);
    free(drawing->strokes);
    free(drawing->point);
    free(drawing->title);
    free(drawing->description);
    *drawing = (thaw_drawing){0};
}

static bool make_room(thaw_drawing *drawing, size_t points)
{
    if (drawing->point_count + points > drawing->point_room) {
        size_t room = 2 * (drawing->point_count + points);
        double(*longer)[2] = realloc(drawing->point, room * sizeof *longer);
        if (!longer)
            return false;
        drawing->point = longer;
        drawing->point_room = room;
    }
    if (drawing->count == drawing->room) {
        size_t room = 2 * drawing->room + 16;
        thaw_stroke *longer = realloc(drawing->strokes, room * sizeof *longer);
        if (!longer)
            return false;
        drawing->strokes = longer;
        drawing->room = room;
    }
    return true;
}

void thaw_drawing_add(thaw_drawing *drawing, thaw_stroke like, const double (*points)[2],
                      size_t count)
{
    if (!make_room(drawing, count)) {
        drawing->failed = true;
        free(like.text);
        return;
    }
    like.first = drawing->point_count;
    like.count = count;
    memcpy(drawing->point + drawing->point_count, points, count * sizeof *points);
    drawing->point_count += count;
    drawing->strokes[drawing->count++] = like;
}

void thaw_drawing_segment(thaw_drawing *drawing, thaw_stroke like, double x0, double y0, double x1,
                          double y1)
{
    const double ends[2][2] = {{x0, y0}, {x1, y1}};
    like.kind = THAW_STROKE_LINE;
    thaw_drawing_add(drawing, like, ends, 2);
}

void thaw_drawing_box(thaw_drawing *drawing, thaw_stroke like, double x0, double y0, double x1,
                      double y1)
{
    const double corners[4][2] = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
    like.kind = THAW_STROKE_FILL;
    thaw_drawing_add(drawing, like, corners, 4);
}

void thaw_drawing_words(thaw_drawing *drawing, thaw_stroke like, double x, double y,
                        const char *text)
{
    const double at[1][2] = {{x, y}};
    like.kind = THAW_STROKE_WORDS;
    like.text = strdup(text);
    drawing->failed = drawing->failed || !like.text;
    if (like.text)
        thaw_drawing_add(drawing, like, at, 1);
}

/* ---- how wide words are ---- */

/* Advances of ' ' to '~' in DejaVu Sans 2.37, in thousandths of its size; of other characters one
 * of the wider; how much wider bold is. */
static const short advances[] = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361,  318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,  611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,  525, 636, 337, 636, 838};
static const double OTHER = 0.7, BOLD = 1.1;

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static double advance_of(char byte)
{
    return byte >= ' ' && byte <= '~' ? advances[byte - ' '] / 1000.0 : continues(byte) ? 0 : OTHER;
}

double thaw_drawing_text_width(const char *text, size_t length, double size, bool bold)
{
    double sum = 0;
    for (size_t k = 0; k < length; k++)
        sum += advance_of(text[k]);
    return sum * size * (bold ? BOLD : 1);
}

size_t thaw_drawing_text_fit(const char *text, double width, double size, bool bold, size_t *next)
{
    size_t length = 0, blank = 0;
    while (text[length] && thaw_drawing_text_width(text, length + 1, size, bold) <= width) {
        if (text[length] == ' ')
            blank = length;
        length++;
    }
    if (!text[length]) {
        *next = length;
        return length;
    }
    if (text[length] == ' ')
        blank = length;
    while (blank == 0 && length > 0 && continues(text[length]))
        length--;
    if (blank > 0)
        length = blank;
    else if (length == 0) /* not even one character fits: it is taken all the same */
        while (length == 0 || continues(text[length]))
            length++;
    *next = length + (text[length] == ' ' ? 1 : 0);
    return length;
}
