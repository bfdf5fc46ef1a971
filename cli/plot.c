/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only file that knows PLplot: a process of its own draws, and hands back the file's bytes. */
#include "cli/plot.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <math.h>
#include <plplot.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cli/interrupt.h"
#include "cli/sink.h"
#include "cli/text.h"

static const char *const names[THAW_PLOT_FORMATS] = {"svg", "pdf", "png"};
static const char *const devices[THAW_PLOT_FORMATS] = {"svgcairo", "pdfcairo", "pngcairo"};

/* What a picture of dots has for each unit of the page: the page is 960 wide, screens are 1920. */
static const double PNG_SCALE = 2;

const char *thaw_plot_format_name(thaw_plot_format format)
{
    return names[format];
}

/* ---- in the process that draws ---- */

enum { DREW = 0, COMPLAINED = 1 };

/* Where bytes or a complaint go. PLplot's handlers take no context. */
static int answer_to = -1;

static void send_bytes(const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t sent = write(answer_to, bytes, size);
        if (sent <= 0)
            _exit(COMPLAINED);
        bytes += sent;
        size -= (size_t)sent;
    }
}

static void complain(const char *text)
{
    send_bytes(text, strlen(text));
    _exit(COMPLAINED);
}

static int complain_and_exit(const char *text)
{
    complain(text);
    return COMPLAINED;
}

/* An unknown device makes PLplot ask which one is meant, over and over. */
static void check_device(const char *device)
{
    enum { MOST = 64 };
    const char *menu[MOST], *known[MOST], **menus = menu, **list = known;
    int count = MOST;
    plgFileDevs(&menus, &list, &count);
    for (int k = 0; k < count; k++)
        if (strcmp(known[k], device) == 0)
            return;
    complain("it has no cairo driver");
}

static void set_colors(void)
{
    static const PLINT rgb[THAW_HUES][3] = {
        [THAW_HUE_PAPER] = {255, 255, 255},  [THAW_HUE_INK] = {0, 0, 0},
        [THAW_HUE_GREY] = {110, 110, 110},   [THAW_HUE_BLUE] = {0, 114, 178},
        [THAW_HUE_VERMILION] = {213, 94, 0}, [THAW_HUE_GREEN] = {0, 158, 115},
        [THAW_HUE_ORANGE] = {230, 159, 0},   [THAW_HUE_SKY] = {86, 180, 233},
        [THAW_HUE_PURPLE] = {204, 121, 167}, [THAW_HUE_YELLOW] = {240, 228, 66}};
    plscmap0n(THAW_HUES + 1);
    for (int k = 0; k < THAW_HUES; k++)
        plscol0(k, rgb[k][0], rgb[k][1], rgb[k][2]);
}

/* The last colour of the map is mixed for each stroke: towards white. */
static void choose_color(const thaw_stroke *stroke)
{
    PLINT rgb[3];
    plgcol0((PLINT)stroke->hue, &rgb[0], &rgb[1], &rgb[2]);
    for (int k = 0; k < 3; k++)
        rgb[k] = (PLINT)lround(rgb[k] + stroke->tint * (255 - rgb[k]));
    plscol0(THAW_HUES, rgb[0], rgb[1], rgb[2]);
    plcol0(THAW_HUES);
}

/* A device with 72 dots an inch: micrometres of a unit of the page, millimetres of its words. */
static double micrometres(double units, double scale)
{
    return units * scale * 25400 / 72;
}

static void choose_dash(thaw_dash dash, double scale)
{
    static const double lengths[THAW_DASHES][4] = {
        [THAW_DASH_LONG] = {11, 6}, [THAW_DASH_SHORT] = {3, 4}, [THAW_DASH_MIXED] = {11, 4, 3, 4}};
    PLINT marks[2], spaces[2];
    PLINT count = dash == THAW_DASH_NONE ? 0 : dash == THAW_DASH_MIXED ? 2 : 1;
    for (int k = 0; k < count; k++) {
        marks[k] = (PLINT)micrometres(lengths[dash][2 * k], scale);
        spaces[k] = (PLINT)micrometres(lengths[dash][2 * k + 1], scale);
    }
    plstyl(count, marks, spaces);
}

static void choose_hatch(thaw_hatch hatch, double scale)
{
    static const PLINT degrees[THAW_HATCHES][2] = {[THAW_HATCH_RISING] = {450},
                                                   [THAW_HATCH_FALLING] = {-450},
                                                   [THAW_HATCH_LEVEL] = {0},
                                                   [THAW_HATCH_UPRIGHT] = {900},
                                                   [THAW_HATCH_CROSSED] = {450, -450}};
    PLINT gap = (PLINT)micrometres(9, scale), gaps[2] = {gap, gap};
    if (hatch == THAW_HATCH_NONE)
        plpsty(0);
    else
        plpat(hatch == THAW_HATCH_CROSSED ? 2 : 1, degrees[hatch], gaps);
}

