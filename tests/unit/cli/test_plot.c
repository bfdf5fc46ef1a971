/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cli/plot: the file shows what the drawing says, and is the same each time. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/plot.h"
#include "tests/support/figures.h"

static char *plotted(const thaw_drawing *drawing, thaw_plot_format format, size_t *size)
{
    char *bytes;
    thaw_fault fault;
    cr_assert(eq(int, thaw_plot(drawing, format, &bytes, size, &fault), THAW_OK), "%s", fault.text);
    return bytes;
}

/* The places of the path at `text`, in the units of the drawing: y up, as its own transform has it.
 */
static size_t read_path(const char *text, double (*places)[2], size_t most)
{
    size_t count = 0;
    const char *d = strstr(text, " d=\"");
    for (char *rest = (char *)d + 4; count < most && (*rest == 'M' || *rest == 'L');) {
        places[count][0] = strtod(rest + 1, &rest);
        places[count++][1] = strtod(rest, &rest);
        rest += strspn(rest, " ");
    }
    return count;
}

/* Lines of the SVG of that width and colour. */
static const char *find_line(const char *svg, const char *width, const char *color)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, "stroke-width:%s;", width);
    for (const char *at = strstr(svg, wanted); at; at = strstr(at + 1, wanted))
        if (strncmp(strstr(at, "stroke:"), color, strlen(color)) == 0)
            return at;
    return NULL;
}

/* The height of a path at a place; cairo leaves out places in the middle of straight stretches. */
static double height_at(const double (*places)[2], size_t count, double x)
{
    for (size_t k = 0; k + 1 < count; k++)
        if (places[k][0] - 0.1 <= x && x <= places[k + 1][0] + 0.1)
            return places[k][1] + (x - places[k][0]) / (places[k + 1][0] - places[k][0]) *
                                      (places[k + 1][1] - places[k][1]);
    return NAN;
}

/* The US line of a threshold, read off the picture through its axes, is the figure's data. */
Test(plot, svg_holds_the_data_it_claims)
{
    static const double SEEN = 0.05; /* of a unit of the page: cut numbers, PLplot's own grid */
    thaw_figure f;
    thaw_drawing d;
    size_t size;
    double places[64][2];
    figure_of("threshold baseline partial@grim --vary leverage.linkage=0:2:9", &f);
    thaw_figure_lay_out(&f, &d);
    char *svg = plotted(&d, THAW_PLOT_SVG, &size);
    const thaw_layer *line = layer_of(&f, "the US");
    const char *at = find_line(svg, "2.6", "stroke:rgb(0%,44.71%,69.8%)");
    cr_assert(ne(ptr, (char *)at, NULL));
    size_t count = read_path(at, places, 64);
    cr_assert(gt(sz, count, 2));
    double unit_x = (d.right - d.left) / (d.x[1] - d.x[0]);
    double unit_y = (d.high - d.low) / (d.y[1] - d.y[0]);
    for (size_t k = 0; k < line->count; k++) {
        double x = d.left + (line->spots[k].x - d.x[0]) * unit_x;
        double y = height_at((const double(*)[2])places, count, x);
        cr_expect(epsilon_eq(dbl, d.y[0] + (y - d.low) / unit_y, line->spots[k].y, SEEN / unit_y),
                  "%zu", k);
    }
    free(svg);
    thaw_drawing_clear(&d);
    thaw_figure_clear(&f);
}

static void small_drawing(thaw_drawing *d)
{
    *d = (thaw_drawing){.width = 100, .height = 60, .right = 100, .high = 60};
    d->title = strdup("a < b & c");
    d->description = strdup("line\nend\xff");
    thaw_drawing_segment(d, (thaw_stroke){.hue = THAW_HUE_INK, .width = 2}, 0, 0, 100, 60);
    thaw_drawing_words(d, (thaw_stroke){.hue = THAW_HUE_INK, .size = 16}, 20, 30,
                       "#(228) & <b>\x1b[1m \xc3\xa9 \xff\xc3");
    thaw_drawing_box(d, (thaw_stroke){.hue = THAW_HUE_GREEN, .hatch = THAW_HATCH_CROSSED}, 10, 10,
                     40, 40);
}

