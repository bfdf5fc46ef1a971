/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults as people read them. */
#include "cli/report.h"

#include <string.h>

#include "cli/text.h"

enum { LINE_WIDTH = 76 }; /* of an excerpt */

/* The stretch of an excerpt that is shown: all of it, or the part around the mark. */
typedef struct window {
    size_t from, to, mark, mark_end; /* bytes */
} window;

static bool is_inside_character(char c)
{
    return ((unsigned char)c & 0xC0U) == 0x80U;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static window window_of(const thaw_fault *fault)
{
    const char *text = fault->excerpt;
    size_t length = strlen(text);
    window found = {.to = length};
    found.mark = smaller((size_t)(fault->column - 1), length);
    found.mark_end = smaller(found.mark + (size_t)(fault->length > 0 ? fault->length : 1), length);
    if (length > LINE_WIDTH && found.mark > LINE_WIDTH / 2)
        found.from = smaller(found.mark - LINE_WIDTH / 2, length - LINE_WIDTH);
    while (found.from > 0 && is_inside_character(text[found.from]))
        found.from--;
    found.to = smaller(found.from + LINE_WIDTH, length);
    while (found.to < length && found.to > found.from && is_inside_character(text[found.to]))
        found.to--;
    found.mark_end = smaller(found.mark_end, found.to);
    return found;
}

/* The line, tabs as one blank so that the mark stands where it should. */
static void put_excerpt(const char *text, const window *shown, FILE *out)
{
    fputs("  ", out);
    for (size_t i = shown->from; i < shown->to;) {
        size_t run = strcspn(text + i, "\t");
        run = smaller(run, shown->to - i);
        thaw_text_put(text + i, run, out);
        i += run;
        if (i < shown->to) {
            fputc(' ', out);
            i++;
        }
    }
    fputc('\n', out);
}

static void put_mark(const char *text, const window *shown, bool color, FILE *out)
{
    int before = 2 + thaw_text_width(text + shown->from, shown->mark - shown->from);
    int marked = shown->mark_end > shown->mark
                     ? thaw_text_width(text + shown->mark, shown->mark_end - shown->mark)
                     : 1;
    fprintf(out, "%*s%s^", before, "", color ? "\033[1;32m" : "");
    for (int i = 1; i < marked; i++)
        fputc('~', out);
    fprintf(out, "%s\n", color ? "\033[0m" : "");
}

static void put_place(const thaw_fault *fault, bool color, FILE *out)
{
    const char *file = !fault->file[0]                 ? "thaw"
                       : strcmp(fault->file, "-") == 0 ? "(standard input)"
                                                       : fault->file;
    fputs(color ? "\033[1m" : "", out);
    thaw_text_put(file, strlen(file), out);
    if (fault->line > 0)
        fprintf(out, ":%d", fault->line);
    if (fault->line > 0 && fault->column > 0)
        fprintf(out, ":%d", fault->column);
    fprintf(out, ":%s ", color ? "\033[0m" : "");
}

void thaw_report_fault(const thaw_fault *fault, bool color, FILE *out)
{
    put_place(fault, color, out);
    thaw_text_put(fault->text, strlen(fault->text), out);
    fputc('\n', out);
    if (fault->excerpt[0] && fault->column > 0) {
        window shown = window_of(fault);
        put_excerpt(fault->excerpt, &shown, out);
        if (shown.mark <= shown.to)
            put_mark(fault->excerpt, &shown, color, out);
    }
    if (fault->help[0]) {
        fputs("  help: ", out);
        thaw_text_put(fault->help, strlen(fault->help), out);
        fputc('\n', out);
    }
}

/* Nothing that a file says is at fault: no line, no excerpt, no help. */
static void report_shortage(const thaw_faults *faults, bool color, FILE *out)
{
    thaw_fault shortage;
    thaw_fail(&shortage, THAW_ENOMEM, "out of memory");
    for (size_t i = faults->count; i-- > 0;)
        if (faults->items[i].status == THAW_ENOMEM) {
            thaw_fail(&shortage, THAW_ENOMEM, "%s", faults->items[i].text);
            thaw_copy_text(shortage.file, sizeof shortage.file, faults->items[i].file);
        }
    thaw_report_fault(&shortage, color, out);
}

void thaw_report_faults(const thaw_faults *faults, bool color, FILE *out)
{
    if (thaw_faults_starved(faults)) {
        report_shortage(faults, color, out);
        return;
    }
    for (size_t i = 0; i < faults->count; i++)
        thaw_report_fault(&faults->items[i], color, out);
}