/* pango takes 96 dots for an inch where the driver takes 72. */
static const double FONT_DPI = 72.0 / 96.0;

/* PLplot takes '#' for the beginning of a command, and wants UTF-8. */
static void put_words(const thaw_stroke *stroke, const double at[2], double scale)
{
    enum { ROOM = 512, LONGEST = 480 };
    char text[ROOM];
    size_t length = 0;
    bool printable;
    for (const char *c = stroke->text; *c && length < LONGEST; c += thaw_text_next(c, &printable)) {
        size_t size = thaw_text_next(c, &printable);
        if (*c == '#')
            text[length++] = '#';
        memcpy(text + length, printable ? c : "?", printable ? size : 1);
        length += printable ? size : 1;
    }
    text[length] = '\0';
    plsfont(PL_FCI_SANS, PL_FCI_UPRIGHT, stroke->bold ? PL_FCI_BOLD : PL_FCI_MEDIUM);
    plschr(micrometres(stroke->size, scale) / 1000 * FONT_DPI, 1);
    plptex(at[0], at[1], 1, 0, stroke->just, text);
}

/* Coordinates are the page's in both windows; the frame cuts off what lies outside. */
static void choose_window(const thaw_drawing *d, bool inside)
{
    double x0 = inside ? d->left : 0, x1 = inside ? d->right : d->width;
    double y0 = inside ? d->low : 0, y1 = inside ? d->high : d->height;
    plvpor(x0 / d->width, x1 / d->width, y0 / d->height, y1 / d->height);
    plwind(x0, x1, y0, y1);
}

static void put_stroke(const thaw_drawing *d, const thaw_stroke *stroke, double scale, double *x,
                       double *y)
{
    const double(*points)[2] = (const double(*)[2])d->point + stroke->first;
    for (size_t k = 0; k < stroke->count; k++) {
        x[k] = points[k][0];
        y[k] = points[k][1];
    }
    choose_window(d, stroke->inside);
    choose_color(stroke);
    plwidth(stroke->width * scale);
    if (stroke->kind == THAW_STROKE_WORDS) {
        put_words(stroke, points[0], scale);
    } else if (stroke->kind == THAW_STROKE_FILL) {
        choose_hatch(stroke->hatch, scale);
        plfill((PLINT)stroke->count, x, y);
    } else {
        choose_dash(stroke->dash, scale);
        plline((PLINT)stroke->count, x, y);
        choose_dash(THAW_DASH_NONE, scale);
    }
}

static void begin_page(const thaw_drawing *drawing, const char *device, double scale, FILE *out)
{
    plsexit(complain_and_exit);
    plsabort(complain);
    check_device(device);
    set_colors();
    plsdev(device);
    plsfile(out);
    plspage(0, 0, (PLINT)(drawing->width * scale), (PLINT)(drawing->height * scale), 0, 0);
    plinit();
    pladv(0);
}

/* Fetches what a figure takes, and more, before it is begun: the libraries that set its words leave
 * out what they have no memory for, and say nothing. What is freed stays with this process. */
static void fetch_memory(void)
{
    enum { ROOM = 32 << 20 };
    mallopt(M_MMAP_THRESHOLD, 2 * ROOM);
    mallopt(M_TRIM_THRESHOLD, 2 * ROOM);
    void *room = malloc(ROOM);
    if (!room)
        complain("out of memory");
    free(room);
}

static void draw(const thaw_drawing *drawing, thaw_plot_format format)
{
    double scale = format == THAW_PLOT_PNG ? PNG_SCALE : 1;
    thaw_sink sink;
    fetch_memory();
    thaw_sink_open(&sink);
    double *x = calloc(drawing->point_count + 1, sizeof *x);
    double *y = calloc(drawing->point_count + 1, sizeof *y);
    if (!x || !y || !sink.out)
        complain("out of memory");
    begin_page(drawing, devices[format], scale, sink.out);
    for (size_t k = 0; k < drawing->count; k++)
        put_stroke(drawing, &drawing->strokes[k], scale, x, y);
    plend(); /* closes the stream */
    if (sink.failed)
        complain("out of memory");
    send_bytes(sink.text, sink.size);
    _exit(DREW);
}

