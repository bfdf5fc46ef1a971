/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/figure_layout and cli/figure_labels: what is shown stands where the axes say, and
 * words can be read. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

#include "cli/figure_page.h"
#include "tests/support/figures.h"

static thaw_rectangle box_of(const thaw_drawing *d, const thaw_stroke *words)
{
    double width =
        thaw_drawing_text_width(words->text, strlen(words->text), words->size, words->bold);
    double x = d->point[words->first][0] - words->just * width, y = d->point[words->first][1];
    double half = words->size / 2; /* letters without the space between lines */
    return (thaw_rectangle){x, y - half, x + width, y + half};
}

/* No words on others, none cut off, none too small to be read from the last row. */
static void expect_legible(const thaw_drawing *d, const char *line)
{
    for (size_t k = 0; k < d->count; k++) {
        if (d->strokes[k].kind != THAW_STROKE_WORDS)
            continue;
        thaw_rectangle a = box_of(d, &d->strokes[k]);
        cr_expect(ge(dbl, d->strokes[k].size, 16), "%s", line);
        cr_expect(a.x0 >= 0 && a.x1 <= d->width && a.y0 >= 0 && a.y1 <= d->height, "%s: '%s'", line,
                  d->strokes[k].text);
        for (size_t i = 0; i < k; i++) {
            if (d->strokes[i].kind != THAW_STROKE_WORDS)
                continue;
            thaw_rectangle b = box_of(d, &d->strokes[i]);
            cr_expect(not(a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1),
                      "%s: '%s' on '%s'", line, d->strokes[k].text, d->strokes[i].text);
        }
    }
}

Test(figure_layout, words_can_be_read)
{
    static const char *const lines[] = {
        "sets baseline partial@grim full_calm+delist@grim partial_pressure+delist@trigger:3 "
        "--tolerance 0.5",
        "sets scenarios/games/pd.json cooperate/cooperate@grim defect/defect@grim",
        "threshold baseline partial@grim --vary leverage.linkage=0:2:3",
        "map baseline partial@grim --map listing.rule,leverage.linkage --vary "
        "leverage.linkage=0,2",
        "path 2023-woodside-deal partial@grim --months 90 --seed 3",
        "path taiwan-crisis partial@trigger:6 --months 120",
        "survival taiwan-crisis partial@grim partial@trigger:6 no-deal --runs 40 --months 60",
        "tornado 2023-woodside-deal partial@grim --vary leverage.linkage",
        "replay 2023-woodside-deal partial@grim --from 2021-03 --to 2024-01"};
    for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) {
        thaw_figure f;
        thaw_drawing d;
        figure_of(lines[k], &f);
        thaw_figure_lay_out(&f, &d);
        cr_assert(not(d.failed));
        expect_legible(&d, lines[k]);
        thaw_drawing_clear(&d);
        thaw_figure_clear(&f);
    }
}

/* A figure of one line through three places. */
static void make_line(thaw_figure *f)
{
    thaw_figure_init(f);
    f->x.low = 10;
    f->x.high = 20;
    f->y.low = -1;
    f->y.high = 3;
    thaw_layer *layer = thaw_figure_layer(f, THAW_LAYER_LINE,
                                          (thaw_look){.hue = THAW_HUE_BLUE, .width = 5}, "line");
    thaw_layer_spot(layer, 10, -1);
    thaw_layer_spot(layer, 15, 1);
    thaw_layer_spot(layer, 20, 3);
}

Test(figure_layout, places_follow_the_axes)
{
    thaw_figure f;
    thaw_drawing d;
    make_line(&f);
    thaw_figure_lay_out(&f, &d);
    const thaw_stroke *line = NULL;
    for (size_t k = 0; k < d.count; k++)
        if (d.strokes[k].kind == THAW_STROKE_LINE && d.strokes[k].width == 5)
            line = &d.strokes[k];
    cr_assert(line && line->count == 3);
    const double(*p)[2] = (const double(*)[2])d.point + line->first;
    cr_expect(epsilon_eq(dbl, p[0][0], d.left, 1e-9));
    cr_expect(epsilon_eq(dbl, p[0][1], d.low, 1e-9));
    cr_expect(epsilon_eq(dbl, p[1][0], (d.left + d.right) / 2, 1e-9));
    cr_expect(epsilon_eq(dbl, p[1][1], (d.low + d.high) / 2, 1e-9));
    cr_expect(epsilon_eq(dbl, p[2][0], d.right, 1e-9));
    cr_expect(epsilon_eq(dbl, p[2][1], d.high, 1e-9));
    thaw_drawing_clear(&d);
    thaw_figure_clear(&f);
}

