/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer in each format: what stands between the tables. */
#include <string.h>

#include "cli/output.h"
#include "cli/text.h"
#include "io/json_memory.h"

enum { SENTENCE_INDENT = 2 };

static bool is_heading(const thaw_block *block)
{
    return block->kind == THAW_HEADING || block->kind == THAW_SUBHEADING;
}

/* Whether a blank line stands before a block. */
static bool stands_apart(const thaw_block *before, const thaw_block *block)
{
    if (before->kind == THAW_TABLE || block->kind == THAW_TABLE)
        return true;
    return before->kind != block->kind && !(is_heading(before) && block->kind == THAW_LINE);
}

static bool render_text(const thaw_answer *answer, const thaw_layout *layout, FILE *out)
{
    bool done = true;
    const thaw_block *before = NULL;
    for (size_t i = 0; i < answer->count && done; i++) {
        const thaw_block *block = &answer->blocks[i];
        if (block->table && (block->table->data_only || block->table->row_count == 0))
            continue;
        if (before && stands_apart(before, block))
            fputc('\n', out);
        before = block;
        if (block->table)
            done = thaw_table_write_text(block->table, layout, out);
        else
            thaw_text_wrap(block->text, block->kind == THAW_SENTENCE ? SENTENCE_INDENT : 0,
                           layout->width, is_heading(block) && layout->color, out);
    }
    return done;
}

static void render_md(const thaw_answer *answer, int digits, FILE *out)
{
    for (size_t i = 0; i < answer->count; i++) {
        const thaw_block *block = &answer->blocks[i];
        fputs(i > 0 ? "\n" : "", out);
        if (block->table) {
            thaw_table_write_md(block->table, digits, out);
            continue;
        }
        fputs(block->kind == THAW_HEADING      ? "# "
              : block->kind == THAW_SUBHEADING ? "## "
                                               : "",
              out);
        thaw_md_put(block->text, out);
        fputc('\n', out);
    }
}

static void render_latex(const thaw_answer *answer, int digits, FILE *out)
{
    for (size_t i = 0; i < answer->count; i++) {
        const thaw_block *block = &answer->blocks[i];
        fputs(i > 0 ? "\n" : "", out);
        if (block->table) {
            thaw_table_write_latex(block->table, digits, out);
            continue;
        }
        fputs(block->kind == THAW_HEADING      ? "\\section*{"
              : block->kind == THAW_SUBHEADING ? "\\subsection*{"
                                               : "",
              out);
        thaw_latex_put(block->text, out);
        fputs(is_heading(block) ? "}\n" : "\n", out);
    }
}

static const char *heading_of(const thaw_answer *answer)
{
    for (size_t i = 0; i < answer->count; i++)
        if (answer->blocks[i].kind == THAW_HEADING)
            return answer->blocks[i].text;
    return "Thaw";
}

static void render_html(const thaw_answer *answer, int digits, FILE *out)
{
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>", out);
    thaw_html_put(heading_of(answer), out);
    fputs(
        "</title>\n<style>\n.number { text-align: right; font-variant-numeric: tabular-nums }\n"
        "th, td { padding: 0 0.6em; vertical-align: top }\nth { text-align: left }\n"
        "tr.total > * { border-top: 1px solid }\ncaption { text-align: left; font-weight: bold }\n"
        "</style>\n</head>\n<body>\n",
        out);
    for (size_t i = 0; i < answer->count; i++) {
        const thaw_block *block = &answer->blocks[i];
        if (block->table) {
            thaw_table_write_html(block->table, digits, out);
            continue;
        }
        const char *tag = block->kind == THAW_HEADING      ? "h1"
                          : block->kind == THAW_SUBHEADING ? "h2"
                                                           : "p";
        fprintf(out, "<%s>", tag);
        thaw_html_put(block->text, out);
        fprintf(out, "</%s>\n", tag);
    }
    fputs("</body>\n</html>\n", out);
}