/* The font is named, so that the same words look the same on every machine that has it; nothing is
 * asked and nothing printed. Libraries without memory may go round for ever: that is ended. */
static void become_drawer(const thaw_drawing *drawing, thaw_plot_format format, int pipe_end)
{
    static const struct rlimit patience = {60, 60}; /* seconds; a figure takes few */
    answer_to = pipe_end < 3 ? fcntl(pipe_end, F_DUPFD, 3) : pipe_end; /* no standard stream */
    int nowhere = open("/dev/null", O_RDWR);
    if (nowhere < 0)
        complain("/dev/null cannot be opened");
    for (int k = 0; k < 3; k++)
        dup2(nowhere, k);
    if (nowhere > 2)
        close(nowhere);
    if (chdir("/") != 0) /* PLplot asks where it is, which may be nowhere */
        complain("there is no folder to be in");
    thaw_interrupt_uninstall();
    setrlimit(RLIMIT_CPU, &patience);
    setenv("PLPLOT_FREETYPE_SANS_FAMILY", "DejaVu Sans", 1);
    draw(drawing, format);
}

/* ---- in the process that waits ---- */

/* Whether there is something to read, or its end; false once interrupted. glib without memory waits
 * for a lock that it holds itself, forever: a process that has not run for so many seconds is
 * ended. */
static bool await(int from, pid_t child)
{
    enum { PATIENCE = 10, SECOND = 1000 };
    struct pollfd end = {.fd = from, .events = POLLIN};
    struct timespec before = {0}, now = {0};
    clockid_t clock;
    bool timed = clock_getcpuclockid(child, &clock) == 0;
    for (int idle = 0; idle < PATIENCE;) {
        int ready = poll(&end, 1, SECOND);
        if (ready > 0)
            return true;
        if (ready < 0 && (errno != EINTR || thaw_interrupted()))
            return false;
        if (ready < 0 || !timed || clock_gettime(clock, &now) != 0)
            continue;
        bool ran = now.tv_sec != before.tv_sec || now.tv_nsec != before.tv_nsec;
        idle = ran ? 0 : idle + 1;
        before = now;
    }
    kill(child, SIGKILL);
    return true;
}

static bool read_all(int from, pid_t child, char **bytes, size_t *size)
{
    size_t room = 0;
    for (;;) {
        if (*size + 1 >= room) {
            room = 2 * room + 65536;
            char *longer = realloc(*bytes, room);
            if (!longer)
                return false;
            *bytes = longer;
        }
        if (!await(from, child))
            break;
        ssize_t got = read(from, *bytes + *size, room - *size - 1);
        if (got < 0 && errno == EINTR && !thaw_interrupted())
            continue;
        if (got <= 0)
            break;
        *size += (size_t)got;
    }
    (*bytes)[*size] = '\0';
    return true;
}

/* glib aborts where it has no memory, by a trap. */
static thaw_status explain(int how, const char *said, thaw_fault *fault)
{
    int signal = WIFSIGNALED(how) ? WTERMSIG(how) : 0;
    if (thaw_interrupted() || thaw_interrupt_is(signal))
        return thaw_fail(fault, THAW_EINTERRUPT, "interrupted");
    if (signal != 0)
        return thaw_fail(fault, THAW_ENUMERIC,
                         "PLplot ended without a figure, perhaps for want of memory: %s",
                         strsignal(signal));
    return thaw_fail(fault, THAW_ENUMERIC,
                     "PLplot cannot draw the figure: %.200s (it needs plplot-driver-cairo, "
                     "fonts-dejavu-core and memory)",
                     said && *said ? said : "it does not say why");
}

/* Whether the bytes end as a file of the format does: cairo stops where it has no memory, and
 * PLplot does not ask it. */
static bool is_whole(thaw_plot_format format, const char *bytes, size_t size)
{
    static const char *const ends[THAW_PLOT_FORMATS] = {"</svg>\n", "%%EOF\n",
                                                        "IEND\xae\x42\x60\x82"};
    size_t length = strlen(ends[format]);
    return size > length && memcmp(bytes + size - length, ends[format], length) == 0;
}

/* ---- bytes ---- */

/* cairo writes when a PDF was made. The same figure is to be the same file. */
static void forget_date(char *bytes, size_t size)
{
    static const char key[] = "/CreationDate (D:", epoch[] = "19700101000000";
    for (char *at = bytes; (at = memchr(at, key[0], size - (size_t)(at - bytes))); at++)
        if (size - (size_t)(at - bytes) > sizeof key + sizeof epoch &&
            memcmp(at, key, sizeof key - 1) == 0)
            memcpy(at + sizeof key - 1, epoch, sizeof epoch - 1);
}

