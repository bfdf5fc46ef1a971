/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `thaw check`: every fault of every file. */
#include <string.h>

#include "cli/command.h"
#include "cli/locate.h"
#include "cli/subject.h"

enum { EXIT_FAULTS = 2 };

static thaw_table *begin_table(thaw_answer *answer)
{
    thaw_table *table = thaw_answer_table(answer, "faults", "Faults");
    thaw_table_text(table, "file", "file");
    thaw_table_number(table, "line", "line", 0);
    thaw_table_number(table, "column", "column", 0);
    thaw_table_text(table, "key", "key");
    thaw_table_text(table, "text", "fault");
    thaw_table_text(table, "help", "help");
    table->data_only = true; /* people read them on standard error */
    return table;
}

static void add_row(thaw_table *table, const thaw_fault *fault)
{
    thaw_table_row(table, 0);
    thaw_cell_text(table, "%s", fault->file);
    if (fault->line > 0)
        thaw_cell_number(table, fault->line);
    else
        thaw_cell_missing(table);
    if (fault->column > 0)
        thaw_cell_number(table, fault->column);
    else
        thaw_cell_missing(table);
    thaw_cell_text(table, "%s", fault->key);
    thaw_cell_text(table, "%s", fault->text);
    thaw_cell_text(table, "%s", fault->help);
}

static json_t *place_json(int number)
{
    return number > 0 ? json_integer(number) : json_null();
}

static void add_json(thaw_answer *answer, json_t *list, const thaw_fault *fault)
{
    json_t *object = json_object();
    thaw_answer_set(answer, object, "file",
                    fault->file[0] ? thaw_json_text(fault->file) : json_null());
    thaw_answer_set(answer, object, "line", place_json(fault->line));
    thaw_answer_set(answer, object, "column", place_json(fault->column));
    thaw_answer_set(answer, object, "key",
                    fault->key[0] ? thaw_json_text(fault->key) : json_null());
    thaw_answer_set(answer, object, "text", thaw_json_text(fault->text));
    thaw_answer_set(answer, object, "help",
                    fault->help[0] ? thaw_json_text(fault->help) : json_null());
    thaw_answer_append(answer, list, object);
}

/* The file of plausible ranges that stands beside scenarios, by its name. */
static bool is_ranges(const char *file)
{
    return strcmp(thaw_base_name(file), "ranges.ini") == 0;
}

static thaw_status check_ranges(const char *file, char *path, size_t size, thaw_faults *faults)
{
    thaw_ranges ranges = {0};
    thaw_status status = thaw_ranges_read(file, &ranges, faults);
    thaw_copy_text(path, size, file);
    thaw_ranges_clear(&ranges);
    return status;
}

static thaw_status check_file(const thaw_options *options, const char *file, char *path,
                              size_t size, thaw_faults *faults)
{
    if (is_ranges(file))
        return check_ranges(file, path, size, faults);
    thaw_subject subject;
    thaw_status status = thaw_subject_read(options, file, false, &subject, faults);
    thaw_copy_text(path, size, subject.path);
    thaw_subject_clear(&subject);
    return status;
}

/* The faults of a file are those from `first` on. */
static void say_file(thaw_answer *answer, json_t *files, const char *path, bool ok,
                     const thaw_faults *faults, size_t first)
{
    json_t *object = json_object(), *list = json_array();
    thaw_answer_set(answer, object, "file", thaw_json_text(path));
    thaw_answer_set(answer, object, "ok", json_boolean(ok));
    for (size_t i = first; i < faults->count; i++)
        add_json(answer, list, &faults->items[i]);
    thaw_answer_set(answer, object, "faults", list);
    thaw_answer_append(answer, files, object);
}

thaw_status thaw_cmd_check(const thaw_options *options, thaw_answer *answer, thaw_faults *faults)
{
    json_t *files = json_array();
    thaw_table *table = begin_table(answer);
    for (size_t i = 1; i < options->argument_count; i++) {
        char path[THAW_FILE_MAX];
        size_t before = faults->count;
        bool ok = check_file(options, options->arguments[i], path, sizeof path, faults) == THAW_OK;
        say_file(answer, files, path, ok, faults, before);
        for (size_t k = before; k < faults->count; k++)
            add_row(table, &faults->items[k]);
        if (ok && !options->quiet)
            thaw_say(answer, THAW_LINE, "%s: ok", path);
        answer->exit = ok ? answer->exit : EXIT_FAULTS;
    }
    thaw_answer_json(answer, "check");
    thaw_answer_set(answer, answer->json, "files", files);
    return THAW_OK;
}