enum { TABLES_MAX = 64 }; /* names that a fault considers */

/* The first table, or the one of that name. */
static const thaw_table *find_table(const thaw_answer *answer, const char *name, thaw_fault *fault)
{
    const char *names[TABLES_MAX] = {NULL};
    char list[THAW_HELP_MAX / 2] = "";
    size_t count = 0;
    for (size_t i = 0; i < answer->count; i++) {
        const thaw_table *table = answer->blocks[i].table;
        if (!table)
            continue;
        if (!name || strcmp(table->name, name) == 0)
            return table;
        if (count < TABLES_MAX)
            names[count++] = table->name;
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", table->name);
    }
    const char *near = name ? thaw_nearest(name, names, count) : NULL;
    thaw_fail(fault, THAW_EARG,
              name ? "this answer has no table '%s'" : "this answer has no table%s",
              name ? name : "");
    if (near)
        thaw_fault_help(fault, "did you mean '%s'?", near);
    else if (count > 0)
        thaw_fault_help(fault, "its tables: %s", list);
    return NULL;
}

static bool render_readable(const thaw_answer *answer, thaw_format format,
                            const thaw_layout *layout, FILE *out)
{
    if (format == THAW_FORMAT_MD)
        render_md(answer, layout->digits, out);
    else if (format == THAW_FORMAT_LATEX)
        render_latex(answer, layout->digits, out);
    else if (format == THAW_FORMAT_HTML)
        render_html(answer, layout->digits, out);
    else
        return render_text(answer, layout, out);
    return true;
}

static thaw_status render_json(const thaw_answer *answer, FILE *out, thaw_fault *fault)
{
    if (!answer->json)
        return thaw_fail(fault, THAW_EARG, "this command has no answer in JSON");
    bool done = json_dumpf(answer->json, out, JSON_INDENT(2) | JSON_REAL_PRECISION(17)) == 0;
    fputc('\n', out);
    if (done || ferror(out)) /* what cannot be written is said by whoever closes the stream */
        return THAW_OK;
    return thaw_fail(fault, THAW_ENOMEM, "out of memory");
}

thaw_status thaw_render(const thaw_answer *answer, thaw_format format, const thaw_layout *layout,
                        const char *name, FILE *out, thaw_fault *fault)
{
    if (thaw_answer_failed(answer) || thaw_json_starved())
        return thaw_fail(fault, THAW_ENOMEM, "out of memory");
    if (answer->document) {
        fwrite(answer->document, 1, answer->document_size, out);
        return THAW_OK;
    }
    bool lines = format == THAW_FORMAT_JSONL;
    if (answer->stream && !name && (lines || format == THAW_FORMAT_CSV))
        return answer->stream(answer->source, lines, out, fault);
    if (format == THAW_FORMAT_JSON)
        return render_json(answer, out, fault);
    bool one = name || format == THAW_FORMAT_CSV || format == THAW_FORMAT_JSONL;
    const thaw_table *table = one ? find_table(answer, name, fault) : NULL;
    if (one && !table)
        return THAW_EARG;
    bool done = true;
    thaw_table chosen = one ? *table : (thaw_table){0};
    chosen.data_only = false; /* it was asked for */
    thaw_block block = {.kind = THAW_TABLE, .table = &chosen};
    thaw_answer single = {.blocks = &block, .count = 1};
    if (format == THAW_FORMAT_CSV)
        thaw_table_write_csv(table, out);
    else if (format == THAW_FORMAT_JSONL)
        done = thaw_table_write_jsonl(table, out);
    else if (one && format == THAW_FORMAT_TEXT) /* without rows its head is the answer */
        done = thaw_table_write_text(&chosen, layout, out);
    else
        done = render_readable(one ? &single : answer, format, layout, out);
    return done ? THAW_OK : thaw_fail(fault, THAW_ENOMEM, "out of memory");
}