static void put_xml(const char *text, FILE *out)
{
    bool printable;
    for (size_t size; *text; text += size) {
        size = thaw_text_next(text, &printable);
        if (*text == '<')
            fputs("&lt;", out);
        else if (*text == '&')
            fputs("&amp;", out);
        else if (printable)
            fwrite(text, 1, size, out);
        else
            fputc(' ', out);
    }
}

/* Copies a file, numbers cut to a hundredth of a unit: cairo writes six decimals, which nobody sees
 * and which are half of the file. */
static void put_shortened(const char *text, const char *end, FILE *out)
{
    while (text < end) {
        size_t whole = strspn(text, "0123456789");
        size_t decimals = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
        char number[64];
        if (whole == 0 || decimals < 3 || whole + decimals > 30) {
            size_t length = whole > 0 ? whole + (decimals > 0 ? decimals + 1 : 0) : 1;
            fwrite(text, 1, length, out);
            text += length;
            continue;
        }
        int length = snprintf(number, sizeof number, "%.2f", strtod(text, NULL));
        while (number[length - 1] == '0')
            length--;
        fwrite(number, 1, (size_t)(number[length - 1] == '.' ? length - 1 : length), out);
        text += whole + 1 + decimals;
    }
}

/* Title and description for those who cannot see the picture, behind the tag that opens it. */
static thaw_status describe(const thaw_drawing *drawing, char **bytes, size_t *size,
                            thaw_fault *fault)
{
    char *tag = strstr(*bytes, "<svg "), *end = tag ? strchr(tag, '>') : NULL;
    thaw_sink sink;
    thaw_sink_open(&sink);
    FILE *out = sink.out;
    if (!end || !out) {
        free(thaw_sink_close(&sink, NULL));
        return thaw_fail(fault, THAW_ENOMEM, "out of memory");
    }
    fwrite(*bytes, 1, (size_t)(end - *bytes), out);
    fputs(" role=\"img\" aria-labelledby=\"title description\">\n<title id=\"title\">", out);
    put_xml(drawing->title, out);
    fputs("</title>\n<desc id=\"description\">", out);
    put_xml(drawing->description, out);
    fputs("</desc>", out);
    put_shortened(end + 1, *bytes + *size, out);
    char *whole = thaw_sink_close(&sink, size);
    if (!whole)
        return thaw_fail(fault, THAW_ENOMEM, "out of memory");
    free(*bytes);
    *bytes = whole;
    return THAW_OK;
}

/* ---- both ---- */

static thaw_status draw_apart(const thaw_drawing *drawing, thaw_plot_format format, char **bytes,
                              size_t *size, thaw_fault *fault)
{
    int ends[2], how = 0;
    if (pipe(ends) != 0)
        return thaw_fail(fault, THAW_ENUMERIC, "no process can draw: %s", strerror(errno));
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        become_drawer(drawing, format, ends[1]);
    }
    close(ends[1]);
    bool whole = child > 0 && read_all(ends[0], child, bytes, size);
    close(ends[0]);
    if (child < 0)
        return thaw_fail(fault, THAW_ENUMERIC, "no process can draw: %s", strerror(errno));
    if (!whole || thaw_interrupted())
        kill(child, SIGKILL);
    while (waitpid(child, &how, 0) < 0 && errno == EINTR)
        continue;
    if (!whole)
        return thaw_fail(fault, THAW_ENOMEM, "out of memory");
    if (!WIFEXITED(how) || WEXITSTATUS(how) != DREW || thaw_interrupted())
        return explain(how, *bytes, fault);
    return is_whole(format, *bytes, *size)
               ? THAW_OK
               : thaw_fail(fault, THAW_ENOMEM, "PLplot's figure is not whole, for want of memory");
}

thaw_status thaw_plot(const thaw_drawing *drawing, thaw_plot_format format, char **bytes,
                      size_t *size, thaw_fault *fault)
{
    *bytes = NULL;
    *size = 0;
    thaw_status status = drawing->failed ? thaw_fail(fault, THAW_ENOMEM, "out of memory")
                                         : draw_apart(drawing, format, bytes, size, fault);
    if (status == THAW_OK && format == THAW_PLOT_PDF)
        forget_date(*bytes, *size);
    if (status == THAW_OK && format == THAW_PLOT_SVG)
        status = describe(drawing, bytes, size, fault);
    if (status != THAW_OK) {
        free(*bytes);
        *bytes = NULL;
        *size = 0;
    }
    return status;
}