Test(plot, each_format_begins_as_it_should_and_repeats_itself)
{
    static const char *const begins[] = {"<?xml", "%PDF-", "\x89PNG"};
    thaw_drawing d;
    small_drawing(&d);
    for (int k = 0; k < THAW_PLOT_FORMATS; k++) {
        size_t size, again_size;
        char *bytes = plotted(&d, (thaw_plot_format)k, &size);
        char *again = plotted(&d, (thaw_plot_format)k, &again_size);
        cr_expect(eq(int, strncmp(bytes, begins[k], strlen(begins[k])), 0), "%s",
                  thaw_plot_format_name((thaw_plot_format)k));
        cr_expect(size == again_size && memcmp(bytes, again, size) == 0);
        free(bytes);
        free(again);
    }
    thaw_drawing_clear(&d);
}

Test(plot, svg_says_what_it_shows)
{
    size_t size;
    thaw_drawing d;
    small_drawing(&d);
    char *svg = plotted(&d, THAW_PLOT_SVG, &size);
    cr_expect(ne(ptr, strstr(svg, "role=\"img\""), NULL));
    cr_expect(ne(ptr, strstr(svg, "<title id=\"title\">a &lt; b &amp; c</title>"), NULL));
    cr_expect(ne(ptr, strstr(svg, ">line end </desc>"), NULL));
    free(svg);
    thaw_drawing_clear(&d);
}

/* cairo writes the time into a PDF. */
Test(plot, pdf_has_no_time)
{
    static const char key[] = "/CreationDate (D:19700101000000Z";
    size_t size;
    thaw_drawing d;
    bool found = false;
    small_drawing(&d);
    char *pdf = plotted(&d, THAW_PLOT_PDF, &size);
    for (size_t k = 0; k + sizeof key < size; k++)
        found = found || memcmp(pdf + k, key, sizeof key - 1) == 0;
    cr_expect(found);
    free(pdf);
    thaw_drawing_clear(&d);
}

/* Whatever the bytes of a name are, and however long it is. */
Test(plot, any_words_can_be_drawn)
{
    enum { LENGTH = 3000 };
    thaw_drawing d = {.width = 100, .height = 60, .right = 100, .high = 60};
    char text[LENGTH + 1];
    size_t size;
    d.title = strdup("");
    d.description = strdup("");
    for (int k = 0; k < LENGTH; k++)
        text[k] = "#\xe4\xb8\xad<"[k % 5];
    text[LENGTH] = '\0';
    thaw_drawing_words(&d, (thaw_stroke){.hue = THAW_HUE_INK, .size = 16, .bold = true}, 0, 30,
                       text);
    thaw_drawing_words(&d, (thaw_stroke){.hue = THAW_HUE_INK, .size = 16}, 0, 10, "");
    char *svg = plotted(&d, THAW_PLOT_SVG, &size);
    cr_expect(gt(sz, size, 0));
    free(svg);
    thaw_drawing_clear(&d);
}

Test(plot, a_drawing_without_memory_is_refused)
{
    char *bytes;
    size_t size;
    thaw_fault fault;
    thaw_drawing d = {.width = 10, .height = 10, .failed = true};
    cr_expect(eq(int, thaw_plot(&d, THAW_PLOT_SVG, &bytes, &size, &fault), THAW_ENOMEM));
    cr_expect(eq(ptr, bytes, NULL));
}

/* No driver: an error that says so, in time, with nothing asked on standard input. */
Test(plot, no_driver_is_an_error)
{
    char *bytes;
    size_t size;
    thaw_fault fault;
    thaw_drawing d;
    small_drawing(&d);
    setenv("PLPLOT_DRV_DIR", "/nonexistent", 1);
    cr_expect(eq(int, thaw_plot(&d, THAW_PLOT_SVG, &bytes, &size, &fault), THAW_ENUMERIC));
    cr_expect(ne(ptr, strstr(fault.text, "plplot-driver-cairo"), NULL));
    thaw_drawing_clear(&d);
}

Test(plot, text_is_cut_at_blanks)
{
    size_t next;
    double width = thaw_drawing_text_width("one two", 7, 16, false);
    cr_expect(eq(sz, thaw_drawing_text_fit("one two three", width + 1, 16, false, &next), 7));
    cr_expect(eq(sz, next, 8));
    cr_expect(eq(sz, thaw_drawing_text_fit("one two", width + 1, 16, false, &next), 7));
    cr_expect(eq(sz, next, 7));
    cr_expect(gt(sz, thaw_drawing_text_fit("unbreakable", 1, 16, false, &next), 0));
    cr_expect(gt(dbl, thaw_drawing_text_width("W", 1, 16, true),
                 thaw_drawing_text_width("W", 1, 16, false)));
}