static bool has_words(const thaw_drawing *d, const char *text)
{
    for (size_t k = 0; k < d->count; k++)
        if (d->strokes[k].kind == THAW_STROKE_WORDS && strcmp(d->strokes[k].text, text) == 0)
            return true;
    return false;
}

Test(figure_layout, ticks_are_round_numbers)
{
    thaw_figure f;
    thaw_drawing d;
    make_line(&f);
    thaw_figure_lay_out(&f, &d);
    cr_expect(has_words(&d, "10") && has_words(&d, "12") && has_words(&d, "20"));
    cr_expect(has_words(&d, "-1.0") && has_words(&d, "0.0") && has_words(&d, "2.5"));
    cr_expect(not(has_words(&d, "-0.0")));
    thaw_drawing_clear(&d);
    thaw_figure_clear(&f);
}

Test(figure_layout, gaps_break_a_line)
{
    thaw_figure f;
    thaw_drawing d;
    size_t pieces = 0;
    make_line(&f);
    thaw_layer_spot(f.layers[0], NAN, NAN);
    thaw_layer_spot(f.layers[0], 12, 0);
    thaw_layer_spot(f.layers[0], 13, 0);
    thaw_figure_lay_out(&f, &d);
    for (size_t k = 0; k < d.count; k++)
        pieces += d.strokes[k].kind == THAW_STROKE_LINE && d.strokes[k].width == 5;
    cr_expect(eq(sz, pieces, 2));
    thaw_drawing_clear(&d);
    thaw_figure_clear(&f);
}

Test(figure_layout, a_figure_of_nothing_is_a_frame)
{
    thaw_figure f;
    thaw_drawing d;
    thaw_figure_init(&f);
    thaw_figure_lay_out(&f, &d);
    cr_expect(d.count > 0 && d.left < d.right && d.low < d.high);
    thaw_drawing_clear(&d);
    thaw_figure_clear(&f);
}

static size_t fills_of(const thaw_drawing *d, thaw_hue hue)
{
    size_t count = 0;
    for (size_t k = 0; k < d->count; k++)
        count += d->strokes[k].kind == THAW_STROKE_FILL && d->strokes[k].hue == hue;
    return count;
}

/* A box that has room for its name is filled once; one that has not, once more as a key. */
Test(figure_layout, names_beside_their_boxes_have_a_key)
{
    thaw_figure f;
    thaw_drawing d;
    thaw_figure_init(&f);
    f.x.low = f.y.low = 0;
    f.x.high = 100;
    f.y.high = 1;
    thaw_layer *wide = thaw_figure_layer(&f, THAW_LAYER_BOXES,
                                         (thaw_look){.hue = THAW_HUE_BLUE, .tint = 0.5}, "wide");
    thaw_layer *thin = thaw_figure_layer(&f, THAW_LAYER_BOXES,
                                         (thaw_look){.hue = THAW_HUE_GREEN, .tint = 0.5}, "thin");
    wide->named = thin->named = true;
    thaw_layer_box(wide, 0, 0, 98, 1);
    thaw_layer_box(thin, 98, 0, 100, 1);
    thaw_figure_lay_out(&f, &d);
    cr_expect(eq(sz, fills_of(&d, THAW_HUE_BLUE), 1));
    cr_expect(eq(sz, fills_of(&d, THAW_HUE_GREEN), 2));
    cr_expect(has_words(&d, "wide") && has_words(&d, "thin"));
    thaw_drawing_clear(&d);
    thaw_figure_clear(&f);
}

Test(figure_layout, curves_that_are_halved_in_one_month_say_so_once)
{
    thaw_figure f;
    thaw_drawing d;
    size_t said = 0;
    figure_of("survival baseline partial@grim partial@trigger:6 --runs 20 --months 90", &f);
    thaw_figure_lay_out(&f, &d);
    for (size_t k = 0; k < d.count; k++)
        said += d.strokes[k].kind == THAW_STROKE_WORDS &&
                strncmp(d.strokes[k].text, "half end", strlen("half end")) == 0;
    cr_expect(eq(sz, said, 1));
    thaw_drawing_clear(&d);
    thaw_figure_clear(&f);
}
